"""Where what is said begins."""

from __future__ import annotations

import pytest
from reading_support import statements


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        # A reason is no report.
        ("يقول ترامب شيئا آخر قريبا، لأنه لا يزال يفاوض.", []),
        ("وأسف السيسي لأن المحادثات فشلت.", ["المحادثات فشلت"]),
        # A clause about the report, or what happened meanwhile, stands between.
        ("وأعربت مصر في بيان نشرته وكالة الأنباء عن تحفظها على القرار.", ["تحفظها على القرار"]),
        ("وأعرب السيسي خلال لقائه في القاهرة وفدا أمريكيا عن تقديره للدعم.", ["تقديره للدعم"]),
        # فإن answers another word than the verb.
        ("رغم الموعد الذي طلبه السيسي، فإن المحادثات تأخرت.", []),
        ("وكما قال السيسي، فإن المحادثات تأخرت.", ["المحادثات تأخرت"]),
        # What is said, announced or denied is no person.
        ("أكد مدير عام هيئة الرقابة، رمزي جلال، ارتفاع عدد المخالفات.", ["ارتفاع عدد المخالفات"]),
        # What is pointed at, and what a clause with ما tells.
        ("ونفت روسيا هذه الاتهامات.", ["هذه الاتهامات"]),
        ("وتنفي روسيا أيضا مثل هذه المزاعم.", ["مثل هذه المزاعم"]),
        ("ورفضت روسيا تلك المزاعم.", ["تلك المزاعم"]),
        ("ورفضت روسيا هذه الدعوة.", ["هذه الدعوة"]),
        ("وتطلب روسيا هذه الأموال.", []),
        ("ونفت روسيا ما تم ترويجه عن الحرب.", ["ما تم ترويجه عن الحرب"]),
        ("وأعلنت روسيا هذا الأسبوع سحب قواتها.", ["سحب قواتها"]),
        ("وأكدت روسيا وجوب الالتزام بالاتفاق.", ["وجوب الالتزام بالاتفاق"]),
        # The clause comes far behind, set apart.
        (
            "تحدث السيسي. وأكد عقب استعراض أهم مؤشرات النصف الأول من العام المالي الجاري في مصر، أن الأسعار تراجعت.",
            ["الأسعار تراجعت"],
        ),
        # A pronoun means what is said.
        ("والهدنة التي أعلنت عنها روسيا، وراقبتها قوات التحالف، وقف للقتال.", []),
        ("والقمة التي دعت إليها روسيا استمرت إلى صباح اليوم.", []),
        # What had been said before, and what was learned.
        ("حيث سبق أن طالبت فرنسا بالحوار.", ["الحوار"]),
        (
            "ودعت مصر إلى محاكمة النائب الذي سبق أن طالبت فرنسا بسجنه.",
            ["محاكمة النائب الذي سبق أن طالبت فرنسا بسجنه", "سجنه"],
        ),
        ("من جهته، بيّن السيسي أن مصر باقية.", ["مصر باقية"]),
        ("وعلمت رويترز من مصادر مطلعة أن المحادثات توقفت.", ["المحادثات توقفت"]),
        ("وعلمت رويترز أن المحادثات توقفت.", ["المحادثات توقفت"]),
        # Speech without a mark.
        ("وقال السيسي نحن مستعدون للحوار.", ["نحن مستعدون للحوار"]),
        ("وقال السيسي، للأسف الأسعار مرتفعة.", ["للأسف الأسعار مرتفعة"]),
        ("وقال السيسي للأسف إن الأسعار مرتفعة.", ["الأسعار مرتفعة"]),
        # What somebody does not rule out.
        ("ولم يستبعد السيسي أن تطول المحادثات.", ["تطول المحادثات"]),
        ("ولم يتوقع السيسي أن تطول المحادثات.", []),
    ],
)
def test_content_begins_with_what_is_reported(text: str, contents: list[str]) -> None:
    assert [said.content for said in statements(text)] == contents


def test_a_quoted_sentence_ends_before_the_next_one_opens_a_content() -> None:
    text = 'وقال كيميت: "سمعنا الرئيس ترامب يقول هذا. رأينا أن الوحدات تراجعت".'
    assert [said.speakers for said in statements(text)] == [("كيميت",)]


