"""A title that says more than is known of it -> who bears it, named behind."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.agents import Agent
from kg.cast import Cast
from kg.document import COMMA, Document
from kg.full_names import FullNames
from kg.kin import KIN
from kg.labels import bare as stem
from kg.lexicon import Lexicon
from kg.names import NameReader, owned
from kg.records import replace
from kg.subjects import Subject, VerbAt
from kg.titles import TitleReader
from kg.town_names import town_end

# How many words may stand between a title and the comma behind which its bearer is named.
LONGEST = 6
# How many words a title may have with its bearer's name, before what he says.
TITLE = 32
# How many words describe a speaker without a name at most.
DESCRIBED = 12
# How many words a name has at most.
NAME = 4
# How many words a title may go on that is followed by the name of who bears it.
FAR = 10


@dataclass(frozen=True)
class BearerFinder:
    """Finds who bears titles in one document. `starts` are the agents by their first tokens, `between` gives those that
    begin in a range of tokens, `hits` are the tokens of cues.
    """

    document: Document
    lexicon: Lexicon
    cast: Cast
    starts: Mapping[int, Agent]
    between: Callable[[int, int], list[Agent]]
    hits: Container[int]
    times: Container[int] = ()

    @cached_property
    def _titles(self) -> TitleReader:
        return TitleReader(self.document, self.lexicon)

    @cached_property
    def _names(self) -> NameReader:
        return NameReader(self.document, self.lexicon)

    @cached_property
    def _full(self) -> FullNames:
        return FullNames(self.document, self.lexicon, self.starts, self.hits)

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def of(self, title: Agent) -> tuple[str, int] | None:
        """The actor who bears a title, and where its name ends; None if nobody is named."""
        bearer = self._peer(title) or self._servant(title) or self._beside(title)
        if bearer:
            self.cast.hold(bearer.keys[0], title.phrase)
            return bearer.keys[0], bearer.end
        return self._named_whole(title) or self._named_later(title)

    def bearing(self, speakers: tuple[str, ...], token: int) -> tuple[str, ...]:
        """Speakers before a token, with who bears it for a title alone that is his: تطرق رئيس المرصد سامي فرحات إلى
        ذلك، | مشيرا إلى.
        """
        actor = self.cast.actors[speakers[0]] if len(speakers) == 1 else None
        if actor is None or not actor.local or actor.type != "Person":
            return speakers
        here = self.between(self.document.sentence_at[token].start, token)
        title = next((agent for agent in here if agent.keys == speakers and agent.number == "s"), None)
        bearer = self.of(title) if title else None
        return (bearer[0],) if bearer else speakers

    def _named_whole(self, title: Agent) -> tuple[str, int] | None:
        """Who is named with more words than the one that was read as his name: المحافظ محمد | خير الزبير إن."""
        key, first = title.keys[0], title.phrase.name_start
        actor = self.cast.actors[key]
        cut = actor.type == "Person" and not (actor.curated or actor.local) and title.end == first + 1
        end = self._full.whole(first) if cut and len(title.keys) == 1 else title.end
        if end == title.end:
            return None
        whole = self.cast.add_named(first, end)
        self.cast.name_in_full(key, whole)
        return whole, end

    def in_full(self, hit: VerbAt, subject: Subject, opened: int) -> Subject:
        """A subject that is only described as the person whose name ends the words before what is said at a token."""
        key, title = subject.speakers[0], self.starts.get(hit.token + 1)
        several = title.number != "s" if title else self.word(hit.token + 1)[-2:] == "ات"
        named = any(not self.cast.actors[one].local for one in subject.speakers)  # المدير ورئيس الوفد | سامي فرحات
        several = several or (len(subject.speakers) > 1 and named)
        if several or opened - hit.token > TITLE or not self.cast.actors[key].local:
            return subject if several else self._whole(hit, subject)
        bearer = self.before_speech(hit.token + 1, opened)
        if bearer and title and title.phrase.office:
            self.cast.hold(bearer, title.phrase)
        if bearer and hit.form.gender == "f" and not self.cast.actors[bearer].curated:
            self.cast.gender[bearer] = "f"
        return replace(subject, speakers=(bearer,)) if bearer else subject

    def _whole(self, hit: VerbAt, subject: Subject) -> Subject:
        """A subject that one unknown word names, as who bears the name that it begins: قال بيتر | بتري الذي."""
        actor, first = self.cast.actors[subject.speakers[0]], hit.token + 1
        cut = (
            subject.rule == "described" and subject.after == first + 1 and actor.type == "Person" and not actor.curated
        )
        end = self._full.whole(first) if cut and len(actor.label.split()) == 1 else first + 1
        return replace(subject, speakers=(self.cast.add_named(first, end),)) if end > first + 1 else subject

    def before_speech(self, first: int, opened: int) -> str | None:
        """The person whose name ends what stands between the first word of a title and what he says, whatever the title
        goes on with: مدير برنامج المساءلة في الحركة | جون كينغ، لفرانس برس | إن. None if nobody is named there.
        """
        end = self._before_opening(first, opened)
        if key := self._ending(first, end):
            return key
        for stop in self._full.stops(first + 2, min(end, first + TITLE)):
            if key := self._ending(first, stop):
                return key
        return None

    def _ending(self, first: int, end: int) -> str | None:
        """The person whose name ends tokens[first:end] behind a title of his own, as an actor."""
        if self.lexicon.is_any(KIN, self.word(first)):
            return None  # محامي الفرنسية ميلينا بوغدير
        for start in range(max(first + 1, end - NAME), end - 1):
            quote = self.document.quote_around(start)
            if quote and not self.lexicon.is_definite(self.word(quote.opening - 1)):
                continue  # مديرة مكتب منظمة "هيومن رايتس وتش" في تونس
            named = self.starts.get(start)
            if named and named.end == end and not named.phrase.clitic and len(named.keys) == 1:
                person = self.cast.actors[named.keys[0]].type == "Person" and named.phrase.kind in ("known", "person")
                own = self._parts_title(start) and not self._is_of_another(first, start)
                return named.keys[0] if person and own else None
            if self._parts_title(start) and self._is_name(start, end) and not self._is_of_another(first, start):
                rank = self.lexicon.titles.longest(self.document.forms, start)
                return self.cast.add_named(rank[0] if rank and rank[0] < end - 1 else start, end)
        return None

    def _is_of_another(self, first: int, start: int) -> bool:
        """Whether a title with a bearer of its own stands in the one before a name: متحدث باسم الرئيس | محمود عباس; not
        where the last title stands behind one that is whole: رئيس لجنة التحقيق، | رئيس اللجنة.
        """
        titled = [place for place in range(first + 2, start) if self._is_title(place)]
        begins = [place for place in titled if place - 1 not in titled]
        return bool(begins) and not self._is_apart(begins[-1])

    def _is_apart(self, index: int) -> bool:
        """Whether the title at a token is one more of the same person, as the one before it is whole."""
        word, before = self.word(index), self.word(index - 1)
        joined = word.startswith("و") and self.lexicon.offices.may_start(word[1:])
        return joined or before in COMMA or (self.lexicon.is_definite(before) and not self.lexicon.is_relative(before))

    def _is_title(self, index: int) -> bool:
        forms = self.document.forms
        source = self.lexicon.sources.match(forms, index)
        one = source is not None and source.value[0].number == "s"  # جمعية الأطباء | سامي فرحات
        bare = one or self.lexicon.offices.match(forms, index) is not None
        agent = self.starts.get(index)
        peer = (
            agent is not None and agent.phrase.source is not None and agent.phrase.source.source.kind == "counterpart"
        )
        return bare or peer

    def described_to(self, first: int, opened: int) -> int:
        """Where what describes a speaker ends before what he says at a token; behind its first word where other things
        stand between.
        """
        end = self._before_opening(first, opened)
        end = next((place for place in range(first + 1, end) if self._leads_elsewhere(place)), end)
        plain = all(self._may_describe(place) for place in range(first, end))
        return end if plain and first < end <= first + DESCRIBED else first + 1

    def _leads_elsewhere(self, index: int) -> bool:
        """Whether a token tells no more who speaks, but how, where or to whom it is said: خلال اللقاء, في بيانه, على
        تويتر, حذر رئيسها | أميركا.
        """
        word, behind = self.word(index), stem(owned(self.word(index + 1)))
        said = self.lexicon.is_any(("utterance", "network", "dated", "adverb", "contrast"), behind)
        titled = index in self.starts and self.starts[index].phrase.kind == "office"
        timed = index in self.times or index + 1 in self.times
        told = index in self.starts and self.document.text(index - 1, index).endswith(("ه", "ها", "هم"))
        told = told or (word[:1] == "و" and self.lexicon.is_a("pronoun", word[1:]))  # عهد كلكوش | وهو
        return (
            titled
            or timed
            or told
            or (self.lexicon.is_any(("preposition", "setting"), word) and (said or word not in ("في", "من")))
        )

    def _may_describe(self, index: int) -> bool:
        word = self.word(index)
        apart = self.lexicon.is_any(("day", "adverb", "press"), word) or self.lexicon.is_relative(word)
        return word.isalpha() and not apart and index not in self.hits

    def _before_opening(self, first: int, opened: int) -> int:
        """Where the words before what is said end, without its opener, commas, days, whom and in what it is said to."""
        end = next((place for place in range(first + 2, opened) if self._tells_in_what(place)), opened)
        while end > first + 1:
            told = next((a for a in self.between(max(first, end - NAME), end) if a.end == end), None)
            word = self.word(end - 1)
            if told and told.phrase.clitic == "ل":
                end = told.start
            elif told:
                break  # سعاد علي is no على
            elif not word.isalnum() or self.lexicon.is_any(("complementizer", "day", "press", "preposition"), word):
                end -= 1
            else:
                break
        return end

    def _tells_in_what(self, index: int) -> bool:
        """Whether a token leads to what something is said in: في تصريحات نقلتها صحيفة, خلال المؤتمر."""
        behind = self.word(index + 1)
        spoken = self.lexicon.is_a("utterance", behind) or self.lexicon.is_a("utterance", behind.removeprefix("ال"))
        return spoken and self.lexicon.is_any(("preposition", "setting"), self.word(index))

    def _parts_title(self, start: int) -> bool:
        """Whether a name may begin behind a title at a token: behind a mark, a definite word or a known name."""
        before = self.word(start - 1)
        agent_ends = any(agent.end == start for agent in self.between(start - FAR, start))
        known = before in self.lexicon.common or self.lexicon.is_function(before)
        his = before.endswith(("ها", "هم")) and not known  # ومطلقها
        definite = his or self.lexicon.is_definite(before) or self.lexicon.is_definite(before.removeprefix("و"))
        definite = definite and not self.lexicon.is_relative(before)
        town = not known or town_end([before], 0) is not None
        placed = self.lexicon.is_a("preposition", self.word(start - 2)) and town  # النائب عن اسطنبول | مراد
        apart = not before.isalnum() or definite or placed or agent_ends
        return apart and not any(agent.end > start for agent in self.between(start - NAME, start))

    def _is_town(self, start: int, end: int) -> bool:
        """Whether tokens[start:end] are where something is: ببن قردان."""
        first, *rest = self.document.words(start, end)
        return any(town_end([word, *rest], 0) == end - start for word in (first, first.removeprefix("ب")))

    def _is_name(self, start: int, end: int) -> bool:
        words = self.document.words(start, end)
        if self._is_town(start, end):
            return False
        apart = not (self.word(start - 1).isalnum() or self.word(end).isalnum())  # ، كينيث وارد،
        plain = [word for word in (words[:1] if apart else words) if word in self.lexicon.common]
        told = not plain or (apart and words[0] in self.lexicon.given)
        rare = told and all(map(str.isalpha, words)) and not any(map(self.lexicon.is_function, words[1:]))
        unknown = rare and not words[0].startswith("ال") and not self.lexicon.is_function(words[0])
        rest = (words[0][1:], *words)
        joined = words[0][0] in "وبل" and (not apart or any(word in self.lexicon.common for word in rest))
        read = self._names.name_end(start) == end or (unknown and not joined)
        return read or self._full.is_name(start, end)

    def _peer(self, title: Agent) -> Agent | None:
        """Who is named right behind what he is to somebody: نظيرها الفرنسي فرانسوا دولاتر."""
        source, named = title.phrase.source, self.starts.get(title.end)
        if named is None or source is None or source.source.kind != "counterpart" or named.phrase.clitic:
            return None
        return named if len(named.keys) == 1 and self.cast.actors[named.keys[0]].type == "Person" else None

    def _servant(self, title: Agent) -> Agent | None:
        """Who is named right behind whom he serves, by family name: مدير مكتب العبادي | مهدي العلاق."""
        phrase, named = title.phrase, self.starts.get(title.end)
        short = phrase.kind == "known" and phrase.name_end - phrase.name_start == 1 and phrase.name_start > phrase.start
        if not short or named is None or named.phrase.kind not in ("known", "person") or named.phrase.clitic:
            return None
        full = named.phrase.name_start == named.start and named.phrase.name_end > named.start + 1
        return named if full and self.cast.actors[named.keys[0]].type == "Person" else None

    def _named_later(self, title: Agent) -> tuple[str, int] | None:
        """Who bears a title that goes on with words nobody knows, named where it ends, as an actor:
        ممثلة المنظمة الدولية | لمناهضة التعذيب | كاميل هنري إن.
        """
        several = title.phrase.source is not None and title.phrase.source.number != "s"
        local = all(self.cast.actors[key].local for key in title.keys)
        if title.phrase.kind not in ("office", "source") or several or not local:
            return None
        for end in self._ends(title.end):
            if key := self._addressed(title.end, end) or self._unknown(title.end, end):
                self.cast.hold(key, title.phrase)
                return key, end
        return None

    def _ends(self, start: int) -> Iterator[int]:
        """Where a name behind a title may end: before where, when or to whom it was said, and before what was."""
        for place in range(start, start + FAR):
            if self._parts(place):
                yield place
                return
            if place > start + 2 and self.lexicon.is_any(("setting", "day", "press"), self.word(place)):
                yield place

    def _addressed(self, start: int, end: int) -> str | None:
        """The person with a form of address whose name ends tokens[start:end]: الشيخ خالد الزهراني."""
        named = next((agent for agent in self.between(start, end) if agent.end == end and len(agent.keys) == 1), None)
        if named is None or named.phrase.clitic or self.cast.actors[named.keys[0]].type != "Person":
            return None
        address = self.lexicon.titles.longest(self.document.forms, named.start)
        return named.keys[0] if address and address[1][0].kind == "honorific" else None

    def _unknown(self, first: int, end: int) -> str | None:
        """The person of an unknown name that ends tokens[first:end] behind a definite noun, as an actor."""
        behind = max((agent.end for agent in self.between(first, end)), default=first)
        for start in range(max(behind, first + 1), end - 1):
            before = self.word(start - 1)
            definite = self.lexicon.is_definite(before.removeprefix("و")) or before.startswith("لل")
            named = self._names.name_end(start) == end or self._full.is_name(start, end)
            if definite and named and not self._is_town(start, end):
                return self.cast.add_named(start, end)
        return None

    def _beside(self, title: Agent) -> Agent | None:
        """The bearer of a title that says more than is known of it, named behind its comma: المبعوث الخاص للائتلاف
        لهزيمة داعش، بريت ماكغورك، / وزير الدولة للإعلام، الناطق باسم الحكومة محمد المومني:
        """
        led = title.phrase.kind == "source" and self.document.quote_at(title.end)  # زعيم «حزب الله»
        if (title.phrase.kind != "office" and not led) or not all(self.cast.actors[key].local for key in title.keys):
            return None
        bearer = self._named_behind(title)
        named = bearer and bearer.phrase.name_end > bearer.phrase.name_start and not bearer.phrase.clitic
        if bearer is None or not named or len(bearer.keys) != 1:
            return None
        parted = self._parts(bearer.end) or self.lexicon.is_a("day", self.word(bearer.end))
        person = self.cast.actors[bearer.keys[0]].type == "Person" and parted
        anothers = self._titles.is_anothers(title.start, title.end, bearer.phrase.known)
        return bearer if person and not anothers else None

    def _named_behind(self, title: Agent) -> Agent | None:
        """Who is named behind the comma that a title ends at, or behind a name in quotes that belongs to it: زعيم «حزب
        الله» اللبناني حسن نصر الله.
        """
        quote = self.document.quote_at(title.end)
        index = quote.closing + 1 if quote and quote.closing - quote.opening < LONGEST else title.end
        for place in range(index, index + LONGEST):
            agent = self.starts.get(place) if quote else None
            if agent and not agent.phrase.clitic:
                return agent
            if self._parts(place):
                return self.starts.get(place + 1) if self.word(place) in COMMA else None
        return None

    def _parts(self, index: int) -> bool:
        """Whether a token parts a subject from what it says: a mark, إن or a verb of saying."""
        word = self.word(index)
        return not word.isalnum() or word in self.lexicon.particles["complementizer"] or index in self.hits
