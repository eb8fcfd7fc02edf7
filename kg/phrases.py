"""Tokens -> agent noun phrases: known names, offices with names, bodies, unnamed sources. Form only; who they
are is `cast`'s question.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.asides import AsideReader
from kg.bodies import BodyReader
from kg.described import DescriptionReader
from kg.document import COMMA, Document
from kg.folding import fold_name
from kg.headed import HeadedReader
from kg.lexicon import NAMING, REPORTING, Body, Lexicon, NounPhrase, SourceNoun
from kg.lone_names import is_no_holder
from kg.names import CARRYING, NAME_LIMIT, NameReader
from kg.peoples import PeopleReader
from kg.phrase import Phrase
from kg.records import replace
from kg.seats import SeatReader
from kg.titles import Title, TitleReader
from kg.trie import stripped
from kg.unannounced import GIVEN, UnannouncedReader


def find_phrases(document: Document, lexicon: Lexicon) -> tuple[Phrase, ...]:
    """All agent noun phrases in text order, not overlapping."""
    reader = PhraseReader(document, lexicon)
    found: list[Phrase] = []
    end = 0
    for index in reader.places():
        phrase = reader.at(index) if index >= end else None
        if phrase and phrase.start >= end:
            before = found.pop() if found and found[-1].alone else None
            phrase = reader.named_before(phrase, found[-1].end if found else 0)
            found += [before, phrase] if before and before.end <= phrase.start else [phrase]
            end = phrase.end
    return tuple(found)


class PhraseReader(NameReader):
    """Reads agent noun phrases at given tokens of one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        super().__init__(document, lexicon)
        self._titles, self._bodies = TitleReader(document, lexicon), BodyReader(document, lexicon)
        self._alone, self._seats = UnannouncedReader(document, lexicon), SeatReader(document, lexicon)
        self._heads, self._asides = HeadedReader(document, lexicon), AsideReader(document, lexicon)
        self._peoples = PeopleReader(document, lexicon)
        self._given = frozenset(document.places(GIVEN))
        self._leading = frozenset((*document.places(REPORTING), *document.places(CARRYING)))

    def places(self) -> list[int]:
        """The tokens at which a phrase may begin: by their own word, or because the word before reports."""
        behind = (self.behind_sign(index + 1) for index in self.document.places(REPORTING))
        sources = (index + 1 for index in self.document.places(CARRYING) if self.is_carried(index + 1))
        found = {*self.document.places(NAMING), *self.document.places(GIVEN), *behind, *sources}
        return sorted(filter(len(self.forms).__gt__, found))

    def at(self, index: int) -> Phrase | None:
        """The agent noun phrase that starts at a token, if one does."""
        kinds = self.lexicon.opens[self.forms[index]]
        readings = [phrase for kind in kinds if (phrase := _READERS[kind](self, index))] if kinds else []
        led = index - 1 in self._leading and (self.is_reported(index) or self.is_carried(index))
        if led and (told := self._reported(index)):
            readings.append(told)
        if readings:
            return self._best(readings)
        return self._unannounced(index) if index in self._given else None

    def _best(self, readings: list[Phrase]) -> Phrase:
        """The longest reading; but a known name does not go on with what it is for, nor with what "and" joins to it:
        صندوق النقد الدولي | للحصول.
        """
        if len(readings) == 1:
            return readings[0]
        longest = max(readings, key=lambda phrase: phrase.end)
        known = next((phrase for phrase in readings if phrase.kind == "known" and phrase.known), None)
        if known and longest.kind == "body" and self._is_aside(self.word(known.end)):
            return known
        return longest

    def _is_aside(self, word: str) -> bool:
        """Whether a word behind a known name is no part of it: للحصول, والأمم, حزب العمال | المعارض."""
        siding = self.lexicon.is_a("siding", word) and not self.lexicon.is_a("belonging", word)
        return siding or word.startswith(("لل", "وال"))

    def inside(self, index: int) -> Phrase | None:
        """The known name or body that starts at a token: what a longer phrase may name besides."""
        readings = [phrase for phrase in self._named_at(index) if not phrase.bare]
        return self._best(readings) if readings else None

    def _named_at(self, index: int) -> list[Phrase]:
        kinds: tuple[NounPhrase, ...] = ("known", "body")
        opens = self.lexicon.opens[self.forms[index]]
        return [phrase for kind in kinds if kind in opens and (phrase := _READERS[kind](self, index))]

    def named_before(self, phrase: Phrase, floor: int) -> Phrase:
        """A title behind the name it belongs to: مايكل نايتس، الخبير في معهد واشنطن. The floor is where the
        phrase before ends.
        """
        if phrase.kind not in ("office", "source") or not phrase.definite:
            return phrase
        end = phrase.start - (self.word(phrase.start - 1) in COMMA)
        start = self.name_start(end, floor)
        led = end < phrase.start or self.word(start - 1) == "عن"  # نقلت عن روب جويس منسق الأمن
        if not led or end - start < 2 or self.name_end(start) != end:
            return phrase
        return replace(phrase, kind="person", start=start, name_start=start, name_end=end, clitic="", source=None)

    # --- known names ---------------------------------------------------------------------------------------------

    def _known(self, index: int) -> Phrase | None:
        match = self.lexicon.names.match(self.forms, index)
        if match is None or match.clitic == "ك" or (match.end > index + 1 and match.end > self.sentence_end(index)):
            return None
        # Two prepositions do not meet: in "في بابل" the first letter belongs to the name.
        if match.clitic and match.clitic[-1] in "بل" and self.lexicon.is_a("preposition", self.word(index - 1)):
            return None
        if self.continues_name(match.end) and any(known.actor.type == "Person" for known in match.value):
            return None
        more = match.value[0].actor.type in ("Group", "Coalition") and self.word(match.end) in ("اخري", "الاخري")
        end = match.end + more  # دول أوروبية أخرى
        return Phrase(index, end, "known", match.clitic, index, end, tuple(match.value), definite=True)

    # --- offices ---------------------------------------------------------------------------------------------------

    def _office(self, index: int) -> Phrase | None:
        match = self.lexicon.offices.match(self.forms, index)
        if match is None or match.clitic in ("ك", "وك") or match.end > self.sentence_end(index):
            return None
        spoken = match.value[0].office == "spokesperson"
        if self._seats.is_nobodys(match) or (spoken and self._is_predicate(index)):
            return None
        headed = self.word(index).removeprefix(match.clitic).startswith(("ال", "لل")) or "ل" in match.clitic
        office = match.value[0]
        title = self._titles.title(match, self.limit(index), indefinite=not headed)
        if office.otherwise and not title.realm:
            office = replace(office, office=office.otherwise, single=False, state=False)
        # A construct is definite by any of its nouns: نائب رئيس اللجنة, رئيس الوزراء.
        definite = headed or any(map(self.lexicon.is_definite, self.forms[index : title.end]))
        phrase = Phrase(
            index,
            title.end,
            "office",
            match.clitic,
            title.end,
            title.end,
            office=office,
            of=title.of,
            definite=definite,
            former=title.former,
            bare=title.end == match.end,
            unnamed=not headed and self._titles.is_described(index),
        )
        return self._with_name(phrase, title)

    def _with_name(self, phrase: Phrase, title: Title) -> Phrase | None:
        if title.person:
            start, end, known = title.person
            if self._titles.is_anothers(phrase.start, start, known):
                last = self.name_end(end)
                if last > end + 1:  # محامي ترامب رودي جولياني
                    return replace(phrase, kind="person", end=last, name_start=end, name_end=last)
                return self._apposed(replace(phrase, unnamed=True, known=known))
            return replace(phrase, kind="known", end=end, name_start=start, name_end=end, known=known)
        address = self._asides.address_behind(title.end)
        if address and (named := self._titled(address)):
            name_start, name_end = named.name_start, named.name_end
            return replace(
                phrase, kind=named.kind, end=named.end, name_start=name_start, name_end=name_end, known=named.known
            )
        end = self.name_end(title.end)
        if end > title.end and not is_no_holder(self.document, self.lexicon, phrase, end):
            return replace(phrase, kind="person", end=end, name_start=title.end, name_end=end)
        return self._apposed(phrase)

    def _apposed(self, phrase: Phrase) -> Phrase | None:
        """A name set off by a comma: وزير المالية المصري، محمد معيط، / المتحدث باسم الجيش (محمد)."""
        named = self._named_in_quotes(phrase) or self._set_off(phrase, phrase.end)
        if not named and (behind := self._asides.behind_aside(phrase.end)):
            named = self._set_off(phrase, behind)
        if named is None and self._asides.is_in_town(phrase.end):
            phrase = replace(phrase, end=phrase.end + 1)
        return named or (phrase if phrase.definite or phrase.of or not phrase.bare else None)

    def _set_off(self, phrase: Phrase, comma: int) -> Phrase | None:
        """A title with the name behind a comma."""
        start = self.behind_sign(comma + 1)
        if self.word(comma) not in ("،", ",", "(", "-"):
            return None
        if start < self.sentence_end(start) and self.has_article(start) and (land := self.land_at(start)):
            start = land[0] + (self.word(land[0]) in COMMA)  # المدرب، الهولندي لويس فان غال, not تركي آل الشيخ
        rank = self.lexicon.titles.longest(self.forms, start) if start < len(self.forms) else None
        for first in dict.fromkeys((start, rank[0] if rank else start)):
            match = self.lexicon.names.longest(self.forms, first)
            people = tuple(known for known in match[1] if known.actor.type == "Person") if match else ()
            if match and people and not self.is_cut(people, match[0]):
                borne = self._titles.may_bear(phrase.of, people, match[0])
                if not borne or self._titles.is_anothers(phrase.start, first, people):
                    return None
                return replace(phrase, kind="known", end=match[0], name_start=first, name_end=match[0], known=people)
        start = rank[0] if rank else start
        end = self._asides.set_off_end(start)
        return replace(phrase, kind="person", end=end, name_start=start, name_end=end) if end > start else None

    def _named_in_quotes(self, phrase: Phrase) -> Phrase | None:
        """A title with its holder's name in quote marks: وزير الداخلية الفرنسي «برنار كازنوف»."""
        quote, first = self.document.quote_at(phrase.end), phrase.end + 1
        if quote is None or not 2 <= quote.closing - first <= NAME_LIMIT:
            return None
        end, closing = min(quote.closing + 1, self.sentence_end(first)), quote.closing
        whole = replace(phrase, kind="person", end=end, name_start=first, name_end=closing)
        match = self.lexicon.names.longest(self.forms, first)
        if match and match[0] == closing:
            people = tuple(known for known in match[1] if known.actor.type == "Person")
            return replace(whole, kind="known", known=people) if people else None
        return whole if self.name_end(first) == closing else None

    # --- names ----------------------------------------------------------------------------------------------------

    def _titled(self, index: int) -> Phrase | None:
        """A rank or form of address and a name: السيد الكاظمي، اللواء أحمد عسيري، السفير بسام راضي."""
        match = self.lexicon.titles.match(self.forms, index)
        barred = match is None or match.value[0].kind == "attribute" or match.clitic in ("ك", "وك")
        if match is None or barred or self.is_place_of_title(index):
            return None
        start = self.behind_sign(match.end)
        while start < self.sentence_end(index) and (further := self.lexicon.titles.longest(self.forms, start)):
            start = self.behind_sign(further[0])
        known = self.lexicon.names.longest(self.forms, start) if start < self.sentence_end(index) else None
        people = tuple(entry for entry in known[1] if entry.actor.type == "Person") if known else ()
        if known and people and not self.is_cut(people, known[0]):
            return Phrase(index, known[0], "known", match.clitic, start, known[0], people, definite=True)
        surname = self.has_article(start) and self.is_name_word(start)
        end = start + 1 if surname else self.name_end(start)
        if end - start < (2 if match.value[0].full else 1):
            return None
        return Phrase(index, end, "person", match.clitic, start, end, definite=True)

    def _reported(self, index: int) -> Phrase | None:
        """A name that nothing announces but the reporting verb before it: وأوضح محمد عتيق الفلاحي."""
        word = self.word(index)
        if (word[:1] in ("ب", "ل") and word[1:] in self.lexicon.common) or self._asides.is_relative(index + 1):
            return None
        end = self.name_end(index)
        if end - index < 2 or self.is_person(index) or self.is_person(index + 1, full=True):
            return None
        return Phrase(index, end, "person", "", index, end, definite=True)

    def _unannounced(self, index: int) -> Phrase | None:
        """A full name that nothing announces: مع أحمد الطعمة."""
        end = self._alone.end(index)
        if end == index or self.is_place_of_title(index):
            return None
        return Phrase(index, end, "person", self._alone.clitic(index), index, end, definite=True, alone=True)

    # --- bodies ----------------------------------------------------------------------------------------------------

    def _body(self, index: int) -> Phrase | None:
        match = self.lexicon.bodies.match(self.forms, index)
        if match is None or match.clitic in ("ك", "وك") or match.end > self.sentence_end(index):
            return None
        if self._bodies.is_none(match):
            return None
        body, definite = match.value[0]
        quoted = self.document.quote_at(match.end)
        noun, is_a = fold_name(body.noun), self.lexicon.is_a
        # سكان الجزيرة, وكالات الأمم المتحدة
        free = quoted or not (definite or is_a("dwelling", noun) or is_a("organ", noun))
        named = self._heads.known(match.start, match.end, match.clitic) if free else None
        if named:
            return named
        led = self._office(match.end) if not definite and is_a("led", noun) else None
        if led and not led.clitic and (led.kind != "office" or (led.definite and led.of)):
            return Phrase(index, led.end, "body", match.clitic, index, led.end, body=body, of=led.of, definite=True)
        end, of = self._bodies.complement(match, self.limit(index))
        if not definite and end == match.end:
            end, of = self._bodies.indefinite(match.end, self.limit(index))
        if not definite and end == match.end and not self.lexicon.is_definite(self.word(end - 1)):
            return None
        bare = end == match.end
        phrase = Phrase(index, end, "body", match.clitic, index, end, body=body, of=of, definite=True, bare=bare)
        return phrase if bare else self._with_alias(phrase, body)

    def _with_alias(self, phrase: Phrase, body: Body) -> Phrase:
        """A body with what it is called besides, which may be known: وكالة الأنباء الروسية «تاس»."""
        alias = self._bodies.called(phrase.end, body)
        if alias is None:
            return phrase
        match = self.lexicon.names.longest(self.forms, alias[0])
        known = tuple(k for k in match[1] if k.actor.type == body.type) if match and match[0] == alias[1] else ()
        if not known:
            return phrase if match and match[0] == alias[1] else replace(phrase, alias=alias)
        end = min(alias[1] + (alias[0] > phrase.end), self.sentence_end(phrase.start))
        return replace(phrase, end=end, kind="known", name_start=alias[0], name_end=alias[1], known=known, body=None)

    def _possessive(self, index: int) -> Phrase | None:
        """بلاده، حكومته، إدارتي: a country or body by whose it is; بلدة is a town."""
        if self.document.text(index, index + 1).endswith("ة"):
            return None
        for clitic, word in stripped(self.word(index)):
            headed = (
                not clitic and self.lexicon.bodies.longest(self.forms, index - 1) if index else None
            )  # مجلس إدارتها
            if word in self.lexicon.possessives and clitic not in ("ك", "وك") and not (headed or self._is_dual(index)):
                body = self.lexicon.possessives[word]
                return Phrase(index, index + 1, "possessive", clitic, index, index + 1, body=body, definite=True)
        return None

    def _is_dual(self, index: int) -> bool:
        """Whether a noun is of two lands rather than mine: بين حكومتي | الفلبين والكويت."""
        return self.word(index).endswith("تي") and self._known(index + 1) is not None

    def _people(self, index: int) -> Phrase | None:
        return self._peoples.at(index)

    # --- unnamed sources ---------------------------------------------------------------------------------------------

    def _source(self, index: int) -> Phrase | None:
        head = index
        clitic = ""
        while self.is_some(head):
            clitic = clitic or ("و" if self.word(head).startswith("و") else "")
            head += 2 if self.word(head + 1) == "من" else 1
        match = self.lexicon.sources.match(self.forms, head) if head < len(self.forms) else None
        if match is None or match.clitic in ("ك", "وك") or match.end > self.sentence_end(index):
            return None
        noun = match.value[0]
        if noun.source.kind == "anonymous" and noun.number == "s" and self._is_predicate(head):
            return None
        end, of = self._told(noun, match.end, self.limit(index), amid=not self._governs(index - 1, "في"))
        body = self._body(head) if head > index else None
        if body and body.end > end:
            return replace(body, start=index, clitic=clitic)  # معظم سكان الجزيرة
        if noun.bound and end == match.end:
            return None
        joined = match.clitic.endswith("ل") and noun.source.noun.startswith("ل")
        definite, bare = (noun.definite or joined) and head == index, end == match.end
        written = clitic if head > index else match.clitic
        within = self._within(match.end, end) if noun.is_of_somebody else None
        return Phrase(
            index, end, "source", written, index, end, source=noun, of=of, definite=definite, bare=bare, within=within
        )

    def _within(self, start: int, end: int) -> Phrase | None:
        """The body or land whose people are named, behind their noun: وزراء خارجية | مجلس التعاون."""
        first = start + self.lexicon.is_a("portfolio", self.word(start))
        if first >= end:
            return None
        led = self._office(first)
        found = (*self._named_at(first), *((led,) if led else ()))
        return next((phrase for phrase in found if phrase.end == end), None)

    def _governs(self, index: int, preposition: str) -> bool:
        """Whether a verb at a token leads to what is said by a preposition: شكك مسؤولون | في النتائج."""
        word = self.word(index)
        forms = self.lexicon.cues.get(word) or self.lexicon.cues.get(word[1:]) or []
        return any(preposition in form.cue.content for form in forms)

    def _told(self, noun: SourceNoun, index: int, limit: int, *, amid: bool) -> tuple[int, tuple[str, ...]]:
        """What is told of people or papers behind their noun: where it ends, and the keys of whose they are."""
        described = DescriptionReader(self.document, self.lexicon, self._body_end)  # not kept: it knows this reader
        end, of = described.whose(noun, index, limit) if noun.is_of_somebody else (index, ())
        led = self._office(index) if noun.bound and end == index < limit else None
        if led and led.definite and not led.clitic and (led.of or led.kind != "office"):
            return led.end, led.of  # مبعوثي | الرئيس الأمريكي
        if end > index:
            return end, of
        end, of = described.end(index, limit, apart=noun.source.kind in ("group", "document"), amid=amid)
        if end == index and noun.source.kind in ("anonymous", "group") and not noun.definite:
            return described.body_at(index, limit)
        return end, of

    def _is_predicate(self, index: int) -> bool:
        """Whether an accusative is no subject behind أن or لكن: كان متحدثا باسم الجيش, not لكن متحدثا باسم الجيش نفى;
        and وزيرا الخارجية are two.
        """
        before = self.word(index - 1)
        subject = self.lexicon.is_a("complementizer", before) or before in ("لكن", "ولكن")
        return self.word(index).endswith("ا") and (not subject or self.word(index + 1).startswith("ال"))

    def _body_end(self, index: int) -> tuple[int, tuple[str, ...]] | None:
        """Where a body that begins at a token ends, and whose it is."""
        body = self._body(index)
        return (body.end, body.of) if body else None


_READERS: dict[NounPhrase, Callable[[PhraseReader, int], Phrase | None]] = {
    "known": PhraseReader._known,
    "office": PhraseReader._office,
    "source": PhraseReader._source,
    "body": PhraseReader._body,
    "titled": PhraseReader._titled,
    "possessive": PhraseReader._possessive,
    "people": PhraseReader._people,
}
