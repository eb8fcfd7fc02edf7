"""The plainest questions are answered before the web framework exactly as it answers them, and only those."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from published_store import publish_trig
from werkzeug.test import Client

from endpoint import Config, create_app
from endpoint.growing import CutError
from endpoint.journal import Journal
from endpoint.protocol import unquoted
from endpoint.quick import Quick

EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# Many rows, in one order: those that nothing orders may come otherwise each time.
ORDERED = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?b ?c ?d ?e ?f"
DIRECT: dict[str, Any] = {"method": "POST", "content_type": "application/sparql-query"}
A1 = "https://w3id.org/mithaq/id/article/a1"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    store = tmp_path_factory.mktemp("served")
    publish_trig(store)
    return Config(store, query_seconds=1, workers=1, queue_seconds=1, answer_bytes=8 << 20)


class Framework:
    """The application behind the quick path; it counts what reaches it."""

    def __init__(self, app: Flask) -> None:
        journal = app.wsgi_app
        assert isinstance(journal, Journal) and isinstance(journal._application, Quick)
        self._quick = journal._application
        self._application = self._quick._application
        self._quick._application = self
        self.calls = 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.calls += 1
        return self._application(environ, start_response)


@pytest.fixture(scope="module")
def framework(app: Flask) -> Framework:
    return Framework(app)


def answered(client: Client, request: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers without what is new each time, body; what came of one that broke off is that it did."""
    answer = client.open(**{"path": "/sparql", **request}, buffered=False)
    headers = dict(answer.headers)
    assert len(headers.pop("Query-Id", "0" * 16)) == 16
    try:
        return answer.status_code, headers, answer.data
    except CutError as error:
        return answer.status_code, headers, str(error).encode()
    finally:
        answer.close()


def asked(query: str, accept: str = "", **more: Any) -> dict[str, Any]:
    headers = {**({"Accept": accept} if accept else {}), **more.pop("headers", {})}
    return {"query_string": {"query": query}, "headers": headers, **more}


