"""Verbs and those behind them -> whether they agree, so that one may be the other's subject."""

from __future__ import annotations

from dataclasses import dataclass

from kg.agents import Agent
from kg.cast import Cast
from kg.document import Document
from kg.lexicon import Lexicon
from kg.subjects import VerbAt, is_document


@dataclass(frozen=True)
class Concord:
    """Compares gender and number in one document."""

    document: Document
    lexicon: Lexicon
    cast: Cast

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def agrees(self, hit: VerbAt, agent: Agent) -> bool:
        """A verb before its subject agrees in gender with a state or a known person; of other agents the
        gender is not sure.
        """
        if not agent.keys or hit.form.gender is None or hit.form.number not in ("s", None):
            return True
        if hit.form.gender == "m" and self._is_feminine(agent):
            return False
        if (hit.form.gender == "f" and self._is_men(agent)) or self._is_oblique(hit, agent):
            return False
        sure = self.cast.actors[agent.keys[0]].type in ("Country", "Person") and self.cast.actors[agent.keys[0]].curated
        return not sure or agent.number == "p" or self.stands_for(agent) or agent.gender == hit.form.gender

    def is_paper_judged(self, hit: VerbAt, agent: Agent) -> bool:
        """Whether a paper is of another gender than a verb, so that it is its object: ودانت قرار الاتحاد."""
        one = is_document(agent) and agent.number == "s" and hit.form.number == "s"
        return one and hit.form.gender == ("m" if self.word(agent.start).endswith("ه") else "f")

    def _is_feminine(self, agent: Agent) -> bool:
        """Whether a body's noun right behind a verb is feminine by its ending: وحث القوات على الرحيل is no quwwat."""
        first = self.word(agent.start).removeprefix(agent.phrase.clitic)
        body = self.cast.actors[agent.keys[0]].type not in ("Person", "AnonymousSource", "MediaOutlet")
        return body and first.startswith("ال") and first.endswith(("ه", "ات")) and first in self.lexicon.common

    def _is_men(self, agent: Agent) -> bool:
        """Whether an agent is some people in the masculine plural: ودعت السكان إلى البقاء is no sukkan."""
        noun = agent.phrase.source
        people = noun is not None and (noun.source.kind == "group" or self.word(agent.start).endswith(("ون", "ين")))
        return people and agent.number == "p" and agent.gender == "m"

    def _is_oblique(self, hit: VerbAt, agent: Agent) -> bool:
        """Whether people right behind a verb end as an object does: ودعا التونسيين إلى الثقة is no tunisiyyun."""
        several = agent.phrase.kind == "people" or (agent.phrase.kind == "source" and agent.number == "p")
        word = self.word(agent.start)
        return several and agent.start == hit.token + 1 and word.startswith("ال") and word.endswith("ين")

    def stands_for(self, agent: Agent) -> bool:
        """Whether a seat is named for a state, whose gender is its own: أعلن البيت الأبيض."""
        seat = any(known.how == "metonym" for known in agent.phrase.known)
        return seat and self.word(agent.phrase.name_start).removeprefix(agent.phrase.clitic).startswith("ال")
