"""The search page: spelling does not matter, what was asked for stands out, nothing a reader types does harm."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

BROWSER = {"Accept": "text/html"}


def test_search_finds_whatever_the_spelling(site: FlaskClient) -> None:
    page = site.get("/search?q=العلاقه اقوي&lang=ar", headers=BROWSER).text
    assert "<mark>والعلاقة</mark> <mark>أقوى</mark>" in page


def test_hit_leads_to_its_page(site: FlaskClient) -> None:
    page = site.get("/search?q=بايدن&kind=Actor&lang=ar", headers=BROWSER).text
    assert 'href="/actor/joe-biden?lang=ar">' in page


def test_program_gets_json(site: FlaskClient) -> None:
    assert site.get("/search?q=بايدن").content_type == "application/json"
    assert site.get("/search?q=بايدن", headers={"Accept": "application/json"}).json


def test_page_without_a_question_says_how_to_ask(site: FlaskClient) -> None:
    assert "أمريكا تجد أميركا" in site.get("/search?lang=ar", headers=BROWSER).text


def test_search_without_hits_says_so(site: FlaskClient) -> None:
    assert "لم يوجد شيء" in site.get("/search?q=زرافة&lang=ar", headers=BROWSER).text


def test_markup_in_a_question_does_no_harm(site: FlaskClient) -> None:
    page = site.get("/search", query_string={"q": '<script>alert("x")</script>', "lang": "ar"}, headers=BROWSER)
    assert page.status_code == 200 and "<script>alert" not in page.text


def test_name_that_is_asked_for_comes_before_all_that_holds_it(site: FlaskClient) -> None:
    hits = site.get("/search?q=العراق").json["hits"]  # type: ignore[index]
    assert hits[0]["iri"].endswith("/actor/iraq")
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_hit_says_who_said_it_and_nothing_stands_twice(site: FlaskClient) -> None:
    page = site.get("/search?q=العلاقة أقوى&lang=ar", headers=BROWSER).text
    assert page.count("<mark>والعلاقة</mark>") == 1
    assert '<a href="/actor/mustafa-al-kadhimi?lang=ar"><bdi>مصطفى الكاظمي</bdi></a>' in page


def test_actor_is_named_in_the_readers_language_beside_what_was_found(site: FlaskClient) -> None:
    english, arabic = (
        site.get(f"/search?q=العراق&kind=Actor&lang={lang}", headers=BROWSER).text for lang in ("en", "ar")
    )
    assert re.search(r'href="/actor/iraq\?lang=en"><bdi>Iraq</bdi></a> <span[^>]*><bdi[^>]*><mark>العراق', english)
    assert re.search(r'href="/actor/iraq\?lang=ar"><bdi[^>]*><mark>العراق', arabic)
