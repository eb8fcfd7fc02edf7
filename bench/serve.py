"""Speed of the endpoint beside others, in one run over one graph: `oxigraph serve-read-only` and rdflib-endpoint.

    python bench/generate.py GRAPH --quads 1000000
    python bench/serve.py GRAPH [--oxigraph PROGRAM] [--rdflib-endpoint PROGRAM] [--rounds 30] [--limit 20]
        [--only 01 02]

Twelve queries in `bench/queries/`, each asked of every server in turn, so that whatever else the machine does falls on
all alike. "uncached" asks every time with another comment at the end, "repeated" the same text again. Every answer's
rows are counted and compared. A figure is the median of the rounds, in milliseconds from the first byte sent to the
last received, over one connection that stays open; ratios are of speed, so that above 1 is faster than the other. The
programs come from `pip install oxigraph` and `pip install "rdflib-endpoint[cli,web]"`; without them their columns are
left out; rdflib-endpoint is best put into an environment of its own. A server that has not answered a query after
`--limit` seconds, or refuses it, is started again and not asked it any more.
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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import exp, inf, log
from pathlib import Path
from statistics import median
from urllib.parse import quote
from urllib.request import urlopen

QUERIES = Path(__file__).with_name("queries")
# What has run so long in one round is asked less often.
SLOW_SECONDS, SLOW_ROUNDS = 0.5, 3
START_SECONDS = 600
MEMORY_SECONDS = 90


class UnansweredError(Exception):
    """A status that is no answer."""


@dataclass
class Server:
    """A server under measurement: its name, how it is started, on which port, where it is asked and for
    how long; a connection that is opened again when it was closed."""

    name: str
    command: list[str]
    port: int
    path: str
    limit: float
    connection: socket.socket | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        print(f"starting {self.name} …", file=sys.stderr)
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        _await(self, self.process)

    def stop(self) -> None:
        """End it, whatever it is doing."""
        if self.process:
            self.connection = None
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def ask_within(self, query: str) -> tuple[float, bytes]:
        """The same as `ask`; no answer takes for ever, and leaves a fresh server."""
        try:
            return self.ask(query)
        except (OSError, UnansweredError) as error:
            print(f"{self.name}: {str(error) or 'no answer'}", file=sys.stderr)
            self.stop()
            self.start()
            return inf, b""

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
                self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=self.limit)
                self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.connection.sendall(request)
                return _read_answer(self.connection)
            except (ConnectionError, BrokenPipeError):
                self.connection = None
                if attempt == 2:
                    raise
        raise AssertionError


def _accept(query: str) -> str:
    return "application/n-triples" if "CONSTRUCT" in query or "DESCRIBE" in query else "application/sparql-results+json"


def _read_answer(connection: socket.socket) -> bytes:
    held = bytearray()
    while b"\r\n\r\n" not in held:
        held += _more(connection)
    head, _, rest = bytes(held).partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise UnansweredError(f"{head.decode(errors='replace').splitlines()[0]} {rest[:200].decode(errors='replace')}")
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
    parser.add_argument("--limit", type=float, default=20, metavar="SECONDS")
    parser.add_argument("--only", nargs="+", default=[""], metavar="BEGINNING", help="the queries so named")
    options = parser.parse_args()
    with running(options) as asked:
        measured = list(_measure(asked, options.rounds, tuple(options.only)))
    _report([server.name for server in asked], measured)


@contextmanager
def running(options: argparse.Namespace) -> Iterator[list[Server]]:
    """The servers of `servers`, started, until all is asked; this service has its store in memory."""
    with ExitStack() as stack:
        asked = list(servers(options))
        for server in asked:
            stack.callback(server.stop)
            server.start()
        await_memory(asked[0].port)
        yield asked


def servers(options: argparse.Namespace) -> Iterator[Server]:
    """Those that the options name, not started; this service comes first."""
    version, limit = options.graph / "current", options.limit
    ours = [sys.executable, "-m", "kg", "serve", "--store", str(options.graph), "--port", str(port := _free_port())]
    yield Server("mithaq", ours, port, "/sparql", limit)
    if options.oxigraph:
        place = ["--location", str(version / "db"), "--bind", f"127.0.0.1:{(port := _free_port())}"]
        yield Server("oxigraph", [options.oxigraph, "serve-read-only", *place], port, "/query", limit)
    if options.rdflib_endpoint:
        place = ["--host", "127.0.0.1", "--port", str(port := _free_port()), str(version / "graph.nq")]
        yield Server("rdflib-endpoint", [options.rdflib_endpoint, "serve", *place], port, "/", limit)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


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


def await_memory(port: int) -> None:
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


def _measure(servers: list[Server], rounds: int, only: tuple[str, ...]) -> Iterator[Measured]:
    for path in sorted(path for path in QUERIES.glob("*.rq") if path.name.startswith(only)):
        query = path.read_text("utf-8")
        first = {server.name: server.ask_within(query) for server in servers}
        able = [server for server in servers if first[server.name][0] < inf]
        counts = {server.name: _rows(first[server.name][1]) for server in able}
        if len(set(counts.values())) > 1:
            print(f"{path.stem}: the servers do not agree: {counts}", file=sys.stderr)
        never = {server.name: inf for server in servers}
        anew = never | _medians(able, rounds, lambda number, text=query: f"{text}\n# {number}")  # type: ignore[misc]
        again = never | _medians(able, rounds, lambda _, text=query: text)  # type: ignore[misc]
        yield Measured(path.stem, anew, again)
        print(f"{path.stem} done", file=sys.stderr)


def _medians(servers: list[Server], rounds: int, text: Callable[[int], str]) -> dict[str, float]:
    times: dict[str, list[float]] = {server.name: [] for server in servers}
    for number in range(rounds):
        for server in servers:
            so_far = times[server.name]
            if len(so_far) < SLOW_ROUNDS or median(so_far) < SLOW_SECONDS:
                so_far.append(server.ask_within(text(number))[0])
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
            cells = [f"{seconds[name] * 1e3:.2f}" if seconds[name] < inf else "no answer" for name in names]
            ratios = [f"{seconds[other] / seconds[ours]:.2f}" for other in others]
            print(" | ".join([one.name, *cells, *ratios]))
        answered = [[s[other] / s[ours] for s in times if s[other] < inf] for other in others]
        means = [exp(sum(map(log, ratios)) / max(1, len(ratios))) for ratios in answered]
        print("geometric mean" + " |" * len(names) + "".join(f" | {mean:.2f}" for mean in means))


if __name__ == "__main__":
    main()
