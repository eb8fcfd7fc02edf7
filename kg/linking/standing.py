"""A published graph -> the scenes of its articles: what its actors can be linked by once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import get_args

from pyoxigraph import Literal, NamedNode, Store

from kg.frames import ActorType
from kg.graph_terms import term
from kg.linking.sighting import Scene, Sighting
from kg.namespaces import expand

_ONTOLOGY = expand("mq:")
_TYPES: tuple[ActorType, ...] = get_args(ActorType)
_Node = dict[str, list[str]]


def scenes(store: Store, base: str) -> Iterator[Scene]:
    """The scene of every article of a graph whose IRIs begin with `base`."""
    for quad in store.quads_for_pattern(None, term("rdf:type"), term("mq:Article"), None):
        if isinstance(quad.subject, NamedNode) and quad.graph_name == quad.subject:
            yield _scene(store, quad.subject, base)


def _scene(store: Store, article: NamedNode, base: str) -> Scene:
    nodes: defaultdict[str, _Node] = defaultdict(dict)
    for quad in store.quads_for_pattern(None, None, None, article):
        nodes[_value(quad.subject)].setdefault(quad.predicate.value, []).append(_value(quad.object))
    page = nodes[article.value]
    prefix = f"{base}actor/"
    seen = [_sighting(node, facts, prefix) for node, facts in nodes.items() if node.startswith(prefix)]
    named = frozenset(page.get(expand("mq:mentions"), ()))
    published = _first(page, "schema:datePublished")
    publisher = _first(page, "schema:publisher")
    return Scene(
        _first(page, "dcterms:identifier") or article.value,
        date.fromisoformat(published) if published else None,
        publisher.removeprefix(prefix) if publisher else None,
        tuple(one for one in seen if prefix + one.actor in named),
        tuple(one for one in seen if prefix + one.actor not in named),
    )


def _sighting(node: str, facts: _Node, prefix: str) -> Sighting:
    key = node.removeprefix(prefix)
    names = facts.get(expand("skos:altLabel"), [])
    return Sighting(
        key,
        _type(facts),
        _first(facts, "rdfs:label") or next(iter(sorted(names)), key),
        tuple(sorted(names)),
        _first(facts, "mq:role"),
        tuple(sorted(owner.removeprefix(prefix) for owner in facts.get(expand("mq:affiliation"), ()))),
        "/" in key,
    )


def _type(facts: _Node) -> ActorType:
    told = {kind.removeprefix(_ONTOLOGY) for kind in facts.get(expand("rdf:type"), ())}
    return next((kind for kind in _TYPES if kind in told), "Group")


def _value(thing: object) -> str:
    return thing.value if isinstance(thing, NamedNode | Literal) else str(thing)


def _first(facts: _Node, name: str) -> str | None:
    values = facts.get(expand(name))
    return min(values) if values else None
