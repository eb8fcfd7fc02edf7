"""What the pages say about themselves in schema.org, and that no text gets out of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

HEAD = '<script type="application/ld+json">'


def structured(site: FlaskClient, path: str) -> dict[str, Any]:
    page = site.get(f"{path}?lang=ar").text
    assert page.count(HEAD) == 1
    found: dict[str, Any] = json.loads(page.partition(HEAD)[2].partition("</script>")[0])
    assert found["@context"] == "https://schema.org"
    return found


@pytest.mark.parametrize(
    ("key", "kind", "name"),
    [
        ("joe-biden", "Person", "جو بايدن"),
        ("iraq", "Country", "العراق"),
        ("almashareq", "NewsMediaOrganization", "المشارق"),
    ],
)
def test_actor_is_a_thing_of_its_kind(site: FlaskClient, key: str, kind: str, name: str) -> None:
    thing = structured(site, f"/actor/{key}")
    assert (thing["@type"], thing["@id"]) == (kind, f"https://w3id.org/mithaq/id/actor/{key}")
    assert {"@value": name, "@language": "ar"} in thing["name"]


def test_actor_is_the_one_that_wikidata_knows(site: FlaskClient) -> None:
    assert structured(site, "/actor/joe-biden")["sameAs"] == ["http://www.wikidata.org/entity/Q6279"]


def test_article_has_its_headline_day_and_publisher(site: FlaskClient) -> None:
    thing = structured(site, "/article/000_85926a8630570f5f")
    assert (thing["@type"], thing["inLanguage"], thing["datePublished"]) == ("NewsArticle", "ar", "2021-07-27")
    assert thing["headline"].startswith("بايدن والكاظمي يؤكدان")
    assert thing["publisher"]["name"] == {"@value": "قناة الجزيرة", "@language": "ar"}


def test_statement_in_the_speakers_own_words_is_a_quotation(site: FlaskClient) -> None:
    page = site.get("/search?q=العلاقة أقوى&kind=Statement").json
    assert page is not None
    thing = structured(site, page["hits"][0]["iri"].removeprefix("https://w3id.org/mithaq/id"))
    assert thing["@type"] == "Quotation" and thing["text"]["@value"].startswith("الشراكة مع الولايات المتحدة")
    assert thing["spokenByCharacter"][0]["name"]["@value"] == "مصطفى الكاظمي"
    assert thing["isPartOf"][0]["@type"] == "NewsArticle"


def test_statement_in_the_articles_words_is_a_claim(site: FlaskClient) -> None:
    thing = structured(site, "/statement/000_85926a8630570f5f/1016-1120")
    assert thing["@type"] == "Claim" and thing["appearance"][0]["headline"].startswith("بايدن والكاظمي")
