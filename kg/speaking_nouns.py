"""Verbal nouns of saying -> what those behind them say: بعد إعلان مصر استضافة القمة."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property

from kg.backing import Draft
from kg.clauses import COMMA
from kg.concerns import concern
from kg.content_ends import ContentEnds, Siblings
from kg.contents import ContentFinder
from kg.cues import CueHit
from kg.document import Document
from kg.inflection import Form
from kg.lexicon import Act, Complement, Cue, CueForm, Lexicon
from kg.openings import ContentStart
from kg.records import dataclass
from kg.subjects import Subject
from kg.tables import curated, read_table
from kg.trie import PhraseIndex, phrase_index

# How many words such a content has at least, and may have before it behind whoever says it.
LEAST, FAR = 2, 7


@dataclass(frozen=True, slots=True)
class SpeakingNoun:
    """A row of `speaking-nouns.yaml`."""

    noun: str
    act: Act
    content: tuple[Complement, ...]
    example: str


@cache
def speaking_nouns() -> PhraseIndex[CueForm]:
    """The verbal nouns of saying, each as a cue that governs what its verb does."""
    rows = read_table(curated("lexicon", "speaking-nouns.yaml"), SpeakingNoun)
    return phrase_index((row.noun, _as_cue(row)) for row in rows)


def _as_cue(row: SpeakingNoun) -> CueForm:
    return CueForm(Cue(row.noun, row.act, row.content, row.example), Form(row.noun, "perfect", None, None))


# The words with which such a noun may begin.
SPEAKING = concern(lambda word: speaking_nouns().may_start(word))


@dataclass(frozen=True)
class SpeakingNounFinder:
    """Finds them in one document."""

    document: Document
    lexicon: Lexicon
    contents: ContentFinder
    ends: ContentEnds

    def find(self, siblings: list[int]) -> Iterator[Draft]:
        """All in text order; `siblings` are the cues that begin clauses of their own."""
        for hit in self._hits:
            found = self._draft(hit, siblings)
            if found:
                yield found

    @cached_property
    def _hits(self) -> list[CueHit]:
        """The nouns that tell what has been said, as cues."""
        return [hit for hit in map(self._hit, self.document.places(SPEAKING)) if hit]

    def _hit(self, index: int) -> CueHit | None:
        """The noun at a token as a cue, where it tells what has been said."""
        match = speaking_nouns().match(self.document.forms, index)
        if match is None or match.clitic not in ("", "و", "ب"):
            return None
        told = match.clitic == "ب" or self.lexicon.is_a("upon", self.document.word(index - 1))
        return CueHit(index, match.clitic, (match.value[0],)) if told else None

    def _draft(self, hit: CueHit, siblings: list[int]) -> Draft | None:
        agent = self.contents.agents.get(hit.token + 1)
        if agent is None or not agent.keys or agent.phrase.clitic:
            return None
        start = self.contents.start(hit, agent.end, subject=True)
        if start is None or not self._adjoins(start, agent.end):
            return None
        first, end = self.ends.end(start, Siblings(siblings, hit.token))
        end = self._parted(first + 1, end)
        subject = Subject(agent.keys, agent.end, "noun")
        return Draft(hit, start, subject, first, end, nested=True) if end - first >= LEAST else None

    def _adjoins(self, start: ContentStart, end: int) -> bool:
        """Whether a content belongs to the words that end at a token: few words stand between, and beside a mark only a
        day.
        """
        between = range(end, start.token)
        near = len(between) <= (LEAST if start.opening == "object" else FAR) and start.opening != "quote"
        return near and (not any(map(self._is_mark, between)) or all(map(self.contents.interludes.light, between[:-1])))

    def _is_mark(self, index: int) -> bool:
        return not self.document.word(index).isalnum()

    def _parted(self, start: int, end: int) -> int:
        """The first token of tokens[start:end] before which a content ends at once, else the end."""
        place = bisect_left(self._parts, start)
        return min(end, self._parts[place]) if place < len(self._parts) else end

    @cached_property
    def _parts(self) -> list[int]:
        """The commas outside quotations, and what leads to the next noun of saying: ، بعد | تحذير فرنسا."""
        commas = (comma for comma in self.document.places(COMMA) if self.document.quote_around(comma) is None)
        return sorted({*commas, *(hit.token - (hit.clitic != "ب") for hit in self._hits)})
