"""Who speaks and is only described: how far the description goes, and what is none."""

from __future__ import annotations

import pytest
from reading_support import read, speaker


@pytest.mark.parametrize(
    "text, expected",
    [
        ("أعلن زعماء الصين حربا على التلوث.", "زعماء الصين"),
        ("قال مصدر استخباراتي أميركي إن الهجوم وشيك.", "مصدر استخباراتي أميركي"),
        ("وقال مسؤول ثان بالبيت الأبيض إن الهجوم وشيك.", "مسؤول ثان بالبيت الأبيض"),
        ("وقال قادة مسيحيون إن القانون جائر.", "قادة مسيحيون"),
        ("وقالت الجهات الدائنة لليونان إن الحل قريب.", "الجهات الدائنة"),
        ("إلا أن متحدثا باسم الشركة قال إن المصنع مغلق.", "متحدثا باسم الشركة"),
        ("لكن مسؤولا في الوزارة قال إن القرار صدر.", "مسؤولا في الوزارة"),
        ("لكن مفتشي الأمم المتحدة يقولون إن المصنع مغلق.", "مفتشي الأمم المتحدة"),
    ],
)
def test_description_goes_on_to_its_adjectives_and_owner(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("زار ماكرون بيروت. وأضاف مقدما التعازي «لن ننسى لبنان».", "إيمانويل ماكرون"),
        ("زار ماكرون بيروت. وأعلن الشهر الماضي أنه سيعود.", "إيمانويل ماكرون"),
        ("فشركة توتال التي تعمل منذ سنوات في إيران قالت إنها ستنسحب.", "توتال"),
    ],
)
def test_manner_and_time_do_not_speak(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_verb_tells_the_gender_of_whom_nobody_knows() -> None:
    reading = read("قال المدعون السبعة إن المنع جائر.\nوقالت القاضية إن القانون واضح.\nوأضافت أن الحكم قريب.")
    assert reading.statements[1].speakers == reading.statements[2].speakers


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال ماكرون إن القمة مفيدة. وندد نظيره البلجيكي ديدييه ريندرز بالهجوم.", "ديدييه ريندرز"),
        ("أفادت الأنباء الواردة من تركيا بمقتل أربعة أشخاص.", "الأنباء الواردة من تركيا"),
        ("وفي ألمانيا قالت Siemens إنها لن تدخل السوق.", "Siemens"),
        ("وأحرق المتظاهرون الإطارات في البصرة، بحسب مصادر طبية، مضيفة أن ثلاثة أصيبوا.", "مصادر طبية"),
    ],
)
def test_who_is_named_behind_or_backs_what_is_told_speaks(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_general_title_means_the_last_woman_who_spoke() -> None:
    reading = read("قالت هيلي إن الرد قاس. وقال لافروف إن الرد مبالغ فيه. وقالت الدبلوماسية الأمريكية إن المجلس منقسم.")
    assert reading.statements[0].speakers == reading.statements[2].speakers


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وانتقد جونسون، الذي وصف كوربين بأنه ساذج، الحزب.", "بوريس جونسون"),
        ("ورحبت إسرائيل بالاتفاقات التي وصف نتنياهو توقيعها بأنه عيد.", "بنيامين نتنياهو"),
    ],
)
def test_relative_pronoun_that_agrees_with_the_verb_is_its_subject(text: str, expected: str) -> None:
    described = next(s for s in read(text).statements if s.act == "describe")
    assert [read(text).actors[key].label for key in described.speakers] == [expected]


