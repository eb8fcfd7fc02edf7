"""How fast is a build? Articles a second end to end, time to start, time to find nothing to do, peak memory.

    python bench/build.py [--articles 500] [--workers 1 2] [INPUT …]

Without INPUT the articles are those of seeds/, repeated under new names. Every figure is measured from outside, in
processes of its own, as a user meets it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", metavar="INPUT")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs = arguments.inputs or [repeated_seeds(Path(folder), arguments.articles)]
        print(f"start            {timed('--version')[0]:6.2f} s   (mithaq --version)")
        for workers in arguments.workers:
            store = f"{folder}/store-{workers}"
            seconds, output = timed("build", *inputs, "--out", store, "--workers", str(workers))
            again, _ = timed("build", *inputs, "--out", store)
            articles = int(output.split()[1])
            print(
                f"workers {workers:2}       {articles / seconds:6.1f} articles/s   ({seconds:.1f} s: {output.strip()})"
            )
            print(f"nothing to do    {again:6.2f} s")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"peak memory      {peak:6.0f} MB    (of the largest process)")


def repeated_seeds(folder: Path, count: int) -> str:
    texts = [file.read_bytes().decode() for file in sorted(SEEDS.glob("*.txt"))]
    path = folder / "seeds.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(islice(cycle(texts), count)):
            record = {"id": f"a{number:06}", "text": text, "published": "2021-07-27"}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return str(path)


def timed(*arguments: str) -> tuple[float, str]:
    """The seconds that a command takes, and what it prints."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "kg", *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - start, done.stdout


if __name__ == "__main__":
    main()
