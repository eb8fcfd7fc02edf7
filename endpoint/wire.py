"""What the web process and a query worker say to each other: frames of a tag, a length and a payload.

Control payloads are JSON; the payload of a DATA frame is a piece of the answer in its negotiated format. Nothing that a
worker sends is ever evaluated.
"""

from __future__ import annotations

import json
import select
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

HEAD = struct.Struct("<cI")
HEAD_BYTES = HEAD.size
# The payload of an END frame: CPU seconds of the query, and whether the worker should be replaced.
ENDING = struct.Struct("<d?")
# What comes first in a WHOLE frame: the same, and the length of the header, behind which come the answer's bytes.
WHOLE = struct.Struct("<d?H")
# The exit status of a worker that ran out of memory and could still say so.
MEMORY_STATUS = 3
# A worker sends the answer in pieces of this size; no frame may be longer than FRAME_LIMIT.
PIECE_BYTES = 256 << 10
FRAME_LIMIT = 8 << 20
# How much is read at once, at first and of what is longer. From 64 KiB on, the C library puts its house in order each
# time, and more than 128 KiB it takes from the system and gives it back.
FIRST_BYTES, READ_BYTES = 8 << 10, 64 << 10


class Tag(bytes, Enum):
    """The kinds of frame: a job goes to the worker, all others come from it."""

    JOB = b"J"
    READY = b"R"
    HEADER = b"H"
    DATA = b"D"
    END = b"E"
    WHOLE = b"W"
    FAILURE = b"X"


_TAGS = {tag.value: tag for tag in Tag}
_to_json = msgspec.json.Encoder().encode


class Whole(NamedTuple):
    """What a WHOLE frame says: a header, all that follows it, and the ending."""

    header: Header
    body: bytes
    seconds: float
    worn: bool


class WireError(ConnectionError):
    """The other side sent something that is not a frame."""


class Frame(NamedTuple):
    """One frame as received."""

    tag: Tag
    payload: bytes = b""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """What a worker is told when it starts: store, memory limit, rows of an HTML table, predeclared prefixes.

    `memory_bytes` bounds what it may take beyond what it starts with. A query may be paused `pause_seconds` in all,
    which the kernel's timer must allow for. `document` is the same graph as N-Quads, without the `union` that is its
    default graph.
    """

    database: str
    memory_bytes: int
    page_rows: int
    prefixes: dict[str, str]
    document: str = ""
    union: bool = True
    pause_seconds: float = 0.0


class Job(Struct, frozen=True):
    """One query for a worker.

    `result_format` is the file name extension of the format for SELECT and ASK, `graph_format` that for CONSTRUCT and
    DESCRIBE ("page" for the rows of an HTML table); None if the client accepts none. `default_graphs` and
    `named_graphs`, if given, are the dataset; else the query's own, else the store's, whose default graph is the union.
    Under `rdf_version` 1.1 an answer with terms that RDF 1.1 has not is a failure. `for_page` says that a page of the
    site needs the answer, and a reader waits for all of its questions.
    """

    query: str
    seconds: float
    result_format: str | None = "srj"
    graph_format: str | None = "ttl"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str | None = None
    rdf_version: str = "1.2"
    for_page: bool = False


_jobs = msgspec.json.Decoder(Job)


class Header(Struct, frozen=True):
    """What comes before an answer's first byte: "solutions", "boolean" or "graph", and the format (None: refused)."""

    kind: str
    format: str | None


class Failure(Struct, frozen=True):
    """Why a worker could not answer: "syntax", "value", "evaluation", "version" or "store"; the engine's message."""

    reason: str
    message: str


def encode(value: WorkerSettings | Job | Header | Failure) -> bytes:
    """A control payload as JSON; raises UnicodeEncodeError."""
    return _to_json(value)


def decode(payload: bytes) -> dict[str, Any]:
    """The fields of a control payload; raises WireError."""
    try:
        fields = json.loads(payload)
    except ValueError as error:
        raise WireError("a control frame is not JSON") from error
    if not isinstance(fields, dict):
        raise WireError("a control frame is not a JSON object")
    return fields


def read_job(payload: bytes) -> Job:
    """The order in a JOB frame; raises WireError."""
    try:
        return _jobs.decode(payload)
    except msgspec.MsgspecError as error:
        raise WireError(f"a JOB frame is no job: {error}") from error


@lru_cache(maxsize=64)
def read_header(payload: bytes) -> Header:
    """What a HEADER frame says; raises WireError."""
    return Header(**decode(payload))


def read_whole(payload: bytes) -> Whole:
    """What a WHOLE frame says; raises WireError."""
    try:
        seconds, worn, length = WHOLE.unpack_from(payload)
    except struct.error as error:
        raise WireError("a WHOLE frame is too short") from error
    start = WHOLE.size + length
    return Whole(read_header(payload[WHOLE.size : start]), payload[start:], seconds, worn)


def frame(tag: Tag, payload: bytes | bytearray = b"") -> bytes:
    """One frame as it is sent; raises WireError when it is too long."""
    if len(payload) > FRAME_LIMIT:
        raise WireError(f"{len(payload)} bytes are more than a frame may have")
    return HEAD.pack(tag, len(payload)) + payload


def send_frame(channel: socket.socket, tag: Tag, payload: bytes = b"") -> None:
    """Send one frame; raises OSError when the other side has gone."""
    channel.sendall(frame(tag, payload))


def receive_frame(receive: Callable[[int], bytes]) -> Frame:
    """The next frame; `receive(n)` yields exactly n bytes. Raises WireError, and what `receive` raises."""
    tag, length = _head(receive(HEAD.size))
    return Frame(tag, receive(length) if length else b"")


def next_frame(channel: socket.socket) -> Frame:
    """The next frame, however long it takes; raises WireError, and ConnectionResetError at the end."""

    def receive(length: int) -> bytes:
        received = channel.recv(length, socket.MSG_WAITALL)
        if len(received) < length:
            raise ConnectionResetError
        return received

    return receive_frame(receive)


class Inbox:
    """What has come through a channel and has not been looked at."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._received = bytearray()
        # Who waits in recv is also woken when the other side has read, for there is room to write again.
        self._ear = select.poll()
        self._ear.register(channel, select.POLLIN)

    def next(self) -> Frame:
        """The next frame, however long it takes; raises WireError, and ConnectionResetError at the end."""
        while (found := open_frame(self._received)) is None:
            self._ear.poll()
            if not (piece := self._channel.recv(READ_BYTES if self._received else FIRST_BYTES)):
                raise ConnectionResetError
            self._received += piece
        return found


def open_frame(received: bytearray) -> Frame | None:
    """Take the first frame from what has been received; None while it is incomplete. Raises WireError."""
    if len(received) < HEAD_BYTES:
        return None
    tag, length = _head(received)
    end = HEAD_BYTES + length
    if len(received) < end:
        return None
    payload = bytes(received[HEAD_BYTES:end])
    del received[:end]
    return Frame(tag, payload)


def _head(received: bytes | bytearray) -> tuple[Tag, int]:
    letter, length = HEAD.unpack_from(received)
    if length > FRAME_LIMIT:
        raise WireError(f"a frame of {length} bytes is longer than any frame may be")
    if letter not in _TAGS:
        raise WireError(f"unknown frame {letter!r}")
    return _TAGS[letter], length
