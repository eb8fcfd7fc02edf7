"""A passage -> what the undertaking in it is about: a combat mission is not the forces that are on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kg.merging.table import Object, table
from kg.search_words import key_of

_FRONT = ("ال", "لل", "و", "ف", "ب", "ل", "س")
# What a noun, an adjective or a verb may end in beside the form in the table: مهمة، مهمات، مهمتها; قتالي، قتالية.
_ENDINGS = re.compile("(?:ه|ا|ات|ان|ون|ين|ي|يه|يين|يات|ت|تا|تي|وا)?(?:ه|ها|هم|هما|نا|ي)?")


def objects_of(text: str) -> tuple[str, ...]:
    """The keys of the objects that a passage names, sorted."""
    named = frozenset(entry for word in key_of(text).split() for entry in _entries_of(word))
    return tuple(sorted({row.key for row in table().objects if named and _is_about(named, row)}))


def _is_about(named: frozenset[str], row: Object) -> bool:
    if named.isdisjoint(row.words) or (row.beside and named.isdisjoint(row.beside)):
        return False
    return named.isdisjoint(row.without)


@cache
def general() -> frozenset[str]:
    """The objects that many undertakings share."""
    return frozenset(row.key for row in table().objects if row.general)


@lru_cache(maxsize=1 << 15)
def _entries_of(word: str) -> tuple[str, ...]:
    """The words of the table of which a word's key is a form."""
    bare = list(_bare(word))
    return tuple({given for form in bare for given, stem in _entries().get(form[:2], ()) if _is_form(form, stem)})


def _bare(word: str, written_on: int = 4) -> Iterator[str]:
    """The word, and what is left when one thing after another that may be written on to its beginning is cut off: no
    word of the language has more than some.
    """
    yield word
    for front in _FRONT if written_on else ():
        if word.startswith(front) and len(word) > len(front) + 1:
            yield from _bare(word[len(front) :], written_on - 1)


def _is_form(word: str, stem: str) -> bool:
    return word.startswith(stem) and _ENDINGS.fullmatch(word, len(stem)) is not None


@cache
def _entries() -> dict[str, list[tuple[str, str]]]:
    """The words of the table by their first two letters, each with what is left without the feminine ending."""
    entries: dict[str, list[tuple[str, str]]] = {}
    for given in dict.fromkeys(_words()):
        key = key_of(given)
        stem = key[:-1] if key.endswith("ه") else key
        entries.setdefault(stem[:2], []).append((given, stem))
    return entries


def _words() -> Iterable[str]:
    return (word for row in table().objects for words in (row.words, row.beside, row.without) for word in words)
