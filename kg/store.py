"""Quads -> an immutable version of the store on disk; readers see the old one or the new one, never half of either.

OUT/current -> store-<hash>/       the version to read, a link that is swapped in one step
    store-<hash>/db/               the engine's files: the named graphs, and their union as the default graph
    store-<hash>/graph.nq          what was extracted, as sorted N-Quads; its SHA-256 names the version
    store-<hash>/search.db         the full-text index of its texts (see search_index.py)
    store-<hash>/curated/          the graphs that people wrote, one file each (see kg/layer.py)
    store-<hash>/dump.*.gz         the graph in every syntax, for download
    store-<hash>/manifest.json     what it was made from, and what is in it
OUT/curated -> current/curated     what people wrote; it is carried into every new version

The union is stored because the engine, when asked to make it of the named graphs, counts a triple once for each graph
that holds it (https://github.com/oxigraph/oxigraph/issues/1919). So queries need no option to see it.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, Store

import kg
from kg.dump import FORMATS, packed_dump, union, write_dumps
from kg.indexed import FILE, is_current
from kg.layer import DEFAULT, FOLDER, Layer, carry, load, read_layer
from kg.nquads import serialise

FORMAT = 1
_KEPT = 2
_BUILDING = ".building-"
# How often a waiting write looks whether the build before it has ended.
_LOOK_SECONDS = 0.02
WRITE = b"write"
# No write of a few triples holds the store longer.
_WRITE_SECONDS = 60.0
_numbers = count(1)


class StoreError(Exception):
    """A store that cannot be read or written; the message says why, and what to do."""


class LockedError(StoreError):
    """Somebody else is writing to the store."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version is made from: the base of its IRIs, hashes of the inputs and of the program with its tables.

    `counts` says how many articles, actors, statements, utterances, commitments and pledges it holds; how many quads,
    how many triples in their union, and `content`, the hash of graph.nq, are filled in when it is published. Frames of
    a confidence under `min_confidence` were left out; `curation` is the hash of a user's own decisions, `wikidata`
    which Wikidata the actors were linked to. Without `union` the default graph is a graph of its own, as people wrote
    it. It holds no times: equal builds are equal.
    """

    base: str
    inputs: str = ""
    code: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    content: str = ""
    min_confidence: float = 0
    curation: str = ""
    wikidata: str = ""
    union: bool = True
    program: str = kg.__version__
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Version:
    """One published version and its manifest."""

    path: Path
    manifest: Manifest

    @property
    def database(self) -> Path:
        """Where the engine's files are."""
        return self.path / "db"

    @property
    def layer(self) -> Layer:
        """The curated graphs; raises StoreError."""
        try:
            return read_layer(self.path)
        except (OSError, ValueError, TypeError) as error:
            raise StoreError(f"{self.path / FOLDER} cannot be read: {error}") from error

    @property
    def stored(self) -> int:
        """How many quads the database holds, the stored union included."""
        counts = self.manifest.counts
        return counts["quads"] + (counts["triples"] if self.manifest.union else 0)

    def open(self) -> Store:
        """The named graphs, and their union as the default graph, read-only; raises StoreError."""
        try:
            return Store.read_only(str(self.database))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.database} cannot be opened ({error}): build it again") from error


def current_version(out: Path) -> Version:
    """The version that OUT/current points to now; raises StoreError. Later builds do not change it."""
    if not out.is_dir():
        raise StoreError(f"{out} does not exist: build a graph there first")
    link = out / "current"
    if not link.is_symlink():
        raise StoreError(f"{out} holds no built graph: build one there first")
    path = out / link.readlink().name
    if not path.is_dir():
        raise StoreError(f"{link} points to {path.name}, which is gone: build it again")
    return Version(path, _read_manifest(path))


def publish(out: Path, quads: Iterable[Quad], manifest: Manifest) -> Version:
    """Make a graph the current version of OUT. Raises StoreError; then, or when interrupted, all stays as it was."""
    with building(out):
        return publish_locked(out, quads, manifest)


@contextmanager
def building(out: Path, wait: float = 0, mark: bytes = b"") -> Iterator[None]:
    """Keep all others from writing to OUT while the block runs; raises LockedError when one has not ended in time.

    Who leaves the mark WRITE will be done soon, so that who leaves none waits for that.
    """
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _lock(handle, out, time.monotonic() + wait, 0 if mark else _WRITE_SECONDS)
        os.truncate(handle, 0)
        os.pwrite(handle, mark, 0)
        yield
        os.truncate(handle, 0)
    finally:
        os.close(handle)


def _lock(handle: int, out: Path, give_up: float, for_a_write: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            late = time.monotonic() - give_up
            if late >= (for_a_write if os.pread(handle, len(WRITE), 0) == WRITE else 0):
                raise LockedError(
                    f"another build is writing to {out}: wait for it, or build into another directory"
                ) from None
        time.sleep(_LOOK_SECONDS)


def publish_locked(out: Path, quads: Iterable[Quad], manifest: Manifest) -> Version:
    """`publish` inside a `building(out)` block. The curated graphs of the version before are in the new one, too."""
    document = serialise(quads)
    with writing(out):
        sweep(out)
        layer = _carried(out)
        manifest = replace(manifest, content=hashlib.sha256(document).hexdigest())
        path = out / version_name(manifest, layer)
        standing = _sound(path, manifest)
        if standing:
            counts = standing.manifest.counts
            write_dumps(path, [form for form in FORMATS if not packed_dump(path, form).exists()])
        else:
            counts = _build(out, path, document, manifest, layer)
        counts = {**manifest.counts, "quads": counts["quads"], "triples": counts["triples"]}
        manifest = replace(manifest, counts=counts)
        write_manifest(path, manifest)
        point_to(out, path)
        return Version(path, manifest)


def version_name(manifest: Manifest, layer: Layer) -> str:
    """What the folder of a version of this content is called."""
    if manifest.union and not layer.entries:
        return f"store-{manifest.content[:16]}"
    parts = f"{manifest.content} {manifest.union} ".encode() + layer.fingerprint
    return f"store-{hashlib.sha256(parts).hexdigest()[:16]}"


def _carried(out: Path) -> Layer:
    """The curated graphs of the version that stands, however damaged the rest of it may be."""
    link = out / "current"
    try:
        layer = read_layer(out / link.readlink().name) if link.is_symlink() else Layer(out / FOLDER, {})
    except (ValueError, TypeError) as error:
        raise StoreError(f"{out / FOLDER} is damaged ({error}): bring it back, or build elsewhere") from error
    if DEFAULT in layer.entries:
        raise StoreError(
            f"{out} has a default graph of its own, which a built graph would replace by the union of its graphs: "
            "build into another directory, or move those triples to a named graph first"
        )
    return layer


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Have what the disk refuses told as a StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"cannot write to {out}: {_reason(error)}; nothing was published") from error


