"""Times as they are said ("July", "next week", "within ten days") -> intervals of days. No Arabic here.

Weeks run from Monday to Sunday (ISO 8601); months are Gregorian or of the Umm al-Qura calendar (https://hijridate.readthedocs.io).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, cast

from hijridate import Gregorian, Hijri

from kg.records import dataclass

Granularity = Literal["day", "week", "month", "quarter", "half", "season", "year", "decade", "century"]
Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade", "century"]
Tense = Literal["past", "future"]
Edge = Literal["start", "early", "middle", "late", "end"]
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
_DAY = timedelta(1)
_SPANS: dict[int, Granularity] = {3: "quarter", 6: "half"}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included, and how precisely they were said."""

    start: date
    end: date
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class Shifted:
    """A calendar unit counted from the one that holds the anchor: 0 this, -1 last, +1 next."""

    unit: Unit
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar date as far as it is said; `until_day`, `months` and `years` make it a stretch.

    `within` gives the missing year or month; `tense` is set where the words say which of the like-named times is
    meant ("next June").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    until_day: int | None = None
    months: int = 1
    years: int = 1
    within: Shifted | None = None
    tense: Tense | Literal["present"] | None = None
    hijri: bool = False
    season: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (1 Monday to 7 Sunday).

    `tense`: strictly before or after the anchor; `seen`: how many days from today the words place it (yesterday,
    Thursday; today, Friday): within half a week of there, since an article's date may be some days off.
    """

    number: int
    tense: Tense | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """So many units before or after the anchor, or the stretch between (`whole`)."""

    unit: Unit
    count: Decimal
    back: bool = False
    whole: bool = False


Time = Calendar | Shifted | Weekday | Distance


def resolve(time: Time, anchor: date | None, tense: Tense | None = None) -> Interval | None:
    """The days that are meant, seen from `anchor`; `tense` chooses among like-named times, else the nearest is taken.

    None without the anchor that the time needs, and for dates that no calendar has.
    """
    try:
        if isinstance(time, Calendar):
            return _calendar(time, anchor, tense)
        if anchor is None:
            return None
        if isinstance(time, Weekday):
            return _weekday(time, anchor, tense)
        return _shifted(time, anchor) if isinstance(time, Shifted) else _distance(time, anchor)
    except (ValueError, OverflowError):
        return None


def granularity_of(time: Time) -> Granularity:
    """How precise a time is as it is said."""
    if isinstance(time, Calendar):
        if time.day is not None:
            return "day"
        if time.month is None and (time.within is None or time.within.unit == "year"):
            return "decade" if time.years == 10 else "year"
        return "season" if time.season else _SPANS.get(time.months, "month")
    if isinstance(time, Weekday) or time.unit in ("minute", "hour"):
        return "day"
    return cast(Granularity, time.unit)


def narrow(interval: Interval, edge: Edge) -> Interval:
    """A period's beginning, middle or end: a third of a month; of a longer period a month or two of it."""
    if edge == "end":
        return Interval(interval.end, interval.end, "day")
    days = (interval.end - interval.start).days
    if days < 60:
        third = timedelta(days // 3)
        starts = {"middle": interval.start + third, "late": interval.end - third}
        start = starts.get(edge, interval.start)
        return Interval(start, min(start + third, interval.end), interval.granularity)
    months = (interval.end.year - interval.start.year) * 12 + interval.end.month - interval.start.month + 1
    first, last = {
        "start": (0, 0),
        "early": (0, months // 6),
        "middle": ((months - 1) // 2, months // 2),
        "late": (months - 1 - months // 6, months - 1),
    }[edge]
    start = _add_months(interval.start.replace(day=1), first)
    return Interval(start, _month_end(_add_months(interval.start.replace(day=1), last)), "month")


def _calendar(time: Calendar, anchor: date | None, tense: Tense | None) -> Interval | None:
    if time.within is not None:
        if anchor is None:
            return None
        frame = _shifted(time.within, anchor).start
        return _build(time, frame.year, frame.month if time.within.unit == "month" else time.month)
    if time.year is not None:
        return _build(time, time.year, time.month)
    return None if anchor is None else _choose(time, anchor, tense)


def _choose(time: Calendar, anchor: date, tense: Tense | None) -> Interval | None:
    """Of the like-named times of neighbouring years the one that is meant."""
    base = Gregorian.fromdate(anchor).to_hijri().year if time.hijri else anchor.year
    candidates = [_build(time, year, time.month) for year in range(base - 1, base + 2)]
    said = time.tense or tense
    if said == "past":
        by_end = time.tense == "past" and time.day is None
        fitting = [c for c in candidates if (c.end < anchor if by_end else c.start <= anchor)]
        return max(fitting, key=lambda c: c.start, default=None)
    if said == "future":
        by_start = time.tense == "future" and time.day is None
        fitting = [c for c in candidates if (c.start > anchor if by_start else c.end >= anchor)]
        return min(fitting, key=lambda c: c.start, default=None)
    return min(candidates, key=lambda c: abs((c.start - anchor).days + (c.end - anchor).days), default=None)


def _build(time: Calendar, year: int, month: int | None) -> Interval:
    """The interval of a date whose year is known; ValueError if there is no such day."""
    first, last = (_hijri_day, _hijri_month_end) if time.hijri else (date, _gregorian_month_end)
    if month is None:
        return Interval(first(year, 1, 1), last(year + time.years - 1, 12), granularity_of(time))
    if time.day is not None:
        return Interval(first(year, month, time.day), first(year, month, time.until_day or time.day), "day")
    carried = month + time.months - 2
    return Interval(first(year, month, 1), last(year + carried // 12, carried % 12 + 1), granularity_of(time))


def _gregorian_month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - _DAY


def _hijri_day(year: int, month: int, day: int) -> date:
    converted = Hijri(year, month, day).to_gregorian()
    return date(converted.year, converted.month, converted.day)


def _hijri_month_end(year: int, month: int) -> date:
    return _hijri_day(year, month, Hijri(year, month, 1).month_length())


def _month_end(day: date) -> date:
    return _gregorian_month_end(day.year, day.month)


def _add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month if it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, _gregorian_month_end(year, month).day))


def _weekday(time: Weekday, anchor: date, tense: Tense | None) -> Interval:
    ahead = (time.number - anchor.isoweekday()) % 7
    said = time.tense or tense
    if time.seen is not None:
        days = (ahead - time.seen + 3) % 7 - 3 + time.seen
    elif said == "future":
        days = ahead or (7 if time.tense else 0)
    else:
        days = ahead - 7 if ahead or time.tense else 0
    day = anchor + timedelta(days)
    return Interval(day, day, "day")


def _shifted(time: Shifted, anchor: date) -> Interval:
    if time.unit == "week":
        start = anchor + timedelta(7 * time.offset + 1 - anchor.isoweekday())
        return Interval(start, start + timedelta(6), "week")
    if time.unit not in _MONTHS:
        day = anchor + timedelta(time.offset)
        return Interval(day, day, "day")
    builders: dict[str, Callable[[], date]] = {
        "month": lambda: _add_months(anchor.replace(day=1), time.offset),
        "year": lambda: date(anchor.year + time.offset, 1, 1),
        "decade": lambda: date(anchor.year // 10 * 10 + 10 * time.offset, 1, 1),
        "century": lambda: date((anchor.year - 1) // 100 * 100 + 1 + 100 * time.offset, 1, 1),
    }
    start = builders[time.unit]()
    granularity = granularity_of(time)
    return Interval(start, _month_end(_add_months(start, _MONTHS[time.unit] - 1)), granularity)


def _distance(time: Distance, anchor: date) -> Interval:
    sign = -1 if time.back else 1
    if time.unit in _MONTHS:
        months = time.count * _MONTHS[time.unit]
        whole, rest = int(months), months - int(months)
        there = _add_months(anchor, sign * whole) + timedelta(sign * int(rest * 30))
    else:
        there = anchor + timedelta(sign * int(time.count * _MINUTES[time.unit] / 1440))
    granularity = granularity_of(time)
    if not time.whole:
        return Interval(there, there, granularity)
    return Interval(min(there, anchor), max(there, anchor), granularity)
