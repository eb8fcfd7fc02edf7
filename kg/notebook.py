"""A built graph in Python: an rdflib Dataset over the store, for notebooks and scripts.

import kg
graph = kg.open_graph("store")
for row in graph.query("SELECT ?name WHERE { ?actor a mq:Country ; rdfs:label ?name }"):
    print(row.name)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph

from kg.namespaces import PREFIXES
from kg.store import current_version


class _PublishedStore(OxigraphStore):
    """The store of a published graph, which nothing changes."""

    def add_graph(self, graph: Graph) -> None:
        """Called when a graph is named, be it to read it."""


class _PublishedGraph(Dataset):
    """A Dataset without the warning that rdflib 7.6 gives of its own use of this property."""

    @property  # type: ignore[misc]  # rdflib's can be set as well
    def default_context(self) -> Any:
        return self.default_graph


def open_graph(directory: str | Path) -> Dataset:
    """The current graph of a folder that `mithaq build` wrote, read-only; raises StoreError.

    Triples and queries see the union of all graphs, which is the store's default graph; `graph.graph(iri)` is one
    article's. The prefixes of the graph are bound. Queries run in the engine, in this process: nothing limits their
    time or memory.
    """
    version = current_version(Path(directory))
    dataset = _PublishedGraph(store=_PublishedStore(store=version.open()))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
