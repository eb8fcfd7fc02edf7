"""A word of a name, in Arabic or Latin letters -> its consonants: الكاظمي, Kadhimi and Kazemi have one in common.

Romanisations differ in what vowels they write and which of two letters they take for a consonant, hardly in the order
of the consonants. A word has several skeletons where a letter has several readings. The letters and their readings are
the table lexicon/consonants.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from kg.tables import curated, read_table

# So many readings of one word are told apart.
_MOST = 16
_DOUBLED = re.compile(r"(.)\1+")
# The article within عبد الرحمن, which may be spoken as the letter behind it: Abdurrahman.
_SERVANT = re.compile(r"^(bd)l(?=..)")
_VOWELS = frozenset("aeiouy")
# A letter that is heard only before a vowel, or not at all, and what it sounds like.
_BREATH = "h"
# Letters that are consonants only where a word begins.
_GLIDES = frozenset("wyوي")


@dataclass(frozen=True, slots=True)
class Consonant:
    """What letters of the two scripts sound like; `example` is a name in both."""

    sounds: str
    arabic: str
    latin: tuple[str, ...]
    example: tuple[str, str]


def is_latin(word: str) -> bool:
    """Whether a word is written in Latin letters, as far as its first letter tells."""
    return word[:1].isascii() and word[:1].isalpha()


@lru_cache(maxsize=1 << 14)
def skeletons(word: str) -> frozenset[str]:
    """Every reading of the consonants of a folded word; none has fewer than one."""
    readings = product(*_readings(word))
    bare = {_DOUBLED.sub(r"\1", "".join(reading)) for reading in islice(readings, _MOST)}
    return frozenset(bare | {_SERVANT.sub(r"\1", skeleton) for skeleton in bare}) - {""}


def _readings(word: str) -> Iterator[tuple[str, ...]]:
    """The readings of each letter, or run of letters, that sounds like a consonant."""
    for match in _letters().finditer(word):
        letters, first = match[0], match.start() == 0
        if letters in _GLIDES and not first:
            continue
        sounds = _sounds()[letters]
        silent = letters in ("h", "ه") and word[match.end() : match.end() + 1] not in _following(word)
        yield (*sounds, "") if silent and not first else sounds


def _following(word: str) -> frozenset[str]:
    """What may follow a letter h that is surely heard: of Arabic letters any."""
    return _VOWELS if is_latin(word) else frozenset(_arabic())


@cache
def _arabic() -> str:
    return "".join(row.arabic for row in _rows()) + "اويءع"


@cache
def _letters() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _sounds()), key=len, reverse=True)))


@cache
def _sounds() -> dict[str, tuple[str, ...]]:
    """Letters -> what they may sound like."""
    found: dict[str, list[str]] = {}
    for row in _rows():
        for letters in (*row.arabic, *row.latin):
            found.setdefault(letters, []).append(row.sounds)
    return {letters: tuple(sounds) for letters, sounds in found.items()}


@cache
def _rows() -> tuple[Consonant, ...]:
    return read_table(curated("lexicon", "consonants.yaml"), Consonant)
