"""Which sums are gifts: by what they measure, in lists, in other words' company."""

from __future__ import annotations

import pytest
from reading_support import Given, pledges


def sums(text: str) -> list[str | None]:
    """The sums that a text pledges, in text order."""
    return [pledge.amount for pledge in pledges(text) if pledge.amount]


@pytest.mark.parametrize(
    "text",
    [
        "قدمت اليابان مساعدات للأردن تبلغ قيمتها 30 مليون دولار.",
        "بلغت قيمة المساعدات اليابانية للأردن 30 مليون دولار.",
        "بلغ إجمالي ما قدمته اليابان للأردن 30 مليون دولار.",
        "تقدر قيمة القرض الذي ستمنحه اليابان للأردن بنحو 30 مليون دولار.",
        "تلقى الأردن هبة يابانية بقيمة 30 مليون دولار.",
        "أفرجت اليابان عن 30 مليون دولار من المساعدات العسكرية للأردن.",
        "كشف السفير الياباني عن منحة بقيمة 30 مليون دولار للأردن.",
        "قال الوزير إن 30 مليون دولار خصصتها اليابان للأردن ستصل قريبا.",
        "مشروع لتحلية المياه في الأردن بكلفة 30 مليون دولار بتمويل من اليابان.",
        "تبرعت اليابان للأردن بنحو 30 مليون دولار.",
        "أودعت اليابان 30 مليون دولار في البنك المركزي الأردني.",
        "ودعمت اليابان الأردن بمبلغ 30 مليون دولار.",
    ],
)
def test_sum_that_measures_a_gift_is_given(text: str) -> None:
    assert sums(text) == ["30000000"]


@pytest.mark.parametrize(
    "text",
    [
        "طلبت باكستان من الصين قرضا بقيمة ملياري دولار.",
        "جمدت واشنطن 65 مليون دولار من مساعداتها للأونروا.",
        "خفضت بريطانيا مساعداتها لليمن بقيمة 65 مليون دولار.",
        "دعت الأمم المتحدة المانحين إلى تقديم 3 مليارات دولار لليمن.",
        "سددت مصر قرضا بقيمة 3 مليارات دولار لقطر.",
        "لن تقدم واشنطن 65 مليون دولار للأونروا.",
        "بلغت الديون المستحقة على مصر للسعودية 5 مليارات دولار.",
        "تعهدت الإمارات باستثمار 3 مليارات دولار في السودان.",
        "وقعت السعودية مع أميركا صفقة أسلحة بقيمة 110 مليارات دولار.",
        "احتجز المسلحون 16 شاحنة محملة بمساعدات من الأمم المتحدة إلى اليمن.",
        "تتفاوض تونس مع صندوق النقد الدولي على قرض بقيمة 4 مليارات دولار.",
    ],
)
def test_sum_asked_for_cut_or_paid_back_is_no_gift(text: str) -> None:
    assert sums(text) == []


def test_aid_that_is_cut_stays_cut_where_it_is_told_of_again() -> None:
    text = "واشنطن تلغي مساعدات لغزة بقيمة 200 مليون دولار.\nوكانت واشنطن قدمت مساعدات لغزة بقيمة 200 مليون دولار."
    assert sums(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "قدمت اليابان مساعدات غذائية إلى 500 ألف شخص في اليمن.",
        "وزعت الأمم المتحدة المساعدات على 5000 أسرة في اليمن.",
        "وعدت اليابان اليمن بمحطة قدرتها 500 ميغاواط.",
    ],
)
def test_people_and_power_are_not_given(text: str) -> None:
    assert sums(text) == []


@pytest.mark.parametrize(
    "text, amount",
    [
        ("سيرت قطر قافلة من 20 شاحنة محملة بالمساعدات إلى غزة.", "20"),
        ("طائرة مساعدات كويتية تحمل 40 طنا من المواد الإغاثية تصل إلى لبنان.", "40"),
        ("حمولة الطائرة الكويتية 15 طنا من المواد الإغاثية إلى لبنان.", "15"),
        ("أرسلت روسيا 3 سفن حربية إلى سوريا.", None),
        ("أرسلت روسيا 10 طائرات إلى سوريا.", None),
    ],
)
def test_ships_and_trucks_are_gifts_only_where_they_bring_aid(text: str, amount: str | None) -> None:
    assert sums(text) == ([amount] if amount else [])


