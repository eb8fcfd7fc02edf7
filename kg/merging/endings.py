"""What articles tell of how undertakings came out -> which undertaking each is told of, where exactly one fits.

An outcome is told months after the undertaking, so that days and deadlines do not tell; the words do (ستنهي مهمتها
القتالية، أنهت مهمتها القتالية), with whose it is and what it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.curated import Actors
from kg.frames import OutcomeKind, Reading
from kg.merging.keys import keys_of
from kg.merging.likeness import Traits, compare, enough, traits
from kg.merging.sketch import NOBODY, Sketch, outcome_sketches
from kg.records import replace


class Ending(NamedTuple):
    """An outcome: a sketch of it as if it were an undertaking, and the frame of its own article that it is about."""

    sketch: Sketch
    kind: OutcomeKind
    about: str | None = None

    @property
    def when(self) -> str | None:
        """The day on which it came about, else that of the article."""
        return self.sketch.date or self.sketch.published


def endings(reading: Reading, actors: Actors = NOBODY) -> tuple[Ending, ...]:
    """The outcomes of an article, in the order of its graph; `actors` tell who holds which office."""
    found = outcome_sketches(reading, actors)
    return tuple(Ending(sketch, outcome.kind, about) for outcome, sketch, about in found)


def candidates(told: Iterable[Ending], sketches: Iterable[Sketch]) -> dict[str, list[str]]:
    """The undertakings that each outcome may be told of, both by the names of their frames.

    Memory holds the outcomes alone; the sketches are gone through once.
    """
    blocks: dict[int, list[tuple[Ending, Traits]]] = defaultdict(list)
    for ending in told:
        timeless = _timeless(ending.sketch)
        for key in keys_of(timeless) if ending.about is None else ():
            blocks[key].append((ending, traits(timeless)))
    found: dict[str, list[str]] = defaultdict(list)
    for sketch in sketches if blocks else ():
        if sketch.kind != "utterance":
            for ending in _alike(sketch, blocks):
                found[ending.sketch.node].append(sketch.node)
    return dict(found)


def _alike(sketch: Sketch, blocks: Mapping[int, list[tuple[Ending, Traits]]]) -> Iterator[Ending]:
    """The outcomes that may be told of an undertaking."""
    timeless = _timeless(sketch)
    near = {ending.sketch.node: (ending, own) for key in keys_of(timeless) for ending, own in blocks.get(key, ())}
    undertaken = traits(timeless) if near else None
    for ending, own in near.values():
        like = compare(own, undertaken) if undertaken and _earlier(sketch, ending) else None
        if like and like.differs is None and like.score >= enough("commitment"):
            yield ending


def _timeless(sketch: Sketch) -> Sketch:
    return replace(sketch, kind="commitment", date=None, published=None, deadline=None, amount=None, unit=None)


def _earlier(sketch: Sketch, ending: Ending) -> bool:
    """Whether the undertaking was made before, as far as days are known."""
    made, ended = sketch.date or sketch.published, ending.when
    return made is None or ended is None or made <= ended


def told_of(told: Iterable[Ending], fitting: Mapping[str, list[str]], names: Mapping[str, str]) -> dict[str, str]:
    """Outcome -> the one undertaking that it is told of; `names` maps frames that share a node to its name."""
    about: dict[str, str] = {}
    for ending in told:
        frames = [ending.about] if ending.about else fitting.get(ending.sketch.node, [])
        nodes = {names.get(frame, frame) for frame in frames}
        if len(nodes) == 1:
            about[ending.sketch.node] = nodes.pop()
    return about


def last_kinds(told: Iterable[Ending], about: Mapping[str, str]) -> dict[str, list[OutcomeKind]]:
    """Undertaking -> what the latest outcomes told of it say, sorted; several where they contradict each other."""
    latest: dict[str, tuple[str, set[OutcomeKind]]] = {}
    for ending in told:
        node = about.get(ending.sketch.node)
        when = ending.when or ""
        if node is None or (node in latest and when < latest[node][0]):
            continue
        if node not in latest or when > latest[node][0]:
            latest[node] = when, set()
        latest[node][1].add(ending.kind)
    return {node: sorted(kinds) for node, (_, kinds) in latest.items()}
