"""Attribution without a verb -> statements: بحسب، وفقا لـ، نقلا عن، كما أفادت."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.agents import Agent
from kg.concerns import concern
from kg.document import Document
from kg.lexicon import Act, Lexicon
from kg.records import dataclass
from kg.tables import curated, read_table
from kg.trie import PhraseIndex, phrase_index


@dataclass(frozen=True, slots=True)
class Attribution:
    """A row of `attributions.yaml`."""

    phrase: str
    act: Act
    example: str


@dataclass(frozen=True, slots=True)
class Attributed:
    """A content in tokens[first:end] with its source, named by words at tokens[cue:cue_end]."""

    cue: int
    cue_end: int
    agent: Agent
    first: int
    end: int
    act: str
    front: bool


@cache
def attributions() -> PhraseIndex[Attribution]:
    """The phrases that attribute."""
    return phrase_index((row.phrase, row) for row in read_table(curated("lexicon", "attributions.yaml"), Attribution))


# The words with which such phrases begin.
ATTRIBUTING = concern(lambda word: attributions().may_start(word))


class AttributionFinder:
    """Finds verbless attributions in one document."""

    def __init__(
        self, document: Document, lexicon: Lexicon, agents: tuple[Agent, ...], index: PhraseIndex[Attribution]
    ) -> None:
        self.document, self.lexicon, self.index = document, lexicon, index
        self.word = document.word
        self.agents = {agent.start: agent for agent in agents}

    def find(self) -> Iterator[Attributed]:
        """All attributions whose source is named, in text order."""
        for index in self.document.places(ATTRIBUTING):
            found = self._at(index, *self.document.sentence_of(index))
            if found:
                yield found

    def _at(self, index: int, start: int, end: int) -> Attributed | None:
        match = self.index.match(self.document.forms, index)
        if match is None or match.clitic not in ("", "و"):
            return None
        agent = self._source(match.end)
        if agent is None:
            return None
        row = match.value[0]
        if index - start <= 1 or self.word(index - 1) == "-":
            first = self._behind(agent.end)
            return Attributed(index, match.end, agent, first, end, row.act, True) if first < end else None
        return Attributed(index, match.end, agent, start, self._strip(index), row.act, False)

    def _source(self, index: int) -> Agent | None:
        """The source behind the phrase, a verb of saying between them or not: حسبما أفادت رويترز."""
        for step in range(4):
            agent = self.agents.get(index + step)
            if agent and agent.keys:
                return agent
            word = self.word(index + step)
            bare = word.removesuffix("ه").removesuffix("ها")
            if (
                word not in ("ما", "لما", "ل", "عن", "به", "في", '"')
                and word not in self.lexicon.cues
                and bare not in self.lexicon.cues
            ):
                return None
        return None

    def _behind(self, index: int) -> int:
        while self.word(index) in ("،", ",", "فان", "فانه", ":", ")", "("):
            bracket = self.word(index) == "(" and self.word(index + 2) == ")"
            index += 3 if bracket else 1
        return index

    def _strip(self, index: int) -> int:
        while index and self.word(index - 1) in ("،", ",", "و"):
            index -= 1
        return index
