"""Linked data: an IRI leads to a page or to data, as the client prefers; every resource has both."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

BIDEN = "https://w3id.org/mithaq/id/actor/joe-biden"
BROWSER, PROGRAM = {"Accept": "text/html,*/*;q=0.8"}, {"Accept": "text/turtle"}


def test_name_of_a_thing_leads_to_what_is_known_about_it(site: FlaskClient) -> None:
    page, data = (site.get("/id/actor/joe-biden", headers=accept) for accept in (BROWSER, PROGRAM))
    assert (page.status_code, page.headers["Location"]) == (303, "/actor/joe-biden")
    assert (data.status_code, data.headers["Location"]) == (303, "/doc/actor/joe-biden")
    assert page.headers["Vary"] == data.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("extension", "kind"),
    [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
    ],
)
def test_description_comes_in_every_format(site: FlaskClient, extension: str, kind: str) -> None:
    answer = site.get(f"/doc/actor/joe-biden.{extension}")
    assert answer.status_code == 200 and answer.content_type.startswith(kind)
    format = ox.RdfFormat.from_extension(extension)
    assert any(quad.subject == ox.NamedNode(BIDEN) for quad in ox.parse(answer.data, format=format))


def test_description_says_what_refers_to_it(site: FlaskClient) -> None:
    assert f"mq:speaker <{BIDEN}>" in site.get("/doc/actor/joe-biden.ttl").text


def test_description_of_an_article_is_its_graph(site: FlaskClient) -> None:
    answer = site.get("/doc/article/001_42df4bdc5be6c26b.nt").data
    graph = "<https://w3id.org/mithaq/id/article/001_42df4bdc5be6c26b>"
    asked = site.get(
        "/sparql.csv", query_string={"query": f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}"}
    )
    assert len(answer.splitlines()) == int(asked.text.split()[1])


def test_resource_without_a_page_of_its_own_has_one_all_the_same(site: FlaskClient) -> None:
    page = site.get("/id/tenure/joe-biden/president-us-2021-01-20", headers=BROWSER, follow_redirects=True)
    assert page.status_code == 200 and "جو بايدن" in page.text


def test_concept_says_what_it_means(site: FlaskClient) -> None:
    page = site.get("/act/affirm?lang=ar", headers=BROWSER)
    assert page.status_code == 200 and "تأكيد" in page.text
    assert "skos:Concept" in site.get("/act/affirm", headers=PROGRAM).text


def test_ontology_is_documented_in_both_languages(site: FlaskClient) -> None:
    page = site.get("/ontology?lang=ar", headers=BROWSER).text
    assert 'id="Statement"' in page and "قول منسوب إلى قائله" in page and "One attributed utterance" in page
    assert site.get("/ontology", headers=PROGRAM).content_type.startswith("text/turtle")


def test_page_tells_programs_where_its_data_are(site: FlaskClient) -> None:
    page = site.get("/actor/joe-biden", headers=BROWSER)
    assert '</doc/actor/joe-biden.ttl>; rel="alternate"; type="text/turtle"' in page.headers["Link"]
    assert '<link rel="alternate" type="text/turtle" href="/doc/actor/joe-biden.ttl">' in page.text


@pytest.mark.parametrize("path", ["/doc/actor/nobody.ttl", "/doc/nothing.html", "/act/nothing", "/doc/actor/a%20b.ttl"])
def test_what_nothing_is_known_about_is_not_found(site: FlaskClient, path: str) -> None:
    assert site.get(path, headers=BROWSER).status_code == 404


def test_every_link_of_a_page_leads_somewhere(site: FlaskClient) -> None:
    for start in ("/actor/us?lang=ar", "/article/001_42df4bdc5be6c26b?lang=ar"):
        page = site.get(start).text
        links = {piece.partition('"')[0].partition("#")[0] for piece in page.split('href="/')[1:]}
        for link in sorted(link for link in links if "query=" not in link):
            with site.get("/" + link.replace("&amp;", "&"), headers=BROWSER) as answer:
                assert answer.status_code in (200, 303), link


def test_terms_of_other_vocabularies_have_names_too(site: FlaskClient) -> None:
    page = site.get("/act/affirm?lang=ar", headers=BROWSER).text
    assert "<bdi>التعريف</bdi>" in page and "skos:definition" not in page


def test_what_refers_to_a_resource_is_named_by_its_words(site: FlaskClient) -> None:
    assert "تعاون واشنطن مع بغداد في محاربة الإرهاب سيستمر</bdi></a>" in site.get("/act/affirm", headers=BROWSER).text
