"""Wikidata's classes in our tables (`ontology/wikidata/*.yaml`) -> what an item is: the nearest class above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from kg.frames import ActorType
from kg.tables import curated, read_table

# Whatever lies further above a class says hardly anything about it; and the classes above are not free of circles.
_FURTHEST = 12
# Of so many classes the answer is kept.
_KEPT = 1 << 18


@dataclass(frozen=True, slots=True)
class AgentClass:
    """A row of `classes.yaml`: `type` is what an instance is to us, `apart` that it is no agent."""

    item: str
    label: str
    type: ActorType | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class OfficeClass:
    """A row of `offices.yaml`: `office` is a key of `lexicon/offices.yaml`."""

    item: str
    label: str
    office: str


Row = TypeVar("Row", AgentClass, OfficeClass)
# Of some classes, those right above each (P279).
Parents = Callable[[Iterable[str]], Mapping[str, Sequence[str]]]


class Ladder(Generic[Row]):
    """A table's classes, and the way up to them from any other class; `parents` tells what is right above."""

    def __init__(self, rows: Sequence[Row], parents: Parents) -> None:
        self._rows: dict[str, Row] = {row.item: row for row in rows}
        self._order = {row.item: place for place, row in enumerate(rows)}
        self._parents = parents
        self._known: dict[str, tuple[int, int, Row] | None] = {}

    def nearest(self, classes: Iterable[str]) -> Row | None:
        """The row of the nearest class, the first of the table where several are equally near; None without any."""
        found = [place for place in map(self._place, classes) if place]
        return min(found, key=lambda place: place[:2])[2] if found else None

    def _place(self, start: str) -> tuple[int, int, Row] | None:
        if start not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[start] = self._climb(start)
        return self._known[start]

    def _climb(self, start: str) -> tuple[int, int, Row] | None:
        level, seen = {start}, {start}
        for steps in range(_FURTHEST):
            if found := level & self._rows.keys():
                first = min(found, key=self._order.__getitem__)
                return steps, self._order[first], self._rows[first]
            above = self._parents(sorted(level))
            level = {parent for parents in above.values() for parent in parents} - seen
            if not level:
                return None
            seen |= level
        return None


@cache
def agent_classes() -> tuple[AgentClass, ...]:
    """The table of agents; raises TableError."""
    return read_table(curated("wikidata", "classes.yaml"), AgentClass)


@cache
def office_classes() -> tuple[OfficeClass, ...]:
    """The table of offices; raises TableError."""
    return read_table(curated("wikidata", "offices.yaml"), OfficeClass)


@cache
def apart() -> frozenset[str]:
    """The classes whose instances are no agents."""
    return frozenset(row.item for row in agent_classes() if row.apart)
