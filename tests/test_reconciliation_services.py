"""What the reconciliation service offers beside matching: suggestions, previews, and more data of what was matched."""

from __future__ import annotations

import json

import pytest
import reconciliation_schemas as schemas
from flask.testing import FlaskClient
from published_actors import publish_actors
from reconciliation_schemas import validate

from endpoint import Config


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    store = tmp_path_factory.mktemp("actors")
    publish_actors(store)
    return Config(store, workers=1)


# Suggestions


def test_entities_are_suggested_by_how_their_names_begin(client: FlaskClient) -> None:
    answer = client.get("/reconcile/suggest/entity", query_string={"prefix": "مصطفى الكا"})
    first = validate(answer.json, schemas.SUGGESTED_ENTITIES)["result"][0]
    assert (first["id"], first["notable"]) == ("actor/mustafa-al-kadhimi", [{"id": "Person", "name": "شخص"}])
    assert first["description"] == "شخص · رئيس الوزراء، العراق"


def test_suggestions_go_on_behind_the_cursor(client: FlaskClient) -> None:
    everything, rest = (
        [one["id"] for one in (client.get(f"/reconcile/suggest/entity?prefix={after}").json or {})["result"]]
        for after in ("", "&cursor=3")
    )
    assert everything[3:] == rest[: len(everything) - 3]
    assert everything[0] == "actor/iraq"


@pytest.mark.parametrize("prefix", ["_", "a_b", '"', "*", "x*", "AND", "🙂", "\u200f", "(", "Q", "ا" * 5000])
def test_prefix_is_nothing_but_a_prefix(client: FlaskClient, prefix: str) -> None:
    answer = client.get("/reconcile/suggest/entity", query_string={"prefix": prefix})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("prefix", ["Q796", "actor/iraq"])
def test_id_suggests_its_entity(client: FlaskClient, prefix: str) -> None:
    answer = client.get("/reconcile/suggest/entity", query_string={"prefix": prefix})
    assert (answer.json or {})["result"][0]["id"] == "actor/iraq"


def test_types_and_properties_are_suggested(client: FlaskClient) -> None:
    kinds = validate(client.get("/reconcile/suggest/type?prefix=pers").json, schemas.SUGGESTED_TYPES)["result"]
    assert [(kind["id"], [above["id"] for above in kind["broader"]]) for kind in kinds] == [("Person", ["Actor"])]
    rows = validate(client.get("/reconcile/suggest/property?prefix=ويكي").json, schemas.SUGGESTED_PROPERTIES)["result"]
    assert [row["id"] for row in rows] == ["wikidata", "wikidata-item"]
    assert len((client.get("/reconcile/suggest/type?prefix=").json or {})["result"]) > 10


@pytest.mark.parametrize(
    ("what", "id", "says"),
    [("entity", "actor/iraq", "العراق"), ("type", "Person", "شخص"), ("property", "role", "الصفة")],
)
def test_flyout_tells_a_few_words(client: FlaskClient, what: str, id: str, says: str) -> None:
    answer = client.get(f"/reconcile/flyout/{what}", query_string={"id": id})
    assert says in validate(answer.json, schemas.FLYOUT)["html"]


# Previews


def test_preview_may_be_framed_and_nothing_else(client: FlaskClient) -> None:
    page = client.get("/reconcile/preview?id=actor/mustafa-al-kadhimi")
    assert page.content_type == "text/html; charset=utf-8"
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get("/").headers["Content-Security-Policy"]
    assert '<html lang="ar" dir="rtl">' in page.text and "<bdi>مصطفى الكاظمي</bdi>" in page.text


# Data extension


def test_properties_of_entities_are_fetched(client: FlaskClient) -> None:
    names = ("wikidata", "wikidata-item", "name-en", "country", "office", "articles", "statements", "affiliation")
    asked = {"ids": ["actor/mustafa-al-kadhimi", "actor/nobody"], "properties": [{"id": name} for name in names]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
    document = validate(answer.json, schemas.EXTENSION_02)
    row = document["rows"]["actor/mustafa-al-kadhimi"]
    assert row["wikidata"] == [{"str": "Q85317569"}]
    assert row["wikidata-item"] == [{"id": "Q85317569", "name": "مصطفى الكاظمي"}]
    assert row["name-en"] == [{"str": "Mustafa Al-Kadhimi"}]
    assert row["country"] == [{"id": "actor/iraq", "name": "العراق"}]
    assert {"str": "رئيس الوزراء"} in row["office"]
    assert (row["articles"], row["statements"], row["affiliation"]) == ([{"int": 1}], [{"int": 1}], [])
    assert document["rows"]["actor/nobody"] == {name: [] for name in names}
    services = {entry["id"]: entry.get("service") for entry in document["meta"]}
    assert services["wikidata-item"] == "https://wikidata.reconci.link/ar/api"


def test_what_is_not_counted_is_none(client: FlaskClient) -> None:
    asked = {"ids": ["actor/who"], "properties": [{"id": "statements"}]}
    answer = client.get("/reconcile", query_string={"extend": json.dumps(asked)})
    assert (answer.json or {})["rows"] == {"actor/who": {"statements": [{"int": 0}]}}


def test_setting_limits_the_values(client: FlaskClient) -> None:
    asked = {"ids": ["actor/us"], "properties": [{"id": "alias", "settings": {"limit": "2"}}]}
    answer = client.post("/reconcile/v1/extend", json=asked)
    [row] = validate(answer.json, schemas.EXTENSION_10)["rows"]
    assert len(row["properties"][0]["values"]) == 2


def test_properties_are_proposed_for_a_type(client: FlaskClient) -> None:
    answer = client.get("/reconcile/extend/propose?type=Person&limit=3")
    document = validate(answer.json, schemas.PROPOSAL)
    assert (len(document["properties"]), document["type"], document["limit"]) == (3, "Person", 3)
