"""A query worker: one process, one read-only store, one query at a time; started by `endpoint.pool`, killed when late.

Started as `python -m endpoint.worker FD SETTINGS`, with FD its end of a socket pair. It imports nothing but the engine.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any, cast

import pyoxigraph as ox

from endpoint.lockdown import limit_resources, refuse_calls
from endpoint.wire import (
    PIECE_BYTES,
    Failure,
    Header,
    Job,
    Tag,
    WorkerSettings,
    decode,
    encode,
    receive_frame,
    send_frame,
)

# The engine recurses: 2 KB of stack per byte of query at worst, so that 64 KB of query fit with room to spare.
STACK_BYTES = 512 << 20
# The web process kills a late worker; the kernel does it this much later should the web process be gone.
GRACE_SECONDS = 0.5
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def main() -> None:
    """Open the store, lock the process down, answer queries until the web process hangs up."""
    channel, settings = socket.socket(fileno=int(sys.argv[1])), WorkerSettings(**json.loads(sys.argv[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    filtered = refuse_calls()
    try:
        store = ox.Store.read_only(settings.database)
    except OSError as error:
        sys.exit(f"query worker: {settings.database} cannot be opened: {error}")
    limit_resources(settings.memory_bytes, new_files=filtered)
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=_serve, args=(channel, store, settings))
    thread.start()
    thread.join()
    os._exit(1)


def _serve(channel: socket.socket, store: ox.Store, settings: WorkerSettings) -> None:
    send_frame(channel, Tag.READY)
    while True:
        try:
            job = Job(**decode(receive_frame(lambda length: _receive(channel, length)).payload))
            signal.setitimer(signal.ITIMER_REAL, job.seconds + GRACE_SECONDS)
            _answer(channel, store, job, settings)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except ConnectionError:
            os._exit(0)
        except MemoryError:
            os._exit(3)


def _receive(channel: socket.socket, length: int) -> bytes:
    received = channel.recv(length, socket.MSG_WAITALL)
    if len(received) < length:
        raise ConnectionResetError
    return received


def _answer(channel: socket.socket, store: ox.Store, job: Job, settings: WorkerSettings) -> None:
    try:
        _send_results(channel, _evaluate(store, job, settings.prefixes), job, settings)
    except ConnectionError:
        raise
    except SyntaxError as error:
        send_frame(channel, Tag.FAILURE, encode(Failure("syntax", str(error))))
    except ValueError as error:
        send_frame(channel, Tag.FAILURE, encode(Failure("value", str(error))))
    except (OSError, RuntimeError) as error:
        send_frame(channel, Tag.FAILURE, encode(Failure("evaluation", str(error))))


def _evaluate(store: ox.Store, job: Job, prefixes: dict[str, str]) -> Results:
    options: dict[str, Any] = {}
    if job.default_graphs is not None:
        options["default_graph"] = [ox.NamedNode(iri) for iri in job.default_graphs]
    if job.named_graphs is not None:
        options["named_graphs"] = [ox.NamedNode(iri) for iri in job.named_graphs]
    return store.query(job.query, base_iri=job.base, prefixes=prefixes, **options)


def _send_results(channel: socket.socket, results: Results, job: Job, settings: WorkerSettings) -> None:
    header = _header(results, job)
    send_frame(channel, Tag.HEADER, encode(header))
    if header.format == "page":
        _send_pieces(channel, json.dumps(_page(results, settings.page_rows)).encode())
    elif header.format:
        out = _FrameWriter(channel)
        _serialize(results, cast("IO[bytes]", out), header.format, settings.prefixes)
        out.send_rest()
    send_frame(channel, Tag.END)


def _header(results: Results, job: Job) -> Header:
    if isinstance(results, ox.QueryTriples):
        return Header("graph", job.graph_format)
    return Header("boolean" if isinstance(results, ox.QueryBoolean) else "solutions", job.result_format)


def _serialize(results: Results, out: IO[bytes], extension: str, prefixes: dict[str, str]) -> None:
    if isinstance(results, ox.QueryTriples):
        ox.serialize(results, out, ox.RdfFormat.from_extension(extension), prefixes=prefixes)
    else:
        results.serialize(out, ox.QueryResultsFormat.from_extension(extension))


class _FrameWriter:
    """A file whose content goes to the web process in pieces, as the query advances."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._held = bytearray()

    def write(self, piece: bytes) -> int:
        self._held += piece
        if len(self._held) >= PIECE_BYTES:
            self.send_rest()
        return len(piece)

    def flush(self) -> None:
        """Part of the file protocol; pieces leave when they are full."""

    def send_rest(self) -> None:
        if self._held:
            send_frame(self._channel, Tag.DATA, bytes(self._held))
            self._held.clear()


def _send_pieces(channel: socket.socket, content: bytes) -> None:
    for start in range(0, len(content), PIECE_BYTES):
        send_frame(channel, Tag.DATA, content[start : start + PIECE_BYTES])


def _page(results: Results, limit: int) -> dict[str, Any]:
    """The first rows as JSON for an HTML table: {boolean} or {variables, rows, more}; a cell is a term or null."""
    if isinstance(results, ox.QueryBoolean):
        return {"boolean": bool(results)}
    variables, rows = _rows(results)
    shown = list(islice(rows, limit + 1))
    return {"variables": variables, "rows": shown[:limit], "more": len(shown) > limit}


def _rows(results: ox.QuerySolutions | ox.QueryTriples) -> tuple[list[str], Iterator[list[Any]]]:
    if isinstance(results, ox.QueryTriples):
        return ["subject", "predicate", "object"], (_cells(triple) for triple in results)
    return [variable.value for variable in results.variables], (_cells(solution) for solution in results)


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


if __name__ == "__main__":
    main()
