"""Whom an article names: those named in the words for others as well, not places, tools and the credits of pictures."""

from __future__ import annotations

import pytest
from reading_support import read


def named(text: str) -> list[str]:
    """The labels of those whom a text names, in order of their places."""
    reading = read(text)
    return list(dict.fromkeys(reading.actors[mention.actor].label for mention in reading.mentions))


@pytest.mark.parametrize(
    "text, label",
    [
        ("قال المتحدث باسم الجيش اليمني إن الطريق مفتوح.", "الجيش اليمني"),
        ("قال مسؤول في الخارجية الأميركية إن القرار جاء بعد مراجعة.", "وزارة الخارجية الأميركية"),
        ("قال الأمين العام لحزب الله اللبناني إن الحل قريب.", "حزب الله"),
        ("قال مايكل نايتس، الخبير في معهد الشرق للدراسات، إن الحل قريب.", "معهد الشرق للدراسات"),
        ("انتقدت الصحف إدارة الرئيس باراك أوباما.", "باراك أوباما"),
        ("أرسلت الحكومة بعثة للأمم المتحدة.", "الأمم المتحدة"),
    ],
)
def test_a_body_or_leader_in_the_words_for_others_is_named(text: str, label: str) -> None:
    assert label in named(text)


@pytest.mark.parametrize(
    "text, label",
    [
        ("قدم مركز الملك سلمان للإغاثة مساعدات.", "سلمان بن عبد العزيز"),
        ("أعلنت وزارة الخارجية الفنلندية موعد القمة.", "الخارجية الفنلندية"),
        ("وأوضح غرانت كيري أن الطريق مفتوح.", "جون كيري"),
        ("قالت وكالة الأمم المتحدة لإغاثة وتشغيل اللاجئين إن المدارس مفتوحة.", "الأمم المتحدة"),
        ("قال رئيس البرلمان العراقي سامي فرحات إن الحل قريب.", "مجلس النواب العراقي"),
    ],
)
def test_what_a_body_or_an_office_is_called_after_is_not_named(text: str, label: str) -> None:
    assert label not in named(text)


@pytest.mark.parametrize(
    "text, label",
    [
        ("اجتمع المانحون في روما.", "إيطاليا"),
        ("كتب الوزير على فيسبوك أن الطريق مفتوح.", "فيسبوك"),
        ("وصلت جرعات فايزر إلى المطار.", "فايزر"),
        ("انفجرت قنبلة في محافظة مأرب.", "محافظة مأرب"),
        ("وصلت المساعدات إلى سكان الجزيرة.", "قناة الجزيرة"),
        ("القوات العراقية في الموصل (رويترز)\nقال الوزير إن المعركة انتهت.", "رويترز"),
    ],
)
def test_a_place_a_tool_or_a_credit_is_not_named(text: str, label: str) -> None:
    assert label not in named(text)


@pytest.mark.parametrize(
    "text, label",
    [
        ("بحثت بغداد مع روما خطة المساعدات.", "إيطاليا"),
        ("أعلنت شركة فيسبوك خطة جديدة.", "فيسبوك"),
        ("وصلت المساعدات إلى محافظة مأرب.", "محافظة مأرب"),
        ("أرسلت الرياض مساعدات إلى سكان ولاية صفاقس.", "ولاية صفاقس"),
        ("قال الوزير إن المعركة انتهت. (رويترز)", "رويترز"),
        ("ودعا مفاوضو الأمم المتحدة إلى التهدئة.", "مفاوضو الأمم المتحدة"),
        ("أفادت تقارير سابقة بأن الطريق مفتوح.", "تقارير سابقة"),
        ("ورفض المتمردون الهدنة.", "المتمردون"),
        ("وعرض الوزير الخطة على رجال الأعمال السعوديين.", "رجال الأعمال السعوديين"),
    ],
)
def test_who_acts_is_named(text: str, label: str) -> None:
    assert label in named(text)


def test_a_name_within_is_found_at_its_own_words() -> None:
    text = "قال المتحدث باسم الجيش اليمني إن الطريق مفتوح."
    assert [mention.span.of(text) for mention in read(text).mentions] == [
        "المتحدث باسم الجيش اليمني",
        "الجيش اليمني",
    ]


@pytest.mark.parametrize(
    "text, labels",
    [
        (
            "جرى ذلك بالتعاون بين وزارات الدفاع، الصحة، التضامن الاجتماعي والزراعة والهلال الأحمر المصري.",
            {"وزارة الدفاع", "وزارة الصحة", "وزارة التضامن الاجتماعي", "وزارة الزراعة"},
        ),
        ("قالت وزارتا الداخلية والصحة إن الطريق مفتوح.", {"وزارة الداخلية", "وزارة الصحة"}),
    ],
)
def test_each_ministry_of_a_list_is_named(text: str, labels: set[str]) -> None:
    assert {label for label in named(text) if label.startswith("وزارة ")} == labels
