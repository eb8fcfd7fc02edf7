"""What the reading of undertakings and gifts needs to know of an article, and whom a speaker's word binds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from heapq import heappop, heappush
from operator import attrgetter

from kg.agents import Agent, tokens_of
from kg.cast import Cast
from kg.dates import TimeExpression
from kg.document import Document
from kg.frames import Statement
from kg.lexicon import Lexicon
from kg.places import Cover, Placed
from kg.records import dataclass
from kg.speakers import SpeakerFinder
from kg.trace import Trace
from kg.trie import words_of

COMMAS = ("،", ",", "؛")
QUOTES = ('"', "'", "«", "»", "“", "”")


@dataclass(frozen=True, slots=True)
class Content:
    """A statement's content in tokens."""

    start: int
    end: int
    index: int
    statement: Statement


@dataclass(frozen=True)
class Setting:
    """An article with all that was read in it before its undertakings."""

    document: Document
    lexicon: Lexicon
    cast: Cast
    agents: tuple[Agent, ...]
    speakers: SpeakerFinder
    statements: tuple[Statement, ...]
    times: tuple[TimeExpression, ...]
    trace: Trace | None = None

    @cached_property
    def starts(self) -> Mapping[int, Agent]:
        """The agents by their first tokens."""
        return {agent.start: agent for agent in self.agents}

    @cached_property
    def named(self) -> Mapping[int, Agent]:
        """Those of them that name somebody."""
        return {agent.start: agent for agent in self.agents if agent.keys}

    @cached_property
    def contents(self) -> Cover[Content]:
        """The statements' contents in tokens, where they stand."""
        at = self.document.token_at
        contents = (Content(at(s.content.start), at(s.content.end), i, s) for i, s in enumerate(self.statements))
        return Cover((content.start, content.end, content) for content in contents)

    @cached_property
    def named_ends(self) -> dict[int, Agent]:
        """Those that name somebody by the tokens behind them."""
        return {agent.end: agent for agent in self.named.values()}

    @cached_property
    def named_tokens(self) -> frozenset[int]:
        """The tokens in whose words somebody is named."""
        return tokens_of(self.named.values())

    @cached_property
    def placed(self) -> Placed[Agent]:
        """The agents where they begin."""
        return Placed(self.agents, attrgetter("start"))

    @cached_property
    def placed_named(self) -> Placed[Agent]:
        """Those of them that name somebody."""
        return Placed(self.named.values(), attrgetter("start"))

    @cached_property
    def told(self) -> Cover[TimeExpression]:
        """The times where they stand in the raw text."""
        return Cover((time.span.start, time.span.end, time) for time in self.times)

    def content_at(self, token: int) -> Content | None:
        """The innermost content that a token stands in."""
        number = bisect_right(self._innermost[0], token) - 1
        return self._innermost[1][number] if number >= 0 else None

    @cached_property
    def _innermost(self) -> tuple[list[int], list[Content | None]]:
        """The tokens at which contents begin or end, and the shortest one that each leads into."""
        contents = list(self.contents)
        bounds = sorted({bound for content in contents for bound in (content.start, content.end)})
        around = list[tuple[int, int, int]]()
        found = list[Content | None]()
        begun = 0
        for bound in bounds:
            while begun < len(contents) and contents[begun].start <= bound:
                content = contents[begun]
                heappush(around, (content.end - content.start, content.index, begun))
                begun += 1
            while around and contents[around[0][2]].end <= bound:
                heappop(around)
            found.append(contents[around[0][2]] if around else None)
        return bounds, found


def bind(keys: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
    """Whom an undertaking binds: the state of a leader or of its forces, those an unnamed source belongs to, else the
    actor himself.
    """
    bound: list[str] = []
    for key in keys:
        state = cast.state_of(key) if cast.speaks_for_state(key) else None
        bound += (state,) if state else _principals(key, cast) or (key,)
    return tuple(dict.fromkeys(bound))


def _principals(key: str, cast: Cast) -> list[str]:
    """Those an unnamed source belongs to, all of them: المسؤولون العراقيون والأميركيون."""
    actor = cast.actors[key]
    if actor.type != "AnonymousSource":
        return []
    owner = cast.owner_of(key)
    return [one for one in actor.of if cast.enter_key(one)] if owner in actor.of else [owner] if owner else []


def givers(keys: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
    """Who gives when somebody speaks of a gift: the state or body that a person speaks for, the bank that its board
    decides for, else the actor himself.
    """
    found = []
    for key in bind(keys, cast):
        actor = cast.actors[key]
        unnamed = actor.type == "AnonymousSource" or _is_board(actor.label, cast)
        owner = cast.gives_for(key) if actor.type == "Person" else cast.owner_of(key) if unnamed else None
        found.append(owner or key)
    return tuple(dict.fromkeys(found))


def _is_board(label: str, cast: Cast) -> bool:
    """مجلس إدارة البنك الدولي."""
    return cast.lexicon.phrases["board"].longest([*words_of(label)], 0) is not None
