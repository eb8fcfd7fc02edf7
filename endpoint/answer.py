"""An answer on its way from an engine: a header, the pieces of its body, and what it cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType

from endpoint.ends import PoolError, QueryError
from endpoint.wire import Header

Departed = Callable[[], bool]


def nobody_leaves() -> bool:
    """The `departed` of a caller that always waits."""
    return False


class Answer:
    """An answer on its way: its header, then its bytes by iteration. Close it, read or not, to free its worker.

    `id` is the query's; `cpu_seconds` says what it took, as soon as all of it has been read. Iteration raises
    PoolError.
    """

    def __init__(self, id: str, header: Header, pieces: Iterator[bytes], release: Callable[[bool], None]) -> None:
        self.id = id
        self.header = header
        self.cpu_seconds: float | None = None
        self._pieces = pieces
        self._release = release
        self._open = True

    def __iter__(self) -> Answer:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration as end:
            self.cpu_seconds = end.value
            self._finish(reusable=True)
            raise
        except PoolError as error:
            self._finish(reusable=isinstance(error, QueryError))
            raise

    def __enter__(self) -> Answer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the worker; one that has not finished is killed, for there is no other way to stop it."""
        self._finish(reusable=False)

    def _finish(self, *, reusable: bool) -> None:
        if self._open:
            self._open = False
            self._release(reusable)
