"""On which day something was said: the day named beside it, or that of the occasion it belongs to."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import commitments, statements

TUESDAY = date(2021, 7, 27)
MONDAY, SUNDAY = "2021-07-26", "2021-07-25"


def days(text: str) -> list[str | None]:
    """The day of each statement of a text published on Tuesday, 27 July 2021."""
    return [said.said_on for said in statements(text, TUESDAY)]


@pytest.mark.parametrize(
    "text, said_on",
    [
        ("قال السيسي إن مصر باقية، وذلك خلال مؤتمر صحفي عقده أمس.", MONDAY),
        ("مصر باقية وفق ما أعلنت وزارة الخارجية المصرية، الاثنين.", MONDAY),
        ("أكد السيسي خلال ندوة صحفية عقدها أمس الاثنين في القاهرة أن مصر باقية.", MONDAY),
        ("وكانت الحكومة العراقية قالت، في وقت سابق من الاثنين، إن الحدود آمنة.", MONDAY),
        ("اتهم أردوغان فرنسا، الاثنين، بمعاداة تركيا.", MONDAY),
        ("والاثنين، قال السيسي إن مصر باقية.", MONDAY),
        ("فرضت مصر أمس رسوما على الصلب، ويهدد السيسي بالمزيد منها.", None),
        ("أعلن السيسي إجراءات يبدأ تنفيذها، الاثنين، في مصر.", None),
        ("قال السيسي إن مصر باقية. جاء ذلك خلال مؤتمر صحفي عقده أمس في القاهرة.", MONDAY),
        ("قال السيسي إن مصر باقية، حسبما نقلت عنه وكالة رويترز، الاثنين.", MONDAY),
        ("قال السيسي إن مصر باقية. جاء ذلك بعد القصف الذي وقع الأحد.", None),
        ('أوضح السيسي خلال جلسة عامة للمجلس: "بالأمس وصلت الوفود".', None),
        ("قال السيسي أمس إن مصر باقية.", MONDAY),
        ('وفي تصريح لصحيفة "اليوم"، قال السيسي إن مصر باقية.', None),
        ("قال السيسي عن الانتخابات التي جرت الأحد إن مصر باقية.", None),
    ],
)
def test_sentence_names_the_day(text: str, said_on: str | None) -> None:
    assert days(text) == [said_on]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال السيسي أمس إن مصر باقية. وأكد السيسي أن الحدود آمنة.", [MONDAY, MONDAY]),
        ("أعلنت وزارة الدفاع التركية الأحد أن العملية بدأت. وقال المتحدث باسم الوزارة إن القوات عادت.", [SUNDAY] * 2),
        ("أعلنت مصر أمس أن المعبر مفتوح. وقال وزير الخارجية المصري سامح شكري إن الحدود آمنة.", [MONDAY] * 2),
        ("أعلن العراق أمس أن الحوار نجح. وقال الرئيس العراقي برهم صالح إن النتائج تاريخية.", [MONDAY, None]),
        ("قالت وزارة الدفاع التركية إن السفن رصدت في 12 يوليو قاربا. وأضافت أن القارب غرق.", [None, None]),
        ("قال السيسي أمس إن مصر باقية. وقال أردوغان إن تركيا باقية.", [MONDAY, None]),
        ("وقع الهجوم على مصر في 4 مايو 2021. وقالت مصر إن الحدود آمنة.", [None]),
        ("عقد السيسي مؤتمرا عقب المباحثات التي جرت أمس في روما. وأوضح السيسي أن الحوار مفيد.", [MONDAY]),
        ("قال السيسي أمس إن مصر باقية، بعد أن أعلن ماكرون أن فرنسا باقية.", [MONDAY, None]),
    ],
)
def test_day_goes_on_for_the_speaker_and_who_speaks_for_him(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال السيسي اليوم الأربعاء إن مصر باقية.", ["2021-07-28"]),
        ("قال السيسي اليوم الاثنين إن مصر باقية. وقال أردوغان أمس إن تركيا باقية.", [MONDAY, SUNDAY]),
        ("قال السيسي أمس الأحد إن مصر باقية. وقال أردوغان اليوم إن تركيا باقية.", [SUNDAY, MONDAY]),
        ("قال السيسي اليوم الجمعة إن مصر باقية. وقال أردوغان أمس إن تركيا باقية.", ["2021-07-30", "2021-07-29"]),
        ("قال السيسي اليوم 1 مايو 2019 إن مصر باقية. وقال أردوغان أمس إن تركيا باقية.", ["2019-05-01", MONDAY]),
    ],
)
def test_a_report_counts_from_the_day_that_it_calls_today_itself(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_without_a_date_a_report_counts_from_the_full_one_it_calls_today() -> None:
    text = "قال السيسي أمس إن مصر باقية. وقال أردوغان اليوم الجمعة 17 مارس 2017 إن تركيا باقية."
    assert [said.said_on for said in statements(text, None)] == ["2017-03-16", "2017-03-17"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال السيسي إن مصر باقية. وأضاف السيسي في بيان أمس الاثنين أن الحدود آمنة.", [MONDAY, MONDAY]),
        ("قال السيسي إن مصر باقية. وكان السيسي قد قال الأحد إن الحدود آمنة.", [None, SUNDAY]),
        ("قال السيسي إن مصر باقية. وقال السيسي في 1 يوليو 2021 إن الحدود آمنة.", [None, "2021-07-01"]),
    ],
)
def test_what_is_told_first_has_the_day_told_right_behind(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "background",
    [
        "وكان السيسي قد أعلن أن الحدود آمنة.",
        "وفي وقت سابق، قال السيسي إن الحدود آمنة.",
        "وقال السيسي في يناير الماضي إن الحدود آمنة.",
        "وقال السيسي في عام 2019 إن الحدود آمنة.",
        "وفي ذلك الوقت قال السيسي إن الحدود آمنة.",
        "وأعلن السيسي في خطاب للأمة مطلع مارس الماضي أن الحدود آمنة.",
    ],
)
def test_what_lies_back_does_not_take_the_day_of_the_news(background: str) -> None:
    assert days(f"قال السيسي أمس إن مصر باقية. {background}") == [MONDAY, None]


@pytest.mark.parametrize(
    "text, said_on",
    [
        ("أعلن التحالف العربي الذي تقوده السعودية، الاثنين، أن الحدود آمنة.", MONDAY),
        ("أكدت قوات التحالف التي يقودها حلف شمال الأطلسي أمس أن الحدود آمنة.", MONDAY),
        ("أعلن التحالف العربي الذي تقوده السعودية أمس أن الحدود آمنة.", MONDAY),
        ("قال السيسي عن الحدود التي أغلقت الاثنين إن مصر باقية.", None),
        ("قال السيسي عن المبنى الذي تعرض للقصف، الاثنين، إن مصر باقية.", None),
    ],
)
def test_a_relative_clause_of_how_things_are_does_not_hide_the_day(text: str, said_on: str | None) -> None:
    assert days(text) == [said_on]


def test_who_came_on_a_day_is_told_of_on_it() -> None:
    assert days("قال الوزير المصري إن الوفد الليبي جاء الثلاثاء إلى القاهرة.") == [TUESDAY.isoformat()]


def test_words_for_a_time_before_count_beside_the_cue() -> None:
    asked = "وردا على سؤال عن التفتيش من قبل خبراء الوكالة الدولية للطاقة الذرية، قال السيسي إن الحدود آمنة."
    assert days(f"قال السيسي أمس إن مصر باقية. {asked}") == [MONDAY, MONDAY]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقع السيسي أمس اتفاقا مع تركيا. وقال السيسي إن الحدود آمنة.", [MONDAY]),
        ("وصل أمس إلى القاهرة أردوغان. وقال أردوغان إن الحدود آمنة.", [MONDAY]),
        ("يوقع السيسي الأربعاء اتفاقا مع تركيا. وقال السيسي إن الحدود آمنة.", [None]),
        ("وقع السيسي في 21 يوليو اتفاقا مع تركيا. وقال السيسي إن الحدود آمنة.", [None]),
        ("وقع السيسي أمس اتفاقا مع تركيا. وأكد السيسي في مقابلة مع قناة العربية أن الحدود آمنة.", [None]),
        ("يزور السيسي تركيا الأحد المقبل. وقال السيسي إن الحدود آمنة.", [None]),
    ],
)
def test_who_did_something_on_a_day_spoke_on_it(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


def test_of_whom_somebody_speaks_on_a_day_need_not_speak_on_it() -> None:
    assert days("قال السيسي أمس إن أردوغان مريض. وقال أردوغان إن الحدود آمنة.") == [MONDAY, None]


def test_a_day_that_a_speaker_tells_of_is_not_his_day_of_speaking() -> None:
    assert days("قال السيسي إن أردوغان وصل أمس. وقال أردوغان إن الحدود آمنة.") == [None, None]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قالت تركيا أمس إن المعبر مفتوح. وتنفي تركيا أن الحدود مغلقة.", [MONDAY, None]),
        ("قال السيسي إن مصر باقية. وتقول تركيا إنها باقية. وقالت تركيا أمس إنها باقية.", [None, None, MONDAY]),
        ("قال السيسي أمس إن مصر باقية. ويضيف السيسي أن الحدود آمنة.", [MONDAY, MONDAY]),
    ],
)
def test_what_somebody_says_at_all_times_has_no_day(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال السيسي أمس في حضور أردوغان إن مصر باقية. وقال أردوغان إن تركيا باقية.", [MONDAY, MONDAY]),
        ("قررت الحكومة الأردنية أمس رفع الرسوم. وقال وزير المالية الأردني أمية طوقان إن القرار مهم.", [MONDAY]),
        (
            "قال المتحدث باسم وزارة الخارجية الأميركية نيد برايس أمس إن القوات عادت. وقالت الوزارة إن الحدود آمنة.",
            [MONDAY] * 2,
        ),
    ],
)
def test_who_was_there_and_who_is_spoken_for_share_the_day(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


def test_behind_what_lies_back_the_day_of_the_news_goes_on() -> None:
    text = "قال السيسي أمس إن مصر باقية. وكان السيسي قد قال الأحد إن الحدود آمنة. وأضاف أن المعبر مفتوح."
    later = " وقال أردوغان إن تركيا باقية. وتابع السيسي أن مصر آمنة."
    assert days(text + later) == [MONDAY, SUNDAY, SUNDAY, None, MONDAY]


@pytest.mark.parametrize(
    "told, said_on",
    [
        ("وأتت تصريحات السيسي خلال اجتماع عقد أمس.", MONDAY),
        ("وتأتي تصريحات أردوغان خلال اجتماع عقد أمس.", None),
        ("جاء ذلك في بيان مقتضب وزعته الوكالة مساء أمس.", MONDAY),
        ("وجاءت تعليقات السيسي خلال مقابلة بثت أمس.", MONDAY),
        ("جاء ذلك بعد قصف وقع أمس.", None),
    ],
)
def test_the_next_sentence_tells_the_day_of_him_whose_words_it_names(told: str, said_on: str | None) -> None:
    assert days(f"قال السيسي إن مصر باقية. {told}") == [said_on]
    assert days(f"قال السيسي إن مصر باقية، وفقا لما نقلته وكالة رويترز. {told}") == [said_on]


@pytest.mark.parametrize("asked", ["عما إذا كانت مصر ستشارك", "إن كانت مصر ستشارك", "حول ما إذا كان الجيش جاهزا"])
def test_what_is_asked_does_not_put_the_answer_back_in_time(asked: str) -> None:
    text = f"قال السيسي الأحد إن مصر باقية. وردا على سؤال {asked}، قال السيسي إن القرار قريب. وأضاف أن الحدود آمنة."
    assert days(text) == [SUNDAY, SUNDAY, SUNDAY]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("دعت مصر المجتمع الدولي مساء الأحد إلى حماية المدنيين.", [SUNDAY]),
        ("اتهم السيسي تركيا الأحد بدعم المتشددين. وأضاف السيسي أن الحدود آمنة.", [SUNDAY, SUNDAY]),
        ("أدان السيسي هجوم تركيا الأحد على المدينة.", [None]),
    ],
)
def test_the_day_may_stand_behind_whom_a_verb_calls_on(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


def test_a_day_since_which_something_goes_on_is_nobodys_day_of_speaking() -> None:
    assert days("يتفاوض الطرفان منذ انسحب السيسي من الاتفاق الأحد. وقال السيسي إن الحدود آمنة.") == [None]


@pytest.mark.parametrize(
    "headline, expected",
    [
        ("السيسي: مصر باقية", [MONDAY]),
        ("مصر تؤكد أن الحدود آمنة", [MONDAY, MONDAY]),
    ],
)
def test_the_headline_is_of_the_day_of_what_the_report_tells_first(headline: str, expected: list[str]) -> None:
    assert days(f"{headline}\n\nقال السيسي أمس إن مصر باقية.") == expected
    assert set(days(f"{headline}\n\nقال السيسي إن مصر باقية.")) == {None}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال السيسي الأحد إن مصر باقية. وأعلنت تركيا في اليوم نفسه أن الحدود آمنة.", [SUNDAY, SUNDAY]),
        ("أشاد السيسي، الأحد، بالجنود، في الوقت الذي أكدت تركيا صحة الخبر.", [SUNDAY, SUNDAY]),
    ],
)
def test_what_is_said_on_the_same_day_has_the_day_named_last(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قتل العشرات أمس في تركيا التي زارها السيسي. وقال السيسي إن الحدود آمنة.", [None]),
        ("نفذت مصر أمس إضرابا وتدعو إلى الحوار.", [None]),
        ("قال السيسي إن مصر باقية، وذلك بعد اتصال بالرئيس التركي الذي زار ليبيا الأحد.", [None]),
        ("قال السيسي إن مصر باقية. والاثنين، قال السيسي إن الحدود آمنة.", [None, MONDAY]),
        ("وصل السيسي أمس إلى روما في الوقت الذي تهدد فيه تركيا بالانسحاب.", [None]),
    ],
)
def test_another_clause_or_a_new_occasion_keeps_its_day(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ألقت مصر منشورات أمس تدعو السكان إلى الحوار.",
        "أجرت مصر أمس محادثات دعت خلالها تركيا إلى الحوار.",
        "وقال السيسي خلال القمة التي جمعته مع أردوغان أمس إن الحدود آمنة.",
    ],
)
def test_what_is_told_on_an_occasion_has_its_day(text: str) -> None:
    assert days(text) == [MONDAY]


@pytest.mark.parametrize(
    "text, said_on",
    [
        ("زار السيسي أمس المدينة التي دمرها الزلزال، مشيرا إلى أن مصر باقية.", MONDAY),
        ("زار السيسي المدينة التي قصفت أمس، مشيرا إلى أن مصر باقية.", None),
        ("وفي الرسالة التي نشرتها الصحيفة أمس، قال السيسي إن مصر باقية.", MONDAY),
        ("قال السيسي عقب الحوار المصري التركي الذي عقد في القاهرة أمس إن مصر باقية.", MONDAY),
    ],
)
def test_a_comma_ends_a_relative_clause(text: str, said_on: str | None) -> None:
    assert days(text) == [said_on]


def test_a_speech_is_part_of_the_meeting_told_of() -> None:
    text = "عقد الوزراء أمس اجتماعا لبحث القتال الذي بدأ الأحد. وقال السيسي في كلمته إن مصر باقية."
    assert days(text) == [MONDAY]


TODAY = "2021-07-27"


@pytest.mark.parametrize(
    "text, expected",
    [
        ('قال السيسي: "توصلنا صباح اليوم إلى اتفاق". وأضاف السيسي أن الحدود آمنة.', [TODAY, TODAY]),
        ('قال السيسي: "نحن اليوم أقوى".', [None]),
        ("قال السيسي إن افتتاح القناة صباح اليوم سوف يغير مصر.", [None]),
        ("أكد السيسي وفاة ثلاثة أشخاص فجر اليوم في القاهرة.", [TODAY]),
        ("قال السيسي إن العالم يعيش اليوم أزمة.", [None]),
        ("قال السيسي إن الماء ينقطع مرتين في اليوم.", [None]),
        ('قال أردوغان أمس إن تركيا باقية. وقال السيسي: "توصلنا صباح اليوم إلى اتفاق".', [MONDAY, None]),
        ('انعقدت القمة أمس. وقال السيسي: "توصلنا صباح اليوم إلى اتفاق".', [None]),
        ('قال السيسي أمس إن مصر باقية. وأضاف السيسي: "توصلنا صباح اليوم إلى اتفاق".', [MONDAY, MONDAY]),
    ],
)
def test_who_tells_of_today_speaks_today(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


def test_who_held_the_press_conference_too_speaks_on_its_day() -> None:
    told = "قال السيسي أمس إن مصر باقية. وجاء تصريح السيسي خلال مؤتمر صحفي مشترك مع نظيره التركي رجب طيب أردوغان."
    assert days(f"{told} وقال أردوغان إن تركيا باقية.") == [MONDAY, MONDAY]


@pytest.mark.parametrize(
    "to, said_on",
    [("لقناة العربية", None), ("لـ«الشرق الأوسط»", None), ("للصحفيين", MONDAY), ("عقب القمة لرويترز", MONDAY)],
)
def test_what_is_told_a_medium_is_apart_from_the_event(to: str, said_on: str | None) -> None:
    text = f'وقع السيسي أمس اتفاقا مع تركيا. وقال السيسي {to}: "الحدود آمنة". وأضاف السيسي أن المعبر مفتوح.'
    assert days(text) == [said_on, said_on]


def test_the_place_that_news_come_from_does_nothing_on_a_day() -> None:
    text = "دبي، الإمارات العربية المتحدة (CNN)-- أعلنت مصر أمس أن المعبر مفتوح. وقالت الإمارات إن الحدود آمنة."
    assert days(text) == [MONDAY, None]


def test_who_speaks_for_a_body_shares_the_day_of_its_state() -> None:
    text = "أعلنت مصر أمس أن المعبر مفتوح. وقال المتحدث باسم الرئاسة المصرية بسام راضي إن الحدود آمنة."
    assert days(text) == [MONDAY, MONDAY]


def test_who_speaks_for_another_shares_his_day_a_few_sentences_on() -> None:
    said = " وقال وزير الخارجية المصري سامح شكري إن الحدود آمنة."
    between = " المعبر صغير. المدينة كبيرة. الطريق طويل. السكان كثيرون. المطر نادر. الشمس حارة."
    assert days("أعلنت مصر أمس أن المعبر مفتوح." + said) == [MONDAY, MONDAY]
    assert days("أعلنت مصر أمس أن المعبر مفتوح." + between + said) == [MONDAY, None]
    before = " وكان وزير الخارجية المصري سامح شكري قد قال إن الحدود مغلقة. وقال شكري إن المدينة كبيرة."
    assert days("أعلنت مصر أمس أن المعبر مفتوح." + before) == [MONDAY, None, None]
    interview = " وقال وزير الخارجية المصري سامح شكري في مقابلة مع قناة العربية إن الحدود آمنة."
    assert days("أعلنت مصر أمس أن المعبر مفتوح." + interview) == [MONDAY, None]
    told = " وقال وزير الخارجية المصري سامح شكري لرويترز إن الحدود آمنة."
    assert days("أعلنت مصر أمس أن المعبر مفتوح." + told) == [MONDAY, None]
    issued = " وقال وزير الخارجية المصري سامح شكري لرويترز في بيان إن الحدود آمنة."
    assert days("أعلنت مصر أمس أن المعبر مفتوح." + issued) == [MONDAY, MONDAY]


def test_day_told_in_anothers_words_holds_for_what_is_said_later() -> None:
    text = "قال السيسي إن تركيا ردت بعد أن قال أردوغان أمس إن الحدود آمنة. وقال أردوغان إن المعبر مفتوح."
    assert days(text)[-1] == MONDAY


@pytest.mark.parametrize(
    "first, then",
    [
        ("أعلن الاتحاد المصري لكرة القدم", "الاتحاد المصري"),
        ("أعلنت شركة النفط", "شركة النفط المصرية"),
        ("أعلن محافظ البنك المركزي المصري", "المحافظ عادل نور"),
        ("أعلنت وزارة الداخلية المصرية", "المتحدث باسم وزارة الداخلية عادل نور"),
    ],
)
def test_who_is_called_by_more_or_fewer_words_shares_the_day(first: str, then: str) -> None:
    assert days(f"{first} أمس أن المعبر مفتوح. وقال {then} إن الحدود آمنة.") == [MONDAY, MONDAY]


def test_what_is_said_at_the_meeting_told_of_has_its_day() -> None:
    text = "انعقدت القمة في بغداد مساء الاثنين. وخلال القمة، قال السيسي إن الحدود آمنة. وقال أردوغان إن تركيا باقية."
    assert days(text) == [MONDAY, None]
    opening = text.replace("وخلال القمة", "وفي افتتاح القمة")
    assert days(opening) == [MONDAY, None]


@pytest.mark.parametrize(
    "told, said_on",
    [
        ("عرض السيسي أمس في القاهرة خطة لتنمية سيناء.", MONDAY),
        ("عرضت تركيا أمس على السيسي خطة لتنمية سيناء.", None),
        ("المعبر صغير. المدينة كبيرة. الطريق طويل. عرض السيسي أمس في القاهرة خطة.", None),
    ],
)
def test_a_summary_is_of_the_day_of_the_deed_told_behind_it(told: str, said_on: str | None) -> None:
    assert days(f"أكد السيسي أن مصر باقية. {told}") == [said_on]


@pytest.mark.parametrize(
    "where, said_on",
    [("خلال اجتماع في القاهرة", MONDAY), ("في مقابلة مع قناة العربية", None), ("في القاهرة", None)],
)
def test_who_takes_his_turn_at_a_meeting_speaks_on_its_day(where: str, said_on: str | None) -> None:
    text = f"قال السيسي أمس {where} إن مصر باقية. من جانبه، قال أردوغان إن تركيا باقية."
    assert days(text) == [MONDAY, said_on]
    assert days(text.replace("من جانبه، ", "و")) == [MONDAY, None]


def test_another_story_begins_anew_for_who_only_shares_a_day() -> None:
    text = "أعلنت مصر أمس أن المعبر مفتوح. وفي سياق منفصل، أعلنت وزارة الصحة المصرية أن الأدوية متوفرة."
    assert days(text) == [MONDAY, None]


@pytest.mark.parametrize(
    "text, deadline",
    [
        ("قال السيسي إن مصر ستفتح المعبر الخميس.", "2021-07-29"),
        ("تعهدت مصر الأحد بفتح معبر رفح.", None),
        ("تعهدت مصر الأحد بفتح معبر رفح بحلول نهاية أغسطس.", "2021-08-31"),
    ],
)
def test_the_day_of_a_promise_is_not_its_deadline(text: str, deadline: str | None) -> None:
    assert [bound.deadline for bound in commitments(text, TUESDAY)] == [deadline]
