"""Sketches of all articles -> which frames are one, and which are about one thing without being the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from kg.curation import NONE, Curation, NodeDecision
from kg.merging.likeness import Conflict, likeness, threshold
from kg.merging.sketch import Kind, Sketch


@dataclass(frozen=True, slots=True)
class Cluster:
    """Frames that are one node: their IRIs without the base, sorted, two or more.

    `score` is how alike those are that hold together least well, from 0 to 1; `decisions` are those of people that
    made some of them one, in which case `score` is 1 when nothing else did.
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
    kind: Conflict


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging found; all tuples are sorted. `unmet` are decisions with the nodes they name that are not there."""

    clusters: tuple[Cluster, ...] = ()
    rivals: tuple[Rival, ...] = ()
    unmet: tuple[tuple[NodeDecision, tuple[str, ...]], ...] = ()


def merge(sketches: Iterable[Sketch], curation: Curation = NONE) -> Merging:
    """Which frames are one, whatever the order in which they come; what people decided stands."""
    known = {sketch.node: sketch for sketch in sketches}
    return _Merger(known, curation).merging()


class _Merger:
    def __init__(self, known: dict[str, Sketch], curation: Curation) -> None:
        self.known, self.curation = known, curation
        self.groups: dict[str, set[str]] = {node: {node} for node in known}
        self.scores: dict[str, float] = defaultdict(lambda: 1.0)

    def merging(self) -> Merging:
        scored = [(likeness(self.known[a], self.known[b]), a, b) for a, b in self.pairs()]
        for decision in self.curation.merge:
            here = [node for node in decision.nodes if node in self.known]
            for node in here[1:]:
                self.join(here[0], node, 1.0)
        alike = [(like.score, a, b) for like, a, b in scored if like.score >= threshold() and not like.conflict]
        for score, a, b in sorted(alike, key=lambda edge: (-edge[0], edge[1], edge[2])):
            if not self.kept_apart(self.groups[a], self.groups[b]):
                self.join(a, b, score)
        rivals = {
            self.rival(a, b, like.conflict) for like, a, b in scored if like.conflict and like.score >= threshold()
        }
        return Merging(self.clusters(), tuple(sorted(r for r in rivals if r.first != r.second)), self.unmet())

    def pairs(self) -> Iterator[tuple[str, str]]:
        blocks = defaultdict(list)
        for node, sketch in sorted(self.known.items()):
            for source in sketch.sources:
                blocks[sketch.kind, source].append(node)
        return iter(sorted({pair for block in blocks.values() for pair in combinations(block, 2)}))

    def join(self, a: str, b: str, score: float) -> None:
        one, other = self.groups[a], self.groups[b]
        if one is other:
            return
        one |= other
        for node in other:
            self.groups[node] = one
        self.scores[min(one)] = min(score, *(self.scores[node] for node in one))

    def kept_apart(self, one: set[str], other: set[str]) -> bool:
        if any(set(apart.nodes) & one and set(apart.nodes) & other for apart in self.curation.apart):
            return True
        return any(likeness(self.known[a], self.known[b]).conflict for a in one for b in other)

    def clusters(self) -> tuple[Cluster, ...]:
        made = {min(group): group for group in self.groups.values() if len(group) > 1}
        return tuple(
            Cluster(
                self.known[first].kind,
                tuple(sorted(group)),
                Decimal(f"{self.scores[first]:.3f}"),
                tuple(d for d in self.curation.merge if len(group & set(d.nodes)) > 1),
            )
            for first, group in sorted(made.items())
        )

    def rival(self, a: str, b: str, kind: Conflict) -> Rival:
        first, second = sorted((min(self.groups[a]), min(self.groups[b])))
        return Rival(first, second, kind)

    def unmet(self) -> tuple[tuple[NodeDecision, tuple[str, ...]], ...]:
        decisions: tuple[NodeDecision, ...] = (*self.curation.merge, *self.curation.apart)
        missing = ((d, tuple(node for node in d.nodes if node not in self.known)) for d in decisions)
        return tuple((decision, nodes) for decision, nodes in missing if nodes)
