"""Time expressions beside cues -> the days on which things were said.

A statement has the day that its own sentence names, else that of the occasion it belongs to: what its speaker, or the
body he speaks for, last said or did on a day; an occasion it points back to (خلال اللقاء) or takes its turn at (من
جانبه); the document it is from (وأضاف البيان); or what the article tells of the saying right behind (وأضاف في بيان
أمس). Who goes on with what he said does so on one day (مضيفا). A headline has the day of what comes first.

Where a report leaves the day open, none is guessed: of the statements without any of this, annotators date one in ten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date
from operator import itemgetter

from kg.agents import Agent
from kg.attendance import Attendance
from kg.cast import Cast
from kg.cues import WHAT
from kg.dates import TimeExpression
from kg.document import Document
from kg.issued import Issued
from kg.lexicon import Lexicon
from kg.named_days import AMID, NEWS, NamedDays
from kg.places import Cover, Placed
from kg.records import dataclass
from kg.utterances import Known, Utterance
from kg.voices import Voices

LEAD = 32  # how far into a sentence a day still dates its main clause
BEHIND = 5  # how many sentences the day of what is told first may stand behind it
REACH = 64  # how far from a day, or before what is said, those stand who were there
SOON = 3  # how many sentences behind a summary the deed is told that it sums up
AHEAD = 16  # how many dated utterances are looked at from one without a day
SHARED = 5  # how many sentences on a day is shared by those who speak for whom it is told of
LAST = 3  # how far from its end a sentence names the day of all it tells
PRESENT = ("Person", "Group")  # those who take turns at a meeting
REPORTING = ("Country", "GovernmentBody", "InternationalOrganization", "MediaOutlet", "AnonymousSource")


@dataclass
class DaysOfSpeaking:
    """The days of speaking of one article. A speaker goes on speaking on the day last given for him."""

    document: Document
    times: tuple[TimeExpression, ...]
    agents: Placed[Agent]
    cast: Cast
    lexicon: Lexicon
    _contents: Cover[int] = field(default_factory=Cover)
    _in_person: Cover[Utterance] = field(default_factory=Cover)
    _met: int = 0
    _meeting: int = -1
    _read: int = 0
    _story: int = 0
    _deeds: list[tuple[int, date, tuple[str, ...]]] = field(default_factory=list)
    _latest: date | None = None
    _gathering: Known | None = None
    _before: date | None = None
    _heard: set[str] = field(default_factory=set)
    _aside: set[str] = field(default_factory=set)  # who spoke apart from what was done
    _alone: set[str] = field(default_factory=set)  # who spoke apart from those he speaks for
    _news: dict[str, Known] = field(default_factory=dict)
    _back: tuple[str, ...] = ()
    _last: dict[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.named = NamedDays(self.document, self.times, self.agents, self.lexicon)
        self.occasions = self.named.occasions
        self.issued = Issued(self.document)
        self.voices = Voices(self.cast)
        self.attendance = Attendance(self.document, self.agents, self.cast, self.lexicon, self.named)
        self.published = self.document.today

    def of(self, utterances: Sequence[Utterance]) -> list[date | None]:
        """The day of each utterance of an article, given in text order."""
        self._contents = Cover((said.first, said.end, said.first) for said in utterances)
        self._in_person = Cover((said.first, said.end, said) for said in utterances if not self._is_report(said))
        self.attendance.hear(utterances)
        given = [self._day(said, day) for said, day in zip(utterances, self.named.of(utterances), strict=True)]
        days, own = [day for day, _ in given], [named for _, named in given]
        self._meet(max((sentence.end for sentence in self.document.sentences[: BEHIND + SOON + 1]), default=0))
        dated = [place for place, (said, day) in enumerate(zip(utterances, own, strict=True)) if self._dates(said, day)]
        first = next((place for place, said in enumerate(utterances) if not self._is_headline(said)), 0)
        before: int | None = None
        for place, said in enumerate(utterances[first:], first):
            undated = before is not None and days[before] is None and self._is_sequel(utterances[before], said)
            if days[place] is None and not undated and self._may_be_told_behind(said):
                after = bisect_right(dated, place)
                later = dated[after : after + AHEAD]
                days[place] = self._told_behind(said, ((utterances[number], own[number]) for number in later))
            before = before if said.nested or said.standing else place
        self._share_with_epithets(utterances, days)
        lead = days[first] if utterances and self._is_lead(utterances[first]) else None
        return [day or lead for day in days[:first]] + days[first:]

    def _share_with_epithets(self, utterances: Sequence[Utterance], days: list[date | None]) -> None:
        """What somebody calls something in what he says has the day of that: قال إن بلاده سترد على ما وصفه بالعدوان."""
        around: int | None = None
        for place, said in enumerate(utterances):
            if not said.nested:
                around = place
            elif around is not None and days[place] is None and self.document.word(said.cue - 1) in WHAT:
                outer = utterances[around]
                if outer.speakers == said.speakers and outer.first <= said.cue < outer.end:
                    days[place] = days[around]

    def _may_be_told_behind(self, said: Utterance) -> bool:
        """Whether the day of an utterance may be told only behind it."""
        return not (said.nested or said.standing or self.named.lies_back(said))

    def _is_sequel(self, before: Utterance, said: Utterance) -> bool:
        """Whether somebody goes on with what he said right before, on the same day then, known or not: وأضاف, قائلا."""
        one = self.document.sentence_number(before.cue) == self.document.sentence_number(said.cue)
        return before.speakers == said.speakers and (said.continues or one)

    def _is_headline(self, said: Utterance) -> bool:
        """Whether something is told in the headline: it is of the day of what the report tells first."""
        paragraphs = self.document.paragraphs
        return len(paragraphs) > 1 and said.cue < paragraphs[0].end

    def _is_lead(self, said: Utterance) -> bool:
        """Whether a report begins with what it tells first."""
        return self.document.sentence_number(said.cue) <= BEHIND

    def _dates(self, said: Utterance, day: date | None) -> bool:
        """Whether the day of an utterance may be that of one before it as well."""
        if day is None or said.nested or not self._is_news(day) or self._is_told_before(said):
            return False
        return not self.named.is_fronted(said)

    # --- from what came before ------------------------------------------------------------------------------------

    def _day(self, said: Utterance, own: date | None) -> tuple[date | None, date | None]:
        """The day of an utterance, and the one that its own words tell; what it leaves behind for the next ones."""
        self._hear_on(self.document.sentence_at[said.cue].start)
        if self.occasions.says("apart", self._read, said.cue):
            self._story += 1
        self._read = max(self._read, said.cue)
        if said.nested or (own is None and said.standing):
            self._overhear(said, own)
            return own, own
        self._resume(said)
        if own is None and self.named.lies_back(said):
            for speaker in said.speakers:
                self._last.pop(speaker, None)
            self._alone.update(said.speakers)
            self._before = None
            self._heard.update(said.speakers)
            return None, None
        own = own or (self._latest if self._is_same_day(said) else None)
        carried = None if own else self._carried(said) or (self._before if self._goes_on(said) else None)
        own = own or (None if carried else self.named.happened(said))
        day = own or carried
        self._before = day
        self.issued.keep(self.named.start(said), max(said.first, said.cue), day)
        self._heard.update(said.speakers)
        if day:
            start, end = self.named.start(said), max(said.first, said.cue)
            present = self.attendance.present(max(start, end - REACH), end)
            self._know([key for key in present if key not in said.speakers], day, said.cue, event=True)
        if own:
            self._learn(said, own)
        elif day:
            self._know([speaker for speaker in said.speakers if speaker not in self._last], day, said.cue)
        return day, own

    def _overhear(self, said: Utterance, own: date | None) -> None:
        """Keep the day that another's words tell of what somebody said, as long as none is known of him."""
        if own and not said.standing:
            self._know([speaker for speaker in said.speakers if speaker not in self._last], own, said.cue)

    def _is_same_day(self, said: Utterance) -> bool:
        """Whether an utterance is of the day named last: وأعلنت بكين في اليوم ذاته."""
        return self.occasions.says("same", self.named.start(said), said.first)

    def _hear_on(self, until: int) -> None:
        """Keep what is told up to a token: what was done, and who was there when the last words were said."""
        self._meet(until)
        if self._before and self.occasions.says("told", self._read, until):
            self._know(self.attendance.present(self._read, until), self._before, until, event=True)

    def _learn(self, said: Utterance, day: date) -> None:
        """Keep the day that an utterance itself names, for those who spoke and those they spoke for."""
        self._latest = day
        self._gather(said, day)
        self._aside.difference_update(said.speakers)
        self._alone.difference_update(said.speakers)
        if self._is_told_before(said):
            self._put_by(said.speakers)
        self._know((*said.speakers, *self.voices.spoken_for(said.speakers)), day, said.cue)
        self._know([body for body in self.voices.bodies(said.speakers) if body not in self._last], day, said.cue)

    def _gather(self, said: Utterance, day: date) -> None:
        """Keep the day of the meeting that somebody speaks at; another day ends it."""
        start, end = self.named.start(said), self.document.sentence_at[said.cue].end
        if any(self.occasions.names_meeting(*where, shared=True) for where in ((start, said.first), (said.end, end))):
            self._gathering = Known(day, self._story, True, self.document.sentence_number(said.cue))
        elif self._gathering and self._gathering.day != day:
            self._gathering = None

    def _put_by(self, speakers: tuple[str, ...]) -> None:
        """Keep the day of the news while the article goes back behind it: وكان الوزير قال الأحد."""
        self._news = {key: known for key in speakers if (known := self._last.get(key))}
        self._back = speakers

    def _resume(self, said: Utterance) -> None:
        """Somebody else speaks: whoever speaks next does so on the day of the news again."""
        if self._news and said.speakers != self._back:
            self._last.update(self._news)
            self._news = {}

    def _goes_on(self, said: Utterance) -> bool:
        """Whether an utterance goes on with the one before: وأضاف المسؤول, of nobody heard earlier."""
        return said.continues and self._heard.isdisjoint(said.speakers)

    def _know(self, keys: Sequence[str], day: date, at: int, *, event: bool = False) -> None:
        for key in keys:
            known = self._last.get(key)
            if not (event and known and known.day == day):
                self._last[key] = Known(day, self._story, event, self.document.sentence_number(at))

    def _carried(self, said: Utterance) -> date | None:
        """The day last given for a speaker, or for whom he speaks, or of the occasion pointed back to."""
        start = self.named.start(said)
        pointing = self.occasions.points_back(start, said.cue, said.first)
        elsewhere = not pointing and self._elsewhere(start, said.first)
        told = not pointing and self._is_told_a_medium(start, said)
        if elsewhere or (told and not self.occasions.is_issued(start, said.first)):
            self._alone.update(said.speakers)  # what is issued is for all: قالت لرويترز في بيان
        if elsewhere or told:
            self._aside.update(said.speakers)
        own = [known for speaker in said.speakers if (known := self._last.get(speaker))]
        alone, aside = not self._alone.isdisjoint(said.speakers), not self._aside.isdisjoint(said.speakers)
        told_of = [*own, *([] if alone else self._told_of_owners(said))]
        known = next((known for known in told_of if not (known.event and aside)), None)
        if known:
            return known.day
        if pointing:
            return self._latest
        return self._gathered(start, said) or self.issued.day_of(said.cue, said.first)

    def _gathered(self, start: int, said: Utterance) -> date | None:
        """The day of the meeting told of a few sentences before, of who takes his turn: من جانبه، قال الوزير."""
        known, here = self._gathering, self.document.sentence_number(said.cue)
        if known is None or known.story != self._story or here - known.sentence > SHARED:
            return None
        there = all(self.cast.actors[key].type in PRESENT for key in said.speakers)
        apart = not (self._aside | self._alone).isdisjoint(said.speakers)
        return known.day if there and not apart and self.occasions.says("turn", start, said.first) else None

    def _told_of_owners(self, said: Utterance) -> list[Known]:
        """What is known, from a few sentences before in this story, of those that speakers speak for."""
        since = self.document.sentence_number(said.cue) - SHARED
        near = {key: one for key, one in self._last.items() if one.story == self._story and one.sentence >= since}
        return [near[owner] for owner in self.voices.owners(said.speakers, near) if owner in near]

    def _elsewhere(self, start: int, end: int) -> bool:
        """Whether tokens[start:end] tell of an occasion apart: في تصريحات للصحيفة, not في تصريحات إلى جانب نظيره."""
        if not self.occasions.says("elsewhere", start, end):
            return False
        agents = self.agents.between(max(start, end - REACH), end)
        return not any(self.occasions.is_beside(start, agent.start) for agent in agents)

    def _is_told_a_medium(self, start: int, said: Utterance) -> bool:
        """Whether somebody says it to a newspaper, a station or an agency: قال لقناة العربية, لـ«الشرق الأوسط»."""
        end = max(said.first, said.cue)
        agents = self.agents.between(max(start, end - REACH), end)
        others = (agent for agent in agents if set(agent.keys).isdisjoint(said.speakers))
        media = (agent for agent in others if self.attendance.are_outlets(agent.keys))
        return any(self._is_addressed(agent.start) for agent in media)

    def _is_addressed(self, start: int) -> bool:
        """Whether ل leads to what begins with a token: لرويترز, لقناة العربية, لـ«الشرق الأوسط»."""
        apart, before, first = (self.document.word(place) for place in (start - 2, start - 1, start))
        return first.startswith("ل") or before.startswith("ل") or apart in ("ل", "لـ")

    def _meet(self, until: int) -> None:
        """Whoever a sentence names beside a day (وقع الرئيسان الاثنين اتفاقا) speaks on that day in what follows."""
        for token, time in self.named.placed.between(self._met, until):
            day = self._told_day(token, time)
            sentence = self.document.sentence_of(token)
            if day:
                if sentence.start > self._meeting and self.occasions.names_meeting(sentence.start, sentence.end):
                    self._latest, self._meeting = day, sentence.start  # its first day is that of the meeting
                    if self.occasions.names_meeting(sentence.start, sentence.end, shared=True):
                        self._gathering = Known(day, self._story, True, self.document.sentence_number(token))
                told = next(self._contents.over(token), sentence.start)
                first, end = max(told, sentence.start, token - REACH), min(sentence.end, token + REACH)
                agents = self.agents.between(first, end)
                named = [
                    key
                    for agent in agents
                    if self.attendance.takes_part(agent, token) and not self._told_in_person(agent.start)
                    for key in agent.keys
                ]
                self._know((*named, *self.voices.governed(named)), day, token, event=True)
                if token not in self.named.beside_cue:
                    doer = self.attendance.doer(sentence.start, token, named)
                    self._deeds.append((self.document.sentence_number(token), day, doer))
        self._met = max(self._met, until)

    def _told_day(self, token: int, time: TimeExpression) -> date | None:
        """The day on which the main clause of a sentence without a cue tells that something happened."""
        start = self.document.sentence_of(token).start
        if time.kind not in ("weekday", "absolute", "relative") or self._told_in_person(token):
            return None
        if time.kind == "relative" and self.document.quote_around(token):
            return None  # "جرى اليوم استجواب الوزير": the day on which that was said
        since = "منذ" in self.document.words(max(start, token - AMID), max(start, token - 1))
        apart = since or self.named.is_relative(start, token)
        main = (token - start < LEAD or self._ends_sentence(token)) and not apart
        day = self.named.day(token, time) if main or token in self.named.beside_cue else None
        return day if day and self._is_news(day) and not self._is_ahead(day) else None

    def _ends_sentence(self, token: int) -> bool:
        """Whether a day closes its sentence: ترأس الوزير بحضور الأعضاء اجتماع اللجنة أمس."""
        return token + LAST >= self.document.sentence_of(token).end

    def _is_report(self, said: Utterance) -> bool:
        """Whether bodies and outlets speak: what they tell is news like the article's own."""
        return all(self.cast.actors[key].type in REPORTING for key in said.speakers)

    def _told_in_person(self, token: int) -> bool:
        return next(self._in_person.over(token), None) is not None

    # --- from what comes behind -----------------------------------------------------------------------------------

    def _told_behind(self, said: Utterance, dated: Iterable[tuple[Utterance, date | None]]) -> date | None:
        """The day that one of the next sentences gives for the same speaker, or in the next two for whom he speaks."""
        here = self.document.sentence_number(said.cue)
        for later, day in dated:
            between = self.document.sentence_number(later.cue) - here
            if between > BEHIND:
                break
            if set(said.speakers) <= set(later.speakers) or (between <= 2 and self._related(said, later)):
                return day
        return self._done_behind(said, here) if self._is_lead(said) else None

    def _done_behind(self, said: Utterance, here: int) -> date | None:
        """The day on which one of the sentences behind a summary tells that the speaker did something."""
        behind = (bisect_right(self._deeds, sentence, key=itemgetter(0)) for sentence in (here, here + SOON))
        done = (day for _, day, doer in self._deeds[slice(*behind)] if doer == said.speakers)
        return next(done, None)

    def _is_told_before(self, said: Utterance) -> bool:
        """Whether the sentence goes back behind the news: وكان الوزير قال أمس."""
        start = self.document.sentence_at[said.cue].start
        return self.occasions.is_pluperfect(start, min(start + 2, said.cue))

    def _is_news(self, day: date) -> bool:
        return self.published is None or (self.published - day).days <= NEWS

    def _is_ahead(self, day: date) -> bool:
        return self.published is not None and day > self.published

    def _related(self, one: Utterance, other: Utterance) -> bool:
        """Whether one speaks for the other, or both for one body; two persons of one state may speak on other days."""
        shared = self._sides(one) & self._sides(other)
        speaking = {*one.speakers, *other.speakers}
        if not all(self.cast.actors[key].type == "Person" for key in speaking):
            return bool(shared)
        return any(key in speaking or self.cast.actors[key].type != "Country" for key in shared)

    def _sides(self, said: Utterance) -> set[str]:
        """The speakers of an utterance, their bodies and states."""
        issued = self.occasions.is_issued(self.named.start(said), said.first)
        return {
            *said.speakers,
            *self.voices.owners(said.speakers, self._last),
            *self.voices.states(said.speakers, issued),
        }
