"""Time expressions in the sentence of a cue -> the day that it names for the saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from heapq import heappop, heappush
from operator import attrgetter, itemgetter

from kg.agents import Agent
from kg.attributions import ATTRIBUTING
from kg.concerns import concern
from kg.dates import TimeExpression, as_said_on, is_past_period, is_running_period
from kg.document import COMMA, Document
from kg.inflection import FUTURES
from kg.lexicon import Lexicon, load_lexicon
from kg.occasions import RELATIVE, OccasionFinder
from kg.places import Cover, Placed
from kg.records import dataclass
from kg.utterances import Utterance

NEAR = 5  # how far before a cue, or into its sentence, words for a time before may stand
TOLD = 24  # how many words behind a content the day may stand when وذلك leads to it
LAST = 3  # how many words from a content's end the day may stand that it was said on
NAMED = 4  # how far behind جاءت تصريحات stands whose they are
NEWS = 3  # how many days back news may lie that people speak of
BEFORE = 400  # how many words before a cue its day may stand at the most
ADVERB = 6  # how far behind a day the one may stand who did something on it: وصل أمس إلى عدن وفد الهيئة
PAPER = "اليوم"  # a newspaper called as today is
_COMMA = concern(COMMA.__contains__)
_SINCE = concern(lambda word: word == "منذ")
_COMING = concern(lambda word: load_lexicon().is_a("coming", word) or (word.startswith(FUTURES) and len(word) > 4))
AMID = 8  # how many words into a content that begins amid the words for its occasion that occasion's day may stand


@dataclass
class NamedDays:
    """The days that the sentences of one article name for what is said in them."""

    document: Document
    times: tuple[TimeExpression, ...]
    agents: Placed[Agent]
    lexicon: Lexicon
    _contents: Cover[Utterance] = field(default_factory=Cover)
    _ends: Placed[int] = field(default_factory=lambda: Placed((), int))
    _closing: dict[int, int] = field(default_factory=dict)
    _cues: Placed[int] = field(default_factory=lambda: Placed((), int))
    _backing: Placed[Utterance] = field(default_factory=lambda: Placed((), attrgetter("cue")))
    beside_cue: set[int] = field(default_factory=set)
    _days: dict[int, date | None] = field(default_factory=dict)
    _past: dict[tuple[int, int, int], bool] = field(default_factory=dict)
    _is_fresh: bool = True

    def __post_init__(self) -> None:
        self.occasions = OccasionFinder(self.document)
        self.published = self.document.today
        placed = ((self.document.token_over(time.core.start), time) for time in self.times)
        self.placed = Placed((pair for pair in placed if not self._is_title(pair[0])), lambda pair: pair[0])
        self._ending = Placed(self.times, lambda time: self.document.token_at(time.span.end))
        self._backed = frozenset(self.document.places(ATTRIBUTING))
        self._prepositions = self.lexicon.particles["preposition"]
        apart = (place for place in self.document.places(RELATIVE) if not self.occasions.is_held(place))
        self._relatives = Placed(apart, int)

    def of(self, utterances: Sequence[Utterance]) -> list[date | None]:
        """The day that its own sentence gives each utterance of an article, given in text order."""
        self._contents = Cover((said.first, said.end, said) for said in utterances)
        self._closing = dict(self._closings())
        self._ends = Placed((said.end for said in utterances), lambda end: end)
        backing = (said for said in utterances if said.verbless and said.first < said.cue and not said.nested)
        self._backing = Placed(backing, attrgetter("cue"))
        self._cues = Placed((said.cue for said in utterances if not said.nested), int)
        days = [self._spoken(said) for said in utterances]
        told = (self.day(token, time) for token, time in self.placed)
        first = next(filter(None, told), self.published)
        self._is_fresh = first == self.published and (self.published in days or not any(days))
        return days

    def _closings(self) -> Iterator[tuple[int, int]]:
        """The tokens of times in contents, and where the first of the contents around each ends."""
        contents, around = list(self._contents), list[int]()
        begun = 0
        for token, _ in self.placed:
            while begun < len(contents) and contents[begun].first <= token:
                heappush(around, contents[begun].end)
                begun += 1
            while around and around[0] <= token:
                heappop(around)
            if around:
                yield token, around[0]

    def _is_title(self, token: int) -> bool:
        """Whether a word stands alone in quote marks or brackets: the newspaper "اليوم", في اتصال مع (اليوم)."""
        if self.document.word(token - 1) == "(" and self.document.word(token + 1) == ")":
            return self.document.word(token) == PAPER
        quote = self.document.quote_around(token)
        return quote is not None and quote.closing - quote.opening == 2

    def _spoken(self, said: Utterance) -> date | None:
        """The day that the sentence names outside all contents: before this one, or behind it up to the next clause;
        the day after publication only if no other is named (قبل مظاهرات الجمعة، توعد الوزير الخميس).
        """
        ahead: tuple[int, date] | None = None
        for token, time in self._told(said):
            day = self.day(token, time)
            if day and self._is_background(said, token, time, day):
                continue
            if day and (self.published is None or day <= self.published):
                ahead = (token, day)
                break
            ahead = ahead or ((token, day) if day else None)
        if ahead is None:
            return None
        if not said.nested:
            self.beside_cue.add(ahead[0])
        return ahead[1]

    def _is_background(self, said: Utterance, token: int, time: TimeExpression, day: date) -> bool:
        """Whether a day before a cue, long past, is that of what others did: شنت تركيا حملة في 24 يوليو، وقالت الأناضول
        إن, unlike وفي 24 يوليو، قالت, or دان المجلس في 24 يوليو الهجوم، مؤكدا.
        """
        if token > said.cue or self.published is None or (self.published - day).days <= NEWS:
            return False
        if self.occasions.is_of_speaking(self.document.token_over(time.span.start)):
            return False
        word = self.document.word(said.cue)
        joined = word.startswith("و") and word not in self.lexicon.cues  # وقالت, unlike وصفت
        if said.cue - self.document.token_at(time.span.end) <= NEAR and not joined:
            return False
        start = max(self.document.sentence_at[said.cue].start, said.cue - BEFORE)
        before = self.agents.between(start, said.cue)
        return not any(set(agent.keys) & set(said.speakers) for agent in before)

    def day(self, token: int, time: TimeExpression) -> date | None:
        """The day of speaking that the time at a token names, if it is one; reckoned once."""
        if token not in self._days:
            self._days[token] = as_said_on(time, published=self.published)
        return self._days[token]

    def _told(self, said: Utterance) -> Iterator[tuple[int, TimeExpression]]:
        """The times of what is said, best first; only as many as are asked for are looked at."""
        sentence = self.document.sentence_at[said.cue]
        for pair in self.placed.between(said.cue + 1, said.first):
            if self._beside(said, pair[0]):
                yield pair  # بعد إعلان التحالف الاثنين، نفى | الجمعة الأمين العام
        for pair in self._near(said, sentence.start, sentence.end):
            if self._beside(said, pair[0]):
                yield pair
        yield from self._told_last(said)
        yield from self._told_next(said, sentence.end)

    def _told_last(self, said: Utterance) -> list[tuple[int, TimeExpression]]:
        """The times that end a content whose last words tell when it was said: الحدود آمنة وذلك في كلمة ألقاها أمس."""
        first = max(said.first, said.end - LAST)
        if said.nested or said.standing or not (times := self.placed.between(first, said.end)):
            return []
        start = max(said.first, first - TOLD)
        told = self.occasions.told_behind(start, first) or self.occasions.set_off(start, first)
        return [] if told is None or self.is_relative(told, times[-1][0]) else times

    def happened(self, said: Utterance) -> date | None:
        """The day of publication, if a content tells what comes about on it: قال إن ثلاثة قتلوا الجمعة."""
        if self.published is None or said.nested or said.standing:
            return None
        today = self._today.first(said.first, said.end)
        if today is None or self._is_to_come(said.first, *today) or self.lies_back(said):
            return None
        return self.published

    @cached_property
    def _today(self) -> Placed[tuple[int, int]]:
        """Where the day of publication is named, as tokens[start:end]."""
        named = (
            (token, self.document.token_at(time.core.end))
            for token, time in self.placed
            if self.day(token, time) == self.published
            and (time.kind in ("weekday", "absolute") or self._is_this_day(token, time))
        )
        return Placed(named, itemgetter(0))

    def _is_this_day(self, token: int, time: TimeExpression) -> bool:
        """Whether صباح اليوم is of the day of publication, not of the one before where all is told of that; اليوم alone
        is as often these days (باتت الحال اليوم أفضل).
        """
        alone = self.document.token_at(time.core.end) <= token + 1
        return time.kind == "relative" and self._is_fresh and not alone

    def _is_to_come(self, first: int, token: int, end: int) -> bool:
        """Whether what comes about on the day tokens[token:end] may or will be, in no quotation: سيلتقي، تعتزم، قد;
        افتتاح القناة اليوم الخميس | سوف يغير.
        """
        if self.document.concerns(_COMING, end, end + 1):
            return True
        return not self.document.quote_around(token) and self.document.concerns(_COMING, first, token)

    def _told_next(self, said: Utterance, end: int) -> list[tuple[int, TimeExpression]]:
        """The times in the next sentence if it tells when what ends this one was said: جاء ذلك خلال كلمة أمس."""
        if said.nested or end >= len(self.document.forms) or self.placed.first(end, end + TOLD) is None:
            return []
        followed = self._cues.first(said.cue + 1, end) is not None or self.occasions.says("sequel", end, end + NAMED)
        if followed or not self.occasions.says("told", end, end + 1):
            return []
        following = self.document.sentence_of(end)
        near = self.agents.between(end, end + NAMED)
        told_of = [agent for agent in near if agent.phrase.clitic == "" and agent.keys]
        if said.standing or (told_of and not any(set(agent.keys) & set(said.speakers) for agent in told_of)):
            return []  # تأتي تصريحات الوزير: his, not those of whom speaks last
        times = self.placed.between(end, min(following.end, end + TOLD))
        return [pair for pair in times if not self._within(pair[0]) and not self.is_relative(end, pair[0])]

    def _near(self, said: Utterance, start: int, end: int) -> Iterator[tuple[int, TimeExpression]]:
        """The times in tokens[start:end] that may stand beside a cue: none lies before a relative clause in between,
        none far behind the content.
        """
        if self.placed.first(start, end) is None:
            return
        relative = None if self._is_parted(said.cue) else self._relatives.before(said.cue)
        # فرضت في يونيو رسوما وتهدد, unlike أصدرت أمس بيانا يهدد
        apart = said.cue if said.standing and not self.occasions.is_issued(start, said.cue) else start
        apart = max(apart, said.begins, self._enclosed_from(said))
        first = max(apart, said.cue - BEFORE, min(said.first, -1 if relative is None else relative + 1))
        last = max(said.cue, said.first + AMID, said.end + TOLD, self._behind(said))
        # What stands deep in the content does not date it.
        inside = min(end, last + 1, max(said.first + 2 * AMID + 1, first))
        near = [*self.placed.between(first, inside), *self.placed.between(max(said.end, inside), min(end, last + 1))]
        for pair in near:
            if relative is not None or pair[0] > said.cue or not self._is_of_relative(pair[0], start):
                yield pair

    def _enclosed_from(self, said: Utterance) -> int:
        """Where the words around a cue begin that stands in what another says (قال السيسي أمس إن | ماكرون أكد) or only
        tells after what something was done (نفى حزب الله الجمعة ذلك بعد | إعلان التحالف).
        """
        if not said.nested or self._is_parted(said.cue):
            return 0
        around = (told for told in self._contents.over(said.cue) if told.first != said.first)
        outer = next(around, None)
        if outer is None:
            return said.cue
        issued = said.standing and self.occasions.is_issued(self.start(outer), outer.first)  # بيان جاء فيه أن مصر تؤكد
        return 0 if issued or set(outer.speakers) & set(said.speakers) else outer.first

    def _is_parted(self, cue: int) -> bool:
        """Whether a comma parts a cue from what stands before: زار أمس المدينة التي دمرت، مشيرا إلى."""
        return self.document.word(cue - 1) in COMMA

    def _is_of_relative(self, token: int, start: int) -> bool:
        """Whether a time stands in a relative clause of tokens[start:token]: الهدنة التي تبدأ الأحد، وذكر."""
        relative = self._relatives.before(token)
        open_ = relative is not None and relative >= start
        return open_ and not self.document.concerns(_COMMA, relative or 0, token)

    def _beside(self, said: Utterance, token: int) -> bool:
        if said.first <= token < said.end:
            apart = token <= said.first + 2 * AMID and self._is_set_off(token)
            if said.nominal and (
                (apart and not self.is_relative(said.first, token)) or self._is_behind_whom(said.first, token)
            ):
                words = self.document.words(said.first, token)
                return ":" not in words and not any(word[:1] == "ي" and len(word) > 3 for word in words)
            near = token <= said.first + AMID and ":" not in self.document.words(said.first, token)
            return near and not self._is_opened(said.first) and self.occasions.is_amid(said.first)
        if self._within(token, but=said) or self._is_of_another(said, token):
            return False
        apart = self.is_relative(said.cue, token) and (token > said.cue or not self._is_parted(said.cue))
        near = token <= max(said.first, said.cue, self._behind(said)) and not apart
        since = near and self._is_since(said.cue if said.cue < token else token - AMID, token)
        return (near and not since) or self._led_to(said.end, token)

    def _is_since(self, start: int, token: int) -> bool:
        """Whether tokens[start:token] tell since when something goes on: منذ اختفائه، في 2 أكتوبر."""
        return self.document.concerns(_SINCE, max(start, self.document.sentence_at[token].start), token)

    def _is_of_another(self, said: Utterance, token: int) -> bool:
        """Whether a time before a cue is that of another's words: وفقا لما قالته خطيبته، الأربعاء، فيما أكدت بغداد."""
        backing = self._backing.before(token) if token < said.cue else None
        if backing is None or backing.speakers == said.speakers:
            return False
        return backing.cue >= self.document.sentence_at[said.cue].start

    def _is_opened(self, first: int) -> bool:
        """Whether إن or a mark leads to a content, which is no more of its occasion then: في بيان إن | الطلب سيقدم
        الخميس, unlike في ندوة صحفية | عقدها أمس.
        """
        before = self.document.word(first - 1)
        marked = not (before.isalnum() and self.document.word(first).isalnum())
        return marked or self.lexicon.is_a("opener", before)

    def _is_set_off(self, token: int) -> bool:
        """Whether a word stands between commas."""
        return {self.document.word(token - 1), self.document.word(token + 1)} <= COMMA

    def _is_behind_whom(self, first: int, token: int) -> bool:
        """Whether a day stands between whom a verb calls on and what to: دعا المانحين | مساء الاثنين إلى."""
        behind = self.document.word(self.document.token_at(self.placed.between(token, token + 1)[0][1].span.end))
        to = behind in self._prepositions or (behind.startswith("ب") and len(behind) > 3)
        return to and token <= first + ADVERB and bool(self.agents.between(first, first + 1))

    def _behind(self, said: Utterance) -> int:
        """How far a day may stand behind a content."""
        if (said.verbless and said.first < said.cue) or (not said.nested and self._is_backed(said.end)):
            return min(self.document.sentence_at[said.cue].end, said.end + BEFORE)
        behind = self.placed.between(said.end, said.end + AMID)
        following = (token for token, time in behind if self._follows(said.end, time))
        return next(following, said.end + 1) if behind else said.end + 1

    def _is_backed(self, end: int) -> bool:
        """Whether words like بحسب stand behind a content, its quote mark and a comma between them at the most: «منارة»،
        بحسب بيان أمس.
        """
        return not self._backed.isdisjoint((end, end + 1)) or (end + 2 in self._backed and self._is_marked(end))

    def _is_marked(self, end: int) -> bool:
        """Whether two marks stand behind a content: «منارة | »،"""
        return not any(map(str.isalnum, self.document.words(end, end + 2)))

    def _follows(self, end: int, time: TimeExpression) -> bool:
        """Whether only marks stand between a content and a time: «تدابير»، صباح الإثنين."""
        start = self.document.token_over(time.span.start)
        return not any(map(str.isalnum, self.document.words(end, start)))

    def _within(self, token: int, *, but: Utterance | None = None) -> bool:
        """Whether a token stands in what somebody says; `but` is the one whose own surroundings are looked at."""
        if but is None or token < but.cue:
            return token in self._closing and (but is None or self._closing[token] <= but.cue)
        last = next(self._contents.over(token), None)  # the one that begins last
        return last is not None and last.first > but.cue

    def _led_to(self, end: int, token: int) -> bool:
        """Whether words like وذلك behind a content lead to the token."""
        if not end < token <= end + TOLD or not self.occasions.says("told", end, min(end + 2, token)):
            return False
        return self.occasions.told_behind(end, token) is not None and not self.is_relative(end, token)

    def is_relative(self, cue: int, token: int) -> bool:
        """Whether a time stands in a relative clause of its own: الانتخابات التي ستجرى في 29 يوليو."""
        last = self._relatives.before(max(cue, token))
        return last is not None and last >= min(cue, token) and not self._is_closed(last, token)

    def _is_closed(self, relative: int, token: int) -> bool:
        """Whether a relative clause of how things are is over before a day: التحالف الذي تقوده مصر، الأربعاء."""
        verb = self.document.word(relative + 1)
        present = verb.startswith("ت" if self.document.word(relative) == "التي" else "ي") and not verb.endswith("ت")
        anothers = verb.startswith(("ي", "ت")) and verb.endswith(("ه", "ها"))  # whose subject follows
        closed = self.document.word(token - 1) in COMMA
        heading = verb.startswith("ي") or self.lexicon.is_a("heading", verb)
        return (closed and (present or anothers)) or (anothers and heading)

    def lies_back(self, said: Utterance) -> bool:
        """Whether an utterance without a day belongs to an earlier time: وكان قد قال, في وقت سابق, في العام الماضي."""
        place = said.cue, said.first, said.end
        if place not in self._past:
            self._past[place] = self._lies_back(said)
        return self._past[place]

    def _lies_back(self, said: Utterance) -> bool:
        """The same, looked for."""
        start, first = self.start(said), max(said.first, said.cue)
        if self.occasions.is_pluperfect(start, said.cue) or self._is_said_before(start, said.cue, first):
            return True
        sentence = self.document.sentence_at[said.cue].start
        near = ((token, time) for token, time in self._near(said, sentence, first) if self._beside(said, token))
        return any(self._is_period(said, token, time) for token, time in near)

    def _is_period(self, said: Utterance, token: int, time: TimeExpression) -> bool:
        """Whether something was said in a period that is over, or is told beside the verb to be still going on: قال
        الوزير هذا الأسبوع إن, not في ظل انتخابات هذا الشهر، قال الوزير.
        """
        if is_past_period(time, self.published):
            return True
        return said.cue < token < said.first and is_running_period(time, self.published)

    def _is_said_before(self, start: int, cue: int, first: int) -> bool:
        """Whether words for a time before stand beside a cue or open its sentence (وقبل القمة، قال), not further from
        it (سئل عن التفتيش من قبل الوكالة).
        """
        near = self.occasions.says("before", max(start, cue - NEAR), first)
        return near or self.occasions.says("before", start, min(start + NEAR, cue))

    def start(self, said: Utterance) -> int:
        """Where the words around a cue begin: with its sentence, or behind what was said before in it."""
        start = self.document.sentence_at[said.cue].start
        return max(start, self._ends.before(said.cue + 1) or 0)

    def is_fronted(self, said: Utterance) -> bool:
        """Whether a sentence begins with the day of what it tells, as of something new: والجمعة، أعلن ترامب."""
        start = self.document.sentence_at[said.cue].start
        return bool(self.placed.between(start, start + 1))

    def end_without_day(self, first: int, end: int) -> int:
        """The end of tokens[first:end], one clause, without a full date of an earlier year that stands last in it."""
        for time in self._ending.between(end - 1, end + 1):
            start = self.document.token_at(time.span.start)
            day = as_said_on(time, published=self.published) if time.kind == "absolute" else None
            earlier = day and self.published and day.year < self.published.year
            if earlier and first + 1 < start and not self.document.concerns(_COMMA, first, start):
                return start
        return end
