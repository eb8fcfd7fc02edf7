"""Rows of a report -> lines for a terminal: one for each actor, one for each candidate with what speaks for it.

Arabic stands in isolates and last, so that it does not trade places with the figures beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.explain.terminal import isolated
from kg.linking.linker import Choice
from kg.linking.report import Row
from kg.linking.weights import signals

TOLD = {
    "same": "owl:sameAs",
    "close": "skos:closeMatch",
    "split": "several, by article",
    "ambiguous": "ambiguous",
    "none": "no item",
    "linked": "linked by decision",
    "unlinked": "unlinked by decision",
    "curated": "curated",
    "local": "within its article",
}


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """All rows, then how many there are of each verdict."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.outcome.verdict] += 1
        yield from _row(row)
    yield ""
    yield from (f"{number:7}  {TOLD[verdict]}" for verdict, number in counts.most_common())


def _row(row: Row) -> Iterator[str]:
    outcome = row.outcome
    shown = f"{row.number:5} {'article ' if row.number == 1 else 'articles'}"
    yield f"{TOLD[outcome.verdict]:20}  {outcome.item or '-':11}  {shown}  {row.type:25}  {isolated(row.label)}"
    yield f"    {row.actor}  in {', '.join(row.articles)}{' …' if row.number > len(row.articles) else ''}"
    if row.sharing:
        yield f"    shares {outcome.item} with {', '.join(row.sharing)}"
    if outcome.decision:
        yield f"    decided by {isolated(outcome.decision.author)}: {isolated(outcome.decision.reason)}"
    yield from (f"    {_choice(choice)}" for choice in outcome.choices)


def _choice(choice: Choice) -> str:
    reasons = "; ".join(f"{signals()[name].en} {weight:+.1f}" for name, weight in choice.signals)
    return f"{choice.item:11} {choice.score:5}  {reasons}  {isolated(choice.label)}"
