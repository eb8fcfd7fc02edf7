"""The linguistic tables (`ontology/lexicon/`) -> indexes over folded words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import Literal, get_args

from kg.concerns import concern
from kg.curated import Actors, CuratedActor, Office, Title, load_actors
from kg.folding import fold
from kg.frames import ActorType
from kg.inflection import Form, Number, demonym_forms, imperfect, masdar, participle, perfect, with_object_suffix
from kg.particles import FunctionKind, Particles
from kg.tables import TableError, curated, read_table
from kg.trie import PhraseIndex, stripped, words_of
from kg.wordmemo import WordMemo

Act = Literal[
    "say",
    "announce",
    "affirm",
    "deny",
    "describe",
    "demand",
    "promise",
    "accuse",
    "express",
    "support",
    "oppose",
    "warn",
]
Complement = Literal[
    "that", "quote", "object", "claim", "accuse", "blame", "describe", "إلى", "على", "ب", "عن", "من", "ل", "في"
]
Gender = Literal["m", "f"]

_SAYING = ("say", "affirm", "announce", "deny", "express")
# The kinds of agent noun phrases that their first word tells.
NounPhrase = Literal["known", "office", "source", "body", "titled", "possessive", "people"]
POSSESSIVES = ("ه", "ها", "هم", "هما", "نا", "ي")


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: see the head of `cues.yaml` for the fields."""

    verb: str
    act: Act
    content: tuple[Complement, ...]
    example: str
    imperfect: tuple[str, ...] = ()
    participle: tuple[str, ...] = ()
    masdar: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    strict: bool = False
    joined: bool = False
    suffixed: bool = False
    negated: bool = False
    source: Literal["subject", "document", "عن", "إلى", "من"] = "subject"


