"""A cue of carrying -> whose words are carried, and by which medium: نقلت الوكالة عن الوزير، نسبت الصحيفة إلى خبير."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.cues import CueHit
from kg.document import Document
from kg.issuers import IssuerFinder
from kg.lexicon import Lexicon
from kg.records import replace
from kg.subjects import Subject, is_document

# How many words behind the one who carries what he names no source of it may begin.
NEAR = 6
# How many words behind a verb of carrying the one carried may stand.
REACH = 14


@dataclass(frozen=True)
class CarrierFinder:
    """Finds whose words are carried in one document. `starts` are the agents by their first tokens, `between` gives
    those that begin in a range of tokens.
    """

    document: Document
    lexicon: Lexicon
    starts: Mapping[int, Agent]
    between: Callable[[int, int], list[Agent]]
    issuers: IssuerFinder

    def carried(self, hit: CueHit, preposition: str, apposition: Callable[[Agent, int], int]) -> Subject | None:
        """نقلت الوكالة عن الوزير / نسبت الصحيفة إلى خبير: the speaker stands behind the preposition, the
        medium before it. `apposition` gives the end of what is added to an agent.
        """
        sentence = self.document.sentence_at[hit.token]
        medium = self.starts.get(hit.token + 1)
        for index in range(hit.token + 1, min(sentence.end, hit.token + REACH)):
            agent = self.starts.get(index + 1)
            if self.document.word(index) != preposition or agent is None or not (agent.keys or is_document(agent)):
                continue
            via = medium.keys[0] if medium and medium.keys and medium is not agent else None
            if is_document(agent):
                return replace(self.issuers.of(agent), via=via)
            return Subject(agent.keys, apposition(agent, agent.end), "carried", via=via)
        return self._carrier(medium, sentence.end) if medium and medium.keys else None

    def _carrier(self, medium: Agent, end: int) -> Subject | None:
        """Who carries what he names no source of: ونقلت وكالة تاس الروسية أن."""
        behind = range(medium.end, min(end, medium.end + NEAR))
        opened = next((index for index in behind if self.lexicon.is_a("opener", self.document.word(index))), None)
        outlet = self.issuers.cast.actors[medium.keys[0]].type == "MediaOutlet"  # نقلت فرنسا قواتها بعد أن
        return Subject(medium.keys, opened, "behind") if opened and outlet else None

    def reported_by(self, hit: CueHit) -> Subject | None:
        """نقلت الصحيفة عن فلان قوله / نسبت إلى فلان قوله: the speaker stands behind عن or إلى, the medium before. None
        where nothing is carried, as in توجه إلى الأميركيين بالقول.
        """
        floor = max(self.document.sentence_at[hit.token].start, hit.token - 32)
        if hit.form.text.startswith("ب") or not any(map(self._carries, range(floor, hit.token))):
            return None
        speaker = via = None
        for agent in reversed(self.between(floor, hit.token)):
            if not agent.keys:
                continue
            before = agent.start - 1 - (self.document.word(agent.start - 1) == '"')  # عن "مسؤول رفيع"، قوله
            if self.document.word(before) in ("عن", "الي") or agent.phrase.clitic == "ل":
                speaker = agent.keys
            elif speaker and self.lexicon.is_a("carrying", self.document.word(agent.start - 1).lstrip("و")):
                via = agent.keys[0]
                break
        return Subject(speaker, hit.token + 1, "reported", via=via) if speaker else None

    def _carries(self, index: int) -> bool:
        word = self.document.word(index)
        return any(self.lexicon.is_a("carrying", form) for form in (word, word.removeprefix("و")))
