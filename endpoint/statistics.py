"""What a version of the graph holds, in numbers: counted once per version, when somebody first asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from endpoint.engines import AnyEngine
from endpoint.lookups import Ask, Row, look_up

# How long numbers are given again that were counted elsewhere.
ELSEWHERE_SECONDS = 300
FOLDER = Path(__file__).with_name("description") / "statistics"


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of one version.

    `totals` are named as VoID's properties are: triples, entities, distinctSubjects and so on. `classes` counts
    entities by class, `properties` triples by property, `graphs` triples by named graph (the first thousand graphs);
    all keys are IRIs. `links` is the number of owl:sameAs triples to Wikidata, `examples` one IRI of each main class.
    """

    totals: Mapping[str, int] = field(default_factory=dict)
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)
    graphs: Mapping[str, int] = field(default_factory=dict)
    links: int | None = None
    examples: tuple[str, ...] = ()


class Counter:
    """Counts the current version of an engine; keeps the last result. Thread-safe."""

    def __init__(self, engine: AnyEngine, seconds: float) -> None:
        self._engine = engine
        self._seconds = seconds
        self._counting = threading.Lock()
        self._last: tuple[str, Statistics] | None = None

    def statistics(self, ask: Ask) -> Statistics:
        """Of the current version, by asking the engine if need be; raises PoolError when it cannot be counted now."""
        with self._counting:
            name = self._state()
            if self._last is None or self._last[0] != name:
                self._last = name, _count(lambda query: look_up(ask, query, self._seconds))
            return self._last[1]

    def _state(self) -> str:
        """What the numbers hold for: a version; elsewhere, where nobody says when it changes, some minutes."""
        version = self._engine.version
        return version.path.name if version else f"{time.monotonic() // ELSEWHERE_SECONDS}"


def _count(ask: Callable[[str], list[Row]]) -> Statistics:
    found = {name: ask(query) for name, query in _queries().items()}
    return Statistics(
        totals={key: int(value) for name in ("totals", "entities") for key, value in found[name][0].items()},
        classes=_counts(found["classes"]),
        properties=_counts(found["properties"]),
        graphs=_counts(found["graphs"]),
        links=int(found["links"][0]["triples"]),
        examples=tuple(row["name"] for row in found["examples"] if row),
    )


def _counts(rows: list[Row]) -> dict[str, int]:
    return {row["name"]: int(row["count"]) for row in rows if "name" in row}


@cache
def _queries() -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.rq"))}
