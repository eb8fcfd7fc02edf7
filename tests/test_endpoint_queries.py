"""What runs, as those who look after the service see it: the list of queries, and stopping one."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from published_store import publish_trig

from endpoint import Config, create_app

EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"
TOKEN = "0123456789abcdef"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = tmp_path_factory.mktemp("served")
    publish_trig(folder / "store")
    tokens = folder / "tokens"
    tokens.write_text(f"salma: {TOKEN}\n")
    tokens.chmod(0o600)
    return Config(folder / "store", query_seconds=20, workers=1, token_file=tokens)


def listed(client: FlaskClient) -> list[dict[str, Any]]:
    answer = client.get("/queries", headers=BEARER)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.json
    found: list[dict[str, Any]] = answer.json["queries"]
    return found


def asked(app: Flask, query: str, **headers: str) -> tuple[threading.Thread, list[Any]]:
    answers: list[Any] = []
    thread = threading.Thread(
        target=lambda: answers.append(app.test_client().get("/sparql", query_string={"query": query}, headers=headers))
    )
    thread.start()
    return thread, answers


def soon(condition: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + 20
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.02)
    return condition()


def test_nothing_runs_unasked(client: FlaskClient) -> None:
    assert listed(client) == []


def test_running_query_is_listed_and_stopped(app: Flask, client: FlaskClient) -> None:
    thread, answers = asked(app, EVERY_PAIR, **BEARER)
    assert soon(lambda: [entry["state"] for entry in listed(client)] == ["running"])
    [entry] = listed(client)
    assert (entry["client"], entry["query"]) == ("salma", EVERY_PAIR)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", entry["started"])
    assert client.delete(f"/queries/{entry['id']}", headers=BEARER).status_code == 204
    thread.join(5)
    assert (answers[0].status_code, answers[0].headers["Query-Id"]) == (503, entry["id"])
    assert answers[0].json["type"].endswith("#cancelled")
    assert listed(client) == []


def test_queries_beyond_the_heavy_lane_are_listed_as_paused(app: Flask, client: FlaskClient) -> None:
    running = [asked(app, EVERY_PAIR + " " * number) for number in range(2)]
    assert soon(lambda: sorted(entry["state"] for entry in listed(client)) == ["paused", "running"])
    for entry in listed(client):
        assert client.delete(f"/queries/{entry['id']}", headers=BEARER).status_code == 204
    for thread, answers in running:
        thread.join(5)
        assert answers[0].json["type"].endswith("#cancelled")


def test_query_that_has_ended_cannot_be_stopped(client: FlaskClient) -> None:
    id = client.get("/sparql", query_string={"query": "ASK {}"}).headers["Query-Id"]
    answer = client.delete(f"/queries/{id}", headers=BEARER)
    assert (answer.status_code, answer.json and answer.json["detail"]) == (
        404,
        f"No query {id} waits or runs; it may have ended by itself.",
    )


def test_every_answer_bears_an_id_of_its_own(client: FlaskClient) -> None:
    queries = ["ASK {}", "ASK {}", "SELECT", "ASK { SERVICE <http://x/> {} }"]
    ids = {client.get("/sparql", query_string={"query": query}).headers["Query-Id"] for query in queries}
    assert len(ids) == len(queries)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer 0123456789abcdeX"}], ids=["no token", "wrong token"])
@pytest.mark.parametrize(("method", "path"), [("GET", "/queries"), ("DELETE", "/queries/1")])
def test_strangers_see_and_stop_nothing(client: FlaskClient, method: str, path: str, headers: dict[str, str]) -> None:
    answer = client.open(path, method=method, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="Mithaq"')
    assert answer.json and answer.json["type"].endswith("#unauthorized")


def test_service_without_tokens_says_so(tmp_path: Path) -> None:
    publish_trig(tmp_path)
    app = create_app(Config(tmp_path, workers=1))
    try:
        answer = app.test_client().get("/queries", headers=BEARER)
        assert (answer.status_code, "without --token-file" in str(answer.json)) == (401, True)
    finally:
        app.extensions["mithaq"].engine.close()
