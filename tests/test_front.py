"""Nobody takes the threads of the service away by saying nothing, speaking slowly or reading slowly."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from urllib.parse import quote

import pytest
from generate import generate
from served import Served

CROWD = 320
FORM = "application/x-www-form-urlencoded"
HEAD = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("crowded")
    generate(folder, 20_000)
    with Served("--store", folder, "--workers", "2") as service:
        yield service


def seconds_of_an_answer(service: Served) -> float:
    start = time.perf_counter()
    answered = service.ask(f"ASK {{}} # {time.monotonic_ns()}")
    assert answered[0] == 200, answered
    return time.perf_counter() - start


def connected(service: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", service.port), timeout=10)


@pytest.mark.parametrize(
    "said",
    [b"", b"POST /sparql HTT", HEAD + b"Content-Length: 1000\r\n\r\nASK", HEAD + b"Content-Length: 90000\r\n\r\nASK"],
    ids=["nothing", "half a head", "half a body", "little of a long body"],
)
def test_who_does_not_speak_on_keeps_nobody_waiting(service: Served, said: bytes) -> None:
    with ExitStack() as crowd:
        for _ in range(CROWD):
            crowd.enter_context(connected(service)).sendall(said)
        assert seconds_of_an_answer(service) < 4


def test_who_reads_slowly_keeps_nobody_waiting(service: Served) -> None:
    query = quote("SELECT * { ?s ?p ?o }")
    with ExitStack() as crowd:
        for _ in range(60):
            link = crowd.enter_context(socket.socket())
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link.connect(("127.0.0.1", service.port))
            link.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
            # Its answer has begun, so that no other waits for a worker.
            assert link.recv(15) == b"HTTP/1.1 200 OK"
        assert seconds_of_an_answer(service) < 8


def test_who_reads_slowly_makes_way_when_there_are_many(service: Served) -> None:
    with ExitStack() as crowd:
        for _ in range(CROWD):
            link = crowd.enter_context(socket.socket())
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link.connect(("127.0.0.1", service.port))
            link.sendall(b"GET /dump.nq HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\n\r\n")
        time.sleep(1)
        assert seconds_of_an_answer(service) < 15


@pytest.mark.parametrize(
    "said", [b"no request\r\n\r\n", b"GET /health/live HTTP/1.0\r\n\r\n"], ids=["nonsense", "a last request"]
)
def test_who_does_not_hang_up_keeps_nobody_waiting(service: Served, said: bytes) -> None:
    with ExitStack() as crowd:
        for _ in range(20):
            crowd.enter_context(connected(service)).sendall(said)
        assert seconds_of_an_answer(service) < 4


def test_who_has_been_answered_for_the_last_time_and_stays_is_left(service: Served) -> None:
    with connected(service) as link:
        link.sendall(b"GET /health/live HTTP/1.0\r\n\r\n")
        time.sleep(4)
        with pytest.raises(ConnectionError):
            for _ in range(3):
                link.sendall(b"GET /health/live HTTP/1.0\r\n\r\n")
                time.sleep(0.05)


def test_a_request_that_comes_in_pieces_is_answered(service: Served) -> None:
    request = HEAD + b"Accept: text/csv\r\nConnection: close\r\nContent-Length: 12\r\n\r\nASK { }     "
    with connected(service) as link:
        for start in range(0, len(request), 16):
            link.sendall(request[start : start + 16])
            time.sleep(0.02)
        answer = b"".join(iter(lambda: link.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(b"true")


def test_a_second_request_on_the_same_connection_may_come_in_pieces(service: Served) -> None:
    request = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    with connected(service) as link:
        for _ in range(2):
            for piece in (request[:20], request[20:]):
                link.sendall(piece)
                time.sleep(0.1)
            assert link.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_requests_that_come_together_are_all_answered(service: Served) -> None:
    with connected(service) as link:
        link.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n" * 3)
        answers = b""
        while answers.count(b'"status"') < 3 and (piece := link.recv(4096)):
            answers += piece
    assert answers.count(b"HTTP/1.1 200 ") == 3


def test_who_waits_to_be_told_to_go_on_is_told(service: Served) -> None:
    with connected(service) as link:
        link.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: 6\r\n\r\n")
        assert link.recv(4096).startswith(b"HTTP/1.1 100 ")
        link.sendall(b"ASK {}")
        assert link.recv(4096).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("said", "status", "name"),
    [
        (b"no request\r\n\r\n", 400, "bad-request"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", 400, "bad-request"),
        (b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, "uri-too-long"),
        (b"GET / HTTP/1.1\r\n" + b"A: x\r\n" * 200 + b"\r\n", 431, "headers-too-large"),
        (b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n\r\n", 501, "transfer-coding"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_request_that_cannot_be_read_is_refused_as_any_other(
    service: Served, said: bytes, status: int, name: str
) -> None:
    with connected(service) as link:
        link.sendall(said)
        answer = http.client.HTTPResponse(link)
        answer.begin()
        problem = json.loads(answer.read())
    assert (answer.status, problem["status"], problem["type"]) == (status, status, f"/problems#{name}")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_who_leaves_in_the_midst_of_a_request_costs_nothing(service: Served) -> None:
    with connected(service) as link:
        link.sendall(HEAD + b"Content-Length: 1000\r\n\r\nASK")
    assert seconds_of_an_answer(service) < 4


@pytest.mark.parametrize("length", [60_000, 130_000, 140_000, 2_000_000])
def test_a_body_of_any_length_gets_its_answer_at_once(service: Served, length: int) -> None:
    link, start = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10), time.perf_counter()
    with closing(link):
        link.request("POST", "/sparql", b"query=ASK%7B%7D&x=" + b"x" * length, {"Content-Type": FORM})
        status = link.getresponse().status
    assert (status, time.perf_counter() - start < 5) == (200 if length < 200_000 else 413, True)


def test_a_long_query_arrives_whole(service: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=20)
    query = "ASK {} #" + "x" * 60_000
    connection.request("POST", "/sparql", query, {"Content-Type": "application/sparql-query"})
    assert connection.getresponse().status == 200
    connection.close()
