"""Things at places of a text -> those of one stretch, found without looking at all the others.

What is looked up for every verb of an article must not cost more in a longer article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Generic, TypeVar

T = TypeVar("T")


def any_between(places: list[int], start: int, end: int) -> bool:
    """Whether one of some places, given in order, lies at or behind `start` and before `end`."""
    first = bisect_left(places, start)
    return first < len(places) and places[first] < end


class Placed(Generic[T]):
    """Things in order of the tokens (or characters) at which they stand."""

    def __init__(self, things: Iterable[T], place: Callable[[T], int]) -> None:
        self._things = list(things)
        self._places = list(map(place, self._things))
        ordered = sorted(self._places)
        # They mostly are in order.
        if ordered != self._places:
            self._things.sort(key=place)
            self._places = ordered

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)

    def between(self, start: int, end: int) -> list[T]:
        """Those that stand at or behind `start` and before `end`."""
        first = bisect_left(self._places, start)
        if first == len(self._places) or self._places[first] >= end:
            return []
        return self._things[first : bisect_left(self._places, end)]

    def first(self, start: int, end: int) -> T | None:
        """The first of those between `start` and `end`."""
        number = bisect_left(self._places, start)
        return self._things[number] if number < len(self._places) and self._places[number] < end else None

    def before(self, place: int) -> T | None:
        """The last one that stands before a place."""
        number = bisect_left(self._places, place) - 1
        return self._things[number] if number >= 0 else None


class Cover(Generic[T]):
    """Stretches with what they stand for, best added in about the order of their starts."""

    def __init__(self, stretches: Iterable[tuple[int, int, T]] = ()) -> None:
        ordered = sorted(stretches, key=itemgetter(0))
        self._starts = [start for start, _, _ in ordered]
        self._stretches = [(end, thing) for _, end, thing in ordered]
        # How far this stretch and all before it reach.
        self._reach: list[int] = []
        reach = 0
        for end, _ in self._stretches:
            reach = max(reach, end)
            self._reach.append(reach)

    def add(self, start: int, end: int, thing: T) -> None:
        """Take in a stretch from `start` up to `end`."""
        if not self._starts or start >= self._starts[-1]:
            self._starts.append(start)
            self._stretches.append((end, thing))
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)
        else:
            self._insert(start, end, thing)

    def _insert(self, start: int, end: int, thing: T) -> None:
        place = bisect_right(self._starts, start)
        self._starts.insert(place, start)
        self._stretches.insert(place, (end, thing))
        self._reach.insert(place, max(end, self._reach[place - 1]) if place else end)
        for later in range(place + 1, len(self._reach)):
            if self._reach[later] >= end:
                return
            self._reach[later] = end

    def __iter__(self) -> Iterator[T]:
        return (thing for _, thing in self._stretches)

    def over(self, place: int) -> Iterator[T]:
        """What the stretches stand for that hold a place."""
        return self.meeting(place, place + 1)

    def meeting(self, start: int, end: int) -> Iterator[T]:
        """What the stretches stand for that share something with the one from `start` up to `end`."""
        for number in range(bisect_left(self._starts, end) - 1, -1, -1):
            if self._reach[number] <= start:
                return
            other, thing = self._stretches[number]
            if start < other:
                yield thing
