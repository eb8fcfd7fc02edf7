"""Words of a passage -> the stems by which renderings of one sentence are recognised.

Newswire translates a speech sentence by sentence, each outlet for itself: the order changes (لن نكون مع نهاية العام في
مهمة قتالية، مع نهاية العام لن نكون في مهمة قتالية), and the words between. What stays are the nouns and verbs. Stemming
is light (L. Larkey et al., https://link.springer.com/chapter/10.1007/978-1-4020-6046-5_12): what is written on to
a word is cut off, its root is not sought.
"""

from __future__ import annotations

from functools import cache, lru_cache

from kg.merging.table import table
from kg.search_words import key_of

# What is written on to the beginning of a word, cut off again and again: والبيان, البيان and بيان end as one.
_FRONT = ("ال", "و", "ف", "ب", "ل", "س")
# Longest first.
_BACK = ("هما", "تها", "تهم", "ات", "ون", "ين", "ان", "ها", "هم", "نا", "يه", "ته", "ه", "ي", "ا", "ت")
_SHORTEST = 3


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the telling words of a passage, in order; numbers stay as they are."""
    return tuple(stem for word in key_of(text).split() if (stem := stem_of(word)))


@lru_cache(maxsize=1 << 16)
def stem_of(word: str) -> str:
    """The stem of a word's key, or nothing if the word tells nothing (في، التي، كان)."""
    if word in _idle():
        return ""
    stem = _cut(word)
    return "" if stem in _idle() else _same().get(stem, stem)


def _cut(word: str) -> str:
    return _cut_back(_cut_front(word))


def _cut_front(word: str) -> str:
    for front in _FRONT:
        if word.startswith(front) and len(word) - len(front) >= _SHORTEST:
            return _cut_front(word[len(front) :])
    return word


def _cut_back(word: str) -> str:
    for back in _BACK:
        if word.endswith(back) and len(word) - len(back) >= _SHORTEST:
            return word[: -len(back)]
    return word


@cache
def _idle() -> frozenset[str]:
    words = (key for row in table().idle for word in row.words for key in key_of(word).split())
    return frozenset(form for word in words for form in (word, _cut(word)))


@cache
def _same() -> dict[str, str]:
    """Stem -> the one that stands for it and for what translators write in its place."""
    rows = ([_cut(key_of(word)) for word in row.words] for row in table().same)
    return {other: one for one, *others in rows for other in others}
