"""A version is published whole or not at all, and readers always find one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, Store
from sample_reading import CURATED, READING, reading_of

from kg.graph import article_quads
from kg.graph_world import curated_quads
from kg.namespaces import BASE
from kg.nquads import serialise
from kg.store import Manifest, StoreError, building, current_version, publish

QUADS = [*article_quads(READING), *curated_quads(CURATED)]
TRIPLES = {quad.triple for quad in QUADS}
OTHER = article_quads(reading_of("قال إن القوات ستغادر", 1))
THIRD = article_quads(reading_of("وأكدت بغداد رفضها القرار", 2))
MANIFEST = Manifest(BASE, inputs="1a", code="2b", counts={"articles": 1})


def folders(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()} - {".lock", "current"}


def named_graphs(store: Store) -> bytes:
    return serialise(
        quad for graph in store.named_graphs() for quad in store.quads_for_pattern(None, None, None, graph)
    )


def publish_elsewhere(out: Path, quads: str) -> list[str]:
    """A command that publishes in a process of its own."""
    program = f"from test_store import *; publish(Path({str(out)!r}), {quads}, MANIFEST)"
    return [sys.executable, "-c", program]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def many() -> Iterator[Quad]:
    """Enough quads to keep a build busy for a while."""
    for number in range(2000):
        yield from article_quads(reading_of("قال إن القوات ستغادر", number))


def endless() -> Iterator[Quad]:
    """Quads that come, then keep the build waiting."""
    yield from OTHER
    print("building", flush=True)
    time.sleep(60)


def test_what_is_published_is_what_is_read(tmp_path: Path) -> None:
    published = publish(tmp_path / "out", QUADS, MANIFEST)
    assert current_version(tmp_path / "out") == published
    assert named_graphs(published.open()) == serialise(QUADS) == (published.path / "graph.nq").read_bytes()


def test_the_default_graph_is_the_union_each_triple_once(tmp_path: Path) -> None:
    store = publish(tmp_path, QUADS, MANIFEST).open()
    assert {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())} == TRIPLES
    assert len(TRIPLES) < len(set(QUADS))


def test_the_manifest_says_what_went_in_and_came_out(tmp_path: Path) -> None:
    manifest = publish(tmp_path, QUADS, MANIFEST).manifest
    assert (manifest.format, manifest.base, manifest.inputs, manifest.code) == (1, BASE, "1a", "2b")
    assert manifest.counts == {"articles": 1, "quads": len(set(QUADS)), "triples": len(TRIPLES)}
    assert len(manifest.content) == 64


def test_the_version_is_named_by_its_content(tmp_path: Path) -> None:
    published = publish(tmp_path, QUADS, MANIFEST)
    assert published.path.name == f"store-{published.manifest.content[:16]}"
    assert publish(tmp_path / "again", reversed(QUADS), MANIFEST).manifest == published.manifest


def test_a_version_has_dumps_for_download(tmp_path: Path) -> None:
    names = {path.name for path in publish(tmp_path, QUADS, MANIFEST).path.glob("dump.*")}
    assert names == {f"dump.{syntax}.gz" for syntax in ("ttl", "trig", "nt", "nq", "jsonld", "rdf")}


def test_a_build_swaps_the_link_and_keeps_the_version_before(tmp_path: Path) -> None:
    first, second = publish(tmp_path, QUADS, MANIFEST), publish(tmp_path, OTHER, MANIFEST)
    assert current_version(tmp_path) == second
    assert folders(tmp_path) == {first.path.name, second.path.name}


def test_only_two_versions_are_kept(tmp_path: Path) -> None:
    versions = [publish(tmp_path, quads, MANIFEST) for quads in (QUADS, OTHER, QUADS, THIRD)]
    assert folders(tmp_path) == {version.path.name for version in versions[-2:]}


def test_an_open_version_stays_readable_when_it_is_removed(tmp_path: Path) -> None:
    reader = publish(tmp_path, QUADS, MANIFEST).open()
    for quads in (OTHER, THIRD):
        publish(tmp_path, quads, MANIFEST)
    assert named_graphs(reader) == serialise(QUADS)


def test_the_same_graph_is_not_built_twice(tmp_path: Path) -> None:
    database = publish(tmp_path, QUADS, MANIFEST).database
    before = database.stat().st_ino
    again = publish(tmp_path, QUADS, Manifest(BASE, code="3c"))
    assert database.stat().st_ino == before and current_version(tmp_path) == again
    assert again.manifest.code == "3c"


@pytest.mark.parametrize("damage", ["graph.nq", "dump.ttl.gz", "manifest.json", "db/CURRENT"])
def test_a_damaged_version_is_built_anew(tmp_path: Path, damage: str) -> None:
    published = publish(tmp_path, QUADS, MANIFEST)
    (published.path / damage).write_bytes(b"")
    assert publish(tmp_path, QUADS, MANIFEST) == published
    assert named_graphs(current_version(tmp_path).open()) == serialise(QUADS)
    assert folders(tmp_path) == {published.path.name}


def test_an_empty_graph_is_a_graph(tmp_path: Path) -> None:
    assert len(publish(tmp_path, [], MANIFEST).open()) == 0


# --- what goes wrong -----------------------------------------------------------------------------------------------


@pytest.fixture
def out(tmp_path: Path) -> Path:
    publish(tmp_path, QUADS, MANIFEST)
    return tmp_path


def unchanged(out: Path) -> bool:
    name = (out / "current").readlink().name
    return folders(out) == {name} and named_graphs(current_version(out).open()) == serialise(QUADS)


def test_a_build_that_raises_changes_nothing(out: Path) -> None:
    def broken() -> Iterable[Quad]:
        yield from OTHER
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish(out, broken(), MANIFEST)
    assert unchanged(out)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_half_way_changes_nothing(out: Path, stop: signal.Signals) -> None:
    with subprocess.Popen(publish_elsewhere(out, "many()"), env=environment(), stderr=subprocess.DEVNULL) as build:
        while not list(out.glob(".building-*/db")):
            assert build.poll() is None
            time.sleep(0.001)
        build.send_signal(stop)
        assert build.wait(20) != 0
    if stop != signal.SIGINT:
        # It had no time to clear up; the next build does.
        assert len(folders(out)) == 2
        publish(out, QUADS, MANIFEST)
    assert unchanged(out)


def test_what_a_killed_build_left_is_swept_by_the_next(out: Path) -> None:
    (out / ".building-4194305-1" / "db").mkdir(parents=True)
    (out / ".building-4194305-link").symlink_to("store-0")
    publish(out, QUADS, MANIFEST)
    assert unchanged(out)


def test_two_builds_into_one_directory_are_refused(out: Path) -> None:
    with building(out), pytest.raises(StoreError, match=r"another build is writing to .*: wait for it"):
        publish(out, OTHER, MANIFEST)
    assert unchanged(out)


def test_the_lock_ends_with_its_process(out: Path) -> None:
    with subprocess.Popen(publish_elsewhere(out, "endless()"), env=environment(), stdout=subprocess.PIPE) as build:
        assert build.stdout and build.stdout.readline() == b"building\n"
        with pytest.raises(StoreError, match="another build"):
            publish(out, OTHER, MANIFEST)
        build.kill()
    publish(out, OTHER, MANIFEST)
    assert named_graphs(current_version(out).open()) == serialise(OTHER)


# Rooms for a graph of ten kilobytes: none of them holds the engine's files as well.
@pytest.mark.parametrize("room", ["4k", "64k", "128k"])
def test_a_full_disk_changes_nothing(tmp_path: Path, room: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    check = f"""
from test_store import *
disk, manifest = Path({str(disk)!r}), Manifest(BASE)
try:
    publish(disk, QUADS, manifest)
