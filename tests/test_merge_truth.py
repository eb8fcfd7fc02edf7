"""How well what is made one agrees with careful readers, on the seed articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import pytest
from goldgraph import SEEDS
from merge_truth import LETTERS, Figures, Truth, gold_sketches, read_sketches, table

from kg.article import Article
from kg.frames import Reading
from kg.merging.merge import Merging, merge
from kg.merging.sketch import Sketch
from kg.reading import read_inputs

# By what is compared: the annotated frames, and those that the rules find where they stand.
Names = dict[str, Sketch]
Found = tuple[Names, Merging]


@cache
def annotated() -> Found:
    named = gold_sketches()
    return named, merge(named.values())


@cache
def found() -> Found:
    from kg.pipeline import load

    rules = load()
    articles = {article.id: article for article in read_inputs([SEEDS], strict=True, report=print)}

    def read(article: Article) -> Reading:
        return rules.read(articles[article.id])

    named, every = read_sketches(read)
    return named, merge(every)


MERGED = pytest.mark.parametrize("merged", [annotated, found], ids=["annotated", "found"])


def groups(named: Names, made: Merging) -> list[list[str]]:
    names = {sketch.node: name for name, sketch in named.items()}
    return [[names[node] for node in cluster.members if node in names] for cluster in made.clusters]


def figures(merged: Found, kinds: Iterable[str] = LETTERS) -> Figures:
    named, made = merged
    return Truth(table(), kinds).figures(groups(named, made), set(named))


@MERGED
def test_what_is_one_is_found_and_nothing_else(merged: Callable[[], Found]) -> None:
    told = figures(merged())
    assert (told.wrong, told.f1 >= 0.85) == (0, True), told


@pytest.mark.parametrize("kind, least", [("commitments", 0.85), ("pledges", 1.0), ("utterances", 0.9)])
def test_every_kind_of_frame_is_made_one(kind: str, least: float) -> None:
    assert figures(annotated(), [kind]).f1 >= least


def test_truth_names_annotated_frames_alone() -> None:
    entries = [entry for kind in LETTERS for entry in table()[kind].values()]
    named = {name for entry in entries for name in [*entry["same"], *entry.get("also", [])]}
    assert named <= set(gold_sketches())


def test_canonical_undertakings_pledges_and_utterances_are_all_there() -> None:
    assert [len([key for key in table()[kind] if key[1:].isdigit()]) for kind in ("commitments", "pledges")] == [15, 5]
    assert {f"Q{number}" for number in range(1, 13)} <= set(table()["utterances"])


@MERGED
def test_end_of_the_combat_role_is_not_the_withdrawal_of_the_forces(merged: Callable[[], Found]) -> None:
    named, made = merged()
    ends = {name for group in groups(named, made) if "001 c1" in group for name in group}
    assert ends == {"000 c1", "001 c1", "002 c1", "004 c1"}


def test_end_of_the_combat_role_and_the_withdrawal_are_rivals() -> None:
    named, made = annotated()
    pairs = {(rival.first, rival.second, rival.kind) for rival in made.rivals}
    assert (named["000 c1"].node, named["003 c3"].node, "object") in pairs


@MERGED
def test_preparatory_meetings_stay_two(merged: Callable[[], Found]) -> None:
    # The first round of the dialogue (Thursday) and the high committee (Friday).
    named, made = merged()
    assert not [group for group in groups(named, made) if {"003 s1", "002 s17"} <= set(group)]


@MERGED
def test_unnamed_sources_stay_apart(merged: Callable[[], Found]) -> None:
    named, made = merged()
    unnamed = {"003 s8", "003 s9", "003 s10", "003 s11", "001 s10", "001 s12", "000 s18"}
    assert not [group for group in groups(named, made) if unnamed & set(group)]


@MERGED
def test_sums_that_differ_stay_apart(merged: Callable[[], Found]) -> None:
    named, made = merged()
    amounts = {sketch.node: sketch.amount for sketch in named.values()}
    pledges = [cluster for cluster in made.clusters if cluster.kind == "pledge"]
    assert pledges and all(len({amounts.get(node) for node in cluster.members}) == 1 for cluster in pledges)
