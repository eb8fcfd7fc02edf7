"""A question -> a complete answer, kept until the client has taken it, or a problem.

An answer is read to its end before its first byte goes out: its status is true whatever happens on the way, and a slow
client keeps a file waiting, not a query worker.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import IO

from endpoint.config import Config
from endpoint.engine import Engine
from endpoint.formats import GRAPH_FORMATS, RESULT_FORMATS, Choice, choose, media_types
from endpoint.pool import Answer, BusyError, CrashError, DeadlineError, Departed, DepartureError, PoolError, QueryError
from endpoint.problems import ProblemError
from endpoint.protocol import Question
from endpoint.scan import Findings, scan
from endpoint.syntax_errors import find_fault
from endpoint.wire import Header, Job
from kg.namespaces import PREFIXES

IN_MEMORY_BYTES = 1 << 20
RETRY_SECONDS = "2"


@dataclass(frozen=True, slots=True)
class Formats:
    """What the client takes: for SELECT and ASK, for CONSTRUCT and DESCRIBE."""

    result: Choice | None
    graph: Choice | None

    def of(self, header: Header) -> Choice:
        """The format of an answer; raises ProblemError when the client takes none for its kind."""
        offered = GRAPH_FORMATS if header.kind == "graph" else RESULT_FORMATS
        choice = self.graph if header.kind == "graph" else self.result
        if choice is None:
            raise ProblemError("not-acceptable", available=media_types(offered))
        return choice


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A complete answer: its kind as in `Header`, format, length in bytes, and the file, which the reader closes."""

    kind: str
    choice: Choice
    length: int
    file: IO[bytes]


def choose_formats(question: Question, accept: str) -> Formats:
    """The formats for a question by name or Accept header; raises ProblemError when the client takes none at all."""
    formats = Formats(choose(RESULT_FORMATS, accept, question.format), choose(GRAPH_FORMATS, accept, question.format))
    if formats.result is None and formats.graph is None:
        raise ProblemError("not-acceptable", available=[*media_types(RESULT_FORMATS), *media_types(GRAPH_FORMATS)[:-1]])
    return formats


def examine(question: Question) -> Findings:
    """Refuse what no worker should see; raises ProblemError."""
    findings = scan(question.query)
    if findings.updates:
        raise ProblemError("updates-refused")
    if findings.calls_out:
        raise ProblemError("federation-refused")
    if findings.too_deep:
        raise ProblemError("too-deep")
    return findings


def make_job(question: Question, formats: Formats, config: Config, base: str) -> Job:
    """The worker's order: a dataset that the protocol names comes before the query's own."""
    protocol_names = bool(question.default_graphs or question.named_graphs)
    return Job(
        query=question.query,
        seconds=config.query_seconds,
        result_format=formats.result.format.extension if formats.result else None,
        graph_format=formats.graph.format.extension if formats.graph else None,
        default_graphs=question.default_graphs if protocol_names else None,
        named_graphs=question.named_graphs if protocol_names else None,
        base=base,
    )


def answer(engine: Engine, job: Job, formats: Formats, config: Config, departed: Departed) -> StoredAnswer:
    """Ask, and keep the whole answer; raises ProblemError, or DepartureError when the client has left."""
    try:
        with engine.ask(job, departed) as coming:
            if coming.header.format is None:
                # Nothing but the end of it comes; having read that, the worker is free.
                list(coming)
            return StoredAnswer(coming.header.kind, formats.of(coming.header), *_store(coming, config.answer_bytes))
    except DepartureError:
        raise
    except QueryError as error:
        raise _refused(error, job) from error
    except PoolError as error:
        raise problem_of(error, job.seconds) from error


def _store(coming: Answer, limit: int) -> tuple[int, IO[bytes]]:
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 the reader closes it
    length = 0
    try:
        for piece in coming:
            length += len(piece)
            if length > limit:
                raise ProblemError("answer-too-large", f"An answer may have {limit} bytes: ask for less with LIMIT.")
            file.write(piece)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return length, file


def _refused(error: QueryError, job: Job) -> ProblemError:
    message = error.failure.message
    if error.failure.reason == "syntax":
        fault = find_fault(job.query, message, PREFIXES)
        detail = f"Line {fault.line}, column {fault.column}: {fault.reason}."
        return ProblemError("syntax", detail, line=fault.line, column=fault.column, token=fault.token, parser=message)
    return ProblemError("bad-request" if error.failure.reason == "value" else "evaluation-failed", message)


def problem_of(error: PoolError, seconds: float) -> ProblemError:
    """Why the workers gave no answer within so many seconds, as the client is told."""
    if isinstance(error, BusyError):
        return ProblemError("busy", headers={"Retry-After": RETRY_SECONDS})
    if isinstance(error, DeadlineError):
        return ProblemError("timeout", f"A query may run {seconds:g} seconds.", seconds=seconds)
    if isinstance(error, CrashError):
        return ProblemError("query-crashed")
    return ProblemError("unavailable", headers={"Retry-After": RETRY_SECONDS})
