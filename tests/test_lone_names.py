"""One unknown word behind a title: its holder's name, or what comes next."""

from __future__ import annotations

import pytest
from reading_support import read


def persons(text: str) -> list[str]:
    """The labels of the persons whom a text names."""
    return [actor.label for actor in read(text).actors.values() if actor.type == "Person"]


@pytest.mark.parametrize(
    "text",
    [
        "لم ير أحد الرئيس يضحك منذ عام.",
        "دخل السفير وطاقمه المبنى.",
        "اجتمع رئيس مجلس المفوضية لثبوت المخالفة.",
        "خسر الفريق إداريا. وقال الفريق الشبابي إنه جاهز.",
    ],
)
def test_a_word_that_stands_once_behind_a_title_is_no_name(text: str) -> None:
    assert not [name for name in persons(text) if name in ("يضحك", "وطاقمه", "لثبوت", "إداريا", "الشبابي")]


@pytest.mark.parametrize(
    "text, name",
    [
        ("قال القاضي كفانو إن الجلسة تأجلت. وغادر كفانو القاعة.", "كفانو"),
        ("قال المدير ماهر إن المصنع مفتوح.", "ماهر"),
        ("وأكد الوزير زغلولي لرويترز أن العمل مستمر.", "زغلولي"),
        ("قال السيد هاجاييف إن الشركة ستبيع المصنع.", "هاجاييف"),
        ("قال الفريق سامي فرحات إن الجيش جاهز.", "سامي فرحات"),
    ],
)
def test_a_name_that_comes_again_a_given_name_and_one_behind_a_form_of_address_are(text: str, name: str) -> None:
    assert name in persons(text)
