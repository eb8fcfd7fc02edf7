"""Tokens -> titles: how far an office reads on behind its first words, whose it is, where its holder is named."""

from __future__ import annotations

from kg.causes import titled_cause_end
from kg.crowned import crowned_end
from kg.curated import Office
from kg.document import COMMA, LETTERS, Document
from kg.folding import fold_name
from kg.kin import KIN
from kg.lexicon import Body, Known, Lexicon
from kg.names import NameReader, owned
from kg.records import dataclass
from kg.town_names import town_end
from kg.trie import Match, stripped

# The kind of title that goes on with a preposition: المبعوث إلى, المشرف على.
_LED = {"الي": "sent", "علي": "charged"}


@dataclass(slots=True)
class Title:
    """How far a title is read, what it belongs to, the known person it led to; `realm`: it may be a ruler's, whose
    title goes on with a land alone; `whole`: his office is (رئيس الجمهورية); `named`: where a known body ended last.
    """

    end: int
    start: int
    of: tuple[str, ...] = ()
    former: bool = False
    begin: int = 0
    person: tuple[int, int, tuple[Known, ...]] | None = None
    realm: bool = False
    whole: bool = False
    named: int = 0


def begins_title(document: Document, lexicon: Lexicon, index: int) -> bool:
    """Whether an office, a rank or a form of address begins at a token."""
    if lexicon.is_a("general", document.word(index).removeprefix("ال")):
        return True
    return any(table.longest(document.forms, index) is not None for table in (lexicon.offices, lexicon.titles))


