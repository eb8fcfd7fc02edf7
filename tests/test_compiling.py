"""The compiled reader reads as the plain one does, and is passed over once a source has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from sysconfig import get_config_var

import pytest

import kg
from kg import compiling
from kg.compilable import compilable
from kg.compiling import CompilingError, compiled, install, reader, related

ROOT = Path(__file__).parent.parent
READ = """
from kg.pipeline import load
from kg.reading import read_inputs
from pathlib import Path
pipeline = load()
for article in read_inputs([Path("seeds")], strict=True, report=print):
    reading = pipeline.read(article)
    print(sorted(reading.actors.items()), reading.mentions, reading.statements, sep="\\n")
    print(reading.commitments, reading.pledges, reading.outcomes, sep="\\n")
"""
# Everything that is written anew, in one module: what it gives must be the same before and after.
SAMPLE = '''
from __future__ import annotations

import pickle
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable
from copy import copy
from dataclasses import field
from functools import cached_property
from typing import Generic, TypeVar, get_type_hints

from kg.records import dataclass, replace

Row = TypeVar("Row")
MARKS = (".", "،")
FIRST, LAST = 1, -1
ONE = UNITY = 1
LOW, HIGH = divmod(7, 2)
NAMES: dict[str, str] = {"و": "and"}
looked: list[str] = []


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb."""

    verb: str
    forms: tuple[str, ...] = ()
    act: str | None = None


@dataclass(frozen=True)
class Text:
    words: list[str]
    found: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.found.append(len(self.words))

    @cached_property
    def number(self) -> Callable[[str], int]:
        looked.append("number")
        return {word: number for number, word in enumerate(self.words)}.__getitem__

    @cached_property
    def forms(self) -> list[str]:
        return self.words

    @cached_property
    def by_token(self) -> dict[int, str]:
        """The words by their places; empty outside the text."""
        return defaultdict(str, enumerate(self.words))

    @cached_property
    def word(self) -> Callable[[int], str]:
        return self.by_token.__getitem__

    @cached_property
    def marks(self) -> list[int]:
        """The places of the marks."""
        looked.append("marks")
        return [place for place, word in enumerate(self.words) if word in (*MARKS, ":")]


@dataclass(frozen=True, slots=True)
class Entry(Generic[Row]):
    row: Row
    clitic: str = ""


class Reader:
    """One that is no record."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.word = text.by_token.__getitem__

    @cached_property
    def last(self) -> str:
        looked.append("last")
        return self.text.word(len(self.text.words) + LAST)


def told() -> list[object]:
    """What all of it gives."""
    text = Text("قال الوزير : نعم ،".split(" "))
    reader = Reader(text)
    cue = Cue("قال", ("يقول",))
    entry = Entry(cue, "و")
    return [
        *(ONE + UNITY + LOW + HIGH, text.word(FIRST), NAMES["و"]),
        *(text.marks, text.marks, text.found, reader.last, reader.last, text.number("نعم"), looked),
        *(reader.word(0), reader.word(4), reader.word(5), reader.word(-1), text.word(-1)),
        list(map(reader.word, (3, 9))),
        [(bisect_left([2, 4, 4, 7], place), bisect_right([2, 4, 4, 7], place)) for place in (1, 4, 7, 9)],
        bisect_left([], 3),
        *(cue.verb, replace(cue, act="say"), {cue: 1}[Cue("قال", ("يقول",))], cue == Cue("قال")),
        *(pickle.loads(pickle.dumps(cue)) == cue, copy(entry).row is cue),
        *(entry.row.verb, entry.clitic, Entry(3).clitic, get_type_hints(Cue)),
    ]
'''
TOLD = "from kg.sample import told; print(told())"
IS_COMPILED = "import kg; print(kg.COMPILED)"
SUFFIX = get_config_var("EXT_SUFFIX")


def run(code: str, folder: Path) -> str:
    """What Python prints for some code in a folder that holds a package `kg`."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONHASHSEED": "0"}
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with the package as plain Python and what it reads."""
    shutil.copytree(ROOT / "kg", tmp_path / "kg", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    for name in ("ontology", "seeds"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A folder with a package of one module that has everything in it that is written anew."""
    package = tmp_path / "kg"
    package.mkdir()
    shutil.copy(ROOT / "kg" / "records.py", package)
    (package / "__init__.py").touch()
    (package / "sample.py").write_text(SAMPLE, "utf-8")
    return tmp_path


