"""A plain question is answered at once exactly as it is by the way of every request, whatever the connection does."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from published_store import publish_trig
from served import Served

LABELS = "SELECT ?l { ?s rdfs:label ?l } ORDER BY ?l"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 20000"
# No field that everybody sends, so that a request with it is read by gunicorn and answered through WSGI.
RARE = "X-Rare: 1\r\n"
NEW_EACH_TIME = {"Date", "Query-Id"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = tmp_path_factory.mktemp("served")
    publish_trig(store)
    with Served("--store", store, "--workers", "2", "--query-seconds", "5") as service:
        yield service


@pytest.fixture
def link(service: Served) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as link:
        yield link


def get(query: str, fields: str = "", more: str = "") -> bytes:
    return f"GET /sparql?query={quote(query)}{more} HTTP/1.1\r\nHost: example.org\r\n{fields}\r\n".encode()


def post(query: str, fields: str = "") -> bytes:
    lines = f"Content-Type: application/sparql-query\r\nContent-Length: {len(query.encode())}\r\n{fields}\r\n"
    return f"POST /sparql HTTP/1.1\r\nHost: example.org\r\n{lines}{query}".encode()


def answer(link: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Status, headers but for what is new each time, and body of the next answer."""
    response = http.client.HTTPResponse(link)
    response.begin()
    headers = {name: value for name, value in response.getheaders() if name not in NEW_EACH_TIME}
    assert len(response.headers["Query-Id"]) == 16
    return response.status, headers, response.read()


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("ASK {}", ""),
        (LABELS, "Accept: text/csv\r\n"),
        (LABELS, "Accept: text/csv\r\nConnection: close\r\n"),
        ("SELECT (RAND() * 0 AS ?n) {}", ""),
        ("DESCRIBE <http://nobody>", "Accept: text/turtle\r\n"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "Accept: text/csv\r\nAccept-Encoding: gzip\r\n"),
        (LARGE, "Accept: text/csv\r\n"),
        ("SELEC", "Accept: application/json\r\n"),
        ("ASK { SERVICE <http://x/> {} }", ""),
        ("SELECT (<x> AS ?iri) {}", "Accept-Language: en\r\n"),
    ],
)
@pytest.mark.parametrize("request_", [get, post])
def test_the_answer_is_the_same_through_wsgi(service: Served, request_: object, query: str, fields: str) -> None:
    answers = []
    for more in ("", RARE):
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as link:
            link.sendall(request_(query, fields + more))  # type: ignore[operator]
            answers.append(answer(link))
    assert answers[0] == answers[1]


def test_questions_sent_together_are_answered_in_turn(link: socket.socket) -> None:
    numbers = [str(number).encode() for number in range(20)]
    link.sendall(b"".join(get(f"SELECT ({number} AS ?n) {{}}", "Accept: text/csv\r\n") for number in range(20)))
    with link.makefile("rb") as said:
        assert [body_of(said).split()[1] for _ in numbers] == numbers


def body_of(said: object) -> bytes:
    """The body of the next of several answers that may come together."""
    lines = iter(said.readline, b"\r\n")  # type: ignore[attr-defined]
    length = next(int(line[15:]) for line in list(lines) if line.startswith(b"Content-Length:"))
    return said.read(length)  # type: ignore[attr-defined,no-any-return]


def test_who_will_say_no_more_is_answered(link: socket.socket) -> None:
    link.sendall(get("ASK {} # half closed"))
    link.shutdown(socket.SHUT_WR)
    assert answer(link)[0] == 200
    assert link.recv(1) == b""


def test_a_connection_that_is_to_be_closed_is_closed(link: socket.socket) -> None:
    link.sendall(get("ASK {} # last", "Connection: close\r\n"))
    status, headers, _ = answer(link)
    assert (status, headers["Connection"]) == (200, "close")
    assert link.recv(1) == b""


