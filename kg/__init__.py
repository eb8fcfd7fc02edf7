"""Mithaq: Arabic news in, a knowledge graph of statements, commitments and aid pledges out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Dataset

__version__ = "0.1.0"


def open_graph(directory: str | Path) -> Dataset:
    """The graph built in a folder, as `kg.notebook.open_graph` gives it."""
    from kg.notebook import open_graph

    return open_graph(directory)
