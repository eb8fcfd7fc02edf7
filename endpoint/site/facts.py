"""Statements, commitments and pledges by their IRIs -> all that their cards show, asked for together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from endpoint.site.asking import Row, Value, named_rows
from kg.namespaces import expand


@dataclass(slots=True)
class Passage:
    """Where an article says something: the words, their offsets (code points, end exclusive), who printed it."""

    article: Value
    exact: Value
    start: int
    end: int
    headline: Value | None = None
    publisher: Value | None = None
    published: Value | None = None


@dataclass(slots=True)
class Fact:
    """One node of the graph: `values` holds all values of each variable of its query, in order, each once."""

    iri: Value
    values: dict[str, list[Value]] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)

    def all(self, name: str) -> list[Value]:
        """Every value of a variable."""
        return self.values.get(name, [])

    def one(self, name: str) -> Value | None:
        """The first value of a variable."""
        return next(iter(self.all(name)), None)

    @property
    def articles(self) -> list[Value]:
        """The articles that say so, in order."""
        return list(dict.fromkeys(passage.article for passage in self.passages))

    @property
    def first_passages(self) -> list[Passage]:
        """One passage for each article, the first."""
        first: dict[str, Passage] = {}
        for passage in self.passages:
            first.setdefault(passage.article, passage)
        return list(first.values())


# What the cards call the properties.
_NAMES = {
    expand(property): name
    for property, name in {
        **{"rdf:type": "kind", "rdfs:label": "label", "mq:confidence": "confidence", "mq:madeIn": "statement"},
        **{"mq:speaker": "speaker", "mq:speechAct": "act", "mq:content": "content", "mq:quotation": "quotation"},
        **{"mq:statedOn": "date", "mq:via": "via", "mq:addressee": "addressee", "mq:renders": "utterance"},
        **{"mq:committer": "committer", "mq:beneficiary": "beneficiary", "mq:deadline": "deadline"},
        **{"mq:deadlineText": "deadline_text", "mq:modality": "modality", "mq:topic": "topic"},
        **{"mq:donor": "donor", "mq:recipient": "recipient", "mq:channel": "channel", "mq:amount": "amount"},
        **{"mq:unit": "unit", "mq:approximate": "approximate", "mq:purpose": "purpose", "mq:sector": "sector"},
        **{"mq:aidStatus": "status", "mq:status": "rating", "mq:partOf": "whole", "mq:corroboration": "corroboration"},
    }.items()
}
Cards = Callable[[Iterable[str]], "list[Fact]"]


def statements(iris: Iterable[str]) -> list[Fact]:
    """Statements: speaker, act, content, quotation, date, via, addressee, utterance, confidence."""
    return _facts("Statement", iris)


def commitments(iris: Iterable[str]) -> list[Fact]:
    """Commitments: label, committer, beneficiary, deadline, deadline_text, modality, topic, rating, statement…"""
    return _facts("Commitment", iris)


def pledges(iris: Iterable[str]) -> list[Fact]:
    """Pledges: label, donor, recipient, channel, amount, unit, approximate, purpose, sector, status, deadline,
    rating, whole (of which it is a part)."""
    return _facts("AidPledge", iris)


def _facts(kind: str, iris: Iterable[str]) -> list[Fact]:
    """The facts of a class in the order of their IRIs; one that is not there, or of no such class, is left out."""
    nodes = [ox.NamedNode(iri) for iri in dict.fromkeys(iris)]
    if not nodes:
        return []
    found: dict[str, Fact] = {}
    for row in named_rows("cards", iris=nodes):
        _take(found.setdefault(row["fact"], Fact(row["fact"])), row["property"], row["value"])
    for row in named_rows("passages", iris=nodes):
        if row["fact"] in found:
            found[row["fact"]].passages.append(_passage(row))
    typed = expand(f"mq:{kind}")
    return [found[node.value] for node in nodes if node.value in found and typed in found[node.value].all("kind")]


def _take(fact: Fact, property: str, value: Value) -> None:
    if name := _NAMES.get(property):
        fact.values.setdefault(name, []).append(value)


def _passage(row: Row) -> Passage:
    places = row.get("headline"), row.get("publisher"), row.get("published")
    return Passage(row["article"], row["exact"], int(row["start"]), int(row["end"]), *places)
