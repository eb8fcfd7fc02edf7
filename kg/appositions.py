"""Who is named -> where the titles added behind the name end: سامي فرحات، رئيس المحكمة،"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.cast import Cast
from kg.document import Document
from kg.lexicon import Lexicon

# How many words may stand between a title and the mark behind it, and with a clause about its bearer.
LONG, LONGER = 8, 16


@dataclass(frozen=True)
class AppositionFinder:
    """Finds such titles in one document. `starts` are the agents by their first tokens, `hits` the tokens of cues."""

    document: Document
    lexicon: Lexicon
    cast: Cast
    starts: Mapping[int, Agent]
    hits: Container[int]

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def end(self, agent: Agent, end: int) -> int:
        """Behind the titles of an agent that ends at a token, set off by commas or brackets or right behind."""
        behind = self._behind(agent, end)
        further = self.starts.get(behind) if behind > end else None
        if further is None or not self._is_further(agent, further):
            return behind
        self._take_title(agent, further)
        return further.end

    def _is_further(self, agent: Agent, title: Agent) -> bool:
        """Whether a title joined to the one behind a person's name is his, too: سامي فرحات عضو المجلس ورئيس اللجنة."""
        bare = title.phrase.kind == "office" and title.phrase.clitic == "و" and title.number == "s"
        local = all(self.cast.actors[key].local for key in title.keys)
        return bare and local and self._is_person(agent)

    def _is_person(self, agent: Agent) -> bool:
        return self.cast.actors[agent.keys[0]].type == "Person"

    def _behind(self, agent: Agent, end: int) -> int:
        title = self.starts.get(end + 1) if self.word(end) in ("،", ",", "(", "-") else None
        if title and title.phrase.kind == "body" and self._is_person(agent):
            title = None  # وصف المستشار، جون بولتون، | المحكمة بأنها مسيسة
        closed = title is not None and title.phrase.kind == "office" and self.word(self._closing(title.end) - 1) == "،"
        post = title is not None and (self._names_a_post(title) or (closed and not title.phrase.clitic))
        if title and title.phrase.kind in ("office", "source", "body") and post:
            self._take_title(agent, title)
            return self._closing(title.end)
        direct = self.starts.get(end)
        if direct and not direct.phrase.clitic and set(direct.keys) & set(agent.phrase.of):
            return direct.end  # قادة حلف شمال الأطلسي الناتو
        person = self._is_person(agent) or self.cast.actors[agent.keys[0]].type == "AnonymousSource"
        if direct and direct.phrase.kind == "office" and self._names_a_post(direct) and person:
            self._take_title(agent, direct)
            return direct.end
        return end

    def _names_a_post(self, title: Agent) -> bool:
        return title.phrase.definite and not title.phrase.clitic

    def _closing(self, end: int) -> int:
        """Behind the mark that closes an apposition, or where the verb or its content begins without one."""
        close, relative = end, False
        while self.word(close) not in ("", "،", ",", ")", ":", '"', "-"):
            relative = relative or self.lexicon.is_relative(self.word(close))
            if self.word(close) in self.lexicon.particles["complementizer"] or (close in self.hits and not relative):
                return close
            if close >= end + (LONGER if relative else LONG) or self.word(close) == ".":
                return end
            close += 1
        return close + 1 if self.word(close) in ("،", ",", ")", "-") else close

    def _take_title(self, agent: Agent, title: Agent) -> None:
        for key in agent.keys:
            if self.cast.actors[key].type == "Person":
                self.cast.add_role(key, self.document.text(title.start, title.end))
