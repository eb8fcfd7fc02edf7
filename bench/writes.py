"""How long a small write takes until it is acknowledged, over stores of any size.

    python bench/writes.py STORE... [--writes 20]

Each store is copied (its files are linked), served by a service of its own, and written to over HTTP, one write after
the other: an update that adds three triples to a curated graph, an upload that replaces one. A query after each write
must see it. Printed: the store's quads, then median and longest seconds of both.
"""

from __future__ import annotations

import argparse
import http.client
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.parse import quote

from served import Served

from kg.store import current_version

GRAPH = "https://example.org/curated"
Write = Callable[[int], int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stores", type=Path, nargs="+", metavar="STORE")
    parser.add_argument("--writes", type=int, default=20)
    arguments = parser.parse_args()
    print(f"{'quads':>10}  {'update':>8} {'most':>8}  {'upload':>8} {'most':>8}")
    for store in arguments.stores:
        quads, updates, uploads = measure(store, arguments.writes)
        times = f"{median(updates):7.2f}s {max(updates):7.2f}s  {median(uploads):7.2f}s {max(uploads):7.2f}s"
        print(f"{quads:>10}  {times}")


def measure(store: Path, writes: int) -> tuple[int, list[float], list[float]]:
    """The quads of a store, the seconds of each update and of each upload."""
    version = current_version(store)
    with tempfile.TemporaryDirectory(dir=store.parent) as folder:
        copy, tokens = Path(folder) / "store", Path(folder) / "tokens"
        shutil.copytree(version.path, copy / version.path.name, copy_function=os.link)
        (copy / "current").symlink_to(version.path.name)
        token = secrets.token_hex(16)
        tokens.write_text(f"bench: {token}\n")
        tokens.chmod(0o600)
        with Served("--store", copy, "--token-file", tokens) as served:
            client = Client(served, token)
            # The first write has no process waiting for it.
            client.update(-1)
            updates = [client.timed(client.update, number) for number in range(writes)]
            uploads = [client.timed(client.upload, number) for number in range(writes)]
    return version.manifest.counts["quads"], updates, uploads


class Client:
    """Writes, and looks whether what was written is there."""

    def __init__(self, served: Served, token: str) -> None:
        self._served = served
        self._headers = {"Authorization": f"Bearer {token}"}

    def timed(self, write: Write, number: int) -> float:
        """The seconds until a write was acknowledged; raises RuntimeError if it was not, or cannot be seen."""
        start = time.perf_counter()
        status = write(number)
        seconds = time.perf_counter() - start
        _, answer = self._served.ask(f'ASK {{ GRAPH <{GRAPH}> {{ ?s ?p "{number}" }} }}', "csv")
        if status != 204 or answer.strip() != b"true":
            raise RuntimeError(f"write {number}: status {status}, then {answer!r}")
        return seconds

    def update(self, number: int) -> int:
        """Add three triples."""
        text = f'INSERT DATA {{ GRAPH <{GRAPH}> {{ <s:{number}> <p:1> "{number}" ; <p:2> _:b . _:b <p:3> {number} }} }}'
        return self._send("POST", "/update", text, "application/sparql-update")

    def upload(self, number: int) -> int:
        """Replace the graph."""
        path = f"/gsp?graph={quote(GRAPH)}"
        return self._send("PUT", path, f'<s:{number}> <p:1> "{number}" ; <p:2> [ <p:3> 3 ] .', "text/turtle")

    def _send(self, method: str, path: str, body: str, media_type: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self._served.port, timeout=60)
        try:
            connection.request(method, path, body.encode(), {**self._headers, "Content-Type": media_type})
            return connection.getresponse().status
        finally:
            connection.close()


if __name__ == "__main__":
    main()
