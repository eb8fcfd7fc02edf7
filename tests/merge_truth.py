"""Which frames of the seed articles are one (`merges.yaml`), and how well a merging agrees with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

import yaml
from goldgraph import GOLD, SEEDS, GoldArticle, Reader, gold_actors

from kg.curated import Actors, load_actors
from kg.frames import Mention, Reading
from kg.merging.sketch import Sketch, sketches
from kg.records import replace
from kg.span import Span

TRUTH = Path(__file__).parent / "merges.yaml"
LETTERS = {"utterances": "s", "commitments": "c", "pledges": "p"}
Pair = frozenset[str]


@dataclass(frozen=True)
class Figures:
    """How many pairs of frames were rightly made one, wrongly, and wrongly not."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


class Truth:
    """The pairs that are one, those that may be, and the rest, which are not."""

    def __init__(self, table: Mapping[str, Any], kinds: Iterable[str] = LETTERS) -> None:
        self.kinds = set(kinds)
        entries = [entry for kind in self.kinds for entry in table[kind].values()]
        self.same = {pair for entry in entries for pair in pairs(entry["same"])}
        self.may = {pair for e in entries for pair in pairs([*e["same"], *e.get("also", ())])} - self.same
        self.letters = {LETTERS[kind] for kind in self.kinds}

    def figures(self, groups: Iterable[Iterable[str]], known: set[str]) -> Figures:
        """Of groups of names; pairs of which one is not known are nobody's fault."""
        made = {pair for group in groups for pair in pairs(group) if self.about(pair)}
        same = {pair for pair in self.same if pair <= known}
        return Figures(len(made & same), len(made - same - self.may), len(same - made))

    def about(self, pair: Pair) -> bool:
        return all(name.split()[1][0] in self.letters for name in pair)

    def wrong(self, groups: Iterable[Iterable[str]]) -> list[list[str]]:
        made = {pair for group in groups for pair in pairs(group) if self.about(pair)}
        return sorted(sorted(pair) for pair in made - self.same - self.may)

    def missed(self, groups: Iterable[Iterable[str]], known: set[str]) -> list[list[str]]:
        made = {pair for group in groups for pair in pairs(group)}
        return sorted(sorted(pair) for pair in self.same - made if pair <= known)


def pairs(names: Iterable[str]) -> Iterator[Pair]:
    return map(frozenset, combinations(sorted(names), 2))


@cache
def table() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(TRUTH.read_text("utf-8"))
    return read


@cache
def gold_articles() -> tuple[GoldArticle, ...]:
    documents = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.yaml"))]
    texts = [(SEEDS / f"{document['doc']}.txt").read_bytes().decode("utf-8") for document in documents]
    return tuple(GoldArticle(document, text, Reader.FULL) for document, text in zip(documents, texts, strict=True))


@cache
def gold_sketches() -> dict[str, Sketch]:
    """The annotated frames by their names in the truth: 004 c1."""
    named: dict[str, Sketch] = {}
    actors = Actors(gold_actors(article.document for article in gold_articles()))
    for article in gold_articles():
        reading = with_mentions(article.reading())
        named |= dict(zip(names_in(reading), sketches(reading, actors), strict=True))
    return named


def with_mentions(reading: Reading) -> Reading:
    """The annotation names actors without places; their names are looked up in the text."""
    text = reading.article.text
    found = (
        Mention(Span(match.start(), match.end()), actor.key)
        for actor in reading.actors.values()
        for match in re.finditer("|".join(map(re.escape, sorted(actor.names, key=len, reverse=True))), text)
    )
    return replace(reading, mentions=tuple(found))


def names_in(reading: Reading) -> Iterator[str]:
    """The names of all frames, in the order of their sketches."""
    for letter, frames in zip("scp", (reading.statements, reading.commitments, reading.pledges), strict=True):
        yield from (f"{reading.article.id[:3]} {letter}{number}" for number, _ in enumerate(frames, 1))


def read_sketches(read: Callable[[Any], Reading]) -> tuple[dict[str, Sketch], list[Sketch]]:
    """What a reader finds: the frames that stand where annotated ones do, by their names; and all."""
    named: dict[str, Sketch] = {}
    every: list[Sketch] = []
    for article in gold_articles():
        annotated, found = article.reading(), read(article.article())
        here = sketches(found, load_actors())
        every += here
        spans = list(zip(map(passages, frames_of(found)), here, strict=True))
        for name, frame in zip(names_in(annotated), frames_of(annotated), strict=True):
            kind = {"s": "utterance", "c": "commitment", "p": "pledge"}[name.split()[1][0]]
            best = max(
                (
                    (shared(passages(frame), there), sketch.node, sketch)
                    for there, sketch in spans
                    if sketch.kind == kind
                ),
                default=None,
                key=lambda candidate: candidate[:2],
            )
            if best and best[0] >= 0.5 and best[2] not in named.values():
                named[name] = best[2]
    return named, every


def frames_of(reading: Reading) -> list[Any]:
    return [*reading.statements, *reading.commitments, *reading.pledges]


def passages(frame: Any) -> tuple[Span, ...]:
    return (frame.content,) if hasattr(frame, "content") else frame.mentions


def shared(first: Iterable[Span], second: Iterable[Span]) -> float:
    """How much of the shorter passage lies in the longer, for the two that fit best; a whole fit comes first."""
    return max((_shared(a, b) for a, b in product(first, second)), default=0.0)


def _shared(a: Span, b: Span) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0, both) / max(len(a), len(b)) * 0.5 + max(0, both) / min(len(a), len(b)) * 0.5
