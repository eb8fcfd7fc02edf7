"""A dump of Wikidata -> an index; the dumps are made of the curated actors, in the shape of the real ones."""

from __future__ import annotations

import bz2
import gzip
import io
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from wikidata_dump import Json, dump, item, to, triples
from wikidata_slice import curated_slice

from kg import cli
from kg.curated import load_actors
from kg.wikidata import dumpfile, making
from kg.wikidata.dumpfile import Place, blocks, look_at
from kg.wikidata.entity import Office, WikidataError
from kg.wikidata.index import Index
from kg.wikidata.making import Headway, make_index

Pack = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def entities() -> list[Json]:
    return list(curated_slice(load_actors()))


@pytest.fixture(scope="module")
def content(entities: list[Json]) -> bytes:
    return b"".join(dump(entities))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> Path:
    """The index of the curated slice."""
    folder = tmp_path_factory.mktemp("wikidata")
    (folder / "slice.json.gz").write_bytes(gzip.compress(content, 1))
    make_index(str(folder / "slice.json.gz"), folder / "index.db", workers=1)
    return folder / "index.db"


@pytest.fixture(scope="module")
def index(path: Path) -> Index:
    return Index(path)


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    try:
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("entities", "names", "positions")
        ]
    finally:
        connection.close()


def written(folder: Path, *entities: Json) -> str:
    (folder / "dump.json").write_bytes(b"".join(dump(entities)))
    return str(folder / "dump.json")


def made(folder: Path, *entities: Json) -> Index:
    make_index(written(folder, *entities), folder / "index.db", workers=0)
    return Index(folder / "index.db")


# --- what an index knows


@pytest.mark.parametrize("name", ["جو بايدن", "جُو بايدِن", "JOE BIDEN", "جوزيف بايدن"])
def test_an_actor_is_found_by_any_of_its_names(index: Index, name: str) -> None:
    assert [entity.id for entity in index.named(name)] == ["Q6279"]


def test_an_office_is_known_with_its_country_and_years(index: Index) -> None:
    biden = index.get("Q6279")
    assert biden
    names = {"ar": "رئيس الولايات المتحدة", "en": "President of the United States"}
    assert biden.offices[0] == Office("Q11696", names, ("Q30",), "2021-01-20", "2025-01-20", "president")


def test_every_curated_actor_with_an_id_has_its_type_and_names(index: Index) -> None:
    for actor in load_actors().by_key.values():
        if actor.wikidata:
            entity = index.get(actor.wikidata)
            assert entity and (entity.kind, entity.labels["ar"]) == (actor.type, actor.label.ar)
            assert entity.id in [found.id for found in index.named(actor.label.ar)]


def test_positions_and_classes_are_no_agents(index: Index) -> None:
    assert index.get("Q11696") is None
    assert index.get("Q327333") is None
    assert index.named("President of Iraq") == []


@pytest.mark.parametrize("id", ["Q0", "Q99999999999999999999999", "P31", "Iraq", ""])
def test_there_is_nothing_under_no_id(index: Index, id: str) -> None:
    assert index.get(id) is None
    assert index.named("؟") == []


def test_the_index_says_what_it_is_of(index: Index) -> None:
    assert index.version.startswith("slice.json.gz of 20")
    assert int(index.facts["entities"]) == sum(bool(actor.wikidata) for actor in load_actors().by_key.values())


MINISTRY = [
    item("Q217799", {"en": "Department of the Treasury"}, [to("P31", "Q910252"), to("P17", "Q30")]),
    item("Q910252", {"en": "executive department"}, [to("P279", "Q192350")]),
]


@pytest.mark.parametrize("order", [1, -1])
def test_classes_are_known_by_those_above_them_wherever_these_stand(tmp_path: Path, order: int) -> None:
    treasury = made(tmp_path, *MINISTRY[::order]).get("Q217799")
    assert treasury and (treasury.kind, treasury.countries) == ("GovernmentBody", ("Q30",))


NO_AGENTS = [
    item("Q1", {"en": "A paper on dates"}, [to("P31", "Q13442814")]),
    item("Q2", {"en": "A village"}, [to("P31", "Q532")]),
    item("Q3", {"de": "Jemand"}, [to("P31", "Q5")]),
    item("Q4", {"en": "Somebody of no class"}),
    item("Q5000", {"en": "A museum of we know not what"}, [to("P31", "Q33506")]),
]


def test_kept_are_agents_with_a_name_in_our_languages(tmp_path: Path) -> None:
    index = made(tmp_path, *NO_AGENTS, item("Q6", {"fr": "Quelqu'un"}, [to("P31", "Q5"), to("P31", "Q13442814")]))
    assert index.facts["entities"] == "1"
    assert [entity.id for entity in index.named("QUELQU’UN")] == ["Q6"]


