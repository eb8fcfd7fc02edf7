"""A service started for a measurement, on a free port of this machine, with all of its processes at hand."""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import quote, urlsplit

from generate import generate

ROOT = Path(__file__).resolve().parent.parent
MARK = "MEASURED_SERVICE"
ROLES = ("keeper", "server", "front", "zygote", "store", "worker", "writer")


@dataclass(frozen=True, slots=True)
class Member:
    """One process of the service."""

    pid: int
    role: str

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal, if it is still there."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Served:
    """A running `mithaq serve`. All of its processes carry a mark in their environment, so no other is ever touched."""

    def __init__(self, *arguments: object, errors: Path | None = None) -> None:
        self._mark = f"{MARK}={uuid.uuid4()}"
        name, _, value = self._mark.partition("=")
        command = [sys.executable, "-m", "kg", "serve", "--port", "0", *map(str, arguments)]
        with (errors or Path(os.devnull)).open("ab") as told:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=told, text=True, cwd=ROOT, env={**os.environ, name: value}
            )
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the service did not start: status {self.process.wait()}")
        self.url = line.split()[-1]
        self.port = urlsplit(self.url).port or 0

    def __enter__(self) -> Served:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def members(self) -> list[Member]:
        """The processes that run now."""
        return list(self._members())

    def _members(self) -> Iterator[Member]:
        mark = self._mark.encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    yield Member(int(folder.name), _role(folder))
            except OSError:
                continue

    def member(self, role: str) -> Member | None:
        """A process of a role, the oldest if there are several."""
        return min((each for each in self.members() if each.role == role), key=lambda each: each.pid, default=None)

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to whoever keeps the service now."""
        if keeper := self.member("keeper"):
            keeper.tell(number)

    def end(self, number: signal.Signals = signal.SIGTERM, seconds: float = 20) -> list[Member]:
        """End the service; the processes that are left after so long, which are then killed."""
        self.tell(number)
        left = self.await_none(seconds)
        for member in left:
            member.tell(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        return left

    def await_none(self, seconds: float) -> list[Member]:
        """Wait until every process has ended; those that are left after so long."""
        give_up = time.monotonic() + seconds
        while (left := self.members()) and time.monotonic() < give_up:
            self.process.poll()
            time.sleep(0.05)
        return left

    def get(self, path: str, seconds: float = 20, **headers: str) -> tuple[int, bytes]:
        """Ask once, on a connection of its own; raises OSError or http.client.HTTPException."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def ask(self, query: str, form: str = "json", seconds: float = 20) -> tuple[int, bytes]:
        """The answer to a query."""
        return self.get(f"/sparql?format={form}&query={quote(query)}", seconds)


def add_store_flags(parser: argparse.ArgumentParser, quads: int, what: str) -> None:
    """Let a parser take a store, or the size of one to make; `what` says what the given one must be."""
    parser.add_argument("--quads", type=int, default=quads)
    parser.add_argument("--store", type=Path, help=what)


@contextmanager
def chosen_store(arguments: argparse.Namespace) -> Iterator[Path]:
    """The store of those flags: the one given, else one made for the moment."""
    if arguments.store:
        yield arguments.store
        return
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), arguments.quads)
        yield Path(folder)


def _role(folder: Path) -> str:
    name = (folder / "comm").read_text().strip()
    return name.removeprefix("mithaq ") if name.startswith("mithaq ") else "starting"
