"""The table `lexicon/outcomes.yaml`: by which words an article tells what became of an undertaking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

from kg.folding import fold
from kg.frames import OutcomeKind
from kg.inflection import Form, imperfect, perfect
from kg.records import dataclass
from kg.tables import curated, read_sections

FILE = curated("lexicon", "outcomes.yaml")
Lead = Literal["object", "ب", "عن", "من", "في"]
_POSSESSIVES = ("ه", "ها", "هم", "هما", "نا", "ي")


@dataclass(frozen=True, slots=True)
class Matter:
    """What outcomes are told of, under a key."""

    key: str
    nouns: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: see the head of its table for the fields."""

    word: str
    kind: OutcomeKind
    lead: Lead
    of: tuple[str, ...]
    example: str
    imperfect: tuple[str, ...] = ()
    masdar: tuple[str, ...] = ()
    refused: OutcomeKind | None = None
    past: bool = True
    nominal: bool = False
    subject: Literal["actor", "matter"] = "actor"


@dataclass(frozen=True, slots=True)
class Telling:
    """A verb behind which the verbal nouns of the others tell an outcome."""

    word: str
    example: str


@dataclass(frozen=True, slots=True)
class Between:
    """Words that may stand between a verb and its matter."""

    words: tuple[str, ...]
    example: str


class Table(NamedTuple):
    """The whole table."""

    matters: tuple[Matter, ...]
    verbs: tuple[Verb, ...]
    telling: tuple[Telling, ...]
    between: tuple[Between, ...]


class Meaning(NamedTuple):
    """What a form may be: a form of a verb that tells an outcome."""

    row: Verb
    form: Form


class Named(NamedTuple):
    """A noun that an outcome may be told of: the keys it stands under, and what is written on to its beginning."""

    keys: frozenset[str]
    clitic: str


@cache
def table() -> Table:
    """The table; raises TableError."""
    rows: dict[str, type[Any]] = {"matters": Matter, "verbs": Verb, "telling": Telling, "between": Between}
    read = read_sections(FILE, rows)
    return Table(*(tuple(row for _, row in read[name]) for name in rows))


@cache
def outcome_forms() -> dict[str, list[Meaning]]:
    """Folded form -> what it may be; in the present tense, as it stands behind لم."""
    index: dict[str, list[Meaning]] = {}
    for row in table().verbs:
        forms = [*(perfect(row.word) if row.past else ()), *_jussive(row), *_nouns(row.masdar)]
        for form in forms:
            index.setdefault(fold(form.text), []).append(Meaning(row, form))
    return index


def _jussive(row: Verb) -> Iterator[Form]:
    if row.refused:
        for stem in row.imperfect:
            yield from imperfect(stem)
            yield Form(f"ي{stem}وا", "imperfect", "m", "p")


def _nouns(masdars: Iterable[str]) -> Iterator[Form]:
    for noun in masdars:
        stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
        yield from (Form(form, "masdar", None, None) for form in (noun, *(stem + ending for ending in _POSSESSIVES)))


@cache
def telling_forms() -> frozenset[str]:
    """The folded forms, in the past tense, of the verbs behind which a verbal noun tells an outcome."""
    return frozenset(fold(form.text) for row in table().telling for form in perfect(row.word))


@cache
def passing() -> frozenset[str]:
    """The folded words that may stand between a verb and its matter."""
    return frozenset(fold(word) for row in table().between for word in row.words)


@cache
def matters() -> dict[str, Named]:
    """Folded form -> the matters it names, with the article, a possessive or ب before it."""
    keys: dict[str, set[str]] = {}
    for row in table().matters:
        for noun in row.nouns:
            keys.setdefault(noun, set()).add(row.key)
    index: dict[str, Named] = {}
    for noun, found in keys.items():
        for clitic in ("", "ب"):
            for form in _forms(noun):
                index.setdefault(fold(clitic + form), Named(frozenset(found), clitic))
    return index


def _forms(noun: str) -> Iterator[str]:
    """تعهد، التعهد، تعهدا، تعهدها; مهمة، مهمته."""
    stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
    yield from (noun, "ال" + noun)
    if not noun.endswith(("ة", "ات")):
        yield noun + "ا"
    yield from (stem + ending for ending in _POSSESSIVES)
