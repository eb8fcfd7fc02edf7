"""Rows of a report -> one HTML page, in Arabic and from right to left, that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.explain.page import template
from kg.linking.report import VERDICTS, Row
from kg.linking.weights import signals


def page(rows: Sequence[Row]) -> str:
    """The page; every value is escaped."""
    counts = Counter(row.outcome.verdict for row in rows)
    groups = [(verdict, [row for row in rows if row.outcome.verdict == verdict]) for verdict in VERDICTS]
    shown = [(verdict, group) for verdict, group in groups if group]
    return template("linking/page.html").render(groups=shown, counts=counts, signals=signals())
