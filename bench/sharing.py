"""What a store costs in memory and time: on disk, one copy in memory for each worker, one copy that all share.

    python bench/sharing.py STORE [--workers 3]

STORE is a built one, such as bench/generate.py makes. Memory is the sum of what the processes hold for themselves and
their shares of what they hold together (PSS), before and after every worker has answered every query.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from endpoint.config import Config
from endpoint.engine import worker_settings
from endpoint.processes import QueryProcess, Zygote
from endpoint.wire import Job, Tag, WorkerSettings
from kg.store import Version, current_version

QUERIES = {
    "point": "SELECT ?p ?o { <https://w3id.org/mithaq/id/article/g000100> ?p ?o }",
    "scan": 'SELECT (COUNT(*) AS ?n) { ?s mq:content ?o FILTER(CONTAINS(?o, "مفاوضات")) }',
    "order": "SELECT ?s ?o { ?s mq:content ?o } ORDER BY ?o LIMIT 10",
}
TIMES = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, metavar="STORE")
    parser.add_argument("--workers", type=int, default=3)
    arguments = parser.parse_args()
    version = current_version(arguments.store)
    settings = worker_settings(version, Config(arguments.store))
    print(f"{version.manifest.counts['quads']} quads, {arguments.workers} workers; load {os.getloadavg()[0]:.1f}")
    names = [f"{name} ms" for name in QUERIES]
    print(*(f"{name:>12}" for name in ("", "ready s", "respawn ms", "fresh MB", "used MB", *names)))
    for kind in ("disk", "own", "shared"):
        print(f"{kind:>12}", *(f"{figure:12.1f}" for figure in measured(kind, version, settings, arguments.workers)))


def measured(kind: str, version: Version, settings: WorkerSettings, count: int) -> Iterator[float]:
    root, start = Zygote.start(), time.perf_counter()
    homes = [root]
    if kind != "disk":
        stored = version.manifest.counts["quads"] + version.manifest.counts["triples"]
        homes = [root.load(settings, stored, patient) for _ in range(count if kind == "own" else 1)]
    workers = [ready(homes[number % len(homes)], settings) for number in range(count)]
    yield time.perf_counter() - start
    yield median(list(respawns(homes[0], settings))) * 1e3
    everyone = [zygote.pid for zygote in {root, *homes}] + [worker.pid for worker in workers]
    yield memory(everyone)
    taken = {
        name: [answered(worker, query) for worker in workers for _ in range(TIMES)] for name, query in QUERIES.items()
    }
    yield memory(everyone)
    for name in QUERIES:
        yield median(taken[name]) * 1e3
    for worker in workers:
        worker.kill()
    for zygote in {root, *homes}:
        zygote.close()


def ready(home: Zygote, settings: WorkerSettings) -> QueryProcess:
    process = home.hatch(settings, 0)
    process.await_ready(patient)
    return process


def respawns(home: Zygote, settings: WorkerSettings) -> Iterator[float]:
    """The seconds from the order for a worker until it is ready for a query."""
    for _ in range(20):
        start = time.perf_counter()
        process = ready(home, settings)
        yield time.perf_counter() - start
        process.kill()


def answered(worker: QueryProcess, query: str) -> float:
    start = time.perf_counter()
    worker.send(Job(query, 60))
    while worker.receive(patient).tag is not Tag.END:
        pass
    return time.perf_counter() - start


def memory(processes: list[int]) -> float:
    """Their proportional set size in MB (https://docs.kernel.org/filesystems/proc.html)."""
    sizes = [re.search(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M) for pid in processes]
    return sum(int(size[1]) for size in sizes if size) / 1024


def patient() -> float:
    return 60.0


if __name__ == "__main__":
    main()
