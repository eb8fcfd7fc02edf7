"""By when something is due: which of the times around an undertaking are its own."""

from __future__ import annotations

import pytest
from reading_support import commitments


def due(text: str) -> list[str | None]:
    """By when each commitment of a text is due."""
    return [found.deadline for found in commitments(text)]


@pytest.mark.parametrize(
    "text, deadline",
    [
        ("قال المتحدث إن ترامب سيلتقي بعد ماي الرئيس المكسيكي في الـ31 من أغسطس.", "2021-08-31"),
        ("وسيعود ماكرون إلى المنطقة التي وصفها بالواعدة في شهر سبتمبر مع وزيره.", "2021-09"),
        ("وستعود تركيا إلى الاتفاق الذي وقعته في 30 مايو.", None),
        ("تعهدت تركيا بسحب قواتها بعد إعلان الهدنة في أغسطس.", None),
        ("قالت تركيا إنها ستفتح المعبر، على الرغم من قصف المدينة، السبت، أمام المسافرين.", None),
        ("قالت تركيا إنها ستفتح المعبر، السبت، أمام المسافرين.", "2021-07-31"),
        ("وقال ماكرون إنه سيلتقي كيم في قمة الشهر المقبل.", "2021-08"),
        ("وقال ماكرون إنه سيبحث الأزمة في قمة هذا العام.", None),
        ("وقال ماكرون إنه سيعلن أسعار الشهر المقبل.", None),
    ],
)
def test_time_close_ahead_is_that_of_the_future(text: str, deadline: str | None) -> None:
    assert due(text) == [deadline]


@pytest.mark.parametrize(
    "text, deadline",
    [
        ("وستوفر الحكومة البريطانية، كجزء من الخطة، التمويل اللازم بحلول عام 2023.", "2023-12-31"),
        ("وقررت تركيا تمديد القرار، الذي أثار الجدل، حتى الجلسة التالية في 7 سبتمبر 2021.", "2021-09-07"),
        ("قالت تركيا إنها ستسحب قواتها بعد الاتفاق، أي في غضون عامين.", "2023-07"),
        ("قالت تركيا إنها ستسحب قواتها، وهو ما لم يتحقق اليوم.", None),
        ("وستدعم فرنسا التعليم في مالي، من قبيل محو الأمية، ونوادي القراءة، بحلول عام 2023.", "2023-12-31"),
        ("وستدعم فرنسا التعليم في مالي، وقالت مصادر، بحلول عام 2023 يكتمل العمل.", None),
        ("وقررت فرنسا فرض عقوبات جديدة على إيران، يبدأ سريانها في 4 نوفمبر.", "2021-11-04"),
        ("وقررت المحكمة تأجيل محاكمة الوزير ورفاقه، إلى جلسة 10 أغسطس.", "2021-08-10"),
        ("ومن المقرر أن يجتمع ماكرون مع الرئيس الروسي، فلاديمير بوتين، في باريس يوم 12 أغسطس.", "2021-08-12"),
        ("وقالت إيران إن اجتماعا سيتم بين فرنسا، وبريطانيا، وألمانيا، وإيران يوم الاثنين.", "2021-08-02"),
    ],
)
def test_addition_between_commas_does_not_end_the_clause(text: str, deadline: str | None) -> None:
    assert due(text) == [deadline]


def test_day_that_is_set_is_that_of_what_it_is_set_for() -> None:
    assert due("وحددت الحكومة التونسية أخيرا، السادس من ديسمبر موعدا للانتخابات.") == ["2021-12-06"]


def test_what_is_subject_to_a_day_is_due_then() -> None:
    assert due("قررت تركيا سحب قواتها، على أن ينتهي الانسحاب بحلول 15 أغسطس.") == ["2021-08-15"]


def test_day_of_telling_is_that_of_the_agreement() -> None:
    assert due("وتوصلت تركيا وروسيا إلى اتفاق لفتح المعابر اليوم.") == [None]


def test_time_of_an_event_before_the_deed_is_not_the_deeds() -> None:
    assert due("وقال ماكرون إنه سيلتقي بوتين بعد قمة الناتو المقررة في بروكسل الشهر المقبل.") == [None]


def test_time_of_an_event_at_which_it_is_done_is_the_deeds() -> None:
    assert due("وقال ماكرون إنه سيلتقي بوتين في القمة المقررة في بروكسل الشهر المقبل.") == ["2021-08"]


def test_time_of_what_was_done_first_is_not_that_of_the_undertaking() -> None:
    assert due("وهاجمت تركيا المدينة في أواخر أغسطس وتعهدت بسحب قواتها.") == [None]


def test_day_behind_what_is_announced_that_is_closer_ahead_than_behind_is_its_own() -> None:
    assert due("وأعلن أردوغان الشهر الماضي إجراء انتخابات مبكرة في 24 سبتمبر.") == ["2021-09-24"]


def test_first_of_a_month_is_its_first_day() -> None:
    assert due("قالت الإمارات إنها ستحرر أسعار الوقود من أول أغسطس.") == ["2021-08-01"]


@pytest.mark.parametrize(
    "text, who, deadline",
    [
        ("وقالت وكالة شينخوا إن الرئيس الفرنسي يزور الصين من 19 إلى 20 أغسطس.", "فرنسا", "2021-08-20"),
        ("قال ماكرون إنه يتوجه إلى القاهرة الأسبوع المقبل.", "فرنسا", "2021-08-08"),
        ("تبدأ وزارة العمل السعودية تطبيق البرنامج، وذلك يوم السبت المقبل.", "وزارة العمل السعودية", "2021-07-31"),
    ],
)
def test_present_told_of_a_day_to_come_is_a_plan(text: str, who: str, deadline: str) -> None:
    assert [(found.committers, found.deadline) for found in commitments(text)] == [((who,), deadline)]


@pytest.mark.parametrize(
    "text",
    [
        "قال ماكرون إنه يتوجه إلى القاهرة كل عام.",
        "قال ماكرون إن تركيا يزور أهلها فرنسا الشهر المقبل.",
        "قال ماكرون إن فرنسا تنظم معرضا منذ 30 يوليو 2021.",
    ],
)
def test_present_without_a_day_to_come_is_no_plan(text: str) -> None:
    assert due(text) == []
