"""Statements in the making -> whether a phrase such as بحسب backs their speakers or names a source of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator

from kg.cast import Cast
from kg.cues import CueHit, happened
from kg.document import Document
from kg.frames import Statement
from kg.lexicon import Lexicon
from kg.openings import ContentStart
from kg.own_words import OwnWordsFinder
from kg.quotations import QuotationFinder
from kg.records import dataclass, replace
from kg.span import Span, trim
from kg.subjects import Subject
from kg.utterances import Utterance
from kg.verbless import Attributed, AttributionFinder

# How many words before its first cue tell that a sentence reports in its own voice.
FAR = 8
# How many words behind an attribution a verb may stand that has its source for its subject.
NEAR = 3
# How many words before or behind an attribution the cues of its sentence may stand that it backs.
AROUND = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making: its cue and content in tokens, its subject."""

    hit: CueHit
    start: ContentStart
    subject: Subject
    first: int
    end: int
    nested: bool
    via: str | None = None


@dataclass(frozen=True)
class Backing:
    """Tells in one document what phrases such as بحسب do beside the cues."""

    document: Document
    lexicon: Lexicon
    cast: Cast
    verbless: AttributionFinder
    quotations: QuotationFinder

    def attributions(self, drafts: list[Draft], speaking: Container[int]) -> Iterator[Attributed]:
        """Attributions without a verb; one that only backs what a speaker is quoted with gives the medium."""
        places = [place for place, draft in enumerate(drafts) if not self._is_past(draft.hit)]
        tokens = [drafts[place].hit.token for place in places]
        taken = {self.document.sentence_at[token].start for token in tokens}
        for found in self.verbless.find(speaking):
            sentence = self.document.sentence_of(found.cue)
            first, last = max(sentence.start, found.cue - AROUND), min(sentence.end, found.cue + AROUND)
            told = places[bisect_left(tokens, first) : bisect_left(tokens, last)]
            inside = [place for place in told if self._is_backed(drafts[place], found)]
            if not inside or self._is_apart(found, drafts[inside[0]], sentence.start):
                yield found
                taken.add(sentence.start)
                self.verbless.speakers.discourse.issue(found.speakers, found.cue)
            elif self.cast.actors[found.speakers[0]].type == "MediaOutlet":
                for place in inside:
                    drafts[place] = replace(drafts[place], via=found.speakers[0])
        yield from OwnWordsFinder(self.document, self.verbless, self.verbless.speakers.recall).find(taken)

    def _is_past(self, hit: CueHit) -> bool:
        """Whether a cue only tells what had been said before: بعد أن أعلن."""
        return happened(self.document, self.lexicon, hit.token)

    def _is_backed(self, draft: Draft, found: Attributed) -> bool:
        """Whether an attribution may only back what a cue of its sentence reports: a cue behind it, of what it is
        followed by, is another's (وفق صحيفة حرييت التي قالت إن).
        """
        if self.document.word(draft.hit.token - 1) == "ما":
            return False
        led = found.front or self.lexicon.is_a("told-in", self.document.word(found.first).removeprefix("و"))
        return led or draft.hit.token <= found.cue or draft.hit.tense == "masdar"

    def _is_apart(self, found: Attributed, draft: Draft, start: int) -> bool:
        """Whether an unnamed or other source backs a sentence that goes far before the first cue in it: استدعت أنقرة
        السفير وأعربت عن أسفها، حسبما أفاد مسؤول.
        """
        medium = self.cast.actors[found.speakers[0]].type == "MediaOutlet"
        if found.front and not medium:  # بحسب المحافظ، فإن المياه غمرت المنازل التي قال إنها
            return draft.hit.token - found.first > NEAR
        far = draft.hit.token - start > FAR and draft.subject.rule != "before" and not found.front
        return far and not medium and draft.subject.speakers != found.speakers

    def statement(self, found: Attributed) -> tuple[Utterance, Statement]:
        """What somebody is named as the source of."""
        content = self.document.span(found.first, found.end)
        utterance = Utterance(found.cue, found.first, found.end, found.speakers, verbless=True)
        return utterance, Statement(
            content=content,
            cue=self._phrase(found.cue, found.cue_end, found.clitic),
            speakers=found.speakers,
            act=found.act,
            quotations=self.quotations.within(found.first, found.end),
            rule="attribution-front" if found.front else "attribution-behind",
        )

    def _phrase(self, first: int, end: int, clitic: str) -> Span:
        """The span of tokens[first:end] without what is written before their first word."""
        raw = self.document.folded.raw(self.document.starts[first] + len(clitic), self.document.ends[end - 1])
        return trim(self.document.article.text, raw.start, raw.end)
