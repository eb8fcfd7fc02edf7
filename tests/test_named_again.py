"""Whom a title, a family name or what looks like one means later in an article."""

from __future__ import annotations

import pytest
from reading_support import read


def labels(text: str) -> list[str]:
    """Who says the statements of a text, by label, one after the other."""
    reading = read(text)
    return [reading.actors[key].label for said in reading.statements for key in said.speakers]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال كزافييه برتران إن غضبنا كبير. وذكر النائب الفرنسي بأن الحدود بعيدة.", ["كزافييه برتران"] * 2),
        ("قالت الوزيرة نادية الصباغ إن العمل مستمر. وأوضحت المسؤولة اليمنية، أن المطار مفتوح.", ["نادية الصباغ"] * 2),
        ("قال حسين الديماسي إن النمو ضعيف. وأكد الخبير الاقتصادي أن الأسعار سترتفع.", ["حسين الديماسي"] * 2),
        ('قال حسين الديماسي إن النمو ضعيف. وتابع الباحث: "الأسعار سترتفع".', ["حسين الديماسي"] * 2),
        ('قال حسين الديماسي إن النمو ضعيف. كما دعا القيادي الانفصالي "للحوار".', ["حسين الديماسي"] * 2),
        # Another's land or gender, a plural, a source, and one of whom more is told mean somebody else.
        (
            "قال سيرغي لافروف إن الاتفاق جيد. وأضاف الدبلوماسي الأميركي أن الأمر صعب.",
            ["سيرغي لافروف", "الدبلوماسي الأميركي"],
        ),
        (
            "قال حسين الديماسي إن النمو ضعيف. وأكدت الباحثة التونسية أن الأسعار سترتفع.",
            ["حسين الديماسي", "الباحثة التونسية"],
        ),
        ("قال حسين الديماسي إن النمو ضعيف. وأكد المصدر أن الأسعار سترتفع.", ["حسين الديماسي", "المصدر"]),
    ],
)
def test_definite_title_before_what_is_said_means_who_spoke_last(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


def test_outlet_in_quote_marks_that_somebody_speaks_with_does_not_speak() -> None:
    text = "قال السيسي إن مصر باقية. وأضاف في مقابلة مع «بي بي سي» أن مصر قوية."
    assert labels(text) == ["عبد الفتاح السيسي"] * 2


@pytest.mark.parametrize(
    "text, second",
    [
        ("قال سامي حارس إن الأمر جيد. وقال حارس المبنى إن الباب مغلق.", "حارس المبنى"),
        ("قال سامي جندي إن الأمر جيد. وقال جندي في القوات الجوية إن الباب مغلق.", "جندي في القوات الجوية"),
        ("قال ماكرون إن الأمر جيد. وقال كيم كوانغ هيون إن الباب مغلق.", "كيم كوانغ هيون"),
    ],
)
def test_a_family_name_that_goes_on_otherwise_is_not_his(text: str, second: str) -> None:
    assert labels(text)[-1] == second


def test_a_family_name_that_two_share_with_and_without_its_article_is_neither() -> None:
    text = "قال محمد حداد إن الأمر جيد. وقال سامي الحداد إن الأمر سيئ. وقال حداد إن الباب مغلق."
    assert labels(text)[-1] == "حداد"


@pytest.mark.parametrize("text", ["غي الذي قال إن الأمر جيد.", "غي، الذي قال إن الأمر جيد.", "الذي قال إن الأمر جيد."])
def test_a_relative_clause_at_the_beginning_is_nobodys(text: str) -> None:
    assert labels(text) == []


def test_a_name_at_the_end_of_a_paragraph_does_not_say_what_follows() -> None:
    assert labels("بدأ العرض في زيارة غي ستيفان\nالذي قال إن الأمر جيد.") == []


def test_diplomat_of_another_land_is_not_the_one_named_before() -> None:
    text = "قال الدبلوماسي الأميركي إن الأمر صعب. وأكد الدبلوماسي الروسي أن الاتفاق جيد."
    assert labels(text) == ["الدبلوماسي الأميركي", "الدبلوماسي الروسي"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("انتقد سامي فرحات ما يقول إنه تدخل في الشؤون.", ["سامي فرحات"]),
        ("انتقد سامي فرحات ما يصفه بالتدخل.", ["سامي فرحات"] * 2),
        ("قال سامي فرحات إن النمو ضعيف. كما يتوقع أن ترتفع الأسعار.", ["سامي فرحات"] * 2),
        ("قال سامي فرحات إن النمو ضعيف، مما يؤكد أن الأسعار سترتفع.", ["سامي فرحات"]),
        ("رفض سامي فرحات الخطة التي يعتقد أنها فاشلة.", []),
    ],
)
def test_what_somebody_calls_so_is_said_and_what_facts_show_is_not(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "أكد نواف عبدالله البناي أن الحفلات قريبة. واتفق نواف البناي مع الفنانة. وقال البناي إن التذاكر غالية.",
            ["نواف عبدالله البناي"] * 2,
        ),
        (
            "قال جميل البقعاوي إن الهيئة جاهزة. وقال الدكتور جميل بن جار الله البقعاوي إن الاتفاق قريب.",
            ["جميل بن جار الله البقعاوي"] * 2,
        ),
        ("قالت بهية راشدي إن التكريم مهم. وأضافت بهية الراشدي أن الجائزة غالية.", ["بهية راشدي"] * 2),
        (
            "قال عبدالله بن سعود بن معيقل إن العمل جار. وأبان ابن معيقل أن الخطة جاهزة.",
            ["عبدالله بن سعود بن معيقل"] * 2,
        ),
        ("أعلن القاضي ليث جبر حمزة أن القرار صدر. ولفت جبر إلى أن المجلس اجتمع.", ["ليث جبر حمزة"] * 2),
        # Brothers, cousins, and one who fits two.
        ("قال حسن الراشد إن الأمر سهل. وقال حسين الراشد إن الأمر صعب.", ["حسن الراشد", "حسين الراشد"]),
        (
            "قال خالد بن سعود إن الأمر سهل. وقال خالد بن فهد آل سعود إن الأمر صعب.",
            ["خالد بن سعود", "خالد بن فهد آل سعود"],
        ),
        (
            "قال نواف فهد البناي إن الأمر سهل. وقال نواف سالم البناي إن الأمر صعب. وأكد نواف البناي أن الحل قريب.",
            ["نواف فهد البناي", "نواف سالم البناي", "نواف البناي"],
        ),
        ("قال حسن نصر إن الأمر سهل. وقال حسن نصر الله إن الأمر صعب.", ["حسن نصر", "حسن نصر الله"]),
        ("قال محمود عباسي إن الأمر سهل. وقال محمود عباس إن الأمر صعب.", ["محمود عباسي", "محمود عباس"]),
    ],
)
def test_name_in_full_and_a_shorter_or_another_spelling_are_one_person(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال رئيس بلدية سوسة أحمد الضحاك إن العمل جار. وقالت البلدية إن الطريق مفتوح.", "بلدية سوسة"),
        (
            "أكد خالد الكريشي، نائب رئيس هيئة الحقيقة والكرامة، الخبر. وقالت الهيئة إن المال قليل.",
            "هيئة الحقيقة والكرامة",
        ),
        # An officer's field is no part of his ministry's name.
        (
            "قالت وزارة الحج إنها جاهزة. وقال وكيل وزارة الحج لشؤون الحج حسين علي إنه سعيد. "
            "وقالت الوزارة إن العمل جار.",
            "وزارة الحج",
        ),
    ],
)
def test_bare_noun_means_the_body_in_a_title_before_it(text: str, expected: str) -> None:
    assert labels(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال وزير المالية محمد خير الزبير إن الوضع صعب. وأضاف محمد أن الحكومة تعمل.", ["محمد خير الزبير"] * 2),
        ("قال سامر خير الزبير إن الوضع صعب. وأضاف سامر أن الحكومة تعمل.", ["سامر خير الزبير"] * 2),
        # One of two.
        (
            "قال محمد خير الزبير إن الوضع صعب. وقال محمد منصور إن البيت بعيد. وأضاف محمد أن الحكومة تعمل.",
            ["محمد خير الزبير", "محمد منصور", "محمد"],
        ),
    ],
)
def test_a_given_name_alone_means_the_one_who_bears_it(text: str, expected: list[str]) -> None:
    assert labels(text) == expected
