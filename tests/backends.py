"""SPARQL engines for a service to stand before: one that says what a test wants, Oxigraph's server, Virtuoso."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from published_store import TRIG

from endpoint import Config, create_app
from endpoint.address import read_address
from endpoint.config import NO_STORE

START_SECONDS = 60
# A table and a graph as an engine writes them, and the queries for them.
ROWS = '{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"نعم","xml:lang":"ar"}}]}}'
TRIPLE = '<http://x/a> <http://x/b> "\\u0643\\u0648\\u0646"@ar .\n'
SELECT, CONSTRUCT = "SELECT ?n { ?s ?p ?n }", "CONSTRUCT WHERE { ?s ?p ?o }"
JSON = "application/sparql-results+json"


class Scripted(ThreadingHTTPServer):
    """Answers as told: `say` is called with each request; `asked` holds what came."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        self.asked: list[tuple[dict[str, list[str]], dict[str, str]]] = []
        self.connections: set[tuple[str, int]] = set()
        self.left = threading.Event()
        self.say: Callable[[BaseHTTPRequestHandler], None] = lambda handler: answer(handler)
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/query"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Scripted)
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        server.asked.append((form, dict(self.headers)))
        server.connections.add(self.client_address)
        server.say(self)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def answer(
    handler: BaseHTTPRequestHandler,
    body: str | bytes = '{"head":{},"boolean":true}',
    status: int = 200,
    content_type: str = JSON,
    length: int | None = None,
    **headers: str,
) -> None:
    """Send one answer; `length` is what it claims to have."""
    content = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    handler.send_header("Content-Type", content_type)
    handler.send_header("Content-Length", str(len(content) if length is None else length))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)
    handler.wfile.flush()


def answer_once(handler: BaseHTTPRequestHandler) -> None:
    """Send one answer and close the connection, without a word of warning."""
    answer(handler)
    handler.close_connection = True


def until_left(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing until the other side has closed the connection; then set `left`."""
    handler.connection.settimeout(10)
    if handler.connection.recv(1) == b"":
        handler.server.left.set()  # type: ignore[attr-defined]
    handler.close_connection = True


@contextmanager
def scripted(port: int = 0, certificate: tuple[Path, Path] | None = None) -> Iterator[Scripted]:
    """A scripted engine that listens, by TLS if it has a certificate and its key."""
    with Scripted(port) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


# Real ones


def oxigraph_server(folder: Path, port: int | None = None) -> Iterator[str]:
    """The address for queries of Oxigraph's server over the sample graph."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if not program:
        pytest.skip("Oxigraph's server is missing: pip install oxigraph")
    port = port or free_port()
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with _running(command, folder):
        _await_port(port)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            connection.request("POST", "/store", TRIG.encode(), {"Content-Type": "application/trig"})
            assert connection.getresponse().status == 204
        yield f"http://127.0.0.1:{port}/query"


VIRTUOSO_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
ServerThreads = 8
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 8
ServerRoot = .
"""


def virtuoso_server(folder: Path) -> Iterator[str]:
    """The address for queries of a Virtuoso over the sample graph."""
    if not shutil.which("virtuoso-t") or not shutil.which("isql-vt"):
        pytest.skip("Virtuoso is missing: apt-get install virtuoso-opensource-7")
    port, sql_port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_SETTINGS.format(port=port, sql_port=sql_port))
    quads = ox.parse(TRIG.encode(), format=ox.RdfFormat.TRIG)
    (folder / "graph.nq").write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    with _running(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder):
        _await_port(sql_port)
        _await_port(port)
        load = "EXEC=DB.DBA.TTLP (file_to_string_output('graph.nq'), '', 'urn:none', 512);"
        command = ["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", "ERRORS=STDOUT", load]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=START_SECONDS)
        assert "Error" not in done.stdout, done.stdout
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _await_port(port: int) -> None:
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < give_up, "the engine has not started"
            time.sleep(0.05)
        else:
            return


def remote_settings(url: str, **others: Any) -> Config:
    """The settings of a service before the engine at an address."""
    return Config(NO_STORE, sparql_url=read_address(url), query_seconds=10, workers=2, queue_seconds=0.2, **others)


@contextmanager
def remote_client(url: str) -> Iterator[FlaskClient]:
    """A client of such a service."""
    app = create_app(remote_settings(url))
    try:
        yield app.test_client()
    finally:
        app.extensions["mithaq"].close()


def ask_remote(client: FlaskClient, query: str = "ASK {}", accept: str = "", **parameters: Any) -> Any:
    """The response to a query."""
    return client.get("/sparql", query_string={"query": query, **parameters}, headers={"Accept": accept})


def problem_named(response: Any) -> tuple[int, str]:
    """The status and the name of the problem in a response."""
    assert response.content_type == "application/problem+json"
    return response.status_code, json.loads(response.data)["type"].partition("#")[2]
