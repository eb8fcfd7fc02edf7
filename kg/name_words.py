"""A name in Arabic or Latin letters -> its words, as names are compared: whatever the spelling, without the article.

Also the other way names stand in the tables of people: with titles before them, notes in brackets behind them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg.curated import Office, Title
from kg.search_words import key_of
from kg.skeletons import is_latin, skeletons
from kg.tables import curated, read_table

# What stands within a word for ع or hamza, or for nothing.
_MARKS = re.compile("['’‘ʼʿʾ`´ʻ]")
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLE, _SHORTEST = "ال", 5
# How adjectives of countries end, folded.
_NISBA = ("ي", "يه")
# Longer cells hold no name, nor do longer names and words: what follows is left out.
_LONGEST, _MOST_WORDS, _LONGEST_WORD = 300, 12, 40
_MOST_READINGS = 8
# How much less a reading is meant, for each word before it that is left out: an adjective (العراقي), any other.
_ADJECTIVE, _OTHER = 0.99, 0.85


@dataclass(frozen=True, slots=True)
class NamePart:
    """Words of names that are no names: see the head of the table."""

    kind: Literal["link", "article", "joined", "servant", "title"]
    forms: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a name as a cell may mean it, and how sure it is that it does (at most 1)."""

    words: tuple[str, ...]
    sureness: float


@lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, each without the article; عبد and Abdul are one word with the next."""
    words = key_of(_plain(name)).split()[:_MOST_WORDS]
    return tuple(_bare(word)[:_LONGEST_WORD] for word in _joined(words))


def begun_words(text: str) -> tuple[str, ...]:
    """The words of a name of which the last may be only begun."""
    *words, last = name_words(text) or ("",)
    bare = last.removeprefix(_ARTICLE)
    return (*words, bare or last) if last else ()


def is_link(word: str) -> bool:
    """Whether a word joins the parts of a name: بن, of."""
    return word in _parts("link")


@lru_cache(maxsize=1 << 14)
def sounds_of(word: str) -> frozenset[str]:
    """The consonants of a word, with and without an article that is written together with it: ElBaradei."""
    joined = is_latin(word) and len(word) > _SHORTEST and word[:2] in _parts("article")
    return skeletons(word) | skeletons(word[2:]) if joined else skeletons(word)


def readings(cell: str) -> tuple[Reading, ...]:
    """The names that a cell may hold: all that it says, and what is left without brackets and titles."""
    whole = cell[:_LONGEST]
    outside = _BRACKETS.sub(" ", whole)
    found: dict[tuple[str, ...], float] = {}
    for words, sureness in ((name_words(whole), 1.0), (name_words(outside), 1.0), *_untitled(outside)):
        if words:
            found.setdefault(words, sureness)
    return tuple(Reading(words, sureness) for words, sureness in list(found.items())[:_MOST_READINGS])


def _untitled(cell: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """What follows the last title, and what ends it: behind رئيس الوزراء العراقي stands a name."""
    words = key_of(_plain(cell)).split()
    rest = words[_behind_titles(words) :]
    if rest == words or len(rest) > _MOST_WORDS:
        return
    sureness = _ADJECTIVE
    for start, word in enumerate(rest):
        yield name_words(" ".join(rest[start:])), sureness
        sureness *= _ADJECTIVE if word.startswith(_ARTICLE) and word.endswith(_NISBA) else _OTHER


def _behind_titles(words: Sequence[str]) -> int:
    """The place behind the last title; 0 if there is none, or nothing but titles."""
    behind = 0
    for place in range(len(words)):
        longest = max((len(title) for title in _titles().get(words[place], ()) if _at(words, place, title)), default=0)
        if longest and place + longest < len(words):
            behind = max(behind, place + longest)
    return behind


def _at(words: Sequence[str], place: int, phrase: tuple[str, ...]) -> bool:
    return tuple(words[place : place + len(phrase)]) == phrase


def _plain(name: str) -> str:
    """A name without accents, signs for ع and articles in Latin letters."""
    apart = unicodedata.normalize("NFKD", _MARKS.sub("", name).casefold())
    together = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))
    return _latin_article().sub("", together.translate(_PLAIN))


def _joined(words: Sequence[str]) -> Iterator[str]:
    ahead = iter(words)
    for word in ahead:
        yield word + next(ahead, "") if word in _parts("servant") else word


def _bare(word: str) -> str:
    return word[len(_ARTICLE) :] if word.startswith(_ARTICLE) and len(word) >= _SHORTEST else word


@cache
def _latin_article() -> re.Pattern[str]:
    free, joined = ("|".join(sorted(_parts(kind))) for kind in ("article", "joined"))
    return re.compile(rf"\b(?:(?:{free})[-\s]+|(?:{joined})-)(?=\w)")


@cache
def _parts(kind: str) -> frozenset[str]:
    return frozenset(key_of(form) for row in _rows() if row.kind == kind for form in row.forms)


@cache
def _titles() -> dict[str, list[tuple[str, ...]]]:
    """The words of every title and office, by the first of them."""
    forms = [title.form for title in read_table(curated("lexicon", "titles.yaml"), Title)]
    forms += [form for office in read_table(curated("lexicon", "offices.yaml"), Office) for form in office.forms]
    forms += _parts("title")
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        words = tuple(key_of(form).split())
        found.setdefault(words[0], []).append(words)
    return found


@cache
def _rows() -> tuple[NamePart, ...]:
    return read_table(curated("lexicon", "name-parts.yaml"), NamePart)