def test_an_organisation_of_no_type_of_ours_is_an_agent_all_the_same(tmp_path: Path) -> None:
    (found,) = made(tmp_path, item("Q1", {"en": "A club"}, [to("P31", "Q43229")])).named("a club")
    assert found.kind is None


def test_of_those_of_one_name_the_best_known_comes_first(tmp_path: Path) -> None:
    same = [item(f"Q{number}", {"ar": "حسن علي"}, [to("P31", "Q5")], sitelinks=number % 3) for number in range(1, 6)]
    index = made(tmp_path, *same)
    assert [entity.id for entity in index.named("حسن علي")] == ["Q2", "Q5", "Q1", "Q4", "Q3"]
    assert len(index.named("حسن علي", limit=2)) == 2


# --- files in every form


FORMS = [
    ("dump.json", lambda content: content),
    ("dump.json.gz", gzip.compress),
    ("dump.json.bz2", lambda content: bz2.compress(content, 1)),
    # Several streams in one file, as pigz and pbzip2 leave them; the cut is in the middle of a line.
    ("dump.gz", lambda content: gzip.compress(content[:100_001]) + gzip.compress(content[100_001:]) + b"\0" * 512),
    (
        "dump.bz2",
        lambda content: b"".join(bz2.compress(content[at : at + 99_999]) for at in range(0, len(content), 99_999)),
    ),
]


@pytest.mark.parametrize(("name", "pack"), FORMS, ids=[name for name, _ in FORMS])
def test_a_dump_packed_in_any_way_gives_the_same_index(
    tmp_path: Path, path: Path, content: bytes, name: str, pack: Pack
) -> None:
    (tmp_path / name).write_bytes(pack(content))
    make_index(str(tmp_path / name), tmp_path / "index.db", workers=0)
    assert rows(tmp_path / "index.db") == rows(path)


@pytest.mark.parametrize(("name", "pack"), FORMS, ids=[name for name, _ in FORMS])
def test_reading_can_begin_at_the_end_of_any_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, name: str, pack: Pack
) -> None:
    monkeypatch.setattr(dumpfile, "_BLOCK", 1 << 16)
    monkeypatch.setattr(dumpfile, "_READ_AT_ONCE", 1 << 12)
    content = content[:600_000]
    (tmp_path / name).write_bytes(pack(content))
    found = look_at(str(tmp_path / name))
    whole = list(blocks(found, Place()))
    assert b"".join(block.text for block in whole) == content
    assert len(whole) > 5
    for number, block in enumerate(whole[:-1], 1):
        again = list(blocks(found, block.end))
        assert b"".join(one.text for one in again) == b"".join(one.text for one in whole[number:])
        assert (again[0].line, again[-1].end) == (whole[number].line, whole[-1].end)


def test_truthy_triples_give_the_same_but_for_the_years(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entities: list[Json], index: Index
) -> None:
    monkeypatch.setattr(dumpfile, "_BLOCK", 1 << 16)
    triples_of = (line for entity in entities for line in triples(entity))
    (tmp_path / "truthy.nt.bz2").write_bytes(bz2.compress(b"".join(triples_of), 1))
    make_index(str(tmp_path / "truthy.nt.bz2"), tmp_path / "index.db", workers=0)
    truthy = Index(tmp_path / "index.db")
    for fact in ("entities", "names", "positions"):
        assert truthy.facts[fact] == index.facts[fact]
    for id in ("Q6279", "Q796", "Q1065"):
        told, full = truthy.get(id), index.get(id)
        assert told and full
        assert (told.names, told.kind, told.countries, told.of) == (full.names, full.kind, full.countries, full.of)
        assert {office.position for office in told.offices} == {office.position for office in full.offices}


def test_a_dump_may_come_by_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
    make_index("-", tmp_path / "index.db", workers=0)
    assert rows(tmp_path / "index.db") == rows(path)


# --- what goes wrong


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0"])
def test_what_is_no_index_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "index.db").write_bytes(content)
    with pytest.raises(WikidataError, match="no index of Wikidata"):
        Index(tmp_path / "index.db")


# --- interrupted


class InterruptionError(Exception):
    pass


def interrupting(after: int) -> Callable[[Headway], None]:
    seen: list[Headway] = []

    def progress(headway: Headway) -> None:
        seen.append(headway)
        if len(seen) > after:
            raise InterruptionError

    return progress


