"""Where what is attributed begins, and by which words it is opened."""

from __future__ import annotations

from typing import Literal

from kg.lexicon import CueForm, Lexicon
from kg.nouns import is_verbal_noun
from kg.records import dataclass

Opening = Literal["that", "quote", "colon", "object", "preposition", "describe", "accuse"]


@dataclass(frozen=True, slots=True)
class ContentStart:
    """Where a content begins: its first token, the letters of that token that belong to the cue's preposition,
    and how it is opened.
    """

    token: int
    opening: Opening
    cut: int = 0
    form: CueForm | None = None


def has_clitic(lexicon: Lexicon, word: str) -> bool:
    """Whether the ب or ل that a word begins with is a preposition, and the word no time or place (بعد، باريس)."""
    bare = word[1:]
    if lexicon.is_a("lookalike", word) or (len(word) < 4 and bare not in lexicon.common):
        return False
    known = bare in lexicon.common or word not in lexicon.common or is_verbal_noun(bare)
    return bare.startswith("ال") or word.startswith("لل") or known
