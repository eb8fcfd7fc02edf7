"""Quads -> an immutable version of the store on disk; readers see the old one or the new one, never half of either.

OUT/current -> store-<hash>/       the version to read, a link that is swapped in one step
    store-<hash>/db/               the engine's files: the named graphs, and their union as the default graph
    store-<hash>/graph.nq          the same graph as sorted N-Quads; its SHA-256 names the version
    store-<hash>/search.db         the full-text index of its texts (see search_index.py)
    store-<hash>/dump.*.gz         the graph in every syntax, for download
    store-<hash>/manifest.json     what it was made from, and what is in it

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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import count, groupby
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, Store

import kg
from kg.dump import FORMATS, packed_dump, union, write_dumps
from kg.nquads import serialise
from kg.search_index import FILE, write_index

FORMAT = 1
_KEPT = 2
_BUILDING = ".building-"
_numbers = count(1)


class StoreError(Exception):
    """A store that cannot be read or written; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version is made from: the base of its IRIs, hashes of the inputs and of the program with its tables.

    `counts` says how many articles, actors, statements, commitments and pledges it holds; how many quads, how many
    triples in their union, and `content`, the hash of graph.nq, are filled in when it is published. Frames of a
    confidence under `min_confidence` were left out. It holds no times: equal builds are equal.
    """

    base: str
    inputs: str = ""
    code: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    content: str = ""
    min_confidence: float = 0
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
def building(out: Path) -> Iterator[None]:
    """Keep all other builds out of OUT while the block runs; raises StoreError when one is at work there."""
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise StoreError(f"another build is writing to {out}: wait for it, or build into another directory") from None
    try:
        yield
    finally:
        os.close(handle)


def publish_locked(out: Path, quads: Iterable[Quad], manifest: Manifest) -> Version:
    """`publish` inside a `building(out)` block."""
    document = serialise(quads)
    with _writing(out):
        _sweep(out)
        content = hashlib.sha256(document).hexdigest()
        counts = {**manifest.counts, "quads": document.count(b"\n"), "triples": _count_triples(document)}
        manifest = replace(manifest, content=content, counts=counts)
        path = out / f"store-{content[:16]}"
        if _is_sound(path, manifest):
            _write_manifest(path, manifest)
        else:
            _build(out, path, document, manifest)
        _point_to(out, path)
        return Version(path, manifest)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"cannot write to {out}: {_reason(error)}; nothing was published") from error


def _reason(error: OSError) -> str:
    """What the system says; the engine wraps it in a report of its own."""
    known = (os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE))
    return error.strerror or next((reason for reason in known if reason in str(error)), str(error))


def _sweep(out: Path) -> None:
    """Remove what killed builds left behind. Whoever holds the lock is alone, so no live build owns any of it."""
    for leftover in out.glob(f"{_BUILDING}*"):
        if leftover.is_symlink():
            leftover.unlink()
        else:
            shutil.rmtree(leftover, ignore_errors=True)


def _build(out: Path, path: Path, document: bytes, manifest: Manifest) -> None:
    """Write a version to a folder of its own, and give it its name when all of it is on disk."""
    workplace = out / f"{_BUILDING}{os.getpid()}-{next(_numbers)}"
    workplace.mkdir()
    try:
        (workplace / "graph.nq").write_bytes(document)
        _load(workplace)
        write_dumps(workplace)
        _write_manifest(workplace, manifest)
        _sync(workplace)
        if path.exists():
            # A damaged version of the same name: it makes room, and goes with the next sweep if we die here.
            path.rename(f"{workplace}-damaged")
        workplace.rename(path)
        _sync_one(out)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)
        shutil.rmtree(f"{workplace}-damaged", ignore_errors=True)


def _load(folder: Path) -> None:
    store = Store(str(folder / "db"))
    store.bulk_load(path=str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
    store.bulk_extend(Quad(*triple) for triple in union(folder / "graph.nq"))
    store.optimize()
    store.flush()
    write_index(store, folder / FILE)


def _count_triples(document: bytes) -> int:
    """How many different triples sorted N-Quads hold."""
    return sum(1 for _ in groupby(document.splitlines(), key=lambda line: line.rpartition(b" <")[0]))


def _is_sound(path: Path, manifest: Manifest) -> bool:
    """Whether a version of this content stands there already, whole."""
    try:
        standing = Version(path, _read_manifest(path))
        with (path / "graph.nq").open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == manifest.content
        complete = all(packed_dump(path, format).stat().st_size for format in FORMATS)
        stored = manifest.counts["quads"] + manifest.counts["triples"]
        complete = complete and (path / FILE).is_file()
        return same and complete and len(standing.open()) == stored
    except (OSError, StoreError):
        return False


def _point_to(out: Path, path: Path) -> None:
    """Swap the link in one step, and remove all but the newest versions."""
    link = out / "current"
    before = link.readlink().name if link.is_symlink() else None
    fresh = out / f"{_BUILDING}{os.getpid()}-link"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(path.name)
    fresh.replace(link)
    _sync_one(out)
    others = sorted(
        (folder for folder in out.glob("store-*") if folder.name != path.name),
        key=lambda folder: (folder.name == before, folder.stat().st_mtime),
    )
    for folder in others[: -(_KEPT - 1)]:
        shutil.rmtree(folder, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Have the disk hold every file and folder before anything points there."""
    for path in (*folder.rglob("*"), folder):
        _sync_one(path)


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    fresh = folder / "manifest.json.new"
    fresh.write_text(json.dumps(asdict(manifest), indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    _sync_one(fresh)
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
