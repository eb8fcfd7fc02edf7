"""What pledges come to: nothing is counted twice, and different units are not added up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import Config
from kg.build import build

ARTICLES = {
    "a": "وستقدم ألمانيا إلى لبنان مساعدات بقيمة 500 مليون يورو، منها 200 مليون يورو للتعليم.",
    "b": "وقالت ألمانيا إنها ستقدم إلى لبنان مساعدات بقيمة 500 مليون يورو.",
    "c": "وستقدم ألمانيا إلى اليمن منحة بقيمة 30 مليون يورو.",
    "d": "وستقدم ألمانيا إلى اليمن منحة بقيمة 7 ملايين دولار.",
    "e": "وستقدم فرنسا إلى لبنان منحة بقيمة 40 مليون يورو.",
}


@pytest.fixture(scope="module")
def aid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of the site over a handful of pledges, one of them told twice, one of them part of another."""
    folder = tmp_path_factory.mktemp("aid")
    lines = ({"id": name, "published": "2021-07-27", "text": text} for name, text in ARTICLES.items())
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    build([folder / "news.jsonl"], folder / "store")
    app = create_app(Config(folder / "store", workers=1))
    yield app.test_client()
    app.extensions["mithaq"].close()


def totals(client: FlaskClient, address: str) -> dict[str, dict[str, str]]:
    """Unit -> who -> total, as the page has them."""
    page = client.get(address).text
    tables = re.findall(r'<table class="bars">\s*<caption>(.*?)</caption>(.*?)</table>', page, re.DOTALL)
    return {plain(unit): {plain(who): total for who, total in row_of(body)} for unit, body in tables}


def row_of(body: str) -> list[tuple[str, str]]:
    return re.findall(r'<th scope="row">(.*?)</th><td class="number" dir="ltr">([^<]*)</td>', body, re.DOTALL)


def plain(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup).strip()


def test_a_sum_told_twice_counts_once_and_its_part_not_beside_it(aid: FlaskClient) -> None:
    assert totals(aid, "/pledges?lang=en") == {
        "Euro": {"Germany": "530,000,000", "France": "40,000,000"},
        "US Dollar": {"Germany": "7,000,000"},
    }


def test_totals_are_told_by_recipient_and_by_sector(aid: FlaskClient) -> None:
    by_recipient = totals(aid, "/pledges?lang=en&by=recipient")
    assert by_recipient["Euro"] == {"Lebanon": "540,000,000", "Yemen": "30,000,000"}
    assert totals(aid, "/pledges?lang=en&by=sector")["Euro"]["education"] == "200,000,000"


def test_totals_are_of_what_the_choices_leave(aid: FlaskClient) -> None:
    assert totals(aid, "/pledges?lang=en&recipient=yemen")["Euro"] == {"Germany": "30,000,000"}


def test_a_row_leads_to_its_pledges(aid: FlaskClient) -> None:
    page = aid.get("/pledges?lang=en").text
    assert re.search(
        r'href="/pledges\?[^"]*donor=germany[^"]*unit=EUR|href="/pledges\?[^"]*unit=EUR[^"]*donor=germany', page
    )


def test_what_is_added_up_by_nothing_known_is_refused(aid: FlaskClient) -> None:
    assert aid.get("/pledges?by=weather").status_code == 400
