"""Nouns of relatives and lawyers, alone or with the pronoun that tells whose they are: خطيبة, خطيبته, أخيه."""

from __future__ import annotations

from kg.document import Document
from kg.lexicon import Lexicon
from kg.names import owned

# Those that begin no name, and with them those that may begin one (ابن خلدون).
RELATION = ("relation", "kinsfolk")
KIN = ("son", *RELATION)
# How long a short one is: عم | ه, أب | يها.
SHORT = 2


def kin_noun(document: Document, lexicon: Lexicon, index: int, *, led: int = 0) -> str:
    """The noun of a relative to which a word comes down, behind `led` letters of another, without the pronoun on it:
    خطيبته, أخته, أخيه; "" if it has none (والدة) or is no such noun.
    """
    word = document.word(index)[led:]
    noun = word[:SHORT] if lexicon.is_a("kinsman", word) else owned(word)
    if noun == word or document.text(index, index + 1).endswith("ة"):
        return ""
    if noun.endswith("ه") and not lexicon.is_any(KIN, noun):
        noun = noun[:-1] + "ت"  # أخته is of أخت
    return noun if lexicon.is_any(KIN, noun) else ""
