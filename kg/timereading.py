"""The words of one chunk of time -> the time they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal, cast

from kg.calendar import Calendar, Distance, Edge, Shifted, Tense, Time, Weekday
from kg.chunking import Chunk, Word
from kg.numerals import Kind as NumeralKind
from kg.numerals import Part, figures, value
from kg.records import dataclass, replace
from kg.timewords import Counts, Relation, TimeWord, words_of_kind

TimeToken = Word[TimeWord]
TimeChunk = Chunk[TimeWord]
Kind = Literal["absolute", "weekday", "relative", "period", "duration", "frequency"]

_OFFSETS = {"past": -1, "present": 0, "future": 1}
_TENSES: dict[str, Tense] = {"past": "past", "future": "future"}
_MONTHS = ("month", "month-after-preposition", "month-in-date")
_PERIODS = ("unit", "year-noun", "month-noun")
_UNITS = (*_PERIODS, "day-noun", "units", "dual-unit")
_NUMBERS = ("dd", "yyyy", "int", "decimal", "cardinal", "and-cardinal", "hundred", "scale", "and-fraction")
_SCALES = ("scale", "scales", "dual")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a chunk says: the time (None for one that hangs on an event), what is singled out of it, and for a day how
    many days from today it is called (0 for "today", -1 for "yesterday").
    """

    time: Time | None
    kind: Kind
    edge: Edge | None = None
    direction: Tense | None = None
    relation: Relation | None = None
    seen: int | None = None


def read_meaning(core: Sequence[TimeToken], chunk: TimeChunk, counts: Counts | None) -> Meaning | None:
    """What the words behind the lead-in mean, which says `counts`; None if they turn out to name no time."""
    if _means_something_else(core, chunk):
        return None
    if chunk.rule in ("distance", "stretch", "duration"):
        return _distance(core, chunk, counts)
    return _READERS[chunk.rule](core, chunk)


def _of(core: Sequence[TimeToken], *categories: str) -> TimeToken | None:
    for token in core:
        if token.category in categories:
            return token
    return None


def _row(token: TimeToken | None) -> TimeWord:
    return token.row if token and token.row else TimeWord()


def _number(token: TimeToken) -> int:
    return int(token.text) if token.entry is None else int(_row(token).number)


def _is_definite(token: TimeToken) -> bool:
    return token.entry is not None and token.entry.definite


def _means_something_else(core: Sequence[TimeToken], chunk: TimeChunk) -> bool:
    """Whether the context that a word's row names gives it another meaning (تيريزا ماي, الأمين العام الحالي)."""
    for token in core:
        row = _row(token)
        if (row.not_after or row.not_before) and _is_excluded(token, row, core, chunk):
            return True
    if _of(core, "yyyy") or chunk.word_before(core[0]) not in words_of_kind("event"):
        return False
    return chunk.rule in ("day", "month")


def _is_excluded(token: TimeToken, row: TimeWord, core: Sequence[TimeToken], chunk: TimeChunk) -> bool:
    if token.category == "today" and chunk.rule != "today":
        return False
    if token.category == "year-noun" and (_of(core, "yyyy", "dd") or not _is_definite(token)):
        return False
    behind = chunk.word_at(token.index - chunk.words[-1].index + 1)
    return chunk.word_before(token) in row.not_after or behind in row.not_before


def _date(core: Sequence[TimeToken], chunk: TimeChunk) -> Meaning | None:
    named, today = _of(core, "weekday", "today"), _of(core, "today")
    rest = [t for t in core if named is None or t.index > named.index]
    time = _calendar_day(rest) if _of(rest, *_MONTHS, "month-noun") else _numeric(rest)
    return None if time is None else replace(_placed(time), seen=_number(today) if today else None)


def _calendar_day(core: Sequence[TimeToken]) -> Calendar | None:
    stop = next(i for i, t in enumerate(core) if t.category in (*_MONTHS, "month-noun"))
    days = _days(core[:stop])
    time = _period_time(core[stop:])
    if not days or time is None or not all(1 <= day <= 31 for day in days):
        return None
    date = Calendar(within=time) if isinstance(time, Shifted) else time
    return replace(date, day=days[0], until_day=days[-1] if days[-1] > days[0] else None)


def _days(core: Sequence[TimeToken]) -> list[int]:
    """The day numbers: figures, and ordinals with their tens (الخامس والعشرين, الثاني عشر)."""
    days: list[int] = []
    for before, token in zip([None, *core], core, strict=False):
        if token.category in ("cardinal", "and-cardinal") and before and before.category in ("ordinal", "cardinal"):
            days[-1] += _number(token)
        elif token.category in ("dd", "ordinal", "first-of-month", "cardinal", "and-cardinal"):
            days.append(_number(token))
    return days


def _numeric(core: Sequence[TimeToken]) -> Calendar | None:
    """27/7/2021, 2021-07-27, 27.7.2021: day before month; an Islamic year is told by its size."""
    parts = [part for t in core for part in t.text.split(".") if part.isdigit()]
    if len(parts) != 3:
        return None
    first, month, last = map(int, parts)
    year, day = (first, last) if len(parts[0]) == 4 else (last, first)
    if month > 12 >= day:
        day, month = month, day
    return Calendar(year, month, day, hijri=year < 1600) if month <= 12 else None


