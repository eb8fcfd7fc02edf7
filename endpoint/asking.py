"""A question -> an answer, complete or on its way, or a problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct

from endpoint.answer import Answer
from endpoint.cache import Complete
from endpoint.config import Config
from endpoint.ends import (
    BackendDownError,
    BackendError,
    BusyError,
    CancelledError,
    CrashError,
    DeadlineError,
    DepartureError,
    MemoryLimitError,
    NotOfferedError,
    PoolError,
    QueryError,
)
from endpoint.formats import GRAPH_FORMATS, PAGE, RESULT_FORMATS, Choice, choose, media_types
from endpoint.growing import Growing, Spool
from endpoint.journal import note
from endpoint.problems import ProblemError
from endpoint.protocol import Question
from endpoint.rdf_versions import asked_version
from endpoint.scan import is_plain, scan
from endpoint.syntax_errors import find_fault
from endpoint.wire import Header, Job
from kg.namespaces import PREFIXES

# Up to here an answer is read to its end before its first byte goes out.
IN_MEMORY_BYTES = 1 << 20
RETRY_SECONDS = "2"


@dataclass(frozen=True, slots=True)
class Formats:
    """What the client takes: for SELECT and ASK, for CONSTRUCT and DESCRIBE."""

    result: Choice | None
    graph: Choice | None

    @property
    def shows_page(self) -> bool:
        """Whether the answer may be a page for a reader."""
        return any(choice is not None and choice.format is PAGE for choice in (self.result, self.graph))

    def of(self, header: Header) -> Choice:
        """The format of an answer; raises ProblemError when the client takes none for its kind."""
        offered = GRAPH_FORMATS if header.kind == "graph" else RESULT_FORMATS
        choice = self.graph if header.kind == "graph" else self.result
        if choice is None:
            raise ProblemError("not-acceptable", available=media_types(offered))
        return choice


class Streaming(Struct, frozen=True):
    """An answer that has begun: its kind as in `wire.Header`, its format, its bytes as they come."""

    kind: str
    choice: Choice
    growing: Growing


Reply = Complete | Streaming


def choose_formats(question: Question, accept: str) -> Formats:
    """The formats for a question by name or Accept header; raises ProblemError when the client takes none at all."""
    formats = _formats(accept, question.format)
    if formats.result is None and formats.graph is None:
        raise ProblemError("not-acceptable", available=[*media_types(RESULT_FORMATS), *media_types(GRAPH_FORMATS)[:-1]])
    return formats


@lru_cache(maxsize=512)
def _formats(accept: str, asked: str | None) -> Formats:
    return Formats(choose(RESULT_FORMATS, accept, asked), choose(GRAPH_FORMATS, accept, asked))


def examine(question: Question) -> bool:
    """Refuse what no worker should see, by ProblemError; whether another evaluation may find something else."""
    if is_plain(question.query):
        return False
    findings = scan(question.query)
    if findings.updates:
        raise ProblemError("updates-refused")
    if findings.calls_out:
        raise ProblemError("federation-refused")
    if findings.too_deep:
        raise ProblemError("too-deep")
    return findings.volatile


def make_job(question: Question, formats: Formats, config: Config, base: str, accept: str) -> Job:
    """The worker's order: a dataset that the protocol names comes before the query's own. Raises ProblemError."""
    try:
        version = asked_version(accept, question.version)
    except ValueError as error:
        raise ProblemError("bad-request", str(error)) from error
    protocol_names = bool(question.default_graphs or question.named_graphs)
    return Job(
        query=question.query,
        seconds=min(question.seconds or config.query_seconds, config.query_seconds),
        result_format=formats.result.format.extension if formats.result else None,
        graph_format=formats.graph.format.extension if formats.graph else None,
        default_graphs=question.default_graphs if protocol_names else None,
        named_graphs=question.named_graphs if protocol_names else None,
        base=base,
        rdf_version=version,
    )


def answer(ask: Callable[[Job], Answer], job: Job, formats: Formats, limit: int, spool: Spool | None) -> Reply:
    """Ask; the reply is complete if it is small or there is no `spool`, else it has begun and goes on there.

    Raises ProblemError, or DepartureError when the client has left. So the status is true of all that a small answer
    says, and a large one that breaks off raises CutError while it is read.
    """
    try:
        coming = ask(job)
        note(answer=coming, form=coming.header.kind)
        try:
            return _read(coming, formats, limit, spool)
        except BaseException:
            coming.close()
            raise
    except QueryError as error:
        raise _refused(error, job) from error
    except PoolError as error:
        raise problem_of(error, job.seconds) from error


def _read(coming: Answer, formats: Formats, limit: int, spool: Spool | None) -> Reply:
    if coming.header.format is None:
        # Nothing but the end of it comes; having read that, the worker is free.
        list(coming)
    kind, choice = coming.header.kind, formats.of(coming.header)
    begun = bytearray()
    for piece in coming:
        begun += piece
        if len(begun) > limit:
            raise ProblemError("answer-too-large", f"An answer may have {limit} bytes: ask for less with LIMIT.")
        if spool and len(begun) > IN_MEMORY_BYTES:
            if not spool.take(len(begun)):
                raise ProblemError("spool-full", headers={"Retry-After": RETRY_SECONDS})
            return Streaming(kind, choice, Growing(bytes(begun), coming, limit, spool))
    return Complete(kind, choice, bytes(begun))


def _refused(error: QueryError, job: Job) -> ProblemError:
    message = error.failure.message
    if error.failure.reason == "syntax":
        fault = find_fault(job.query, message, PREFIXES)
        detail = f"Line {fault.line}, column {fault.column}: {fault.reason}."
        return ProblemError("syntax", detail, line=fault.line, column=fault.column, token=fault.token, parser=message)
    names = {"value": "bad-request", "version": "newer-rdf"}
    return ProblemError(names.get(error.failure.reason, "evaluation-failed"), message)


def problem_of(error: PoolError, seconds: float) -> ProblemError:
    """Why the workers gave no answer within so many seconds, as the client is told; raises DepartureError as it is."""
    if isinstance(error, DepartureError):
        raise error
    if isinstance(error, BusyError):
        return ProblemError("busy", headers={"Retry-After": RETRY_SECONDS})
    if isinstance(error, DeadlineError):
        return ProblemError("timeout", f"A query may run {seconds:g} seconds.", seconds=seconds)
    if isinstance(error, CancelledError):
        return ProblemError("cancelled")
    if isinstance(error, (BackendError, NotOfferedError)):
        return _elsewhere(error)
    if isinstance(error, MemoryLimitError):
        return ProblemError("memory-limit")
    if isinstance(error, CrashError):
        return ProblemError("query-crashed")
    return ProblemError("unavailable", headers={"Retry-After": RETRY_SECONDS})


def _elsewhere(error: BackendError | NotOfferedError) -> ProblemError:
    if isinstance(error, NotOfferedError):
        return ProblemError("not-offered", str(error))
    if isinstance(error, BackendDownError):
        return ProblemError("backend-unavailable", headers={"Retry-After": error.retry_after or RETRY_SECONDS})
    return ProblemError("backend-failed", f"The engine behind this service has failed: {error}.")