class TitleReader(NameReader):
    """Reads titles in one document."""

    def title(self, match: Match[list[Office]], limit: int, *, indefinite: bool) -> Title:
        """Read on through a title: adjectives, demonyms, bodies, further titles, up to where a name may begin."""
        whole = match.end > match.start + 1 and self.lexicon.is_definite(self.word(match.end - 1))
        title = Title(match.end, match.start, begin=match.end, realm=match.value[0].realm, whole=whole)
        while title.end < limit and title.person is None and self._extend(title, indefinite=indefinite):
            pass
        return title

    def may_bear(self, of: tuple[str, ...], people: tuple[Known, ...], end: int) -> bool:
        """Whether known people may bear a title of some lands or bodies, as far as their offices tell, or the mark at
        a token behind their name: not زعيم كوريا الشمالية، | ترامب بأنه.
        """
        if self.word(end) in ("،", ",", ")", "-"):
            return True
        by_key = self.lexicon.actors.by_key
        held = {tenure.of for known in people for tenure in known.actor.offices}
        whose = held | {owner for body in held if body in by_key for owner in by_key[body].of}
        return not of or not held or not whose.isdisjoint(of)

    def is_anothers(self, first: int, name: int, people: tuple[Known, ...]) -> bool:
        """Whether a title at a token ends in the title and name of another (المتحدث باسم الرئيس الأفغاني أشرف غني,
        محامي ترامب; unlike مستشار الرئيس الأميركي جون بولتون).
        """
        if name == first + 1 and self.lexicon.is_any(KIN, self.word(first).removeprefix("و")):
            return True
        if self.word(name - 1) == "باسم":
            return True  # متحدث باسم محمود عباس
        held = {tenure.office for known in people for tenure in known.actor.offices} - {"other", "member"}
        own = self.lexicon.offices.match(self.forms, first)
        if own is None or own.value[0].office in held:
            return False
        voice = own.value[0].office == "spokesperson" and not self.lexicon.is_definite(self.word(own.start))
        return any(self._is_governed(index, held, every=voice) for index in range(own.end, name))

    def _is_governed(self, index: int, offices: set[str], *, every: bool) -> bool:
        """Whether one of some offices, or of `every`, begins at a token, and a noun before governs it."""
        match = self.lexicon.offices.longest(self.forms, index)
        if match is None and self.word(index)[0] == "ل":
            served = self.lexicon.offices.match(self.forms, index)
            return served is not None and served.value[0].office in offices  # كبير المستشارين للرئيس
        noun = not self.lexicon.is_definite(self.word(index - 1)) and self.word(index - 1) not in self.lexicon.demonyms
        return match is not None and noun and (every or match[1][0].office in offices)

    def _extend(self, title: Title, *, indefinite: bool) -> bool:
        index = title.end
        if self.lexicon.is_a("dated", self.word(index + 1)) or self.is_abbreviated(index) or self._is_closed(title):
            return False
        if self._extend_crowned(title) or self._extend_known(title) or self._extend_demonym(title):
            return True
        attribute = self.lexicon.titles.longest(self.forms, index)
        if further := attribute[0] if attribute else self._further(title):
            title.former |= attribute is not None and self.lexicon.is_a("former", self.word(index))
            title.end = further
            return True
        if title.realm:
            if self._is_complete(title):
                return False
            title.realm = self._is_adjective(index) or self.lexicon.is_a("land", self.word(index))
        end = self._locality(title) or self._quoted(index) or self._firm(title)
        field = indefinite and index == title.begin and self._is_field(index)
        if self._leads_away(title):
            return False
        end = end or titled_cause_end(self, title.start, index)
        if end is None and (field or self._is_title_word(index, indefinite=indefinite)):
            end = index + 1
        title.end = end or index
        return end is not None

    def _extend_crowned(self, title: Title) -> bool:
        end = crowned_end(self, title.end) or crowned_end(self, title.end + 1)
        title.end = end or title.end
        return end is not None

    def _is_closed(self, title: Title) -> bool:
        """Whether a body begins right behind one that is named whole: حذر مسؤول بالأمم المتحدة | مجلس الأمن."""
        index = title.end
        if title.named != index or self.lexicon.titles.longest(self.forms, index):
            return False  # رئيس كولومبيا | المنتخب
        body = self.lexicon.bodies.longest(self.forms, index)
        return body is not None and not self.lexicon.is_a("adjectival", fold_name(body[1][0][0].noun))

    def _further(self, title: Title) -> int | None:
        """The end of a second office, a ruler's or behind what links it: المتحدث باسم | رئيس وزراء بريطانيا."""
        leads = title.realm or self.lexicon.is_a("title-link", self.word(title.end - 1))
        office = self.lexicon.offices.longest(self.forms, title.end) if leads else None
        return office[0] if office else None

    def _leads_away(self, title: Title) -> bool:
        """Whether إلى or على follows a title of somebody who is neither sent nor in charge: دعا الوالي | إلى الهدوء."""
        kind = _LED.get(self.word(title.end))
        words = self.document.words(title.start, title.end)
        return kind is not None and not any(self.lexicon.is_a(kind, word) for word in words)

    def _is_complete(self, title: Title) -> bool:
        """Whether only adjectives can go on with a ruler's title: his land is named (رئيس باراغواي | إلى), or he stands
        alone (الرئيس | في, رئيس الجمهورية | للتوصل); unlike رئيس اللجنة, الرئيس العام لشؤون الحرمين.
        """
        word, alone = self.word(title.end), title.begin == title.end
        if title.of or (alone and title.whole):
            return not self._is_adjective(title.end)
        linked = self.lexicon.is_a("title-link", word) or word[:1] in "ول"
        return alone and self.word(title.end - 1).startswith("ال") and linked

    def _is_adjective(self, index: int) -> bool:
        """Whether a word is an adjective of belonging behind a land or a definite noun: رئيس بيرو اليميني; behind an
        indefinite one the same shape is a noun (رئيس الجمعية).
        """
        word, before = self.word(index), self.word(index - 1)
        shape = word.startswith("ال") and word.endswith(("ي", "يه")) and len(word) > 5
        noun = before in self.lexicon.common or self.lexicon.offices.match(self.forms, index - 1)
        return shape and (before.startswith("ال") or not noun)

    def _is_field(self, index: int) -> bool:
        """Right behind a bare noun of office a definite one is what it is for, known or not: وزير التكوين، مدرب
        الترجي; but no name begins there (النائب الحبيب).
        """
        word = self.word(index)
        given = not self.lexicon.given.isdisjoint((word, self.word(index - 1)))  # سلطان النيادي
        barred = given or self.is_particle(word) or self.lexicon.is_a("day", word)
        return word.startswith("ال") and not self.word(index - 1).startswith("ال") and len(word) > 4 and not barred

    def _locality(self, title: Title) -> int | None:
        """The end of a town or district that somebody heads: محافظ مدينة عدن، رئيس بلدية صفاقس | منير اللومي.
        The last name that follows is his own.
        """
        readings = [word for _, word in stripped(self.word(title.end - 1))]
        kinds = ("locality", "governing") if title.end == title.begin else ("governing",)  # سكرتير محافظ | عدن
        inside = any(self.lexicon.is_a(kind, word) for kind in kinds for word in readings)
        first = title.end if inside else title.end + 1
        place = self.word(title.end)
        bare = title.end == title.begin and not self.lexicon.is_definite(self.word(title.end - 1))
        if bare and (town := town_end(self.forms, title.end)):
            return town  # ممثل ديالى
        if not inside and not self.lexicon.is_a("locality", place) and not self.lexicon.is_a("locality", place[1:]):
            return None
        known = self.lexicon.names.longest(self.forms, first) if first < self.sentence_end(title.end) else None
        if known and all(entry.actor.type != "Person" for entry in known[1]):
            return first if first > title.end else None
        return town_end(self.forms, first) or self._place_end(first)

    def _firm(self, title: Title) -> int | None:
        """The end of an unknown body's name right behind its bare noun: رئيس شركة كازينو | كلود ريزاك."""
        index = title.end
        noun = self.lexicon.bodies.match(self.forms, index - 1)
        named = noun is not None and noun.end == index and not noun.value[0][1]
        if not (named or self._rules_unknown(title)):
            return None
        known = self.lexicon.names.longest(self.forms, index) or self.lexicon.titles.longest(self.forms, index)
        if known or not self.is_name_word(index) or self.has_article(index):
            return None
        return self._place_end(index) or index + 1

    def _rules_unknown(self, title: Title) -> bool:
        """Whether an unknown land may stand right behind a ruler's bare title: رئيسة وزراء | اسكتلندا نيكولا ستورجن."""
        office = self.lexicon.offices.match(self.forms, title.start)
        ruler = office is not None and office.value[0].realm and office.end == title.end
        return ruler and not self.word(title.end - 1).startswith(("ال", "لل")) and not title.whole

    def _place_end(self, first: int) -> int | None:
        """Where a town's unknown name ends, whose head is named behind it: by a given name or family name, or two."""
        second = first + 1
        end = second if self.is_particle(self.word(first)) else self.name_end(second)
        if end == second:
            return second if self.word(second) in COMMA and self.is_name_word(first) else None
        one = end - second > 1 or self.word(second).startswith("ال") or self.word(second) in self.lexicon.given
        return second if one else end  # حاكم ولاية ساوث كارولينا

    def _quoted(self, index: int) -> int | None:
        """The end of a body's quoted name behind its noun, and of what it is for: شركة "لودر" لمنتجات التجميل."""
        quote = self.document.quote_at(index)
        noun = self.lexicon.bodies.match(self.forms, index - 1) or self.lexicon.is_a(
            "correspondent", self.word(index - 1)
        )
        if quote is None or not self.is_quoted_name(quote) or not noun:
            return None
        end = min(quote.closing + 1, self.sentence_end(index))
        word = self.word(end)
        purpose = word.startswith("ل") and word[1:] in self.lexicon.common and self.word(end + 1).startswith("ال")
        return end + 2 if purpose else end

    def _extend_known(self, title: Title) -> bool:
        match = self.lexicon.names.match(self.forms, title.end)
        if match is None or match.clitic not in ("", "ل", "ب", "و"):
            return False
        people = [known for known in match.value if known.actor.type == "Person"]
        if people:
            if match.clitic or (people[0].how == "short" and self._is_another(match.start, match.end)):
                return False
            title.person = (title.end, match.end, tuple(people))
        elif (match.clitic == "و" and not title.of) or self._is_told(match) or self._is_apart(match):
            return False
        else:
            title.of += (match.value[0].actor.key,)
            title.named = match.end
        title.end = match.end
        return True

    def _is_another(self, start: int, end: int) -> bool:
        """Whether an unknown name goes on behind a part that others are known by: المتحدث جيلاني | فرهد إن."""
        if self.lexicon.names.longest(self.forms, end) is not None or not self.is_name_word(end):
            return False
        last = self.name_end(start)
        if last - end > 1 and self.word(end) in self.lexicon.given and len(self.word(start)) > LETTERS:
            return False  # محامي ترامب | سامي فرحات
        behind = self.word(last)
        return behind in ("،", ",", ".", ":") or self.lexicon.is_a("complementizer", behind)

    def _is_apart(self, match: Match[list[Known]]) -> bool:
        """Behind a definite noun a land, or what has the article, begins something else: نائب الرئيس العراقي | قطر."""
        before, land = self.word(match.start - 1), match.value[0].actor.type == "Country"
        return not match.clitic and (self.is_second(match.start) or (land and before[:2] == "ال" and before != "الي"))

    def _is_told(self, match: Match[list[Known]]) -> bool:
        """An outlet behind ل is whom somebody speaks to, no part of his title: المتحدث لرويترز."""
        return match.clitic == "ل" and match.value[0].actor.type == "MediaOutlet"

    def _extend_demonym(self, title: Title) -> bool:
        word = self.word(title.end)
        joined = self.lexicon.demonyms.get(word[1:]) if word.startswith("و") else None
        land = self.land_at(title.end) or (joined and (title.end + 1, joined))
        son = self.word(title.end + 1) in ("بن", "بنت")  # الأمير | تركي بن سعود
        if not land or son or word.endswith(("ون", "ين")):
            return False  # دعا الرئيس | الفلسطينيين
        title.end, key = land
        title.of += (key,)
        return True

    def _is_title_word(self, index: int, *, indefinite: bool) -> bool:
        word = self.word(index)
        if self.lexicon.is_any(("day", "complementizer", "press"), word):
            return False
        if word in self.lexicon.given and not word.startswith("ال") and self.is_name_word(index, first=True):
            return False  # لحزب آفاق تونس | كريم الهلالي
        if self.lexicon.is_a("title-link", word):
            said = word == "ل" and self.document.quote_at(index + 1)  # الوزير | لـ«الشرق الأوسط»
            return not said and self._noun_follows(index + 1)
        told = self.lexicon.names.match(self.forms, index)
        correspondent = self.lexicon.is_a("correspondent", self.word(index - 1))
        if told and self._is_told(told) and not correspondent:
            return False
        place = self._is_placed(index) and not self.is_particle(word)
        if self.lexicon.is_a("title-place", word):
            return self._may_be_place(index + 1)
        headed = self._is_body(index) or self.lexicon.offices.longest(self.forms, index) is not None
        if place or headed or (indefinite and self.lexicon.is_a("adjective", word.removeprefix("و"))):
            return True
        return self._is_common(index, word)

    def _is_body(self, index: int) -> bool:
        """Whether a body that somebody has an office in begins at a token; behind a definite noun a definite one
        begins something else: دعا الوزير القطاع الخاص.
        """
        word = self.word(index)
        apart = word.startswith("ال") and self.word(index - 1).startswith("ال") and not word.endswith(("ي", "يه"))
        body = None if apart else self.lexicon.bodies.match(self.forms, index)
        told = body is not None and body.clitic.endswith("ل") and body.value[0][0].type == "MediaOutlet"
        if body is None or self._is_joined_body(body):
            return False
        return not told or self.lexicon.is_a("correspondent", self.word(index - 1))

    def _is_joined_body(self, body: Match[list[tuple[Body, bool]]]) -> bool:
        """Whether "and" joins a body of its own to a man's whole title: المدعي العام | وهيئة النزاهة; unlike المفوض
        الأوروبي للمساعدات | وإدارة الأزمات.
        """
        noun, definite = body.value[0]
        whole = self.lexicon.titles.longest(self.forms, body.start - 1) is not None
        apart = whole or self.lexicon.is_a("ministry", fold_name(noun.noun))
        return body.clitic == "و" and apart and not definite

    def _is_common(self, index: int, word: str) -> bool:
        """A common noun of the title: definite, behind ل, or heading a definite one (شؤون الأمن)."""
        if word.startswith("لل") and "ال" + word[2:] in self.lexicon.common:
            return True
        if word.startswith("ال") and word.endswith("يه") and len(word) > 5:
            return True
        if self.is_particle(word):
            return False
        if self._is_branch(index, word) or self._is_unknown_adjective(index):
            return True
        if word not in self.lexicon.common:
            # وزير دفاعه، وزير خارجيتها
            return owned(word) in self.lexicon.common and not self.word(index - 1).startswith("ال")
        if word.startswith(("ال", "وال", "بال")):
            return self._goes_with(index, word)
        open_before = not self.word(index - 1).startswith(("ال", "بال", "لل"))
        behind = self.word(index + 1)
        headed = behind.startswith("ال") or (behind in self.lexicon.common and self.lexicon.bodies.may_start(behind))
        return open_before and headed and self._is_construct(word)  # مدير فرع شركة الكهرباء

    def _is_unknown_adjective(self, index: int) -> bool:
        """Whether an adjective that no list knows stands between a definite noun and a given name: مجلس الضمان الصحي
        التعاوني | محمد الحسين.
        """
        word, given = self.word(index), self.word(index + 1) in self.lexicon.given
        nisba = word.startswith("ال") and word.endswith("ي") and self.word(index - 1).startswith("ال")
        return given and nisba and self.is_name_word(index + 1, first=True) and word not in self.lexicon.given

    def _is_placed(self, index: int) -> bool:
        """Whether a word stands behind في or a noun of place: محافظ مدينة عدن."""
        before = self.word(index - 1)
        return before == "في" or self.lexicon.is_a("title-place", before)

    def _may_be_place(self, index: int) -> bool:
        word = self.word(index)
        return len(word) > 2 and word.isalpha() and not self.is_particle(word) and word not in self.lexicon.cues

    def _is_branch(self, index: int, word: str) -> bool:
        """Whether a definite noun right behind an indefinite office tells of what it is one: وزير التكوين."""
        if not word.startswith("ال") or self.word(index - 1).startswith("ال") or self.is_particle(word):
            return False
        head = self.lexicon.offices.longest(self.forms, index - 1)
        return head is not None and head[0] == index

    def _goes_with(self, index: int, word: str) -> bool:
        """Behind a demonym or a definite office a title goes on with adjectives alone: حث الرئيس التونسي الأطراف،
        دعا الوزير القطاع; and it ends before a given name (الوزير الحبيب زيداني).
        """
        if word in self.lexicon.given and self.is_name_word(index, first=True):
            return False
        adjective = word.endswith(("ي", "يه")) or self.lexicon.is_a("body-adjective", word)
        before = self.word(index - 1)
        titled = before.startswith("ال") and self.lexicon.offices.longest(self.forms, index - 1) is not None
        # المكلف, المقال; not المجتمع, nor المقاومة and المواطنين behind a man's title.
        other = word.endswith("ه") and not before.endswith("ه")
        many = word.endswith(("ين", "ون", "ات")) and not before.endswith(word[-2:])
        participle = word.startswith("الم") and not (other or many)
        described = participle and self.lexicon.bodies.longest(self.forms, index) is None
        apart = before in self.lexicon.demonyms or (titled and not described)
        return adjective or not apart

    def _noun_follows(self, index: int) -> bool:
        word = self.word(index)
        told = self.word(index - 1) == "عن" and self.lexicon.is_a("talks", word)  # قال مسؤول بالوزارة | عن المحادثات
        if told or self.lexicon.is_a("network", word):
            return False
        return (
            (word.startswith(("ال", "لل")) and not self.is_particle(word) and not self.lexicon.is_a("day", word))
            or self.lexicon.names.match(self.forms, index) is not None
            or self.lexicon.bodies.match(self.forms, index) is not None
        )

    def _is_construct(self, word: str) -> bool:
        """Whether a bare common noun may head a construct inside a title (شؤون الأمن); verbs and particles may not."""
        return not (
            word in self.lexicon.cues
            or self.lexicon.is_any(("conjunction", "relative", "pronoun", "negation", "auxiliary"), word)
            or word[0] in "يتسن"
        )