def _placed(time: Calendar | Shifted, edge: Edge | None = None) -> Meaning:
    """A time with what it says of past and future."""
    if isinstance(time, Shifted):
        return Meaning(time, "relative", edge, _tense(time.offset))
    direction = _TENSES.get(time.tense or "") or (_tense(time.within.offset) if time.within else None)
    return Meaning(time, "relative" if time.within or time.tense else "absolute", edge, direction)


def _tense(offset: int) -> Tense | None:
    return None if offset == 0 else "past" if offset < 0 else "future"


def _period(core: Sequence[TimeToken], chunk: TimeChunk) -> Meaning | None:
    """A month, season, year or a part of it, with what says which one; an edge word before it singles out a part."""
    edge = _of(core, "edge")
    time = _period_time([t for t in core if t is not edge])
    return None if time is None else _placed(time, _row(edge).edge if edge else None)


def _period_time(core: Sequence[TimeToken]) -> Calendar | Shifted | None:
    time, taken = _named_part(core)
    rest = [t for t in core if t not in taken]
    year = _year(rest)
    if year is not None:
        return replace(time, year=year, hijri=time.hijri or _is_hijri_year(rest))
    unit, modifier = _of(rest, *_PERIODS), _of(rest, "modifier")
    which = _row(modifier).name or "present"
    if not taken:
        return _shifted(unit, modifier) if unit else None
    if unit and unit.category != "month-noun":
        return replace(time, within=Shifted("year", _OFFSETS[which]))
    tense = cast(Literal["past", "present", "future"], which) if modifier else None
    return replace(time, tense=tense)


def _shifted(unit: TimeToken, modifier: TimeToken | None) -> Shifted | None:
    """The running, last or next unit. عقد is a contract as often as a decade, so it needs "last" or "next"."""
    offset = _OFFSETS[_row(modifier).name or "present"]
    if not _is_definite(unit) or (_row(unit).unit == "decade" and offset == 0):
        return None
    return Shifted(_row(unit).unit, offset)


def _named_part(core: Sequence[TimeToken]) -> tuple[Calendar, list[TimeToken]]:
    """The month or part of a year, or the decade, that is named, without its year; and the words that name it."""
    month, season, decade = _of(core, *_MONTHS), _of(core, "season"), _of(core, "decade-name")
    split, nth = _of(core, "fraction", "and-fraction", "quarter"), _of(core, "ordinal", "last")
    if month:
        return Calendar(month=_number(month), hijri=_row(month).name == "hijri"), [month]
    if season:
        return Calendar(month=_number(season), months=3, season=True), [season]
    if decade:
        return Calendar(year=_number(decade), years=10), [decade]
    if split and nth:
        months = _number(split) if split.category == "quarter" else int(12 * _row(split).number)
        which = _number(nth) if nth.category == "ordinal" else 12 // months
        return Calendar(month=months * (which - 1) + 1, months=months), [split, nth]
    return Calendar(), []


def _year(core: Sequence[TimeToken]) -> int | None:
    token = _of(core, "yyyy", "int")
    return _number(token) if token else None


def _is_hijri_year(core: Sequence[TimeToken]) -> bool:
    return _of(core, "hijri-sign") is not None and 1300 <= (_year(core) or 0) <= 1500


def _years(core: Sequence[TimeToken], chunk: TimeChunk) -> Meaning | None:
    years = [_number(t) for t in core if t.category in ("yyyy", "int")]
    if not 0 <= years[-1] - years[0] <= 100 or (_of(core, "hijri-sign") and not _is_hijri_year(core)):
        return None
    time = Calendar(years[0], years=years[-1] - years[0] + 1, hijri=_is_hijri_year(core))
    return Meaning(time, "absolute")


def _bare_year(core: Sequence[TimeToken], chunk: TimeChunk) -> Meaning | None:
    """A year after a preposition alone. Round ones are as likely numbers of things (أكثر من 2000 جندي)."""
    year, after = _number(core[0]), chunk.word_at(1)
    entry = chunk.lexicon.entries.get(after)
    counted = entry is not None and entry.category in (*_SCALES, *_UNITS)
    needs_end = chunk.word_before(core[0]).endswith(("من", "الي", "علي", "عن"))
    if year % 100 == 0 or not 1900 < year < 2100 or counted or (needs_end and not _ends_here(after)):
        return None
    return Meaning(Calendar(year), "absolute")


def _ends_here(word: str) -> bool:
    return not word.isalnum() or word in ("و", "في", "الي", "حتي", "علي")


def _weekday(core: Sequence[TimeToken], chunk: TimeChunk) -> Meaning | None:
    weekday, today, modifier = _of(core, "weekday"), _of(core, "today"), _of(core, "modifier")
    if weekday is None:
        return None
    seen = _number(today) if today else None
    tense = _TENSES.get(_row(modifier).name) if seen is None else _tense(seen)
    return Meaning(Weekday(_number(weekday), tense, seen), "weekday", direction=tense, seen=seen)


