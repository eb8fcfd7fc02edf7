"""Shares in what several pay into: who pays one, into what, and whether each of several pays it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.agents import Agent
from kg.aid import Giving
from kg.document import Document
from kg.frames import Pledge
from kg.lexicon import Lexicon
from kg.records import dataclass, replace
from kg.setting import Setting

# How many words before a share what it is paid into may be named.
REACH = 80
# How many words before a share who pays it may be named.
CLOSE = 3


@dataclass
class Shares:
    """Finds shares in one document; `ends`: the actors named, by the tokens behind them."""

    setting: Setting
    ends: dict[int, Agent]

    def payers(self, share: Giving) -> tuple[str, ...]:
        """Those named close before a word of sharing: يليها المغرب ومصر بحصة، تصدرت مصر المساهمين بحصة."""
        keys: list[str] = []
        near = (self.ends.get(place) for place in range(share.token, share.token - CLOSE, -1))
        agent = next((agent for agent in near if agent and agent.phrase.clitic in ("", "و")), None)
        while agent:
            keys = [*agent.keys, *keys]
            agent = self.ends.get(agent.start) if agent.phrase.clitic == "و" else None
        return tuple(dict.fromkeys(keys))

    def fund(self, token: int) -> tuple[str, ...]:
        """The fund named before a token, best by a name of its own."""
        near = [agent for place in range(token, max(token - REACH, 0), -1) if (agent := self._fund_at(place))]
        named = [agent for agent in near if agent.end - agent.start > 1]
        return next((agent.keys for agent in (*named, *near)), ())

    def _fund_at(self, end: int) -> Agent | None:
        agent = self.ends.get(end)
        word = self.setting.document.word(agent.start) if agent else ""
        return agent if self.setting.lexicon.is_a("fund", word) else None


def each(pledge: Pledge, last: int, document: Document, lexicon: Lexicon) -> Iterator[Pledge]:
    """A pledge; where the words behind its sum say that each of several gives or gets it, one pledge for each."""
    apart = lexicon.phrases["each"].longest(document.forms, last) is not None
    if apart and len(pledge.donors) > 1:
        yield from (replace(pledge, donors=(key,)) for key in pledge.donors)
    elif apart and len(pledge.recipients) > 1:
        yield from (replace(pledge, recipients=(key,)) for key in pledge.recipients)
    else:
        yield pledge
