"""Words of thanks before a gift -> who is thanked for it, and who thanks: شكر العراق الكويت على إرسال 20 طنا."""

from __future__ import annotations

from typing import NamedTuple

from kg.agents import Agent
from kg.folding import fold
from kg.passages import Passage
from kg.records import dataclass
from kg.setting import Setting

# How many words before who is thanked the word of thanks may stand, and how many before it who thanks.
NEAR, BEFORE = 6, 5
FOR = (fold("على"), "ل")


class Thanked(NamedTuple):
    """Who gave, and who thanks for it if he is named."""

    giver: Agent
    taker: Agent | None


@dataclass
class Thanks:
    """Finds thanks for gifts in one document; `ends`: the actors named, by the tokens behind them."""

    setting: Setting
    ends: dict[int, Agent]

    def for_gift(self, passage: Passage) -> Thanked | None:
        """Who is thanked for what a passage gives; None if nobody is."""
        first = min((giving.token for giving in passage.words if giving.token >= passage.start), default=passage.heart)
        giver = self.ends.get(first - 1) if self._word(first - 1) in FOR else None
        if giver is None:
            return None
        reach = range(giver.start - 1, max(giver.start - NEAR, 0) - 1, -1)
        thanks = next((place for place in reach if self._thanks(place)), None)
        return Thanked(giver, self._taker(thanks, giver)) if thanks is not None else None

    def _taker(self, thanks: int, giver: Agent) -> Agent | None:
        """Who thanks: named behind the verb, else before it."""
        places = (*range(giver.start, thanks, -1), *range(thanks, max(thanks - BEFORE, 0), -1))
        found = (self.ends.get(place) for place in places)
        return next((agent for agent in found if agent and agent is not giver and agent.start != giver.start), None)

    def _thanks(self, place: int) -> bool:
        word = self._word(place)
        return any(self.setting.lexicon.is_a("thanks", text) for text in (word, word.removeprefix("و")))

    def _word(self, place: int) -> str:
        return self.setting.document.word(place)
