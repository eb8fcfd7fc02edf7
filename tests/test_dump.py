"""The graph is handed out whole in every syntax, and the same graph gives the same bytes."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, parse
from sample_reading import CURATED, READING, reading_of

from kg.dump import FORMATS, DumpError, Format, dump
from kg.graph import article_quads
from kg.graph_world import curated_quads
from kg.namespaces import BASE
from kg.store import Manifest, publish

QUADS = [*article_quads(READING), *curated_quads(CURATED)]
WITH_GRAPHS: tuple[Format, ...] = ("nq", "trig", "jsonld")


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("out"), QUADS, Manifest(BASE)).path


def dumped(version: Path, format: Format, packed: bool = False) -> bytes:
    stream = io.BytesIO()
    dump(version, format, stream, gzip=packed)
    return stream.getvalue()


def parsed(content: bytes, format: Format) -> list[Quad]:
    return list(cast("Iterable[Quad]", parse(content, format=RdfFormat.from_extension(format))))


@pytest.mark.parametrize("format", WITH_GRAPHS)
def test_a_dump_with_graphs_holds_every_quad_once(version: Path, format: Format) -> None:
    found = parsed(dumped(version, format), format)
    assert set(found) == set(QUADS) and len(found) == len(set(QUADS))


@pytest.mark.parametrize("format", ["nt", "ttl", "rdf"])
def test_a_dump_without_graphs_holds_every_triple_once(version: Path, format: Format) -> None:
    found = [quad.triple for quad in parsed(dumped(version, format), format)]
    assert set(found) == {quad.triple for quad in QUADS}
    assert len(found) == len(set(found)) < len(set(QUADS))


@pytest.mark.parametrize("format", FORMATS)
def test_compressed_is_the_same_document(version: Path, format: Format) -> None:
    assert gzip.decompress(dumped(version, format, packed=True)) == dumped(version, format)


@pytest.mark.parametrize("format", FORMATS)
def test_two_builds_give_the_same_bytes(version: Path, format: Format, tmp_path: Path) -> None:
    again = publish(tmp_path, reversed(QUADS), Manifest(BASE)).path
    assert dumped(again, format, packed=True) == dumped(version, format, packed=True)


def test_turtle_is_readable(version: Path) -> None:
    text = dumped(version, "ttl").decode()
    assert "@prefix mq: <https://w3id.org/mithaq/ontology#> ." in text
    assert "mq:unit unit:USD" in text
    assert text.count("\n<https://w3id.org/mithaq/id/actor/biden> ") == 1


def test_trig_has_one_block_for_each_graph(version: Path) -> None:
    blocks = [line for line in dumped(version, "trig").decode().splitlines() if line.endswith("{")]
    assert len(blocks) == len({quad.graph_name for quad in QUADS}) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_words_survive_every_syntax(tmp_path: Path, format: Format) -> None:
    text = 'قال:\r\n"نعم"\t\\ <b>&amp;</b> \u200f\ufeff ]]>'
    published = publish(tmp_path, article_quads(reading_of(text, 1)), Manifest(BASE)).path
    found = parsed(dumped(published, format), format)
    assert [quad.object for quad in found if quad.predicate.value.endswith("#exact")] == [Literal(text)]


def test_what_xml_cannot_hold_is_replaced_there_alone(tmp_path: Path) -> None:
    published = publish(tmp_path, article_quads(reading_of("قال\x0bنعم", 1)), Manifest(BASE)).path
    assert "قال\ufffdنعم" in dumped(published, "rdf").decode()
    assert "قال\\u000Bنعم" in dumped(published, "ttl").decode()


def test_a_file_is_written_whole(version: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.nt"
    target.write_text("old")
    dump(version, "nt", target)
    assert target.read_bytes() == dumped(version, "nt")
    assert list(tmp_path.iterdir()) == [target]


def test_a_device_is_written_to_and_not_replaced(version: Path) -> None:
    dump(version, "nt", Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


def test_a_file_that_cannot_be_written_leaves_the_old_one(version: Path, tmp_path: Path) -> None:
    with pytest.raises(DumpError, match=r"missing/graph\.nt cannot be written: No such file"):
        dump(version, "nt", tmp_path / "missing" / "graph.nt")
    with pytest.raises(DumpError, match="No space left on device"):
        dump(version, "nt", Path("/dev/full"))


def test_an_unknown_format_is_refused(version: Path) -> None:
    with pytest.raises(DumpError, match="'csv'; choose one of ttl, trig, nt, nq, jsonld, rdf"):
        dump(version, cast("Format", "csv"), io.BytesIO())


def test_a_version_without_its_dumps_says_so(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match="no dump in the format ttl; build it again"):
        dump(tmp_path, "ttl", io.BytesIO())
