"""Dates and numbers as a reader of Arabic or English news writes them: 26 تموز/يوليو 2021، 26 July 2021.

Month names are CLDR's by way of Babel (https://cldr.unicode.org/); in Arabic the Levantine and Iraqi name comes first,
then that of Egypt and the Gulf, as news agencies write them, so that every reader knows one.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache

import pyoxigraph as ox
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from endpoint.service import language
from kg.namespaces import expand

_LEVANT, _EGYPT = "ar_IQ", "ar_EG"


def shown_date(value: str) -> str:
    """An ISO 8601 date, month or year in the words of the reader's language; what is none stays as it is."""
    try:
        day = date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value)
    except ValueError:
        return value
    if len(value) == 4:
        return value
    month = _month(day.month, language())
    return f"{month} {day.year}" if len(value) == 7 else f"{day.day} {month} {day.year}"


def within(period: str) -> list[ox.Literal]:
    """Every date, month and year that a period such as 2021-07 or 2021 has in it; none for what is no period."""
    try:
        first = date.fromisoformat(f"{period}-01" if len(period) == 7 else f"{period}-01-01")
        days = [day for n in range(366) if (day := (first + timedelta(n)).isoformat()).startswith(period)]
    except (ValueError, OverflowError):
        # The second is that of the year 9999, behind which there is no day.
        return []
    months = dict.fromkeys(day[:7] for day in days)
    years = [period] if len(period) == 4 else []
    typed = [("xsd:date", days), ("xsd:gYearMonth", months), ("xsd:gYear", years)]
    return [ox.Literal(text, datatype=ox.NamedNode(expand(kind))) for kind, texts in typed for text in texts]


def shown_months() -> list[str]:
    """The names of the twelve months."""
    return [_month(number, language()) for number in range(1, 13)]


def shown_weekday(value: str) -> str:
    """The day of the week of an ISO 8601 date; empty for what is none."""
    try:
        return format_date(date.fromisoformat(value), "EEEE", locale=language())
    except ValueError:
        return ""


def shown_number(value: str | float | Decimal) -> str:
    """A number with its thousands set off."""
    try:
        return format_decimal(Decimal(str(value)), locale="en")
    except InvalidOperation:
        return str(value)


@cache
def _month(number: int, reader: str) -> str:
    if reader != "ar":
        return str(Locale(reader).months["format"]["wide"][number])
    names = [str(Locale.parse(place).months["format"]["wide"][number]) for place in (_LEVANT, _EGYPT)]
    return "/".join(dict.fromkeys(names))
