"""Good, heavy and hostile clients together, for as long as is wanted: is every answer right, every status explained?

    python bench/soak.py [--seconds 600] [--clients 50] [--quads 200000] [--store STORE] [--query-seconds 3]

Three in five clients ask what has a known answer, mostly point look-ups; the others ask what nobody can answer in time,
what was made to do harm, or leave in the midst, read slowly, talk nonsense. Nothing leaves 127.0.0.1. It tells how long
the good point look-ups took, next to nothing else and among all this, and how much memory the service took over time.
Status 1 if an answer was wrong, a status unexplained, or the memory of what lasts grew by more than a quarter.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from load import (
    Client,
    Question,
    Result,
    good_questions,
    heavy_questions,
    hostile_questions,
    larger_questions,
    visits,
)
from served import Served, add_store_flags, chosen_store

GROWTH = 1.25
# A good client reads what it got before it asks again.
PAUSES = {"good": 0.15, "heavy": 0.3, "hostile": 0.3, "bad guest": 0.5}
# A tenth of a soak alone, to compare with.
ALONE_PART = 10


@dataclass
class Soaked:
    """What a soak has shown."""

    statuses: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: int = 0
    unexplained: Counter[str] = field(default_factory=Counter)
    alone: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    workers: list[int] = field(default_factory=list)
    left: int = 0

    def add(self, results: Sequence[Result]) -> None:
        """Count what clients have got."""
        for result in results:
            self.statuses[result.kind][str(result.status)] += 1
            self.wrong += not result.right
            if not result.explained:
                self.unexplained[f"{result.kind} {result.status}"] += 1
            if result.status == 200:
                self.seconds[result.kind].append(result.seconds)

    @property
    def growth(self) -> float:
        """Memory of what lasts, in the last third of the soak, as a multiple of that in the middle third."""
        third = len(self.memory) // 3
        return median(self.memory[-third:]) / median(self.memory[third : 2 * third]) if third else 1.0

    @property
    def faults(self) -> int:
        """How much was wrong."""
        return self.wrong + self.unexplained.total() + self.left + (self.growth > GROWTH)


def soak(
    store: Path,
    *,
    seconds: float,
    clients: int,
    query_seconds: float,
    tell: Callable[[str], None] = lambda line: None,
) -> Soaked:
    """Start a service over a store and let all kinds of clients loose on it."""
    soaked = Soaked()
    good = [*good_questions(store, 200), *larger_questions(store)]
    with Served("--store", store, "--query-seconds", f"{query_seconds}s") as service:
        _settle(service)
        alone: list[Result] = []
        _client(service.port, good[:200], 0.05, time.monotonic() + seconds / ALONE_PART, 0, alone)
        soaked.alone = [result.seconds for result in alone]
        until = time.monotonic() + seconds
        watch = threading.Thread(target=_watch, args=(service, soaked, until, tell))
        watch.start()
        soaked.add(_let_loose(service.port, good, clients, until))
        watch.join()
        soaked.left = len(service.end())
    return soaked


def _settle(service: Served) -> None:
    """Wait until the store is in memory, if it is to be there."""
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up and b'"in_memory":false' in service.get("/health")[1].replace(b" ", b""):
        time.sleep(0.2)


def _let_loose(port: int, good: list[Question], clients: int, until: float) -> list[Result]:
    """Every client in a thread, the good ones in processes of their own, so that bad ones do not slow their clocks."""
    rough = clients * 2 // 5
    parts = [("good", (clients - rough) // 2), ("good", clients - rough - (clients - rough) // 2)]
    parts += [("heavy", rough // 3), ("hostile", rough // 3), ("bad guest", rough - 2 * (rough // 3))]
    context = multiprocessing.get_context("spawn")
    with context.Pool(len(parts)) as pool:
        tasks = [(port, kind, number, good, until, place) for place, (kind, number) in enumerate(parts)]
        return [result for results in pool.starmap(_crowd, tasks) for result in results]


def _crowd(port: int, kind: str, number: int, good: list[Question], until: float, place: int) -> list[Result]:
    results: list[Result] = []
    asked = {"good": good, "heavy": heavy_questions(), "hostile": hostile_questions()}.get(kind)
    threads = []
    for each in range(number):
        seed = 100 * (1 + place) + each
        arguments: tuple[Any, ...] = (port, asked, PAUSES[kind], until, seed, results) if asked else (port, until, seed)
        threads.append(threading.Thread(target=_client if asked else _guest, args=arguments))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _client(port: int, questions: list[Question], pause: float, until: float, seed: int, results: list[Result]) -> None:
    client, chance = Client(port, seed), Random(seed)
    while time.monotonic() < until:
        # Half of the questions have been asked before, as in life.
        results.append(client.ask(chance.choice(questions), fresh=chance.random() < 0.5))
        time.sleep(pause * chance.uniform(0.5, 1.5))
    client.close()


def _guest(port: int, until: float, seed: int) -> None:
    for _ in visits(port, Random(seed)):
        if time.monotonic() > until:
            return
        time.sleep(PAUSES["bad guest"])


def _watch(service: Served, soaked: Soaked, until: float, tell: Callable[[str], None]) -> None:
    start = time.monotonic()
    pause = max(0.2, (until - start) / 60)
    while time.monotonic() < until:
        members = service.members()
        lasting = sum(_memory(member.pid) for member in members if member.role != "worker")
        passing = sum(_memory(member.pid) for member in members if member.role == "worker")
        soaked.memory.append(lasting)
        soaked.workers.append(passing)
        if len(soaked.memory) % 5 == 0:
            spent = time.monotonic() - start
            tell(f"{spent:.0f} s: {lasting >> 20} MiB, and {passing >> 20} in {len(members)} processes' workers")
        time.sleep(pause)


def _memory(pid: int) -> int:
    """The memory of a process, its part of what it shares with others."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def percentile(seconds: list[float], part: int) -> float:
    """In milliseconds."""
    if len(seconds) < 2:
        return 0.0
    return 1000 * quantiles(seconds, n=1000, method="inclusive")[part * 10 - 1]


