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
        ("وصلت المساعدات إلى أهالي الجزيرة.", "قناة الجزيرة"),
        ("شارك الوزير في تنظيم المهرجان.", "تنظيم المهرجان"),
        ("ناقش الوزراء برنامج إيران النووي.", "برنامج إيران"),
        ("اخترق الجهاز أجهزة قياس الزلازل.", "أجهزة قياس الزلازل"),
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
        ("قال رئيس مجلس الأعمال التونسي السعودي سامي فرحات إن الطريق مفتوح.", "مجلس الأعمال التونسي السعودي"),
        ("ودعا الوزير أبناء الجزيرة إلى الهدوء.", "أبناء الجزيرة"),
        ("وينتقد سكان أوكيناوا الوجود العسكري.", "سكان أوكيناوا"),
        ("هاجم الحوثيون والقوات الموالية لهم المدينة.", "القوات الموالية لهم"),
        ("وتدخل تحالف تقوده تركيا في المعركة.", "تحالف تقوده تركيا"),
        ("أعلنت هيئة شؤون الأسرى الإضراب.", "هيئة شؤون الأسرى"),
        ("ودعا الوزير القطاع الخاص إلى الاستثمار.", "القطاع الخاص"),
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


@pytest.mark.parametrize(
    "text, label",
    [
        ("اجتمع الوفد مع أحمد الطويلي قبل القمة.", "أحمد الطويلي"),
        ("حضر الحفل سامي فرحات وأحمد الطويلي.", "أحمد الطويلي"),
        ("اعتقلت السلطات عبد الكريم الفرحاني في المطار.", "عبد الكريم الفرحاني"),
        ("غاب عن المباراة الفرنسي ميشال ديبون.", "ميشال ديبون"),
        ("زار أحمد الطويلي سيفتتح المعرض.", "أحمد الطويلي"),
        ("حوكم الفرنسي صلاح عبد السلام في باريس.", "صلاح عبد السلام"),
        ("غادر محمد علي العمري الذي فاز.", "محمد علي العمري"),
    ],
)
def test_a_person_is_known_by_his_given_name_where_no_word_announces_him(text: str, label: str) -> None:
    assert label in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "نقل الجرحى إلى مستشفى أحمد الطويلي.",
        "أغلقت البلدية شارع أحمد الطويلي.",
        "تتوقف المبادرة على الطويلي.",
        "سقطت القذائف على عبد الله.",
        "شكك الوزير في نجاح القمة.",
        "وصلت القوات إلى صلاح الدين.",
    ],
)
def test_what_is_called_after_a_person_or_spelt_like_a_name_is_none(text: str) -> None:
    assert not [actor for actor in read(text).actors.values() if actor.type == "Person"]


def test_a_title_behind_a_name_that_stands_alone_is_his() -> None:
    assert named("فاز أحمد الطويلي، رئيس نادي الصيد.") == ["أحمد الطويلي", "نادي الصيد"]


@pytest.mark.parametrize(
    "text, label",
    [
        ("التقى الوزير مسؤولين كبارا.", "مسؤولين كبارا"),
        ("وصل الحزب إلى السلطة.", "السلطة"),
        ("شرح الوزير الخطة أمام الصحفيين.", "الصحفيين"),
        ("اتسعت الهوة بين الدول.", "الدول"),
    ],
)
def test_who_has_no_name_and_does_nothing_is_no_actor(text: str, label: str) -> None:
    assert label not in {actor.label for actor in read(text).actors.values()}


@pytest.mark.parametrize(
    "text, label",
    [
        ("قال مسؤولون كبار إن الحل قريب.", "مسؤولون كبار"),
        ("أكدت السلطة أن الطريق مفتوح.", "السلطة"),
        ("ستقدم فرنسا 5 ملايين دولار للصحفيين.", "الصحفيين"),
    ],
)
def test_who_has_no_name_and_acts_or_is_given_something_is_an_actor(text: str, label: str) -> None:
    assert label in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "ناقش المؤتمر السياسة الخارجية.",
        "أثار القرار جدلا حول الشؤون الداخلية.",
        "توقفت الملاحة الجوية والبحرية.",
        "يهدف المشروع إلى القضاء على الأمية.",
        "أغلق الجسر أمام حركة المرور.",
        "فاز العداء بالمركز الأول.",
    ],
)
def test_a_noun_of_bodies_that_describes_or_means_a_thing_names_nobody(text: str) -> None:
    assert not read(text).mentions


def test_a_firm_is_called_by_its_name_alone_again() -> None:
    text = "وقعت شركة نوردال إنرجي الاتفاق. وكانت نوردال إنرجي قد ربحت المناقصة."
    assert [mention.span.of(text) for mention in read(text).mentions] == ["شركة نوردال إنرجي", "نوردال إنرجي"]
