"""A SPARQL engine elsewhere, asked by HTTP: the same service over another store.

It has no version here, so nothing that it answers is kept or given a name.
https://www.w3.org/TR/sparql11-protocol/#query-via-post-urlencoded
"""

from __future__ import annotations

import http.client
import logging
import secrets
import threading
import time
from collections.abc import Iterator

from endpoint.address import Address
from endpoint.admission import Lanes, Ticket
from endpoint.answer import Answer, Departed, nobody_leaves
from endpoint.config import Config
from endpoint.ends import (
    BackendDownError,
    BackendError,
    CrashError,
    DeadlineError,
    DepartureError,
    NotOfferedError,
    PoolError,
    QueryError,
)
from endpoint.pipe import Pipe
from endpoint.rdf_versions import NewerError
from endpoint.remote_answer import accepted, write_answer
from endpoint.remote_line import FAILURES, Body, Connection, Line
from endpoint.remote_query import Prologue, read_prologue, with_declarations
from endpoint.remote_refusal import MESSAGE_BYTES, incomplete, refusal
from endpoint.scan import scan
from endpoint.turns import LOOK_SECONDS, Turns, ending
from endpoint.wire import Failure, Header, Job
from kg.store import Version

log = logging.getLogger("mithaq.endpoint")
KINDS = {"SELECT": "solutions", "ASK": "boolean", "CONSTRUCT": "graph", "DESCRIBE": "graph"}
# What engines call the formats that they are asked for.
TYPES = {
    "application/sparql-results+json": {"application/sparql-results+json", "application/json"},
    "application/n-triples": {"application/n-triples", "text/plain"},
}


class RemoteEngine(Turns):
    """Asks the engine at one address. Thread-safe; `close` ends its connections."""

    version = None
    in_memory = False

    def __init__(self, config: Config, address: Address) -> None:
        super().__init__(Lanes(config.workers, 0, config.queue_length, 0), config.queue_seconds)
        self._config = config
        self._address = address
        self._reached = True
        self.line = Line(address, config.sparql_user)

    def serves(self, version: Version) -> bool:
        """Never: of what is elsewhere there are no versions."""
        return False

    @property
    def idle(self) -> int:
        """How many more queries could be asked now."""
        with self._lock:
            return max(0, self._lanes.light - len(self._lanes.tickets))

    def ask(self, job: Job, departed: Departed = nobody_leaves, client: str = "", id: str = "") -> Answer:
        """Begin to answer a query; raises PoolError. `departed` says whether the client has left."""
        ticket = Ticket(id or secrets.token_hex(8), client, job.query)
        visit = _Visit(self, ticket, job, departed, self._config.page_rows)
        try:
            self._enter(ticket, departed)
            return visit.begin()
        except BaseException as error:
            visit.error = error
            self.leave(visit)
            raise

    def leave(self, visit: _Visit) -> None:
        """A query has ended; its place goes to the next."""
        with self._lock:
            self._lanes.leave(visit.ticket, time.monotonic())
            self.ends[ending(visit.error, complete=visit.complete)] += 1

    def tell(self, failure: OSError | None) -> None:
        """Tell those who look after the service that the engine has gone, and that it is back; once each."""
        if self._reached is not (failure is None):
            self._reached = failure is None
            log.error(
                "the engine at %s %s", self._address, f"does not answer: {failure}" if failure else "answers again"
            )

    def close(self) -> None:
        """Ask nothing any more; what has begun is completed."""
        with self._lock:
            self._turn_away()
        self.line.close()


