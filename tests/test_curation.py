"""What people decided is taken as it is written, or refused with file, line and remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.curation import NONE, Apart, Link, Merge, Unlink, load_curation, read_curation
from kg.tables import TableError

WHY = "reason: one promise in two renderings, author: Editor, on: 2021-08-01"
ONE, OTHER, THIRD = "commitment/a/10-40", "commitment/b/5-30", "commitment/c/7-31-2"


def file(folder: Path, text: str, name: str = "curation.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    path = file(folder, text)
    with pytest.raises(TableError) as error:
        read_curation(path)
    return str(error.value).replace(f"{path}:", "")


def test_program_comes_with_a_sound_file() -> None:
    assert load_curation() == read_curation(Path("ontology/curation.yaml"))


def test_file_without_decisions_decides_nothing(tmp_path: Path) -> None:
    assert read_curation(file(tmp_path, "merge:\napart: []\n")) == NONE


def test_decision_has_nodes_reason_author_and_day(tmp_path: Path) -> None:
    path = file(tmp_path, f"merge:\n- {{nodes: [{ONE}, {OTHER}], {WHY}}}\n")
    (merge,) = read_curation(path).merge
    assert merge == Merge("one promise in two renderings", "Editor", date(2021, 8, 1), nodes=(ONE, OTHER))
    assert merge.place == f"{path}:2"


def test_decisions_are_of_four_kinds(tmp_path: Path) -> None:
    entries = (
        f"apart:\n- {{nodes: [{ONE}, {OTHER}, {THIRD}], {WHY}}}\n"
        f"link:\n- {{actor: kadhimi, wikidata: Q85317569, {WHY}}}\n"
        f"unlink:\n- {{actor: biden, {WHY}}}\n- {{actor: bush, wikidata: Q23505, {WHY}}}\n"
    )
    curation = read_curation(file(tmp_path, entries))
    assert [type(d) for d in (*curation.apart, *curation.link, *curation.unlink)] == [Apart, Link, Unlink, Unlink]
    assert [d.wikidata for d in curation.unlink] == [None, "Q23505"]


def test_decisions_of_a_user_stand_behind_those_of_the_program(tmp_path: Path) -> None:
    ours = file(tmp_path, f"link:\n- {{actor: kadhimi, wikidata: Q85317569, {WHY}}}\n", "ours.yaml")
    theirs = file(tmp_path, f"link:\n- {{actor: biden, wikidata: Q6279, {WHY}}}\n", "theirs.yaml")
    assert [link.actor for link in read_curation(ours, theirs).link] == ["kadhimi", "biden"]


def test_decision_told_twice_is_one_decision(tmp_path: Path) -> None:
    text = f"link:\n- {{actor: kadhimi, wikidata: Q85317569, {WHY}}}\n"
    ours, theirs = file(tmp_path, text, "ours.yaml"), file(tmp_path, text, "theirs.yaml")
    assert [link.place for link in read_curation(ours, theirs).link] == [f"{ours}:2"]


def test_key_of_a_decision_is_of_what_it_says_not_of_where_it_stands(tmp_path: Path) -> None:
    entry = f"- {{nodes: [{ONE}, {OTHER}], {WHY}}}\n"
    (here,) = read_curation(file(tmp_path, f"merge:\n{entry}", "here.yaml")).merge
    (there,) = read_curation(file(tmp_path, f"# moved\n\nmerge:\n{entry}", "there.yaml")).merge
    (apart,) = read_curation(file(tmp_path, f"apart:\n{entry}", "apart.yaml")).apart
    assert here.key == there.key != apart.key


@pytest.mark.parametrize(
    "text, message",
    [
        ("- {nodes: []}", "1: expected tables, each under its name: merge, apart, link, unlink"),
        ("merged:\n", "1: expected each once: merge, apart, link, unlink, found 'merged'"),
        (f"merge:\n- {{nodes: [{ONE}, {OTHER}], author: A, on: 2021-08-01}}", "2: the field 'reason' is missing"),
        (
            f"merge:\n- {{nodes: [{ONE}, {OTHER}], reason: '', author: A, on: 2021-08-01}}",
            "2: expected a reason and an author",
        ),
        (f"merge:\n- {{nodes: [{ONE}], {WHY}}}", "2: nodes: expected two or more, each once"),
        (f"merge:\n- {{nodes: [{ONE}, {ONE}], {WHY}}}", "2: nodes: expected two or more, each once"),
        (
            f"merge:\n- {{nodes: [https://example.org/id/{ONE}, {OTHER}], {WHY}}}",
            f"2: nodes: expected IRIs without their base, as commitment/ARTICLE/120-180, found 'https://example.org/id/{ONE}'",
        ),
        (f"merge:\n- {{nodes: [{ONE}, pledge/b/1-2], {WHY}}}", "2: nodes: expected frames of one kind"),
        (f"link:\n- {{actor: us, wikidata: 30, {WHY}}}", "2: wikidata: expected an item's id such as Q796, found '30'"),
        (f"link:\n- {{actor: us, wikidata: Q30, place: here, {WHY}}}", "2: expected one of the fields reason, author"),
    ],
)
def test_wrong_entry_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text).startswith(message)


@pytest.mark.parametrize(
    "text, message",
    [
        (
            f"merge:\n- {{nodes: [{ONE}, {OTHER}], {WHY}}}\n- {{nodes: [{OTHER}, {THIRD}], {WHY}}}\n"
            f"apart:\n- {{nodes: [{ONE}, {THIRD}], {WHY}}}\n",
            f"5: {ONE} and {THIRD} are kept apart, yet 2 makes them one; remove one",
        ),
        (
            f"link:\n- {{actor: us, wikidata: Q30, {WHY}}}\n- {{actor: us, wikidata: Q31, {WHY}}}\n",
            "3: us is Q31, yet 2 says Q30; remove one",
        ),
        (
            f"link:\n- {{actor: us, wikidata: Q30, {WHY}}}\nunlink:\n- {{actor: us, {WHY}}}\n",
            "4: us is denied Q30, which 2 gives it; remove one",
        ),
    ],
)
def test_decisions_that_contradict_each_other_are_refused(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


def test_actor_can_be_denied_one_item_and_given_another(tmp_path: Path) -> None:
    text = f"link:\n- {{actor: us, wikidata: Q30, {WHY}}}\nunlink:\n- {{actor: us, wikidata: Q31, {WHY}}}\n"
    assert len(read_curation(file(tmp_path, text)).unlink) == 1
