"""Times as Wikidata gives them -> ISO 8601 as far as they are known, in the Gregorian calendar.

In JSON a time has a precision and a calendar, and years before ours count without a year 0
(https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html#json_datavalues_time). In RDF it is an
xsd:dateTime of XML Schema 1.1, Gregorian, with a year 0, and its precision stands apart
(https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format#Time).
"""

from __future__ import annotations

import re

_TIME = re.compile(r"([+-]?)(\d{1,16})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?")
_JULIAN = "Q1985786"
_YEAR, _MONTH, _DAY = 9, 10, 11


def from_json(time: str, precision: int, calendar: str = "") -> str | None:
    """The time of a JSON value; None if it is coarser than a year, or none at all."""
    match = _TIME.fullmatch(time)
    if not match or precision < _YEAR:
        return None
    year = int(match[2]) if match[1] != "-" else 1 - int(match[2])
    month, day = int(match[3] or 0), int(match[4] or 0)
    if not match[2].strip("0") or month > 12 or day > 31:
        return None
    if precision < _DAY or not (month and day):
        return _written(year, month if precision >= _MONTH else 0)
    if calendar.endswith(_JULIAN):
        year, month, day = _from_julian(year, month, day)
    return _written(year, month, day)


def from_rdf(time: str) -> str | None:
    """The time of an RDF literal; without its precision, the first of January can only be taken for the year."""
    match = _TIME.fullmatch(time)
    if not match:
        return None
    year = int(match[1] + match[2])
    month, day = int(match[3] or 0), int(match[4] or 0)
    return _written(year) if (month, day) == (1, 1) else _written(year, month, day)


def _written(year: int, month: int = 0, day: int = 0) -> str:
    text = f"-{-year:04}" if year < 0 else f"{year:04}"
    if month:
        text += f"-{month:02}"
    return f"{text}-{day:02}" if month and day else text


def _from_julian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """A Julian date as a Gregorian one, by way of the Julian day number.

    E. G. Richards, Calendars, in: Explanatory Supplement to the Astronomical Almanac, 3rd edition, section 15.11.
    """
    before = (14 - month) // 12
    years, months = year + 4800 - before, month + 12 * before - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    shifted = number + 1401 + ((4 * number + 274277) // 146097 * 3) // 4 - 38
    part = 4 * shifted + 3
    rest = 5 * (part % 1461 // 4) + 2
    month = (rest // 153 + 2) % 12 + 1
    return part // 1461 - 4716 + (14 - month) // 12, month, rest % 153 // 5 + 1
