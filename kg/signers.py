"""A verb of signing a loan or grant -> who of those who sign gives, and who receives."""

from __future__ import annotations

from collections.abc import Callable

from kg.agents import Agent
from kg.aid import Giving
from kg.folding import fold
from kg.records import dataclass
from kg.setting import QUOTES, Setting, givers

BODIES = frozenset(("InternationalOrganization", "Company", "Coalition"))


@dataclass
class Signers:
    """Finds those who sign in one document; `between` gives the actors in a stretch of it, `takers` are the types that
    can receive.
    """

    setting: Setting
    between: Callable[[int, int], list[Agent]]
    takers: frozenset[str]

    def of(self, verb: Giving, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of those who sign a loan or grant before a passage's end the banks, funds and bodies give, the states
        receive.
        """
        cast = self.setting.cast
        subject = self.setting.speakers.subject(verb)
        keys = list(givers(subject.speakers, cast)) if subject else []
        partners = self.between(verb.token + 1, end)
        keys += [key for a in partners if self._word_before(a) == "مع" for key in givers(a.keys, cast)]
        bodies = tuple(key for key in keys if self._lends(key))
        return bodies, tuple(key for key in keys if key not in bodies and cast.actors[key].type in self.takers)

    def _lends(self, key: str) -> bool:
        """Whether an actor is a bank, fund, agency or body of states."""
        actor = self.setting.cast.actors[key]
        words = fold(actor.label).split()
        return actor.type in BODIES or self.setting.lexicon.is_a("lender", words[0] if words else "")

    def _word_before(self, agent: Agent) -> str:
        """The word before an agent and its quotation mark: مع "البنك الأوروبي"."""
        word = self.setting.document.word
        quoted = word(agent.start - 1) in QUOTES
        return word(agent.start - 2 if quoted else agent.start - 1)
