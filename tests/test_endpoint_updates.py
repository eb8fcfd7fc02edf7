"""SPARQL Update by HTTP, over a dataset that is all its own."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from served_writes import BEARER, TOKEN, G, H, holds, update, writable

from kg.revision import create_dataset
from kg.store import current_version

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return create_dataset(tmp_path_factory.mktemp("written") / "store").path.parent


@pytest.fixture(scope="module")
def client(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with writable(store, tmp_path_factory.mktemp("tokens")) as client:
        yield client


def test_update_is_seen_by_the_next_query(client: FlaskClient) -> None:
    assert update(client, f'INSERT DATA {{ GRAPH <{G}> {{ <s:1> <p:1> "بغداد"@ar }} }}') == 204
    assert holds(client, f'GRAPH <{G}> {{ <s:1> <p:1> "بغداد"@ar }}')


def test_update_goes_as_a_form_too(client: FlaskClient) -> None:
    body = "update=" + quote("INSERT DATA { <s:2> <p:2> 'القاهرة' }")
    assert client.post("/sparql", data=body, content_type=FORM, headers=BEARER).status_code == 204
    assert holds(client, "<s:2> <p:2> 'القاهرة'")


def test_update_has_an_address_of_its_own(client: FlaskClient) -> None:
    assert update(client, "INSERT DATA { <s:3> <p:3> 3 }", "/update") == 204
    assert client.get("/update").status_code == 405


def test_half_an_update_is_not_run(client: FlaskClient) -> None:
    text = "INSERT DATA { <s:30> <p:30> 30 } ;"
    gone = {"CONTENT_LENGTH": "100", "wsgi.input_terminated": True}
    sent = {"data": text, "content_type": "application/sparql-update", "headers": BEARER}
    assert client.post("/sparql", **sent, environ_overrides=gone).status_code == 400
    assert not holds(client, "<s:30> <p:30> 30")


def test_operations_are_done_all_or_none(client: FlaskClient) -> None:
    assert update(client, "INSERT DATA { <s:4> <p:4> 4 } ; DROP GRAPH <http://x.example/none>") == 409
    assert not holds(client, "<s:4> <p:4> 4")


def test_relative_names_are_completed_by_the_address_of_the_request(client: FlaskClient) -> None:
    assert update(client, "INSERT DATA { <s:5> <p:5> <here> }") == 204
    assert holds(client, "<s:5> <p:5> <http://localhost/here>")


def test_empty_graph_is_a_graph(client: FlaskClient) -> None:
    assert update(client, "CREATE GRAPH <http://x.example/empty>") == 204
    assert client.get("/gsp?graph=http://x.example/empty").status_code == 200


# Who may


def test_nobody_writes_without_a_token(client: FlaskClient) -> None:
    answer = client.post("/sparql", data="CLEAR ALL", content_type="application/sparql-update")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="Mithaq"')


def test_unknown_token_is_told_to_be_invalid(client: FlaskClient) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}0"}
    answer = client.post("/update", data="update=CLEAR+ALL", content_type=FORM, headers=headers)
    assert (answer.status_code, 'error="invalid_token"' in answer.headers["WWW-Authenticate"]) == (401, True)


# What is refused


def test_syntax_error_is_told_with_its_place(client: FlaskClient) -> None:
    answer = client.post(
        "/sparql",
        data="INSERT DATA { <s:1> <p:1> 1 } ;\nCLEAR XYZ",
        content_type="application/sparql-update",
        headers=BEARER,
    )
    said = answer.get_json()
    assert (answer.status_code, said["line"], said["column"], said["token"]) == (400, 2, 7, "XYZ")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("LOAD <http://127.0.0.1:9/>", 403),
        ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://x.example/q>", 403),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("INSERT DATA { " + "[ <p:1> " * 300, 400),
        ("SELECT * { ?s ?p ?o }", 400),
    ],
)
def test_what_reaches_out_or_nests_too_deep_is_refused(client: FlaskClient, text: str, status: int) -> None:
    assert update(client, text) == status


@pytest.mark.parametrize(
    "body", ["update=CLEAR+ALL&update=CLEAR+ALL", "update=CLEAR+ALL&query=ASK+%7B%7D", "update=CLEAR+%FF", "x=1"]
)
def test_form_with_anything_but_one_update_is_refused(client: FlaskClient, body: str) -> None:
    assert client.post("/update", data=body, content_type=FORM, headers=BEARER).status_code == 400


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY"])
@pytest.mark.parametrize("media_type", ["text/plain", "application/sparql-query", FORM])
def test_update_is_not_sent_in_the_address(client: FlaskClient, method: str, media_type: str) -> None:
    update(client, f"INSERT DATA {{ GRAPH <{G}> {{ <s:4> <p:4> 4 }} }}")
    sent = {"method": method, "data": "ASK {}", "content_type": media_type}
    assert client.open("/sparql?update=CLEAR+ALL", headers=BEARER, **sent).status_code == 400  # type: ignore[arg-type]
    assert holds(client, f"GRAPH <{G}> {{ <s:4> <p:4> 4 }}")


@pytest.mark.parametrize("media_type", ["text/plain", "application/sparql-update; charset=utf-16"])
def test_other_types_are_refused(client: FlaskClient, media_type: str) -> None:
    answer = client.post("/sparql", data="CLEAR ALL", content_type=media_type, headers=BEARER)
    assert answer.status_code == 415


def test_address_of_updates_says_what_it_takes(client: FlaskClient) -> None:
    answer = client.post("/update", data="INSERT DATA {}", content_type="text/plain", headers=BEARER)
    assert answer.status_code == 415
    assert answer.headers["Accept-Post"] == f"application/sparql-update, {FORM}"


@pytest.mark.parametrize("kind", ["update", "query"])
def test_compressed_text_is_refused(client: FlaskClient, kind: str) -> None:
    headers = {**BEARER, "Content-Encoding": "gzip"}
    body = gzip.compress(b"INSERT DATA {}" if kind == "update" else b"ASK {}")
    answer = client.post("/sparql", data=body, content_type=f"application/sparql-{kind}", headers=headers)
    assert answer.status_code == 415


def test_update_that_takes_too_long_changes_nothing(client: FlaskClient) -> None:
    values = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(40)))} }}" for n in range(8))
    before = client.get("/health").get_json()["version"]
    assert update(client, f"INSERT {{ <s:6> <p:6> ?v0 }} WHERE {{ {values} }}", "/sparql?timeout=0.5") == 504
    assert client.get("/health").get_json()["version"] == before
    assert update(client, "INSERT DATA { <s:6> <p:6> 6 }") == 204


# The dataset that the protocol names


def test_write_that_may_not_wait_is_told_at_once_to_come_back(tmp_path: Path) -> None:
    store, text = create_dataset(tmp_path / "store").path.parent, "INSERT DATA { <s:1> <p:1> 1 }"
    with writable(store, tmp_path, write_queue_length=0, write_wait_seconds=5) as client:
        begun = time.monotonic()
        with client.application.extensions["mithaq"].writer._turn:
            assert update(client, text) == 503
        assert time.monotonic() - begun < 3
        assert update(client, text) == 204


def test_protocol_names_the_graphs_to_match(client: FlaskClient) -> None:
    update(client, f"INSERT DATA {{ GRAPH <{G}> {{ <s:7> <p:7> 1 }} GRAPH <{H}> {{ <s:7> <p:7> 2 }} }}")
    text = "DELETE { GRAPH <http://x.example/to> { <s:0> <p:7> ?o } } INSERT { GRAPH <http://x.example/to> "
    text += "{ ?s <p:7> ?o } } WHERE { ?s <p:7> ?o }"
    assert update(client, text, f"/sparql?using-graph-uri={quote(H)}") == 204
    assert holds(client, "GRAPH <http://x.example/to> { <s:7> <p:7> 2 }")
    assert not holds(client, "GRAPH <http://x.example/to> { <s:7> <p:7> 1 }")


@pytest.mark.parametrize("clause", ["WITH <g:1> DELETE { ?s ?p ?o }", "DELETE { ?s ?p ?o } USING <g:1>"])
def test_dataset_given_twice_is_refused(client: FlaskClient, clause: str) -> None:
    assert update(client, f"{clause} WHERE {{ ?s ?p ?o }}", f"/sparql?using-named-graph-uri={quote(G)}") == 400


# One after another


def test_version_that_has_moved_on_is_not_overwritten(client: FlaskClient, store: Path) -> None:
    known = f'"{current_version(store).path.name}"'
    assert update(client, "INSERT DATA { <s:8> <p:8> 8 }", **{"If-Match": known}) == 204
    assert update(client, "DELETE DATA { <s:8> <p:8> 8 }", **{"If-Match": known}) == 412
    assert holds(client, "<s:8> <p:8> 8")


def test_curated_graphs_are_files(client: FlaskClient, store: Path) -> None:
    update(client, "INSERT DATA { GRAPH <http://x.example/file> { <s:9> <p:9> 'دمشق' } }")
    written = {path.read_text("utf-8") for path in (store / "curated").glob("*.nq")}
    assert '<s:9> <p:9> "دمشق" <http://x.example/file> .\n' in written


def test_what_changes_nothing_makes_no_version(client: FlaskClient) -> None:
    before = client.get("/health").get_json()["version"]
    assert update(client, "DELETE DATA { <s:0> <p:0> 0 }") == 204
    assert client.get("/health").get_json()["version"] == before
