"""Mithaq: Arabic news in, a knowledge graph of statements, commitments and aid pledges out."""

from __future__ import annotations

import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Dataset

__version__ = "0.1.0"

_HERE = Path(__file__).parent


def _compiled() -> bool:
    """Whether the reader has been compiled (`kg.compiling`), and none of the sources was changed since."""
    made = {file: _HERE / f"{file.name.split('.')[0].removesuffix('__mypyc')}.py" for file in _HERE.glob("*.so")}
    return bool(made) and all(
        source.exists() and source.stat().st_mtime <= file.stat().st_mtime for file, source in made.items()
    )


COMPILED = _compiled()
if not COMPILED:
    # What was compiled from other sources is passed over.
    sys.path_importer_cache[str(_HERE)] = FileFinder(str(_HERE), (SourceFileLoader, SOURCE_SUFFIXES))


def open_graph(directory: str | Path) -> Dataset:
    """The graph built in a folder, as `kg.notebook.open_graph` gives it."""
    from kg.notebook import open_graph

    return open_graph(directory)
