"""Two sketches -> how alike they are, or why they cannot be the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from kg.merging.sketch import Sketch
from kg.merging.table import table

Conflict = Literal["object", "amount", "unit", "deadline", "date"]


class Likeness(NamedTuple):
    """From 0 (nothing in common) to 1; with a conflict the two are not the same, however alike."""

    score: float
    conflict: Conflict | None = None


STRANGERS = Likeness(0.0)


def likeness(first: Sketch, second: Sketch) -> Likeness:
    """How alike two frames are; the order of the two makes no difference."""
    if first.kind != second.kind or not set(first.sources) & set(second.sources):
        return STRANGERS
    words = max(_overlap(a, b) for a in (first.stems, *first.passages) for b in (second.stems, *second.passages))
    return Likeness(words, _conflict(first, second))


def _conflict(first: Sketch, second: Sketch) -> Conflict | None:
    if first.amount != second.amount:
        return "amount"
    if first.deadline and second.deadline and not _agree(first.deadline, second.deadline):
        return "deadline"
    if first.objects and second.objects and not set(first.objects) & set(second.objects):
        return "object"
    return "date" if _far(first, second) else None


def _agree(first: str, second: str) -> bool:
    """Whether two dates are the same as far as both are known."""
    known = min(len(first), len(second))
    return first[:known] == second[:known]


def _far(first: Sketch, second: Sketch) -> bool:
    if first.deadline and second.deadline:
        return False
    if first.date and second.date:
        return first.kind == "utterance" and first.date != second.date
    if first.published and second.published:
        apart = date.fromisoformat(first.published) - date.fromisoformat(second.published)
        return abs(apart.days) > 7
    return False


def _overlap(first: Sequence[str], second: Sequence[str]) -> float:
    """The share of words in common (Dice)."""
    one, other = set(first), set(second)
    return 2 * len(one & other) / (len(one) + len(other)) if len(one & other) >= 2 else 0.0


def threshold() -> float:
    """The likeness from which two frames are one."""
    return table().weights["same"]
