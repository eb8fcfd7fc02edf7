"""A write becomes the next version, what was extracted stays as it is, and what was curated travels."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from published_store import TRIG, publish_trig

from kg.dump import dump
from kg.indexed import FILE
from kg.revision import ReadOnlyError, Revision, create_dataset, revise
from kg.search_index import Index
from kg.store import LockedError, StoreError, Version, building, current_version

G, H = "http://x.example/g", "http://x.example/h"
ARTICLE = "https://w3id.org/mithaq/id/article/a1"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
Change = Callable[[Revision], None]


def inserting(triples: str, graph: str = G) -> Change:
    """A change that adds triples to a graph."""
    return lambda revision: _update(revision, f"INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}", graph)


def deleting(triples: str, graph: str = G) -> Change:
    return lambda revision: _update(revision, f"DELETE DATA {{ GRAPH <{graph}> {{ {triples} }} }}", graph)


def _update(revision: Revision, text: str, graph: str) -> None:
    revision.claim([graph])
    revision.store.update(text)


def ask(version: Version, pattern: str) -> bool:
    return bool(version.open().query(f"ASK {{ {pattern} }}"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A built store."""
    publish_trig(tmp_path / "out")
    return tmp_path / "out"


# The next version


def test_write_is_in_the_next_version_and_its_union(out: Path) -> None:
    before = current_version(out)
    after = revise(out, inserting("<s:1> <p:1> 'بغداد'"))
    assert after == current_version(out) != before
    assert ask(after, f"GRAPH <{G}> {{ <s:1> <p:1> 'بغداد' }} <s:1> <p:1> 'بغداد'")
    assert not ask(before, "<s:1> <p:1> 'بغداد'")


def test_version_is_named_by_its_content(out: Path) -> None:
    before = current_version(out)
    once = revise(out, inserting("<s:1> <p:1> 1"))
    assert revise(out, inserting("<s:1> <p:1> 2")).path != once.path
    assert revise(out, deleting("<s:1> <p:1> 2")).path == once.path
    assert revise(out, lambda revision: None) == once
    assert before.path != once.path


def test_counts_are_those_of_the_database(out: Path) -> None:
    version = revise(out, inserting("<s:1> <p:1> 1, 2, _:b . <s:2> <p:2> 3"))
    version = revise(out, inserting("<s:1> <p:1> 1", H))
    version = revise(out, deleting("<s:1> <p:1> 1, 2"))
    assert len(version.open()) == version.stored


def test_union_keeps_a_triple_while_some_graph_has_it(out: Path) -> None:
    revise(out, inserting("<s:1> <p:1> 1"))
    revise(out, inserting("<s:1> <p:1> 1", H))
    assert ask(revise(out, deleting("<s:1> <p:1> 1")), "<s:1> <p:1> 1")
    assert not ask(revise(out, deleting("<s:1> <p:1> 1", H)), "<s:1> <p:1> 1")


def test_blank_node_is_the_same_in_graph_union_and_file(out: Path) -> None:
    revise(out, inserting("<s:1> <p:1> _:b . _:b <p:2> 2"))
    version = revise(out, inserting("<s:3> <p:3> 3"))
    assert ask(version, f"GRAPH <{G}> {{ <s:1> <p:1> ?b }} ?b <p:2> 2")
    publish_trig(out)
    assert ask(current_version(out), f"GRAPH <{G}> {{ <s:1> <p:1> ?b }} ?b <p:2> 2")


def test_texts_that_were_written_are_found(out: Path) -> None:
    version = revise(out, inserting(f"<s:1> {LABEL} 'وزارة الإسكان'@ar"))
    assert [hit.iri for hit in Index(version.path / FILE).search("الاسكان", 5)] == ["s:1"]
    version = revise(out, deleting(f"<s:1> {LABEL} 'وزارة الإسكان'@ar"))
    assert Index(version.path / FILE).search("الاسكان", 5) == []


def test_only_two_versions_are_kept(tmp_path: Path) -> None:
    create_dataset(tmp_path)
    for number in range(4):
        version = revise(tmp_path, inserting(f"<s:{number}> <p:1> {number}"))
    assert len(version.open()) == 4
    assert len(list(tmp_path.glob("store-*"))) == 2


# Read-only


