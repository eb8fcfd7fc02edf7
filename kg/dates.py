"""Folded text -> expressions of time with the days they mean, read on request as a deadline or as a day of speaking.

Terms follow TimeML's TIMEX3 (https://timeml.github.io): an expression has a value; some need an anchor to count from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from kg.calendar import (
    Calendar,
    Distance,
    Edge,
    Granularity,
    Interval,
    Tense,
    Time,
    Weekday,
    granularity_of,
    narrow,
    resolve,
)
from kg.chunking import Grammar
from kg.concerns import column
from kg.folding import Folded
from kg.frames import PartialDate
from kg.records import dataclass, replace
from kg.span import Span
from kg.timereading import Kind, Meaning, TimeChunk, TimeToken, read_meaning
from kg.timewords import PeriodWord, Relation, TimeWord, lead_ins, time_lexicon

# How many days a report may be posted from the day it counts from.
POSTED = 3
WEEK_BUT_ONE = timedelta(6)
# Of dates without a year those are meant that are closer than so many days, behind or ahead.
FAR = 240
_MONTH = "<month|month-after-preposition|month-in-date>"
_UNIT = "<unit|year-noun|month-noun>"
_UP_TO = "<dash|to|and>"

# تموز/يوليو, أغسطس (آب), فبراير شباط
_TWICE = f"{_MONTH}(?:<slash>?{_MONTH}|<open>{_MONTH}<close>)"
_MONTHS = f"(?:<month-noun>?(?:{_TWICE}|{_MONTH}))"
_YEAR = "(?:<year-noun>?<era>?(?:<yyyy><gregorian-sign>?|<int|yyyy><hijri-sign>))"
# هذا العام, العام المقبل, العام المالي الجاري 2018
_THIS = f"(?:<this>{_UNIT}<era>?<yyyy>?|{_UNIT}<era>?<modifier><yyyy>?)"
# What may stand behind a month: مايو 2018, مايو من العام الماضي, مايو الجاري
_OF_YEAR = f"(?:<comma>?<of|lead>?{_YEAR}|<of>?{_THIS}|<modifier>(?:<of>?{_YEAR})?)"
_WHICH = f"(?:<of>?{_YEAR}|<of>?{_THIS}|<modifier>)"
_SEASON = f"(?:<season>{_WHICH}|<this><season>)"
_PERIOD = f"(?:{_MONTHS}{_OF_YEAR}?|{_YEAR}|{_THIS}|<decade-name>|{_SEASON})"
_PART = "<fraction|and-fraction|quarter><ordinal|last><of|lead>?"

_DAY = (
    "(?:<the>?<dd>|<first-of-month>|<ordinal>(?:<cardinal|and-cardinal>)?(?=<of>)|<cardinal|and-cardinal>(?=<of>)"
    # أول أغسطس
    f"|<ordinal>(?=<month-noun>?{_MONTH}))"
)
_DAYS = f"(?:{_DAY}(?:{_UP_TO}{_DAY})?)"
_CALENDAR = f"{_DAYS}<of>?(?:{_MONTHS}{_OF_YEAR}?|<this><month-noun>|<month-noun><modifier>)"
_DMY = "<dd>(?:<slash><dd><slash>|<dash><dd><dash>)(?:<yyyy><gregorian-sign>?|<int><hijri-sign>)"
_YMD = "<yyyy>(?:<slash><dd><slash>|<dash><dd><dash>)<dd>"
_DATE = f"(?:<day-noun|today>?(?:{_CALENDAR}|{_YMD}|{_DMY}|<dmy>))"

_NAMED_DAY = "<day-noun>?<day-part>?<weekday>(?:<dash>?<weekday>)?<modifier>?"
_SEEN_FROM_NOW = f"<today>(?:<open>{_NAMED_DAY}<close>|<comma>?{_NAMED_DAY})"
_WEEKDAY = f"(?:<day-part>?(?:{_SEEN_FROM_NOW}|<day-noun>?{_NAMED_DAY})<day-part>?)"

_FIGURE = "<dd|int|yyyy|decimal>"
_COUNT = f"(?:<the>?(?:{_FIGURE}|<cardinal|hundred>{{1,2}}<and-cardinal>?|<scale>|<vague>)(?:<lead>?<vague>)?)"
_COUNTS = f"(?:{_COUNT}(?:<dash|to|and|or>{_COUNT})?)"
_ONE = "<unit|year-noun|month-noun|day-noun><cardinal>?"
_MANY = f"<units|dual-unit>{_COUNT}?"
_LED = "(?<=<lead|of|to>)"

# At each place the first rule that fits wins: whole dates stand before their parts.
RULES = {
    "dated_weekday": f"{_WEEKDAY}(?:<open>{_DATE}<close>|<comma>?<namely>?<comma>?<lead>?{_DATE})",
    "day": _DATE,
    "edge": f"<edge><of>?(?:{_PART}{_PERIOD}|{_PERIOD}|{_UNIT}<era>?)",
    "part": f"{_PART}(?:{_PERIOD}|<year-noun><era>?)",
    "month": f"<month-noun>{_MONTHS}{_OF_YEAR}?|{_MONTHS}{_OF_YEAR}|{_TWICE}|<month>|{_LED}<month-after-preposition>",
    "years": "<year-noun><era>?<yyyy><dash|and|to|slash><year-noun>?<yyyy>|<dual-unit>?<yyyy><and|dash|to|slash><yyyy>"
    "|<year-noun><era>?<yyyy><gregorian-sign>?|<year-noun>?<int|yyyy><hijri-sign>",
    "weekday": _WEEKDAY,
    "season": f"{_SEASON}|<decade-name>|{_LED}<season>",
    "shifted": _THIS,
    "distance": f"{_LED}(?:<term><of|lead>?)?<about>?{_COUNTS}?(?:{_MANY}|{_ONE})"
    f"<vague>?(?:<and-fraction>{_UNIT}?)?<modifier|last>?",
    "stretch": f"{_MANY}<vague>?<modifier|last>",
    "repeated": f"<every>{_COUNT}?(?:{_MANY}|{_ONE})|<frequency>",
    "duration": f"{_COUNTS}(?:{_MANY}|{_ONE})",
    "bare_year": f"{_LED}<yyyy>",
    "today": "<day-part>?<today><day-part>?",
}
# The classes of the words that begin one of them.
OPENING = (
    "day-part|today|day-noun|weekday|the|dd|first-of-month|ordinal|cardinal|and-cardinal|yyyy|dmy|edge|fraction"
    "|and-fraction|quarter|month-noun|month|month-after-preposition|month-in-date|year-noun|int|dual-unit|season|this"
    "|decade-name|unit|term|about|decimal|hundred|scale|vague|units|every|frequency"
)
LEADING = ("lead", "of", "to")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A place in the text that names a time.

    `span` takes in the lead-in (بحلول نهاية العام), `core` does not. `start` and `end` are the first and last day
    meant; None when there is nothing to count them from. `edge` is the part of the period that the words single out
    (start مطلع, early أوائل, middle منتصف, late أواخر, end نهاية), `direction` whether they say that it lies behind or
    ahead, `relation` how the lead-in ties the matter to it, `within` whether it gives the whole period as the time
    allowed (خلال), `amid` whether it tells a time of the day named (في وقت سابق من الثلاثاء), `time` what is said
    before any day is counted, and `seen` how many days from today it is called (أمس الخميس).
    """

    span: Span
    core: Span
    start: date | None
    end: date | None
    granularity: Granularity
    kind: Kind
    edge: Edge | None = None
    direction: Tense | None = None
    relation: Relation | None = None
    within: bool = False
    amid: bool = False
    time: Time | None = None
    seen: int | None = None


