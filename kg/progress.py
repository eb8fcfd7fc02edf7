"""Work done -> a line on standard error for whoever waits: one that updates on a terminal, sparse ones in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

# Whoever waits less than this needs no telling.
QUIET_SECONDS = 2.0
TERMINAL_SECONDS = 0.2
LOG_SECONDS = 10.0


class Progress:
    """Counts finished things and tells of them; use it as a context manager, so that the line is closed.

    `what` names the things counted ("articles"); `out` is where the line goes, standard error unless given.
    """

    def __init__(self, what: str, *, out: TextIO | None = None) -> None:
        self._what = what
        self._out = out if out is not None else sys.stderr
        self._terminal = self._out.isatty()
        self._count = 0
        self._start = time.monotonic()
        self._next = self._start + QUIET_SECONDS
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown and self._terminal:
            self._out.write("\r\033[K")
            self._out.flush()

    def advance(self, count: int = 1) -> None:
        """Note that so many more are done, and tell if it is time."""
        self._count += count
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (TERMINAL_SECONDS if self._terminal else LOG_SECONDS)
        self._tell(f"{self._count} {self._what}, {self._count / (now - self._start):.0f} a second")

    def tell(self, line: Callable[[], str]) -> None:
        """Tell something else than the count, if it is time."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + (TERMINAL_SECONDS if self._terminal else LOG_SECONDS)
            self._tell(line())

    def note(self, stage: str) -> None:
        """Tell which stage comes now, if things have taken long enough for anyone to wonder."""
        if time.monotonic() - self._start >= QUIET_SECONDS:
            self._tell(f"{self._count} {self._what}; {stage}")

    def _tell(self, line: str) -> None:
        self._shown = True
        self._out.write(f"\r\033[K{line}" if self._terminal else f"{line}\n")
        self._out.flush()
