"""What a resource is called in the reader's language: actors by the graph, concepts and terms by the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from flask import g

from endpoint.problems import ProblemError
from endpoint.result_table import shortened
from endpoint.service import language
from endpoint.site.asking import Row, named_rows, seen
from kg.namespaces import expand
from kg.ontology import ontology_quads
from kg.tables import read_table

_TERMS = Path(__file__).with_name("terms.yaml")


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of another vocabulary and its names."""

    term: str
    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the language that it is in; `""` for what is no word of a language."""

    text: str
    language: str = ""

    @property
    def direction(self) -> str:
        """Which way it runs."""
        return {"ar": "rtl", "": "ltr"}.get(self.language, "ltr")

    def __str__(self) -> str:
        return self.text


def name_of(iri: str) -> Name:
    """The name of a resource: in the reader's language, else in another, else its IRI in short.

    Asked for one, all that the rows of this request hold are looked up together.
    """
    known = _known()
    if iri not in known:
        _look_up([other for other in {**seen(), iri: None} if other not in known])
    return known[iri]


def all_names(iri: str) -> dict[str, str]:
    """The names of a term of the ontology by language."""
    return _ontology_names().get(iri, {})


def _known() -> dict[str, Name]:
    if "names" not in g:
        g.names = {}
    known: dict[str, Name] = g.names
    return known


def _look_up(iris: list[str]) -> None:
    """Find the names of resources; those of the ontology are at hand."""
    known, wanted = _known(), []
    for iri in iris:
        own = _ontology_names().get(iri)
        known[iri] = _best(own) if own else Name(shortened(iri))
        if not own and iri.startswith(("http://", "https://")):
            wanted.append(iri)
    found: dict[str, dict[str, str]] = {}
    for row in _names(wanted):
        found.setdefault(row["iri"], {})[row["name"].language] = row["name"]
    known.update({iri: _best(names) for iri, names in found.items()})


def _names(iris: list[str]) -> list[Row]:
    """The names that the graph has; none while its engine does not answer: bare IRIs are better than no page."""
    try:
        return named_rows("names", iris=[ox.NamedNode(iri) for iri in iris]) if iris else []
    except ProblemError:
        return []


def _best(names: dict[str, str]) -> Name:
    for wanted in (language(), "ar", "en", *names):
        if wanted in names:
            return Name(names[wanted], wanted)
    raise AssertionError("a resource with names has one")


@cache
def _ontology_names() -> dict[str, dict[str, str]]:
    """The names of classes, properties and concepts, ours and others', by IRI and language."""
    labels = {ox.NamedNode(expand(name)) for name in ("rdfs:label", "skos:prefLabel")}
    names: dict[str, dict[str, str]] = {
        expand(row.term): {"ar": row.ar, "en": row.en} for row in read_table(_TERMS, _Term)
    }
    for quad in ontology_quads():
        subject, label = quad.subject, quad.object
        if quad.predicate in labels and isinstance(label, ox.Literal) and isinstance(subject, ox.NamedNode):
            names.setdefault(subject.value, {}).setdefault(label.language or "", label.value)
    return names
