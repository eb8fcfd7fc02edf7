"""The ways in which a query can end without a complete answer."""

from __future__ import annotations

from endpoint.wire import Failure


class PoolError(Exception):
    """A query got no complete answer."""


class BusyError(PoolError):
    """Every worker is taken and the queue is full, or waiting took too long."""


class DeadlineError(PoolError):
    """The query ran longer than it may."""


class CancelledError(PoolError):
    """The query was stopped by whoever looks after the service."""


class DepartureError(PoolError):
    """The client left before the answer was ready."""


class RetiredError(PoolError):
    """The pool has been retired; a newer store version has its own."""


class CrashError(PoolError):
    """The query's process died, or could not start."""


class MemoryLimitError(CrashError):
    """The query needed more memory than a query may have."""


class StackError(CrashError):
    """The query nested deeper than the engine's stack."""


class KilledError(CrashError):
    """The query's process was killed from outside: by an operator, or by a kernel short of memory."""


class UnreadableError(CrashError):
    """The store cannot be opened; the message is the engine's."""


class QueryError(PoolError):
    """The engine refused or could not evaluate the query; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class BackendError(PoolError):
    """The engine elsewhere did not answer as an engine should; the message says what it did."""


class BackendDownError(BackendError):
    """The engine elsewhere cannot be reached, or is too busy; it says perhaps in how many seconds to come back."""

    def __init__(self, message: str, retry_after: str | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after if retry_after and retry_after.isascii() and retry_after.isdigit() else None


class NotOfferedError(PoolError):
    """The engine elsewhere does not have what the query asks for; the message says what."""
