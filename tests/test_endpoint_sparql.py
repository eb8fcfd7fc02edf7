"""The SPARQL endpoint as a client sees it, over real query workers."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from published_store import TRIG, publish_trig

from endpoint import Config, create_app
from endpoint.pool import SPARE_WORKERS
from endpoint.wire import Job

A1, A2 = "https://w3id.org/mithaq/id/article/a1", "https://w3id.org/mithaq/id/article/a2"
EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    store = tmp_path_factory.mktemp("served")
    publish_trig(store)
    return Config(store, query_seconds=1, workers=2, queue_seconds=0.5, page_rows=3, answer_bytes=1 << 20)


def get(client: FlaskClient, query: str, accept: str = "", **parameters: Any) -> Any:
    return client.get("/sparql", query_string={"query": query, **parameters}, headers={"Accept": accept})


def problem(response: Any) -> dict[str, Any]:
    assert response.content_type == "application/problem+json"
    document: dict[str, Any] = json.loads(response.data)
    assert document["status"] == response.status_code
    return document


# Asking

EACH_WAY = [
    {"method": "GET", "query_string": {"query": "ASK {}"}},
    {"method": "POST", "data": {"query": "ASK {}"}},
    {"method": "POST", "data": "ASK {}", "content_type": "application/sparql-query"},
    {"method": "POST", "data": "ASK {}", "content_type": "application/sparql-query; charset=UTF-8"},
    {"method": "POST", "path": "/sparql/", "data": {"query": "ASK {}"}},
]


@pytest.mark.parametrize("way", EACH_WAY, ids=["get", "form", "direct", "direct with charset", "slash"])
def test_query_is_answered_however_it_is_sent(client: FlaskClient, way: dict[str, Any]) -> None:
    assert client.open(**{"path": "/sparql", **way}).json == {"head": {}, "boolean": True}


def test_arabic_comes_back_to_the_letter(client: FlaskClient) -> None:
    answer = get(client, 'SELECT ?l { ?s rdfs:label ?l FILTER(CONTAINS(?l, "الكاظمي")) }', "text/csv")
    assert answer.data.decode() == "l\r\nمصطفى الكاظمي\r\n"


@pytest.mark.parametrize(
    ("accept", "content_type", "beginning"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b"{"),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"n\r\n1"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?n\n1"),
    ],
)
def test_select_in_each_format(client: FlaskClient, accept: str, content_type: str, beginning: bytes) -> None:
    answer = get(client, "SELECT (1 AS ?n) {}", accept)
    assert (answer.content_type, answer.data.startswith(beginning)) == (content_type, True)
    assert answer.content_length == len(answer.data)


@pytest.mark.parametrize(
    ("accept", "content_type", "part"),
    [
        ("text/turtle", "text/turtle; charset=utf-8", "wd:Q1 rdfs:label"),
        ("application/n-triples", "application/n-triples", "<http://www.wikidata.org/entity/Q1>"),
        ("application/rdf+xml", "application/rdf+xml", "<rdf:RDF"),
        ("application/ld+json", "application/ld+json", '"@id"'),
        ("application/trig", "application/trig", "wd:Q1 rdfs:label"),
        ("application/n-quads", "application/n-quads", "<http://www.wikidata.org/entity/Q1>"),
    ],
)
def test_construct_in_each_format(client: FlaskClient, accept: str, content_type: str, part: str) -> None:
    answer = get(client, "CONSTRUCT { wd:Q1 rdfs:label 'كون'@ar } {}", accept)
    assert answer.content_type == content_type
    assert part in answer.text and "كون" in answer.text


def test_format_parameter_wins(client: FlaskClient) -> None:
    assert get(client, "SELECT (1 AS ?n) {}", "text/html", format="csv").data == b"n\r\n1\r\n"


def test_head_has_the_headers_and_no_body(client: FlaskClient) -> None:
    answer = client.head("/sparql", query_string={"query": "SELECT (1 AS ?n) {}", "format": "csv"})
    assert (answer.status_code, answer.content_length, answer.data) == (200, 6, b"")


# Datasets: https://www.w3.org/TR/sparql11-protocol/#dataset

AMOUNTS = "SELECT ?n { ?p mq:amount ?n } ORDER BY ?n"


@pytest.mark.parametrize(
    ("query", "graphs", "amounts"),
    [
        (AMOUNTS, {}, "5000000 5200000"),
        (AMOUNTS, {"default-graph-uri": A1}, "5200000"),
        (AMOUNTS, {"default-graph-uri": [A1, A2]}, "5000000 5200000"),
        (AMOUNTS, {"named-graph-uri": A1}, ""),
        ("SELECT ?n { GRAPH ?g { ?p mq:amount ?n } } ORDER BY ?n", {}, "5000000 5200000"),
        ("SELECT ?p { ?p a mq:AidPledge }", {}, "https://w3id.org/mithaq/id/p1"),
        ("SELECT ?n { GRAPH ?g { ?p mq:amount ?n } }", {"named-graph-uri": A2}, "5000000"),
        (f"SELECT ?n FROM <{A2}> {{ ?p mq:amount ?n }}", {}, "5000000"),
        (f"SELECT ?n FROM <{A2}> {{ ?p mq:amount ?n }}", {"default-graph-uri": A1}, "5200000"),
        (f"SELECT ?n FROM NAMED <{A2}> {{ ?p mq:amount ?n }}", {}, ""),
    ],
)
def test_dataset_is_the_protocols_else_the_querys_else_the_union(
    client: FlaskClient, query: str, graphs: dict[str, Any], amounts: str
) -> None:
    rows = get(client, query, "text/csv", **graphs).text.split("\r\n")[1:]
    assert " ".join(rows).strip() == amounts


# Caching


def test_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = get(client, "SELECT (1 AS ?n) {}")
    tag = first.headers["ETag"]
    again = client.get("/sparql", query_string={"query": "SELECT (1 AS ?n) {}"}, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Vary"] == first.headers["Vary"] == "Accept, Accept-Encoding, Accept-Language"


def test_tag_differs_by_query_format_and_graphs(client: FlaskClient) -> None:
    query = "SELECT (1 AS ?n) {}"
    answers = [
        get(client, query),
        get(client, query + " "),
        get(client, query, "text/csv"),
        get(client, query, **{"default-graph-uri": A1}),
    ]
    assert len({answer.headers["ETag"] for answer in answers}) == 4


def test_kept_answer_has_the_type_that_is_asked_for(client: FlaskClient) -> None:
    asked = ("application/xml", "text/xml", "application/xml")
    assert tuple(get(client, "SELECT (2 AS ?n) {}", media_type).mimetype for media_type in asked) == asked


def test_answer_that_depends_on_chance_has_no_tag(client: FlaskClient) -> None:
    answer = get(client, "SELECT (RAND() AS ?n) {}")
    assert "ETag" not in answer.headers and answer.headers["Cache-Control"] == "no-store"


# Refusals


@pytest.mark.parametrize(
    ("query", "line", "column", "reason"),
    [
        ("SELECT * {\n  ?s qq:p ?o }", 2, 6, 'the prefix "qq:" is not declared'),
        ("SELEC * { ?s ?p ?o }", 1, 1, '"SELEC" is not a word of SPARQL'),
        ('ASK {\n ?s ?p "قال }', 2, 8, "this string is not closed"),
        ("ASK { { ?s ?p ?o }", 1, 5, 'this "{" is never closed'),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", 1, 41, "The SELECT contains a variable that is unbound"),
    ],
)
def test_syntax_error_says_where_and_why(client: FlaskClient, query: str, line: int, column: int, reason: str) -> None:
    said = problem(get(client, query))
    assert (said["status"], said["line"], said["column"]) == (400, line, column)
    assert said["detail"] == f"Line {line}, column {column}: {reason}."
    assert said["type"].endswith("/problems#syntax") and said["parser"].startswith("error at ")


@pytest.mark.parametrize(
    ("request_", "status", "name"),
    [
        ({"method": "POST", "data": {"format": "json"}}, 400, "missing-query"),
        ({"query_string": {"query": ["ASK {}", "ASK {}"]}}, 400, "repeated-parameter"),
        ({"query_string": "query=ASK%20%7B%7D&format=csv&format=json"}, 400, "repeated-parameter"),
        ({"query_string": "query=%ff"}, 400, "not-utf-8"),
        ({"query_string": "query=%ed%a0%80"}, 400, "not-utf-8"),
        ({"method": "POST", "data": b"\xff", "content_type": "application/sparql-query"}, 400, "not-utf-8"),
        ({"query_string": {"query": "ASK {}", "default-graph-uri": "no iri"}}, 400, "bad-request"),
        ({"query_string": "&".join(["query=ASK{}"] + ["x=1"] * 200)}, 400, "bad-request"),
        ({"query_string": {"query": "ASK " + "{" * 300 + "}" * 300}}, 400, "too-deep"),
        ({"query_string": {"query": "SELECT * { SERVICE <http://x/> {} }"}}, 403, "federation-refused"),
        ({"query_string": {"query": "INSERT DATA { <a> <b> 1 }"}}, 403, "updates-refused"),
        ({"query_string": {"update": "CLEAR ALL"}}, 403, "updates-refused"),
        ({"query_string": {"query": "SELECT * {}"}, "headers": {"Accept": "image/png"}}, 406, "not-acceptable"),
        ({"query_string": {"query": "SELECT * {}"}, "headers": {"Accept": "text/turtle"}}, 406, "not-acceptable"),
        ({"query_string": {"query": "SELECT * {}", "format": "pdf"}}, 406, "not-acceptable"),
        ({"query_string": {"query": "ASK {} #" + "x" * 100_000}}, 413, "too-large"),
        ({"method": "POST", "data": {"query": "ASK {} #" + "x" * 100_000}}, 413, "too-large"),
        ({"method": "POST", "data": "x" * 100_000, "content_type": "application/sparql-query"}, 413, "too-large"),
        ({"method": "POST", "data": "ASK {}", "content_type": "text/plain"}, 415, "unsupported-media-type"),
        ({"method": "POST", "data": "ASK {}"}, 415, "unsupported-media-type"),
        (
            {"method": "POST", "data": "ASK {}", "content_type": "application/sparql-query; charset=UTF-16"},
            415,
            "unsupported-media-type",
        ),
        ({"query_string": {"query": EVERY_PAIR}}, 504, "timeout"),
    ],
)
def test_refusal_has_its_status_and_type(client: FlaskClient, request_: dict[str, Any], status: int, name: str) -> None:
    said = problem(client.open("/sparql", **request_))
    assert (said["status"], said["type"].partition("#")[2]) == (status, name)
    assert said["title"] and said["detail"]


def test_refused_format_names_those_of_the_querys_kind(client: FlaskClient) -> None:
    said = problem(get(client, "CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"))
    assert "text/turtle" in said["available"] and "text/csv" not in said["available"]


@pytest.mark.parametrize(("length", "status"), [(64 << 10, 200), ((64 << 10) + 1, 413), (1 << 20, 413)])
@pytest.mark.parametrize("says_length", [True, False])
def test_query_is_taken_whole_or_not_at_all(client: FlaskClient, length: int, status: int, says_length: bool) -> None:
    body = b"ASK {} #".ljust(length)
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    in_chunks = {"input_stream": BytesIO(body), "environ_overrides": chunked}
    sent: dict[str, Any] = {"data": body} if says_length else in_chunks
    assert client.post("/sparql", content_type="application/sparql-query", **sent).status_code == status


def test_next_query_is_answered_after_a_timeout(client: FlaskClient) -> None:
    assert [get(client, EVERY_PAIR).status_code for _ in range(2)] == [504, 504]
    assert get(client, "ASK {}").status_code == 200


@pytest.mark.parametrize("piece", ["STR(", "{", "[", "("])
def test_five_kilobytes_of_brackets_are_refused_and_survived(client: FlaskClient, piece: str) -> None:
    assert get(client, "ASK { FILTER(" + piece * (5000 // len(piece))).status_code == 400
    assert get(client, "ASK {}").status_code == 200


def test_answer_beyond_the_limit_is_refused_whole(client: FlaskClient) -> None:
    said = problem(get(client, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    assert (said["status"], said["type"].partition("#")[2]) == (403, "answer-too-large")


def test_busy_service_says_when_to_come_back(config: Config) -> None:
    app = create_app(replace(config, workers=1, queue_seconds=1))
    try:
        with ExitStack() as held:
            for _ in range(1 + SPARE_WORKERS):
                held.enter_context(app.extensions["mithaq"].engine.ask(Job("ASK {}", 5)))
            answer = get(app.test_client(), "ASK {}")
        assert (problem(answer)["status"], answer.headers["Retry-After"]) == (503, "2")
    finally:
        app.extensions["mithaq"].engine.close()


def test_plain_text_is_offered_for_errors(client: FlaskClient) -> None:
    answer = get(client, "SELEC", "text/plain, application/sparql-results+json;q=0.9")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text == 'The query is not valid SPARQL\nLine 1, column 1: "SELEC" is not a word of SPARQL.\n'


def test_other_methods_are_refused_with_those_allowed(client: FlaskClient) -> None:
    answer = client.put("/sparql", query_string={"query": "ASK {}"})
    assert problem(answer)["type"].endswith("#method-not-allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST", "QUERY"}


def test_service_as_a_whole_tells_its_methods(client: FlaskClient) -> None:
    answer = client.options("/", environ_overrides={"RAW_URI": "*", "PATH_INFO": "*"})
    assert (answer.status_code, answer.data) == (200, b"") and "QUERY" in answer.headers["Allow"]


@pytest.mark.parametrize("host", ["a b", 'a"<x>', "[::1"])
def test_host_that_is_none_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/sparql?query=ASK{}", headers={"Host": host}).status_code == 400


# Any site's scripts may ask


@pytest.mark.parametrize("query", ["ASK {}", "SELEC"])
def test_every_answer_is_open_to_other_origins(client: FlaskClient, query: str) -> None:
    assert get(client, query).headers["Access-Control-Allow-Origin"] == "*"


def test_preflight_allows_posting_a_query(client: FlaskClient) -> None:
    answer = client.options("/sparql", headers={"Origin": "https://example.org"})
    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


# In a browser


def test_browser_without_a_query_gets_a_form(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": BROWSER})
    assert page.status_code == 200 and '<textarea id="query" name="query"' in page.text


def test_browser_gets_a_table_with_arabic_cells_marked_as_such(client: FlaskClient) -> None:
    page = get(client, "SELECT ?content ?s { ?s mq:content ?content }", BROWSER)
    assert '<bdi class="name" dir="rtl" lang="ar">العراق لا يحتاج إلى قوات قتالية أجنبية</bdi>' in page.text
    assert 'href="/doc/s1.html"' in page.text


def test_values_are_escaped_in_the_table(client: FlaskClient) -> None:
    page = get(client, "SELECT ('<script>alert(1)</script>' AS ?x) (IRI('javascript:alert(1)') AS ?y) {}", BROWSER)
    assert "<script>" not in page.text and 'href="javascript' not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_table_is_cut_and_says_so(client: FlaskClient) -> None:
    page = get(client, "SELECT ?x { VALUES ?x { 1 2 3 4 } }", BROWSER, lang="en")
    assert page.text.count("<td ") == 3 and "shows the first rows only" in page.text


@pytest.mark.parametrize(
    ("values", "said"), [("1", "نتيجة واحدة"), ("1 2", "نتيجتان"), ("1 2 3", "3 نتائج"), ("", "لا نتائج")]
)
def test_results_are_counted_in_good_arabic(client: FlaskClient, values: str, said: str) -> None:
    assert f'<p role="status">{said} ·' in get(client, f"SELECT ?x {{ VALUES ?x {{ {values} }} }}", BROWSER).text


def test_browser_sees_the_error_beside_its_query(client: FlaskClient) -> None:
    page = get(client, "SELECT * { ?s qq:p ?o }", BROWSER)
    assert page.status_code == 400 and page.headers["Cache-Control"] == "no-store"
    assert "الاستعلام ليس SPARQL صحيحًا" in page.text and "SELECT * { ?s qq:p ?o }</textarea>" in page.text


# A new version


def test_new_version_is_served_without_restart(tmp_path: Path) -> None:
    publish_trig(tmp_path)
    app = create_app(Config(tmp_path, workers=1))
    client = app.test_client()
    try:
        before = get(client, AMOUNTS, "text/csv")
        publish_trig(tmp_path, TRIG.replace("5000000", "7000000"))
        after = get(client, AMOUNTS, "text/csv")
        assert "7000000" not in before.text and "7000000" in after.text
        assert before.headers["ETag"] != after.headers["ETag"]
    finally:
        app.extensions["mithaq"].engine.close()


def test_answer_over_a_newer_version_is_not_kept_for_the_older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_trig(tmp_path)
    app = create_app(Config(tmp_path, workers=1))
    client, engine = app.test_client(), app.extensions["mithaq"].engine
    ask = engine.ask

    def ask_late(*given: Any, **more: Any) -> Any:
        publish_trig(tmp_path, TRIG.replace("5000000", "7000000"))
        return ask(*given, **more)

    try:
        with monkeypatch.context() as patch:
            patch.setattr(engine, "ask", ask_late)
            newer = get(client, AMOUNTS, "text/csv")
        assert "7000000" in newer.text and "ETag" not in newer.headers
        publish_trig(tmp_path)
        assert "7000000" not in get(client, AMOUNTS, "text/csv").text
    finally:
        engine.close()


def test_version_that_cannot_be_opened_is_not_taken_up(tmp_path: Path) -> None:
    publish_trig(tmp_path)
    app = create_app(Config(tmp_path, workers=1))
    try:
        (tmp_path / "store-broken").mkdir()
        (tmp_path / "next").symlink_to("store-broken")
        (tmp_path / "next").replace(tmp_path / "current")
        assert get(app.test_client(), "ASK {}").json["boolean"] is True
    finally:
        app.extensions["mithaq"].engine.close()
