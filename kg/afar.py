"""Cue -> an unknown subject that more words part from what is said: قالت جماعات في قطاع الكهرباء إن."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.cast import Cast
from kg.cues import CueHit
from kg.document import COMMA, Document
from kg.lexicon import Lexicon
from kg.objects import ADDRESSING
from kg.subjects import Subject
from kg.titles import begins_title

# How many words behind the verb what is said may begin.
REACH = 18
# How many words behind the verb somebody with long titles may be named.
FAR = 24
# How many words of such a subject describe it.
LONGEST = 6
# What tells when, rather than who: قال العام الماضي.
TIMES = ("day", "adverb", "press", "setting")


@dataclass(frozen=True)
class AfarFinder:
    """Finds such subjects in one document. `agents` and `hits` are the tokens of known ones and of cues."""

    document: Document
    lexicon: Lexicon
    cast: Cast
    agents: Mapping[int, Agent]
    hits: Container[int]

    def opener(self, hit: CueHit, first: int) -> int | None:
        """Where إن begins what the noun at a token says, whatever stands between; None if the noun may be something
        else: an object, a title of somebody named before, when or how it was said.
        """
        word = self._word(first)
        known = first in self.agents or word not in self.lexicon.common or self.lexicon.is_a("some", word)
        clashes = hit.form.gender == "m" and word.endswith("ه")
        timed = word.endswith("ا") or self._word(first + 1)[:1].isdigit() or self.lexicon.is_any(TIMES, word)
        if known or clashes or timed or not self.only_says(hit):
            return None
        opened = self._opened(first + 1, min(self.document.sentence_at[hit.token].end, first + REACH))
        # A title alone means somebody named before, unless it has no article: قال جنرال في القوات الجوية إن.
        again = self.lexicon.is_definite(word) and begins_title(self.document, self.lexicon, first)
        return opened if opened and (not again or self._person(first, opened)) else None

    def titled(self, hit: CueHit, first: int) -> int | None:
        """Where إن may begin what somebody at a token says, though the verb may take objects, too: أوضح مساعد المدير
        العام للشؤون الإدارية أحمد الحارثي أن.
        """
        word, cue = self._word(first), hit.candidates[0].cue
        addressed = cue.suffixed or cue.act in ADDRESSING
        clashes = hit.form.gender is not None and (hit.form.gender == "f") != word.endswith("ه")
        if addressed or clashes or self.lexicon.is_any(TIMES, word) or not self._begins_clause(hit):
            return None
        return self._opened(first + 1, min(self.document.sentence_at[hit.token].end, first + FAR))

    def subject(self, first: int, opened: int) -> Subject:
        """The person named between a noun and what is said, else a group that the noun describes."""
        person = self._person(first, opened)
        return Subject(person.keys if person else (self._group(first, opened),), opened, "described")

    def only_says(self, hit: CueHit) -> bool:
        """Whether a verb begins its clause and takes no object."""
        return self._begins_clause(hit) and self._governs_speech(hit)

    def _begins_clause(self, hit: CueHit) -> bool:
        """Whether a verb begins its clause, so that its letters mean nothing else: وكتب, not صفحات كتب التاريخ."""
        if self.document.text(hit.token, hit.token + 1).startswith("إ"):
            return False
        before = self._word(hit.token - 1)
        start = self.document.sentence_at[hit.token].start
        return bool(hit.clitic) or hit.token == start or not before.isalpha() or self.lexicon.is_function(before)

    def _governs_speech(self, hit: CueHit) -> bool:
        """Whether a verb takes no object, so that a bare noun behind it is its subject: قال, unlike أكد."""
        content = {kind for form in hit.candidates for kind in form.cue.content}
        cue = hit.candidates[0].cue
        return cue.act == "say" and "quote" in content and "object" not in content and not (cue.joined or cue.suffixed)

    def _word(self, index: int) -> str:
        return self.document.word(index)

    def _opened(self, index: int, limit: int) -> int | None:
        """The first إن up to a limit, with إلى before it or not, if no verb of saying or quote comes first but those
        of a relative clause: قالت المرأة التي اتهمت الوزير، إنها.
        """
        related = self.lexicon.is_relative(self._word(index))
        for place in range(index, limit):
            if related and self._word(place + 1) not in COMMA:
                continue
            related = False
            if self.lexicon.is_a("opener", self._word(place)) and self._word(place - 1) != ".":  # سي.إن.إن
                return place - (self._word(place - 1) in ("الي", "علي"))
            if place in self.hits or self._word(place) in (":", '"'):
                return None
        return None

    def _person(self, first: int, opened: int) -> Agent | None:
        """Whose name ends what stands between: مساعد مفوض الشرطة، مارك راولي، / شبكة (سي إن إن)."""
        led = (place for place in range(first + 1, opened) if self.lexicon.is_a("preposition", self._word(place)))
        agents = (self.agents.get(place) for place in range(first + 1, next(led, opened)))
        return next((agent for agent in agents if agent and self._is_named(agent, opened)), None)

    def _is_named(self, agent: Agent, opened: int) -> bool:
        actor = self.cast.actors[agent.keys[0]] if len(agent.keys) == 1 and not agent.phrase.clitic else None
        before, behind = self._word(agent.start - 1), self._word(agent.end)
        if actor is None or actor.type == "MediaOutlet":
            return actor is not None and before == "("
        apart = before in COMMA or agent.phrase.name_start > agent.start or self.lexicon.is_definite(before)
        follower = self.agents.get(agent.end)
        told = follower is not None and follower.phrase.clitic == "ل"
        ends = agent.end == opened or behind in ("،", ",", "(") or told
        return actor.type == "Person" and agent.phrase.kind in ("known", "person") and apart and ends

    def _group(self, first: int, opened: int) -> str:
        closing = self._word(first + 1) == "(" and self._word(first + 3) == ")"
        end = first + (4 if closing else 1)
        while end < min(opened, first + LONGEST) and not self._ends(end):
            end += 1
        feminine = self._word(first).endswith(("ه", "ات"))
        return self.cast.add_described(first, end, gender="f" if feminine else "m")

    def _ends(self, index: int) -> bool:
        """Whether a word is no more part of a description: a comma, a day, a relative, a title behind a name."""
        word, agent = self._word(index), self.agents.get(index)
        named = self._word(index - 1) not in self.lexicon.common
        titled = named and agent is not None and agent.phrase.kind == "office"
        where = self.lexicon.is_a("preposition", word) and self.lexicon.is_a("utterance", self._word(index + 1))
        apart = self.lexicon.is_any(("day", "press"), word) or self.lexicon.is_relative(word)
        return titled or where or apart or not word.isalpha() or word == "يوم"
