"""A list of one kind of fact with facets: which there are, how many of each, and the queries behind them.

A facet is a graph pattern from ?item to ?value. What the reader has chosen goes into the query as terms that the engine
itself writes; each facet counts what the other choices leave, so that one can be exchanged for another. Every state is
an address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from endpoint.problems import ProblemError
from endpoint.result_table import shortened
from endpoint.site.asking import Row, Value, asked
from endpoint.site.dates import within
from endpoint.site.links import base
from endpoint.site.ordering import Order
from kg.namespaces import PREFIXES, ROOT, expand

PAGE_LENGTH = 25
MOST_PAGES = 400
# How many values of a facet are offered; the others are found through an actor's page or a query.
OFFERED = 40
# A drawing shows all of them.
DRAWN = 2000
# How much of a date is its month or year.
PERIODS = {"month": 7, "year": 4}
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_PATH = re.compile(r"[^\s<>\"{}|\\^`]{1,300}")


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose: its parameter, the pattern that binds ?value, and of what kind the values are.

    The kind is "actor" or "article", a scheme of concepts (act, topic…), "class" or "property", or "month" or
    "year", which is made of the date ?on that the pattern then binds; where there is a year alone, it is the value of
    either. `tells` says that only items of the list have such a value, so that the engine need not be asked what they
    are, which costs more than all the rest; `drawn` that the page has a drawing to choose from in place of a list.
    """

    name: str
    pattern: str
    kind: str = "actor"
    tells: bool = False
    drawn: bool = False

    @property
    def binding(self) -> str:
        """The pattern that binds ?value."""
        if self.kind in PERIODS:
            return f"{self.pattern} BIND (SUBSTR(STR(?on), 1, {PERIODS[self.kind]}) AS ?value)"
        return self.pattern

    def term(self, text: str) -> ox.NamedNode | ox.Literal:
        """The value that a parameter means; raises ProblemError for what can be none."""
        if not _PATH.fullmatch(text):
            raise ProblemError("bad-request", f'The parameter "{self.name}" has no such value: {text[:80]!r}.')
        if self.kind in PERIODS:
            return ox.Literal(text)
        if self.kind == "property":
            return ox.NamedNode(self._expanded(text))
        return ox.NamedNode(self._root() + text)

    def short(self, value: Value) -> str:
        """How a value is written in an address."""
        if self.kind == "property":
            return shortened(value)
        return str(value) if self.kind in PERIODS else value.removeprefix(self._root())

    def _expanded(self, text: str) -> str:
        try:
            return expand(text)
        except KeyError as error:
            raise ProblemError("bad-request", f'The parameter "{self.name}" has no value {text[:80]!r}.') from error

    def _root(self) -> str:
        if self.kind in ("actor", "article"):
            return f"{base()}{self.kind}/"
        return PREFIXES["mq"] if self.kind == "class" else f"{ROOT}{self.kind}/"


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet that may be chosen: as it stands in an address, and how many facts have it."""

    value: Value
    short: str
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows: the pattern of its items, its facets, its orders by name, and the columns that its data have
    (the SELECT's variables and the pattern that binds them).
    """

    items: str
    facets: tuple[Facet, ...]
    orders: Mapping[str, Order]
    columns: str
    details: str

    def chosen(self, parameters: Mapping[str, str]) -> dict[str, str]:
        """What the reader has chosen, by facet."""
        return {facet.name: parameters[facet.name] for facet in self.facets if parameters.get(facet.name)}

    def order(self, name: str | None) -> Order:
        """An order, the first by default; raises ProblemError for one that there is not."""
        if name and name not in self.orders:
            raise ProblemError(
                "bad-request", f'The parameter "order" is one of {", ".join(self.orders)}; not {name!r}.'
            )
        return self.orders[name or next(iter(self.orders))]

    def where(
        self, chosen: Mapping[str, str], more: str = "", *, without: str = "", told: bool = False, soon: bool = False
    ) -> str:
        """The pattern of the items that the choices leave; what they are is left out if it is `told` otherwise, and it
        may be long if somebody wants the answer `soon`.
        """
        facets = [facet for facet in self.facets if facet.name in chosen and facet.name != without]
        items = "" if told or any(facet.tells for facet in facets) else self.items
        patterns = [_restricted(facet, chosen[facet.name], soon=soon) for facet in facets]
        return "\n  ".join(filter(None, [items, *patterns, more]))

    def data_query(self, chosen: Mapping[str, str], order: str | None = None, more: str = "") -> str:
        """The query whose rows are the whole list."""
        pattern, by = self.order(order).sorting
        body = "\n  ".join([self.where(chosen, more), pattern, self.details])
        return f"SELECT DISTINCT {self.columns} WHERE {{\n  {body}\n}}\nORDER BY {by} ?item\n"

    def graph_query(self, chosen: Mapping[str, str], more: str = "") -> str:
        """The query that constructs all that is said of the items."""
        return f"CONSTRUCT {{ ?item ?p ?o }} WHERE {{\n  {self.where(chosen, more)}\n  ?item ?p ?o .\n}}\n"


