"""What the service tells of itself: whether it is well, what it has counted, what it has answered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from published_store import TRIG, publish_trig
from werkzeug.test import TestResponse

from endpoint import Config, create_app
from endpoint.config import ConfigError
from endpoint.journal import Journal

TOKEN = "0123456789abcdef"
ASK = "/sparql?format=json&query="
Make = Callable[..., FlaskClient]


class Reader(FlaskClient):
    """Reads every answer to its end and closes it, as a server does."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        return super().open(*arguments, **{"buffered": True, **options})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watched")
    publish_trig(folder)
    return folder


@pytest.fixture
def make(store: Path) -> Iterator[Make]:
    made: list[Flask] = []

    def make(**settings: Any) -> FlaskClient:
        config = Config(**{"store": store, "workers": 1, "memory_store_bytes": 0, **settings})
        made.append(create_app(config))
        made[-1].test_client_class = Reader
        return made[-1].test_client()

    yield make
    for application in made:
        application.extensions["mithaq"].close()
        assert isinstance(application.wsgi_app, Journal)
        application.wsgi_app.close()


def metric(client: FlaskClient, name: str) -> float:
    """The value of one time series, 0 if there is none."""
    text = client.get("/metrics").text
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


# --- health


def test_health_tells_what_is_served_and_how_busy_it_is(make: Make, store: Path) -> None:
    state: Any = make().get("/health").json
    assert state["status"] == "ok" and state["ready"] is True
    assert state["version"] == (store / "current").readlink().name
    assert (state["workers"], state["idle"], state["waiting"], state["in_memory"]) == (1, 1, 0, False)


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_health_is_never_kept_by_a_cache(make: Make, path: str) -> None:
    response = make().get(path)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")


# --- metrics


def test_requests_are_counted_by_route_and_status(make: Make) -> None:
    client = make()
    client.get(ASK + quote("ASK {}"))
    client.get(ASK + "nonsense")
    client.get("/ontology.ttl")
    client.get("/nowhere")
    assert metric(client, 'mithaq_requests_total{method="GET",route="/sparql",status="200"}') == 1
    assert metric(client, 'mithaq_requests_total{method="GET",route="/sparql",status="400"}') == 1
    assert metric(client, 'mithaq_requests_total{method="GET",route="/ontology.<extension>",status="200"}') == 1
    assert metric(client, 'mithaq_requests_total{method="GET",route="none",status="404"}') == 1


def test_a_method_that_a_client_makes_up_makes_no_new_series(make: Make) -> None:
    client = make()
    client.open("/", method="BREW")
    assert "BREW" not in client.get("/metrics").text


def test_queries_are_counted_by_how_they_ended(make: Make) -> None:
    client = make()
    client.get(ASK + quote("ASK {}"))
    client.get(ASK + quote("ASK {}"))
    client.get(ASK + "nonsense")
    ended = [
        metric(client, f'mithaq_query_seconds_count{{outcome="{end}"}}') for end in ("complete", "cached", "syntax")
    ]
    assert ended == [1, 1, 1]
    assert metric(client, "mithaq_cache_hits_total") == 1
    assert metric(client, 'mithaq_worker_loans_total{end="complete"}') == 1


def test_a_worker_that_is_killed_for_being_late_is_counted(make: Make) -> None:
    client = make(query_seconds=0.3)
    client.get(ASK + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?q ?o }"))
    assert metric(client, 'mithaq_worker_loans_total{end="deadline"}') == 1
    assert metric(client, 'mithaq_query_seconds_count{outcome="timeout"}') == 1


def test_bytes_and_processor_time_are_summed(make: Make) -> None:
    client = make()
    length = len(client.get(ASK + quote("SELECT * { ?s ?p ?o }")).data)
    assert metric(client, 'mithaq_sent_bytes_total{route="/sparql"}') == length
    assert metric(client, "mithaq_query_cpu_seconds_total") > 0


def test_the_version_is_told_and_counts_go_on_after_a_new_one(make: Make, tmp_path: Path) -> None:
    publish_trig(tmp_path)
    client = make(store=tmp_path)
    client.get(ASK + quote("ASK {}"))
    newer = publish_trig(tmp_path, TRIG.replace("5000000", "6000000"))
    client.get(ASK + quote("ASK {}"))
    assert metric(client, f'mithaq_store_info{{version="{newer.path.name}"}}') == 1
    assert metric(client, "mithaq_store_quads") == newer.manifest.counts["quads"]
    assert metric(client, 'mithaq_worker_loans_total{end="complete"}') == 2


