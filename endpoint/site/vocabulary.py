"""The ontology's Turtle -> its terms with names and definitions in both languages, for its documentation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from kg.namespaces import PREFIXES, expand
from kg.ontology import ontology_quads

_TEXTS = {expand("rdfs:label"): "label", expand("skos:prefLabel"): "label", expand("skos:definition"): "definition"}
_TEXTS |= {expand("skos:scopeNote"): "note", expand("rdfs:comment"): "definition"}
_RELATIONS = {
    expand("rdfs:subClassOf"): "parents",
    expand("rdfs:subPropertyOf"): "parents",
    expand("rdfs:domain"): "domains",
    expand("schema:domainIncludes"): "domains",
    expand("rdfs:range"): "ranges",
    expand("schema:rangeIncludes"): "ranges",
    expand("skos:inScheme"): "schemes",
}
_CLASS, _CONCEPT, _SCHEME = expand("owl:Class"), expand("skos:Concept"), expand("skos:ConceptScheme")
_PROPERTIES = {expand("owl:ObjectProperty"), expand("owl:DatatypeProperty")}


@dataclass(slots=True)
class Term:
    """A class, property or concept: `texts` holds label, definition and note by language."""

    iri: str
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    relations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kinds: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Its local name."""
        return self.iri.rpartition("#")[2] if "#" in self.iri else self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms by kind, in the order of the file; the concepts by the IRI of their scheme."""

    classes: list[Term]
    properties: list[Term]
    schemes: list[tuple[Term, list[Term]]]

    @property
    def terms(self) -> Iterator[Term]:
        """All of them."""
        yield from (*self.classes, *self.properties)
        for scheme, concepts in self.schemes:
            yield from (scheme, *concepts)


@cache
def vocabulary() -> Vocabulary:
    """All that the ontology declares."""
    terms = _terms()
    own = [term for term in terms.values() if term.iri.startswith(PREFIXES["mq"])]
    concepts = [term for term in terms.values() if _CONCEPT in term.kinds]
    schemes = [term for term in terms.values() if _SCHEME in term.kinds]
    return Vocabulary(
        [term for term in own if _CLASS in term.kinds],
        [term for term in own if term.kinds & _PROPERTIES],
        [(scheme, [c for c in concepts if scheme.iri in c.relations["schemes"]]) for scheme in schemes],
    )


def _terms() -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for quad in ontology_quads():
        if isinstance(quad.subject, ox.NamedNode):
            _take(terms.setdefault(quad.subject.value, Term(quad.subject.value)), quad)
    return terms


def _take(term: Term, quad: ox.Quad) -> None:
    property, value = quad.predicate.value, quad.object
    if isinstance(value, ox.Literal) and property in _TEXTS:
        term.texts[_TEXTS[property]].setdefault(value.language or "", value.value)
    elif isinstance(value, ox.NamedNode) and property in _RELATIONS:
        term.relations[_RELATIONS[property]].append(value.value)
    elif isinstance(value, ox.NamedNode) and property == expand("rdf:type"):
        term.kinds.add(value.value)
