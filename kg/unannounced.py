"""Tokens -> persons' names that no title and no verb announces, by the given name they begin with: مع أحمد الطعمة."""

from __future__ import annotations

from kg.concerns import concern
from kg.lexicon import load_lexicon
from kg.names import NAME_LIMIT, NameReader, owned
from kg.trie import stripped

# A given name that may begin a name, with or without "and" before it.
GIVEN = concern(lambda word: load_lexicon().is_given(word) or (word[:1] == "و" and load_lexicon().is_given(word[1:])))


class UnannouncedReader(NameReader):
    """Reads the full names that stand by themselves in one document."""

    def clitic(self, index: int) -> str:
        """The "and" that is written before a name at a token, if one is."""
        word = self.word(index)
        return "و" if word.startswith("و") and not self.lexicon.is_given(word) else ""

    def end(self, start: int) -> int:
        """Where a full name that begins at a token ends (the start itself if none does)."""
        begun = not self.clitic(start) and self._is_begun(start - 1)
        if begun or self._is_preposition(start) or self._is_named_after(start - 1):
            return start
        end = start + 1
        limit = min(self.sentence_end(start), start + NAME_LIMIT)
        while end < limit and self._goes_on(end):
            end += 1
        while end > start + 1 and self.word(end - 1) in self.lexicon.particles["name-link"]:
            end -= 1
        count = self._count(start, end)
        if count and self._is_family_name(end, common=count > 1):
            end += 1
        return end if self._count(start, end) > 1 else start

    def _count(self, start: int, end: int) -> int:
        """How many names words are; "and" may be written before the first: وعبد الله."""
        joined = self.word(start).removeprefix(self.clitic(start)) in self.lexicon.particles["name-link"]
        return self.count_names(start + 1, end) + (not joined)

    def _goes_on(self, index: int) -> bool:
        """Whether a word that may be part of a name is one: nothing that "and" joins to it, no verb, no title."""
        word = self.word(index)
        named = word in self.lexicon.particles["name-link"] or self._is_linked(index) or self.is_name_word(index)
        another = word.startswith(("وال", "لل")) or (word[0] == "و" and self._is_anothers(word[1:]))
        titled = self.lexicon.offices.longest(self.forms, index) or self.lexicon.titles.longest(self.forms, index)
        listed = word in self.lexicon.common and word not in self.lexicon.given and not self._is_linked(index)
        return named and not (another or titled or listed or self._is_verb(word))

    def _is_anothers(self, word: str) -> bool:
        """Whether a word behind "and" begins another name or is a noun: وسالم، واعتزازه; unlike واتسون."""
        return self.lexicon.is_given(word) or word[:1] not in "اوي" or owned(word) in self.lexicon.common

    def _is_preposition(self, index: int) -> bool:
        """Whether a word is على, which folds like the name."""
        return self.word(index).endswith("علي") and not self._raw(index).endswith("ي")

    def _is_family_name(self, index: int, *, common: bool) -> bool:
        """Whether a word behind a name is the family's, though a land or a party is called so (الزبيدي), or behind two
        names be it `common`.
        """
        word = self.word(index)
        known = self.lexicon.names.longest(self.forms, index) if index < len(self.forms) else None
        nisba = self.has_article(index) and word.endswith("ي") and word not in self.lexicon.demonyms
        rare = self._is_surname(index) and word not in self.lexicon.common
        titled = self.lexicon.titles.longest(self.forms, index) if nisba else None
        return nisba and (rare or (common and not titled)) and not (known or self.is_particle(word))

    def _is_verb(self, word: str) -> bool:
        """Whether a word is a verb in the present or future, by another person of it or its shape: سيضم, يتخبط."""
        if word in self.lexicon.given or len(word) < 4:
            return False
        future = word[0] == "س" and self._is_listed(word[1:])
        present = word[0] in "يت" and any(self._is_listed(person + word[1:]) for person in "يتن")
        return future or present or (word[0] == "ي" and word[1] not in "اوي")

    def _is_listed(self, word: str) -> bool:
        return word in self.lexicon.common or word in self.lexicon.cues

    def _is_named_after(self, index: int) -> bool:
        """Whether a word is a thing, a place or a body that may bear a person's name: شارع, مستشفى."""
        word = self.word(index)
        things = any(self.lexicon.is_a("namesake", form.removeprefix("ال")) for _, form in stripped(word))
        body = index >= 0 and self.lexicon.bodies.longest(self.forms, index) is not None
        return things or (body and not word.startswith(("ال", "لل", "بال", "وال")))

    def _is_begun(self, index: int) -> bool:
        """Whether a name has begun before: كارلو | ماريا فيغانو; a place has not: في إسطنبول | محمد العتيبي."""
        if self.lexicon.is_a("place", self.word(index - 1)):
            return False
        given = self.word(index) in self.lexicon.given and not self.is_particle(self.word(index))
        named = given or self.is_name_word(index, first=True)
        return self.word(index).isalpha() and not self.has_article(index) and named