@pytest.mark.parametrize(
    "text",
    [
        "خصصت الحكومة التونسية 20 مليون دينار لدعم المؤسسات الصغرى في تونس.",
        "أعلنت كندا حزمة مساعدات بقيمة مليون دولار للمصانع في البلاد بعد اجتماع المكسيك. وتحتج المكسيك.",
        "رصدت الحكومة المصرية 50 مليون جنيه لوزارة الصحة المصرية.",
        "منحت وزارة المالية التونسية 30 مليون دينار لوزارة التعليم التونسية.",
    ],
)
def test_what_a_state_spends_at_home_is_no_aid(text: str) -> None:
    assert sums(text) == []


# --- lists and totals ---------------------------------------------------------------------------------------------


def given(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str | None]]:
    """Who gives to whom how much, in text order."""
    return [(pledge.donors, pledge.recipients, pledge.amount) for pledge in quantified(text)]


def quantified(text: str) -> list[Given]:
    """The pledges with a sum."""
    return [pledge for pledge in pledges(text) if pledge.amount]


@pytest.mark.parametrize(
    "text",
    [
        "تعهدت السعودية بتقديم 500 مليون دولار لليمن، والإمارات 250 مليون دولار، والكويت 100 مليون دولار.",
        "تلقى اليمن 500 مليون دولار من السعودية و250 مليون دولار من الإمارات و100 مليون دولار من الكويت.",
    ],
)
def test_list_of_donors(text: str) -> None:
    assert given(text) == [
        (("السعودية",), ("اليمن",), "500000000"),
        (("الإمارات",), ("اليمن",), "250000000"),
        (("الكويت",), ("اليمن",), "100000000"),
    ]


def test_list_of_recipients() -> None:
    text = "قدمت ألمانيا مساعدات بقيمة 245 مليون دولار للأردن، و311 مليون دولار للبنان، وأكثر من 75 مليون دولار لتركيا."
    assert given(text) == [
        (("ألمانيا",), ("الأردن",), "245000000"),
        (("ألمانيا",), ("لبنان",), "311000000"),
        (("ألمانيا",), ("تركيا",), "75000000"),
    ]


def test_parts_stand_beside_their_total() -> None:
    text = "قدمت الصين للسودان تمويلا بقيمة 60 مليون دولار، منها 20 مليون دولار منحا و40 مليون دولار قروضا."
    assert [amount for _, _, amount in given(text)] == ["60000000", "20000000", "40000000"]


def test_each_part_has_its_own_passage() -> None:
    text = "أعلنت الصين تقديم منحة للسودان بقيمة 400 مليون دولار وقرضا بقيمة 200 مليون دولار."
    assert [pledge.mentions for pledge in quantified(text)] == [
        ("أعلنت الصين تقديم منحة للسودان بقيمة 400 مليون دولار",),
        ("وقرضا بقيمة 200 مليون دولار",),
    ]


def test_share_of_a_gift_is_the_lands() -> None:
    text = (
        "قدمت اليابان 65 مليون دولار للأمم المتحدة.\nوأشار البيان إلى أن حصة الأردن من هذا المبلغ تبلغ 21 مليون دولار."
    )
    assert given(text)[1] == (("اليابان",), ("الأردن",), "21000000")


def test_programme_spoken_of_before_is_the_same_donors() -> None:
    text = "وافق صندوق النقد الدولي على صرف 257 مليون دولار لتونس.\nوالبرنامج البالغة قيمته 2.8 مليار دولار بدأ."
    assert given(text)[1] == (("صندوق النقد الدولي",), ("تونس",), "2800000000")


def test_passage_ends_before_a_relative_clause() -> None:
    text = "قدمت اليابان 65 مليون دولار مساعدة إنسانية إلى برنامج الأغذية العالمي الذي يعمل في سوريا ولبنان."
    assert quantified(text)[0].mentions == ("قدمت اليابان 65 مليون دولار مساعدة إنسانية إلى برنامج الأغذية العالمي",)
