"""The names of actors -> tables in the text index of a version; a name in any spelling or script -> names to compare.

SQLite's FTS5 finds names that have words, or consonants of words, in common with what is asked; the rarest words come
first (https://www.sqlite.org/fts5.html). How alike the names are is for others to say.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.indexed import FILE, SAME, kinds_of
from kg.name_words import name_words, sounds_of
from kg.namespaces import expand

_SCHEMA = (
    """CREATE TABLE actors (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kinds TEXT NOT NULL, label TEXT NOT NULL,
                             english TEXT NOT NULL, mentions INTEGER NOT NULL)""",
    "CREATE TABLE names (id INTEGER PRIMARY KEY, actor INTEGER NOT NULL, words TEXT NOT NULL, main INTEGER NOT NULL)",
    "CREATE TABLE items (item TEXT NOT NULL, actor INTEGER NOT NULL)",
    "CREATE INDEX names_of ON names(actor)",
    "CREATE INDEX item_of ON items(item)",
    "CREATE INDEX items_of ON items(actor)",
    """CREATE VIRTUAL TABLE name_keys USING fts5(word, sound, content='', prefix='2 3',
                                                 tokenize="unicode61 remove_diacritics 0")""",
    "CREATE VIRTUAL TABLE name_counts USING fts5vocab(name_keys, 'col')",
)
_ACTOR = "SELECT iri, kinds, label, english, mentions FROM actors"
_FIND = """
SELECT actor, words, main FROM name_keys JOIN names ON names.id = name_keys.rowid
WHERE name_keys MATCH ? ORDER BY bm25(name_keys, 3.0, 1.0), actor LIMIT ?
"""
_BEGIN = """
SELECT iri, kinds, label, english, mentions FROM names JOIN actors ON actors.id = names.actor
WHERE names.id IN (SELECT rowid FROM name_keys WHERE name_keys MATCH :match) GROUP BY actors.id
ORDER BY max(main AND substr(words, 1, length(:begun)) = :begun) DESC, mentions DESC, label, iri
LIMIT :limit OFFSET :skip
"""
# Words that together stand in more names than this are not all looked up: the rarest are.
_MOST_NAMES = 3000
# An actor has as few consonants as this in common with many others.
_FEWEST_SOUNDS = 2
# In how many names the terms of a word stand, and the terms, each with its column.
Terms = tuple[int, list[tuple[str, str]]]
LABEL, ALIAS, MENTIONS = (ox.NamedNode(expand(name)) for name in ("rdfs:label", "skos:altLabel", "mq:mentions"))
_ACTOR_CLASS, _TYPE = ox.NamedNode(expand("mq:Actor")), ox.NamedNode(expand("rdf:type"))
_SAME = ox.NamedNode(expand(SAME))
_UNION = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Named:
    """An actor: its IRI, classes (as mq:Person, the most telling first), names in Arabic and English ("" if there is
    none), and how many articles name it.
    """

    iri: str
    kinds: tuple[str, ...]
    label: str
    english: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor, as words; `main` if it is a label, not another name."""

    actor: int
    words: tuple[str, ...]
    main: bool


class NameIndex:
    """The names of one version, for reading. Threads may share it; raises ValueError where a version has no names."""

    def __init__(self, path: Path) -> None:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._connection.execute("PRAGMA temp_store=MEMORY")
            (self._count,) = self._connection.execute("SELECT count(*) FROM names").fetchone()
        except sqlite3.OperationalError as error:
            raise ValueError("this version of the graph has no index of names: build it again") from error

    @classmethod
    def beside(cls, version: Path) -> NameIndex:
        """The index of the version in a folder."""
        return cls(version / FILE)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def weight(self, word: str) -> float:
        """How much a word tells, by how few names have it."""
        return math.log(2 + self._count / (1 + self._names_with("word", word)))

    def find(self, names: Sequence[Sequence[str]], limit: int) -> list[Name]:
        """The names that have all words of one of some names, and those that have most in common with them; rare words
        count most.
        """
        terms = {word: self._terms(word) for words in names for word in words}
        whole = [
            " AND ".join(f"({_any_of(terms[word][1])})" for word in words) for words in names if _is_known(words, terms)
        ]
        asked = [*whole, _any_of(_affordable(terms.values()))]
        rows = {row: None for match in asked if match for row in self._connection.execute(_FIND, (match, limit))}
        return [Name(actor, tuple(text.split()), bool(main)) for actor, text, main in rows]

    def begin(self, words: Sequence[str], limit: int, skip: int) -> list[Named]:
        """The actors one of whose names has all words, the last of them perhaps only begun: labels that begin so
        first, then the best known."""
        if not words:
            rows = self._connection.execute(
                f"{_ACTOR} ORDER BY mentions DESC, label, iri LIMIT ? OFFSET ?", (limit, skip)
            )
        else:
            match = " AND ".join(f'word : "{word}"' for word in words) + " *"
            asked = {"match": match, "begun": " ".join(words), "limit": limit, "skip": skip}
            rows = self._connection.execute(_BEGIN, asked)
        return [_named(row) for row in rows]

    def actors(self, numbers: Collection[int]) -> dict[int, Named]:
        """The actors of some names."""
        marks = ",".join("?" * len(numbers))
        rows = self._connection.execute(
            f"SELECT id, iri, kinds, label, english, mentions FROM actors WHERE id IN ({marks})", tuple(numbers)
        )
        return {number: _named(row) for number, *row in rows}

    def known_as(self, iri: str) -> list[Named]:
        """The actor of an IRI, or those said to be the same as what has it."""
        rows = self._connection.execute(
            f"{_ACTOR} WHERE iri = ? OR id IN (SELECT actor FROM items WHERE item = ?) ORDER BY iri", (iri, iri)
        )
        return [_named(row) for row in rows]

    def _terms(self, word: str) -> Terms:
        """The terms of a word that names have, and in how many names they stand together."""
        sounds = [("sound", sound) for sound in sorted(sounds_of(word)) if len(sound) >= _FEWEST_SOUNDS]
        counts = {term: self._names_with(*term) for term in (("word", word), *sounds)}
        return sum(counts.values()), [term for term, count in counts.items() if count]

    def _names_with(self, column: str, term: str) -> int:
        row = self._connection.execute(
            "SELECT doc FROM name_counts WHERE term = ? AND col = ?", (term, column)
        ).fetchone()
        return int(row[0]) if row else 0


