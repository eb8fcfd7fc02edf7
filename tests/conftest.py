"""What tests of several modules share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import build

SEEDS = Path(__file__).parent.parent / "seeds"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the seed articles, built once; tests only read it."""
    out = tmp_path_factory.mktemp("seeds") / "store"
    build([SEEDS], out)
    return out


@pytest.fixture(scope="session")
def mithaq(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the program in a process of its own and in some other folder, as a user does."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, check=False, timeout=120, cwd=elsewhere
        )

    return run
