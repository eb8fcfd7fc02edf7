"""Sketches of all articles -> which frames are one, and which are about one thing without being the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from kg.curation import NONE, Curation, NodeDecision
from kg.merging.likeness import Difference
from kg.merging.sketch import Kind, Sketch
from kg.merging.standing import Standing


@dataclass(frozen=True, slots=True)
class Cluster:
    """Frames that are one node: their IRIs without the base, sorted, two or more.

    `score` is how alike those are that hold together least well, from 0 to 1; `decisions` are those of people that
    made some of them one.
    """

    kind: Kind
    members: tuple[str, ...]
    score: Decimal
    decisions: tuple[NodeDecision, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Rival:
    """Two frames about the same thing that are not the same: they differ in `kind`. `first` < `second`.

    Each stands for its cluster, if it is in one, of which it is the first member.
    """

    first: str
    second: str
    kind: Difference


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging found; all tuples are sorted. `unmet` are decisions with the nodes they name that are not there."""

    clusters: tuple[Cluster, ...] = ()
    rivals: tuple[Rival, ...] = ()
    unmet: tuple[tuple[NodeDecision, tuple[str, ...]], ...] = ()


def merge(sketches: Iterable[Sketch], curation: Curation = NONE) -> Merging:
    """Which frames are one, whatever the order in which they come; what people decided stands."""
    with Standing(curation) as standing:
        standing.add(sketches)
        return merging(standing)


def merging(standing: Standing) -> Merging:
    """Which of the frames that are there now are one."""
    clusters = sorted((_cluster(score, nodes, standing.curation) for score, nodes in standing.groups()), key=_first)
    rivals = {Rival(min(pair), max(pair), kind) for *pair, kind in standing.rivals()}
    return Merging(tuple(clusters), tuple(sorted(rivals)), tuple(_unmet(standing)))


def _first(cluster: Cluster) -> tuple[str, ...]:
    return cluster.members


def _cluster(score: float, nodes: list[str], curation: Curation) -> Cluster:
    kind = cast(Kind, nodes[0].partition("/")[0])
    members = frozenset(nodes) if curation.merge else frozenset()
    decisions = tuple(decision for decision in curation.merge if len(members.intersection(decision.nodes)) > 1)
    return Cluster(kind, tuple(nodes), Decimal(f"{score:.3f}"), decisions)


def _unmet(standing: Standing) -> Iterable[tuple[NodeDecision, tuple[str, ...]]]:
    for decision in (*standing.curation.merge, *standing.curation.apart):
        missing = tuple(node for node in decision.nodes if not standing.holds(node))
        if missing:
            yield decision, missing
