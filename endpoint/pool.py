"""A pool of query workers: lends a process for one query, kills it when it is late or unwanted, and replaces it.

Queries run in processes of their own: the engine cannot be interrupted, and a hostile query may crash it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass

from endpoint.admission import LOW_SECONDS, Lanes, Ticket
from endpoint.answer import Answer, Departed, nobody_leaves
from endpoint.ends import (
    BusyError,
    DeadlineError,
    DepartureError,
    KilledError,
    PoolError,
    QueryError,
)
from endpoint.nursery import Nursery
from endpoint.processes import QueryProcess
from endpoint.turns import LOOK_SECONDS, Turns, ending
from endpoint.wire import ENDING, Failure, Frame, Header, Job, Tag, Whole, decode, read_header, read_whole

# A wait is this much longer than what is left, so that nothing is left when it ends.
MOMENT = 0.001
# How long the answer to the only query is waited for without sleep; most are there by then.
AWAKE_SECONDS = 0.0002
# Places in the light lane beyond those of the heavy lane.
SPARE_WORKERS = 6


@dataclass(frozen=True, slots=True)
class Limits:
    """How many heavy queries run at once, how many more may wait, and for how long."""

    workers: int
    queue_length: int
    queue_seconds: float


class Pool(Turns):
    """Workers over one immutable store version. Thread-safe."""

    def __init__(self, nursery: Nursery, limits: Limits, ends: Counter[str] | None = None) -> None:
        """`ends` counts how queries end; several pools may share it."""
        lanes = Lanes(limits.workers + SPARE_WORKERS, limits.workers, limits.queue_length, limits.queue_seconds)
        super().__init__(lanes, limits.queue_seconds, ends)
        self._nursery = nursery
        self._limits = limits
        self._idle: list[QueryProcess] = []
        self._wanted = threading.Event()

    def start(self) -> None:
        """Start the workers and wait for the first; raises PoolError if it cannot open the store."""
        self._idle.append(self._nursery.hatch_ready())
        threading.Thread(target=self._keep_stocked, name="mithaq-workers", daemon=True).start()
        self._wanted.set()
        self._nursery.start_loading(self._wanted.set)

    @property
    def idle(self) -> int:
        """How many more heavy queries could run."""
        with self._lock:
            return max(0, self._limits.workers - len(self._lanes.tickets))

    @property
    def in_memory(self) -> bool:
        """Whether the workers share a copy of the store in memory."""
        return self._nursery.loaded

    @property
    def drained(self) -> bool:
        """Whether it has been retired and nothing runs any more."""
        with self._lock:
            return self._closed and not self._lanes.tickets

    def ask(self, job: Job, departed: Departed = nobody_leaves, client: str = "", id: str = "") -> Answer:
        """Begin to answer a query; raises PoolError. `departed` says whether the client has left."""
        key = hash((job.query, job.default_graphs, job.named_graphs))
        ticket = Ticket(id or secrets.token_hex(8), client, job.query, key, job.for_page)
        loan = _Loan(self, ticket, job, departed)
        try:
            self._enter(loan.ticket, departed)
            return loan.begin()
        except BaseException as error:
            loan.error = error
            self._leave(loan, reusable=isinstance(error, QueryError))
            raise

    def close(self) -> None:
        """Retire the pool: idle workers end now, busy ones when their answer is complete."""
        with self._lock:
            self._turn_away()
            idle, self._idle = self._idle, []
        self._wanted.set()
        for process in idle:
            process.kill()
        self._end_nursery()

    def _look(self, ticket: Ticket) -> None:
        with self._lock:
            heavy, now = ticket.heavy, time.monotonic()
            self._lanes.look(ticket, now)
        if ticket.heavy is not heavy:
            self._wanted.set()

    def _lend(self) -> QueryProcess:
        """A worker that lives; raises PoolError."""
        while True:
            with self._lock:
                process = self._idle.pop() if self._idle else None
            if process is None:
                return self._nursery.hatch()
            if process.alive:
                return process
            process.kill()
            self._wanted.set()

    def _is_current(self, process: QueryProcess) -> bool:
        """Whether a fresh worker would be no better."""
        return not self._nursery.loaded or process.generation >= self._nursery.generation

    def _leave(self, loan: _Loan, *, reusable: bool) -> None:
        ticket, process = loan.ticket, loan.process
        reusable = reusable and process is not None and process.raise_again()
        with self._lock:
            self._lanes.leave(ticket, time.monotonic())
            self.ends[ending(loan.error, complete=loan.complete)] += 1
            fit = reusable and not ticket.end and not loan.worn and not self._closed
            spare = self._swap(process) if process and fit and self._is_current(process) else process
        if spare:
            spare.kill()
            self._wanted.set()
        if self._closed:
            self._end_nursery()

    def _swap(self, process: QueryProcess) -> QueryProcess | None:
        """Keep a worker that has been at work; the one that goes for it, if there are enough, is the freshest.

        What a fresh worker shares with the others it must first copy as it reads, which makes a heavy query twice as
        slow.
        """
        self._idle.append(process)
        return self._idle.pop(0) if len(self._idle) > self._lanes.light else None

    def _end_nursery(self) -> None:
        if self.drained:
            self._nursery.close()

    def _keep_stocked(self) -> None:
        """Have a worker ready for every free place in the light lane, and better ones instead of older ones."""
        while self._wanted.wait() and not self._closed:
            self._wanted.clear()
            try:
                while self._lacks_worker():
                    self._stock(self._nursery.hatch())
                while older := self._older():
                    self._stock(self._nursery.hatch_ready(), instead_of=older)
            except PoolError:
                # The next query tries again, and tells.
                continue

    def _lacks_worker(self) -> bool:
        with self._lock:
            free = self._lanes.light - self._lanes.running(heavy=False)
            return not self._closed and len(self._idle) < free

    def _older(self) -> QueryProcess | None:
        with self._lock:
            return next((process for process in self._idle if not self._is_current(process)), None)

    def _stock(self, process: QueryProcess, instead_of: QueryProcess | None = None) -> None:
        surplus = process
        with self._lock:
            if not self._closed and (instead_of is None or instead_of in self._idle):
                # At the end of the row, for those that have been at work are in the processor's caches.
                self._idle.insert(0, process)
                if instead_of is None:
                    return
                self._idle.remove(instead_of)
                surplus = instead_of
        surplus.kill()


class _Loan:
    """A worker in use: the ticket that it is used for, and the watch over both."""

    def __init__(self, pool: Pool, ticket: Ticket, job: Job, departed: Departed) -> None:
        self.ticket = ticket
        self.departed = departed
        self.process: QueryProcess | None = None
        self.worn = False
        self.complete = False
        self.error: BaseException | None = None
        self._pool = pool
        self._job = job
        self._whole: Whole | None = None
        self._pause_limit = pool._limits.queue_seconds

    def begin(self) -> Answer:
        """Have the query answered up to the header; raises PoolError."""
        try:
            header = self._hand_over()
        except KilledError:
            # Whoever killed the worker did not mean the query; it has had no effect, so that it may be asked again.
            if self.process:
                self.process.kill()
            header = self._hand_over()
        return Answer(self.ticket.id, header, self._pieces(), self._release)

    def _hand_over(self) -> Header:
        process = self._take(self._pool._lend())
        process.await_ready(self._watch)
        before = process.cpu_seconds
        self.ticket.worked = lambda: process.cpu_seconds - before
        process.send(self._job)
        if self._pool._lanes.single:
            process.stay_awake(AWAKE_SECONDS)
        first = _unless_failed(process.receive(self._watch))
        self._whole = read_whole(first.payload) if first.tag is Tag.WHOLE else None
        return self._whole.header if self._whole else read_header(first.payload)

    def _take(self, process: QueryProcess) -> QueryProcess:
        self.process = process
        ticket = self.ticket
        ticket.pause, ticket.resume, ticket.stop = process.pause, process.resume, process.stop
        ticket.lower = process.lower
        # Until it is ready it has done nothing for this query.
        ticket.worked = float
        return process

    def _pieces(self) -> Generator[bytes, None, float]:
        assert self.process
        if whole := self._whole:
            yield whole.body
            self.complete, self.worn = True, whole.worn
            return whole.seconds
        try:
            while (frame := _unless_failed(self.process.receive(self._watch))).tag is not Tag.END:
                yield frame.payload
        except PoolError as error:
            self.error = error
            raise
        self.complete = True
        seconds, self.worn = ENDING.unpack(frame.payload)
        return float(seconds)

    def _watch(self) -> float:
        """How long to wait before looking again; raises PoolError when there is no more waiting."""
        ticket, now = self.ticket, time.monotonic()
        ran = ticket.run_time(now)
        if ticket.end:
            raise ticket.end
        if ran >= self._job.seconds:
            raise DeadlineError
        if ticket.standing_time(now) >= self._pause_limit:
            raise BusyError
        if ran < LOW_SECONDS:
            return LOW_SECONDS - ran + MOMENT
        if self.departed():
            raise DepartureError
        self._pool._look(ticket)
        light_left = LOOK_SECONDS if ticket.heavy else ticket.light_seconds - ticket.effort(now)
        return min(LOOK_SECONDS, self._job.seconds - ran + MOMENT, max(0, light_left) + MOMENT)

    def _release(self, reusable: bool) -> None:
        self._pool._leave(self, reusable=reusable)


def _unless_failed(frame: Frame) -> Frame:
    if frame.tag is Tag.FAILURE:
        raise QueryError(Failure(**decode(frame.payload)))
    return frame
