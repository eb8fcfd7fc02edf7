"""What a query's text gives away before a worker sees it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.scan import is_plain, scan

PIECES = st.sampled_from([*"{([!-\"'<>. x", "SELECT", "service", "ſERVICE", "now(", "bNode", "INSERT"])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> {} }",
        "SELECT * { sErViCe<http://x/>{} }",
        "SELECT * { SERVICE#c\n<http://x/> {} }",
        "SELECT * { ?a ?b '''SERVICE'''@ar FILTER(?x<5) SERVICE SILENT ?y {} }",
        'SELECT * { ?a ?b "x\\"" . SERVICE ex:s {} }',
        "SELECT * {FILTER(?a<?b) SERVICE <http://x>{} FILTER(?c>?d)}",
        "ASK{?s ?p 1SERVICE <http://x/> {}}",
        "ASK{?s ?p true.SERVICE <http://x/> {}}",
        "ASK{ SERVICE ?where { ?s ?p ?o } }",
    ],
)
def test_service_is_found(query: str) -> None:
    assert scan(query).calls_out


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?service :SERVICE "SERVICE" . #SERVICE\n ?a ex:service <http://x/SERVICE> }',
        "ASK{?s a:b.SERVICE <http://x/> {}}",
        'SELECT * { ?s rdfs:label """one "SERVICE" two""" }',
        "SELECT ?SERVICE $SERVICE { ?x ?y 'قال SERVICE'@ar }",
        "SELECT * { ?x ?services ?y }",
    ],
)
def test_the_word_service_elsewhere_is_not_a_call(query: str) -> None:
    assert not scan(query).calls_out


@pytest.mark.parametrize(
    ("query", "updates"),
    [
        ("PREFIX insert: <http://x/> SELECT * {}", False),
        ("BASE <http://x/> PREFIX : <http://y/> INSERT DATA { :a :b :c }", True),
        ("# DELETE\nASK {}", False),
        ("clear all", True),
    ],
)
def test_update_is_told_from_query(query: str, updates: bool) -> None:
    assert scan(query).updates is updates


@pytest.mark.parametrize(
    ("query", "too_deep"),
    [
        ("SELECT * { { { ?s ?p ?o } } }", False),
        ("ASK " + "{" * 201, True),
        ("ASK { FILTER(" + "!" * 65 + "true) }", True),
        ("SELECT (" + "STR(" * 300, True),
        ("ASK { FILTER(?x = '" + "(" * 500 + "') }", False),
    ],
)
def test_depth_is_bounded(query: str, too_deep: bool) -> None:
    assert scan(query).too_deep is too_deep


def test_clock_and_chance_make_a_query_volatile() -> None:
    assert scan("SELECT (now() AS ?t) {}").volatile
    assert not scan("SELECT ?now { ?now ex:rand 'UUID' }").volatile


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from([1, 70, 210]))
def test_what_a_glance_passes_has_nothing_to_be_found(piece: str, times: int) -> None:
    findings = scan(piece * times)
    found = findings.calls_out or findings.updates or findings.too_deep or findings.volatile
    assert not (is_plain(piece * times) and found)


@pytest.mark.parametrize("query", ["ASK {}", "SELECT ?p ?o { <https://w3id.org/mithaq/id/statement/a-b/1> ?p ?o } # 7"])
def test_a_glance_passes_what_is_plain(query: str) -> None:
    assert is_plain(query)


@pytest.mark.parametrize(
    "piece", ['"""\\', '\\"', '\\"""', "a-", "a.", "<a", "'''\"\"\"", ":%", "?", "@a-", "{", "\\'", '""'], ids=repr
)
def test_time_grows_with_length_only(piece: str) -> None:
    for text in (piece * (65536 // len(piece)), '"' + piece * (65536 // len(piece))):
        start = time.perf_counter()
        scan(text)
        assert time.perf_counter() - start < 5
