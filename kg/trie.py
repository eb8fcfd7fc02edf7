"""Phrases -> a matcher over words: longest first, at a given word.

A tree of words rather than an automaton over letters: word boundaries and Arabic's one-letter prefixes come for free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Generic, TypeVar

from kg.document import TOKEN
from kg.folding import fold
from kg.records import dataclass
from kg.wordmemo import REMEMBERED, WordMemo

T = TypeVar("T")
# The values of the phrases that end with a word, and the words with which longer ones go on.
_Node = tuple[list[Any], dict[str, Any]]
# One-letter words written together with the next one: and, so; in/by, like, for; the article after ل loses its alif.
PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found at words[start:end] with the proclitic written on its first word."""

    start: int
    end: int
    clitic: str
    value: T


class PhraseIndex(Generic[T]):
    """Phrases with values. Later phrases with the same words are added to the values found."""

    def __init__(self) -> None:
        root: dict[str, _Node] = {}
        self._root = root
        # The readings of a word with which some phrase begins, each with its branches; most words have none. What is
        # asked knows the root alone: an index that knew itself would wait for the collector.
        self._remembered = WordMemo(
            lambda word: tuple((clitic, *root[bare]) for clitic, bare in stripped(word) if bare in root)
        )
        # With brackets a dictionary that fills itself is asked by way of a look for who else answers to them.
        self._readings = self._remembered.__getitem__

    def add(self, phrase: str, value: T) -> None:
        """Index a phrase under its folded words."""
        node: _Node = ([], self._root)
        for word in words_of(phrase):
            node = node[1].setdefault(word, ([], {}))
        node[0].append(value)
        self._remembered.clear()

    def longest(self, words: list[str], start: int, first: str | None = None) -> tuple[int, list[T]] | None:
        """The longest phrase at a word: (end, values). `first` replaces the first word (with its proclitic cut off)."""
        if start >= len(words):
            return None
        node = self._root.get(words[start] if first is None else first)
        return None if node is None else _follow(node, words, start + 1)

    def match(self, words: list[str], start: int) -> Match[list[T]] | None:
        """The longest phrase at a word, whatever proclitic it carries; the bare reading wins a tie."""
        readings = self._readings(words[start]) if start < len(words) else ()
        if not readings:
            return None
        end, written, best = 0, "", None
        for clitic, values, longer in readings:
            found = _follow((values, longer), words, start + 1) if longer else (start + 1, values)
            if found and found[0] > end:
                (end, best), written = found, clitic
        return None if best is None else Match(start, end, written, best)

    def may_start(self, word: str) -> bool:
        """Whether some phrase begins with a folded word, whatever is written before it."""
        return bool(self._readings(word))

    def beginnings(self) -> frozenset[str]:
        """Every word with which some phrase may begin, whatever is written before it: for a matcher of few phrases."""
        return frozenset().union(*map(_joined, self._root))


def _follow(node: _Node | None, words: list[str], index: int) -> tuple[int, list[Any]] | None:
    """The longest phrase that goes on at words[index] from a branch of the tree: (end, values)."""
    best = None
    while node:
        values, longer = node
        if values:
            best = (index, values)
        if not longer or index >= len(words):
            break
        node = longer.get(words[index])
        index += 1
    return best


def stripped(word: str) -> Iterator[tuple[str, str]]:
    """The ways to read a word as proclitic + word: والعراق -> ('', والعراق), (و, العراق); للعراق -> (ل, العراق);
    للجنة -> (ل, لجنة), (ل, اللجنة), as three lams are written as two.
    """
    yield "", word
    if len(word) < 3:
        return
    first = word[0]
    if first in "وفبلك":
        yield from _cut(word, first)
        if first in "وف" and len(word) > 3 and word[1] in "بلك":
            yield from _cut(word, word[:2])


def _cut(word: str, clitic: str) -> Iterator[tuple[str, str]]:
    rest = word[len(clitic) :]
    joined = clitic.endswith("ل") and rest.startswith("ل")
    if joined:
        yield clitic, "ال" + rest[1:]
    yield clitic, rest
    if joined:
        yield clitic, "ال" + rest


@lru_cache(maxsize=REMEMBERED)
def _joined(word: str) -> tuple[str, ...]:
    """A word with every proclitic that `stripped` takes off."""
    stem = word[3:] if word.startswith("الل") else word[2:]
    shortened = [clitic + "ل" + stem for clitic in PROCLITICS if clitic.endswith("ل") and word.startswith("ال")]
    return (*(clitic + word for clitic in PROCLITICS), *shortened)


@lru_cache(maxsize=REMEMBERED)
def words_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase, cut as a document's tokens are."""
    return tuple(TOKEN.findall(fold(phrase)))


def phrase_index(rows: Iterable[tuple[str, T]]) -> PhraseIndex[T]:
    """An index of (phrase, value) pairs."""
    index: PhraseIndex[T] = PhraseIndex()
    for phrase, value in rows:
        index.add(phrase, value)
    return index
