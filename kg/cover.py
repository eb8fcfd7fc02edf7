"""Stretches of tokens -> whether and by which of them a token is covered, however many there are."""

from __future__ import annotations

from collections.abc import Iterator


class Cover:
    """Stretches of tokens, added about in text order; looking one up costs no more in a long text than in a short."""

    def __init__(self) -> None:
        self._stretches: list[tuple[int, int]] = []
        self._reach: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Take in tokens[start:end]."""
        self._stretches.append((start, end))
        self._reach.append(max(end, self._reach[-1] if self._reach else end))

    def __contains__(self, token: int) -> bool:
        return next(self.over(token), None) is not None

    def over(self, token: int) -> Iterator[int]:
        """The numbers of the stretches that hold a token, the last one added first."""
        for number in range(len(self._stretches) - 1, -1, -1):
            if self._reach[number] <= token:
                # Neither this one nor any before it reaches so far.
                return
            start, end = self._stretches[number]
            if start <= token < end:
                yield number
