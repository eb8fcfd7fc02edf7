"""The table `lexicon/merging.yaml`: what is weighed when frames are compared, and what undertakings are about."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from kg.records import dataclass
from kg.tables import curated, read_sections

FILE = curated("lexicon", "merging.yaml")


@dataclass(frozen=True, slots=True)
class Weight:
    """A number by its name, and what was measured to choose it."""

    name: str
    value: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Object:
    """What undertakings are about, under a key: a passage is about it that has one of `words` and one of each `and`.

    `general` objects (support, cooperation) alone make no two undertakings the same.
    """

    key: str
    words: tuple[str, ...]
    example: str
    beside: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    general: bool = False


class Table(NamedTuple):
    """The whole table."""

    weights: dict[str, float]
    objects: tuple[Object, ...]


@cache
def table() -> Table:
    """The table; raises TableError."""
    rows: dict[str, type[Any]] = {"weights": Weight, "objects": Object}
    read = {name: tuple(row for _, row in lines) for name, lines in read_sections(FILE, rows).items()}
    return Table({row.name: float(row.value) for row in read["weights"]}, read["objects"])


def number(name: str) -> float:
    """A weight by its name."""
    return table().weights[name]
