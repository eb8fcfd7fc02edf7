"""A dump of Wikidata that is none, or is damaged, is told in a sentence."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from wikidata_dump import dump, item, to
from wikidata_slice import curated_slice

from kg.curated import load_actors
from kg.wikidata import dumpfile
from kg.wikidata.entity import WikidataError
from kg.wikidata.making import make_index

Pack = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def content() -> bytes:
    return b"".join(dump(curated_slice(load_actors())))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no Wikidata dump .*: it is empty"),
        (b"%PDF-1.7", "no Wikidata dump .*: it begins with '%PDF-1.7'"),
        (b'[{"id":"Q1"},{"id":"Q2"}]', "no Wikidata dump"),
        (b'{"name": "package"}', "no Wikidata dump"),
        (b"[\n]\n", "there is no entity in it"),
        (gzip.compress(b"hello\n"), "no Wikidata dump .* 'hello"),
        (b"BZh9 and no more", "damaged"),
        (gzip.compress(b"[\n" + b"x" * 99)[:-9], "cut off: the gzip stream does not end"),
    ],
)
def test_what_is_no_dump_is_told_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "dump").write_bytes(content)
    (tmp_path / "index.db").write_bytes(b"SQLite format 3\0: an older one")
    with pytest.raises(WikidataError, match=sentence):
        make_index(str(tmp_path / "dump"), tmp_path / "index.db", workers=0, most_bad=9)
    assert (tmp_path / "index.db").read_bytes().endswith(b"an older one")


def test_bad_lines_are_told_by_number_and_left_out(tmp_path: Path) -> None:
    person = item("Q85317569", {"ar": "مصطفى الكاظمي"}, [to("P31", "Q5")])
    lines = b"".join(dump([person, item("Q5", {"en": "human"}, [])]))
    lines = lines.replace(b",\n", b',\n{"type":"item","id":\n\n"what?",\n')
    (tmp_path / "dump.json").write_bytes(lines)
    told: list[str] = []
    found = make_index(str(tmp_path / "dump.json"), tmp_path / "index.db", workers=0, complain=told.append)
    assert (found.counts.entities, found.bad) == (1, 2)
    assert [sentence.partition(": ")[0] for sentence in told] == [f"{tmp_path}/dump.json:{line}" for line in (3, 5)]


def test_too_many_bad_lines_are_no_dump(tmp_path: Path) -> None:
    (tmp_path / "dump.json").write_bytes(b"[\n" + b"nonsense,\n" * 50 + b"]\n")
    with pytest.raises(WikidataError, match="11 lines cannot be read"):
        make_index(str(tmp_path / "dump.json"), tmp_path / "index.db", workers=0, most_bad=10)


def test_a_dump_without_its_end_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dump.json").write_bytes(content[: content.index(b"\n", 100_000)])
    told: list[str] = []
    make_index(str(tmp_path / "dump.json"), tmp_path / "index.db", workers=0, complain=told.append)
    assert "does not end with ']'" in told[-1]


def test_damage_in_the_middle_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(dumpfile, "_HEAD", 1 << 16)
    packed = bytearray(bz2.compress(content))
    packed[len(packed) // 2] ^= 0xFF
    (tmp_path / "dump.bz2").write_bytes(packed)
    with pytest.raises(WikidataError, match="damaged near byte"):
        make_index(str(tmp_path / "dump.bz2"), tmp_path / "index.db", workers=1)
