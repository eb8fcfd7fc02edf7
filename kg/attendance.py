"""Actors named beside a day -> who was there or took part in what is told of it, and so may have spoken on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from kg.agents import Agent
from kg.cast import Cast
from kg.document import Document
from kg.lexicon import Lexicon
from kg.named_days import ADVERB, NamedDays
from kg.places import Cover, Placed
from kg.records import dataclass
from kg.utterances import Utterance

SUBJECT = 5  # how far into a sentence its subject stands at the most
DATELINE = 4  # how many words behind a place its dash stands: دبي، الإمارات (CNN)—
DASHES = frozenset("-–—")


@dataclass
class Attendance:
    """Tells of the actors of one article which of them were there on a day."""

    document: Document
    agents: Placed[Agent]
    cast: Cast
    lexicon: Lexicon
    named: NamedDays
    _told: Cover[Utterance] = field(default_factory=Cover)

    def hear(self, utterances: Iterable[Utterance]) -> None:
        """Take in what is said in the article; what outlets tell is news like the article's own."""
        told = (said for said in utterances if not self.are_outlets(said.speakers))
        self._told = Cover((said.first, said.end, said) for said in told)

    def present(self, start: int, end: int) -> list[str]:
        """The persons in whose presence tokens[start:end] say that something was said: خلال لقائه نظيره المصري, في حضور
        الوزير.
        """
        agents = self.agents.between(start, end)
        persons = [agent for agent in agents if all(self.cast.actors[key].type == "Person" for key in agent.keys)]
        return [key for agent in persons if self.named.occasions.is_beside(start, agent.start) for key in agent.keys]

    def doer(self, start: int, token: int, named: Sequence[str]) -> tuple[str, ...]:
        """Who does what the clause that begins at `start` tells before its day: عرض رئيس الوزراء الجمعة خطة."""
        agents = self.agents.between(start, min(start + SUBJECT, token))
        return next((agent.keys for agent in agents if set(agent.keys) & set(named)), ())

    def takes_part(self, agent: Agent, token: int) -> bool:
        """Persons anywhere in the sentence, others before the day or right behind it, unless a preposition
        or a dateline governs them.
        """
        if not agent.keys:
            return False
        if agent.start > token and self.named.is_relative(token, agent.start):
            return False  # قتل العشرات أمس في مصر التي حذر رئيسها
        if all(self.cast.actors[key].type == "Person" for key in agent.keys):
            return True
        if any(not told.first <= token < told.end for told in self._told.over(agent.start)):
            return False  # ذكر مسؤولون السبت أن | كوريا زادت من تخصيب اليورانيوم, unlike what an outlet tells
        before = self.document.words(max(agent.start - 1, 0), agent.start)
        behind = self.document.words(agent.end, agent.end + DATELINE)
        governed = agent.phrase.clitic not in ("", "و") or set(before) & self.lexicon.particles["preposition"] - {"مع"}
        return agent.start <= token + ADVERB and not governed and not DASHES.intersection(behind)

    def are_outlets(self, keys: Sequence[str]) -> bool:
        """Whether only outlets are among some actors."""
        return all(self.cast.actors[key].type == "MediaOutlet" for key in keys)
