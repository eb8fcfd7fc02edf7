"""What articles say of one node -> where they differ, as quads.

Silence is no disagreement, nor is a date known less exactly. A difference has two positions or more: values with the
articles that hold them. An article that reprints another has no position of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from pyoxigraph import Literal, NamedNode, Quad

from kg.across.naming import place
from kg.curated import CuratedActor
from kg.graph_terms import Sheet, arabic, english, term
from kg.iris import Minter, segment
from kg.namespaces import BASE, expand
from kg.ontology import ontology_quads
from kg.stems import stems_of

Term = NamedNode | Literal
Values = frozenset[Term]
# What is said in the evening in one place is said on the next day in another, and «today» is the day it is printed.
NEXT_DAY = 1
# How many of their stems two wordings share that are one text: how binding it is, they do not differ on.
SAME_WORDS = 0.5
_REAFFIRMED, _FIRM = (NamedNode(expand(f"modality:{strength}")) for strength in ("reaffirmed", "firm"))
_INSTEAD = {"mq:committer": "mq:donor"}


def _apart(one: Values, other: Values) -> bool:
    return one.isdisjoint(other)


def _unequal(one: Values, other: Values) -> bool:
    return one != other


def _dates_apart(one: Values, other: Values) -> bool:
    """2021-12 and 2021-12-31 agree."""
    return not any(
        mine.value.startswith(theirs.value) or theirs.value.startswith(mine.value) for mine in one for theirs in other
    )


def _days_apart(one: Values, other: Values) -> bool:
    """Full dates count as different from the second day on."""
    return _dates_apart(one, other) and not any(_next_to(mine.value, theirs.value) for mine in one for theirs in other)


def _next_to(one: str, other: str) -> bool:
    try:
        return abs(date.fromisoformat(one) - date.fromisoformat(other)).days <= NEXT_DAY
    except ValueError:
        return False


def _strengths_apart(one: Values, other: Values) -> bool:
    """What is affirmed anew is as firm as before."""
    return _apart(*(frozenset(_FIRM if value == _REAFFIRMED else value for value in each) for each in (one, other)))


def _neither_in_the_other(one: Values, other: Values) -> bool:
    return not (one <= other or other <= one)


# When two articles differ on a property. Of topic, sector and act the articles say nothing: they are our own judgement.
# Whom an undertaking is for, one article says and another leaves to be understood; of gifts it is part of the matter.
DIFFER: dict[str, Callable[[Values, Values], bool]] = {
    "mq:deadline": _dates_apart,
    "mq:statedOn": _days_apart,
    "mq:amount": _apart,
    "mq:unit": _apart,
    "mq:approximate": _apart,
    "mq:modality": _strengths_apart,
    "mq:aidStatus": _apart,
    # Two who speak together are not one who speaks alone.
    "mq:speaker": _unequal,
    "mq:addressee": _neither_in_the_other,
    "mq:committer": _neither_in_the_other,
    "mq:donor": _neither_in_the_other,
    "mq:recipient": _neither_in_the_other,
    "mq:channel": _neither_in_the_other,
}
# Who undertakes or gives something, and to whom, is named now as a state, now as its ministry or minister.
_FOR_THE_WHOLE = {"mq:committer", "mq:donor", "mq:recipient"}
# What two things differ in that vie with each other.
_OF_KIND = {"object": "rdfs:label", "amount": "mq:amount", "deadline": "mq:deadline", "date": "mq:statedOn"}
_OTHER = {"utterance": "mq:addressee", "commitment": "mq:beneficiary", "pledge": "mq:recipient"}
_WATCHED = {term(name): name for name in (*DIFFER, *_OTHER.values(), "rdfs:label", "skos:altLabel")}


@dataclass(frozen=True, slots=True)
class Position:
    """Values that go together, and the IRIs of the articles that hold them; `node` is what they are about."""

    node: str
    values: tuple[Term, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """On which property (a prefixed name) of which nodes there are several positions."""

    nodes: tuple[str, ...]
    property: str
    positions: tuple[Position, ...]


class Holdings:
    """What each article says of each node, by property; `actors` tell who belongs to whom.

    `copies` maps articles, as IRIs name them, to those they reprint.
    """

    def __init__(
        self,
        actors: Mapping[str, CuratedActor] | None = None,
        base: str = BASE,
        copies: Mapping[str, str] | None = None,
    ) -> None:
        self._first = {f"{base}article/{copy}": f"{base}article/{first}" for copy, first in (copies or {}).items()}
        self._held: defaultdict[str, dict[str, dict[str, set[Term]]]] = defaultdict(dict)
        self._prefix = f"{base}actor/"
        self._whole = {
            self._prefix + key: {self._prefix + of for of in (*actor.of, *(held.of for held in actor.offices)) if of}
            for key, actor in (actors or {}).items()
        }

    def add(self, node: str, quad: Quad) -> None:
        """Note what a quad about a node, or about a statement that renders it, says in its article's graph."""
        name, value = _WATCHED.get(quad.predicate), quad.object
        if name and isinstance(value, NamedNode | Literal) and isinstance(quad.graph_name, NamedNode):
            if isinstance(value, NamedNode) and _is_local(value):
                return
            by_article = self._held[node].setdefault(name, {})
            by_article.setdefault(quad.graph_name.value, set()).add(value)

    def belongs(self, actor: str, whole: str) -> None:
        """Note that an actor belongs to another."""
        self._whole.setdefault(actor, set()).add(whole)

    def rivalry(self, first: str, second: str, kind: str) -> Disagreement | None:
        """Where two nodes differ that tell of one thing, if articles hold the one or the other; `kind` says in what."""
        name = _OTHER[first.split("/")[-3]] if kind == "other" else _OF_KIND[kind]
        one, other = (self._position(node, name) for node in sorted((first, second), key=place))
        values = frozenset(one.values), frozenset(other.values)
        if not all(values) or (name == "mq:statedOn" and not _days_apart(*values)):
            return None
        # An article that tells of both does not take them for one thing.
        vying = self._texts(one.articles).isdisjoint(self._texts(other.articles))
        return Disagreement((one.node, other.node), name, (one, other)) if vying else None

    def _texts(self, articles: Iterable[str]) -> set[str]:
        return {self._first.get(article, article) for article in articles}

    def _position(self, node: str, name: str) -> Position:
        held = self._held.get(node, {})
        values = set().union(*held.get(name, {}).values())
        # Who words a node otherwise than its label does speaks of it all the same.
        articles = {*held.get(name, ()), *(held.get("skos:altLabel", ()) if name == "rdfs:label" else ())}
        return Position(node, tuple(sorted(values, key=str)), tuple(sorted(articles)))

    def disagreements(self) -> Iterator[Disagreement]:
        """Where articles differ on a node, in order of node."""
        for node in sorted(self._held):
            held = self._held[node]
            for name in DIFFER:
                # Donors stand under committer, too.
                if name in held and _INSTEAD.get(name) not in held:
                    yield from self._differing(node, name, held[name])

    def _differing(self, node: str, name: str, held: dict[str, set[Term]]) -> Iterator[Disagreement]:
        articles: defaultdict[Values, list[str]] = defaultdict(list)
        for article, values in held.items():
            if self._first.get(article) not in held:
                articles[frozenset(values)].append(article)
        if any(self._differ(node, name, one, other) for one, other in combinations(articles.items(), 2)):
            positions = (
                Position(node, tuple(sorted(values, key=str)), tuple(sorted(holders)))
                for values, holders in articles.items()
            )
            yield Disagreement((node,), name, tuple(sorted(positions, key=lambda position: str(position.values))))

    def _differ(self, node: str, name: str, one: tuple[Values, list[str]], other: tuple[Values, list[str]]) -> bool:
        """Whether two positions, each with those who hold it, are at odds."""
        mine, theirs = ((self._wholes(side[0]) if name in _FOR_THE_WHOLE else side[0]) for side in (one, other))
        if not DIFFER[name](mine, theirs):
            return False
        return name != "mq:modality" or not any(self._alike(node, *pair) for pair in product(one[1], other[1]))

    def _alike(self, node: str, one: str, other: str) -> bool:
        """Whether two articles tell of a node in the same words."""
        mine, theirs = self._wordings(node, one), self._wordings(node, other)
        return any(len(a & b) >= SAME_WORDS * len(a | b) for a, b in product(mine, theirs))

    def _wordings(self, node: str, article: str) -> list[frozenset[str]]:
        held = self._held[node]
        words = (
            value.value for name in ("rdfs:label", "skos:altLabel") for value in held.get(name, {}).get(article, ())
        )
        return [frozenset(stems) for stems in map(stems_of, words) if stems]

    def _wholes(self, values: Values) -> Values:
        """Those to whom actors belong, in the end: the army and the police of a state are its."""
        ahead, seen = [value.value for value in values], set[str]()
        while ahead:
            actor = ahead.pop()
            if actor not in seen:
                seen.add(actor)
                ahead += self._whole.get(actor, ())
        return frozenset(NamedNode(actor) for actor in seen if not self._whole.get(actor))


