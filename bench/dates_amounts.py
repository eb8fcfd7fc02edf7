"""How long finding dates and amounts takes, and a sample of what is found, to be read.

python bench/dates_amounts.py                          the seed articles
python bench/dates_amounts.py news.jsonl.gz            the articles of a .jsonl or .jsonl.gz file (field `text`)
python bench/dates_amounts.py news.jsonl.gz --show 75  that many finds of each kind, drawn at random (--seed)
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from kg.amounts import Amount, find_amounts  # noqa: E402
from kg.dates import TimeExpression, find_dates  # noqa: E402
from kg.folding import Folded, fold_with_offsets  # noqa: E402

Found = TimeExpression | Amount


def texts_of(source: Path | None) -> list[str]:
    if source is None:
        return [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    content = gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes()
    return [str(json.loads(line)["text"]) for line in content.decode("utf-8").splitlines()]


def seconds(task: Callable[[Folded], object], articles: Sequence[Folded], rounds: int = 3) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for article in articles:
            task(article)
        best = min(best, time.perf_counter() - start)
    return best


def both(article: Folded) -> object:
    return find_dates(article), find_amounts(article)


def show(texts: Sequence[str], finds: Sequence[tuple[Found, ...]], count: int) -> None:
    every = [(text, found) for text, some in zip(texts, finds, strict=True) for found in some]
    for text, found in random.sample(every, min(count, len(every))):
        before, after = (
            text[max(0, found.span.start - 30) : found.span.start],
            text[found.span.end : found.span.end + 30],
        )
        meant = (
            f"{found.start}..{found.end} {found.kind} {found.relation or ''}"
            if isinstance(found, TimeExpression)
            else f"{found.value} {found.unit or found.currency_stem or ''}"
        )
        print(f"{before}⟦{found.span.of(text)}⟧{after}".replace("\n", " "), "|", meant)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("source", nargs="?", type=Path)
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    texts = texts_of(chosen.source)
    articles = [fold_with_offsets(text) for text in texts]
    words = sum(len(text.split()) for text in texts)
    both(articles[0])
    print(f"{len(texts)} articles, {words} words; milliseconds for 500 words, best of three:")
    for name, task in (("dates", find_dates), ("amounts", find_amounts), ("both", both)):
        print(f"  {name:8} {seconds(task, articles) * 500_000 / words:.2f}")
    random.seed(chosen.seed)
    for find in (find_dates, find_amounts):
        show(texts, [find(article) for article in articles], chosen.show)


if __name__ == "__main__":
    main()
