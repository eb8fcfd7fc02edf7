"""Texts of articles -> which of them reprint another: agency copies, near duplicates.

Shingles of words, a signature of their least hashes in one pass (one permutation hashing, Li, Owen and Zhang 2012,
https://papers.nips.cc/paper/2012/hash/eaa32c96f620053cf442ad32258076b9-Abstract.html), and bands of it as blocking keys
(Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, §3.4): the work grows with the articles.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from kg.disjoint import Disjoint
from kg.folding import fold

SHINGLE, BINS, ROWS = 5, 128, 3
# How much of two texts' shingles is shared when one reprints the other: half and more is hardly met elsewhere.
ALIKE = 0.5
_WIDTH = 2
_EMPTY = 0xFFFF
_WORD = re.compile(r"\w+")
# A band that more articles share is boilerplate; each is compared with so many before it.
_CROWD = 50


@dataclass(frozen=True, slots=True)
class Printed:
    """An article with the signature of its text, and when it was published."""

    article: str
    signature: bytes
    published: date | None = None


def signature(text: str) -> bytes:
    """Of each of 128 classes of shingles the least hash, two bytes each. A text shorter than a shingle has none."""
    words = _WORD.findall(fold(text))
    least = array("H", [_EMPTY]) * BINS
    for start in range(len(words) - SHINGLE + 1):
        shingle = " ".join(words[start : start + SHINGLE]).encode("utf-8", "surrogatepass")
        number = int.from_bytes(blake2b(shingle, digest_size=8).digest(), "little")
        # The high bits: minima of sixteen bits alone would meet by chance in long texts.
        place, value = number % BINS, (number >> 32) * _EMPTY >> 32
        if value < least[place]:
            least[place] = value
    return b"".join(value.to_bytes(_WIDTH, "little") for value in least)


def likeness(one: bytes, other: bytes) -> float:
    """How much of the shingles of two texts is shared, from 0 to 1, by their signatures."""
    pairs = list(zip(_numbers(one), _numbers(other), strict=True))
    filled = [pair for pair in pairs if pair != (_EMPTY, _EMPTY)]
    return sum(mine == theirs for mine, theirs in filled) / len(filled) if filled else 0.0


def originals(articles: Iterable[Printed]) -> dict[str, str]:
    """Each article that reprints another, with the first of those that have the text: earliest, then by name."""
    printed = list(articles)
    groups = Disjoint[int]()
    for start in range(0, BINS - ROWS + 1, ROWS):
        for first, second in _sharing(printed, start):
            if groups.top(first) != groups.top(second) and _alike(printed[first], printed[second]):
                groups.join((first, second))
    found: defaultdict[int, list[Printed]] = defaultdict(list)
    for index, one in enumerate(printed):
        found[groups.top(index)].append(one)
    return {copy.article: first.article for first, *copies in map(_by_age, found.values()) for copy in copies}


def _sharing(printed: list[Printed], start: int) -> Iterator[tuple[int, int]]:
    """Pairs of articles whose signatures are equal in one band. Band by band, for all at once would fill the memory."""
    band = slice(start * _WIDTH, (start + ROWS) * _WIDTH)
    sharing: defaultdict[bytes, list[int]] = defaultdict(list)
    for index, one in enumerate(printed):
        key = one.signature[band]
        if key != b"\xff" * len(key):
            before = sharing[key]
            yield from ((other, index) for other in before[-_CROWD:])
            before.append(index)


def _alike(one: Printed, other: Printed) -> bool:
    return likeness(one.signature, other.signature) >= ALIKE


def _by_age(printed: list[Printed]) -> list[Printed]:
    return sorted(printed, key=lambda one: (one.published or date.max, one.article))


def _numbers(signature: bytes) -> memoryview:
    return memoryview(signature).cast("H")