class _Visit:
    """One query on its way there and back."""

    def __init__(self, engine: RemoteEngine, ticket: Ticket, job: Job, departed: Departed, page_rows: int) -> None:
        self.ticket = ticket
        self.error: BaseException | None = None
        self._engine = engine
        self._job = job
        self._departed = departed
        self._page_rows = page_rows
        self.complete = False
        self._pipe = Pipe()

    def begin(self) -> Answer:
        """Have the query answered up to the header; raises PoolError."""
        kind, prologue = _kind(self._job.query), read_prologue(self._job.query, self._job.base)
        if prologue.extensions:
            named = " and ".join(f"<{name}>" for name in prologue.extensions)
            raise NotOfferedError(
                f"{named}: this needs a store of this service's own, and another engine answers here."
            )
        header = Header(kind, self._job.graph_format if kind == "graph" else self._job.result_format)
        if header.format is None:
            # The client will be told which formats there are.
            self._pipe.finish()
        else:
            connection, response = self._send(kind, prologue)
            threading.Thread(target=self._fill, args=(connection, response, kind), name="backend", daemon=True).start()
        return Answer(self.ticket.id, header, self._pieces(), self._release)

    def _send(self, kind: str, prologue: Prologue) -> tuple[Connection, http.client.HTTPResponse]:
        """The answer that begins, and what it comes by; raises PoolError."""
        form = _form(self._job, prologue)
        while True:
            connection = self._engine.line.connection()
            self.ticket.stop = connection.cut
            try:
                response = self._engine.line.post(connection, form, accepted(kind), self._watch)
                _check(response, accepted(kind))
            except FAILURES as error:
                connection.close()
                if connection.fresh or isinstance(error, PoolError):
                    raise self._end_of(error) from error
                # The other side may have closed all that were kept, as one does that starts again.
                self._engine.line.close()
            else:
                self._engine.tell(None)
                return connection, response

    def _fill(self, connection: Connection, response: http.client.HTTPResponse, kind: str) -> None:
        try:
            write_answer(Body(response), kind, self._job, self._page_rows, self._pipe)
        except Exception as error:
            connection.close()
            end = self._end_of(error).with_traceback(None)
            # The engine's reader, which frames of the traceback hold, must not be dropped in another thread.
            end.__cause__ = end.__context__ = None
            self._pipe.finish(end)
        else:
            if response.will_close:
                connection.close()
            else:
                self._engine.line.keep(connection)
            self._pipe.finish()

    def _end_of(self, error: Exception) -> PoolError:
        """How the query ended, by what went wrong."""
        if self.ticket.end:
            return self.ticket.end
        if isinstance(error, NewerError):
            return QueryError(Failure("version", "the answer has terms that RDF 1.1 has not"))
        if isinstance(error, PoolError):
            return error
        if isinstance(error, http.client.IncompleteRead):
            return BackendError("its answer broke off")
        if isinstance(error, OSError):
            self._engine.tell(error)
            return BackendDownError("it cannot be reached, or has gone away")
        if isinstance(error, http.client.HTTPException):
            return BackendError("it does not answer by HTTP")
        log.error("an answer could not be read", exc_info=error)
        return CrashError(str(error))

    def _pieces(self) -> Iterator[bytes]:
        try:
            yield from self._pipe
        except PoolError as error:
            self.error = error
            raise
        self.complete = True

    def _watch(self) -> float:
        """How long to wait before looking again; raises PoolError when there is no more waiting."""
        left = self._job.seconds - self.ticket.run_time(time.monotonic())
        if self.ticket.end:
            raise self.ticket.end
        if left <= 0:
            raise DeadlineError
        if self._departed():
            raise DepartureError
        return min(LOOK_SECONDS, left)

    def _release(self, _reusable: bool) -> None:
        self._pipe.close()
        if not self.complete:
            # Wakes whoever reads; he closes the connection.
            self.ticket.stop()
        self._engine.leave(self)


def _kind(query: str) -> str:
    """What a query is answered with; raises QueryError for what is no query, though an engine might take it."""
    try:
        return KINDS[scan(query).form]
    except KeyError:
        message = "error at 1:1: expected a query that begins with SELECT or ASK or CONSTRUCT or DESCRIBE"
        raise QueryError(Failure("syntax", message)) from None


def _form(job: Job, prologue: Prologue) -> list[tuple[str, str]]:
    default, named = job.default_graphs, job.named_graphs
    if default is None and named is None:
        # Said twice, for Oxigraph's server does not hear FROM when its default graph is the union.
        default, named = prologue.default_graphs, prologue.named_graphs
    return [
        ("query", with_declarations(job.query, prologue, job.base)),
        *(("default-graph-uri", name) for name in default or ()),
        *(("named-graph-uri", name) for name in named or ()),
    ]


def _check(response: http.client.HTTPResponse, wanted: str) -> None:
    """Raise PoolError for an answer that is not the one asked for."""
    if response.status != http.client.OK:
        raise refusal(response.status, response.headers, response.read(MESSAGE_BYTES))
    if partial := incomplete(response.headers):
        raise partial
    sent = response.headers.get_content_type()
    if sent not in TYPES[wanted]:
        raise BackendError(f"it answers in {sent}, asked for {wanted}")
