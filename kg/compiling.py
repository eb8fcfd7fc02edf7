"""The reader's modules -> machine code beside them, by mypyc: `python -m kg.compiling`, `make fast`.

Compiled, an article is read in about half the time, and every reading is the same. mypyc
(https://mypyc.readthedocs.io) and a C compiler are needed once, to compile; compiled modules are used as long as no
source has changed since (`kg`).

With gcc they are compiled twice: first so that they count what they do while they read the articles of `seeds/`, then
so that what is done most lies closest together (https://gcc.gnu.org/onlinedocs/gcc/Instrumentation-Options.html,
`-fprofile-generate`), which makes them faster by a tenth.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sysconfig import get_config_var

from kg.compilable import compilable

PACKAGE = Path(__file__).parent
SUFFIX = str(get_config_var("EXT_SUFFIX"))
# Made of what mypyc does not take: decorators that look at a class while it is made, a dictionary that fills itself.
_LEFT = {"records", "wordmemo"}
# One library of all modules, which know of one another where everything is: a library of its own for each, which asks
# the others, is slower by a sixth.
_SETUP = """\
import os
import pickle
import sys
from pathlib import Path

from mypyc.build import mypycify
from pybind11.setup_helpers import ParallelCompile
from setuptools import setup

# What was written in C is compiled again as it is.
written = Path("written")
if not written.exists():
    told = mypycify({modules!r}, opt_level="2", debug_level="0", multi_file=True, group_name={library!r})
    written.write_bytes(pickle.dumps(told))
extensions = pickle.loads(written.read_bytes())
# The library comes first; the others, one for each module, only lead to it.
library, flags = extensions[0], os.environ["FLAGS"].split()
if sys.platform == "linux":
    flags += ["-fno-semantic-interposition", "-fno-plt", "-fvisibility=hidden"]
library.include_dirs = [*library.include_dirs, "build/kg"]
library.extra_compile_args = [*library.extra_compile_args, *flags]
library.extra_link_args = flags
# Or the files of the library would be compiled one after the other.
with ParallelCompile():
    setup(name="kg", ext_modules=extensions)
"""
# What is done while the compiled modules count what they do.
_PRACTICE = """\
from pathlib import Path

from kg.pipeline import load
from kg.reading import read_inputs

pipeline = load()
for article in [*read_inputs([Path({texts!r})], strict=True, report=print)] * 4:
    pipeline.read(article)