def test_writes_are_counted_and_told(make: Make, tmp_path: Path) -> None:
    publish_trig(tmp_path / "store")
    tokens, log = tmp_path / "tokens", tmp_path / "access"
    tokens.touch(mode=0o600)
    tokens.write_text(f"curator: {TOKEN}\n")
    client = make(store=tmp_path / "store", token_file=tokens, access_log=log)
    for body in ("<a> <b> <c> .", "no Turtle"):
        client.put(
            "/gsp?graph=https://example.org/g",
            data=body,
            content_type="text/turtle",
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
    assert metric(client, 'mithaq_writes_total{outcome="complete"}') == 1
    first, second = told(log)[:2]
    assert (first["write"], first["status"], first["bearer"], first["outcome"]) == ("put", 201, "curator", "complete")
    assert metric(client, f'mithaq_writes_total{{outcome="{second["outcome"]}"}}') == 1


def test_metrics_are_read_on_this_machine_alone(make: Make) -> None:
    client = make()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_metrics_may_be_for_bearers_of_a_token(make: Make, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.touch(mode=0o600)
    tokens.write_text(f"prometheus: {TOKEN}\n")
    client = make(metrics_for="token", token_file=tokens)
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_metrics_may_be_for_all(make: Make) -> None:
    client = make(metrics_for="all")
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


# --- the access log


def told(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def test_each_request_is_one_line(make: Make, tmp_path: Path) -> None:
    log = tmp_path / "access"
    client = make(access_log=log)
    body = client.get(ASK + quote("SELECT ?n { ?p mq:amount ?n }")).data
    client.get("/nowhere")
    query, other = told(log)
    assert (query["client"], query["method"], query["path"], query["status"]) == ("127.0.0.1", "GET", "/sparql", 200)
    assert (query["bytes"], query["form"], query["outcome"]) == (len(body), "solutions", "complete")
    assert query["seconds"] >= query["cpu_seconds"] > 0
    assert re.fullmatch(r"[0-9a-f]{16}", query["query_hash"]) and re.fullmatch(r"[0-9a-f]{16}", query["query_id"])
    assert "query" not in query
    assert (other["path"], other["status"], other["outcome"]) == ("/nowhere", 404, "not-found")


def test_the_query_id_is_that_of_the_answer(make: Make, tmp_path: Path) -> None:
    response = make(access_log=tmp_path / "access").get(ASK + quote("ASK {}"))
    assert told(tmp_path / "access")[0]["query_id"] == response.headers["Query-Id"]


def test_the_text_of_queries_is_told_where_that_is_settled(make: Make, tmp_path: Path) -> None:
    make(access_log=tmp_path / "access", log_queries=True).get(ASK + quote("ASK { ?s ?p 'قال' }"))
    assert told(tmp_path / "access")[0]["query"] == "ASK { ?s ?p 'قال' }"


def test_no_token_is_told(make: Make, tmp_path: Path) -> None:
    tokens, log = tmp_path / "tokens", tmp_path / "access"
    tokens.touch(mode=0o600)
    tokens.write_text(f"curator: {TOKEN}\n")
    client = make(access_log=log, token_file=tokens, log_queries=True)
    client.get("/queries", headers={"Authorization": f"Bearer {TOKEN}"})
    client.get(f"/queries?token={TOKEN}", headers={"Authorization": f"Bearer {TOKEN}x"})
    assert TOKEN not in log.read_text()
    assert [line.get("bearer") for line in told(log)] == ["curator", None]


def test_a_log_that_was_moved_away_is_begun_anew(make: Make, tmp_path: Path) -> None:
    log = tmp_path / "access"
    client = make(access_log=log)
    client.get("/health/live")
    log.rename(tmp_path / "access.1")
    client.get("/health")
    assert [line["path"] for line in told(tmp_path / "access.1")] == ["/health/live"]
    assert [line["path"] for line in told(log)] == ["/health"]


def test_the_log_may_be_standard_output(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    make(access_log=Path("-")).get("/health/live")
    assert json.loads(capfd.readouterr().out)["path"] == "/health/live"


def test_a_log_that_cannot_be_written_is_told(make: Make, store: Path) -> None:
    with pytest.raises(ConfigError, match=r"access_log: .*gone/access cannot be written .*name another file"):
        create_app(replace(Config(store=store), access_log=store / "gone" / "access"))