LETTERS = column(lambda word: time_lexicon().letter(word))


@cache
def _grammar() -> Grammar[TimeWord]:
    return Grammar(time_lexicon(), RULES, column=LETTERS, lead="|".join(LEADING), opening=OPENING)


def find_dates(folded: Folded, *, anchor: date | None = None) -> tuple[TimeExpression, ...]:
    """The expressions of time in a text, in order, none overlapping another; relative ones count from `anchor`."""
    found = (_expression(chunk, folded, anchor) for chunk in _grammar().chunks(folded.text))
    return tuple(expression for expression in found if expression is not None)


def _expression(chunk: TimeChunk, folded: Folded, anchor: date | None) -> TimeExpression | None:
    first = next(i for i, word in enumerate(chunk.words) if word.category not in LEADING)
    core = chunk.words[first:]
    begin, row = _lead_in(chunk.words[:first])
    meaning = read_meaning(core, chunk, row.counts if row else None)
    if meaning is None:
        return None
    relation = _relation(meaning, row, core[0])
    end = chunk.end(core[-1])
    days = _days(meaning.time, meaning.direction, relation, meaning.edge, anchor)
    return TimeExpression(
        span=folded.raw(chunk.start(begin or core[0], with_preposition=True), end),
        core=folded.raw(chunk.start(core[0]), end),
        start=days.start if days else None,
        end=days.end if days else None,
        granularity=_granularity(meaning),
        kind=meaning.kind,
        edge=meaning.edge,
        direction=meaning.direction,
        relation=relation,
        within=row is not None and row.counts == "within",
        amid=row is not None and row.name == "amid",
        time=meaning.time,
        seen=meaning.seen,
    )


