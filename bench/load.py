"""Requests whose right answers are known, and clients that send them: what chaos.py and soak.py have in common."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from random import Random
from urllib.parse import quote

import pyoxigraph as ox

from kg.namespaces import BASE, PREFIXES
from kg.store import current_version

# The type of problem that anybody may be told when too many ask at once.
BUSY = b"#busy"
# What a query that takes too much may be told.
REFUSED = frozenset({500, 503, 504, 507})
# A look-up with more lines than this in its answer is not one of a point.
POINT_LINES = 200
_ACTOR = f"<{BASE}actor/aNUMBER>"
_GOOD = (
    f"SELECT ?p ?o {{ {_ACTOR} ?p ?o }}",
    f"SELECT ?name {{ {_ACTOR} rdfs:label ?name }}",
    f"SELECT ?s ?on {{ ?s mq:speaker {_ACTOR} ; mq:statedOn ?on }}",
    f"ASK {{ ?p mq:donor {_ACTOR} }}",
)
_LARGER = (
    "SELECT ?donor (SUM(?n) AS ?all) { ?p mq:donor ?donor ; mq:amount ?n ; mq:unit 'USD' } GROUP BY ?donor",
    "SELECT ?topic (COUNT(*) AS ?n) { ?c mq:topic ?topic } GROUP BY ?topic",
    "SELECT ?m (COUNT(*) AS ?n) { ?s mq:statedOn ?d BIND(MONTH(?d) AS ?m) } GROUP BY ?m",
)
_PAIRS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
HEAVY = (
    f"SELECT (COUNT(*) AS ?n) {{ {_PAIRS} }}",
    f"SELECT DISTINCT ?a ?f {{ {_PAIRS} }} LIMIT 10 OFFSET 100000000",
    f"SELECT * {{ {_PAIRS} }} ORDER BY ?i LIMIT 5",
    "SELECT (COUNT(*) AS ?n) { ?a (mq:mentions|!mq:mentions)* ?b }",
    "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) = CONCAT(STR(?f), STR(?i), 'x')) }",
)
_DOUBLING = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
# Each with the statuses that explain what became of it.
HOSTILE: tuple[tuple[str, frozenset[int]], ...] = (
    (f"SELECT (STRLEN(?x40) AS ?n) {{ BIND('{'x' * 64}' AS ?x0){_DOUBLING} }}", REFUSED),
    ("ASK { FILTER(" + "STR(" * 3000 + "1" + ")" * 3000 + ") }", frozenset({400})),
    ("SELECT * " + "{" * 5000 + "}" * 5000, frozenset({400})),
    ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", frozenset({403})),
    ("SELECT * { ?s " + "((" * 40 + "mq:donor" + "*)*)" * 40 + " ?o }", REFUSED | {200, 400}),
    ("SELECT * { " + " ".join(f"OPTIONAL {{ ?s ?p{n} ?o{n} }}" for n in range(600)) + " }", REFUSED | {200, 400}),
    ("INSERT DATA { <a> <b> <c> }", frozenset({400, 403})),
    ("SELECT * { ?s ?p", frozenset({400})),
    ("SELECT * { VALUES ?x { " + "1 " * 20000 + "} ?s ?p ?x }", REFUSED | {200, 413}),
    ("é" * 40000, frozenset({400, 413})),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the statuses that it may be answered with, and the right answer where it has one (lines of CSV)."""

    kind: str
    text: str
    statuses: frozenset[int] = frozenset({200})
    answer: tuple[bytes, ...] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a question: the status, or what went wrong with the connection; whether the answer was right.

    `again` says that the connection was lost, and the question asked anew.
    """

    kind: str
    status: int | str
    seconds: float
    explained: bool
    right: bool = True
    again: bool = False


def good_questions(store: Path, number: int, seed: int = 1) -> list[Question]:
    """Look-ups over a generated store, with the answers that the engine itself gives: of points, and some of lists."""
    opened, chance = current_version(store).open(), Random(seed)
    texts = [text.replace("NUMBER", str(chance.randrange(20))) for text in islice(cycle(_GOOD), number)]
    asked = [_question(opened, "point", text) for text in texts]
    return [replace(one, kind="list") if len(one.answer or ()) > POINT_LINES else one for one in asked]


def larger_questions(store: Path) -> list[Question]:
    """Questions that look at much of the store."""
    opened = current_version(store).open()
    return [_question(opened, "larger", text) for text in _LARGER]


def heavy_questions() -> list[Question]:
    """Questions that nobody can answer in the time there is, unless the store is small."""
    return [Question("heavy", text, REFUSED | {200}) for text in HEAVY]


def hostile_questions() -> list[Question]:
    """Questions made to do harm."""
    return [Question("hostile", text, statuses) for text, statuses in HOSTILE]


def _question(store: ox.Store, kind: str, text: str) -> Question:
    results = store.query(text, prefixes=PREFIXES)
    assert isinstance(results, ox.QuerySolutions | ox.QueryBoolean)
    body = results.serialize(format=ox.QueryResultsFormat.CSV)
    return Question(kind, text, answer=lines(body or b""))


def lines(body: bytes) -> tuple[bytes, ...]:
    """An answer without its order, which nobody has asked for."""
    return tuple(sorted(body.split()))


def address(number: int) -> str:
    """One of this machine's own addresses for each client, as if they came from different machines."""
    return f"127.0.{number // 250}.{1 + number % 250}"


