"""Tokens -> undertaking triggers: words by which somebody binds himself, and futures of which somebody is the agent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Literal

from kg.concerns import concern
from kg.document import Document
from kg.folding import fold
from kg.inflection import Form, adjective, imperfect, perfect
from kg.lexicon import Lexicon
from kg.records import dataclass
from kg.tables import curated, read_table
from kg.trie import stripped
from kg.wordmemo import WordMemo

Modality = Literal["firm", "planned", "conditional", "reaffirmed"]
# How a future begins, and what stands before the present to make it one.
_FUTURE = ("سي", "ست", "سن", "سا")
_LEADS = ("سوف", "لن")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A row of `undertakings.yaml`: see its head for the fields."""

    word: str
    kind: Literal["verb", "adjective", "noun"]
    modality: Modality
    leads: tuple[Literal["ب", "ل", "على", "عن", "في", "إلى", "أن", "object"], ...]
    example: str
    imperfect: tuple[str, ...] = ()
    strong: bool = True
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of `topics.yaml`: word beginnings that tell a topic or sector."""

    kind: Literal["topic", "sector"]
    key: str
    words: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """An undertaking word at a token. `row` is None for a plain future (سيغادر، سوف تقدم، لن نشارك)."""

    token: int
    clitic: str
    form: Form
    row: Undertaking | None
    kind: Literal["verb", "adjective", "noun", "future"]
    first_person: bool = False

    @property
    def modality(self) -> Modality:
        """How firmly it binds."""
        return self.row.modality if self.row else "firm"


@cache
def undertaking_forms() -> dict[str, list[tuple[Undertaking, Form, bool]]]:
    """Folded form -> the rows it may be, with its form and whether it speaks in the first person."""
    index: dict[str, list[tuple[Undertaking, Form, bool]]] = {}
    for row in read_table(curated("lexicon", "undertakings.yaml"), Undertaking):
        for form, first in _forms(row):
            index.setdefault(fold(form.text), []).append((row, form, first))
    return index


def _forms(row: Undertaking) -> Iterator[tuple[Form, bool]]:
    if row.kind == "verb":
        for form in (*perfect(row.word), *(f for stem in row.imperfect for f in imperfect(stem))):
            yield form, False
        for stem in row.imperfect:
            yield Form("ن" + stem, "imperfect", None, "p"), True
    elif row.kind == "adjective":
        for form in adjective(row.word):
            yield form, False
    else:
        for ending in ("", "ه", "ها", "هم", "هما", "نا", "ي"):
            yield Form(row.word + ending, "masdar", None, None), ending in ("نا", "ي")
        yield Form("ال" + row.word, "masdar", None, None), False
        yield Form(row.word + "ا", "masdar", None, None), False


@cache
def topics(kind: str) -> tuple[Topic, ...]:
    """The topics or sectors in order of the table."""
    return tuple(row for row in read_table(curated("lexicon", "topics.yaml"), Topic) if row.kind == kind)


def topic_of(words: list[str], kind: str) -> str:
    """The topic or sector that most words of a passage (folded) point to; `other` where none does."""
    memo = _topics_of(kind)
    hits = Counter(place for word in words for place in memo[word])
    best = min(hits, key=lambda place: (-hits[place], place), default=None)
    return "other" if best is None else topics(kind)[best].key


@cache
def _topics_of(kind: str) -> WordMemo[tuple[int, ...]]:
    """Which rows of the table a word points to."""
    stems = [tuple(map(fold, row.words)) for row in topics(kind)]

    def pointed_to(word: str) -> tuple[int, ...]:
        bare = [rest.removeprefix("ال") for _, rest in stripped(word)]
        return tuple(i for i, starts in enumerate(stems) if any(rest.startswith(starts) for rest in bare))

    return WordMemo(pointed_to)


def find_triggers(document: Document, lexicon: Lexicon, taken: frozenset[int]) -> Iterator[Trigger]:
    """All undertaking words in text order; `taken` tokens belong to names."""
    behind = (index + 1 for index in document.places(LEADING) if index + 1 < len(document.forms))
    for index in sorted({*document.places(UNDERTAKING), *behind}):
        if index not in taken:
            trigger = _listed(document, lexicon, index) or _future(document, lexicon, index)
            if trigger:
                yield trigger


def _may_undertake(word: str) -> bool:
    bare = word[1:] if word[0] in "وف" else word
    listed = word in undertaking_forms() or bare in undertaking_forms()
    return listed or word.startswith(_FUTURE) or bare.startswith(_FUTURE)


# The words that may be undertakings by themselves, and those that make one of the word behind.
UNDERTAKING = concern(_may_undertake)
LEADING = concern(lambda word: word.removeprefix("و") in _LEADS)


def _listed(document: Document, lexicon: Lexicon, index: int) -> Trigger | None:
    word = document.forms[index]
    before = document.word(index - 1)
    for clitic in ("", word[0] if word[0] in "وف" else "-"):
        found = undertaking_forms().get(word[len(clitic) :]) if word.startswith(clitic) else None
        if found and not lexicon.is_a("undone", before):
            row, form, first = found[0]
            if row.needs and not _follows(document, lexicon, row.needs, index):
                return None
            if not leads_on(document, lexicon, row, index, index + 1 + REACH[row.kind]):
                return None
            return Trigger(index, clitic, form, row, row.kind, first)
    return None


def leads_on(document: Document, lexicon: Lexicon, row: Undertaking, index: int, limit: int) -> bool:
    """Whether between a word and a limit stands what leads to the undertaking: حريصة على is one, حريصة بشأن none."""
    if "object" in row.leads:
        return True
    end = min(document.sentence_of(index).end, limit)
    letters = tuple(lead for lead in row.leads if len(lead) == 1)
    words = {fold(lead) for lead in row.leads}
    return any(
        word in words or (word.startswith(letters) and not lexicon.is_a("lookalike", word))
        for word in document.words(index + 1, end)
    )


def _follows(document: Document, lexicon: Lexicon, kind: str, index: int) -> bool:
    """Whether a word of the kind stands within the clause behind a token."""
    end = min(document.sentence_of(index).end, index + FOLLOWING)
    return any(lexicon.is_a(kind, word) for word in document.words(index + 1, end))


def _future(document: Document, lexicon: Lexicon, index: int) -> Trigger | None:
    """سـ + present, سوف + present, لن + present; not of verbs that only tell what will come about."""
    word = document.forms[index]
    clitic = word[0] if word[0] in "وف" and len(word) > 5 else ""
    bare = word[len(clitic) :]
    before = document.word(index - 1)
    if bare[0] == "س" and len(bare) > 4 and bare[1] in "يتنا":
        stem, prefix = bare[2:], bare[1]
    elif before.removeprefix("و") in _LEADS and bare[0] in "يتنا" and len(bare) > 3:
        stem, prefix, clitic = bare[1:], bare[0], ""
    else:
        return None
    sure = before.removeprefix("و") in _LEADS or _is_verb(stem, lexicon)
    sure = sure or (prefix != "ا" and bare not in lexicon.common and stem in lexicon.common)
    if not sure or _befalls(lexicon, stem, first=prefix in "نا", refused=before.removeprefix("و") == "لن"):
        return None
    gender = "f" if prefix == "ت" else "m" if prefix == "ي" else None
    number = "p" if prefix == "ن" or stem.endswith("ون") else "s"
    return Trigger(index, clitic, Form(word, "imperfect", gender, number), None, "future", prefix in "نا")  # type: ignore[arg-type]


def _befalls(lexicon: Lexicon, stem: str, *, first: bool, refused: bool) -> bool:
    """Whether the verb tells what comes about: ستشهد، and of ourselves سنواجه; لن نكون في مهمة قتالية is our will."""
    if first and refused:
        return False
    kind = lexicon.particles["befalling" if first else "outcome"]
    return stem in kind or stem.removesuffix("ون") in kind


def _is_verb(stem: str, lexicon: Lexicon) -> bool:
    """Whether a stem is attested as a present: سياسة and ستة only look like futures."""
    # Of the fifth and sixth forms the past and the verbal noun look like the present's stem: تعاون for يتعاون.
    prefixes = ("ي", "ت", "ن", "وي", "لي", "" if stem[0] == "ت" else "ي")
    stems = {stem, stem.removesuffix("ون").removesuffix("ان")}
    return any(prefix + bare in lexicon.common for prefix in prefixes for bare in stems)


# How far behind an undertaking word what it needs may stand.
FOLLOWING = 16
# How far behind it what leads to the undertaking may stand: its subject may come between.
REACH = {"verb": 16, "adjective": 4, "noun": 16}
