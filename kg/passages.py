"""Where in a text the parties of one gift are sought."""

from __future__ import annotations

from kg.aid import Giving
from kg.records import dataclass


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