@dataclass(frozen=True, slots=True)
class Body:
    """A noun that heads the name of a body; `vague`: alone it is an actor only where it acts; `full`: what stands
    before it in its full name.
    """

    noun: str
    type: ActorType
    gender: Gender
    example: str
    definite: bool = False
    purpose: bool = True
    vague: bool = False
    full: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A noun of an unnamed source, a group, a document that speaks, or of two parties named before.

    `vague`: alone it is an actor only where it acts; `unissued`: a document that is a source of its own where nobody is
    said to have issued it; `singular`: false where one of them is no source (صحفي is an adjective); `owned`: more of
    them without an article are somebody's (زعماء الصين); `binding`: a document that lays down what is to be.
    """

    noun: str
    kind: Literal["anonymous", "group", "document", "parties", "counterpart"]
    example: str
    plurals: tuple[str, ...] = ()
    feminine: str | None = None
    unissued: bool = False
    singular: bool = True
    vague: bool = False
    owned: bool = False
    binding: bool = False


@dataclass(frozen=True, slots=True)
class CueForm:
    """One form of a reporting verb as it meets us in a text."""

    cue: Cue
    form: Form


@dataclass(frozen=True, slots=True)
class SourceNoun:
    """One form of a source noun; `definite` when it carries the article, `bound` when it never stands without whose
    people they are (مفتشو الأمم المتحدة).
    """

    source: Source
    definite: bool
    number: Number
    gender: Gender
    bound: bool = False

    @property
    def is_of_somebody(self) -> bool:
        """Whether what follows may tell whose people they are, be it a country."""
        return self.bound or (self.source.owned and self.number == "p" and not self.definite)


@dataclass(frozen=True, slots=True)
class Known:
    """A name that leads to a curated actor; `how` it does: by its full name, a short form, or the place that
    stands for it.
    """

    actor: CuratedActor
    how: Literal["name", "short", "metonym"]


@dataclass
class Lexicon:
    """Everything the reading steps look words up in. Keys are folded."""

    actors: Actors
    names: PhraseIndex[Known] = field(default_factory=PhraseIndex)
    cues: dict[str, list[CueForm]] = field(default_factory=dict)
    offices: PhraseIndex[Office] = field(default_factory=PhraseIndex)
    titles: PhraseIndex[Title] = field(default_factory=PhraseIndex)
    bodies: PhraseIndex[tuple[Body, bool]] = field(default_factory=PhraseIndex)
    possessives: dict[str, Body | None] = field(default_factory=dict)
    sources: PhraseIndex[SourceNoun] = field(default_factory=PhraseIndex)
    demonyms: dict[str, str] = field(default_factory=dict)
    particles: dict[str, frozenset[str]] = field(default_factory=dict)
    phrases: dict[str, PhraseIndex[str]] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    state_offices: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._kinds: dict[tuple[str, ...], frozenset[str]] = {}
        self.opens = WordMemo(self._opens)
        self.reports = WordMemo(self._reports)
        self.says = WordMemo(self._says)
        self.aliases = WordMemo(self._aliases)

    def _opens(self, word: str) -> tuple[NounPhrase, ...]:
        """The kinds of agent noun phrases that may begin with a folded word, whatever is written before it."""
        kinds: dict[NounPhrase, bool] = {
            "known": self.names.may_start(word),
            "office": self.offices.may_start(word),
            "source": self.sources.may_start(word) or word.removeprefix("و") in self.particles["some"],
            "body": self.bodies.may_start(word),
            "titled": self.titles.may_start(word),
            "possessive": any(rest in self.possessives for _, rest in stripped(word)),
            "people": any(map(self._is_people, (rest for _, rest in stripped(word)))),
        }
        return tuple(kind for kind, may in kinds.items() if may)

    def _reports(self, word: str) -> bool:
        """Whether a folded word is a form of a reporting verb, with or without a letter before it."""
        return word in self.cues or (word[:1] in "وفسلب" and word[1:] in self.cues)  # not ديفيد

    def _says(self, word: str) -> bool:
        """Whether a folded word is a verb that tells what somebody says, and to nobody: قال, وأوضح; not أبلغ."""
        forms = self.cues.get(word) or self.cues.get(word[1:]) or []
        return any("that" in form.cue.content and form.cue.act in _SAYING and not form.cue.suffixed for form in forms)

    def _aliases(self, name: str) -> frozenset[str]:
        """By what a person is called again: the whole name, the last one, the first one before بن or of a Korean."""
        words = list(words_of(name))
        while len(words) > 1 and self.is_a("name-link", words[-2]):
            words[-2:] = [f"{words[-2]} {words[-1]}"]
        given = {words[0]} if len(words) > 2 and " ".join(words[1:]).startswith(("بن ", "بنت ")) else set()
        if self.is_a("family-first", words[0]):
            given = {words[0]}
        called = given | {" ".join(words), words[-1], words[-1].removeprefix("ال"), words[-1].split()[-1]}
        if words[-1].startswith("بن "):
            called.add(f"ا{words[-1]}")  # ابن معيقل
        return frozenset(alias for alias in called if len(alias) > 2)

    def _is_people(self, word: str) -> bool:
        return word.startswith("ال") and word.endswith(("ون", "ين")) and word in self.demonyms

    def named(self, name: str) -> CuratedActor | None:
        """The curated actor that a full name means, if one does."""
        words = list(words_of(name))
        found = self.names.longest(words, 0)
        return found[1][0].actor if found and found[0] == len(words) else None

    def is_definite(self, word: str) -> bool:
        """Whether a folded word carries the article; in التزام and إلغاء the letters belong to the noun."""
        if not word.startswith("ال"):
            return False
        bare = (
            word[: len(word) - len(ending)] for ending in ("", "ه", "ها", "هم", "هما", "نا") if word.endswith(ending)
        )
        return not any(form in self.particles["al-root"] for form in bare)

    @cached_property
    def is_function(self) -> Callable[[str], bool]:
        """Whether a folded word is a function word."""
        return frozenset().union(*(self.particles[kind] for kind in get_args(FunctionKind))).__contains__

    @cached_property
    def given(self) -> frozenset[str]:
        """The given names of the curated persons and those listed beside, folded."""
        people = (actor for actor in self.actors.by_key.values() if actor.type == "Person")
        known = frozenset(words_of(name)[0] for actor in people for name in (actor.label.ar, *actor.names))
        return known | self.particles["given"]

    @cached_property
    def paired(self) -> frozenset[str]:
        """The first words of the demonyms of two words: كوري جنوبي."""
        return frozenset(form.split(" ")[0] for form in self.demonyms if " " in form)

    def is_given(self, word: str) -> bool:
        """Whether a folded word is a given name and nothing else."""
        return word in self.given and len(word) > 2 and word not in self.common and not self.is_a("given-too", word)

    def is_relative(self, word: str) -> bool:
        """Whether a folded word is a relative pronoun that is nothing else: الذي، التي, not من."""
        return word.startswith("ال") and self.is_a("relative", word)

    def body_noun(self, label: str) -> str:
        """The folded noun with which a body's label begins, empty if none does."""
        words = list(words_of(label))
        return words[0] if self.bodies.longest(words, 0) else ""

    def is_a(self, kind: str, word: str) -> bool:
        """Whether a folded word is a particle of the kind."""
        return word in self.particles[kind]

    def joins_known(self, forms: list[str], index: int) -> bool:
        """Whether "and" joins a known name to what stands before: وزير الخارجية الكويتي | وظريف."""
        word = forms[index]
        if word[0] != "و" or len(word) < 4 or word in self.given:
            return False
        return self.names.longest([word[1:], *forms[index + 1 : index + 4]], 0) is not None

    def is_any(self, kinds: tuple[str, ...], word: str) -> bool:
        """Whether a folded word is a particle of one of the kinds."""
        words = self._kinds.get(kinds)
        if words is None:
            words = self._kinds[kinds] = frozenset().union(*map(self.particles.__getitem__, kinds))
        return word in words


