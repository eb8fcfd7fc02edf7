"""Words -> what an undertaking is about, and which sector a pledge serves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Literal

from kg.folding import fold
from kg.records import dataclass
from kg.tables import curated, read_table
from kg.trie import stripped
from kg.wordmemo import WordMemo

# What two words together count, a telling word, and one that belongs to other fields, too.
TOGETHER, TELLING, WEAK = 5, 3, 1
# How many words of a passage tell first of all.
OPENING = 20


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of `topics.yaml`: word beginnings that tell a topic or sector, and pairs of them that tell more."""

    kind: Literal["topic", "sector"]
    key: str
    words: tuple[str, ...]
    example: str
    weak: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


@cache
def topics(kind: str) -> tuple[Topic, ...]:
    """The topics or sectors in order of the table."""
    return tuple(row for row in read_table(curated("lexicon", "topics.yaml"), Topic) if row.kind == kind)


def topic_of(words: Sequence[str], kind: str, around: Iterable[str] = ()) -> str:
    """The topic or sector that the words of a passage (folded) point to, else the telling ones around it; `other` where
    none does.
    """
    hits = (
        _hits(words[:OPENING], kind)
        or _hits(words, kind)
        or Counter({p: n for p, n in _of_each(around, kind).items() if n >= TELLING})
    )
    best = min(hits, key=lambda place: (-hits[place], place), default=None)
    return "other" if best is None else topics(kind)[best].key


def _of_each(words: Iterable[str], kind: str) -> Counter[int]:
    """What the words count for each row of the table, each by itself."""
    memo, hits = _topics_of(kind), Counter[int]()
    for place, weight in chain.from_iterable(map(memo.__getitem__, words)):
        hits[place] += weight
    return hits


def _hits(words: Sequence[str], kind: str) -> Counter[int]:
    """What the words count for each row of the table, each and in pairs."""
    hits, pairs = _of_each(words, kind), _pairs_of(kind)
    for first, other in pairwise(words):
        for place, begins in pairs.get(first.removeprefix("و"), ()):
            if other.startswith(begins):
                hits[place] += TOGETHER
    return hits


@cache
def _pairs_of(kind: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """The first word of a pair, as it stands or with a preposition -> its row, and how the second one begins."""
    index: dict[str, tuple[tuple[int, str], ...]] = {}
    for place, row in enumerate(topics(kind)):
        for first, other in (fold(pair).split() for pair in row.pairs):
            for clitic in ("", "ب", "ل"):
                index[clitic + first] = (*index.get(clitic + first, ()), (place, other))
    return index


@cache
def _topics_of(kind: str) -> WordMemo[tuple[tuple[int, int], ...]]:
    """Which rows of the table a word points to, and what it counts."""
    fields = [tuple(tuple(map(fold, field)) for field in (row.words, row.weak, row.whole)) for row in topics(kind)]

    def pointed_to(word: str) -> tuple[tuple[int, int], ...]:
        bare = tuple(rest.removeprefix("ال") for _, rest in stripped(word))
        weights = ((place, _weight(bare, *field)) for place, field in enumerate(fields))
        return tuple((place, weight) for place, weight in weights if weight)

    return WordMemo(pointed_to)


def _weight(readings: tuple[str, ...], telling: tuple[str, ...], weak: tuple[str, ...], whole: tuple[str, ...]) -> int:
    if any(rest.startswith(telling) or rest in whole for rest in readings):
        return TELLING
    return WEAK if any(rest.startswith(weak) for rest in readings) else 0
