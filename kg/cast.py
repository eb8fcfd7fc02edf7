"""Agent noun phrases -> the actors of one article: who is who, second mentions by family name, office or head
noun included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import field

from kg.aliases import Aliases, is_spelling
from kg.curated import CuratedActor
from kg.document import Document
from kg.folding import fold
from kg.frames import Actor, ActorType
from kg.homographs import HomographReader
from kg.iris import actor_key
from kg.labels import bare, canonical, clean, head, role, title_gender, with_name
from kg.lexicon import Gender, Known, Lexicon
from kg.phrases import Kind, Phrase
from kg.posts import LEADERS, Posts
from kg.records import dataclass, replace
from kg.titleholders import GENERIC, TitleMatcher, is_single
from kg.trie import PhraseIndex, words_of


@dataclass
class Cast:
    """The actors of one article as they become known, phrase by phrase."""

    document: Document
    lexicon: Lexicon
    actors: dict[str, Actor] = field(default_factory=dict)
    gender: dict[str, Gender] = field(default_factory=dict)
    _posts: Posts = field(default_factory=Posts)
    _heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _states: list[str] = field(default_factory=list)
    _former: set[str] = field(default_factory=set)
    _times: Counter[str] = field(default_factory=Counter)
    _owner: str = ""
    _last: str = ""

    def __post_init__(self) -> None:
        self._aliases = Aliases(self.lexicon)
        self._homographs = HomographReader(self.document, self.lexicon)
        self._titles = TitleMatcher(self.document, self.lexicon)

    # --- taking actors in ------------------------------------------------------------------------------------------

    def enter(self, curated: CuratedActor, seen: str) -> str:
        """Take a curated actor in under the name seen."""
        actor = self.actors.get(curated.key)
        if actor is None:
            actor = Actor(curated.key, curated.type, curated.label.ar, of=curated.of, curated=True)
            self.gender[curated.key] = curated.gender
            if curated.type == "Person":
                for name in (curated.label.ar, *curated.names, *curated.short):
                    self._aliases.add(curated.key, name)
        self.actors[curated.key] = with_name(actor, seen)
        return curated.key

    def enter_key(self, key: str) -> str | None:
        """Take a curated actor in by its key, without words of the text."""
        curated = self.lexicon.actors.by_key.get(key)
        return self.enter(curated, "") if curated else None

    def add(
        self,
        key: str,
        type_: ActorType,
        label: str,
        *,
        of: Iterable[str] = (),
        gender: Gender = "m",
        local: bool = False,
    ) -> str:
        """Take a new actor in, or see a known one again."""
        owners = tuple(dict.fromkeys(of))
        for owner in owners:
            self.enter_key(owner)
        self.actors[key] = with_name(self.actors.get(key) or Actor(key, type_, label, of=owners, local=local), label)
        self.gender.setdefault(key, gender)
        return key

    def enter_owners(self) -> None:
        """Take in what the actors belong to, and what that belongs to."""
        waiting = [owner for actor in self.actors.values() for owner in actor.of]
        while waiting:
            owner = waiting.pop()
            if owner not in self.actors and self.enter_key(owner):
                waiting += self.actors[owner].of

    def as_outlet(self, key: str) -> str | None:
        """An actor that carries another's words, as the outlet it then is; None for one known to be none."""
        actor = self.actors[key]
        if not actor.curated and actor.type in ("InternationalOrganization", "Group", "Company"):
            self.actors[key] = replace(actor, type="MediaOutlet")
        return key if self.actors[key].type == "MediaOutlet" else None

    def add_role(self, key: str, role: str) -> None:
        """Note an office or role as printed; the first one stays."""
        if role and not self.actors[key].role:
            self.actors[key] = replace(self.actors[key], role=role)

    def hold(self, key: str, title: Phrase) -> None:
        """Note that a title behind a name tells the office of its bearer."""
        self.add_role(key, self.document.text(title.start, title.end))
        if title.office:
            self._posts.tell(title.office.office, head(self.document, title), title.of, key)

    # --- resolving -----------------------------------------------------------------------------------------------

    def resolve(self, phrase: Phrase) -> tuple[str, ...]:
        """The keys of the actors that a phrase names here; empty where it names none that can be told."""
        keys = _RESOLVERS[phrase.kind](self, phrase)
        self._times.update(keys)
        if keys and phrase.kind != "possessive":
            self._last = keys[-1]
        if keys and phrase.kind != "possessive" and self._owns(keys[0], phrase):
            self._owner = keys[0]
        for key in keys:
            if self.actors[key].type == "Country":
                self._states = [*(state for state in self._states if state != key), key]
        return keys

    def _owns(self, key: str, phrase: Phrase) -> bool:
        """Whether a later بلاده may point at this actor: a person, or anyone else while no person has been named."""
        person = self.actors[key].type == "Person"
        return phrase.clitic not in ("ل", "ب") and (
            person or not self._owner or self.actors[self._owner].type != "Person"
        )

    def _before(self, phrase: Phrase) -> str:
        return self.document.word(phrase.start - 1)

    def _words(self, phrase: Phrase, *, name: bool = False) -> str:
        """The raw words of a phrase without the proclitic of its first word."""
        start, end = (phrase.name_start, phrase.name_end) if name else (phrase.start, phrase.end)
        text = self.document.text(start, end)
        if not phrase.clitic or (name and phrase.name_start != phrase.start):
            return clean(text)
        bare = text[len(phrase.clitic) :]
        return clean("ال" + bare[1:] if phrase.clitic.endswith("ل") and bare.startswith("ل") else bare)

    def _known(self, phrase: Phrase) -> tuple[str, ...]:
        known = self._choose(phrase.known, phrase.of)
        if known is None or self._is_namesake(known, phrase):
            return self._person(phrase) if phrase.known[0].actor.type == "Person" else ()
        known = self._homographs.read(known, phrase, new=known.actor.key not in self.actors)
        if known is None:
            return ()
        placed = known.how == "metonym" and self.lexicon.is_a("preposition", self._before(phrase))
        key = self.enter(known.actor, "" if placed or phrase.clitic == "ب" else self._words(phrase, name=True))
        self._take_post(key, phrase)
        return (key,)

    def _is_namesake(self, known: Known, phrase: Phrase) -> bool:
        """Whether a family name rather means somebody whom the article has named in full."""
        name = self._words(phrase, name=True)
        new = known.how == "short" and known.actor.type == "Person" and known.actor.key not in self.actors
        bearer = self.named(name) if new else None
        # A foreign family name that is known is rather spelt in two ways than borne by two.
        return bearer is not None and (name.startswith("ال") or not is_spelling(self.actors[bearer].label, known.actor))

    def _choose(self, candidates: tuple[Known, ...], of: tuple[str, ...]) -> Known | None:
        """The candidate a reader would take: by full name, else one named before, else the only one in office
        there and then.
        """
        full = [known for known in candidates if known.how != "short"] or [
            k for k in candidates if k.actor.key in self.actors
        ]
        if full:
            return next((known for known in full if known.actor.key in self.actors), full[0])
        fitting = [
            k for k in candidates if not of or any(t.of in of for t in k.actor.offices) or k.actor.type != "Person"
        ]
        if len(fitting) > 1 and (on := self.document.article.published):
            fitting = [known for known in fitting if any(tenure.covers(on) for tenure in known.actor.offices)]
        return fitting[0] if len(fitting) == 1 else None

    def _person(self, phrase: Phrase) -> tuple[str, ...]:
        label = self._words(phrase, name=True)
        known = self.named(label)
        if known is None:
            known = self.add(
                actor_key(label), "Person", label, of=phrase.of, gender=title_gender(self.document, phrase)
            )
            self._aliases.add(known, label)
        else:
            self.actors[known] = with_name(self.actors[known], label)
        self._take_post(known, phrase)
        return (known,)

    def named(self, label: str) -> str | None:
        """The one person of this article whom a name or family name fits."""
        return self._aliases.named(label)

    def _take_post(self, key: str, phrase: Phrase) -> None:
        if phrase.office is None:
            return
        title_end = phrase.name_start if phrase.name_start > phrase.start else phrase.end
        start = phrase.start if phrase.name_start > phrase.start else min(phrase.name_end + 1, phrase.end - 1)
        self.add_role(key, role(self.document, phrase, start, title_end))
        for state in phrase.of:
            self.enter_key(state)
        if phrase.former:
            self._former.add(key)
        self._posts.tell(
            phrase.office.office, bare(self.document.forms[start].removeprefix(phrase.clitic)), phrase.of, key
        )

    def _office(self, phrase: Phrase) -> tuple[str, ...]:
        """An office without a name: whoever the article names in it, else who held it on the article's date."""
        if phrase.office is None:
            return ()
        before = None if phrase.unnamed else self._in_post(phrase)
        if before:
            return self._see((before,), "" if phrase.bare else self._words(phrase))
        for owner in phrase.of if self.document.article.published and not phrase.unnamed else ():
            self.enter_key(owner)
            holders = self.lexicon.actors.holders(phrase.office.office, owner, self.document.article.published)
            if len(holders) == 1 and not phrase.former and is_single(phrase.office, self.actors[owner]):
                return self._see((self.enter(holders[0], ""),), self._words(phrase))
        label = self._words(phrase)
        if phrase.bare and phrase.definite:
            return ()
        key = actor_key(label, article=self.document.article.id)
        type_: ActorType = "AnonymousSource" if phrase.unnamed else "Person"
        self.add(key, type_, label, of=phrase.of, gender=title_gender(self.document, phrase), local=True)
        self._posts.tell(phrase.office.office, head(self.document, phrase), phrase.of, key)
        return (key,)

    def _in_post(self, phrase: Phrase) -> str | None:
        """Whom the article has told to hold an office: in a title of many, who was named most of those named."""
        office = phrase.office.office if phrase.office else ""
        many = office in GENERIC or phrase.former or phrase.end - phrase.start == 1
        if not many and (exact := self._posts.holder(office, phrase.of)):
            return exact
        posts = [post for post in self._posts.latest() if not phrase.former or post.holder in self._former]
        posts.sort(key=lambda post: post.office != office)
        known = [post.holder for post in posts if self._titles.may_mean(phrase, post, self.actors[post.holder])]
        if known and office in GENERIC and phrase.end - phrase.start == 1:
            return max(known, key=lambda key: (not self.actors[key].local, self._times[key]))
        if not known and phrase.definite and phrase.of and head(self.document, phrase) in ("زعيم", "رييس"):
            known = [post.holder for post in posts if post.is_of(phrase.of) and post.office in LEADERS]
        return known[0] if known else None

    def _body(self, phrase: Phrase) -> tuple[str, ...]:
        body = phrase.body
        if body is None:
            return ()
        first = head(self.document, phrase)
        label = self._words(phrase)
        if phrase.bare and first in self._heads:
            return self._see(self._heads[first], label)
        key = actor_key(canonical(label, self.lexicon.demonyms) if phrase.of else label)
        keys = (self.add(key, body.type, label, of=phrase.of, gender=body.gender),)
        self._heads[first] = keys
        return keys

    def _see(self, keys: tuple[str, ...], name: str) -> tuple[str, ...]:
        """Note a further name under which one actor is seen."""
        if len(keys) == 1:
            self.actors[keys[0]] = with_name(self.actors[keys[0]], name)
        return keys

    def _source(self, phrase: Phrase) -> tuple[str, ...]:
        noun = phrase.source
        if noun is None or noun.source.kind == "document":
            return ()
        if noun.source.kind == "parties":
            return self._parties(phrase)
        if noun.source.kind == "counterpart":
            return self._counterpart(phrase)
        first = bare(words_of(noun.source.noun)[0])
        if phrase.definite and first in self._heads:
            return self._heads[first]
        if phrase.definite and phrase.bare and noun.source.kind != "group":
            return ()
        label = self._words(phrase)
        type_: ActorType = "AnonymousSource" if noun.source.kind == "anonymous" else "Group"
        key = actor_key(label, article=self.document.article.id)
        keys = (self.add(key, type_, label, of=phrase.of, gender=noun.gender, local=True),)
        self._heads[first] = keys
        return keys

    def _people(self, phrase: Phrase) -> tuple[str, ...]:
        """A people: one actor whatever its case (الفلسطينيون، الفلسطينيين)."""
        label = self._words(phrase)
        key = actor_key(label[:-2] + "ون")
        return (self.add(key, "Group", label, of=phrase.of),)

    def _counterpart(self, phrase: Phrase) -> tuple[str, ...]:
        """نظيره العراقي: whoever holds the last person's office there; نظيرتها الأميركية: that country's like body."""
        if not phrase.of or not self._owner:
            return ()
        land, label = phrase.of[0], self._words(phrase)
        last = self.actors[self._last or self._owner]
        if last.type == "Person":
            office = next((office for office, _, _, key in self._posts.latest() if key == last.key), "")
            held = [key for known, _, of, key in self._posts.latest() if known == office and land in of]
            holders = self.lexicon.actors.holders(office, land, self.document.article.published)
            if held or len(holders) == 1:
                return (held[0] if held else self.enter(holders[0], ""),)
        self.enter_key(land)
        if last.type == "Country":
            return (land,)
        key = actor_key(label, article=self.document.article.id)
        return (self.add(key, last.type, label, of=(land,), gender=self.gender.get(last.key, "m"), local=True),)

    def _parties(self, phrase: Phrase) -> tuple[str, ...]:
        if phrase.of:
            return tuple(key for key in map(self.enter_key, dict.fromkeys(phrase.of)) if key)
        if phrase.source and phrase.source.number == "s":
            return ()
        return tuple(self._states[-2:]) if len(self._states) > 1 else ()

    def _possessive(self, phrase: Phrase) -> tuple[str, ...]:
        """بلاده: the state of whoever was named last; حكومته: that state's body of the kind."""
        state = self.state_of(self._owner) if self._owner else None
        if state is None or phrase.body is None:
            return (state,) if state else ()
        demonym = self.lexicon.actors.by_key[state].demonyms[:1]
        if not demonym:
            return ()
        label = f"ال{phrase.body.noun} ال{demonym[0]}{'ة' if phrase.body.gender == 'f' else ''}"
        key = actor_key(" ".join(self.lexicon.demonyms.get(word, word) for word in words_of(label)))
        return (self.add(key, phrase.body.type, label, of=(state,), gender=phrase.body.gender),)

    def speaks_for_state(self, key: str) -> bool:
        """Whether what an actor undertakes binds his state: leaders in office, and a state's forces."""
        actor = self.actors[key]
        if actor.type != "Person":
            return actor.type == "GovernmentBody" and self.lexicon.is_a("arm", fold(actor.label).split()[0])
        held = any(office in self.lexicon.state_offices for office, _ in self._posts.held_by(key))
        curated = self.lexicon.actors.by_key.get(key)
        on = self.document.article.published
        return held or any(
            t.office in self.lexicon.state_offices and (on is None or t.covers(on))
            for t in (curated.offices if curated else ())
        )

    def owner_of(self, key: str) -> str | None:
        """The body or state that a person holds a post in or belongs to."""
        held = [owner for _, of in self._posts.held_by(key) for owner in of[:1]]
        for owner in (*held, *self.actors[key].of):
            if self.enter_key(owner):
                return owner
        return self.state_of(key)

    def state_of(self, key: str) -> str | None:
        """The state that an actor is or belongs to, as far as the article or the curated offices tell."""
        actor = self.actors[key]
        if actor.type == "Country":
            return key
        curated = self.lexicon.actors.by_key.get(key)
        on = self.document.article.published
        tenures = [t.of for t in curated.offices if t.of and (on is None or t.covers(on))] if curated else []
        held = [owner for _, of in self._posts.held_by(key) for owner in of]
        for owner in (*held, *tenures, *actor.of, *([t.of for t in curated.offices if t.of] if curated else [])):
            entry = self.lexicon.actors.by_key.get(owner)
            if entry and (state := owner if entry.type == "Country" else next(iter(entry.of), None)):
                self.enter_key(state)
                return state
        return None

    def begin(self) -> None:
        """Forget what was said in passing, keep who is who: the second, ordered reading begins."""
        self._heads.clear()
        self._posts.clear()
        self._states.clear()
        self._times.clear()
        self._owner = self._last = ""

    def name_again(self, key: str) -> tuple[str, ...]:
        """Name a person of this article again."""
        self._owner = key
        self._times[key] += 1
        return (key,)

    def see_head(self, phrase: Phrase, keys: tuple[str, ...]) -> None:
        """Remember whom a head noun meant last (المنظمة after منظمة الصحة العالمية)."""
        first = self.document.forms[phrase.start].removeprefix(phrase.clitic)
        if phrase.kind == "known" and self.lexicon.bodies.longest(self.document.forms, phrase.start, first):
            self._heads[bare(first)] = keys

    def alias_index(self) -> PhraseIndex[str]:
        """The names by which persons of this article may be called again; a name that fits two is left out."""
        return self._aliases.index()


_RESOLVERS: dict[Kind, Callable[[Cast, Phrase], tuple[str, ...]]] = {
    "known": Cast._known,
    "person": Cast._person,
    "office": Cast._office,
    "body": Cast._body,
    "source": Cast._source,
    "possessive": Cast._possessive,
    "people": Cast._people,
}