"""


class CompilingError(RuntimeError):
    """What keeps the reader from being compiled, in one sentence."""


def main() -> None:
    """Compile the reader in place; if the compiler fails nothing changes."""
    try:
        modules = reader(PACKAGE)
        print(f"Compiling {len(modules)} modules of the reader; this takes some minutes, once …", file=sys.stderr)
        with _refusals(), tempfile.TemporaryDirectory() as folder:
            install(compiled(PACKAGE, modules, Path(folder), _practice(PACKAGE.parent / "seeds")), PACKAGE)
    except CompilingError as error:
        sys.exit(f"mithaq: {error}")


def reader(package: Path) -> list[str]:
    """The names of the modules that reading an article takes: what the pipeline imports, near and far."""
    seen: set[str] = set()
    waiting = ["pipeline"]
    while waiting:
        name = waiting.pop()
        file = package / f"{name}.py"
        if name not in seen and file.exists():
            seen.add(name)
            waiting += _imported(ast.parse(file.read_text("utf-8")))
    return sorted(seen - _LEFT)


def _imported(tree: ast.Module) -> Iterable[str]:
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return [node.module.removeprefix("kg.") for node in froms if node.module and node.module.startswith("kg.")]


def _practice(texts: Path) -> str:
    """What reads the articles of a folder; nothing if it is not there."""
    return _PRACTICE.format(texts=str(texts)) if texts.is_dir() else ""


def compiled(package: Path, modules: Iterable[str], folder: Path, practice: str = "") -> list[Path]:
    """The extension modules of some modules of a package, made in an empty folder; raises CompilingError.

    `practice`: Python that uses them as they will be used, so that they are compiled for that. They are given the time
    at which the sources were read: a source changed while the compiler runs is newer.
    """
    copy = folder / "kg"
    copy.mkdir()
    read = time.time_ns()
    sources = {file.stem: file.read_text("utf-8") for file in package.glob("*.py")}
    kin = related(sources.values())
    for name, source in sources.items():
        text = compilable(source, kin) if name in modules else source
        (copy / f"{name}.py").write_text(text, "utf-8")
    for packaged in package.glob("*/__init__.py"):  # what the reader takes from them stays as it is
        shutil.copytree(packaged.parent, copy / packaged.parent.name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "setup.py").write_text(_setup(sorted(modules)), "utf-8")
    if not (practice and _compile_for(practice, folder)):
        _run(folder)
    made = sorted(copy.glob(f"*{SUFFIX}"))
    for extension in made:
        os.utime(extension, ns=(read, read))
    return made


def _setup(modules: Sequence[str]) -> str:
    """What compiles some modules into a library named after one of them, whose source it must be newer than."""
    return _SETUP.format(modules=[f"kg/{name}.py" for name in modules], library=f"kg.{modules[0]}")


def related(sources: Iterable[str]) -> frozenset[str]:
    """The names of the classes that inherit and of those that they inherit from."""
    nodes = (node for source in sources for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    bases = {node.name: {base for base in map(ast.unparse, node.bases) if "[" not in base} for node in nodes}
    return frozenset().union(*bases.values(), (name for name, inherited in bases.items() if inherited))


def _compile_for(practice: str, folder: Path) -> bool:
    """Compile for what some Python does most; whether the compiler can: others than gcc count in another way."""
    counts = folder / "counts"
    try:
        _run(folder, f"-fprofile-generate={counts}")
        subprocess.run(
            [sys.executable, "-c", practice], cwd=folder, env=_environment(), capture_output=True, check=True
        )
        _run(folder, f"-fprofile-use={counts}", "-fprofile-correction")
    except (CompilingError, subprocess.CalledProcessError):
        return False
    return counts.is_dir()


def _environment(*flags: str) -> dict[str, str]:
    """The environment for compiling a library with some flags; without a folder that would be imported from first."""
    told = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return told | {"FLAGS": " ".join(flags)}


def _run(folder: Path, *flags: str) -> None:
    """Compile with some flags for the library what has not been compiled yet, and the library in any case."""
    for library in folder.glob(f"build/lib*/kg/*__mypyc{SUFFIX}"):
        library.unlink()
    command = [sys.executable, "setup.py", "build_ext", "--inplace", f"--parallel={os.cpu_count() or 1}"]
    environment = _environment(*flags)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        told = [line for line in done.stderr.splitlines() + done.stdout.splitlines() if "rror" in line]
        raise CompilingError(
            f"the reader could not be compiled, and is read as plain Python as before; mypy, setuptools, pybind11 and "
            f"a C compiler are needed ({told[0].strip() if told else f'exit status {done.returncode}'})"
        )


def install(extensions: Iterable[Path], package: Path) -> None:
    """Put the extension modules beside their sources, in place of this interpreter's old ones; raises CompilingError.

    Nothing changes before all of them are in the package's file system; from then on until all are in place, the
    package is read as plain Python, also if putting them there fails halfway.
    """
    with _refusals(), tempfile.TemporaryDirectory(prefix=".compiled-", dir=package) as aside:
        made = [Path(shutil.copy2(extension, aside)) for extension in extensions]
        # It has no source: while it is there, nothing compiled is used (`kg`).
        unfinished = package / f"unfinished{SUFFIX}"
        unfinished.touch()
        for extension in made:
            extension.replace(package / extension.name)
        for old in set(package.glob(f"*{SUFFIX}")) - {package / extension.name for extension in made} - {unfinished}:
            old.unlink()
        unfinished.unlink()


@contextmanager
def _refusals() -> Iterator[None]:
    """What the system refuses is told as a CompilingError."""
    try:
        yield
    except OSError as error:
        raise CompilingError(
            f"the compiled reader could not be written: {error.filename2 or error.filename or 'a file'}: "
            f"{error.strerror}; make sure that it can be written and that the disk has room, and run `make fast` again"
        ) from error


if __name__ == "__main__":
    main()
