"""The page of one fact: what it is, the words that support it, which rule found it."""

from __future__ import annotations

import re

from flask.testing import FlaskClient


def address_of(site: FlaskClient, pattern: str) -> str:
    """The address of the one resource that a graph pattern with ?fact finds first."""
    answer = site.get("/sparql.csv", query_string={"query": f"SELECT ?fact {{ {pattern} }} ORDER BY ?fact LIMIT 1"})
    return "/" + answer.text.splitlines()[1].removeprefix("https://w3id.org/mithaq/id/")


def test_statement_shows_who_said_it_when_and_where(site: FlaskClient) -> None:
    where = address_of(site, '?fact mq:content ?words FILTER(CONTAINS(?words, "أقوى من أي وقت"))')
    page = site.get(f"{where}?lang=ar").text
    assert "مصطفى الكاظمي" in page and "26 تموز/يوليو 2021" in page and "الاثنين" in page
    assert f"/article/{where.split('/')[2]}?lang=ar#c" in page


def test_statement_names_its_rule_and_confidence(site: FlaskClient) -> None:
    page = site.get(f"{address_of(site, '?fact a mq:Statement')}?lang=en").text
    assert re.search(r'rule <span class="code" dir="ltr">[a-z-]+</span>', page)
    assert re.search(r"confidence <span [^>]*>0\.\d+</span>", page)


def test_quotation_chain_names_the_outlet_it_came_through(site: FlaskClient) -> None:
    where = address_of(site, '?fact mq:via/rdfs:label "وول ستريت جورنال"@ar')
    page = site.get(f"{where}?lang=ar").text
    assert "نقلًا عن" in page and "وول ستريت جورنال" in page


def test_commitment_shows_its_deadline_as_a_reader_writes_it(site: FlaskClient) -> None:
    where = address_of(site, '?fact a mq:Commitment ; mq:deadline "2021-08-31"^^xsd:date')
    assert "31 آب/أغسطس 2021" in site.get(f"{where}?lang=ar").text
    assert "31 August 2021" in site.get(f"{where}?lang=en").text


def test_pledge_shows_its_amount_with_its_unit(site: FlaskClient) -> None:
    page = site.get(f"{address_of(site, '?fact mq:amount 155000000.0')}?lang=en").text
    assert "155,000,000" in page and "United States" in page and "Iraq" in page


def test_arabic_stays_right_to_left_on_an_english_page(site: FlaskClient) -> None:
    page = site.get(f"{address_of(site, '?fact a mq:Statement')}?lang=en").text
    assert '<blockquote lang="ar" dir="rtl">' in page and '<html lang="en" dir="ltr">' in page


def test_utterance_shows_its_renderings(site: FlaskClient) -> None:
    page = site.get(f"{address_of(site, '?fact a mq:Utterance')}?lang=ar")
    assert page.status_code == 200 and "قول واحد بصيغ عدّة" in page.text


def test_fact_that_is_not_there_is_not_found(site: FlaskClient) -> None:
    for kind in ("statement", "utterance", "commitment", "pledge"):
        assert site.get(f"/{kind}/nowhere/1-2").status_code == 404
        assert site.get(f"/{kind}/a%20b%3E/1-2").status_code == 404


def test_words_around_a_passage_are_whole(site: FlaskClient) -> None:
    page = site.get("/statement/000_85926a8630570f5f/1016-1120?lang=ar").text
    assert "… مع العراق، موضحا أن" in page and "وكان الكاظمي قال في …" in page
