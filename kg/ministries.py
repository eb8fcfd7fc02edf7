"""A list of ministries -> each of them: وزارات الدفاع، الصحة والتضامن الاجتماعي."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import COMMA, Document
from kg.lexicon import Lexicon
from kg.phrase import Phrase
from kg.phrases import PhraseReader

# How many words a field may have, and how far a list may reach.
_LONGEST, _REACH = 3, 20


class MinistryReader:
    """Reads the fields in lists of ministries of one document."""

    def __init__(self, document: Document, lexicon: Lexicon, reader: PhraseReader) -> None:
        self.document, self.lexicon, self.reader = document, lexicon, reader
        self.word = document.by_token.__getitem__

    def listed(self, phrase: Phrase) -> tuple[tuple[int, int, str], ...]:
        """Each ministry that a plural names, as its tokens and its name; none if the phrase is no such list."""
        if phrase.kind != "body" or not self.lexicon.is_a("ministries", self.word(phrase.start)):
            return ()
        limit = min(self.document.sentence_of(phrase.start).end, phrase.start + _REACH)
        fields = tuple(self._fields(phrase.start + 1, limit))
        return tuple((start, end, self._name(start, end)) for start, end in fields) if len(fields) > 1 else ()

    def _fields(self, index: int, limit: int) -> Iterator[tuple[int, int]]:
        """The fields one behind the other, set apart by commas or و."""
        while index < limit:
            start = index + 1 if self.word(index) in COMMA else index
            end = start
            while end < limit and end - start < _LONGEST and self._is_noun(end, first=end == start):
                end += 1
            if end == start or self._is_named(start):
                return
            yield start, end
            index = end
            if self.word(index) not in COMMA and not self.word(index).startswith("وال"):
                return

    def _is_noun(self, index: int, *, first: bool) -> bool:
        word = self.word(index)
        definite = word.removeprefix("و") if first else word
        apart = self.lexicon.is_a("day", definite) or self.lexicon.is_function(definite)
        return definite.startswith("ال") and not apart and word not in self.lexicon.demonyms

    def _is_named(self, index: int) -> bool:
        """Whether somebody else is named there: والهلال الأحمر المصري."""
        return self.word(index).startswith("وال") and self.reader.inside(index) is not None

    def _name(self, start: int, end: int) -> str:
        field = self.document.text(start, end)
        return field.removeprefix("و") if self.word(start).startswith("وال") else field
