"""A few seconds of what bench/chaos.py and bench/soak.py do for long."""

from __future__ import annotations

from pathlib import Path

import chaos
import pytest
import soak
from generate import generate

from endpoint.peer import can_watch


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tormented")
    generate(folder, 2000)
    return folder


@pytest.mark.skipif(not can_watch(), reason="processes are watched through Linux handles")
def test_a_service_recovers_from_whichever_process_is_killed(store: Path) -> None:
    found = chaos.run(store, times=12, every=0.1, clients=3, seed=3)
    assert (found.wrong, dict(found.strange), found.lost, found.left, found.fallen) == ([], {}, [], [], False)
    assert found.statuses["200"] > 10 and found.written


def test_good_clients_are_served_among_bad_ones(store: Path) -> None:
    soaked = soak.soak(store, seconds=4, clients=10, query_seconds=1)
    assert (soaked.wrong, dict(soaked.unexplained), soaked.left) == (0, {}, 0)
    assert soaked.statuses["point"]["200"] > 5