def test_manner_is_nothing_that_is_said() -> None:
    assert [said.content for said in statements("وتنفي روسيا ذلك بشكل قاطع وتقول إن الاتهامات باطلة.")] == [
        "الاتهامات باطلة"
    ]


def test_what_another_is_said_to_have_refused_is_told_and_not_said() -> None:
    said = statements("قال السيسي إن الرياض رفضت الوساطة وإن الأمر متروك للأمم المتحدة.")
    assert [found.speakers for found in said] == [("عبد الفتاح السيسي",)]


@pytest.mark.parametrize(
    "text, contents",
    [
        ("طالبت فرنسا بالإفراج عن القس، إلا أن المحكمة رفضت الطلب.", ["الإفراج عن القس"]),
        ("أعلنت فرنسا سحب قواتها من المدينة، فيما وصلت تعزيزات إلى القاعدة.", ["سحب قواتها من المدينة"]),
        ("نفت فرنسا وجود خلافات مع روسيا، وهو ما أثار دهشة السفير.", ["وجود خلافات مع روسيا"]),
        ("اتهمت فرنسا روسيا بتهريب السلاح، وسط توتر على الحدود.", ["روسيا بتهريب السلاح"]),
        ("قالت فرنسا إن الطريق مفتوح، لكن الجسر مغلق.", ["الطريق مفتوح، لكن الجسر مغلق"]),
        ("أعلنت فرنسا الانسحاب من الاتفاق رغم الضغوط والتحذيرات.", ["الانسحاب من الاتفاق"]),
        ("أعلنت فرنسا سحب قواتها من المدينة، حيث باتت المعارك أعنف.", ["سحب قواتها من المدينة"]),
        ("دعت فرنسا إلى التهدئة، فيما يتعلق بالحدود.", ["التهدئة، فيما يتعلق بالحدود"]),
        ("وعدت فرنسا بتقديم مقترحات، في وقت قريب.", ["تقديم مقترحات، في وقت قريب"]),
        ("دعت فرنسا إلى حوار وطني، ورغم ذلك استمرت المظاهرات.", ["حوار وطني"]),
    ],
)
def test_what_is_no_clause_ends_where_the_article_goes_on(text: str, contents: list[str]) -> None:
    assert [said.content for said in statements(text)] == contents


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("وأكد السيسي الانفجار الأول دون الإعلان عن حصيلة للقتلى.", ["الانفجار الأول"]),
        (
            "وقال التحالف إنه أسقط صاروخا أطلقه الحوثيون، الذين قالوا إنهم استهدفوا القاعدة.",
            ["أسقط صاروخا أطلقه الحوثيون", "استهدفوا القاعدة"],
        ),
        (
            "وقال السيسي إن مصر باقية، مضيفا «هذا قرارنا»، و«لا رجعة فيه».",
            ["مصر باقية", "«هذا قرارنا»، و«لا رجعة فيه»"],
        ),
        ("وقال السيسي إن الأمر صعب من دون أن تتحرك أوروبا.", ["الأمر صعب من دون أن تتحرك أوروبا"]),
        # Whose words they are is told behind them, with or without a comma; amid them it is no end.
        ("قال السيسي إن مصر ستشارك في القمة على حد قوله.", ["مصر ستشارك في القمة"]),
        ("وأكد السيسي أن مصر باقية حسب تقديره، مضيفا أن الحوار مستمر.", ["مصر باقية", "الحوار مستمر"]),
        ("وأكد السيسي أن مصر وصلت وفق تعبيره، إلى القطيعة.", ["مصر وصلت وفق تعبيره، إلى القطيعة"]),
        ("قال السيسي إن مصر على حد تعبيره باقية.", ["مصر على حد تعبيره باقية"]),
        ("وقال السيسي إن العمل مستمر على حد سواء.", ["العمل مستمر على حد سواء"]),
    ],
)
def test_content_ends_with_what_is_said(text: str, contents: list[str]) -> None:
    assert [said.content for said in statements(text)] == contents


