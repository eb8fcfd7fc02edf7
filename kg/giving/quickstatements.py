"""A built graph and what Wikidata knows -> commands for QuickStatements, version 1: names and references it lacks.

https://www.wikidata.org/wiki/Help:QuickStatements. Only for actors that are linked by owl:sameAs. A name is new to an
item when none of its names in that language is the same, however spelt. Given are the names that the curated tables
hold to mean nobody else, and that pass no judgement: what an article calls somebody for short (العاصمة, القوات, a
capital for its state) is no name. References go to positions that the item
holds by Wikidata itself, from articles of that time that name the actor with that office.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import pyoxigraph as ox

from kg.curated import Actors, Office, Tenure, load_actors
from kg.folding import fold
from kg.namespaces import PREFIXES, expand
from kg.search_words import key_of
from kg.tables import curated, read_table
from kg.wikidata.entity import Entity, Source

LANGUAGES = ("ar", "en")
# Wikidata takes no longer names; what else version 1 cannot say: a bar parts its fields, /* begins a comment.
_LONGEST = 250
_UNSAID = ("|", "/*")
_WD = PREFIXES["wd"]
_PAIR = re.compile('"([^"]*)"')
# What is written on to a word before it: والميليشيات.
_ARTICLE = re.compile("^[وب]?ال")
_SPACE = re.compile(r"\s+")
# Marks of direction and joining are no part of a name.
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
# The position held; of a reference: its address, and when it was read.
_POSITION, _ADDRESS, _RETRIEVED = "P39", "S854", "S813"


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a word begins with that judges whom it names, and a name with it."""

    begins: str
    example: str


@dataclass
class Linked:
    """An actor that is an item: its names by language, the label first; offices held; articles that print its role."""

    item: str
    person: bool
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tenures: list[Tenure] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Role:
    """An office as an article prints it with the name: the article's address and day."""

    text: str
    address: str
    published: str


def commands(graph: ox.Store, source: Source | None, retrieved: date) -> Iterator[str]:
    """The commands, one a line, by item; without a source, whatever Wikidata may have, other names alone.

    A label is not proposed then: it would take the place of the one that is there.
    """
    tables = load_actors()
    for linked in _linked_actors(graph, tables):
        entity = source.get(linked.item) if source else None
        if source is None:
            yield from _aliases(linked)
        elif entity is not None:
            yield from _names(linked, entity)
            yield from _references(linked, entity, retrieved)


def _aliases(linked: Linked) -> Iterator[str]:
    for language in LANGUAGES:
        for name in _distinct(linked.names[language]):
            yield _command(linked.item, f"A{language}", _quoted(name))


def _names(linked: Linked, entity: Entity) -> Iterator[str]:
    """The label, if the item has none in a language, and the names that it has not."""
    for language in LANGUAGES:
        had = {key_of(name) for name in (entity.labels.get(language, ""), *entity.aliases.get(language, ()))}
        new = [name for name in _distinct(linked.names[language]) if key_of(name) not in had]
        if new and not entity.labels.get(language) and new[0] == clean(linked.names[language][0]):
            yield _command(linked.item, f"L{language}", _quoted(new.pop(0)))
        yield from (_command(linked.item, f"A{language}", _quoted(name)) for name in new if _is_alias(name, linked))


def _is_alias(name: str, linked: Linked) -> bool:
    """Whether a name is one by itself: of a person's, a single word is a part."""
    return not linked.person or len(name.split()) > 1


def _references(linked: Linked, entity: Entity, retrieved: date) -> Iterator[str]:
    """For each position that the item holds, the first article of its time that prints it with the name."""
    read = f"+{retrieved.isoformat()}T00:00:00Z/11"
    positions = {office.position: office.key for office in entity.offices if office.key}
    for position, key in sorted(positions.items()):
        held = [tenure for tenure in linked.tenures if tenure.office == key]
        telling = sorted(role.address for role in linked.roles if key and _tells(role, key, held))
        if telling:
            yield _command(linked.item, _POSITION, position, _ADDRESS, _quoted(telling[0]), _RETRIEVED, read)


def _tells(role: Role, key: str, held: Iterable[Tenure]) -> bool:
    """Whether a role is the office by name, and was held when the article appeared."""
    text = fold(role.text)
    named = any(text == form or text.startswith(f"{form} ") for form in _forms().get(key, ()))
    return named and any(tenure.covers(date.fromisoformat(role.published)) for tenure in held)


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """How the news writes each office, folded."""
    offices = read_table(curated("lexicon", "offices.yaml"), Office)
    return {office.office: tuple(map(fold, office.forms)) for office in offices if office.single}


def _distinct(names: Iterable[str]) -> list[str]:
    """Names that can be said, cleaned, each once however it is spelt."""
    found: dict[str, str] = {}
    for name in map(clean, names):
        if name and key_of(name):
            found.setdefault(key_of(name), name)
    return list(found.values())


