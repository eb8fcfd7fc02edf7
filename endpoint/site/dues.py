"""Deadlines held against a day that the reader names: due, overdue, or none given. Nothing is said of whether
it was kept.

A month or a year is over when its last day is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum

import pyoxigraph as ox
from flask import request

from endpoint.problems import ProblemError


class Due(Enum):
    """How a commitment stands on a day, going by its deadline alone."""

    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "open"


def due_of(deadlines: Sequence[str], day: date) -> Due:
    """How a commitment with these deadlines stands; the latest counts where they differ.

    They are written 2021-12-31, 2021-12 or 2021.
    """
    if not deadlines:
        return Due.OPEN
    text = day.isoformat()
    return Due.OVERDUE if all(deadline < text[: len(deadline)] for deadline in deadlines) else Due.DUE


def overdue_filter(wanted: str | None, day: date) -> str:
    """The pattern of commitments ?item that stand so on a day; raises ProblemError for what is no standing."""
    if not wanted:
        return ""
    if wanted not in [due.value for due in Due]:
        raise ProblemError("bad-request", f'The parameter "due" is overdue, due or open; not {wanted[:20]!r}.')
    if wanted == Due.OPEN.value:
        return "FILTER NOT EXISTS { ?item mq:deadline ?any }"
    running = (
        f"?item mq:deadline ?any FILTER (STR(?any) >= SUBSTR({ox.Literal(day.isoformat())}, 1, STRLEN(STR(?any))))"
    )
    if wanted == Due.DUE.value:
        return f"FILTER EXISTS {{ {running} }}"
    return f"FILTER EXISTS {{ ?item mq:deadline ?one }}\n  FILTER NOT EXISTS {{ {running} }}"


def as_of() -> date:
    """The day against which deadlines are held: ?as_of=, else today; raises ProblemError."""
    text = request.args.get("as_of")
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ProblemError(
            "bad-request", f'The parameter "as_of" is a day such as 2021-12-31; not {text[:40]!r}.'
        ) from error