@pytest.mark.parametrize(
    "unusual",
    [
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n",
        b"HEAD /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n",
    ],
    ids=["chunked", "head", "condition"],
)
def test_what_is_not_plain_is_answered_between_plain_questions(link: socket.socket, unusual: bytes) -> None:
    for request_ in (get("ASK {} # before"), unusual, get("ASK {} # behind")):
        link.sendall(request_)
        response = http.client.HTTPResponse(link, method=request_.split()[0].decode())
        response.begin()
        response.read()
        assert response.status == 200


def test_who_waits_to_be_told_to_go_on_is_told_between_plain_questions(link: socket.socket) -> None:
    link.sendall(get("ASK {} # before"))
    answer(link)
    head, _, body = post("ASK {}", "Expect: 100-continue\r\n").partition(b"\r\n\r\n")
    link.sendall(head + b"\r\n\r\n")
    assert link.recv(100).startswith(b"HTTP/1.1 100 ")
    link.sendall(body)
    assert answer(link)[0] == 200


def test_a_question_whose_worker_is_killed_meanwhile_is_answered_by_another(
    service: Served, link: socket.socket
) -> None:
    for number in range(5):
        for member in service.members():
            if member.role == "worker":
                member.tell(signal.SIGKILL)
        link.sendall(get(f"SELECT ({number} AS ?n) {{}}", "Accept: text/csv\r\n"))
        assert answer(link)[::2] == (200, b"n\r\n%d\r\n" % number)


def test_who_never_reads_keeps_no_worker(service: Served) -> None:
    links = [socket.create_connection(("127.0.0.1", service.port), timeout=10) for _ in range(12)]
    for link in links:
        link.sendall(b"".join(get(f"{LARGE[:-6]} {900 + number}", "Accept: text/csv\r\n") for number in range(40)))
    assert service.ask("ASK {} # meanwhile", seconds=4)[0] == 200
    for link in links:
        link.close()


def test_all_are_counted_and_told_once(tmp_path: Path) -> None:
    publish_trig(tmp_path / "store")
    log = tmp_path / "log"
    with Served("--store", tmp_path / "store", "--access-log", log, "--log-queries", "yes") as service:
        statuses = [service.get(f"/sparql?query={quote(query)}")[0] for query in ("ASK {}", "ASK {}", "SELEC")]
        lines = told(log, 3)
        counted = service.get("/metrics")[1].decode()
    assert statuses == [200, 200, 400]
    assert sorted((line["outcome"], line["query"], line["bytes"] > 0) for line in lines) == [
        ("cached", "ASK {}", True),
        ("complete", "ASK {}", True),
        ("syntax", "SELEC", True),
    ]
    assert 'mithaq_requests_total{method="GET",route="/sparql",status="200"} 2.0' in counted


def told(log: Path, number: int) -> list[dict[str, Any]]:
    """The lines of a log when there are so many: a request is told when its answer has gone."""
    give_up = time.monotonic() + 30
    while len(lines := log.read_text().splitlines()) < number and time.monotonic() < give_up:
        time.sleep(0.02)
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
def test_half_a_question_is_not_asked(service: Served, link: socket.socket, kind: str) -> None:
    before = loans(service)
    link.sendall(f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n".encode())
    link.sendall(b"Content-Length: 90\r\n\r\n" + (b"query=ASK%7B%7D" if "form" in kind else b"ASK {}"))
    link.shutdown(socket.SHUT_WR)
    assert link.recv(100).startswith(b"HTTP/1.1 400 ")
    assert loans(service) == before


def test_half_a_chunk_is_not_asked(service: Served, link: socket.socket) -> None:
    before = loans(service)
    head, _, _ = (
        post("", "Transfer-Encoding: chunked\r\n").replace(b"Content-Length: 0\r\n", b"").partition(b"\r\n\r\n")
    )
    link.sendall(head + b"\r\n\r\n6\r\nASK {}\r\n")
    link.shutdown(socket.SHUT_WR)
    assert not link.recv(100).startswith(b"HTTP/1.1 200 ")
    assert loans(service) == before


def loans(service: Served) -> list[str]:
    """How often workers have been lent, as counted."""
    lines = service.get("/metrics")[1].decode().splitlines()
    return [line for line in lines if line.startswith("mithaq_worker_loans_total")]
