"""Documents that an article names again -> the day on which they were issued: في بيان أمس … وأضاف البيان."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from kg.concerns import concern
from kg.document import Document
from kg.lexicon import load_lexicon
from kg.occasions import listed
from kg.places import Placed
from kg.records import dataclass

BEHIND = 3  # how far behind a cue its document stands: أضاف البيان, جاء في البيان


@dataclass
class Issued:
    """The days of the documents of one article, by their nouns."""

    document: Document
    _days: dict[str, date | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._nouns = Placed(self.document.places(_NAMED), int)

    def keep(self, start: int, end: int, day: date | None) -> None:
        """Keep the day of a new document that tokens[start:end] name: في بيان, أصدر بيانا."""
        for place in self._nouns.between(start, end):
            word = self.document.word(place)
            if not _is_definite(word):
                self._days[_noun(word)] = day

    def day_of(self, cue: int, first: int) -> date | None:
        """The day of the document that speaks in a cue's clause, if one of its kind was told of before; one told of
        with its issuer is another (البيان الصادر عن الوزارة).
        """
        place = self._nouns.first(cue + 1, min(first, cue + BEHIND))
        if place is None or not _is_definite(self.document.word(place)):
            return None
        behind = self.document.words(place + 1, min(first, place + BEHIND))
        by_another = any(load_lexicon().is_a("issuing", word) for word in behind)
        return None if by_another else self._days.get(_noun(self.document.word(place)))


def _is_definite(word: str) -> bool:
    return word.startswith(("ال", "لل"))


def _noun(word: str) -> str:
    """The bare noun of a word for a document: البيان, للبيان, بيانا."""
    return word[2:] if _is_definite(word) else word.removesuffix("ا")


_NAMED = concern(lambda word: _noun(word) in listed("document"))
