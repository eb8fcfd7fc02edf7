"""The tables of weights and limits by which candidates are judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.tables import curated, read_table


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that speaks for or against a candidate, and how it is told; see the head of `signals.yaml`."""

    signal: str
    weight: Decimal
    over: Literal["best", "mean"]
    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Limit:
    """The score from which on a candidate is taken."""

    limit: str
    least: Decimal
    verdict: str


@cache
def signals() -> Mapping[str, Signal]:
    """All signals by name; raises TableError."""
    return {row.signal: row for row in read_table(curated("linking", "signals.yaml"), Signal)}


@cache
def limit(name: str) -> float:
    """A limit by name; raises TableError."""
    return float(next(row.least for row in read_table(curated("linking", "limits.yaml"), Limit) if row.limit == name))


@cache
def weight(signal: str) -> float:
    """The weight of a signal."""
    return float(signals()[signal].weight)


def together(cases: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The signals of several articles as those of one actor.

    Of signals that count by the best case, the strongest for and the strongest against stay, one of each family
    (office-…, country-…); the others are averaged.
    """
    seen = list(cases)
    names = dict.fromkeys(name for case in seen for name in case)
    means = {n: sum(case.get(n, 0.0) for case in seen) / len(seen) for n in names if signals()[n].over == "mean"}
    best: dict[tuple[str, bool], tuple[float, str]] = {}
    for case in seen:
        for name, value in case.items():
            family = name.partition("-")[0], value > 0
            if signals()[name].over == "best":
                best[family] = max(best.get(family, (0.0, "")), (abs(value), name))
    strongest = {name: value if told else -value for (_, told), (value, name) in best.items()}
    return strongest | means
