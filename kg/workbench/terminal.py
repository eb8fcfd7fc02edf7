"""Cases -> lines for a terminal, article by article, what is annotated beside what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.explain.telling import Row
from kg.explain.terminal import REASONS, isolated, listed, painted
from kg.workbench.cases import Case

_WHY: dict[str, str] = {
    **REASONS,
    "read-otherwise": "its cue makes another find",
    "no-cue": "its cue is in no table",
}
_CALLED = {"who": "another actor", "content": "other words", "strange": "not annotated"}


def lines(cases: Iterable[Case], *, colours: bool) -> Iterator[str]:
    """Every case with its sentences, then how many there are of each kind, fault and rule."""
    cases = list(cases)
    for article, of_it in groupby(cases, key=lambda case: case.article):
        yield "  ".join([article.id, *([isolated(article.title)] if article.title else [])])
        for case in of_it:
            yield ""
            yield from _case(case, colours=colours)
        yield ""
    yield from _counts(cases)


def _case(case: Case, *, colours: bool) -> Iterator[str]:
    row = case.row
    faults = ", ".join(_CALLED.get(fault, fault) for fault in case.faults)
    rule = f"  {row.rule} {row.confidence}" if row.rule else ""
    yield f"  {row.id:4} {row.kind}: {faults}{rule}"
    if case.why:
        yield f"       {_WHY[case.why]}"
    if case.annotated():
        yield f"       {'annotated':9}  {painted(case.annotated(), colours=colours)}"
    if case.found() and not (case.annotated() and case.together):
        yield f"       {'found':9}  {painted(case.found(), colours=colours)}"
    yield from (f"       {line}" for line in _facts(row))


def _facts(row: Row) -> Iterator[str]:
    """What was found or missed in full; of what is partly right, what is wrong."""
    if row.verdict != "partly":
        yield from (f"{fact.name}: {listed(fact.values)}" for fact in row.facts if fact.name != "content")
        return
    found = {fact.name: listed(fact.values) for fact in row.facts}
    for fact in row.expected:
        if fact.name != "content":
            yield f"{fact.name}: annotated {listed(fact.values)} | found {found.get(fact.name, '—')}"


def _counts(cases: Iterable[Case]) -> Iterator[str]:
    groups = Counter((case.order, case.group) for case in cases)
    for (_, (kind, fault, rule)), number in sorted(groups.items()):
        yield f"{number:5}  {kind}: {_CALLED.get(fault, fault)}{f'  {rule}' if rule else ''}"
