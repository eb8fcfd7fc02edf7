"""The lists of facts: facets with counts, orders, pages, data; each state an address."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from endpoint.site.dues import Due, due_of


def count_of(page: str) -> int:
    """How many facts a list says that it has."""
    found = re.search(r'class="status">(\D*)(\d+)?', page)
    assert found
    return int(found[2] or {"تصريح واحد<": 1, "تصريحان<": 2}.get(found[1], 1))


def test_list_narrowed_to_a_speaker_has_as_many_as_its_facet_said(site: FlaskClient) -> None:
    page = site.get("/statements?lang=en").text
    said = re.search(r'Joe Biden</a> <span class="count">(\d+)</span>', page)
    assert said and count_of(site.get("/statements?lang=en&speaker=joe-biden").text) == int(said[1])


def test_choices_add_up(site: FlaskClient) -> None:
    both = count_of(site.get("/statements?lang=en&speaker=joe-biden&act=affirm").text)
    assert 0 < both < count_of(site.get("/statements?lang=en&speaker=joe-biden").text)


def test_choice_can_be_exchanged_for_another_of_the_same_facet(site: FlaskClient) -> None:
    page = site.get("/statements?lang=ar&speaker=joe-biden").text
    assert "/statements?lang=ar&amp;speaker=mustafa-al-kadhimi" in page


def test_list_goes_on_over_pages_without_loss_or_repetition(site: FlaskClient) -> None:
    total, seen = count_of(site.get("/statements?lang=en").text), []
    for number in range(1, -(-total // 25) + 1):
        page = site.get(f"/statements?lang=en&page={number}").text
        seen += re.findall(r'<a href="(/statement/[^"]+)">Details', page)
    assert len(seen) == len(set(seen)) == total


def test_oldest_comes_first_when_asked_for(site: FlaskClient) -> None:
    days = re.findall(r'</span> <time datetime="([\d-]+)"', site.get("/statements?order=oldest&lang=en").text)
    assert days and days == sorted(days)


def test_overdue_depends_on_the_day_that_the_reader_names(site: FlaskClient) -> None:
    before = site.get("/commitments?lang=en&due=overdue&as_of=2021-07-01").text
    after = site.get("/commitments?lang=en&due=overdue&as_of=2021-09-01").text
    later = site.get("/commitments?lang=en&due=overdue&as_of=2022-01-01").text
    assert "no commitments" in before and 0 < count_of(after) < count_of(later)


@pytest.mark.parametrize(
    ("deadlines", "on", "due"),
    [
        (["2021-12-31"], date(2021, 12, 31), Due.DUE),
        (["2021-12-31"], date(2022, 1, 1), Due.OVERDUE),
        (["2021-10"], date(2021, 10, 31), Due.DUE),
        (["2021-10"], date(2021, 11, 1), Due.OVERDUE),
        (["2021"], date(2021, 12, 31), Due.DUE),
        (["2021-08-09", "2021-12-31"], date(2021, 9, 1), Due.DUE),
        ([], date(2021, 9, 1), Due.OPEN),
    ],
)
def test_deadline_is_over_when_its_last_day_is(deadlines: list[str], on: date, due: Due) -> None:
    assert due_of(deadlines, on) is due


@pytest.mark.parametrize("name", ["statements", "commitments", "pledges", "actors"])
@pytest.mark.parametrize(("extension", "kind"), [("csv", "text/csv"), ("json", "application/"), ("ttl", "text/turtle")])
def test_list_is_there_as_data(site: FlaskClient, name: str, extension: str, kind: str) -> None:
    answer = site.get(f"/{name}.{extension}", follow_redirects=True)
    assert answer.status_code == 200 and answer.content_type.startswith(kind) and len(answer.data) > 300


def test_data_follow_the_choices(site: FlaskClient) -> None:
    answer = site.get("/pledges.csv?unit=USD", follow_redirects=True).text
    assert {line.split(",")[6] for line in answer.splitlines()[1:]} == {"https://w3id.org/mithaq/unit/USD"}


@pytest.mark.parametrize(
    "address",
    [
        *("/statements?page=0", "/statements?page=x", "/statements?page=99999999", "/statements?order=random"),
        *("/statements?speaker=a%20b", "/statements?act=%3E", "/commitments?as_of=tomorrow", "/commitments?due=never"),
    ],
)
def test_wrong_parameter_is_told(site: FlaskClient, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 400 and "parameter" in answer.json["detail"]  # type: ignore[index]


def test_what_a_reader_sends_never_becomes_part_of_a_query(site: FlaskClient) -> None:
    answer = site.get("/statements", query_string={"month": '2021-07"}#', "lang": "en"})
    assert answer.status_code in (200, 400)
    assert site.get("/statements", query_string={"speaker": "x>}UNION{?item a mq:Statement}#"}).status_code == 400


def test_actors_are_listed_by_kind_with_what_they_said(site: FlaskClient) -> None:
    page = site.get("/actors?kind=Country&order=speaking&lang=ar").text
    assert page.index("الولايات المتحدة") and "جو بايدن" not in page.partition('id="found"')[2]


def test_list_is_a_query_to_go_on_with(site: FlaskClient) -> None:
    page = site.get("/statements?speaker=joe-biden&lang=en").text
    assert "This page as a query" in page and "actor/joe-biden%3E" in page


def months_of(page: str) -> dict[str, int]:
    """The calendar of a page: what falls due in each month or year."""
    return {period: int(count) for period, count in re.findall(r"deadline=([\d-]+)\"[^>]*>(\d+)</a></td>", page)}


def test_calendar_counts_what_falls_due_in_each_month(site: FlaskClient) -> None:
    page = site.get("/commitments?as_of=2021-08-15&lang=ar").text
    months = months_of(page)
    assert set(months) == {"2021-07", "2021-08", "2021-10", "2021-12"}
    assert 'aria-label="تشرين الأول/أكتوبر 2021: التزام واحد"' in page
    for month, count in months.items():
        assert count_of(site.get(f"/commitments?lang=en&deadline={month}").text.replace("one commitment", "1")) == count


def test_calendar_keeps_all_months_when_one_is_chosen(site: FlaskClient) -> None:
    page = site.get("/commitments?deadline=2021-12&lang=ar").text
    assert "deadline=2021-08" in page and 'aria-current="true"' in page
