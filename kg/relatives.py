"""Words that tell whose relative or lawyer somebody is -> an actor of the article: خطيبته, شقيق المتهم, ابن عمه."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.agents import Agent
from kg.cast import Cast
from kg.document import Document
from kg.folding import fold_name
from kg.iris import actor_key
from kg.kin import KIN, RELATION, kin_noun
from kg.labels import clean
from kg.lexicon import Gender, Lexicon

# How many words before a pronoun the person may be named whose relative it tells of.
WHOSE = 40
# How many of those told of behind a pronoun are asked whether they are meant by it.
NEXT = 3


@dataclass(frozen=True)
class Relatives:
    """Enters such people into the cast of one document, given the `agents` by their first tokens; `known` are those
    told of so far with their places, by what they are to another.
    """

    document: Document
    lexicon: Lexicon
    cast: Cast
    agents: Mapping[int, Agent]
    known: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def is_theirs(self, index: int, *, led: int = 0) -> bool:
        """Whether a word with a pronoun, behind `led` letters of another, tells whose relative somebody is: خطيبته; not
        والدة.
        """
        return bool(kin_noun(self.document, self.lexicon, index, led=led))

    def end(self, first: int, *, led: int = 0) -> int:
        """Where words end that tell by a pronoun whose relative somebody is (خطيبته |, ابن عمه |), else the token."""
        if self.is_theirs(first, led=led):
            return first + 1
        word = self.document.word(first)[led:]
        return first + 2 if self.lexicon.is_any(KIN, word) and self.is_theirs(first + 1) else first

    def noun(self, first: int, *, led: int = 0) -> str:
        """What somebody is to another by the words from a token, without the pronoun (خطيبة, ابن عم); "" if nothing."""
        own = kin_noun(self.document, self.lexicon, first, led=led)
        word = self.document.word(first)[led:]
        if not own and self.lexicon.is_any(KIN, word):
            other = kin_noun(self.document, self.lexicon, first + 1)
            own = f"{word} {other}" if other else word if self.lexicon.is_any(RELATION, word) else ""
        return own

    def entered(self, first: int, end: int, *, led: int = 0) -> str | None:
        """The actor that tokens[first:end] mean, if they begin with such a word: خطيبته is خطيبة خاشقجي, where an
        article tells of one.
        """
        noun = self.noun(first, led=led)
        if not noun:
            return None
        theirs = self.end(first, led=led) == end
        key = self._meant(noun, first) if theirs else None
        if key is None:
            many = self.lexicon.is_any(("kinsfolk",), noun)
            gender: Gender = "f" if noun.split()[0].endswith(("ه", "ت")) else "m"
            label = clean(self.document.text(first, end)[led:])
            key = actor_key(label, article=self.document.article.id)
            key = self.cast.add(key, "Group" if many else "Person", label, gender=gender, local=True)
        insort(self._by_noun(noun), (first, key))
        return self.cast.sight(first, end, key)

    def _meant(self, noun: str, place: int) -> str | None:
        """Who is meant by a noun with a pronoun: the one told of last before it, else the first behind it who may be
        his of whom it is told: قالت خطيبته … وقالت خطيبة خاشقجي.
        """
        told = self._by_noun(noun)
        number = bisect_left(told, (place, ""))
        if number:
            return told[number - 1][1]
        return next((key for _, key in told[:NEXT] if self._may_be_his(key, place)), None)

    def _by_noun(self, noun: str) -> list[tuple[int, str]]:
        """Where those are told of in whom a noun was seen so far, and who they are."""
        if noun not in self.known:
            self.known[noun] = sorted(self._told.get(noun, ()))
        return self.known[noun]

    @cached_property
    def _told(self) -> dict[str, list[tuple[int, str]]]:
        """Where relatives are told of among the agents, by what they are to another."""
        told: dict[str, list[tuple[int, str]]] = {}
        for agent in self.agents.values():
            actor = self.cast.actors.get(agent.keys[0]) if len(agent.keys) == 1 else None
            if actor is None or actor.curated or (actor.type == "Person" and not actor.local):
                continue
            noun = "".join(fold_name(actor.label).split()[:1])
            if self.lexicon.is_any(RELATION, noun):
                told.setdefault(noun, []).append((agent.start, actor.key))
        return told

    def _may_be_his(self, key: str, place: int) -> bool:
        """Whether a relative told of behind a pronoun may be of whom it means: of whoever is named last before it, or
        of somebody with a name, if nobody is: خطيبة خاشقجي, not شقيق المتهم الثاني.
        """
        called, *whose = fold_name(self.cast.actors[key].label).split() or [""]
        if called == self.document.word(place):
            return True  # حسبما قال محاميهما, before محاميهما مايكل
        near = (self.agents.get(index) for index in range(place - 1, max(place - WHOSE, -1), -1))
        keys = (agent.keys[0] for agent in near if agent and len(agent.keys) == 1)
        people = (self.cast.actors[key] for key in keys if key in self.cast.actors)
        last = next((person for person in people if person.type == "Person"), None)
        if last is not None:
            return bool(whose) and whose[-1] in fold_name(last.label).split()
        return bool(whose) and not any(self.lexicon.is_definite(word) or word in self.lexicon.common for word in whose)
