"""Who goes on speaking: by gender and number, by what is done to whom, by the verb before."""

from __future__ import annotations

import pytest
from reading_support import speaker, statements


@pytest.mark.parametrize(
    "text, expected",
    [
        # What is carried has a verb of carrying; بالقول and بقولها are how the subject of any other verb speaks.
        ("وتوجه ماكرون إلى الأميركيين بالقول إن الحوار مفيد.", "إيمانويل ماكرون"),
        ("وانتقل ماكرون في كلمته إلى روسيا بقوله: «الحوار مفيد».", "إيمانويل ماكرون"),
        ("ونقلت رويترز عن ماكرون قوله إن الحوار مفيد.", "إيمانويل ماكرون"),
        ("وأفادت وسائل إعلام نقلا عن ماكرون قوله إن الحوار مفيد.", "إيمانويل ماكرون"),
    ],
)
def test_only_what_is_carried_has_its_speaker_behind_a_preposition(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "قال ماكرون إن الحوار مفيد. وقال البنتاغون إن الحرب طويلة. وأضاف أن القوات باقية.",
            "وزارة الدفاع الأميركية",
        ),
        ("قالت ميركل إن الحوار مفيد. وقال مسؤول في التحالف إن الحرب طويلة. وأضافت أن الحل قريب.", "أنغيلا ميركل"),
        ("قالت ميركل إن الحوار مفيد. وقال خبير دولي إن الحرب طويلة. وأضاف أن الحل بعيد.", "خبير دولي"),
    ],
)
def test_a_speaker_has_the_gender_of_the_verb_before(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_a_participle_in_the_singular_is_no_groups() -> None:
    text = "بعض الوزراء عادوا إلى المدينة التي زارها رئيس الوزراء خالد بحاح السبت، مؤكدا أن المدينة آمنة."
    assert speaker(text) == "خالد بحاح"


def test_whom_one_speaks_to_does_not_speak() -> None:
    text = "قال ماكرون إن الحوار مفيد. وقال أمام مشرعين ونشطاء في واشنطن إن الحل قريب."
    assert speaker(text) == "إيمانويل ماكرون"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال ماكرون إن الحوار مفيد. ووصف الجيش الإسرائيلي بأنه الأقوى في المنطقة.", "إيمانويل ماكرون"),
        ("قال ماكرون إن الحوار مفيد. ووصفه الجيش الإسرائيلي بأنه ضعيف.", "الجيش الإسرائيلي"),
        ("قال ماكرون إن الحوار مفيد. ووصف السيسي الاتفاق بأنه ضعيف.", "عبد الفتاح السيسي"),
    ],
)
def test_whom_a_verb_describes_is_not_its_subject(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_a_verb_goes_on_with_the_subject_of_one_that_reports_nothing() -> None:
    assert speaker("قالت ميركل إن الحوار مفيد. ورفض ماكرون التعليق، وطالب بضمانات.") == "إيمانويل ماكرون"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وجاء الهجوم بعد أن نشرت جماعة بوكو حرام شريطا مصورا على تويتر، أعلنت فيه أنها باقية.", "بوكو حرام"),
        ("قال ماكرون إن الحوار مفيد. ثم ألقى السيسي في القاهرة كلمة قال فيها إن الحل قريب.", "عبد الفتاح السيسي"),
    ],
)
def test_what_is_said_in_a_paper_is_said_by_who_gave_it(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وجاءت التصريحات غداة تأكيد السيسي أن مصر باقية.", "عبد الفتاح السيسي"),
        ("وجاء مقتل الصماد بعد ساعات من إعلان مسؤولين يمنيين أن الغارة قتلت العشرات.", "مسؤولين يمنيين"),
        ("ورد متحدث باسم البيت الأبيض «الأخطاء ممكنة».", "متحدث باسم البيت الأبيض"),
    ],
)
def test_what_comes_about_does_not_speak(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_a_body_may_be_called_by_its_noun_and_what_it_is_like() -> None:
    text = "وقالت منظمة أطباء بلا حدود إن المستشفى مزدحم. وأعلنت المنظمة الطبية أن الغارات مدمرة."
    assert speaker(text) == "أطباء بلا حدود"


@pytest.mark.parametrize(
    "text, expected",
    [
        # A paper that was not named before is its giver's, whoever's paper spoke last.
        (
            "وقالت وزارة الخارجية الفرنسية في بيان إن الحوار مفيد. وأصدر نتنياهو بيانا قال فيه إن الحرب طويلة.",
            "بنيامين نتنياهو",
        ),
        (
            "وقالت وزارة الخارجية الفرنسية في بيان إن الحوار مفيد. وأصدرت وزارة الدفاع البلجيكية بيانا قالت فيه إن "
            "حريقا اندلع.",
            "وزارة الدفاع البلجيكية",
        ),
        # One that was named again since is his with whom it was named.
        (
            "وقالت وزارة الخارجية الفرنسية في بيان إن الحوار مفيد. وقال نتنياهو إن الحرب طويلة، وفقا لبيان حصلت عليه "
            "الصحيفة. وجاء في البيان أن القتال مستمر.",
            "بنيامين نتنياهو",
        ),
        (
            "وأوضحت وزارة الدفاع البلجيكية في بيان أن القرار نهائي. وستنشر القائمة قريبا في الجريدة، بحسب البيان.",
            "وزارة الدفاع البلجيكية",
        ),
        # Whom a report quotes does not speak through it, nor does who spoke between.
        (
            "وقال تقرير مشترك إن الإنتاج زاد. ونقل التقرير عن السيسي تأكيده أهمية الأشهر المقبلة. وأشار التقرير إلى أن "
            "الصندوق كبير.",
            "تقرير",
        ),
        # Reports and data at large are nobody's who spoke before.
        ("قالت السلطات إن الشرطي توفي. وتقول التقارير إنه تم اعتقال خمسة أشخاص.", "التقارير"),
        ("قال نتنياهو إن الحرب طويلة. وكشفت بيانات رسمية أن التجارة تراجعت.", "بيانات رسمية"),
        # What is decided by others does not speak.
        (
            "وقال نتنياهو إن الحرب طويلة. مصادر أردنية مقربة من دوائر صنع القرار قالت إن الأردن تراجع.",
            "مصادر أردنية مقربة",
        ),
    ],
)
def test_a_paper_speaks_for_who_gave_it_last(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال المرشح فرناندو حداد إن الحوار مفيد. وقال ماكرون إن الحل قريب. وانتقد حداد سجل الرئيسة.", "فرناندو حداد"),
        ("قال المرشح فرناندو حداد إن الحوار مفيد. وقال ماكرون إن الحل قريب. وأكد حداد أن الفوز ممكن.", "فرناندو حداد"),
    ],
)
def test_a_family_name_that_is_a_common_word_is_known_behind_a_verb(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_people_that_end_as_an_object_does_are_no_subject() -> None:
    text = "قال ماكرون إن الحوار مفيد. ودعا التونسيين إلى استرجاع الثقة."
    assert speaker(text) == "إيمانويل ماكرون"


def test_an_officer_without_the_article_was_not_named_before() -> None:
    text = "قال ماكرون إن الحوار مفيد. وقال جنرال في القوات الجوية الأفغانية إن المروحية سقطت."
    assert speaker(text) == "جنرال في القوات الجوية الأفغانية"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال ماكرون إن الحوار مفيد. فيما اتهم محاموها فرنسا بالظلم.", "محاموها"),
        ("قال ماكرون إن الحوار مفيد. واتهمت عائلته جهاز الاستخبارات الإسرائيلي بقتله.", "عائلته"),
        ("قال ماكرون إن الحوار مفيد. ووصفه البعض بالتشدد.", "البعض"),
    ],
)
def test_unknown_words_before_whom_a_verb_judges_are_its_subject(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_a_noun_with_the_article_calls_the_last_speaker_who_is_one() -> None:
    text = (
        "وقال متحدث باسم رئيسة الوزراء البريطانية إن الحوار مفيد. وقال ماكرون إن الحل قريب. "
        "وقال المتحدث باسم الحكومة إن الأنظمة متينة."
    )
    assert speaker(text) == "متحدث باسم رئيسة الوزراء البريطانية"


def test_a_verb_goes_on_with_the_subject_of_the_deed_before() -> None:
    text = (
        "وقال السيسي إن الحل قريب. والموعد قريب، وقد حاول ماكرون خلال زيارته إقناع نظيره الأمريكي بالبقاء في الاتفاق، "
        "وأضاف أن الحوار مفيد."
    )
    assert speaker(text) == "إيمانويل ماكرون"


def test_who_speaks_through_a_paper_goes_on_in_its_gender() -> None:
    text = "وقال السيسي إن الحوار مفيد. وقال بيان وزارة الخارجية الفرنسية إن الحل قريب. وأضاف «ليس هناك مجال للتفاوض»."
    assert speaker(text) == "وزارة الخارجية الفرنسية"


@pytest.mark.parametrize(
    "text, expected",
    [
        # A title without its land is of the land that its holder is known to lead.
        (
            "قال الرئيس حسن روحاني إن الحوار مفيد. وقال الرئيس الأميركي إن الحل بعيد. وأشار الرئيس إلى أن الحرب طويلة.",
            "جو بايدن",
        ),
        ("قال الرئيس حسن روحاني إن الحوار مفيد. وأشار الرئيس الإيراني إلى أن الحرب طويلة.", "حسن روحاني"),
    ],
)
def test_a_title_of_a_land_is_not_borne_by_another_lands_leader(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_whoever_is_called_again_by_his_noun_may_point_to_what_he_says() -> None:
    text = (
        "وقال متحدث باسم رئيسة الوزراء البريطانية إن الحوار مفيد. وقال ماكرون إن الحل قريب. "
        "وأشار المتحدث إلى أن الأنظمة متينة."
    )
    assert speaker(text) == "متحدث باسم رئيسة الوزراء البريطانية"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وكانت بريطانيا، وفرنسا، وألمانيا قد حثت الولايات المتحدة على البقاء.", "المملكة المتحدة + فرنسا + ألمانيا"),
        ("وكان ماكرون قد حث الولايات المتحدة على البقاء.", "إيمانويل ماكرون"),
    ],
)
def test_all_who_are_joined_behind_was_had_spoken(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_what_several_say_is_not_said_by_the_one_who_spoke_last() -> None:
    assert len(statements("قال ماكرون إن الحوار مفيد. وانتظروا أياما ثم أكدوا أن المصنع مغلق.")) == 1


@pytest.mark.parametrize(
    "text, expected",
    [
        # Whose project it is that somebody insists on, who does not go on speaking.
        ("قال كيري إن الحل قريب. وربط بين الاتفاق وبرنامج إيران الذي تصر على أنه سلمي.", "إيران"),
        ("قال كيري إن الحل قريب، وانتقد برنامج إيران الذي تصر على أنه سلمي، وأشار إلى أن الحرب طويلة.", "جون كيري"),
    ],
)
def test_a_relative_clause_tells_in_passing_what_somebody_of_its_gender_says(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_where_people_write_does_not_go_on() -> None:
    text = 'قال كيري إن الحل قريب. ونشر على موقع التواصل الاجتماعي "فيسبوك" صورة وقالت إن الحرب طويلة.'
    assert len(statements(text)) == 1


def test_nobody_known_goes_on_in_another_gender() -> None:
    assert len(statements("قال ماكرون إن الحوار مفيد. وطالبت بالبقاء في الاتفاق.")) == 1


@pytest.mark.parametrize(
    "text, expected",
    [
        ("ونقل القنيعير – حسب وكالة مأرب – التهاني للشعب. وتمنى تحقيق السلام في اليمن.", "صالح القنيعير"),
        # Words that hand over bring on somebody, whatever verb goes on with him.
        ("من جهته، استقبل القنيعير الوفد في مكتبه. وأضاف أن الحل قريب.", "صالح القنيعير"),
        ("من جهته، حذر استشاري الجلدية في المدينة المنورة الدكتور حذيفة الخراط، من الألعاب النارية.", "حذيفة الخراط"),
        ("من جانبه، قال المتحدث بالعسكري باسم جيش الإسلام حمزة بيرقدار: «هناك مساع للسلام».", "حمزة بيرقدار"),
        ("استقبل القنيعير الوفد في مكتبه. وأضاف أن الحل قريب.", "إيمانويل ماكرون"),
        # Whom he met is not brought on.
        ("من جهته، أكد في لقاء مع المبعوث صالح القنيعير أن الحل قريب.", "إيمانويل ماكرون"),
    ],
)
def test_whom_the_sentence_before_brings_on_goes_on(text: str, expected: str) -> None:
    assert speaker("زار المبعوث صالح القنيعير عدن. قال ماكرون إن الحوار مفيد. " + text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("من جهته، أوضح الناشط الذي التقى صالح القنيعير أن الحل قريب.", "الناشط"),
        ("بدورها، شددت فريدة محمد علي فارسي نائبة رئيسة لجنة الملاك على أن الحل قريب.", "نائبة رئيسة لجنة الملاك"),
    ],
)
def test_nobody_of_a_relative_clause_and_no_womans_father_is_brought_on(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وتبنت النائبة الفرنسية إيفا جولي موقف موسكوفيسي، ودانت قرار الاتحاد الأوروبي.", "إيفا جولي"),
        ("ودان بيان الوزارة قرار الاتحاد الأوروبي.", "الوزارة"),
    ],
)
def test_a_paper_of_another_gender_is_not_what_judges(text: str, expected: str) -> None:
    assert speaker("قال ماكرون إن الحوار مفيد. " + text) == expected


def test_a_noun_of_saying_leaves_words_of_time_in_front() -> None:
    text = "وفي أول رد فعل على قرارات العبادي طالب النائب عن كتلة المواطن سامي فرحات باستقالة الحكومة."
    assert speaker(text) == "سامي فرحات"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقال مدير مكتب العبادي سامي فرحات إن القرار صدر.", "سامي فرحات"),
        ("وقال رئيس الوزراء العبادي إن القرار صدر.", "حيدر العبادي"),
    ],
)
def test_who_is_named_behind_whom_he_serves_speaks(text: str, expected: str) -> None:
    assert speaker(text) == expected
