"""Verbs and those beside them -> whether these are their objects: ووصف الجيش بأنه، التي اتهمت الوزير بالكذب."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.cues import CueHit
from kg.document import Document
from kg.lexicon import Lexicon
from kg.subjects import Subject

# What verbs govern that may have an object behind them, and the acts that are done to somebody (طالب الحكومة بـ).
TRANSITIVE, ADDRESSING = frozenset(("object", "accuse", "describe")), ("demand", "warn", "promise", "accuse")
# Those for whom a verb is done to somebody, written on it.
PRONOUNS = ("ه", "ها", "هم")
# With what a complementizer ends that has the subject in it: أنه, إننا.
_WITHIN = (*PRONOUNS, "هما", "ني", "نا")
# How long a plural in ين is at least: المرشحين, unlike الأمين.
PLURAL = 7


def is_oblique(lexicon: Lexicon, word: str) -> bool:
    """Whether a word is a definite plural of people that can be no subject: المرشحين, unlike الأمين."""
    return len(word) >= PLURAL and word.startswith("ال") and word.endswith("ين") and word[:-2] in lexicon.common


@dataclass(frozen=True)
class ObjectFinder:
    """Finds objects in one document; `is_charge` tells whether a token leads to what somebody is said to be."""

    document: Document
    lexicon: Lexicon
    agents: Mapping[int, Agent]
    is_charge: Callable[[int], bool]

    def is_addressed(self, hit: CueHit) -> bool:
        """Whether who stands behind a verb of telling is the one who is told: because who tells is in the word before
        it (إنه أبلغ ترامب أن), or because who stands there can be no subject of it (وأبلغ الأمم المتحدة أن).
        """
        if not hit.candidates[0].cue.suffixed or hit.tense not in ("perfect", "imperfect"):
            return False
        return self.is_own(hit) or (hit.form.gender == "m" and self._is_no_subject(hit.token + 1))

    def is_own(self, hit: CueHit) -> bool:
        """Whether the word before a verb that is said to somebody has its subject in it: إنه | أبلغ."""
        before = self.document.word(hit.token - 1)
        within = self.lexicon.is_a("opener", before) and before.endswith(_WITHIN)
        return within and not hit.clitic and hit.candidates[0].cue.suffixed

    def _is_no_subject(self, index: int) -> bool:
        """Whether who stands at a token can be no subject of a verb in the masculine singular: a name that is feminine
        (الأمم المتحدة), a plural in ين (المرشحين).
        """
        word, agent = self.document.word(index), self.agents.get(index)
        if agent is not None:
            state = any(known.how == "metonym" for known in agent.phrase.known)
            known = agent.phrase.kind == "known" and not state and not agent.phrase.clitic
            return known and agent.gender == "f" and agent.number == "s"
        return is_oblique(self.lexicon, word)

    def is_behind(self, hit: CueHit, subject: Subject, *, opened: bool) -> bool:
        """Whether who stands behind a verb that goes on is whom it judges; `opened` if a content follows him."""
        if hit.clitic != "و" or subject.rule != "behind":
            return False
        return self._is_described(hit, subject) or (not opened and self._is_accused(hit, subject))

    def _is_accused(self, hit: CueHit, subject: Subject) -> bool:
        """دانت موسكو العقوبات واتهمت واشنطن بالتصعيد."""
        goes_on = hit.token > self.document.sentence_at[hit.token].start or self.is_charge(subject.after)
        return (goes_on and "accuse" in hit.candidates[0].cue.content) or "blame" in hit.candidates[0].cue.content

    def _is_described(self, hit: CueHit, subject: Subject) -> bool:
        """وقال ليبرمان إنه راض. ووصف الجيش بأنه أخلاقي."""
        whole = "describe" in hit.candidates[0].cue.content and not hit.form.text.endswith(PRONOUNS)
        return whole and self.is_charge(subject.after)

    def is_follower(self, hit: CueHit) -> bool:
        """Whether the one behind a verb of judging in a relative clause is judged: الذي وصف منافسه بأنه, unlike الذي
        وصفه ماكرون بأنه.
        """
        judges = TRANSITIVE.difference(("object",)).intersection(hit.candidates[0].cue.content)
        own = hit.form.gender == ("f" if self.document.word(hit.token - 1) == "التي" else "m")
        return bool(judges) and own and not hit.form.text.endswith(PRONOUNS)
