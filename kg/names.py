"""Tokens -> personal names that no table knows: where one starts and where it stops."""

from __future__ import annotations

from functools import lru_cache

from kg.concerns import concern
from kg.document import COMMA, Document, Quote
from kg.inflection import FUTURES, is_no_name
from kg.lexicon import Known, Lexicon, load_lexicon
from kg.town_names import town_end
from kg.trie import stripped
from kg.wordmemo import REMEMBERED, WordMemo

NAME_LIMIT, PHRASE_LIMIT = 6, 16
# How many words a quoted name has at most.
QUOTED = 4
# Behind it stands whose words somebody carries.
CARRYING = concern(lambda word: word == "عن")


class NameReader:
    """Reads words and names at given tokens of one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self.word = document.by_token.__getitem__
        self.forms, self._sentences = document.forms, document.sentence_at

    def sentence_end(self, index: int) -> int:
        """The end of the sentence that a token stands in."""
        return self._sentences[index].end if 0 <= index < len(self._sentences) else index

    def limit(self, index: int) -> int:
        """How far a phrase that starts at a token may reach."""
        return min(self.sentence_end(index), index + PHRASE_LIMIT)

    def is_particle(self, word: str) -> bool:
        """Whether a folded word is a function word."""
        return self.lexicon.is_function(word)

    def is_some(self, index: int) -> bool:
        """Whether a word says that some of the people behind it are meant: بعض، عدد من; عدد alone is a number."""
        word = self.word(index).lstrip("و")
        counted = self.lexicon.is_a("portion", word) and self.word(index + 1) != "من"
        return self.lexicon.is_a("some", word) and not counted

    def is_cut(self, people: tuple[Known, ...], end: int) -> bool:
        """Whether a known family name is only the first of an unknown name: الدكتور هادي | اليامي."""
        return people[0].how == "short" and self.is_name_word(end)

    def is_person(self, index: int, *, full: bool = False) -> bool:
        """Whether a known person's name, or with `full` his full name, begins at a token."""
        match = self.lexicon.names.longest(self.forms, index)
        if match is None:
            return False
        return any(entry.actor.type == "Person" and (not full or entry.how == "name") for entry in match[1])

    def behind_sign(self, index: int) -> int:
        """Where a name begins that stands at a token behind a sign: د. محمد."""
        return index + (self.word(index) == "." and len(self.word(index - 1)) == 1)

    def is_reported(self, index: int) -> bool:
        """Whether a verb of saying stands right before a token."""
        return self.lexicon.reports[self.word(index - 1)]

    def is_carried(self, index: int) -> bool:
        """Whether a name begins at a token whose bearer's words somebody carries: نقلت الوكالة عن سامي فرحات قوله."""
        return self.word(index - 1) == "عن" and self.word(self.name_end(index)) in ("قوله", "قولها", "ان")

    def land_at(self, index: int) -> tuple[int, str] | None:
        """Where the adjective of a land that begins at a token ends, and the land's key: العراقية, الكوري الجنوبي."""
        word, demonyms = self.word(index), self.lexicon.demonyms
        two = f"{word} {self.word(index + 1)}" if word in self.lexicon.paired else word
        key = demonyms.get(two) or demonyms.get(word)
        if key is None or (word.endswith("ا") and self.word(index - 1).startswith("ال")):
            return None  # الاتحاد الأوروبي | روسيا
        return index + (2 if two in demonyms and two != word else 1), key

    def is_abbreviated(self, index: int) -> bool:
        """Whether a form of address is written as one letter: وزير التعليم | د. سامي فرحات."""
        return len(self.word(index)) == 1 and self.lexicon.titles.longest(self.forms, index) is not None

    def name_end(self, start: int) -> int:
        """The end of an unknown personal name that starts at a token (the start itself if none does)."""
        limit = min(self.sentence_end(start), start + NAME_LIMIT)
        end = start
        while end < limit and (
            self.word(end) in self.lexicon.particles["name-link"]
            or (end > start and self._is_linked(end))
            or self.is_name_word(end, first=end == start)
            or (end > start and self._is_hyphen(end))
        ):
            end += 1
        names = self.count_names(start, end)
        if (
            (names == 1 or (names == 2 and self.word(end - 1) in self.lexicon.given))
            and end < limit
            and self._is_surname(end)
        ):
            end += 1
        end += names > 0 and end < limit and self._is_last(end)
        while end > start and self.word(end - 1) in self.lexicon.particles["name-link"]:
            end -= 1
        return end

    def _is_last(self, index: int) -> bool:
        """Whether a word can only be the last of the name before it, though it means something: it stands right before
        what is said, or the comma behind which an office is told: أحمد | عيد أن, عدنان | حزام، الناطق.
        """
        word, behind = self.word(index), self.word(index + 1)
        apart = behind in COMMA and self.lexicon.offices.longest(self.forms, index + 2) is not None
        aged = behind == "(" and self.word(index + 2).isdigit()
        said = behind == ":" or aged or (self.lexicon.is_a("opener", behind) and behind[0] != "ب")
        said = said or (self.is_reported(index + 2) and self.word(index - 1) in self.lexicon.given)  # طارق | حرب أكد
        # منظمو البطولة, يجب, تأكيد
        shape = word[:1] == "ي" or (word[:1] == "ت" and word[-2:-1] == "ي") or (word[-1:] == "ه" and word[:2] == "ال")
        if not (apart or said) or (shape and word not in self.lexicon.given):
            return False
        kinds = ("day", "adjective", "press", "honoured", "idle", "of-it", "latter", "same", "itself")
        other = self.is_particle(word) or self.lexicon.is_any(kinds, word) or self.is_adverb(word)
        joined = any(clitic and self._is_joined(clitic, bare) for clitic, bare in stripped(word))
        known = self.lexicon.names.longest(self.forms, index) or set(self.lexicon.opens[word]) - {"known"}
        called = known or self._is_owned(index) or self.lexicon.is_a("deed", word.removeprefix("ال"))
        second = self.is_second(index) and word in self.lexicon.common  # المطيري | العمل
        return len(word) > 2 and not (_NAMELESS[word] or other or joined or called or second)

    def continues_name(self, index: int) -> bool:
        """Whether a name goes on behind a known one (علي حسن + خليل is another man)."""
        return self.lexicon.is_a("name-link", self.word(index)) and self.word(index) != "ال"

    def describes_people(self, index: int) -> bool:
        """Whether a people's name only tells whose those before it are: المدنيين السوريين, نظرائهم التونسيين."""
        before = self.word(index - 1)
        plural = before.startswith("ال") and len(before) > 5 and before[-2:] == self.word(index)[-2:]
        return (plural and before not in self.lexicon.demonyms) or before.endswith("ايهم")

    def is_place_of_title(self, index: int) -> bool:
        """Whether a form of address at a token belongs to the name of a place: شرم | الشيخ, الشيخ زويد."""
        places = self.lexicon.phrases["no-title"]
        return any(places.match(self.forms, place) is not None for place in {index, max(index - 1, 0)})

    def is_quoted_name(self, quote: Quote) -> bool:
        """Whether a quotation is no longer than a name, the dots of بي.إف.إم left out."""
        words = self.document.words(quote.opening + 1, quote.closing)
        return len(words) <= 2 * QUOTED and sum(map(str.isalnum, words)) <= QUOTED

    def count_names(self, start: int, end: int) -> int:
        """How many names words are: عبد الله and صلاح الدين are one, and so is بن سالم."""
        words = self.document.words(start, end)
        joined = sum(word in self.lexicon.particles["name-link"] for word in words)
        return len(words) - joined - sum(word == "الدين" for word in words)

    def name_start(self, end: int, floor: int) -> int:
        """Where the words of a name begin that ends before a token, not before the floor."""
        start = end
        while start > max(floor, end - NAME_LIMIT) and self.is_name_word(start - 1):
            start -= 1
        return start

    def _is_hyphen(self, index: int) -> bool:
        """Whether a hyphen joins two parts of a name with no space between: إيسوزي-نجونديت."""
        starts, ends = self.document.starts, self.document.ends
        if self.word(index) != "-" or index + 1 >= len(self.forms):
            return False
        return ends[index - 1] == starts[index] and ends[index] == starts[index + 1] and self.word(index + 1).isalpha()

    def _is_linked(self, index: int) -> bool:
        """Whether a word stands behind بن or عبد, so that it is a name whatever else it means: بن طالب, عبد السلام."""
        word, before = self.word(index), self.word(index - 1)
        return (
            (before in ("بن", "بنت", "ابن") or (before == "عبد" and word.startswith("ال")))
            and len(word) > 2
            and word.isalpha()
            and not self.is_particle(word)
        )

    def _is_prefixed(self, word: str) -> bool:
        """Whether a word is rather ب or ل with a noun or a known name (بعراق، بفوزه)."""
        bare = word[1:]
        endings = ("", "ه", "ها", "هم")
        known = any(bare.endswith(e) and bare[: len(bare) - len(e)] in self.lexicon.common for e in endings)
        known = known or self.lexicon.names.may_start(bare) or town_end([bare], 0) is not None
        return known and word[0] in "بل" and len(bare) > 2 and not self.lexicon.is_given(word)

    def _is_surname(self, index: int) -> bool:
        """Whether a definite word behind a single given name is the family name, be it a demonym or, behind a
        name that others bear, a common word (شذى المغربي، عمار الحكيم).
        """
        word = self.word(index)
        if word in self.lexicon.common and not word.endswith("ي") and self.word(index - 1) not in self.lexicon.given:
            return False
        titled = self.lexicon.offices.longest(self.forms, index) or self.lexicon.titles.longest(self.forms, index)
        return (
            word.startswith("ال")
            and len(word) > 4
            and not _is_many(word)
            and not self.lexicon.is_a("day", word)
            and not self.lexicon.is_a("dated", self.word(index + 1))
            and not self.is_particle(word)
            and not titled
            and not self.lexicon.bodies.longest(self.forms, index)
            and not self.lexicon.sources.longest(self.forms, index)
            and not self.lexicon.is_a("deed", word.removeprefix("ال"))
        )

    def is_name_word(self, index: int, *, first: bool = False) -> bool:
        """Whether a token can be part of a name: letters, and no word of the language at large."""
        word = self.word(index)
        if not first and word in self.lexicon.given and self._is_fathers(index):
            return True
        if _NAMELESS[word]:
            return False
        if (first or word == "علي") and self._is_given(index, first=first):
            return True
        if (
            word in self.lexicon.common
            or self._is_future(word, first=first)
            or self.lexicon.is_a("day", word)
            or self.lexicon.is_function(word)
            or self.lexicon.is_a("adjective", word)
        ):
            return False
        if (self.is_adverb(word) and not (first and word in self.lexicon.given)) or (not first and self._joins(index)):
            return False  # الرئيس الصيني | تحذيرا, تشرشل | والملك
        if not first and self.is_second(index + 1) and self.lexicon.sources.longest(self.forms, index):
            return False  # سكوت سترينجر | المراقب المالي
        if self._is_owned(index) or (first and not self._is_maghrebi(index) and self._begins_no_name(index)):
            return False
        borne = first or self._is_borne(index)  # فايز بشر
        return borne or not any(clitic and self._is_joined(clitic, bare) for clitic, bare in stripped(word))

    def _joins(self, index: int) -> bool:
        """Whether "and" joins somebody else to a name: a title or a known name."""
        word = self.word(index)
        titled = word[0] == "و" and self.lexicon.titles.may_start(word[1:])
        return titled or self.lexicon.joins_known(self.forms, index)

    def _is_given(self, index: int, *, first: bool) -> bool:
        """Whether a word is a given name though it looks otherwise: one with the article (إلياس، الحبيب), one that
        means something (كريم، ليلى), or علي behind another given name, as far as it is not written على.
        """
        word = self.word(index)
        if word == "علي":
            borne = self.word(index - 1) in self.lexicon.given or (first and self._begins_with_ali(index))
            return borne and self._raw(index).endswith("ي")
        if first and word in self.lexicon.common and not word.startswith("ال"):
            alone = self.word(index + 1) in self.lexicon.common or self.has_article(index + 1)
            plain = self.is_particle(word) or (len(word) < 4 and (alone or len(word) < 3))  # أمام، منى; but جين فولي
            elative = len(word) == 4 and word[0] == "ا" and not self.has_article(index + 1)  # أكبر مستهلكي
            return word in self.lexicon.given and not (plain or elative) and self._is_followed(index + 1)
        if first:
            borne = word.startswith("ال") and word in self.lexicon.given
            titled = borne and self.lexicon.titles.longest(self.forms, index) is not None
            alone = word in self.lexicon.common and not self.is_name_word(index + 1)
            return borne and not titled and not alone and not self.is_particle(word)
        return False

    def _is_fathers(self, index: int) -> bool:
        """Whether a given name that means something stands between a given name and a family name: فهد طالب الشرفي."""
        behind = self.word(index + 1)
        surname = behind.startswith("ال") and self._is_surname(index + 1)
        return surname and self._is_borne(index) and (behind.endswith("ي") or behind not in self.lexicon.common)

    def _is_borne(self, index: int) -> bool:
        """Whether two given names stand one behind the other."""
        given = self.lexicon.given
        return self.word(index) in given and self.word(index - 1) in given and not self.is_particle(self.word(index))

    def _begins_with_ali(self, index: int) -> bool:
        """Whether a name goes on behind علي, which some write for على: a word that is none of the language."""
        behind = self.word(index + 1)
        surname = self.has_article(index + 1) and behind not in self.lexicon.demonyms and self._is_surname(index + 1)
        return behind not in self.lexicon.common and (surname or self.is_name_word(index + 1, first=True))

    def _is_future(self, word: str, *, first: bool) -> bool:
        """Whether a word is the future of a known verb: الرئيس الصيني سيبحث; but سيرجي and دانييل سيولي are names."""
        shape = word.startswith(FUTURES) and len(word) > 3 and (first or not word.endswith("ي"))
        return shape and word[1:] in self.lexicon.common and word not in self.lexicon.given

    def is_adverb(self, word: str) -> bool:
        """Whether a word is a noun with the accusative ending: تعقيبا، ردا."""
        return word.endswith("ا") and len(word) > 3 and word[:-1] in self.lexicon.common

    def _is_followed(self, index: int) -> bool:
        """Whether a name goes on at a token behind a given name that is a word of the language, too: كريم الفرحاتي."""
        word = self.word(index)
        if word.startswith(("بال", "لل", "وال")):
            return False
        surname = self._is_surname(index) and (word.endswith("ي") or word not in self.lexicon.common)
        return surname or word in self.lexicon.particles["name-link"] or self.is_name_word(index)

    def _raw(self, index: int) -> str:
        return self.document.text(index, index + 1)

    def _is_maghrebi(self, index: int) -> bool:
        """Whether a word is a name with بو: بوجمعة, بوشناق; ب with a noun (بوزارة) or its owner's (بوصفه) is none."""
        word = self.word(index)
        owner = word.endswith("ه") and not self._raw(index).endswith("ة")
        known = word[1:] in self.lexicon.common or self.lexicon.bodies.may_start(word[1:])
        return word.startswith("بو") and len(word) > 4 and not owner and not known

    def _is_owned(self, index: int) -> bool:
        """Whether a word ends in a possessive: خطوته، نظامها، غضبه (but سلامة ends in ة)."""
        word = self.word(index)
        shape = len(word) > 4 and word.endswith(("ته", "ها", "هم", "هما", "اءه"))
        return shape or (owned(word) != word and owned(word) in self.lexicon.common and self._raw(index).endswith("ه"))

    def _is_joined(self, clitic: str, bare: str) -> bool:
        """Whether a common word stands behind a proclitic; no preposition stands before a verb (بيدار is a name)."""
        return bare in self.lexicon.common and not (clitic[-1] in "بلك" and bare[0] == "ي")

    def has_article(self, index: int) -> bool:
        """Whether a word is written with the article: المغربي, but not ألكسندر."""
        document = self.document
        return self.word(index).startswith("ال") and document.article.text[document.raw_starts[index]] not in "أإآ"

    def is_second(self, index: int) -> bool:
        """Whether a word and the one before it are written with the article: an adjective, or something else begins."""
        return self.has_article(index) and self.has_article(index - 1)

    def is_described(self, index: int) -> bool:
        """Whether an indefinite title only describes (مسؤول كبير), as against a construct (وزير الدفاع)."""
        behind = self.word(index + 1)
        adjective = self.lexicon.is_a("adjective", behind) or (
            behind in self.lexicon.demonyms and not behind.startswith("ال")
        )
        return adjective or self.lexicon.is_a("title-link", behind)

    def _is_purpose(self, index: int) -> bool:
        """Whether ل with a noun leads to a definite one behind a body: الجمعية التونسية | لعلوم الزكاة; unlike لسعد
        اليعقوبي.
        """
        word, behind = self.word(index), self.word(index + 1)
        shape = word[0] == "ل" and len(word) > 4 and word not in self.lexicon.given
        return shape and self.has_article(index - 1) and self.has_article(index + 1) and not behind.endswith("ي")

    def _begins_no_name(self, index: int) -> bool:
        """Whether a word cannot be a given name: it has the article, a preposition or and-, or a verb's shape."""
        word = self.word(index)
        known = (self.lexicon.common, self.lexicon.cues, self.lexicon.given)
        joined = word[0] == "و" and word not in self.lexicon.given and any(word[1:] in words for words in known)
        return (
            joined
            or self.lexicon.joins_known(self.forms, index)
            or self._is_purpose(index)
            or self.has_article(index)
            or word.startswith(("وال", "لل", "بال"))
            or is_no_name(word)
            or self._is_prefixed(word)
        )


def is_saying(word: str) -> bool:
    """Whether a word is a verb of saying, and no given name that looks like two people's (دانا محمد) or hers (تامر)."""
    lexicon = load_lexicon()
    forms = lexicon.cues.get(word, ())
    given = word in lexicon.given and (word[0] == "ت" or all(form.form.number == "d" for form in forms))
    return bool(forms) and not given


def _is_many(word: str) -> bool:
    """Whether a word means several people of a kind: طالب زيدان | التعاونيين."""
    return word.startswith("ال") and word.endswith(("يين", "يون"))


def _is_nameless(word: str) -> bool:
    """Whether a word is part of no name, whatever stands around it."""
    mixed = word[:1].isascii() != word[-1:].isascii()  # لـCNN
    other = mixed or _is_many(word) or is_saying(word)
    return len(word) < 2 or not word.isalpha() or other or word in load_lexicon().demonyms


_NAMELESS = WordMemo(_is_nameless)


@lru_cache(maxsize=REMEMBERED)
def owned(word: str) -> str:
    """A folded noun without the possessive behind it: خارجيته -> خارجية; the word itself where there is none."""
    for ending in ("هما", "ها", "هم", "ه"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            return stem[:-1] + "ه" if stem.endswith("ت") else stem
    return word
