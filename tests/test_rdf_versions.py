"""RDF 1.2 for those who ask, plain RDF 1.1 for all others."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from endpoint.rdf_versions import NewerError, PlainCheck

TRIPLE = "SELECT (TRIPLE(<http://x/s>, <http://x/p>, 1) AS ?t) {}"
DIRECTED = 'SELECT (STRLANGDIR("مرحبا", "ar", "rtl") AS ?t) {}'
REIFIED = "CONSTRUCT { <http://x/a> <http://x/b> ?t } { BIND(TRIPLE(<http://x/s>, <http://x/p>, 1) AS ?t) }"
LOOKS_NEWER = 'SELECT ("<<( \\"type\\":\\"triple\\" <triple> its:dir=\\"rtl\\" @ar--rtl" AS ?t) {}'
LOOKS_NEWER_GRAPH = 'CONSTRUCT { <http://x/a> <http://x/b> "<<( a )>> \\"@ar--rtl rdf:version=\\"1.2\\"" } {}'


def ask(client: FlaskClient, query: str, accept: str, **more: Any) -> Any:
    return client.get("/sparql", query_string={"query": query, **more}, headers={"Accept": accept})


RESULTS = ["application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values"]
GRAPHS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/trig"]


@pytest.mark.parametrize("media_type", RESULTS)
@pytest.mark.parametrize("query", [TRIPLE, DIRECTED], ids=["triple term", "base direction"])
def test_newer_terms_are_for_those_who_ask(client: FlaskClient, query: str, media_type: str) -> None:
    refused = ask(client, query, media_type)
    assert (refused.status_code, refused.json["type"].partition("#")[2]) == (406, "newer-rdf")
    answered = ask(client, query, f"{media_type};version=1.2")
    assert (answered.status_code, answered.content_type.endswith("; version=1.2")) == (200, True)
    assert ask(client, query, media_type, version="1.2").data == answered.data


@pytest.mark.parametrize("media_type", GRAPHS)
def test_newer_graphs_are_for_those_who_ask(client: FlaskClient, media_type: str) -> None:
    assert ask(client, REIFIED, media_type).status_code == 406
    assert ask(client, REIFIED, f'{media_type}; version="1.2", */*;q=0.1').status_code == 200


@pytest.mark.parametrize("media_type", [*RESULTS, "text/csv"])
def test_text_that_looks_newer_is_text(client: FlaskClient, media_type: str) -> None:
    answer = ask(client, LOOKS_NEWER, media_type)
    assert (answer.status_code, "version" in answer.content_type) == (200, False)


@pytest.mark.parametrize("media_type", GRAPHS)
def test_graph_with_text_that_looks_newer_is_plain(client: FlaskClient, media_type: str) -> None:
    assert ask(client, LOOKS_NEWER_GRAPH, media_type).status_code == 200


def test_unknown_version_is_refused(client: FlaskClient) -> None:
    answer = ask(client, "ASK {}", "*/*", version="2.0")
    assert (answer.status_code, answer.json["type"].partition("#")[2]) == (400, "bad-request")


TERMS = st.one_of(
    st.text(max_size=12).map(lambda text: ox.Literal(text.replace("\x00", ""))),
    st.sampled_from(["<<(", "--rtl", '"@ar--rtl', "\n<<( ", "<triple>", '"its:dir":"', 'its:dir="']).map(ox.Literal),
)
NEWER = ox.Triple(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal("o"))


@given(st.lists(TERMS, max_size=6), st.booleans(), st.integers(1, 40), st.sampled_from(["nt", "ttl", "nq", "trig"]))
def test_check_finds_newer_terms_and_no_others(terms: list[Any], newer: bool, size: int, extension: str) -> None:
    objects = [*terms, *([NEWER] if newer else [])]
    triples = [ox.Triple(ox.NamedNode("http://x/a"), ox.NamedNode("http://x/b"), term) for term in objects]
    written = ox.serialize(triples, format=ox.RdfFormat.from_extension(extension)) or b""
    assert finds_newer(written, size, extension) is newer


def finds_newer(written: bytes, size: int, extension: str) -> bool:
    check = PlainCheck(extension)
    try:
        for start in range(0, len(written), size):
            check.read(written[start : start + size])
        check.end()
    except NewerError:
        return True
    return False
