"""Settings: from flags, environment and a file; what is wrong with one is told where it stands."""

from __future__ import annotations

import argparse
from dataclasses import fields
from pathlib import Path

import pytest
from conftest import Run

from endpoint.config import Config, ConfigError
from endpoint.quantities import read_bytes, read_seconds, show_bytes, show_seconds
from endpoint.settings import add_flags, as_table, as_yaml, configure, gather, settings, unknown_variables

SERVING = Path(__file__).parent.parent / "docs" / "serving.md"


def flags(*arguments: str) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    add_flags(parser)
    return vars(parser.parse_args(arguments))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mithaq.yaml"


# --- sizes and durations


@pytest.mark.parametrize(
    ("text", "size"),
    [("4GiB", 4 << 30), ("512MiB", 512 << 20), ("64kB", 64000), ("1.5 gib", 3 << 29), ("300", 300), ("0", 0)],
)
def test_a_size_has_a_unit_or_is_bytes(text: str, size: int) -> None:
    assert read_bytes(text) == size


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("2m", 120), ("1.5h", 5400), ("250ms", 0.25), ("7", 7), ("1d", 86400)]
)
def test_a_duration_has_a_unit_or_is_seconds(text: str, seconds: float) -> None:
    assert read_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "GiB", "4 G B", "-1MiB", "1e9", "٤GiB", "4GiBs"])
def test_what_is_no_size_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no size: write 512MiB, 4GiB"):
        read_bytes(text)


@pytest.mark.parametrize("text", ["", "s", "-1s", "1 minute", "1M2", "nan", "inf"])
def test_what_is_no_duration_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no duration: write 30s, 2m"):
        read_seconds(text)


@pytest.mark.parametrize("size", [0, 1, 1000, 64 << 10, 3 << 29, 4 << 30, 5 << 40])
def test_a_size_is_shown_as_it_would_be_read(size: int) -> None:
    assert read_bytes(show_bytes(size)) == size


@pytest.mark.parametrize("seconds", [0, 0.25, 1, 59, 60, 90, 7200, 86400])
def test_a_duration_is_shown_as_it_would_be_read(seconds: float) -> None:
    assert read_seconds(show_seconds(seconds)) == seconds


# --- where settings come from


def test_a_flag_comes_before_the_environment_and_that_before_the_file(file: Path) -> None:
    file.write_text("store: built\nworkers: 2\nport: 2\nqueue_length: 2\n")
    environment = {"MITHAQ_WORKERS": "3", "MITHAQ_PORT": "3"}
    config = configure(flags("--workers", "4"), environment, file)
    assert (config.workers, config.port, config.queue_length, config.page_rows) == (4, 3, 2, 500)


@pytest.mark.parametrize("setting", settings(), ids=lambda setting: str(setting.name))
def test_every_setting_can_be_given_in_every_way(setting: object, file: Path) -> None:
    one = next(each for each in settings() if each is setting)
    choice = one.metavar.split("|")[0]
    kinds = {"SIZE": "2GiB", "DURATION": "90s", "N": "77", "PATH": "/there", "TEXT": "words"}
    kinds |= {"URL": "http://there/query", "NAME:PASSWORD": "reader:word"}
    text = kinds.get(choice.removesuffix(",…"), choice)
    file.write_text(f"{one.name}: {text}\n")
    values = [
        gather(flags(one.flag, text), {}, None)[one.name].value,
        gather({}, {one.variable: text}, None)[one.name].value,
        gather({}, {}, file)[one.name].value,
    ]
    assert values == [one.read(text)] * 3


def test_an_empty_variable_counts_as_not_given() -> None:
    assert configure({}, {"MITHAQ_STORE": "/store", "MITHAQ_PORT": ""}).port == 8000


def test_an_empty_value_in_the_file_counts_as_not_given(file: Path) -> None:
    file.write_text("store: /store\nport:\n")
    assert configure({}, {}, file).port == 8000


