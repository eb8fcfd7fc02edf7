"""A verb -> its clause: where it begins, and whom it begins with."""

from __future__ import annotations

from kg.agents import Agent
from kg.setting import COMMAS, QUOTES, Content, Setting
from kg.undertakings import Trigger

# How far before its verb a clause's subject may begin.
HEAD = 24


class Clauses:
    """Finds the clauses of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.document, self.lexicon = setting, setting.document, setting.lexicon
        self.word = self.document.word
        self.starts = {agent.start: agent for agent in setting.agents}
        self._asides = frozenset(self._commas_about_times())

    def _commas_about_times(self) -> list[int]:
        """The commas about a time: لن نكون ، بحلول نهاية العام ، في مهمة قتالية."""
        found = []
        for time in self.setting.times:
            before, behind = self.document.token_at(time.span.start) - 1, self.document.token_at(time.span.end)
            if self.word(before) in COMMAS and self.word(behind) in COMMAS:
                found += [before, behind]
        return found

    def is_aside(self, index: int) -> bool:
        """Whether a comma only sets off a time."""
        return index in self._asides

    def floor(self, trigger: Trigger, content: Content | None) -> int:
        """The token that no clause of an undertaking word begins before."""
        return content.start if content else self.document.sentence_of(trigger.token).start

    def front(self, token: int) -> int:
        """The last token before a verb or adjective and its auxiliaries: لا تزال ملتزمة، سوف يزور، لن تشارك."""
        front = token - 1
        while front >= 0 and (self.word(front) in QUOTES or self.lexicon.is_a("helping", self.word(front))):
            front -= 1
        return front

    def head(self, floor: int, front: int) -> int:
        """Where the clause that a token stands in begins."""
        for index in range(front, max(floor, front - HEAD) - 1, -1):
            if self.parts(index):
                return index + 1
        return floor

    def parts(self, index: int) -> bool:
        """Whether a clause begins behind a token."""
        word = self.word(index)
        if word in COMMAS:
            return index not in self._asides
        bare = word.removeprefix("و").removeprefix("ف")
        opens = self.lexicon.is_a("complementizer", bare) or self.lexicon.is_a("connector", word)
        return opens or (not word[:1].isalnum() and word not in QUOTES)

    def agent_at(self, head: int) -> Agent | None:
        """The agent with which a clause begins, an auxiliary or a mark before it."""
        for index in (head, head + 1):
            agent = self.starts.get(index)
            if agent or not self.lexicon.is_a("helping", self.word(index).removeprefix("و")):
                return agent if agent and agent.phrase.clitic in ("", "و") else None
        return None

    def is_relative(self, index: int) -> bool:
        """Whether a relative pronoun opens a clause: التي قررت."""
        return self.lexicon.is_relative(self.word(index).removeprefix("و"))