@cache
def load_lexicon() -> Lexicon:
    """Read every table once; raises TableError naming file, line and remedy."""
    lexicon = Lexicon(actors=load_actors())
    _index_names(lexicon)
    for cue in read_table(curated("lexicon", "cues.yaml"), Cue):
        for form in cue_forms(cue):
            lexicon.cues.setdefault(fold(form.text), []).append(CueForm(cue, form))
    offices = read_table(curated("lexicon", "offices.yaml"), Office)
    lexicon.state_offices = frozenset(office.office for office in offices if office.state)
    for office in offices:
        for text in (*office.forms, *_accusative(office)):
            lexicon.offices.add(text, office)
    for title in read_table(curated("lexicon", "titles.yaml"), Title):
        lexicon.titles.add(title.form, title)
    _index_bodies(lexicon)
    for source in read_table(curated("lexicon", "sources.yaml"), Source):
        _index_source(lexicon, source)
    _index_particles(lexicon)
    words = curated("lexicon", "common-words.txt").read_text("utf-8").splitlines()
    lexicon.common = frozenset(word for word in words if not word.startswith("#"))
    return lexicon


# The words with which agent noun phrases begin, and those that may report.
NAMING = concern(lambda word: load_lexicon().opens[word])
REPORTING = concern(lambda word: load_lexicon().reports[word])


def cue_forms(cue: Cue) -> list[Form]:
    """All forms of a reporting verb."""
    given = [Form(text, "masdar" if text.startswith("ب") else "imperfect", None, None) for text in cue.forms]
    derived = chain(
        perfect(cue.verb),
        *(imperfect(stem) for stem in cue.imperfect),
        *(participle(stem) for stem in cue.participle),
        *(masdar(noun) for noun in cue.masdar),
    )
    return [*derived, *given, *(with_object_suffix(cue.verb, cue.imperfect) if _takes_suffix(cue) else ())]


