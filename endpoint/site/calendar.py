"""The months in which commitments fall due -> a calendar: a row for each year, a cell for each month and one for what
is due some time in the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from endpoint.site.listing import Option

# Years that stand open: so many before and after that of the day. The others are folded away.
NEAR = 2
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A month, or a year in which the month is not told: how much falls due in it.

    `standing` is past, now or coming; `shade` is 0 for nothing and else grows with the count, up to 4.
    """

    period: str
    count: int
    standing: str
    shade: int


@dataclass(frozen=True, slots=True)
class Year:
    """A row of the calendar."""

    number: str
    months: tuple[Cell, ...]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that have deadlines, in order: those around the day, and the others."""

    near: tuple[Year, ...]
    far: tuple[Year, ...]


def calendar(options: Sequence[Option], day: date) -> Calendar:
    """The calendar of the months and years, with their counts, as they stand on a day."""
    counts = {option.short: option.count for option in options}
    most = max(counts.values(), default=0)
    years = [_year(number, counts, most, day) for number in sorted({period[:4] for period in counts})]
    near = tuple(year for year in years if abs(int(year.number) - day.year) <= NEAR) or tuple(years[-1:])
    return Calendar(near, tuple(year for year in years if year not in near))


def _year(number: str, counts: dict[str, int], most: int, day: date) -> Year:
    months = (_cell(f"{number}-{month:02}", counts, most, day) for month in range(1, 13))
    return Year(number, tuple(months), _cell(number, counts, most, day))


def _cell(period: str, counts: dict[str, int], most: int, day: date) -> Cell:
    count, now = counts.get(period, 0), day.isoformat()[: len(period)]
    standing = "now" if period == now else "past" if period < now else "coming"
    return Cell(period, count, standing, -(-count * _SHADES // most) if count else 0)
