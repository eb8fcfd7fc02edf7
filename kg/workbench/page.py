"""Cases -> one HTML page that needs nothing else, grouped by kind of frame, fault and rule; no script runs in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kg.explain.page import template
from kg.score import score_trials
from kg.trials import Trial
from kg.workbench.cases import Case
from kg.workbench.tables import By, name_by, table_by


def page(cases: Iterable[Case], trials: Iterable[Trial], by: By | None = None) -> str:
    """The page, in Arabic and from right to left; every value is escaped.

    With `by` it has the table by rule, article or outlet, and the cases of each of them stand together.
    """
    trials = list(trials)
    name = name_by(by, trials) if by else lambda case: ""
    ordered = sorted(cases, key=lambda case: (name(case), case.order))
    numbered = enumerate(ordered, 1)
    groups = groupby(numbered, key=lambda one: (name(one[1]), one[1].group))
    return template("workbench/errors.html").render(
        by=by,
        table=table_by(by, trials) if by else None,
        groups=[(named, *group, list(of_it)) for (named, group), of_it in groups],
        total=len(ordered),
        scores=score_trials(trials),
    )
