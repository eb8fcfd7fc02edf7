"""Verbs that only say -> the foreign names behind them that look like other words: قال آلان باركر، وقالت كيلي كاري."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from kg.afar import REACH, TIMES, AfarFinder
from kg.agents import Agent
from kg.cues import CueHit
from kg.document import Document
from kg.lexicon import Lexicon
from kg.newcomers import Newcomers
from kg.subjects import Subject

# How many words such a name has.
NAME = 4


@dataclass(frozen=True)
class ForeignerFinder:
    """Finds such names in one document. `agents` and `hits` are the tokens of known ones and of cues."""

    document: Document
    lexicon: Lexicon
    agents: Mapping[int, Agent]
    hits: Container[int]
    afar: AfarFinder
    newcomers: Newcomers

    def find(self, hit: CueHit) -> Subject | None:
        """Whose name stands right behind a verb that only says, if what is said follows, entered as an actor."""
        first = hit.token + 1
        if hit.form.number in ("d", "p") or first in self.agents or not self.afar.only_says(hit):
            return None
        if self.lexicon.is_relative(self._word(hit.token - 1)):
            return None
        end = first
        while end < first + NAME and self._may_name(end, first=end == first):
            end += 1
        alone = end == first + 1 and self._word(first)[0] not in "بلوك"
        named = end > first + 1 or (alone and self._parts(end))
        told = named and self._is_opened(end, min(self.document.sentence_at[hit.token].end, first + REACH))
        return Subject((self.newcomers.entered(first, end),), end, "described") if told else None

    def _word(self, index: int) -> str:
        return self.document.word(index)

    def _may_name(self, index: int, *, first: bool) -> bool:
        """Whether a word may belong to a foreign name: no word of the language, as it is written (آلان is not الآن)."""
        word = self._word(index)
        if not word.isalpha() or len(word) < 3 or index in self.agents or index in self.hits or word.endswith("ا"):
            return False
        if self.document.text(index, index + 1).startswith("آل"):
            return True
        told = self.lexicon.is_function(word) or self.lexicon.is_any((*TIMES, "honoured", "idle"), word)
        joined = word.startswith(("ال", "لل", "بال")) or (first and word[0] in "بلو" and self._is_led(word))
        return not (told or joined or word in self.lexicon.common)

    def _is_led(self, word: str) -> bool:
        """Whether the first letter of a word is a preposition or "and": لأنصاره, وبلده."""
        return word[1:] in self.lexicon.common or word.endswith(("ه", "ها", "هم"))

    def _parts(self, index: int) -> bool:
        """Whether one who speaks ends before a token: a mark, where or when it was said, a title, the clause itself."""
        word, agent = self._word(index), self.agents.get(index)
        titled = agent is not None and (agent.phrase.kind == "office" or agent.phrase.clitic == "ل")
        apart = not word.isalnum() or self.lexicon.is_any(TIMES, word) or self.lexicon.is_a("opener", word)
        return titled or apart

    def _is_opened(self, index: int, limit: int) -> bool:
        """Whether إن or a quotation begins what is said up to a limit, before any other verb of saying."""
        for place in range(index, limit):
            if self.lexicon.is_a("opener", self._word(place)) or self._word(place) in (":", '"'):
                return True
            if place in self.hits and not self.lexicon.is_relative(self._word(place - 1)):
                return False
        return False
