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
from endpoint.site.asking import Value, rows
from endpoint.site.links import base
from kg.namespaces import PREFIXES, ROOT, expand

PAGE_LENGTH = 25
MOST_PAGES = 400
# How many values of a facet are offered; the others are found through an actor's page or a query.
OFFERED = 40
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_KEYS = re.compile(r"\?\w+")
_PATH = re.compile(r"[^\s<>\"{}|\\^`]{1,300}")


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose: its parameter, the pattern that binds ?value, and of what kind the values are.

    The kind is "actor" or "article", a scheme of concepts (act, topic…), "class" or "property", or "text" for a
    literal that the pattern makes; then `where` says how a chosen ?value restricts ?item, if the pattern does not do.
    """

    name: str
    pattern: str
    kind: str = "actor"

    def term(self, text: str) -> ox.NamedNode | ox.Literal:
        """The value that a parameter means; raises ProblemError for what can be none."""
        if not _PATH.fullmatch(text):
            raise ProblemError("bad-request", f'The parameter "{self.name}" has no such value: {text[:80]!r}.')
        if self.kind == "text":
            return ox.Literal(text)
        if self.kind == "property":
            return ox.NamedNode(self._expanded(text))
        return ox.NamedNode(self._root() + text)

    def short(self, value: Value) -> str:
        """How a value is written in an address."""
        if self.kind == "property":
            return shortened(value)
        return str(value) if self.kind == "text" else value.removeprefix(self._root())

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
    """What a list shows: the pattern of its items, its facets, its orders (name -> pattern and ORDER BY), and the
    columns that its data have (the SELECT's variables and the pattern that binds them). `single` says that no item has
    two values to be ordered by, which spares the engine to group them.
    """

    items: str
    facets: tuple[Facet, ...]
    orders: Mapping[str, tuple[str, str]]
    columns: str
    details: str
    single: bool = False

    def chosen(self, parameters: Mapping[str, str]) -> dict[str, str]:
        """What the reader has chosen, by facet."""
        return {facet.name: parameters[facet.name] for facet in self.facets if parameters.get(facet.name)}

    def order(self, name: str | None) -> tuple[str, str]:
        """Pattern and ORDER BY of an order, the first by default; raises ProblemError for one that there is not."""
        if name and name not in self.orders:
            raise ProblemError(
                "bad-request", f'The parameter "order" is one of {", ".join(self.orders)}; not {name!r}.'
            )
        return self.orders[name or next(iter(self.orders))]

    def where(self, chosen: Mapping[str, str], more: str = "", *, without: str = "") -> str:
        """The pattern of the items that the choices leave."""
        patterns = [_restricted(f, chosen[f.name]) for f in self.facets if f.name in chosen and f.name != without]
        return "\n  ".join([self.items, *patterns, *filter(None, [more])])

    def data_query(self, chosen: Mapping[str, str], order: str | None = None, more: str = "") -> str:
        """The query whose rows are the whole list."""
        pattern, by = self.order(order)
        body = "\n  ".join([self.where(chosen, more), pattern, self.details])
        return f"SELECT DISTINCT {self.columns} WHERE {{\n  {body}\n}}\nORDER BY {by} ?item\n"

    def graph_query(self, chosen: Mapping[str, str], more: str = "") -> str:
        """The query that constructs all that is said of the items."""
        return f"CONSTRUCT {{ ?item ?p ?o }} WHERE {{\n  {self.where(chosen, more)}\n  ?item ?p ?o .\n}}\n"


def _restricted(facet: Facet, text: str) -> str:
    """The pattern with the chosen value in place."""
    own = f"?{facet.name}_value"
    pattern = re.sub(r"\?value\b", own, facet.pattern)
    return f"VALUES {own} {{ {facet.term(text)} }}\n  {pattern}"


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
    pattern, by = listing.order(parameters.get("order"))
    where = listing.where(chosen, more)
    limits = f"LIMIT {PAGE_LENGTH} OFFSET {(page - 1) * PAGE_LENGTH}"
    body = f"{{\n  {where}\n  {pattern}\n}}"
    if listing.single:
        query = f"SELECT DISTINCT ?item {' '.join(_KEYS.findall(by))} WHERE {body} ORDER BY {by} ?item {limits}"
    else:
        query = f"SELECT ?item WHERE {body} GROUP BY ?item ORDER BY {_aggregated(by)} ?item {limits}"
    found = rows(query)
    count = rows(f"SELECT (COUNT(DISTINCT ?item) AS ?n) WHERE {{\n  {where}\n}}")
    options = {facet.name: _options(listing, facet, chosen, more) for facet in listing.facets}
    return Found([row["item"] for row in found], int(count[0]["n"]), page, options)


def _aggregated(by: str) -> str:
    """ORDER BY over groups: an item with two dates stands at the later one, or in ascending order at the earlier."""
    return re.sub(r"(DESC|ASC)\((\?\w+)\)", lambda m: f"{m[1]}({'MAX' if m[1] == 'DESC' else 'MIN'}({m[2]}))", by)


def _options(listing: Listing, facet: Facet, chosen: Mapping[str, str], more: str) -> list[Option]:
    where = listing.where(chosen, more, without=facet.name)
    query = (
        f"SELECT ?value (COUNT(DISTINCT ?item) AS ?n) WHERE {{\n  {where}\n  {facet.pattern}\n}}"
        f" GROUP BY ?value ORDER BY DESC(?n) ?value LIMIT {OFFERED}"
    )
    found = (row for row in rows(query) if "value" in row)
    return [Option(row["value"], facet.short(row["value"]), int(row["n"])) for row in found]


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