def _takes_suffix(cue: Cue) -> bool:
    """Whether whom it is about or said to may be joined to a verb: وصفه، طالبهم."""
    return cue.suffixed or not {"describe", "accuse"}.isdisjoint(cue.content)


def _index_names(lexicon: Lexicon) -> None:
    for actor in lexicon.actors.by_key.values():
        for name in {actor.label.ar, *actor.names}:
            lexicon.names.add(name, Known(actor, "name"))
        for name in actor.short:
            lexicon.names.add(name, Known(actor, "short"))
        for name in actor.metonyms:
            lexicon.names.add(name, Known(actor, "metonym"))
        for form in chain.from_iterable(map(demonym_forms, actor.demonyms)):
            lexicon.demonyms.setdefault(fold(form), actor.key)


def _index_bodies(lexicon: Lexicon) -> None:
    lexicon.possessives |= {fold(noun + suffix): None for noun in ("بلاد", "بلد") for suffix in POSSESSIVES}
    for body in read_table(curated("lexicon", "bodies.yaml"), Body):
        lexicon.bodies.add(body.noun, (body, False))
        _index_possessives(lexicon, body)
        if body.definite:
            lexicon.bodies.add(" ".join("ال" + word for word in body.noun.split()), (body, True))


def _index_possessives(lexicon: Lexicon, body: Body) -> None:
    """حكومة -> حكومته، حكومتها، حكومتي…; only nouns of one word that take the article too (دولي is no possessive)."""
    if body.definite and " " not in body.noun:
        feminine = body.noun.endswith("ة")
        stem = body.noun[:-1] + "ت" if feminine else body.noun
        for suffix in POSSESSIVES if feminine else POSSESSIVES[:-1]:
            lexicon.possessives.setdefault(fold(stem + suffix), body)


def _accusative(office: Office) -> Iterator[str]:
    """متحدث باسم -> متحدثا باسم, which stands behind أن."""
    for first, _, rest in (form.partition(" ") for form in office.forms):
        if office.office == "spokesperson" and rest and not first.startswith("ال") and not first.endswith("ة"):
            yield f"{first}ا {rest}"


def _index_source(lexicon: Lexicon, source: Source) -> None:
    forms: list[tuple[str, Number, Gender]] = [(source.noun, "s", "m")] if source.singular else []
    if source.singular and source.kind == "anonymous" and " " not in source.noun:
        forms.append((f"{source.noun}ا", "s", "m"))
    if source.feminine:
        forms.append((source.feminine, "s", "f"))
    forms += [(plural, "d" if plural.endswith("ان") else "p", "m") for plural in source.plurals]
    for text, number, gender in forms:
        definite = text.startswith("ال")
        lexicon.sources.add(text, SourceNoun(source, definite, number, gender))
        if not definite and text != f"{source.noun}ا":
            lexicon.sources.add("ال" + text, SourceNoun(source, True, number, gender))
    for text in _bound(source):
        lexicon.sources.add(text, SourceNoun(source, False, "p", "m", bound=True))


def _bound(source: Source) -> Iterator[str]:
    """مفتشون -> مفتشو, مفتشي: people of somebody's, where they are officials or `owned`."""
    if source.kind == "anonymous" or source.owned:
        for plural in source.plurals:
            if plural.endswith("ون") and not plural.startswith("ال"):
                yield from (plural[:-1], plural[:-2] + "ي")


def _index_particles(lexicon: Lexicon) -> None:
    words: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, PhraseIndex[str]] = defaultdict(PhraseIndex)
    path = curated("lexicon", "particles.yaml")
    for row in read_table(path, Particles):
        for text in row.words:
            folded = words_of(text)
            if not folded:
                raise TableError(f"{path}: {row.kind}: an empty word; remove it")
            phrases[row.kind].add(text, row.kind)
            if len(folded) == 1:
                words[row.kind].add(folded[0])
    lexicon.particles = {kind: frozenset(found) for kind, found in words.items()}
    lexicon.phrases = dict(phrases)
