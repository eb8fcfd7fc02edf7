"""What officials say will be done, by things and by others, and whom it binds."""

from __future__ import annotations

import pytest
from reading_support import commitments


def told(text: str) -> list[tuple[tuple[str, ...], str | None]]:
    """Who undertakes, by when."""
    return [(found.committers, found.deadline) for found in commitments(text)]


@pytest.mark.parametrize(
    "text, who, deadline",
    [
        (
            "قال الوزير التونسي أنيس غديرة إن الآلية الجديدة سيبدأ العمل بها اعتبارا من 1 أغسطس.",
            "تونس",
            "2021-08-01",
        ),
        ("قال الوزير التونسي أنيس غديرة إن القانون سيكون جاهزا يوم 15 أغسطس.", "تونس", "2021-08-15"),
        ("قالت الحكومة التونسية إن القانون سيدخل حيز التنفيذ مطلع العام المقبل.", "الحكومة التونسية", "2022-01"),
        ("وأعلن ماكرون أن الاتفاقية ستدخل في شهر سبتمبر المقبل حيز التنفيذ.", "فرنسا", "2021-09"),
        ("وأكد وزير النقل التونسي أن أعمال البحث ستتواصل حتى 11 أغسطس.", "تونس", "2021-08-11"),
        ("قال ماكرون إن مكان القمة وموعدها سيعلنان في اليومين المقبلين.", "فرنسا", "2021-07-29"),
        ("قال الكرملين إن القمة ستكون في 16 أغسطس.", "روسيا", "2021-08-16"),
        ("وأوضح وزير النقل التونسي أنه من المنتظر أن يتم غدا عقد جلسة مع النقابات.", "تونس", "2021-07-28"),
        ("وأعلن ماكرون أن موعد الافتتاح سيكون عند الساعة السادسة من مساء الأربعاء المقبل.", "فرنسا", "2021-07-28"),
        ("وستدخل الحكومة التونسية في إضراب عام يوم 22 أغسطس.", "الحكومة التونسية", "2021-08-22"),
        ("وأعلن ماكرون أن نقل السفارة إلى القدس سيكون بحلول نهاية العام.", "فرنسا", "2021-12-31"),
    ],
)
def test_thing_that_begins_on_a_day_is_the_officials_plan(text: str, who: str, deadline: str) -> None:
    assert told(text) == [((who,), deadline)]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير التونسي أنيس غديرة إن الأزمة ستنتهي.",
        "قال الوزير التونسي أنيس غديرة إن الأسعار ستكون مرتفعة العام المقبل.",
        "قال المحلل سمير صالح إن القانون سيدخل حيز التنفيذ مطلع العام المقبل.",
        "وأوضح وزير النقل التونسي أنه من المنتظر أن تتم الخطة.",
        "قال الوزير التونسي أنيس غديرة إن الأزمة ستكون خلال العام المقبل أكبر.",
    ],
)
def test_thing_without_a_day_or_told_by_an_onlooker_binds_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "وأكد الوزير التونسي أنيس غديرة أنه تقرر فتح خط جوي.",
        "وأكد الوزير التونسي أنيس غديرة أنه سيقع فتح خط جوي.",
    ],
)
def test_what_a_minister_says_was_decided_or_will_be_done_binds_his_state(text: str) -> None:
    assert told(text) == [(("تونس",), None)]


@pytest.mark.parametrize(
    "text, who",
    [
        ("وأوضح وزير الخارجية التونسي خميس الجهيناوي أنه سيتم فتح السفارة.", "تونس"),
        ("وأوضح وزير النقل التونسي أنه سيتم تجديد الأسطول.", "تونس"),
        ("وقال وزير الخارجية الأميركي إن العقوبات التي رفعت سيعاد فرضها.", "الولايات المتحدة"),
        ("وأوضح وزير النقل أنيس غديرة أنه سيتم تجديد الأسطول.", "أنيس غديرة"),
    ],
)
def test_leaders_and_unnamed_ministers_bind_their_state_other_officers_themselves(text: str, who: str) -> None:
    assert told(text) == [((who,), None)]


@pytest.mark.parametrize(
    "text, who, deadline",
    [
        ("قال مكتب رئيس كوريا الجنوبية إن كوريا الشمالية ستغلق الموقع في مايو المقبل.", "كوريا الشمالية", "2022-05"),
        ("قال ماكرون إن إيران ستعود إلى التفاوض يوم الأحد المقبل.", "إيران", "2021-08-01"),
    ],
)
def test_another_state_is_bound_by_what_is_known_to_the_day(text: str, who: str, deadline: str) -> None:
    assert told(text) == [((who,), deadline)]


@pytest.mark.parametrize(
    "text, deadline",
    [
        ("وأعلنت الرئاسة التونسية أن رئيس الحكومة قرر تمديد حالة الطوارئ لشهرين.", None),
        ("وأعلنت الرئاسة التونسية أنه بعد التشاور قرر رئيس الجمهورية تمديد حالة الطوارئ.", None),
    ],
)
def test_title_alone_means_a_fellow_officer_of_the_speaker(text: str, deadline: str | None) -> None:
    assert told(text) == [(("تونس",), deadline)]


def test_title_alone_told_by_nobody_binds_nobody() -> None:
    assert told("وسيقدم وزير الداخلية استقالته.") == []