class Client:
    """Asks on a connection that it keeps while the server does, from an address of its own: 127.0.x.y."""

    def __init__(self, port: int, number: int = 1, seconds: float = 60) -> None:
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=seconds, source_address=(address(number), 0)
        )

    def ask(self, question: Question, *, fresh: bool = False) -> Result:
        """Ask; `fresh` so that no kept answer will do."""
        text = f"{question.text} # {time.monotonic_ns()}" if fresh else question.text
        start = time.perf_counter()
        self._again = False
        status, body = self._post(text)
        seconds = time.perf_counter() - start
        right = status != 200 or question.answer is None or lines(body) == question.answer
        # An answer that breaks off when its time is over is told by the end of the connection.
        cut = status == "IncompleteRead" and 504 in question.statuses
        explained = cut or status in question.statuses or (status == 503 and BUSY in body)
        return Result(question.kind, status, seconds, explained, right, self._again)

    def _post(self, text: str) -> tuple[int | str, bytes]:
        headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
        for again in (True, False):
            try:
                self._connection.request("POST", "/sparql", text.encode(), headers)
                answer = self._connection.getresponse()
                return answer.status, answer.read()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as error:
                # A kept connection may have been closed before the request came; then it is asked anew, as clients do.
                self._connection.close()
                if not again:
                    return type(error).__name__, b""
                self._again = True
            except (OSError, http.client.HTTPException) as error:
                self._connection.close()
                return type(error).__name__, b""
        raise AssertionError

    def close(self) -> None:
        """Leave."""
        self._connection.close()


# Visitors that are no good guests: none of them asks properly.


def leaver(port: int, chance: Random) -> None:
    """Asks much and leaves."""
    with _connected(port, chance) as link:
        link.sendall(f"GET /sparql?query={quote(chance.choice(HEAVY))} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(chance.random())


def slow_reader(port: int, chance: Random) -> None:
    """Asks for a large answer and takes it by the spoonful, then leaves."""
    with _connected(port, chance) as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        query = quote("SELECT * { ?s ?p ?o } LIMIT 60000")
        link.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
        for _ in range(20):
            link.recv(4096)
            time.sleep(chance.random() / 10)


def half_speaker(port: int, chance: Random) -> None:
    """Begins a request and never ends it."""
    with _connected(port, chance) as link:
        link.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nContent-Type: ")
        time.sleep(2 * chance.random())


def babbler(port: int, chance: Random) -> None:
    """Sends what is no request."""
    with _connected(port, chance) as link:
        link.sendall(chance.randbytes(300) + b"\r\n\r\n")
        link.recv(4096)


VISITORS: tuple[Callable[[int, Random], None], ...] = (leaver, slow_reader, half_speaker, babbler)


def _connected(port: int, chance: Random) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(address(chance.randrange(9)), 0))


def visits(port: int, chance: Random) -> Iterator[str]:
    """One bad visit after another; what each was."""
    while True:
        visitor = chance.choice(VISITORS)
        with suppress(OSError):
            visitor(port, chance)
        yield visitor.__name__
