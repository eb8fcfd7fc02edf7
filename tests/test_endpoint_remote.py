"""The service over an engine elsewhere that says what a test wants: what is asked, and what becomes of each answer."""

from __future__ import annotations

import json
import logging
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from backends import (
    CONSTRUCT,
    JSON,
    ROWS,
    SELECT,
    TRIPLE,
    Scripted,
    answer,
    answer_once,
    ask_remote,
    problem_named,
    remote_client,
    remote_settings,
    scripted,
    until_left,
)
from flask.testing import FlaskClient

from endpoint import Config, create_app
from endpoint.address import Secret, read_address
from endpoint.config import ConfigError
from endpoint.remote import RemoteEngine
from endpoint.settings import configure
from endpoint.wire import Job


@pytest.fixture
def client(backend: Scripted) -> Iterator[FlaskClient]:
    with remote_client(backend.url) as client:
        yield client


def ask_once(config: Config) -> None:
    assert config.sparql_url
    engine = RemoteEngine(config, config.sparql_url)
    list(engine.ask(Job("ASK {}", 1)))
    engine.close()


# What is asked


def test_query_goes_by_post_with_its_dataset_and_one_format(client: FlaskClient, backend: Scripted) -> None:
    graphs: dict[str, Any] = {"default-graph-uri": ["http://x/1", "http://x/2"], "named-graph-uri": "http://x/3"}
    ask_remote(client, "ASK {}", **graphs)
    form, headers = backend.asked[0]
    assert (form["default-graph-uri"], form["named-graph-uri"]) == (["http://x/1", "http://x/2"], ["http://x/3"])
    assert headers["Accept"] == JSON and headers["User-Agent"].startswith("mithaq/")


def test_base_and_prefixes_that_need_no_declaration_here_are_declared_there(
    client: FlaskClient, backend: Scripted
) -> None:
    ask_remote(client, "PREFIX rdfs: <http://x/> ASK { <a> rdfs:label ?x ; a mq:Actor }")
    declared, query = backend.asked[0][0]["query"][0].split("\n")
    assert declared == "BASE <http://localhost/sparql> PREFIX mq: <https://w3id.org/mithaq/ontology#>"
    assert query == "PREFIX rdfs: <http://x/> ASK { <a> rdfs:label ?x ; a mq:Actor }"


def test_dataset_of_the_query_goes_beside_it_too(client: FlaskClient, backend: Scripted) -> None:
    ask_remote(client, "PREFIX g: <http://x/> SELECT * FROM <a> FROM NAMED g:b FROM wd:Q1 { ?from ?s 'FROM <c>' }")
    form = backend.asked[0][0]
    assert form["default-graph-uri"] == ["http://localhost/a", "http://www.wikidata.org/entity/Q1"]
    assert form["named-graph-uri"] == ["http://x/b"]


def test_connection_is_kept(client: FlaskClient, backend: Scripted) -> None:
    assert [ask_remote(client).status_code for _ in range(3)] == [200] * 3
    assert (len(backend.asked), len(backend.connections)) == (3, 1)


def test_connection_that_was_closed_meanwhile_is_opened_again(client: FlaskClient, backend: Scripted) -> None:
    backend.say = answer_once
    assert [ask_remote(client).status_code for _ in range(3)] == [200] * 3
    assert len(backend.connections) == 3


def test_user_and_password_are_sent_and_never_told(backend: Scripted, caplog: pytest.LogCaptureFixture) -> None:
    url = backend.url.replace("http://", "http://reader:pass%20word@")
    config = remote_settings(url)
    with caplog.at_level(logging.DEBUG):
        ask_once(config)
    assert backend.asked[0][1]["Authorization"] == "Basic cmVhZGVyOnBhc3Mgd29yZA=="
    assert "pass" not in f"{config!r} {config.sparql_url} {caplog.text}"


