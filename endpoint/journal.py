"""What happened, request by request: counted, and told as one line of JSON each where a log is wanted.

A view adds what only it knows by `note`. No header of a request is ever told, so that no token is; the text of a query
only where that is settled.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

from endpoint.config import Config, ConfigError
from endpoint.metrics import Metrics
from endpoint.settings import STANDARD_OUTPUT

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from endpoint.answer import Answer

LEFT, UNCHANGED = 499, 304
# In a request's environment: what is taken note of it already, if it was looked at before.
VISIT = "mithaq.visit"
# Others that a client makes up are counted together.
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "QUERY"})
# The longest address told; the rest of a longer one says little.
PATH_LENGTH = 200
# What is known of the request that this thread answers.
_facts: ContextVar[dict[str, Any] | None] = ContextVar("facts", default=None)


def note(**facts: Any) -> None:
    """Add to what is told of this request; None takes nothing back. Outside of a request it is nobody's."""
    if (known := _facts.get()) is not None:
        known.update({name: fact for name, fact in facts.items() if fact is not None})


class Journal:
    """A WSGI application around another, which sees every request come and its answer go."""

    def __init__(self, application: WSGIApplication, metrics: Metrics, config: Config) -> None:
        """Raises ConfigError if the log cannot be written."""
        self._application = application
        self._metrics = metrics
        self._log = _open(config.access_log)
        self._with_text = config.log_queries

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, and take note of it when its answer has gone."""
        visit: Visit = environ.get(VISIT) or Visit(environ, self._end)

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Callable[[bytes], object]:
            visit.begin(int(status[:3]), headers)
            return start_response(status, headers, error) if error else start_response(status, headers)

        with visit:
            body = self._application(environ, start)
        is_file = isinstance(body, environ.get("wsgi.file_wrapper", ()))
        if is_file:
            # The server hands such a file to the kernel, which must not be prevented.
            visit.sent = visit.length
            self._end(visit)
            return body
        return _Body(body, visit)

    def visit(self, environ: WSGIEnvironment) -> Visit:
        """Begin to take note of a request before it is answered, here or by somebody else."""
        visit = environ[VISIT] = Visit(environ, self._end)
        return visit

    def _end(self, visit: Visit) -> None:
        facts, seconds = visit.facts, time.perf_counter() - visit.began
        method = visit.method if visit.method in METHODS else "other"
        self._metrics.request_answered(method, facts.get("route", "none"), visit.status, visit.sent, seconds)
        if "query" in facts:
            self._metrics.query_ended(visit.outcome, visit.answered)
        if visit.cpu_seconds:
            self._metrics.cpu_spent(visit.cpu_seconds)
        if "write" in facts:
            self._metrics.write_ended(visit.outcome)
        if self._log:
            line = json.dumps(_line(visit, seconds, with_text=self._with_text), ensure_ascii=False)
            self._log.handle(logging.makeLogRecord({"msg": line}))

    def close(self) -> None:
        """Close the log."""
        if self._log:
            self._log.close()


class Visit:
    """One request while it is being answered; within it, `note` is about this request."""

    def __init__(self, environ: WSGIEnvironment, end: Callable[[Visit], None]) -> None:
        self.began = time.perf_counter()
        self.facts: dict[str, Any] = {}
        self.method = str(environ["REQUEST_METHOD"])
        self.client = str(environ.get("REMOTE_ADDR", ""))
        self.path = str(environ.get("PATH_INFO", ""))
        self.status = 0
        self.sent = self.length = 0
        self.answered = 0.0
        self.cut = False
        self._end = end

    def __enter__(self) -> None:
        self._mine = _facts.set(self.facts)

    def __exit__(self, *_: object) -> None:
        _facts.reset(self._mine)

    def begin(self, status: int, headers: list[tuple[str, str]]) -> None:
        """The answer begins to be sent."""
        self.status = status
        self.answered = time.perf_counter() - self.began
        self.length = int(next((value for name, value in headers if name.lower() == "content-length"), 0))

    def end_whole(self, length: int) -> None:
        """All of an answer of so many bytes has gone at once."""
        self.status, self.sent = 200, length
        self.answered = time.perf_counter() - self.began
        self.end()

    @property
    def outcome(self) -> str:
        """How it ended, in a word: the name of the problem if there was one."""
        if self.cut:
            return "cut"
        known = {LEFT: "left", UNCHANGED: "unchanged"}.get(self.status)
        return str(known or self.facts.get("problem") or ("cached" if self.facts.get("cached") else "complete"))

    @property
    def cpu_seconds(self) -> float | None:
        """What its worker has spent on it, if it had one that finished."""
        answer: Answer | None = self.facts.get("answer")
        return answer.cpu_seconds if answer else None

    def end(self) -> None:
        """The answer has gone."""
        self._end(self)


class _Body:
    """The body of an answer on its way; whoever sends it closes it."""

    def __init__(self, body: Iterable[bytes], visit: Visit) -> None:
        self._body = body
        self._visit = visit

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._body:
                self._visit.sent += len(piece)
                yield piece
        except Exception:
            self._visit.cut = True
            raise

    def close(self) -> None:
        """Tell what was sent."""
        try:
            if close := getattr(self._body, "close", None):
                close()
        finally:
            self._visit.end()


def _line(visit: Visit, seconds: float, *, with_text: bool) -> dict[str, Any]:
    facts = visit.facts
    line: dict[str, Any] = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": visit.client,
        "method": visit.method,
        "path": visit.path[:PATH_LENGTH],
        "status": visit.status,
        "bytes": visit.sent,
        "seconds": round(seconds, 6),
        "outcome": visit.outcome,
        **{name: facts[name] for name in ("bearer", "query_id", "form", "write") if name in facts},
    }
    if query := facts.get("query"):
        line["query_hash"] = hashlib.blake2b(query.encode(), digest_size=8).hexdigest()
        if with_text:
            line["query"] = query
    if visit.cpu_seconds is not None:
        line["cpu_seconds"] = round(visit.cpu_seconds, 6)
    return line


def check_log(target: Path | None) -> None:
    """See whether a log can be written; raises ConfigError."""
    if handler := _open(target):
        handler.close()


def _open(target: Path | None) -> logging.Handler | None:
    """What writes to a log, opening its file anew when it has been moved away; None if no log is wanted."""
    if target is None:
        return None
    try:
        return logging.StreamHandler(sys.stdout) if target == STANDARD_OUTPUT else WatchedFileHandler(target)
    except OSError as error:
        raise ConfigError(f"access_log: {target} cannot be written ({error.strerror}): name another file") from error
