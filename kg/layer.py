"""The curated graphs of a version: what people wrote, apart from what was extracted, one file for each graph.

store-<hash>/curated/<hash>.nq     a graph as sorted N-Quads
store-<hash>/curated/index.json    which graph each file holds

Files never change once written: the next version links to those that stay and writes those that differ.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

FOLDER, INDEX = "curated", "index.json"
# The default graph has no name.
DEFAULT = ""
_NAME_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """One curated graph: its file, the SHA-256 of that, how many quads are in it.

    `extracted` graphs also hold what a later build found in articles; such a graph can no longer be written to.
    """

    file: str
    content: str
    quads: int
    extracted: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """The curated graphs of one version, by name; the default graph goes by the empty name."""

    folder: Path
    entries: Mapping[str, Entry]

    @property
    def files(self) -> list[Path]:
        """The documents, in the order of their graphs' names."""
        return [self.folder / self.entries[name].file for name in sorted(self.entries)]

    @property
    def fingerprint(self) -> bytes:
        """Equal layers have equal ones."""
        return json.dumps([(name, self.entries[name].content) for name in sorted(self.entries)]).encode()

    def lines(self, name: str) -> set[bytes]:
        """The N-Quads of a graph; none if there is no such graph."""
        entry = self.entries.get(name)
        return set((self.folder / entry.file).read_bytes().splitlines(keepends=True)) if entry else set()


@dataclass(frozen=True, slots=True)
class Changes:
    """What distinguishes two layers, as lines of N-Quads; `any` also tells of empty graphs that came or went."""

    any: bool
    added: set[bytes]
    removed: set[bytes]


def read_layer(version: Path) -> Layer:
    """The layer of a version's folder. Raises OSError or ValueError where it is damaged."""
    folder = version / FOLDER
    try:
        index = json.loads((folder / INDEX).read_bytes())
    except FileNotFoundError:
        return Layer(folder, {})
    return Layer(folder, {name: Entry(**entry) for name, entry in index.items()})


def node(name: str) -> NamedNode | DefaultGraph:
    """A graph's name as a term."""
    return NamedNode(name) if name else DefaultGraph()


def quads_of(lines: Iterable[bytes]) -> Iterator[Quad]:
    """The quads of N-Quads; blank nodes keep their labels, so that they are the same in all files."""
    for quad in parse(b"".join(lines), format=RdfFormat.N_QUADS):
        assert isinstance(quad, Quad)
        yield quad


def load(layer: Layer, store: Store) -> None:
    """Add the graphs of a layer to a store, empty ones too; the union is not touched."""
    for name in layer.entries:
        store.bulk_extend(quads_of(layer.lines(name)))
        if name:
            store.add_graph(NamedNode(name))


def carry(layer: Layer, version: Path, extracted: Iterable[str] = ()) -> Layer:
    """Link a layer's files into another version's folder; graphs of those names are `extracted` there."""
    taken = set(extracted)
    entries = {
        name: Entry(entry.file, entry.content, entry.quads, name in taken) for name, entry in layer.entries.items()
    }
    return _write(version, layer, entries, {})


def rewrite(layer: Layer, version: Path, store: Store, touched: Iterable[str]) -> tuple[Layer, Changes]:
    """The layer of a version in the making: `touched` graphs as they are in `store`, the others as they were."""
    entries, documents = dict(layer.entries), dict[str, bytes]()
    added, removed = set[bytes](), set[bytes]()
    for name in sorted(set(touched)):
        before, after = layer.lines(name), _lines(store, name)
        added |= after - before
        removed |= before - after
        entries.pop(name, None)
        if after or (name and store.contains_named_graph(NamedNode(name))):
            document = b"".join(sorted(after))
            entries[name] = _entry(name, document, len(after))
            documents[entries[name].file] = document
    return _write(version, layer, entries, documents), Changes(entries != layer.entries, added, removed)


def _entry(name: str, document: bytes, quads: int) -> Entry:
    label = hashlib.sha256(name.encode()).hexdigest()[:_NAME_LENGTH] if name else "default"
    return Entry(f"{label}.nq", hashlib.sha256(document).hexdigest(), quads)


def _lines(store: Store, name: str) -> set[bytes]:
    document = store.dump(format=RdfFormat.N_TRIPLES, from_graph=node(name)) or b""
    if not name:
        return set(document.splitlines(keepends=True))
    ending = f" {node(name)} .\n".encode()
    return {line.removesuffix(b" .\n") + ending for line in document.splitlines(keepends=True)}


def _write(version: Path, layer: Layer, entries: dict[str, Entry], documents: Mapping[str, bytes]) -> Layer:
    folder = version / FOLDER
    folder.mkdir()
    for entry in entries.values():
        if entry.file in documents:
            (folder / entry.file).write_bytes(documents[entry.file])
        else:
            os.link(layer.folder / entry.file, folder / entry.file)
    index = {name: asdict(entries[name]) for name in sorted(entries)}
    (folder / INDEX).write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return Layer(folder, entries)
