"""The actors: /actors lists them, /actor/<key> tells of one all that the graph knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from flask import Blueprint, Response

from endpoint.problems import ProblemError
from endpoint.service import service
from endpoint.site.asking import Row, Value, asked, named_rows, question
from endpoint.site.drawing import Neighbour, ego_network
from endpoint.site.facts import Fact, Gathered, gathered, statements
from endpoint.site.links import base
from endpoint.site.page import kept, shown
from endpoint.site.structured import actor_thing
from kg.namespaces import PREFIXES, expand

actors = Blueprint("actors", __name__)
# How many facts of one kind the page of an actor shows; the lists have the others.
SHOWN = 10
SPOKEN_OF = 5


@dataclass(frozen=True, slots=True)
class Part:
    """What an actor did of one kind: how often in all, and the latest of it."""

    key: str
    count: int
    facts: list[Fact]
    parameter: str
    view: str


# key, query, method of the cards, the view that lists all of it and its parameter.
_PARTS = (
    ("said", "mq:speaker", Gathered.statements, "statements.index", "speaker"),
    ("undertook", "mq:committer", Gathered.commitments, "commitments.index", "committer"),
    ("pledged", "mq:donor", Gathered.pledges, "pledges.index", "donor"),
    ("received", "mq:recipient", Gathered.pledges, "pledges.index", "recipient"),
    ("promised", "mq:beneficiary", Gathered.commitments, "commitments.index", "beneficiary"),
    ("addressed", "mq:addressee", Gathered.statements, "statements.index", "addressee"),
)


@actors.route("/actor/<path:key>")
@kept
def actor(key: str) -> Response:
    """Names, offices, links; what they said, undertook, pledged, received; who is named together with them."""
    node = _node(key)
    names = ("actor", "role-counts", "neighbours", "tenures", "mentioned-in")
    own, counts, beside, tenures, articles, *latest = asked(
        *(question(name, actor=node) for name in names),
        *(question("role-latest", actor=node, role=ox.NamedNode(expand(role)), limit=SHOWN) for _, role, *_ in _PARTS),
    )
    about = _about(own)
    if "rdf:type" not in about:
        raise ProblemError("not-found")
    neighbours = [Neighbour(row["other"], row["relation"], int(row["times"])) for row in beside]
    return shown(
        "actor.html",
        iri=node.value,
        about=about,
        structured=actor_thing(node.value, about),
        tenures=tenures,
        parts=_parts({row["role"]: int(row["times"]) for row in counts if "role" in row}, latest),
        spoken_of=_spoken_of(node, about),
        articles=articles,
        neighbours=neighbours,
        drawing=ego_network(node.value, neighbours),
        query=question("actor", actor=node),
    )


def _spoken_of(node: ox.NamedNode, about: dict[str, list[Value]]) -> list[Fact]:
    """What others say in which the actor is named: a person by the family name, as news does at second mention."""
    names = [name for name in about.get("rdfs:label", []) if name.language == "ar"]
    if not names or service().engine.version is None:
        return []
    person = any(kind.endswith("#Person") for kind in about["rdf:type"])
    words = names[0].split()[-1] if person else names[0]
    # In quote marks the words of a name are searched in a row.
    searched = ox.Literal('"{}"'.format(words.replace('"', " ")))
    found = named_rows("spoken-of", actor=node, words=searched, limit=3 * SPOKEN_OF)
    return statements(row["statement"] for row in found[:SPOKEN_OF])


def _node(key: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(f"{base()}actor/{key}")
    except ValueError as error:
        raise ProblemError("not-found") from error


def _about(rows: list[Row]) -> dict[str, list[Value]]:
    """The values of the actor's properties, by their prefixed names."""
    found: dict[str, list[Value]] = {}
    for row in rows:
        found.setdefault(_prefixed(row["property"]), []).append(row["value"])
    return found


def _prefixed(iri: str) -> str:
    prefix = max((p for p in PREFIXES if iri.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p]), default="")
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else iri


def _parts(counts: Mapping[str, int], latest: Sequence[list[Row]]) -> list[Part]:
    """The parts that there are, by how many facts have the actor in each role, and the latest of each."""
    iris = [[row["fact"] for row in found if "fact" in row] for found in latest]
    cards = gathered(*iris)
    return [
        Part(key, counts[expand(role)], kind(cards, shown), parameter, view)
        for (key, role, kind, view, parameter), shown in zip(_PARTS, iris, strict=True)
        if expand(role) in counts
    ]