def test_extracted_graph_is_refused(out: Path) -> None:
    before = current_version(out)
    with pytest.raises(ReadOnlyError, match="article/a1> was extracted: write to a named graph of your own"):
        revise(out, inserting("<s:1> <p:1> 1", ARTICLE))
    assert current_version(out) == before


def test_union_is_refused(out: Path) -> None:
    with pytest.raises(ReadOnlyError, match="the default graph is the union of all graphs"):
        revise(out, lambda revision: revision.claim([""]))


# Builds


def test_curated_graphs_travel_into_the_next_build(out: Path) -> None:
    revise(out, inserting(f"<s:1> {LABEL} 'ليلى' . <s:1> <p:1> 1"))
    revise(out, lambda revision: _update(revision, f"CREATE GRAPH <{H}>", H))
    version = publish_trig(out, TRIG.replace("5000000", "7000000"))
    assert ask(version, f"GRAPH <{G}> {{ <s:1> <p:1> 1 }} GRAPH <{H}> {{}} <s:1> <p:1> 1")
    assert len(version.open()) == version.stored
    assert [hit.iri for hit in Index(version.path / FILE).search("ليلى", 5)] == ["s:1"]
    assert ask(revise(out, deleting("<s:1> <p:1> 1")), f"GRAPH <{G}> {{ <s:1> {LABEL} 'ليلى' }}")


def test_graph_that_is_extracted_later_keeps_both_and_becomes_read_only(out: Path) -> None:
    late = "http://x.example/late"
    revise(out, inserting("<s:1> <p:1> 1", late))
    version = publish_trig(out, TRIG + f"<{late}> {{ <s:2> <p:2> 2 }}")
    assert ask(version, f"GRAPH <{late}> {{ <s:1> <p:1> 1 . <s:2> <p:2> 2 }}")
    with pytest.raises(ReadOnlyError):
        revise(out, inserting("<s:3> <p:3> 3", late))
    assert ask(publish_trig(out), f"GRAPH <{late}> {{ <s:1> <p:1> 1 }}")


def test_dataset_with_a_default_graph_is_not_built_over(tmp_path: Path) -> None:
    create_dataset(tmp_path)
    revise(tmp_path, lambda revision: _update(revision, "INSERT DATA { <s:1> <p:1> 1 }", ""))
    with pytest.raises(StoreError, match="has a default graph of its own"):
        publish_trig(tmp_path)


def test_write_waits_for_a_build_so_long_and_no_longer(out: Path) -> None:
    start = time.monotonic()
    with building(out), pytest.raises(LockedError):
        revise(out, inserting("<s:1> <p:1> 1"), wait=0.2)
    assert 0.2 <= time.monotonic() - start < 5


# Dumps


@pytest.mark.parametrize("syntax", ["nq", "ttl", "trig", "jsonld", "rdf", "nt"])
def test_dump_of_a_written_version_is_made_when_asked_for(out: Path, tmp_path: Path, syntax: str) -> None:
    version = revise(out, inserting("<s:1> <p:1> 'القدس'"))
    dump(version.path, syntax, tmp_path / "dump.gz", gzip=True)  # type: ignore[arg-type]
    content = gzip.decompress((tmp_path / "dump.gz").read_bytes())
    quads = list(ox.parse(content, format=ox.RdfFormat.from_extension(syntax)))
    assert any(str(quad.object) == '"القدس"' for quad in quads)
    named = syntax in ("nq", "trig", "jsonld")
    assert len(quads) == version.manifest.counts["quads" if named else "triples"]


# Killed at any point

ENDLESS = """
import sys, itertools
from pathlib import Path
from test_revision import inserting
from kg.revision import revise
for number in itertools.count(int(sys.argv[2])):
    revise(Path(sys.argv[1]), inserting(f"<s:{number}> <p:1> {number}"))
    print(number, flush=True)
"""


def test_no_acknowledged_write_is_lost_when_the_process_is_killed(out: Path) -> None:
    done: list[int] = []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for delay in (0.01, 0.04, 0.09, 0.16, 0.25):
        first = (done[-1] if done else -1) + 2
        command = [sys.executable, "-c", ENDLESS, str(out), str(first)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
            assert writer.stdout
            done.append(int(writer.stdout.readline()))
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
            done += [int(line) for line in writer.stdout]
        version = current_version(out)
        assert len(version.open()) == version.stored
        assert all(ask(version, f"GRAPH <{G}> {{ <s:{number}> <p:1> {number} }}") for number in done)
