"""How well a name in an article fits one that an actor is known by: the whole name, part of it, another spelling.

What the press spells in several ways is one (`kg.search_words`). Beyond that foreign names waver between letters of
like sound (غوتيريش، جوتيريس) and between long vowels written and left out; Arabic ones never do (حسن، حسين).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Literal

from kg.search_words import key_of
from kg.wikidata.names import key_of_name

# From the best to the worst. `bare`: a body's name without its demonym; `family`: the last of a person's names alone.
# `like`: all that tells one from another may be vowels, so that more than the name must speak for it (بولتن، بولتون).
Fit = Literal["label", "alias", "part", "bare", "variant", "like", "short", "family"]
FITS: tuple[Fit, ...] = ("label", "alias", "part", "bare", "variant", "like", "short", "family")

# What links the parts of a name, and may be left out: محمد بن سلمان آل سعود, محمد سلمان.
_LINKS = frozenset(["بن", "ابن", "بنت", "ال"])
_SON = frozenset(["بن", "ابن", "بنت", "ولد"])
_HOUSE = frozenset(["ال"])
_ALIKE = {
    **dict.fromkeys("غجقك", "ك"),
    **dict.fromkeys("سشصثز", "س"),
    **dict.fromkeys("تطث", "ت"),
    **dict.fromkeys("دضذظ", "د"),
    **dict.fromkeys("فب", "ب"),
    **dict.fromkeys("هح", "ه"),
}
_VOWELS = re.compile("[اويء]")
_DOUBLED = re.compile(r"(.)\1")
# A word of fewer consonants is told by its vowels: سعد is not سعيد, محمد not محمود.
_ROOTED, _LOOSELY = 5, 3
# Letters of like sound that foreign names are written with, each row in turn for the others.
_SWAPPED = ("غجكق", "شس", "تط", "زذ", "فب")
_MOST_SPELLINGS = 12


@lru_cache(maxsize=1 << 15)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, however spelt."""
    return tuple(key_of_name(name).split())


@lru_cache(maxsize=1 << 15)
def core_of(name: str) -> tuple[str, ...]:
    """The words of a name without articles and what links them."""
    return tuple(bare(word) for word in words_of(name) if word not in _LINKS)


def bare(word: str) -> str:
    """A word without the article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=1 << 15)
def sound_of(name: str, *, loosely: bool = False) -> str:
    """A key that spellings of one foreign name share: letters of like sound made one, vowels left out of long words.

    `loosely`: of words of three consonants too.
    """
    return " ".join(_sound(word, _LOOSELY if loosely else _ROOTED) for word in core_of(name))


def _sound(word: str, rooted: int) -> str:
    alike = _DOUBLED.sub(r"\1", "".join(_ALIKE.get(letter, letter) for letter in word))
    consonants = _VOWELS.sub("", alike)
    return consonants if len(consonants) >= rooted else alike


def fit(seen: Iterable[str], label: str, names: Iterable[str], short: Iterable[str], *, person: bool) -> Fit | None:
    """How well the best of the names seen fits an actor known by a label, other names and short forms; None if none.

    A person whose whole name has been seen is not judged by the family name.
    """
    called = [name for name in dict.fromkeys(seen) if words_of(name)]
    if person:
        called = [name for name in called if len(core_of(name)) > 1] or called
    known = tuple(names)
    found = (_fit(name, label, known, tuple(short), person=person) for name in called)
    return min((one for one in found if one), key=FITS.index, default=None)


def _fit(seen: str, label: str, names: tuple[str, ...], short: tuple[str, ...], *, person: bool) -> Fit | None:
    key = words_of(seen)
    if key == words_of(label):
        return "label"
    if key in map(words_of, names):
        # A person who is also known by a single name shares it with the family, or with every king of that name.
        return "short" if person and len(core_of(seen)) == 1 else "alias"
    every = (label, *names)
    if person and any(is_part(seen, name) for name in every):
        return "part"
    if any(is_spelling(seen, name) if person else core_of(seen) == core_of(name) for name in every):
        return "variant"
    if key in map(words_of, short):
        return "short"
    if person and any(is_spelling(seen, name, loosely=True) for name in every):
        return "like"
    return "family" if person and any(is_family(seen, name) for name in every) else None


def is_part(seen: str, name: str) -> bool:
    """Whether one is the other with names left out: the first is the same, and so is the last or all of the shorter."""
    mine, theirs = core_of(seen), core_of(name)
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) < 2 or shorter[0] != longer[0]:
        return False
    whole = shorter[-1] == longer[-1] or longer[: len(shorter)] == shorter
    rest = iter(longer)
    return whole and all(word in rest for word in shorter)


def is_spelling(seen: str, name: str, *, loosely: bool = False) -> bool:
    """Whether two names of several words sound the same."""
    return len(core_of(seen)) > 1 and sound_of(seen, loosely=loosely) == sound_of(name, loosely=loosely)


def is_family(seen: str, name: str) -> bool:
    """Whether a single word is the last of somebody's names, not the father's (سلمان بن عبد العزيز) nor the house's
    (آل سعود).
    """
    mine, theirs, words = core_of(seen), core_of(name), words_of(name)
    return len(mine) == 1 and len(theirs) > 1 and mine[0] == theirs[-1] and words[-2] not in _SON | _HOUSE


def spellings(name: str) -> Iterator[str]:
    """Other ways in which a foreign name may be written, a few: one letter of like sound after the other."""
    key = key_of(name)
    rows = [row for row in _SWAPPED if any(letter in key for letter in row)]
    made = dict.fromkeys(
        key.replace(one, other) for row in rows for one, other in product(row, row) if one != other and one in key
    )
    yield from list(made)[:_MOST_SPELLINGS]


def without(name: str, words: Iterable[str]) -> str:
    """A name without certain words, each as `words_of` writes it: وزارة الخارجية العراقية -> وزاره الخارجيه."""
    dropped = set(words)
    return " ".join(word for word in words_of(name) if word not in dropped)
