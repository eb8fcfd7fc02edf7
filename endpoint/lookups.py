"""A query of the service's own -> its rows, asked through the workers like any other."""

from __future__ import annotations

import json
from collections.abc import Callable

from endpoint.answer import Answer
from endpoint.wire import Job

Row = dict[str, str]
Ask = Callable[[Job], Answer]


def look_up(ask: Ask, query: str, seconds: float) -> list[Row]:
    """The rows of a SELECT: lexical values by variable, unbound ones left out. Raises PoolError."""
    with ask(Job(query, seconds, result_format="srj")) as pieces:
        document = json.loads(b"".join(pieces))
    return [{name: term["value"] for name, term in binding.items()} for binding in document["results"]["bindings"]]


def ask_whether(ask: Ask, query: str, seconds: float) -> bool:
    """The answer to an ASK. Raises PoolError."""
    with ask(Job(query, seconds, result_format="srj")) as pieces:
        return bool(json.loads(b"".join(pieces))["boolean"])
