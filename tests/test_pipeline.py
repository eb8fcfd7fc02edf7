"""The whole reading of an article: its parts agree, it is the same every time, and no text breaks it."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invariants import check, undertakings
from reading_support import BEFORE, RAGGED, examples, pipeline, read

from kg.article import Article
from kg.folding import fold
from kg.lexicon import Cue, cue_forms
from kg.pipeline import load
from kg.reading import read_inputs
from kg.tables import Loader, curated, read_table

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLES = list(read_inputs([SEEDS], strict=True, report=print))
# Words that open every kind of construction the reading knows, to be strung together at random.
WORDS = [
    "قال",
    "أكد",
    "وأضاف",
    "مضيفا",
    "قوله",
    "أعلنت",
    "نقلت",
    "عن",
    "وصف",
    "بأنه",
    "اتهم",
    "بـ",
    "إن",
    "أن",
    "بأن",
    ":",
    "«",
    "»",
    "“",
    "”",
    '"',
    ".",
    "،",
    "(",
    ")",
    "بحسب",
    "وفقا",
    "لـ",
    "لم",
    "لن",
    "سوف",
    "ستقدم",
    "سيغادر",
    "تعهدت",
    "ملتزمة",
    "التزام",
    "بلاده",
    "حكومته",
    "الطرفان",
    "البيان",
    "المسؤول",
    "مصدر",
    "أمني",
    "السيسي",
    "وماكرون",
    "الرئيس",
    "الأميركي",
    "وزير",
    "الخارجية",
    "العراقي",
    "سامي",
    "فرحات",
    "الأمم",
    "المتحدة",
    "واشنطن",
    "في",
    "من",
    "إلى",
    "على",
    "إذا",
    "نهاية",
    "العام",
    "المقبل",
    "2021",
    "5.2",
    "مليون",
    "دولار",
    "دينار",
    "منحة",
    "بقيمة",
    "للعراق",
    "لدعم",
    "كما",
    "فيما",
    "الذي",
]
NEWS = st.lists(st.sampled_from([*WORDS, "\n"]), max_size=40).map(" ".join)
fast = settings(deadline=None, max_examples=60)


# --- any text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\ufeff", id="a byte order mark"),
        pytest.param(" \n\r\n\t\u00a0", id="blanks"),
        pytest.param("قال", id="one word"),
        pytest.param("و", id="one letter"),
        pytest.param("«", id="one mark"),
        pytest.param("\"“”„«»''", id="only quote marks"),
        pytest.param('"' * 10_000, id="ten thousand quote marks"),
        pytest.param("“”" * 5_000, id="five thousand empty quotations"),
        pytest.param("قال السيسي إن مصر باقية وأضاف أن الحدود آمنة " * 100, id="no full stop"),
        pytest.param("The president said that the troops will leave. " * 20, id="English"),
        pytest.param("2021 5.2 ١٢٫٥ 1,000 " * 50, id="numbers"),
        pytest.param("و " * 1_000, id="loose letters"),
        pytest.param("😀 قال 😀 السيسي 😀 إن 😀 مصر 😀 باقية 😀.", id="emoji between words"),
        pytest.param("ﻗﺎﻝ ﺍﻟﺴﻴﺴﻲ ﺇﻥ ﻣﺼﺮ ﺑﺎﻗﻴﺔ.", id="presentation forms"),
        pytest.param("\u202bقال السيسي إن مصر باقية.\u202c", id="marks of direction"),
    ],
)
def test_odd_text_is_read_without_complaint(text: str) -> None:
    check(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "وصل وزير من",
        "قالت الخارجية « )",
        "واليابان نظيره الأوروبي تعتيم إعلامي",
        "بشأن التعليقات 2500 شخص،",
        'وأكد ماكرون التزامه بـ"وقف التجارب".',
        "وجدد الرئيس المصري تعهده بـ «مواصلة الدعم» للبنان.",
        "يتعين على ترامب",
        "وأمام الكونغرس",
        "وستبدأ المحادثات بين",
        "وستبدأ المحادثات بين. فرنسا بعيدة",
        "اجتمع أمس وزراء خارجية",
        "المنظمات الدولية للقضاء على عنف",
        "من المقرر أن",
        "وتنص الهدنة على أن",
        "قالت تركيا إنها ستسحب قواتها بعد الاتفاق، أي",
    ],
)
def test_unfinished_text_is_read_without_complaint(text: str) -> None:
    check(read(text))


def told_in_tables() -> Iterator[str]:
    """The example sentences of the lexicon's tables."""
    for path in sorted(curated("lexicon").glob("*.yaml")):
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader) or ():
            if isinstance(row, dict) and isinstance(row.get("example"), str):
                yield row["example"]


