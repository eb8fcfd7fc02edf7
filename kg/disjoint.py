"""Disjoint sets: what belongs together, joined step by step (R. Tarjan, https://doi.org/10.1145/321879.321884)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Disjoint(Generic[T]):
    """Sets of things, each thing alone until it is joined to others."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def top(self, thing: T) -> T:
        """What stands for the thing's set, until that is joined to another."""
        above = self._above
        while (higher := above.get(thing, thing)) != thing:
            above[thing] = above.get(higher, higher)
            thing = above[thing]
        return thing

    def join(self, things: Iterable[T]) -> None:
        """Make one set of the sets of these things."""
        tops = [self.top(thing) for thing in things]
        for top in tops[1:]:
            self._above[self.top(top)] = self.top(tops[0])
