"""A query worker: one process, one read-only store, one query at a time; forked by a zygote, killed when late."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import threading
import time
import traceback
from functools import lru_cache
from typing import IO, Any, NamedTuple, NoReturn, cast

import pyoxigraph as ox

from endpoint.expansion import bind_searches
from endpoint.functions import FUNCTIONS
from endpoint.lockdown import address_space, limit_resources, refuse_calls, resident_bytes
from endpoint.page_rows import as_page
from endpoint.peer import take_name
from endpoint.rdf_versions import OLD, NewerError, PlainCheck
from endpoint.wire import (
    ENDING,
    MEMORY_STATUS,
    PIECE_BYTES,
    WHOLE,
    Failure,
    Header,
    Inbox,
    Job,
    Tag,
    WorkerSettings,
    encode,
    frame,
    read_job,
    send_frame,
)
from kg.search_index import Index

# The engine recurses: 2 KB of stack per byte of query at worst, so that 64 KB of query fit with room to spare.
STACK_BYTES = 512 << 20
# The web process kills a late worker; the kernel does it this much later should the web process be gone.
GRACE_SECONDS = 0.5
# A worker that has kept this much after a query makes room for a fresh one.
WORN_BYTES = 256 << 20
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class _Source(NamedTuple):
    """What queries are asked of: the quads, and the full-text index of their texts."""

    store: ox.Store
    texts: Index


def run(channel: socket.socket, settings: WorkerSettings, store: ox.Store | None) -> NoReturn:
    """Lock this process down and answer queries until the web process hangs up; `store` if it is in memory."""
    take_name("mithaq worker")
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    filtered = refuse_calls()
    try:
        source = _Source(store or ox.Store.read_only(settings.database), Index.beside(settings.database))
    except OSError as error:
        send_frame(channel, Tag.FAILURE, encode(Failure("store", str(error))))
        os._exit(1)
    base = resident_bytes()
    limit_resources(address_space() + settings.memory_bytes, new_files=filtered)
    threading.stack_size(STACK_BYTES)
    threading.Thread(target=_serve, args=(channel, source, settings, base), daemon=True).start()
    # Wakes when the web process has gone, also in the midst of a query.
    hang_up = select.poll()
    hang_up.register(channel, 0)
    hang_up.poll()
    os._exit(0)


def _serve(channel: socket.socket, source: _Source, settings: WorkerSettings, base: int) -> None:
    try:
        send_frame(channel, Tag.READY)
        inbox = Inbox(channel)
        while True:
            job = read_job(inbox.next().payload)
            signal.setitimer(signal.ITIMER_REAL, job.seconds + settings.pause_seconds + GRACE_SECONDS)
            _answer(_Outbox(channel, base), source, job, settings)
            signal.setitimer(signal.ITIMER_REAL, 0)
    except ConnectionError:
        os._exit(0)
    except MemoryError:
        os._exit(MEMORY_STATUS)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _answer(outbox: _Outbox, source: _Source, job: Job, settings: WorkerSettings) -> None:
    try:
        _send_results(outbox, _evaluate(source, job, settings.prefixes), job, settings)
    except ConnectionError:
        raise
    except SyntaxError as error:
        outbox.fail(Failure("syntax", str(error)))
    except ValueError as error:
        outbox.fail(Failure("value", str(error)))
    except NewerError:
        outbox.fail(Failure("version", "the answer has terms that RDF 1.1 has not"))
    except (OSError, RuntimeError) as error:
        outbox.fail(Failure("evaluation", str(error)))


def _evaluate(source: _Source, job: Job, prefixes: dict[str, str]) -> Results:
    options: dict[str, Any] = {}
    if job.default_graphs is not None:
        options["default_graph"] = [ox.NamedNode(iri) for iri in job.default_graphs]
    if job.named_graphs is not None:
        options["named_graphs"] = [ox.NamedNode(iri) for iri in job.named_graphs]
    query = bind_searches(job.query, prefixes, source.texts.search)
    used = _used(prefixes, job.query)
    return source.store.query(query, base_iri=job.base, prefixes=used, custom_functions=FUNCTIONS, **options)


def _used(prefixes: dict[str, str], query: str) -> dict[str, str]:
    """Those that a query may use: the engine reads each anew, for each query."""
    return {prefix: iri for prefix, iri in prefixes.items() if f"{prefix}:" in query}


def _send_results(outbox: _Outbox, results: Results, job: Job, settings: WorkerSettings) -> None:
    header = _header(results, job)
    outbox.header = _as_bytes(header)
    if header.format == "page":
        outbox.write(json.dumps(_page(results, settings.page_rows)).encode())
    elif header.format:
        outbox.check = PlainCheck(header.format) if job.rdf_version == OLD else None
        _serialize(results, cast("IO[bytes]", outbox), header.format, settings.prefixes)
    outbox.end()


@lru_cache(maxsize=64)
def _as_bytes(header: Header) -> bytes:
    return encode(header)


def _header(results: Results, job: Job) -> Header:
    if isinstance(results, ox.QueryTriples):
        return Header("graph", job.graph_format)
    return Header("boolean" if isinstance(results, ox.QueryBoolean) else "solutions", job.result_format)


def _serialize(results: Results, out: IO[bytes], extension: str, prefixes: dict[str, str]) -> None:
    if isinstance(results, ox.QueryTriples):
        ox.serialize(results, out, ox.RdfFormat.from_extension(extension), prefixes=prefixes)
    else:
        results.serialize(out, ox.QueryResultsFormat.from_extension(extension))


class _Outbox:
    """A file whose content goes to the web process in pieces, as the query advances; a small answer goes as a whole."""

    def __init__(self, channel: socket.socket, base: int) -> None:
        self._channel = channel
        self._base = base
        self._begun = time.process_time()
        self._held = bytearray()
        self._under_way = False
        self.header = b""
        self.check: PlainCheck | None = None

    def write(self, piece: bytes) -> int:
        """Part of the file protocol."""
        self._held += piece
        if len(self._held) >= PIECE_BYTES:
            self._look()
            self._send()
        return len(piece)

    def flush(self) -> None:
        """Part of the file protocol; pieces leave when they are full."""

    def end(self) -> None:
        """Send the rest, and what the query took."""
        self._look()
        if self.check:
            self.check.end()
        ending = time.process_time() - self._begun, resident_bytes() - self._base > WORN_BYTES
        if self._under_way:
            self._send(frame(Tag.END, ENDING.pack(*ending)))
        else:
            send_frame(self._channel, Tag.WHOLE, WHOLE.pack(*ending, len(self.header)) + self.header + self._held)

    def fail(self, failure: Failure) -> None:
        """Send a failure instead of the rest."""
        send_frame(self._channel, Tag.FAILURE, encode(failure))

    def _look(self) -> None:
        if self.check:
            self.check.read(bytes(self._held))

    def _send(self, last: bytes = b"") -> None:
        """Send what is held in frames of its own, behind the header if that has not gone yet."""
        first = b"" if self._under_way else frame(Tag.HEADER, self.header)
        starts = range(0, len(self._held), PIECE_BYTES)
        pieces = [frame(Tag.DATA, self._held[start : start + PIECE_BYTES]) for start in starts]
        self._channel.sendall(b"".join([first, *pieces, last]))
        self._held.clear()
        self._under_way = True


def _page(results: Results, limit: int) -> dict[str, Any]:
    """The first rows as JSON for an HTML table: {boolean} or {variables, rows, more}."""
    if isinstance(results, ox.QueryBoolean):
        return {"boolean": bool(results)}
    if isinstance(results, ox.QueryTriples):
        return as_page(["subject", "predicate", "object"], results, limit)
    return as_page([variable.value for variable in results.variables], results, limit)
