"""A title in Arabic, or the name of a position in Wikidata -> the offices it tells of, what of, and of which states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.lexicon import Lexicon
from kg.linking.names import bare
from kg.tables import curated, read_table
from kg.trie import words_of

# Titles that tell no more than that somebody has some office.
VAGUE = frozenset(["minister", "director", "member", "other"])
_MOST_WORDS = 24
_TELLING = 4


@dataclass(frozen=True, slots=True)
class Position:
    """An office, and how the English names of positions write it."""

    office: str
    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Field:
    """What an office may be in charge of: stems of folded Arabic words, and English words."""

    field: str
    ar: tuple[str, ...]
    en: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What a title tells: keys of offices, what they are in charge of, keys of curated actors named in it.

    `former`: of somebody who has it no more.
    """

    offices: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    former: bool = False


NO_DUTY = Duty()


class DutyReader:
    """Reads titles and names of positions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def _positions(self) -> list[tuple[str, str]]:
        """English forms with their offices, longest first."""
        rows = read_table(curated("linking", "positions.yaml"), Position)
        return sorted(((form, row.office) for row in rows for form in row.forms), key=lambda pair: -len(pair[0]))

    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        return read_table(curated("linking", "fields.yaml"), Field)

    def arabic(self, title: str) -> Duty:
        """What a title as the press prints it tells; also the Arabic name of a position."""
        words = list(words_of(title))[:_MOST_WORDS]
        offices, places = set[str](), set[str]()
        at = 0
        while at < len(words):
            at = self._step(words, at, offices, places)
        former = any(self._lexicon.is_a("former", word) for word in words)
        return Duty(frozenset(offices), self._arabic_fields(words), frozenset(places), former)

    def _step(self, words: list[str], at: int, offices: set[str], places: set[str]) -> int:
        """Read what begins at a word; how far that goes."""
        office = self._lexicon.offices.longest(words, at)
        if office:
            # The first office of a title is its holder's: مستشار رئيس الوزراء is no prime minister.
            if not offices:
                offices.update(found.office for found in office[1])
            return office[0]
        if words[at] in self._lexicon.demonyms:
            places.add(self._lexicon.demonyms[words[at]])
            return at + 1
        match = self._lexicon.names.match(words, at)
        if match:
            places.update(known.actor.key for known in match.value if known.actor.type != "Person")
            return match.end
        return at + 1

    def _arabic_fields(self, words: list[str]) -> frozenset[str]:
        stems = {bare(word.removeprefix("و")) for word in words} | {bare(word) for word in words}
        return frozenset(
            row.field for row in self._fields if any(_begins(stem, form) for form in row.ar for stem in stems)
        )

    def english(self, position: str) -> Duty:
        """What the English name of a position tells: its first office, and what it is in charge of."""
        name = position.lower()
        first: tuple[int, int, str] | None = None
        for form, office in self._positions:
            found = re.search(rf"\b{re.escape(form)}\b", name)
            if found and (first is None or found.start() < first[0]):
                first = (found.start(), found.end(), office)
        words = set(re.findall(r"[a-z]+", name))
        fields = frozenset(row.field for row in self._fields if any(set(form.split()) <= words for form in row.en))
        former = not words.isdisjoint(("former", "ex"))
        return Duty(frozenset([first[2]] if first else ()), fields, frozenset(), former)


def _begins(stem: str, form: str) -> bool:
    """Whether a word is a form or one derived from it; the short ones begin too many others (ري، رئيس)."""
    return stem == form or (len(form) >= _TELLING and stem.startswith(form))


def joined(duties: list[Duty]) -> Duty:
    """What several names of one position tell together."""
    return Duty(
        frozenset().union(*(duty.offices for duty in duties)),
        frozenset().union(*(duty.fields for duty in duties)),
        frozenset().union(*(duty.places for duty in duties)),
        any(duty.former for duty in duties),
    )
