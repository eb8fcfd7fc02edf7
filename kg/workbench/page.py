"""Cases -> one HTML page that needs nothing else, grouped by kind of frame, fault and rule; no script runs in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kg.explain.page import template
from kg.score import Scores
from kg.workbench.cases import Case


def page(cases: Iterable[Case], scores: Scores) -> str:
    """The page, in Arabic and from right to left; every value is escaped."""
    ordered = sorted(cases, key=lambda case: case.order)
    numbered = enumerate(ordered, 1)
    groups = [(group, list(of_it)) for group, of_it in groupby(numbered, key=lambda one: one[1].group)]
    return template("workbench/errors.html").render(groups=groups, total=len(ordered), scores=scores)
