"""Phrases that attribute without a verb: بحسب، وفقا لـ، نقلا عن."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.concerns import concern
from kg.document import Document
from kg.lexicon import Act, load_lexicon
from kg.names import owned
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
# The nouns that tell whose words something is: حسب | قوله.
OWN = concern(lambda word: load_lexicon().is_a("own-words", word))


def own_words(document: Document, noun: int) -> Iterator[int]:
    """Where a phrase begins that tells at a noun, by the pronoun on it, whose words something is: على حد | قوله."""
    for start in (noun - 2, noun - 1):
        words = [*document.words(max(start, 0), noun), owned(document.word(noun))]
        match = attributions().match(words, 0)
        if match is not None and not match.clitic and match.end >= len(words) - 1:
            yield start
