"""Which noun near a verb of saying is its subject, and which only looks like it."""

from __future__ import annotations

import pytest
from reading_support import statements

Said = list[tuple[tuple[str, ...], str]]


def said(text: str) -> Said:
    """Who says what."""
    return [(one.speakers, one.content) for one in statements(text)]


@pytest.mark.parametrize(
    "text, who, content",
    [
        ("وفي وقت قالت فيه ميركل إن القمة ناجحة، غاب ماكرون.", "أنغيلا ميركل", "القمة ناجحة، غاب ماكرون"),
        ("عقد اجتماع شدد فيه السيسي على أهمية الحوار.", "عبد الفتاح السيسي", "أهمية الحوار"),
        ("في الوقت الذي قال فيه مهندسون إن السد آمن.", "مهندسون", "السد آمن"),
    ],
)
def test_subject_stands_behind_what_it_was_said_in(text: str, who: str, content: str) -> None:
    assert said(text) == [((who,), content)]


@pytest.mark.parametrize(
    "text, who",
    [
        ("التقى السيسي الحكومة وحث القوات العراقية على الصبر.", "عبد الفتاح السيسي"),
        ("قال السيسي إن مصر باقية. وطالب الحكومة بخفض الأسعار.", "عبد الفتاح السيسي"),
        ("قال السيسي إن مصر باقية. وأعلن عن عزم الحكومة خفض الأسعار.", "عبد الفتاح السيسي"),
    ],
)
def test_feminine_noun_is_no_subject_of_a_masculine_verb(text: str, who: str) -> None:
    assert said(text)[-1][0] == (who,)


@pytest.mark.parametrize(
    "text, who",
    [
        ("التقى السيسي جان إيف لودريان، والذي أكد أن الحوار مفيد.", "جان إيف لودريان"),
        ("انتقد السيسي هجمات الحوثيين، والتي قال إنها فشلت.", "عبد الفتاح السيسي"),
    ],
)
def test_relative_clause_is_its_antecedents_if_they_agree(text: str, who: str) -> None:
    assert said(text)[-1][0] == (who,)


def test_what_somebody_renews_does_not_speak() -> None:
    assert said("قال السيسي إن مصر باقية. وجدد التأكيد على أن الحل سياسي.")[-1] == (
        ("عبد الفتاح السيسي",),
        "الحل سياسي",
    )


@pytest.mark.parametrize(
    "text",
    [
        "قال السيسي إن مصر باقية. ويعد السد مشروعا كبيرا لأن النيل طويل.",
        "قال السيسي إن مصر باقية. وكان السعر متوقعا في السوق.",
        "قال السيسي إن مصر باقية. واحتجزت الشرطة طالبا مصريا في المطار.",
        "قال السيسي إن مصر باقية. وسجن الرجل بعد اتهامه بالتجسس.",
    ],
)
def test_words_that_only_look_like_saying_report_nothing(text: str) -> None:
    assert len(said(text)) == 1
