"""A clause of going -> who goes, and meets, holds or attends what is told of there: زيارة الوزير لباريس حيث سيلتقي
نظيره.
"""

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
    """Finds who, in one document, does something in the place to which he goes."""

    def __init__(self, setting: Setting) -> None:
        self.document, self.lexicon, self.cast = setting.document, setting.lexicon, setting.cast
        self.word = self.document.by_token.__getitem__
        self._starts, self._agents = setting.starts, setting.placed_named

    def bound(
        self, trigger: Trigger, front: int, floor: int, behind: Callable[[Trigger], Bound | None]
    ) -> Bound | None:
        """Who does what will be done in the place before a token: who is named behind the verb, unless he is met there
        (سيلتقي بوتين), else who goes there, if it is what travellers do. Bound to nobody: who is met does not meet.
        """
        if not self.lexicon.is_a("where", self.word(front)):
            return None
        met = self._meets(trigger)
        other = None if met else behind(trigger)
        goer = self._before(front, floor, trigger.form.gender) if not other and (met or self._does(trigger)) else None
        return other or (Bound(goer.keys if goer else (), trigger.token) if met or goer else None)

    def _meets(self, trigger: Trigger) -> bool:
        """Whether who is named behind a verb is met: سيلتقي الملك, not سيلتقي بوتين نظيره، سيلتقي الطرفان."""
        index = trigger.token + 1
        agent = self._starts.get(index)
        if not self.lexicon.is_a("meeting-him", trigger.stem):
            return False
        if agent:
            return not self.lexicon.is_a("counterpart", self.word(agent.end))
        return not self.word(index).endswith(("ان", "ون"))

    def _does(self, trigger: Trigger) -> bool:
        """Whether a verb without a subject behind it tells what a traveller does: سيشارك في القمة، سيوقع اتفاقا, not
        سيشارك ولي العهد، سيوقع الطرفان، سيحاكم.
        """
        word, stem = self.word(trigger.token + 1), trigger.stem.removesuffix("ون")
        if self.lexicon.is_a("taking-part", stem):
            return self.lexicon.is_a("preposition", word)
        thing = word.endswith("ا") or (trigger.form.gender == "m" and word.endswith(("ه", "ات")))
        held = thing and not self.lexicon.is_definite(word) and trigger.token + 1 not in self._starts
        return held and self.lexicon.is_a("holding", stem)

    def _before(self, where: int, floor: int, gender: Gender | None) -> Agent | None:
        """Who goes to the place that the words before a token name, if a verb of a gender may be his."""
        first = max(floor, where - FAR)
        going = next((i for i in range(where - 1, first - 1, -1) if self._is_going(i)), None)
        if going is None or self._is_of_thing(going):
            return None
        behind = self._free(self._agents.between(going, where))
        ahead = self._free(self._agents.between(max(first, going - NEAR), going))
        goer = next(iter(behind), ahead[-1] if ahead else None)
        return goer if goer and (goer.number != "s" or gender in (None, goer.gender)) else None

    def _is_going(self, index: int) -> bool:
        word = self.word(index)
        joined = self.lexicon.is_a("going", word.removeprefix("و").removeprefix("ال"))
        return joined or self.lexicon.is_a("going", word)  # وصل

    def _is_of_thing(self, going: int) -> bool:
        """Whether it is no known agent that goes, or goes back to what it tells of: عادت العلاقات، عاد إليها السكان."""
        word = self.word(going + 1)
        thing = self.lexicon.is_definite(word) and not self.lexicon.is_a("day", word) and going + 1 not in self._starts
        return thing or self.lexicon.is_a("referring", word)

    def _free(self, agents: Iterable[Agent]) -> list[Agent]:
        """Those of some agents who may travel, and are not where or to whom somebody does."""
        return [a for a in agents if a.phrase.clitic in ("", "و") and not self._is_led(a) and self._travels(a)]

    def _is_led(self, agent: Agent) -> bool:
        return self.lexicon.is_a("preposition", self.word(agent.start - 1))

    def _travels(self, agent: Agent) -> bool:
        return all(self.cast.actors[key].type not in STAYING for key in agent.keys)
