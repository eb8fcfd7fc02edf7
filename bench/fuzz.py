"""Does any damage to a text break the reading? Mutated articles, each read, checked, built and explained.

    python bench/fuzz.py [--seconds 60] [--seed 1] [--keep DIR] [FILE-OR-FOLDER …]

Without FILE the articles are those of seeds/. A fault is told once for each place it comes from, with what repeats it:
the article, and the mutations with their seeds. With --keep its text is written to a file. Status 1 if there was one.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random

from invariants import check_all, check_shapes
from mutants import mutate, random_steps

from kg.article import Article
from kg.pipeline import load
from kg.progress import Progress
from kg.reading import read_inputs

SEEDS = Path(__file__).parent.parent / "seeds"
# How many mutants are checked against the shapes together, and one in how many batches is.
BATCH, SAMPLE = 8, 10
# From how many seconds on a reading is told as slow, for each 10,000 characters.
SLOW = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", type=Path, metavar="FILE-OR-FOLDER")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the texts of faults there")
    arguments = parser.parse_args()
    articles = list(read_inputs(arguments.inputs or [SEEDS], report=print))
    faults = Faults(arguments.keep)
    with Progress("mutants") as progress:
        run(articles, Random(arguments.seed), time.monotonic() + arguments.seconds, faults, progress)
    print(f"{faults.tried} mutants of {len(articles)} articles, {len(faults.seen)} faults")
    sys.exit(bool(faults.seen))


@dataclass
class Faults:
    """What went wrong, each place told once."""

    keep: Path | None
    tried: int = 0
    seen: set[str] = field(default_factory=set)

    def watch(self, test: Callable[[], object], text: str, history: object) -> bool:
        """Run a test; tell what it raises, and whether it raised nothing."""
        try:
            test()
        except Exception as error:
            self._tell(error, text, history)
            return False
        return True

    def _tell(self, error: Exception, text: str, history: object) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} {' < '.join(f'{Path(f.filename).name}:{f.lineno}' for f in frames[:0:-1][:4])}"
        if place in self.seen:
            return
        self.seen.add(place)
        print(f"\nfault {len(self.seen)}: {place}: {str(error)[:300]}\n  {history}", flush=True)
        if self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / f"fault-{len(self.seen)}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))


def run(articles: Sequence[Article], chance: Random, end: float, faults: Faults, progress: Progress) -> None:
    """Try mutants until the time is over."""
    pipeline, batch = load(), list[Article]()
    while time.monotonic() < end:
        article, steps = chance.choice(articles), random_steps(chance)
        mutant = replace(article, id=f"m{faults.tried}", text=mutate(article.text, steps))
        started = time.process_time()
        if faults.watch(partial(check_all, mutant, pipeline), mutant.text, (article.id, steps)):
            batch.append(mutant)
        seconds = time.process_time() - started
        if seconds > SLOW * max(1, len(mutant.text) / 10_000):
            print(f"\nslow: {seconds:.1f} s for {len(mutant.text)} characters: {article.id, steps}", flush=True)
        faults.tried += 1
        progress.advance()
        if len(batch) == BATCH:
            if chance.randrange(SAMPLE) == 0:
                faults.watch(partial(check_shapes, batch), "\n".join(one.text for one in batch), "a batch")
            batch = []


if __name__ == "__main__":
    main()
