"""A sketch -> the keys under which frames like it are found: only frames with a key in common are compared.

Blocking, as record linkage has it (P. Christen, https://doi.org/10.1109/TKDE.2011.127); the words taken are the rarest,
so that blocks are small (prefix filtering: S. Chaudhuri et al., https://doi.org/10.1109/ICDE.2006.9). What keys a
frame has depends on it alone, so that the frames of one article touch no more than the blocks of their keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from zlib import crc32

from kg.merging.sketch import Sketch
from kg.merging.table import number
from kg.stems import weight

# The rarest words of a whole passage, and of each clause or quotation of it.
_OF_ALL, _OF_PART = 5, 2
_OF_PAIRS = 3
_MOST_PARTS = 6
_MOST_OBJECTS = _MOST_OTHERS = 4


def keys_of(sketch: Sketch) -> tuple[int, ...]:
    """The keys, sorted, as numbers of 64 bits; the first 32 are of the source, so that its blocks lie side by side."""
    names = set(_utterance_keys(sketch) if sketch.kind == "utterance" else _undertaking_keys(sketch))
    numbers = {_hash(name) for name in names}
    return tuple(sorted(_hash(f"{sketch.kind} {source}") << 32 | own for source in sketch.sources for own in numbers))


def _hash(name: str) -> int:
    # Two names of one number do no harm: their frames are compared, too.
    return crc32(name.encode()) & 0x7FFFFFFF


def _utterance_keys(sketch: Sketch) -> Iterator[str]:
    parts = [part for part in (*sketch.passages, *sketch.clauses) if len(part) > 1][:_MOST_PARTS]
    for time in _times(sketch.date or sketch.published, int(number("utterance-days"))):
        for stem in {*_rarest(sketch.stems, _OF_ALL), *(stem for part in parts for stem in _rarest(part, _OF_PART))}:
            yield f"{time} {stem}"
    # What has no date is compared with everything of its source that shares two rare words.
    for part in (sketch.stems, *parts):
        yield from _rare_pairs(part)


def _undertaking_keys(sketch: Sketch) -> Iterator[str]:
    objects, others = sketch.objects[:_MOST_OBJECTS], sketch.others[:_MOST_OTHERS]
    if sketch.deadline:
        yield from (f"by {sketch.deadline} {what}" for what in ("", *objects, *others))
    if sketch.amount is not None:
        yield f"{sketch.amount.normalize()} {sketch.unit}"
    for time in ("", *_times(sketch.date or sketch.published, int(number("undertaking-days")))):
        yield from (f"{time} {what} {whom}" for what in objects for whom in (*others, ""))
        yield from (f"{time} {stem}" for stem in _rarest(sketch.stems, _OF_ALL) if time)
    for part in (sketch.stems, *sketch.passages[:_MOST_PARTS]):
        yield from _rare_pairs(part)


def _rarest(stems: Iterable[str], count: int) -> list[str]:
    """The rarest stems, in an order that does not depend on their own."""
    return sorted(set(stems), key=lambda stem: (-weight(stem), stem))[:count]


def _rare_pairs(stems: Iterable[str]) -> Iterator[str]:
    return map(" ".join, combinations(sorted(_rarest(stems, _OF_PAIRS)), 2))


def _times(day: str | None, within: int) -> Iterable[int]:
    """The stretches of time in which a day lies; two days that lie `within` days share one."""
    if day is None:
        return ()
    ordinal, length = date.fromisoformat(day).toordinal(), 4 * within
    return {ordinal // length, (ordinal + within) // length}
