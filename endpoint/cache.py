"""Complete answers, kept while the memory lasts: asked again over the same version, a query costs no worker."""

from __future__ import annotations

import threading
from collections import OrderedDict

from msgspec import Struct

from endpoint.formats import Choice

# One answer may take this part of the cache, so that a few large ones do not drive out all others.
LARGEST_PART = 8
# What an entry costs beside its body, roughly.
ENTRY_BYTES = 1 << 10


class Complete(Struct, frozen=True):
    """A complete answer: its kind as in `wire.Header`, its format, its bytes, and the content coding they are in."""

    kind: str
    choice: Choice
    body: bytes
    coding: str | None = None


class AnswerCache:
    """The answers used last, by key, within a number of bytes. Thread-safe."""

    def __init__(self, size_bytes: int) -> None:
        self._size = size_bytes
        self._used = 0
        self._guard = threading.Lock()
        self._answers: OrderedDict[str, Complete] = OrderedDict()
        self.hits = self.misses = 0

    @property
    def used_bytes(self) -> int:
        """How much of the memory is taken."""
        return self._used

    def get(self, key: str) -> Complete | None:
        """The answer of that key, if it is still there."""
        with self._guard:
            found = self._answers.get(key)
            if found is None:
                self.misses += 1
                return None
            self._answers.move_to_end(key)
            self.hits += 1
            return found

    def put(self, key: str, answer: Complete) -> None:
        """Keep an answer, dropping those not used for longest; one too large is not kept."""
        cost = _cost(answer)
        if cost > self._size // LARGEST_PART:
            return
        with self._guard:
            if (before := self._answers.pop(key, None)) is not None:
                self._used -= _cost(before)
            self._answers[key] = answer
            self._used += cost
            while self._used > self._size:
                _, dropped = self._answers.popitem(last=False)
                self._used -= _cost(dropped)


def _cost(answer: Complete) -> int:
    return len(answer.body) + ENTRY_BYTES