except StoreError as error:
    print(error, sorted(path.name for path in disk.iterdir()))
"""
    mount = f'mount -t tmpfs -o size={room} tmpfs {disk} && exec {sys.executable} -c "$CHECK"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount]
    done = subprocess.run(command, env={**environment(), "CHECK": check}, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip(f"no disk of our own: {done.stderr.strip()}")
    assert done.stdout == f"cannot write to {disk}: No space left on device; nothing was published ['.lock']\n"


def test_a_file_that_may_not_grow_changes_nothing(out: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))"
    command = [sys.executable, "-c", f"{limit}; {publish_elsewhere(out, 'OTHER')[-1]}"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert "StoreError: cannot write to" in done.stderr and "nothing was published" in done.stderr
    assert unchanged(out)


def test_a_directory_that_does_not_exist_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere does not exist: build a graph there first"):
        current_version(tmp_path / "nowhere")


def test_a_directory_without_a_build_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no built graph: build one there first"):
        current_version(tmp_path)


def test_a_version_that_is_gone_says_so(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("store-0")
    with pytest.raises(StoreError, match="store-0, which is gone: build it again"):
        current_version(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b"{}", b'{"format": 1}', b'{"format": 1, "base": "", "x": 1}']
)
def test_a_manifest_that_cannot_be_read_says_so(out: Path, content: bytes) -> None:
    (out / "current" / "manifest.json").write_bytes(content)
    with pytest.raises(StoreError, match=r"manifest\.json .*: build the graph again"):
        current_version(out)


def test_a_newer_store_says_so(out: Path) -> None:
    path = out / "current" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 3, "shards": 4}))
    with pytest.raises(
        StoreError, match=r"written by a newer Mithaq \(store format 3, this program reads 1\): upgrade"
    ):
        current_version(out)


def test_a_database_that_is_damaged_says_so(out: Path) -> None:
    (out / "current" / "db" / "CURRENT").unlink()
    with pytest.raises(StoreError, match=r"cannot be opened .*: build it again"):
        current_version(out).open()


def test_a_file_in_the_place_of_the_directory_says_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(StoreError, match=r"cannot write to .*out: File exists"):
        publish(tmp_path / "out", QUADS, MANIFEST)
