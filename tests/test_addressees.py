"""Whom something is said to does not say it."""

from __future__ import annotations

import pytest
from reading_support import speaker, statements

BEFORE = "قال ماكرون إن الحوار مفيد. "


@pytest.mark.parametrize(
    "text",
    [
        "وأبلغ الأمم المتحدة بأن العقد انتهى.",
        "وطالب الأمم المتحدة بوقف الحرب.",
        "وأخبر الصحفيين أن الأمر صعب.",
    ],
)
def test_who_cannot_be_the_subject_is_told(text: str) -> None:
    assert speaker(BEFORE + text) == "إيمانويل ماكرون"


def test_who_says_it_is_in_the_word_before_the_verb() -> None:
    said = statements("قال ماكرون إنه أبلغ ترامب أن العقد انتهى.")
    assert [(one.speakers[0], one.content) for one in said] == [
        ("إيمانويل ماكرون", "أبلغ ترامب أن العقد انتهى"),
        ("إيمانويل ماكرون", "العقد انتهى"),
    ]


def test_she_is_not_he_who_tells_of_her() -> None:
    assert len(statements("قال ماكرون إنها أبلغت ترامب بأن العقد انتهى.")) == 1


def test_a_subject_behind_the_verb_tells_who_stands_behind_it() -> None:
    assert speaker(BEFORE + "وأبلغ ترامب الأمم المتحدة بأن العقد انتهى.") == "دونالد ترامب"
    assert speaker(BEFORE + "وأبلغت الأمم المتحدة الصحفيين بأن العقد انتهى.") == "الأمم المتحدة"


def test_all_to_whom_it_is_said_are_no_part_of_who_says_it() -> None:
    assert speaker("طمأن الوزير جميع المواطنين بأن الوضع آمن.") == "الوزير"
    assert speaker("أبلغ الوزير جميع النواب أن الأسعار مستقرة.") == "الوزير"
    assert speaker("أبلغ الوزير المواطنين أن الأسعار مستقرة.") == "الوزير"


@pytest.mark.parametrize("text", ["وتقرأ طالبة بأن الأمر سهل.", "وتهدف إلى طمأنة المواطنين بأن الوضع آمن."])
def test_ta_marbuta_is_no_pronoun(text: str) -> None:
    assert len(statements(BEFORE + text)) == 1
