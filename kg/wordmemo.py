"""Words -> what a reader has to know of each, asked once for a word rather than once for a token."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
# How many words a memo holds before it starts afresh: memory stays flat over any number of articles.
REMEMBERED = 50_000
# Longer ones are no words (a text without spaces) and not remembered.
LONGEST = 60


class WordMemo(dict[str, V]):
    """What `tell` says of a folded word, remembered."""

    def __init__(self, tell: Callable[[str], V]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, word: str) -> V:
        told = self._tell(word)
        if len(word) <= LONGEST:
            if len(self) >= REMEMBERED:
                self.clear()
            self[word] = told
        return told