def report(soaked: Soaked) -> str:
    """All of it in a few lines."""
    lines = [f"{'':8}{'answered':>9}{'p50 ms':>9}{'p99 ms':>9}  statuses"]
    alone = soaked.alone
    lines.append(f"{'alone':8}{len(alone):9}{percentile(alone, 50):9.1f}{percentile(alone, 99):9.1f}")
    for kind, statuses in soaked.statuses.items():
        times = soaked.seconds[kind]
        figures = f"{len(times):9}{percentile(times, 50):9.1f}{percentile(times, 99):9.1f}"
        lines.append(f"{kind:8}{figures}  {dict(statuses)}")
    sizes, workers = [size >> 20 for size in soaked.memory] or [0], [size >> 20 for size in soaked.workers] or [0]
    lines.append(f"memory: {sizes[0]} MiB at first, {max(sizes)} at most, {sizes[-1]} at last; x{soaked.growth:.2f}")
    lines.append(f"memory of the workers that come and go: {median(workers):.0f} MiB, {max(workers)} at most")
    lines.append(f"wrong: {soaked.wrong}; unexplained: {dict(soaked.unexplained)}; processes left: {soaked.left}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--query-seconds", type=float, default=3)
    add_store_flags(parser, 200_000, "one that stands already, made by generate.py")
    arguments = parser.parse_args()
    with chosen_store(arguments) as store:
        soaked = soak(
            store,
            seconds=arguments.seconds,
            clients=arguments.clients,
            query_seconds=arguments.query_seconds,
            tell=lambda line: print(line, file=sys.stderr, flush=True),
        )
    print(report(soaked))
    return 1 if soaked.faults else 0


if __name__ == "__main__":
    sys.exit(main())
