"""What the processes of one service know of each other: a page of memory that all of them share.

The fronts (the processes that answer requests) are numbered as they start. The newest that is ready serves; an older
one ends its work and leaves. So nobody is ever sent away while a successor is still loading.
"""

from __future__ import annotations

import mmap
import os
import select
import struct
import time

_NUMBERED, _READY, _KEEPER, _CLOSING = (struct.Struct(form) for form in "qqqd")
_AT = {_NUMBERED: 0, _READY: 8, _KEEPER: 16, _CLOSING: 24}


class Roster:
    """Made by the first process of a service; its children inherit it by fork."""

    def __init__(self) -> None:
        self._page = mmap.mmap(-1, mmap.PAGESIZE)
        # Whoever serves has an end of this pipe, so that its end of file says that all of them are gone.
        self._gone, self._here = os.pipe()

    def _read(self, what: struct.Struct) -> float:
        value: float = what.unpack_from(self._page, _AT[what])[0]
        return value

    def _write(self, what: struct.Struct, value: float) -> None:
        what.pack_into(self._page, _AT[what], value)

    def number(self) -> int:
        """The number of a front that is about to start."""
        self._write(_NUMBERED, int(self._read(_NUMBERED)) + 1)
        return int(self._read(_NUMBERED))

    @property
    def ready(self) -> int:
        """The number of the newest front that is or was ready; 0 before the first."""
        return int(self._read(_READY))

    def call_ready(self, number: int) -> bool:
        """A front has loaded; whether it is the first ever."""
        first = not self.ready
        self._write(_READY, max(self.ready, number))
        return first

    @property
    def keeper(self) -> int:
        """The process id of the keeper; 0 if there is none."""
        return int(self._read(_KEEPER))

    @keeper.setter
    def keeper(self, pid: int) -> None:
        self._write(_KEEPER, pid)

    def close(self, seconds: float) -> None:
        """The service ends; whoever answers a request may take so long to complete it."""
        self._write(_CLOSING, time.monotonic() + seconds)

    @property
    def closing(self) -> bool:
        """Whether the service is ending."""
        return bool(self._read(_CLOSING))

    @property
    def overdue(self) -> bool:
        """Whether the time to complete requests is over."""
        return self.closing and time.monotonic() > self._read(_CLOSING)

    def leave(self) -> None:
        """This process is none of those that serve."""
        if self._here >= 0:
            os.close(self._here)
            self._here = -1

    def all_left(self, seconds: float) -> bool:
        """Wait until all who served have ended; False if some still run after so long."""
        self.leave()
        poll = select.poll()
        poll.register(self._gone, select.POLLIN)
        return bool(poll.poll(max(0, seconds) * 1000))