def clean(name: str) -> str:
    """A name as version 1 can say it: on one line, with curly quotes; empty if it cannot."""
    plain = _SPACE.sub(" ", _MARKS.sub("", name)).strip()
    curly = _PAIR.sub("“\\1”", plain)
    said = '"' not in curly and not any(sign in curly for sign in _UNSAID)
    return curly if said and len(curly) <= _LONGEST else ""


def _quoted(text: str) -> str:
    return f'"{text}"'


def _command(*fields: str) -> str:
    return "\t".join(fields)


# The graph


def _linked_actors(graph: ox.Store, tables: Actors) -> Iterator[Linked]:
    """The actors that are one item each, by the number of the item."""
    items: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for quad in graph.quads_for_pattern(None, _term("owl:sameAs"), None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and _is_item(quad.object):
            items[quad.subject].add(quad.object.value.removeprefix(_WD))  # type: ignore[union-attr]
    single = [(int(next(iter(found))[1:]), actor) for actor, found in items.items() if len(found) == 1]
    for number, actor in sorted(single, key=lambda pair: (pair[0], pair[1].value)):
        yield _read(graph, actor, f"Q{number}", tables)


def _is_item(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and re.fullmatch(rf"{re.escape(_WD)}Q[1-9]\d*", term.value) is not None


def _read(graph: ox.Store, actor: ox.NamedNode, item: str, tables: Actors) -> Linked:
    person = ox.Quad(actor, _term("rdf:type"), _term("mq:Person"), ox.DefaultGraph()) in graph
    linked = Linked(item, person)
    labels = [text for text in _objects(graph, actor, "rdfs:label") if isinstance(text, ox.Literal)]
    for text in (*sorted(labels, key=str), *_other_names(graph, actor, labels, tables)):
        linked.names[text.language or ""].append(text.value)
    for quad in graph.quads_for_pattern(None, _term("mq:holder"), actor, ox.DefaultGraph()):
        linked.tenures.append(_tenure(graph, quad.subject))
    for quad in graph.quads_for_pattern(actor, _term("mq:role"), None, None):
        if isinstance(quad.graph_name, ox.NamedNode):
            linked.roles += _role(graph, quad.graph_name, quad.object.value)  # type: ignore[union-attr]
    return linked


def _other_names(
    graph: ox.Store, actor: ox.NamedNode, labels: Iterable[ox.Literal], tables: Actors
) -> Iterator[ox.Literal]:
    """The names of the graph of curated actors that always mean this one, and judge nobody."""
    base, _, key = actor.value.partition("actor/")
    curated_ones, entry = ox.NamedNode(f"{base}graph/actors"), tables.by_key.get(key)
    loose = {key_of(name) for name in (*entry.short, *entry.metonyms)} if entry else set()
    allowed = frozenset().union(*(judging(label.value) for label in labels))
    found = (quad.object for quad in graph.quads_for_pattern(actor, _term("skos:altLabel"), None, curated_ones))
    for name in sorted((text for text in found if isinstance(text, ox.Literal)), key=str):
        if key_of(name.value) not in loose and judging(name.value) <= allowed:
            yield name


def judging(name: str) -> frozenset[str]:
    """The words of a name that judge whom it names, by what they begin with."""
    words = [_ARTICLE.sub("", word) for word in fold(name).split()]
    return frozenset(begin for begin in _withheld() if any(word.startswith(begin) for word in words))


@cache
def _withheld() -> tuple[str, ...]:
    return tuple(fold(row.begins) for row in read_table(curated("wikidata", "withheld.yaml"), Withheld))


def _tenure(graph: ox.Store, tenure: ox.NamedNode | ox.BlankNode | ox.Triple) -> Tenure:
    office, since, until = (_value(graph, tenure, name) for name in ("mq:office", "mq:since", "mq:until"))
    return Tenure(office=(office or "").rpartition("/")[2], since=since, until=until)


def _role(graph: ox.Store, article: ox.NamedNode, text: str) -> Iterator[Role]:
    """A role with its article's address and day; none where either is unknown."""
    address, published = (_value(graph, article, name) for name in ("schema:url", "schema:datePublished"))
    if address and published and re.fullmatch(r"https?://\S+", address) and '"' not in address:
        yield Role(text, address, published[:10])


def _value(graph: ox.Store, subject: ox.NamedNode | ox.BlankNode | ox.Triple, property: str) -> str | None:
    return min(
        (term.value for term in _objects(graph, subject, property) if not isinstance(term, ox.Triple)), default=None
    )


def _objects(
    graph: ox.Store, subject: ox.NamedNode | ox.BlankNode | ox.Triple, property: str
) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    return (quad.object for quad in graph.quads_for_pattern(subject, _term(property), None, ox.DefaultGraph()))


@cache
def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))
