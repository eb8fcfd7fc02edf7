"""The calendar of deadlines: a row for each year, months past, now and to come."""

from __future__ import annotations

from datetime import date

import pytest

from endpoint.site.asking import Value
from endpoint.site.calendar import calendar
from endpoint.site.listing import Option

DAY = date(2021, 8, 15)


def options(**counts: int) -> list[Option]:
    """Periods, written m2021_08 or y2021, with how much is due in them."""
    periods = {name[1:].replace("_", "-"): count for name, count in counts.items()}
    return [Option(Value(period), period, count) for period, count in periods.items()]


@pytest.mark.parametrize(("month", "standing"), [(7, "past"), (8, "now"), (9, "coming")])
def test_month_is_past_now_or_to_come(month: int, standing: str) -> None:
    (year,) = calendar(options(m2021_08=3), DAY).near
    assert year.months[month - 1].standing == standing


def test_year_without_a_month_has_a_cell_of_its_own() -> None:
    (year,) = calendar(options(y2021=2, m2021_08=1), DAY).near
    assert (year.whole.count, year.whole.standing, sum(cell.count for cell in year.months)) == (2, "now", 1)


def test_shade_grows_with_the_count() -> None:
    (year,) = calendar(options(m2021_01=1, m2021_02=5, m2021_03=8), DAY).near
    assert [cell.shade for cell in year.months[:4]] == [1, 3, 4, 0]


def test_years_far_from_the_day_are_folded_away() -> None:
    found = calendar(options(m2003_05=1, m2022_01=1, y2030=1), DAY)
    assert [year.number for year in found.near] == ["2022"]
    assert [year.number for year in found.far] == ["2003", "2030"]


def test_last_year_is_open_where_none_is_near() -> None:
    found = calendar(options(m2003_05=1, m2004_01=1), DAY)
    assert ([year.number for year in found.near], [year.number for year in found.far]) == (["2004"], ["2003"])


def test_nothing_due_is_no_calendar() -> None:
    assert calendar([], DAY).near == ()
