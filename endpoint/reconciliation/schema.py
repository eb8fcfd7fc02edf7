"""What can be asked of reconciliation: the types of actors and their properties, with names in Arabic and English."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from endpoint.problems import ProblemError
from kg.folding import fold
from kg.namespaces import PREFIXES, expand
from kg.ontology import ontology_quads
from kg.tables import read_table

OWN = PREFIXES["mq"]
ACTOR = "Actor"
Kind = Literal["text", "item", "entity", "elsewhere", "class", "concept", "count"]
# Names by language.
Names = dict[str, str]


@dataclass(frozen=True, slots=True)
class Property:
    """One row of properties.yaml: see its head."""

    id: str
    ar: str
    en: str
    kind: Kind
    pattern: str

    def name(self, language: str) -> str:
        """What it is called in a language."""
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Type:
    """A class of actors, by its local name; `broader` are the classes that it is directly under."""

    id: str
    names: Names
    definitions: Names
    broader: tuple[str, ...]

    def name(self, language: str) -> str:
        """What it is called in a language."""
        return self.names.get(language, self.id)


@cache
def properties() -> dict[str, Property]:
    """The table of properties by id; raises TableError."""
    return {row.id: row for row in read_table(Path(__file__).with_name("properties.yaml"), Property)}


@cache
def types() -> dict[str, Type]:
    """mq:Actor and the classes under it, by local name, in the order of the ontology."""
    under: dict[str, list[str]] = defaultdict(list)
    for quad in ontology_quads():
        if quad.predicate.value == expand("rdfs:subClassOf"):
            under[quad.subject.value].append(quad.object.value)  # type: ignore[union-attr]
    known = [expand(f"mq:{ACTOR}")]
    for iri in under:
        known += [iri] if iri not in known and any(broader in known for broader in under[iri]) else []
    return {iri.removeprefix(OWN): _type(iri, [name for name in under[iri] if name in known]) for iri in known}


def _type(iri: str, broader: list[str]) -> Type:
    above = tuple(name.removeprefix(OWN) for name in broader)
    return Type(iri.removeprefix(OWN), names_of(iri), _literals("skos:definition").get(iri, {}), above)


def type_of(text: str) -> Type:
    """The type that a client names, as Person, mq:Person or by its IRI; raises ProblemError."""
    found = types().get(text.removeprefix(OWN).removeprefix("mq:"))
    if found is None:
        raise ProblemError("bad-request", f"There is no type {text!r}; the types are {', '.join(types())}.")
    return found


def property_of(text: str) -> Property:
    """The property that a client names; raises ProblemError."""
    found = properties().get(text)
    if found is None:
        raise ProblemError(
            "bad-request", f"There is no property {text!r}; the properties are {', '.join(properties())}."
        )
    return found


def names_of(iri: str) -> Names:
    """What a class or concept of the ontology is called, by language."""
    return _literals("rdfs:label").get(iri) or _literals("skos:prefLabel").get(iri) or {}


def concepts_called(text: str) -> list[str]:
    """The concepts of the ontology that have a name, in either language, or whose IRI ends in it."""
    wanted = fold(text)
    named = _literals("skos:prefLabel").items()
    return [iri for iri, names in named if wanted in (iri, iri.rpartition("/")[2], *map(fold, names.values()))]


@cache
def _literals(predicate: str) -> dict[str, Names]:
    """The texts that the ontology gives under a predicate, by subject and language."""
    found: dict[str, Names] = defaultdict(dict)
    wanted = ox.NamedNode(expand(predicate))
    for quad in ontology_quads():
        if quad.predicate == wanted and isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
            found[quad.subject.value][quad.object.language or ""] = quad.object.value
    return dict(found)
