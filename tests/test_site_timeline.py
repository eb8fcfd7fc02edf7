"""The timeline: a month at a time, day by day, what was said and what falls due."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_timeline_opens_at_the_last_month_in_which_anything_was_said(site: FlaskClient) -> None:
    page = site.get("/timeline?lang=ar").text
    assert 'id="month" class="status">تموز/يوليو 2021' in page and "لن نكون مع نهاية العام" in page


def test_days_follow_each_other(site: FlaskClient) -> None:
    page = site.get("/timeline?month=2021-07&lang=en").text
    days = [piece[:10] for piece in page.split('<time datetime="')[1:] if piece[10:11] == '"']
    headings = [piece.partition('"')[0] for piece in page.split("<h3>")[1:] for piece in piece.split('datetime="')[1:2]]
    assert days and headings == sorted(headings)


def test_what_falls_due_in_a_month_stands_in_it(site: FlaskClient) -> None:
    page = site.get("/timeline?month=2021-08&lang=en").text
    assert "falls due" in page and '<time datetime="2021-08-31">31 August 2021</time>' in page


def test_timeline_of_an_actor_has_nobody_elses_words(site: FlaskClient) -> None:
    page = site.get("/timeline?actor=mustafa-al-kadhimi&month=2021-07&lang=ar").text
    assert "أقوى من أي وقت" in page and "لن نكون مع نهاية العام" not in page


@pytest.mark.parametrize("address", ["/timeline?month=July", "/timeline?month=2021-13", "/timeline?actor=a%20b"])
def test_wrong_parameter_is_told(site: FlaskClient, address: str) -> None:
    assert site.get(address).status_code == 400


def test_month_without_anything_is_empty(site: FlaskClient) -> None:
    assert site.get("/timeline?month=1999-01").status_code == 200


def test_month_leads_to_those_before_and_after_it(site: FlaskClient) -> None:
    first, last = (site.get(f"/timeline?month={month}&lang=ar").text for month in ("2003-05", "2021-07"))
    assert 'rel="next" href="/timeline?month=2021-07&amp;lang=ar">بعده: تموز/يوليو 2021</a>' in first
    assert 'rel="prev" href="/timeline?month=2003-05&amp;lang=ar">قبله: أيار/مايو 2003</a>' in last
    assert 'rel="prev"' not in first and 'rel="next"' not in last
