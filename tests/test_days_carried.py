"""Which day a statement shares with others: with the words before it, the document it is from, the body spoken for."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import statements

TUESDAY = date(2021, 7, 27)
MONDAY, SUNDAY = "2021-07-26", "2021-07-25"


def days(text: str) -> list[str | None]:
    """The day of each statement of a text published on Tuesday, 27 July 2021."""
    return [said.said_on for said in statements(text, TUESDAY)]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "وكان السيسي أكد في وقت سابق أن مصر باقية، مضيفا أن الحدود آمنة. قال السيسي أمس إن المعبر مفتوح.",
            [None, None, MONDAY],
        ),
        ("أكد السيسي أن مصر باقية، مضيفا أن الحدود آمنة. قال السيسي أمس إن المعبر مفتوح.", [MONDAY] * 3),
        ("ويؤكد السيسي أن مصر باقية، وقال إن الحدود آمنة. قال السيسي أمس إن المعبر مفتوح.", [None, MONDAY, MONDAY]),
    ],
)
def test_who_goes_on_does_so_on_the_day_of_what_he_said_before(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "then, said_on",
    [
        ("وأضاف البيان أن الحدود آمنة.", MONDAY),
        ("وجاء في البيان المشترك أن الحدود آمنة.", MONDAY),
        ("وأضاف البيان الصادر عن الوزارة أن الحدود آمنة.", None),
        ("وأضاف المقال أن الحدود آمنة.", None),
    ],
)
def test_a_document_named_again_is_of_the_day_it_was_issued_on(then: str, said_on: str | None) -> None:
    text = "أعلنت مصر والعراق والأردن في بيان مشترك أمس أن المعبر مفتوح. وأكدت الدول الثلاث أهمية الأمن. "
    assert days(text + then) == [MONDAY, None, said_on]


@pytest.mark.parametrize(
    "text, said_on",
    [
        ("أعلن الجيش الأميركي أمس أن العملية بدأت. وقال المتحدث باسم الجيش مارتن أودونيل إن القوات عادت.", MONDAY),
        ("أعلنت وكالة التصنيف ستاندرد آند بورز أمس أن الدين كبير. وقالت الوكالة الأميركية إن النمو ضعيف.", MONDAY),
        ("أعلنت وكالة الصحافة الفرنسية أمس أن الدين كبير. وقالت الوكالة الأميركية إن النمو ضعيف.", None),
    ],
)
def test_a_body_and_who_speaks_for_it_share_the_day_by_a_shorter_name(text: str, said_on: str | None) -> None:
    assert days(text) == [MONDAY, said_on]


@pytest.mark.parametrize(
    "where, said_on",
    [
        ("خلال حفل المعايدة الذي أقامته الوزارة أمس", MONDAY),
        ("خلال الندوة التي نظمتها الجامعة أمس", MONDAY),
        ("خلال الندوة التي انتقدتها الجامعة أمس", None),
        ("في اتصال هاتفي مع (اليوم)", None),
    ],
)
def test_the_occasion_has_the_day_it_was_held_on(where: str, said_on: str | None) -> None:
    assert days(f"قال السيسي {where} إن مصر باقية.") == [said_on]


def test_words_between_were_and_had_said_do_not_bring_back_the_day_of_the_news() -> None:
    senator = "السيناتور البارز في مجلس الشيوخ الأميركي تشاك شومر، ديمقراطي من نيويورك وله صوت مؤثر في الكونغرس،"
    text = f"وكان {senator} قد أعلن أنه لن يصوت للاتفاق. قال البيت الأبيض أمس إنه واثق."
    assert days(text) == [None, MONDAY]


@pytest.mark.parametrize(
    "text",
    [
        "وجه السيسي بتكريم عدد من النجوم، في المباراة التي ستجمع الفريقين، الثلاثاء، على كأس الرئيس.",
        "أعلنت اللجنة إكمال تقريرها، وأنها ستقدمه للبرلمان للمصادقة عليه بعد سقوط المدينة في 10 يونيو 2014.",
    ],
)
def test_a_day_in_another_clause_of_what_is_said_is_not_that_of_the_saying(text: str) -> None:
    assert days(text) == [None]


@pytest.mark.parametrize(
    "then, said_on",
    [
        ("وترأس الوفد أردوغان الذي أكد عقب اللقاء أن الحدود آمنة.", MONDAY),
        ("وقال أردوغان في المدينة التي زارها عقب اللقاء إن الحدود آمنة.", None),
    ],
)
def test_who_speaks_behind_the_meeting_told_of_does_so_on_its_day(then: str, said_on: str | None) -> None:
    assert days(f"انعقد الاجتماع في بغداد مساء الاثنين. {then}") == [said_on]


@pytest.mark.parametrize(
    "told, said_on",
    [
        ("في وقت تستعد فيه تركيا لمظاهرات الأربعاء، قال السيسي الاثنين إن مصر باقية.", MONDAY),
        ("قال السيسي الأربعاء إن مصر باقية.", "2021-07-28"),
    ],
)
def test_the_day_after_publication_is_that_of_speaking_only_if_no_other_is_named(told: str, said_on: str) -> None:
    assert days(told) == [said_on]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("أكد السيسي دعمه لتونس، واصفا إياها بـ«منارة»، بحسب بيان تم إصداره أمس.", [MONDAY] * 2),
        ("أكد السيسي دعمه لتونس، وفق بيان تلقت رويترز نسخة منه أمس. ودعا السيسي تركيا إلى الحوار.", [MONDAY] * 2),
        ("أكد السيسي أن مصر باقية، ولفت إلى أن الحدود آمنة وذلك خلال مقابلة أجراها الاثنين.", [MONDAY] * 2),
        ("أكد السيسي أن مصر باقية، في بيان تم توزيعه أمس.", [MONDAY]),
        ("أكد السيسي أن أردوغان زار القاهرة، في سيارة وصلت أمس.", [None]),
        ("أكد السيسي أن مصر باقية، في مؤتمر صحفي عقده أمس.", [MONDAY]),
        ("أكد السيسي أن التحالف قتل عشرين شخصا، في حفل زفاف أمس.", [None]),
        ("أكد السيسي أن المهاجم هدد الضحية، في رسالة أرسلها أمس.", [None]),
        ("أكد السيسي أن الرجل قتل جاره، في لقاء جمعهما أمس.", [None]),
        ("قال السيسي إن مصر باقية، وذلك خلال زيارته لتركيا أمس.", [MONDAY]),
        ("قال السيسي إن مصر باقية، وذلك بعد قصف المدينة أمس.", [None]),
        ("قال السيسي إن مصر باقية، وذلك في بيان صدر أمس.", [MONDAY]),
        ("قال السيسي إن مصر باقية، وذلك وفق بلاغ صدر أمس.", [MONDAY]),
        ("قال السيسي إن مصر باقية، وذلك بعد لقاء عقد أمس.", [MONDAY]),
        ("قال السيسي إن مصر باقية، وذلك في أول تعليق له أمس.", [MONDAY]),
        ("قال السيسي إن مصر باقية، وذلك في برنامج تلفزيوني أمس.", [MONDAY]),
        ("قال السيسي إن مصر باقية، وذلك عقب وصوله أمس إلى بغداد.", [MONDAY]),
        ("قال السيسي إن ثلاثة قتلوا، وذلك بعد وصول القوات أمس إلى بغداد.", [None]),
        ("قال السيسي إن مئة قتلوا وذلك خلال الهجوم أمس.", [None]),
        ("قال السيسي إن الجسر انهار وذلك أثناء مرور القطار أمس.", [None]),
        ("أعلنت مصر مقتل ثلاثة جنود، وذلك في قتال امتد حتى ليل الأحد بين الجيشين.", [None]),
    ],
)
def test_the_day_told_last_is_that_of_all_somebody_says_in_the_sentence(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "then, expected",
    [
        ("فيما أكدت تركيا أن الحدود آمنة", [MONDAY, None]),
        ("في الوقت الذي أكدت فيه تركيا أن الحدود آمنة", [MONDAY, None]),
        ("مؤكدا أن الحدود آمنة", [MONDAY, MONDAY]),
    ],
)
def test_the_day_of_what_backs_a_clause_is_not_that_of_the_next_speaker(then: str, expected: list[str | None]) -> None:
    assert days(f"وقتل ثلاثة أشخاص في الهجوم على القاهرة، بحسب ما أعلن السيسي أمس، {then}.") == expected


@pytest.mark.parametrize(
    "text, said_on",
    [
        ("وقال نائب مصري، ممن حضروا اجتماع المجموعة مساء الأحد، إن مصر باقية.", None),
        ("وقال نائب مصري خلال اجتماع المجموعة مساء الاثنين إن مصر باقية.", MONDAY),
        ("وقال السيسي في كلمة ألقاها أمس إن مصر باقية.", MONDAY),
        ("وقال السيسي في بيان إن الطلب سيقدم الأحد إلى المجلس.", None),
        ('وقال السيسي في بيان "عثر على الحطام صباح أمس".', None),
    ],
)
def test_another_day_than_that_of_the_occasion_is_not_that_of_the_saying(text: str, said_on: str | None) -> None:
    assert days(text) == [said_on]


@pytest.mark.parametrize(
    "background",
    [
        "وخلال المنتدى الاقتصادي في دافوس نهاية يناير الماضي، توقع السيسي أن الحدود آمنة.",
        "وأعلن السيسي في مايو أن الحدود آمنة.",
        "وأعلن السيسي هذا الأسبوع أن الحدود آمنة.",
        "وأعلن السيسي مؤخرا أن الحدود آمنة.",
    ],
)
def test_what_is_told_of_a_longer_time_has_no_day(background: str) -> None:
    assert days(f"قال السيسي أمس إن مصر باقية. {background} وأضاف أن المعبر مفتوح.") == [MONDAY, None, None]


def test_in_anothers_quotation_today_is_not_the_day_of_publication() -> None:
    text = 'أعلنت الشرطة التركية الاثنين استجواب السيسي. وقالت الشرطة "جرى اليوم استجواب السيسي". '
    assert days(text + "وقال السيسي إن الحدود آمنة.") == [MONDAY] * 3


@pytest.mark.parametrize(
    "told, said_on",
    [
        ("ذكر مسؤولون أميركيون أمس أن مصر زادت قواتها.", None),
        ("أوردت وكالة رويترز أمس أن مصر زادت قواتها.", MONDAY),
        ("زادت مصر أمس قواتها.", MONDAY),
    ],
)
def test_a_state_that_others_tell_of_on_a_day_need_not_speak_on_it(told: str, said_on: str | None) -> None:
    assert days(f"{told} وقالت مصر إن الحدود آمنة.")[-1] == said_on


@pytest.mark.parametrize(
    "first, said_on",
    [
        ("قال وزير الداخلية التركي سليمان صويلو", None),
        ("قالت وزارة الخارجية التركية", MONDAY),
        ("قالت تركيا", MONDAY),
    ],
)
def test_two_persons_of_one_state_may_speak_on_days_of_their_own(first: str, said_on: str | None) -> None:
    text = "إن الحدود آمنة. وقال وزير الخارجية التركي مولود جاويش أوغلو أمس إن المعبر مفتوح."
    assert days(f"{first} {text}") == [said_on, MONDAY]


def test_what_somebody_says_again_and_again_has_no_day() -> None:
    assert days("قال السيسي أمس إن مصر باقية. وأكد السيسي مرارا أن الحدود آمنة.") == [MONDAY, None]


@pytest.mark.parametrize(
    "text, said_on",
    [
        ("أكد السيسي أن مصر باقية، وذلك وفق خطابه الذي نشر على موقعه الرسمي الاثنين.", MONDAY),
        ("اعتبر السيسي أن مصر باقية، وذلك في معرض تصريحاته التي كشفت عنها رويترز، الاثنين.", MONDAY),
        ("أعلنت مصر اكتشاف حقلين، وذلك في التقرير السنوي الذي أصدرته الوزارة، مساء الاثنين.", MONDAY),
        ("أعلنت مصر اكتشاف حقلين، وذلك في المدينة التي أصابها زلزال، مساء الاثنين.", None),
    ],
)
def test_what_was_made_known_on_a_day_was_said_on_it(text: str, said_on: str | None) -> None:
    assert days(text) == [said_on]


@pytest.mark.parametrize(
    "told, said_on",
    [
        ("إن مصر سترد على ما وصفه بالعدوان", MONDAY),
        ("إن تركيا سترد على ما وصفه أردوغان بالعدوان", None),
    ],
)
def test_what_somebody_calls_so_in_his_words_is_said_with_them(told: str, said_on: str | None) -> None:
    assert days(f"قال السيسي أمس {told}.") == [MONDAY, said_on]


def test_a_day_ends_a_short_clause_with_what_backs_it() -> None:
    text = "مصر باقية، وفقا لما قاله السيسي، الاثنين، فيما أكدت تركيا أن الحدود آمنة."
    assert days(text) == [MONDAY, None]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("شنت تركيا حملة على المدينة في 4 يوليو 2021، وقالت وكالة رويترز إن الحدود آمنة.", [None]),
        ("وفي 4 يوليو 2021، قالت وكالة رويترز إن الحدود آمنة.", ["2021-07-04"]),
        ("في 4 يوليو، وبعد يوم من الهجوم على المدينة الساحلية، قال السيسي إن مصر باقية.", ["2021-07-04"]),
        ("وفي صباح يوم 4 يوليو أقيل الوزير، وقالت وكالة رويترز إن الحدود آمنة.", ["2021-07-04"]),
        ("عقد مجلس الأمن جلسة في 4 يوليو، وقال غوتيريش فيها إن الحدود آمنة.", ["2021-07-04"]),
        (
            "وخلال مؤتمر صحفي عقد في جنيف يوم 4 يوليو بعد لقاء مع الوفد، قال السيسي إن مصر باقية.",
            ["2021-07-04"],
        ),
        ("دشن السيسي قناة السويس الجديدة في 4 يوليو 2021 أمام الآلاف من الضيوف، معلنا أن مصر باقية.", ["2021-07-04"]),
        ("بعد إعلان التحالف الأحد أنه قتل ثمانية جنود، نفى الاثنين السيسي أن الحدود مغلقة.", [SUNDAY, MONDAY]),
        ("وأوضح السيسي، بعد معارك مستمرة منذ بدء النزاع في 4 يوليو، أن الحدود آمنة.", [None]),
    ],
)
def test_the_day_of_a_saying_is_that_of_its_own_clause(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "told, said_on",
    [
        ("قال السيسي أمس إن ماكرون أكد أن الحدود آمنة.", None),
        ("قال السيسي أمس إن ماكرون أكد الأحد أن الحدود آمنة.", SUNDAY),
        ("رحب السيسي أمس بالاتفاق وذلك بعد إعلان ماكرون أن الحدود آمنة.", None),
        ("صدر مساء أمس بيان مصري عراقي مشترك جاء فيه أن الحكومة العراقية تؤكد التزامها بالاتفاق.", MONDAY),
    ],
)
def test_what_another_is_told_to_have_said_has_a_day_only_where_it_is_named(told: str, said_on: str | None) -> None:
    assert days(told) == [MONDAY, said_on]


def test_what_the_army_says_at_the_same_time_has_the_day_of_the_praise() -> None:
    text = "أشاد السيسي، الاثنين، بقناص ظهر في شريط، في نفس الوقت الذي أكد الجيش التركي صحة الشريط."
    assert days(text) == [MONDAY, MONDAY]
