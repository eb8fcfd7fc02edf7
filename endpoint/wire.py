"""What the web process and a query worker say to each other: frames of a tag, a length and a payload.

Control payloads are JSON; the payload of a DATA frame is a piece of the answer in its negotiated format. Nothing that a
worker sends is ever evaluated. Standard library only: a worker must start fast.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

HEAD = struct.Struct("<cI")
# A worker sends the answer in pieces of this size; no frame may be longer than FRAME_LIMIT.
PIECE_BYTES = 256 << 10
FRAME_LIMIT = 8 << 20


class Tag(Enum):
    """The kinds of frame: a job goes to the worker, all others come from it."""

    JOB = b"J"
    READY = b"R"
    HEADER = b"H"
    DATA = b"D"
    END = b"E"
    FAILURE = b"X"


class WireError(ConnectionError):
    """The other side sent something that is not a frame."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as received."""

    tag: Tag
    payload: bytes = b""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """What a worker is told when it starts: store, memory limit, rows of an HTML table, predeclared prefixes."""

    database: str
    memory_bytes: int
    page_rows: int
    prefixes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Job:
    """One query for a worker.

    `result_format` is the file name extension of the format for SELECT and ASK, `graph_format` that for CONSTRUCT and
    DESCRIBE ("page" for the rows of an HTML table); None if the client accepts none. `default_graphs` and
    `named_graphs`, if given, are the dataset; else the query's own, else the store's, whose default graph is the union.
    """

    query: str
    seconds: float
    result_format: str | None = "srj"
    graph_format: str | None = "ttl"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What comes before an answer's first byte: "solutions", "boolean" or "graph", and the format (None: refused)."""

    kind: str
    format: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a worker could not answer: "syntax", "value" or "evaluation", and the engine's message."""

    reason: str
    message: str


def encode(value: WorkerSettings | Job | Header | Failure) -> bytes:
    """A control payload as JSON."""
    return json.dumps(asdict(value), ensure_ascii=False).encode()


def decode(payload: bytes) -> dict[str, Any]:
    """The fields of a control payload; raises WireError."""
    try:
        fields = json.loads(payload)
    except ValueError as error:
        raise WireError("a control frame is not JSON") from error
    if not isinstance(fields, dict):
        raise WireError("a control frame is not a JSON object")
    return fields


def send_frame(channel: socket.socket, tag: Tag, payload: bytes = b"") -> None:
    """Send one frame; raises OSError when the other side has gone."""
    channel.sendall(HEAD.pack(tag.value, len(payload)) + payload)


def receive_frame(receive: Callable[[int], bytes]) -> Frame:
    """The next frame; `receive(n)` yields exactly n bytes. Raises WireError, and what `receive` raises."""
    letter, length = HEAD.unpack(receive(HEAD.size))
    if length > FRAME_LIMIT:
        raise WireError(f"a frame of {length} bytes is longer than any frame may be")
    try:
        return Frame(Tag(letter), receive(length) if length else b"")
    except ValueError as error:
        raise WireError(f"unknown frame {letter!r}") from error
