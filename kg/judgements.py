"""Cues of describing and accusing -> where the judgement begins: وصف X بأنه Y، اتهم X بـ Y."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.agents import Agent
from kg.document import Document
from kg.inflection import with_object_suffix
from kg.lexicon import CueForm, Lexicon
from kg.openings import ContentStart, has_clitic

# How many words stand in brackets between the one who accuses and the accused.
ASIDE = 6
# How many words lead from a verb to what is laid on somebody.
BLAMED = 12
# What verbs of judging govern.
JUDGING = frozenset(("describe", "accuse", "blame"))
# How many words more than a comma such an apposition may have.
APPOSED = 10


class JudgementFinder:
    """Finds judgements in one document: `agents` and `times` by their first tokens, `verb` whether another verb of
    saying stands at a token.
    """

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        agents: Mapping[int, Agent],
        times: Mapping[int, int],
        verb: Callable[[int], bool],
    ) -> None:
        self.lexicon, self.agents, self.times, self.verb = lexicon, agents, times, verb
        self.word = document.by_token.__getitem__
        self.forms = document.forms

    def start(self, form: CueForm, after: int, limit: int) -> ContentStart | None:
        """Where the judgement that a verb of judging governs begins, from a token on."""
        if "describe" in form.cue.content:
            return self.described(form, after, limit)
        if "accuse" in form.cue.content:
            return self.accused(form, after, limit)
        return self.blamed(form, after, min(limit, after + BLAMED))

    def described(self, form: CueForm, after: int, limit: int) -> ContentStart | None:
        """وصف X بأنه Y / بـ"Y" / ما وصفه بـ Y: the content is Y."""
        for index in range(after, limit):
            word = self.word(index)
            if word != "ب" and self._is_judged_later(index, limit):
                continue
            on = word == "علي" and self.word(index + 1).startswith("ان")
            if on or (word.startswith("ب") and self.lexicon.is_a("complementizer", word)):
                return ContentStart(index + 1 + on, "describe", form=form)
            if word == "ب" and index + 1 < limit:
                return ContentStart(index + 1, "describe", form=form)
            if word.startswith("ب") and has_clitic(self.lexicon, word) and index not in self.agents:
                return ContentStart(index, "describe", cut=1, form=form)
            if self.verb(index) and index > after:
                return None
        return None

    def _is_judged_later(self, index: int, limit: int) -> bool:
        """Whether بأنه, or ب before a quotation, still comes behind what begins with ب: وصف اتهامه بالكذب بأنه هراء,
        وصف الوزير الذي ينادي بالتجارة، الخطوة بأنها.
        """
        if self.word(index)[:1] != "ب" or self.lexicon.is_a("complementizer", self.word(index)):
            return False
        for place in range(index + 1, limit):
            word = self.word(place)
            if self.verb(place):
                return False
            if word[:1] == "ب" and (self.lexicon.is_a("complementizer", word) or self._quotes(place)):
                return True
        return False

    def _quotes(self, index: int) -> bool:
        """Whether ب stands alone at a token, before a quotation."""
        return self.word(index) == "ب" and self.word(index + 1) == '"'

    def accused(self, form: CueForm, after: int, limit: int) -> ContentStart | None:
        """اتهم X بـ Y: the content is X بـ Y; in the passive (يتهم بالتعاون) nobody accuses."""
        after = self._behind_apposition(after)
        while after < limit and self._is_aside(after):
            after = self._behind_aside(after)
        if after >= limit:
            return None
        charge = self.led_by_b(after)
        if charge and form.form.tense == "masdar":
            return None  # بعد اتهامه بالتجسس: his being accused
        named = self._has_object(form) if charge else not self._is_function(after)
        return ContentStart(after, "accuse", form=form) if named else None

    def blamed(self, form: CueForm, after: int, limit: int) -> ContentStart | None:
        """حمّل X مسؤولية Y: the content is X مسؤولية Y."""
        while after < limit and self._is_aside(after):
            after += 1
        place = after
        while place < limit and not self.lexicon.is_a("blame", self.word(place)):
            if self.verb(place) or not self.word(place).isalpha():
                return None
            place += 1
        named = after < place < limit and not self._is_function(after)
        return ContentStart(after, "accuse", form=form) if named else None

    def _behind_apposition(self, index: int) -> int:
        """Behind the words between commas that only tell who accuses: الجبهة الجنوبية، أحد الفصائل، روسيا بـ."""
        if self.word(index) != "،":
            return index
        close = next((end for end in range(index + 2, index + APPOSED) if self.word(end) == "،"), index)
        inside = range(index + 1, close)
        told = any(self.led_by_b(place) or self.verb(place) for place in inside)
        first = self.agents.get(index + 1)
        named = first is not None and first.phrase.kind in ("known", "person")
        return close if close + 1 in self.agents and not (told or named) else index

    def _has_object(self, form: CueForm) -> bool:
        """Whether a verb says itself who is accused: اتهمته بالكذب."""
        return form.form in with_object_suffix(form.cue.verb, form.cue.imperfect)

    def led_by_b(self, index: int) -> bool:
        """Whether what begins at a token is led by ب: بالتعاون, unlike بريطانيا."""
        agent, word = self.agents.get(index), self.word(index)
        if agent:
            return agent.phrase.clitic.endswith("ب")
        return word == "ب" or (word.startswith("ب") and has_clitic(self.lexicon, word))

    def _is_function(self, index: int) -> bool:
        word = self.word(index)
        return self.lexicon.is_function(word) or (word.startswith(("لل", "وال", "كال")) and len(word) > 4)

    def _is_aside(self, index: int) -> bool:
        besides = self.lexicon.phrases["besides"].longest(self.forms, index) is not None  # من جانبهم
        within = self.lexicon.is_any(("within", "adverb"), self.word(index))
        return besides or within or index in self.times or self.word(index) in ("،", ",", "(")

    def _behind_aside(self, index: int) -> int:
        """Behind a comma, a time or brackets that stand between the one who accuses and the accused."""
        if self.word(index) == "(":
            return next((end + 1 for end in range(index, index + ASIDE) if self.word(end) == ")"), index + 1)
        besides = self.lexicon.phrases["besides"].longest(self.forms, index)
        return max(self.times.get(index, index + 1), besides[0] if besides else index + 1)
