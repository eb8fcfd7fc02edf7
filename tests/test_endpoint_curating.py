"""Writing beside what was extracted: curated graphs change, extracted ones and their union do not."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from published_store import TRIG, publish_trig
from served_writes import BEARER, G, H, holds, update, writable

ARTICLE = "https://w3id.org/mithaq/id/article/a1"
MINE = f"GRAPH <{G}>"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_trig(tmp_path_factory.mktemp("curated") / "store").path.parent


@pytest.fixture(scope="module")
def client(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with writable(store, tmp_path_factory.mktemp("tokens")) as client:
        yield client


def refusal(client: FlaskClient, text: str) -> dict[str, object]:
    """What is said of an update that would change what is read-only."""
    answer = client.post("/sparql", data=text, content_type="application/sparql-update", headers=BEARER)
    assert answer.status_code == 409
    said: dict[str, object] = answer.get_json()
    return said


def test_curated_triples_join_extracted_ones(client: FlaskClient) -> None:
    text = f"INSERT DATA {{ {MINE} {{ <https://w3id.org/mithaq/id/actor/kadhimi> <p:note> 'رئيس الوزراء' }} }}"
    assert update(client, text) == 204
    assert holds(client, "?s mq:speaker ?who . ?who <p:note> 'رئيس الوزراء'")


@pytest.mark.parametrize("parameter", ["using-graph-uri", "using-named-graph-uri"])
@pytest.mark.parametrize("name", [f"{G}> WHERE {{}} ; DROP GRAPH <{ARTICLE}> ; INSERT {{}} USING <{G}", "g", ""])
def test_name_in_the_protocol_is_no_more_than_a_name(client: FlaskClient, parameter: str, name: str) -> None:
    answer = client.post(
        "/update",
        query_string={parameter: name},
        data=f"INSERT {{ {MINE} {{ <s:9> <p:9> ?o }} }} WHERE {{ ?s ?p ?o }}",
        content_type="application/sparql-update",
        headers=BEARER,
    )
    assert answer.status_code == 400
    assert holds(client, f"GRAPH <{ARTICLE}> {{ ?s ?p ?o }}")


def test_curated_graph_may_be_made_of_extracted_ones(client: FlaskClient) -> None:
    text = f"INSERT {{ GRAPH <{H}> {{ ?s <p:by> ?who }} }} WHERE {{ GRAPH ?g {{ ?s mq:speaker ?who }} }}"
    assert update(client, text) == 204
    assert holds(client, f"GRAPH <{H}> {{ ?s <p:by> ?who }} ?s <p:by> ?who")


READ_ONLY = [
    f"INSERT DATA {{ GRAPH <{ARTICLE}> {{ <s:1> <p:1> 1 }} }}",
    f"DELETE WHERE {{ GRAPH <{ARTICLE}> {{ ?s ?p ?o }} }}",
    f"WITH <{ARTICLE}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    "PREFIX a: <https://w3id.org/mithaq/id/article/> CLEAR GRAPH a:a1",
    "BASE <https://w3id.org/mithaq/id/> DROP SILENT GRAPH <article/a1>",
    f"MOVE <{ARTICLE}> TO <{H}>",
    f"COPY <{H}> TO <{ARTICLE}>",
    f"INSERT DATA {{ {MINE} {{ <s:1> <p:1> 1 }} }} ; INSERT DATA {{ GRAPH <{ARTICLE}> {{ <s:1> <p:1> 1 }} }}",
    # The sign opens an IRI, or it compares and the rest of the line is a comment.
    f"INSERT {{ {MINE} {{ <s:1> <p:1> 1 }} }} WHERE {{ ?a ?b ?c FILTER(?c<?b#> '''\n) }} ; "
    f"INSERT DATA {{ GRAPH <{ARTICLE}> {{ <s:1> <p:1> 1 }} }} #'''>)}}",
]


@pytest.mark.parametrize("text", READ_ONLY)
def test_update_of_an_extracted_graph_is_refused_whole(client: FlaskClient, text: str) -> None:
    before = client.get("/health").get_json()["version"]
    answer = client.post("/sparql", data=text, content_type="application/sparql-update", headers=BEARER)
    assert answer.status_code in (400, 409)
    if answer.status_code == 409:
        assert answer.get_json()["graph"] == ARTICLE
    assert client.get("/health").get_json()["version"] == before


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <s:1> <p:1> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT",
        "DROP ALL",
        f"ADD <{H}> TO DEFAULT",
    ],
)
def test_union_is_refused_with_the_remedy(client: FlaskClient, text: str) -> None:
    assert "named graph of your own" in str(refusal(client, text)["detail"])


def test_graphs_that_only_the_data_name_are_looked_at(client: FlaskClient) -> None:
    update(client, f"INSERT DATA {{ {MINE} {{ <s:2> <p:2> 2 }} }}")
    assert update(client, "DELETE { GRAPH ?g { <s:2> <p:2> ?o } } WHERE { GRAPH ?g { <s:2> <p:2> ?o } }") == 204
    assert not holds(client, "<s:2> <p:2> 2")
    said = refusal(client, "DELETE { GRAPH ?g { ?s mq:speaker ?o } } WHERE { GRAPH ?g { ?s mq:speaker ?o } }")
    assert said["graph"] == ARTICLE


def test_extracted_graph_is_read_and_not_uploaded(client: FlaskClient) -> None:
    path = f"/gsp?graph={quote(ARTICLE)}"
    assert client.get(path).status_code == 200
    for method in ("PUT", "POST", "DELETE"):
        answer = client.open(path, method=method, data="<s:1> <p:1> 1 .", content_type="text/turtle", headers=BEARER)
        assert answer.status_code == 409
    assert client.delete("/gsp?default", headers=BEARER).status_code == 409


def test_service_says_that_it_can_be_written_to(client: FlaskClient) -> None:
    said = client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    for name in ("SPARQL11Update", "inputFormat", "UnionDefaultGraph"):
        assert f"sparql-service-description#{name}>" in said


@pytest.mark.parametrize("packed", ["", ".gz"])
def test_dumps_of_what_was_written_are_made_on_demand(client: FlaskClient, packed: str) -> None:
    update(client, f"INSERT DATA {{ {MINE} {{ <s:3> <p:3> 'حلب{packed}' }} }}")
    content = client.get(f"/dump.nq{packed}").data
    assert f"'حلب{packed}'".replace("'", '"').encode() in (gzip.decompress(content) if packed else content)
    assert "dump.nq.gz" in client.get("/void", headers={"Accept": "text/turtle"}).text


def test_curated_graphs_are_there_after_a_build(client: FlaskClient, store: Path) -> None:
    update(client, f"INSERT DATA {{ {MINE} {{ <s:4> <p:4> 4 }} }}")
    publish_trig(store, TRIG.replace("5000000", "9000000"))
    assert holds(client, f"{MINE} {{ <s:4> <p:4> 4 }} ?p mq:amount ?n FILTER(?n = 9000000)")


def test_without_a_token_file_nothing_is_written(tmp_path: Path) -> None:
    from endpoint.app import create_app
    from endpoint.config import Config

    publish_trig(tmp_path)
    app = create_app(Config(tmp_path, workers=1))
    try:
        client = app.test_client()
        assert update(client, "CLEAR ALL") == 403
        assert client.put("/gsp?default", data="", content_type="text/turtle", headers=BEARER).status_code == 403
        assert client.get(f"/gsp?graph={quote(ARTICLE)}").status_code == 200
        assert "SPARQL11Update" not in client.get("/sparql", headers={"Accept": "text/turtle"}).text
    finally:
        app.extensions["mithaq"].close()
