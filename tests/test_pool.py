"""Queries in processes of their own: answers, deadlines, crashes, and what happens to the processes."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
import timeit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from published_store import publish_trig

from endpoint.ends import (
    BusyError,
    CancelledError,
    DeadlineError,
    DepartureError,
    MemoryLimitError,
    PoolError,
    QueryError,
    RetiredError,
    UnreadableError,
)
from endpoint.nursery import Nursery, Root
from endpoint.pool import Limits, Pool
from endpoint.processes import NICER, Process, QueryProcess, Zygote
from endpoint.wire import Job, Tag, WorkerSettings, send_frame
from kg.namespaces import PREFIXES

EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r . ?s ?t ?u }"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> WorkerSettings:
    version = publish_trig(tmp_path_factory.mktemp("store"))
    return WorkerSettings(str(version.database), 4 << 30, 2, PREFIXES, str(version.path / "graph.nq"))


@contextmanager
def started(settings: WorkerSettings, limits: Limits, in_memory: int = 0) -> Iterator[Pool]:
    root = Root()
    pool = Pool(Nursery(root, settings, in_memory), limits)
    try:
        pool.start()
        yield pool
    finally:
        pool.close()
        root.close()


@pytest.fixture(scope="module")
def pool(settings: WorkerSettings) -> Iterator[Pool]:
    with started(settings, Limits(workers=1, queue_length=1, queue_seconds=0.5)) as pool:
        yield pool


def ask(pool: Pool, query: str, seconds: float = 5, client: str = "", **options: object) -> bytes:
    with pool.ask(Job(query, seconds, **options), client=client) as answer:  # type: ignore[arg-type]
        return b"".join(answer)


def answers_soon(pool: Pool) -> bool:
    start = time.monotonic()
    return json.loads(ask(pool, "ASK {}"))["boolean"] is True and time.monotonic() - start < 4


def in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def soon(condition: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + 20
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.01)
    return condition()


# Answers


def test_select_is_answered_in_the_named_format(pool: Pool) -> None:
    assert ask(pool, "SELECT (1 AS ?n) {}", result_format="csv") == b"n\r\n1\r\n"


def test_prefixes_are_predeclared(pool: Pool) -> None:
    assert "الكاظمي" in ask(pool, "SELECT ?o { ?s a mq:Person ; rdfs:label ?o }").decode()


def test_header_names_the_kind_and_the_chosen_format(pool: Pool) -> None:
    with pool.ask(Job("DESCRIBE wd:Q1", 5, graph_format="nt")) as answer:
        assert (answer.header.kind, answer.header.format) == ("graph", "nt")
        list(answer)


def test_answer_bears_the_id_and_tells_what_it_took(pool: Pool) -> None:
    with pool.ask(Job("ASK {}", 5), id="q7") as answer:
        list(answer)
    assert answer.id == "q7"
    assert answer.cpu_seconds is not None and 0 < answer.cpu_seconds < 1


def test_who_waits_awake_goes_on_when_something_comes_or_the_time_is_over() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = QueryProcess(ours, Process(os.getpid()), Zygote(ours, Process(os.getpid())), 0)
        start = time.monotonic()
        process.stay_awake(0.05)
        assert time.monotonic() - start >= 0.05
        send_frame(theirs, Tag.READY)
        start = time.monotonic()
        process.stay_awake(30)
        assert time.monotonic() - start < 10


def test_page_is_cut_after_its_rows(pool: Pool) -> None:
    page = json.loads(ask(pool, "SELECT ?x { VALUES ?x { 1 2 3 } }", result_format="page"))
    assert ([row[0]["value"] for row in page["rows"]], page["more"]) == (["1", "2"], True)


def test_large_answer_arrives_whole(pool: Pool) -> None:
    rows = ask(pool, "SELECT ?c { ?a ?b ?c . ?d ?e ?f } LIMIT 2000", result_format="csv", seconds=20)
    assert rows.count(b"\r\n") == 2001


def test_query_that_lasts_lets_others_go_first_and_its_worker_is_as_before(settings: WorkerSettings) -> None:
    with started(settings, Limits(workers=1, queue_length=1, queue_seconds=5)) as pool:
        before = {process.pid for process in pool._idle}
        heavy = in_background(partial(ends_late, pool))
        assert soon(lambda: bool(pool.running()))
        assert answers_soon(pool)
        assert soon(lambda: NICER in niceness_of_workers(before))
        heavy.join()
        assert niceness_of_workers({process.pid for process in pool._idle}) == {0}


def ends_late(pool: Pool) -> None:
    with pytest.raises(DeadlineError):
        ask(pool, EVERY_PAIR, seconds=1)


def niceness_of_workers(pids: set[int]) -> set[int]:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    return {os.getpriority(os.PRIO_PROCESS, pid) - own for pid in pids if Path(f"/proc/{pid}").exists()}


# Ends


def test_syntax_error_leaves_the_worker_alive(pool: Pool) -> None:
    with pytest.raises(QueryError, match="error at 1:") as caught:
        pool.ask(Job("SELECT", 5))
    assert caught.value.failure.reason == "syntax"
    assert answers_soon(pool)


def test_runaway_query_ends_at_its_deadline_and_the_next_is_answered(pool: Pool) -> None:
    start = time.monotonic()
    with pytest.raises(DeadlineError):
        ask(pool, EVERY_PAIR, seconds=0.5)
    assert time.monotonic() - start < 4
    assert answers_soon(pool)


def test_query_that_sorts_without_bound_ends_at_its_memory_limit(settings: WorkerSettings) -> None:
    small = replace(settings, memory_bytes=700 << 20)
    with started(small, Limits(1, 1, 0.3)) as pool:
        with pytest.raises(MemoryLimitError):
            ask(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?l", seconds=15)
        assert answers_soon(pool)


def test_client_that_leaves_frees_its_worker(pool: Pool) -> None:
    left = threading.Event()
    threading.Timer(0.2, left.set).start()
    start = time.monotonic()
    with pytest.raises(DepartureError):
        pool.ask(Job(EVERY_PAIR, 10), left.is_set)
    assert time.monotonic() - start < 5
    assert answers_soon(pool)


def test_answer_that_is_not_read_frees_its_worker(pool: Pool) -> None:
    pool.ask(Job("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 5)).close()
    assert answers_soon(pool)


def test_running_query_is_listed_and_can_be_cancelled(pool: Pool) -> None:
    ends: list[BaseException] = []

    def work() -> None:
        try:
            ask(pool, EVERY_PAIR, seconds=10, client="salma")
        except PoolError as error:
            ends.append(error)

    thread = in_background(work)
    assert soon(lambda: bool(pool.running()))
    [running] = pool.running()
    assert (running.client, running.query, running.state) == ("salma", EVERY_PAIR, "running")
    assert pool.cancel(running.id)
    thread.join()
    assert isinstance(ends[0], CancelledError)
    assert pool.running() == [] and not pool.cancel(running.id)
    assert answers_soon(pool)


# Processes


def test_retired_pool_completes_its_answers_and_takes_no_query(settings: WorkerSettings) -> None:
    with started(settings, Limits(1, 1, 0.3)) as pool:
        answer = pool.ask(Job("SELECT (1 AS ?n) {}", 5, result_format="csv"))
        pool.close()
        assert not pool.drained
        assert b"".join(answer) == b"n\r\n1\r\n"
        assert pool.drained
        with pytest.raises(RetiredError):
            pool.ask(Job("ASK {}", 5))


def test_workers_that_were_killed_while_idle_are_replaced(settings: WorkerSettings) -> None:
    with started(settings, Limits(1, 1, 0.3)) as pool:
        for process in list(pool._idle):
            os.kill(process.pid, signal.SIGKILL)
        assert answers_soon(pool)


def test_query_whose_worker_is_killed_from_outside_is_answered_all_the_same(settings: WorkerSettings) -> None:
    with started(settings, Limits(1, 1, 0.3)) as pool:
        [process] = {process.pid for process in pool._idle[-1:]}
        threading.Timer(0.2, lambda: os.kill(process, signal.SIGKILL)).start()
        answer = ask(pool, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", result_format="csv")
        assert answer == b"n\r\n4100625\r\n"


def test_workers_share_the_store_in_memory_once_it_is_loaded(settings: WorkerSettings) -> None:
    stored = int(len_of(settings))
    with started(settings, Limits(1, 1, 0.3), in_memory=stored) as pool:
        assert answers_soon(pool)
        assert soon(lambda: pool.in_memory)
        assert ask(pool, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", result_format="csv") == b"n\r\n45\r\n"
        assert soon(lambda: all(process.generation == 1 for process in pool._idle))


def test_store_that_does_not_load_whole_is_read_from_disk(settings: WorkerSettings) -> None:
    with started(settings, Limits(1, 1, 0.3), in_memory=5) as pool:
        time.sleep(0.5)
        assert not pool.in_memory
        assert answers_soon(pool)


def test_death_of_the_zygotes_is_survived_and_they_are_replaced(settings: WorkerSettings) -> None:
    with started(settings, Limits(1, 1, 0.3), in_memory=int(len_of(settings))) as pool:
        assert soon(lambda: pool.in_memory)
        for zygote in (pool._nursery._loaded, pool._nursery._root.zygote()):
            assert zygote
            os.kill(zygote._process.pid, signal.SIGKILL)
        assert answers_soon(pool)
        with pytest.raises(DeadlineError):
            ask(pool, EVERY_PAIR, seconds=0.3)
        assert answers_soon(pool)
        assert soon(lambda: pool._nursery.generation == 2)
        assert answers_soon(pool)


def test_database_that_cannot_be_opened_says_why(settings: WorkerSettings, tmp_path: Path) -> None:
    nowhere = replace(settings, database=str(tmp_path / "none"))
    with pytest.raises(UnreadableError, match="No such file"), started(nowhere, Limits(1, 1, 0.3)):
        pass


def test_full_queue_turns_the_client_away_that_has_most_in_it(settings: WorkerSettings) -> None:
    with started(settings, Limits(workers=1, queue_length=1, queue_seconds=5)) as pool:
        ends: list[str] = []

        def work(client: str) -> None:
            try:
                ask(pool, EVERY_PAIR, seconds=2, client=client)
            except PoolError as error:
                ends.append(f"{client} {type(error).__name__}")

        threads = [in_background(lambda: work("a")) for _ in range(4)]
        assert soon(lambda: len(ends) == 2)
        assert ends == ["a BusyError"] * 2
        assert answers_soon(pool)
        for thread in threads:
            thread.join()


# Fairness

FOUR_MILLION = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_heavy_queries_of_one_client_keep_no_other_waiting(settings: WorkerSettings) -> None:
    stored = len_of(settings)
    with started(replace(settings, pause_seconds=5), Limits(2, 16, 5), in_memory=stored) as pool:
        ends: list[type] = []

        def heavy(number: int) -> None:
            try:
                ask(pool, EVERY_PAIR + " " * number, seconds=4, client="a")
            except PoolError as error:
                ends.append(type(error))

        def seconds(times: int) -> list[float]:
            return sorted(timeit.repeat(partial(ask, pool, "ASK { ?s ?p ?o }", client="b"), repeat=times, number=1))

        # A machine that others work on is slow by itself.
        slow = 2 * seconds(30)[-1]
        threads = [in_background(partial(heavy, number)) for number in range(50)]
        assert soon(lambda: len(pool.running()) > 2)
        taken = seconds(100)
        assert taken[94] < 0.2 + slow and taken[-1] < 1 + slow
        # Nor has a heavy query of the other client to wait until one of the many ends.
        answer = ask(pool, FOUR_MILLION, seconds=10, client="b", result_format="csv")
        assert answer == b"n\r\n4100625\r\n"
        for thread in threads:
            thread.join()
        # Of the many some ran their time, the others were told to come back.
        assert len(ends) == 50 and set(ends) == {DeadlineError, BusyError}


def len_of(settings: WorkerSettings) -> int:
    return len(ox.Store.read_only(settings.database))


def test_making_a_worker_ready_is_no_work_of_its_query(settings: WorkerSettings) -> None:
    with started(settings, Limits(workers=1, queue_length=1, queue_seconds=0.5)) as pool:
        while pool._idle:
            pool._idle.pop().kill()
        with pool.ask(Job("ASK {}", 5)) as answer:
            loan = answer._release.__self__  # type: ignore[attr-defined]
            assert loan.ticket.worked() < loan.process.cpu_seconds / 2


def test_worker_that_has_been_at_work_is_kept_before_a_fresh_one(settings: WorkerSettings) -> None:
    with started(settings, Limits(1, 1, 0.3)) as pool:
        assert soon(lambda: len(pool._idle) == pool._lanes.light)
        worked = pool._idle[-1]
        with pool.ask(Job("ASK {}", 5)) as answer:
            assert soon(lambda: len(pool._idle) < pool._lanes.light)
            pool._idle.insert(0, pool._nursery.hatch())
            list(answer)
        assert soon(lambda: len(pool._idle) == pool._lanes.light)
        assert pool._idle[-1] is worked
