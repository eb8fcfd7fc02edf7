"""How answers travel: streamed or whole, coded, kept, cut off where the client can see it."""

from __future__ import annotations

import gzip
import http.client
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import zstandard
from flask.testing import FlaskClient
from published_store import publish_trig

from endpoint import Config, create_app
from endpoint.cache import ENTRY_BYTES, AnswerCache, Complete
from endpoint.formats import RESULT_FORMATS, Choice

# Some four megabytes: every pair of the sample's triples, with padding.
LARGE = f'SELECT ?a ?d ("{"ميثاق" * 80}" AS ?x) {{ ?a ?b ?c . ?d ?e ?f }}'
SMALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
EVERY_PAIR = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    store = tmp_path_factory.mktemp("delivered")
    publish_trig(store)
    return Config(store, workers=1, query_seconds=10, queue_seconds=2)


def ask(client: FlaskClient, query: str, *, coding: str = "identity", method: str = "GET", **more: Any) -> Any:
    return client.open(
        "/sparql.csv", method=method, query_string={"query": query, **more}, headers={"Accept-Encoding": coding}
    )


def test_large_answer_is_refused_where_there_is_no_room_for_it_and_given_when_there_is(config: Config) -> None:
    app = create_app(replace(config, spool_bytes=4 << 20, cache_bytes=0))
    client, spool = app.test_client(), app.extensions["mithaq"].spool
    try:
        begun = [client.get("/sparql.csv", query_string={"query": f"{LARGE} #{n}"}, buffered=False) for n in range(4)]
        assert [answer.status_code for answer in begun] == [200, 200, 503, 503]
        assert begun[-1].headers["Retry-After"] and begun[-1].get_json()["type"].endswith("#spool-full")
        for answer in begun:
            answer.close()
        assert soon(lambda: spool.used == 0)
        assert client.get("/sparql.csv", query_string={"query": LARGE}).status_code == 200
    finally:
        app.extensions["mithaq"].engine.close()


def soon(condition: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + 30
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.01)
    return condition()


def test_small_answer_says_its_length_and_a_large_one_streams(client: FlaskClient) -> None:
    small, large = ask(client, SMALL), ask(client, LARGE)
    assert small.content_length == len(small.data)
    assert "Content-Length" not in large.headers
    assert large.data.count(b"\r\n") == small.data.count(b"\r\n") ** 2 - 2 * small.data.count(b"\r\n") + 2


def test_slow_client_holds_no_worker(client: FlaskClient) -> None:
    slow = client.get("/sparql.csv", query_string={"query": LARGE}, buffered=False)
    assert ask(client, "ASK { ?slow ?client ?waits }").status_code == 200
    assert len(slow.data) > 1_500_000


@pytest.mark.parametrize("query", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize(("coding", "decode"), [("gzip", gzip.decompress), ("zstd", None)])
def test_coded_answer_is_the_same_answer(client: FlaskClient, query: str, coding: str, decode: Any) -> None:
    coded = ask(client, query, coding=f"{coding}, br;q=0.5")
    assert coded.headers["Content-Encoding"] == coding
    decode = decode or (lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data))
    # The rows are in no order, and the second answer may be another worker's.
    assert sorted(decode(coded.data).split(b"\r\n")) == sorted(ask(client, query).data.split(b"\r\n"))
    assert len(coded.data) < len(ask(client, query).data) / 3


def test_coding_is_the_client_s_choice(client: FlaskClient) -> None:
    assert ask(client, SMALL, coding="gzip, zstd;q=0.2").headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in ask(client, SMALL, coding="gzip;q=0, br").headers
    assert "Content-Encoding" not in ask(client, "ASK {}", coding="gzip").headers
    assert "Accept-Encoding" in ask(client, SMALL).headers["Vary"]


def test_head_tells_of_the_answer_without_sending_it(client: FlaskClient) -> None:
    assert ask(client, SMALL, method="HEAD").content_length == ask(client, SMALL).content_length
    assert ask(client, LARGE, method="HEAD").data == b""
    assert ask(client, "ASK {}").status_code == 200


def test_same_question_needs_no_worker_twice(config: Config) -> None:
    app = create_app(config)
    first = ask(app.test_client(), SMALL)
    app.extensions["mithaq"].engine.close()
    assert ask(app.test_client(), SMALL).data == first.data
    assert app.extensions["mithaq"].cache.hits == 1


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?n) {}", "SELECT (NOW() AS ?n) {}", "SELECT (UUID() AS ?n) {}"])
def test_chance_and_clock_are_asked_each_time(client: FlaskClient, query: str) -> None:
    assert ask(client, query).data != ask(client, query).data


def test_cache_drops_what_was_not_used_for_longest() -> None:
    choice = Choice(RESULT_FORMATS[0], "application/sparql-results+json")
    cache = AnswerCache(20 * ENTRY_BYTES)
    for number in range(10):
        cache.put(str(number), Complete("solutions", choice, bytes(ENTRY_BYTES)))
        cache.get("0")
    cache.put("10", Complete("solutions", choice, bytes(ENTRY_BYTES)))
    assert (cache.get("0") is None, cache.get("1")) == (False, None)
    assert cache.used_bytes <= 20 * ENTRY_BYTES


def test_cache_does_not_give_all_its_room_to_one_answer() -> None:
    choice = Choice(RESULT_FORMATS[0], "application/sparql-results+json")
    cache = AnswerCache(100_000)
    cache.put("large", Complete("solutions", choice, bytes(50_000)))
    assert (cache.get("large"), cache.used_bytes) == (None, 0)


def test_timeout_of_the_request_ends_the_query(client: FlaskClient) -> None:
    answer = ask(client, EVERY_PAIR, timeout="0.2")
    assert (answer.status_code, answer.json["seconds"]) == (504, 0.2)


@pytest.mark.parametrize("value", ["0", "-1", "soon", "nan", "inf", ""])
def test_timeout_must_be_seconds(client: FlaskClient, value: str) -> None:
    answer = ask(client, "ASK {}", timeout=value)
    assert (answer.status_code, answer.json["type"].partition("#")[2]) == (400, "bad-request")


def test_timeout_of_the_request_stays_under_that_of_the_service(config: Config) -> None:
    app = create_app(replace(config, query_seconds=0.3))
    try:
        assert ask(app.test_client(), EVERY_PAIR, timeout="1000").json["seconds"] == 0.3
    finally:
        app.extensions["mithaq"].engine.close()


PROGRAM = (
    "import sys; from pathlib import Path; from endpoint.server import serve; "
    "serve(Path(sys.argv[1]), '127.0.0.1', 0, workers=1, query_seconds=1.5)"
)


@pytest.fixture(scope="module")
def port(config: Config) -> Iterator[int]:
    command = [sys.executable, "-c", PROGRAM, str(config.store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:
        assert process.stdout
        yield urlsplit(process.stdout.readline().split()[-1]).port or 0
        process.terminate()


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
def test_answer_that_breaks_off_ends_so_that_the_client_knows(port: int, coding: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", f"/sparql.csv?query={quote(ENDLESS)}", headers={"Accept-Encoding": coding})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Transfer-Encoding")) == (200, "chunked")
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        answer.read()
    connection.close()


def test_client_of_http_1_0_never_takes_half_an_answer_for_a_whole_one(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection._http_vsn, connection._http_vsn_str = 10, "HTTP/1.0"  # type: ignore[attr-defined]
    connection.request("GET", f"/sparql.csv?query={quote(ENDLESS)}&timeout=0.5")
    assert connection.getresponse().status in (403, 504)
    connection.close()
