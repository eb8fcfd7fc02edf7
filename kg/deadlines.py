"""Expressions of time in a passage -> by when something is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.dates import TimeExpression, as_deadline
from kg.frames import Deadline
from kg.span import Span


def deadline_in(
    span: Span, times: Iterable[TimeExpression], said_on: date | None, published: date | None
) -> Deadline | None:
    """The first date by which something is due inside a passage."""
    inside = [time for time in times if span.overlaps(time.span) and time.kind not in ("duration", "frequency")]
    for time in sorted(inside, key=_bounds, reverse=True):
        due = as_deadline(time, said_on=said_on, published=published)
        if due and not _past(due.day, said_on or published):
            return Deadline(due, time.span)
    return None


def _bounds(time: TimeExpression) -> bool:
    """Whether the words themselves set a limit: بحلول، في غضون، نهاية العام."""
    return time.relation == "by" or time.within or time.edge is not None


def _past(day: date, on: date | None) -> bool:
    return on is not None and day < on
