"""Tokens -> agent noun phrases: known names, offices with names, bodies, unnamed sources. Form only; who they are is `cast`'s question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.document import Document
from kg.lexicon import Body, Known, Lexicon, Office, SourceNoun
from kg.trie import stripped

Kind = Literal["known", "person", "office", "body", "source", "possessive"]
NAME_LIMIT, PHRASE_LIMIT = 6, 16
# Parts of names that bind to the next word.
LINKS = frozenset("بن ابن بنت ابو ابي ام ال عبد دي دا فان فون ولد اوغلو بو ذو سيف نور".split())
# Prepositions inside a title: المتحدث باسم، المبعوث إلى، مدير مكتب الصحة في
TITLE_LINKS = frozenset("في باسم لدي لشوون بشوون الي لدي عن علي ل من".split())
BARE_STATUS = frozenset(("s",))


@dataclass(frozen=True, slots=True)
class Phrase:
    """An agent noun phrase over tokens[start:end].

    `clitic` is what is written before its first word; tokens[name_start:name_end] is the name alone; `of` the curated keys it refers to.
    """

    start: int
    end: int
    kind: Kind
    clitic: str = ""
    name_start: int = 0
    name_end: int = 0
    known: tuple[Known, ...] = ()
    office: Office | None = None
    body: Body | None = None
    source: SourceNoun | None = None
    of: tuple[str, ...] = ()
    definite: bool = False
    former: bool = False
    bare: bool = False


def find_phrases(document: Document, lexicon: Lexicon) -> tuple[Phrase, ...]:
    """All agent noun phrases in text order, not overlapping."""
    reader = PhraseReader(document, lexicon)
    found: list[Phrase] = []
    index = 0
    while index < len(document.tokens):
        phrase = reader.at(index)
        if phrase:
            found.append(reader.named_before(phrase, found[-1].end if found else 0))
        index = phrase.end if phrase else index + 1
    return tuple(found)


class PhraseReader:
    """Reads agent noun phrases at given tokens of one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self.tokens = document.tokens
        self._ends = {index: sentence.end for sentence in document.sentences for index in range(*sentence)}

    def at(self, index: int) -> Phrase | None:
        """The agent noun phrase that starts at a token, if one does."""
        readings = (
            self._known(index),
            self._office(index),
            self._source(index),
            self._body(index),
            self._titled(index),
            self._unknown(index),
            self._possessive(index),
        )
        phrases = [phrase for phrase in readings if phrase]
        return max(phrases, key=lambda phrase: phrase.end) if phrases else None

    def named_before(self, phrase: Phrase, floor: int) -> Phrase:
        """A title behind the name it belongs to: مايكل نايتس، الخبير في معهد واشنطن. The floor is where the phrase before ends."""
        comma = phrase.start - 1
        if phrase.kind not in ("office", "source") or not phrase.definite or self.word(comma) not in ("،", ","):
            return phrase
        start = comma
        while start > max(floor, comma - NAME_LIMIT) and self.is_name_word(start - 1):
            start -= 1
        if comma - start < 2 or self.name_end(start) != comma:
            return phrase
        return replace(phrase, kind="person", start=start, name_start=start, name_end=comma, clitic="", source=None)

    def word(self, index: int) -> str:
        """The folded word at a token, empty behind the last one."""
        return self.tokens[index].word if index < len(self.tokens) else ""

    def limit(self, index: int) -> int:
        """How far a phrase that starts at a token may reach."""
        return min(self._ends.get(index, len(self.tokens)), index + PHRASE_LIMIT)

    # --- known names ---------------------------------------------------------------------------------------------

    def _known(self, index: int) -> Phrase | None:
        match = self.lexicon.names.match(self.tokens, index)
        if match is None or match.clitic == "ك" or match.end > self._ends[index]:
            return None
        people = any(known.actor.type == "Person" for known in match.value)
        if people and self._continues_name(match.end):
            return None
        return Phrase(index, match.end, "known", match.clitic, index, match.end, tuple(match.value), definite=True)

    def _continues_name(self, index: int) -> bool:
        """Whether a name goes on behind a known one (علي حسن + خليل is another man)."""
        return self.word(index) in LINKS and self.word(index) != "ال"

    # --- offices ---------------------------------------------------------------------------------------------------

    def _office(self, index: int) -> Phrase | None:
        match = self.lexicon.offices.match(self.tokens, index)
        if match is None or match.clitic in ("ك", "وك") or match.end > self._ends[index]:
            return None
        definite = self.word(index).removeprefix(match.clitic).startswith(("ال", "لل")) or "ل" in match.clitic
        title = self._title(match.end, self.limit(index), indefinite=not definite)
        phrase = Phrase(
            index,
            title.end,
            "office",
            match.clitic,
            title.end,
            title.end,
            office=match.value[0],
            of=title.of,
            definite=definite,
            former=title.former,
            bare=title.end == match.end,
        )
        return self._with_name(phrase, title)

    def _title(self, index: int, limit: int, *, indefinite: bool) -> _Title:
        """Read on through a title: adjectives, demonyms, bodies, further titles, up to where a name may begin."""
        title = _Title(index)
        while title.end < limit and title.person is None and self._extend(title, indefinite=indefinite):
            pass
        return title

    def _extend(self, title: _Title, *, indefinite: bool) -> bool:
        index = title.end
        if self._extend_known(title) or self._extend_demonym(title):
            return True
        attribute = self.lexicon.titles.longest(self.tokens, index)
        if attribute:
            title.former |= self.word(index) in ("السابق", "السابقه", "الاسبق", "الراحل", "المخلوع", "المعزول")
            title.end = attribute[0]
            return True
        if self._is_title_word(index, indefinite=indefinite):
            title.end = index + 1
            return True
        return False

    def _extend_known(self, title: _Title) -> bool:
        match = self.lexicon.names.match(self.tokens, title.end)
        if match is None or match.clitic not in ("", "ل", "ب", "و"):
            return False
        people = [known for known in match.value if known.actor.type == "Person"]
        if people:
            if match.clitic:
                return False
            title.person = (title.end, match.end, tuple(people))
        elif match.clitic == "و" and not title.of:
            return False
        else:
            title.of += (match.value[0].actor.key,)
        title.end = match.end
        return True

    def _extend_demonym(self, title: _Title) -> bool:
        word = self.word(title.end)
        key = self.lexicon.demonyms.get(word)
        if key is None and word.startswith("و"):
            key = self.lexicon.demonyms.get(word[1:])
        if key is None:
            return False
        title.of += (key,)
        title.end += 1
        return True

    def _is_title_word(self, index: int, *, indefinite: bool) -> bool:
        word = self.word(index)
        if word in DAYS or word in self.lexicon.particles["complementizer"]:
            return False
        if word in TITLE_LINKS:
            return self._noun_follows(index + 1)
        if self.word(index - 1) == "في" and not self._is_particle(word):
            return True
        if self.lexicon.bodies.match(self.tokens, index) or self.lexicon.offices.longest(self.tokens, index):
            return True
        if indefinite and self.lexicon.is_a("adjective", word.removeprefix("و")):
            return True
        if (
            word not in self.lexicon.common
            or self.lexicon.is_a("preposition", word)
            or self.lexicon.is_a("adverb", word)
        ):
            return False
        if word.startswith(("ال", "وال", "لل", "بال")):
            return True
        return self.word(index + 1).startswith("ال") and self._is_construct(word)

    def _noun_follows(self, index: int) -> bool:
        word = self.word(index)
        return (
            (word.startswith(("ال", "لل")) and not self._is_particle(word) and word not in DAYS)
            or self.lexicon.names.match(self.tokens, index) is not None
            or self.lexicon.bodies.match(self.tokens, index) is not None
        )

    def _is_construct(self, word: str) -> bool:
        """Whether a bare common noun may head a construct inside a title (شؤون الأمن); verbs and particles may not."""
        return not (
            word in self.lexicon.cues
            or any(
                self.lexicon.is_a(kind, word)
                for kind in ("conjunction", "relative", "pronoun", "negation", "auxiliary")
            )
            or word[0] in "يتسن"
        )

    def _with_name(self, phrase: Phrase, title: _Title) -> Phrase | None:
        if title.person:
            start, end, known = title.person
            return replace(phrase, kind="known", end=end, name_start=start, name_end=end, known=known)
        end = self.name_end(title.end)
        if end > title.end and not self._is_source(phrase, title.end, end):
            return replace(phrase, kind="person", end=end, name_start=title.end, name_end=end)
        return self._apposed(phrase)

    def _is_source(self, phrase: Phrase, start: int, end: int) -> bool:
        """An indefinite title with one unknown word behind it is rather a description than a name (خبير اكتواري)."""
        return not phrase.definite and not phrase.of and end - start == 1

    def _apposed(self, phrase: Phrase) -> Phrase | None:
        """A name set off by a comma: وزير المالية المصري، محمد معيط، / المتحدث باسم الجيش (محمد)."""
        start = phrase.end + 1
        if self.word(phrase.end) not in ("،", ",", "(", "-"):
            return phrase if phrase.definite or phrase.of or not phrase.bare else None
        match = self.lexicon.names.longest(self.tokens, start) if start < len(self.tokens) else None
        people = tuple(known for known in match[1] if known.actor.type == "Person") if match else ()
        if match and people:
            return replace(phrase, kind="known", end=match[0], name_start=start, name_end=match[0], known=people)
        rank = self.lexicon.titles.longest(self.tokens, start) if start < len(self.tokens) else None
        start = rank[0] if rank else start
        end = self.name_end(start)
        closed = self.word(end) in ("،", ",", ")", "-", ":", "ان") or self.lexicon.is_a("preposition", self.word(end))
        if end - start >= 2 and closed:
            return replace(phrase, kind="person", end=end, name_start=start, name_end=end)
        return phrase if phrase.definite or phrase.of or not phrase.bare else None

    # --- names ----------------------------------------------------------------------------------------------------

    def name_end(self, start: int) -> int:
        """The end of an unknown personal name that starts at a token (the start itself if none does)."""
        limit = min(self._ends.get(start, start), start + NAME_LIMIT)
        end = start
        while end < limit and (self.word(end) in LINKS or self.is_name_word(end, first=end == start)):
            end += 1
        while end > start and self.word(end - 1) in LINKS:
            end -= 1
        return end

    def is_name_word(self, index: int, *, first: bool = False) -> bool:
        """Whether a token can be part of a name: letters, and no word of the language at large."""
        word = self.word(index)
        if len(word) < 2 or not word.isalpha() or word in self.lexicon.cues or word in self.lexicon.demonyms:
            return False
        if (
            word in self.lexicon.common
            or word in DAYS
            or any(word in words for words in self.lexicon.particles.values())
        ):
            return False
        if first and word.startswith(("ال", "وال", "لل", "بال")):
            return False
        return first or not any(clitic and bare in self.lexicon.common for clitic, bare in stripped(word))

    def _titled(self, index: int) -> Phrase | None:
        """A rank or form of address and a name: السيد الكاظمي، اللواء أحمد عسيري، السفير بسام راضي."""
        match = self.lexicon.titles.match(self.tokens, index)
        if match is None or match.value[0].kind == "attribute" or match.clitic in ("ك", "وك"):
            return None
        start = match.end
        while start < self._ends[index] and (further := self.lexicon.titles.longest(self.tokens, start)):
            start = further[0]
        known = self.lexicon.names.longest(self.tokens, start) if start < self._ends[index] else None
        people = tuple(entry for entry in known[1] if entry.actor.type == "Person") if known else ()
        if known and people:
            return Phrase(index, known[0], "known", match.clitic, start, known[0], people, definite=True)
        surname = self.word(start).startswith("ال") and self.is_name_word(start)
        end = start + 1 if surname else self.name_end(start)
        if end == start:
            return None
        return Phrase(index, end, "person", match.clitic, start, end, definite=True)

    def _unknown(self, index: int) -> Phrase | None:
        """A name that nothing announces but the reporting verb before it: وأوضح محمد عتيق الفلاحي."""
        before = self.word(index - 1) if index else ""
        if before not in self.lexicon.cues and before[1:] not in self.lexicon.cues:
            return None
        end = self.name_end(index)
        if end - index < 2 or self.word(index)[:1] in ("ب", "ل") and self.word(index)[1:] in self.lexicon.common:
            return None
        return Phrase(index, end, "person", "", index, end, definite=True)

    # --- bodies ----------------------------------------------------------------------------------------------------

    def _body(self, index: int) -> Phrase | None:
        match = self.lexicon.bodies.match(self.tokens, index)
        if match is None or match.clitic in ("ك", "وك") or match.end > self._ends[index]:
            return None
        body, definite = match.value[0]
        named = self._headed(match.start, match.end, match.clitic)
        if named:
            return named
        end, of = self._complement(match.end, self.limit(index), definite=definite)
        if not definite and end == match.end:
            end, of = self._indefinite(match.end, self.limit(index))
        if not definite and end == match.end:
            return None
        return Phrase(
            index, end, "body", match.clitic, index, end, body=body, of=of, definite=True, bare=end == match.end
        )

    def _indefinite(self, index: int, limit: int) -> tuple[int, tuple[str, ...]]:
        """لجنة عليا للتنسيق: adjectives, then what it is for."""
        end = index
        while (
            end < min(limit, index + 2)
            and self.word(end) in self.lexicon.common
            and not self._is_particle(self.word(end))
        ):
            end += 1
        return (end + 1, ()) if end > index and self.word(end).startswith("لل") else (index, ())

    def _possessive(self, index: int) -> Phrase | None:
        """بلاده، حكومته، إدارتي: a country or body by whose it is."""
        for clitic, word in stripped(self.word(index)):
            if clitic in ("ك", "وك") or word not in self.lexicon.possessives:
                continue
            return Phrase(
                index,
                index + 1,
                "possessive",
                clitic,
                index,
                index + 1,
                body=self.lexicon.possessives[word],
                definite=True,
            )
        return None

    def _headed(self, start: int, index: int, clitic: str) -> Phrase | None:
        """A head noun before a known name: صحيفة "وول ستريت جورنال"، حركة حماس. Countries and persons only own the body."""
        quote = self.document.quote_at(index)
        first = index + 1 if quote else index
        match = self.lexicon.names.longest(self.tokens, first) if first < self._ends[start] else None
        bodies = tuple(known for known in match[1] if known.actor.type not in ("Country", "Person")) if match else ()
        if match is None or not bodies or (quote and match[0] != quote.closing):
            return None
        end = match[0] + 1 if quote else match[0]
        return Phrase(start, end, "known", clitic, first, match[0], bodies, definite=True)

    def _complement(self, index: int, limit: int, *, definite: bool) -> tuple[int, tuple[str, ...]]:
        """The words that name a body behind its head noun: definite nouns and adjectives, demonyms, known names, ل + noun."""
        end, of = index, ()
        while end < limit:
            step = self._complement_step(end, first=end == index, definite=definite, closed=bool(of))
            if step is None:
                break
            end, key = step
            of += (key,) if key else ()
        return end, of

    def _complement_step(
        self, index: int, *, first: bool, definite: bool, closed: bool
    ) -> tuple[int, str | None] | None:
        """One more word of a body's name: (end, key of the country or body it names), or None where the name ends."""
        word = self.word(index)
        if word in self.lexicon.demonyms:
            return index + 1, self.lexicon.demonyms[word]
        if first and (quote := self.document.quote_at(index)):
            return (quote.closing + 1, None) if quote.closing - index <= 5 else None
        match = self.lexicon.names.match(self.tokens, index)
        if match and match.clitic in ("", "ل"):
            stop = (definite or closed) and not match.clitic
            return None if stop else (match.end, match.value[0].actor.key)
        if self._is_particle(word) or word in DAYS:
            return None
        if word.startswith("لل"):
            return (index + 1, None) if "ال" + word[2:] in self.lexicon.common or word in self.lexicon.common else None
        if word.startswith("ال"):
            return (index + 1, None) if not closed and (word in self.lexicon.common or first) else None
        joined = not first and not definite and not closed and word.startswith("وال")
        if joined and word[1:] in self.lexicon.common:
            return index + 1, None
        nested = self.lexicon.bodies.longest(self.tokens, index) if first and not definite else None
        return (nested[0], None) if nested else None

    def _is_particle(self, word: str) -> bool:
        return any(word in words for kind, words in self.lexicon.particles.items() if kind != "adjective")

    # --- unnamed sources ---------------------------------------------------------------------------------------------

    def _source(self, index: int) -> Phrase | None:
        head = index
        clitic = ""
        while self.word(head).lstrip("و") in ("احد", "احدي", "كبار", "بعض", "عدد", "مجموعه"):
            clitic = clitic or ("و" if self.word(head).startswith("و") else "")
            head += 2 if self.word(head + 1) == "من" else 1
        match = self.lexicon.sources.match(self.tokens, head) if head < len(self.tokens) else None
        if match is None or match.clitic in ("ك", "وك") or match.end > self._ends[index]:
            return None
        noun = match.value[0]
        end, of = self._description(match.end, self.limit(index))
        return Phrase(
            index,
            end,
            "source",
            clitic if head > index else match.clitic,
            index,
            end,
            source=noun,
            of=of,
            definite=noun.definite and head == index,
            bare=end == match.end,
        )

    def _description(self, index: int, limit: int) -> tuple[int, tuple[str, ...]]:
        """Adjectives, demonyms and one place or body behind a source noun: مسؤول كبير في الإدارة الأميركية."""
        end, of = index, ()
        while end < limit:
            word = self.word(end)
            bare = word.removeprefix("و")
            key = self.lexicon.demonyms.get(word) or self.lexicon.demonyms.get(bare)
            if key:
                of += (key,)
            elif not (self.lexicon.is_a("adjective", bare) or self.lexicon.is_a("adjective", bare.removeprefix("ال"))):
                break
            end += 1
        return self._place(end, limit, of)

    def _place(self, index: int, limit: int, of: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        start = index + 1 if self.word(index) in ("في", "من", "باسم", "لدي") else index
        if start >= limit or (start == index and not self.word(index).startswith(("بال", "لل"))):
            return index, of
        match = self.lexicon.names.match(self.tokens, start)
        if match and match.clitic in ("", "ب", "ل") and match.end <= limit:
            return match.end, (*of, match.value[0].actor.key)
        body = self._body(start)
        return (body.end, of + body.of) if body and start > index else (index, of)


@dataclass(slots=True)
class _Title:
    """How far a title has been read, what it belongs to, and the known person it led to."""

    end: int
    of: tuple[str, ...] = ()
    former: bool = False
    person: tuple[int, int, tuple[Known, ...]] | None = None


DAYS = frozenset(
    "السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه اليوم امس الماضي الماضيه المقبل المقبله الجاري الحالي".split()
)


def at_token(phrases: tuple[Phrase, ...]) -> Iterator[tuple[int, Phrase]]:
    """(token, phrase) pairs, by the phrase's first token."""
    return ((phrase.start, phrase) for phrase in phrases)
