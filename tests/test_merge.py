"""Which frames are one, and which are about one thing without being the same."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reading import COMMITMENT, CURATED, READING

from kg.curated import Actors
from kg.curation import Apart, Curation, Merge
from kg.iris import Minter
from kg.merging.merge import Cluster, Merging, merge, merging
from kg.merging.objects import objects_of
from kg.merging.sketch import Sketch, sketches
from kg.merging.standing import Standing
from kg.merging.table import Object, table
from kg.records import replace
from kg.stems import stems_of

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


@pytest.mark.parametrize("letter", ["و", "ه", "ل"])
def test_a_key_held_down_breaks_no_stem(letter: str) -> None:
    held = letter * 20_000
    assert all(len(stem) < len(held) for stem in stems_of(held))
    assert objects_of(held) == ()


# --- frames that come and go

SPEAKERS = st.sampled_from(["biden", "austin"])
TELLING = "مهمة قتالية نهاية العام لقاح جرعة انتخابات أكتوبر تدريب الجيش شراكة استراتيجية"
WORDS = st.lists(st.sampled_from(TELLING.split(" ")), min_size=1, max_size=7).map(" ".join)
DAYS = st.sampled_from([None, "2021-07-26", "2021-07-27", "2021-08-20"])


@st.composite
def articles(draw: st.DrawFn) -> dict[str, list[Sketch]]:
    """Articles by their names, each with the frames of one."""
    made: dict[str, list[Sketch]] = {}
    for article in "abcdefg"[: draw(st.integers(2, 7))]:
        frames = []
        for place in range(draw(st.integers(1, 3))):
            words, speaker, day = draw(WORDS), draw(SPEAKERS), draw(DAYS)
            sketch = said(article, words, speaker=speaker, published=day)
            if draw(st.booleans()):
                sketch = undertaken(article, words, by=speaker, published=day, deadline=draw(DAYS))
            frames.append(replace(sketch, node=sketch.node.replace("1-2", f"{place}-9")))
        made[article] = frames
    return made


def apart_and_merged(frames: Iterable[Sketch]) -> Curation:
    """A decision of each kind on some of the frames."""
    nodes = sorted(frame.node for frame in frames if frame.kind == "utterance")
    if len(nodes) < 4:
        return Curation()
    return Curation(merge=(decided(Merge, nodes[0], nodes[-1]),), apart=(decided(Apart, nodes[1], nodes[2]),))


@settings(max_examples=150, deadline=None)
@given(articles(), st.randoms(use_true_random=False), st.booleans(), st.sampled_from([1, 2, 3, 48]))
def test_what_came_and_went_leaves_what_is_there_merged_as_if_at_once(
    made: dict[str, list[Sketch]], chance: random.Random, curated: bool, crowd: int
) -> None:
    every = [frame for frames in made.values() for frame in frames]
    curation = apart_and_merged(every) if curated else Curation()
    gone = chance.sample(sorted(made), len(made) // 2)
    steps = [("add", name) for name in made] + [("remove", name) for name in gone] + [("look", "")] * 2
    chance.shuffle(steps)
    with small_blocks(crowd), Standing(curation) as standing:
        there: set[str] = set()
        for step, name in steps:
            if step == "add":
                standing.add(made[name])
                there.add(name)
            elif step == "remove" and name in there:
                standing.remove(name)
                there.remove(name)
            else:
                merging(standing)
        left = [frame for name in sorted(there) for frame in made[name]]
        assert merging(standing) == merge(left, curation)


@contextmanager
def small_blocks(most: int) -> Iterator[None]:
    """Let blocks be too large to be compared sooner."""
    before = table().weights["crowd"]
    table().weights["crowd"] = most
    try:
        yield
    finally:
        table().weights["crowd"] = before


def test_article_that_comes_back_finds_everything_as_it_was() -> None:
    frames = [said(article, words) for article, words in zip("abc", YEAR_END, strict=True)]
    with Standing() as standing:
        standing.add(frames)
        before = merging(standing)
        standing.remove("b")
        assert groups(merging(standing)) == ["ac"]
        standing.add([frames[1]])
        assert merging(standing) == before


def test_block_with_too_many_items_is_not_compared() -> None:
    frames = [said(article, words) for article, words in zip("ab", YEAR_END[:2], strict=True)]
    with small_blocks(1):
        assert merge(frames).clusters == ()
    assert groups(merge(frames)) == ["ab"]


def test_reprints_of_one_text_are_one_whatever_their_number() -> None:
    frames = [said(f"a{number}", YEAR_END[0], published="2021-07-27") for number in range(200)]
    (cluster,) = merge(frames).clusters
    assert (len(cluster.members), cluster.score) == (200, Decimal(1))


def test_words_of_another_day_are_another_utterance() -> None:
    first, later = (said(article, YEAR_END[0], date=day) for article, day in (("a", "2021-07-26"), ("b", "2021-08-20")))
    assert merge([first, later]).clusters == ()


def test_statement_of_two_sentences_does_not_tie_two_utterances_together() -> None:
    both = said("a", f"{YEAR_END[0]}. تعاوننا ضد الإرهاب سيتواصل في هذه المرحلة الجديدة التي نبحثها")
    one = said("b", YEAR_END[1])
    other = said("c", "تعاوننا في مكافحة الإرهاب سيستمر مع انتقالنا إلى المرحلة الجديدة")
    assert "abc" not in groups(merge([both, one, other]))


@pytest.mark.parametrize(
    "first, second, kind",
    [
        ("ستنسحب القوات من البلاد قبل نهاية الشهر", "ستنهي القوات مهمتها القتالية في البلاد قبل نهاية الشهر", "object"),
        ("ستنسحب القوات من البلاد قبل نهاية الشهر", "ستنسحب القوات من البلاد قبل نهاية العام", "deadline"),
    ],
)
def test_what_differs_between_rivals_is_told(first: str, second: str, kind: str) -> None:
    days = ("2021-08-31", "2021-12-31") if kind == "deadline" else ("2021-08-31", "2021-08-31")
    frames = [undertaken(a, words, deadline=day) for a, words, day in zip("ab", (first, second), days, strict=True)]
    made = merge(frames)
    assert (made.clusters, [rival.kind for rival in made.rivals]) == ((), [kind])


def given_aid(article: str, amount: str, words: str, donor: str = "us") -> Sketch:
    made = undertaken(article, words, by=donor, amount=Decimal(amount), unit="USD")
    return replace(made, kind="pledge", node=f"pledge/{article}/1-2")


def test_sum_in_other_words_is_one_pledge() -> None:
    words = "تقديم مساعدة إنسانية بقيمة 155 مليون دولار", "155 مليون دولار لخدمات المأوى والصحة"
    assert groups(merge(given_aid(a, "155000000", w) for a, w in zip("ab", words, strict=True))) == ["ab"]


def test_other_sum_in_the_same_words_is_another_pledge_and_a_rival() -> None:
    words = "تقديم مساعدة إنسانية إضافية للنازحين في المخيمات"
    made = merge([given_aid("a", "155000000", words), given_aid("b", "160000000", words)])
    assert (made.clusters, [rival.kind for rival in made.rivals]) == ((), ["amount"])


def test_person_in_office_undertakes_for_the_state() -> None:
    actors = Actors(CURATED)
    by_person = replace(READING, commitments=(replace(COMMITMENT, committers=("biden",)),))
    (sketch,) = (made for made in sketches(by_person, actors) if made.kind == "commitment")
    assert (sketch.sources, sketch.others) == (("us",), ("iraq",))


@pytest.mark.parametrize("row", table().objects, ids=lambda row: row.key)
def test_example_of_an_object_names_it(row: Object) -> None:
    assert row.key in objects_of(row.example)


LONG = "بعد أكثر من أسبوع من الاجتماعات المثمرة أحرزنا تقدما كبيرا وسنواصل العمل لتسوية عدد قليل من المسائل العالقة"


def test_long_sentence_in_new_print_is_the_old_utterance() -> None:
    days = "2015-08-02", "2015-08-12"
    assert groups(merge(said(a, LONG, published=day) for a, day in zip("ab", days, strict=True))) == ["ab"]


def test_short_sentence_weeks_later_is_said_again() -> None:
    days = "2015-08-02", "2015-08-12"
    made = merge(said(a, YEAR_END[0], published=day) for a, day in zip("ab", days, strict=True))
    assert (made.clusters, made.rivals) == ((), ())


def test_words_given_two_days_are_rivals() -> None:
    days = "2021-07-26", "2021-07-29"
    made = merge(said(a, YEAR_END[0], date=day) for a, day in zip("ab", days, strict=True))
    assert (made.clusters, [rival.kind for rival in made.rivals]) == ((), ["date"])


def test_two_sums_that_one_article_tells_are_no_rivals() -> None:
    words = "تقديم مساعدة إنسانية إضافية للنازحين في المخيمات"
    first = given_aid("a", "155000000", words)
    second = replace(given_aid("a", "160000000", words), node="pledge/a/5-9")
    assert merge([first, second]).rivals == ()
