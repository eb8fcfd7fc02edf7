"""A wrong entry in a curated table is refused with file, line and what was expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from kg.tables import TableError, curated, read_lines, read_mapping, read_table


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0


@dataclass(frozen=True)
class Row:
    verb: str
    act: Literal["say", "deny"] = "say"
    forms: tuple[str, ...] = ()
    strict: bool = False
    rank: int = 0
    share: Decimal = Decimal(0)
    since: date | None = None
    at: Point | None = None

    def __post_init__(self) -> None:
        if self.verb in self.forms:
            raise ValueError("expected forms other than the verb itself")


def table(folder: Path, text: str) -> Path:
    path = folder / "rows.yaml"
    path.write_text(text, "utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    path = table(folder, text)
    with pytest.raises(TableError) as error:
        read_table(path, Row)
    message = str(error.value)
    assert message.startswith(f"{path}:")
    return message.removeprefix(f"{path}:")


@pytest.mark.parametrize(
    "entry, row",
    [
        ("- {verb: قال}", Row("قال")),
        ("- verb: نفى\n  act: deny", Row("نفى", act="deny")),
        ("- {verb: قال, forms: [قالت, قالوا]}", Row("قال", forms=("قالت", "قالوا"))),
        ("- {verb: قال, strict: true, rank: 3}", Row("قال", strict=True, rank=3)),
        ("- {verb: قال, share: 0.50}", Row("قال", share=Decimal("0.50"))),
        ("- {verb: قال, since: 2021-07-26}", Row("قال", since=date(2021, 7, 26))),
        ("- {verb: قال, since: null}", Row("قال")),
        ("- {verb: قال, at: {x: 1}}", Row("قال", at=Point(1))),
        ("- {verb: 2021}", Row("2021")),
        ("- {verb: no}", Row("no")),
    ],
)
def test_entry_becomes_a_typed_row(tmp_path: Path, entry: str, row: Row) -> None:
    assert read_table(table(tmp_path, entry), Row) == (row,)


@pytest.mark.parametrize(
    "text, message",
    [
        ("- {verb: قال, acts: say}", "1: expected one of the fields verb, act"),
        ("- {verb: قال}\n- {verb: نفى, act: shout}", "2: act: expected one of say, deny, found 'shout'"),
        ("- {act: say}", "1: the field 'verb' is missing"),
        ("- {verb: قال, verb: نفى}", "1: expected each field once, found 'verb'"),
        ("- {verb: قال, forms: قالت}", "1: forms: expected a list in [brackets], found 'قالت'"),
        ("- {verb: [قال]}", "1: verb: expected a single value"),
        ("- {verb: قال, rank: عشرة}", "1: rank: expected a whole number, found 'عشرة'"),
        ("- {verb: قال, share: half}", "1: share: expected a number, found 'half'"),
        ("- {verb: قال, since: 26.7.2021}", "1: since: expected a date as 2021-07-26, found '26.7.2021'"),
        ("- {verb: قال, strict: yes}", "1: strict: expected true or false, found 'yes'"),
        ("- {verb: قال, forms: [قال]}", "1: expected forms other than the verb itself"),
        ("- {verb: قال, at: {z: 1}}", "1: expected one of the fields x, y, found 'z'"),
        ("- قال", "1: expected an entry with the fields verb, act"),
        ("verb: قال", "1: expected a list of entries"),
        ("", "1: expected a list of entries"),
        ("- {verb: قال}\n- {verb: [نفى}", "2: not valid YAML"),
    ],
)
def test_wrong_entry_is_refused_by_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text).startswith(message)


def test_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.yaml"
    path.write_bytes("- {verb: قال}".encode("cp1256"))
    with pytest.raises(TableError, match=r"not UTF-8 \(byte 9\); save it as UTF-8"):
        read_table(path, Row)


def test_character_that_yaml_forbids_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"rows\.yaml"):
        read_table(table(tmp_path, "- {verb: 'قال\x00'}"), Row)


def test_entries_come_with_their_lines(tmp_path: Path) -> None:
    path = table(tmp_path, "# head\n- {verb: قال}\n\n- verb: نفى\n")
    assert [(line, row.verb) for line, row in read_lines(path, Row)] == [(2, "قال"), (4, "نفى")]


def wrong_key(key: str) -> str | None:
    return None if key.islower() else "expected a key in lower case"


def test_mapping_is_read_by_its_keys(tmp_path: Path) -> None:
    path = table(tmp_path, "first: {verb: قال}\nsecond: {verb: نفى}")
    assert read_mapping(path, Row, wrong_key=wrong_key) == {"first": Row("قال"), "second": Row("نفى")}


def test_empty_mapping_has_no_entries(tmp_path: Path) -> None:
    assert read_mapping(table(tmp_path, "# nothing yet\n"), Row, wrong_key=wrong_key) == {}


@pytest.mark.parametrize(
    "text, message",
    [
        ("first: {verb: قال}\nfirst: {verb: نفى}", "2: expected each key once, found 'first'"),
        ("First: {verb: قال}", "1: expected a key in lower case, found 'First'"),
        ("- {verb: قال}", "1: expected entries, each under its key"),
        ("[a, b]: {verb: قال}", "1: expected a name before the colon"),
    ],
)
def test_wrong_mapping_is_refused_by_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    path = table(tmp_path, text)
    with pytest.raises(TableError) as error:
        read_mapping(path, Row, wrong_key=wrong_key)
    assert str(error.value).startswith(f"{path}:{message}")


def test_curated_file_is_found_wherever_the_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert curated("lexicon", "cues.yaml").is_file()
