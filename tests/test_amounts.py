from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.amounts import LETTERS, OPENING, RULES, Amount, find_amounts
from kg.chunking import Grammar
from kg.curated import load_actors
from kg.folding import fold, fold_with_offsets
from kg.units import AmountWord, Currency, Unit, amount_lexicon, currencies, resolve_currency, units

ARABIC = "اأبتثجحخدذرزسشصضطظعغفقكلمنهويىةئءؤآـًّ 0123456789٠١٢٣$€%/-().,،\n"
WORDS = """
    5 5.2 3,2 2015 500,000 مليون ملايين مليارين مليوني ألف آلاف مئة خمسة عشر وعشرين نصف ونصف ربع و
    دولار دولارات ريال سعودي دينار طن طنا طائرتين سلة غذائية نحو أكثر من بين إلى أو ( ) $ % في المئة
    جندي عام أيام عشرات ما يعادل
"""


def find(text: str) -> tuple[Amount, ...]:
    return find_amounts(fold_with_offsets(text))


def only(text: str) -> Amount:
    (amount,) = find(text)
    return amount


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5.2 مليون دولار", "5200000", "USD"),
        ("3,2 مليار يورو", "3200000000", "EUR"),
        ("1.500.000 دولار", "1500000", "USD"),
        ("1.836 مليون دولار", "1836000", "USD"),
        ("500,000 جرعة", "500000", "dose"),
        ("٥٠٠ ألف ريال سعودي", "500000", "SAR"),
        ("42ر2 دينار تونسي", "2.42", "TND"),
        ("نصف مليون جرعة", "500000", "dose"),
        ("ربع مليون دولار", "250000", "USD"),
        ("خمسة ملايين دولار", "5000000", "USD"),
        ("مليوني دولار", "2000000", "USD"),
        ("مليارين ونصف المليار دولار", "2500000000", "USD"),
        ("مليار ونصف مليار دولار", "1500000000", "USD"),
        ("مليون و200 ألف دولار", "1200000", "USD"),
        ("مليار و800 مليون يورو", "1800000000", "EUR"),
        ("ثلاثة آلاف وخمسمئة طن", "3500", "ton"),
        ("مئة وخمسة وعشرين مليون دولار", "125000000", "USD"),
        ("خمسة عشر ألف طن", "15000", "ton"),
        ("ألف مليار دولار", "1000000000000", "USD"),
        ("ترليون دولار", "1000000000000", "USD"),
        ("$500 مليون", "500000000", "USD"),
        ("500 مليون$", "500000000", "USD"),
        ("مليار أورو", "1000000000", "EUR"),
        ("400 مليون يوان", "400000000", "CNY"),
        ("10 آلاف جنيه مصري", "10000", "EGP"),
        ("18 مليون جنيه إسترليني", "18000000", "GBP"),
        ("300 مليون دولار كندي", "300000000", "CAD"),
        ("100 ألف ليرة لبنانية", "100000", "LBP"),
        ("20 شاحنة", "20", "truck"),
        ("40 طنا من المواد الغذائية", "40", "ton"),
        ("محملة بـ 30 طنا", "30", "ton"),
        ("طائرتين", "2", "aircraft"),
        ("ثلاث طائرات", "3", "aircraft"),
        ("ألف سلة غذائية", "1000", "basket"),
        ("إيفاد قافلتين طبية وبيطرية", "2", "convoy"),
        ("عشر سيارات إسعاف", "10", "ambulance"),
        ("262 مشروعًا", "262", "project"),
        ("بقيمة195  مليون دولار", "195000000", "USD"),
        ("( 243 ) مليون دولار", "243000000", "USD"),
    ],
)
def test_an_amount_has_a_value_and_a_unit(text: str, value: str, unit: str) -> None:
    amount = only(text)
    assert (amount.value, amount.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "approximate", "bound"),
    [
        ("نحو 500 ألف لقاح", True, None),
        ("بنحو مليار دولار", True, None),
        ("ما يقارب 20 طنا", True, None),
        ("أكثر من 1.2 مليار دولار", True, "min"),
        ("ما يزيد قليلا على 60 مليون دولار", True, "min"),
        ("ما لا يقل عن عشرة مليارات دولار", False, "min"),
        ("أقل من مليون دولار", True, "max"),
        ("بقيمة تصل إلى 60 مليار دولار", False, "max"),
        ("من 5 إلى 7 ملايين دولار", True, None),
        ("155 مليون دولار", False, None),
    ],
)
def test_an_approximator_is_read_but_left_out_of_the_span(text: str, approximate: bool, bound: str | None) -> None:
    amount = only(text)
    assert (amount.approximate, amount.bound) == (approximate, bound)
    assert amount.span.of(text)[0] in "0123456789مع"
    assert "نحو" not in amount.span.of(text)


