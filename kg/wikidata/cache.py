"""Answers kept on disk for a while, in one SQLite file that any run may use."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from kg.wikidata.entity import WikidataError

DAY = 86_400.0


def default_path() -> Path:
    """Where the system wants caches: https://specifications.freedesktop.org/basedir-spec/latest/."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mithaq" / "wikidata.db"


class Cache:
    """Keys and what was answered; older answers than `keep` seconds are as good as none."""

    def __init__(self, path: Path, keep: float) -> None:
        self._keep = keep
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=30.0, check_same_thread=False)
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, at REAL NOT NULL, answer BLOB NOT NULL)"
            )
            self._connection.execute("DELETE FROM answers WHERE at < ?", (time.time() - keep,))
        except sqlite3.Error as error:
            raise WikidataError(f"{path}: cannot be used as a cache: {error}") from error

    def get(self, key: str) -> bytes | None:
        """What was answered, unless that is too long ago."""
        row = self._connection.execute(
            "SELECT answer FROM answers WHERE key = ? AND at >= ?", (key, time.time() - self._keep)
        )
        found = row.fetchone()
        return found[0] if found else None

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer."""
        self._connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (key, time.time(), answer))

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()
