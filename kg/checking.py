"""A graph in a store or file -> what in it is not as the shapes want it, graph by graph."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store

from kg.graph_terms import term
from kg.ontology import ONTOLOGY
from kg.store import current_version
from kg.validation import Context, Violation, validate

# What the shapes ask of a node in each article, not in all of them together.
_PER_ARTICLE = ("maxCount", "uniqueLang")
Name = NamedNode | BlankNode | DefaultGraph


class CheckError(ValueError):
    """A file that cannot be read as RDF; the message says why."""


def open_any(path: Path) -> Store:
    """The graph of an RDF file (its name tells the syntax; .gz is unpacked) or of a folder with a built graph.

    Raises CheckError or StoreError.
    """
    return _load(current_version(path).path / "graph.nq" if path.is_dir() else path)


def check(graph: Store) -> Iterator[tuple[str, Violation]]:
    """Every fault, with the name of its graph. An article's graph may lean on those that belong to no article."""
    article, kind = term("mq:Article"), term("rdf:type")
    names = sorted({quad.graph_name for quad in graph.quads_for_pattern(None, kind, article, None)}, key=str)
    beside = [quad for quad in graph if quad.graph_name not in names and quad.graph_name != ONTOLOGY]
    context = Context(beside)
    for name in names:
        faults = validate(_quads(graph, name), context)
        yield from (
            (_named(name), fault) for fault in faults if not (name == DefaultGraph() and _differs(graph, fault))
        )
    yield from (("beside the articles", fault) for fault in validate(beside))


def _differs(graph: Store, fault: Violation) -> bool:
    """Whether a union of articles merely holds the value of each, where they differ about what they all tell of."""
    if fault.constraint not in _PER_ARTICLE:
        return False
    merged = graph.quads_for_pattern(None, term("prov:generated"), NamedNode(fault.focus), None)
    return next(iter(merged), None) is not None


def _quads(graph: Store, name: Name) -> list[Quad]:
    return list(graph.quads_for_pattern(None, None, None, name))


def _named(name: Name) -> str:
    return "default graph" if isinstance(name, DefaultGraph) else str(name)


def _load(path: Path) -> Store:
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    format = RdfFormat.from_extension(plain.suffix.removeprefix("."))
    if format is None:
        raise CheckError(f"{path}: its name must end as an RDF file's does: .ttl, .trig, .nt, .nq, .jsonld, .rdf")
    graph = Store()
    try:
        with _opened(path) as file:
            graph.bulk_load(file, format=format)
    except (SyntaxError, ValueError, EOFError, zlib.error) as error:
        raise CheckError(f"{path}: {error}") from error
    return graph


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
