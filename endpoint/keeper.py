"""Two processes that replace each other, so that any one of a service may be killed: the keeper and the server.

    keeper   the process that the user started; holds the listening socket, starts the server again when it dies
    server   takes care of the front, which answers requests, and starts another keeper when the keeper dies

Whoever replaces another is forked, so that it is there at once; connections wait in the listening socket meanwhile.
SIGTERM ends the service when its requests are answered, SIGINT at once, SIGHUP renews the front with settings read
anew; the last goes to the server, as does SIGUSR1.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from endpoint.peer import Peer, hear_of_parents_end, take_name
from endpoint.roster import Roster

ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}
PASSED_ON = {signal.SIGHUP, signal.SIGUSR1}
HEARD = ENDING | PASSED_ON | {signal.SIGCHLD}
# A server that ends by itself is started again after these, and after the last from then on.
PAUSES = (0.1, 0.3, 1.0, 3.0, 5.0)
# What ending takes beyond the answers that are waited for.
MARGIN_SECONDS = 4.0
log = logging.getLogger("mithaq.endpoint")


class KeeperError(Exception):
    """The service cannot be kept."""


class Keeper:
    """`run` is for the process that the user started, `mind` for the server that it forks, which `serve` is."""

    def __init__(self, serve: Callable[[Keeper], None], roster: Roster, stop_seconds: float) -> None:
        self.roster = roster
        self._serve = serve
        self._stop_seconds = stop_seconds
        self._terminal = _has_terminal()
        self._failures = 0

    # In the keeper

    def run(self) -> None:
        """Keep the service until it is told to end; raises KeeperError if it never got so far as to serve."""
        take_name("mithaq keeper")
        self.roster.keeper = os.getpid()
        with _Signals() as self._signals:
            self._server = self._start_server()
            self._keep()

    def _keep(self) -> None:
        while True:
            _reap()
            for number in self._signals.wait(self._server):
                if number in ENDING or (number == signal.SIGHUP and self._terminal and not _has_terminal()):
                    return self._stop(number)
                if number in PASSED_ON:
                    self._server.tell(number)
            if self._server.gone and not self._restart_server():
                return None

    def _restart_server(self) -> bool:
        """Start it again; False if told to end meanwhile. Raises KeeperError."""
        gave_up = self._server.gave_up
        if gave_up and not self.roster.ready:
            raise KeeperError("the service could not start, for the reason told above")
        log.error("the server (process %d) has died; it is started again", self._server.pid)
        self._server.forget()
        # One that was killed is replaced at once: until then nobody would replace the keeper.
        self._failures = self._failures + 1 if gave_up else 0
        if gave_up:
            pause = PAUSES[min(self._failures, len(PAUSES)) - 1]
            if ENDING & self._signals.pause(pause):
                self.roster.close(0)
                return False
        self._server = self._start_server()
        return True

    def _start_server(self) -> Peer:
        keeper = Peer(os.getpid())
        pid = _fork(lambda: self._be_server(keeper))
        keeper.forget()
        return Peer(pid)

    def _stop(self, number: signal.Signals) -> None:
        seconds = self._stop_seconds if number == signal.SIGTERM else 0
        self.roster.close(seconds)
        self._server.tell(signal.SIGTERM if number == signal.SIGTERM else signal.SIGINT)
        if not self.roster.all_left(seconds + MARGIN_SECONDS):
            self._server.tell(signal.SIGKILL)
            self.roster.all_left(MARGIN_SECONDS)

    # In the server

    def _be_server(self, keeper: Peer) -> None:
        take_name("mithaq server")
        self._signals.close()
        self._keeper = keeper
        hear_of_parents_end()
        self._serve(self)

    def mind(self) -> None:
        """Replace the keeper if it has been killed. Called by the server, often, and whenever it hears SIGCHLD."""
        if self.roster.closing or not self._keeper.gone:
            return
        server, killed = Peer(os.getpid()), self._keeper.pid
        pid = _fork(lambda: self._be_keeper(server))
        server.forget()
        self._keeper.forget()
        self._keeper = Peer(pid)
        log.error("the keeper (process %d) was killed; process %d takes its place: signals go there now", killed, pid)

    def _be_keeper(self, server: Peer) -> None:
        take_name("mithaq keeper")
        self.roster.keeper = os.getpid()
        self._server, self._failures = server, 0
        with _Signals() as self._signals:
            self._keep()


class _Signals:
    """The signals that come to this process, one after the other."""

    def __enter__(self) -> _Signals:
        self._here, there = os.pipe()
        self._there = there
        for end in (self._here, there):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(there)
        for number in HEARD:
            signal.signal(number, _hear)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Hear no more."""
        signal.set_wakeup_fd(-1)
        os.close(self._here)
        os.close(self._there)

    def wait(self, server: Peer) -> set[signal.Signals]:
        """The signals that have come; none if the server has ended."""
        return self._wait((self._here, server.handle), None)

    def pause(self, seconds: float) -> set[signal.Signals]:
        """The signals that come within so long."""
        return self._wait((self._here,), seconds * 1000)

    def _wait(self, handles: tuple[int, ...], milliseconds: float | None) -> set[signal.Signals]:
        poll = select.poll()
        for handle in handles:
            poll.register(handle, select.POLLIN)
        poll.poll(milliseconds)
        try:
            return {signal.Signals(number) for number in os.read(self._here, 64)} & HEARD
        except BlockingIOError:
            return set()


def _hear(_number: int, _frame: object) -> None:
    """The number has gone into the pipe already."""


def _fork(become: Callable[[], None]) -> int:
    """A child that does nothing but `become`; its process id. No signal is lost, or heard by the wrong one."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    pid = os.fork()
    if pid == 0:
        _live(become)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pid


def _live(become: Callable[[], None]) -> NoReturn:
    status = 1
    try:
        for number in HEARD:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
        become()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _reap() -> None:
    """Let the dead children go; as the first process of a container, also those of others."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _has_terminal() -> bool:
    """Whether a terminal controls this process; when it is closed, SIGHUP comes and means the end."""
    try:
        os.close(os.open(Path("/dev/tty"), os.O_RDWR))
    except OSError:
        return False
    return True
