"""An answer on its way -> a file that grows as the worker sends, read by the client at its own pace.

A thread of its own takes the answer from the worker, so that a slow client keeps a file waiting, never a worker.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from typing import IO

from endpoint.answer import Answer
from endpoint.ends import DepartureError, PoolError

BLOCK_BYTES = 256 << 10


class Spool:
    """The room for answers on their way, in bytes. Thread-safe."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._guard = threading.Lock()
        self.used = 0

    def take(self, number: int) -> bool:
        """Take so many bytes, if they are there."""
        with self._guard:
            fits = self.used + number <= self._size
            self.used += number if fits else 0
            return fits

    def give_back(self, number: int) -> None:
        """They are free again."""
        with self._guard:
            self.used -= number


class CutError(Exception):
    """An answer that broke off after its first byte had gone out: the connection must end so that the client knows."""


class Growing:
    """An answer of unknown length: iterate over its bytes, once; close it, read or not.

    The spool has room for what has `begun`, which is given back in the end. Iteration raises CutError where the answer
    breaks off, by the worker's end, at `limit` bytes, or when the spool is full.
    """

    def __init__(self, begun: bytes, coming: Answer, limit: int, spool: Spool) -> None:
        self._coming = coming
        self._limit = limit
        self._spool = spool
        self._taken = len(begun)
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 closed in close()
        self._file.write(begun)
        self._length = len(begun)
        self._changed = threading.Condition()
        self._ended = self._closed = False
        self._failure: Exception | None = None
        threading.Thread(target=self._fill, name="answer", daemon=True).start()

    def __iter__(self) -> Iterator[bytes]:
        position = 0
        try:
            while block := self._block(position):
                yield block
                position += len(block)
        finally:
            self.close()

    def close(self) -> None:
        """Free the file, and the worker if it is still sending."""
        with self._changed:
            self._closed = True
            self._free()

    def _block(self, position: int) -> bytes:
        with self._changed:
            while self._length == position and not self._ended:
                self._changed.wait()
            if self._length == position and self._failure:
                raise CutError(str(self._failure) or type(self._failure).__name__) from self._failure
        return os.pread(self._file.fileno(), BLOCK_BYTES, position)

    def _fill(self) -> None:
        try:
            with self._coming as coming:
                for piece in coming:
                    self._append(piece)
        except (PoolError, CutError, OSError) as error:
            self._failure = error
        with self._changed:
            self._ended = True
            self._free()
            self._changed.notify_all()

    def _free(self) -> None:
        """When neither end has use for it any more."""
        if self._ended and self._closed:
            self._file.close()
            self._spool.give_back(self._taken)
            self._taken = 0

    def _append(self, piece: bytes) -> None:
        with self._changed:
            if self._closed:
                raise DepartureError
            if self._length + len(piece) > self._limit:
                raise CutError(f"an answer may have {self._limit} bytes")
            if not self._spool.take(len(piece)):
                raise CutError("there is no more room for answers that are not taken")
            self._taken += len(piece)
            self._file.write(piece)
            self._file.flush()
            self._length += len(piece)
            self._changed.notify_all()
