"""A clause of going -> who goes, and does what is told of there: زيارة الوزير لباريس حيث سيلتقي نظيره."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.agents import Agent
from kg.bound import Bound
from kg.lexicon import Gender
from kg.setting import Setting
from kg.undertakings import Trigger

# How far before what is told of a place the word may stand that tells of going there, and who goes before that one.
FAR, NEAR = 24, 8
# Who travels: no state, and no outlet that tells of it.
STAYING = frozenset(("Country", "MediaOutlet"))


class Goers:
    """Finds who goes somewhere in one document."""

    def __init__(self, setting: Setting) -> None:
        self.document, self.lexicon, self.cast = setting.document, setting.lexicon, setting.cast
        self.word = self.document.by_token.__getitem__
        self._agents = setting.placed_named

    def bound(
        self, trigger: Trigger, front: int, floor: int, behind: Callable[[Trigger], Bound | None]
    ) -> Bound | None:
        """Who does what will be done in the place before a token: who is named behind the verb, unless he is met there
        (سيلتقي بوتين), else who goes there.
        """
        if not self.lexicon.is_a("where", self.word(front)):
            return None
        other = None if self.lexicon.is_a("meeting-him", trigger.stem) else behind(trigger)
        goer = None if other else self._before(front, floor, trigger.form.gender)
        return other or (Bound(goer.keys, trigger.token) if goer else None)

    def _before(self, where: int, floor: int, gender: Gender | None) -> Agent | None:
        """Who goes to the place that the words before a token name, if a verb of a gender may be his."""
        first = max(floor, where - FAR)
        going = next((i for i in range(where - 1, first - 1, -1) if self._is_going(i)), None)
        if going is None:
            return None
        behind = self._free(self._agents.between(going, where))
        ahead = self._free(self._agents.between(max(first, going - NEAR), going))
        goer = next(iter(behind), ahead[-1] if ahead else None)
        return goer if goer and (goer.number != "s" or gender in (None, goer.gender)) else None

    def _is_going(self, index: int) -> bool:
        word = self.word(index)
        joined = self.lexicon.is_a("going", word.removeprefix("و").removeprefix("ال"))
        return joined or self.lexicon.is_a("going", word)  # وصل

    def _free(self, agents: Iterable[Agent]) -> list[Agent]:
        """Those of some agents who may travel, and are not where or to whom somebody does."""
        return [a for a in agents if a.phrase.clitic in ("", "و") and not self._is_led(a) and self._travels(a)]

    def _is_led(self, agent: Agent) -> bool:
        return self.lexicon.is_a("preposition", self.word(agent.start - 1))

    def _travels(self, agent: Agent) -> bool:
        return all(self.cast.actors[key].type not in STAYING for key in agent.keys)
