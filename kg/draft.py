"""Pages of quads -> the graph that is to be published: spooled to a file, counted, and checked against the shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO

from pyoxigraph import Quad, RdfFormat, parse

from kg.namespaces import expand
from kg.nquads import serialise
from kg.ontology import ontology_quads
from kg.reading import Problem
from kg.validation import validate
from kg.workers import Page, backdrop

# The classes whose nodes are counted, under the names that the manifest and the report give them.
_COUNTED = {
    expand("mq:Article"): "articles",
    expand("mq:Actor"): "actors",
    expand("mq:Statement"): "statements",
    expand("mq:Commitment"): "commitments",
    expand("mq:AidPledge"): "pledges",
}
_TYPED = re.compile(
    rf"^<([^>]*)> <{re.escape(expand('rdf:type'))}> <({'|'.join(map(re.escape, _COUNTED))})> ".encode(), re.MULTILINE
)


class Draft:
    """A graph in the making, written to the file `spool`. `faults` holds all that the shapes object to."""

    def __init__(self, spool: IO[bytes], base: str) -> None:
        self.faults: list[Problem] = []
        self._spool = spool
        self._base = base
        self._actors: set[str] = set()
        self._rules: set[str] = set()
        self._quads = 0
        # Hashes do: two nodes in a million millions would have to share one to change a count.
        self._nodes: dict[str, set[int]] = {name: set() for name in _COUNTED.values()}

    def add(self, page: Page, faults: Iterable[Problem] = ()) -> None:
        """Take in the page of one article, and what the shapes object to in it."""
        self.faults += faults
        self._actors |= page.actors
        self._rules |= page.rules
        self._write(page.quads)

    def add_world(self) -> None:
        """Add what stands beside the articles: the curated actors they name, the program, its rules, the ontology."""
        beside = backdrop(self._base).quads(self._actors, self._rules)
        self.faults += [Problem("beside the articles", str(violation)) for violation in validate(beside)]
        self._write(serialise([*beside, *ontology_quads()]))

    def counts(self) -> dict[str, int]:
        """How many articles, actors, statements, commitments (pledges among them), pledges and quads there are."""
        return {name: len(nodes) for name, nodes in self._nodes.items()} | {"quads": self._quads}

    def quads(self) -> Iterator[Quad]:
        """Every quad, in order of article."""
        self._spool.seek(0)
        quads: Iterable[Quad] = parse(self._spool, format=RdfFormat.N_QUADS)
        yield from quads

    def _write(self, document: bytes) -> None:
        self._spool.write(document)
        self._quads += document.count(b"\n")
        for node, kind in _TYPED.findall(document):
            self._nodes[_COUNTED[kind.decode()]].add(hash(node))
