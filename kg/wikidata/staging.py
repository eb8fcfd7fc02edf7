"""What a dump has told so far, in a file beside the index to be: the reading of a dump can go on from there.

Rows and the place they were read up to are written in one transaction, so that whatever stops the program, the two
agree.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from kg.wikidata.dumpfile import Dump, Place
from kg.wikidata.entity import WikidataError
from kg.wikidata.parsing import Parsed

_APPLICATION = 0x6D717764
_SCHEMA = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = 1;
CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), mark TEXT NOT NULL, state TEXT NOT NULL);
CREATE TABLE items (id INTEGER NOT NULL, classes TEXT NOT NULL, item BLOB NOT NULL);
CREATE TABLE edges (child INTEGER NOT NULL, parent INTEGER NOT NULL);
"""


class State(msgspec.Struct, frozen=True):
    """How far the reading has come: the place, whether it is the end, and what was counted up to there.

    `closed` is whether the bracket that closes a dump has been seen.
    """

    place: Place = Place()
    done: bool = False
    closed: bool = False
    entities: int = 0
    rows: int = 0
    bad: int = 0


class Staging:
    """The file of what has been read; use it as a context manager."""

    def __init__(self, path: Path, dump: Dump) -> None:
        self.path = path
        self._mark = dump.mark
        with ExitStack() as opened:
            # Closed after the connection: that would lose SQLite's own locks on the file otherwise.
            opened.enter_context(_locked(path))
            self.connection = opened.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
            self.state = self._begun(dump)
            self._opened = opened.pop_all()

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def remove(self) -> None:
        """Remove the file, which is of no use any more."""
        self.path.unlink()
        self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)

    def _begun(self, dump: Dump) -> State:
        """How far an earlier run came; the file is made ready if there was none."""
        self.connection.executescript(
            "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768;"
        )
        if not self.path.stat().st_size:
            self.connection.executescript(f"BEGIN; {_SCHEMA} COMMIT")
        found = self.connection.execute("SELECT mark, state FROM state").fetchone()
        if found is None:
            self.add([], State())
            return self.state
        if found[0] != dump.mark:
            raise WikidataError(
                f"{self.path}: begun with another dump than {dump.path}; go on with that, or begin anew by --restart"
            )
        return msgspec.json.decode(found[1], type=State)

    def add(self, parsed: Sequence[Parsed], state: State) -> None:
        """Write what some blocks hold, and how far that is."""
        with transaction(self.connection):
            for one in parsed:
                self.connection.executemany("INSERT INTO items VALUES (?, ?, ?)", one.rows)
                self.connection.executemany("INSERT INTO edges VALUES (?, ?)", one.edges)
            told = (self._mark, msgspec.json.encode(state).decode())
            self.connection.execute("INSERT OR REPLACE INTO state VALUES (1, ?, ?)", told)
        self.state = state


def _locked(path: Path) -> BinaryIO:
    """The file, made if there is none, held by this process alone."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise WikidataError(f"{path}: another run is at work on it") from None
    return file


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
