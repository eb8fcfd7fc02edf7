"""A cue of carrying -> whose words are carried, by words that nobody knows: نقل الموقع عن محسن قمصري قوله."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.cast import Cast
from kg.cues import CueHit
from kg.document import COMMA, Document
from kg.lexicon import Lexicon
from kg.newcomers import Newcomers
from kg.subject_nouns import NounReader
from kg.subjects import Subject

# How many words before قوله the verb of carrying may stand.
REACH = 32
# How many words may name or describe whose words they are.
LONGEST = 6


@dataclass(frozen=True)
class CarriedFinder:
    """Finds such speakers in one document. `agents` are the known ones by their first tokens."""

    document: Document
    lexicon: Lexicon
    cast: Cast
    agents: Mapping[int, Agent]
    newcomers: Newcomers
    nouns: NounReader

    def reported(self, hit: CueHit) -> Subject | None:
        """Who is told of behind عن, where قوله leads to what he says."""
        floor = max(self.document.sentence_at[hit.token].start, hit.token - REACH)
        led = next((place for place in range(hit.token - 1, floor, -1) if self._word(place) == "عن"), None)
        verb = next((place for place in range(floor, led) if self._carries(place)), None) if led is not None else None
        if led is None or verb is None or hit.form.text.startswith("ب"):
            return None
        speaker = self._speaker(led + 1, hit.token)
        medium = self.agents.get(verb + 1)
        via = medium.keys[0] if medium and medium.keys else None
        return Subject(speaker, hit.token + 1, "reported", via=via) if speaker else None

    def _speaker(self, first: int, limit: int) -> tuple[str, ...]:
        """Whom the words from a token name or describe, set off by commas or not: رجل الدين البارز، | أحمد خاتمي."""
        end = first
        while end < min(limit, first + LONGEST) and self.nouns.is_noun(end, first=end == first):
            end += 1
        named = self.agents.get(end + 1) if self._word(end) in COMMA else self.agents.get(end)
        if end == first:
            return ()
        return named.keys if named and self._is_bearer(named) else (self.newcomers.entered(first, end),)

    def _is_bearer(self, agent: Agent) -> bool:
        """Whether an agent is one person with his name."""
        one = len(agent.keys) == 1 and not agent.phrase.clitic and agent.phrase.kind in ("known", "person")
        return one and self.cast.actors[agent.keys[0]].type == "Person"

    def _carries(self, index: int) -> bool:
        """Whether a verb of carrying stands at a token: ونقلت."""
        return self.lexicon.is_a("carrying", self._word(index).removeprefix("و"))

    def _word(self, index: int) -> str:
        return self.document.word(index)
