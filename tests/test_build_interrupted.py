"""A build that is stopped in the middle publishes nothing, and leaves no process behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.build import build
from kg.store import current_version

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder in which a graph stands."""
    build([SEEDS / "001_42df4bdc5be6c26b.txt"], tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture(scope="module")
def long_work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More articles than can be read in the time it takes to stop."""
    text = (SEEDS / "001_42df4bdc5be6c26b.txt").read_bytes().decode()
    path = tmp_path_factory.mktemp("long") / "news.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"a{n}", "text": text}) for n in range(5000)), "utf-8")
    return path


def processes_of_session(session: int) -> list[int]:
    """The processes of a session that still run."""
    fields = [
        stat.read_text().rpartition(")")[2].split() for stat in Path("/proc").glob("[0-9]*/stat") if stat.exists()
    ]
    return [int(field[3]) for field in fields if int(field[3]) == session and field[0] != "Z"]


@pytest.mark.parametrize(
    ("workers", "stop", "status", "words"),
    [
        (1, signal.SIGTERM, 143, ""),
        (1, signal.SIGINT, 130, "\nmithaq: interrupted; nothing was changed\n"),
        (2, signal.SIGINT, 130, "\nmithaq: interrupted; nothing was changed\n"),
    ],
)
def test_an_interrupted_build_changes_nothing(
    out: Path, long_work: Path, workers: int, stop: signal.Signals, status: int, words: str
) -> None:
    standing, before = current_version(out), sorted(out.iterdir())
    command = [sys.executable, "-m", "kg", "build", str(long_work), "--out", str(out), "--workers", str(workers)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr and "articles, " in process.stderr.readline()
        # As a terminal does: to every process that the command has started.
        os.killpg(process.pid, stop)
        rest = process.stderr.read()
        assert process.wait(20) == status
    assert rest == words
    assert sorted(out.iterdir()) == before
    assert current_version(out) == standing
    deadline = time.monotonic() + 20
    while processes_of_session(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of_session(process.pid) == []


def test_no_worker_outlives_a_killed_build(out: Path, long_work: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", str(long_work), "--out", str(out), "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr and "articles, " in process.stderr.readline()
        assert len(processes_of_session(process.pid)) == 3
        process.kill()
    deadline = time.monotonic() + 20
    while processes_of_session(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of_session(process.pid) == []
