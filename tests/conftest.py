"""What tests of several modules share."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from backends import Scripted, scripted
from flask import Flask
from flask.testing import FlaskClient
from published_store import publish_trig

from endpoint.app import create_app
from endpoint.config import Config
from kg.build import build

SEEDS = Path(__file__).parent.parent / "seeds"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_configure() -> None:
    """Commands started by the tests can be interrupted even where the tests run behind a shell that ignores Ctrl-C."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings of the service under test, over the small graph; a module may have its own."""
    store = tmp_path_factory.mktemp("served")
    publish_trig(store)
    return Config(store, workers=1)


@pytest.fixture(scope="module")
def app(config: Config) -> Iterator[Flask]:
    """The service under test."""
    app = create_app(config)
    yield app
    app.extensions["mithaq"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the service under test."""
    return app.test_client()


@pytest.fixture
def backend() -> Iterator[Scripted]:
    """An engine elsewhere that says what the test wants."""
    with scripted() as server:
        yield server