def test_what_somebody_calls_so_ends_with_the_quotation() -> None:
    text = "وقال السيسي إن الدول التي وصفها بـ«المعتدلة» وافقت على الخطة."
    assert [said.content for said in statements(text)][-1] == "المعتدلة"


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        # Those of whom something is demanded belong to it, behind where and when it is demanded, too.
        ("ودعت فرنسا في بيان مشترك الدول الأعضاء إلى الهدوء.", ["الدول الأعضاء إلى الهدوء"]),
        ("وكانت الأمم المتحدة قد دعت في وقت سابق الجمعة إلى فتح تحقيق.", ["فتح تحقيق"]),
        ("ودعا السيسي خلال لقائه مبعوث الأمم المتحدة إلى زيارة عدن.", ["زيارة عدن"]),
        ("وقال السيسي إن الأمر صعب، داعيا كل الحكومات العربية للتقارب.", ["الأمر صعب", "كل الحكومات العربية للتقارب"]),
        # Who is charged with something, and with what.
        ("وحمّل الحوثيون التحالف مسؤولية القصف.", ["التحالف مسؤولية القصف"]),
        ("وقال السيسي إن الأمر صعب، محملا روسيا المسؤولية.", ["الأمر صعب", "روسيا المسؤولية"]),
        ("تتحمل روسيا مسؤولية القصف، وحملت السفينة العلم.", []),
        # What somebody said next.
        (
            "أعلن ترامب أن المكان اختير قبل أن يشير إلى أن الموعد لم يحدد.",
            ["المكان اختير", "الموعد لم يحدد"],
        ),
        # A name that ends in إن.
        ("اجتمع مون جاي إن تعهد خلاله بالانسحاب من الاتفاق.", ["الانسحاب من الاتفاق"]),
        ("وأكد عدنان مندورة، الأمين العام للغرفة التجارية بجدة جاهزية اللجان.", ["جاهزية اللجان"]),
        (
            "أدانت فرنسا ما وصفته بـ«العدوان السافر» على المدينة.",
            ["ما وصفته بـ«العدوان السافر» على المدينة", "العدوان السافر"],
        ),
    ],
)
def test_content_begins_with_those_concerned(text: str, contents: list[str]) -> None:
    assert [said.content for said in statements(text)] == contents


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("وشدد السيسي على القول «سنواصل العمل».", ["سنواصل العمل"]),
        ("وخلص السيسي إلى القول «سنواصل العمل».", ["سنواصل العمل"]),
        ("وقال السيسي إن مصر باقية. مما يؤكد عدم صحة الخبر.", ["مصر باقية"]),
        ("وقال السيسي إن مصر باقية. فيما يتوقع أن ينمو الاقتصاد.", ["مصر باقية"]),
        ("وقال السيسي إن مصر باقية. لكنه يعتقد أن الأمر صعب.", ["مصر باقية", "الأمر صعب"]),
        ("وقال السيسي إن الحكومة على وشك كشف النقاب عن الخطة.", ["الحكومة على وشك كشف النقاب عن الخطة"]),
        ("جاءت التصريحات بعد تأكيد السيسي أن الحدود آمنة.", ["الحدود آمنة"]),
    ],
)
def test_what_nobody_says_or_another_word_tells_is_said_once(text: str, contents: list[str]) -> None:
    assert [said.content for said in statements(text)] == contents


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        # عبر behind a comma is a preposition as a rule.
        ("وقال السيسي، عبر حسابه على موقع «تويتر»، إن الأمر صعب.", ["الأمر صعب"]),
        ("عبر السيسي أمس عن رغبة مصر في التعاون.", ["رغبة مصر في التعاون"]),
        # A feminine participle goes on without a comma.
        ("وكانت وزارة الخارجية الفرنسية دانت الغارات مشيرة إلى أن القصف مستمر.", ["الغارات", "القصف مستمر"]),
        ("دانت وزارة الخارجية الفرنسية الغارات محذرة من التصعيد.", ["الغارات", "التصعيد"]),
        ("وجهت فرنسا رسالة شديدة مؤكدة على الهدوء.", []),
        ("وقال ترامب إن الأمر صعب. لكنه أقر في وقت لاحق بأنه ذهب.", ["الأمر صعب", "ذهب"]),
        # Who carries what he names no source of.
        ("ونقلت وكالة تاس الروسية أن الصاروخ جاهز.", ["الصاروخ جاهز"]),
        ("نقلت فرنسا قواتها بعد أن ذهبت السفن.", []),
    ],
)
def test_content_is_found_behind_what_stands_between(text: str, contents: list[str]) -> None:
    assert [said.content for said in statements(text)] == contents


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("وأبلغت روسيا مسلحي المعارضة أن المهلة قصيرة.", ["المهلة قصيرة"]),
        ("وكان السيسي أعلن بشكل مفاجئ في 4 تشرين الثاني الماضي استقالته من الحزب.", ["استقالته من الحزب"]),
        ("واقترح السيسي على روسيا إنهاء «حصار المدينة» بسرعة.", ["إنهاء «حصار المدينة» بسرعة"]),
        ("ويبلغ عدد السكان مليونا، إلا أن المدينة صغيرة.", []),
    ],
)
def test_whom_it_is_told_and_when_stand_before_the_content(text: str, contents: list[str]) -> None:
    assert [said.content for said in statements(text)] == contents


