"""Bytes on their way from the thread that writes them to the one that reads them, a few pieces at a time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress

from endpoint.wire import PIECE_BYTES

HELD_PIECES = 4


class Pipe:
    """A file to write to in one thread, an iterator of its bytes in another. `finish` ends it, `close` breaks it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._pieces: deque[bytes] = deque()
        self._held = bytearray()
        self._failure: BaseException | None = None
        self._finished = self._closed = False

    def write(self, piece: bytes) -> int:
        """Part of the file protocol; waits for the reader, raises BrokenPipeError when he has gone."""
        self._held += piece
        if len(self._held) >= PIECE_BYTES:
            self._pass_on()
        return len(piece)

    def flush(self) -> None:
        """Part of the file protocol; pieces leave when they are full."""

    def finish(self, failure: BaseException | None = None) -> None:
        """The end: of all that was written, or by a failure, which the reader gets raised."""
        if not failure:
            with suppress(BrokenPipeError):
                self._pass_on()
        with self._changed:
            self._failure, self._finished = failure, True
            self._changed.notify_all()

    def close(self) -> None:
        """The reader goes."""
        with self._changed:
            self._closed = True
            self._pieces.clear()
            self._changed.notify_all()

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._next():
            yield piece

    def _next(self) -> bytes:
        with self._changed:
            while not (self._pieces or self._finished or self._closed):
                self._changed.wait()
            if self._pieces:
                self._changed.notify_all()
                return self._pieces.popleft()
            if self._failure:
                raise self._failure
            return b""

    def _pass_on(self) -> None:
        with self._changed:
            while len(self._pieces) >= HELD_PIECES and not self._closed:
                self._changed.wait()
            if self._closed:
                raise BrokenPipeError
            if self._held:
                self._pieces.append(bytes(self._held))
                self._held.clear()
            self._changed.notify_all()
