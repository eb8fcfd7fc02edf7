"""The server as it runs: gunicorn on a free port of this machine, real connections."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from published_store import TRIG, publish_trig

from endpoint.server import ServeError, serve

EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"
PROGRAM = (
    "import sys; from pathlib import Path; from endpoint.server import serve; "
    "serve(Path(sys.argv[1]), '127.0.0.1', 0, workers=1, query_seconds=8.0, queue_seconds=3.0)"
)


@dataclass(frozen=True)
class Server:
    port: int
    store: Path
    process: subprocess.Popen[str]

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def ask(self, query: str, form: str = "json") -> tuple[int, bytes]:
        return self.get(f"/sparql?format={form}&query={quote(query)}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("served")
    publish_trig(store)
    command = [sys.executable, "-c", PROGRAM, str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:
        assert process.stdout
        url = process.stdout.readline().split()[-1]
        yield Server(urlsplit(url).port or 0, store, process)
        process.terminate()
        assert process.wait(timeout=15) == 0


def test_query_is_answered(server: Server) -> None:
    status, body = server.ask("ASK {}")
    assert (status, json.loads(body)["boolean"]) == (200, True)


@pytest.mark.parametrize(("length", "status"), [(8192, 200), (8193, 414), (12_000, 414), (100_000, 414)])
def test_address_beyond_eight_kilobytes_is_refused(server: Server, length: int, status: int) -> None:
    path = f"/sparql?query={quote('ASK {} #')}"
    assert server.get(path + "x" * (length - len(path)))[0] == status


def test_client_that_leaves_frees_its_worker(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as leaver:
        leaver.sendall(f"GET /sparql?query={quote(EVERY_PAIR)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.5)
        busy = json.loads(server.get("/health")[1])["idle"]
    start = time.monotonic()
    assert (busy, server.ask("ASK {}")[0]) == (0, 200)
    assert time.monotonic() - start < 5


def test_service_clause_reaches_nobody(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert server.ask(f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}")[0] == 403
        with pytest.raises(TimeoutError):
            listener.accept()


def test_slow_reader_does_not_hold_the_worker(server: Server) -> None:
    large = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 30000"
    with socket.create_connection(("127.0.0.1", server.port)) as reader:
        reader.sendall(f"GET /sparql?query={quote(large)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert reader.recv(15) == b"HTTP/1.1 200 OK"
        assert server.ask("ASK {}")[0] == 200


def test_new_versions_are_taken_up_without_one_failure(server: Server) -> None:
    statuses: list[int] = []
    amounts: set[bytes] = set()
    stop = threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            status, body = server.ask("SELECT (MAX(?n) AS ?m) { ?p mq:amount ?n }", "csv")
            statuses.append(status)
            amounts.add(body.split()[1])

    askers = [threading.Thread(target=keep_asking) for _ in range(3)]
    for asker in askers:
        asker.start()
    for amount in (6000000, 7000000, 8000000):
        publish_trig(server.store, TRIG.replace("5000000", str(amount)))
        time.sleep(0.4)
    stop.set()
    for asker in askers:
        asker.join()
    assert set(statuses) == {200} and len(statuses) > 20
    assert amounts == {b"5200000", b"6000000", b"7000000", b"8000000"}


def test_workers_end_with_the_server(server: Server, tmp_path: Path) -> None:
    publish_trig(tmp_path)
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("Mithaq is at http://127.0.0.1:")
        time.sleep(0.5)
        started = descendants(process.pid)
        # The server's one process for requests, the zygotes and the workers.
        assert len(started) > 4
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=15) == 0
    assert all_end(started)


def test_workers_end_when_the_server_is_killed(tmp_path: Path) -> None:
    publish_trig(tmp_path)
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:
        assert process.stdout
        server = Server(urlsplit(process.stdout.readline().split()[-1]).port or 0, tmp_path, process)
        # One runs, one is paused: both must notice.
        askers = [threading.Thread(target=asks_in_vain, args=(server, EVERY_PAIR + " " * n)) for n in range(2)]
        for asker in askers:
            asker.start()
        time.sleep(1)
        started = descendants(process.pid)
        servers = [pid for pid in (process.pid, *started) if name_of(pid) not in BELOW_THE_FRONT]
        # All stand still first, since whoever of them is left would start the others again.
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in servers:
                os.kill(pid, number)
        for asker in askers:
            asker.join()
    assert all_end(started)


# Whoever is none of these stands above them, or may be just starting.
BELOW_THE_FRONT = {"mithaq zygote", "mithaq store", "mithaq worker", ""}


def name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def asks_in_vain(server: Server, query: str) -> None:
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        server.ask(query)


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()]


def descendants(pid: int) -> list[int]:
    return [each for child in children(pid) for each in (child, *descendants(child))]


def all_end(processes: list[int]) -> bool:
    give_up = time.monotonic() + 20
    while any(map(is_alive, processes)) and time.monotonic() < give_up:
        time.sleep(0.02)
    return not any(map(is_alive, processes))


def is_alive(pid: int) -> bool:
    """A zombie is not, although nobody may be there to bury it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# What keeps it from starting


def test_taken_port_is_named(server: Server) -> None:
    with pytest.raises(ServeError, match=f"cannot listen on 127.0.0.1 port {server.port} .*choose another --port"):
        serve(server.store, "127.0.0.1", server.port)


def test_missing_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="none does not exist: build a graph there first"):
        serve(tmp_path / "none", "127.0.0.1", 0)


def test_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    version = publish_trig(tmp_path)
    manifest = json.loads((version.path / "manifest.json").read_text())
    (version.path / "manifest.json").write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(ServeError, match="newer Mithaq"):
        serve(tmp_path, "127.0.0.1", 0)


def test_address_of_another_machine_is_refused_with_the_reason(server: Server) -> None:
    with pytest.raises(ServeError, match=r"cannot listen on 203\.0\.113\.7 .*Cannot assign requested address"):
        serve(server.store, "203.0.113.7", 0)
