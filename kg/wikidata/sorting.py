"""What was staged -> the index: agents are told from all else by their classes, and entities and names put in order.

Everything that grows with the dump is sorted by SQLite, which does so in files beside the index when it is much.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from kg.wikidata.classes import Ladder, Parents, agent_classes, office_classes
from kg.wikidata.index import SCHEMA
from kg.wikidata.items import Item, decode_item
from kg.wikidata.names import key_of_name
from kg.wikidata.staging import Staging, transaction

_BATCH = 4096
# An agent of none of our types is told from what is no agent.
_NO_TYPE = ""
_AGENTS = "SELECT id, kind(classes), item FROM staged.items WHERE kind(classes) IS NOT NULL ORDER BY id, rowid"
_POSITIONS = "SELECT id, classes, item FROM staged.items WHERE id IN used ORDER BY id, rowid"
_PARENTS = """
SELECT child, parent FROM staged.edges WHERE child IN (SELECT value FROM json_each(?)) ORDER BY child, parent
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What an index holds."""

    entities: int
    names: int
    positions: int


def sort_out(staging: Staging, out: Path, facts: Mapping[str, str]) -> Counts:
    """Write the index of what was staged to a file; what the file held before is gone."""
    out.unlink(missing_ok=True)
    # The way up from a class to those above it, for the ladders and for as long as the staging stands.
    staging.connection.execute("CREATE INDEX IF NOT EXISTS upwards ON edges (child, parent)")
    connection = sqlite3.connect(out, isolation_level=None)
    try:
        connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; {SCHEMA}")
        # What is sorted takes as much room as the index: more than a system's folder for such files may have.
        folder = str(out.absolute().parent).replace("'", "''")
        connection.execute(f"PRAGMA temp_store_directory = '{folder}'")
        connection.execute("ATTACH ? AS staged", (str(staging.path),))
        with transaction(connection):
            return _fill(connection, facts)
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, facts: Mapping[str, str]) -> Counts:
    agents = Ladder(agent_classes(), _climb(connection))
    offices = Ladder(office_classes(), _climb(connection))

    def kind(classes: str) -> str | None:
        row = agents.nearest(classes.split())
        return None if row is None or row.apart else row.type or _NO_TYPE

    connection.create_function("kind", 1, kind, deterministic=True)
    connection.execute("CREATE TEMP TABLE naming (key TEXT NOT NULL, id INTEGER NOT NULL)")
    connection.execute("CREATE TEMP TABLE used (id INTEGER PRIMARY KEY)")
    for rows in _batches(connection.execute(_AGENTS)):
        _add_entities(connection, rows)
    connection.execute("INSERT INTO names SELECT DISTINCT key, id FROM naming ORDER BY key, id")
    for id, classes, item in connection.execute(_POSITIONS):
        office = offices.nearest((f"Q{id}", *classes.split()))
        connection.execute("INSERT OR REPLACE INTO positions VALUES (?, ?, ?)", (id, office and office.office, item))
    counts = Counts(*(_count(connection, table) for table in ("entities", "names", "positions")))
    told = {**facts, **{name: str(value) for name, value in asdict(counts).items()}}
    connection.executemany("INSERT INTO facts VALUES (?, ?)", sorted(told.items()))
    return counts


def _add_entities(connection: sqlite3.Connection, rows: Sequence[tuple[int, str, bytes]]) -> None:
    items = [(number, kind or None, decode_item(item), item) for number, kind, item in rows]
    connection.executemany(
        "INSERT OR REPLACE INTO entities VALUES (?, ?, ?, ?)",
        ((number, kind, item.sitelinks, raw) for number, kind, item, raw in items),
    )
    connection.executemany(
        "INSERT INTO naming VALUES (?, ?)", ((key, number) for number, _, item, _ in items for key in _keys(item))
    )
    held = {(int(one.position[1:]),) for _, _, item, _ in items for one in item.held}
    connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", held)


def _keys(item: Item) -> set[str]:
    names = {name for name in item.labels if name}.union(*item.aliases)
    return {key for key in map(key_of_name, names) if key}


def _climb(connection: sqlite3.Connection) -> Parents:
    """The classes right above some, as the dump tells."""

    def parents(classes: Iterable[str]) -> dict[str, list[str]]:
        asked = json.dumps([int(one[1:]) for one in classes])
        above: dict[str, list[str]] = {}
        for child, parent in connection.execute(_PARENTS, (asked,)):
            above.setdefault(f"Q{child}", []).append(f"Q{parent}")
        return above

    return parents


def _batches(rows: Iterator[tuple[int, str, bytes]]) -> Iterator[list[tuple[int, str, bytes]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _count(connection: sqlite3.Connection, table: str) -> int:
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)
