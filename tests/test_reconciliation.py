"""Reconciliation as the specification has it: its published examples, asked of the actors of this graph.

https://reconciliation-api.github.io/specs/0.2/ and https://reconciliation-api.github.io/specs/draft/
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import reconciliation_schemas as schemas
from flask.testing import FlaskClient
from published_actors import publish_actors
from published_store import publish_trig
from reconciliation_schemas import validate

from endpoint import Config, create_app
from endpoint.address import read_address
from endpoint.settings import configure
from kg.namespaces import BASE


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    store = tmp_path_factory.mktemp("actors")
    publish_actors(store)
    return Config(store, workers=1)


def reconcile(client: FlaskClient, **queries: Any) -> Any:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    return validate(answer.json, schemas.RESULTS_02)


def match(client: FlaskClient, *queries: Any) -> Any:
    answer = client.post("/reconcile/v1/match", json={"queries": queries})
    assert answer.status_code == 200, answer.text
    return validate(answer.json, schemas.RESULTS_10)["results"]


def found(client: FlaskClient, cell: str, **more: Any) -> tuple[str, bool]:
    """The best candidate for a cell, and whether it is the match."""
    [first, *_] = reconcile(client, q={"query": cell, **more})["q"]["result"]
    return first["id"].removeprefix("actor/"), first["match"]


def problem(answer: Any) -> tuple[int, str, str]:
    assert answer.content_type == "application/problem+json", answer.text
    return answer.status_code, answer.json["type"].partition("#")[2], answer.json["detail"]


# The manifest


def test_service_says_what_it_is(client: FlaskClient) -> None:
    manifest = validate(client.get("/reconcile").json, schemas.MANIFEST_02)
    assert (manifest["identifierSpace"], manifest["batchSize"]) == (BASE, 50)
    assert manifest["view"]["url"] == "http://localhost/reconcile/view?id={{id}}"
    assert "Person" in [kind["id"] for kind in manifest["defaultTypes"]]


def test_draft_of_1_0_has_a_manifest_of_its_own(client: FlaskClient) -> None:
    manifest = validate(client.get("/reconcile/v1").json, schemas.MANIFEST_10)
    assert manifest["view"]["url"] == "http://localhost/reconcile/v1/view?id={id}"


def test_manifest_leads_to_all_its_services(client: FlaskClient) -> None:
    manifest = client.get("/reconcile").json or {}
    suggest = [entry["service_url"] + entry["service_path"] for entry in manifest["suggest"].values()]
    propose = manifest["extend"]["propose_properties"]
    for address in (*suggest, propose["service_url"] + propose["service_path"]):
        assert client.get(address).status_code == 200
    for address in (manifest["view"]["url"], manifest["preview"]["url"]):
        page = client.get(address.replace("{{id}}", "actor%2Firaq"), follow_redirects=True)
        assert (page.status_code, "العراق" in page.text) == (200, True)


def test_texts_are_in_the_language_of_the_reader(client: FlaskClient) -> None:
    arabic, english = (client.get("/reconcile", headers={"Accept-Language": lang}) for lang in ("ar", "en"))
    assert (arabic.headers["Content-Language"], english.headers["Content-Language"]) == ("ar", "en")
    assert [answer.json["defaultTypes"][0]["name"] for answer in (arabic, english) if answer.json] == ["شخص", "person"]


def test_scripts_of_any_site_may_read_it(client: FlaskClient) -> None:
    for path in ("/reconcile", "/reconcile/suggest/entity?prefix=x", "/reconcile/preview?id=actor/iraq"):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
    options = client.options("/reconcile")
    assert {"GET", "HEAD", "OPTIONS", "POST"} == {*options.headers["Allow"].split(", ")}
    assert "POST" in options.headers["Access-Control-Allow-Methods"]


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    get, head = client.get("/reconcile"), client.head("/reconcile")
    assert (head.status_code, head.data, head.headers["Content-Type"]) == (200, b"", get.headers["Content-Type"])


# Queries: the examples of the specification


def test_minimal_batch(client: FlaskClient) -> None:
    results = reconcile(client, q0={"query": "برهم صالح"}, q1={"query": "فؤاد حسين"})
    assert [results[key]["result"][0]["id"] for key in ("q0", "q1")] == ["actor/barham-salih", "actor/fuad-hussein"]


def test_full_batch(client: FlaskClient) -> None:
    query = {
        "query": "برهم صالح",
        "type": "Person",
        "limit": 5,
        "properties": [{"pid": "office", "v": "رئيس"}, {"pid": "country", "v": {"id": "actor/iraq", "name": "العراق"}}],
        "type_strict": "should",
    }
    [first, *others] = reconcile(client, q0=query)["q0"]["result"]
    assert (first["id"], first["score"], first["match"]) == ("actor/barham-salih", 100.0, True)
    assert len(others) <= 4
    assert [kind["id"] for kind in first["type"]] == ["Person", "Actor"]


def test_several_values_of_a_property(client: FlaskClient) -> None:
    values = ["وزير الخارجية", {"id": "actor/iraq", "name": "العراق"}]
    [first, *_] = reconcile(client, q={"query": "فؤاد حسين", "properties": [{"pid": "office", "v": values}]})["q"][
        "result"
    ]
    assert {"id": "conditions_hold", "value": 1.0} in first["features"]


def test_batch_may_stand_in_the_address(client: FlaskClient) -> None:
    answer = client.get("/reconcile", query_string={"queries": '{"q0": {"query": "العراق"}}'})
    assert validate(answer.json, schemas.RESULTS_02)["q0"]["result"][0]["id"] == "actor/iraq"


def test_query_without_a_name_finds_by_its_properties(client: FlaskClient) -> None:
    query = {"properties": [{"pid": "wikidata", "v": "Q796"}]}
    [only] = reconcile(client, q=query)["q"]["result"]
    assert (only["id"], only["score"], only["match"]) == ("actor/iraq", 100.0, True)
    office = {
        "type": "Person",
        "properties": [{"pid": "country", "v": "العراق"}, {"pid": "office", "v": "وزير الخارجية"}],
    }
    assert "actor/fuad-hussein" in [
        one["id"] for one in reconcile(client, q=office)["q"]["result"] if one["score"] == 100
    ]


@pytest.mark.parametrize("id", ["actor/iraq", f"{BASE}actor/iraq", "Q796", "wd:Q796"])
def test_id_finds_its_entity(client: FlaskClient, id: str) -> None:
    assert found(client, id) == ("iraq", True)


def test_draft_of_1_0_asks_by_conditions(client: FlaskClient) -> None:
    name = {"matchType": "name", "v": "Barham Salih"}
    office = {"matchType": "property", "pid": "country", "v": "العراق", "required": True, "matchQuantifier": "any"}
    elsewhere = {**office, "v": "فرنسا"}
    here, nobody = match(
        client,
        {"type": "Person", "limit": 5, "conditions": [name, office]},
        {"type": "Person", "conditions": [name, elsewhere]},
    )
    assert [(one["id"], one["lang"], one["dir"]) for one in here["candidates"]][:1] == [
        ("actor/barham-salih", "ar", "rtl")
    ]
    assert nobody["candidates"] == []


@pytest.mark.parametrize(("quantifier", "holds"), [("any", True), ("all", False), ("none", False)])
def test_quantifier_says_how_many_values_must_hold(client: FlaskClient, quantifier: str, *, holds: bool) -> None:
    condition = {"matchType": "property", "pid": "country", "v": ["العراق", "فرنسا"], "required": True}
    name = {"matchType": "name", "v": "برهم صالح"}
    [result] = match(client, {"conditions": [name, {**condition, "matchQuantifier": quantifier}]})
    assert bool(result["candidates"]) is holds


def test_json_at_the_root_is_taken_as_the_draft_has_it(client: FlaskClient) -> None:
    batch = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "العراق"}]}]}
    for path in ("/reconcile", "/reconcile/match", "/reconcile/v1/reconcile"):
        answer = client.post(path, json=batch)
        assert validate(answer.json, schemas.RESULTS_10)["results"][0]["candidates"][0]["id"] == "actor/iraq"


# Names


@pytest.mark.parametrize(
    ("cell", "actor"),
    [
        ("مصطفى الكاظمي", "mustafa-al-kadhimi"),
        ("مصطفي الكاظمى", "mustafa-al-kadhimi"),
        ("مُصطفى الكاظميّ", "mustafa-al-kadhimi"),
        ("الكاظمي، مصطفى", "mustafa-al-kadhimi"),
        ("د. محمد البرادعي", "mohamed-elbaradei"),
        ("رئيس الوزراء مصطفى الكاظمي", "mustafa-al-kadhimi"),
        ("رئيس الوزراء العراقي مصطفى الكاظمي", "mustafa-al-kadhimi"),
        ("مصطفى الكاظمي (العراق)", "mustafa-al-kadhimi"),
        ("ولي العهد السعودي الأمير محمد بن سلمان", "mohammed-bin-salman"),
        ("Mustafa Al-Kadhimi", "mustafa-al-kadhimi"),
        ("mustafa al kadhimi", "mustafa-al-kadhimi"),
        ("Moustafa Kazemi", "mustafa-al-kadhimi"),
        ("Mustafa al-Kathimi", "mustafa-al-kadhimi"),
        ("Abdelfattah as-Sisi", "abdel-fattah-el-sisi"),
        ("Dr. Mohamed El Baradei", "mohamed-elbaradei"),
        ("Iraqi Prime Minister Mustafa Al-Kadhimi", "mustafa-al-kadhimi"),
        ("World Health Organization", "who"),
        ("اليونيسف", "unicef"),
        ("داعش", "isis"),
        ("أمريكا", "us"),
    ],
)
def test_cell_means_an_actor(client: FlaskClient, cell: str, actor: str) -> None:
    assert found(client, cell) == (actor, True)


@pytest.mark.parametrize(
    ("cell", "actor"),
    [
        # Two presidents of Lebanon.
        ("عون", "joseph-aoun"),
        ("Aoun", "joseph-aoun"),
        # A part of a longer name.
        ("محمد علي", "mohammed-ali-al-houthi"),
        # Like the name, and another name.
        ("حسين روحاني", "hassan-rouhani"),
        ("Hussein Rouhani", "hassan-rouhani"),
        ("محمود بن سلمان", "mohammed-bin-salman"),
        # A family name in another script.
        ("Kazemi", "mustafa-al-kadhimi"),
        ("مصطفى الكاضمي", "mustafa-al-kadhimi"),
    ],
)
def test_cell_that_may_mean_another_is_left_to_people(client: FlaskClient, cell: str, actor: str) -> None:
    first, matched = found(client, cell)
    assert (first, matched) == (actor, False)


@pytest.mark.parametrize(
    "cell", ["فلان الفلاني", "Zzyzx", "؟", "12345", "x' OR 1=1 --", '") } DROP ALL', "NEAR(a b)", "\ud83d\ude42"]
)
def test_name_of_nobody_matches_nobody(client: FlaskClient, cell: str) -> None:
    assert not [one for one in reconcile(client, q={"query": cell})["q"]["result"] if one["match"]]


def test_score_is_the_part_of_the_name_that_is_the_same(client: FlaskClient) -> None:
    queries = {"whole": "محمد بن سلمان", "titled": "الأمير محمد بن سلمان", "half": "عبد العزيز بن سلمان آل سعود"}
    results = reconcile(client, **{key: {"query": text} for key, text in queries.items()})
    scores = {key: results[key]["result"][0]["score"] for key in queries}
    assert scores["whole"] == 100 > scores["titled"] > 95 > 85 > scores["half"] > 50


def test_namesake_is_told_by_a_property(client: FlaskClient) -> None:
    lebanon = [{"pid": "wikidata", "v": "Q363392"}]
    scores = {
        one["id"]: one["score"] for one in reconcile(client, q={"query": "عون", "properties": lebanon})["q"]["result"]
    }
    assert scores["actor/michel-aoun"] > scores["actor/joseph-aoun"]


def test_type_leaves_others_out(client: FlaskClient) -> None:
    kinds = {
        kind: reconcile(client, q={"query": "العراق", "type": kind})["q"]["result"] for kind in ("Country", "mq:Person")
    }
    assert (kinds["Country"][0]["id"], kinds["Country"][0]["match"]) == ("actor/iraq", True)
    assert "actor/iraq" not in [one["id"] for one in kinds["mq:Person"]]


def test_actor_is_the_type_of_all(client: FlaskClient) -> None:
    assert found(client, "العراق", type=["Person", "Actor"]) == ("iraq", True)
    assert (
        reconcile(client, q={"query": "العراق", "type": ["Person", "Actor"], "type_strict": "all"})["q"]["result"] == []
    )


def test_source_that_nobody_names_is_found_only_by_its_type(client: FlaskClient) -> None:
    ids = [one["id"] for one in reconcile(client, q={"query": "مسؤول أميركي"})["q"]["result"]]
    assert "actor/a1/source" not in ids
    assert found(client, "مسؤول أميركي", type="AnonymousSource") == ("a1/source", True)


def test_candidates_of_a_query_do_not_depend_on_the_others(client: FlaskClient) -> None:
    alone = reconcile(client, q={"query": "عون"})["q"]
    assert reconcile(client, a={"query": "ميشال عون"}, q={"query": "عون"}, b={"query": "لبنان"})["q"] == alone


# Refusals


@pytest.mark.parametrize(
    ("batch", "hint"),
    [
        ("{", "JSON"),
        ("[]", "object"),
        ('{"q": {}}', "neither"),
        ('{"q": {"query": 5}}', "text"),
        ('{"q": {"query": "x", "limit": 0}}', "limit"),
        ('{"q": {"query": "x", "limit": "5"}}', "limit"),
        ('{"q": {"query": "x", "type": "Nonsense"}}', "Person"),
        ('{"q": {"query": "x", "type_strict": "perhaps"}}', "should"),
        ('{"q": {"query": "x", "properties": [{"pid": "nonsense", "v": 1}]}}', "wikidata"),
        ('{"q": {"query": "x", "properties": [{"pid": "wikidata"}]}}', "v must"),
        ('{"q": {"properties": [{"pid": "articles", "v": 3}]}}', "articles"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_batch_that_is_none_is_refused(client: FlaskClient, batch: str, hint: str) -> None:
    status, name, detail = problem(client.post("/reconcile", data={"queries": batch}))
    assert (status, name, hint in detail) == (400, "bad-request", True), detail


def test_empty_cell_asks_for_nobody(client: FlaskClient) -> None:
    batch = json.dumps({"empty": {"query": " "}, "named": {"query": "مصطفى الكاظمي"}})
    answers = client.post("/reconcile", data={"queries": batch}).get_json()
    assert answers["empty"] == {"result": []}
    assert answers["named"]["result"]
    unnamed = {"queries": [{"conditions": [{"matchType": "name", "v": ""}]}]}
    assert client.post("/reconcile/v1/match", json=unnamed).get_json()["results"][0]["candidates"] == []


@pytest.mark.parametrize(
    "query",
    [
        {"conditions": []},
        {},
        {"conditions": [{"v": "x"}]},
        {"conditions": [{"matchType": "name"}]},
        {"type": ["Person", "Actor"], "conditions": [{"matchType": "name", "v": "x"}]},
    ],
)
def test_conditions_that_are_none_are_refused(client: FlaskClient, query: Any) -> None:
    assert problem(client.post("/reconcile/v1/match", json={"queries": [query]}))[:2] == (400, "bad-request")


def test_too_much_at_once_is_refused(client: FlaskClient) -> None:
    queries = {str(number): {"query": "x"} for number in range(51)}
    assert problem(client.post("/reconcile", data={"queries": json.dumps(queries)}))[0] == 413
    ids = {"ids": ["x"] * 201, "properties": []}
    assert problem(client.post("/reconcile/extend", json=ids))[0] == 413
    assert problem(client.post("/reconcile/extend", json={"ids": ["x" * 2_000_000], "properties": []}))[0] == 413


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reconcile?callback=f", 400),
        ("/reconcile?queries={}&callback=f", 400),
        ("/reconcile?queries={}&queries={}", 400),
        ("/reconcile?queries={}&extend={}", 400),
        ("/reconcile?queries=%FF", 400),
        ("/reconcile/suggest/entity?cursor=-1", 400),
        ("/reconcile/suggest/nonsense?prefix=x", 404),
        ("/reconcile/preview", 400),
        ("/reconcile/preview?id=nobody", 404),
        ("/reconcile/flyout/type?id=Nonsense", 400),
        ("/reconcile/extend/propose?type=Nonsense", 400),
    ],
)
def test_request_that_is_none_is_refused(client: FlaskClient, path: str, status: int) -> None:
    assert problem(client.get(path))[0] == status


def test_other_methods_and_types_are_refused(client: FlaskClient) -> None:
    assert problem(client.put("/reconcile"))[0] == 405
    assert problem(client.post("/reconcile", data="{}", content_type="text/plain"))[0] == 415
    assert problem(client.post("/reconcile/v1/match", data={"queries": "{}"}))[0] == 415


def test_batch_of_the_longest_cells_is_answered_soon(client: FlaskClient) -> None:
    words = ["محمد", "عبد الرحمن", "Mohammed", "رئيس", "Abdelfattah", "الكاظمي", "thathathath"]
    cells = [" ".join(words[(number + place) % len(words)] for place in range(60)) for number in range(49)]
    start = time.process_time()
    reconcile(client, **{str(number): {"query": cell} for number, cell in enumerate([*cells, "x" * 100_000])})
    assert time.process_time() - start < 3


def test_nothing_in_a_name_is_markup(tmp_path: Path) -> None:
    trig = "@prefix mq: <https://w3id.org/mithaq/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    trig += '<http://x/g> { <http://x/a> a mq:Actor ; rdfs:label "<script>alert(1)</script>"@ar }'
    publish_trig(tmp_path, trig)
    app = create_app(Config(tmp_path, workers=1))
    try:
        client = app.test_client()
        assert "<script>" not in client.get("/reconcile/preview?id=http://x/a").text
        assert "<script>" not in (client.get("/reconcile/flyout/entity?id=http://x/a").json or {})["html"]
        assert found(client, "http://x/a") == ("http://x/a", True)
    finally:
        app.extensions["mithaq"].close()


# Other engines


def test_another_engine_is_said_not_to_offer_it() -> None:
    app = create_app(configure({"sparql_url": read_address("http://127.0.0.1:9/query")}))
    try:
        for path in ("/reconcile", "/reconcile/suggest/entity?prefix=x"):
            assert problem(app.test_client().get(path))[:2] == (501, "not-offered")
    finally:
        app.extensions["mithaq"].close()
