"""Whom an undertaking binds."""

from __future__ import annotations

from kg.records import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """Whom an undertaking binds, the token where its passage begins, whether a mere group of theirs acts, and whether
    it only binds if a day to come is told.
    """

    keys: tuple[str, ...]
    start: int
    by_crew: bool = False
    dated: bool = False
