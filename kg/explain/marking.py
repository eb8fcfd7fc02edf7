"""Marks on a text, however they overlap -> pieces that nest, as markup needs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.span import Span, trim

# Of marks on the same words, the one that says most about the whole lies outside.
KINDS = ("pledge", "commitment", "missed", "content", "quotation", "deadline", "cue", "rejected", "mention")
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


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
    for line in text.split("\n"):
        span = trim(text, start, start + len(line), " \t\r\ufeff\u00a0\u200e\u200f")
        if len(span):
            found.append(span)
        start += len(line) + 1
    return found


def nest(text: str, within: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The words of a stretch with the marks on them. Of two that cross, the later is split where the first ends."""
    parts = [_Part(mark, mark.span) for mark in marks]
    return tuple(_nest(text, within, parts))


@dataclass(frozen=True, slots=True)
class _Part:
    """A mark, and what of it is still to be placed."""

    mark: Mark
    left: Span

    @property
    def order(self) -> tuple[int, int, int]:
        """Outermost first: the earliest, of these the longest, of these the one of highest rank."""
        return self.left.start, -self.left.end, _RANK[self.mark.kind]

    def cut(self, start: int, end: int) -> _Part:
        return replace(self, left=Span(max(self.left.start, start), min(self.left.end, end)))


def _nest(text: str, within: Span, parts: Sequence[_Part]) -> list[Piece]:
    ahead = _cut(parts, within.start, within.end)
    pieces: list[Piece] = []
    place = within.start
    while ahead:
        part, *others = sorted(ahead, key=lambda part: part.order)
        here = part.left
        pieces += _words(text, place, here.start)
        first = here.start == part.mark.span.start
        pieces.append(Piece(here.of(text), part.mark, first, tuple(_nest(text, here, others))))
        place = here.end
        ahead = _cut(others, place, within.end)
    return pieces + _words(text, place, within.end)


def _cut(parts: Iterable[_Part], start: int, end: int) -> list[_Part]:
    """What of the parts lies there."""
    cut = (part.cut(start, end) for part in parts)
    return [part for part in cut if part.left.start < part.left.end]


def _words(text: str, start: int, end: int) -> list[Piece]:
    return [Piece(text[start:end])] if start < end else []
