"""The figures are those of the reference scorer, where it is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import goldgraph
import pytest
import yaml
from goldgraph import GOLD, SEEDS, Reader
from pyoxigraph import RdfFormat, Store

from kg.curated import CuratedActor
from kg.frames import Pledge, Reading
from kg.gold import GoldArticle, gold_files
from kg.graph import actor_keys, article_quads
from kg.graph_world import curated_closure, curated_quads
from kg.pipeline import load
from kg.reading import read_inputs
from kg.score import score, score_folders
from kg.span import Span

REFERENCE = Path(__file__).parents[2] / "shared" / "eval" / "score.py"
beside = pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference scorer does not stand beside the checkout")


def seed_golds() -> list[GoldArticle]:
    articles = {article.id: article for article in read_inputs([SEEDS], report=print)}
    return [file.on(articles[file.doc]) for file in gold_files(GOLD)]


def annotations_as_readings(reader: Reader) -> tuple[list[Reading], dict[str, CuratedActor]]:
    """What a reader of the annotations would find, and the actors they list."""
    documents = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.yaml"))]
    texts = [(SEEDS / f"{document['doc']}.txt").read_bytes().decode("utf-8") for document in documents]
    readings = [
        goldgraph.GoldArticle(document, text, reader).reading() for document, text in zip(documents, texts, strict=True)
    ]
    return readings, {actor.key: actor for actor in goldgraph.gold_actors(documents)}


def spoilt(reading: Reading) -> Reading:
    """The same with every third frame left out, every fourth cut short and every fifth given to somebody else."""
    someone = next(iter(reading.actors))
    statements = []
    for number, one in enumerate(reading.statements):
        end = one.content.end - len(one.content) * (number % 4 == 0) * 2 // 3
        speakers = one.speakers if number % 5 else (someone,)
        statements += [replace(one, content=Span(one.content.start, end), speakers=speakers)] * (number % 3 > 0)
    commitments = [
        replace(
            one,
            committers=(someone,) if number % 5 == 0 else one.committers,
            topic="other",
            deadline=None,
            made_in=None,
        )
        for number, one in enumerate(reading.commitments)
        if number % 3
    ]
    as_pledges = [
        Pledge(one.mentions, one.committers, amount=Decimal(3), unit="ton") for one in reading.commitments[::3]
    ]
    return replace(
        reading,
        mentions=reading.mentions[::2],
        statements=tuple(statements),
        commitments=tuple(commitments),
        pledges=(*(replace(one, made_in=None) for one in reading.pledges[1:]), *as_pledges),
    )


def reference_figures(readings: list[Reading], curated: Mapping[str, CuratedActor], folder: Path) -> object:
    graph = Store()
    for made in readings:
        graph.extend(article_quads(made))
    graph.extend(curated_quads(curated_closure(actor_keys(readings), curated)))
    graph.dump(str(folder / "graph.nq"), RdfFormat.N_QUADS)
    command = [sys.executable, REFERENCE, "--graph", folder / "graph.nq", "--gold", GOLD, "--text", SEEDS, "--json"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


@beside
def test_the_figures_of_the_seeds_are_those_of_the_reference(tmp_path: Path) -> None:
    pipeline = load()
    readings = [pipeline.read(article) for article in read_inputs([SEEDS], report=print)]
    figures = score_folders(GOLD, SEEDS).figures()
    assert figures == reference_figures(readings, pipeline.lexicon.actors.by_key, tmp_path)


@beside
@pytest.mark.parametrize(
    ("reader", "with_faults"), [(Reader.FULL, False), (Reader.STRICT, True), (Reader.GENEROUS, True)]
)
def test_the_figures_of_other_readers_are_those_of_the_reference(
    tmp_path: Path, reader: Reader, with_faults: bool
) -> None:
    readings, curated = annotations_as_readings(reader)
    if with_faults:
        readings = [spoilt(reading) for reading in readings]
    assert score(readings, seed_golds(), curated).figures() == reference_figures(readings, curated, tmp_path)


def test_a_reader_who_finds_all_that_is_annotated_makes_no_fault() -> None:
    readings, curated = annotations_as_readings(Reader.STRICT)
    scores = score(readings, seed_golds(), curated)
    assert {name: tally.f1 for name, tally in scores.tallies.items()} == dict.fromkeys(scores.tallies, 1.0)
