"""Which properties hold the texts that are searched; apart from the search, so that a write need not load that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.namespaces import PREFIXES, expand

# Where a version keeps its index.
FILE = "search.db"
# What that holds; an index of another kind is made anew.
EDITION = 2
# What is searched, and how much a hit there weighs: a name says what a thing is, a text only what it is about.
WEIGHTS = {"rdfs:label": 2.0, "skos:altLabel": 2.0, "mq:content": 1.0, "mq:quotation": 1.0}
# What a name is known by elsewhere.
SAME = "owl:sameAs"
_TYPE = NamedNode(expand("rdf:type"))
_OWN = PREFIXES["mq"]
_GENERAL = frozenset({"Actor", "Commitment"})


def kinds_of(store: Store, subject: NamedNode) -> str:
    """The classes of ours that a resource has, by name; Actor and Commitment last, where another says more."""
    own = {
        quad.object.value.removeprefix(_OWN)
        for quad in store.quads_for_pattern(subject, _TYPE, None, DefaultGraph())
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(_OWN)
    }
    return " ".join(f"mq:{name}" for name in sorted(own, key=lambda name: (name in _GENERAL, name)))


def is_current(path: Path) -> bool:
    """Whether an index holds all that it should."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return bool(connection.execute("PRAGMA user_version").fetchone() == (EDITION,))
    except sqlite3.DatabaseError:
        return False


def concerned(quads: Iterable[Quad]) -> set[str]:
    """The resources whose place in the index depends on one of these quads."""
    telling = {NamedNode(expand(name)) for name in ("rdf:type", SAME, *WEIGHTS)}
    return {quad.subject.value for quad in quads if quad.predicate in telling and isinstance(quad.subject, NamedNode)}
