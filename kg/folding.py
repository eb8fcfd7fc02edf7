"""Raw text -> a spelling-insensitive copy for matching, with a map back to raw offsets.

Newswire spells one name in many ways (أميركا/أمريكا aside, إيران/ايران, مصطفى/مصطفي, المهمّة/المهمة). Matching runs
on the folded copy; every offset that leaves this module is a raw one.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg.span import Span

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیېے", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةۀہھە", "ه"),
    "ؤ": "و",
    "ئ": "ي",
    "گ": "غ",
    "ڤ": "ف",
    "پ": "ب",
    "چ": "ج",
}
_MARKS = {
    **dict.fromkeys("“”„‟«»〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛‹›", "'"),
    **dict.fromkeys("–—―‒−‐‑", "-"),
    "٪": "%",
    "٫": ".",
    "٬": ",",
}
_SPACES = dict.fromkeys(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
)
# Vowel signs, Quranic marks, combining hamza and maddah, tatweel: written or not at will.
_DROPPED = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]"
)


@cache
def _table() -> dict[int, str]:
    """Code point -> folded string, for all that folds to something else (to the empty string if it is dropped)."""
    table = {ord(c): to for group in (_LETTERS, _MARKS, _SPACES) for c, to in group.items()}
    for digits in (0x0660, 0x06F0):
        table |= {digits + n: str(n) for n in range(10)}
    # Presentation forms (ﻻ, ﺍ…) are fonts' shapes of ordinary letters.
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            table[code] = "".join(_LETTERS.get(c, c) for c in plain if not _DROPPED.match(c))
    table |= {c: "" for c in range(sys.maxunicode + 1) if c < 0x10000 and _DROPPED.match(chr(c))}
    # Upper and lower case differ for Latin names only; characters that grow when lowered (İ) stay.
    table |= {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    return table


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded copy of a text. `origin[i]` is the raw offset of folded character i; the last is the raw length."""

    text: str
    origin: range | tuple[int, ...]

    def raw(self, start: int, end: int) -> Span:
        """The raw span of a folded stretch: from its first character to behind its last and the marks dropped there."""
        first = self.origin[start]
        if start >= end:
            return Span(first, first)
        # A ligature's letters share one raw character; the end lies behind it.
        return Span(first, max(self.origin[end], self.origin[end - 1] + 1))


def fold(text: str) -> str:
    """The spelling-insensitive key of a text."""
    return text.translate(_table())


def fold_with_offsets(text: str) -> Folded:
    """The folded copy with its offset map. Length-preserving texts (most) get the identity as map, for free."""
    folded, table = text.translate(_table()), _table()
    if len(folded) == len(text) and not _DROPPED.search(text):
        return Folded(folded, range(len(text) + 1))
    origin: list[int] = []
    for offset, character in enumerate(text):
        origin += [offset] * len(table.get(ord(character), character))
    origin.append(len(text))
    return Folded(folded, tuple(origin))
