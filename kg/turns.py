"""Words that hand over to somebody else -> who is brought on by them: من جهته، بدوره."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.agents import Agent
from kg.bearers import BearerFinder
from kg.cast import Cast
from kg.cues import CueHit
from kg.document import COMMA, Document
from kg.occasions import occasions
from kg.subjects import Subject


def turn_end(document: Document, start: int) -> int:
    """Where such words at the beginning of a sentence end, with their comma; the beginning itself if there are none."""
    match = occasions().match(document.forms, start)
    if match is None or "turn" not in match.value or match.clitic not in ("", "و"):
        return start
    return match.end + (document.word(match.end) in COMMA)


@dataclass(frozen=True)
class TurnFinder:
    """Finds whom such words bring on in one document. `between` gives the agents that begin in a range of tokens."""

    document: Document
    cast: Cast
    bearers: BearerFinder
    between: Callable[[int, int], list[Agent]]

    def brought_on(self, hit: CueHit, opened: int) -> Subject | None:
        """Who is named between a verb that such words lead to and what he says at a token, as its subject: من جهته، حذر
        استشاري الجلدية الدكتور حذيفة الخراط، من الألعاب النارية; nobody of a relative clause: الناشط الذي التقى صالحا.
        """
        start = self.document.sentence_at[hit.token].start
        if hit.token == start or hit.form.number != "s" or turn_end(self.document, start) != hit.token:
            return None
        if any(map(self.cast.lexicon.is_relative, self.document.words(hit.token + 1, opened))):
            return None
        person = self.bearers.before_speech(hit.token + 1, opened) or self._named(hit.token + 1, opened)
        return Subject((person,), opened, "described") if person else None

    def _named(self, first: int, opened: int) -> str | None:
        """The person named in tokens[first:opened], before a mark or what is said if there is one, else the first."""
        bare = not self.cast.lexicon.is_definite(self.document.word(first))  # قالت فريدة | محمد علي نائبة المدير
        people = [a for a in self.between(first, opened) if self._is_person(a) and not (bare and a.start == first + 1)]
        parted = (agent for agent in people if agent.end == opened or not self.document.word(agent.end).isalnum())
        person = next(parted, people[0] if people else None)
        return person.keys[0] if person else None

    def _is_person(self, agent: Agent) -> bool:
        """Whether one person is named whom no preposition governs: المبعوث صالح; not في لقاء مع صالح."""
        led = self.cast.lexicon.is_a("preposition", self.document.word(agent.start - 1))
        one = len(agent.keys) == 1 and not (agent.phrase.clitic or led)
        return one and self.cast.actors[agent.keys[0]].type == "Person"
