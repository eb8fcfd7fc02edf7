"""How long it takes to find which of very many frames are one, in how much memory, and how well.

The frames are made up, with the truth known: sources by Zipf's law (a few speak in most of the news), words as frequent
as in the news, each utterance, undertaking or pledge told by a number of articles in words that differ (order, words
left out, words added, a date missing, some word for word), and beside many a one another that is like it but for its
day, amount or deadline.

    python bench/merge.py 10000 100000 1000000
    python bench/merge.py --increments 200 100000      an article more, and one less, of so many frames
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, count

from kg.merging.merge import merging
from kg.merging.sketch import Kind, Sketch
from kg.merging.standing import Standing
from kg.records import replace
from kg.stems import COUNTS

SEED = 20210726
FIRST_DAY, DAYS = date(2015, 1, 1), 2500
KINDS: tuple[tuple[Kind, float], ...] = (("utterance", 0.87), ("commitment", 0.11), ("pledge", 0.02))
# How many articles tell one thing: most things are told once.
TOLD = ((1, 0.6), (2, 0.2), (3, 0.1), (5, 0.06), (10, 0.035), (40, 0.005))
OBJECTS = (
    "training",
    "ceasefire",
    "elections",
    "visit",
    "meeting",
    "loan",
    "aid",
    "sanctions-lifted",
    "electricity",
    "",
)
TOPICS = ("withdrawal", "training", "elections", "health", "economic", "diplomacy", "other")
# Words that no count is known of, as names and numbers are.
RARE = 60_000


class World:
    """Sources and words, each as often as in the news."""

    def __init__(self, frames: int, chance: random.Random) -> None:
        self.chance = chance
        lines = [line.split() for line in COUNTS.read_text("utf-8").splitlines() if not line.startswith("#")]
        self.stems = [stem for _, stem in lines]
        self.weights = list(accumulate(float(number) for number, _ in lines))
        sources = max(200, frames // 20)
        self.sources = [f"actor-{number}" for number in range(sources)]
        self.shares = list(accumulate(1 / (number + 10) for number in range(sources)))

    def source(self) -> str:
        return self.chance.choices(self.sources, cum_weights=self.shares)[0]

    def words(self, number: int) -> list[str]:
        common = self.chance.choices(self.stems, cum_weights=self.weights, k=number)
        rare = (f"اسم{int(self.chance.paretovariate(0.6)) % RARE}" for _ in range(number))
        return [word if self.chance.random() < 0.75 else other for word, other in zip(common, rare, strict=True)]


@dataclass(frozen=True, slots=True)
class Event:
    """What was really said, undertaken or given, once."""

    sketch: Sketch
    day: date


def events(world: World) -> Iterator[Event]:
    """Events without end; every fifth is like the one before but for one thing."""
    chance = world.chance
    last: Event | None = None
    while True:
        last = _like(last, chance) if last and chance.random() < 0.2 else _event(world)
        yield last


def _event(world: World) -> Event:
    chance = world.chance
    kind = chance.choices([kind for kind, _ in KINDS], [share for _, share in KINDS])[0]
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    objects = () if kind == "utterance" else tuple(filter(None, (chance.choice(OBJECTS),)))
    sketch = Sketch(
        node="",
        article="",
        kind=kind,
        sources=(world.source(),),
        others=tuple(sorted({world.source() for _ in range(chance.choice((0, 1, 1, 2)))})),
        deadline=_later(day, chance) if kind != "utterance" and chance.random() < 0.25 else None,
        amount=Decimal(chance.randrange(1, 900) * 10 ** chance.randrange(3, 7)) if kind == "pledge" else None,
        unit="USD" if kind == "pledge" else None,
        topic="" if kind == "utterance" else chance.choice(TOPICS),
        objects=objects,
        stems=tuple(world.words(chance.randrange(6, 22))),
    )
    return Event(sketch, day)


def _later(day: date, chance: random.Random) -> str:
    return (day + timedelta(days=chance.randrange(5, 400))).isoformat()


def _like(event: Event, chance: random.Random) -> Event:
    """Another event of the same source, in half the same words: later, of another sum, or by another day."""
    sketch = event.sketch
    kept = sketch.stems[: len(sketch.stems) // 2]
    sketch = replace(sketch, stems=(*kept, *chance.sample(kept, len(kept) // 3)))
    if sketch.amount is not None:
        return Event(replace(sketch, amount=sketch.amount + 1000), event.day)
    if sketch.deadline is not None:
        return Event(replace(sketch, deadline=_later(event.day + timedelta(days=400), chance)), event.day)
    return Event(sketch, event.day + timedelta(days=chance.randrange(30, 90)))


def frames(number: int) -> Iterator[tuple[Sketch, int]]:
    """So many frames, each with the number of its event; those of one event stand in articles of their own."""
    chance = random.Random(SEED)
    world = World(number, chance)
    made = count()
    for event_number, event in enumerate(events(world)):
        for _ in range(chance.choices([times for times, _ in TOLD], [share for _, share in TOLD])[0]):
            place = next(made)
            if place == number:
                return
            yield _told(event, place, chance), event_number


def _told(event: Event, place: int, chance: random.Random) -> Sketch:
    """One article's rendering of an event."""
    sketch = event.sketch
    published = event.day + timedelta(days=chance.choice((0, 0, 1)))
    # A third are reprints of an agency's words.
    stems = sketch.stems if chance.random() < 0.33 else _reworded(sketch.stems, chance)
    return replace(
        sketch,
        node=f"{sketch.kind}/a{place:07}/1-9",
        article=f"a{place:07}",
        date=event.day.isoformat() if chance.random() < 0.5 else None,
        published=published.isoformat() if chance.random() < 0.97 else None,
        stems=stems,
        passages=(stems[: len(stems) // 2],) if sketch.kind == "utterance" and chance.random() < 0.4 else (),
    )


def _reworded(stems: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    kept = [stem for stem in stems if chance.random() > 0.15] or list(stems)
    added = [f"لفظ{chance.randrange(400)}" for stem in stems if chance.random() < 0.12]
    words = [*kept, *added]
    if chance.random() < 0.5:
        chance.shuffle(words)
    return tuple(words)


class Maker:
    """The frames one by one, what it took to make them up, and of which event each is."""

    def __init__(self, number: int) -> None:
        self.frames = frames(number)
        self.event_of = array("l")
        self.seconds = self.work = 0.0

    def __iter__(self) -> Iterator[Sketch]:
        while True:
            started, busy = time.monotonic(), time.process_time()
            made = next(self.frames, None)
            self.seconds += time.monotonic() - started
            self.work += time.process_time() - busy
            if made is None:
                return
            self.event_of.append(made[1])
            yield made[0]

    def events(self, nodes: Iterable[str]) -> Iterator[int]:
        return (self.event_of[int(node.split("/")[1][1:])] for node in nodes)


def measure(number: int) -> None:
    """Merge so many frames and tell what it took."""
    maker = Maker(number)
    started, busy = time.monotonic(), time.process_time()
    with Standing() as standing:
        standing.add(maker)
        standing.settle()
        taken, worked = time.monotonic() - started - maker.seconds, time.process_time() - busy - maker.work
        right, made = 0, 0
        for _, nodes in standing.groups():
            made += len(nodes) * (len(nodes) - 1) // 2
            right += _pairs(maker.events(nodes))
    there = _pairs(maker.event_of)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    precision, recall = right / max(made, 1), right / max(there, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{number:>9} frames  {taken:7.1f} s  {worked:7.1f} s of one core ({worked / number * 1e6:.0f} µs a frame)  "
        f"{peak:6.0f} MiB  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}",
        flush=True,
    )


def _pairs(events: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in Counter(events).values())


def increments(number: int, articles: int) -> None:
    """Take in frames at once, then some articles one by one, and remove them again."""
    every = [sketch for sketch, _ in frames(number + articles)]
    with Standing() as standing:
        standing.add(every[:number])
        standing.settle()
        times: dict[str, list[float]] = {"added": [], "removed": []}
        for sketch in every[number:]:
            times["added"].append(_timed(standing, sketch, add=True))
        for sketch in every[number:]:
            times["removed"].append(_timed(standing, sketch, add=False))
        for what, seconds in times.items():
            middle, worst = sorted(seconds)[len(seconds) // 2], max(seconds)
            print(f"{number:>9} frames, an article {what}: median {middle * 1000:.1f} ms, worst {worst * 1000:.1f} ms")
        merging(standing)


def _timed(standing: Standing, sketch: Sketch, *, add: bool) -> float:
    started = time.monotonic()
    if add:
        standing.add([sketch])
    else:
        standing.remove(sketch.article)
    standing.settle()
    return time.monotonic() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("frames", nargs="+", type=int)
    parser.add_argument("--increments", type=int, metavar="ARTICLES")
    parser.add_argument("--here", action="store_true", help="in this process: peak memory is that of all sizes")
    arguments = parser.parse_args()
    for number in arguments.frames:
        if arguments.increments:
            increments(number, arguments.increments)
        elif arguments.here:
            measure(number)
        else:
            subprocess.run([sys.executable, __file__, "--here", str(number)], check=True)


if __name__ == "__main__":
    main()
