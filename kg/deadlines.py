"""Expressions of time about a passage -> by when something is due.

The time of a deed stands in the passage that undertakes it, in front of it (وخلال مارس ستستضيف القاهرة القمة), or right
behind it (وذلك بحلول نهاية العام).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.agents import tokens_of
from kg.calendar import Calendar, Distance
from kg.dates import FAR, TimeExpression, as_deadline
from kg.frames import Deadline, PartialDate
from kg.inflection import FUTURES
from kg.setting import COMMAS, Content, Setting
from kg.span import Span
from kg.trie import stripped
from kg.undertakings import Trigger

# How far before a time what it hangs on may stand, and before a passage its time.
HANGING = 12
# How far behind its verb a time may stand that only the subject parts from it.
BESIDE = 30
# How far before a time the word may stand that sets an event for it, and that one behind what leads to the event.
NEAR = 5
# How far behind a passage its time may stand.
BEHIND = 20
# A time within so many days is that of what will be done, whatever stands between them.
SOON = 120


def deadline_in(
    span: Span, times: Iterable[TimeExpression], said_on: date | None, published: date | None
) -> Deadline | None:
    """The first date by which something is due inside a passage."""
    inside = [time for time in times if span.overlaps(time.span) and time.kind not in ("duration", "frequency")]
    for time in sorted(inside, key=_bounds, reverse=True):
        due = as_deadline(time, said_on=said_on, published=published)
        if due and not _past(due.day, said_on or published) and not _rather_over(time, due, said_on or published):
            return Deadline(due, time.span)
    return None


def _bounds(time: TimeExpression) -> bool:
    """Whether the words themselves set a limit: بحلول، في غضون، نهاية العام."""
    return time.relation == "by" or time.within or time.edge is not None


def _past(day: date, on: date | None) -> bool:
    return on is not None and day < on


def _rather_over(time: TimeExpression, due: PartialDate, on: date | None) -> bool:
    """Whether a date without year, read as the next one, lies so far ahead that the last one is meant: في 30 مارس."""
    open_ = isinstance(time.time, Calendar) and time.time.year is None and time.time.within is None
    loose = open_ and time.direction is None and time.relation is None and time.edge is None
    return loose and on is not None and (due.day - on).days > FAR


class DeadlineFinder:
    """Finds by when the undertakings of one document are due."""

    def __init__(self, setting: Setting) -> None:
        self.document, self.lexicon = setting.document, setting.lexicon
        self.word = self.document.by_token.__getitem__
        self._times, self._agents = setting.told, setting.placed

    def times_in(self, span: Span) -> list[TimeExpression]:
        """The times named in a passage, in text order."""
        return sorted(self._times.meeting(span.start, span.end), key=lambda time: time.span)

    def deadline(self, trigger: Trigger, content: Content | None, start: int, end: int) -> Deadline | None:
        """By when what tokens[start:end] undertake is due: a time in them, else one before, else one behind."""
        said_on = content.statement.said_on if content else None
        published = self.document.today
        before = [] if trigger.clitic == "و" else self._in_front(content, start)
        for times in (self._inside(start, end), before, self._right_behind(end)):
            fitting = [time for time in times if self._dates_the_deed(time, trigger, said_on or published)]
            due = deadline_in(_whole(times), fitting, said_on, published) if fitting else None
            if due:
                return due
        return None

    def on(self, time: TimeExpression, content: Content | None) -> Deadline | None:
        """The day that a time sets, seen from when it was said."""
        return deadline_in(time.span, (time,), content.statement.said_on if content else None, self.document.today)

    def _inside(self, start: int, end: int) -> list[TimeExpression]:
        return self.times_in(self.document.span(start, end)) if start < end else []

    def _in_front(self, content: Content | None, start: int) -> list[TimeExpression]:
        """Times before a passage in the same clause, or with which its sentence begins."""
        sentence = self.document.sentence_of(start).start
        floor = max(sentence, content.start if content else sentence, start - HANGING)
        times = self._inside(floor, start) if floor < start else []
        clear = [time for time in times if self._is_clear(floor, time, start)]
        return clear if content else [time for time in clear if _looks_ahead(time)]

    def _is_clear(self, floor: int, time: TimeExpression, start: int) -> bool:
        """Whether a time leads to the clause behind it: in it, or set off where the sentence begins."""
        words = self.document.words(self.document.token_at(time.span.end), start)
        ends = (*COMMAS, ".")
        parted = any(word in ends or self.lexicon.is_a("complementizer", word.removeprefix("و")) for word in words)
        first = self.document.token_at(time.span.start) <= floor + 1
        return not parted or (first and len(words) == 1 and words[0] in COMMAS)

    def _right_behind(self, end: int) -> list[TimeExpression]:
        """Times in what only adds them: ، وذلك بحلول نهاية العام، ، أي في غضون عامين, ، يبدأ سريانها في 4 نوفمبر."""
        if self.word(end) not in COMMAS or end + 1 >= len(self.document.forms):
            return []
        limit = self.document.sentence_of(end).end
        for comma in range(end, min(end + BEHIND, limit)):
            if self.word(comma) not in COMMAS:
                continue
            first = self._led(comma + 1)
            times = [
                time for time in self._inside(first, min(first + 1, limit)) if first > comma + 1 or _looks_ahead(time)
            ]
            if times or not self._only_adds(first):
                return times
        return []

    def _led(self, index: int) -> int:
        """Where a time may stand behind a comma, what leads to it left out: وذلك، يبدأ سريانها، إلى جلسة."""
        if self.word(index) in ("وذلك", "اي"):
            return index + 1
        if self.lexicon.is_a("session", self.word(index + 1)) and self.lexicon.is_a("preposition", self.word(index)):
            return index + 2
        takes_effect = self.lexicon.is_a("beginning", self.word(index))
        theirs = takes_effect and self.word(index + 1).endswith(("ها", "ه"))
        return index + takes_effect + theirs

    def _only_adds(self, index: int) -> bool:
        """Whether what a comma sets off goes on with the deed by a preposition or in a list: ستنفق مليارا، على بناء
        شبكة، خلال…, ستدعم فصول الطهي، ونوادي المشي، بحلول…
        """
        word = self.word(index)
        clause = word[1:].startswith(FUTURES) or self.lexicon.is_a("complementizer", word[1:])
        listed = word[:1] == "و" and word[1:] not in self.lexicon.cues and not clause
        return listed or self.lexicon.is_a("preposition", word)

    def _dates_the_deed(self, time: TimeExpression, trigger: Trigger, on: date | None) -> bool:
        """Whether a time is that of the deed, neither of its undertaking nor of something told beside it."""
        at = self.document.token_at(time.span.start)
        behind = self.document.token_at(time.span.end)
        if isinstance(time.time, Distance) and self.word(behind) == "من":  # في غضون يوم من رفع العقوبات
            return False
        if time.span == time.core and self._is_edition(at - 1, time):  # موسم هذا العام
            return False
        if at < trigger.token and self._dates_what_was(time, trigger, at):
            return False
        if at > trigger.token and (self._dates_the_word(time, trigger, at) or self._dates_an_event(trigger.token, at)):
            return False
        if trigger.form.tense == "perfect" and _is_today(time, on):
            return False
        soon = trigger.kind == "future" and _is_soon(time, on)
        return _looks_ahead(time) or soon or not self._told_beside(trigger.token, at)

    def _is_edition(self, index: int, time: TimeExpression) -> bool:
        """Whether a time only tells which one is meant of what recurs: موسم هذا العام, not قمة الشهر المقبل."""
        stems = [stem for _, stem in stripped(self.word(index))]
        met = time.granularity != "year" and any(self.lexicon.is_a("talks", stem) for stem in stems)
        return not met and any(self.lexicon.is_a("yearly", stem) for stem in stems)

    def _dates_what_was(self, time: TimeExpression, trigger: Trigger, at: int) -> bool:
        """Whether a time before a verb is that of something over: اليوم اتفقت كندا، وفاة أمس ستحول إلى المحكمة، هاجمت
        المدينة أواخر مايو وتعهدت بالمزيد.
        """
        if _is_ahead(time) or (time.edge is not None and trigger.form.tense != "perfect"):
            return False
        before = self.word(at - 1)
        opens = at == self.document.sentence_of(at).start or self.lexicon.is_a("complementizer", before)
        return trigger.form.tense == "perfect" or not (opens or before in COMMAS)

    def _dates_the_word(self, time: TimeExpression, trigger: Trigger, at: int) -> bool:
        """Whether a time behind a past verb is that of the verb: تعهد الرئيس الثلاثاء، قررت في بيان فجر الخميس; behind
        a noun a weekday is (تعهد كيم الثلاثاء).
        """
        token, weekday = trigger.token, time.kind == "weekday" and not time.direction and not time.relation
        if trigger.kind == "noun":
            return weekday and self._beside(token, at)
        past = trigger.form.tense == "perfect"
        if trigger.row is not None and trigger.row.needs == "appointed":
            return False  # حددت الحكومة 6 ديسمبر موعدا
        return past and ((weekday and "ان" not in self.document.words(token, at)) or self._beside(token, at))

    def _dates_an_event(self, token: int, time: int) -> bool:
        """Whether a time is that of what comes before the deed: سيلتقي بوتين بعد القمة المقررة الشهر المقبل."""
        planned = next((i for i in range(time - 1, max(token, time - NEAR), -1) if self._is_set(i)), None)
        if planned is None:
            return False
        return any(self.lexicon.is_a("once", self.word(i)) for i in range(max(token + 1, planned - NEAR), planned))

    def _is_set(self, index: int) -> bool:
        return self.lexicon.is_a("set", self.word(index))

    def _beside(self, token: int, time: int) -> bool:
        """Whether only its subject stands between a verb and a time: تعهد الرئيس الثلاثاء."""
        if time > token + BESIDE:
            return False
        named = tokens_of(self._agents.between(token, time))
        rest = (self.word(i) for i in range(token + 1, time) if i not in named)
        kinds = ("day", "adverb", "amid", "utterance", "means")
        return all(word in COMMAS or self.lexicon.is_any(kinds, word) for word in rest)

    def _told_beside(self, token: int, time: int) -> bool:
        """Whether a time is that of something over: التي أصدرتها في 30 مارس، بعد إعلان الرئيس، السبت."""
        floor = max(token + 1, time - HANGING)
        last = time - 2 if self.word(time - 1) in COMMAS else time - 1
        comma = next((index for index in range(last, floor, -1) if self.word(index) in COMMAS), floor)
        return any(self._is_over(index) for index in range(comma, time))

    def _is_over(self, index: int) -> bool:
        word, following = self.word(index), self.word(index + 1)
        return (self.lexicon.is_relative(word) and following[:1] not in "سيت") or self.lexicon.is_a("once", word)


def _whole(times: list[TimeExpression]) -> Span:
    return Span(min(time.span.start for time in times), max(time.span.end for time in times))


def _is_ahead(time: TimeExpression) -> bool:
    return time.direction == "future" or time.relation in ("by", "from")


def _looks_ahead(time: TimeExpression) -> bool:
    return _is_ahead(time) or time.edge is not None


def _is_soon(time: TimeExpression, on: date | None) -> bool:
    """Whether a time lies so close ahead that nobody would call it so if he meant the last one: في الـ31 من يناير."""
    due = as_deadline(time, said_on=on, published=on) if on and time.kind == "absolute" else None
    return due is not None and on is not None and 0 <= (due.day - on).days <= SOON


def _is_today(time: TimeExpression, on: date | None) -> bool:
    """Whether a time is the day on which it is told: توصلت إيران والقوى الكبرى إلى اتفاق اليوم."""
    plain = time.direction is None and time.relation is None and time.edge is None and time.granularity == "day"
    due = as_deadline(time, said_on=on, published=on) if on and plain else None
    return due is not None and due.day == on
