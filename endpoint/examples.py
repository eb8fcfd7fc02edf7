"""Queries to start from: .rq files whose first comment lines carry title and description in Arabic and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.tables import curated

_HEADER = re.compile(r"# *([a-z-]+): *(.*)")


@dataclass(frozen=True, slots=True)
class Example:
    """A query and what it asks; `notes` holds its header lines, such as title-ar and description-en."""

    name: str
    query: str
    notes: dict[str, str]

    def title(self, language: str) -> str:
        """The question in a language, or the file's name."""
        return self.notes.get(f"title-{language}", self.name)


def read_example(path: Path) -> Example:
    """Read one .rq file; the header lines are left out of the query."""
    lines = path.read_text("utf-8").splitlines()
    notes = {}
    while lines and (header := _HEADER.fullmatch(lines[0])):
        notes[header[1]] = header[2].strip()
        del lines[0]
    return Example(path.stem, "\n".join(lines).strip() + "\n", notes)


@cache
def first_questions() -> tuple[Example, ...]:
    """The few queries of the front page."""
    return _read_all(Path(__file__).with_name("examples"))


@cache
def federated_questions() -> tuple[Example, ...]:
    """Questions that ask another endpoint, too: for a client of the reader's own, or `mithaq query --service`.

    This service asks none: no query worker has a network. `notes["service"]` is the other endpoint.
    """
    return _read_all(Path(__file__).with_name("examples") / "federated")


@cache
def competency_questions() -> tuple[Example, ...]:
    """The questions that the graph is made to answer, all of them."""
    return _read_all(curated("queries"))


def _read_all(folder: Path) -> tuple[Example, ...]:
    return tuple(read_example(path) for path in sorted(folder.glob("*.rq")))