def _any_of(terms: Iterable[tuple[str, str]]) -> str:
    """Some terms in FTS5's language: any of them will do. What is quoted is a word, or letters of the table."""
    return " OR ".join(f'{column} : ("{term}")' for column, term in terms)


def _is_known(words: Sequence[str], terms: Mapping[str, Terms]) -> bool:
    """Whether every word of a name of several is in some name."""
    return len(words) > 1 and all(terms[word][1] for word in words)


def _affordable(terms: Iterable[Terms]) -> Iterator[tuple[str, str]]:
    """The terms of the rarest words that together are not in too many names; those of one word at least."""
    total = 0
    for count, found in sorted(terms):
        if found and (not total or total + count <= _MOST_NAMES):
            yield from found
            total += count


def fill(connection: sqlite3.Connection, store: ox.Store) -> None:
    """Make the tables in an open index and enter the actors of a store's default graph."""
    for statement in _SCHEMA:
        connection.execute(statement)
    actors = {quad.subject for quad in store.quads_for_pattern(None, _TYPE, _ACTOR_CLASS, _UNION)}
    for actor in sorted((actor for actor in actors if isinstance(actor, ox.NamedNode)), key=str):
        _enter(connection, store, actor)
    connection.execute("INSERT INTO name_keys(name_keys) VALUES ('optimize')")


def follow(connection: sqlite3.Connection, store: ox.Store, iris: Iterable[str]) -> None:
    """Enter some resources anew, whose names or classes have changed."""
    for iri in iris:
        row = connection.execute("SELECT id FROM actors WHERE iri = ?", (iri,)).fetchone()
        if row:
            _remove(connection, row[0])
        actor = ox.NamedNode(iri)
        if ox.Quad(actor, _TYPE, _ACTOR_CLASS, _UNION) in store:
            _enter(connection, store, actor)


def _enter(connection: sqlite3.Connection, store: ox.Store, actor: ox.NamedNode) -> None:
    labels, others = _texts(store, actor, LABEL), _texts(store, actor, ALIAS)
    label = min((text.value for text in labels if text.language == "ar"), default="")
    english = min((text.value for text in labels if text.language == "en"), default="")
    mentions = sum(1 for _ in store.quads_for_pattern(None, MENTIONS, actor, _UNION))
    fields = (actor.value, kinds_of(store, actor), label or english or _last_step(actor.value), english, mentions)
    cursor = connection.execute(
        "INSERT INTO actors (iri, kinds, label, english, mentions) VALUES (?, ?, ?, ?, ?)", fields
    )
    number = cursor.lastrowid
    names = dict.fromkeys((name_words(text.value) for text in others), 0)
    names |= dict.fromkeys((name_words(text.value) for text in labels), 1)
    for words, main in sorted(names.items()):
        if words:
            entered = connection.execute(
                "INSERT INTO names (actor, words, main) VALUES (?, ?, ?)", (number, " ".join(words), main)
            )
            connection.execute(
                "INSERT INTO name_keys(rowid, word, sound) VALUES (?, ?, ?)", (entered.lastrowid, *_keys(words))
            )
    for quad in store.quads_for_pattern(actor, _SAME, None, _UNION):
        if isinstance(quad.object, ox.NamedNode):
            connection.execute("INSERT INTO items VALUES (?, ?)", (quad.object.value, number))


def _remove(connection: sqlite3.Connection, number: int) -> None:
    for name, words in connection.execute("SELECT id, words FROM names WHERE actor = ?", (number,)).fetchall():
        keys = _keys(tuple(words.split()))
        connection.execute(
            "INSERT INTO name_keys(name_keys, rowid, word, sound) VALUES ('delete', ?, ?, ?)", (name, *keys)
        )
    connection.execute("DELETE FROM names WHERE actor = ?", (number,))
    connection.execute("DELETE FROM items WHERE actor = ?", (number,))
    connection.execute("DELETE FROM actors WHERE id = ?", (number,))


def _keys(words: Sequence[str]) -> tuple[str, str]:
    """What FTS5 is given of a name: its words, and the consonants of each."""
    return " ".join(words), " ".join(sound for word in words for sound in sorted(sounds_of(word)))


def _texts(store: ox.Store, actor: ox.NamedNode, property: ox.NamedNode) -> list[ox.Literal]:
    quads = store.quads_for_pattern(actor, property, None, _UNION)
    return [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]


def _last_step(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _named(row: Sequence[Any]) -> Named:
    iri, kinds, label, english, mentions = row
    return Named(iri, tuple(kinds.split()), label, english, mentions)
