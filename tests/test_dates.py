from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from kg.chunking import Grammar
from kg.dates import LEADING, LETTERS, OPENING, RULES, TimeExpression, as_deadline, as_said_on, find_dates
from kg.folding import fold_with_offsets
from kg.timewords import TimeWord, time_lexicon

TUESDAY = date(2021, 7, 27)
ARABIC = "اأبتثجحخدذرزسشصضطظعغفقكلمنهويىةئءؤآـًّ 0123456789٠١٢٣/-().,،\n"
WORDS = """
    يوم الاثنين أمس اليوم غدا تموز يوليو آب ماي عام العام 2021 26 ١٤٣٦ هـ / - ( ) ، و في من إلى قبل بعد خلال
    منذ حتى بحلول نهاية مطلع الربع الأول الثاني عشر والعشرين ثلاثة أيام أسبوعين السنوات الخمس المقبلة الماضي
    الجاري هذا شهر رمضان صيف كل سنويا نصف قال
"""


def find(text: str, anchor: date | None = TUESDAY) -> tuple[TimeExpression, ...]:
    return find_dates(fold_with_offsets(text), anchor=anchor)


def only(text: str, anchor: date | None = TUESDAY) -> TimeExpression:
    (expression,) = find(text, anchor)
    return expression


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("في 26 تموز/يوليو 2021", "2021-07-26"),
        ("في 26 تموز (يوليو) 2021", "2021-07-26"),
        ("في 18 أغسطس (آب) 2015", "2015-08-18"),
        ("يوم 26 يوليو تموز 2021", "2021-07-26"),
        ("الأول من مايو 2003", "2003-05-01"),
        ("الخامس والعشرين من كانون الثاني 2018", "2018-01-25"),
        ("الثاني عشر من تشرين الأول 2019", "2019-10-12"),
        ("العشرين من مارس من عام 2003", "2003-03-20"),
        ("الـ12 من يونيو 2018", "2018-06-12"),
        ("14 جانفي 2011", "2011-01-14"),
        ("13 أوت 2018", "2018-08-13"),
        ("5 غشت 2016", "2016-08-05"),
        ("16 ماي 2017", "2017-05-16"),
        ("2021/07/27", "2021-07-27"),
        ("2021-07-27", "2021-07-27"),
        ("27/7/2021", "2021-07-27"),
        ("27-07-2021", "2021-07-27"),
        ("27.7.2021", "2021-07-27"),
        ("٢٧ يوليو ٢٠٢١", "2021-07-27"),
        ("الأحد 10 / 10 / 1436هـ", "2015-07-26"),
        ("1 ذي القعدة 1436 هـ", "2015-08-16"),
        ("الاثنين 26 تموز/يوليو 2021", "2021-07-26"),
        ("يوم الأحد الموافق 25 يوليو 2021", "2021-07-25"),
        ("أمس الاثنين (26 يوليو 2021)", "2021-07-26"),
    ],
)
def test_a_full_date_is_one_day_without_an_anchor(text: str, day: str) -> None:
    expression = only(text, anchor=None)
    assert (str(expression.start), str(expression.end), expression.granularity) == (day, day, "day")