def test_user_of_the_environment_comes_before_that_of_the_url(backend: Scripted) -> None:
    config = replace(remote_settings(backend.url.replace("//", "//a:b@")), sparql_user=Secret("reader:word"))
    ask_once(config)
    assert backend.asked[0][1]["Authorization"] == "Basic cmVhZGVyOndvcmQ="
    assert "word" not in repr(config)


# What comes back


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        (JSON, '"value":"نعم"'),
        ("application/sparql-results+xml", '<literal xml:lang="ar">نعم</literal>'),
        ("text/csv", "n\r\nنعم\r\n"),
        ("text/tab-separated-values", '?n\n"نعم"@ar\n'),
        ("text/html", "نعم"),
    ],
)
def test_table_is_given_in_each_format(client: FlaskClient, backend: Scripted, accept: str, body: str) -> None:
    backend.say = lambda handler: answer(handler, ROWS)
    said = ask_remote(client, SELECT, accept)
    assert said.status_code == 200 and body in said.text
    assert said.mimetype == accept


@pytest.mark.parametrize(
    ("accept", "body"),
    [
        ("text/turtle", '<http://x/a> <http://x/b> "كون"@ar .'),
        ("application/n-triples", '<http://x/a> <http://x/b> "كون"@ar .'),
        ("application/rdf+xml", '<b xmlns="http://x/" xml:lang="ar">كون</b>'),
        ("application/ld+json", '"@value":"كون"'),
        ("text/html", "كون"),
    ],
)
def test_graph_is_given_in_each_format(client: FlaskClient, backend: Scripted, accept: str, body: str) -> None:
    backend.say = lambda handler: answer(handler, TRIPLE, content_type="application/n-triples")
    said = ask_remote(client, CONSTRUCT, accept)
    assert said.status_code == 200 and body in said.text


@pytest.mark.parametrize(
    ("rows", "truth"), [('{"__ASK_RETVAL":{"type":"typed-literal","value":"1"}}', True), ("", False)]
)
def test_virtuosos_answer_to_ask_is_a_truth_value(
    client: FlaskClient, backend: Scripted, rows: str, truth: bool
) -> None:
    rows = rows.replace('"value"', '"datatype":"http://www.w3.org/2001/XMLSchema#integer","value"')
    document = f'{{"head":{{"vars":["__ASK_RETVAL"]}},"results":{{"bindings":[{rows}]}}}}'
    backend.say = lambda handler: answer(handler, document)
    assert ask_remote(client).json == {"head": {}, "boolean": truth}


def test_answer_has_no_tag_and_is_asked_anew(client: FlaskClient, backend: Scripted) -> None:
    answers = [ask_remote(client), ask_remote(client)]
    assert all("ETag" not in said.headers and said.headers["Cache-Control"] == "no-store" for said in answers)
    assert len(backend.asked) == 2


def test_long_answer_is_passed_on_as_it_comes(client: FlaskClient, backend: Scripted) -> None:
    row, more = b'{"n":{"type":"literal","value":"' + b"x" * 1000 + b'"}},', threading.Event()

    def slowly(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(b'{"head":{"vars":["n"]},"results":{"bindings":[' + row * 3000)
        assert more.wait(10)
        handler.wfile.write(row.rstrip(b",") + b"]}}")
        handler.close_connection = True

    backend.say = slowly
    body = ask_remote(client, SELECT, "text/csv").iter_encoded()
    first = next(body)
    more.set()
    assert len(first + b"".join(body)) == len("n\r\n") + 3001 * len("x" * 1000 + "\r\n")


# What needs a store


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (mq:fold(?x) AS ?y) { ?s ?p ?x }",
        'SELECT * { ?x <https://w3id.org/mithaq/ontology#search> "عراق" }',
        'PREFIX m: <https://w3id.org/mithaq/ontology#> ASK { FILTER(m:matches("a", "b")) }',
    ],
)
def test_extension_is_refused_by_its_name(client: FlaskClient, backend: Scripted, query: str) -> None:
    assert problem_named(ask_remote(client, query)) == (501, "not-offered")
    assert not backend.asked


