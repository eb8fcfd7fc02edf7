"""A pool of query workers: lends a process for one query, kills it when it is late or unwanted, and replaces it.

Queries run in processes of their own: the engine cannot be interrupted, and a hostile query may crash it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from endpoint.wire import (
    Failure,
    Frame,
    Header,
    Job,
    Tag,
    WireError,
    WorkerSettings,
    decode,
    encode,
    receive_frame,
    send_frame,
)

# Where `python -m endpoint.worker` finds this package, installed or in a checkout.
IMPORT_ROOT = Path(__file__).resolve().parent.parent
# A crash is one line in the log, not a page of addresses.
ENVIRONMENT = {**os.environ, "RUST_BACKTRACE": "0"}
START_SECONDS = 20.0
# How often a wait looks whether the client is still there.
LOOK_SECONDS = 0.1
Departed = Callable[[], bool]


class PoolError(Exception):
    """A query got no complete answer."""


class BusyError(PoolError):
    """Every worker is taken and the queue is full, or waiting took too long."""


class DeadlineError(PoolError):
    """The query ran longer than it may."""


class CrashError(PoolError):
    """The query took its process down (memory, stack), or the process could not start."""


class DepartureError(PoolError):
    """The client left before the answer was ready."""


class RetiredError(PoolError):
    """The pool has been retired; a newer store version has its own."""


class QueryError(PoolError):
    """The engine refused or could not evaluate the query; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def nobody_leaves() -> bool:
    """The `departed` of a caller that always waits."""
    return False


class QueryProcess:
    """One worker process and the channel to it; it answers one query at a time."""

    def __init__(self, settings: WorkerSettings) -> None:
        self._channel, theirs = socket.socketpair()
        command = [sys.executable, "-m", "endpoint.worker", str(theirs.fileno()), encode(settings).decode()]
        with theirs:
            # A process group of its own: Ctrl-C in a terminal is for the server, which then closes its workers.
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                cwd=IMPORT_ROOT,
                stdin=subprocess.DEVNULL,
                process_group=0,
                env=ENVIRONMENT,
            )
        self._ready = False

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def await_ready(self, departed: Departed = nobody_leaves) -> None:
        """Wait until the store is open; raises CrashError, DeadlineError or DepartureError."""
        if not self._ready:
            self.receive(time.monotonic() + START_SECONDS, departed)
            self._ready = True

    def send(self, job: Job) -> None:
        """Hand over a query; raises CrashError."""
        self._channel.settimeout(START_SECONDS)
        try:
            send_frame(self._channel, Tag.JOB, encode(job))
        except OSError as error:
            raise CrashError("the worker has gone") from error

    def receive(self, deadline: float, departed: Departed) -> Frame:
        """The next frame; raises DeadlineError, DepartureError or CrashError."""
        try:
            return receive_frame(lambda length: self._receive(length, deadline, departed))
        except (WireError, ConnectionError) as error:
            raise _late_or_dead(deadline) from error

    def _receive(self, length: int, deadline: float, departed: Departed) -> bytes:
        received = bytearray(length)
        view = memoryview(received)
        while view:
            count = self._receive_some(view, deadline, departed)
            if not count:
                raise _late_or_dead(deadline)
            view = view[count:]
        return bytes(received)

    def _receive_some(self, view: memoryview, deadline: float, departed: Departed) -> int:
        while (left := deadline - time.monotonic()) > 0:
            self._channel.settimeout(min(left, LOOK_SECONDS))
            try:
                return self._channel.recv_into(view)
            except TimeoutError:
                if departed():
                    raise DepartureError from None
        raise DeadlineError

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        self._channel.close()
        self._process.kill()
        self._process.wait()


def _late_or_dead(deadline: float) -> PoolError:
    # The kernel's own timer may have been first to end a late worker.
    return DeadlineError() if time.monotonic() >= deadline else CrashError("the worker died of this query")


