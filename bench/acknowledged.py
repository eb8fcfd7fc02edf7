"""A curator who writes one graph after the other, and remembers which writes were acknowledged."""

from __future__ import annotations

import csv
import http.client
import secrets
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

GRAPH = "https://example.org/curated/%d"
SAYS = "https://example.org/says"
FOUND = f"SELECT ?g ?o {{ GRAPH ?g {{ ?g <{SAYS}> ?o }} }}"
# What a write may be told while processes are being killed: none of these acknowledges it.
REFUSED = frozenset({500, 503, 504})


class Curator:
    """Replaces graphs by PUT; every graph twice, so that a lost write cannot hide behind an earlier one."""

    def __init__(self, port: int, tokens: Path, pause: float = 0.1) -> None:
        self._port = port
        self._token = tokens.read_text().rpartition(":")[2].strip()
        self._pause = pause
        self.acknowledged: dict[str, str] = {}
        self._in_doubt: dict[str, set[str]] = {}
        self.strange: Counter[int] = Counter()

    def run(self, stop: threading.Event) -> None:
        """Write until told to stop."""
        number = 0
        while not stop.is_set():
            self._write(GRAPH % (number // 2), str(number))
            number += 1
            time.sleep(self._pause)

    def _write(self, graph: str, word: str) -> None:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "text/turtle"}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request("PUT", f"/gsp?graph={quote(graph)}", f'<{graph}> <{SAYS}> "{word}" .', headers)
            answer = connection.getresponse()
            answer.read()
            self._note(graph, word, answer.status)
        except (OSError, http.client.HTTPException):
            self._note(graph, word, None)
        finally:
            connection.close()

    def _note(self, graph: str, word: str, status: int | None) -> None:
        if status is not None and status < 300:
            self.acknowledged[graph] = word
            self._in_doubt.pop(graph, None)
        elif status is None or status in REFUSED:
            # It may have become a version all the same.
            self._in_doubt.setdefault(graph, set()).add(word)
        else:
            self.strange[status] += 1

    def lost(self) -> list[str]:
        """The graphs whose acknowledged content is not there now."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        query = f"/sparql?format=csv&query={quote(f'{FOUND} # {secrets.token_hex(4)}')}"
        connection.request("GET", query)
        rows = dict(csv.reader(connection.getresponse().read().decode().splitlines()[1:]))
        connection.close()
        return [
            graph
            for graph, word in self.acknowledged.items()
            if rows.get(graph) != word and rows.get(graph) not in self._in_doubt.get(graph, set())
        ]
