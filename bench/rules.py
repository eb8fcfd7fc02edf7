"""How often each rule is right, measured on annotated articles: the figures of ontology/lexicon/rules.yaml.

python bench/rules.py tests/gold:seeds GOLD:TEXTS …    # folders of annotations and of their texts
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.agreement import Identity, Pairing, known_actors, pair_commitments, pair_pledges, pair_statements
from kg.frames import Reading
from kg.gold import gold_files
from kg.pipeline import load
from kg.reading import read_inputs


def judged(gold: Path, texts: Path) -> Iterator[tuple[str, str, bool]]:
    """(kind, rule, right) of every frame that counts."""
    pipeline = load()
    files = {file.doc: file for file in gold_files(gold)}
    articles = read_inputs([texts / f"{doc}.txt" for doc in files], report=print)
    readings: list[Reading] = [pipeline.read(article) for article in articles]
    known = known_actors(readings, pipeline.lexicon.actors.by_key)
    for reading in readings:
        annotated = files[reading.article.id].on(reading.article)
        identity = Identity(annotated.actors, known)
        pairings: dict[str, Pairing[Any, Any]] = {
            "statement": pair_statements(annotated, reading, identity),
            "commitment": pair_commitments(annotated, reading, identity),
            "pledge": pair_pledges(annotated, reading, identity),
        }
        for kind, pairing in pairings.items():
            right = {found for _, found in pairing.right}
            yield from ((kind, pairing.found[found].rule, found in right) for found in pairing.counted)


def main() -> None:
    right: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    for folders in sys.argv[1:]:
        gold, texts = map(Path, folders.split(":"))
        for kind, rule, good in judged(gold, texts):
            for name in (rule, kind):
                every[kind, name] += 1
                right[kind, name] += good
    for (kind, rule), count in sorted(every.items()):
        print(f"- {{rule: {rule}, kind: {kind}, precision: {right[kind, rule] / count:.2f}, of: {count}}}")


if __name__ == "__main__":
    main()
