"""A reconciliation query -> the actors whose names are like what it asks, with scores from 0 to 100.

A score is how much of the two names is the same, each word weighed by how rare it is: 100 is a name in full, from 85 on
the names differ in spelling alone or in titles, 50 is half a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from endpoint.reconciliation.batches import Query
from endpoint.reconciliation.facts import WIKIDATA, iris
from endpoint.reconciliation.likeness import Likeness, compare
from endpoint.reconciliation.schema import type_of
from kg.name_index import Named, NameIndex
from kg.name_words import Reading, readings
from kg.skeletons import is_latin

# Names that are compared for each query, and actors that are kept to compare with each other.
_COMPARED, _KEPT = 40, 12
# Who is known within one article only is not meant by a name, unless asked for.
_LOCAL = "mq:AnonymousSource"
_WORST = 20.0
# A type that only should be.
_OTHER_TYPE = 0.85


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that may be meant, with the score of its name: whether that is its label to the letter (`exact`), any
    name of it (`same`), surely the same but for spelling (`sure`), and a name has all that is asked for (`covered`).

    `fits`: its type is one asked for; `words`: how many words were compared.
    """

    actor: Named
    score: float
    exact: bool = False
    same: bool = False
    sure: bool = False
    covered: bool = False
    fits: bool = True
    words: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """The best name of an actor under one reading of a cell."""

    likeness: Likeness
    reading: Reading
    main: bool

    @property
    def score(self) -> float:
        return 100 * self.likeness.score * self.reading.sureness


class Matcher:
    """Finds candidates in one index of names, whose ids begin with `base`; for one thread at a time."""

    def __init__(self, index: NameIndex, base: str) -> None:
        self.index = index
        self.base = base
        self._weigh = lru_cache(maxsize=1 << 14)(index.weight)

    def id_of(self, iri: str) -> str:
        """The id of an entity: what follows the base of the IRIs, or the whole IRI."""
        return iri.removeprefix(self.base)

    def known(self, id: str) -> list[Named]:
        """The actor of an id, an IRI, or the id of a Wikidata item."""
        text = id.strip()
        item = WIKIDATA + text.removeprefix("wd:") if text.removeprefix("wd:")[:1] == "Q" else ""
        wanted = iris([text, self.base + text, *([item] if item else [])])
        return [actor for iri in wanted for actor in self.index.known_as(iri)]

    def candidates(self, query: Query) -> list[Candidate]:
        """The best candidates by name and type, best first."""
        best: dict[str, Candidate] = {}
        for name in query.names:
            for candidate in self._identified(name) or self._alike(name):
                fitting = _typed(candidate, query)
                before = best.get(candidate.actor.iri)
                if fitting and (before is None or before.score < fitting.score):
                    best[candidate.actor.iri] = fitting
        return ranked(best.values())[: max(_KEPT, query.limit)]

    def _identified(self, text: str) -> list[Candidate]:
        return [Candidate(actor, 100.0, True, True, True, True) for actor in self.known(text)]

    def _alike(self, text: str) -> list[Candidate]:
        """The actors whose names are like what a cell may mean."""
        asked = readings(text)
        names = self.index.find([reading.words for reading in asked], _COMPARED)
        arabic = {name.actor for name in names if not is_latin(name.words[0])}
        best: dict[int, _Found] = {}
        covered: set[int] = set()
        for name in names:
            for reading in asked:
                # Arabic says how an Arabic name is spelt; a romanisation of it would blur that.
                if name.actor in arabic and is_latin(name.words[0]) and not is_latin(reading.words[0]):
                    continue
                found = _Found(compare(reading.words, name.words, self._weigh, main=name.main), reading, name.main)
                if name.actor not in best or best[name.actor].score < found.score:
                    best[name.actor] = found
                covered |= {name.actor} if found.likeness.covered else set()
        good = {number: found for number, found in best.items() if found.score >= _WORST}
        actors = self.index.actors(good)
        return [_candidate(actors[number], found, number in covered) for number, found in good.items()]


def _candidate(actor: Named, found: _Found, covered: bool) -> Candidate:
    alike = found.likeness
    exact = alike.same and found.main
    return Candidate(actor, found.score, exact, alike.same, alike.sure, covered, True, len(found.reading.words))


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates, the best first; of equal ones the better known."""
    return sorted(candidates, key=lambda found: (-found.score, -found.actor.mentions, found.actor.iri))


def _typed(candidate: Candidate, query: Query) -> Candidate | None:
    """A candidate under the types asked for; none if it may not have another type."""
    kinds = candidate.actor.kinds
    wanted = {f"mq:{type_of(kind).id}" for kind in query.kinds}
    if _LOCAL in kinds and _LOCAL not in wanted:
        return None
    fits = wanted <= set(kinds) if query.strictness == "all" else not wanted or not wanted.isdisjoint(kinds)
    if fits:
        return candidate
    if query.strictness != "should":
        return None
    return replace(candidate, score=candidate.score * _OTHER_TYPE, fits=False)
