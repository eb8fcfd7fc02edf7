"""The service over an engine elsewhere that fails: what the client is told, and that the engine is found again."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from backends import (
    CONSTRUCT,
    ROWS,
    SELECT,
    TRIPLE,
    Scripted,
    answer,
    answer_once,
    ask_remote,
    free_port,
    problem_named,
    remote_client,
    remote_settings,
    scripted,
    until_left,
)
from flask.testing import FlaskClient

from endpoint import create_app
from endpoint.ends import DepartureError
from endpoint.remote import RemoteEngine
from endpoint.wire import Job


@pytest.fixture
def client(backend: Scripted) -> Iterator[FlaskClient]:
    with remote_client(backend.url) as client:
        yield client


# What goes wrong


@pytest.mark.parametrize(
    ("said", "status", "name"),
    [
        ({"status": 400, "body": "error at 2:5: expected one"}, 400, "syntax"),
        ({"status": 400, "body": "Virtuoso 37000 Error SP030: SPARQL compiler, line 2: syntax error"}, 400, "syntax"),
        ({"status": 400, "body": "Virtuoso 22023 Error SR645: needs a string"}, 500, "evaluation-failed"),
        ({"status": 500, "body": "Virtuoso 42000 Error The estimated execution time 9 (sec) exceeds"}, 504, "timeout"),
        ({"X_SQL_State": "S1TAT"}, 504, "timeout"),
        ({"X_SPARQL_MaxRows": "5"}, 502, "backend-failed"),
        ({"status": 504}, 504, "timeout"),
        ({"status": 500, "body": "out of luck"}, 500, "evaluation-failed"),
        ({"status": 503}, 503, "backend-unavailable"),
        ({"status": 401}, 502, "backend-failed"),
        ({"status": 404}, 502, "backend-failed"),
        ({"content_type": "text/html", "body": "<p>Welcome"}, 502, "backend-failed"),
        ({"body": '{"head":{"vars":["n"]},"results":{"bindings":[]}}'}, 502, "backend-failed"),
        ({"body": "[]"}, 502, "backend-failed"),
        ({"body": '{"head":{},"boo'}, 502, "backend-failed"),
    ],
)
def test_failure_of_the_engine_is_told(
    client: FlaskClient, backend: Scripted, said: dict[str, Any], status: int, name: str
) -> None:
    backend.say = lambda handler: answer(handler, **said)
    assert problem_named(ask_remote(client)) == (status, name)


def test_syntax_error_stands_where_the_client_has_it(client: FlaskClient, backend: Scripted) -> None:
    backend.say = lambda handler: answer(handler, "error at 3:7: expected OPTIONAL", 400, "text/plain")
    said = json.loads(ask_remote(client, "ASK {\n  ?s a mq:Actor }").data)
    assert (said["line"], said["column"]) == (2, 7)


def test_answer_that_breaks_off_is_a_failure(client: FlaskClient, backend: Scripted) -> None:
    def half(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, TRIPLE, content_type="application/n-triples", length=2 * len(TRIPLE))
        handler.close_connection = True

    backend.say = half
    assert problem_named(ask_remote(client, CONSTRUCT, "text/turtle, application/problem+json")) == (
        502,
        "backend-failed",
    )


def test_redirect_is_not_followed(client: FlaskClient, backend: Scripted) -> None:
    with scripted() as elsewhere:
        backend.say = lambda handler: answer(handler, "", 307, Location=elsewhere.url)
        assert problem_named(ask_remote(client)) == (502, "backend-failed")
        assert not elsewhere.asked


def test_engine_that_is_down_is_told_and_found_again(caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    app = create_app(remote_settings(f"http://127.0.0.1:{port}/query"))
    client = app.test_client()
    down = [ask_remote(client), ask_remote(client)][1]
    assert problem_named(down) == (503, "backend-unavailable") and down.headers["Retry-After"] == "2"
    with scripted(port) as server:
        server.say = answer_once
        assert ask_remote(client).json["boolean"] is True
    assert problem_named(ask_remote(client)) == (503, "backend-unavailable")
    assert [" not " in message for message in caplog.messages] == [True, False, True]
    app.extensions["mithaq"].close()


def test_busy_engine_says_itself_when_to_come_back(client: FlaskClient, backend: Scripted) -> None:
    backend.say = lambda handler: answer(handler, "", 429, Retry_After="7")
    assert ask_remote(client).headers["Retry-After"] == "7"


def test_engine_that_is_silent_is_left_in_time(client: FlaskClient, backend: Scripted) -> None:
    backend.say = until_left
    start = time.monotonic()
    assert problem_named(ask_remote(client, timeout="0.3")) == (504, "timeout")
    assert time.monotonic() - start < 5 and backend.left.wait(5)


def test_engine_that_never_ends_its_answer_is_left_in_time(client: FlaskClient, backend: Scripted) -> None:
    def unending(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, ROWS[:-10], length=1000)
        until_left(handler)

    backend.say = unending
    assert problem_named(ask_remote(client, SELECT, timeout="0.3")) == (504, "timeout")
    assert backend.left.wait(5)


def test_client_that_leaves_leaves_the_engine(backend: Scripted) -> None:
    backend.say = until_left
    config = remote_settings(backend.url)
    assert config.sparql_url
    engine = RemoteEngine(config, config.sparql_url)
    with pytest.raises(DepartureError):
        engine.ask(Job("ASK {}", 5), departed=lambda: bool(backend.asked))
    assert backend.left.wait(5) and engine.running() == []


def test_query_is_listed_and_cancelled(client: FlaskClient, backend: Scripted) -> None:
    backend.say = until_left
    engine = client.application.extensions["mithaq"].engine
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.append(ask_remote(client, "ASK {}")))
    asking.start()
    while not backend.asked:
        time.sleep(0.01)
    (query,) = engine.running()
    assert (query.query, query.state, engine.idle) == ("ASK {}", "running", 1)
    assert engine.cancel(query.id) and not engine.cancel("none")
    asking.join(5)
    assert problem_named(answers[0]) == (503, "cancelled") and backend.left.wait(5)


def test_more_queries_than_may_run_wait_and_are_told_to_come_back(client: FlaskClient, backend: Scripted) -> None:
    backend.say = until_left
    holders = [threading.Thread(target=ask_remote, args=(client,)) for _ in range(2)]
    for holder in holders:
        holder.start()
    while len(backend.asked) < 2:
        time.sleep(0.01)
    assert problem_named(ask_remote(client)) == (503, "busy")
    engine = client.application.extensions["mithaq"].engine
    assert all(engine.cancel(query.id) for query in engine.running())
    for holder in holders:
        holder.join(5)