PLAIN = [
    asked("ASK {}"),
    asked("SELECT ?l { ?s rdfs:label ?l } ORDER BY ?l", "text/csv"),
    asked("SELECT ?l { ?s rdfs:label ?l } ORDER BY ?l", "application/sparql-results+xml;q=0.5, text/csv;q=0.2"),
    asked("SELECT * { ?s ?p 'الكاظمي' }", "*/*", headers={"Accept-Language": "en"}),
    asked("SELECT (RAND() * 0 AS ?n) {}", "text/csv"),
    asked("CONSTRUCT WHERE { ?s rdfs:label ?o }", "application/n-triples"),
    asked("DESCRIBE <http://nobody>", "text/turtle, text/csv;q=0.5"),
    asked(MANY, "text/csv", headers={"Accept-Encoding": "gzip, br"}),
    asked(MANY, "text/csv", headers={"Accept-Encoding": "zstd"}),
    asked(ORDERED, "text/csv"),
    asked(ORDERED, "text/csv", headers={"Accept-Encoding": "gzip"}),
    asked("SELECT (<x> AS ?iri) {}", headers={"Host": "example.org:80"}),
    asked("SELECT (<x> AS ?iri) {}", headers={"Host": "example.org:8080"}),
    {"query_string": f"query=ASK+%7B+%3Chttp%3A//a%3E+%3Fp+'%2B'+%7D&format=csv&default-graph-uri={A1}"},
    {"query_string": "query=ASK%7B%7D&timeout=0.9"},
    {"query_string": "query=ASK%7B%7D&default-graph-uri=no+iri"},
    {"data": "ASK {}", **DIRECT},
    {"data": "SELECT ?l { ?s rdfs:label ?l } ORDER BY ?l", "headers": {"Accept": "text/csv"}, **DIRECT},
    asked(""),
    asked("SELEC"),
    asked("SELECT * { ?s ?p", "text/plain"),
    asked("SELECT * { ?s ?p", "text/html;q=0.1, text/csv"),
    asked("ASK { FILTER(" + "STR(" * 1000),
    asked("SELECT * { SERVICE <http://x/> {} }"),
    asked("INSERT DATA { <a> <b> 1 }"),
    asked("SELECT * {}", "text/turtle"),
    asked("SELECT (<<( <a:> <b:> 1 )>> AS ?t) {}"),
    asked(EVERY_PAIR),
    asked(f"{LARGE} # all", "application/sparql-results+xml"),
]
OTHERS = [
    {},
    {"query_string": "query=%ff"},
    {"query_string": "query=%ed%a0%80"},
    {"query_string": "query=ASK%7B%7D&query=ASK%7B%7D"},
    {"query_string": "query=ASK%7B%7D&format=csv&format=json"},
    {"query_string": "query=ASK%7B%7D&format=pdf"},
    {"query_string": "query=ASK%7B%7D&format=html"},
    {"query_string": "query=ASK%7B%7D&timeout=soon"},
    {"query_string": "query=ASK%7B%7D&lang=en"},
    {"query_string": "query=SELECT+*+%7B%7D&version=1.2"},
    {"query_string": "&".join(["query=ASK{}"] + ["x=1"] * 200)},
    {"query_string": {"update": "CLEAR ALL"}},
    asked("ASK {} #" + "x" * 100_000),
    asked("SELECT * {}", "image/png"),
    asked("ASK {}", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    asked("SELEC", "text/html"),
    asked("SELECT * {}", "application/sparql-results+json;version=1.2"),
    asked("ASK {}", headers={"Host": "a b"}),
    asked("ASK {}", headers={"Authorization": "Bearer x"}),
    asked("ASK {}", headers={"If-None-Match": '"x"'}),
    asked("ASK {}", method="HEAD"),
    asked("ASK {}", method="PUT"),
    asked("ASK {}", method="OPTIONS"),
    asked("ASK {}", path="/sparql/"),
    asked("ASK {}", path="/sparql.csv"),
    asked("ASK {}", path="/health/live"),
    asked("ASK {}", environ_overrides={"SERVER_PROTOCOL": "HTTP/1.0"}),
    asked("ASK {}", environ_overrides={"RAW_URI": "/sparql?" + "x" * 9000}),
    {"method": "POST", "data": {"query": "ASK {}"}},
    {"method": "POST", "data": "ASK {}", "content_type": "text/plain"},
    {"method": "POST", "data": b"\xff", "content_type": "application/sparql-query"},
    {"method": "POST", "data": "ASK {}", "content_type": "application/sparql-query; charset=UTF-8"},
    {"method": "QUERY", "data": "ASK {}", "content_type": "application/sparql-query"},
    {"data": "x" * 100_000, **DIRECT},
    {"data": "ASK {}", "environ_overrides": {"CONTENT_LENGTH": "1000"}, **DIRECT},
    {"data": "ASK {}", "headers": {"Content-Encoding": "gzip"}, **DIRECT},
]


@pytest.mark.parametrize("request_", [*PLAIN, *OTHERS], ids=lambda request: str(request)[:80])
def test_both_ways_answer_alike(app: Flask, framework: Framework, request_: dict[str, Any]) -> None:
    metrics = app.extensions["mithaq"].metrics
    alone = Client(Journal(framework._application, metrics, Config(Path())))
    assert answered(app.test_client(), request_) == answered(alone, request_)


@pytest.mark.parametrize("request_", PLAIN[:18], ids=lambda request: str(request)[:80])
def test_plain_questions_need_no_framework(app: Flask, framework: Framework, request_: dict[str, Any]) -> None:
    before = framework.calls
    status = answered(app.test_client(), request_)[0]
    assert framework.calls - before == (status != 200)


PIECES = st.sampled_from(["%", "%4", "%41", "%d8%B9", "%0A", "=", "=\n", "_", " ", "\t\r\n", "+", "a"])


@given(st.lists(PIECES).map("".join))
def test_a_value_is_decoded_as_the_standard_library_decodes_it(value: str) -> None:
    assert unquoted(value) == unquote_to_bytes(value.replace("+", " "))


def test_half_a_question_is_not_asked(client: FlaskClient, app: Flask) -> None:
    before = app.extensions["mithaq"].engine.ends.total()
    assert client.open("/sparql", data="ASK {}", environ_overrides={"CONTENT_LENGTH": "9"}, **DIRECT).status_code == 400
    assert app.extensions["mithaq"].engine.ends.total() == before


def test_a_failed_question_is_not_asked_again(app: Flask, client: FlaskClient) -> None:
    ends = app.extensions["mithaq"].engine.ends
    before = ends.total()
    assert client.get("/sparql", query_string={"query": EVERY_PAIR}).status_code == 504
    assert ends.total() == before + 1


def test_a_plain_question_takes_its_turn_among_those_of_its_client(config: Config) -> None:
    app = create_app(replace(config, workers=1))
    try:
        engine = app.extensions["mithaq"].engine
        answer = client_of(app, "192.0.2.9", f"{LARGE} # mine")
        assert [query.client for query in engine.running()] == ["192.0.2.9"]
        assert [query.id for query in engine.running()] == [answer.headers["Query-Id"]]
        answer.close()
    finally:
        app.extensions["mithaq"].close()


def client_of(app: Flask, address: str, query: str) -> Any:
    """The answer to a client at an address, before it is read."""
    origin = {"environ_base": {"REMOTE_ADDR": address}, "buffered": False}
    return app.test_client().get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"}, **origin)
