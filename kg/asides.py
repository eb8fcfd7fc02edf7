"""What is added to a title before its holder is named: the place or body it goes on with, a form of address."""

from __future__ import annotations

from kg.document import COMMA
from kg.kin import kin_noun
from kg.names import NameReader, is_saying
from kg.town_names import town_end

# How many words may be added to a title before its holder is named.
REST = 7


class AsideReader(NameReader):
    """Reads what is added to titles in one document."""

    def address_behind(self, index: int) -> int | None:
        """Where a form of address begins to which the rest of a title leads: مدير الأصول | والمشاريع بمكة المهندس سعيد,
        رئيسة النادي في جامعة | بوسطن الدكتورة ليلى.
        """
        if self.is_abbreviated(index):
            return index
        town = self.lexicon.bodies.longest(self.forms, index - 1) is not None and self.is_name_word(index)
        if not town and not self._is_aside(index):
            return None
        for place in range(index + 1, min(index + REST, self.sentence_end(index))):
            address = self.lexicon.titles.longest(self.forms, place)
            if address and address[1][0].kind != "attribute" and len(self.word(place)) > 1:
                return place
            if not self._goes_on(place):
                return None
        return None

    def set_off_end(self, start: int) -> int:
        """The end of a full name set off behind a title (the start itself if none is): المدير، سامي فرحات، قال."""
        end = self.name_end(start)
        behind = self.word(end)
        closed = behind in ("", ".", "،", ",", "(", ")", "-", ":", "ان") or self.lexicon.is_a("preposition", behind)
        if end - start >= 2 and (closed or self.is_adverb(behind)):
            return end
        end = start + 2
        first, last = self.is_name_word(start, first=True), self.is_name_word(start + 1, first=True)
        short = not self._is_barred(start) and not self._begins_no_name(start) and last  # بير ساندبرغ
        part = first and not self._is_barred(start + 1) and self.word(start + 1) in self.lexicon.particles["name-link"]
        return end if self.word(end) in ("،", ",", ")") and (short or part) else start

    def _is_barred(self, index: int) -> bool:
        """Whether a word stands in no name of two, whatever stands beside it."""
        word = self.word(index)
        barred = (
            self.is_particle(word) or is_saying(word) or self.lexicon.is_a("day", word) or word in self.lexicon.demonyms
        )
        return barred or len(word) > 5 or not word.isalpha() or self.has_article(index) or self.is_adverb(word)

    def behind_aside(self, index: int) -> int | None:
        """The comma behind a place or body that is added to a title: نائب الحزب | عن مدينة إسطنبول، محمود تانال."""
        if not self._is_aside(index):
            return None
        places = range(index + 1, min(index + REST, self.sentence_end(index)))
        end = next((place for place in places if not self._goes_on(place)), index)
        return end if self.word(end) in COMMA else None

    def is_relative(self, index: int) -> bool:
        """Whether a word with a pronoun tells whose relative somebody is, rather than his name: ابن | عمه."""
        return bool(kin_noun(self.document, self.lexicon, index))

    def is_in_town(self, index: int) -> bool:
        """Whether a town behind a title, before what is said or when, only tells where: قال والي الأمن | بصفاقس إن."""
        word, behind = self.word(index), self.word(index + 1)
        said = "complementizer", "day"
        ends = self.lexicon.is_any(said, behind) or (behind, self.word(index + 2)) == ("الي", "ان")
        return word.startswith("ب") and ends and self._is_aside(index)

    def _is_aside(self, index: int) -> bool:
        """Whether a word goes on with a title by a preposition or "and": بصفاقس، في جامعة، والمشاريع، لعلوم."""
        word = self.word(index)
        bare = word[1:].removeprefix("ال") if word[:1] in "وبل" else ""
        deed = word[:1] == "ب" and bare in self.lexicon.common and town_end([bare], 0) is None
        joined = len(bare) > 2 and not deed and not self.is_particle(word) and word not in self.lexicon.cues
        return joined or self.lexicon.is_a("title-link", word)

    def _goes_on(self, index: int) -> bool:
        """Whether a word may stand amid what is added to a title: a noun or a name, no verb and no particle."""
        word = self.word(index)
        if self.lexicon.is_a("title-link", word):
            return True
        barred = self.is_particle(word) or word in self.lexicon.cues or self.lexicon.is_a("day", word)
        barred = barred or self.lexicon.offices.longest(self.forms, index) is not None
        return word.isalpha() and len(word) > 1 and not barred
