"""Words -> the readers that they concern: one look at each word of a text serves all readers.

Most tokens are one of few words and concern nobody. A reader says once which words concern it, and is then led to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.wordmemo import WordMemo

Concern = int
_askers: list[Callable[[str], object]] = []


def concern(asker: Callable[[str], object]) -> Concern:
    """Enter a reader by what it asks of a folded word; what comes back stands for it in `concerned`."""
    _askers.append(asker)
    _memo.clear()
    return 1 << (len(_askers) - 1)


def concerned(words: Iterable[str]) -> list[tuple[int, Concern]]:
    """The places of the words that concern any reader, each with the sum of those whom it does."""
    return [(place, found) for place, found in enumerate(map(_memo.__getitem__, words)) if found]


def _ask(word: str) -> Concern:
    return sum(1 << bit for bit, asker in enumerate(_askers) if asker(word))


_memo: WordMemo[Concern] = WordMemo(_ask)
