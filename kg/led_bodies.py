"""Titles -> the bodies in their words, which a bare noun may mean later: رئيس | بلدية سوسة … وقالت البلدية."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.cast import RESOLVERS, Cast
from kg.document import Document
from kg.phrase import Phrase
from kg.phrases import PhraseReader


@dataclass(frozen=True)
class LedBodies:
    """Notes in the cast of one document whom the nouns of such bodies mean."""

    document: Document
    cast: Cast
    reader: PhraseReader

    def see(self, phrase: Phrase) -> None:
        """Note the bodies in the title of a phrase, if it has one."""
        for body in self._inside(phrase) if phrase.office else ():
            self.cast.see_head(body, RESOLVERS[body.kind](self.cast, body))

    def _inside(self, phrase: Phrase) -> Iterator[Phrase]:
        """The bodies that words of a title behind its first one name."""
        place = phrase.start + 1
        end = phrase.name_start if phrase.name_start > phrase.start else phrase.end
        while place < end:
            inner = self.reader.inside(place)
            whole = inner is not None and inner.end <= end
            if inner and whole and self._is_body(inner):
                yield inner
            place = inner.end if inner and whole else place + 1

    def _is_body(self, phrase: Phrase) -> bool:
        """Whether a phrase names a body alone: no state, and no ministry with its officer's field behind it (وكيل وزارة
        الحج | لشؤون الحج).
        """
        if phrase.known:
            return phrase.known[0].actor.type not in ("Person", "Country")
        words = self.document.words(phrase.start, phrase.end)
        ministry = self.cast.lexicon.is_a("ministry", words[0].removeprefix(phrase.clitic))
        return not (ministry and any(word.startswith("ل") for word in words[2:]))
