"""The texts of a version -> a full-text index beside it; a reader's words -> the resources whose texts hold them.

SQLite's FTS5 ranks by BM25 (https://www.sqlite.org/fts5.html#the_bm25_function). What it indexes is the keys of
`kg.search_words`; the texts themselves stand beside them untouched.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox

from kg import name_index
from kg.indexed import EDITION, FILE, WEIGHTS, kinds_of
from kg.namespaces import expand
from kg.search_words import Term, key_of, terms_of, written

_SCHEMA = """
CREATE TABLE texts (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kinds TEXT NOT NULL, property TEXT NOT NULL,
                    weight REAL NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE keys USING fts5(key, content='', tokenize="unicode61 remove_diacritics 0");
"""
_SEARCH = """
SELECT iri, kinds, property, language, text, -bm25(keys) * weight *
  CASE WHEN weight > 1 AND length(text) <= :longest THEN named(property, text, :question) ELSE 1 END AS score
FROM keys JOIN texts ON texts.id = keys.rowid
WHERE keys MATCH :match AND (:kind = '' OR instr(' ' || kinds || ' ', ' ' || :kind || ' '))
ORDER BY score DESC, iri, property, text
LIMIT :limit
"""
# What bears the very name that is asked for comes before all that has it among other words; BM25 tells two texts with
# the same words apart by much less.
_NAMED = {"rdfs:label": 10, "skos:altLabel": 9}
# No spelling of a name is longer than so many times another.
_LONGER = 3
# Of one resource, several texts may be found: so many texts are read for each resource wanted.
_TEXTS_EACH = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A resource and the text that answers best, the higher its score the better.

    `kinds` are the resource's classes, the most telling first, and `property` that of the text: as prefixed names.
    """

    iri: str
    kinds: tuple[str, ...]
    property: str
    language: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class _Text:
    iri: str
    kinds: str
    property: str
    language: str
    text: str


def write_index(store: ox.Store, path: Path) -> int:
    """Index the texts of a store's default graph in a new file; how many there are. Equal stores give equal indexes."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # The file is made in one go and synced with the version it belongs to.
        connection.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA user_version={EDITION}; {_SCHEMA}"
        )
        connection.execute("BEGIN")
        count = _fill(connection, _texts(store))
        connection.execute("INSERT INTO keys(keys) VALUES ('optimize')")
        name_index.fill(connection, store)
        connection.execute("COMMIT")
    finally:
        connection.close()
    return count


def follow_index(store: ox.Store, older: Path, newer: Path, iris: Iterable[str]) -> None:
    """Copy an index to a new file and read the texts of some resources anew, whose texts or classes have changed."""
    shutil.copyfile(older, newer)
    connection = sqlite3.connect(newer, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        connection.execute("CREATE TEMP TABLE changed AS SELECT value AS iri FROM json_each(?)", (json.dumps([*iris]),))
        for number, text in connection.execute("SELECT id, text FROM texts WHERE iri IN changed").fetchall():
            connection.execute("INSERT INTO keys(keys, rowid, key) VALUES ('delete', ?, ?)", (number, key_of(text)))
            connection.execute("DELETE FROM texts WHERE id = ?", (number,))
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM texts").fetchone()
        named = [iri for (iri,) in connection.execute("SELECT iri FROM changed ORDER BY iri")]
        _fill(connection, (text for iri in named for text in _texts_of(store, iri)), last + 1)
        name_index.follow(connection, store, named)
        connection.execute("COMMIT")
    finally:
        connection.close()


class Index:
    """The index of one version, for reading; without its file it answers nothing but why."""

    def __init__(self, path: Path) -> None:
        self._connection: sqlite3.Connection | None = None
        if path.is_file():
            address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._connection.execute("PRAGMA temp_store=MEMORY")
            self._connection.create_function("named", 3, _named, deterministic=True)

    @classmethod
    def beside(cls, database: str) -> Index:
        """The index that stands beside the engine's files of the same version."""
        return cls(Path(database).with_name(FILE))

    def search(self, question: str, limit: int, kind: str = "") -> list[Hit]:
        """The resources that have all that is asked for in one text, best first; `kind` is a class, as mq:Statement.

        Raises ValueError where this version has no index.
        """
        if self._connection is None:
            raise ValueError("this version of the graph has no text index: build it again")
        terms = terms_of(question)
        if not terms or limit <= 0:
            return []
        asked = {"match": _match(terms), "kind": kind, "limit": limit * _TEXTS_EACH}
        asked |= {"question": key_of(question), "longest": len(question) * _LONGER}
        best: dict[str, Hit] = {}
        for iri, kinds, *others in self._connection.execute(_SEARCH, asked):
            best.setdefault(iri, Hit(iri, tuple(kinds.split()), *others))
        return list(best.values())[:limit]


def _named(property: str, text: str, key: str) -> int:
    """How much more a text counts if it is a name that is spelt like the question."""
    return _NAMED[property] if property in _NAMED and key_of(text) == key else 1


def _match(terms: Sequence[Term]) -> str:
    """The terms in FTS5's language; keys are words, so nothing in them is syntax, and the quotes make sure."""
    return " AND ".join(f"({_alternatives(term)})" for term in terms)


def _alternatives(term: Term) -> str:
    first, *others = term.keys
    star = "*" if term.begun else ""
    # What is written on to a word in front can only be told at the first of several in a row.
    return " OR ".join(f'"{" ".join([form, *others])}"{star}' for form in sorted(written(first)))


def _fill(connection: sqlite3.Connection, texts: Iterable[_Text], first: int = 1) -> int:
    count = first - 1
    for count, entry in enumerate(texts, start=first):
        fields = (entry.iri, entry.kinds, entry.property, WEIGHTS[entry.property], entry.language, entry.text)
        connection.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", (count, *fields))
        connection.execute("INSERT INTO keys(rowid, key) VALUES (?, ?)", (count, key_of(entry.text)))
    return count


def _texts(store: ox.Store) -> Iterator[_Text]:
    found = sorted(_literals(store), key=attrgetter("iri", "property", "language", "text"))
    for iri, texts in groupby(found, key=attrgetter("iri")):
        kinds = kinds_of(store, ox.NamedNode(iri))
        yield from (_Text(iri, kinds, entry.property, entry.language, entry.text) for entry in texts)


def _texts_of(store: ox.Store, iri: str) -> Iterator[_Text]:
    subject = ox.NamedNode(iri)
    kinds = kinds_of(store, subject)
    for entry in sorted(_literals(store, subject), key=attrgetter("property", "language", "text")):
        yield _Text(iri, kinds, entry.property, entry.language, entry.text)


def _literals(store: ox.Store, subject: ox.NamedNode | None = None) -> Iterator[_Text]:
    for name in WEIGHTS:
        for quad in store.quads_for_pattern(subject, ox.NamedNode(expand(name)), None, ox.DefaultGraph()):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield _Text(quad.subject.value, "", name, quad.object.language or "", quad.object.value)
