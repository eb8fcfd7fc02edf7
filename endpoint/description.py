"""What the service says of itself, as RDF: the service, its dataset, its catalogue.

SPARQL 1.1 Service Description (https://www.w3.org/TR/sparql11-service-description/), VoID
(https://www.w3.org/TR/void/), DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/). Fixed statements stand in
`description/*.ttl`, numbers come from the graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from endpoint.formats import GRAPH_FORMATS, PAGE, RESULT_FORMATS, Format
from endpoint.statistics import Statistics
from kg.namespaces import BASE, PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = PREFIXES["dcterms"]
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
GZIP = MEDIA_TYPES + "application/gzip"
FOLDER = Path(__file__).with_name("description")
Term = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Facts:
    """What a description depends on: where the site is, what is in the store, what the service can do.

    `root` is the site's address and ends with a slash; `features`, `languages` and `inputs` (formats) are
    IRIs; `dumps` the formats of the dumps with the size of each in bytes, compressed; None if it is yet to be made.
    """

    root: str
    version: str | None
    statistics: Statistics
    dumps: Mapping[str, int | None]
    features: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


def describe_service(facts: Facts) -> list[ox.Triple]:
    """The service description, with the statistics of its default dataset."""
    service, dataset = _at(facts, "sparql#service"), _at(facts, "sparql#dataset")
    formats = [form for form in (*RESULT_FORMATS, *GRAPH_FORMATS) if form is not PAGE]
    added = [
        *_each(service, f"{SD}resultFormat", sorted({form.iri for form in formats})),
        *_each(service, f"{SD}inputFormat", facts.inputs),
        *_each(service, f"{SD}feature", facts.features),
        *_each(service, f"{SD}supportedLanguage", facts.languages),
        *(triple for name, count in facts.statistics.graphs.items() for triple in _named_graph(dataset, name, count)),
    ]
    extensions = _fixed("extensions", facts.root) if facts.version else ()
    return [*_fixed("service", facts.root), *extensions, *added, *describe_dataset(facts)]


def describe_dataset(facts: Facts) -> list[ox.Triple]:
    """The VoID description: totals, partitions by class and property, links, dumps, examples."""
    dataset, found = _at(facts, "void#dataset"), facts.statistics
    return [
        *_fixed("dataset", facts.root),
        *(_triple(dataset, VOID + name, _number(count)) for name, count in found.totals.items()),
        *_documents(dataset, found),
        _triple(dataset, f"{VOID}uriSpace", ox.Literal(BASE)),
        *(
            []
            if found.links is None
            else [_triple(_at(facts, "void#wikidata"), f"{VOID}triples", _number(found.links))]
        ),
        *_partitions(dataset, "classPartition", "class", "entities", found.classes),
        *_partitions(dataset, "propertyPartition", "property", "triples", found.properties),
        *_each(dataset, f"{VOID}exampleResource", found.examples),
        *_each(dataset, f"{VOID}dataDump", [f"{facts.root}dump.{name}.gz" for name in facts.dumps]),
        *_each(dataset, f"{VOID}feature", sorted(form.iri for form in GRAPH_FORMATS if form.extension in facts.dumps)),
    ]


def _documents(dataset: ox.NamedNode, found: Statistics) -> list[ox.Triple]:
    count = found.classes.get(PREFIXES["mq"] + "Article", 0)
    return [_triple(dataset, f"{VOID}documents", _number(count))] if found.classes else []


def describe_catalogue(facts: Facts) -> list[ox.Triple]:
    """The DCAT catalogue: the dataset, its downloads, the service."""
    dataset = _at(facts, "void#dataset")
    added = [_triple(dataset, f"{DCAT}version", ox.Literal(facts.version))] if facts.version else []
    for form in GRAPH_FORMATS:
        if form.extension in facts.dumps:
            added += _distribution(facts, dataset, form, facts.dumps[form.extension])
    return [*_fixed("catalog", facts.root), *added]


def _distribution(facts: Facts, dataset: ox.NamedNode, form: Format, size: int | None) -> Iterator[ox.Triple]:
    there = _at(facts, f"catalog#{form.extension}")
    yield _triple(dataset, f"{DCAT}distribution", there)
    yield ox.Triple(there, TYPE, ox.NamedNode(f"{DCAT}Distribution"))
    yield _triple(there, f"{DCTERMS}title", ox.Literal(form.name))
    yield _triple(there, f"{DCAT}downloadURL", _at(facts, f"dump.{form.extension}.gz"))
    yield _triple(there, f"{DCAT}accessURL", _at(facts, f"dump.{form.extension}.gz"))
    yield _triple(there, f"{DCAT}mediaType", ox.NamedNode(MEDIA_TYPES + form.media_types[0]))
    yield _triple(there, f"{DCAT}compressFormat", ox.NamedNode(GZIP))
    if size is not None:
        yield _triple(there, f"{DCAT}byteSize", ox.Literal(str(size), datatype=_xsd("nonNegativeInteger")))


def _named_graph(dataset: ox.NamedNode, name: str, count: int) -> Iterator[ox.Triple]:
    entry, graph = _blank(f"named {name}"), _blank(f"graph {name}")
    yield _triple(dataset, f"{SD}namedGraph", entry)
    yield ox.Triple(entry, TYPE, ox.NamedNode(f"{SD}NamedGraph"))
    yield _triple(entry, f"{SD}name", ox.NamedNode(name))
    yield _triple(entry, f"{SD}graph", graph)
    yield ox.Triple(graph, TYPE, ox.NamedNode(f"{SD}Graph"))
    yield _triple(graph, f"{VOID}triples", _number(count))


def _partitions(
    dataset: ox.NamedNode, relation: str, key: str, counted: str, counts: Mapping[str, int]
) -> Iterator[ox.Triple]:
    for name, count in counts.items():
        part = _blank(f"{relation} {name}")
        yield _triple(dataset, VOID + relation, part)
        yield _triple(part, VOID + key, ox.NamedNode(name))
        yield _triple(part, VOID + counted, _number(count))


def _each(subject: ox.NamedNode, predicate: str, objects: Iterable[str]) -> Iterator[ox.Triple]:
    return (_triple(subject, predicate, ox.NamedNode(name)) for name in objects)


@lru_cache(maxsize=32)
def _fixed(name: str, root: str) -> tuple[ox.Triple, ...]:
    source = (FOLDER / f"{name}.ttl").read_bytes()
    return tuple(quad.triple for quad in ox.parse(source, format=ox.RdfFormat.TURTLE, base_iri=root))


def _at(facts: Facts, path: str) -> ox.NamedNode:
    return ox.NamedNode(facts.root + path)


def _triple(subject: ox.NamedNode | ox.BlankNode, predicate: str, object: Term) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), object)


def _blank(key: str) -> ox.BlankNode:
    """The same node for the same key, so that equal descriptions are equal bytes."""
    return ox.BlankNode(f"n{hashlib.sha256(key.encode()).hexdigest()[:16]}")


def _number(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=_xsd("integer"))


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["xsd"] + name)
