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


@cache
def attributions() -> PhraseIndex[Attribution]:
    """The phrases that attribute."""
    return phrase_index((row.phrase, row) for row in read_table(curated("lexicon", "attributions.yaml"), Attribution))


# The words with which such phrases begin.
ATTRIBUTING = concern(lambda word: attributions().may_start(word))
