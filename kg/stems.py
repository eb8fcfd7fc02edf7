"""Words of a passage -> the stems by which renderings of one sentence are recognised.

Newswire translates a speech sentence by sentence, each outlet for itself: the order changes (لن نكون مع نهاية العام في
مهمة قتالية، مع نهاية العام لن نكون في مهمة قتالية), and the words between. What stays are the nouns and verbs. Stemming
is light (L. Larkey et al., https://link.springer.com/chapter/10.1007/978-1-4020-6046-5_12): what is written on to
a word is cut off, its root is not sought.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache

from kg.records import dataclass
from kg.search_words import key_of
from kg.tables import curated, read_sections

WORDS, COUNTS = curated("lexicon", "stems.yaml"), curated("lexicon", "stem-counts.txt")
# The counts are of so many passages; a stem in fewer than so many of them is rare.
_PASSAGES, _RARE = 10_000, 6

# What is written on to the beginning of a word, cut off again and again: والبيان, البيان and بيان end as one.
_FRONT = ("ال", "و", "ف", "ب", "ل")
# The particle of the future stands before a verb's person: سيستمر، ستواصل.
_FUTURE = re.compile("س(?=[يتن]..)")
# Longest first.
_BACK = ("هما", "تها", "تهم", "ات", "ون", "ين", "ان", "ها", "هم", "نا", "يه", "ته", "ه", "ي", "ا", "ت")
_SHORTEST = 3
_SENTENCE_ENDS, _CLAUSE_ENDS = re.compile(r'[.!؟?؛\n"“”«»]+'), re.compile(r'[.!؟?؛\n"“”«»،,]+')
_SHORTEST_CLAUSE = 3


@dataclass(frozen=True, slots=True)
class Words:
    """Words that tell nothing, or that stand for each other."""

    words: tuple[str, ...]
    example: str = ""


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the telling words of a passage, in order; numbers stay as they are."""
    return tuple(stem for word in key_of(text).split() if (stem := stem_of(word)))


def clauses_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The stems of each sentence and each clause of a text that has several, of those with three words to tell by."""
    parts = [part for mark in (_SENTENCE_ENDS, _CLAUSE_ENDS) for part in mark.split(text)]
    stems = dict.fromkeys(stems_of(part) for part in parts if part.strip() != text.strip())
    return tuple(clause for clause in stems if len(set(clause)) >= _SHORTEST_CLAUSE)


@lru_cache(maxsize=1 << 16)
def stem_of(word: str) -> str:
    """The stem of a word's key, or nothing if the word tells nothing (في، التي، كان)."""
    if word in _idle():
        return ""
    stem = _cut(word)
    return "" if stem in _idle() else _same().get(stem, stem)


def _cut(word: str) -> str:
    return _cut_back(without_particles(word))


def without_particles(word: str) -> str:
    """The key of a word without what is written on to its beginning."""
    while front := next((front for front in _FRONT if word.startswith(front) and _is_long(word, front)), ""):
        word = word[len(front) :]
    return word[1:] if _FUTURE.match(word) else word


def _cut_back(word: str) -> str:
    while back := next((back for back in _BACK if word.endswith(back) and _is_long(word, back)), ""):
        word = word[: -len(back)]
    return word


def _is_long(word: str, part: str) -> bool:
    """Whether enough is left of a word without a part of it."""
    return len(word) - len(part) >= _SHORTEST


@cache
def _table() -> dict[str, list[Words]]:
    rows = read_sections(WORDS, {"idle": Words, "same": Words})
    return {name: [row for _, row in lines] for name, lines in rows.items()}


@cache
def _idle() -> frozenset[str]:
    words = (key for row in _table()["idle"] for word in row.words for key in key_of(word).split())
    return frozenset(form for word in words for form in (word, _cut(word)))


@cache
def _same() -> dict[str, str]:
    """Stem -> the one that stands for it and for what translators write in its place."""
    rows = ([_cut(key_of(word)) for word in row.words] for row in _table()["same"])
    return {other: one for one, *others in rows for other in others}


@cache
def _counts() -> dict[str, float]:
    lines = COUNTS.read_text("utf-8").splitlines()
    return {stem: float(count) for count, stem in (line.split() for line in lines if not line.startswith("#"))}


@lru_cache(maxsize=1 << 16)
def weight(stem: str) -> float:
    """How much it tells that two passages share a stem: 1 for a rare one, less the more passages have it."""
    count = _counts().get(stem, 0.0)
    return min(1.0, math.log(_PASSAGES / count) / math.log(_PASSAGES / _RARE)) if count else 1.0


@lru_cache(maxsize=1 << 14)
def bulk(stems: tuple[str, ...]) -> float:
    """How much a passage tells by its stems."""
    # Sums depend on their order in the last digit, and sets have none.
    return round(sum(map(weight, set(stems))), 6)
