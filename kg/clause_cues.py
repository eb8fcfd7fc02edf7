"""Cues -> those that begin clauses of their own beside the one before, rather than inside what it reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.cues import CueHit, happened
from kg.document import COMMA, Document
from kg.lexicon import Lexicon
from kg.openings import ContentStart
from kg.subjects import Subject

# How many words before a cue a contrast may lead to its subject.
FAR = 8
# How many words into a sentence the contrast may stand that leads to its first clause: وفي الوقت الذي.
FRONT = 3
_PARTING = ("،", ",", '"')


@dataclass(frozen=True)
class ClauseCues:
    """Finds such cues in one document; `hits` are its cues by their tokens."""

    document: Document
    lexicon: Lexicon
    hits: Mapping[int, CueHit]

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def beside(self, opened: set[int]) -> list[int]:
        """The cues that begin clauses of their own beside the one before, rather than inside its content; behind a
        contrast those that report nothing as well (فيما نفت الحركة ذلك).
        """
        begin = [hit for hit in self.hits.values() if self._begins(hit, opened=hit.token in opened)]
        return [self._contrast(hit) or hit.token for hit in begin]

    def _begins(self, hit: CueHit, *, opened: bool) -> bool:
        certain = hit.tense == "perfect" and not hit.candidates[0].cue.strict
        contrast = self.lexicon.is_a("contrast", self.word(hit.token - 1))
        return (opened and self._is_beside(hit)) or (certain and contrast) or self._answers(hit)

    def _answers(self, hit: CueHit) -> bool:
        """Whether a cue with its subject behind it is the verb of a sentence that a clause with one of its own opens:
        وفيما قالت مصادر إن العمليات مستمرة، | كشف مسؤول عن اتجاه آخر.
        """
        if hit.clitic or hit.tense != "perfect" or self.word(hit.token - 1) not in COMMA:
            return False
        behind = self.word(hit.token + 1)
        return not self.lexicon.is_any(("opener", "preposition"), behind) and self._opens_fronted(hit)

    def _opens_fronted(self, hit: CueHit) -> bool:
        """Whether a contrast and a verb of saying begin the sentence of a cue: وفيما قالت, في الوقت الذي أعلنت."""
        start = self.document.sentence_at[hit.token].start
        for index in range(start, min(start + FRONT, hit.token)):
            if self.lexicon.is_a("contrast", self.word(index).removeprefix("و").removeprefix("ال")):
                verb = index + 1 + self.lexicon.is_relative(self.word(index + 1))
                return verb in self.hits and verb < hit.token
        return False

    def _is_beside(self, hit: CueHit) -> bool:
        return hit.tense == "participle" or bool(hit.clitic) or self._is_led(hit)

    def _is_led(self, hit: CueHit) -> bool:
        """Whether a connective leads to a cue: فيما أكد, في حين نفت, إلا أنه أكد."""
        before = self.word(hit.token - 1)
        past = happened(self.document, self.lexicon, hit.token)
        past = past and not self.lexicon.is_relative(self.word(hit.token - 3))  # النائب الذي سبق أن اتهمته
        if past or self._contrast(hit) or self._relates(hit):
            return True
        if self.lexicon.is_a("called", before):
            impersonal = self.lexicon.is_a("impersonal", self.word(hit.token))
            return self.lexicon.is_a("however", self.word(hit.token - 2)) and not impersonal
        return self.lexicon.is_a("connector", before) or self.lexicon.is_a("contrast", before)

    def _relates(self, hit: CueHit) -> bool:
        """Whether a cue tells behind a comma what somebody named there said: أطلقه الحوثيون، الذين قالوا إن."""
        before = self.word(hit.token - 1)
        own = before.startswith("ال") and self.lexicon.is_relative(before) and hit.tense == "perfect"
        return own and self.word(hit.token - 2) in COMMA

    def _contrast(self, hit: CueHit) -> int:
        """The token of the contrast that leads to the subject right before a cue (، | لكن محاميه قال إن); 0 if none."""
        for index in range(hit.token - 1, max(hit.token - FAR, self.document.sentence_at[hit.token].start), -1):
            word = self.word(index)
            if self.lexicon.is_a("connector", word) and word.removeprefix("و").startswith(("لكن", "بينما", "فيما")):
                return index if self.word(index - 1) in _PARTING else 0
            if word == "ان" and self.lexicon.is_a("however", self.word(index - 1)):  # بيد أن الشبكة أفادت
                return index - 1 if self.word(index - 2) in _PARTING else 0
            if not word.isalpha() or index in self.hits:
                return 0
        return 0


def is_bare(hit: CueHit, start: ContentStart, subject: Subject | None, begins: int) -> bool:
    """Whether what seems to be the object of a verb that begins a sentence is rather its subject, as no other is named:
    أعلنت سلطة الطاقة، الأحد، عن توقف المحطة.
    """
    first = hit.token == begins and hit.tense == "perfect" and not hit.clitic
    return first and start.opening == "object" and subject is None


def is_deed(hit: CueHit, start: ContentStart, subject: Subject | None) -> bool:
    """Whether what somebody tells of another is what he did rather than said: وأضاف أن الرياض رفضت الوساطة."""
    done = start.opening == "object" and subject is not None and subject.rule == "before"
    return done and hit.candidates[0].cue.act in ("oppose", "demand")
