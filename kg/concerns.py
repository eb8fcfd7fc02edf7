"""Words -> what the readers have to know of each: one look at each word of a text serves them all.

Most tokens are one of few words and concern nobody. A reader says once which words concern it, and is then led to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from kg.wordmemo import WordMemo

V = TypeVar("V")
Concern = int
# The word itself, the readers that it concerns, and what it was given for each column.
Known = tuple[Any, ...]
WORD, READERS = 0, 1
_askers: list[Callable[[str], object]] = []
_tellers: list[Callable[[str], object]] = []


def concern(asker: Callable[[str], object]) -> Concern:
    """Enter a reader by what it asks of a folded word; what comes back stands for it among the READERS of a word."""
    _askers.append(asker)
    _forget()
    return len(_askers) - 1


def column(teller: Callable[[str], object]) -> int:
    """Enter what is to be told of every folded word; what comes back is its place in what is `known` of one."""
    _tellers.append(teller)
    _forget()
    return READERS + len(_tellers)


def none_concerned() -> list[list[int]]:
    """For every reader the places of the words that concern it, as long as no word was read."""
    return [[] for _ in _askers]


def look_up(words: Iterable[str]) -> list[Known]:
    """What the readers have to know of each word: WORD (one object for all its tokens), READERS and the columns."""
    return list(map(_memo.__getitem__, words))


def _ask(word: str) -> Known:
    readers = tuple(reader for reader, asker in enumerate(_askers) if asker(word))
    return (word, readers, *(tell(word) for tell in _tellers))


def memo(tell: Callable[[str], V]) -> WordMemo[V]:
    """What is made of what is known of words, remembered until something new is entered."""
    _memos.append(WordMemo(tell))
    return _memos[-1]


def _forget() -> None:
    for remembered in _memos:
        remembered.clear()


_memos: list[WordMemo[Any]] = []
_memo = memo(_ask)