def seen_from(expression: TimeExpression, anchor: date | None) -> TimeExpression:
    """The expression with the days that it means when they are counted from `anchor`."""
    days = _days(expression.time, expression.direction, expression.relation, expression.edge, anchor)
    return replace(expression, start=days.start if days else None, end=days.end if days else None)


def _days(
    time: Time | None, direction: Tense | None, relation: Relation | None, edge: Edge | None, anchor: date | None
) -> Interval | None:
    """The days that a time means when they are counted from `anchor`; what is due by it lies ahead."""
    days = resolve(time, anchor, direction or ("future" if relation == "by" else None)) if time else None
    return narrow(days, edge) if days and edge else days


def today_of(times: Iterable[TimeExpression], published: date | None) -> date | None:
    """The day that an article counts from: the one it calls today itself if that is close to its date, else its date.

    An agency's report is often posted a day or two after it was written: then "today, Wednesday" (or "yesterday,
    Tuesday") says which day the report's own "yesterday" and "Monday" are counted from. Where no date is known, a
    full one tells it (today, 17 March 2017).
    """
    called = Counter(day for time in times if (day := _called_today(time, published)))
    return max(called, key=lambda day: called[day]) if called else published


def _called_today(time: TimeExpression, published: date | None) -> date | None:
    """The day that counts as today if this one is the day before, or whatever it is called."""
    day = resolve(time.time, published) if time.time and time.seen is not None else None
    today = day.start - timedelta(time.seen or 0) if day else None
    close = published is None or (today is not None and abs((today - published).days) <= POSTED)
    return today if close else None


def _lead_in(words: Sequence[TimeToken]) -> tuple[TimeToken | None, PeriodWord | None]:
    """The longest listed lead-in among the words before the time: its first word, and its row."""
    bare = [word.text[len(word.entry.conjunction) :] if word.entry else word.text for word in words]
    for i, word in enumerate(words):
        row = lead_ins().get(" ".join(bare[i:]))
        if row:
            return word, row
    return None, None


def _relation(meaning: Meaning, row: PeriodWord | None, first: TimeToken) -> Relation | None:
    """What the lead-in says, or ب before the end of something (بنهاية العام)."""
    if meaning.relation or meaning.time is None or isinstance(meaning.time, Distance):
        return meaning.relation
    if row is None:
        by = meaning.edge == "end" and first.entry is not None and first.entry.preposition == "ب"
        return "by" if by else None
    # قبل, خلال: nothing is due by what is over.
    return None if row.relation == "by" and meaning.direction == "past" else row.relation


