"""Who speaks and is only described: how far the description goes, and what is none."""

from __future__ import annotations

import pytest
from reading_support import read, speaker


@pytest.mark.parametrize(
    "text, expected",
    [
        ("أعلن زعماء الصين حربا على التلوث.", "زعماء الصين"),
        ("قال مصدر استخباراتي أميركي إن الهجوم وشيك.", "مصدر استخباراتي أميركي"),
        ("وقال مسؤول ثان بالبيت الأبيض إن الهجوم وشيك.", "مسؤول ثان بالبيت الأبيض"),
        ("وقال قادة مسيحيون إن القانون جائر.", "قادة مسيحيون"),
        ("لكن مفتشي الأمم المتحدة يقولون إن المصنع مغلق.", "مفتشي الأمم المتحدة"),
    ],
)
def test_description_goes_on_to_its_adjectives_and_owner(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("زار ماكرون بيروت. وأضاف مقدما التعازي «لن ننسى لبنان».", "إيمانويل ماكرون"),
        ("زار ماكرون بيروت. وأعلن الشهر الماضي أنه سيعود.", "إيمانويل ماكرون"),
        ("فشركة توتال التي تعمل منذ سنوات في إيران قالت إنها ستنسحب.", "توتال"),
    ],
)
def test_manner_and_time_do_not_speak(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_verb_tells_the_gender_of_whom_nobody_knows() -> None:
    reading = read("قال المدعون السبعة إن المنع جائر.\nوقالت القاضية إن القانون واضح.\nوأضافت أن الحكم قريب.")
    assert reading.statements[1].speakers == reading.statements[2].speakers
