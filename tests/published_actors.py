"""Curated actors as they are, published as a build publishes them, with two articles that name some of them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.curated import load_actors
from kg.graph_world import curated_closure, curated_quads
from kg.iris import Minter
from kg.namespaces import BASE, expand
from kg.ontology import ontology_quads
from kg.store import Manifest, Version, publish

KEYS = (
    *("mustafa-al-kadhimi", "barham-salih", "mohamed-elbaradei", "mohammed-bin-salman", "abdulaziz-bin-salman"),
    *("michel-aoun", "joseph-aoun", "hassan-rouhani", "abdel-fattah-el-sisi", "antony-blinken", "joe-biden"),
    *("iraq", "us", "saudi", "who", "unicef", "isis", "mohammed-ali-al-houthi", "fuad-hussein"),
)
NAMED = {"a1": ("mustafa-al-kadhimi", "iraq"), "a2": ("iraq", "joe-biden")}


def publish_actors(out: Path) -> Version:
    """Make the actors the current version of `out`."""
    by_key = load_actors().by_key
    quads = [*curated_quads(curated_closure(KEYS, by_key)), *ontology_quads(), *_articles()]
    counts = {"articles": 2, "actors": len(KEYS), "statements": 1, "commitments": 0, "pledges": 0}
    return publish(out, quads, Manifest(BASE, counts=counts))


def _articles() -> list[ox.Quad]:
    mint, quads = Minter(), []
    for article, keys in NAMED.items():
        graph = ox.NamedNode(mint.article(article))
        quads += [ox.Quad(graph, _term("mq:mentions"), ox.NamedNode(mint.actor(key)), graph) for key in keys]
    graph, source = ox.NamedNode(mint.article("a1")), ox.NamedNode(mint.actor("a1/source"))
    quads += [ox.Quad(source, _term("rdf:type"), _term(name), graph) for name in ("mq:Actor", "mq:AnonymousSource")]
    quads.append(ox.Quad(source, _term("rdfs:label"), ox.Literal("مسؤول أميركي", language="ar"), graph))
    statement = ox.NamedNode(f"{BASE}statement/a1/0-9")
    quads.append(ox.Quad(statement, _term("mq:speaker"), ox.NamedNode(mint.actor("mustafa-al-kadhimi")), graph))
    return quads


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))
