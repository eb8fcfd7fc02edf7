"""Point look-ups, as many as there can be: how many a second, and what each costs, beside `oxigraph serve-read-only`.

    python bench/generate.py GRAPH --quads 1000000
    python bench/points.py GRAPH [--clients 1 8] [--slices 10] [--oxigraph PROGRAM]

So many clients each keep a connection and ask again as soon as they are answered: "anew" with another comment each
time, "again" for the same twenty texts. The servers take turns, a second each, so that whatever else the machine does
falls on all alike. Told are answers a second (the median of the slices), the median and the 99th percentile of a
client's wait, and the processor time that an answer costs, by process. Every answer must be 200.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import selectors
import shutil
import socket
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from serve import Server, running

QUERY = "SELECT ?p ?o { <https://w3id.org/mithaq/id/statement/g000NUMBER/1> ?p ?o }"
TEXTS = [QUERY.replace("NUMBER", str(number)) for number in range(100, 120)]
SLICE_SECONDS = 1.0
# One process of clients asks faster than any server answers two of them.
CLIENT_PROCESSES = 2
_fresh = count()


@dataclass
class Measured:
    """What one server has shown: answers a second, waits, and processor seconds by the process's name."""

    rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    spent: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Start the servers, let the clients loose on one after the other, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path, help="the folder that bench/generate.py published a graph in")
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph"))
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--slices", type=int, default=10)
    parser.set_defaults(rdflib_endpoint=None, limit=20)
    options = parser.parse_args()
    with running(options) as asked:
        for clients in options.clients:
            for kind in ("anew", "again"):
                report(f"{clients} clients, {kind}", measure(asked, clients, kind, options.slices))


def measure(asked: list[Server], clients: int, kind: str, slices: int) -> dict[str, Measured]:
    """What each server shows in so many slices of time."""
    shown = {server.name: Measured() for server in asked}
    parts = min(clients, CLIENT_PROCESSES)
    shares = [len(range(part, clients, parts)) for part in range(parts)]
    with multiprocessing.get_context("spawn").Pool(parts) as pool:
        # The first slice only warms up.
        for number in range(slices + 1):
            for server in asked:
                before = processor_times(server)
                tasks = [(server.port, server.path, share, kind) for share in shares]
                waits = [wait for part in pool.starmap(ask, tasks) for wait in part]
                if number:
                    one = shown[server.name]
                    one.rates.append(len(waits) / SLICE_SECONDS)
                    one.waits += waits
                    one.spent += processor_times(server) - before
    return shown


def ask(port: int, path: str, clients: int, kind: str) -> list[float]:
    """The seconds that each answer took, from so many connections for the time of a slice."""
    waits: list[float] = []
    with selectors.DefaultSelector() as selector:
        until = time.perf_counter() + SLICE_SECONDS
        for _ in range(clients):
            link = socket.create_connection(("127.0.0.1", port), timeout=10)
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link.sendall(_request(path, kind))
            selector.register(link, selectors.EVENT_READ, time.perf_counter())
        while selector.get_map():
            for key, _ in selector.select(10):
                link = key.fileobj  # type: ignore[assignment]
                _take_answer(link)
                now = time.perf_counter()
                if now < until:
                    waits.append(now - key.data)
                    link.sendall(_request(path, kind))
                    selector.modify(link, selectors.EVENT_READ, time.perf_counter())
                else:
                    selector.unregister(link)
                    link.close()
    return waits


def _request(path: str, kind: str) -> bytes:
    number = next(_fresh)
    text = TEXTS[number % len(TEXTS)] + (f" # {os.getpid()} {number}" if kind == "anew" else "")
    accept = "Accept: application/sparql-results+json"
    return f"GET {path}?query={quote(text, safe='')} HTTP/1.1\r\nHost: 127.0.0.1\r\n{accept}\r\n\r\n".encode()


def _take_answer(link: socket.socket) -> None:
    """Read one answer; its length is told, or it ends with the last chunk."""
    held = link.recv(1 << 16)
    if not held.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"no answer: {held[:200]!r}")
    head, _, body = held.partition(b"\r\n\r\n")
    _, known, rest = head.lower().partition(b"\r\ncontent-length: ")
    length = int(rest.partition(b"\r\n")[0]) if known else 0
    while len(body) < length or (not known and not body.endswith(b"0\r\n\r\n")):
        body += link.recv(1 << 16)


def processor_times(server: Server) -> Counter[str]:
    """The seconds that a server's processes have used so far, by their names; they are one session."""
    assert server.process
    times: Counter[str] = Counter()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            pid, (name, rest) = int(folder.name), (folder / "stat").read_text().split(" (", 1)[1].rsplit(") ", 1)
            if int(rest.split()[3]) == server.process.pid:
                # The clock of a process, as clock_getcpuclockid(3) numbers it.
                times[name.removeprefix("mithaq ")] += time.clock_gettime((~pid << 3) | 2)  # type: ignore[assignment]
    return times


def report(title: str, shown: dict[str, Measured]) -> None:
    """A line for each server, and what part of the last one's rate the first has."""
    print(f"\n{title}: answers/s, p50 and p99 of a wait in ms, ms of a processor for each answer")
    for name, one in shown.items():
        answers = sum(one.rates) * SLICE_SECONDS
        p99 = quantiles(one.waits, n=100)[98]
        costs = {role: seconds / answers * 1e3 for role, seconds in one.spent.items()}
        spent = " ".join(f"{role} {cost:.3f}" for role, cost in costs.items() if cost > 0.001)
        print(f"{name:10} {median(one.rates):7.0f} {median(one.waits) * 1e3:7.2f} {p99 * 1e3:7.2f}  {spent}")
    first, *others = shown.values()
    for name, other in zip(list(shown)[1:], others, strict=True):
        print(f"ratio to {name}: {median(first.rates) / median(other.rates):.2f}", flush=True)


if __name__ == "__main__":
    main()
