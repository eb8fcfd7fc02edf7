"""The table of towns and regions -> an index of their names."""

from __future__ import annotations

from functools import cache

from kg.records import dataclass
from kg.tables import curated, read_table
from kg.trie import PhraseIndex, phrase_index


@dataclass(frozen=True, slots=True)
class TownRow:
    """A row of `towns.yaml`: see its head for the fields."""

    state: str
    places: tuple[str, ...]
    example: str


@cache
def town_index() -> PhraseIndex[str]:
    """The names of the table."""
    rows = read_table(curated("lexicon", "towns.yaml"), TownRow)
    return phrase_index((place, row.state) for row in rows for place in row.places)


def town_end(words: list[str], start: int) -> int | None:
    """Behind the town or region that is named at a folded word, if one is."""
    town = town_index().longest(words, start)
    return town[0] if town else None
