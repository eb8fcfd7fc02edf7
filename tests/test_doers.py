"""Nouns of people and of bodies right behind a verb: they speak, rather than who spoke last."""

from __future__ import annotations

import pytest
from reading_support import read, speaker

BEFORE = "قال ماكرون إن الحوار مفيد. "


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وأكد عدد من قاطني الحي معاناتهم من الانقطاع.", "عدد من قاطني الحي"),
        ("وعبر أكثر من مصدر عن قلقه من القرار.", "أكثر من مصدر"),
        ("وعبرت كل الصحف عن قلقها من القرار.", "كل الصحف"),
        ("وأكد معظم المشاركين ضرورة الحوار.", "معظم المشاركين"),
        ("وأكد تاجر جملة في السوق ارتفاع الأسعار.", "تاجر جملة"),
        ("وأكدت محكمة استئناف بحرينية الثلاثاء هذا الحكم.", "محكمة استئناف بحرينية"),
        ("وأرجعت المديرية العامة للسجون ذلك إلى أن المواطن لم يلتزم بالعقد.", "المديرية العامة"),
        ("ونفت أسرته صحة ذلك.", "أسرته"),
        ("وأكد مقرب من المقاومة أن المدينة حررت.", "مقرب من المقاومة"),
    ],
)
def test_people_and_bodies_speak_where_they_agree_with_the_verb(text: str, expected: str) -> None:
    assert speaker(BEFORE + text) == expected


@pytest.mark.parametrize(
    "text",
    ["ثم طالبت كافة القادمين بأخذ اللقاح.", "ودعا الشركات إلى زيادة الإنتاج.", "وانتقد شركة بورش لأنها تلوث الهواء."],
)
def test_whom_a_verb_may_be_done_to_does_not_speak(text: str) -> None:
    spoken = read(BEFORE + text)
    assert {key for statement in spoken.statements for key in statement.speakers} == {"emmanuel-macron"}


def test_nobody_from_before_says_what_a_body_says() -> None:
    assert (
        len(read("قال ماكرون إن الحوار مفيد. وأكد مجلس شورى القبيلة، كبرى قبائل دارفور، هذه الحصيلة.").statements) == 1
    )
