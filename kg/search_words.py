"""Text -> the words a reader would search it by, whatever the spelling; and what a reader asks for, as such words.

A word's key is its folded spelling, with the spellings that newswire uses side by side made one (أمريكا is أميركا), by
the table lexicon/spellings.yaml. A word asked for is also found behind the particles that Arabic writes on to it:
والعراق، للعراق، بالعراق; see L. Larkey et al., Light Stemming for Arabic Information Retrieval,
https://link.springer.com/chapter/10.1007/978-1-4020-6046-5_12. Nothing else is cut off: عراقي is another word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.curated import Spelling
from kg.folding import fold, fold_with_offsets
from kg.span import Span
from kg.tables import curated, read_table

_ASKED = re.compile(r'"([^"]*)"?|([^"*]+)(\*)?')
# What may stand before a word, written together with it: a conjunction, a preposition, the article.
_CONJUNCTIONS, _PREPOSITIONS, _ARTICLE = ("", "و", "ف"), ("", "ب", "ك", "ل"), "ال"
# A word of fewer letters keeps what looks like its article: ال in آلة is none.
_SHORTEST = 2
# Terms beyond these say nothing more about what is meant.
MOST_TERMS = 16


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its key and where it stands in the raw text."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """What is asked for: the keys of one word, or of several in a row; the last may be only begun."""

    keys: tuple[str, ...]
    begun: bool = False


def key_of(text: str) -> str:
    """The spelling-insensitive key of a text: its words' keys, one space between them; marks are left out."""
    return " ".join(_keys(fold(text)))


def words_of(text: str) -> list[Word]:
    """The words of a text in order."""
    folded = fold_with_offsets(text)
    found = _word().finditer(folded.text)
    return [Word(_key(match[0]), folded.raw(match.start(), match.end())) for match in found]


def terms_of(question: str) -> tuple[Term, ...]:
    """What a reader asks for: words, "words in a row", and the beginning of a word with a star: عراق*."""
    terms = []
    for match in _ASKED.finditer(fold(question)):
        if match[1] is not None:
            terms.append(Term(_keys(match[1])))
        else:
            terms += [Term((key,), begun=bool(match[3])) for key in _keys(match[2])]
    return tuple(term for term in terms if term.keys)[:MOST_TERMS]


@lru_cache(maxsize=4096)
def written(key: str) -> frozenset[str]:
    """Every way the word of a key may stand in a text: bare, with the article, behind particles."""
    bare = key.removeprefix(_ARTICLE)
    if len(bare) < _SHORTEST or bare == key:
        bare = key
    forms = {key}
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            article = "ل" if preposition == "ل" else preposition + _ARTICLE
            forms |= {conjunction + preposition + bare, conjunction + article + bare}
    return frozenset(forms)


def spans_of(terms: Sequence[Term], text: str) -> list[Span]:
    """Where the words asked for stand in a text, in order."""
    words = words_of(text)
    found: set[int] = set()
    for term in terms:
        for start in range(len(words) - len(term.keys) + 1):
            if _stands(term, words, start):
                found.update(range(start, start + len(term.keys)))
    return [words[place].span for place in sorted(found)]


def matches(text: str, question: str) -> bool:
    """Whether a text has all that is asked for; a question without words is met by none."""
    terms = terms_of(question)
    words = words_of(text)
    return bool(terms) and all(
        any(_stands(term, words, start) for start in range(len(words) - len(term.keys) + 1)) for term in terms
    )


def _stands(term: Term, words: Sequence[Word], start: int) -> bool:
    last = len(term.keys) - 1
    for place, key in enumerate(term.keys):
        here = words[start + place].key
        if term.begun and place == last:
            if not _begins(here, written(key)):
                return False
        elif here not in written(key):
            return False
    return True


def _begins(word: str, forms: Collection[str]) -> bool:
    return any(word.startswith(form) for form in forms)


def _keys(folded: str) -> tuple[str, ...]:
    return tuple(_key(word) for word in _word().findall(folded))


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    word = word.replace(" ", "")
    for other, one in _spellings():
        word = word.replace(other, one)
    return word


@cache
def _word() -> re.Pattern[str]:
    """A word, also where some write it as two: عبد الله is عبدالله."""
    apart = [form for row in _rows() for form in map(fold, row.forms) if " " in form]
    return re.compile("|".join([*(rf"\b{re.escape(form)}\w*" for form in apart), r"\w+"]))


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    """Folded stretch -> the one that stands for it, in one word; longest first."""
    pairs = []
    for row in _rows():
        one, *others = (fold(form).replace(" ", "") for form in row.forms)
        pairs += [(other, one) for other in others if other != one]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _rows() -> tuple[Spelling, ...]:
    return read_table(curated("lexicon", "spellings.yaml"), Spelling)