def _reason(error: OSError) -> str:
    """What the system says; the engine wraps it in a report of its own."""
    known = (os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE))
    return error.strerror or next((reason for reason in known if reason in str(error)), str(error))


def sweep(out: Path) -> None:
    """Remove what killed builds left behind. Whoever holds the lock is alone, so no live build owns any of it."""
    for leftover in out.glob(f"{_BUILDING}*"):
        if leftover.is_symlink():
            leftover.unlink()
        else:
            shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A folder to make a version in; what is left of it when the block ends is removed."""
    folder = out / f"{_BUILDING}{os.getpid()}-{next(_numbers)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(f"{folder}-damaged", ignore_errors=True)


def settle(folder: Path, path: Path) -> None:
    """Give a finished version its name, when all of it is on disk."""
    sync(folder)
    if path.exists():
        # A damaged or older version of the same name: it makes room, and goes with the next sweep if we die here.
        path.rename(f"{folder}-damaged")
    folder.rename(path)
    sync_one(path.parent)


def _build(out: Path, path: Path, document: bytes, manifest: Manifest, layer: Layer) -> dict[str, int]:
    """Write a version to a folder of its own, then give it its name; how many quads and triples it has."""
    with workplace(out) as folder:
        (folder / "graph.nq").write_bytes(document)
        if layer.entries:
            layer = carry(layer, folder, [name for name in layer.entries if f" <{name}> .\n".encode() in document])
        counts = _load(folder, layer)
        write_dumps(folder)
        write_manifest(folder, replace(manifest, counts={**manifest.counts, **counts}))
        settle(folder, path)
    return counts


def _load(folder: Path, layer: Layer) -> dict[str, int]:
    # What makes the index takes long to import, and most who open a store have no use for it.
    from kg.search_index import write_index

    store = Store(str(folder / "db"))
    store.bulk_load(path=str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
    load(layer, store)
    quads = len(store)
    store.bulk_extend(Quad(*triple) for triple in union(folder))
    store.optimize()
    store.flush()
    write_index(store, folder / FILE)
    return {"quads": quads, "triples": len(store) - quads}


def _sound(path: Path, manifest: Manifest) -> Version | None:
    """The version of this content that stands there already, if all of its graph is whole."""
    try:
        standing = Version(path, _read_manifest(path))
        with (path / "graph.nq").open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == manifest.content
        dumps = [packed_dump(path, form) for form in FORMATS if packed_dump(path, form).exists()]
        whole = is_current(path / FILE) and all(dump.stat().st_size for dump in dumps)
        return standing if same and whole and len(standing.open()) == standing.stored else None
    except (OSError, KeyError, StoreError):
        return None


def point_to(out: Path, path: Path) -> None:
    """Swap the link in one step, and remove all but the newest versions."""
    link = out / "current"
    before = link.readlink().name if link.is_symlink() else None
    _swap(out, "current", path.name)
    if (path / FOLDER).exists() and not (out / FOLDER).is_symlink():
        _swap(out, FOLDER, f"current/{FOLDER}")
    sync_one(out)
    others = sorted(
        (folder for folder in out.glob("store-*") if folder.name != path.name),
        key=lambda folder: (folder.name == before, folder.stat().st_mtime),
    )
    for folder in others[: -(_KEPT - 1)]:
        shutil.rmtree(folder, ignore_errors=True)


def _swap(out: Path, name: str, target: str) -> None:
    fresh = out / f"{_BUILDING}{os.getpid()}-link"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(out / name)


def sync(folder: Path) -> None:
    """Have the disk hold every file and folder before anything points there; what is linked has been synced before."""
    for path in (*folder.rglob("*"), folder):
        if path.is_dir() or path.stat().st_nlink == 1:
            sync_one(path)


def sync_one(path: Path) -> None:
    """The same for one file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it in one step."""
    fresh = folder / "manifest.json.new"
    fresh.write_text(json.dumps(asdict(manifest), indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    sync_one(fresh)
    fresh.replace(folder / "manifest.json")


def _read_manifest(folder: Path) -> Manifest:
    path = folder / "manifest.json"
    try:
        fields: dict[str, Any] = json.loads(path.read_bytes())
        written = int(fields["format"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path} cannot be read ({error}): build the graph again") from error
    if written > FORMAT:
        raise StoreError(
            f"{folder} was written by a newer Mithaq (store format {written}, this program reads {FORMAT}): "
            "upgrade Mithaq, or build the graph again with this one"
        )
    try:
        return Manifest(**fields)
    except TypeError as error:
        raise StoreError(f"{path} lacks what store format {FORMAT} has ({error}): build the graph again") from error
