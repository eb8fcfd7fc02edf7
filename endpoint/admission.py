"""Which query runs now: a place for every quick one, few places for heavy ones, and no client before its turn.

A query begins in the light lane. One that has used up `LIGHT_SECONDS` there moves to the heavy lane, where it goes on
if there is a place, and is paused until there is one; beside others it goes on at a low priority. So a heavy query
never stands before a quick one, whoever asks it; and of those that wait, the one goes first whose client has lately
used least. What a page of the site asks, for somebody who waits for all of its questions, stays light for longer. This
module decides; it does not wait.
"""

from __future__ import annotations

import math
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from itertools import count

from endpoint.ends import BusyError, PoolError

# Of a processor, for a query that waits for one, beside many others, is no heavier for it.
LIGHT_SECONDS = 0.1
# From here on it runs at a low priority, if others are there, and makes way if they find no place.
LOW_SECONDS = 0.02
# The same for the questions of a page, which are ours: they begin with what the page is about, and end.
PAGE_LIGHT_SECONDS = 0.5
PAGE_LOW_SECONDS = 0.1
# What counts is at least this part of the time that passes: who waits for the disk keeps a place, too.
LEAST_EFFORT = 0.1
# How long a heavy query keeps its place from a client that has used less.
SLICE_SECONDS = 0.5
# What a client has used counts half after this long.
HALF_LIFE_SECONDS = 10.0
KNOWN_HEAVY = 1024
_arrivals = count()


