"""Speed of the endpoint beside others, in one run over one graph: `oxigraph serve-read-only` and rdflib-endpoint.

    python bench/generate.py GRAPH --quads 1000000
    python bench/serve.py GRAPH [--oxigraph PROGRAM] [--rdflib-endpoint PROGRAM] [--rounds 30]

Twelve queries in `bench/queries/`, each asked of every server in turn, so that whatever else the machine does falls on
all alike. "uncached" asks every time with another comment at the end, "repeated" the same text again. Every answer's
rows are counted and compared. A figure is the median of the rounds, in milliseconds from the first byte sent to the
last received, over one connection that stays open; ratios are of speed, so that above 1 is faster than the other. The
programs come from `pip install oxigraph` and `pip install "rdflib-endpoint[cli,web]"`; without them their columns are
left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from statistics import median
from urllib.parse import quote
from urllib.request import urlopen

QUERIES = Path(__file__).with_name("queries")
# What has run so long in one round is asked less often.
SLOW_SECONDS, SLOW_ROUNDS = 0.5, 3
START_SECONDS = 600
LIMIT_SECONDS = 120
MEMORY_SECONDS = 90


@dataclass
class Server:
    """A server under measurement: its name, port and path; a connection that is opened again when it was closed."""

    name: str
    port: int
    path: str
    connection: socket.socket | None = None

    def ask(self, query: str) -> tuple[float, bytes]:
        """Seconds and body of one answer."""
        line = f"GET {self.path}?query={quote(query, safe='')} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
        request = f"{line}Accept: {_accept(query)}\r\n\r\n".encode()
        start = time.perf_counter()
        body = self._exchange(request)
        return time.perf_counter() - start, body

    def _exchange(self, request: bytes) -> bytes:
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT_SECONDS)
                self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.connection.sendall(request)
                return _read_answer(self.connection, self.name)
            except (ConnectionError, BrokenPipeError):
                self.connection = None
                if attempt == 2:
                    raise
        raise AssertionError


def _accept(query: str) -> str:
    return "application/n-triples" if "CONSTRUCT" in query or "DESCRIBE" in query else "application/sparql-results+json"


def _read_answer(connection: socket.socket, name: str) -> bytes:
    held = bytearray()
    while b"\r\n\r\n" not in held:
        held += _more(connection)
    head, _, rest = bytes(held).partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        sys.exit(f"{name} answered: {head.decode(errors='replace')}\n{rest[:300].decode(errors='replace')}")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if b"content-length" in fields:
        pieces, length = [rest], len(rest)
        while length < int(fields[b"content-length"]):
            pieces.append(_more(connection))
            length += len(pieces[-1])
        return b"".join(pieces)
    return _read_chunks(connection, rest)


def _read_chunks(connection: socket.socket, held: bytes) -> bytes:
    buffer, pieces = bytearray(held), list[bytes]()
    while True:
        while (end := buffer.find(b"\r\n")) < 0:
            buffer += _more(connection)
        size = int(buffer[:end], 16)
        while len(buffer) < end + 4 + size:
            buffer += _more(connection)
        if not size:
            return b"".join(pieces)
        pieces.append(bytes(buffer[end + 2 : end + 2 + size]))
        del buffer[: end + 4 + size]


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 20)
    if not received:
        raise ConnectionResetError
    return received


def main() -> None:
    """Start the servers, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path, help="the folder that bench/generate.py published a graph in")
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph"))
    parser.add_argument("--rdflib-endpoint", default=shutil.which("rdflib-endpoint"))
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with ExitStack() as stack:
        servers = [stack.enter_context(server) for server in _servers(options)]
        _await_memory(servers[0].port)
        measured = list(_measure(servers, options.rounds))
    _report([server.name for server in servers], measured)


