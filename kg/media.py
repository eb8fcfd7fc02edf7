"""Drafts of statements -> the outlets they came through: those that carry others' words, and those that were told them
(قال لرويترز، في مقابلة مع صحيفة، في خطاب بثته قناة).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.agents import Agent
from kg.backing import Draft
from kg.cast import Cast
from kg.document import Document
from kg.lexicon import Lexicon
from kg.occasions import listed
from kg.places import Placed
from kg.records import replace
from kg.trie import words_of

# How many words before an outlet the noun of what is said to it may stand: في مقابلة أجريت هاتفيا مع | قناة العربية.
NEAR = 5
# How far from a cue the outlet may stand.
REACH = 48
_OPENING = frozenset(('"', "(", "'"))


@dataclass(frozen=True)
class MediumFinder:
    """Finds the outlets in one document; `between` gives the agents that begin in a range of tokens."""

    document: Document
    lexicon: Lexicon
    cast: Cast
    between: Callable[[int, int], list[Agent]]

    def through(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts with the outlets they came through. A report told after an outlet goes on through it: its unnamed
        sources and what they add, until another speaker is named.
        """
        drafts = list(drafts)
        bounds = Placed((place for draft in drafts for place in (draft.first, draft.end)), int)
        outlet: str | None = None
        last: Draft | None = None
        for draft in drafts:
            carrier, speaker = draft.subject.via, self.cast.actors[draft.subject.speakers[0]]
            carrier = carrier and self.cast.as_outlet(carrier)
            told_to = None if carrier else self._told(draft, bounds.before(draft.hit.token + 1) or 0)
            via = carrier or draft.via or told_to or self._going_on(draft, last)
            if carrier or speaker.type == "MediaOutlet":
                outlet = carrier or speaker.key
            elif not via and (speaker.type == "AnonymousSource" or draft.subject.rule == "elided"):
                via = outlet
            elif via != outlet and not draft.nested:
                outlet = None
            last = draft if via == draft.via else replace(draft, via=via)
            yield last

    def _going_on(self, draft: Draft, last: Draft | None) -> str | None:
        """The outlet of what a participle goes on with in its sentence: قال لرويترز إن الهجوم فشل، مضيفا أن."""
        if last is None or draft.hit.tense != "participle" or draft.subject.speakers != last.subject.speakers:
            return None
        same = self.document.sentence_at[draft.hit.token] == self.document.sentence_at[last.hit.token]
        return last.via if same else None

    def _told(self, draft: Draft, bound: int) -> str | None:
        """The outlet among the words around a cue, in the clause that begins behind the content before it."""
        addressee, cue = draft.subject.addressee, draft.hit.token
        if addressee and self._is_outlet(addressee):
            return addressee
        start = max(bound, self.document.sentence_at[cue].start, cue - REACH)
        agents = self.between(start, max(cue, min(draft.first, cue + REACH)))
        others = (agent for agent in agents if agent.keys and not set(agent.keys) & set(draft.subject.speakers))
        outlets = (agent for agent in others if self._is_outlet(agent.keys[0]))
        return next((agent.keys[0] for agent in outlets if self._is_medium(agent, max(start, 1), cue)), None)

    def _is_outlet(self, key: str) -> bool:
        """Whether an actor is an outlet, not the media as such: قال لوسائل الإعلام."""
        actor = self.cast.actors[key]
        words = list(words_of(actor.label)) if actor.type == "MediaOutlet" else []
        whole = self.lexicon.phrases["the-media"].longest(words, 0)
        return bool(words) and not (whole and whole[0] == len(words))

    def _is_medium(self, agent: Agent, start: int, cue: int) -> bool:
        """Whether the words beside an outlet say that something is told to it or carried by it."""
        before = agent.start - 1 if self.document.word(agent.start - 1) in _OPENING else agent.start
        if self._carries(before) or self.lexicon.is_a("carrying", self.document.word(agent.end)):
            return True
        if agent.phrase.clitic == "ل" or self.document.word(before - 1) in ("ل", "لـ"):
            led = before - 1 if agent.phrase.clitic != "ل" else agent.start
            noun = self.document.word(led - 1).removeprefix("و")
            return not self.lexicon.is_a("piece", noun) and (agent.start > cue or self._is_said(start, led))
        aired = agent.phrase.clitic == "ب" or self.lexicon.is_a("aired-by", self.document.word(before - 1))
        return aired and self._is_said(start, before)

    def _carries(self, end: int) -> bool:
        """Whether what somebody says is carried by the outlet behind it: بثته قناة, نقلت عنه وكالة."""
        word, before = self.document.word(end - 1), self.document.word(end - 2)
        if word in ("عنه", "عنها", "عنهم"):
            return self.lexicon.is_a("carrying", before.removeprefix("و"))
        verb = word.removeprefix("و").removesuffix("ها").removesuffix("ه")
        return word[-1:] in ("ه", "ا") and self.lexicon.is_a("carrying", verb)

    def _is_said(self, start: int, end: int) -> bool:
        """Whether a noun of what is said stands before a token: في تصريح | لرويترز, في مقابلة هاتفية مع | قناة."""
        words = self.document.words(max(start - 1, end - NEAR), end)
        return any(self._is_saying(word) for word in words)

    def _is_saying(self, word: str) -> bool:
        bare = word.removeprefix("و").removeprefix("ال")
        forms = frozenset((bare, bare.removeprefix("ب")))
        return bool(forms & self.lexicon.particles["aired"]) or not forms.isdisjoint(listed("meeting", "document"))
