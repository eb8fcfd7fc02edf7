"""gunicorn as this service uses it: a server that takes care of one front, and a front that its successor relieves."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer
from gunicorn.workers.gthread import ThreadWorker

from endpoint.keeper import Keeper
from endpoint.peer import take_name
from endpoint.roster import Roster

# What a front whose server was killed waits for the next one's, when a keeper is there to start it.
ORPHAN_SECONDS = 120.0


class Server(Arbiter):  # type: ignore[misc]
    """Starts the front, again when it dies, and a newer one when settings are to be read again."""

    def __init__(self, app: Any, keeper: Keeper) -> None:
        self._keeper = keeper
        self._roster = keeper.roster
        # gunicorn keeps them in the class, where a server forked from another would find that one's.
        self.WORKERS: dict[int, Any] = {}
        super().__init__(app)

    def wait_for_signals(self, timeout: float = 1.0) -> list[int]:
        """As gunicorn's, and look after the keeper."""
        received: list[int] = super().wait_for_signals(timeout)
        self._keeper.mind()
        return [*received, signal.SIGTERM] if self._roster.closing else received

    def manage_workers(self) -> None:
        """Start a front if there is none but such as leave."""
        if not any(front.number >= self._roster.ready for front in self.WORKERS.values()):
            self.spawn_worker()

    def reload(self) -> None:
        """Start a front with the settings as they are now; it relieves the one that serves when it is ready."""
        if self.app.reread():
            self.setup(self.app)
            self.log.reopen_files()
            self.spawn_worker()

    def reap_workers(self) -> None:
        """As gunicorn's, but a front that cannot start does not end the one that serves."""
        try:
            super().reap_workers()
        except HaltServer:
            if not self.WORKERS:
                raise
            self.log.error("the new settings cannot be served; the old ones stay")


class Front(ThreadWorker):  # type: ignore[misc]
    """Answers requests in threads, until a newer front is ready or the service ends."""

    def enter(self, roster: Roster) -> None:
        """Take a number; still in the server."""
        self.roster = roster
        self.number = roster.number()
        self._alone_since = 0.0

    def run(self) -> None:
        """Serve; the newest front that is ready is the one that does."""
        take_name("mithaq front")
        if self.roster.call_ready(self.number):
            self.app.announce()
        super().run()

    def is_parent_alive(self) -> bool:
        """Whether to go on accepting requests."""
        if self.roster.closing or self.roster.ready > self.number:
            return False
        if self.ppid == os.getppid():
            return True
        self._alone_since = self._alone_since or time.monotonic()
        return _runs(self.roster.keeper) and time.monotonic() < self._alone_since + ORPHAN_SECONDS

    def notify(self) -> None:
        """Tell the server that this front is alive; it is not, when the service should have ended."""
        super().notify()
        if self.roster.overdue:
            self.app.end(self)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
