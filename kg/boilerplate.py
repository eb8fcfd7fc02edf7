"""Folded text -> the lines that somebody wrote, without what sites print around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.folding import fold
from kg.tables import curated, read_table

# What ends a line.
BREAKS = "\r\n\x85\u2028\u2029"
# Longer lines are written text, even if they quote a phrase of the table.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A row of `boilerplate.yaml`; `rest`: nothing behind the line is read either."""

    phrase: str
    example: str
    rest: bool = False


@cache
def _table() -> tuple[tuple[str, bool], ...]:
    rows = read_table(curated("lexicon", "boilerplate.yaml"), Boilerplate)
    return tuple((fold(row.phrase), row.rest) for row in rows)


def written_lines(folded: str) -> Iterator[tuple[int, int]]:
    """The (start, end) offsets of the lines that belong to the article."""
    lines = _lines(folded)
    short = "\n".join([line for line in lines if len(line) <= LONGEST])
    known = [row for row in _table() if row[0] in short]
    start = 0
    for line in lines:
        kinds = [rest for phrase, rest in known if phrase in line] if len(line) <= LONGEST else []
        if any(kinds):
            return
        if line and not kinds:
            yield start, start + len(line)
        start += len(line) + 1


def _lines(folded: str) -> list[str]:
    """The lines of a text, none of them with what ends it."""
    for mark in BREAKS:
        if mark != "\n" and mark in folded:
            folded = folded.replace(mark, "\n")
    return folded.split("\n")
