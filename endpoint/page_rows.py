"""The first rows of an answer as JSON for an HTML table; `result_table` reads it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import pyoxigraph as ox


def as_page(variables: list[str], rows: Iterable[Iterable[Any]], limit: int) -> dict[str, Any]:
    """{variables, rows, more}; a cell is a term or null."""
    shown = [_cells(row) for row in islice(rows, limit + 1)]
    return {"variables": variables, "rows": shown[:limit], "more": len(shown) > limit}


def _cells(terms: Iterable[Any]) -> list[dict[str, str] | None]:
    return [None if term is None else _cell(term) for term in terms]


def _cell(term: Any) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "iri", "value": term.value}
    if isinstance(term, ox.Literal):
        return {
            "type": "literal",
            "value": term.value,
            "language": term.language or "",
            "datatype": term.datatype.value,
        }
    return {"type": "other", "value": str(term)}
