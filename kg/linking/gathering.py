"""Scenes of articles as they come -> the same by actor, in memory that does not grow with their number.

They are kept in a file of SQLite (https://www.sqlite.org) that has no name, so that nothing of it stays behind.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from pathlib import Path
from tempfile import mkdtemp

from kg.linking.sighting import Scene, Sighting

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE scene (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE sighting (actor TEXT NOT NULL, bare INTEGER NOT NULL, article TEXT NOT NULL, scene INTEGER, body BLOB);
"""
# Of very many articles that show an actor so many are looked at, those first that print an office with the name.
MOST = 64
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Gathered:
    """An actor, how many articles show it, and the first of them, those that print an office before the others."""

    actor: str
    articles: int
    seen: tuple[tuple[Scene, Sighting], ...]


class Gathering:
    """Takes in scenes, then gives them out by actor. `wanted` tells the actors to keep."""

    def __init__(self, folder: Path | None = None, wanted: Callable[[Sighting], bool] = lambda sighting: True) -> None:
        self._wanted = wanted
        self._database = _unnamed(folder) if folder else sqlite3.connect(":memory:")
        self._database.executescript(_TABLES)
        self._scene = lru_cache(_REMEMBERED)(self._read)

    def add(self, scene: Scene) -> None:
        """Take in an article."""
        kept = [sighting for sighting in (*scene.named, *scene.beside) if self._wanted(sighting)]
        if not kept:
            return
        body = pickle.dumps(scene)
        place = self._database.execute("INSERT INTO scene (body) VALUES (?)", (body,)).lastrowid
        self._database.executemany(
            "INSERT INTO sighting VALUES (?, ?, ?, ?, ?)",
            [(one.actor, not one.role, scene.article, place, pickle.dumps(one)) for one in kept],
        )

    def actors(self) -> Iterator[Gathered]:
        """All actors in order of key."""
        self._database.execute("CREATE INDEX IF NOT EXISTS by_actor ON sighting (actor, bare, article)")
        rows = self._database.execute("SELECT actor, scene, body FROM sighting ORDER BY actor, bare, article")
        for actor, shown in groupby(rows, key=lambda row: str(row[0])):
            seen = tuple((self._scene(scene), pickle.loads(body)) for _, scene, body in islice(shown, MOST))
            yield Gathered(actor, len(seen) + sum(1 for _ in shown), seen)

    def _read(self, place: int) -> Scene:
        (body,) = self._database.execute("SELECT body FROM scene WHERE id = ?", (place,)).fetchone()
        scene: Scene = pickle.loads(body)
        return scene

    def close(self) -> None:
        """Give the file up."""
        self._database.close()


def _unnamed(folder: Path) -> sqlite3.Connection:
    """A database in a file of the folder whose name is taken from it at once."""
    place = Path(mkdtemp(dir=folder, prefix=".linking-"))
    database = sqlite3.connect(place / "scenes.db")
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("CREATE TABLE opened (it)")
        database.commit()
    finally:
        (place / "scenes.db").unlink(missing_ok=True)
        place.rmdir()
    return database
