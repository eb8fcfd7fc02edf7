"""Places in a text: what every fact points back at."""

from __future__ import annotations

from kg.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's raw text, `text[start:end]`: Unicode code points, 0-based, end exclusive.

    The same offsets as Web Annotation's TextPositionSelector (https://www.w3.org/TR/annotation-model/#text-position-selector).
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words it covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


def trim(text: str, start: int, end: int, strip: str = " \t\r\n\u00a0\u200f\u200e") -> Span:
    """The span between two offsets without the given characters at either end; empty if nothing else is there."""
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return Span(start, end)