@pytest.mark.parametrize(
    ("text", "start", "end", "granularity"),
    [
        ("في أكتوبر 2019", "2019-10-01", "2019-10-31", "month"),
        ("مايو الجاري", "2021-05-01", "2021-05-31", "month"),
        ("أكتوبر المقبل", "2021-10-01", "2021-10-31", "month"),
        ("في يونيو من العام الماضي", "2020-06-01", "2020-06-30", "month"),
        ("شهر رمضان 1442هـ", "2021-04-13", "2021-05-12", "month"),
        ("العام 2003", "2003-01-01", "2003-12-31", "year"),
        ("في 2019", "2019-01-01", "2019-12-31", "year"),
        ("عام 1436هـ", "2014-10-25", "2015-10-13", "year"),
        ("عامي 2019 و2020", "2019-01-01", "2020-12-31", "year"),
        ("من 2018 إلى 2020", "2018-01-01", "2020-12-31", "year"),
        ("2015-2018", "2015-01-01", "2018-12-31", "year"),
        ("التسعينيات", "1990-01-01", "1999-12-31", "decade"),
        ("الربع الأول من 2019", "2019-01-01", "2019-03-31", "quarter"),
        ("الربع الأخير من العام الجاري", "2021-10-01", "2021-12-31", "quarter"),
        ("النصف الثاني من العام الماضي", "2020-07-01", "2020-12-31", "half"),
        ("الثلاثي الثاني من سنة 2018", "2018-04-01", "2018-06-30", "quarter"),
        ("صيف 2015", "2015-06-01", "2015-08-31", "season"),
        ("الشتاء المقبل", "2021-12-01", "2022-02-28", "season"),
        ("العام المقبل", "2022-01-01", "2022-12-31", "year"),
        ("الشهر الماضي", "2021-06-01", "2021-06-30", "month"),
        ("هذا الشهر", "2021-07-01", "2021-07-31", "month"),
        ("الأسبوع المقبل", "2021-08-02", "2021-08-08", "week"),
        ("بعد ثلاثة أيام", "2021-07-30", "2021-07-30", "day"),
        ("قبل أسبوعين", "2021-07-13", "2021-07-13", "week"),
        ("خلال 90 يوما", "2021-07-27", "2021-10-25", "day"),
        ("منذ سبع سنوات", "2014-07-27", "2021-07-27", "year"),
        ("السنوات الخمس المقبلة", "2021-07-27", "2026-07-27", "year"),
        ("خلال سنتين ونصف", "2021-07-27", "2024-01-27", "year"),
        ("اليومين الماضيين", "2021-07-25", "2021-07-27", "day"),
        ("الـ15 من الشهر الجاري", "2021-07-15", "2021-07-15", "day"),
        ("23-25 مايو 2018", "2018-05-23", "2018-05-25", "day"),
        ("أول من أمس", "2021-07-25", "2021-07-25", "day"),
        ("الليلة الماضية", "2021-07-26", "2021-07-26", "day"),
        ("الليلة قبل الماضية", "2021-07-25", "2021-07-25", "day"),
        ("مساء البارحة الأولى", "2021-07-25", "2021-07-25", "day"),
        ("هذا الصباح", "2021-07-27", "2021-07-27", "day"),
        ("مطلع العام المقبل", "2022-01-01", "2022-01-31", "month"),
        ("منتصف العام 2022", "2022-06-01", "2022-07-31", "month"),
        ("أواخر يونيو", "2021-06-21", "2021-06-30", "month"),
        ("نهاية العام", "2021-12-31", "2021-12-31", "day"),
    ],
)
def test_a_time_means_its_days(text: str, start: str, end: str, granularity: str) -> None:
    expression = only(text)
    assert (str(expression.start), str(expression.end), expression.granularity) == (start, end, granularity)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("بحلول نهاية 2021", "2021-12-31"),
        ("بنهاية العام", "2021-12-31"),
        ("قبل نهاية هذا العام", "2021-12-31"),
        ("مع حلول نهاية العام الحالي", "2021-12-31"),
        ("بحلول نهاية أغسطس", "2021-08-31"),
        ("نهاية فبراير المقبل", "2022-02-28"),
        ("نهاية الربع الأول من 2022", "2022-03-31"),
        ("في أكتوبر", "2021-10"),
        ("أكتوبر المقبل", "2021-10"),
        ("في مارس", "2022-03"),
        ("خلال شهر ماي 2022", "2022-05"),
        ("في بداية شهر أغسطس (آب) المقبل", "2021-08"),
        ("اعتبارا من مطلع العام القادم", "2022-01"),
        ("في وقت لاحق من يوليو الجاري", "2021-07"),
        ("بحلول 2030", "2030-12-31"),
        ("عام 2025", "2025-12-31"),
        ("في أفق سنة 2024", "2024-12-31"),
        ("خلال سنة 2022", "2022-12-31"),
        ("هذه السنة", "2021-12-31"),
        ("خلال العام", "2021-12-31"),
        ("ما بين 2022 و2024", "2024-12-31"),
        ("في غضون أسبوعين", "2021-08-10"),
        ("خلال ثلاثة أو أربعة أسابيع", "2021-08-24"),
        ("بحلول الخريف", "2021-11-30"),
        ("في غضون اليومين القادمين", "2021-07-29"),
        ("خلال السنوات الثلاث المقبلة", "2024-07"),
        ("بعد فترة انتقالية من تسعين إلى 180 يوما", "2022-01-23"),
        ("بعد لحظات", "2021-07-27"),
        ("الأسبوع المقبل", "2021-08-08"),
        ("يوم الاثنين", "2021-08-02"),
        ("الثلاثاء", "2021-07-27"),
        ("الجمعة المقبلة", "2021-07-30"),
        ("الثلاثاء المقبل", "2021-08-03"),
        ("غدا الأربعاء", "2021-07-28"),
        ("الـ12 من أغسطس المقبل", "2021-08-12"),
        ("28-30 يوليو الجاري", "2021-07-30"),
        ("في موعد أقصاه 30 سبتمبر", "2021-09-30"),
    ],
)
def test_a_deadline_is_the_last_moment_that_the_words_allow(text: str, deadline: str) -> None:
    due = as_deadline(only(text), said_on=None, published=TUESDAY)
    assert due is not None and due.text == deadline


