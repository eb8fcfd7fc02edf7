"""Likenesses of frames that hang together somehow -> groups of those that are one.

Two groups become one, the most alike first, when their frames are alike on the whole and nothing keeps any two apart:
so a statement of two sentences does not tie together all that renders either (average link, as in A. Saeedi et al.,
https://doi.org/10.1007/978-3-319-66917-5_19, with cannot-links: https://doi.org/10.1007/978-3-540-45167-9_47).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.merging.likeness import Traits, compare, repeated
from kg.merging.table import number

# Groups larger than this are compared by so many of their members.
_COMPARED = 16


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """Frames that do not differ in what is compared. `rank` orders items whatever the order in which they came."""

    rank: bytes
    traits: Traits
    articles: frozenset[str]
    apart: frozenset[bytes] = frozenset()


class Link(NamedTuple):
    """Two items, by rank, that could be one; `forced` when people decided so."""

    score: float
    first: bytes
    second: bytes
    forced: bool = False


@dataclass(slots=True, eq=False)
class Group:
    """Items that are one, and how alike those are that hold together least well."""

    items: list[Item]
    score: float = 1.0
    articles: set[str] = field(default_factory=set)


def grouped(items: Iterable[Item], links: Iterable[Link]) -> list[Group]:
    """The groups of the items, each in one, whatever the order of items and links."""
    groups = {item.rank: Group([item], 1.0, set(item.articles)) for item in items}
    for link in sorted(links, key=lambda link: (not link.forced, -link.score, link.first, link.second)):
        one, other = groups[link.first], groups[link.second]
        if one is not other and (link.forced or _are_one(one, other)):
            joined = _joined(one, other, link.score)
            groups |= {item.rank: joined for item in joined.items}
    return list({id(group): group for group in groups.values()}.values())


def _joined(one: Group, other: Group, score: float) -> Group:
    items = sorted(one.items + other.items, key=lambda item: item.rank)
    return Group(items, min(one.score, other.score, score), one.articles | other.articles)


def _are_one(one: Group, other: Group) -> bool:
    if any(item.rank in other_item.apart for item in one.items for other_item in other.items):
        return False
    scores = []
    for first, second in _pairs(one, other):
        like = compare(first.traits, second.traits)
        if like.differs or not _may_be_one(first, second):
            return False
        scores.append(like.score)
    return sum(scores) >= number("together") * len(scores)


def _may_be_one(first: Item, second: Item) -> bool:
    """Whether no article has both: one that has both has two things in mind, unless it repeats itself."""
    return first.articles.isdisjoint(second.articles) or repeated(first.traits, second.traits)


def _pairs(one: Group, other: Group) -> Iterator[tuple[Item, Item]]:
    return ((first, second) for first in one.items[:_COMPARED] for second in other.items[:_COMPARED])