def _today(core: Sequence[TimeToken], chunk: TimeChunk) -> Meaning | None:
    today = _of(core, "today")
    after = chunk.lexicon.entries.get(chunk.word_at(1))
    if today is None or (after is not None and after.category == "ordinal"):
        return None
    return Meaning(Shifted("day", _number(today)), "relative", direction=_tense(_number(today)))


def _frequency(core: Sequence[TimeToken], chunk: TimeChunk) -> Meaning | None:
    return Meaning(None, "frequency")


def _distance(core: Sequence[TimeToken], chunk: TimeChunk, counts: Counts | None) -> Meaning | None:
    """So many units: ahead, back, or just how long."""
    unit, modifier = _of(core, *_UNITS), _of(core, "modifier", "last")
    if unit is None:
        return None
    said = _TENSES.get(_row(modifier).name)
    if said:
        return _stretch(core, unit, said)
    single = unit.category not in ("units", "dual-unit") and _count(core) is None
    if single and _is_definite(unit):
        return _running(unit, counts)
    if counts in (None, "lasting"):
        return Meaning(None, "duration") if counts or _is_measured(core, unit) else None
    return _from_now(core, unit, counts, hangs_on_event=_hangs_on_event(chunk, counts))


def _is_measured(core: Sequence[TimeToken], unit: TimeToken) -> bool:
    """Whether a length of time is said without a lead-in: three years, two days; but not 52 لسنة."""
    bare = unit.entry is None or not unit.entry.preposition
    return unit.category == "dual-unit" or (_count(core) is not None and bare)


def _running(unit: TimeToken, counts: Counts | None) -> Meaning | None:
    """خلال العام: the one that runs."""
    name = _row(unit).unit
    if counts != "within" or name not in ("week", "month", "year"):
        return None
    return Meaning(Shifted(name), "relative", relation="by")


def _stretch(core: Sequence[TimeToken], unit: TimeToken, tense: Tense) -> Meaning:
    """The next three years, the last days."""
    count = _how_many(core, unit)
    time = None if count is None else Distance(_row(unit).unit, count, back=tense == "past", whole=True)
    return Meaning(time, "period", direction=tense, relation="by" if tense == "future" else None)


def _from_now(core: Sequence[TimeToken], unit: TimeToken, counts: Counts | None, *, hangs_on_event: bool) -> Meaning:
    count = _how_many(core, unit)
    back, whole = counts in ("back", "since"), counts in ("within", "since")
    time = None if count is None or hangs_on_event else Distance(_row(unit).unit, count, back, whole)
    relation: dict[Counts | None, Relation] = {"within": "by", "forth": "after", "since": "since"}
    direction: Tense | None = None if hangs_on_event else "past" if back else "future"
    return Meaning(time, "period" if whole else "relative", None, direction, relation.get(counts))


def _hangs_on_event(chunk: TimeChunk, counts: Counts | None) -> bool:
    """بعد يومين من القمة: counted from the summit, not from now (but بعد شهر من الآن is)."""
    follows = counts in ("back", "forth") and chunk.word_at(1) in words_of_kind("from-event")
    return follows and chunk.word_at(2) not in words_of_kind("now")


def _how_many(core: Sequence[TimeToken], unit: TimeToken) -> Decimal | None:
    """How many units; None where it is left open. Hours and minutes left open stay within the day."""
    if unit.category == "dual-unit":
        return 2 + _row(_of(core, "and-fraction")).number
    count = _count(core)
    if count is not None:
        return count
    if unit.category == "units" or _of(core, "vague"):
        return Decimal(0) if _row(unit).unit in ("minute", "hour") else None
    return 1 + _row(_of(core, "and-fraction")).number


def _count(core: Sequence[TimeToken]) -> Decimal | None:
    """The number among the words; of a range (من تسعين إلى 180) the last."""
    groups: list[list[Part]] = [[]]
    for token in core:
        if token.category in ("and", "to", "dash", "or"):
            groups.append([])
        elif token.category in _NUMBERS:
            groups[-1].append(_part(token))
    numbers = [group for group in groups if any(part.kind != "fraction" for part in group)]
    return value(numbers[-1]) if numbers else None


def _part(token: TimeToken) -> Part:
    if token.entry is None:
        return Part("figures", figures(token.text))
    kind = cast(NumeralKind, token.category.removeprefix("and-"))
    return Part(kind, _row(token).number, joined=token.category.startswith("and-"))


_READERS: dict[str, Callable[[Sequence[TimeToken], TimeChunk], Meaning | None]] = {
    "dated_weekday": _date,
    "day": _date,
    "edge": _period,
    "part": _period,
    "month": _period,
    "season": _period,
    "shifted": _period,
    "years": _years,
    "bare_year": _bare_year,
    "weekday": _weekday,
    "today": _today,
    "repeated": _frequency,
}
