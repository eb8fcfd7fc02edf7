"""Another process by a handle that never comes to mean a different one, as a number may: a Linux pidfd."""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


class Peer:
    """A process that is being watched. https://man7.org/linux/man-pages/man2/pidfd_open.2.html"""

    def __init__(self, pid: int) -> None:
        """Raises OSError if there is no such process; this one and its children there always are."""
        self.pid = pid
        self.handle = os.pidfd_open(pid)

    @property
    def gone(self) -> bool:
        """Whether it has ended."""
        poll = select.poll()
        poll.register(self.handle, select.POLLIN)
        return bool(poll.poll(0))

    @property
    def gave_up(self) -> bool:
        """Whether it has failed, rather than been killed by somebody. Known of a child only, before it is reaped."""
        try:
            end = os.waitid(os.P_PIDFD, self.handle, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return False
        return end is not None and end.si_status not in (0, signal.SIGKILL, signal.SIGTERM)

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal, if it is still there."""
        try:
            signal.pidfd_send_signal(self.handle, number)
        except ProcessLookupError:
            return

    def forget(self) -> None:
        """Watch it no longer."""
        os.close(self.handle)


def can_watch() -> bool:
    """Whether this system lets a process be watched so."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal")


def hear_of_parents_end() -> None:
    """Let the kernel send SIGCHLD when the parent ends. https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html"""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGCHLD), 0, 0, 0)


def take_name(name: str) -> None:
    """What this process is called in lists of processes (15 bytes at most)."""
    try:
        Path("/proc/self/comm").write_text(name)
    except OSError:
        return
