"""The frames of all articles -> which are one, what their nodes are called, and what is to be said across articles."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import IO, TypeVar, cast

from pyoxigraph import Quad, RdfFormat, parse

from kg.across.copies import Printed, originals
from kg.across.disagreements import Disagreement, Holdings, disagreement_quads
from kg.across.naming import NOTHING, Naming, Standing, article_of, name_nodes
from kg.across.outcomes import outcome_quads, status_quads, statuses
from kg.across.provenance import (
    apart_quads,
    copy_quads,
    corroboration,
    corroboration_quads,
    merge_quads,
    replacement_quads,
)
from kg.across.rewriting import Rewriting, about, affiliations
from kg.curated import CuratedActor
from kg.curation import NONE, Apart, Curation
from kg.merging.endings import Ending, candidates, last_kinds, told_of
from kg.merging.merge import Merging, merge
from kg.merging.sketch import Sketch
from kg.reading import Problem

Thing = TypeVar("Thing")
# Of so many things what there is to say is checked and written at a time.
_PIECE = 1_000


class Across:
    """What the articles of a build say together. `sketches` is a file to keep their frames' sketches in."""

    def __init__(self, sketches: IO[bytes], base: str, actors: Mapping[str, CuratedActor] | None = None) -> None:
        self._sketches = sketches
        self._base = base
        self._actors = actors
        self._frames: list[str] = []
        self._printed: list[Printed] = []
        self._endings: list[Ending] = []
        self._merging = Merging()
        self._curation = NONE
        self._naming = Naming()
        self._rewriting = Rewriting(self._naming, base)

    def add(self, sketches: bytes, printed: Printed | None, endings: Iterable[Ending] = ()) -> None:
        """Take in the frames of one article, as a pickled tuple of sketches, what its text is, and its outcomes."""
        self._endings += endings
        self._sketches.write(sketches)
        self._frames += [sketch.node for sketch in pickle.loads(sketches)] if sketches else ()
        self._printed += [printed] if printed else ()

    def merge(self, curation: Curation = NONE, standing: Standing = NOTHING) -> list[Problem]:
        """Find what is one, and name it as the standing graph does; decisions that could not be followed come back."""
        self._curation = curation
        self.take(merge(self._read(), curation), standing)
        return [
            Problem(decision.place, f"no such {'frames' if nodes[1:] else 'frame'}: {', '.join(nodes)}")
            for decision, nodes in self._merging.unmet
        ]

    def take(self, merging: Merging, standing: Standing = NOTHING) -> None:
        """Name what was found to be one."""
        self._merging = merging
        self._naming = name_nodes((cluster.members for cluster in self._merging.clusters), self._frames, standing)
        self._rewriting = Rewriting(self._naming, self._base)

    def renamed(self) -> Iterator[tuple[bytes, bytes]]:
        """The IRI of each frame whose node has another, with that."""
        for frame, node in self._naming.names.items():
            if frame != node:
                yield (self._base + frame).encode(), (self._base + node).encode()

    def rewrite(self, article: str, page: bytes) -> bytes:
        """The N-Quads of an article, with the IRIs of nodes for those of frames."""
        return self._rewriting.rewrite(article, page)

    def documents(self, articles: Iterable[tuple[str, bytes]]) -> Iterator[list[Quad]]:
        """All that there is to say across the articles, in pieces; `articles` are their rewritten N-Quads."""
        naming, base = self._naming, self._base
        copies = originals(self._printed)
        yield from (merge_quads(some, naming, base=base) for some in _pieces(self._merging.clusters))
        yield from (replacement_quads(some, base) for some in _pieces(naming.replaced.items()))
        yield from (apart_quads(some, naming.names, base) for some in _pieces(self._kept_apart()))
        yield from (copy_quads(some, base) for some in _pieces(copies.items()))
        yield from (corroboration_quads(some, base) for some in _pieces(corroboration(self._frames, naming, copies)))
        yield from self._outcomes()
        yield from (disagreement_quads(some, base) for some in _pieces(self.disagreements(articles, copies)))

    def _outcomes(self) -> Iterator[list[Quad]]:
        """Which commitments outcomes of other articles are told of, and how each commitment stands."""
        names, base = self._naming.names, self._base
        told = told_of(self._endings, candidates(self._endings, self._read()), names)
        linked = {ending.sketch.node for ending in self._endings if ending.about}
        rated = statuses(self._frames, names, last_kinds(self._endings, told))
        across = ((outcome, of) for outcome, of in told.items() if outcome not in linked)
        yield from (outcome_quads(some, base) for some in _pieces(across))
        yield from (status_quads(some, base) for some in _pieces(rated))

    def _kept_apart(self) -> Iterator[Apart]:
        """The decisions that keep apart two frames or more that are there."""
        missing = dict(self._merging.unmet)
        yield from (apart for apart in self._curation.apart if len(apart.nodes) - len(missing.get(apart, ())) > 1)

    def disagreements(self, articles: Iterable[tuple[str, bytes]], copies: Mapping[str, str]) -> list[Disagreement]:
        """Where articles differ; `articles` are their rewritten N-Quads, `copies` those that reprint another."""
        names = self._naming.names
        rivals = [
            (names.get(rival.first, rival.first), names.get(rival.second, rival.second), rival.kind)
            for rival in self._merging.rivals
        ]
        merged = [node.iri for node in self._naming.nodes if len(node.members) > 1]
        holdings = Holdings(self._actors, self._base, copies)
        self._fill(holdings, {*merged, *(node for one, other, _ in rivals for node in (one, other))}, articles)
        vying = (holdings.rivalry(self._base + one, self._base + other, kind) for one, other, kind in rivals)
        return [*holdings.disagreements(), *filter(None, vying)]

    def _fill(self, holdings: Holdings, nodes: set[str], articles: Iterable[tuple[str, bytes]]) -> None:
        """Note what the articles that tell of some nodes say of them."""
        terms = {f"<{self._base}{node}>".encode() for node in nodes}
        telling = {article_of(frame) for frame in (*nodes, *self._naming.names)}
        for article, page in articles:
            if article in telling:
                for actor, whole in affiliations(page):
                    holdings.belongs(actor, whole)
                lines = list(about(terms, page))
                for (node, _), quad in zip(lines, _parsed(b"".join(line for _, line in lines)), strict=True):
                    holdings.add(node[1:-1].decode(), quad)

    def _read(self) -> Iterator[Sketch]:
        end = self._sketches.tell()
        self._sketches.seek(0)
        while self._sketches.tell() < end:
            yield from pickle.load(self._sketches)


def _pieces(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    remaining = iter(things)
    while piece := list(islice(remaining, _PIECE)):
        yield piece


def _parsed(lines: bytes) -> Iterable[Quad]:
    return cast("Iterable[Quad]", parse(lines, format=RdfFormat.N_QUADS))
