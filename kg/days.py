"""Time expressions beside cues -> the days on which things were said.

A statement has the day that its own sentence names, else that of the occasion it belongs to: what its speaker, or the
body he speaks for, last said or did on a day; an occasion it points back to (خلال اللقاء); or what the article tells of
the saying right behind (وأضاف في بيان أمس).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date
from operator import attrgetter

from kg.agents import Agent
from kg.attributions import ATTRIBUTING
from kg.cast import Cast
from kg.dates import TimeExpression, as_said_on, is_past_period
from kg.document import Document, Stretch
from kg.inflection import FUTURES
from kg.lexicon import Lexicon
from kg.occasions import RELATIVE, OccasionFinder
from kg.places import Cover, Placed
from kg.records import dataclass
from kg.utterances import Known, Utterance
from kg.voices import Voices

LEAD = 24  # how far into a sentence a day still dates its main clause
# How many sentences, and days before publication, the day of what is told first may stand behind it; how many days
# back an event may lie on which people speak.
BEHIND, NEWS, RECENT = 5, 3, 14
AHEAD = 16  # how many dated utterances are looked at from one without a day
TOLD = 24  # how many words behind a content the day may stand when وذلك leads to it
LAST, NAMED = 3, 4  # how far from its end a sentence names the day of all it tells; behind جاءت تصريحات, whose they are
BEFORE = 400  # how many words before a cue its day may stand at the most
ADVERB = 6  # how far behind a day the one may stand who did something on it: وصل أمس إلى عدن وفد الهيئة
DASHES, _COMMAS = frozenset("-–—"), frozenset("،,")
AMID = 8  # how many words into a content that begins amid the words for its occasion that occasion's day may stand
REPORTING = ("Country", "GovernmentBody", "InternationalOrganization", "MediaOutlet", "AnonymousSource")


@dataclass
class DaysOfSpeaking:
    """The days of speaking of one article. A speaker goes on speaking on the day last given for him."""

    document: Document
    times: tuple[TimeExpression, ...]
    agents: tuple[Agent, ...]
    cast: Cast
    lexicon: Lexicon
    _contents: Cover[Stretch] = field(default_factory=Cover)
    _in_person: Cover[Utterance] = field(default_factory=Cover)
    _ends: Placed[int] = field(default_factory=lambda: Placed((), int))
    _met: int = 0
    _read: int = 0
    _story: int = 0
    _latest: date | None = None
    _before: date | None = None
    _beside_cue: set[int] = field(default_factory=set)
    _heard: set[str] = field(default_factory=set)
    _news: dict[str, Known] = field(default_factory=dict)
    _back: tuple[str, ...] = ()
    _last: dict[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.occasions = OccasionFinder(self.document)
        self.voices = Voices(self.cast)
        self.prepositions = self.lexicon.particles["preposition"]
        self.published = self.document.today
        placed = ((self.document.token_over(time.core.start), time) for time in self.times)
        self._placed = Placed((pair for pair in placed if not self._is_title(pair[0])), lambda pair: pair[0])
        self._ending = Placed(self.times, lambda time: self.document.token_at(time.span.end))
        self._backed = frozenset(self.document.places(ATTRIBUTING))
        self._agents = Placed(self.agents, attrgetter("start"))
        apart = (place for place in self.document.places(RELATIVE) if not self.occasions.is_held(place))
        self._relatives = Placed(apart, int)

    def of(self, utterances: Sequence[Utterance]) -> list[date | None]:
        """The day of each utterance of an article, given in text order."""
        self._contents = Cover((said.first, said.end, Stretch(said.first, said.end)) for said in utterances)
        self._in_person = Cover((said.first, said.end, said) for said in utterances if not self._is_report(said))
        self._ends = Placed((said.end for said in utterances), lambda end: end)
        own = [self._spoken(said) for said in utterances]
        days = [self._day(said, day) for said, day in zip(utterances, own, strict=True)]
        dated = [place for place, (said, day) in enumerate(zip(utterances, own, strict=True)) if self._dates(said, day)]
        for place, said in enumerate(utterances):
            if days[place] is None and not (said.nested or said.standing or self._lies_back(said)):
                after = bisect_right(dated, place)
                later = dated[after : after + AHEAD]
                days[place] = self._told_behind(said, ((utterances[number], own[number]) for number in later))
        return days

    def _dates(self, said: Utterance, day: date | None) -> bool:
        """Whether the day of an utterance may be that of one before it as well."""
        return day is not None and not said.nested and self._is_news(day) and not self._is_told_before(said)

    def _is_title(self, token: int) -> bool:
        """Whether a word stands alone in quote marks: the newspaper "اليوم"."""
        quote = self.document.quote_around(token)
        return quote is not None and quote.closing - quote.opening == 2

    # --- in the sentence itself -----------------------------------------------------------------------------------

    def _spoken(self, said: Utterance) -> date | None:
        """The day that the sentence names outside all contents: before this one, or behind it up to the next clause."""
        sentence = self.document.sentence_at[said.cue]
        beside = (pair for pair in self._near(said, sentence.start, sentence.end) if self._beside(said, pair[0]))
        for token, time in (*beside, *self._told_next(said, sentence.end)):
            day = as_said_on(time, published=self.published)
            if day:
                self._beside_cue.add(token)
                return day
        return self._happened(said)

    def _happened(self, said: Utterance) -> date | None:
        """The day of publication, if a content tells what came about on it: قال إن ثلاثة قتلوا الجمعة."""
        if self.published is None or said.nested or said.standing:
            return None
        for token, time in self._placed.between(said.first, said.end):
            named = time.kind in ("weekday", "absolute")
            if named and as_said_on(time, published=self.published) == self.published:
                apart = self._is_to_come(said.first, token) or self._lies_back(said)
                return None if apart else self.published
        return None

    def _is_to_come(self, first: int, token: int) -> bool:
        """Whether tokens[first:token] speak of what may or will be: سيلتقي، تعتزم، قد."""
        words = self.document.words(first, token)
        return any(self.lexicon.is_a("coming", word) or (word.startswith(FUTURES) and len(word) > 4) for word in words)

    def _told_next(self, said: Utterance, end: int) -> list[tuple[int, TimeExpression]]:
        """The times in the next sentence if it tells when what ends this one was said: جاء ذلك خلال كلمة أمس."""
        if said.nested or end >= len(self.document.forms) or said.end < end - 2:
            return []
        if not self.occasions.says("told", end, end + 1):
            return []
        following = self.document.sentence_of(end)
        told_of = [agent for agent in self._agents.between(end, end + NAMED) if agent.phrase.clitic == ""]
        if said.standing or (told_of and not any(set(agent.keys) & set(said.speakers) for agent in told_of)):
            return []  # تأتي تصريحات الوزير: his, not those of whom speaks last
        times = self._placed.between(end, min(following.end, end + TOLD))
        return [pair for pair in times if not self._within(pair[0]) and not self._relative(end, pair[0])]

    def _near(self, said: Utterance, start: int, end: int) -> list[tuple[int, TimeExpression]]:
        """The times in tokens[start:end] that may stand beside a cue: none lies before a relative clause in between,
        none far behind the content.
        """
        relative = self._relatives.before(said.cue)
        apart = said.cue if said.standing and self._is_parted(said.cue) else start
        first = max(apart, said.begins, said.cue - BEFORE, min(said.first, -1 if relative is None else relative + 1))
        last = max(said.cue, said.first + AMID, said.end + TOLD, self._behind(said))
        return self._placed.between(first, min(end, last + 1))

    def _is_parted(self, cue: int) -> bool:
        """Whether a comma and و part a cue from what was done before: فرضت في يونيو رسوما، ويهدد."""
        return self.document.word(cue - 1) in _COMMAS and self.document.word(cue).startswith("و")

    def _beside(self, said: Utterance, token: int) -> bool:
        if said.first <= token < said.end:
            apart = token <= said.first + 2 * AMID and self._is_set_off(token)
            if said.nominal and (apart or self._is_behind_whom(said.first, token)):
                words = self.document.words(said.first, token)
                return ":" not in words and not any(word[:1] == "ي" and len(word) > 3 for word in words)
            near = token <= said.first + AMID and ":" not in self.document.words(said.first, token)
            return near and self.occasions.is_amid(said.first)
        if self._within(token, but=said):
            return False
        since = "منذ" in self.document.words(said.cue, token)  # منذ اختفائه، في 2 أكتوبر
        near = token <= max(said.first, said.cue, self._behind(said)) and not self._relative(said.cue, token)
        return (near and not since) or self._led_to(said.end, token)

    def _is_set_off(self, token: int) -> bool:
        """Whether a word stands between commas."""
        return {self.document.word(token - 1), self.document.word(token + 1)} <= _COMMAS

    def _is_behind_whom(self, first: int, token: int) -> bool:
        """Whether a day stands between whom a verb calls on and what to: دعا المانحين | مساء الاثنين إلى."""
        behind = self.document.word(self.document.token_at(self._placed.between(token, token + 1)[0][1].span.end))
        to = behind in self.prepositions or (behind.startswith("ب") and len(behind) > 3)
        return to and token <= first + ADVERB and bool(self._agents.between(first, first + 1))

    def _behind(self, said: Utterance) -> int:
        """How far a day may stand behind a content."""
        backed = (said.verbless and said.first < said.cue) or said.end in self._backed or said.end + 1 in self._backed
        if backed:
            return self.document.sentence_at[said.cue].end
        behind = self._placed.between(said.end, said.end + AMID)
        following = (token for token, time in behind if self._follows(said.end, time))
        return next(following, said.end + 1) if behind else said.end + 1

    def _follows(self, end: int, time: TimeExpression) -> bool:
        """Whether only marks stand between a content and a time: «تدابير»، صباح الإثنين."""
        start = self.document.token_over(time.span.start)
        return not any(map(str.isalnum, self.document.words(end, start)))

    def _within(self, token: int, *, but: Utterance | None = None) -> bool:
        """Whether a token stands in what somebody says; `but` is the one whose own surroundings are looked at."""
        return any(but is None or not start <= but.cue < end for start, end in self._contents.over(token))

    def _led_to(self, end: int, token: int) -> bool:
        """Whether words like وذلك behind a content lead to the token."""
        return end < token <= end + TOLD and self.occasions.says("told", end, min(end + 2, token))

    def _relative(self, cue: int, token: int) -> bool:
        """Whether a time stands in a relative clause of its own: الانتخابات التي ستجرى في 29 يوليو."""
        last = self._relatives.before(max(cue, token))
        return last is not None and last >= min(cue, token)

    # --- from what came before ------------------------------------------------------------------------------------

    def _day(self, said: Utterance, own: date | None) -> date | None:
        """The day of an utterance, and what it leaves behind for the next ones."""
        self._meet(self.document.sentence_at[said.cue].start)
        if self.occasions.says("apart", self._read, said.cue):
            self._story += 1
        self._read = max(self._read, said.cue)
        if said.nested or (own is None and said.standing):
            return own
        if own is None and self._lies_back(said):
            for speaker in said.speakers:
                self._last.pop(speaker, None)
            self._before = None
            self._heard.update(said.speakers)
            return None
        self._resume(said)
        day = own or self._carried(said) or (self._before if self._goes_on(said) else None)
        self._before = day
        self._heard.update(said.speakers)
        if day:
            self._know(self._present(said), day, event=True)
        if own:
            self._learn(said, own)
        elif day:
            self._know([speaker for speaker in said.speakers if speaker not in self._last], day)
        return day

    def _learn(self, said: Utterance, day: date) -> None:
        """Keep the day that an utterance itself names, for those who spoke and those they spoke for."""
        self._latest = day
        if self._is_told_before(said):
            self._put_by(said.speakers)
        self._know((*said.speakers, *self.voices.spoken_for(said.speakers)), day)
        self._know([body for body in self.voices.bodies(said.speakers) if body not in self._last], day)

    def _put_by(self, speakers: tuple[str, ...]) -> None:
        """Keep the day of the news while the article goes back behind it: وكان الوزير قال الأحد."""
        self._news = {key: known for key in speakers if (known := self._last.get(key))}
        self._back = speakers

    def _resume(self, said: Utterance) -> None:
        """Somebody else speaks: whoever speaks next does so on the day of the news again."""
        if self._news and said.speakers != self._back:
            self._last.update(self._news)
            self._news = {}

    def _present(self, said: Utterance) -> list[str]:
        """The persons in whose presence something was said: خلال لقائه نظيره المصري, في حضور الوزير."""
        agents = self._agents.between(self._start(said), max(said.first, said.cue))
        persons = [agent for agent in agents if all(self.cast.actors[key].type == "Person" for key in agent.keys)]
        there = (agent for agent in persons if self.occasions.is_beside(self._start(said), agent.start))
        return [key for agent in there for key in agent.keys if key not in said.speakers]

    def _goes_on(self, said: Utterance) -> bool:
        """Whether an utterance goes on with the one before: وأضاف المسؤول, of nobody heard earlier."""
        return said.continues and self._heard.isdisjoint(said.speakers)

    def _know(self, keys: Sequence[str], day: date, *, event: bool = False) -> None:
        for key in keys:
            known = self._last.get(key)
            if not (event and known and known.day == day):
                self._last[key] = Known(day, self._story, event)

    def _carried(self, said: Utterance) -> date | None:
        """The day last given for a speaker, or for whom he speaks in this story, or of the occasion pointed back to."""
        start = self._start(said)
        for known in self._told_of(said):
            if not (known.event and self._elsewhere(start, said.first)):
                return known.day
        return self._latest if self.occasions.points_back(start, said.first) else None

    def _told_of(self, said: Utterance) -> Iterator[Known]:
        """What is known of the speakers of an utterance, then in this story of those they speak for."""
        yield from (known for speaker in said.speakers if (known := self._last.get(speaker)))
        owners = self.voices.owners(said.speakers, self._last)
        spoken_for = (known for owner in owners if (known := self._last.get(owner)))
        yield from (known for known in spoken_for if known.story == self._story)

    def _elsewhere(self, start: int, end: int) -> bool:
        """Whether tokens[start:end] tell of an occasion apart: في تصريحات للصحيفة, not في تصريحات إلى جانب نظيره."""
        company = any(self.occasions.is_beside(start, agent.start) for agent in self._agents.between(start, end))
        return self.occasions.says("elsewhere", start, end) and not company

    def _start(self, said: Utterance) -> int:
        """Where the words around a cue begin: with its sentence, or behind what was said before in it."""
        start = self.document.sentence_at[said.cue].start
        return max(start, self._ends.before(said.cue + 1) or 0)

    def _lies_back(self, said: Utterance) -> bool:
        """Whether an utterance without a day belongs to an earlier time: وكان قد قال, في وقت سابق, في العام الماضي."""
        start, first = self._start(said), max(said.first, said.cue)
        if self.occasions.is_pluperfect(start, said.cue) or self.occasions.says("before", start, first):
            return True
        sentence = self.document.sentence_at[said.cue].start
        near = (time for token, time in self._near(said, sentence, first) if self._beside(said, token))
        return any(is_past_period(time, self.published) for time in near)

    def _meet(self, until: int) -> None:
        """Whoever a sentence names beside a day (وقع الرئيسان الاثنين اتفاقا) speaks on that day in what follows."""
        for token, time in self._placed.between(self._met, until):
            day = self._told_day(token, time)
            sentence = self.document.sentence_of(token)
            if day:
                if self.occasions.names_meeting(sentence.start, sentence.end):
                    self._latest = day
                told = max((content.start for content in self._contents.over(token)), default=sentence.start)
                agents = self._agents.between(max(told, sentence.start), sentence.end)
                named = [key for agent in agents if self._takes_part(agent, token) for key in agent.keys]
                self._know((*named, *self.voices.governed(named)), day, event=True)
        self._met = max(self._met, until)

    def _told_day(self, token: int, time: TimeExpression) -> date | None:
        """The day on which the main clause of a sentence without a cue tells that something happened."""
        start = self.document.sentence_of(token).start
        if time.kind not in ("weekday", "absolute", "relative") or self._told_in_person(token):
            return None
        since = "منذ" in self.document.words(max(start, token - AMID), max(start, token - 1))
        main = (token - start < LEAD or self._ends_sentence(token)) and not (since or self._relative(start, token))
        day = as_said_on(time, published=self.published) if main or token in self._beside_cue else None
        return day if day and self._is_news(day, RECENT) else None

    def _ends_sentence(self, token: int) -> bool:
        """Whether a day closes its sentence: ترأس الوزير بحضور الأعضاء اجتماع اللجنة أمس."""
        return token + LAST >= self.document.sentence_of(token).end

    def _is_report(self, said: Utterance) -> bool:
        """Whether bodies and outlets speak: what they tell is news like the article's own."""
        return all(self.cast.actors[key].type in REPORTING for key in said.speakers)

    def _told_in_person(self, token: int) -> bool:
        return next(self._in_person.over(token), None) is not None

    def _takes_part(self, agent: Agent, token: int) -> bool:
        """Persons anywhere in the sentence, others before the day or right behind it, unless a preposition
        or a dateline governs them.
        """
        if not agent.keys:
            return False
        if all(self.cast.actors[key].type == "Person" for key in agent.keys):
            return True
        before = self.document.words(max(agent.start - 1, 0), agent.start)
        behind = self.document.words(agent.end, agent.end + 1)
        governed = agent.phrase.clitic not in ("", "و") or set(before) & self.prepositions - {"مع"}
        return agent.start <= token + ADVERB and not governed and not DASHES.intersection(behind)

    # --- from what comes behind -----------------------------------------------------------------------------------

    def _told_behind(self, said: Utterance, dated: Iterable[tuple[Utterance, date | None]]) -> date | None:
        """The day that one of the next sentences gives for the same speaker, or in the next two for whom he speaks."""
        here = self._number(said)
        for later, day in dated:
            between = self._number(later) - here
            if between > BEHIND:
                return None
            if set(said.speakers) <= set(later.speakers) or (between <= 2 and self._related(said, later)):
                return day
        return None

    def _number(self, said: Utterance) -> int:
        return self.document.sentence_number(said.cue)

    def _is_told_before(self, said: Utterance) -> bool:
        """Whether the sentence goes back behind the news: وكان الوزير قال أمس."""
        start = self.document.sentence_at[said.cue].start
        return self.occasions.is_pluperfect(start, min(start + 2, said.cue))

    def _is_news(self, day: date, within: int = NEWS) -> bool:
        return self.published is None or (self.published - day).days <= within

    def _related(self, one: Utterance, other: Utterance) -> bool:
        return bool(self._sides(one) & self._sides(other))

    def _sides(self, said: Utterance) -> set[str]:
        """The speakers of an utterance, their bodies and states."""
        issued = self.occasions.is_issued(self._start(said), said.first)
        return {
            *said.speakers,
            *self.voices.owners(said.speakers, self._last),
            *self.voices.states(said.speakers, issued),
        }

    def end_without_day(self, first: int, end: int) -> int:
        """The end of tokens[first:end] without a full date of an earlier year that stands last in it."""
        for time in self._ending.between(end - 1, end + 1):
            start = self.document.token_at(time.span.start)
            day = as_said_on(time, published=self.published) if time.kind == "absolute" else None
            earlier = day and self.published and day.year < self.published.year
            if earlier and first + 1 < start:
                return start
        return end
