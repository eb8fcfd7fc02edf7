"""Tokens -> the names of bodies: how far one reads on behind its head noun (وزارة + الخارجية الأميركية)."""

from __future__ import annotations

from kg.attested import is_verbal_noun
from kg.causes import cause_end, goes_on_for, is_coupled, is_joined_people, is_second_cause
from kg.document import Document, Quote
from kg.folding import fold_name
from kg.headed import is_begun
from kg.lexicon import Body, Known, Lexicon
from kg.names import QUOTED, NameReader, owned
from kg.town_names import town_end
from kg.trie import Match

# Bodies that bear a name of their own behind their noun.
_NAMED = frozenset(["MediaOutlet", "Company", "PoliticalParty", "ThinkTank"])


class BodyReader(NameReader):
    """Reads the names of bodies in one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        super().__init__(document, lexicon)
        self._things: set[str] = set()

    def is_none(self, head: Match[list[tuple[Body, bool]]]) -> bool:
        """Whether a noun of bodies is none here: what is behind it makes it a thing (قناة السويس, حركة المرور), or it
        describes the noun before.
        """
        under = self.lexicon.is_a("under", self.word(head.start))
        return (
            under
            or self._is_thing(head)
            or self.lexicon.phrases["no-body"].match(self.forms, head.start) is not None
            or self._describes(head)
        )

    def _is_thing(self, head: Match[list[tuple[Body, bool]]]) -> bool:
        """Whether what stands behind a noun makes it a thing (قناة السويس), or did so before (القناة الجديدة)."""
        body, definite = head.value[0]
        if self.lexicon.is_a("thing", self.word(head.end)):
            self._things.update((body.noun,) if self.lexicon.is_a("waterway", self.word(head.end)) else ())
            return True
        speaks = self.lexicon.reports[self.word(head.start - 1)]  # وأضافت القناة
        return definite and body.noun in self._things and not speaks

    def _describes(self, head: Match[list[tuple[Body, bool]]]) -> bool:
        """Whether a noun is an adjective of the definite one before: الشؤون الداخلية, شؤونها الداخلية والخارجية."""
        body, definite = head.value[0]
        if not self.lexicon.is_a("adjectival", fold_name(body.noun)):
            return False
        before = self.word(head.start - 1)
        if self._is_held(head.start - 1) and not before.startswith("ال"):
            return True
        if not definite:
            return False
        noun = before.startswith(("ال", "لل", "بال", "وال")) or (
            owned(before) != before and before not in self.lexicon.cues
        )
        barred = self.is_particle(before) or self.lexicon.is_a("day", before) or before in self.lexicon.cues
        return noun and not barred and (not head.clitic or before.endswith("ه"))

    def _is_held(self, index: int) -> bool:
        """Whether one word names who holds an office, so that the next only tells which: وزراء | الخارجية."""
        office, people = self.lexicon.offices.match(self.forms, index), self.lexicon.sources.match(self.forms, index)
        if people and people.end == index + 1:
            return people.value[0].source.kind == "anonymous"
        return office is not None and office.end == index + 1

    def complement(self, head: Match[list[tuple[Body, bool]]], limit: int) -> tuple[int, tuple[str, ...]]:
        """The words that name a body behind its head noun: definite nouns and adjectives, demonyms, known
        names, ل + noun.
        """
        end = first = head.end
        body, definite = head.value[0]
        of: tuple[str, ...] = ()
        told = False
        while end < limit:
            if definite and end == head.end and body.gender == "m" and self._is_feminine(end):
                break  # قوات الجيش | الموالية
            adjectival = (definite and end == first) or (end > first and self._is_closing(self.word(end - 1)))
            step = self._complement_step(end, body, first=end == first, definite=definite, closed=told or bool(of))
            if (
                step is None
                or (adjectival and self._is_noun(end, step))
                or ((step[1] or self.word(end).startswith("ال")) and self._is_whole(head.start, end))
            ):
                break
            # Behind a head inside the name one reads on as behind the first (أمانة محافظة الطائف).
            first = step[0] if self._is_head(end, step) else first
            told = told or (step[0] > end + 1 and self.lexicon.is_a("locality", self.word(end)))  # سكان | مدينة عدن
            told = told or step[0] in (cause_end(self, end), self._bearer(end))
            end, key = step
            of += (key,) if key else ()
        end = min(self._part(self._sake(end, body)), self.sentence_end(head.start))
        led = self._leader(end)
        return led if led and led[0] <= limit else (end, of)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether a stretch names a body of many states: a land behind it is another (منح البنك الدولي | تونس قرضا)."""
        known = self.lexicon.names.longest(self.forms, start)
        return known is not None and known[0] == end and known[1][0].actor.type == "InternationalOrganization"

    def _leader(self, index: int) -> tuple[int, tuple[str, ...]] | None:
        """Who leads a body, told by a verb behind its noun: القوات التي تقودها واشنطن، تحالف تقوده السعودية."""
        verb = index + self.lexicon.is_a("relative", self.word(index))
        match = (
            self.lexicon.names.longest(self.forms, verb + 1) if self.lexicon.is_a("heading", self.word(verb)) else None
        )
        return (match[0], (match[1][0].actor.key,)) if match else None

    def _is_head(self, index: int, step: tuple[int, str | None]) -> bool:
        nested = self.lexicon.bodies.longest(self.forms, index)
        inner = (nested is not None and step == (nested[0], None)) or self._is_construct(index)
        return inner and not self.word(index).startswith("ال")

    def _is_construct(self, index: int) -> bool:
        """Whether a bare common noun heads a construct inside a name: هيئة شؤون الأسرى."""
        word = self.word(index)
        noun = word in self.lexicon.common and word not in self.lexicon.cues and word[0] not in "يتسن"
        noun = noun or self.lexicon.is_a("trade", word) or self._is_doing(word)
        behind = self.word(index + 1)
        headed = behind.startswith("ال") and not self.is_particle(behind) and not self.lexicon.is_a("day", behind)
        return (
            noun
            and headed
            and len(word) > 2
            and not self.is_particle(word)
            and not word.startswith(("ال", "لل", "وال"))
        )

    def _is_doing(self, word: str) -> bool:
        """Whether a word is a verbal noun that begins as a verb does: لجنة تصحيح الأوضاع; not تستعيد."""
        return word[:1] == "ت" and word in self.lexicon.common and is_verbal_noun(word) and not word.startswith("تست")

    def _is_closing(self, word: str) -> bool:
        """Whether adjectives alone may follow in a name: behind one of them, and behind a proper name."""
        listed = word.startswith(("ال", "لل", "وال")) or word in self.lexicon.common
        return self._is_adjective(word) or not listed or self.lexicon.is_a("theirs", word)

    def _is_adjective(self, word: str) -> bool:
        """Whether a definite word reads as an adjective: it ends in ي or ية, or is listed."""
        nisba = word.startswith("ال") and word.endswith(("ي", "يه"))
        return nisba or self.lexicon.is_a("body-adjective", word) or word in self.lexicon.demonyms

    def _is_feminine(self, index: int) -> bool:
        """Whether a word is a feminine adjective with the article: الموالية, التركية."""
        word = self.word(index)
        return word.endswith("ه") and (word in self.lexicon.demonyms or self._is_adjective(word) or word.endswith("يه"))

    def _is_noun(self, index: int, step: tuple[int, str | None]) -> bool:
        """Behind an adjective a definite noun begins something else: أدانت الحكومة الغارة."""
        word = self.word(index)
        told = self._is_adjective(word) or self._is_siding(index)
        return step == (index + 1, None) and word.startswith("ال") and not told

    def _is_siding(self, index: int) -> bool:
        """Whether a word tells whose side a body is on, not whose it is: القوات المحلية | المناهضة للحوثيين."""
        word = self.word(index)
        aside = self.lexicon.is_a("siding", word) and not self.lexicon.is_a("belonging", word)
        return aside and self.word(index + 1).startswith("ل")

    def _complement_step(
        self, index: int, body: Body, *, first: bool, definite: bool, closed: bool
    ) -> tuple[int, str | None] | None:
        """One more word of a body's name: (end, key of the country or body it names), or None where the name ends."""
        word = self.word(index)
        if land := self.land_at(index):
            officer = first and definite and body.gender == "f" and word.endswith("ي")  # ضابط المخابرات | الروسي
            # الهيئة العامة للرياضة | تركي آل الشيخ
            named = not word.startswith("ال") and self.word(index - 1).startswith(("ال", "لل", "وال"))
            return None if officer or named or self._is_of_people(index, body) else land
        if first and (quote := self.document.quote_at(index)):
            return self._quoted_step(quote, body, definite=definite)
        match = self.lexicon.names.match(self.forms, index)
        if match and match.clitic in ("", "ل") and not is_begun(self, index, match.end):
            return self._known_step(match, body, closed=definite or closed)
        if tail := self._tail(index, None if first and not closed else body):
            return tail, None
        siding = self.lexicon.is_a("siding", self.word(index - 1))
        aside = (first and definite) or not (body.purpose or siding)  # المنظمة | للاستثمار
        opening = first and not definite
        ends = (word.startswith("لل") and aside) or is_coupled(match)
        if ends or (opening and self.lexicon.is_a("doing", fold_name(body.noun))):
            return None
        apart = (not first or self.is_second(index)) and (self._is_apart(index) or self._is_titled(index))
        ministry = self.lexicon.is_a("ministry", fold_name(body.noun))
        dated = self.lexicon.is_a("dated", self.word(index + 1)) and not word.endswith("يه")
        if not (first or ministry) and goes_on_for(self, index):
            return index + 1, None
        apart = apart or dated  # الشركة | العام الماضي, not حكومة الوحدة | الوطنية المقبلة
        if not apart and self._goes_on(word, first=first, definite=definite, closed=closed, ministry=ministry):
            return index + 1, None
        return self._opening_step(index, body) if opening else None

    def _quoted_step(self, quote: Quote, body: Body, *, definite: bool) -> tuple[int, None] | None:
        """A name in quote marks behind a noun: شركة «لودر»; what a ministry says is none (الوزارة | «تلقت إحالات»)."""
        said = definite and body.type == "GovernmentBody"
        named = self.is_quoted_name(quote) and not said
        return (min(quote.closing + 1, self.sentence_end(quote.opening)), None) if named else None

    def _bracketed(self, index: int, body: Body) -> int | None:
        """The end of a name in brackets behind a noun, none that is known: تلفزيون (أر.تي), شركة (دي.سي.ان.إس)."""
        if self.word(index) != "(" or body.type not in _NAMED or self.lexicon.names.longest(self.forms, index + 1):
            return None
        first, marked = index + 1, self._marked(index)
        closing = next(
            (place for place in range(first, min(first + 12, len(self.forms))) if self.word(place) == ")"), 0
        )
        letters = self.document.words(first, closing)  # spelt with dots, as abbreviations are
        spelt = "." in letters[1:2] and all(len(letter) < 6 for letter in letters)
        return closing + 1 if spelt else marked[1] + 1 if marked else None

    def _is_of_people(self, index: int, body: Body) -> bool:
        """Whether a land's adjective is of people before the body: ضباط الشرطة | الأتراك, not جمعية المسلمين العرب."""
        plural = self.word(index).endswith(("ون", "ين", "راك", "روس", "راد"))
        before = self.word(index - 1).removeprefix("و")
        people = self.lexicon.is_any(("dwelling", "crew"), fold_name(body.noun))
        apart = body.gender == "f" or not people  # دعا المجلس | اليمنيين
        return plural and apart and before.startswith("ال") and not before.endswith(("ون", "ين"))

    def _is_person_apart(self, index: int) -> bool:
        """Whether a name behind a definite noun, no title, is no part of a body's: هيئة السيارات الكورية | كيم."""
        return self.word(index - 1).startswith("ال") and not self._is_ranked(index - 1)

    def _is_apart(self, index: int) -> bool:
        """Whether a definite noun begins something else behind another: طالب أهالي الضحايا | الحكومة، أدان مجلس النواب
        | الهجوم.
        """
        if self._is_adjective(self.word(index)):
            return False
        if self.word(index - 1).startswith("وال") and self.has_article(index) and not self._is_siding(index):
            return True  # طوقت قوات الأمن والشرطة | المحتجين
        if not self.is_second(index):
            return False
        undergone = self.lexicon.is_a("undergone", self.word(index).removeprefix("ال"))
        return undergone or self.lexicon.bodies.longest(self.forms, index) is not None

    def _known_step(self, match: Match[list[Known]], body: Body, *, closed: bool) -> tuple[int, str] | None:
        """A known name inside a body's; behind a whole one it is its own, and no programme is a country's body."""
        country = match.value[0].actor.type == "Country"
        if match.clitic and match.value[0].actor.type == "MediaOutlet":
            return None  # قال المرصد السوري | لرويترز
        if match.value[0].actor.type == "Person" and self._is_person_apart(match.start):
            return None
        if match.value[0].actor.type == body.type == "MediaOutlet" and self.word(match.start - 1).startswith("ال"):
            return None  # وكالة الأنباء الرسمية | إرنا
        stop = closed and (not match.clitic or country) and not self.lexicon.is_a("siding", self.word(match.start - 1))
        doing = country and self.lexicon.is_a("doing", fold_name(body.noun))  # برنامج إيران النووي
        return None if stop or doing else (match.end, match.value[0].actor.key)

    def _tail(self, index: int, body: Body | None) -> int | None:
        """The end of what only goes with the word before: الموالية لها، دفاع عن الحقوق، جامعة الملك سعود; and of what a
        body's name says that it is for.
        """
        word, before = self.word(index), self.word(index - 1)
        if self._is_siding(index) or (self.lexicon.is_a("theirs", word) and self.lexicon.is_a("siding", before)):
            return index + 1
        needing = self.lexicon.is_a("needing", before.removeprefix("لل").removeprefix("ال"))
        if needing and word in ("عن", "علي", "من") and self.word(index + 1) in self.lexicon.common:
            return index + (2 if self.word(index + 1).startswith("ال") else 3)
        return (cause_end(self, index) if body and body.purpose and not body.vague else None) or self._bearer(index)

    def _sake(self, index: int, body: Body) -> int:
        """The end of what a party or alliance is for, right behind its name: التحالف | من أجل الديمقراطية والعدالة."""
        told = self.document.words(index, index + 2) == ["من", "اجل"]
        if not (told and self.lexicon.is_a("allied", fold_name(body.noun)) and self.word(index + 2).startswith("ال")):
            return index
        return index + (4 if is_second_cause(self, index + 3) else 3)

    def _part(self, index: int) -> int:
        """The end of what those named take part in: الدول الأعضاء | في مجلس التعاون, الأطراف الموقعة | على الاتفاق."""
        if self.word(index) not in ("في", "علي") or not self.lexicon.is_a("sharing", self.word(index - 1)):
            return index
        known = self.lexicon.names.longest(self.forms, index + 1) if index + 1 < len(self.forms) else None
        length = 2 if self.word(index + 1).startswith("ال") else 3 if self._is_construct(index + 1) else 0
        return known[0] if known else index + length

    def _bearer(self, index: int) -> int | None:
        """The end of the name of a king or prince whom a body is called after: جامعة الملك | سعود."""
        end = self.name_end(index) if self.lexicon.is_a("namesake", self.word(index - 1).removeprefix("ال")) else index
        return end if end > index and self._is_ranked(index - 1) else None

    def _is_titled(self, index: int) -> bool:
        """Whether a rank or form of address begins at a token, so that a person follows: جامعة الطائف | الدكتور."""
        title = self.lexicon.titles.longest(self.forms, index)
        crowned = self.lexicon.is_a("namesake", self.word(index).removeprefix("ال"))
        return (title is not None and title[1][0].kind == "rank") or (not crowned and self._is_ranked(index))

    def _is_ranked(self, index: int) -> bool:
        title = self.lexicon.titles.longest(self.forms, index)
        return title is not None and title[1][0].kind != "attribute"

    def _opening_step(self, index: int, body: Body) -> tuple[int, None] | None:
        """What stands right behind a bare head noun and is no definite one: a body, a construct, a proper name."""
        if closing := self._bracketed(index, body):
            return closing, None
        if nested := self.lexicon.bodies.longest(self.forms, index):
            return nested[0], None
        if self._is_construct(index) and not self.lexicon.is_a("ordinary", fold_name(body.noun)):
            return index + 1, None
        if self.lexicon.is_a("seated", fold_name(body.noun)) and (town := town_end(self.forms, index + 1)):
            return town, None  # محكمة استئناف | طرابلس
        return self._proper_name(index)

    def _proper_name(self, index: int) -> tuple[int, None] | None:
        """An outlet's, firm's, party's or region's own name behind its noun: مجلة فوغ، شركة أوبر، ولاية صفاقس."""
        head = self.lexicon.bodies.match(self.forms, index - 1)
        noun = fold_name(head.value[0][0].noun) if head else ""
        if self.lexicon.is_a("dwelling", noun):
            first = index + self.lexicon.is_a("locality", self.word(index))  # سكان مدينة | عدن
            if town := town_end(self.forms, first):
                return town, None
        placed = (
            self.lexicon.is_a("region", noun)
            or self.lexicon.is_a("seated", noun)
            or self.lexicon.is_a("dwelling", noun)
        )
        if placed and (town := town_end(self.forms, index)):
            return town, None
        word = self.word(index)
        proper = word.isalpha() and len(word) > 2 and word not in self.lexicon.common and word not in self.lexicon.cues
        named = head is not None and (placed or head.value[0][0].type in _NAMED)
        if not (named and proper) or word[0] in "وبلي" or self.is_particle(word):
            return None
        if placed:
            return index + 1, None
        end = index + 1
        while end < index + QUOTED and self._is_foreign(end):
            end += 1
        return end, None

    def called(self, index: int, body: Body) -> tuple[int, int] | None:
        """The tokens of what a body is called besides, right behind its name: وكالة الأنباء الروسية | «تاس», المنظمة
        الأوروبية للسلامة الجوية | (يوروكونترول), شركة الشحن الدنماركية | Maersk.
        """
        if self.word(index) == "(" or self.document.quote_at(index):
            return self._marked(index)
        if body.type not in _NAMED or not self.word(index - 1).startswith("ال"):
            return None
        end = index
        while end < index + QUOTED and self.word(end).isascii() and self.word(end).isalpha():
            end += 1
        known = self.lexicon.names.longest(self.forms, index) if end == index < len(self.forms) else None
        if known and known[1][0].actor.type == body.type:
            return index, known[0]
        return (index, end) if end > index else None

    def _marked(self, index: int) -> tuple[int, int] | None:
        """The tokens in a pair of marks that are no longer than a name and no words of the language."""
        first, quote = index + 1, self.document.quote_at(index)
        limit = min(first + 2 * QUOTED, self.sentence_end(index))
        closing = quote.closing if quote else next((i for i in range(first, limit) if self.word(i) == ")"), first)
        words = self.document.words(first, closing)
        if closing == first or not self.is_quoted_name(Quote(index, closing)):
            return None
        known = self.lexicon.names.longest(self.forms, first)
        plain = (self._is_strange(word) for word in words if word not in (".", "-"))
        return (first, closing) if all(plain) or (known and known[0] == closing) else None

    def _is_strange(self, word: str) -> bool:
        """Whether a word is none of the language, of a land or of anybody known."""
        told = word in self.lexicon.common or word in self.lexicon.demonyms or self.lexicon.opens[word]
        return word.isalpha() and not (told or word.startswith(("ال", "وال")))

    def _is_foreign(self, index: int) -> bool:
        """Whether a word can be no other than the rest of a name: شركة نوبل | إنرجي."""
        word = self.word(index)
        plain = word[:1] not in "وي" and not word.startswith("ال") and len(word) > 2
        return plain and self.is_name_word(index, first=True) and not self.lexicon.opens[word]

    def _goes_on(self, word: str, *, first: bool, definite: bool, closed: bool, ministry: bool) -> bool:
        """Whether a common word belongs to the name; `closed` once its country has been named. What a ministry is for
        is joined to it, known or not.
        """
        if self.is_particle(word) or self.lexicon.is_a("day", word) or self.lexicon.is_a("press", word):
            return False
        if word.startswith("لل"):
            land = "ال" + word[2:] in self.lexicon.demonyms
            return not land and ("ال" + word[2:] in self.lexicon.common or word in self.lexicon.common)
        if word.startswith("ال"):
            more = not closed or word.endswith(("ي", "يه"))
            return more and (first or word in self.lexicon.common or (word.endswith("يه") and len(word) > 6))
        joined = not first and not definite and not closed and word.startswith("وال")
        joined = joined and not self.lexicon.offices.may_start(word[1:])
        if ministry:
            return joined and (word[1:] in self.lexicon.common or not self.lexicon.opens[word])
        return joined and word[1:] in self.lexicon.common and not is_joined_people(word)

    def indefinite(self, index: int, limit: int) -> tuple[int, tuple[str, ...]]:
        """لجنة عليا للتنسيق: adjectives, then what it is for."""
        end = index
        while (
            end < min(limit, index + 2)
            and self.word(end) in self.lexicon.common
            and not (self.is_particle(self.word(end)) or self.word(end) in self.lexicon.possessives)
        ):
            end += 1
        return (end + 1, ()) if end > index and self.word(end).startswith("لل") else (index, ())
