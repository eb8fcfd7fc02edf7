"""Statements, commitments and pledges by their IRIs -> all that their cards show, asked for together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from endpoint.site.asking import Row, Value, asked, question
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


@dataclass(frozen=True, slots=True)
class Gathered:
    """Facts by their IRIs, of whichever class."""

    facts: dict[str, Fact]

    def statements(self, iris: Iterable[str]) -> list[Fact]:
        """Statements: speaker, act, content, quotation, date, via, addressee, utterance, confidence."""
        return self._of("Statement", iris)

    def commitments(self, iris: Iterable[str]) -> list[Fact]:
        """Commitments: label, committer, beneficiary, deadline, deadline_text, modality, topic, rating, statement…"""
        return self._of("Commitment", iris)

    def pledges(self, iris: Iterable[str]) -> list[Fact]:
        """Pledges: label, donor, recipient, channel, amount, unit, approximate, purpose, sector, status, deadline,
        rating, whole (of which it is a part).
        """
        return self._of("AidPledge", iris)

    def _of(self, kind: str, iris: Iterable[str]) -> list[Fact]:
        """Those of a class in the order of their IRIs; one that is not there, or of no such class, is left out."""
        typed, found = expand(f"mq:{kind}"), (self.facts.get(iri) for iri in dict.fromkeys(iris))
        return [fact for fact in found if fact is not None and typed in fact.all("kind")]


def gathered(*iris: Iterable[str]) -> Gathered:
    """All that the cards of these facts show, of several kinds at once."""
    nodes = [ox.NamedNode(iri) for iri in dict.fromkeys(itertools.chain(*iris))]
    found: dict[str, Fact] = {}
    if nodes:
        values, passages = asked(question("cards", iris=nodes), question("passages", iris=nodes))
        for row in values:
            _take(found.setdefault(row["fact"], Fact(row["fact"])), row["property"], row["value"])
        for row in passages:
            if row["fact"] in found:
                found[row["fact"]].passages.append(_passage(row))
    return Gathered(found)


def statements(iris: Iterable[str]) -> list[Fact]:
    """Statements alone."""
    wanted = list(iris)
    return gathered(wanted).statements(wanted)


def commitments(iris: Iterable[str]) -> list[Fact]:
    """Commitments alone."""
    wanted = list(iris)
    return gathered(wanted).commitments(wanted)


def pledges(iris: Iterable[str]) -> list[Fact]:
    """Pledges alone."""
    wanted = list(iris)
    return gathered(wanted).pledges(wanted)


def _take(fact: Fact, property: str, value: Value) -> None:
    if name := _NAMES.get(property):
        fact.values.setdefault(name, []).append(value)


def _passage(row: Row) -> Passage:
    places = row.get("headline"), row.get("publisher"), row.get("published")
    return Passage(row["article"], row["exact"], int(row["start"]), int(row["end"]), *places)
