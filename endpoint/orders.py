"""What the web process and the process of a write say to each other, in frames of `endpoint.wire`.

The writer says that it is ready (READY). The order goes to it (JOB), then what was sent with the request (DATA, then
END). It says when its turn has come (READY), which version is about to become the current one (HEADER), and the outcome
(END or FAILURE).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from endpoint.wire import decode

Act = Literal["update", "put", "post", "delete"]


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """What a writer is told when it starts: the store, its memory, the prefixes that need no declaration."""

    store: str
    memory_bytes: int
    prefixes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One RDF document of an upload: the file name extension of its format (None: guess RDF/XML), its length."""

    format: str | None
    length: int


@dataclass(frozen=True, slots=True)
class Order:
    """One write. `graph` is the name that an upload is for, empty for the default graph.

    `if_match` and `if_none_match` are entity tags, "*" for any; None: not asked. The write may wait so many seconds for
    another one, and then take so many.
    """

    act: Act
    base: str
    wait_seconds: float
    seconds: float
    graph: str = ""
    parts: tuple[Part, ...] = ()
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    if_match: tuple[str, ...] | None = None
    if_none_match: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a write: the version that holds it, and whether a graph came to be."""

    version: str
    created: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a write was refused: a row of the table of problems, its detail and members."""

    problem: str
    detail: str = ""
    members: dict[str, Any] = field(default_factory=dict)


def as_json(value: WriterSettings | Order | Done | Refused) -> bytes:
    """A control payload."""
    return json.dumps(asdict(value), ensure_ascii=False).encode()


def read_order(payload: bytes) -> Order:
    """An order as received."""
    fields = decode(payload)
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list) and name != "parts"}
    return Order(**{**fields, **lists, "parts": tuple(Part(**part) for part in fields["parts"])})
