"""Two names, each in whatever spelling and script -> how alike they are, from 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from kg.name_words import is_link, name_words, sounds_of
from kg.skeletons import is_latin

# Words of the same consonants in the two scripts, by how many consonants those are.
_SOUNDING = (0.0, 0.8, 0.9, 0.95)
# What is taken off where the vowels that are long, and written, contradict: حسن is not Hussein.
_OTHER_VOWEL = 0.3
_LONG_I = re.compile("ei|ai|ay|ey|ee")
_LONG_U = re.compile("(?:ou|oo)[^aeiouy]*$")
# Words of one script: how alike their letters must be; what such words, and those of the same consonants, have at least
# in common, and how much more their letters make it.
_ALIKE, _MISSPELT, _SAME_LATIN, _SAME_ARABIC = 0.75, (0.4, 0.4), (0.6, 0.38), (0.5, 0.3)
# Fewer consonants than these tell little.
_TELLING = 3
# From here on, a word is found in the other name; surely so.
_FOUND, _SURE = 0.65, 0.9
_LINK_WEIGHT = 0.2
_OTHER_ORDER = 0.97
# Other names than the label count a little less.
_ALIAS = 0.98
Weigh = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are: all in all; whether all words asked for are surely in the other name (`covered`), and
    those of the other in the name asked for (`sure`), and whether they are the same to the letter (`same`).
    """

    score: float
    covered: bool = False
    sure: bool = False
    same: bool = False


def compare(asked: Sequence[str], name: Sequence[str], weigh: Weigh, *, main: bool = True) -> Likeness:
    """Compare the words of two names; `main`: the second is a label, not another name."""
    pairs = _aligned(asked, name)
    if not pairs:
        return Likeness(0.0)
    covered = _share(asked, {first: alike for first, _, alike in pairs}, weigh)
    covering = _share(name, {second: alike for _, second, alike in pairs}, weigh)
    score = 2 * covered * covering / (covered + covering)
    places = [second for _, second, _ in pairs]
    if places != sorted(places):
        score *= _OTHER_ORDER
    found = sum(alike >= _SURE for *_, alike in pairs)
    certain = found == len(asked)
    same = sorted(asked) == sorted(name)
    return Likeness(score if main else score * _ALIAS, certain, certain and found == len(name), same)


def same_name(one: str, other: str) -> bool:
    """Whether two names are surely the same."""
    return compare(name_words(one), name_words(other), lambda _: 1.0).score >= 0.9


def _aligned(asked: Sequence[str], name: Sequence[str]) -> list[tuple[int, int, float]]:
    """Each word with the one of the other name that is most like it, each used once; in the asked name's order."""
    likely = [
        (alike, -i, -j)
        for i, a in enumerate(asked)
        for j, b in enumerate(name)
        if (alike := word_likeness(a, b)) >= _FOUND
    ]
    taken: dict[int, tuple[int, float]] = {}
    for alike, i, j in sorted(likely, reverse=True):
        if -i not in taken and -j not in (place for place, _ in taken.values()):
            taken[-i] = (-j, alike)
    return [(i, j, alike) for i, (j, alike) in sorted(taken.items())]


def _share(words: Sequence[str], found: dict[int, float], weigh: Weigh) -> float:
    weights = [weigh(word) * (_LINK_WEIGHT if is_link(word) else 1) for word in words]
    return sum(weights[place] * alike for place, alike in found.items()) / sum(weights) if weights else 0.0


@lru_cache(maxsize=1 << 16)
def word_likeness(one: str, other: str) -> float:
    """How alike two words of names are, from 0 to 1."""
    if one == other:
        return 1.0
    sounds = max(map(len, sounds_of(one) & sounds_of(other)), default=0)
    if is_latin(one) != is_latin(other):
        return _sounding(one, other, sounds)
    if not sounds and one[0] != other[0]:
        # Most words differ from their first letter on.
        return 0.0
    ratio = _ratio(one, other)
    if sounds < _TELLING:
        least, more = _MISSPELT if ratio >= _ALIKE else (0.0, 0.0)
    else:
        least, more = _SAME_LATIN if is_latin(one) else _SAME_ARABIC
    return least + more * ratio - (_OTHER_VOWEL if is_latin(one) and _differ(one, other) else 0)


def _sounding(one: str, other: str, sounds: int) -> float:
    """How alike words of two scripts are that have so many consonants in common."""
    latin, arabic = (one, other) if is_latin(one) else (other, one)
    likeness = _SOUNDING[min(sounds, len(_SOUNDING) - 1)]
    return likeness - _OTHER_VOWEL if likeness and _contradict(arabic, latin) else likeness


def _contradict(arabic: str, latin: str) -> bool:
    """Whether the long vowels of the one cannot be those of the other."""
    middle, end = arabic[1:-1], latin[-1]
    if ("ي" in middle and not set(latin[1:]) & set("iey")) or ("و" in middle and not set(latin) & set("ouw")):
        return True
    if (_LONG_I.search(latin) and "ي" not in arabic) or (_LONG_U.search(latin) and "و" not in arabic):
        return True
    # كاظم is not Kadhimi; what is left of مصطفى when folded ends in ي, too.
    return end not in "aeiyu" if arabic[-1] == "ي" else end in "iy"


def _differ(one: str, other: str) -> bool:
    """Whether two words in Latin letters have vowels that are never one."""
    ends = [word[-1] in "iy" for word in (one, other)]
    return ends[0] != ends[1] or any(bool(long.search(one)) != bool(long.search(other)) for long in (_LONG_I, _LONG_U))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
