"""A verb of signing a loan or grant -> who of those who sign gives, and who receives."""

from __future__ import annotations

from collections.abc import Callable

from kg.agents import Agent
from kg.aid import Giving
from kg.records import dataclass
from kg.setting import QUOTES, Setting, givers
from kg.trie import words_of

BODIES = frozenset(("InternationalOrganization", "Company", "Coalition"))


@dataclass
class Signers:
    """Finds those who sign in one document; `between` gives the actors in a stretch of it, `takers` are the types that
    can receive.
    """

    setting: Setting
    between: Callable[[int, int], list[Agent]]
    takers: frozenset[str]

    def of(self, word: Giving, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of those who sign a loan or grant before a passage's end the banks, funds and bodies give, the states
        receive; an agency of the United Nations gets it from a state.
        """
        keys = self._parties(word, end)
        bodies = tuple(key for key in keys if self.lends(key))
        others = tuple(key for key in keys if key not in bodies)
        if not bodies and any(map(self._is_agency, others)):
            bodies = tuple(key for key in others if not self._is_agency(key))
            others = tuple(key for key in others if key not in bodies)
        return bodies, tuple(key for key in others if self.setting.cast.actors[key].type in self.takers)

    def lends(self, key: str) -> bool:
        """Whether an actor is a bank, fund, agency or body of states."""
        body = self.setting.cast.actors[key].type in BODIES
        return (body or self.is_bank(key)) and not self._is_agency(key)

    def is_bank(self, key: str) -> bool:
        """Whether the name of an actor begins as those of banks and funds do."""
        return self.setting.cast.is_called("lender", key)

    def _parties(self, word: Giving, end: int) -> list[str]:
        """Who signs: the subject of a verb and who stands behind مع, or those behind بين."""
        cast, behind = self.setting.cast, self.between(word.token + 1, end)
        if word.kind == "signing":
            first = next((a.start for a in behind if self._word_before(a) == "بين"), end)
            joined = [a for a in behind if a.start == first or (a.start > first and a.phrase.clitic == "و")]
            return [key for a in joined[:2] for key in givers(a.keys, cast)]
        subject = self.setting.speakers.subject(word)
        keys = list(givers(subject.speakers, cast)) if subject else []
        return keys + [key for a in behind if self._word_before(a) == "مع" for key in givers(a.keys, cast)]

    def _is_agency(self, key: str) -> bool:
        """Whether an actor is one of the agencies that work with what states give them: برنامج الأغذية العالمي."""
        words = list(words_of(self.setting.cast.actors[key].label))
        return any(self.setting.lexicon.phrases["agency"].longest(words, place) for place in range(len(words)))

    def _word_before(self, agent: Agent) -> str:
        """The word before an agent and its quotation mark: مع "البنك الأوروبي"."""
        word = self.setting.document.word
        quoted = word(agent.start - 1) in QUOTES
        return word(agent.start - 2 if quoted else agent.start - 1)
