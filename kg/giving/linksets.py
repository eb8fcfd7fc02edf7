"""A built graph -> its links to other data sets, each kind described as a VoID linkset.

https://www.w3.org/TR/void/#linkset
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, get_args
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.dump import DumpError, LinkFormat, write_triples
from kg.namespaces import PREFIXES, expand
from kg.store import Version

VOID = "http://rdfs.org/ns/void#"
LINK_FORMATS: tuple[LinkFormat, ...] = get_args(LinkFormat)
# What says that two things are one, or nearly.
LINKING = ("owl:sameAs", "skos:exactMatch", "skos:closeMatch")
# Data sets that links lead to, by what their IRIs begin with: name, home page.
_KNOWN = {PREFIXES["wd"]: ("Wikidata", "https://www.wikidata.org/")}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def dump_links(version: Version, format: LinkFormat, target: Path | BinaryIO, *, gzip: bool = False) -> int:
    """Write links and descriptions to a file or stream, and say how many links there are; raises DumpError."""
    if format not in LINK_FORMATS:
        raise DumpError(f"links are written as {' or '.join(LINK_FORMATS)}, not as {format}")
    links = _links(version.open(), version.manifest.base)
    triples = [
        *_described(links, version.manifest.base),
        *(link for found in links.values() for link in sorted(found, key=str)),
    ]
    write_triples(triples, format, target, gzip=gzip, prefixes={**PREFIXES, "void": VOID})
    return sum(map(len, links.values()))


def _links(graph: ox.Store, base: str) -> dict[tuple[str, str], set[ox.Triple]]:
    """The links from resources of this graph to others, by predicate and by what the others' IRIs begin with."""
    found: dict[tuple[str, str], set[ox.Triple]] = defaultdict(set)
    for predicate in LINKING:
        for quad in graph.quads_for_pattern(None, ox.NamedNode(expand(predicate)), None, ox.DefaultGraph()):
            here, there = quad.subject, quad.object
            if not isinstance(here, ox.NamedNode) or not isinstance(there, ox.NamedNode):
                continue
            if here.value.startswith(base) and not there.value.startswith(base):
                found[predicate, _space(there.value)].add(quad.triple)
    return dict(sorted(found.items()))


def _space(iri: str) -> str:
    """What the IRIs of a data set begin with: a known one's, else its site's."""
    parts = urlsplit(iri)
    return next((space for space in _KNOWN if iri.startswith(space)), f"{parts.scheme}://{parts.netloc}/")


def _described(links: dict[tuple[str, str], set[ox.Triple]], base: str) -> Iterator[ox.Triple]:
    """The linksets, and the data sets at both their ends."""
    own = ox.NamedNode(base)
    yield _triple(own, "rdf:type", _void("Dataset"))
    yield ox.Triple(own, _void("uriSpace"), ox.Literal(base))
    for space in sorted({space for _, space in links}):
        yield from _target(space)
    for (predicate, space), found in links.items():
        name = _KNOWN[space][0] if space in _KNOWN else urlsplit(space).netloc
        linkset = ox.NamedNode(f"{base}linkset/{predicate.replace(':', '-')}-{name.lower()}")
        yield _triple(linkset, "rdf:type", _void("Linkset"))
        yield _triple(linkset, "dcterms:title", ox.Literal(f"روابط {predicate} إلى {name}", language="ar"))
        yield _triple(linkset, "dcterms:title", ox.Literal(f"{predicate} links to {name}", language="en"))
        yield _triple(linkset, "dcterms:license", ox.NamedNode(_LICENCE))
        yield ox.Triple(own, _void("subset"), linkset)
        yield ox.Triple(linkset, _void("linkPredicate"), ox.NamedNode(expand(predicate)))
        for end, dataset in (
            ("target", own),
            ("target", ox.NamedNode(space)),
            ("subjectsTarget", own),
            ("objectsTarget", ox.NamedNode(space)),
        ):
            yield ox.Triple(linkset, _void(end), dataset)
        yield ox.Triple(
            linkset, _void("triples"), ox.Literal(str(len(found)), datatype=ox.NamedNode(expand("xsd:integer")))
        )


def _target(space: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(space)
    yield _triple(node, "rdf:type", _void("Dataset"))
    yield ox.Triple(node, _void("uriSpace"), ox.Literal(space))
    if space in _KNOWN:
        name, home = _KNOWN[space]
        yield _triple(node, "dcterms:title", ox.Literal(name, language="en"))
        yield _triple(node, "foaf:homepage", ox.NamedNode(home))


def _triple(subject: ox.NamedNode, predicate: str, object: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(expand(predicate)), object)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)