def _granularity(meaning: Meaning) -> Granularity:
    if meaning.time is None or meaning.edge == "end":
        return "day"
    whole = granularity_of(meaning.time)
    return whole if meaning.edge is None or whole in ("day", "week") else "month"


def as_deadline(expression: TimeExpression, *, said_on: date | None, published: date | None) -> PartialDate | None:
    """The date by which something is due; None for what looks back, only says how long, or hangs on an event.

    A month is a month; any other period is its last day (بحلول 2030, هذه السنة), a week its Sunday. Of like-named
    times it is the next one, seen from the day of speaking, or of publication if that is not known. A month of the
    lunar year without a number is a season (خلال شهر رمضان): it says when rather than by when.
    """
    if expression.time is None or _looks_back(expression) or _is_season_of_faith(expression):
        return None
    days = resolve(expression.time, said_on or published, "future")
    if days is None:
        return None
    days = narrow(days, expression.edge) if expression.edge else days
    return _due(expression, days)


def _looks_back(expression: TimeExpression) -> bool:
    ahead = isinstance(expression.time, Distance) and not expression.time.back
    counted_from = expression.relation in ("since", "after") and not ahead and expression.direction != "future"
    return expression.direction == "past" or counted_from


def _is_season_of_faith(expression: TimeExpression) -> bool:
    time = expression.time
    named_alone = isinstance(time, Calendar) and time.hijri and time.day is None and time.year is None
    return named_alone and expression.edge is None


def _due(expression: TimeExpression, days: Interval) -> PartialDate | None:
    if days.granularity in ("decade", "century"):
        return None
    counted = isinstance(expression.time, Distance)
    if days.granularity == "month" or (counted and days.granularity == "year"):
        return PartialDate(days.end, "month")
    return PartialDate(days.end)


def as_said_on(expression: TimeExpression, *, published: date | None) -> date | None:
    """The day of speaking that the expression names, seen from the day of publication; None unless it names one day.

    A weekday is the latest one up to then (أمس الخميس, الاثنين), but the day after rather than six days before if
    nothing says which (الماضي), as a report may carry the date of the evening before; a date without year the latest.
    """
    bound = expression.relation in ("by", "since", "after") and not expression.amid
    ahead = expression.direction == "future" or bound
    if ahead or expression.time is None or expression.edge:
        return None
    days = resolve(expression.time, published, "past")
    if days is None or days.granularity != "day" or days.start != days.end:
        return None
    if published and _is_open(expression.time) and (published - days.start).days > FAR:
        return None  # أعلن إجراء الانتخابات في 24 يونيو
    if published and isinstance(expression.time, Weekday) and days.start == published - WEEK_BUT_ONE:
        return days.start if expression.direction or expression.time.seen is not None else published + timedelta(1)
    return days.start if published is None or days.start <= published else None


def _is_open(time: Time) -> bool:
    """Whether a date leaves its year open."""
    return isinstance(time, Calendar) and time.year is None and time.within is None


def is_past_period(expression: TimeExpression, published: date | None) -> bool:
    """Whether a time is a month, a year or the like that is over by the day of publication: في آب/أغسطس 2017, نهاية
    يناير الماضي.
    """
    if published is None or expression.time is None or not _is_period(expression):
        return False
    days = resolve(expression.time, published, expression.direction or "past")
    days = narrow(days, expression.edge) if days and expression.edge else days
    return days is not None and days.end < published


def is_running_period(expression: TimeExpression, published: date | None) -> bool:
    """Whether a time is the week, month or year of the day of publication: هذا الأسبوع, الشهر الجاري."""
    if published is None or expression.start is None or expression.end is None or expression.edge:
        return False
    return _is_period(expression) and expression.kind == "relative" and expression.start <= published <= expression.end


def _is_period(expression: TimeExpression) -> bool:
    """Whether a time is longer than a day, and neither counted from it nor allowed."""
    since = expression.kind == "duration" or expression.relation in ("since", "after", "by")
    return not (since or expression.within) and (expression.granularity != "day" or expression.edge is not None)
