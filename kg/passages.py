"""Where in a text one gift and its parties stand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from kg.aid import Giving
from kg.amounts import Amount
from kg.records import dataclass, replace

Strength = Literal["sure", "weak"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where parties are sought: tokens[start:end] with its words of aid, nearest to what is given first; what is
    given is named in tokens[heart:tail].
    """

    start: int
    heart: int
    tail: int
    end: int
    words: tuple[Giving, ...]


@dataclass(frozen=True, slots=True)
class Gift:
    """A sum that is given: tokens[first:last] of the sum, tokens[start:end] of the passage, its words of aid, nearest
    first.

    `follows`: it goes on from the gift before it, whose parties it shares unless its own words name others.
    `clause` is where the clause ends, which may be behind the passage.
    """

    amount: Amount
    first: int
    last: int
    start: int
    end: int
    words: tuple[Giving, ...]
    strength: Strength
    follows: bool = False
    clause: int = 0

    def of_kind(self, *kinds: str) -> tuple[Giving, ...]:
        """Its words of the kinds given, nearest first."""
        return tuple(word for word in self.words if word.kind in kinds)

    @property
    def passage(self) -> Passage:
        """Where its parties are sought."""
        return Passage(self.start, self.first, self.last, self.end, self.words)


def parted(gifts: Iterable[Gift]) -> list[Gift]:
    """The gifts with their passages cut where the next one's begins."""
    listed = list(gifts)
    for place, (one, other) in enumerate(pairwise(listed)):
        if one.last <= other.start < one.end:
            listed[place] = replace(one, end=other.start, clause=other.start)
    return listed
