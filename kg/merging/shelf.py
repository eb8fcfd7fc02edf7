"""Where frames wait to be compared: a database of SQLite, so that millions of them fill no memory.

Frames that do not differ in anything that is compared are one item. A database without a name is a file of its own that
is gone when it is closed (https://www.sqlite.org/inmemorydb.html#temp_db).
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from kg.merging.groups import Item
from kg.merging.keys import keys_of
from kg.merging.likeness import Difference, Traits, tells, traits
from kg.merging.sketch import Sketch
from kg.records import replace

_TABLES = """
CREATE TABLE item (id INTEGER PRIMARY KEY, rank BLOB NOT NULL UNIQUE, body BLOB NOT NULL);
CREATE TABLE frame (node TEXT PRIMARY KEY, article TEXT NOT NULL, item INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (key INTEGER NOT NULL, item INTEGER NOT NULL);
CREATE TABLE likeness (
    first INTEGER NOT NULL, second INTEGER NOT NULL, score REAL NOT NULL, differs TEXT, key INTEGER NOT NULL
);
CREATE TABLE grouped (item INTEGER PRIMARY KEY, first INTEGER NOT NULL, score REAL NOT NULL);
"""
# Each is made when what comes at first is in: that is ten times faster than to let it grow.
_INDEXES = {
    "entry": ("key, item", "item"),
    "frame": ("item", "article"),
    "likeness": ("key", "first", "second"),
    "grouped": ("first",),
}
_SETTINGS = ("cache_size = -65536", "temp_store = FILE", "synchronous = OFF", "journal_mode = OFF")
_REMEMBERED = 1 << 15


class Pair(NamedTuple):
    """Two items that are compared, and how alike they are; `key` is that of the block in which they are."""

    first: int
    second: int
    score: float
    differs: Difference | None
    key: int


class Shelf:
    """Frames, the keys under which they stand, how alike they are and how they are grouped."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        for setting in _SETTINGS:
            self._db.execute(f"PRAGMA {setting}")
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self.body = lru_cache(_REMEMBERED)(self._body)
        self._next = 1

    def close(self) -> None:
        """Give back the space."""
        self.body.cache_clear()
        self._db.close()

    def index(self, table: str) -> None:
        """Make the indexes of a table, unless they are made."""
        for columns in _INDEXES[table]:
            name = f"{table}_{columns.replace(', ', '_')}"
            self._db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({columns})")

    # --- frames -----------------------------------------------------------------------------------------------------

    def put(self, sketch: Sketch, *, alone: bool) -> tuple[int, tuple[int, ...]]:
        """Note a frame; its item comes back, with the item's keys if it is new. `alone` gives it an item of its own."""
        plain = replace(sketch, node="", article="")
        alone = alone or not tells(plain)
        rank = _rank(replace(plain, node=sketch.node) if alone else plain)
        item, keys = self._item(rank, plain)
        self._db.execute("INSERT INTO frame VALUES (?, ?, ?)", (sketch.node, sketch.article, item))
        return item, keys

    def _item(self, rank: bytes, plain: Sketch) -> tuple[int, tuple[int, ...]]:
        there = self._db.execute("SELECT id FROM item WHERE rank = ?", (rank,)).fetchone()
        if there:
            return there[0], ()
        item, keys = self._next, keys_of(plain)
        self._next += 1
        body = pickle.dumps((_fields(plain), keys), protocol=5)
        self._db.execute("INSERT INTO item VALUES (?, ?, ?)", (item, rank, body))
        self._db.executemany("INSERT INTO entry VALUES (?, ?)", ((key, item) for key in keys))
        return item, keys

    def take(self, article: str) -> tuple[list[int], set[int]]:
        """Forget the frames of an article; the items they were come back, and the keys of those that are gone."""
        self.index("frame")
        items = [item for (item,) in self._rows("SELECT DISTINCT item FROM frame WHERE article = ?", article)]
        self._db.execute("DELETE FROM frame WHERE article = ?", (article,))
        keys: set[int] = set()
        for item in items:
            if not self._rows("SELECT 1 FROM frame WHERE item = ? LIMIT 1", item):
                keys.update(self.body(item)[1])
                self._forget(item)
        return items, keys

    def _forget(self, item: int) -> None:
        self.index("entry")
        for table, column in (("entry", "item"), ("grouped", "item"), ("item", "id")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (item,))
        self.body.cache_clear()

    def _body(self, item: int) -> tuple[Traits, frozenset[int]]:
        body = self._rows("SELECT body FROM item WHERE id = ?", item)[0][0]
        fields, keys = pickle.loads(body)
        return traits(Sketch(*fields)), frozenset(keys)

    def holds(self, item: int) -> bool:
        """Whether there are frames of the item."""
        return bool(self._rows("SELECT 1 FROM item WHERE id = ?", item))

    def item_of(self, node: str) -> int | None:
        """The item of a frame, if the frame is there."""
        found = self._rows("SELECT item FROM frame WHERE node = ?", node)
        return found[0][0] if found else None

    def rank_of(self, item: int) -> bytes:
        """What orders items whatever the order in which they came."""
        rank: bytes = self._rows("SELECT rank FROM item WHERE id = ?", item)[0][0]
        return rank

    def item(self, item: int, apart: Iterable[bytes]) -> Item:
        """All that grouping asks of an item."""
        articles = self._rows("SELECT article FROM frame WHERE item = ?", item)
        return Item(self.rank_of(item), self.body(item)[0], frozenset(a for (a,) in articles), frozenset(apart))

    def items(self) -> Iterator[int]:
        """All items."""
        return (item for (item,) in self._db.execute("SELECT id FROM item ORDER BY id"))

    # --- blocks -----------------------------------------------------------------------------------------------------

    def crowded(self, most: int, keys: Iterable[int] | None = None) -> Iterator[int]:
        """The keys (all, or of these) under which more items stand than are compared with each other."""
        self.index("entry")
        if keys is None:
            query = "SELECT key FROM entry GROUP BY key HAVING COUNT(*) > ?"
            return (key for (key,) in self._db.execute(query, (most,)))
        return (key for key in keys if len(self.block(key)) > most)

    def block(self, key: int) -> list[int]:
        """The items under a key."""
        return [item for (item,) in self._rows("SELECT item FROM entry WHERE key = ? ORDER BY item", key)]

    def blocks(self, keys: Iterable[int] | None = None) -> Iterator[tuple[int, list[int]]]:
        """Keys (all, or these) in order, each with the items under it."""
        if keys is not None:
            return ((key, self.block(key)) for key in sorted(keys))
        rows = self._db.execute("SELECT key, item FROM entry ORDER BY key, item")
        return ((key, [item for _, item in entries]) for key, entries in groupby(rows, key=itemgetter(0)))

    # --- likeness ---------------------------------------------------------------------------------------------------

    def note(self, pairs: Iterable[Pair]) -> None:
        """Remember how alike pairs are."""
        self._db.executemany("INSERT INTO likeness VALUES (?, ?, ?, ?, ?)", pairs)

    def unlike(self, keys: Iterable[int]) -> set[int]:
        """Forget how alike the items of some blocks are; the items come back."""
        self.index("likeness")
        items: set[int] = set()
        for key in keys:
            items.update(*self._rows("SELECT first, second FROM likeness WHERE key = ?", key))
            self._db.execute("DELETE FROM likeness WHERE key = ?", (key,))
        return items

    def alike(self, item: int) -> list[Pair]:
        """What is noted of an item."""
        query = "SELECT * FROM likeness WHERE first = ?1 UNION ALL SELECT * FROM likeness WHERE second = ?1"
        return [Pair(*row) for row in self._rows(query, item)]

    # --- groups -----------------------------------------------------------------------------------------------------

    def group(self, items: Sequence[int], score: float) -> None:
        """Note that items are one."""
        rows = ((item, items[0], score) for item in items)
        self._db.executemany("INSERT OR REPLACE INTO grouped VALUES (?, ?, ?)", rows)

    def groups(self) -> Iterator[tuple[float, list[str]]]:
        """The frames of every group of two or more, sorted, with its score."""
        query = "SELECT first, score, node FROM grouped JOIN frame USING (item) ORDER BY first, node"
        for _, rows in groupby(self._db.execute(query), key=itemgetter(0)):
            members = list(rows)
            if len(members) > 1:
                yield members[0][1], [node for _, _, node in members]

    def rivals(self) -> Iterator[tuple[str, str, Difference]]:
        """The first frames of two groups in which items differ, and in what.

        Groups of which one article has both are two things: it does not contradict itself, it tells them apart.
        """
        self.index("grouped")
        query = "SELECT DISTINCT a.first, b.first, differs FROM likeness JOIN grouped a ON a.item = likeness.first "
        query += "JOIN grouped b ON b.item = likeness.second WHERE differs IS NOT NULL AND a.first != b.first"
        for first, second, differs in self._db.execute(query):
            node, articles = self._group(first)
            other, others = self._group(second)
            if articles.isdisjoint(others):
                yield node, other, differs

    def _group(self, group: int) -> tuple[str, set[str]]:
        """The first frame of a group, and the articles of all."""
        rows = self._rows("SELECT node, article FROM grouped JOIN frame USING (item) WHERE first = ?", group)
        return min(node for node, _ in rows), {article for _, article in rows}

    def _rows(self, query: str, *values: Any) -> list[Any]:
        return self._db.execute(query, values).fetchall()


def _fields(sketch: Sketch) -> tuple[Any, ...]:
    return tuple(getattr(sketch, name) for name in Sketch.__match_args__)


def _rank(sketch: Sketch) -> bytes:
    return hashlib.blake2b(repr(_fields(sketch)).encode(), digest_size=16).digest()
