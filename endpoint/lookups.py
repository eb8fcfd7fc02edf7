"""A query of the service's own -> its rows, asked through the workers like any other."""

from __future__ import annotations

import json

from endpoint.engines import AnyEngine
from endpoint.wire import Job

Row = dict[str, str]


def look_up(engine: AnyEngine, query: str, seconds: float) -> list[Row]:
    """The rows of a SELECT: lexical values by variable, unbound ones left out. Raises PoolError."""
    with engine.ask(Job(query, seconds, result_format="srj")) as pieces:
        document = json.loads(b"".join(pieces))
    return [{name: term["value"] for name, term in binding.items()} for binding in document["results"]["bindings"]]


def ask_whether(engine: AnyEngine, query: str, seconds: float) -> bool:
    """The answer to an ASK. Raises PoolError."""
    with engine.ask(Job(query, seconds, result_format="srj")) as pieces:
        return bool(json.loads(b"".join(pieces))["boolean"])