def _servers(options: argparse.Namespace) -> Iterator[AbstractContextManager[Server]]:
    version = options.graph / "current"
    yield _started("mithaq", [sys.executable, "-m", "kg", "serve", "--store", str(options.graph), "--port"], "/sparql")
    if options.oxigraph:
        command = [options.oxigraph, "serve-read-only", "--location", str(version / "db"), "--bind"]
        yield _started("oxigraph", command, "/query", "127.0.0.1:")
    if options.rdflib_endpoint:
        command = [options.rdflib_endpoint, "serve", "--host", "127.0.0.1", str(version / "graph.nq"), "--port"]
        yield _started("rdflib-endpoint", command, "/")


@contextmanager
def _started(name: str, command: list[str], path: str, prefix: str = "") -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    print(f"starting {name} …", file=sys.stderr)
    with subprocess.Popen(
        [*command, f"{prefix}{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            server = Server(name, port, path)
            _await(server, process)
            yield server
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def _await(server: Server, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            sys.exit(f"{server.name} ended at once; start it by hand to see why")
        try:
            server.ask("ASK {}")
            return
        except OSError:
            server.connection = None
            time.sleep(0.2)
    sys.exit(f"{server.name} did not start within {START_SECONDS} s")


def _await_memory(port: int) -> None:
    """Wait until the store is held in memory, as it is soon after the start unless it is too large."""
    give_up = time.monotonic() + MEMORY_SECONDS
    while time.monotonic() < give_up:
        with urlopen(f"http://127.0.0.1:{port}/health") as answer:
            if json.load(answer)["in_memory"]:
                return
        time.sleep(0.5)
    print("mithaq reads its store from the disk: it did not load, or is not meant to", file=sys.stderr)


@dataclass
class Measured:
    """One query: the median seconds of each server, asked anew and asked again."""

    name: str
    anew: dict[str, float]
    again: dict[str, float]


def _measure(servers: list[Server], rounds: int) -> Iterator[Measured]:
    for path in sorted(QUERIES.glob("*.rq")):
        query = path.read_text("utf-8")
        counts = {server.name: _rows(server.ask(query)[1]) for server in servers}
        if len(set(counts.values())) > 1:
            print(f"{path.stem}: the servers do not agree: {counts}", file=sys.stderr)
        anew = _medians(servers, rounds, lambda number, text=query: f"{text}\n# {number}")  # type: ignore[misc]
        again = _medians(servers, rounds, lambda _, text=query: text)  # type: ignore[misc]
        yield Measured(path.stem, anew, again)
        print(f"{path.stem} done", file=sys.stderr)


def _medians(servers: list[Server], rounds: int, text: Callable[[int], str]) -> dict[str, float]:
    times: dict[str, list[float]] = {server.name: [] for server in servers}
    for number in range(rounds):
        for server in servers:
            so_far = times[server.name]
            if len(so_far) < SLOW_ROUNDS or median(so_far) < SLOW_SECONDS:
                so_far.append(server.ask(text(number))[0])
    return {name: median(seconds) for name, seconds in times.items()}


def _rows(body: bytes) -> int:
    """How many solutions or triples an answer has; servers write them in different orders and spacings."""
    if body[:1] == b"{":
        document = json.loads(body)
        return int(document["boolean"]) if "boolean" in document else len(document["results"]["bindings"])
    return body.count(b"\n")


def _report(names: list[str], measured: list[Measured]) -> None:
    ours, *others = names
    for title, times in (("uncached", [one.anew for one in measured]), ("repeated", [one.again for one in measured])):
        print(
            f"\n{title}, ms per query" + "".join(f" | {name}" for name in names) + "".join(f" | ÷ {o}" for o in others)
        )
        for one, seconds in zip(measured, times, strict=True):
            cells = [f"{seconds[name] * 1e3:.2f}" for name in names]
            ratios = [f"{seconds[other] / seconds[ours]:.2f}" for other in others]
            print(" | ".join([one.name, *cells, *ratios]))
        means = [exp(sum(log(s[other] / s[ours]) for s in times) / len(times)) for other in others]
        print("geometric mean" + " |" * len(names) + "".join(f" | {mean:.2f}" for mean in means))


if __name__ == "__main__":
    main()
