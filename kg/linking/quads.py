"""Links -> quads: an actor's Wikidata item, how sure that is, by which articles, for which reasons, by whose decision.

`owl:sameAs` (https://www.w3.org/TR/owl2-syntax/#Individual_Equality) where it is sure; `skos:closeMatch` where it is
likely (https://www.w3.org/TR/skos-reference/#mapping). All of it stands in the graph `{base}graph/links`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad

import kg
from kg.across.provenance import say_decision
from kg.graph_terms import Sheet, arabic, decimal, english, plain
from kg.iris import Minter
from kg.linking.linker import Choice, Outcome
from kg.linking.weights import signals
from kg.namespaces import BASE, expand

GRAPH = "links"
_RELATIONS = {"same": "owl:sameAs", "linked": "owl:sameAs", "close": "skos:closeMatch"}
# So many actors are told of at a time.
_CHUNK = 500


def link_quads(
    outcomes: Iterable[Outcome], *, base: str = BASE, source: str = "", version: str = kg.__version__
) -> Iterator[list[Quad]]:
    """What there is to say of actors that are linked, or that somebody decided about, some at a time.

    `source` tells which Wikidata was asked, if any.
    """
    writer = _Writer(Minter(base), source, version)
    for number, outcome in enumerate(outcomes, start=1):
        writer.write(outcome)
        if number % _CHUNK == 0:
            yield writer.take()
    yield writer.take()


class _Writer:
    def __init__(self, mint: Minter, source: str, version: str) -> None:
        self._mint, self._source, self._version = mint, source, version
        self._sheet = Sheet(mint.graph(GRAPH))

    def take(self) -> list[Quad]:
        """What was written since the last time."""
        quads, self._sheet = self._sheet.quads(), Sheet(self._mint.graph(GRAPH))
        return quads

    def write(self, outcome: Outcome) -> None:
        """One actor."""
        if outcome.item and outcome.verdict in _RELATIONS:
            self._link(outcome, outcome.item)
        elif outcome.decision:
            decision = say_decision(self._sheet, outcome.decision, self._mint.base)
            self._sheet.say(decision, "mq:concerns", self._mint.actor(outcome.actor))

    def _link(self, outcome: Outcome, item: str) -> None:
        sheet, relation = self._sheet, _RELATIONS[outcome.verdict]
        actor, wikidata = self._mint.actor(outcome.actor), expand(f"wd:{item}")
        link = f"{self._mint.base}link/{outcome.actor}/{item}"
        sheet.say(actor, relation, wikidata)
        sheet.type(link, "mq:Link", "prov:Entity")
        sheet.say(link, "mq:linked", actor)
        sheet.say(link, "mq:candidate", wikidata)
        sheet.say(link, "mq:relation", expand(relation))
        if outcome.decision:
            decision = say_decision(sheet, outcome.decision, self._mint.base)
            sheet.say(decision, "mq:concerns", actor)
            sheet.say(link, "prov:wasGeneratedBy", decision)
        for choice in outcome.choices[:1]:
            self._reasons(link, choice)
            sheet.say(wikidata, "rdfs:label", _spoken(choice.label))

    def _reasons(self, link: str, choice: Choice) -> None:
        say = self._sheet.say
        say(link, "mq:score", decimal(choice.score))
        for name, weight in choice.signals:
            signal = signals()[name]
            say(link, "mq:reason", arabic(f"{signal.ar} ({weight:+.1f})"), english(f"{signal.en} ({weight:+.1f})"))
        say(link, "prov:wasDerivedFrom", *map(self._mint.article, choice.articles))
        say(link, "prov:wasAttributedTo", self._mint.program(self._version))
        say(link, "dcterms:source", plain(self._source) if self._source else None)


def _spoken(label: str) -> Literal:
    """A label in its language, as its letters tell."""
    return english(label) if label.isascii() else arabic(label)
