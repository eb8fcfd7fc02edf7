"""The version of the graph that stands -> what its nodes are called, so that they are called so again."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode, Store

from kg.across.naming import NOTHING, Standing
from kg.graph_terms import term
from kg.iris import Minter
from kg.store import StoreError, Version

REPLACED = "dcterms:isReplacedBy"


class StandingGraph:
    """The IRIs of an open graph, without their base."""

    def __init__(self, graph: Store, base: str) -> None:
        self._graph, self._base = graph, base
        self._replaced = dict(self._read())

    @property
    def replaced(self) -> Mapping[str, str]:
        """Every IRI that was given up, and the one that stands for it."""
        return self._replaced

    def holds(self, iri: str) -> bool:
        """Whether there is a node of that IRI."""
        found = self._graph.quads_for_pattern(NamedNode(self._base + iri), term("rdf:type"), None, None)
        return next(iter(found), None) is not None

    def _read(self) -> list[tuple[str, str]]:
        graph = NamedNode(Minter(self._base).graph("merging"))
        found = self._graph.quads_for_pattern(None, term(REPLACED), None, graph)
        pairs = [(q.subject, q.object) for q in found]
        return [
            (old.value.removeprefix(self._base), new.value.removeprefix(self._base))
            for old, new in pairs
            if isinstance(old, NamedNode) and isinstance(new, NamedNode)
        ]


def standing(version: Version | None, base: str) -> Standing:
    """What nodes are called in a published version; nothing if there is none of this base, or none that opens."""
    if version is None or version.manifest.base != base:
        return NOTHING
    try:
        return StandingGraph(version.open(), base)
    except StoreError:
        return NOTHING