@pytest.mark.parametrize(
    "text, who, deadline",
    [
        ("وقال سامي الخلف إنه سيتم فتح الطريق غدا.", "سامي الخلف", "2021-07-28"),
        ("وأكد النادي الإفريقي أنه سيتم تكريم اللاعب.", "النادي الإفريقي", None),
        ("وقال ماكرون إن الخطة جاهزة. وسيتم نشر الشرطة في نهاية الشهر.", "فرنسا", "2021-07-31"),
        ("وقال ماكرون إن الخطة ناجحة، وسوف يتم توسيعها.", "فرنسا", None),
    ],
)
def test_what_will_be_done_is_done_by_whoever_announces_it(text: str, who: str, deadline: str | None) -> None:
    assert told(text) == [((who,), deadline)]


@pytest.mark.parametrize(
    "text",
    [
        "وقال المحلل سامي الخلف إنه سيتم فتح الطريق غدا.",
        "وقال سامي الخلف إن هناك أنباء تفيد بأنه سيتم فتح الطريق.",
        "وقال سامي الخلف إن المشروع سيتم إنجازه.",
        "وتجمع الأهالي في الساحة. وسيتم فتح الطريق غدا.",
    ],
)
def test_what_onlookers_or_others_tell_of_binds_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text, who",
    [
        ("وقال الشيخ منصور إن الرئيس الصيني سيبحث سبل التعاون.", "الصين"),
        ("وسيجتمع يوم 17 أغسطس 2021، وزير المالية المصري مع الخبراء.", "مصر"),
    ],
)
def test_future_beside_a_title_is_its_verb_and_no_name(text: str, who: str) -> None:
    assert [found[0] for found in told(text)] == [(who,)]


@pytest.mark.parametrize(
    "text, who",
    [
        ("وأعلن مستشار الأمن القومي العراقي قاسم الأعرجي أن العقوبات ستسري فورا.", "العراق"),
        ("وقال قاسم الأعرجي إننا سنغلق الحدود.", "العراق"),
        ("وقال وزير الصحة الجزائري سمير صالح إننا سنبني المستشفى.", "الجزائر"),
        ("وقال وزير الصحة سمير صالح إننا سنبني المستشفى.", "سمير صالح"),
        ("وقال وزير الصحة الجزائري السابق سمير صالح إننا سنبني المستشفى.", "سمير صالح"),
    ],
)
def test_official_with_whose_office_his_state_is_named_binds_it(text: str, who: str) -> None:
    assert told(text) == [((who,), None)]


@pytest.mark.parametrize(
    "text, found",
    [
        ("قال سامي الخلف إنه سيتم فتح الطريق.", [(("سامي الخلف",), None)]),
        ("قال الأسير إنه سيتم إعدامه.", []),
        ("قال المواطن سامي الخلف إنه سيتم هدم بيته.", []),
        ("قال محامي المتهم سامي الخلف إنه سيتم الإفراج عنه.", []),
    ],
)
def test_what_is_done_to_somebody_binds_him_to_nothing(
    text: str, found: list[tuple[tuple[str, ...], str | None]]
) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text, found",
    [
        ("وأكد المتحدث أن العقوبات الأمريكية بحق إيران ستسري فورا.", [(("الولايات المتحدة",), None)]),
        ("وسيدخل القرار الفرنسي حيز التنفيذ الشهر المقبل.", [(("فرنسا",), "2021-08")]),
        (
            "وأوضحت وزارة الخزانة الأمريكية أن العقوبات المتعلقة بالنفط ستسري بعد فترة انتقالية من تسعين إلى 180 يوما.",
            [(("وزارة الخزانة الأميركية",), "2022-01-23")],
        ),
        ("وقال ماكرون إن الرسوم ضرورية. وستدخل الرسوم حيز التنفيذ غدا.", [(("فرنسا",), "2021-07-28")]),
        ("والعقوبات المفروضة من قبل واشنطن على إيران ستسري غدا.", [(("الولايات المتحدة",), "2021-07-28")]),
        ("والرسوم التي فرضتها الصين ستدخل حيز التنفيذ غدا.", [(("الصين",), "2021-07-28")]),
        ("والقانون الذي يستهدف إيران سيدخل حيز التنفيذ غدا.", []),
        ("والعقوبات بحق إيران ستسري غدا.", []),
        ("ورأى محلل أن العقوبات على إيران ستسري غدا.", []),
    ],
)
def test_measure_that_takes_effect_binds_who_imposes_it(
    text: str, found: list[tuple[tuple[str, ...], str | None]]
) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text, who",
    [
        ("وأضافت وزارة أملاك الدولة أن متابعة الملف ستتم بالتنسيق مع البنك.", ["وزارة أملاك الدولة"]),
        ("وأعلن جيش الإسلام أن الدفعة الأولى سيتم إجلاؤها غدا.", ["جيش الإسلام"]),
        ("وأكد كاتب عام النقابة سامي القمودي أنه سيتم توزيع المعلمين.", ["سامي القمودي"]),
        ("وأكد الكاتب سامي القمودي أنه سيتم توزيع المعلمين.", []),
        ("كما شدد سامي القمودي على حرص حركته على توجيه كل الجهود نحو القضية.", ["سامي القمودي"]),
    ],
)
def test_bodies_and_their_secretaries_do_what_they_say_will_be_done(text: str, who: list[str]) -> None:
    assert [key for found in commitments(text) for key in found.committers] == who
