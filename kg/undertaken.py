"""A noun that binds -> by what else it is told whom: who affirms it, what stands behind it, an adjective near it."""

from __future__ import annotations

from kg.cues import CueHit
from kg.setting import Content, Setting
from kg.undertakings import Trigger

# How far before a noun the verb may stand that affirms it.
AFFIRMED = 16
# What somebody says by these acts of what is his, he wills.
OWN_WILL = frozenset(("affirm", "announce", "express", "promise"))


class UndertakingNouns:
    """Tells of the nouns of one document whose they are."""

    def __init__(self, setting: Setting) -> None:
        self.document, self.lexicon, self.cast = setting.document, setting.lexicon, setting.cast
        self.word = self.document.word
        self._hits = setting.speakers.hits

    def is_ready(self, trigger: Trigger) -> bool:
        """على استعداد: a noun that says of somebody that he is so."""
        return (
            trigger.plain
            and trigger.modality == "conditional"
            and self.lexicon.is_a("ready", self.word(trigger.token - 1))
        )

    def affirmer(self, trigger: Trigger) -> CueHit | None:
        """The verb of affirming before a noun, its subject between them: أبدت الشركات العاملة في الإقليم حرصها على."""
        floor = max(self.document.sentence_at[trigger.token].start, trigger.token - AFFIRMED)
        for index in range(trigger.token - 1, floor - 1, -1):
            hit = self._hits.get(index)
            if hit and any(candidate.cue.act in OWN_WILL for candidate in hit.candidates):
                return hit
            if hit or self.lexicon.is_a("complementizer", self.word(index).removeprefix("و")):
                return None
        return None

    def is_affirmed(self, trigger: Trigger, content: Content | None) -> bool:
        """Whether a definite noun is all that is affirmed: أكد الرئيس الحرص على استقرار لبنان, not أن الحرص واجب."""
        definite = not trigger.plain and not trigger.owned
        told = content.statement if definite and content else None
        return told is not None and told.act in OWN_WILL and told.rule.startswith(("object", "preposition"))

    def is_own_deed(self, trigger: Trigger) -> bool:
        """Whether what stands behind a noun is a deed, or something of the speaker's: خطة لبناء، مواصلة عملياتها."""
        word = self.word(trigger.token + 1)
        return self.lexicon.is_a("deed", word.removeprefix("ل")) or (word.endswith(("ها", "هم")) and len(word) > 4)

    def adjective(self, trigger: Trigger) -> str | None:
        """The state whose adjective stands near: قرارات بإنهاء المهمة الأميركية، الدعم الأميركي يتضمن التزاما بـ."""
        if not self.word(trigger.token + 1).startswith("ب"):
            return None
        sentence = self.document.sentence_at[trigger.token]
        near = range(max(sentence.start, trigger.token - 10), min(sentence.end, trigger.token + 12))
        states = (self.lexicon.demonyms.get(self.word(index)) for index in near)
        return next((key for state in states if state and (key := self.cast.enter_key(state))), None)
