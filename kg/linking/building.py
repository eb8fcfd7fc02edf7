"""The links of a build: scenes come page by page, and when all are there every actor is judged once."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad

from kg.linking.gathering import Gathering
from kg.linking.linker import Linker, Outcome
from kg.linking.quads import link_quads
from kg.reading import Problem


class Links:
    """Gathers scenes in the folder `folder` and links their actors. `base` is what the IRIs of the data begin with."""

    def __init__(self, linker: Linker, folder: Path, base: str) -> None:
        self._linker, self._base = linker, base
        self._gathering = Gathering(folder, linker.wants)
        self._met, self._settled = set[str](), set[str]()

    def add(self, scene: bytes) -> None:
        """Take in the scene of an article, pickled."""
        self._gathering.add(pickle.loads(scene))

    def documents(self) -> Iterator[list[Quad]]:
        """All that there is to say of links, in pieces."""
        return link_quads(self._outcomes(), base=self._base, source=self._linker.source)

    def _outcomes(self) -> Iterator[Outcome]:
        decided = {decision.actor for decision in self._linker.decisions}
        for one in self._gathering.actors():
            outcome = self._linker.link(one.actor, one.seen)
            self._settled |= {one.actor} if outcome.decision else set()
            self._met |= {one.actor} & decided
            yield outcome
        self._gathering.close()

    @property
    def settled(self) -> frozenset[str]:
        """The keys of actors that somebody decided about, so that no table links them."""
        return frozenset(self._settled)

    def unmet(self) -> list[Problem]:
        """Decisions about actors that no article names."""
        return [
            Problem(decision.place, f"no article names the actor {decision.actor}")
            for decision in self._linker.decisions
            if decision.actor not in self._met
        ]
