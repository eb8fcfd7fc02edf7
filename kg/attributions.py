"""Phrases that attribute without a verb: بحسب، وفقا لـ، نقلا عن."""

from __future__ import annotations

from functools import cache

from kg.concerns import concern
from kg.lexicon import Act
from kg.records import dataclass
from kg.tables import curated, read_table
from kg.trie import PhraseIndex, phrase_index


@dataclass(frozen=True, slots=True)
class Attribution:
    """A row of `attributions.yaml`."""

    phrase: str
    act: Act
    example: str
    verbal: bool = False


@cache
def attributions() -> PhraseIndex[Attribution]:
    """The phrases that attribute."""
    return phrase_index((row.phrase, row) for row in _rows() if not row.verbal)


@cache
def relays() -> PhraseIndex[Attribution]:
    """The phrases that attribute only before a verb of saying that says nothing more: كما قال الوزير."""
    return phrase_index((row.phrase, row) for row in _rows() if row.verbal)


@cache
def _rows() -> tuple[Attribution, ...]:
    return tuple(read_table(curated("lexicon", "attributions.yaml"), Attribution))


# The words with which such phrases begin.
ATTRIBUTING = concern(lambda word: attributions().may_start(word))
RELAYING = concern(lambda word: relays().may_start(word))