def test_verbal_noun_that_no_list_has_is_what_is_called_for() -> None:
    text = "تعهد السيسي بإنهاء العملية وطالب بإيجاد حل."
    assert [said.content for said in statements(text)] == ["إنهاء العملية", "إيجاد حل"]


def test_a_plural_that_takes_no_further_noun_is_the_subject() -> None:
    said = statements("ونفى الانفصاليون مهاجمة قوات حكومية.")
    assert [(found.speakers, found.content) for found in said] == [(("الانفصاليون",), "مهاجمة قوات حكومية")]


def test_after_is_no_verb_of_saying() -> None:
    said = statements("وقال السيسي، أثناء كلمة ألقاها عقب حلف اليمين: «نشهد بداية جديدة».")
    assert [(found.cue, found.content) for found in said] == [("قال", "نشهد بداية جديدة")]


def test_commas_set_off_who_somebody_is_before_what_he_opposes() -> None:
    text = "انتقد محمد صلاح، نجم فريق ليفربول الإنجليزي، الأحد، الاتحاد المصري لكرة القدم."
    assert [said.content for said in statements(text)] == ["الاتحاد المصري لكرة القدم"]


@pytest.mark.parametrize(
    "text, content",
    [
        ('وأضاف البيان: "طالبت فرنسا بوقف القتال. والأمر صعب".', "وقف القتال"),
        ('وأضاف البيان: "أكدت فرنسا أن القتال مستمر. والأمر صعب".', "القتال مستمر"),
        ('وأضاف البيان: "أكدت فرنسا أن القتال... مستمر".', "القتال... مستمر"),
        ('وأضاف البيان: "أكدت فرنسا أن د. محمد علي مريض. والأمر صعب".', "د. محمد علي مريض"),
    ],
)
def test_what_is_told_inside_a_quotation_ends_with_its_sentence(text: str, content: str) -> None:
    assert content in [said.content for said in statements(text)]


@pytest.mark.parametrize(
    "text, quotation",
    [
        ('وقال السيسي "أن مصر باقية".', "مصر باقية"),
        ("وقال السيسي: «أنه سيبقى».", "سيبقى"),
        ("وقال السيسي: «إن مصر باقية».", "إن مصر باقية"),
        ("وقال السيسي: «أن تكون مهما يجعلك سعيدا».", "أن تكون مهما يجعلك سعيدا"),
    ],
)
def test_what_leads_to_a_clause_is_no_part_of_it_though_quoted(text: str, quotation: str) -> None:
    assert [said.quotations for said in statements(text)] == [(quotation,)]


def test_who_begins_a_sentence_behind_a_verb_is_not_what_is_said() -> None:
    assert statements("وصل السيسي. أعلنت سلطة الطاقة، الأحد، عن توقف المحطة.") == []
