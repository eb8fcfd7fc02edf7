"""A service outlives the death of any one of its processes, and ends whole."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from published_store import publish_trig
from served import Served

from endpoint.peer import Peer, can_watch
from endpoint.roster import Roster

pytestmark = pytest.mark.skipif(not can_watch(), reason="processes are watched through Linux handles")
# Runs for as long as it may.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"
# How long a service may be away that takes no second to start.
AWAY_SECONDS = 8.0


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    publish_trig(folder)
    return folder


@pytest.fixture(scope="module")
def kept(store: Path) -> Iterator[Served]:
    with Served("--store", store, "--workers", "1") as service:
        yield service


def answers(service: Served) -> bool:
    try:
        # A question never asked before, so that no kept answer hides that nobody is there to compute it.
        status, body = service.ask(f"ASK {{}} # {time.monotonic_ns()}")
    except (OSError, http.client.HTTPException):
        return False
    return status == 200 and json.loads(body)["boolean"] is True


def wait_until(told: Callable[[], object], seconds: float = AWAY_SECONDS) -> bool:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if told():
            return True
        time.sleep(0.05)
    return False


def pid_of(service: Served, role: str) -> int:
    member = service.member(role)
    return member.pid if member else 0


def kill(service: Served, role: str, number: signal.Signals = signal.SIGKILL) -> int:
    """Signal a process of a role, when there is one, and see it go; its process id."""
    assert wait_until(lambda: service.member(role))
    member = service.member(role)
    assert member
    member.tell(number)
    service.process.poll()
    assert number != signal.SIGKILL or wait_until(lambda: member not in service.members())
    return member.pid


def replaced(service: Served, role: str, killed: int) -> bool:
    return pid_of(service, role) not in (0, killed)


# --- one process is killed


@pytest.mark.parametrize("role", ["keeper", "server", "front", "store", "worker", "keeper", "server"])
def test_a_killed_process_is_replaced(kept: Served, role: str) -> None:
    killed = kill(kept, role)
    assert wait_until(lambda: answers(kept))
    assert wait_until(lambda: answers(kept) and replaced(kept, role, killed))


def test_a_keeper_may_be_killed_while_it_starts_one_server_after_the_other(kept: Served) -> None:
    for _ in range(3):
        kill(kept, "server")
    assert wait_until(lambda: pid_of(kept, "server"))
    killed = kill(kept, "keeper")
    assert wait_until(lambda: replaced(kept, "keeper", killed) and answers(kept))


def test_a_service_answers_on_without_what_its_workers_are_forked_from(kept: Served) -> None:
    for role in ("zygote", "store", "worker"):
        kill(kept, role)
    assert wait_until(lambda: answers(kept))
    assert wait_until(lambda: all(pid_of(kept, role) for role in ("zygote", "store", "worker")))


def test_a_killed_server_interrupts_no_request(kept: Served) -> None:
    failures: list[object] = []
    stop = threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            if not answers(kept):
                failures.append(time.monotonic())

    asker = threading.Thread(target=keep_asking)
    asker.start()
    front = pid_of(kept, "front")
    kill(kept, "server")
    assert wait_until(lambda: replaced(kept, "front", front))
    assert wait_until(lambda: len([each for each in kept.members() if each.role == "front"]) == 1)
    stop.set()
    asker.join()
    assert failures == []


# --- the service ends


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_of_a_service_that_was_told_to_end(store: Path, number: signal.Signals) -> None:
    service = Served("--store", store, "--workers", "1")
    assert service.end(number, seconds=10) == []
    assert service.process.returncode == 0


def test_a_service_whose_keeper_was_replaced_ends_as_any_other(store: Path) -> None:
    with Served("--store", store, "--workers", "1") as service:
        first = service.process.pid
        os.kill(first, signal.SIGKILL)
        service.process.wait()
        assert wait_until(lambda: replaced(service, "keeper", first))
        assert service.end(seconds=10) == []


def test_a_request_that_runs_when_the_service_ends_is_answered(store: Path) -> None:
    with Served("--store", store, "--workers", "1", "--query-seconds", "2s") as service:
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
        connection.request("GET", f"/sparql?query={quote(ENDLESS)}")
        time.sleep(0.5)
        service.tell(signal.SIGTERM)
        status = connection.getresponse().status
        connection.close()
        assert status >= 500
        assert service.await_none(10) == []


def test_requests_are_waited_for_no_longer_than_settled(store: Path) -> None:
    with Served("--store", store, "--workers", "1", "--query-seconds", "5s", "--stop-seconds", "500ms") as service:
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
        connection.request("GET", f"/sparql?query={quote(ENDLESS)}")
        time.sleep(0.5)
        service.tell(signal.SIGTERM)
        assert service.process.wait(3) == 0
        assert service.await_none(6) == []
        connection.close()


def test_who_is_left_alone_leaves(store: Path) -> None:
    with Served("--store", store, "--workers", "1") as service:
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for role in ("keeper", "server"):
                kill(service, role, number)
        service.process.wait()
        assert service.await_none(8) == []


# --- settings are read again


def origin(service: Served) -> str | None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    connection.request("GET", "/health")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.getheader("Access-Control-Allow-Origin")


def test_settings_read_again_hold_without_one_failure(store: Path, tmp_path: Path) -> None:
    file, told = tmp_path / "mithaq.yaml", tmp_path / "errors"
    file.write_text(f"store: {store}\nworkers: 1\nallow_origin: https://one.example\n")
    failures: list[object] = []
    stop = threading.Event()
    with Served("--config", file, errors=told) as service:

        def keep_asking() -> None:
            while not stop.is_set():
                if not answers(service):
                    failures.append(time.monotonic())

        asker = threading.Thread(target=keep_asking)
        asker.start()
        front = pid_of(service, "front")
        file.write_text(f"store: {store}\nworkers: 1\nallow_origin: https://two.example\n")
        service.tell(signal.SIGHUP)
        assert wait_until(lambda: origin(service) == "https://two.example")
        assert wait_until(lambda: [each.pid for each in service.members() if each.role == "front"] != [front])
        file.write_text(f"store: {store}\nworker: 1\n")
        service.tell(signal.SIGHUP)
        assert wait_until(lambda: "there is no setting 'worker'; is workers meant?" in told.read_text())
        assert origin(service) == "https://two.example"
        stop.set()
        asker.join()
    assert failures == []


# --- the parts


def test_a_peer_is_seen_to_end() -> None:
    pid = os.fork()
    if pid == 0:
        time.sleep(30)
        os._exit(0)
    peer = Peer(pid)
    assert not peer.gone
    peer.tell(signal.SIGKILL)
    os.waitpid(pid, 0)
    assert peer.gone
    peer.tell(signal.SIGKILL)
    peer.forget()


def test_the_roster_is_shared_by_those_who_are_forked() -> None:
    roster = Roster()
    pid = os.fork()
    if pid == 0:
        roster.keeper = 77
        os._exit(0 if roster.call_ready(roster.number()) else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert (roster.ready, roster.keeper, roster.number()) == (1, 77, 2)
    assert not roster.call_ready(2)


def test_an_older_front_that_is_late_is_not_the_newest() -> None:
    roster = Roster()
    roster.call_ready(3)
    roster.call_ready(2)
    assert roster.ready == 3


def test_a_roster_knows_when_all_have_left() -> None:
    roster = Roster()
    pid = os.fork()
    if pid == 0:
        time.sleep(0.3)
        os._exit(0)
    assert not roster.all_left(0.05)
    assert roster.all_left(5)
    os.waitpid(pid, 0)


def test_answers_are_waited_for_until_the_time_is_over() -> None:
    roster = Roster()
    assert not roster.closing
    roster.close(60)
    assert roster.closing and not roster.overdue
    roster.close(0)
    assert roster.overdue