def test_what_is_written_for_the_compiler_does_the_same(sample: Path) -> None:
    before = run(TOLD, sample)
    (sample / "kg" / "sample.py").write_text(compilable(SAMPLE), "utf-8")
    assert run(TOLD, sample) == before
    assert "[6, 'الوزير', 'and', [2, 4], [2, 4], [5], '،', '،', 3, ['marks', 'last', 'number']" in before
    assert "'قال', '،', '', '', '', ['نعم', ''], [(0, 0), (1, 3), (3, 4), (4, 4)], 0" in before


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler here")
def test_compiled_code_does_the_same(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = run(TOLD, sample)
    install(compiled(sample / "kg", ["sample"], tmp_path_factory.mktemp("compiling")), sample / "kg")
    assert run("from kg import sample; print(sample.__file__)", sample).strip().endswith(".so")
    assert run(TOLD, sample) == before


@pytest.mark.skipif(not shutil.which("gcc"), reason="no gcc here")
def test_what_was_compiled_for_a_practice_does_the_same(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before, folder = run(TOLD, sample), tmp_path_factory.mktemp("compiling")
    install(compiled(sample / "kg", ["sample"], folder, practice=TOLD), sample / "kg")
    assert list((folder / "counts").rglob("*sample*.gcda"))
    assert run("from kg import sample; print(sample.__file__)", sample).strip().endswith(".so")
    assert run(TOLD, sample) == before


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler here")
def test_a_practice_that_fails_leaves_what_is_compiled_as_ever(
    sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("compiling")
    install(compiled(sample / "kg", ["sample"], folder, practice="raise SystemExit(1)"), sample / "kg")
    assert run("from kg import sample; print(sample.__file__)", sample).strip().endswith(".so")


def test_what_cannot_be_compiled_is_told_in_a_sentence(sample: Path, tmp_path: Path) -> None:
    (sample / "kg" / "sample.py").write_text('count: int = "عشرة"\n', "utf-8")
    (tmp_path / "compiling").mkdir()
    with pytest.raises(CompilingError, match=r"read as plain Python as before.*\(kg/sample\.py:1: error"):
        compiled(sample / "kg", ["sample"], tmp_path / "compiling")


def test_the_sources_written_for_the_compiler_read_the_seeds_the_same(copy: Path) -> None:
    plain = run(READ, copy)
    assert "Span(start=" in plain
    sources = {name: (copy / "kg" / f"{name}.py").read_text("utf-8") for name in reader(copy / "kg")}
    kin = related(sources.values())
    for name, source in sources.items():
        (copy / "kg" / f"{name}.py").write_text(compilable(source, kin), "utf-8")
    assert run(READ, copy) == plain


@pytest.mark.skipif(not kg.COMPILED, reason="the reader is not compiled here: `make fast` compiles it")
def test_the_compiled_reader_reads_the_seeds_as_the_plain_one(copy: Path) -> None:
    assert run("import kg.pipeline; print(kg.pipeline.__file__)", ROOT).endswith(".so\n")
    assert run(READ, ROOT) == run(READ, copy)


def test_the_reader_is_compiled_without_what_serves_and_writes() -> None:
    modules = reader(ROOT / "kg")
    assert {"pipeline", "statements", "cast", "lexicon", "document"} <= set(modules)
    assert not {"build", "graph", "store", "cli"} & set(modules)


def test_what_is_older_than_its_source_is_passed_over(copy: Path) -> None:
    made = copy / "kg" / f"span{SUFFIX}"
    made.touch()
    assert run(IS_COMPILED, copy) == "True\n"
    later = made.stat().st_mtime + 10
    os.utime(copy / "kg" / "span.py", (later, later))
    assert run(IS_COMPILED, copy) == "False\n"
    assert run("import kg.span; print(kg.span.__file__)", copy).endswith("span.py\n")


def test_what_has_lost_its_source_is_passed_over(copy: Path) -> None:
    (copy / "kg" / f"gone{SUFFIX}").touch()
    assert run(IS_COMPILED, copy) == "False\n"


def test_what_another_interpreter_loads_is_not_compiled_for_this_one(copy: Path) -> None:
    (copy / "kg" / "span.cpython-399-x86_64-linux-gnu.so").touch()
    assert run(IS_COMPILED, copy) == "False\n"


@pytest.mark.parametrize(("edited", "used"), [(False, "True\n"), (True, "False\n")])
def test_a_source_edited_while_the_compiler_runs_is_newer_than_what_is_made(
    copy: Path, monkeypatch: pytest.MonkeyPatch, edited: bool, used: str
) -> None:
    def compiler(folder: Path) -> None:
        if edited:
            (copy / "kg" / "span.py").touch()
        (folder / "kg" / f"span{SUFFIX}").touch()

    monkeypatch.setattr(compiling, "_run", compiler)
    (copy / "made").mkdir()
    install(compiled(copy / "kg", ["span"], copy / "made"), copy / "kg")
    assert run(IS_COMPILED, copy) == used


def extension(folder: Path, name: str, content: str) -> Path:
    """A file named as an extension module of this interpreter."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}{SUFFIX}"
    file.write_text(content, "utf-8")
    return file


def test_new_extension_modules_stand_in_place_of_all_old_ones(tmp_path: Path) -> None:
    package = tmp_path / "kg"
    old = [extension(package, name, "old") for name in ("span", "roster")]
    install([extension(tmp_path / "made", "span", "new")], package)
    assert [(file, file.read_text("utf-8")) for file in package.iterdir()] == [(old[0], "new")]


def test_nothing_changes_if_an_extension_module_cannot_be_copied(tmp_path: Path) -> None:
    package = tmp_path / "kg"
    old = extension(package, "span", "old")
    missing = tmp_path / "made" / f"roster{SUFFIX}"
    with pytest.raises(CompilingError, match=r"roster.*: No such file or directory; .*`make fast` again$"):
        install([extension(tmp_path / "made", "span", "new"), missing], package)
    assert [(file, file.read_text("utf-8")) for file in package.iterdir()] == [(old, "old")]


def test_what_was_put_in_place_in_part_is_passed_over(copy: Path) -> None:
    made = [extension(copy / "made", name, "new") for name in ("folding", "span")]
    (copy / "kg" / f"span{SUFFIX}").mkdir()
    with pytest.raises(CompilingError, match=r"kg/span.*: Is a directory"):
        install(made, copy / "kg")
    assert (copy / "kg" / f"folding{SUFFIX}").exists()
    assert run(IS_COMPILED, copy) == "False\n"