@pytest.mark.parametrize(
    "text",
    [
        "العام الماضي",
        "منذ 2018",
        "قبل أسبوعين",
        "أمس",
        "لمدة ستة أشهر",
        "سنويا",
        "بعد يومين من القمة",
        "في غضون أسابيع",
        "خلال شهر رمضان المبارك",
    ],
)
def test_what_is_past_or_open_is_no_deadline(text: str) -> None:
    assert as_deadline(only(text), said_on=None, published=TUESDAY) is None


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("في ظرف أسبوع", "2021-08-03"),
        ("خلال السداسي الثاني من سنة 2022", "2022-12-31"),
        ("خلال السداسي الأول من سنة 2022", "2022-06-30"),
        ("بحلول نهاية شهر رمضان 1443هـ", "2022-05-01"),
    ],
)
def test_terms_and_halves_of_a_year_bound_a_matter(text: str, deadline: str) -> None:
    due = as_deadline(only(text), said_on=None, published=TUESDAY)
    assert due is not None and due.text == deadline


def test_a_span_of_time_counts_from_the_day_of_speaking() -> None:
    due = as_deadline(only("في غضون أسبوعين"), said_on=date(2021, 7, 26), published=TUESDAY)
    assert due is not None and due.text == "2021-08-09"


def test_a_relative_deadline_without_any_date_stays_open() -> None:
    assert as_deadline(only("نهاية العام", anchor=None), said_on=None, published=None) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الاثنين", "2021-07-26"),
        ("مساء الأحد", "2021-07-25"),
        ("ليل الأحد الاثنين", "2021-07-25"),
        ("أمس الاثنين", "2021-07-26"),
        ("أمس (الاثنين)", "2021-07-26"),
        ("اليوم الثلاثاء", "2021-07-27"),
        ("الثلاثاء", "2021-07-27"),
        ("الثلاثاء الماضي", "2021-07-20"),
        ("الخميس", "2021-07-22"),
        ("الأربعاء", "2021-07-28"),
        ("الأربعاء الماضي", "2021-07-21"),
        ("فجر الجمعة", "2021-07-23"),
        ("أمس", "2021-07-26"),
        ("اليوم", "2021-07-27"),
        ("قبل يومين", "2021-07-25"),
        ("26 يوليو", "2021-07-26"),
        ("28 ديسمبر", "2020-12-28"),
        ("الأول من مايو 2003", "2003-05-01"),
    ],
)
def test_a_day_of_speaking_is_the_latest_such_day(text: str, day: str) -> None:
    assert str(as_said_on(only(text), published=TUESDAY)) == day


@pytest.mark.parametrize("text", ["في يوليو", "العام الماضي", "الاثنين المقبل", "غدا", "منذ الاثنين", "نهاية الشهر"])
def test_what_names_no_single_past_day_is_no_day_of_speaking(text: str) -> None:
    assert as_said_on(only(text), published=TUESDAY) is None


@pytest.mark.parametrize(
    ("text", "span", "core"),
    [
        ("تنسحب بحلول نهاية العام الحالي.", "بحلول نهاية العام الحالي", "نهاية العام الحالي"),
        ("وبنهاية العام تنسحب", "بنهاية العام", "نهاية العام"),
        ("وفي 26 تموز/يوليو قال", "في 26 تموز/يوليو", "26 تموز/يوليو"),
        ("أكثر من أي وقت", None, None),
        ("ستجرى في أُكتوبر المُقبل", "في أُكتوبر المُقبل", "أُكتوبر المُقبل"),
        ("تعهد في غضون أسبوعين بأن", "في غضون أسبوعين", "أسبوعين"),
    ],
)
def test_the_span_takes_in_the_lead_in(text: str, span: str | None, core: str | None) -> None:
    found = [(e.span.of(text), e.core.of(text)) for e in find(text)]
    assert found == ([(span, core)] if span else [])


