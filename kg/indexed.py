"""Which properties hold the texts that are searched; apart from the search, so that a write need not load that."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.namespaces import expand

# Where a version keeps its index.
FILE = "search.db"
# What is searched, and how much a hit there weighs: a name says what a thing is, a text only what it is about.
WEIGHTS = {"rdfs:label": 2.0, "skos:altLabel": 2.0, "mq:content": 1.0, "mq:quotation": 1.0}


def concerned(quads: Iterable[Quad]) -> set[str]:
    """The resources whose place in the index depends on one of these quads."""
    telling = {NamedNode(expand(name)) for name in ("rdf:type", *WEIGHTS)}
    return {quad.subject.value for quad in quads if quad.predicate in telling and isinstance(quad.subject, NamedNode)}
