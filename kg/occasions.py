"""Words around a cue -> the occasion of the saying: one told of before, one of its own, or one on a day not told."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from kg.concerns import concern
from kg.document import COMMA, Document
from kg.folding import fold
from kg.lexicon import load_lexicon
from kg.places import any_between
from kg.tables import curated, read_table
from kg.trie import PhraseIndex, phrase_index

Kind = Literal[
    "meeting",
    "speech",
    "interview",
    "document",
    "statement",
    "visit",
    "before",
    "same",
    "while",
    "elsewhere",
    "apart",
    "turn",
    "told",
    "sequel",
    "continuing",
    "head",
    "presence",
    "cabinet",
]

_POSSESSIVES = ("ه", "ها", "هم", "هما")
# How many words may stand between كان and the verb of saying, and where قد leads to that verb.
_PLUPERFECT, _LED = 16, 40
_DONE = "قد"
# How many words may stand from an occasion to the pronoun that leads to when it was held.
_HELD = 5
# How many words behind وذلك the noun of an occasion may stand.
_OF_SAYING = 6
# How many words behind the preposition that opens a sentence its day may stand, and behind an occasion that of it.
_OPENING, _ITS = 4, 8
# What makes كان part of a question or a condition, as written: إن with its hamza below is not أن.
_IF = frozenset(("إذا", "اذا", "لو", "إن"))
# How many words may stand between a word of presence and who is there.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Occasion:
    """A row of `occasions.yaml`; see its head for the kinds."""

    kind: Kind
    words: tuple[str, ...]
    example: str


@cache
def occasions() -> PhraseIndex[Kind]:
    """The phrases that tell of an occasion."""
    rows = read_table(curated("lexicon", "occasions.yaml"), Occasion)
    return phrase_index((word, row.kind) for row in rows for word in row.words)


# The words with which such phrases begin.
TELLING = concern(lambda word: occasions().may_start(word))
AMID = concern(lambda word: load_lexicon().is_a("amid", word.removeprefix("و")))
# The relative pronouns, those left out that ask or count more often.
RELATIVE = concern(lambda word: load_lexicon().is_a("relative", word) and word not in ("ما", "من"))


@dataclass(frozen=True)
class OccasionFinder:
    """Finds what the words of one document tell of occasions."""

    document: Document

    def says(self, kind: Kind, start: int, end: int) -> bool:
        """Whether a phrase of this kind begins in tokens[start:end]; a proclitic و before it counts for nothing."""
        return any_between(self._places[kind], start, end)

    @cached_property
    def _places(self) -> dict[Kind, list[int]]:
        """The tokens at which a phrase of each kind begins."""
        found: dict[Kind, list[int]] = defaultdict(list)
        for index in self.document.places(TELLING):
            match = occasions().match(self.document.forms, index)
            for kind in match.value if match and match.clitic in ("", "و") else ():
                found[kind].append(index)
        return found

    def told_behind(self, start: int, token: int) -> int | None:
        """Where words in tokens[start:token] begin that tell on which occasion what stands before them was said:
        ، وذلك | خلال مؤتمر صحفي عقده أمس, not وذلك في قتال امتد حتى أمس.
        """
        places = self._places["told"]
        number = bisect_left(places, token) - 1
        if number < 0 or places[number] < start:
            return None
        place = places[number]
        return place if self._is_of_saying(place + 1, min(place + _OF_SAYING, token)) else None

    def set_off(self, start: int, token: int) -> int | None:
        """Where words that name an occasion begin behind a comma in tokens[start:token]: ، | في بيان تم توزيعه أمس."""
        for place in range(token - 2, start, -1):
            amid = self.document.word(place - 1) in COMMA and self.document.concerns(AMID, place, place + 1)
            if amid and self._is_statement(place + 1):
                return place
        return None

    def _is_statement(self, index: int) -> bool:
        """Whether a noun at a token names what is said or issued by the one told of alone: مقابلة, not حفل or رسالة."""
        words = self.document.words(index, index + 2)
        return not listed("statement").isdisjoint((*words[:1], " ".join(words)))

    def _is_of_saying(self, start: int, end: int) -> bool:
        """Whether tokens[start:end] name an occasion on which one speaks: خلال زيارته, unlike خلال الهجوم."""
        visit = not listed("visit").isdisjoint(self.document.words(start, end))
        return visit or self.document.concerns(_OCCASION, start, end)

    def is_of_speaking(self, token: int) -> bool:
        """Whether a day at a token opens its sentence (في صباح يوم 20 يوليو أعلنت مصر الهدنة وأكدت فرنسا) or is that of
        a meeting or document (عقد المجلس جلسة في 20 يوليو، وقال غوتيريش فيها).
        """
        start = self.document.sentence_at[token].start
        led = self.document.word(start).removeprefix("و") in load_lexicon().particles["preposition"]
        opens = token <= start + (_OPENING if led else 1)
        return opens or self.document.concerns(_OCCASION, max(start, token - _ITS), token)

    def points_back(self, start: int, cue: int, end: int) -> bool:
        """Whether tokens[start:end] name an occasion told of before: خلال اللقاء, في كلمته; one in a relative clause is
        that of something else (التي عقدت على هامش القمة), unless the clause is that of the cue (الذي أكد عقب اللقاء).
        """
        place = bisect_left(self._pointing, max(start, 1))
        if place == len(self._pointing) or self._pointing[place] >= end:
            return False
        start = cue if start < cue < self._pointing[place] else start
        relative = bisect_left(self._relative, max(start, 1))
        return relative == len(self._relative) or self._relative[relative] > self._pointing[place]

    @cached_property
    def _pointing(self) -> list[int]:
        """The tokens that name an occasion told of before."""
        behind = (place + 1 for place in self.document.places(AMID))
        return [place for place in behind if self._is_definite_meeting(self.document.word(place))]

    @cached_property
    def _relative(self) -> list[int]:
        """The relative pronouns behind a definite noun: التي, الذين."""
        return [place for place in self.document.places(RELATIVE) if self.document.forms[place].startswith("ال")]

    def _is_definite_meeting(self, word: str) -> bool:
        if word.startswith("ال"):
            return word[2:] in listed("meeting")
        bare = [word.removesuffix(ending) for ending in _POSSESSIVES if word.endswith(ending)]
        # كلمته: the feminine ending is written ت before a possessive
        bare += [form[:-1] + "ه" for form in bare if form.endswith("ت")]
        return not listed("speech").isdisjoint(bare)

    def is_amid(self, index: int) -> bool:
        """Whether a noun of an occasion stands right before a token or one word before that: في ندوة صحفية | عقدها."""
        words = self.document.words(max(index - 2, 0), index)
        return not listed("meeting", "document").isdisjoint(words)

    def is_held(self, index: int) -> bool:
        """Whether a relative pronoun only leads to when and where an occasion took place (المباحثات | التي جرت أمس), or
        to what was done at the same time (في الوقت | الذي أكد).
        """
        if self.document.word(index - 1) in listed("while"):
            return True
        if self.document.word(index + 1) not in load_lexicon().particles["held"]:
            return False
        nouns = [noun.removeprefix("ال") for noun in self.document.words(max(index - _HELD, 0), index)]
        nouns.extend(_nouns(nouns[-1]) if nouns else ())  # خطابه | الذي نشر أمس
        return not listed("meeting", "document").isdisjoint(nouns)

    def is_issued(self, start: int, end: int) -> bool:
        """Whether tokens[start:end] name a document: في بيان مشترك, أصدر بيانا."""
        return self.document.concerns(_ISSUED, start, end)

    def names_meeting(self, start: int, end: int, *, shared: bool = False) -> bool:
        """Whether tokens[start:end] name an occasion (عقد اجتماعا), a `shared` one where several speak."""
        return self.document.concerns(_SHARED if shared else _MEETING, start, end)

    def is_beside(self, start: int, index: int) -> bool:
        """Whether words of presence lead to a token within a few words: في حضور الوزير فلان, خلال لقائه الرئيس."""
        words = self.document.words(max(start, index - _NEAR), index)
        return not listed("presence").isdisjoint(words)

    def is_pluperfect(self, start: int, cue: int) -> bool:
        """Whether كان stands before a cue of the clause that begins at `start`: وكان الوزير قد أعلن, unless it asks or
        sets a condition (سئل عما إذا كانت تؤيد).
        """
        first = max(start, cue - (_LED if self.document.word(cue - 1) == _DONE else _PLUPERFECT))
        if _were().isdisjoint(self.document.words(first, cue)):
            return False
        were = (place for place in range(first, cue) if self.document.word(place) in _were())
        return any(self.document.text(max(place - 1, 0), place) not in _IF for place in were)


def _bare(word: str) -> str:
    return word.removeprefix("ب").removeprefix("ل").removeprefix("ال")


def _is_meeting(word: str) -> bool:
    return not listed("meeting").isdisjoint(_nouns(_bare(word)))


def _is_occasion(word: str) -> bool:
    """Whether a word names a meeting or document."""
    return _names(word, "meeting", "document")


def names_document(word: str) -> bool:
    """Whether a word is a noun of something that was issued or published: بيان, تصريحاته, التقرير."""
    return _names(word, "document")


def _names(word: str, *kinds: Kind) -> bool:
    """Whether a word is a noun of some kinds: لبيان, and بيان, whose first letter is its own."""
    return not listed(*kinds).isdisjoint((*_nouns(word), *_nouns(_bare(word))))


def _nouns(word: str) -> tuple[str, ...]:
    """The nouns that a word may be with an ending: اجتماعا, خطابه, تصريحاته."""
    return (word, word.removesuffix("ا"), *map(word.removesuffix, _POSSESSIVES))


@cache
def _were() -> frozenset[str]:
    """The words that put a verb back in time, with and without و."""
    return frozenset(clitic + word for word in load_lexicon().particles["was"] for clitic in ("", "و"))


@cache
def listed(*kinds: Kind) -> frozenset[str]:
    """The words listed for some kinds, folded."""
    rows = read_table(curated("lexicon", "occasions.yaml"), Occasion)
    return frozenset(fold(word) for row in rows if row.kind in kinds for word in row.words)


_ISSUED = concern(lambda word: not listed("document").isdisjoint((word, word.removesuffix("ا"))))
_OCCASION = concern(_is_occasion)
_MEETING = concern(_is_meeting)
_SHARED = concern(lambda word: _is_meeting(word) and _bare(word) not in listed("interview"))