@pytest.mark.parametrize("path", ["/search?q=عراق", "/dump.ttl", "/dump.ttl.gz"])
def test_page_that_needs_a_store_says_so(client: FlaskClient, path: str) -> None:
    assert problem_named(client.get(path)) == (501, "not-offered")


@pytest.mark.parametrize(
    ("query", "status", "name"),
    [
        ("SELECT * { SERVICE <http://x/> {} }", 403, "federation-refused"),
        ("INSERT DATA { <a> <b> 1 }", 403, "updates-refused"),
        ('DEFINE get:soft "soft" ASK {}', 400, "syntax"),
        ("", 400, "syntax"),
    ],
)
def test_what_is_no_query_never_reaches_the_engine(
    client: FlaskClient, backend: Scripted, query: str, status: int, name: str
) -> None:
    assert problem_named(ask_remote(client, query)) == (status, name)
    assert not backend.asked


@pytest.mark.parametrize("path", ["/", "/health", "/ontology", "/problems", "/metrics"])
def test_page_is_there_whatever_the_engine_does(client: FlaskClient, backend: Scripted, path: str) -> None:
    backend.say = lambda handler: answer(handler, status=500)
    assert client.get(path).status_code == 200


def test_description_leaves_out_what_the_engine_cannot_count(client: FlaskClient, backend: Scripted) -> None:
    backend.say = lambda handler: answer(handler, status=500)
    said = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert said.status_code == 200 and "sd:Service" in said.text
    assert "void:triples" not in said.text and "mq:search" not in said.text


def test_front_page_offers_no_dumps(client: FlaskClient) -> None:
    assert "dump." not in client.get("/").text


def test_server_that_does_not_speak_http_is_told(client: FlaskClient, backend: Scripted) -> None:
    def growl(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0\r\n")

    backend.say = growl
    assert problem_named(ask_remote(client)) == (502, "backend-failed")


def test_engine_and_store_are_not_both_served() -> None:
    flags = {"store": Path("store"), "sparql_url": read_address("http://x/")}
    with pytest.raises(
        ConfigError, match="a store and another engine are given, by --store and --sparql-url: keep one"
    ):
        configure(flags)


@pytest.mark.parametrize("url", ["ftp://x/", "http:///query", "x", "http://x:port/", "http://a b/", "http://x/\n"])
def test_url_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ConfigError, match=r"MITHAQ_SPARQL_URL: .*write http://host:port/path") as refused:
        configure({}, {"MITHAQ_SPARQL_URL": url.replace("//", "//reader:word@")})
    assert "word" not in str(refused.value)


# Beyond one process, and beyond plain HTTP


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that nobody has signed, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("the program openssl is missing, which makes the certificate")
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


@pytest.mark.parametrize("trusted", [True, False])
def test_https_is_spoken_to_the_engine_that_its_certificate_names(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with scripted(certificate=certificate) as backend:
        app = create_app(remote_settings(f"https://localhost:{backend.server_port}/query"))
        answers = [ask_remote(app.test_client()) for _ in range(2)]
        assert [said.status_code for said in answers] == ([200, 200] if trusted else [503, 503])
        assert len(backend.connections) == trusted
        app.extensions["mithaq"].close()


def test_program_serves_an_engine_and_leaves_it_when_its_client_leaves(backend: Scripted) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--sparql-url", backend.url, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:
        assert process.stdout
        port = urlsplit(process.stdout.readline().split()[-1]).port or 0
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D", timeout=10) as said:
            assert json.load(said) == {"head": {}, "boolean": True}
        backend.say = until_left
        with socket.create_connection(("127.0.0.1", port)) as leaver:
            leaver.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n")
            while len(backend.asked) < 2:
                time.sleep(0.01)
        assert backend.left.wait(5)
        process.terminate()
        assert process.wait(timeout=15) == 0
