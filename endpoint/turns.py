"""Whose turn it is, for those who wait in threads: the queries of an engine, told, cancelled and turned away."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass

from endpoint.admission import Lanes, State, Ticket
from endpoint.answer import Departed
from endpoint.ends import BusyError, CancelledError, DepartureError, RetiredError

# How often a wait looks whether the client is still there.
LOOK_SECONDS = 0.1
# How often one that has not begun also looks whether another query must make way by now.
PRESS_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Running:
    """A query that waits or runs: whose it is, its text, when it came (seconds since 1970), its state and run time."""

    id: str
    client: str
    query: str
    started: float
    state: str
    seconds: float


class Turns:
    """The queries of one engine, each with its ticket. Thread-safe; `ends` counts how they ended, in a word each."""

    def __init__(self, lanes: Lanes, queue_seconds: float, ends: Counter[str] | None = None) -> None:
        """A query waits `queue_seconds` at most; several engines may share `ends`."""
        self._lock = threading.Lock()
        self._lanes = lanes
        self._queue_seconds = queue_seconds
        self._closed = False
        self.ends: Counter[str] = Counter() if ends is None else ends

    def running(self) -> list[Running]:
        """The queries that wait or run, oldest first."""
        now = time.monotonic()
        with self._lock:
            return [
                Running(entry.id, entry.client, entry.query, entry.started, entry.state.value, entry.run_time(now))
                for entry in self._lanes.tickets
            ]

    def cancel(self, id: str) -> bool:
        """Stop a query; its asker gets CancelledError. False if no query of this id waits or runs."""
        with self._lock:
            ticket = self._lanes.find(id)
            if ticket:
                ticket.finish(CancelledError())
            return ticket is not None

    def _enter(self, ticket: Ticket, departed: Departed) -> None:
        """Wait for a place; raises PoolError."""
        give_up = time.monotonic() + self._queue_seconds
        with self._lock:
            if self._closed:
                raise RetiredError
            self._lanes.enter(ticket, time.monotonic())
        while ticket.turn and not ticket.turn.wait(min(PRESS_SECONDS, max(0, give_up - time.monotonic()))):
            if departed():
                raise DepartureError
            if time.monotonic() >= give_up:
                raise BusyError
            with self._lock:
                self._lanes.press(time.monotonic())
        if ticket.end:
            raise ticket.end

    def _turn_away(self) -> None:
        """Take no more queries, and tell those that wait; whoever calls this holds the lock."""
        self._closed = True
        for ticket in self._lanes.tickets:
            if ticket.state is State.QUEUED:
                ticket.finish(RetiredError())


def ending(error: BaseException | None, *, complete: bool) -> str:
    """How a query ended, in a word."""
    if error:
        return type(error).__name__.removesuffix("Error").lower()
    return "complete" if complete else "abandoned"
