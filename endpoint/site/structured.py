"""What a page is about, for machines that read pages: schema.org as JSON-LD, https://schema.org/docs/gs.html

The template writes it into a data block with every `<`, `>` and `&` as \\u escapes, so that no text ends the block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pyoxigraph as ox

from endpoint.site.asking import Row, Value
from endpoint.site.facts import Fact, Passage
from endpoint.site.names import name_of
from kg.namespaces import PREFIXES, expand
from kg.ontology import ontology_quads

Thing = dict[str, Any]


def actor_thing(iri: str, about: Mapping[str, Sequence[Value]]) -> Thing:
    """An actor by the values of its properties, under their prefixed names."""
    kinds = [_schema_classes()[kind] for kind in about.get("rdf:type", ()) if kind in _schema_classes()]
    return _thing(
        next(iter(kinds), "Thing"),
        iri,
        name=[_text(name) for name in about.get("rdfs:label", ())],
        alternateName=[_text(name) for name in about.get("skos:altLabel", ())],
        sameAs=[str(same) for same in about.get("owl:sameAs", ())],
    )


def article_thing(iri: str, about: Row) -> Thing:
    """An article by the row of what is known about it."""
    return _article(iri, about.get("headline"), about.get("publisher"), about.get("published"), about.get("url"))


def statement_thing(fact: Fact) -> Thing:
    """What was said: a quotation where an article gives words of the speaker's own, else a claim."""
    speakers = [_named(iri) for iri in fact.all("speaker")]
    articles = {place.article: _passage_article(place) for place in fact.passages}
    content = fact.one("content")
    common: Thing = {
        "text": _text(content) if content else None,
        "author": speakers,
        "dateCreated": fact.one("date"),
        "isPartOf": list(articles.values()),
    }
    if fact.all("quotation"):
        return _thing("Quotation", fact.iri, spokenByCharacter=speakers, **common)
    return _thing("Claim", fact.iri, appearance=list(articles.values()), **common)


@cache
def _schema_classes() -> dict[str, str]:
    """The classes of the ontology that are below one of schema.org, by IRI."""
    return {
        quad.subject.value: quad.object.value.removeprefix(PREFIXES["schema"])
        for quad in ontology_quads()
        if quad.predicate.value == expand("rdfs:subClassOf")
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
        and quad.object.value.startswith(PREFIXES["schema"])
    }


def _passage_article(place: Passage) -> Thing:
    return _article(place.article, place.headline, place.publisher, place.published)


def _article(
    iri: str, headline: Value | None, publisher: Value | None, published: Value | None, url: Value | None = None
) -> Thing:
    return _thing(
        "NewsArticle",
        iri,
        headline=headline,
        datePublished=published,
        publisher=_named(publisher, "NewsMediaOrganization") if publisher else None,
        inLanguage="ar",
        url=url,
    )


def _named(iri: str, kind: str = "Thing") -> Thing:
    """Another resource, by its name in the reader's language."""
    name = name_of(iri)
    return _thing(kind, iri, name={"@value": name.text, "@language": name.language} if name.language else name.text)


def _thing(kind: str, iri: str, **properties: object) -> Thing:
    """A node; properties without a value are left out."""
    known = {name: value for name, value in properties.items() if value}
    return {"@context": "https://schema.org", "@type": kind, "@id": iri, **known}


def _text(value: Value) -> Thing | str:
    return {"@value": str(value), "@language": value.language} if value.language else str(value)