@pytest.mark.parametrize(("name", "pack"), FORMS[:3], ids=["plain", "gz", "bz2"])
def test_an_interrupted_run_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, path: Path, name: str, pack: Pack
) -> None:
    monkeypatch.setattr(dumpfile, "_BLOCK", 1 << 18)
    monkeypatch.setattr(dumpfile, "_READ_AT_ONCE", 1 << 12)
    monkeypatch.setattr(making, "CHECKPOINT_SECONDS", 0)
    dump = tmp_path / name
    dump.write_bytes(pack(content))
    out = tmp_path / "index.db"
    for _ in range(3):
        with pytest.raises(InterruptionError):
            make_index(str(dump), out, workers=0, progress=interrupting(5))
        assert not out.exists()
        with pytest.raises(WikidataError, match="no index of Wikidata"):
            Index(tmp_path / "index.db.part")
    lines: list[Headway] = []
    resumed = make_index(str(dump), out, workers=0, progress=lines.append)
    assert resumed.resumed and lines[0].since[2] > 0
    assert rows(out) == rows(path)
    assert [file.name for file in tmp_path.iterdir() if "index" in file.name] == ["index.db"]


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.wikidata import dumpfile, making
dumpfile._BLOCK, making.CHECKPOINT_SECONDS = 1 << 18, 0
seen = []
def progress(headway):
    seen.append(headway)
    if len(seen) > 9:
        os.kill(os.getpid(), signal.SIGKILL)
making.make_index(sys.argv[1], Path(sys.argv[2]), workers=0, progress=progress)
"""


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, content: bytes, path: Path) -> None:
    (tmp_path / "dump").write_bytes(content)
    out = tmp_path / "index.db"
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "dump"), str(out)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not out.exists()
    assert make_index(str(tmp_path / "dump"), out, workers=0).resumed
    assert rows(out) == rows(path)


def test_an_interruption_while_sorting_out_loses_no_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, path: Path
) -> None:
    (tmp_path / "dump").write_bytes(content)
    out = tmp_path / "index.db"
    with monkeypatch.context() as patched, pytest.raises(InterruptionError):
        patched.setattr("kg.wikidata.sorting._count", lambda *_: (_ for _ in ()).throw(InterruptionError()))
        make_index(str(tmp_path / "dump"), out, workers=0)
    read: list[Headway] = []
    make_index(str(tmp_path / "dump"), out, workers=0, progress=read.append)
    assert read == []
    assert rows(out) == rows(path)


def test_what_was_begun_with_another_dump_is_not_mixed_with_this_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "one").write_bytes(content)
    with pytest.raises(InterruptionError):
        make_index(str(tmp_path / "one"), tmp_path / "index.db", workers=0, progress=interrupting(0))
    other = written(tmp_path, *MINISTRY)
    with pytest.raises(WikidataError, match="begun with another dump"):
        make_index(other, tmp_path / "index.db", workers=0)
    assert not make_index(other, tmp_path / "index.db", workers=0, restart=True).resumed


def test_two_runs_do_not_work_on_one_index(tmp_path: Path) -> None:
    path = written(tmp_path, *MINISTRY)

    def progress(_: Headway) -> None:
        with pytest.raises(WikidataError, match="another run is at work"):
            make_index(path, tmp_path / "index.db", workers=0)

    make_index(path, tmp_path / "index.db", workers=0, progress=progress)


def test_what_is_no_index_is_not_written_over(tmp_path: Path, content: bytes) -> None:
    dump = tmp_path / "dump.json"
    dump.write_bytes(content)
    for place, sentence in ((dump, "is no index"), (tmp_path, "is a folder"), (tmp_path / "a/b", "there is no folder")):
        with pytest.raises(WikidataError, match=sentence):
            make_index(str(dump), place, workers=0)
    assert (dump.read_bytes(), [*tmp_path.iterdir()]) == (content, [dump])


def test_how_far_it_is_can_be_told() -> None:
    found = dumpfile.Dump("d", "json", 1000, "plain--", bracketed=True)
    headway = Headway(found, read=400, unpacked=5000, entities=50, rows=9, bad=0, seconds=10.0, since=(200, 1000, 10))
    assert (headway.entities_a_second, headway.bytes_a_second, headway.seconds_left) == (4.0, 400.0, 30.0)


# --- the command line


def test_the_command_line_makes_and_shows_an_index(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "dump.json").write_bytes(content)
    out = str(tmp_path / "index.db")
    assert cli.main(["wikidata", "index", str(tmp_path / "dump.json"), "--out", out]) == 0
    assert "agents under" in capsys.readouterr().out
    assert cli.main(["wikidata", "show", out, "مصطفى الكاظمي", "Q796"]) == 0
    shown = capsys.readouterr().out
    assert "Prime Minister of Iraq of Q796 (prime-minister), 2020-05" in shown
    assert "Q796  Country  العراق · Iraq" in shown


def test_an_unknown_name_is_told_by_the_exit_status(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["wikidata", "show", str(path), "فلان بن فلان"]) == 1
    assert "فلان بن فلان: not known" in capsys.readouterr().out
