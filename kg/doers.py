"""Nouns of people and bodies right behind a verb -> whether they are its subject: نفى حارس المدرسة ذلك."""

from __future__ import annotations

from dataclasses import dataclass

from kg.cues import CueHit
from kg.document import Document
from kg.lexicon import Gender, Lexicon
from kg.names import owned
from kg.nouns import is_verbal_noun
from kg.objects import ADDRESSING

# Acts that are done to somebody, who may stand right behind the verb instead: انتقد المدير, دعا المواطن.
_TO_SOMEBODY = frozenset((*ADDRESSING, "oppose", "support", "describe"))


@dataclass(frozen=True)
class DoerFinder:
    """Tells such subjects in one document."""

    document: Document
    lexicon: Lexicon

    def speaks(self, hit: CueHit, first: int) -> bool:
        """Whether who stands behind a verb cannot be what it tells, but agrees with it: أكدت محكمة, not أعلن شركة."""
        cue = hit.candidates[0].cue
        sure = not (cue.act in _TO_SOMEBODY or cue.suffixed or cue.source != "subject")
        return sure and self.is_doer(hit, first)

    def is_doer(self, hit: CueHit, first: int) -> bool:
        """Whether a noun of people or of a body agrees with the verb before it, or some of them are told of."""
        noun = self.counted(first)
        gender = self._gender(self.word(noun)) or ("m" if noun > first else None)
        bare = noun > first and hit.form.gender == "m"  # بعض الصحف, عدد من الشركات
        return bare or (gender is not None and hit.form.gender in (None, gender))

    def is_one(self, first: int) -> bool:
        """Whether a noun without the article is somebody, as it is told where or near whom he is: مقرب | من الحركة."""
        word, behind = self.word(first), self.word(first + 1)
        led = self.lexicon.is_a("preposition", behind) or behind.startswith("بال")
        return led and self.lexicon.is_a("doer", word)

    def counted(self, first: int) -> int:
        """Where the people or bodies stand of which there are some: كل | الصحف, عدد من | قاطني الحي, أكثر من | مصدر."""
        if not self.lexicon.is_any(("some", "every"), self.word(first)):
            return first
        adjective = self.word(first) == "عدد" and self.word(first + 2) == "من"  # عدد كبير من
        noun = first + 1 + adjective
        noun += self.word(noun) == "من"
        word = self.word(noun)
        people = word.endswith("ين") and len(word) > 5 and self.lexicon.is_definite(word)
        return noun if people or self._gender(word) is not None or self._are_theirs(noun) else first

    def _are_theirs(self, index: int) -> bool:
        """Whether a plural of people belongs to what follows: عدد من | قاطني الحي, أحد | مطلقي هذه المبادرة."""
        word, behind = self.word(index), self.word(index + 1)
        one = self.word(index - 1) in ("من", "احد")
        whose = self.lexicon.is_definite(behind) or self.lexicon.is_a("this", behind)
        return one and whose and word.endswith("ي") and len(word) > 4 and not self.lexicon.is_definite(word)

    def is_whole(self, end: int) -> bool:
        """Whether a noun phrase ends at a token, as no noun belongs to its last word: أحزاب كورية, محكمة الجنايات."""
        last = self.word(end - 1)
        return self.lexicon.is_definite(last) or last.endswith(("ها", "هم", "يه"))

    def is_parted(self, end: int) -> bool:
        """Whether an object of its own begins behind a noun phrase that is whole: الولايات المشاركة | هذا القرار."""
        return self.lexicon.is_a("this", self.word(end)) and self.is_whole(end)

    def is_apart(self, index: int) -> bool:
        """Whether a word is a noun that belongs to none before it: أسرته | صحة الخبر, unlike محاميه | مايكل."""
        word = self.word(index)
        named = word in self.lexicon.given or word not in self.lexicon.common or word[:1] == "و"
        return not (named or self.lexicon.is_definite(word) or self.lexicon.is_a("this", word))

    def is_done(self, word: str) -> bool:
        """Whether a word tells what is done, or whose something is, as no name does: لاعب الهلال | جاهزيته."""
        plain = word[:1] not in "وبل" and not (self.lexicon.is_definite(word) or self.lexicon.is_a("itself", word))
        theirs = (
            word.endswith(("ها", "هم", "ته")) and owned(word) in self.lexicon.common and word not in self.lexicon.given
        )
        return plain and (theirs or (is_verbal_noun(word) and word in self.lexicon.common))

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def _gender(self, word: str) -> Gender | None:
        """The gender that a verb takes before a noun of people or of a body; None for any other word."""
        for noun in (word, word.removeprefix("ال"), owned(word)):
            if self.lexicon.is_a("bodies", noun):
                return "f"
            if self.lexicon.is_a("doer", noun):
                return "f" if noun.endswith(("ه", "ات")) else "m"
        source = self.lexicon.sources.longest([word], 0)
        return source[1][0].gender if source and source[1][0].source.kind in ("anonymous", "group") else None
