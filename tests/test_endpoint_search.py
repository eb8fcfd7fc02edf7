"""Arabic in queries: functions, full-text search as a property and as a service."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from published_store import TRIG, publish_trig

from endpoint import Config, create_app
from endpoint.expansion import ALONE, bind_searches
from kg.namespaces import PREFIXES
from kg.search_index import Hit

STATEMENT = "https://w3id.org/mithaq/id/s1"
KADHIMI = "https://w3id.org/mithaq/id/actor/kadhimi"


def search(client: FlaskClient, **parameters: Any) -> Any:
    return client.get("/search", query_string=parameters).json


def ask(client: FlaskClient, query: str) -> Any:
    return client.get("/sparql.csv", query_string={"query": query})


def lines(client: FlaskClient, query: str) -> list[str]:
    answer = ask(client, query)
    assert answer.status_code == 200, answer.text
    return answer.text.split("\r\n")[1:-1]  # type: ignore[no-any-return]


# Functions


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('mq:fold("الأمريكيّة") = mq:fold("الاميركية")', "true"),
        ('mq:fold("إيران"@ar)', "ايران"),
        ("mq:fold(5)", ""),
        ('mq:matches("القوات في العراق"@ar, "عراق قوات")', "true"),
        ('mq:matches("القوات في العراق", "روسيا")', "false"),
        ('mq:matches(<http://x/>, "روسيا")', ""),
        ('mq:matches("العراق")', ""),
    ],
)
def test_function_gives(client: FlaskClient, expression: str, value: str) -> None:
    assert lines(client, f"SELECT ({expression} AS ?v) {{}}") == [value]


def test_reader_need_not_know_hamza_rules(client: FlaskClient) -> None:
    query = 'SELECT ?s { ?s mq:content ?text FILTER(mq:matches(?text, "الى العراق اجنبيه")) }'
    assert lines(client, query) == [STATEMENT]


# The property


def test_search_binds_what_the_index_finds(client: FlaskClient) -> None:
    query = "SELECT ?x ?who { ?x mq:search '\"قوات أجنبية\"' . ?x mq:speaker ?who }"
    assert lines(client, query) == []
    query = 'SELECT ?x ?who { ?x mq:search "قوات أجنبيه قتاليه" . ?x mq:speaker ?who }'
    assert lines(client, query) == [f"{STATEMENT},{KADHIMI}"]


def test_search_tells_score_text_property_and_class(client: FlaskClient) -> None:
    query = 'SELECT ?x ?text ?p ?k { (?x ?score ?text ?p ?k) mq:search ("الكاظمي" 5 mq:Actor) FILTER(?score > 0) }'
    label, person = PREFIXES["rdfs"] + "label", PREFIXES["mq"] + "Person"
    assert lines(client, query) == [f"{KADHIMI},مصطفى الكاظمي,{label},{person}"]


def test_search_joins_wherever_a_pattern_may_stand(client: FlaskClient) -> None:
    union = 'SELECT ?x { { ?x mq:search "العراق" } UNION { ?x mq:search "الكاظمي" } } ORDER BY ?x'
    assert {KADHIMI, STATEMENT} <= set(lines(client, union))
    minus = 'SELECT ?x { ?x a mq:Statement MINUS { ?x mq:search "العراق" } }'
    assert lines(client, minus) == []
    inner = 'SELECT ?n { { SELECT (COUNT(?x) AS ?n) { ?x mq:search "الكاظمي" } } }'
    assert lines(client, inner) == ["1"]


def test_variable_can_be_bound_before_the_search(client: FlaskClient) -> None:
    query = f'SELECT ?x {{ VALUES ?x {{ <{KADHIMI}> <{STATEMENT}> }} ?x mq:search "العراق" }}'
    assert lines(client, query) == [STATEMENT]


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?x a mq:Statement ; mq:search "العراق" }',
        'SELECT * { ?x mq:search "العراق" ; a mq:Statement }',
        'SELECT * { ?x mq:search "العراق", "إيران" }',
        'SELECT * { ?x mq:search|rdfs:label "العراق" }',
        'SELECT * { ?x ^mq:search "العراق" }',
        'SELECT * { ?x mq:search* "العراق" }',
        'CONSTRUCT { ?x mq:search "العراق" } WHERE { ?x ?p ?o }',
        "SELECT * { ?x mq:search ?words }",
        "SELECT * { ?x mq:search 5 }",
        'SELECT * { <http://x/> mq:search "العراق" }',
        'SELECT * { (?x ?x) mq:search "العراق" }',
        'SELECT * { ?x mq:search ("العراق" 0) }',
        'SELECT * { ?x mq:search ("العراق" 10001) }',
        'SELECT * { ?x mq:search "العراق"^^<http://x/> }',
    ],
)
def test_misplaced_search_is_refused_and_says_how_it_is_written(client: FlaskClient, query: str) -> None:
    answer = ask(client, query)
    assert (answer.status_code, answer.json["type"].partition("#")[2]) == (400, "bad-request")
    assert "mq:search" in answer.json["detail"]


def test_syntax_error_beside_a_search_is_told_at_its_place(client: FlaskClient) -> None:
    answer = ask(client, 'SELECT * { ?x mq:search "العراق" . ?x ?y }')
    assert (answer.status_code, answer.json["type"].partition("#")[2], answer.json["line"]) == (400, "syntax", 1)


def found(words: str, limit: int, kind: str) -> list[Hit]:
    return [Hit('http://x/"\\><', ("mq:Statement",), "mq:content", "ar", f'"""{words}\\" }} {limit} {kind}', 1.5)]


