"""Accords and plans: whom they bind, and to what."""

from __future__ import annotations

import pytest
from reading_support import commitments, only


@pytest.mark.parametrize(
    "text, committers, mention",
    [
        (
            "وتم الاتفاق بين مصر والسودان على فتح المعبر.",
            ("مصر", "السودان"),
            "وتم الاتفاق بين مصر والسودان على فتح المعبر",
        ),
        (
            "قال وزير الصحة المصري إنه تم الاتفاق مع السودان على توريد الأدوية.",
            ("مصر", "السودان"),
            "تم الاتفاق مع السودان على توريد الأدوية",
        ),
        (
            "تم الاتفاق، مساء أمس، خلال اجتماع فرنسا مع مصر، على أن تعقد القمة في القاهرة.",
            ("فرنسا", "مصر"),
            "تم الاتفاق، مساء أمس، خلال اجتماع فرنسا مع مصر، على أن تعقد القمة في القاهرة",
        ),
    ],
)
def test_what_is_agreed_binds_its_parties(text: str, committers: tuple[str, ...], mention: str) -> None:
    found = only(text)
    assert (found.committers, found.mentions) == (committers, (mention,))


def test_parties_of_an_accord_are_those_of_the_next() -> None:
    text = "تم الاتفاق بين مصر والسودان على فتح المعبر. كما تم الاتفاق على تشكيل لجنة."
    assert [found.committers for found in commitments(text)] == [("مصر", "السودان")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "لم يتم الاتفاق بين مصر والسودان على فتح المعبر.",
        "إذا تم الاتفاق بين مصر والسودان على فتح المعبر عاد الهدوء.",
        "بحثت مصر والسودان ما تم الاتفاق عليه في القمة.",
        "تم الاتفاق بين مصر والسودان على أهمية الحوار.",
    ],
)
def test_accord_not_made_or_without_a_deed_binds_nobody(text: str) -> None:
    assert commitments(text) == []


@pytest.mark.parametrize(
    "text, committer, deadline",
    [
        ("يزور الرئيس الفرنسي القاهرة الأسبوع المقبل.", "فرنسا", "2021-08-08"),
        ("وتستضيف مصر في مارس المقبل القمة العربية.", "مصر", "2022-03"),
        ("ويزور الرئيس الفرنسي القاهرة الأحد.", "فرنسا", "2021-08-01"),
        ("وتعقد فرنسا غدا اجتماعا طارئا.", "فرنسا", "2021-07-28"),
        ("وبمناسبة العيد، تنظم فرنسا الأحد عرضا عسكريا.", "فرنسا", "2021-08-01"),
        ("ويفتتح مجلس حقوق الإنسان، جلسة الاثنين المقبل تستمر ثلاثة أسابيع.", "مجلس حقوق الإنسان", "2021-08-02"),
        ("ويبدأ ماكرون الأحد زيارة إلى مصر للمرة الثانية خلال شهرين.", "فرنسا", "2021-08-01"),
        ("ويعقد مجلس الأمن مساء اليوم جلسة مغلقة.", "مجلس الأمن الدولي", "2021-07-27"),
        ("وتسعى فرنسا إلى خفض الانبعاثات بحلول عام 2030.", "فرنسا", "2030-12-31"),
    ],
)
def test_present_with_a_day_to_come_is_a_plan(text: str, committer: str, deadline: str) -> None:
    found = only(text)
    assert (found.committers, found.deadline, found.modality) == ((committer,), deadline, "planned")


def test_what_somebody_may_decide_he_has_not() -> None:
    assert commitments("وقد تقرر فرنسا سحب قواتها من مالي.") == []


@pytest.mark.parametrize("text", ["يزور الرئيس الفرنسي القاهرة اليوم.", "تشهد فرنسا انتخابات الأسبوع المقبل."])
def test_present_of_today_or_of_what_comes_about_is_no_plan(text: str) -> None:
    assert commitments(text) == []


def test_nobody_known_is_bound_by_a_plan() -> None:
    assert commitments("رئيس الوزراء آبي الذي من المقرر أن يلقي بيانا يوم الجمعة المقبل.") == []


def test_agreement_that_something_be_done_binds() -> None:
    assert only("واتفقت مصر والسودان على أن يلتقي الوزيران الأحد.").deadline == "2021-08-01"


@pytest.mark.parametrize(
    "text, committers",
    [
        ("وينص اتفاق وقعته روسيا وتركيا على سحب المقاتلين بحلول 15 أكتوبر.", ("روسيا", "تركيا")),
        ("وينص الاتفاق الروسي التركي على سحب المقاتلين بحلول 15 أكتوبر.", ("روسيا", "تركيا")),
        ("وتنص الهدنة على أن تسحب فرنسا قواتها قبل 15 أكتوبر.", ("فرنسا",)),
    ],
)
def test_accord_binds_its_parties_else_who_is_to_do_what_it_lays_down(text: str, committers: tuple[str, ...]) -> None:
    found = commitments(text)[-1]
    assert (found.committers, found.deadline) == (committers, "2021-10-15")


@pytest.mark.parametrize(
    "text",
    [
        "وينص الدستور الفرنسي على حرية المعتقد.",
        "وينص اتفاق باريس على ميزانية كبيرة.",
        "نفت تونس وجود اتفاق مع فرنسا ينص على إنشاء قاعدة.",
    ],
)
def test_law_sum_or_what_is_denied_lays_down_nothing(text: str) -> None:
    assert commitments(text) == []
