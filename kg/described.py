"""Tokens -> what tells more of people without a name: adjectives, where they are, and whose they are."""

from __future__ import annotations

from collections.abc import Callable

from kg.document import Document
from kg.frames import ActorType
from kg.lexicon import Lexicon, SourceNoun
from kg.names import PHRASE_LIMIT, NameReader, owned
from kg.town_names import town_end

# How many words before a definite one may tell what people are in.
BARE = 4
# What a stretch of words may tell: where it ends, and the curated keys it refers to.
Told = tuple[int, tuple[str, ...]]


class DescriptionReader(NameReader):
    """Reads what stands behind nouns of people and papers in one document."""

    def __init__(self, document: Document, lexicon: Lexicon, body: Callable[[int], Told | None]) -> None:
        super().__init__(document, lexicon)
        self._body = body

    def end(self, index: int, limit: int, *, apart: bool = False, amid: bool = True) -> Told:
        """Adjectives, demonyms and one place or body behind a source noun: مسؤول كبير في الإدارة الأميركية; where
        people and papers are may be `apart` from whose they are: اللاجئين في الأردن. Plain nouns tell what they are in
        where they may stand `amid` it.
        """
        end = index
        of: tuple[str, ...] = ()
        while end < limit:
            word = self.word(end)
            bare = word.removeprefix("و")
            if land := self.land_at(end):
                end, of = land[0] - 1, (*of, land[1])
            elif key := self.lexicon.demonyms.get(bare):
                of += (key,)
            elif self.lexicon.particles["adjective"].isdisjoint((bare, bare.removeprefix("ال"), bare[:-1])):
                end += self.lexicon.is_a("near", bare) and self.word(end + 1) == "من"
                break
            end += 1
        if apart and self.word(end) == "في":
            return end, of
        place = self._place(end, limit, of)
        return self._midst(end, limit, of) if place[0] == end and amid else place

    def _place(self, index: int, limit: int, of: tuple[str, ...]) -> Told:
        if self.word(index) == "عن" and self.lexicon.is_a("standing", self.word(index - 1)):
            return self._represented(index, limit, of)
        start = index + 1 if self.word(index) in ("في", "من", "باسم", "لدي") else index
        theirs = self.lexicon.is_a("correspondent", self.word(index - 1))  # مراسلون | لفرانس برس
        if start >= limit or (start == index and not (theirs or self.word(index).startswith(("بال", "لل")))):
            return index, of
        match = self.lexicon.names.match(self.forms, start)
        told = match is not None and match.value[0].actor.type == "MediaOutlet" and not theirs
        if match and not told and match.clitic in ("", "ب", "ل") and match.end <= limit:
            return match.end, (*of, match.value[0].actor.key)
        town = town_end(self.forms, start) if start > index else None  # مصادر في تعز
        body = self._body(start) if start > index and not town else None
        return (body[0], of + body[1]) if body else (town or index, of)

    def _midst(self, index: int, limit: int, of: tuple[str, ...]) -> Told:
        """What unnamed people are in, told by plain nouns: عاملون | في فرق الإنقاذ, مصادر | داخل المقاومة; nothing more
        where it is what they say or when (في تصريحات لاحقة, في وقت سابق).
        """
        if index >= limit:
            return index, of
        before = self.word(index - 1)
        if self.word(index) in ("من", "علي") and self.lexicon.is_any(("near", "informed"), before):
            return self._definite_end(index + 1, limit, told=True) or index, of
        if not self.lexicon.is_a("midst", self.word(index)):
            return self._joined_place(index, of)
        if self.lexicon.phrases["adverb"].match(self.forms, index) is not None:
            return index, of
        for place in range(index + 1, index + BARE):
            if end := self._definite_end(place, limit):
                return (index if self.name_end(end) > end + 1 else end), of  # كبير المحللين | في الشركة رائد الخضر
            if not self._is_bare(place):
                break
        return index, of

    def _joined_place(self, index: int, of: tuple[str, ...]) -> Told:
        """The body or place that ب joins to unnamed people, right before what they say: مسؤولون | بوزارة
        النفط إن; behind a verb it is rather what that governs (رحب مسؤولون | بالاتفاق).
        """
        word = self.word(index)
        if not word.startswith("ب"):
            return index, of
        body = self._body(index)
        noun = word[1:] in self.lexicon.common and not (word in self.lexicon.given or word[1:] in self.lexicon.cues)
        place = self._definite_end(index + 1, index + PHRASE_LIMIT) if noun else None
        end = body[0] if body else place or index
        told = self.lexicon.is_a("complementizer", self.word(end))
        return (end, of + (body[1] if body else ())) if told else (index, of)

    def _is_bare(self, index: int) -> bool:
        """Whether a word is a noun that only the next makes definite, and tells no words or time: فرق | الإنقاذ."""
        word = self.word(index)
        barred = self.is_particle(word) or word in self.lexicon.cues or self._is_told(word)
        return word in self.lexicon.common and not barred and not word.startswith(("ال", "لل")) and owned(word) == word

    def _is_told(self, word: str) -> bool:
        """Whether a noun is of words or of time: بيان, اللقاء, ساعة."""
        return self.lexicon.is_any(("utterance", "talks", "hour", "day", "moment"), word.removeprefix("ال"))

    def _definite_end(self, index: int, limit: int, *, told: bool = False) -> int | None:
        """The end of a definite noun with its adjectives, or of a name, at a token; None where none stands, or one of
        words or time unless it may be `told`.
        """
        word = self.word(index)
        if index >= limit or (not told and self._is_told(word)):
            return None
        named = self.lexicon.names.match(self.forms, index)
        if named and not named.clitic:
            end = named.end
        elif self.has_article(index) and not self.is_particle(word):
            end = index + 1
        else:
            return town_end(self.forms, index)
        while end < limit and self.has_article(end) and self.word(end).endswith(("ي", "يه")):
            if self.lexicon.is_relative(self.word(end)):
                break
            end += 1
        return None if self.lexicon.is_a("dated", self.word(end)) else end

    def _represented(self, index: int, limit: int, of: tuple[str, ...]) -> Told:
        """For whom representatives stand: ممثلين | عن الدائنين, ممثلون | عن الأمم المتحدة."""
        first = index + 1
        if first >= limit or self.lexicon.is_a("ministries", self.word(first)):
            return index, of
        end, known = self.body_at(first, limit, "Country")
        if end == first and (body := self._body(first)):
            end, known = body
        people = self.lexicon.sources.longest(self.forms, first)
        if end == first and people and people[1][0].definite and people[1][0].source.kind != "parties":
            end = people[0]
        return (end, of + known) if end > first else (index, of)

    def whose(self, noun: SourceNoun, index: int, limit: int) -> Told:
        """Whom or what people belong to, told right behind their noun: زعماء الصين, مفتشي الأمم المتحدة."""
        start = index + self.lexicon.is_a("portfolio", self.word(index))
        if start >= limit:
            return index, ()
        if self.word(index).startswith("ال") and (land := self.land_at(start)):
            return land[0], (land[1],)  # وزراء الخارجية | العرب
        end, of = self.body_at(start, limit, *(("Country", "Person") if noun.bound else ("Country",)))
        if end == start and not self.word(start).startswith(("و", "ل", "ب")) and (body := self._body(start)):
            end, of = body
        if end == start and self.lexicon.is_a("whole", self.word(start)):
            end += 1
        return self._joined(end, limit, of) if end > start else (index, ())

    def body_at(self, index: int, limit: int, *others: ActorType) -> Told:
        """The known body that begins at a token, or one of `others`: قادة | حلف شمال الأطلسي."""
        match = self.lexicon.names.match(self.forms, index) if index < limit else None
        type_ = match.value[0].actor.type if match and not match.clitic else "MediaOutlet"
        if match is None or (type_ in ("Person", "MediaOutlet", "Country") and type_ not in others):
            return index, ()
        return match.end, () if type_ == "Person" else (match.value[0].actor.key,)

    def _joined(self, index: int, limit: int, of: tuple[str, ...]) -> Told:
        """Further lands that "and" joins to the first: وزراء خارجية ألمانيا | والنمسا."""
        end = index
        while end < limit and of and (match := self.lexicon.names.match(self.forms, end)):
            if match.clitic != "و" or match.value[0].actor.type != "Country" or match.value[0].how == "metonym":
                break
            end, of = match.end, (*of, match.value[0].actor.key)
        return end, of