class State(Enum):
    """Where a query stands."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(eq=False, slots=True)
class Ticket:
    """One query on its way through the lanes.

    `pause`, `resume`, `lower` and `stop` act on its process, `worked` tells the seconds of a processor that it has
    used, if that can be known; `end` is how it must end, once somebody has decided so. `ran` and `stood` are the
    seconds that it ran and has been paused before `since`. `turn` is for one that has to wait; `for_page` for one of a
    page's own questions.
    """

    id: str
    client: str
    query: str
    key: int = 0
    for_page: bool = False
    started: float = field(default_factory=time.time)
    arrival: int = field(default_factory=_arrivals.__next__)
    state: State = State.QUEUED
    heavy: bool = False
    since: float = 0.0
    ran: float = 0.0
    stood: float = 0.0
    end: PoolError | None = None
    turn: threading.Event | None = None
    pause: Callable[[], None] = lambda: None
    resume: Callable[[], None] = lambda: None
    lower: Callable[[], None] = lambda: None
    stop: Callable[[], None] = lambda: None
    worked: Callable[[], float] | None = None

    @property
    def light_seconds(self) -> float:
        """From how much effort on it is heavy."""
        return PAGE_LIGHT_SECONDS if self.for_page else LIGHT_SECONDS

    @property
    def low_seconds(self) -> float:
        """From how much effort on others come first."""
        return PAGE_LOW_SECONDS if self.for_page else LOW_SECONDS

    def run_time(self, now: float) -> float:
        """The seconds that it has run."""
        return self.ran + (now - self.since if self.state is State.RUNNING else 0)

    def effort(self, now: float) -> float:
        """The seconds by which it is light or heavy."""
        return max(self.work(now), LEAST_EFFORT * self.run_time(now))

    def work(self, now: float) -> float:
        """The seconds of a processor that it has used, or those that it ran where that is not known."""
        return self.worked() if self.worked else self.run_time(now)

    def standing_time(self, now: float) -> float:
        """The seconds that it has been paused."""
        return self.stood + (now - self.since if self.state is State.PAUSED else 0)

    def finish(self, end: PoolError) -> None:
        """Have it end so: wake it if it waits, stop it if it runs."""
        self.end = end
        if self.turn:
            self.turn.set()
        self.stop()


class Lanes:
    """The light and the heavy lane and those who wait for a place. Not thread-safe: its owner has a lock."""

    def __init__(self, light: int, heavy: int, queue_length: int, pause_seconds: float) -> None:
        self.light = light
        self.heavy = heavy
        self._queue_length = queue_length
        self._pause_seconds = pause_seconds
        self._tickets: dict[str, Ticket] = {}
        self._waiting: dict[str, Ticket] = {}
        self._running = {False: 0, True: 0}
        self._used: dict[str, tuple[float, float]] = {}
        self._known_heavy: OrderedDict[int, None] = OrderedDict()
        self._last_arrival = -1

    @property
    def tickets(self) -> list[Ticket]:
        """All that wait or run."""
        return list(self._tickets.values())

    def find(self, id: str) -> Ticket | None:
        """The query of this id that waits or runs."""
        return self._tickets.get(id)

    @property
    def single(self) -> bool:
        """Whether no more than one waits or runs."""
        return len(self._tickets) < 2

    def running(self, *, heavy: bool) -> int:
        """How many run in a lane."""
        return self._running[heavy]

    def enter(self, ticket: Ticket, now: float) -> None:
        """Take a query in; it runs at once, or has a `turn` to wait for. Raises BusyError when the queue is full."""
        ticket.heavy = ticket.key in self._known_heavy
        self._tickets[ticket.id] = self._waiting[ticket.id] = ticket
        self._last_arrival = ticket.arrival
        self._fill(now)
        self.press(now)
        if ticket.state is State.QUEUED:
            ticket.turn = threading.Event()
            self._shorten(State.QUEUED, now)
        if ticket.end:
            raise ticket.end

    def leave(self, ticket: Ticket, now: float) -> None:
        """A query has ended; its place goes to the next."""
        self._charge(ticket, now)
        if (
            ticket.key in self._known_heavy
            and ticket.state is State.RUNNING
            and ticket.work(now) < ticket.light_seconds
        ):
            # On a busy machine a light query, too, may have taken long.
            del self._known_heavy[ticket.key]
        if ticket.state is State.RUNNING:
            self._running[ticket.heavy] -= 1
        ticket.state = State.ENDED
        self._tickets.pop(ticket.id, None)
        self._waiting.pop(ticket.id, None)
        self._fill(now)

    def look(self, ticket: Ticket, now: float) -> None:
        """Move a running query that has been light for too long, or heavy before the turn of others."""
        if ticket.state is not State.RUNNING:
            return
        if not ticket.heavy and ticket.effort(now) >= ticket.light_seconds:
            self._make_heavy(ticket, now)
        elif ticket.heavy and now - ticket.since >= SLICE_SECONDS and self._owes_its_place(ticket, now):
            self._pause(ticket, now)
            self._fill(now)
        if ticket.effort(now) >= ticket.low_seconds and not self._is_alone(ticket):
            ticket.lower()

    def press(self, now: float) -> None:
        """If a light query waits for a place, the one that has used most makes way, if that is much."""
        if not any(ticket.state is State.QUEUED and not ticket.heavy for ticket in self._waiting.values()):
            return
        used = {
            ticket.id: ticket.worked()
            for ticket in self._tickets.values()
            if ticket.worked and ticket.state is State.RUNNING and not ticket.heavy
        }
        worst = max(used, key=used.__getitem__, default="")
        if worst and used[worst] >= LOW_SECONDS:
            self._tickets[worst].lower()
            self._make_heavy(self._tickets[worst], now)

    def _is_alone(self, ticket: Ticket) -> bool:
        """Whether nobody else has asked anything since this query came."""
        return len(self._tickets) == 1 and self._last_arrival == ticket.arrival

    def _make_heavy(self, ticket: Ticket, now: float) -> None:
        self._known_heavy[ticket.key] = None
        if len(self._known_heavy) > KNOWN_HEAVY:
            self._known_heavy.popitem(last=False)
        room = self._running[True] < self.heavy
        self._running[False] -= 1
        self._running[True] += 1
        ticket.heavy = True
        if not room:
            self._pause(ticket, now)
        self._fill(now)
        self._shorten(State.PAUSED, now)

    def _owes_its_place(self, ticket: Ticket, now: float) -> bool:
        """Whether a client that has used less waits, and this query can be paused without running out of patience."""
        if ticket.stood >= self._pause_seconds / 2:
            return False
        mine = self._usage(ticket.client, now)
        return any(
            other.heavy and self._usage(other.client, now) < mine
            for other in self._waiting.values()
            if other.client != ticket.client
        )

    def _pause(self, ticket: Ticket, now: float) -> None:
        ticket.ran, ticket.state, ticket.since = ticket.run_time(now), State.PAUSED, now
        self._running[ticket.heavy] -= 1
        self._waiting[ticket.id] = ticket
        ticket.pause()

    def _fill(self, now: float) -> None:
        """Give every free place to whoever is next."""
        for heavy, places in ((False, self.light), (True, self.heavy)):
            while self._waiting and self._running[heavy] < places and (ticket := self._next(heavy, now)):
                self._start(ticket, now)

    def _next(self, heavy: bool, now: float) -> Ticket | None:
        waiting = [ticket for ticket in self._waiting.values() if ticket.heavy is heavy and not ticket.end]
        if len(waiting) == 1:
            return waiting[0]
        return min(waiting, key=lambda ticket: (self._usage(ticket.client, now), ticket.arrival), default=None)

    def _start(self, ticket: Ticket, now: float) -> None:
        paused = ticket.state is State.PAUSED
        del self._waiting[ticket.id]
        self._running[ticket.heavy] += 1
        ticket.stood, ticket.state, ticket.since = ticket.standing_time(now), State.RUNNING, now
        if paused:
            ticket.resume()
        elif ticket.turn:
            ticket.turn.set()

    def _shorten(self, state: State, now: float) -> None:
        """Turn away the newest of the client that has most waiting, or else has used most, when more wait than may."""
        waiting = [ticket for ticket in self._waiting.values() if ticket.state is state and not ticket.end]
        if len(waiting) > self._queue_length:
            most = Counter(ticket.client for ticket in waiting)
            worst = max(waiting, key=lambda one: (most[one.client], self._usage(one.client, now), one.arrival))
            worst.finish(BusyError())

    def _usage(self, client: str, now: float) -> float:
        """The seconds of worker time that a client has used lately, those of its running queries included."""
        amount, at = self._used.get(client, (0.0, now))
        running = (ticket.run_time(now) for ticket in self._tickets.values() if ticket.client == client)
        return _decayed(amount, now - at) + sum(running)

    def _charge(self, ticket: Ticket, now: float) -> None:
        amount, at = self._used.get(ticket.client, (0.0, now))
        self._used[ticket.client] = _decayed(amount, now - at) + ticket.run_time(now), now
        if len(self._used) > KNOWN_HEAVY:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Keep the heavier half of what clients have used."""
        least_first = sorted(self._used, key=lambda client: self._usage(client, now))
        for client in least_first[: len(least_first) // 2]:
            del self._used[client]


def _decayed(amount: float, seconds: float) -> float:
    return amount * math.exp2(-seconds / HALF_LIFE_SECONDS)
