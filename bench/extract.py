"""How fast are articles read? Articles, words and megabytes a second on one core, against what any reader must do.

    python bench/extract.py [--articles 300] [--growth] [--memory N] [FILE.jsonl …]

Without FILE the articles are those of seeds/, repeated. The floor is one decoding of the bytes and one search for every
name and reporting verb with an automaton of Aho and Corasick. With --growth texts of 125 KB to 1 MB are read as well: a
long article, one sentence without an end, 10,000 quote marks at the most, nothing but sums pledged, and ever other
people; twice the text should take twice as long. With --memory so many articles are read one after the other, those
given again and again, and the memory in use is told at the start, in the middle and at the end.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, count, cycle, islice, pairwise, product
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

import kg
from kg.article import Article
from kg.folding import fold
from kg.lexicon import Lexicon
from kg.pipeline import Pipeline, load
from kg.reading import read_inputs

SEEDS = Path(__file__).parent.parent / "seeds"
PUBLISHED = date(2021, 7, 27)
SIZES = (125_000, 250_000, 500_000, 1_000_000)
MARKS = 10_000
# Who is named by two words that no name list has, and then by the given name that all of them bear.
NAMED = "وقال الوزير عادل {} نور إن الحدود آمنة. وأضاف عادل أن المعبر مفتوح.\n"
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
PLEDGE = "وتعهدت السعودية في مؤتمر صحفي بتقديم 5 ملايين دولار لليمن بحلول نهاية عام 2022، "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--growth", action="store_true", help="read ever longer texts as well")
    parser.add_argument("--memory", type=int, default=0, metavar="N", help="read N articles and watch the memory")
    arguments = parser.parse_args()
    start = time.perf_counter()
    pipeline = load()
    pipeline.read(Article("first", "قال الوزير إن الحكومة ستقدم مليون دولار.", PUBLISHED))
    print(f"start            {time.perf_counter() - start:8.2f} s  (tables loaded, one sentence read)")
    speed(pipeline, list(islice(given(arguments.inputs), arguments.articles)))
    if arguments.growth:
        growth(pipeline)
    if arguments.memory:
        memory(pipeline, arguments.inputs, arguments.memory)
    print(f"peak memory      {peak():8.0f} MB")


def given(inputs: Sequence[Path]) -> Iterator[Article]:
    return read_inputs(inputs, report=print) if inputs else seeds()


def seeds() -> Iterator[Article]:
    """The seed articles again and again."""
    texts = [file.read_bytes().decode() for file in sorted(SEEDS.glob("*.txt"))]
    return (Article(f"a{number:06}", text, PUBLISHED) for number, text in enumerate(cycle(texts)))


def speed(pipeline: Pipeline, articles: Sequence[Article]) -> None:
    """Print how fast the articles are read the second time, when common words have been met."""
    texts = [article.text for article in articles]
    words, size = sum(len(text.split()) for text in texts), sum(len(text.encode()) for text in texts)
    read_all(pipeline, articles)
    seconds = min(timed(lambda: read_all(pipeline, articles)) for _ in range(3))
    floor = min(timed(floor_of(pipeline.lexicon, texts)) for _ in range(3))
    how = "compiled" if kg.COMPILED else "plain Python; `make fast` compiles the reader"
    print(f"read             {len(articles) / seconds:8.1f} articles/s  (of {words / len(articles):.0f} words; {how})")
    print(
        f"                 {words / seconds:8.0f} words/s  ({words / seconds / 500:.1f} articles of 500 words a second)"
    )
    print(f"                 {size / seconds / 1e6:8.2f} MB/s")
    print(f"floor            {size / floor / 1e6:8.2f} MB/s  (decode, and find names and cues)")
    print(f"read / floor     {seconds / floor:8.1f}")


def read_all(pipeline: Pipeline, articles: Sequence[Article]) -> None:
    for article in articles:
        pipeline.read(article)


def timed(run: Callable[[], object]) -> float:
    """The seconds of one core that a run takes, whatever else the machine does."""
    start = time.process_time()
    run()
    return time.process_time() - start


def floor_of(lexicon: Lexicon, texts: Sequence[str]) -> Callable[[], object]:
    """What any reader has to do: decode the bytes and find every name and every reporting verb."""
    actors = lexicon.actors.by_key.values()
    names = {fold(name) for actor in actors for name in (actor.label.ar, *actor.names, *actor.short)}
    automaton = AhoCorasick(sorted({*names, *lexicon.cues} - {""}), matchkind=MatchKind.LeftmostLongest)
    encoded = [text.encode() for text in texts]
    return lambda: [automaton.find_matches_as_indexes(raw.decode()) for raw in encoded]


def growth(pipeline: Pipeline) -> None:
    """Print the seconds for texts of growing length, and how many times the half they take."""
    # Each article as one paragraph: what looks like a site's own line would end the reading.
    long = "".join(" ".join(article.text.split()) + "\n" for article in islice(seeds(), len(list(SEEDS.glob("*.txt")))))
    shapes: dict[str, Callable[[int], str]] = {
        "long article": lambda size: grown(long, size),
        "one sentence": lambda size: grown(" ".join(unmarked(long).split()) + " ", size),
        "sums pledged": lambda size: grown(PLEDGE, size),
        "people named": named,
        "quote marks": lambda size: quoted(grown(long, size), MARKS * size // SIZES[-1]),
    }
    print(f"{'growth':16}" + "".join(f"{size // 1000:10} KB" for size in SIZES))
    for name, shape in shapes.items():
        seconds = [timed(partial(pipeline.read, Article("long", shape(size), PUBLISHED))) for size in SIZES]
        times = ["", *(f"(x{later / earlier:.1f})" for earlier, later in pairwise(seconds))]
        print(f"{name:16}" + "".join(f"{second:6.2f}s{ratio:>6}" for second, ratio in zip(seconds, times, strict=True)))


def memory(pipeline: Pipeline, inputs: Sequence[Path], number: int) -> None:
    """Print the memory in use at the start, in the middle and at the end of so many articles read in a row."""
    endless = chain.from_iterable(given(inputs) for _ in count())
    start = time.perf_counter()
    for done, article in enumerate(islice(endless, number + 1)):
        if done in (0, number // 2, number):
            print(f"memory           {in_use():8.0f} MB  ({done} articles, {time.perf_counter() - start:.0f} s)")
        pipeline.read(article)


def in_use() -> float:
    """The memory of this process in megabytes, where the system does not tell it the most it ever had."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[1]) * resource.getpagesize() / 2**20 if pages.exists() else peak()


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def grown(text: str, size: int) -> str:
    """A text repeated up to so many bytes."""
    return (text * (size // len(text.encode()) + 1)).encode()[:size].decode(errors="ignore")


def named(size: int) -> str:
    """So many bytes of what other people say, each with a name of his own."""
    names = map("".join, product(LETTERS, repeat=5))
    each = len(NAMED.format("ب" * 5).encode())
    return "".join(map(NAMED.format, islice(names, size // each)))


def unmarked(text: str) -> str:
    """A text without anything that ends a sentence."""
    return "".join(" " if character in ".!?؟\n" else character for character in text)


def quoted(text: str, marks: int) -> str:
    """A text with so many quote marks spread over its words."""
    words = text.split(" ")
    step = max(len(words) // marks, 1)
    return " ".join(f'"{word}' if place % step == 0 else word for place, word in enumerate(words))


if __name__ == "__main__":
    main()