@given(st.text(max_size=20).filter(lambda text: "\\" not in text and '"' not in text and text.isprintable()))
def test_nothing_that_is_found_can_change_the_query(words: str) -> None:
    hit = found(words, 1, "")[0]
    expanded = bind_searches(
        f'SELECT * {{ (?x ?score ?text) mq:search "{words}" }}',
        PREFIXES,
        lambda *_: [Hit("http://x/y", hit.kinds, hit.property, hit.language, hit.text, hit.score)],
    )
    rows = ox.Store().query(expanded, prefixes=PREFIXES)
    assert isinstance(rows, ox.QuerySolutions)
    assert [(row["x"].value, row["text"].value) for row in rows] == [("http://x/y", hit.text)]


def test_query_without_search_is_left_as_it_is() -> None:
    query = 'SELECT * { ?x rdfs:label "mq:search" . # ?x mq:search "x"\n }'
    assert bind_searches(query, PREFIXES, found) == query
    assert ALONE


# The service


def test_search_service_finds_in_any_spelling_and_marks_the_words(client: FlaskClient) -> None:
    answer = search(client, q="قوات أجنبيه قتاليه", kind="Statement")
    assert answer["more"] is False
    [hit] = answer["hits"]
    assert (hit["iri"], hit["kind"], hit["property"], hit["language"]) == (
        STATEMENT,
        "mq:Statement",
        "mq:content",
        "ar",
    )
    assert [hit["text"][start:end] for start, end in hit["marks"]] == ["قوات", "قتالية", "أجنبية"]


def test_search_service_pages(client: FlaskClient) -> None:
    everything = search(client, q="العراق")["hits"]
    first = search(client, q="العراق", limit=1)
    second = search(client, q="العراق", limit=1, offset=1)
    assert (first["hits"] + second["hits"], first["more"]) == (everything[:2], len(everything) > 1)


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": "«»"},
        {"q": "x", "limit": "-1"},
        {"q": "x", "limit": "9999"},
        {"q": "x", "limit": ""},
        {"q": "x", "limit": "١"},
        {"q": "x", "offset": "1" * 5000},
        {"q": "x", "kind": "} #"},
    ],
)
def test_bad_search_is_refused(client: FlaskClient, parameters: dict[str, str]) -> None:
    said = search(client, **parameters)
    assert (said["status"], said["type"].partition("#")[2]) == (400, "bad-request")


@pytest.mark.parametrize("question", ["q=%FF", "q=x&q=y", "q=x&limit=1&limit=2"])
def test_search_is_read_as_strictly_as_a_query(client: FlaskClient, question: str) -> None:
    assert client.get(f"/search?{question}").status_code == 400


@pytest.mark.parametrize("words", ['" } INSERT', "x') OR 1=1 --", 'NEAR("a" "b")', "a AND NOT b", "🙂 ١٢٣", "\u202e"])
def test_search_words_are_nothing_but_words(client: FlaskClient, words: str) -> None:
    assert client.get("/search", query_string={"q": words}).status_code in (200, 400)


def test_unchanged_search_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/search?q=x").headers["ETag"]
    assert client.get("/search?q=x", headers={"If-None-Match": tag}).status_code == 304


def test_graph_built_without_an_index_says_so(tmp_path: Path) -> None:
    version = publish_trig(tmp_path, TRIG)
    (version.path / "search.db").unlink()
    app = create_app(Config(tmp_path, workers=1))
    try:
        said = search(app.test_client(), q="x")
        assert (said["status"], "build it again" in said["detail"]) == (503, True)
    finally:
        app.extensions["mithaq"].engine.close()
