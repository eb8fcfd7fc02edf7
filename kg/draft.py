"""Pages of quads -> the graph that is to be published: spooled to a file, counted, and checked against the shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from os import SEEK_END
from typing import IO, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.across.naming import NOTHING, Standing
from kg.curation import NONE, Curation
from kg.graph_terms import term
from kg.iris import Minter, segment
from kg.namespaces import expand
from kg.nquads import serialise
from kg.ontology import ontology_quads
from kg.reading import Problem
from kg.together import Across
from kg.validation import validate
from kg.workers import Page, backdrop

# The classes whose nodes are counted, under the names that the manifest and the report give them.
_COUNTED = {
    expand("mq:Article"): "articles",
    expand("mq:Actor"): "actors",
    expand("mq:Statement"): "statements",
    expand("mq:Commitment"): "commitments",
    expand("mq:AidPledge"): "pledges",
    expand("mq:Utterance"): "utterances",
}
_TYPED = re.compile(
    rf"^<([^>]*)> <{re.escape(expand('rdf:type'))}> <({'|'.join(map(re.escape, _COUNTED))})> ".encode(), re.MULTILINE
)


class Draft:
    """A graph in the making, written to the file `spool`. `faults` holds all that the shapes object to.

    First come the pages of articles, then what is said across them, then what stands beside them.
    """

    def __init__(self, spool: IO[bytes], sketches: IO[bytes], base: str) -> None:
        self.faults: list[Problem] = []
        self._spool = spool
        self._base = base
        self._actors: set[str] = set()
        self._rules: set[str] = set()
        self._quads = 0
        # Hashes do: two nodes in a million millions would have to share one to change a count.
        self._nodes: dict[str, set[int]] = {name: set() for name in _COUNTED.values()}
        self._pages: list[tuple[str, int]] = []
        self._across = Across(sketches, base, backdrop(base).actors.by_key)

    def add(self, page: Page, faults: Iterable[Problem] = ()) -> None:
        """Take in the page of one article, and what the shapes object to in it."""
        self.faults += faults
        self._actors |= page.actors
        self._rules |= page.rules
        self._pages.append((segment(page.article), len(page.quads)))
        self._across.add(page.sketches, page.printed, page.endings)
        self._write(page.quads)

    def merge(self, curation: Curation = NONE, standing: Standing = NOTHING) -> list[Problem]:
        """Make one node of what is one, when all pages are there; decisions that name what is not there come back."""
        unmet = self._across.merge(curation, standing)
        for name, node in self._across.renamed():
            for nodes in self._nodes.values():
                if hash(name) in nodes:
                    nodes.discard(hash(name))
                    nodes.add(hash(node))
        self.tell("across the articles", self._across.documents(self._articles()))
        return unmet

    def tell(self, place: str, documents: Iterable[list[Quad]]) -> None:
        """Add what is said of the articles together, piece by piece; `place` is what it is called in faults."""
        for document in documents:
            self.faults += [Problem(place, str(fault)) for fault in validate(document)]
            self._write(serialise(document))

    def add_world(self, settled: Iterable[str] = ()) -> None:
        """Add what stands beside the articles: the curated actors they name, the program, its rules, the ontology.

        `settled` are the keys of actors about whose links people have decided: no table links them.
        """
        actors, same = {NamedNode(Minter(self._base).actor(key)) for key in settled}, term("owl:sameAs")
        beside = [
            quad
            for quad in backdrop(self._base).quads(self._actors, self._rules)
            if quad.predicate != same or quad.subject not in actors
        ]
        self.faults += [Problem("beside the articles", str(violation)) for violation in validate(beside)]
        self._write(serialise([*beside, *ontology_quads()]))

    def counts(self) -> dict[str, int]:
        """How many articles, actors, statements, utterances, commitments (pledges among them) and pledges there are.

        What several articles tell of counts once. `quads` is how many there were before nodes were made one.
        """
        return {name: len(nodes) for name, nodes in self._nodes.items()} | {"quads": self._quads}

    def quads(self) -> Iterator[Quad]:
        """Every quad, in order of article."""
        for _, page in self._articles():
            yield from _parsed(page)
        yield from cast("Iterable[Quad]", parse(self._spool, format=RdfFormat.N_QUADS))

    def _articles(self) -> Iterator[tuple[str, bytes]]:
        """Each article, as IRIs name it, with its quads."""
        self._spool.seek(0)
        for article, length in self._pages:
            yield article, self._across.rewrite(article, self._spool.read(length))

    def _write(self, document: bytes) -> None:
        self._spool.seek(0, SEEK_END)
        self._spool.write(document)
        self._quads += document.count(b"\n")
        for node, kind in _TYPED.findall(document):
            self._nodes[_COUNTED[kind.decode()]].add(hash(node))


def _parsed(document: bytes) -> Iterable[Quad]:
    return cast("Iterable[Quad]", parse(document, format=RdfFormat.N_QUADS))
