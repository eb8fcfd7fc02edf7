"""Queries in processes of their own: answers, deadlines, crashes, and what a worker may not do."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from published_store import publish_trig

from endpoint.pool import (
    BusyError,
    CrashError,
    DeadlineError,
    DepartureError,
    Pool,
    PoolError,
    QueryError,
    RetiredError,
)
from endpoint.wire import Job, WorkerSettings
from kg.namespaces import PREFIXES

EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r . ?s ?t ?u }"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> WorkerSettings:
    version = publish_trig(tmp_path_factory.mktemp("store"))
    return WorkerSettings(str(version.database), 4 << 30, 2, PREFIXES)


@pytest.fixture(scope="module")
def pool(settings: WorkerSettings) -> Iterator[Pool]:
    pool = Pool(settings, size=1, queue_length=1, queue_seconds=0.3)
    yield pool
    pool.close()


def ask(pool: Pool, query: str, seconds: float = 5, **options: object) -> bytes:
    with pool.ask(Job(query, seconds, **options)) as answer:  # type: ignore[arg-type]
        return b"".join(answer)


def answers_soon(pool: Pool) -> bool:
    start = time.monotonic()
    return json.loads(ask(pool, "ASK {}"))["boolean"] is True and time.monotonic() - start < 1


def test_select_is_answered_in_the_named_format(pool: Pool) -> None:
    assert ask(pool, "SELECT (1 AS ?n) {}", result_format="csv") == b"n\r\n1\r\n"


def test_prefixes_are_predeclared(pool: Pool) -> None:
    assert "الكاظمي" in ask(pool, "SELECT ?o { ?s a mq:Person ; rdfs:label ?o }").decode()


def test_header_names_the_kind_and_the_chosen_format(pool: Pool) -> None:
    with pool.ask(Job("DESCRIBE wd:Q1", 5, graph_format="nt")) as answer:
        assert (answer.header.kind, answer.header.format) == ("graph", "nt")
        list(answer)


def test_page_is_cut_after_its_rows(pool: Pool) -> None:
    page = json.loads(ask(pool, "SELECT ?x { VALUES ?x { 1 2 3 } }", result_format="page"))
    assert ([row[0]["value"] for row in page["rows"]], page["more"]) == (["1", "2"], True)


def test_syntax_error_leaves_the_worker_alive(pool: Pool) -> None:
    with pytest.raises(QueryError, match="error at 1:") as caught:
        pool.ask(Job("SELECT", 5))
    assert caught.value.failure.reason == "syntax"
    assert answers_soon(pool)


def test_runaway_query_ends_at_its_deadline_and_the_next_is_answered(pool: Pool) -> None:
    start = time.monotonic()
    with pytest.raises(DeadlineError):
        ask(pool, EVERY_PAIR, seconds=0.5)
    assert time.monotonic() - start < 1
    assert answers_soon(pool)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { FILTER(" + "STR(" * 3000 + "1" + ")" * 3000 + ") }",
        "ASK " + "{" * 4000 + "}" * 4000,
        "ASK { FILTER(" + "!" * 12000 + "true) }",
        "SELECT ((" + "+".join(["1"] * 30000) + ") AS ?n) {}",
    ],
    ids=["nested calls", "nested groups", "negations", "sum"],
)
def test_deep_query_is_survived(pool: Pool, query: str) -> None:
    try:
        ask(pool, query, seconds=1)
    except PoolError as error:
        assert isinstance(error, QueryError | DeadlineError)
    assert answers_soon(pool)


def test_query_without_bound_on_memory_kills_its_worker_only(settings: WorkerSettings) -> None:
    doubling = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))
    small = WorkerSettings(settings.database, 1500 << 20, 2, {})
    pool = Pool(small, size=1, queue_length=1, queue_seconds=0.3)
    try:
        with pytest.raises((CrashError, DeadlineError)):
            ask(pool, f'SELECT (STRLEN(?v40) AS ?n) {{ BIND("{"x" * 1000}" AS ?v0) {doubling} }}', seconds=5)
        assert answers_soon(pool)
    finally:
        pool.close()


def test_worker_cannot_send_http(pool: Pool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        with pytest.raises(QueryError) as caught:
            ask(pool, f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }} }}")
        assert caught.value.failure.reason == "evaluation"
        with pytest.raises(TimeoutError):
            listener.accept()


def test_full_queue_is_told_at_once_and_a_short_one_after_a_while(pool: Pool) -> None:
    with pool.ask(Job("ASK {}", 5)):
        start = time.monotonic()
        with pytest.raises(BusyError):
            pool.ask(Job("ASK {}", 5))
        assert 0.2 < time.monotonic() - start < 1
    assert answers_soon(pool)


def test_client_that_leaves_frees_its_worker(pool: Pool) -> None:
    left = threading.Event()
    threading.Timer(0.2, left.set).start()
    start = time.monotonic()
    with pytest.raises(DepartureError):
        pool.ask(Job(EVERY_PAIR, 10), left.is_set)
    assert time.monotonic() - start < 2
    assert answers_soon(pool)


def test_answer_that_is_not_read_frees_its_worker(pool: Pool) -> None:
    pool.ask(Job("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 5)).close()
    assert answers_soon(pool)


def test_retired_pool_ends_its_processes_and_takes_no_query(settings: WorkerSettings) -> None:
    pool = Pool(settings, size=1, queue_length=1, queue_seconds=0.3)
    answer = pool.ask(Job("SELECT (1 AS ?n) {}", 5, result_format="csv"))
    pool.close()
    assert b"".join(answer) == b"n\r\n1\r\n"
    with pytest.raises(RetiredError):
        pool.ask(Job("ASK {}", 5))


def test_worker_that_was_killed_while_idle_is_replaced(settings: WorkerSettings) -> None:
    pool = Pool(settings, size=1, queue_length=1, queue_seconds=0.3)
    try:
        pool.await_ready()
        [process] = pool._idle
        assert process is not None
        os.kill(process._process.pid, 9)
        process._process.wait()
        assert answers_soon(pool)
    finally:
        pool.close()


def test_database_that_cannot_be_opened_is_a_crash(tmp_path: Path) -> None:
    pool = Pool(WorkerSettings(str(tmp_path / "none"), 4 << 30, 2, {}), size=1, queue_length=1, queue_seconds=0.3)
    try:
        with pytest.raises(CrashError):
            pool.await_ready()
    finally:
        pool.close()
