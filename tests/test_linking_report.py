"""What a user sees of links: the report in the terminal, as JSON, as a page; and decisions written down."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg.build import build
from kg.cli import main
from kg.curation import read_curation
from kg.linking.deciding import decide
from kg.tables import TableError

# The curated table has no such spelling, so that the same man stands under two keys.
NEWS = "قال الأمين العام أنطونيو غوطيريش إن الأمم المتحدة ستساعد العراق."
AGAIN = "قال الأمين العام للأمم المتحدة أنطونيو غوتيريش إن المنظمة ستساعد العراق."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    lines = [{"id": "a", "text": NEWS, "published": "2021-07-26"}, {"id": "b", "text": AGAIN}]
    (folder / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    build([folder / "news.jsonl"], folder / "store")
    return folder / "store"


def reported(store: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["link", "--store", str(store), "--report", *more]) == 0
    return capsys.readouterr().out


def test_the_report_tells_of_every_actor_in_json(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["label"]: row for row in map(json.loads, reported(store, capsys, "--format", "json").splitlines())}
    assert {"أنطونيو غوطيريش", "أنطونيو غوتيريش", "الأمم المتحدة", "العراق"} <= set(rows)
    assert rows["العراق"]["verdict"] == "curated"
    found = rows["أنطونيو غوطيريش"]
    assert (found["verdict"], found["wikidata"], found["articles"]) == ("same", "Q311440", ["a"])
    assert found["sharing"] == ["antonio-guterres"]
    assert "held the office printed then" in found["candidates"][0]["reasons"]


def test_the_report_can_be_of_some_verdicts(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = reported(store, capsys, "--verdict", "same", "--format", "json").splitlines()
    assert [json.loads(line)["label"] for line in told] == ["أنطونيو غوطيريش"]


def test_the_terminal_tells_scores_and_reasons(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = reported(store, capsys, "--verdict", "same")
    assert "owl:sameAs" in told
    assert "shares Q311440 with antonio-guterres" in told
    assert "the name in another spelling +2.6; " in told


def test_the_page_is_arabic_and_needs_nothing_else(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reported(store, capsys, "--html", str(tmp_path / "links.html"))
    page = (tmp_path / "links.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert "default-src 'none'" in page
    assert "الاسم بإملاء آخر" in page
    assert "src=" not in page


def test_a_decision_is_heeded(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.yaml"
    key = json.loads(reported(store, capsys, "--verdict", "same", "--format", "json"))["actor"]
    told = ["--reason", "a namesake", "--author", "ليلى", "--curation", str(mine)]
    assert main(["link", "--decide", key, "not-Q311440", *told]) == 0
    assert "antuniu" not in reported(store, capsys, "--verdict", "same", "--curation", str(mine))
    assert read_curation(mine).unlink[0].author == "ليلى"


# --- writing decisions down ----------------------------------------------------------------------------------------


def write(file: Path, item: str | None, *, actor: str = "salim-1a2b3c", denied: bool = False) -> None:
    told = {"reason": 'his page: "the minister"', "author": "Layla"}
    decide(file, actor, item, on=date(2026, 1, 2), denied=denied, **told)


def test_decisions_are_added_to_a_file_and_the_rest_of_it_stays(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("# mine\nlink: []\nunlink:\n- {actor: a, reason: no, author: L, on: 2026-01-01}  # sure\n", "utf-8")
    write(file, "Q1")
    write(file, None, actor="b")
    write(file, "Q7", actor="c", denied=True)
    told = read_curation(file)
    assert [(link.actor, link.wikidata, link.reason) for link in told.link] == [
        ("salim-1a2b3c", "Q1", 'his page: "the minister"')
    ]
    assert {(unlink.actor, unlink.wikidata) for unlink in told.unlink} == {("a", None), ("b", None), ("c", "Q7")}
    assert "# mine\n" in file.read_text("utf-8")
    assert "# sure\n" in file.read_text("utf-8")


def test_a_decision_against_another_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    write(file, "Q1")
    before = file.read_bytes()
    with pytest.raises(TableError, match=r"mine\.yaml:3: .* is Q1, yet .*mine\.yaml:2 says Q2"):
        write(file, "Q2")
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (before, [file])


@pytest.mark.parametrize("argument", ["reason", "author", "curation"])
def test_a_decision_needs_author_reason_and_file(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"reason": "r", "author": "a", "curation": "c.yaml"}
    del given[argument]
    told = [word for name, value in given.items() for word in (f"--{name}", value)]
    assert main(["link", "--decide", "key", "Q1", *told]) == 2
    assert f"--{argument} is needed" in capsys.readouterr().err
