"""The first rows of an answer -> the cells of an HTML table.

A cell says how it is to be shown; the template escapes and isolates it, for Latin and Arabic stand side by side.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict

from kg.namespaces import BASE, PREFIXES

# A longer text is a passage to read and gets the width and the direction of one.
LONG_TEXT = 60
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ur"})
_OWN = (BASE, PREFIXES["mq"])


class _Term(TypedDict, total=False):
    type: str
    value: str
    language: str
    datatype: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text; `kind` is "iri", "passage", "name", "value" or "empty"; the IRI that it is, if it is one."""

    kind: str
    text: str = ""
    language: str = ""
    direction: str = "auto"
    iri: str = ""

    @property
    def described_here(self) -> bool:
        """Whether this service describes the IRI; others are for their own sites to describe."""
        return self.iri.startswith(_OWN)

    @property
    def visitable(self) -> bool:
        """Whether the IRI may become a link: nothing but the web."""
        return self.iri.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class ResultTable:
    """An answer as a table, or, for ASK, as a truth value; `more` when rows were left out."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    more: bool = False
    boolean: bool | None = None


def read_page(content: bytes) -> ResultTable:
    """Read what a worker wrote in the format "page"."""
    page: dict[str, Any] = json.loads(content)
    if "boolean" in page:
        return ResultTable(boolean=page["boolean"])
    rows = [[_cell(term) for term in row] for row in page["rows"]]
    columns = [_as_passages(column) for column in zip(*rows, strict=True)]
    return ResultTable(tuple(page["variables"]), tuple(zip(*columns, strict=True)), page["more"])


def _as_passages(column: Sequence[Cell]) -> Sequence[Cell]:
    """A column with one long text is a column of passages; what is short in it stands as the rest does."""
    if all(cell.kind != "passage" for cell in column):
        return column
    return [replace(cell, kind="passage") if cell.kind == "name" else cell for cell in column]


def _cell(term: _Term | None) -> Cell:
    if term is None:
        return Cell("empty")
    if term["type"] == "iri":
        return Cell("iri", shortened(term["value"]), direction="ltr", iri=term["value"])
    if term["type"] != "literal":
        return Cell("value", term["value"], direction="ltr")
    return _literal(term["value"], term["language"], term["datatype"])


def _literal(text: str, language: str, datatype: str) -> Cell:
    if not language and datatype != PREFIXES["xsd"] + "string":
        return Cell("value", text, direction="ltr")
    direction = "auto" if not language else "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    kind = "passage" if len(text) > LONG_TEXT else "name" if language or " " in text else "value"
    return Cell(kind, text, language, direction)


def shortened(iri: str) -> str:
    """An IRI by its prefix, or, within the graph's own base, by its path; else as it is."""
    if iri.startswith(BASE):
        return iri.removeprefix(BASE)
    fitting = [(len(base), prefix, base) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    _, prefix, base = max(fitting)
    return f"{prefix}:{iri.removeprefix(base)}"
