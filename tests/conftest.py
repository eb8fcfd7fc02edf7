"""What tests of several modules share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import Config
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
def site(seeds_store: Path) -> Iterator[FlaskClient]:
    """A client of the site over the graph of the seed articles; it only reads."""
    app = create_app(Config(seeds_store, workers=2, texts=SEEDS))
    yield app.test_client()
    app.extensions["mithaq"].close()


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
