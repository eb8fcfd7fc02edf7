"""The page of an actor: who it is, what it said, undertook and pledged, who stands in a relation with it."""

from __future__ import annotations

from xml.etree import ElementTree

from flask.testing import FlaskClient

BIDEN, US = "/actor/joe-biden", "/actor/us"


def test_actor_is_named_in_both_languages_and_linked_to_wikidata(site: FlaskClient) -> None:
    page = site.get(f"{BIDEN}?lang=ar").text
    assert '<bdi lang="ar" dir="rtl">جو بايدن</bdi>' in page and "Joe Biden" in page
    assert 'href="http://www.wikidata.org/entity/Q6279"' in page


def test_actor_has_the_offices_it_held_with_their_years(site: FlaskClient) -> None:
    page = site.get(f"{BIDEN}?lang=ar").text
    assert "نائب الرئيس" in page and '<time datetime="2021-01-20">20 كانون الثاني/يناير 2021</time>' in page


def test_actor_says_what_it_said_and_where(site: FlaskClient) -> None:
    page = site.get(f"{BIDEN}?lang=ar").text
    assert ">التصريحات <" in page and "لن نكون مع نهاية العام في مهمّة قتاليّة" in page


def test_state_shows_what_it_undertook_and_pledged(site: FlaskClient) -> None:
    page = site.get(f"{US}?lang=en").text
    assert ">Undertook <" in page and ">Pledged <" in page and "155,000,000" in page


def test_what_others_say_of_an_actor_is_shown(site: FlaskClient) -> None:
    page = site.get("/actor/iraq?lang=ar").text
    section = page.partition('id="spoken-of"')[2].partition("</section>")[0]
    assert "ورود الاسم في أقوال آخرين" in page and "العراق" in section and "جو بايدن" in section


def test_relations_are_drawn_and_listed(site: FlaskClient) -> None:
    page = site.get(f"{US}?lang=ar").text
    drawing = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    links = {link.get("href") for link in drawing.iter("a")}
    assert "/actor/iraq?lang=ar" in links
    assert all(f'<li>{words}: <a href="/actor/iraq' in page for words in ("المستفيد", "المتلقي"))


def test_language_chosen_by_hand_is_kept_in_links(site: FlaskClient) -> None:
    assert "/actor/iraq?lang=en" in site.get(f"{US}?lang=en").text
    assert 'href="/actor/iraq"' in site.get(US).text


def test_actor_that_is_not_there_is_not_found(site: FlaskClient) -> None:
    assert site.get("/actor/nobody").status_code == 404
    assert site.get("/actor/a%22b").status_code == 404
