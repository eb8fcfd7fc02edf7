"""The service over real engines elsewhere: Oxigraph's server and Virtuoso, started here over the sample graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from backends import oxigraph_server, virtuoso_server
from flask import Flask
from flask.testing import FlaskClient

from endpoint import Config, create_app
from endpoint.address import read_address
from endpoint.config import NO_STORE

pytestmark = pytest.mark.servers
A1, A2 = "https://w3id.org/mithaq/id/article/a1", "https://w3id.org/mithaq/id/article/a2"
ACTORS = "https://w3id.org/mithaq/id/graph/actors"
EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(6)) + " }"
EVERYTHING = "SELECT * { ?s ?p ?o }"
SERVERS: dict[str, Callable[[Path], Iterator[str]]] = {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}


@pytest.fixture(scope="module", params=SERVERS)
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    for url in SERVERS[request.param](tmp_path_factory.mktemp(request.param)):
        app = create_app(
            Config(
                NO_STORE, sparql_url=read_address(url), query_seconds=20, workers=2, page_rows=3, answer_bytes=8 << 10
            )
        )
        yield app
        app.extensions["mithaq"].close()


def get(client: FlaskClient, query: str, accept: str = "", **parameters: Any) -> Any:
    return client.get("/sparql", query_string={"query": query, **parameters}, headers={"Accept": accept})


def problem(response: Any) -> tuple[int, str]:
    assert response.content_type == "application/problem+json", response.text
    return response.status_code, json.loads(response.data)["type"].partition("#")[2]


@pytest.mark.parametrize(
    ("query", "truth"), [("ASK {}", True), ("ASK { ?s a mq:Actor }", True), ("ASK { ?s a mq:No }", False)]
)
def test_ask_is_answered(client: FlaskClient, query: str, truth: bool) -> None:
    assert get(client, query).json == {"head": {}, "boolean": truth}


def test_arabic_comes_back_to_the_letter(client: FlaskClient) -> None:
    answer = get(client, 'SELECT ?l { ?s rdfs:label ?l FILTER(CONTAINS(STR(?l), "الكاظمي")) }', "text/csv")
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


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
    ],
)
@pytest.mark.parametrize("query", ["DESCRIBE ?e", "CONSTRUCT { ?e ?p ?o }"])
def test_graph_in_each_format(client: FlaskClient, query: str, accept: str, format: ox.RdfFormat) -> None:
    answer = get(client, query + " { ?e oa:start 10 ; ?p ?o }", accept)
    content = ox.Literal("العراق لا يحتاج إلى قوات قتالية أجنبية", language="ar")
    assert content in {quad.object for quad in ox.parse(answer.data, format=format)}


AMOUNTS = "SELECT ?n { ?p mq:amount ?n } ORDER BY ?n"


@pytest.mark.parametrize(
    ("query", "graphs", "amounts"),
    [
        (AMOUNTS, {}, "5000000 5200000"),
        (AMOUNTS, {"default-graph-uri": A1}, "5200000"),
        (AMOUNTS, {"default-graph-uri": [A1, A2]}, "5000000 5200000"),
        (AMOUNTS, {"named-graph-uri": A1}, ""),
        ("SELECT ?n { GRAPH ?g { ?p mq:amount ?n } } ORDER BY ?n", {}, "5000000 5200000"),
        ("SELECT ?n { GRAPH ?g { ?p mq:amount ?n } }", {"named-graph-uri": A2}, "5000000"),
        (f"SELECT ?n FROM <{A2}> {{ ?p mq:amount ?n }}", {}, "5000000"),
        (f"SELECT ?n FROM NAMED <{A2}> {{ ?p mq:amount ?n }}", {}, ""),
    ],
)
def test_dataset_is_the_protocols_else_the_querys_else_the_engines(
    client: FlaskClient, query: str, graphs: dict[str, Any], amounts: str
) -> None:
    rows = get(client, query, "text/csv", **graphs).text.split("\r\n")[1:]
    assert " ".join(rows).strip() == amounts


@pytest.mark.parametrize(
    ("query", "line", "column", "reason"),
    [
        ("SELECT * {\n  ?s qq:p ?o }", 2, 6, 'the prefix "qq:" is not declared'),
        ("SELEC * { ?s ?p ?o }", 1, 1, '"SELEC" is not a word of SPARQL'),
        ('ASK {\n ?s ?p "قال }', 2, 8, "this string is not closed"),
        ("ASK { { ?s ?p ?o }", 1, 5, 'this "{" is never closed'),
    ],
)
def test_syntax_error_says_where_and_why(client: FlaskClient, query: str, line: int, column: int, reason: str) -> None:
    answer = get(client, query)
    said = json.loads(answer.data)
    assert problem(answer) == (400, "syntax")
    assert (said["line"], said["column"], said["detail"]) == (line, column, f"Line {line}, column {column}: {reason}.")


@pytest.mark.parametrize(
    ("parameters", "status", "name"),
    [
        ({"query": "SELECT * { SERVICE <http://x/> {} }"}, 403, "federation-refused"),
        ({"query": "INSERT DATA { <a> <b> 1 }"}, 403, "updates-refused"),
        ({"query": "SELECT * {}", "format": "pdf"}, 406, "not-acceptable"),
        ({"query": "SELECT * { ?s ?p ?o }", "format": "turtle"}, 406, "not-acceptable"),
        ({"query": "SELECT (mq:fold(?o) AS ?f) { ?s ?p ?o }"}, 501, "not-offered"),
        ({"query": EVERY_PAIR, "timeout": "0.5"}, 504, "timeout"),
        (
            {"query": EVERYTHING},
            403,
            "answer-too-large",
        ),
    ],
)
def test_refusal_has_its_status_and_type(
    client: FlaskClient, parameters: dict[str, str], status: int, name: str
) -> None:
    assert problem(client.get("/sparql", query_string=parameters)) == (status, name)


def test_next_query_is_answered_after_a_timeout(client: FlaskClient) -> None:
    assert problem(get(client, EVERY_PAIR, timeout="0.2")) == (504, "timeout")
    assert get(client, "ASK {}").status_code == 200


def test_browser_gets_a_table(client: FlaskClient) -> None:
    query = f"SELECT ?content ?s {{ GRAPH <{A1}> {{ ?s mq:content ?content }} }}"
    page = get(client, query, "text/html").text
    assert '<bdi class="name" dir="rtl" lang="ar">العراق لا يحتاج إلى قوات قتالية أجنبية</bdi>' in page


def test_table_is_cut_and_says_so(client: FlaskClient) -> None:
    page = get(client, f"SELECT * {{ GRAPH <{A1}> {{ ?s ?p ?o }} }}", "text/html", lang="en").text
    assert page.count("<td ") == 9 and "shows the first rows only" in page


def test_graph_is_read_by_its_name(client: FlaskClient) -> None:
    answer = client.get("/gsp", query_string={"graph": ACTORS, "format": "nt"})
    assert len(list(ox.parse(answer.data, format=ox.RdfFormat.N_TRIPLES))) == 13


def test_graph_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert problem(client.get("/gsp", query_string={"graph": "http://x/none"})) == (404, "no-such-graph")


def test_graph_cannot_be_written(client: FlaskClient) -> None:
    answer = client.put("/gsp", query_string={"graph": ACTORS}, data="", content_type="text/turtle")
    assert problem(answer) == (403, "updates-refused")


def test_service_describes_itself_with_the_engines_numbers(client: FlaskClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "application/n-triples"})
    found = {
        (triple.predicate.value.rpartition("#")[2], str(triple.object))
        for triple in ox.parse(answer.data, format=ox.RdfFormat.N_TRIPLES)
    }
    assert ("name", f"<{A1}>") in found
    assert ("class", "<https://w3id.org/mithaq/ontology#AidPledge>") in found