class Answer:
    """An answer on its way: its header, then its bytes by iteration. Close it, read or not, to free its worker."""

    def __init__(self, header: Header, frames: Iterator[bytes], release: Callable[[bool], None]) -> None:
        self.header = header
        self._frames = frames
        self._release = release
        self._open = True

    def __iter__(self) -> Answer:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._frames)
        except (StopIteration, QueryError):
            self._finish(reusable=True)
            raise
        except PoolError:
            self._finish(reusable=False)
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


class Pool:
    """Workers over one immutable store version. Thread-safe."""

    def __init__(self, settings: WorkerSettings, size: int, queue_length: int, queue_seconds: float) -> None:
        self._settings = settings
        self._queue_length = queue_length
        self._queue_seconds = queue_seconds
        self._changed = threading.Condition()
        self._waiting = 0
        self._closed = False
        self.size = size
        # None stands for a worker that could not be started yet.
        self._idle: list[QueryProcess | None] = [QueryProcess(settings) for _ in range(size)]

    @property
    def idle(self) -> int:
        """How many workers are free."""
        return len(self._idle)

    def await_ready(self) -> None:
        """Wait until every idle worker has opened the store; raises PoolError if one cannot."""
        for process in filter(None, tuple(self._idle)):
            process.await_ready()

    def ask(self, job: Job, departed: Departed = nobody_leaves) -> Answer:
        """Begin to answer a query; raises PoolError. `departed` says whether the client has left."""
        process = self._lend(departed)
        try:
            answer = self._begin(process, job, departed)
        except QueryError:
            self._take_back(process, reusable=True)
            raise
        except BaseException:
            self._take_back(process, reusable=False)
            raise
        return answer

    def close(self) -> None:
        """Retire the pool: idle workers end now, busy ones when their answer is complete."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        for process in filter(None, idle):
            process.kill()

    def _begin(self, process: QueryProcess, job: Job, departed: Departed) -> Answer:
        process.await_ready(departed)
        deadline = time.monotonic() + job.seconds
        process.send(job)
        header = Header(**decode(_unless_failed(process.receive(deadline, departed)).payload))
        return Answer(
            header, _pieces(process, deadline, departed), lambda reusable: self._take_back(process, reusable=reusable)
        )

    def _lend(self, departed: Departed) -> QueryProcess:
        process = self._wait_for_idle(departed)
        if process and process.alive:
            return process
        if process:
            process.kill()
        try:
            return QueryProcess(self._settings)
        except OSError as error:
            self._put_back(None)
            raise CrashError("no worker process can be started") from error

    def _wait_for_idle(self, departed: Departed) -> QueryProcess | None:
        give_up = time.monotonic() + self._queue_seconds
        with self._changed:
            if not self._idle and self._waiting >= self._queue_length:
                raise BusyError
            self._waiting += 1
            try:
                while not self._idle:
                    self._wait(give_up, departed)
                return self._idle.pop()
            finally:
                self._waiting -= 1

    def _wait(self, give_up: float, departed: Departed) -> None:
        if self._closed:
            raise RetiredError
        if departed():
            raise DepartureError
        left = give_up - time.monotonic()
        if left <= 0:
            raise BusyError
        self._changed.wait(min(left, LOOK_SECONDS))

    def _take_back(self, process: QueryProcess, *, reusable: bool) -> None:
        if reusable:
            return self._put_back(process)
        process.kill()
        try:
            return self._put_back(QueryProcess(self._settings))
        except OSError:
            # The next borrower tries again.
            return self._put_back(None)

    def _put_back(self, process: QueryProcess | None) -> None:
        with self._changed:
            if not self._closed:
                self._idle.append(process)
                self._changed.notify()
                return
        if process:
            process.kill()


def _unless_failed(frame: Frame) -> Frame:
    if frame.tag is Tag.FAILURE:
        raise QueryError(Failure(**decode(frame.payload)))
    return frame


def _pieces(process: QueryProcess, deadline: float, departed: Departed) -> Iterator[bytes]:
    while (frame := _unless_failed(process.receive(deadline, departed))).tag is not Tag.END:
        yield frame.payload
