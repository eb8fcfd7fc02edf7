"""/disagreements: what the articles tell differently, the accounts side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyoxigraph as ox
from flask import Blueprint, Response, request

from endpoint.site.asking import Row, Value, named_rows
from endpoint.site.listing import Facet, Listing, find
from endpoint.site.lists import list_data_of
from endpoint.site.ordering import Order
from endpoint.site.page import kept, shown

disagreements = Blueprint("disagreements", __name__)
DISAGREEMENTS = Listing(
    items="?item a mq:Disagreement .",
    facets=(
        Facet("property", "?item mq:onProperty ?value .", "property"),
        Facet("actor", "?item mq:concerns/(mq:committer|^mq:renders/mq:speaker) ?value ."),
        Facet("publisher", "?item mq:position/mq:heldIn/schema:publisher ?value ."),
    ),
    orders={
        "told": Order(
            "{ SELECT ?item (COUNT(DISTINCT ?a) AS ?key) WHERE { ?item mq:position/mq:heldIn ?a } GROUP BY ?item }",
            single=True,
        )
    },
    columns="?item ?node ?property ?value ?article",
    details="""?item mq:concerns ?node ; mq:onProperty ?property ; mq:position ?position .
  ?position rdf:value ?value ; mq:heldIn ?article .""",
)


@dataclass(slots=True)
class Account:
    """One of the accounts that differ: its values, what it is about, the articles that give it."""

    values: list[Value] = field(default_factory=list)
    about: list[Value] = field(default_factory=list)
    articles: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Disagreement:
    """A point on which articles differ: the nodes it is about, the property, the accounts."""

    iri: Value
    property: Value
    nodes: list[Value] = field(default_factory=list)
    accounts: dict[Value, Account] = field(default_factory=dict)


@disagreements.route("/disagreements")
@kept
def index() -> Response:
    """The disagreements that the choices leave, those of most articles first."""
    found = find(DISAGREEMENTS, request.args)
    return shown(
        "disagreements.html",
        list_name="disagreements",
        listing=DISAGREEMENTS,
        found=found,
        chosen=DISAGREEMENTS.chosen(request.args),
        query=DISAGREEMENTS.data_query(DISAGREEMENTS.chosen(request.args)),
        cards=disagreements_of(found.items),
    )


@disagreements.route("/disagreements.<extension>")
def data(extension: str) -> Response:
    """The whole list in a format of data."""
    return list_data_of(DISAGREEMENTS, extension)


def disagreements_of(iris: list[str]) -> list[Disagreement]:
    """The disagreements in the order of their IRIs."""
    if not iris:
        return []
    found: dict[str, Disagreement] = {}
    for row in named_rows("disagreement-cards", iris=[ox.NamedNode(iri) for iri in iris]):
        _take(found.setdefault(row["item"], Disagreement(row["item"], row["property"])), row)
    return [found[iri] for iri in iris if iri in found]


def _take(disagreement: Disagreement, row: Row) -> None:
    account = disagreement.accounts.setdefault(row["position"], Account())
    _once(disagreement.nodes, row["node"])
    _once(account.values, row["value"])
    _once(account.articles, row["article"])
    if "about" in row:
        _once(account.about, row["about"])


def _once(values: list[Value], value: Value) -> None:
    if value not in values:
        values.append(value)
