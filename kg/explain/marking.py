"""Marks on a text, however they overlap -> pieces that nest, as markup needs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from kg.span import Span, trim

# Of marks on the same words, the one that says most about the whole lies outside.
KINDS = ("pledge", "commitment", "missed", "content", "quotation", "deadline", "cue", "rejected", "mention")
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
# What surrounds the words of a line: blanks, marks of order and direction, line ends.
_AROUND = " \t\ufeff\u00a0\u200e\u200f\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text: one of KINDS, of which frame (its id), or the keys of who is named there; a note to read."""

    span: Span
    kind: str
    frame: str = ""
    keys: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Plain words (no mark), or a mark around pieces; `first`: it begins here, rather than being taken up again."""

    text: str
    mark: Mark | None = None
    first: bool = True
    inside: tuple[Piece, ...] = ()


def paragraphs(text: str) -> list[Span]:
    """The lines of a text that have words on them, without what surrounds these."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        span = trim(text, start, start + len(line), _AROUND)
        if len(span):
            found.append(span)
        start += len(line)
    return found


def nest(text: str, within: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The words of a stretch with the marks on them. Of two that cross, the later is split where the first ends."""
    parts = (_Part(mark.span.start, -mark.span.end, _RANK[mark.kind], place, mark) for place, mark in enumerate(marks))
    inside = (part.cut(within) for part in parts if part.start < within.end and within.start < part.end)
    return tuple(_nest(text, within, [part for part in inside if part.start < part.end]))


class _Part(NamedTuple):
    """What of a mark is still to be placed. Parts sort outermost first: the earliest, the longest, the highest rank."""

    start: int
    minus_end: int
    rank: int
    place: int
    mark: Mark

    @property
    def end(self) -> int:
        return -self.minus_end

    def cut(self, within: Span) -> _Part:
        return self._replace(start=max(self.start, within.start), minus_end=-min(self.end, within.end))


def _nest(text: str, within: Span, ahead: list[_Part]) -> list[Piece]:
    pieces: list[Piece] = []
    place = within.start
    heapify(ahead)
    while ahead:
        part = heappop(ahead)
        here, inside = Span(part.start, part.end), list[_Part]()
        while ahead and ahead[0].start < here.end:
            other = heappop(ahead)
            inside.append(other.cut(here))
            if other.end > here.end:
                heappush(ahead, other._replace(start=here.end))
        pieces += _words(text, place, here.start)
        first = here.start == part.mark.span.start
        pieces.append(Piece(here.of(text), part.mark, first, tuple(_nest(text, here, inside))))
        place = here.end
    return pieces + _words(text, place, within.end)


def _words(text: str, start: int, end: int) -> list[Piece]:
    return [Piece(text[start:end])] if start < end else []