def test_what_an_outlet_that_goes_on_to_speak_backs_is_a_statement() -> None:
    reading = read("واعتقل ثلاثة رجال في أورفة، وفق صحيفة حرييت التي قالت إن الشرطة عثرت على وثائق.")
    assert [s.rule for s in reading.statements] == ["attribution-behind", "that-before"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وكان المجلس المكون من 47 عضوا قد أيد فتح تحقيق.", "المجلس"),
        ("وكان الزعيم المعارض ألكسي نافالني، الذي احتجز السبت، دعا الناس للنزول إلى الشوارع.", "أليكسي نافالني"),
        ("قالت المرأة التي اتهمت الوزير بالكذب، إنها ستشتكي.", "المرأة"),
        ("لكن منظمات حقوقية تحذر من عودتهم.", "منظمات حقوقية"),
        ("وأصر محاميه على أنه لم يفعل شيئا.", "محاميه"),
        ("قال مهدي جمعة رئيس حزب البديل ورئيس الحكومة الأسبق إن الحزب جاهز.", "مهدي جمعة"),
    ],
)
def test_subject_is_told_more_of(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize("text", ["ويلاحظ أن ترامب هاجم القناة.", "زار ماكرون لندن. ورفض مغادرة القاعة «وهي مزدحمة»."])
def test_nobody_and_no_deed_speaks(text: str) -> None:
    reading = read(text)
    assert [
        key for s in reading.statements for key in s.speakers if reading.actors[key].label != "إيمانويل ماكرون"
    ] == []


def test_what_somebody_calls_so_is_his_and_ends_with_the_name() -> None:
    reading = read("وقال مصدر إن الوقت ضيق. وقد يعطي عرض قدمه نتنياهو بشأن ما قال إنه دليل موثق، ترامب حجة جديدة.")
    last = reading.statements[-1]
    assert [reading.actors[key].label for key in last.speakers] == ["بنيامين نتنياهو"]
    assert last.content.of(reading.article.text) == "دليل موثق"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("لكن تسيبراس، الذي يملك شعبية كبيرة، حذر المعارضين من تنظيم انتخابات.", "ألكسيس تسيبراس"),
        ("هذا وحذر مسؤولون في الأمم المتحدة من أن غزة تواجه نقصا.", "مسؤولون في الأمم المتحدة"),
        ("وحذرت منظمات دولية من وقوع كارثة.", "منظمات دولية"),
        ("وقال ستاثاكيس قبيل بدء المفاوضات السبت، إن الاتفاق قريب.", "ستاثاكيس"),
        ("قال ظريف إن الوضع صعب. وقال قبيل محادثات مع نظيره الروسي سيرغي لافروف: «علينا أن نعمل».", "محمد جواد ظريف"),
    ],
)
def test_who_warns_or_speaks_before_an_event(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_rejecting_reports_words_and_plans_not_deeds() -> None:
    assert [s.act for s in read("رفضت موسكو الاتهامات الأوروبية.").statements] == ["oppose"]
    assert not read("ورفضت المحكمة الأربعاء رفع الإقامة الجبرية عن القس.").statements


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال البروفيسور السعودي بالطب النفسي، طارق الحبيب، إن العلاج مفيد.", "طارق الحبيب"),
        ("وقالت منسقة الحملة لحظر الروبوتات القاتلة ماري ويرام، إن روسيا تعرقل.", "ماري ويرام"),
        ("وقال عضو الهيئة الرئاسية لمجلس سوريا، حكمت حبيب لفرانس برس «الهدف هو الوحدة».", "حكمت حبيب"),
        ("وقال مدير أمن محافظة جنوب سيناء اللواء مجدي موسى: إنه يوجد تنسيق.", "مجدي موسى"),
        ("ويرى محرر شؤون الشرق الأوسط بصحيفة «التلغراف» البريطانية، ريتشارد سبنسر، أن الخطة فاشلة.", "ريتشارد سبنسر"),
        # Whose spokesman he is does not speak.
        ("وقال متحدث باسم القائد العسكري الليبي، خليفة حفتر، إن الحل قريب.", "متحدث باسم القائد العسكري الليبي"),
    ],
)
def test_title_of_any_length_ends_with_its_bearers_name(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_bearer_of_a_title_goes_on_speaking() -> None:
    text = "قال مادورو إن الحل قريب. وقالت منسقة الحملة لحظر الروبوتات ماري ويرام، إن روسيا تعرقل. وأضافت أن الحل بعيد."
    assert speaker(text) == "ماري ويرام"


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "قال وزير داخلية إيطاليا ماتيو سالفيني إن بلاده قلقة. وقال الوزير اليميني المتشدد إن الحل قريب.",
            "ماتيو سالفيني",
        ),
        ("قال السيسي إن مصر باقية. وكان كانغ، أعلن أن العقوبات ستخفف.", "كانغ"),
    ],
)
def test_title_without_a_land_and_name_behind_was(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_what_a_source_knows_of_is_not_what_he_says() -> None:
    reading = read("أكد مسؤول أمني مطلع على القضية، أن السلطات حددت هويته.")
    assert [s.content.of(reading.article.text) for s in reading.statements] == ["السلطات حددت هويته"]


def test_person_of_whom_the_sentence_before_tells_goes_on_to_speak() -> None:
    text = "قال ترامب إن القمة قريبة. وبدا ستولتنبرغ مستاء جدا من هذا التوتر. وقال إن الحلف باق."
    assert speaker(text) == "ينس ستولتنبرغ"
    assert speaker(text.replace("وقال إن الحلف", "وأضاف أن الحلف")) == "دونالد ترامب"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقالت كيلي كاري، نائبة المندوبة الأمريكية لدى الأمم المتحدة، إن بلادها قلقة.", "كيلي كاري"),
        ("وقال ستانلي فيشر نائب رئيس المجلس لتلفزيون بلومبرغ إن الفائدة سترتفع.", "ستانلي فيشر"),
        ("وقال آلان باركر، وهو مؤسس مجموعة اتصالات، في خطاب لزملائه إنه استقال.", "آلان باركر"),
        ("قال السيسي إن مصر باقية. وقال آنذاك «نحن معا».", "عبد الفتاح السيسي"),
    ],
)
def test_foreign_name_that_looks_like_other_words(text: str, expected: str) -> None:
    assert speaker(text) == expected


