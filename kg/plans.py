"""What is told as settled, without a word that binds -> plans: what is scheduled, agreed on, set for a day to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from kg.agents import Agent
from kg.attested import is_verbal_noun
from kg.bound import Bound
from kg.concerns import concern
from kg.dates import TimeExpression, as_deadline
from kg.deadlines import NEAR, SOON
from kg.goers import Goers
from kg.inflection import Form
from kg.lexicon import Gender, load_lexicon
from kg.mandates import Mandates
from kg.officials import OFFICIAL, Officials
from kg.records import dataclass, replace
from kg.setting import COMMAS, Content, Setting, givers
from kg.undertaking_words import Modality
from kg.undertakings import Trigger, has_pronoun

SCHEDULED = concern(lambda word: load_lexicon().phrases["scheduled"].may_start(word))
EXPECTED = concern(lambda word: load_lexicon().phrases["expected"].may_start(word))
STIPULATING = concern(lambda word: load_lexicon().is_a("stipulating", word))
# Before whom a day is set: وأمام الكونغرس حتى 17 سبتمبر ليقر الاتفاق.
FACING = ("امام", "وامام")
OBLIGING = concern(lambda word: load_lexicon().is_a("obliging", word) or word in FACING)
ACCORD = concern(lambda word: load_lexicon().is_a("accord", word))
# How far behind its verb may be named who has to do something, and how far behind him what or by when.
OWING, OWED = 4, 6
# How far behind the word for an accord stands what is agreed on, and how far back its parties may have been named.
REACH, BACK = 24, 120
# Between a negation and what is scheduled: لم يكن من المقرر، لم يعد من المقرر.
BEING = ("يكن", "يعد", "تكن", "تعد")
# How far from its verb an accord may stand, and how far behind what it lays down.
BESIDE, LAID_DOWN = 10, 16
# How far behind its verb the day of a plan may stand.
AHEAD = 24
# What of today is still to come: يعقد المجلس مساء اليوم جلسة.
EVENING = ("مساء", "ليل")
# How many of the contents around a word are looked at.
NESTED = 8
# How the days are told that a plan is set for.
DAYS = ("absolute", "weekday", "relative")
# Who agrees on something, and who sets a day for what he will do.
PARTIES = OFFICIAL | {"Person", "PoliticalParty", "ArmedGroup", "Group"}
PLANNERS = OFFICIAL | {"Person"}


@dataclass(frozen=True, slots=True)
class Plan:
    """An undertaking's verb, whom it binds (None: nobody is found), the token where it is told, and the time it is set
    for where that makes it a plan.
    """

    trigger: Trigger
    bound: Bound | None
    token: int
    rule: str
    modality: Modality | None = None
    due: TimeExpression | None = None


class PlanFinder:
    """Finds the plans of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.document, self.lexicon, self.cast = setting, setting.document, setting.lexicon, setting.cast
        self.word = self.document.by_token.__getitem__
        self._starts = setting.named
        self._agents, self._contents = setting.placed_named, setting.contents
        self._ends = {agent.end: agent for agent in setting.agents}
        self._goers = Goers(setting)
        self._mandates = Mandates(setting.lexicon, setting.cast)
        self._officials = Officials(setting, self._mandates)
        self._last: tuple[int, tuple[str, ...]] | None = None

    def plans(self) -> Iterator[Plan]:
        """All plans, each shape in text order."""
        yield from self._scheduled()
        yield from self._expected()
        yield from self._agreed()
        yield from self._laid_down()
        yield from self._owed()
        yield from self._dated()

    def _scheduled(self) -> Iterator[Plan]:
        """من المقرر أن تنهي القوات عملياتها: planned, with the subject behind the verb."""
        for index, verb in self._led("scheduled", self.document.places(SCHEDULED)):
            trigger = self._present(verb)
            bound = self._doing(trigger, index) or self._official(trigger, index)
            yield Plan(trigger, bound, index, "undertaking-scheduled", "planned")

    def _expected(self) -> Iterator[Plan]:
        """من المتوقع أن يصل الوزير إلى مقديشو غدا: what is arranged ahead, if its day is known."""
        for index, verb in self._led("expected", self.document.places(EXPECTED)):
            trigger = self._present(verb, self._gender(verb))
            bound = self._doing(trigger, index) if self._is_arranged(verb) else None
            if bound and self._plan_themselves(bound.keys):
                yield Plan(trigger, replace(bound, dated=True), index, "undertaking-scheduled", "planned")

    def _led(self, kind: Literal["scheduled", "expected"], places: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Where words of a kind lead to a verb, and the verb."""
        for index in places:
            match = self.lexicon.phrases[kind].longest(self.document.forms, index)
            if match is None or match[0] >= self.document.sentence_of(index).end or self._is_unreal(index):
                continue
            if self.word(index - 1) not in ("من", "ومن", "لا", "ولا") and not self._is_negated(index):
                yield index, match[0]

    def _is_negated(self, index: int) -> bool:
        """Whether what stands before a token denies it: من غير المتوقع، ليس من المقرر، لم يكن من المقرر, not غير أن."""
        last = index - 1 - (self.word(index - 1) in BEING)
        return self.lexicon.is_a("negation", self.word(last).removeprefix("و"))

    def _doing(self, trigger: Trigger, index: int) -> Bound | None:
        """Who does what is scheduled by the words at a token."""
        bound = self._told_of(trigger, index) or self._going(trigger, index) or self._done_by(trigger)
        return replace(bound, start=index) if bound else None

    def _done_by(self, trigger: Trigger) -> Bound | None:
        """The subject behind a verb, or behind what refers back: يصل إليه ماكرون."""
        led = self.lexicon.is_a("referring", self.word(trigger.token + 1))
        subject = self.setting.speakers.behind(replace(trigger, token=trigger.token + led))
        return Bound(subject.speakers, trigger.token) if subject and subject.speakers else None

    def _going(self, trigger: Trigger, index: int) -> Bound | None:
        """Who does what is scheduled where somebody goes: توجه إلى روما حيث من المقرر أن يلتقي نظيره."""
        verb = replace(self._present(trigger.token, self._gender(trigger.token)), stem=self.word(trigger.token)[1:])
        floor = self.document.sentence_of(index).start
        return self._goers.bound(verb, index - 1, floor, lambda _: self._done_by(trigger))

    def _told_of(self, trigger: Trigger, index: int) -> Bound | None:
        """Whom a relative clause tells of, who then does it himself (ترامب الذي من المقرر أن يلتقي كيم, not الرسوم التي
        من المقرر أن يعلنها ترامب), nobody if it is not arranged ahead: الذي من المقرر أن يحاكم.
        """
        if not self.lexicon.is_relative(self.word(index - 1).removeprefix("و")):
            return None
        agent = self._ends.get(index - 1 - (self.word(index - 2) in COMMAS))
        told = agent is not None and bool(agent.keys) and self._gender(trigger.token) == agent.gender
        if agent is None or not told or self._is_anothers(trigger.token):
            return None
        return Bound(agent.keys if self._is_arranged(trigger.token) else (), index, dated=True)

    def _is_anothers(self, verb: int) -> bool:
        """Whether a relative clause's verb has another subject than what it tells of: يعلنها ترامب، تعقد فيها القمة،
        يفتتح المعرض بايدن, not يلتقي كيم.
        """
        back = any(self.lexicon.is_a("referring", word) for word in self.document.words(verb + 1, verb + 3))
        agent = self._starts.get(verb + 2)
        named = agent is not None and agent.phrase.clitic == "" and verb + 1 not in self._starts
        return back or self._has_object(verb) or (named and self.lexicon.is_definite(self.word(verb + 1)))

    def _has_object(self, verb: int) -> bool:
        """Whether a verb ends in a pronoun for what is done: يعلنها، يستقبله, unlike ينبه."""
        word = self.word(verb)
        plain = word in self.lexicon.common and not self.lexicon.is_a("arranged", word[1:-1])
        return word.endswith(("ها", "هم")) or (word.endswith("ه") and not plain)

    def _official(self, trigger: Trigger, index: int) -> Bound | None:
        """Whose doing it is what an official says is set for a day: قال الوزير إنه من المنتظر أن يتم غدا عقد جلسة."""
        done = self.lexicon.is_any(("effected", "occurring"), self.word(trigger.token)[1:])
        related = self.lexicon.is_relative(self.word(index - 1))  # رفضت تمديد الهدنة التي من المقرر أن تنتهي غدا
        content = self.setting.content_at(index) if done and not related else None
        keys = self._officials.doers(content) if content else ()
        return Bound(keys, index, by_crew=True, dated=True) if keys else None

    def _present(self, token: int, gender: Gender | None = None) -> Trigger:
        return Trigger(token, "", Form(self.word(token), "imperfect", gender, None), None, "future")

    def _is_unreal(self, index: int) -> bool:
        """القمة التي كان من المقرر أن: what was scheduled once need not be any more."""
        return self.lexicon.is_a("was", self.word(index - 1).removeprefix("و"))

    # --- what is agreed on -------------------------------------------------------------------------------------------

    def _agreed(self) -> Iterator[Plan]:
        """تم الاتفاق بين مصر والسودان على فتح المعبر."""
        for accord in self.document.places(ACCORD):
            effected = self.word(accord - 1).removeprefix("و")
            if effected not in ("تم", "جري") or self._is_told_beside(accord - 2):
                continue
            on = self._object(accord)
            if on is None:
                continue
            parties = self._parties(accord, on)
            start = accord - 1
            form = Form(self.word(start), "perfect", "m", "s")
            trigger = Trigger(start, "", form, None, "verb", leads_at=on)
            self._last = (accord, parties) if parties else self._last
            yield Plan(trigger, Bound(parties, start) if parties else None, start, "undertaking-agreed", "firm")

    def _is_told_beside(self, before: int) -> bool:
        """Whether an accord is denied, asked about or only told in passing: لم يتم، إذا تم، حين تم، الذي تم."""
        word = self.word(before - (self.word(before) == "ان")).removeprefix("و")
        kinds = ("undone", "once", "relative", "moment")
        return self.lexicon.is_any(kinds, word) or self._is_condition(before)

    def _is_condition(self, index: int) -> bool:
        condition = self.lexicon.phrases["condition"]
        return any(condition.longest(self.document.forms, place) for place in range(max(index - 2, 0), index + 1))

    def _object(self, accord: int, reach: int = REACH) -> int | None:
        """The place of على before what is agreed on, if that is a deed or a sentence."""
        end = min(self.document.sentence_of(accord).end, accord + reach)
        for index in range(accord + 1, end):
            if self.word(index) == "علي":
                return None if self.lexicon.is_a("wished", self.word(index + 1)) else index
            if self.lexicon.is_a("complementizer", self.word(index)) or self.word(index).startswith("علي"):
                return None
        return None

    def _parties(self, accord: int, on: int) -> tuple[str, ...]:
        """Who agrees: those named with the accord, who tells of it with them, or the parties of the accord before."""
        content = self._content_around(accord)
        partners = self._named(accord, on)
        between = "بين" in self.document.words(accord, on)
        teller = () if between or content is None else self._able(givers(content.statement.speakers, self.cast))
        here = () if partners or teller else self._free(self.document.sentence_of(accord).start, accord - 1)
        last = self._last[1] if self._last and accord - self._last[0] < BACK else ()
        return tuple(dict.fromkeys((*teller, *partners))) or here or last

    def _named(self, start: int, end: int) -> tuple[str, ...]:
        return self._bodies(self._agents.between(start, end))

    def _free(self, start: int, end: int) -> tuple[str, ...]:
        """Whom a clause names otherwise than as where or to whom: خلال زيارة الرئيس المصري إلى السودان."""
        agents = self._agents.between(start, end)
        return self._bodies(a for a in agents if not self.lexicon.is_a("preposition", self.word(a.start - 1)))

    def _bodies(self, agents: Iterable[Agent]) -> tuple[str, ...]:
        keys = (key for agent in agents for key in givers(agent.keys, self.cast))
        return self._able(tuple(dict.fromkeys(keys)))

    def _able(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if self.cast.actors[key].type in PARTIES)

    def _laid_down(self) -> Iterator[Plan]:
        """وينص اتفاق وقعته روسيا وتركيا على سحب المقاتلين: what an accord lays down binds its parties."""
        for verb in self.document.places(STIPULATING):
            on, accord = self._object(verb, LAID_DOWN), self._accord(verb)
            if on is None or accord is None or not self._is_done(on + 1) or self._is_denied(verb):
                continue
            parties = self._signers(accord, on if accord > verb else verb) or self._doer(on)
            trigger = Trigger(verb, "", Form(self.word(verb), "perfect", "m", "s"), None, "verb", leads_at=on)
            yield Plan(trigger, Bound(parties, verb) if parties else None, verb, "undertaking-laid-down", "firm")

    def _is_done(self, index: int) -> bool:
        """Whether a word is أن or a verbal noun: سحب، توريد، إخراج، استيراد."""
        word = self.word(index)
        return (
            word == "ان" or has_pronoun(word, self.lexicon) or self.lexicon.is_a("deed", word) or is_verbal_noun(word)
        )

    def _is_denied(self, token: int) -> bool:
        """Whether a token stands in what somebody denies or demands."""
        return any(content.statement.act in ("deny", "demand") for content in self._contents.over(token))

    def _accord(self, verb: int) -> int | None:
        """The noun of the accord that a verb tells of, behind it (ينص الاتفاق) or before it (الاتفاق الذي ينص)."""
        start = max(self.document.sentence_of(verb).start, verb - BESIDE)
        near = (*range(verb + 1, verb + 4), *range(verb - 1, start - 1, -1))
        return next((index for index in near if self._is_signed(index)), None)

    def _is_signed(self, index: int) -> bool:
        word = self.word(index).removeprefix("و").removeprefix("ال")
        return self.lexicon.is_a("signed", word) or self.lexicon.is_a("truce", word)

    def _signers(self, accord: int, end: int) -> tuple[str, ...]:
        """Whose an accord is: by its adjectives (الاتفاق التركي الأميركي), who is named with it, else the last."""
        words = (word for word in self.document.words(accord + 1, min(accord + 4, end)) if word.endswith(("ي", "يه")))
        lands = (self.lexicon.demonyms.get(word) for word in words)
        owners = tuple(key for land in lands if land and (key := self.cast.enter_key(land)))
        last = self._last[1] if self._last and 0 < accord - self._last[0] < BACK else ()
        named = (agent for agent in self._agents.between(accord + 2, end) if self.word(agent.start - 1) != "في")
        return owners or self._bodies(named) or last

    def _doer(self, on: int) -> tuple[str, ...]:
        """Who is to do what is laid down: على أن تسحب فصائل المعارضة أسلحتها."""
        if self.word(on + 1) != "ان" or on + 2 >= self.document.sentence_of(on).end:
            return ()
        subject = self.setting.speakers.behind(self._present(on + 2, self._gender(on + 2)), near=True)
        return subject.speakers if subject else ()

    # --- what has to be done by a day -----------------------------------------------------------------------------

    def _owed(self) -> Iterator[Plan]:
        """يتعين على ترامب أن يقرر بحلول 12 مايو: what somebody has to do binds him if a day is set for it."""
        for index in self.document.places(OBLIGING):
            debtor = self._debtor(index)
            if debtor is None or not debtor.keys or self._is_denied(index) or self._is_undone(index):
                continue
            content = self._content_around(index)
            form = Form(self.word(index), "imperfect", "m", "s")
            trigger = Trigger(index, "", form, None, "future", leads_at=debtor.end)
            if not self._mandates.foretell(debtor.keys, trigger, content):
                yield Plan(trigger, Bound(debtor.keys, index, dated=True), index, "undertaking-owed", "firm")

    def _debtor(self, index: int) -> Agent | None:
        """Who has to do something: the agent behind على if a deed follows, the one before whom a day is set."""
        sentence = self.document.sentence_of(index)
        if self.word(index) in FACING:
            agent = self._starts.get(index + 1)
            opens = sentence.start == index
            return agent if opens and agent and self._is_told_a_day(agent.end, sentence.end) else None
        on = next((i for i in range(index + 1, min(index + OWING, sentence.end)) if self.word(i) == "علي"), None)
        agent = self._starts.get(on + 1) if on else None
        done = agent and any(self._is_done(i) for i in range(agent.end, min(agent.end + OWED, sentence.end)))
        return agent if done else None

    def _content_around(self, token: int) -> Content | None:
        """The shortest of the contents around a token, looked for among those that begin last."""
        around = islice(self._contents.over(token), NESTED)
        return min(around, key=lambda content: content.end - content.start, default=None)

    def _is_told_a_day(self, index: int, limit: int) -> bool:
        """Whether a time stands right behind a token, ل and a verb behind it: حتى 17 سبتمبر ليقر."""
        if index >= limit:
            return False
        near = self.document.span(index, min(index + OWED, limit))
        first = next((time for time in self.setting.times if time.span.overlaps(near)), None)
        return first is not None and self.word(self.document.token_at(first.span.end))[:1] == "ل"

    def _is_undone(self, index: int) -> bool:
        before = self.word(index - 1).removeprefix("و")
        return self.lexicon.is_any(("undone", "was", "once"), before)

    # --- what is set for a day to come -------------------------------------------------------------------------------

    def _dated(self) -> Iterator[Plan]:
        """يزور الرئيس الفرنسي القاهرة الأسبوع المقبل: a present with a day to come, of what is arranged ahead."""
        done: set[int] = set()
        for time in self.setting.times:
            verb, bound = self._arranged(time)
            if verb is None or verb in done:
                continue
            done.add(verb)
            if bound and bound.keys and self._plan_themselves(bound.keys):
                present = self._present(verb, self._gender(verb))
                yield Plan(present, bound, verb, "undertaking-dated", "planned", time)

    def _arranged(self, time: TimeExpression) -> tuple[int | None, Bound | None]:
        """The verb of the clause that a time to come stands in, if it tells what is arranged ahead, and its subject:
        behind it, before it (إن كيم يزور الصين), or whoever speaks (إنه يزور الصين).
        """
        at = self.document.token_at(time.span.start)
        if not self._lies_ahead(time, at):
            return None, None
        content = self._content_around(at)
        start = self._clause(content.start if content else self.document.sentence_of(at).start, at)
        if start is None:
            return None, None
        if self._is_arranged(start):
            return start, self._subject_behind(start, content)
        agent = self._starts.get(start) or self._starts.get(start + 1)
        verb = agent.end if agent else start
        over = self.lexicon.is_a("was", self.word(start).removeprefix("و"))
        fits = agent and agent.phrase.clitic in ("", "و") and self._gender(verb) == agent.gender and not over
        return (verb, Bound(agent.keys, agent.start)) if agent and fits and self._is_arranged(verb) else (None, None)

    def _lies_ahead(self, time: TimeExpression, at: int) -> bool:
        """Whether a time is said to come, or is a day that does, no full date far off."""
        if time.direction == "future" or time.relation == "by":
            return True
        today, dated = self.document.today, time.kind in DAYS and time.granularity == "day"
        due = as_deadline(time, said_on=None, published=today) if dated and today else None
        soonest = 0 if self.word(at) in EVENING else 1
        near = due is not None and today is not None and soonest <= (due.day - today).days <= SOON
        return near and not any(self.lexicon.is_a("once", word) for word in self.document.words(at - NEAR, at))

    def _clause(self, floor: int, at: int) -> int | None:
        """Where the clause begins that a time stands in or is added to (، وذلك يوم السبت المقبل), not far before it; a
        comma behind a name parts nothing: يفتتح المجلس، جلسة.
        """
        last = at - 1 - (self.word(at - 1) == "وذلك")
        for index in range(last - 1, max(floor, at - AHEAD) - 1, -1):
            if self.word(index) in COMMAS and index not in self._ends:
                return index + 1 if self._is_arranged(index + 1) else None
            if self.lexicon.is_a("contrast", self.word(index)) and self._is_arranged(index + 1):
                return index + 1
        return floor if at - floor < AHEAD else None

    def _is_arranged(self, index: int) -> bool:
        word = self.word(index).removeprefix("و")
        return word[:1] in ("ي", "ت") and self.lexicon.is_a("arranged", word[1:])

    def _gender(self, verb: int) -> Gender:
        return "f" if self.word(verb).removeprefix("و").startswith("ت") else "m"

    def _subject_behind(self, verb: int, content: Content | None) -> Bound | None:
        if content and has_pronoun(self.word(verb - 1), self.lexicon):
            return Bound(content.statement.speakers, verb)
        subject = self.setting.speakers.behind(self._present(verb, self._gender(verb)), near=True)
        return Bound(subject.speakers, verb) if subject else None

    def _plan_themselves(self, keys: tuple[str, ...]) -> bool:
        return all(self.cast.actors[key].type in PLANNERS for key in keys)