def _is_local(value: NamedNode) -> bool:
    """Whether it is an actor whom one article alone knows: none of another article can be held against it."""
    return "/" in value.value.partition("/actor/")[2]


def disagreement_quads(disagreements: Iterable[Disagreement], base: str = BASE) -> list[Quad]:
    """The disagreements in the graph `{base}graph/disagreements`."""
    sheet = Sheet(Minter(base).graph("disagreements"))
    for disagreement in disagreements:
        _say(sheet, base, disagreement)
    return sheet.quads()


def _say(sheet: Sheet, base: str, disagreement: Disagreement) -> None:
    name = disagreement.property
    first, *others = (node.removeprefix(base) for node in disagreement.nodes)
    kind = f"/and/{'/'.join(others)}" if others else f"/{name.partition(':')[2]}"
    iri = f"{base}disagreement/{first}{kind}"
    sheet.type(iri, "mq:Disagreement")
    sheet.say(iri, "rdfs:label", *_label(name))
    sheet.say(iri, "mq:concerns", *disagreement.nodes)
    sheet.say(iri, "mq:onProperty", term(name).value)
    for position in disagreement.positions:
        node = f"{iri}/{_slug(position, base) if not others else position.node.removeprefix(base)}"
        sheet.say(iri, "mq:position", node)
        sheet.type(node, "mq:Position")
        sheet.say(node, "mq:concerns", position.node)
        sheet.say(node, "mq:heldIn", *position.articles)
        for value in position.values:
            sheet.say(node, "rdf:value", value.value if isinstance(value, NamedNode) else value)


def _slug(position: Position, base: str) -> str:
    """What tells the position of one disagreement: its values, by the last step of their IRIs."""
    return segment("_".join(value.value.rpartition("/")[2] for value in position.values))


def _label(name: str) -> Iterator[Literal]:
    if name == "rdfs:label":
        yield from (arabic("اختلاف في الأمر نفسه"), english("disagreement on the thing itself"))
        return
    property = term(name)
    for quad in ontology_quads():
        if quad.subject == property and quad.predicate == term("rdfs:label") and isinstance(quad.object, Literal):
            arabic_one = quad.object.language == "ar"
            yield (
                arabic(f"اختلاف في: {quad.object.value}")
                if arabic_one
                else english(f"disagreement on: {quad.object.value}")
            )
