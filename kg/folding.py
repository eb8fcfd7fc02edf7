"""Raw text -> a spelling-insensitive copy for matching, with a map back to raw offsets.

Newswire spells one name in many ways (أميركا/أمريكا aside, إيران/ايران, مصطفى/مصطفي, المهمّة/المهمة). Matching runs
on the folded copy; every offset that leaves this module is a raw one.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache, lru_cache

from kg.records import dataclass
from kg.span import Span
from kg.wordmemo import REMEMBERED

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
# What hardly a line of Arabic goes without.
_EVERYWHERE = tuple((letter, _LETTERS[letter]) for letter in "أإآىةؤئ")
# The offsets that most texts have, made once for all.
_OFFSETS = list(range(1 << 14))
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


@cache
def _folding() -> re.Pattern[str]:
    """The characters that fold to something else; what they fold to has none of them."""
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]")


@cache
def _uneven() -> frozenset[str]:
    """The characters that fold to none or to several."""
    return frozenset(chr(code) for code, to in _table().items() if len(to) != 1)


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded copy of a text. `origin[i]` is the raw offset of folded character i; the last is the raw length.

    `joined` if several characters come from one.
    """

    text: str
    origin: range | list[int]
    joined: bool = False

    @property
    def is_even(self) -> bool:
        """Whether every character folds to one, so that offsets are raw ones."""
        return isinstance(self.origin, range)

    def raw(self, start: int, end: int) -> Span:
        """The raw span of a folded stretch: from its first character to behind its last and the marks dropped there."""
        first = self.origin[start]
        if start >= end:
            return Span(first, first)
        # A ligature's letters share one raw character; the end lies behind it.
        return Span(first, max(self.origin[end], self.origin[end - 1] + 1))

    def raw_starts(self, starts: list[int]) -> list[int]:
        """The raw offsets at which folded stretches start."""
        origin = self.origin
        return starts if isinstance(origin, range) else [origin[start] for start in starts]

    def raw_ends(self, ends: list[int]) -> list[int]:
        """The raw offsets at which folded stretches end, none of them empty."""
        origin = self.origin
        if isinstance(origin, range):
            return ends
        if not self.joined:
            return [origin[end] for end in ends]
        return [max(origin[end - 1] + 1, origin[end]) for end in ends]


def fold(text: str) -> str:
    """The spelling-insensitive key of a text."""
    return _fold(text)[0]


def _fold(text: str) -> tuple[str, set[str]]:
    """The key of a text, and which of its characters fold to something else, those apart that most texts have."""
    # Letter by letter of the few that do fold: `str.translate` looks every character of a text up.
    for letter, to in _EVERYWHERE:
        text = text.replace(letter, to)
    characters = set(_folding().findall(text))
    for character in characters:
        text = text.replace(character, _table()[ord(character)])
    return text, characters


@cache
def folded_words(words: tuple[str, ...]) -> frozenset[str]:
    """The words of a row of a table, folded."""
    return frozenset(map(fold, words))


@lru_cache(maxsize=REMEMBERED)
def fold_name(name: str) -> str:
    """The key of a name or a word of the tables, which comes again and again."""
    return fold(name)


def fold_with_offsets(text: str) -> Folded:
    """The folded copy with its offset map. Length-preserving texts (most) get the identity as map, for free."""
    key, characters = _fold(text)
    uneven = characters & _uneven()
    if not uneven:
        return Folded(key, range(len(text) + 1))
    origin: list[int] = []
    done, joined = 0, False
    for character in re.finditer(f"[{re.escape(''.join(sorted(uneven)))}]", text):
        at = character.start()
        origin += _offsets(done, at)
        size = len(_table()[ord(character[0])])
        joined |= size > 1
        origin += [at] * size
        done = at + 1
    origin += _offsets(done, len(text) + 1)
    return Folded(key, origin, joined)


def _offsets(start: int, end: int) -> list[int] | range:
    return _OFFSETS[start:end] if end <= len(_OFFSETS) else range(start, end)
