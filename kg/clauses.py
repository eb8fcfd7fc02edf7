"""A verb -> its clause: where it begins, and whom it begins with."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from kg.agents import Agent
from kg.concerns import concern
from kg.setting import COMMAS, QUOTES, Content, Setting
from kg.undertakings import Trigger

# How many words two commas may set off.
ADDED = 12
# How far before its verb a clause's subject may begin.
HEAD = 24
COMMA = concern(COMMAS.__contains__)


class Clauses:
    """Finds the clauses of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.document, self.lexicon = setting, setting.document, setting.lexicon
        self.word = self.document.by_token.__getitem__
        self.starts = setting.starts

    @cached_property
    def _asides(self) -> frozenset[int]:
        closing = self._commas_behind_names()
        return frozenset((*self._commas_about_times(), *self._commas_about_additions(), *closing))

    def _commas_behind_names(self) -> list[int]:
        """The commas behind who was titled before another: يجتمع مع الرئيس الأميركي، دونالد ترامب، في سنغافورة."""
        commas = self.document.places(COMMA)
        near = ((first, last) for first, last in pairwise(commas) if last - first <= ADDED and self._goes_on(last + 1))
        return [last for first, last in near if self._is_within_name(first, last)]

    def _is_within_name(self, comma: int, end: int) -> bool:
        """Whether somebody's title and name stand about a comma, up to a token."""
        return any(agent.end == end for agent in self.setting.placed.between(comma - HEAD, comma))

    def _commas_about_times(self) -> list[int]:
        """The commas about a time: لن نكون ، بحلول نهاية العام ، في مهمة قتالية."""
        found = []
        for time in self.setting.times:
            before, behind = self.document.token_at(time.span.start) - 1, self.document.token_at(time.span.end)
            if self.word(before) in COMMAS and self.word(behind) in COMMAS:
                found += [before, behind]
        return found

    def _commas_about_additions(self) -> list[int]:
        """The commas about what is only added: ستوفر الحكومة، كجزء من الخطة، التمويل اللازم."""
        commas = pairwise(self.document.places(COMMA))
        near = ((first, last) for first, last in commas if 2 < last - first <= ADDED)
        return [comma for pair in near if self._adds(pair[0] + 1) and self._goes_on(pair[1] + 1) for comma in pair]

    def _adds(self, index: int) -> bool:
        """Whether a preposition or a pronoun opens what a comma sets off."""
        word = self.word(index)
        as_part = word.startswith("ك") and word[1:] in self.lexicon.common and word not in self.lexicon.common
        about = word in ("وهو", "وهي")
        return as_part or about or self.lexicon.is_relative(word) or self.lexicon.is_a("preposition", word)

    def _goes_on(self, index: int) -> bool:
        """Whether the clause goes on at a token: no other one is joined to it there."""
        word = self.word(index)
        kinds = ("connector", "complementizer", "relative", "contrast")
        joins = self.lexicon.is_a("conjunction", word) and not self.lexicon.is_a("preposition", word)
        joined = word.startswith("و") or joins or self.lexicon.is_any(kinds, word)
        told = any(form.form.tense == "perfect" for form in self.lexicon.cues.get(word, ()))
        return word.isalnum() and not joined and not told

    def is_aside(self, index: int) -> bool:
        """Whether a comma only sets off a time or an addition."""
        return index in self._asides

    def floor(self, trigger: Trigger, content: Content | None) -> int:
        """The token that no clause of an undertaking word begins before."""
        return content.start if content else self.document.sentence_at[trigger.token].start

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