@pytest.mark.parametrize(
    "text",
    [
        "قالت تيريزا ماي إن",
        "أحد المسؤولين",
        "بين الاثنين وغيرهم",
        "الأمين العام الحالي",
        "المدير العام المقبل",
        "ثورة 25 يناير",
        "مدينة 6 أكتوبر",
        "عبر واتس آب",
        "أب الطفل",
        "مارس الشعب حقه",
        "2500 جندي",
        "أكثر من 2000 جندي",
        "روسيا اليوم",
        "في اليوم التالي",
        "المرتبة الثانية",
        "النصف الأول",
        "الساعة 14",
        "بعد القمة",
        "بهذا العقد",
        "25 في المئة",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "relation", "direction", "edge", "kind"),
    [
        ("بحلول نهاية العام", "by", None, "end", "relative"),
        ("حتى 2022", "by", None, None, "absolute"),
        ("منذ 2015", "since", None, None, "absolute"),
        ("بعد 5 سبتمبر", "after", None, None, "absolute"),
        ("اعتبارا من 1 يناير 2022", "from", None, None, "absolute"),
        ("خلال الأيام المقبلة", "by", "future", None, "period"),
        ("العام الماضي", None, "past", None, "relative"),
        ("أوائل شهر مارس", None, None, "early", "absolute"),
        ("قبل أسابيع عن الخطة", None, "past", None, "relative"),
        ("قبل ساعات على الاجتماع", None, None, None, "relative"),
        ("لمدة ستة أشهر", None, None, None, "duration"),
        ("كل ثلاثة أشهر", None, None, None, "frequency"),
        ("الخميس الماضي", None, "past", None, "weekday"),
    ],
)
def test_an_expression_says_how_it_ties_in(
    text: str, relation: str | None, direction: str | None, edge: str | None, kind: str
) -> None:
    found = only(text)
    assert (found.relation, found.direction, found.edge, found.kind) == (relation, direction, edge, kind)


@pytest.mark.parametrize("locale", ["ar", "ar_IQ", "ar_MA", "ar_DZ"])
@pytest.mark.parametrize("width", ["long", "full"])
@given(day=st.dates(date(1925, 1, 1), date(2074, 12, 31)))
def test_every_date_that_cldr_writes_out_is_read_back(locale: str, width: str, day: date) -> None:
    expression = only(format_date(day, width, locale=locale), anchor=None)
    assert (expression.start, expression.end) == (day, day)


@given(
    st.one_of(st.text(alphabet=ARABIC), st.text(), st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_gives_ordered_spans_that_do_not_overlap(text: str, anchor: date | None) -> None:
    end = 0
    for expression in find(text, anchor):
        assert end <= expression.span.start < expression.span.end <= len(text)
        assert expression.span.covers(expression.core)
        as_deadline(expression, said_on=None, published=anchor)
        as_said_on(expression, published=anchor)
        end = expression.span.end


def chunks(grammar: Grammar[TimeWord], text: str) -> list[tuple[str, int, int]]:
    """The rule and the first and last word of each chunk."""
    return [(found.rule, found.words[0].index, found.words[-1].index) for found in grammar.chunks(text)]


ANYWHERE = Grammar(time_lexicon(), RULES, column=LETTERS, lead="|".join(LEADING))
OPENED = Grammar(time_lexicon(), RULES, column=LETTERS, lead="|".join(LEADING), opening=OPENING)
LISTED = sorted(time_lexicon().entries)
OFTEN = [*WORDS.split(), "1/2/2020", "27.7.2021", "3.5", "400", "بعد"]


@given(st.lists(st.sampled_from(OFTEN) | st.sampled_from(LISTED), max_size=12))
def test_no_time_begins_with_a_word_of_another_class(words: list[str]) -> None:
    text = " ".join(words)
    assert chunks(OPENED, text) == chunks(ANYWHERE, text)
