"""The engine over the versions of a store: what is published is taken up, nothing asked is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from published_store import TRIG, publish_trig

from endpoint.config import Config
from endpoint.ends import CancelledError, PoolError
from endpoint.engine import Engine, check
from endpoint.wire import Job
from kg.store import StoreError

LARGEST = "SELECT (MAX(?n) AS ?m) { ?p mq:amount ?n }"
EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    publish_trig(tmp_path)
    return tmp_path


@pytest.fixture
def engine(store: Path) -> Iterator[Engine]:
    engine = Engine(Config(store, workers=2))
    yield engine
    engine.close()


def publish_largest(store: Path, amount: int) -> None:
    publish_trig(store, TRIG.replace("5000000", str(amount)))


def largest(engine: Engine) -> int:
    with engine.ask(Job(LARGEST, 5, result_format="csv")) as answer:
        return int(b"".join(answer).split()[1])


def soon(condition: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + 20
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.02)
    return condition()


def test_switch_comes_back_when_the_new_version_serves(engine: Engine, store: Path) -> None:
    before = engine.version.path
    publish_largest(store, 6_000_000)
    assert engine.switch().path != before
    assert largest(engine) == 6_000_000


def test_switch_to_what_serves_already_changes_nothing(engine: Engine) -> None:
    pool = engine._serving.pool
    engine.switch()
    assert engine._serving.pool is pool


def test_answers_on_their_way_are_completed_from_the_old_version(engine: Engine, store: Path) -> None:
    with engine.ask(Job(LARGEST, 5, result_format="csv")) as answer:
        publish_largest(store, 6_000_000)
        engine.switch()
        assert b"".join(answer).split()[1] == b"5200000"


def test_query_over_an_old_version_is_listed_and_can_be_cancelled(engine: Engine, store: Path) -> None:
    ends: list[PoolError] = []

    def work() -> None:
        try:
            engine.ask(Job(EVERY_PAIR, 20), id="old")
        except PoolError as error:
            ends.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert soon(lambda: bool(engine.running()))
    publish_largest(store, 6_000_000)
    engine.switch()
    assert [query.id for query in engine.running()] == ["old"]
    assert engine.cancel("old")
    thread.join()
    assert isinstance(ends[0], CancelledError)


def test_new_versions_come_while_many_ask_and_nothing_is_lost(engine: Engine, store: Path) -> None:
    stop, seen, failures = threading.Event(), set(), []

    def keep_asking() -> None:
        while not stop.is_set():
            try:
                seen.add(largest(engine))
            except PoolError as error:
                failures.append(error)

    askers = [threading.Thread(target=keep_asking) for _ in range(4)]
    for asker in askers:
        asker.start()
    for amount in (6_000_000, 7_000_000, 8_000_000):
        publish_largest(store, amount)
        engine.switch()
        assert largest(engine) == amount
    stop.set()
    for asker in askers:
        asker.join()
    assert failures == [] and 8_000_000 in seen


def test_version_that_cannot_be_opened_is_not_taken_up(engine: Engine, store: Path) -> None:
    publish_largest(store, 6_000_000)
    damage(store)
    with pytest.raises(StoreError, match=r"cannot be opened .*: build it again"):
        engine.switch()
    assert largest(engine) == 5_200_000


def test_damaged_database_is_told_in_one_sentence(store: Path) -> None:
    damage(store)
    with pytest.raises(StoreError, match=r"^\S+/db cannot be opened \([^\n]+\): build it again$"):
        check(Config(store))
    with pytest.raises(StoreError, match="build it again"):
        Engine(Config(store))


def test_store_larger_than_its_share_of_memory_stays_on_disk(store: Path) -> None:
    engine = Engine(Config(store, workers=1, memory_store_bytes=1000))
    try:
        time.sleep(0.5)
        assert not engine.in_memory
        assert largest(engine) == 5_200_000
    finally:
        engine.close()


def test_small_store_is_taken_into_memory(engine: Engine) -> None:
    assert soon(lambda: engine.in_memory)
    assert largest(engine) == 5_200_000


def damage(store: Path) -> None:
    (store / "current" / "db" / "CURRENT").write_text("nonsense")
