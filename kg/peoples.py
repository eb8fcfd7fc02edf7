"""Tokens -> peoples and those of them: الفلسطينيون, الأطفال التونسيين."""

from __future__ import annotations

from kg.names import NameReader
from kg.phrase import Phrase
from kg.trie import stripped

# The plurals of people have more letters than الذين, اليمين.
LONGER = 6


class PeopleReader(NameReader):
    """Reads the peoples that one document names by the plural of their adjective."""

    def at(self, index: int) -> Phrase | None:
        """A people at a token, or people of it with the noun before: الفلسطينيون، المصريين, العالقين | اليمنيين."""
        for clitic, word in stripped(self.word(index)):
            plural = word.startswith("ال") and word.endswith(("ون", "ين")) and clitic not in ("ك", "وك")
            two = word.endswith("تين")  # القاعدتين الروسيتين, of things rather
            key = self.lexicon.demonyms.get(word) if plural and not two else None
            if key and not clitic and (told := self._first(index, word[-2:])):
                first, clitic = told
                return Phrase(first, index + 1, "people", clitic, first, index + 1, of=(key,), definite=True)
            if key and (clitic or not self.describes_people(index)):
                return Phrase(index, index + 1, "people", clitic, index, index + 1, of=(key,), definite=True)
        return None

    def _first(self, index: int, ending: str) -> tuple[int, str] | None:
        """Where the nouns of many people right before a token of their ending begin, and what is written before:
        المعالجين النفسيين | العراقيين; not اتهم المتظاهرون | الأميركيين.
        """
        clitic = self._written_before(index - 1, ending)
        if clitic is None or self.sentence_end(index - 1) <= index:
            return None
        described = not clitic and self.word(index - 1).endswith("ي" + ending)
        before = self._written_before(index - 2, ending) if described else None
        return (index - 1, clitic) if before is None else (index - 2, before)

    def _written_before(self, index: int, ending: str) -> str | None:
        """What is written before a noun of many people with an ending at a token (ل in للعالقين); None if none is."""
        for clitic, word in stripped(self.word(index)):
            many = word.endswith(ending) and len(word) > LONGER and word not in self.lexicon.demonyms
            if word.startswith("ال") and (many or self.lexicon.is_a("folk", word[2:])):
                return clitic
        return None
