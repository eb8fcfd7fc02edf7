"""The pages, the dumps and the ontology, as a client sees them."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from published_store import TRIG, publish_trig

from endpoint import Config
from endpoint.examples import competency_questions, first_questions
from endpoint.formats import GRAPH_FORMATS
from endpoint.words import words

DUMPS = {form.extension: form.media_types[0] for form in GRAPH_FORMATS if form.extension not in ("n3", "page")}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    store = tmp_path_factory.mktemp("served")
    publish_trig(store)
    return Config(store, query_seconds=2, workers=1)


class Page(HTMLParser):
    """The elements of a page; refuses one that is closed out of turn."""

    VOID = ("meta", "link", "input", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def attributes(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name))]


PAGES = ["/", "/sparql", "/problems", "/sparql?query=SELECT%20*%20{?s%20?p%20?o}", "/sparql?query=SELEC", "/nowhere"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_page_is_whole_and_has_language_and_direction(
    client: FlaskClient, path: str, language: str, direction: str
) -> None:
    answer = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    root = Page(answer.text).elements[0]
    assert root == ("html", {"lang": language, "dir": direction})


@pytest.mark.parametrize("path", PAGES)
def test_page_loads_nothing_from_elsewhere_and_runs_no_script(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    page = Page(answer.text)
    links = [attributes for tag, attributes in page.elements if tag == "link"]
    loaded = [link["href"] or "" for link in links if link["rel"] not in ("canonical", "alternate")]
    assert loaded and all(address.startswith("/static/") for address in loaded)
    scripts = [attributes for tag, attributes in page.elements if tag == "script"]
    # Where the editor has been built, the query page has it, and the words for it as data.
    assert all(
        (script.get("src") or "").startswith("/static/") or script["type"] == "application/json" for script in scripts
    )
    assert not {"img", "iframe", "style"} & {tag for tag, _ in page.elements}
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_links_within_the_site_lead_somewhere(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path, headers={"Accept": "text/html"}).text)
    for link in {link for link in page.attributes("href") if link.startswith("/") and "query=" not in link}:
        with client.get(link, headers={"Accept": "text/html, */*;q=0.8"}) as answer:
            assert answer.status_code == 200 or link.startswith(path), link


def test_label_belongs_to_every_text_field(client: FlaskClient) -> None:
    page = Page(client.get("/sparql", headers={"Accept": "text/html"}).text)
    fields = [attributes["id"] for tag, attributes in page.elements if tag == "textarea" or "placeholder" in attributes]
    assert len(fields) == 2 and fields == page.attributes("for")


def test_front_page_counts_what_the_store_holds(client: FlaskClient) -> None:
    assert ">التصريحات</a></dt><dd>1</dd>" in client.get("/", headers={"Accept-Language": "ar"}).text
    assert re.search("actors(</a>)?</dt><dd>3</dd>", client.get("/?lang=en").text)


def test_language_asked_for_wins_over_the_browsers(client: FlaskClient) -> None:
    assert '<html lang="ar"' in client.get("/?lang=ar", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("example", first_questions(), ids=lambda example: example.name)
def test_example_of_the_front_page_finds_something(site: FlaskClient, example: Any) -> None:
    rows = site.get("/sparql", query_string={"query": example.query, "format": "csv"})
    assert rows.status_code == 200 and len(rows.text.splitlines()) > 1
    assert example.title("ar") != example.title("en")


@pytest.mark.parametrize("example", competency_questions(), ids=lambda example: example.name)
def test_competency_question_is_offered_and_answered(client: FlaskClient, example: Any) -> None:
    assert client.get("/sparql", query_string={"query": example.query}).status_code == 200


def test_words_are_there_in_both_languages() -> None:
    assert words("ar").keys() == words("en").keys()
    assert all(words("ar").values()) and all(words("en").values())


# Dumps


@pytest.mark.parametrize("extension", DUMPS)
def test_dump_holds_the_graph_in_its_format(client: FlaskClient, extension: str) -> None:
    answer = client.get(f"/dump.{extension}")
    assert (answer.status_code, answer.mimetype) == (200, DUMPS[extension])
    form = ox.RdfFormat.from_extension(extension)
    assert form is not None
    read = {quad.triple for quad in ox.parse(answer.data, format=form)}
    assert read == {quad.triple for quad in ox.parse(TRIG.encode(), format=ox.RdfFormat.TRIG)}


def test_packed_dump_unpacks_to_the_plain_one(client: FlaskClient) -> None:
    with client.get("/dump.nq.gz") as packed:
        assert packed.mimetype == "application/gzip"
        assert gzip.decompress(packed.data) == client.get("/dump.nq").data


def test_dump_is_compressed_on_the_way_for_those_who_take_it(client: FlaskClient) -> None:
    with client.get("/dump.ttl", headers={"Accept-Encoding": "gzip, br"}) as answer:
        assert (answer.headers["Content-Encoding"], answer.mimetype) == ("gzip", "text/turtle")
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(answer.data) == client.get("/dump.ttl").data
    plain = client.get("/dump.ttl", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("path", ["/dump.ttl", "/dump.ttl.gz", "/ontology"])
def test_unchanged_file_is_not_sent_again(client: FlaskClient, path: str) -> None:
    with client.get(path) as first:
        tag = first.headers["ETag"]
    with client.get(path, headers={"If-None-Match": tag}) as again:
        assert (again.status_code, again.data) == (304, b"")


def test_packed_dump_can_be_resumed(client: FlaskClient) -> None:
    with client.get("/dump.nq.gz") as whole, client.get("/dump.nq.gz", headers={"Range": "bytes=10-"}) as rest:
        assert rest.status_code == 206 and rest.data == whole.data[10:]


def test_range_beyond_the_end_tells_the_length(client: FlaskClient) -> None:
    answer = client.get("/dump.nq.gz", headers={"Range": "bytes=999999999-"})
    assert (answer.status_code, answer.headers["Content-Range"][:8]) == (416, "bytes */")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_plain_dump_is_unpacked_only_as_it_is_sent(client: FlaskClient, method: str) -> None:
    answer = client.open("/dump.nq", method=method)
    assert answer.status_code == 200 and "Content-Length" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/dump.exe", "/dump.exe.gz", "/dump...%2f..%2fmanifest.json", "/ontology.pdf", "/nowhere"]
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


# Ontology and health


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_ontology_is_served_as_asked_for(client: FlaskClient, accept: str, media_type: str) -> None:
    answer = client.get("/ontology", headers={"Accept": accept})
    assert answer.mimetype == media_type
    graph = ox.Dataset(ox.parse(answer.data, format=ox.RdfFormat.from_media_type(media_type)))
    statement = ox.NamedNode("https://w3id.org/mithaq/ontology#Statement")
    assert any(graph.quads_for_subject(statement))


def test_ontology_has_an_address_for_each_format(client: FlaskClient) -> None:
    assert client.get("/ontology.ttl").data == client.get("/ontology").data
    assert client.get("/ontology.jsonld").mimetype == "application/ld+json"


def test_health_names_the_version(client: FlaskClient) -> None:
    state = client.get("/health").json
    assert (
        state is not None
        and state["status"] == "ok"
        and state["version"].startswith("store-")
        and state["workers"] == 1
    )
