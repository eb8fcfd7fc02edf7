"""The ontology's Turtle files -> quads in its own graph, and the names of its concepts.

Turtle: https://www.w3.org/TR/turtle/; concept schemes: https://www.w3.org/TR/skos-reference/.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.namespaces import ROOT, expand
from kg.tables import curated

ONTOLOGY = NamedNode(f"{ROOT}ontology")
_FILES = ("mithaq.ttl", "merging.ttl", "units.ttl")


def ontology_quads() -> list[Quad]:
    """All that `ontology/mithaq.ttl`, `merging.ttl` and `units.ttl` say, in the graph that bears the ontology's IRI.

    Raises SyntaxError, with file and line, when one of them is not Turtle.
    """
    return list(_quads())


@cache
def concepts(scheme: str) -> frozenset[str]:
    """The local names of a scheme's concepts: `concepts("act")` holds "say", "announce"…

    Raises ValueError when there is no such scheme.
    """
    in_scheme, iri = NamedNode(expand("skos:inScheme")), NamedNode(f"{ROOT}{scheme}")
    members = [q.subject for q in _quads() if q.predicate == in_scheme and q.object == iri]
    if not members:
        raise ValueError(f"there is no concept scheme {scheme!r}; known schemes: {', '.join(sorted(_schemes()))}")
    return frozenset(m.value.removeprefix(f"{iri.value}/") for m in members if isinstance(m, NamedNode))


@cache
def _quads() -> tuple[Quad, ...]:
    return tuple(
        Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY)
        for name in _FILES
        for quad in pyoxigraph.parse(path=curated(name), format=RdfFormat.TURTLE)
    )


def _schemes() -> set[str]:
    scheme = NamedNode(expand("skos:ConceptScheme"))
    found = [quad.subject for quad in _quads() if quad.object == scheme]
    return {node.value.removeprefix(ROOT) for node in found if isinstance(node, NamedNode)}
