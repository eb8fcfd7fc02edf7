"""Mithaq: Arabic news in, a knowledge graph of statements, commitments and aid pledges out."""

from __future__ import annotations

import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from sysconfig import get_config_var
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Dataset

__version__ = "0.1.0"

_HERE = Path(__file__).parent


def _current(file: Path) -> bool:
    """Whether a compiled module's source is there, and was not changed since it was compiled (`kg.compiling`)."""
    source = _HERE / f"{file.name.split('.')[0].removesuffix('__mypyc')}.py"
    try:
        return source.stat().st_mtime <= file.stat().st_mtime
    except FileNotFoundError:
        return False


# Only what this interpreter can load counts.
_FOUND = list(_HERE.glob(f"*{get_config_var('EXT_SUFFIX')}"))
COMPILED = bool(_FOUND) and all(map(_current, _FOUND))
if _FOUND and not COMPILED:
    # What was compiled from other sources is passed over.
    sys.path_importer_cache[str(_HERE)] = FileFinder(str(_HERE), (SourceFileLoader, SOURCE_SUFFIXES))


def open_graph(directory: str | Path) -> Dataset:
    """The graph built in a folder, as `kg.notebook.open_graph` gives it."""
    from kg.notebook import open_graph

    return open_graph(directory)