@pytest.mark.parametrize(
    ("text", "sum_", "repeated"),
    [
        ("بقيمة 400 مليون يوان (58.5 مليون دولار)", "400 مليون يوان", "58.5 مليون دولار"),
        ("80 مليار دولار كندي، أي ما يعادل 60.5 مليار دولار", "80 مليار دولار كندي", "60.5 مليار دولار"),
        ("50 ألف روبية (750 دولارا)", "50 ألف روبية", "750 دولارا"),
    ],
)
def test_a_conversion_is_not_a_second_sum(text: str, sum_: str, repeated: str) -> None:
    first, second = find(text)
    assert (first.span.of(text), first.alternative) == (sum_, None)
    assert (second.span.of(text), second.alternative) == (repeated, first.span)


@pytest.mark.parametrize(
    "text",
    [
        "500 مليون دولار، دفع منها 200 مليون",
        "السعودية بـ500 مليون دولار والإمارات بـ200 مليون.",
        "500 مليون دولار للصومال و200 مليون أخرى لكينيا",
        "500 مليون دولار للصومال و200 مليونا لكينيا",
    ],
)
def test_sum_without_a_currency_has_that_of_the_sum_before(text: str) -> None:
    assert [(int(a.value) // 1_000_000, a.unit) for a in find(text)] == [(500, "USD"), (200, "USD")]


@pytest.mark.parametrize(
    "text",
    [
        "500 مليون دولار للاجئين الذين بلغ عددهم 3 ملايين",
        "500 مليون دولار لليمن.\nيعاني 20 مليونا",
        "500 مليون دولار استهدفت 13 مليون يمني",
    ],
)
def test_number_of_people_is_no_sum(text: str) -> None:
    assert [a.unit for a in find(text) if a.noun is None] == ["USD"]


def test_the_one_of_a_price_is_not_counted() -> None:
    text = "سعر الصاروخ الواحد إلى 2,86 مليون يورو"
    assert only(text).span.of(text) == "2,86 مليون يورو"


def test_two_sums_in_a_row_are_two_sums() -> None:
    assert [a.alternative for a in find("200 مليون دولار للصحة و90 مليون يورو للتعليم")] == [None, None]


@pytest.mark.parametrize(
    ("text", "stem"),
    [("200 مليون دينار", "dinar"), ("خمسين مليون ريال", "riyal"), ("7 ملايين درهم", "dirham"), ("مليار ليرة", "lira")],
)
def test_a_bare_currency_word_leaves_the_country_open(text: str, stem: str) -> None:
    amount = only(text)
    assert (amount.unit, amount.currency_stem) == (None, stem)


@pytest.mark.parametrize(
    ("stem", "country", "code"),
    [
        ("dinar", "iraq", "IQD"),
        ("dinar", "tunisia", "TND"),
        ("riyal", "saudi-arabia", "SAR"),
        ("dirham", "uae", "AED"),
        ("pound", "egypt", "EGP"),
        ("dinar", "france", None),
    ],
)
def test_the_country_decides_the_currency(stem: str, country: str, code: str | None) -> None:
    assert resolve_currency(stem, country) == code


@pytest.mark.parametrize(
    ("text", "noun", "value"),
    [("2500 جندي", "جندي", 2500), ("ثلاثة محامين", "محامين", 3), ("9 آلاف جريح", "جريح", 9000)],
)
def test_what_is_counted_is_kept_where_it_is_no_listed_unit(text: str, noun: str, value: int) -> None:
    amount = only(text)
    assert amount.noun is not None
    assert (amount.noun.of(text), amount.unit, int(amount.value)) == (noun, None, value)


@pytest.mark.parametrize(
    "text",
    [
        "25 في المئة",
        "30%",
        "بنسبة 5.2 بالمئة",
        "عام 2018",
        "في 2018 أعلن",
        "26 يوليو",
        "خلال 3 أيام",
        "(25 عاما)",
        "الساعة 20:30 مساء",
        "المادة 5 من الدستور",
        "كوفيد - 19",
        "عشرات الملايين من الدولارات",
        "آلاف الأطنان",
        "الدول الخمس الدائمة",
        "وصلت الطائرتين",
        "جسر جوي",
        "لست متأكدا",
        "كمية الإنتاج",
        "اليوم الاثنين طائرة",
        "نادي ريال مدريد فاز 3 مرات",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find(text) == ()


def test_a_year_before_a_sum_is_not_part_of_it() -> None:
    text = "في عام 2018 مليار دولار"
    assert only(text).span.of(text) == "مليار دولار"


@pytest.mark.parametrize("row", units(), ids=lambda row: row.key)
def test_every_unit_is_found_in_its_own_example(row: Unit) -> None:
    found = find(row.example)
    named = {name for amount in found for name in (amount.unit, amount.currency_stem)}
    assert row.code in named or row.key in named or (row.currency and found)


def test_no_form_means_two_units() -> None:
    owners: dict[str, set[str]] = {}
    for row in units():
        for form in {fold(form) for form in (*row.forms, *row.dual)}:
            owners.setdefault(form, set()).add(row.key)
    assert {form: keys for form, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("row", currencies(), ids=lambda row: row.code)
def test_every_currency_is_found_in_its_own_example(row: Currency) -> None:
    assert [a.unit for a in find(row.example)] == [row.code]


def test_every_country_of_the_currency_table_is_a_curated_actor() -> None:
    known = load_actors().by_key
    assert {country for row in currencies() for country in row.countries} <= set(known)


@given(
    st.one_of(st.text(alphabet=ARABIC), st.text(), st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join))
)
def test_any_text_gives_ordered_spans_that_do_not_overlap(text: str) -> None:
    end = 0
    for amount in find(text):
        assert end <= amount.span.start < amount.span.end <= len(text)
        assert amount.value >= 0
        end = amount.span.end


def test_sum_behind_a_noun_that_may_name_a_group_is_read_whole() -> None:
    (found,) = find_amounts(fold_with_offsets("برنامج يبلغ مجموعه 116,8 مليون يورو"))
    assert (found.value, found.unit) == (Decimal("116800000"), "EUR")


def chunks(grammar: Grammar[AmountWord], text: str) -> list[tuple[str, int, int]]:
    """The rule and the first and last word of each chunk."""
    return [(found.rule, found.words[0].index, found.words[-1].index) for found in grammar.chunks(text)]


ANYWHERE = Grammar(amount_lexicon(), RULES, column=LETTERS)
OPENED = Grammar(amount_lexicon(), RULES, column=LETTERS, opening=OPENING)
LISTED = sorted(spelling for spelling, entry in amount_lexicon().entries.items() if entry.category != "function")


@given(st.lists(st.sampled_from([*LISTED, "5", "2018", "3.5", "(", ")", "$", "%", "في", "قال", "شاحنة"]), max_size=12))
def test_no_amount_begins_with_a_word_of_another_class(words: list[str]) -> None:
    text = " ".join(words)
    assert chunks(OPENED, text) == chunks(ANYWHERE, text)
