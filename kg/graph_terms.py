"""Values -> RDF terms that a store keeps to the letter, and a sheet that collects the quads of one named graph.

The store normalises lexical forms ("01" becomes 1, "1.50" becomes 1.5), so literals are made in the normal form:
only then is what is dumped what was built. Datatypes: https://www.w3.org/TR/xmlschema11-2/.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespaces import expand

Value = TypeVar("Value")
_DATATYPES = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}


@cache
def term(name: str) -> NamedNode:
    """The node of a prefixed name such as `mq:speaker`."""
    return NamedNode(expand(name))


def arabic(text: str) -> Literal:
    """Words of an article, or the Arabic name of something."""
    return Literal(text, language="ar")


def english(text: str) -> Literal:
    """English words."""
    return Literal(text, language="en")


def plain(text: str) -> Literal:
    """A string without a language."""
    return Literal(text)


def boolean(value: bool) -> Literal:
    """xsd:boolean."""
    return Literal("true" if value else "false", datatype=term("xsd:boolean"))


def integer(value: int) -> Literal:
    """xsd:integer."""
    return Literal(str(value), datatype=term("xsd:integer"))


def decimal(value: Decimal) -> Literal:
    """xsd:decimal, written without exponent, trailing zeros or negative zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=term("xsd:decimal"))


def day(value: date) -> Literal:
    """xsd:date."""
    return moment(value.isoformat())


def moment(text: str) -> Literal:
    """An ISO 8601 date as far as it is known: 2021-12-31 as xsd:date, 2021-12 as xsd:gYearMonth, 2021 as xsd:gYear."""
    return Literal(text, datatype=term(_DATATYPES[len(text)]))


def given(make: Callable[[Value], Literal], value: Value | None) -> Literal | None:
    """A literal of a value that may be missing or empty."""
    return make(value) if value else None


class Sheet:
    """The quads of one named graph, in the order in which they were first said, each once."""

    def __init__(self, graph: str) -> None:
        self._graph = NamedNode(graph)
        self._quads: dict[Quad, None] = {}

    def say(self, subject: str, predicate: str, *objects: Literal | str | None) -> None:
        """State a property (a prefixed name) with its values: literals, or IRIs as strings; None says nothing."""
        for value in objects:
            if value is not None:
                node = NamedNode(value) if isinstance(value, str) else value
                self._quads[Quad(NamedNode(subject), term(predicate), node, self._graph)] = None

    def type(self, subject: str, *classes: str) -> None:
        """State the classes (prefixed names) of a node."""
        self.say(subject, "rdf:type", *map(expand, classes))

    def quads(self) -> list[Quad]:
        """All that was stated."""
        return list(self._quads)
