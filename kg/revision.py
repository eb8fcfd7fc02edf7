"""A write -> the next version: made on a copy of the current one, complete on disk before anything points there.

What was extracted is read-only. In a built store the default graph is the union of all graphs, which follows.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.indexed import FILE, concerned, is_current
from kg.layer import DEFAULT, FOLDER, Changes, Layer, quads_of, rewrite
from kg.namespaces import BASE
from kg.store import (
    WRITE,
    Manifest,
    StoreError,
    Version,
    building,
    current_version,
    point_to,
    settle,
    sweep,
    sync_one,
    version_name,
    workplace,
    write_manifest,
    writing,
)

# These are written anew for each version; all other files go from one to the next.
_OWN = ("db", FOLDER, "manifest.json")
# More files make the store slower to open and to copy, putting them together takes seconds where it is large.
_MOST_FILES = 60
Announce = Callable[[str], None]


class ReadOnlyError(StoreError):
    """A graph that cannot be written to: extracted from articles, or the union. `graph` is its name."""

    def __init__(self, graph: str) -> None:
        self.graph = graph
        what = "the default graph is the union of all graphs" if graph == DEFAULT else f"<{graph}> was extracted"
        super().__init__(f"{what}: write to a named graph of your own")


class Revision:
    """The copy that a write is made on. Call `claim` for every graph before writing to it."""

    def __init__(self, base: Version, store: Store) -> None:
        self.base = base
        self.store = store
        self.layer = base.layer
        self.claimed: set[str] = set()

    @property
    def plain(self) -> bool:
        """Whether the default graph is a graph of its own, and nothing is extracted."""
        return not self.base.manifest.union

    def claim(self, names: Iterable[str]) -> None:
        """Say which graphs the write may change; raises ReadOnlyError if one of them is read-only."""
        for name in sorted(set(names)):
            if self._read_only(name):
                raise ReadOnlyError(name)
            self.claimed.add(name)

    def exists(self, name: str) -> bool:
        """Whether there is such a graph; the default graph is always there."""
        return name == DEFAULT or self.store.contains_named_graph(NamedNode(name))

    def names(self) -> list[str]:
        """The named graphs, empty ones too."""
        return [graph.value for graph in self.store.named_graphs() if isinstance(graph, NamedNode)]

    def _read_only(self, name: str) -> bool:
        if self.plain:
            return False
        entry = self.layer.entries.get(name)
        return entry.extracted if entry else self.exists(name)


def state_of(version: Version, layer: Layer, name: str) -> str:
    """What changes whenever the content of a graph of this version does; `layer` is the version's own."""
    entry = layer.entries.get(name)
    if entry and not entry.extracted:
        return entry.content[:16]
    return version.path.name.removeprefix("store-") if name == DEFAULT else version.manifest.content[:16]


def revise(
    out: Path, change: Callable[[Revision], None], *, wait: float = 0, announce: Announce = lambda name: None
) -> Version:
    """Apply a change and publish what comes of it; a change that changes nothing leaves the version as it is.

    `announce` is told the name of the next version when all of it is on disk, just before it becomes the current one.
    Raises StoreError, and what `change` raises; then, or when interrupted, all stays as it was.
    """
    with building(out, wait, WRITE), writing(out):
        sweep(out)
        base = current_version(out)
        with workplace(out) as folder:
            made = _make(base, folder, change)
            if made is None:
                return base
            path = out / made
            settle(folder, path)
            announce(made)
            point_to(out, path)
    return Version(path, current_version(out).manifest)


def create_dataset(out: Path) -> Version:
    """Publish an empty dataset, whose default graph is a graph of its own, in a folder that is empty or not there."""
    from kg.search_index import write_index

    with building(out), writing(out):
        sweep(out)
        manifest = Manifest(
            BASE, content=hashlib.sha256(b"").hexdigest(), counts={"quads": 0, "triples": 0}, union=False
        )
        path = out / version_name(manifest, Layer(out, {}))
        with workplace(out) as folder:
            (folder / "graph.nq").write_bytes(b"")
            store = Store(str(folder / "db"))
            write_index(store, folder / FILE)
            store.flush()
            write_manifest(folder, manifest)
            settle(folder, path)
        point_to(out, path)
        return Version(path, manifest)


def _make(base: Version, folder: Path, change: Callable[[Revision], None]) -> str | None:
    """The next version in `folder`, and its name; None if nothing changed."""
    base.open().backup(str(folder / "db"))
    revision = Revision(base, Store(str(folder / "db")))
    change(revision)
    layer, changes = rewrite(revision.layer, folder, revision.store, revision.claimed)
    if not changes.any:
        return None
    counts = dict(base.manifest.counts)
    counts["quads"] += len(changes.added) - len(changes.removed)
    counts["triples"] = counts["quads"] if revision.plain else counts["triples"] + _follow(revision.store, changes)
    _follow_texts(revision, changes, folder)
    _tidy(revision.store, folder / "db")
    revision.store = None  # type: ignore[assignment]  # closes the files
    _link_rest(base.path, folder)
    manifest = replace(base.manifest, counts=counts)
    write_manifest(folder, manifest)
    return version_name(manifest, layer)


def _follow(store: Store, changes: Changes) -> int:
    """Have the union of all graphs follow a change; how many triples it has more."""
    fresh = {quad.triple for quad in quads_of(changes.added)}
    fresh = {triple for triple in fresh if Quad(*triple) not in store}
    store.extend(Quad(*triple) for triple in fresh)
    gone = {quad.triple for quad in quads_of(changes.removed)}
    lost = [Quad(*triple) for triple in gone if _in_default_only(store, Quad(*triple))]
    for quad in lost:
        store.remove(quad)
    return len(fresh) - len(lost)


def _follow_texts(revision: Revision, changes: Changes, folder: Path) -> None:
    """Have the index of texts follow, if the version has one and a text has changed."""
    index = revision.base.path / FILE
    iris = concerned(quads_of(changes.added | changes.removed))
    if iris and index.exists():
        from kg.search_index import follow_index, write_index

        if is_current(index):
            follow_index(revision.store, index, folder / FILE, iris)
        else:
            write_index(revision.store, folder / FILE)


def _tidy(store: Store, files: Path) -> None:
    """Have all of the store in its files, and those be few: each write adds some."""
    store.flush()
    if sum(1 for _ in files.glob("*.sst")) > _MOST_FILES:
        store.optimize()
        store.flush()


def _in_default_only(store: Store, quad: Quad) -> bool:
    places = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return all(isinstance(place.graph_name, DefaultGraph) for place in places)


def _link_rest(older: Path, newer: Path, own: Collection[str] = _OWN) -> None:
    """Take over the files that do not change; dumps are made when somebody asks for them."""
    for path in older.iterdir():
        made = path.name in own or (newer / path.name).exists()
        if not made and not path.name.startswith(("dump.", ".")):
            _link_tree(path, newer / path.name)


def _link_tree(source: Path, target: Path) -> None:
    if source.is_dir():
        target.mkdir()
        for path in source.iterdir():
            _link_tree(path, target / path.name)
    else:
        os.link(source, target)
        sync_one(target)


if __name__ == "__main__":
    try:
        create_dataset(Path(sys.argv[1]))
    except StoreError as problem:
        sys.exit(str(problem))
