"""What became one node and why, what people decided, which texts are reprints, how many say so -> quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from pyoxigraph import Quad

import kg
from kg.across.naming import Naming, article_of
from kg.curation import Apart, Decision, NodeDecision
from kg.graph_terms import Sheet, day, decimal, integer, plain
from kg.iris import Minter
from kg.namespaces import BASE

GRAPH = "merging"


class Joined(Protocol):
    """Frames that are one: their IRIs without the base, how alike they are, and what people decided about them."""

    @property
    def members(self) -> Sequence[str]:
        """The frames."""

    @property
    def score(self) -> Decimal:
        """From 0 to 1."""

    @property
    def decisions(self) -> Sequence[Decision]:
        """What made some of them one."""


def merge_quads(
    clusters: Iterable[Joined], naming: Naming, *, base: str = BASE, version: str = kg.__version__
) -> list[Quad]:
    """An activity for each cluster, in `{base}graph/merging` like all that follows."""
    sheet = Sheet(Minter(base).graph(GRAPH))
    for cluster in clusters:
        node = naming.names[cluster.members[0]]
        iri = f"{base}merge/{node}"
        sheet.type(iri, "mq:Merge", "prov:Activity")
        sheet.say(iri, "prov:used", *(base + member for member in cluster.members))
        sheet.say(iri, "prov:generated", base + node)
        sheet.say(iri, "mq:score", decimal(cluster.score))
        sheet.say(iri, "prov:wasAssociatedWith", Minter(base).program(version))
        sheet.say(iri, "prov:wasInformedBy", *(say_decision(sheet, decision, base) for decision in cluster.decisions))
    return sheet.quads()


def replacement_quads(replaced: Iterable[tuple[str, str]], base: str = BASE) -> list[Quad]:
    """Which IRI stands for each that gave way; both without the base."""
    sheet = Sheet(Minter(base).graph(GRAPH))
    for old, new in replaced:
        sheet.say(base + old, "dcterms:isReplacedBy", base + new)
    return sheet.quads()


def apart_quads(decisions: Iterable[Apart], frames: Mapping[str, str], base: str = BASE) -> list[Quad]:
    """Decisions that things are not one; `frames` maps frames that share a node to its IRI."""
    sheet = Sheet(Minter(base).graph(GRAPH))
    for decision in decisions:
        iri = say_decision(sheet, decision, base)
        sheet.say(iri, "mq:concerns", *(base + frames.get(node, node) for node in decision.nodes))
    return sheet.quads()


def say_decision(sheet: Sheet, decision: Decision, base: str = BASE) -> str:
    """Tell who decided what, why and when; the IRI of the decision."""
    iri, author = f"{base}decision/{decision.key}", Minter(base).author(decision.author)
    sheet.type(iri, "mq:Decision", "prov:Activity")
    sheet.say(iri, "mq:verdict", plain(decision.verb))
    sheet.say(iri, "dcterms:description", plain(decision.reason))
    sheet.say(iri, "dcterms:date", day(decision.on))
    sheet.say(iri, "prov:wasAssociatedWith", author)
    if isinstance(decision, NodeDecision):
        sheet.say(iri, "prov:used", *(base + node for node in decision.nodes))
    sheet.type(author, "prov:Agent")
    sheet.say(author, "rdfs:label", plain(decision.author))
    return iri


def copy_quads(copies: Iterable[tuple[str, str]], base: str = BASE) -> list[Quad]:
    """Articles, as IRIs name them, with those that they reprint."""
    sheet = Sheet(Minter(base).graph(GRAPH))
    for copy, original in copies:
        sheet.say(f"{base}article/{copy}", "mq:copyOf", f"{base}article/{original}")
    return sheet.quads()


def corroboration(frames: Iterable[str], naming: Naming, copies: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Each node, with how many independent articles tell of it.

    `frames` are all frames there are; `copies` maps articles, as IRIs name them, to those they reprint.
    """
    yield from ((frame, 1) for frame in frames if frame not in naming.names)
    for node in naming.nodes:
        articles = {article_of(member) for member in node.members}
        yield node.iri, len({copies.get(article, article) for article in articles})


def corroboration_quads(counts: Iterable[tuple[str, int]], base: str = BASE) -> list[Quad]:
    """The counts of nodes."""
    sheet = Sheet(Minter(base).graph(GRAPH))
    for node, count in counts:
        sheet.say(base + node, "mq:corroboration", integer(count))
    return sheet.quads()
