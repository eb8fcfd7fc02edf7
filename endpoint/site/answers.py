"""What else an answer can be shown as, and how to ask the same from elsewhere."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from endpoint.result_table import Cell, ResultTable

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row as a bar."""

    label: Cell
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One row on a line of time."""

    day: str
    cells: tuple[Cell, ...]


def bars(table: ResultTable) -> list[Bar]:
    """The rows as bars: where one column alone holds numbers, none of them negative, and another can name them."""
    numeric = [n for n, column in enumerate(_columns(table)) if _all(column, _NUMBER)]
    labels = [n for n in range(len(table.variables)) if n not in numeric]
    if len(numeric) != 1 or not labels or len(table.rows) < 2:
        return []
    found = [Bar(row[labels[0]], float(row[numeric[0]].text), row[numeric[0]].text) for row in table.rows]
    return found if all(bar.value >= 0 for bar in found) else []


def moments(table: ResultTable) -> list[Moment]:
    """The rows on a line of time, earliest first: where a column holds days."""
    days = [n for n, column in enumerate(_columns(table)) if _some(column, _DAY)]
    if not days or len(table.variables) < 2:
        return []
    day = days[0]
    dated = [row for row in table.rows if _DAY.fullmatch(row[day].text)]
    found = [Moment(row[day].text, tuple(cell for n, cell in enumerate(row) if n != day)) for row in dated]
    return sorted(found, key=lambda moment: moment.day)


def _columns(table: ResultTable) -> list[Sequence[Cell]]:
    return list(zip(*table.rows, strict=True))


def _all(column: Sequence[Cell], pattern: re.Pattern[str]) -> bool:
    """Whether every cell is a value of that form."""
    return all(cell.kind == "value" and pattern.fullmatch(cell.text) for cell in column)


def _some(column: Sequence[Cell], pattern: re.Pattern[str]) -> bool:
    """Whether the cells that are not empty, of which there are some, are values of that form."""
    filled = [cell for cell in column if cell.kind != "empty"]
    return bool(filled) and _all(filled, pattern)


def recipes(query: str, address: str) -> dict[str, str]:
    """The same question asked of the endpoint at `address` by curl, Python and R."""
    text = json.dumps(query, ensure_ascii=False)
    return {
        "curl": f"curl -H 'Accept: text/csv' --data-urlencode query={shlex.quote(query)} {shlex.quote(address)}",
        "Python": f"""import io, urllib.parse, urllib.request
import pandas

query = {text}
data = urllib.parse.urlencode({{"query": query}}).encode()
request = urllib.request.Request({json.dumps(address)}, data, {{"Accept": "text/csv"}})
table = pandas.read_csv(io.BytesIO(urllib.request.urlopen(request).read()))""",
        "R": f"""library(httr2)

query <- {text}
answer <- request({json.dumps(address)}) |>
  req_headers(Accept = "text/csv") |>
  req_body_form(query = query) |>
  req_perform()
table <- read.csv(text = resp_body_string(answer))""",
    }