def _restricted(facet: Facet, text: str, *, soon: bool) -> str:
    """The pattern with the chosen value in place, behind what binds it; of a period, `soon`, the few dates to look up
    instead of all that there are to be cut.
    """
    if soon and facet.kind in PERIODS:
        days = [day for day in within(text) if day.value[: PERIODS[facet.kind]] == text]
        return f"VALUES ?on {{ {' '.join(map(str, days))} }}\n  {facet.pattern}"
    own = f"?{facet.name}_value"
    pattern = re.sub(r"\?value\b", own, facet.binding)
    return f"{pattern}\n  VALUES {own} {{ {facet.term(text)} }}"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list."""

    items: list[str]
    count: int
    page: int
    options: dict[str, list[Option]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE_LENGTH))


def find(listing: Listing, parameters: Mapping[str, str], more: str = "") -> Found:
    """The page of the list that the parameters name; raises ProblemError for wrong ones."""
    chosen, page = listing.chosen(parameters), page_number(parameters.get("page"))
    order, window = listing.order(parameters.get("order")), range((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH)
    typed = listing.where(chosen, more, soon=True)
    where = listing.where(chosen, more, told=order.tells, soon=True)
    count, keys, *values = asked(
        f"SELECT (COUNT(DISTINCT ?item) AS ?n) WHERE {{\n  {typed}\n}}",
        order.keys_query(where, window.stop),
        *(_options_query(listing, facet, chosen, more) for facet in listing.facets),
    )
    options = {facet.name: _options(facet, found) for facet, found in zip(listing.facets, values, strict=True)}
    return Found(order.items(where, typed, keys, window), int(count[0]["n"]), page, options)


def _options_query(listing: Listing, facet: Facet, chosen: Mapping[str, str], more: str) -> str:
    where = listing.where(chosen, more, without=facet.name, told=facet.tells, soon=True)
    return (
        f"SELECT ?value (COUNT(DISTINCT ?item) AS ?n) WHERE {{\n  {where}\n  {facet.binding}\n}}"
        f" GROUP BY ?value ORDER BY DESC(?n) ?value LIMIT {DRAWN if facet.drawn else OFFERED}"
    )


def _options(facet: Facet, found: Sequence[Row]) -> list[Option]:
    return [Option(row["value"], facet.short(row["value"]), int(row["n"])) for row in found if "value" in row]


def page_number(text: str | None) -> int:
    """The number of a page, from 1; raises ProblemError."""
    if not text:
        return 1
    if not _NUMBER.fullmatch(text) or int(text) > MOST_PAGES:
        raise ProblemError(
            "bad-request", f'The parameter "page" is a number from 1 to {MOST_PAGES}; not {text[:20]!r}.'
        )
    return int(text)


def named(facets: Sequence[Facet]) -> dict[str, Facet]:
    """Facets by their names."""
    return {facet.name: facet for facet in facets}
