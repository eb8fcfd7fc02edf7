"""Folded text -> the lines that somebody wrote, without what sites print around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.folding import fold
from kg.tables import curated, read_table

# What ends a line.
BREAKS = "\r\n\x85\u2028\u2029"
_LINE = re.compile(f"[^{BREAKS}]+")
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
    lines = list(_LINE.finditer(folded))
    short = "\n".join(line.group() for line in lines if line.end() - line.start() <= LONGEST)
    known = [row for row in _table() if row[0] in short]
    for line in lines:
        text = line.group() if known else ""
        kinds = [rest for phrase, rest in known if phrase in text] if len(text) <= LONGEST else []
        if not kinds:
            yield line.span()
        elif any(kinds):
            return
