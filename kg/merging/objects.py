"""A passage -> what the undertaking in it is about: a combat mission is not the forces that are on it."""

from __future__ import annotations

from functools import cache

from kg.merging.table import Object, table
from kg.merging.wording import stems_of


def objects_of(text: str) -> tuple[str, ...]:
    """The keys of the objects that a passage names, sorted: those that say more stand for those that say less."""
    stems = frozenset(stems_of(text))
    return tuple(sorted(row.key for row, words, beside, without in _objects() if _names(stems, words, beside, without)))


def _names(stems: frozenset[str], words: frozenset[str], beside: frozenset[str], without: frozenset[str]) -> bool:
    return bool(stems & words) and (not beside or bool(stems & beside)) and not stems & without


@cache
def general() -> frozenset[str]:
    """The objects that many undertakings share."""
    return frozenset(row.key for row in table().objects if row.general)


@cache
def _objects() -> tuple[tuple[Object, frozenset[str], frozenset[str], frozenset[str]], ...]:
    return tuple((row, _stems(row.words), _stems(row.beside), _stems(row.without)) for row in table().objects)


def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem for word in words for stem in stems_of(word))
