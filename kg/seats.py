"""Words of an office -> whether they name nobody who holds it: منصب وزير الدفاع, المؤتمر الصحفي, الدور الرئيس."""

from __future__ import annotations

from kg.curated import Office
from kg.names import NameReader
from kg.occasions import listed
from kg.trie import Match


class SeatReader(NameReader):
    """Reads offices without holders in one document."""

    def is_nobodys(self, match: Match[list[Office]]) -> bool:
        """Whether words of an office name nobody: it is told of as such, or one word is none."""
        return self._is_seat(match.start) or (match.end == match.start + 1 and self._is_none(match.start))

    def _is_none(self, index: int) -> bool:
        """Whether a word that looks like an office is none: an adjective or a preposition that is written alike."""
        if self.word(index - 1) == "غير":
            return True  # الموقف غير المسؤول
        scheduled = self.word(index).startswith("المقرر") and self.word(index - 1).startswith("ال")  # القمة المقررة
        return scheduled or self._is_of_occasion(index) or self._is_joined_preposition(index) or self._is_main(index)

    def _is_seat(self, index: int) -> bool:
        """Whether an office is told of as such, whoever holds it: منصب وزير الدفاع, منصب نائب وزير الدفاع."""
        before = index - (self.lexicon.offices.longest(self.forms, index - 1) is not None) if index else 0
        return self.lexicon.is_a("seat", self.word(before - 1))

    def _is_of_occasion(self, index: int) -> bool:
        """Whether a noun of relation describes an occasion right before it: المؤتمر الصحفي."""
        occasion = self.word(index - 1).lstrip("بلو").removeprefix("ال")
        return self.word(index).endswith(("في", "فيه")) and occasion in listed("meeting", "document")

    def _is_joined_preposition(self, index: int) -> bool:
        """Whether a word that folds alike is no office but a preposition behind و: وإلى, unlike والي."""
        bare = self.word(index).removeprefix("و")
        joined = bare != self.word(index) and self.lexicon.is_a("preposition", bare)
        return joined and not self._raw(index).endswith("ي")

    def _is_main(self, index: int) -> bool:
        """Whether an office is an adjective of the noun before it, a thing's: الدور الرئيس، السبب الرئيس."""
        before, behind = self.word(index - 1), self.word(index + 1)
        if not self.lexicon.is_a("main", self.word(index)) or not before.startswith("ال"):
            return False
        holders = self.lexicon.offices, self.lexicon.titles, self.lexicon.sources
        thing = before in self.lexicon.common and not any(table.longest(self.forms, index - 1) for table in holders)
        named = behind in self.lexicon.demonyms or self.lexicon.names.longest(self.forms, index + 1)
        body = self.lexicon.bodies.longest(self.forms, index - 1) and not behind.startswith("ل")
        return thing and not named and not body
