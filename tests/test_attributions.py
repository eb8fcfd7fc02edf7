"""Words that attribute without a verb: according to, quoting, as."""

from __future__ import annotations

import pytest
from reading_support import examples, plain, statements, unread

from kg.attributions import Attribution
from kg.tables import curated, read_table

ROWS = read_table(curated("lexicon", "attributions.yaml"), Attribution)


@pytest.mark.parametrize(
    "text, speaker, content",
    [
        ("ارتفع عدد القتلى إلى عشرين، بحسب وزارة الصحة اليمنية.", "وزارة الصحة اليمنية", "ارتفع عدد القتلى إلى عشرين"),
        ("ارتفع عدد القتلى، وفقا لوزارة الصحة اليمنية.", "وزارة الصحة اليمنية", "ارتفع عدد القتلى"),
        ("ارتفع عدد القتلى، وفق البنك الدولي.", "البنك الدولي", "ارتفع عدد القتلى"),
        ("ارتفع عدد القتلى، طبقا لما أعلنته وزارة الصحة اليمنية.", "وزارة الصحة اليمنية", "ارتفع عدد القتلى"),
        ("ارتفع عدد القتلى، نقلا عن رويترز.", "رويترز", "ارتفع عدد القتلى"),
        ("ارتفع عدد القتلى، حسبما أفادت رويترز.", "رويترز", "ارتفع عدد القتلى"),
        ("وفقا لوزارة الصحة التونسية، بلغ عدد الإصابات ألف حالة.", "وزارة الصحة التونسية", "بلغ عدد الإصابات ألف حالة"),
        ("وبحسب صحيفة الغارديان، فإن العملية انتهت.", "الغارديان", "العملية انتهت"),
        ("بحسب مصادر محلية، العملية انتهت.", "مصادر محلية", "العملية انتهت"),
    ],
)
def test_source_stands_behind_the_phrase(text: str, speaker: str, content: str) -> None:
    assert [(" + ".join(said.speakers), said.content) for said in statements(text)] == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    ["تحرك الوفد بحسب الخطة.", "جرت الانتخابات وفق القانون.", "سارت العملية وفقا للجدول الزمني.", "حسب."],
)
def test_plan_or_law_is_no_source(text: str) -> None:
    assert statements(text) == []


def test_outlet_behind_a_quoted_speaker_is_the_medium() -> None:
    said = statements("قال السيسي إن مصر باقية، بحسب رويترز.")
    assert [(one.speakers, one.content, one.via) for one in said] == [(("عبد الفتاح السيسي",), "مصر باقية", "رويترز")]


@pytest.mark.parametrize(
    "text, cue",
    [
        ("ارتفع عدد القتلى، بحسب رويترز.", "بحسب"),
        ("ارتفع عدد القتلى، نقلا عن رويترز.", "نقلا عن"),
        unread("وبحسب رويترز، ارتفع عدد القتلى.", "بحسب", why="the و before it is taken for a part of it"),
    ],
)
def test_cue_is_the_bare_phrase(text: str, cue: str) -> None:
    assert [said.cue for said in statements(text)] == [cue]


OPEN = {"وفقا لما": "a spokesman of whom nothing is said"}


@pytest.mark.parametrize("row", examples(ROWS, lambda row: row.phrase, OPEN), ids=lambda row: row.phrase)
def test_example_of_the_table_attributes(row: Attribution) -> None:
    reading = plain(row.example)
    assert [(said.act, bool(said.content)) for said in reading.statements()] == [(row.act, True)]
