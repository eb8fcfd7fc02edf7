"""The index of a dump, as a source of entities: one SQLite file, read only.

entities   id (the number), kind, renown (how many wikis have a page), item (JSON, see `kg.wikidata.items.Item`)
names      key (see `kg.wikidata.names`), id
positions  id, office (of ours), item: what the entities held
facts      what the index is: of which dump, made when, how many entities
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path

from kg.frames import ActorType
from kg.wikidata.entity import Entity, WikidataError
from kg.wikidata.items import Item, decode_item, entity_of
from kg.wikidata.names import key_of_name

APPLICATION = 0x6D717769
VERSION = 1
SCHEMA = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entities (id INTEGER PRIMARY KEY, kind TEXT, renown INTEGER NOT NULL, item BLOB NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE positions (id INTEGER PRIMARY KEY, office TEXT, item BLOB NOT NULL);
"""
_NAMED = """
SELECT kind, item FROM entities JOIN names ON names.id = entities.id
WHERE names.key = ? ORDER BY renown DESC, entities.id LIMIT ?
"""
_NO_POSITION = (None, Item("Q0"))


class Index:
    """An index for reading, by one thread at a time; raises WikidataError if the file is none."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise WikidataError(f"{path}: there is no such file; make it by mithaq wikidata index DUMP --out {path}")
        self._path = path
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise WikidataError(f"{path}: no index of Wikidata ({error})") from error
        if application != APPLICATION:
            raise WikidataError(f"{path}: no index of Wikidata, or one that is still being made")
        if version != VERSION:
            raise WikidataError(f"{path}: an index of another version ({version}, not {VERSION}); make it anew")
        self._position = lru_cache(maxsize=4096)(self._read_position)

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    @property
    def facts(self) -> dict[str, str]:
        """What the index is: dump, made, entities, names, positions."""
        return dict(self._connection.execute("SELECT name, value FROM facts ORDER BY name"))

    @property
    def version(self) -> str:
        """The dump that it was made of, by name and day."""
        return self.facts["dump"]

    def named(self, name: str, *, limit: int = 50) -> list[Entity]:
        """Who bears the name as label or alias, whatever its spelling: the best known first, equals by id."""
        key = key_of_name(name)
        if not key:
            return []
        return [self._entity(*row) for row in self._connection.execute(_NAMED, (key, limit)).fetchall()]

    def get(self, id: str) -> Entity | None:
        """The entity of an id such as Q796."""
        if not (id[:1] == "Q" and id[1:].isdecimal() and len(id) < 19):
            return None
        row = self._connection.execute("SELECT kind, item FROM entities WHERE id = ?", (int(id[1:]),)).fetchone()
        return self._entity(*row) if row else None

    def _entity(self, kind: ActorType | None, item: bytes) -> Entity:
        found = decode_item(item)
        return entity_of(found, kind, [(held, *self._position(held.position)) for held in found.held])

    def _read_position(self, id: str) -> tuple[str | None, Item]:
        row = self._connection.execute("SELECT office, item FROM positions WHERE id = ?", (int(id[1:]),)).fetchone()
        return (row[0], decode_item(row[1])) if row else _NO_POSITION