def test_adverb_stands_between_accuser_and_accused() -> None:
    reading = read("ويتهم ترامب مرارا روسيا وسوريا بإخفاء الأدلة.")
    assert [s.content.of(reading.article.text) for s in reading.statements] == ["روسيا وسوريا بإخفاء الأدلة"]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "وقال ماكرون إن الحوار مفيد. لكن صاحب أحد المتاجر قرب محطة القطار قال إن انفجارين وقعا.",
            "صاحب أحد المتاجر قرب محطة القطار",
        ),
        ("وقال ماكرون إن الحوار مفيد. لكن منظمات إنسانية عدة، تنتقد إجراءات فرنسا.", "منظمات إنسانية عدة"),
        (
            "وقال ماكرون إن الحوار مفيد. وكان زائرون وأقارب للسجناء، قالوا إن الجلسة تأجلت.",
            "زائرون وأقارب للسجناء",
        ),
        ("وقال ماكرون إن الحوار مفيد. لكن شركات التجزئة جميعها أشارت إلى أن الأسعار ترتفع.", "شركات التجزئة"),
        # What people in the plural say is told though another tells it; a document in the singular says none of it.
        ("وقال ماكرون إن منتقدي الاتفاق يرون أنه ضعيف.", "منتقدي الاتفاق"),
        # A noun of what is said is no speaker.
        ("وقال ماكرون إن الحوار مفيد. ثم ألقى كلمة قال فيها إن الحل قريب.", "إيمانويل ماكرون"),
    ],
)
def test_unknown_words_between_a_connective_and_a_verb_are_its_subject(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وأبدى مبعوث الولايات المتحدة لدى منظمة حظر الأسلحة، كينيث وارد، مخاوف من الحرب.", "كينيث وارد"),
        ("وقال مممثل الادعاء، غوبال سري رام، للمحكمة إن الشهود غابوا.", "غوبال سري رام"),
        ("وأعربت مقدمة البرنامج فيونا بروس عن صدمتها.", "فيونا بروس"),
        ("ووصف الأمين العام المساعد لشؤون فلسطين محمد صبيح في تصريحات للصحفيين الهجوم بأنه خطير.", "محمد صبيح"),
        ("وأوضح صاحب فكرة المبادرة ومطلقها أحمد العدواني، أنها ناجحة.", "أحمد العدواني"),
        (
            "استقبل ماكرون محافظ البنك المركزي السوداني. وقال المحافظ، محمد خير الزبير، إن الهيئة جديدة. "
            "وأضاف المحافظ أن السوق هادئة.",
            "محمد خير الزبير",
        ),
    ],
)
def test_the_name_that_ends_a_description_is_the_speakers(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقال ماكرون إن الحوار مفيد. واعترف بذلك مساعده غي ستيفان الذي قال إن الفوز بعيد.", "غي ستيفان"),
        ("وقال ماكرون إن الحوار مفيد. وانضم بعدها للأمم المتحدة التي تنفي ارتكاب أي خطأ.", "الأمم المتحدة"),
        # What a thing does is told by nobody.
        ("وقال ماكرون إن الحوار مفيد. وهناك مشكلة المياه التي تهدد بتقويض قطاع الغذاء.", "إيمانويل ماكرون"),
    ],
)
def test_a_relative_clause_tells_what_the_one_before_it_says(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقال موظف في إدارة الإسكان إن الأمطار غزيرة.", "موظف في إدارة الإسكان"),
        ("وأوضح الجهاز الإعلامي للسيدة الأولى أن الزيارة خاصة.", "الجهاز الإعلامي للسيدة الأولى"),
        # How and where it is said describes nobody.
        ("وقال الحراك في بيان مقتضب إن المعركة مستمرة.", "الحراك"),
        ("وقالت زوجته خلال استئنافها إن القانون ظالم.", "زوجته"),
    ],
)
def test_a_description_goes_on_to_what_is_said(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("فيما أوضح مساعد المدير العام للشؤون الإدارية بوزارة التعليم سامي فرحات أن القرار صدر.", "سامي فرحات"),
        ("بدورها أعلنت القيادية بحزب آفاق تونس، ريم محجوب، أن المكتب سيجتمع.", "ريم محجوب"),
        ("وقال النائب عن اسطنبول مراد اوزشليك إن القرار صدر.", "مراد اوزشليك"),
        ("وقالت الناشطة والصحفية سعاد علي إن الوضع صعب.", "سعاد علي"),
        # Whom something is told is not who tells it, and whose words end with a verb of saying did not say the first.
        ("وأخبر مساعد المدير العام للشؤون الإدارية بوزارة التعليم سامي فرحات أن القرار صدر.", "إيمانويل ماكرون"),
        ("وأكد خلال لقائه مع عضو المجلس سامي فرحات أن القرار صدر.", "إيمانويل ماكرون"),
    ],
)
def test_the_name_behind_long_titles_is_who_speaks(text: str, expected: str) -> None:
    assert speaker("قال ماكرون إن الحوار مفيد. " + text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقال مدير مستشفى الملك فهد إن القرار صدر.", "مدير مستشفى الملك فهد"),
        (
            "كشف رئيس مدينة الملك عبدالعزيز للعلوم والتقنية أن القرار صدر.",
            "رئيس مدينة الملك عبدالعزيز للعلوم والتقنية",
        ),
        (
            "كشف رئيس مدينة الملك عبدالعزيز للعلوم والتقنية الأمير الدكتور تركي بن سعود بن محمد أن القرار صدر.",
            "تركي بن سعود بن محمد",
        ),
        # A prince who governs a place is not whom it is called after.
        ("وقال أمير منطقة مكة المكرمة الأمير سامي فرحات إن القرار صدر.", "سامي فرحات"),
        ("وقال أمير المنطقة الأمير سامي فرحات إن القرار صدر.", "سامي فرحات"),
    ],
)
def test_the_king_whom_a_place_is_called_after_does_not_speak(text: str, expected: str) -> None:
    assert speaker(text) == expected