def test_a_path_in_the_file_is_told_from_its_folder(file: Path) -> None:
    file.write_text("store: built\n")
    assert configure({}, {}, file).store == file.parent / "built"


def test_a_store_must_be_given() -> None:
    with pytest.raises(ConfigError, match=r"no store is given: add --store DIR"):
        configure()


# --- what is wrong is told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("store: x\n\nquery_seconds: 30x", ":3: query_seconds: '30x' is no duration: write 30s"),
        ("memory_bytes: much", ":1: memory_bytes: 'much' is no size: write 512MiB"),
        ("workers: 0", ":1: workers: '0' is too little: write at least 1"),
        ("workers: 2.5", ":1: workers: '2.5' is no whole number"),
        ("memory_bytes: 1MiB", ":1: memory_bytes: '1MiB' is too little: write at least 1GiB"),
        ("store: x\nworker: 3", ":2: there is no setting 'worker'; is workers meant?"),
        ("port: 1\nport: 2", ":2: port stands twice: remove one"),
        ("- port", ":1: this is no list of settings: write one 'name: value' on each line"),
        ("port: {a: 1}", ":1: port: a group cannot be a value"),
        ("? [a]\n: 1", ":1: this is no name of a setting"),
        ("store: x\nport: [", ":2: not YAML"),
    ],
)
def test_a_wrong_line_is_named_with_its_remedy(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    with pytest.raises(ConfigError) as refused:
        configure({}, {}, file)
    assert str(refused.value).startswith(f"{file}{message}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("content", "message"), [(b"store: \xff", "not UTF-8 (byte 7)"), (b"a: \0", "not YAML")])
def test_a_file_that_is_no_text_is_refused(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ConfigError) as refused:
        configure({}, {}, file)
    assert message in str(refused.value) and "\n" not in str(refused.value)


def test_a_missing_file_is_named(file: Path) -> None:
    with pytest.raises(ConfigError, match=f"{file}: No such file or directory: name a file"):
        configure({}, {}, file)


def test_a_wrong_variable_is_named() -> None:
    with pytest.raises(ConfigError, match=r"MITHAQ_PORT: 'tcp://10.0.0.1' is no whole number: write digits"):
        configure({}, {"MITHAQ_PORT": "tcp://10.0.0.1"})


def test_a_misspelt_variable_is_told_and_others_are_left_alone() -> None:
    environment = {"MITHAQ_QUERY_SECOND": "3", "MITHAQ_PORT": "1", "MITHAQ_CONFIG": "f", "HOME": "/"}
    told = "MITHAQ_QUERY_SECOND is ignored: no setting has this name; is MITHAQ_QUERY_SECONDS meant?"
    assert unknown_variables(environment) == [told]


def test_a_wrong_flag_is_wrong_usage(mithaq: Run) -> None:
    done = mithaq("serve", "--store", "x", "--query-seconds", "30x")
    assert done.returncode == 2
    assert "argument --query-seconds: '30x' is no duration: write 30s, 2m or the like" in done.stderr


# --- for the reader


def test_printed_settings_are_a_file_that_gives_the_same(file: Path) -> None:
    given = gather(flags("--store", "/store with space", "--allow-origin", "*", "--query-seconds", "90s"), {}, None)
    file.write_text(as_yaml(given))
    assert configure({}, {}, file) == configure({name: each.value for name, each in given.items()})


def test_settings_are_printed_with_their_source(mithaq: Run) -> None:
    printed = mithaq("serve", "--store", "/built", "--print-config").stdout.splitlines()
    assert printed[0] == "store: /built  # the folder the graph was built in [--store]"
    assert "port: 8000  # the port to listen on; 0 takes a free one [default]" in printed


def test_the_documented_table_is_that_of_the_program() -> None:
    assert as_table() in SERVING.read_text("utf-8"), f"docs/serving.md should hold\n{as_table()}"
    assert as_table().count("\n") == len(fields(Config)) + 1
