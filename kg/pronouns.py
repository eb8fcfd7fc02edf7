"""A pronoun with a complementizer or a suffix -> whether it may mean somebody, and whom it means."""

from __future__ import annotations

from kg.agents import Agent
from kg.bound import Bound
from kg.clauses import Clauses
from kg.inflection import Form
from kg.lexicon import Gender
from kg.setting import Content, Setting
from kg.undertakings import Trigger, has_pronoun

# How far before a pronoun whom it means may stand where nobody speaks.
NEAR = 4
# Who is called "they".
SEVERAL = frozenset(("Group", "AnonymousSource", "ArmedGroup", "Coalition", "PoliticalParty"))


class Pronouns:
    """Tells of the pronouns of one document whom they mean."""

    def __init__(self, setting: Setting, clauses: Clauses) -> None:
        self.setting, self.document, self.lexicon, self.cast = setting, setting.document, setting.lexicon, setting.cast
        self.word = self.document.by_token.__getitem__
        self._agents, self._clauses = setting.placed, clauses

    def nearest(self, pronoun: str, front: int) -> tuple[str, ...]:
        """Whom a pronoun means in what nobody says: بعد إعلان طهران أنها ستطبق الخطة."""
        if not any(self.lexicon.is_a("telling", word) for word in self.document.words(front - NEAR, front)):
            return ()
        near = [a for a in self._agents.between(front - NEAR, front) if a.keys and not a.phrase.clitic]
        last = near[-1] if near else None
        return last.keys if last and last.gender == _gender(pronoun) and last.number == "s" else ()

    def theme(self, pronoun: str, front: int, content: Content | None) -> tuple[str, ...]:
        """Whom a content that goes on with a pronoun began with: إن الحكومة رفضت الاتفاق لأنها ستنسحب، إن
        المحققين ردوا بأنهم سيسألونه.
        """
        agent = self._clauses.agent_at(content.start) if content and content.start < front - 1 else None
        if agent is None or not agent.keys or not pronoun.endswith(("ه", "ها", "هم")):
            return ()
        if pronoun.endswith("هم"):
            return agent.keys if all(self.cast.actors[key].type in SEVERAL for key in agent.keys) else ()
        fits = agent.number == "s" and agent.gender == _gender(pronoun)
        return agent.keys if fits else ()

    def pair(self, start: int, end: int) -> tuple[str, ...]:
        """The two whom a dual means, if no others are named before it: التقى كيم ترامب واتفقا على."""
        near = (agent for agent in self._agents.between(start, end) if not agent.weak)
        keys = tuple(dict.fromkeys(key for agent in near for key in agent.keys))
        both = len(keys) == 2 and all(self.cast.actors[key].type in ("Person", "Country") for key in keys)
        return keys if both else ()

    def own_land(self, trigger: Trigger, found: Bound, content: Content | None) -> tuple[str, ...]:
        """بلاده in what somebody says is his own, whoever was named last: أبلغ ترودو ترامب مضي بلاده في فرض رسوم."""
        starts = self.setting.starts
        agent = starts.get(found.start) or (starts.get(trigger.token + 1) if trigger.kind == "noun" else None)
        if content is None or agent is None or agent.phrase.kind != "possessive" or agent.phrase.body:
            return ()
        states = (self.cast.state_of(key) for key in content.statement.speakers)
        return tuple(dict.fromkeys(state for state in states if state))

    def is_anothers(self, front: int, content: Content) -> bool:
        """Whether a person's very words go on with a pronoun, which means another: وأضاف: «نعرفه، لكنه سيغادر»."""
        people = all(self.cast.actors[key].type == "Person" for key in content.statement.speakers)
        return people and front > content.start and content.statement.rule.startswith(("quote", "colon"))

    def agree(self, pronoun: str, speakers: tuple[str, ...]) -> bool:
        """Whether a pronoun may mean the speakers: أنها no man."""
        gender = _gender(pronoun)
        actors = self.cast.actors
        known = [key for key in speakers if actors[key].type == "Person" and actors[key].curated]
        people = [*known, *(key for key in speakers if actors[key].type == "GovernmentBody")]
        if pronoun.endswith("هم") and len(speakers) == 1 and actors[speakers[0]].type == "MediaOutlet":
            return False
        if pronoun.endswith("هما") and len(speakers) == 1:
            return self.cast.actors[speakers[0]].local
        return gender is None or len(speakers) > 1 or all(self.cast.gender.get(key, gender) == gender for key in people)

    def is_we(self, trigger: Trigger, front: int) -> bool:
        """Whether who speaks means himself: نحن مستعدون، إننا ملتزمون."""
        word = self.word(front)
        first = self.lexicon.is_a("we", word.removeprefix("و").removeprefix("ف")) or (
            has_pronoun(word, self.lexicon) and word.endswith(("نا", "ني", "اني"))
        )
        return first and trigger.kind == "adjective"

    @staticmethod
    def fits(form: Form, agent: Agent) -> bool:
        """Whether a verb's form may have an agent before it as its subject."""
        return form.gender in (None, agent.gender) or form.number in ("p", "d") or agent.number != "s"


def _gender(pronoun: str) -> Gender | None:
    """Of whom a pronoun in the singular speaks."""
    return "f" if pronoun.endswith("ها") else "m" if pronoun.endswith("ه") else None
