"""One run of `bench/wikidata.py` in a process of its own: DUMP, INDEX and workers in, what it took out."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from kg.wikidata.making import make_index


def main() -> None:
    start = time.perf_counter()
    read: list[tuple[float, float]] = []
    made = make_index(
        sys.argv[1],
        Path(sys.argv[2]),
        workers=int(sys.argv[3]),
        stage=lambda _: read.append((time.perf_counter(), time.process_time())),
    )
    (stage, unpacking), end = read[0], time.perf_counter()
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"kept={made.counts.entities} reading={stage - start:.2f} sorting={end - stage:.2f} unpacking={unpacking:.2f} "
        f"parsing={children.ru_utime + children.ru_stime:.2f} "
        f"memory={own.ru_maxrss // 1024} children={children.ru_maxrss // 1024}"
    )


if __name__ == "__main__":
    main()
