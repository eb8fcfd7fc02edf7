"""Which frames are one, and which are about one thing without being the same."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from sample_reading import READING

from kg.curation import Apart, Curation, Merge
from kg.iris import Minter
from kg.merging.merge import Cluster, Merging, merge
from kg.merging.objects import objects_of
from kg.merging.sketch import Sketch, sketches
from kg.merging.wording import stems_of

YEAR_END = (
    "لن نكون مع نهاية العام في مهمّة قتاليّة",
    "مع نهاية العام، لن نكون في مهمة قتالية",
    "لكننا لن نكون ، بحلول نهاية العام ، في مهمة قتالية",
)


def said(article: str, words: str, *, speaker: str = "biden", **more: Any) -> Sketch:
    return Sketch(
        f"utterance/{article}/1-2",
        article,
        "utterance",
        (speaker,),
        stems=stems_of(words),
        objects=objects_of(words),
        **more,
    )


def undertaken(article: str, words: str, *, by: str = "us", to: str = "iraq", **more: Any) -> Sketch:
    return Sketch(
        f"commitment/{article}/1-2",
        article,
        "commitment",
        (by,),
        (to,),
        stems=stems_of(words),
        objects=objects_of(words),
        **more,
    )


def groups(made: Merging) -> list[str]:
    """The articles of each cluster."""
    return ["".join(node.split("/")[1] for node in cluster.members) for cluster in made.clusters]


def test_three_renderings_of_one_sentence_are_one_utterance() -> None:
    assert groups(merge(said(article, words) for article, words in zip("abc", YEAR_END, strict=True))) == ["abc"]


def test_what_two_speakers_say_are_two_utterances() -> None:
    assert groups(merge([said("a", YEAR_END[0]), said("b", YEAR_END[1], speaker="austin")])) == []


def test_end_of_a_combat_mission_is_not_the_withdrawal_of_the_forces() -> None:
    ends = undertaken("a", "القوات الأميركية ستنهي مهمتها القتالية في العراق بحلول نهاية العام", deadline="2021-12-31")
    leave = undertaken("b", "انسحاب القوات الأميركية من العراق بحلول نهاية العام", deadline="2021-12-31")
    made = merge([ends, leave])
    assert made.clusters == ()
    assert [(rival.first, rival.second, rival.kind) for rival in made.rivals] == [(ends.node, leave.node, "object")]


def test_order_of_the_frames_makes_no_difference() -> None:
    frames = [said(article, words) for article, words in zip("abc", YEAR_END, strict=True)]
    frames += [undertaken(a, "القوات الأميركية ستنهي مهمتها القتالية في العراق") for a in "de"]
    wanted = merge(frames)
    shuffled = random.Random(1).sample(frames, len(frames))
    assert merge(shuffled) == wanted


# --- decisions of people


def decided(kind: type[Any], *nodes: str) -> Any:
    return kind("they say so", "Editor", date(2021, 8, 1), nodes=nodes)


def test_decision_makes_one_what_has_no_word_in_common() -> None:
    frames = [said("a", "نعم"), said("b", "بالتأكيد", speaker="austin")]
    merge_them = decided(Merge, *(frame.node for frame in frames))
    (cluster,) = merge(frames, Curation(merge=(merge_them,))).clusters
    assert cluster == Cluster("utterance", ("utterance/a/1-2", "utterance/b/1-2"), cluster.score, (merge_them,))
    assert cluster.score == 1


def test_decision_keeps_apart_what_is_word_for_word_the_same() -> None:
    frames = [said(article, YEAR_END[0]) for article in "ab"]
    apart = decided(Apart, *(frame.node for frame in frames))
    assert merge(frames, Curation(apart=(apart,))).clusters == ()


def test_decision_on_what_is_not_there_is_told() -> None:
    gone = decided(Merge, "utterance/a/1-2", "utterance/gone/1-2")
    made = merge([said("a", YEAR_END[0])], Curation(merge=(gone,)))
    assert made.unmet == ((gone, ("utterance/gone/1-2",)),)


# --- sketches


def test_names_of_the_sketches_are_the_iris_of_the_graph() -> None:
    from kg.graph import article_quads

    base = Minter().base
    nodes = {getattr(quad.subject, "value", "") for quad in article_quads(READING)}
    assert {base + sketch.node for sketch in sketches(READING)} <= nodes


@pytest.mark.parametrize(
    "word, same",
    [("والبيان", "بيان"), ("مهمتها", "المهمّة"), ("القتالية", "قتاليّة"), ("أميركا", "أمريكا"), ("مهام", "مهمة")],
)
def test_words_written_in_different_ways_have_one_stem(word: str, same: str) -> None:
    assert stems_of(word) == stems_of(same)