def test_examples_cut_off_behind_any_word_are_read_without_complaint() -> None:
    cut = {example[: word.end()] for example in told_in_tables() for word in re.finditer(r"\S+", example)}
    assert len(cut) > 5000
    for text in sorted(cut):
        check(read(text))


@fast
@given(RAGGED)
def test_reading_of_any_text_points_into_it(text: str) -> None:
    check(read(text))


@fast
@given(NEWS)
@example("وزير من")
@example("الخارجية « )")
@example('بحسب وزير . ، "')
def test_reading_of_any_words_points_into_them(text: str) -> None:
    check(read(text))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_reading_of_the_seeds_points_into_them(article: Article) -> None:
    check(pipeline().read(article))


def test_decorated_letters_change_nothing_but_the_offsets() -> None:
    text = "قال السيسي إن مصر باقية."
    decorated = "\u202bقَـــالَ السِّيسي إنّ مصـر باقية\u200f.\u202c"
    (one,), (other,) = read(text).statements, read(decorated).statements
    assert (one.speakers, one.act) == (other.speakers, other.act)
    assert other.content.of(decorated) == "مصـر باقية"


# --- the same every time ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_second_reading_equals_the_first(article: Article) -> None:
    assert load().read(article) == load().read(article)


@fast
@given(NEWS)
def test_second_reading_of_any_words_equals_the_first(text: str) -> None:
    assert read(text) == read(text)


def test_reading_leaves_nothing_to_the_collector() -> None:
    load().read(ARTICLES[0])
    gc.collect()
    load().read(ARTICLES[0])
    assert gc.collect() == 0


def test_articles_leave_nothing_behind_for_the_next() -> None:
    (second,) = read("وأضاف أن العمل مستمر. قال القاضي سامي فرحات إن الحكم عادل.").statements[-1:]
    read("قال وزير النقل سامي فرحات إن الطريق مفتوح.")
    assert read("وأضاف أن العمل مستمر. قال القاضي سامي فرحات إن الحكم عادل.").statements[-1:] == (second,)


# --- the parts agree --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_statements_stand_in_text_order(article: Article) -> None:
    starts = [statement.content.start for statement in pipeline().read(article).statements]
    assert starts == sorted(starts)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_every_frame_tells_its_rule(article: Article) -> None:
    reading = pipeline().read(article)
    assert all(statement.rule for statement in reading.statements)
    assert all(undertaking.rule for undertaking in undertakings(reading))


@pytest.mark.parametrize(
    "text",
    [
        "قال السيسي: ”مصر باقية“، وأضاف: ”الحدود آمنة“.",
        "قال السيسي: «مصر باقية»، وأضاف: «الحدود آمنة».",
        'قال السيسي إن مصر «باقية» وإن الحدود "آمنة".',
    ],
)
def test_quotations_of_a_text_lie_in_their_contents(text: str) -> None:
    for statement in read(text).statements:
        assert all(statement.content.covers(quotation) and len(quotation) for quotation in statement.quotations)


# --- the table of cues ------------------------------------------------------------------------------------------------

CUES = read_table(curated("lexicon", "cues.yaml"), Cue)
BARE = "a bare office or plural that nobody named before fills"
OPEN = {
    **dict.fromkeys(["رد", "بين", "نفى", "كذب", "وجه", "انتقد"], BARE),
    "وعد": "a noun with ب is read as a name behind a title",
    "هاجم": "the participle tells the act",
}


@pytest.mark.parametrize("cue", examples(CUES, lambda cue: cue.verb, OPEN), ids=lambda cue: cue.verb)
def test_example_of_a_cue_is_a_statement_by_it(cue: Cue) -> None:
    text = BEFORE + cue.example
    forms = {fold(form.text) for form in cue_forms(cue)}
    found = [said for said in read(text, date(2021, 7, 27)).statements if said.cue and said.cue.start >= len(BEFORE)]
    assert any(fold(said.cue.of(text)) in forms or said.act == cue.act for said in found if said.cue)
