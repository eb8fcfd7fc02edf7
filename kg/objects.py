"""Verbs and those beside them -> whether these are their objects: ووصف الجيش بأنه، التي اتهمت الوزير بالكذب."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.cues import CueHit
from kg.document import Document
from kg.subjects import Subject

# What verbs govern that may have an object behind them, and the acts that are done to somebody (طالب الحكومة بـ).
TRANSITIVE, ADDRESSING = frozenset(("object", "accuse", "describe")), ("demand", "warn", "promise", "accuse")
# Those for whom a verb is done to somebody, written on it.
PRONOUNS = ("ه", "ها", "هم")


@dataclass(frozen=True)
class ObjectFinder:
    """Finds objects in one document; `is_charge` tells whether a token leads to what somebody is said to be."""

    document: Document
    is_charge: Callable[[int], bool]

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
