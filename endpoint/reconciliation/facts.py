"""Actors and properties -> what the graph says of them, by one query of the workers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from endpoint.lookups import Row
from endpoint.own_questions import own_rows
from endpoint.reconciliation.schema import OWN, Names, Property, names_of
from endpoint.words import LANGUAGES
from kg.namespaces import PREFIXES

WIKIDATA = PREFIXES["wd"]
_ARABIC = '{ ?value rdfs:label ?ar FILTER(LANG(?ar) = "ar") }'
_ENGLISH = '{ ?value rdfs:label ?en FILTER(LANG(?en) = "en") }'
# The latest posts come first, those that last before them.
_POSTS = """{{ SELECT ?actor ?property ?value ?ar ?en ?title ?order {{ VALUES ?actor {{ {actors} }}
  ?tenure mq:holder ?actor ; mq:office ?value
  OPTIONAL {{ ?tenure mq:officeOf ?of OPTIONAL {{ ?of rdfs:label ?ar FILTER(LANG(?ar) = "ar") }}
             OPTIONAL {{ ?of rdfs:label ?en FILTER(LANG(?en) = "en") }} }}
  OPTIONAL {{ ?tenure rdfs:label ?title }}
  OPTIONAL {{ ?tenure mq:since ?since }} OPTIONAL {{ ?tenure mq:until ?until }}
  BIND("post" AS ?property)
  BIND(CONCAT(STR(COALESCE(?until, "9999")), " ", STR(COALESCE(?since, ""))) AS ?order) }} }}"""
POST = "post"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a property: a text, or the IRI of a resource with its names, by language."""

    value: str
    names: Names = field(default_factory=dict)

    def name(self, language: str) -> str:
        """What the value is called in a language, or else in another."""
        return self.names.get(language) or next(iter(self.names.values()), self.value)


# The facts by actor and property.
Facts = dict[str, dict[str, list[Fact]]]


def facts_of(actors: Collection[str], properties: Sequence[Property], *, posts: bool = False) -> Facts:
    """What the graph says of some actors, by IRI and id of property, with `posts` if wanted; raises ProblemError."""
    known = " ".join(sorted({f"<{ox.NamedNode(actor).value}>" for actor in actors}))
    branches = [_branch(property, known) for property in properties]
    branches += [_POSTS.format(actors=known)] if posts else []
    found: Facts = defaultdict(lambda: defaultdict(list))
    if not known or not branches:
        return found
    by_id = {property.id: property for property in properties}
    for row in own_rows(f"SELECT * {{ {' UNION '.join(branches)} }} ORDER BY DESC(?order) ?value"):
        fact = _fact(row, by_id.get(row["property"]))
        if fact is not None and fact not in found[row["actor"]][row["property"]]:
            found[row["actor"]][row["property"]].append(fact)
    return found


def _branch(property: Property, actors: str) -> str:
    """What finds the values of a property, as one member of a UNION."""
    values = f"VALUES ?actor {{ {actors} }}"
    named = f'BIND("{property.id}" AS ?property)'
    if property.kind == "count":
        counted = (
            f"SELECT ?actor (COUNT(DISTINCT ?counted) AS ?value) {{ {values} {property.pattern} }} GROUP BY ?actor"
        )
        return f"{{ {{ {counted} }} {named} }}"
    names = f"OPTIONAL {_ARABIC} OPTIONAL {_ENGLISH}" if property.kind in ("entity",) else ""
    if property.kind == "elsewhere":
        names = f"OPTIONAL {_ARABIC.replace('?value', '?actor')} OPTIONAL {_ENGLISH.replace('?value', '?actor')}"
    return f"{{ SELECT DISTINCT ?actor ?property ?value ?ar ?en {{ {values} {property.pattern} {names} {named} }} }}"


def _fact(row: Row, property: Property | None) -> Fact | None:
    """A row as a fact; none where the value is no such thing as the property is for."""
    value = row["value"]
    kind = property.kind if property else POST
    names: Names = {language: row[language] for language in LANGUAGES if language in row}
    if kind in ("item", "elsewhere"):
        return Fact(value.removeprefix(WIKIDATA), names) if value.startswith(WIKIDATA) else None
    if kind == "class":
        return Fact(value.removeprefix(OWN), names_of(value)) if value.startswith(OWN) else None
    if kind == "concept":
        return Fact(value, names_of(value))
    if kind == POST:
        return Fact(value, {language: _post(row, language) for language in LANGUAGES})
    return Fact(value, names)


def _post(row: Row, language: str) -> str:
    """An office and whose it is, in one line; where its title is known, that says both."""
    if language == "ar" and "title" in row:
        return row["title"]
    called, of = names_of(row["value"]).get(language, ""), row.get(language)
    mark = "، " if language == "ar" else ", "
    return f"{called}{mark}{of}" if of else called


def iris(texts: Iterable[str]) -> list[str]:
    """Those of some texts that can be IRIs."""
    found = []
    for text in texts:
        try:
            found.append(ox.NamedNode(text).value)
        except ValueError:
            continue
    return found
