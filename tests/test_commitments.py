"""Who undertakes what, by when, how firmly."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import BEFORE, Bound, commitments, examples, plain, read, unread

from kg.frames import Commitment, Pledge
from kg.tables import curated, read_table
from kg.undertaking_words import Undertaking

ROWS = read_table(curated("lexicon", "undertakings.yaml"), Undertaking)


def only(text: str, published: date | None = date(2021, 7, 27)) -> Bound:
    """The one commitment of a text."""
    (found,) = commitments(text, published)
    return found


@pytest.mark.parametrize(
    "text, committer, modality",
    [
        ("ستغادر القوات الأميركية العراق بحلول نهاية العام.", "الولايات المتحدة", "planned"),
        ("قال بايدن إن القوات الأميركية ستغادر العراق.", "الولايات المتحدة", "firm"),
        ("قالت ميركل إن ألمانيا ستستقبل اللاجئين.", "ألمانيا", "firm"),
        ("وأكدت الصين أنها لن تتدخل في الشؤون الداخلية.", "الصين", "firm"),
        ("تعتزم فرنسا إرسال خبراء إلى لبنان.", "فرنسا", "planned"),
        ("تخطط روسيا لبناء محطة نووية في مصر.", "روسيا", "planned"),
        ("تعهدت اليابان بخفض الانبعاثات.", "اليابان", "firm"),
        ("وعدت الحكومة الليبية بإجراء الانتخابات.", "الحكومة الليبية", "firm"),
        ("قررت السعودية تعليق الرحلات الجوية مع إيران.", "السعودية", "firm"),
        ("وافقت تركيا على سحب قواتها من ليبيا.", "تركيا", "firm"),
        ("والولايات المتحدة ملتزمة بأمن إسرائيل.", "الولايات المتحدة", "reaffirmed"),
        ("أكدت واشنطن التزامها بأمن الخليج.", "الولايات المتحدة", "reaffirmed"),
        ("شدد السيسي على التزام مصر بالحل السياسي.", "مصر", "reaffirmed"),
        ("أعلنت السعودية وقف جميع البرامج التدريبية في كندا.", "السعودية", "firm"),
        ("من المقرر أن تنهي القوات الأميركية عملياتها في العراق.", "الولايات المتحدة", "planned"),
        ("قال السيسي إن مصر ستعود إلى التفاوض إذا توقفت الحرب.", "مصر", "conditional"),
        ("قال ماكرون إن بلاده مستعدة لاستضافة القمة.", "فرنسا", "conditional"),
        ("سوف تواصل تركيا تدريب الجيش الليبي.", "تركيا", "firm"),
        ("لن تنسحب إيران من الاتفاق النووي.", "إيران", "firm"),
        ("قالت الإمارات إنها ستسحب قواتها.", "الإمارات", "planned"),
        ("قال ماكرون إن فرنسا كانت وستظل سندا للبنان.", "فرنسا", "reaffirmed"),
        ("قال ماكرون إن فرنسا ستقف دائما إلى جانب لبنان.", "فرنسا", "reaffirmed"),
        ("قال ماكرون إنه سيلتقي أردوغان في باريس.", "فرنسا", "planned"),
        ("قال السيسي: «سندرس تمديد المهلة».", "مصر", "planned"),
        ("قال ماكرون إن بلاده لن تقدم مساعدات ما لم يتوقف القتال.", "فرنسا", "conditional"),
        ("قالت ميركل إن فريقا من الجيش الألماني سيشرف على التدريب.", "ألمانيا", "planned"),
        ("قال بايدن إن تعاوننا ضد الإرهاب سيستمر.", "الولايات المتحدة", "firm"),
        ("قال ماكرون إن بلاده ستظل إلى جانب لبنان.", "فرنسا", "reaffirmed"),
        ("قال ماكرون: «سنبقى ملتزمين بأمن الخليج».", "فرنسا", "reaffirmed"),
        ("قال ماكرون إن قواته ستظل تعمل في مالي.", "فرنسا", "firm"),
        ("قال ماكرون إن بلاده ستبقى في مالي.", "فرنسا", "firm"),
        ("قال الرئيس المصري إنه سيتم إغلاق المعبر.", "مصر", "planned"),
        ("قال وزير الخارجية المصري سامح شكري إن البيان سينشر غدا.", "مصر", "planned"),
        ("قال ماكرون إن بلاده لا تزال ملتزمة بأمن الخليج.", "فرنسا", "reaffirmed"),
        ("قال لافروف إن روسيا على استعداد لاستضافة المحادثات.", "روسيا", "conditional"),
        ("أعلن ماكرون نية بلاده الانسحاب من المجلس.", "فرنسا", "planned"),
        ("وأكد السيسي تمسك مصر بالحل السياسي.", "مصر", "reaffirmed"),
        ("وقال لافروف: «توصلنا إلى اتفاق لوقف القتال».", "روسيا", "firm"),
        ("قال الوزير الفرنسي: «نحن مستعدون لاستضافة القمة».", "فرنسا", "conditional"),
        ("قال الكاظمي: «سنحاسب الفاسدين».", "العراق", "firm"),
        ("قال الكاظمي: «سنجري الانتخابات».", "العراق", "firm"),
        ("إذا رفعت العقوبات فإن إيران ستعود إلى الاتفاق.", "إيران", "conditional"),
        unread("جدد الوزير التركي تعهد بلاده بدعم ليبيا.", "تركيا", "reaffirmed", why="the noun that is also a verb"),
    ],
)
def test_undertaking_binds_its_subject(text: str, committer: str, modality: str) -> None:
    found = only(text)
    assert (found.committers, found.modality) == ((committer,), modality)


@pytest.mark.parametrize(
    "text, committer",
    [
        ("وعد ماكرون بتنظيم مؤتمر دولي.", "فرنسا"),
        ("تعهد الرئيس التونسي بإجراء الإصلاحات.", "تونس"),
        ("تعهد وزير الخارجية الروسي سيرغي لافروف بمواصلة الحوار.", "روسيا"),
        ("ستغادر القوات الأميركية العراق.", "الولايات المتحدة"),
        ("تعهد المحامي طارق الزيداني بمواصلة الدفاع.", "طارق الزيداني"),
        ("تعهدت منظمة الصحة العالمية بمواصلة العمل.", "منظمة الصحة العالمية"),
    ],
)
def test_leaders_and_forces_bind_their_state_others_themselves(text: str, committer: str) -> None:
    assert only(text).committers == (committer,)


@pytest.mark.parametrize(
    "text, committer",
    [
        ("قال بايدن إن إدارته ملتزمة بتعزيز الشراكة مع العراق.", "الولايات المتحدة"),
        ("أعلن ماكرون أن فرنسا ستنهي مهمتها في مالي، لكنها ستواصل تدريب الجيش.", "فرنسا"),
        ("قالت ميركل إن ألمانيا تدرك المخاطر وإنها ستواصل دعم ليبيا.", "ألمانيا"),
        ("وستزور ميركل باريس وستلتقي الطلبة.", "ألمانيا"),
        ("قال الجنرال إن القوات الأميركية في العراق ستغادر أفغانستان.", "الولايات المتحدة"),
        ("أكد ماكرون أنه لن يسحب القوات.", "فرنسا"),
        ("قال مسؤول إن القوات الأميركية لن تقاتل، وسيقتصر دورها على التدريب.", "الولايات المتحدة"),
        ("وسيستمر الدعم الأميركي للعراق.", "الولايات المتحدة"),
        ("وأكد ماكرون أنه ستقوم ألمانيا بتدريب الجيش الفرنسي.", None),
    ],
)
def test_subject_of_a_clause_is_bound_wherever_it_stands(text: str, committer: str | None) -> None:
    bound = {key for found in commitments(text) for key in found.committers}
    assert bound == ({committer} if committer else set())


@pytest.mark.parametrize(
    "text, committers",
    [
        ("تعهدت مصر والسودان بمواصلة المفاوضات.", ("مصر", "السودان")),
        ("اتفق الجانبان الأميركي والعراقي على سحب القوات.", ("الولايات المتحدة", "العراق")),
    ],
)
def test_joint_undertaking_binds_all(text: str, committers: tuple[str, ...]) -> None:
    assert only(text).committers == committers


@pytest.mark.parametrize(
    "text",
    [
        "سيؤدي القرار إلى ارتفاع الأسعار.",
        "سترتفع الأسعار في مصر العام المقبل.",
        "ستشهد الانتخابات في تونس إقبالا كبيرا.",
        "ستصل درجات الحرارة في العراق إلى الأربعين.",
        "يتوقع البنك الدولي أن ينمو الاقتصاد.",
        "يأمل السيسي أن تنجح المفاوضات.",
        "دعا السيسي إلى وقف القتال.",
        "طالبت قطر السعودية برفع الحصار.",
        "غادرت القوات الأميركية العراق العام الماضي.",
        "لم تتعهد الحكومة العراقية بشيء.",
        "ولم يتعهد ترامب برفع العقوبات.",
        "تبحث مصر والسودان السياسة الدولية وأزمة سد النهضة.",
        "وصل ستة وزراء إلى بغداد.",
        "قال وزير المالية المصري إن اقتصاد البلاد سيتحسن.",
        "قالت الشركة إن قطاع النفط سيتأثر بالأسعار.",
        "وصلت القوات التي ستبقى في العراق إلى بغداد.",
        "كان ماكرون سيتوجه إلى القاهرة.",
        "قال ماكرون: «نحن لن ندخل في تفاصيل البرنامج».",
        "قال ماكرون: «لن أعلق على هذا الموضوع».",
        "كان من المقرر أن يزور ماكرون القاهرة.",
        "هل ستنسحب إيران من الاتفاق النووي؟",
        "وسئل ماكرون عما إذا كانت فرنسا ستسحب قواتها من مالي.",
        "قال المحلل السياسي سمير صالح إن إيران ستعود إلى التفاوض.",
        "توقع ماكرون أن إيران ستعود إلى التفاوض.",
        "قال ماكرون إن إيران ستعود إلى التفاوض.",
        "شدد ماكرون على ضرورة التزام إيران بالاتفاق.",
        "نفى ماكرون أن فرنسا ستسحب قواتها.",
        "وأعدت لندن مسودة القرار بالتشاور مع باريس.",
        "لا توجد خطط لبناء محطة في مصر.",
        "تعد مصر أكبر دولة عربية بالسكان.",
        "قال ماكرون إن الخطوة ستقدم فرنسا بصورة أفضل.",
        "أعلنت مصر عن قطع علاقاتها مع قطر العام الماضي.",
    ],
)
def test_prediction_demand_and_past_are_no_commitment(text: str) -> None:
    assert commitments(text) == []


@pytest.mark.parametrize(
    "text, deadline, words",
    [
        ("ستغادر القوات الأميركية العراق بحلول نهاية العام.", "2021-12-31", "بحلول نهاية العام"),
        ("تعهدت اليابان بخفض الانبعاثات بحلول عام 2030.", "2030-12-31", "بحلول عام 2030"),
        ("تعهدت الحكومة الليبية بإجراء الانتخابات في 24 ديسمبر المقبل.", "2021-12-24", "في 24 ديسمبر المقبل"),
        ("ستستضيف القاهرة القمة العربية في مارس المقبل.", "2022-03", "في مارس المقبل"),
        ("تعهدت تركيا بسحب قواتها قبل نهاية أكتوبر/تشرين الأول.", "2021-10-31", "قبل نهاية أكتوبر/تشرين الأول"),
        ("تعهدت تركيا بسحب قواتها خلال أسبوعين.", "2021-08-10", "خلال أسبوعين"),
        ("وخلال مارس المقبل ستستضيف القاهرة القمة العربية.", "2022-03", "خلال مارس المقبل"),
        ("وبحلول نهاية العام، ستسحب تركيا قواتها من ليبيا.", "2021-12-31", "بحلول نهاية العام"),
        ("تعهدت تركيا بسحب قواتها، وذلك بحلول نهاية العام.", "2021-12-31", "بحلول نهاية العام"),
        ("ستسحب تركيا قواتها في موعد أقصاه 12 أغسطس.", "2021-08-12", "في موعد أقصاه 12 أغسطس"),
        ("ستسحب تركيا قواتها مطلع العام المقبل.", "2022-01", "مطلع العام المقبل"),
        ("ستنفق تركيا نحو 40 مليار دولار، على بناء الطرق، خلال عام 2023.", "2023-12-31", "خلال عام 2023"),
        ("أعلنت تركيا تعليق الرحلات إلى كندا، بدءا من يوم الاثنين المقبل.", "2021-08-02", "بدءا من يوم الاثنين المقبل"),
        ("تعهدت تركيا بسحب قواتها، وأكدت روسيا أن الهدنة قائمة خلال الشهر المقبل.", None, None),
        ("وجاء التزام تركيا الثلاثاء بسحب قواتها.", None, None),
        ("وجاء التزام تركيا هذا العام بسحب قواتها.", "2021-12-31", "هذا العام"),
        ("ستسحب تركيا قواتها في أجل لا يتعدى أسبوعين.", "2021-08-10", "في أجل لا يتعدى أسبوعين"),
        ("تعهدت تركيا بسحب قواتها.", None, None),
        ("تعهدت تركيا الثلاثاء بسحب قواتها.", None, None),
        ("تعهدت تركيا في بيان أمس بسحب قواتها.", None, None),
        ("تعهدت تركيا بسحب قواتها بعد إعلان الهدنة في أغسطس.", None, None),
        ("ستبقي تركيا على الأوامر التي أصدرتها في 30 مايو.", None, None),
        ("سترفع إيران الإنتاج في غضون يوم من رفع العقوبات.", None, None),
        (
            "ستسحب تركيا قواتها في وقت لاحق من العام الجاري، في حين تبقى روسيا.",
            "2021-12-31",
            "في وقت لاحق من العام الجاري",
        ),
        ("ستبدأ تركيا سحب قواتها منذ الأسبوع المقبل.", "2021-08-08", "منذ الأسبوع المقبل"),
        ("تستعد تركيا لفتح باب الترشح.", None, None),
        ("تستعد السعودية لموسم هذا العام.", None, None),
        ("اليوم، اتفقت كندا وفرنسا على سحب قواتهما.", None, None),
        ("قال عباس إن فلسطين بعد مقتل الرضيع اليوم الثلاثاء ستلجأ إلى المحكمة.", None, None),
    ],
)
def test_deadline_is_resolved_with_its_words(text: str, deadline: str | None, words: str | None) -> None:
    found = only(text)
    assert (found.deadline, found.deadline_words) == (deadline, words)


@pytest.mark.parametrize(
    "text, committers, mention",
    [
        (
            "وتم الاتفاق بين مصر والسودان على فتح المعبر.",
            ("مصر", "السودان"),
            "وتم الاتفاق بين مصر والسودان على فتح المعبر",
        ),
        (
            "قال وزير الصحة المصري إنه تم الاتفاق مع السودان على توريد الأدوية.",
            ("مصر", "السودان"),
            "تم الاتفاق مع السودان على توريد الأدوية",
        ),
        (
            "تم الاتفاق، مساء أمس، خلال اجتماع فرنسا مع مصر، على أن تعقد القمة في القاهرة.",
            ("فرنسا", "مصر"),
            "تم الاتفاق، مساء أمس، خلال اجتماع فرنسا مع مصر، على أن تعقد القمة في القاهرة",
        ),
    ],
)
def test_what_is_agreed_binds_its_parties(text: str, committers: tuple[str, ...], mention: str) -> None:
    found = only(text)
    assert (found.committers, found.mentions) == (committers, (mention,))


def test_parties_of_an_accord_are_those_of_the_next() -> None:
    text = "تم الاتفاق بين مصر والسودان على فتح المعبر. كما تم الاتفاق على تشكيل لجنة."
    assert [found.committers for found in commitments(text)] == [("مصر", "السودان")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "لم يتم الاتفاق بين مصر والسودان على فتح المعبر.",
        "إذا تم الاتفاق بين مصر والسودان على فتح المعبر عاد الهدوء.",
        "بحثت مصر والسودان ما تم الاتفاق عليه في القمة.",
        "تم الاتفاق بين مصر والسودان على أهمية الحوار.",
    ],
)
def test_accord_not_made_or_without_a_deed_binds_nobody(text: str) -> None:
    assert commitments(text) == []


@pytest.mark.parametrize(
    "text, committer, deadline",
    [
        ("يزور الرئيس الفرنسي القاهرة الأسبوع المقبل.", "فرنسا", "2021-08-08"),
        ("وتستضيف مصر في مارس المقبل القمة العربية.", "مصر", "2022-03"),
        ("ويزور الرئيس الفرنسي القاهرة الأحد.", "فرنسا", "2021-08-01"),
        ("وتعقد فرنسا غدا اجتماعا طارئا.", "فرنسا", "2021-07-28"),
        ("وبمناسبة العيد، تنظم فرنسا الأحد عرضا عسكريا.", "فرنسا", "2021-08-01"),
        ("ويفتتح مجلس حقوق الإنسان، جلسة الاثنين المقبل تستمر ثلاثة أسابيع.", "مجلس حقوق الإنسان", "2021-08-02"),
        ("ويبدأ ماكرون الأحد زيارة إلى مصر للمرة الثانية خلال شهرين.", "فرنسا", "2021-08-01"),
        ("ويعقد مجلس الأمن مساء اليوم جلسة مغلقة.", "مجلس الأمن الدولي", "2021-07-27"),
        ("وتسعى فرنسا إلى خفض الانبعاثات بحلول عام 2030.", "فرنسا", "2030-12-31"),
    ],
)
def test_present_with_a_day_to_come_is_a_plan(text: str, committer: str, deadline: str) -> None:
    found = only(text)
    assert (found.committers, found.deadline, found.modality) == ((committer,), deadline, "planned")


def test_clause_goes_on_behind_a_name_that_commas_set_off() -> None:
    found = only("وسيقوم وزير الخارجية الأميركي، أنتوني بلينكن، بزيارة القاهرة، الاثنين المقبل، في أول جولة له.")
    assert found.deadline == "2021-08-02"


def test_what_somebody_may_decide_he_has_not() -> None:
    assert commitments("وقد تقرر فرنسا سحب قواتها من مالي.") == []


@pytest.mark.parametrize("text", ["يزور الرئيس الفرنسي القاهرة اليوم.", "تشهد فرنسا انتخابات الأسبوع المقبل."])
def test_present_of_today_or_of_what_comes_about_is_no_plan(text: str) -> None:
    assert commitments(text) == []


def test_first_person_future_needs_no_known_verb() -> None:
    assert only("قال ماكرون: «سأحادث الرئيس المصري».").committers == ("فرنسا",)


def test_deadline_of_one_clause_is_not_that_of_the_next() -> None:
    text = "قال بايدن إن القوات الأميركية لن تقاتل مع حلول نهاية العام، وستواصل تدريب الجيش العراقي."
    assert [found.deadline for found in commitments(text)] == ["2021-12-31", None]


def test_deadline_counts_from_the_day_of_speaking() -> None:
    text = "قالت تركيا أمس الاثنين إنها ملتزمة بسحب قواتها خلال أسبوعين."
    assert only(text).deadline == "2021-08-09"


def test_relative_deadline_needs_a_date_to_count_from() -> None:
    assert only("تعهدت تركيا بسحب قواتها خلال أسبوعين.", None).deadline is None


@pytest.mark.parametrize(
    "text, topic",
    [
        ("تعهدت تركيا بسحب قواتها من ليبيا.", "withdrawal"),
        ("تعهدت تركيا بتدريب القوات الليبية.", "training"),
        ("تعهدت الحكومة الليبية بإجراء الانتخابات.", "elections"),
        ("تعهدت تركيا بمكافحة الإرهاب.", "counterterrorism"),
        ("تعهدت تركيا بتوفير اللقاحات.", "health"),
        ("تعهدت روسيا ببناء محطة كهرباء.", "energy"),
        ("تعهدت فرنسا بترميم المتحف.", "culture"),
        ("تعهدت مصر بفتح المدارس.", "other"),
        ("تعهدت مصر بإيواء المتضررين من السيول.", "other"),
        ("تعهدت تركيا بملاحقة الجناة.", "accountability"),
        ("تعهدت الصين بإلغاء ديون السودان في إطار تعاون أوسع وتعاون جديد.", "economic"),
        ("قال ماكرون إن اقتصاد البلدين يمر بأزمة وإن فرنسا ستتجاوز هذه الصعوبات.", "economic"),
        ("قررت تركيا الانسحاب من الاتفاق النووي.", "diplomacy"),
        ("تعهدت بيونغ يانغ بالتخلي عن أسلحتها النووية.", "other"),
        ("تعهدت إيران بوقف تخصيب اليورانيوم.", "other"),
        ("تعهدت تركيا بفتح تحقيق في الغارة.", "accountability"),
        ("تعهدت تركيا بإعادة تأهيل الميناء.", "economic"),
        ("قررت تركيا سحب الجنسية منه.", "other"),
        ("قررت فنزويلا مغادرة القائم بالأعمال الأميركي.", "diplomacy"),
        ("تعهدت الكويت بالوقوف إلى جانب اليمن.", "diplomacy"),
        ("تعهدت الكويت بالوقوف إلى جانب اليمن في إصلاح اقتصاده.", "economic"),
    ],
)
def test_words_tell_the_topic(text: str, topic: str) -> None:
    assert only(text).topic == topic


@pytest.mark.parametrize(
    "text, beneficiaries",
    [
        ("تعهدت تركيا بتوفير التدريب للعراق.", ("العراق",)),
        ("تعهدت تركيا بتعزيز التعاون مع العراق.", ("العراق",)),
        ("تعهدت تركيا بخفض الانبعاثات.", ()),
    ],
)
def test_beneficiary_is_named_in_the_undertaking(text: str, beneficiaries: tuple[str, ...]) -> None:
    assert only(text).beneficiaries == beneficiaries


def test_deeds_with_times_of_their_own_are_several() -> None:
    text = "تعهدت تركيا بسحب السلاح بحلول 10 أغسطس المقبل، وسحب المقاتلين بحلول 15 أغسطس المقبل."
    assert [found.deadline for found in commitments(text)] == ["2021-08-10", "2021-08-15"]


def test_passages_of_one_meeting_are_one() -> None:
    text = "وافق بايدن على لقاء بوتين. وسيلتقي بايدن بوتين في جنيف بحلول أغسطس المقبل."
    assert len(commitments(text)) == 1


def test_passages_that_share_most_of_their_words_are_one() -> None:
    text = "وهدد بايدن بمعاقبة روسيا بسبب مقتل الصحفي. وقال بايدن إنه سيعاقب روسيا على مقتل الصحفي."
    assert len(commitments(text)) == 1


@pytest.mark.parametrize(
    "text, count",
    [
        ("تعتزم الصين شراء الأرز الراكد. وقال لافروف إن الصين ستشتري الأرز.", 1),
        ("وقررت فرنسا خفض تمويل الوكالة في غزة. وقال ماكرون إن فرنسا ستخفض تمويل المنظمات.", 1),
        ("تعهدت الصين بتنمية مستدامة في القارة. وتعهدت الصين بالحذر لضمان مشاريع مستدامة.", 2),
        ("أعلنت فرنسا وقف مساعداتها المباشرة لليبيا. وقال ماكرون إن فرنسا لن توقف مساعداتها الأخرى لليبيا.", 2),
        # The state that it aims at tells two of one deed apart.
        ("أعلنت تركيا أنها سترسل قوات إلى مالي. وأضافت أنها سترسل قوات إلى النيجر.", 2),
        ("أعلن أردوغان أنه سيزور القاهرة الأحد. وأضاف أردوغان أنه سيزور الرياض الأحد.", 2),
    ],
)
def test_verb_and_its_noun_tell_of_one_deed_but_not_what_is_refused(text: str, count: int) -> None:
    assert len(commitments(text)) == count


def test_another_meeting_is_another_commitment() -> None:
    text = "سيلتقي بايدن بوتين قريبا. وسيجتمع بايدن مع ماكرون قريبا."
    assert len(commitments(text)) == 2


def test_nobody_known_is_bound_by_a_plan() -> None:
    assert commitments("رئيس الوزراء آبي الذي من المقرر أن يلقي بيانا يوم الجمعة المقبل.") == []


def test_passages_of_one_undertaking_are_one_commitment() -> None:
    found = commitments("تعهدت تركيا بسحب قواتها قبل نهاية العام. وقال أردوغان إن تركيا ملتزمة بسحب القوات من ليبيا.")
    assert [(c.committers, c.deadline, len(c.mentions)) for c in found] == [(("تركيا",), "2021-12-31", 2)]


def test_different_deadlines_make_two_commitments() -> None:
    text = "تعهدت تركيا بسحب قواتها من ليبيا قبل نهاية العام. وتعهدت تركيا بسحب قواتها من سوريا عام 2025."
    assert [found.deadline for found in commitments(text)] == ["2021-12-31", "2025-12-31"]


def test_commitment_knows_the_statement_that_makes_it() -> None:
    reading = plain("قال ماكرون إن الوضع صعب. وأكد أن بلاده ملتزمة بأمن الخليج.").reading
    (commitment,) = reading.commitments
    assert commitment.made_in == 1
    assert reading.statements[1].content.covers(commitment.mentions[0])


def test_commitment_of_the_article_itself_is_made_in_no_statement() -> None:
    (commitment,) = plain("تعتزم فرنسا إرسال خبراء إلى لبنان.").reading.commitments
    assert commitment.made_in is None


@pytest.mark.xfail(reason="a closing mark is taken along")
def test_passage_has_no_quote_mark_of_its_own() -> None:
    assert "»" not in only("قال أردوغان إن تركيا «ستبقى في ليبيا».").mentions[0]


def test_passage_stays_within_its_sentence() -> None:
    text = "وصل ماكرون من فرنسا. تعهدت فرنسا بتسليم المعدات."
    assert only(text).mentions == ("تعهدت فرنسا بتسليم المعدات",)


OPEN = {
    "verb سعى": "binds only in what somebody affirms",
    "adjective مسؤول": "read as an unnamed official",
    "adjective ماض": "ماضية is no form of ماض",
}


@pytest.mark.parametrize(
    "row", examples(ROWS, lambda row: f"{row.kind} {row.word}", OPEN), ids=lambda row: f"{row.kind} {row.word}"
)
def test_example_of_an_undertaking_binds(row: Undertaking) -> None:
    reading = read(BEFORE + row.example)
    found: tuple[Commitment | Pledge, ...] = (*reading.commitments, *reading.pledges)
    assert any(span.end > len(BEFORE) for undertaking in found for span in undertaking.mentions)


@pytest.mark.parametrize(
    "text, committer",
    [
        ("قال وزير الصحة السعودي إنه سيتم توزيع الأدوية على المستشفيات.", "السعودية"),
        ("وسيتم التصدي للهجوم من قبل قوات التحالف العربي.", "تحالف دعم الشرعية في اليمن"),
        ("قالت منظمة اليونسكو إن المشروع سيعيد بناء المسجد.", "اليونسكو"),
        ("قال محلل مصري إنه سيتم رفع الأسعار.", None),
    ],
)
def test_what_an_official_says_will_be_done_binds_his_side(text: str, committer: str | None) -> None:
    bound = [found.committers for found in commitments(text)]
    assert bound == ([(committer,)] if committer else [])


@pytest.mark.parametrize(
    "text, committer",
    [
        ("التقى أردوغان الطلبة. وتعهد بمواصلة الحوار.", "تركيا"),
        ("واتفقت الأطراف الليبية على إجراء انتخابات.", "ليبيا"),
        ("تعهد المانحون بدعم خطة الإعمار.", "المانحون"),
        ("وأبدت الشركات العاملة في الإقليم حرصها على فتح مكاتب.", "الشركات"),
        ("وأكدت وزارة الدفاع التركية مواصلة عملياتها في سوريا.", "وزارة الدفاع التركية"),
        ("قرر العدول عن رأيه.", None),
    ],
)
def test_whoever_is_named_no_closer_is_bound_all_the_same(text: str, committer: str | None) -> None:
    bound = [found.committers for found in commitments(text)]
    assert bound == ([(committer,)] if committer else [])


@pytest.mark.parametrize(
    "text",
    [
        "ذكر المسؤول الأميركي ذلك في مناسبة سابقة مع الصحافة.",
        "قالت وزارة الصحة المصرية إن المشكلة فنية في المقام الأول.",
        "اتفقت مصر والسودان على أهمية الحوار.",
    ],
)
def test_what_only_looks_like_an_undertaking_is_none(text: str) -> None:
    assert commitments(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "قال ليبرمان: «إذا استمر الهدوء فسنسمح بفتح المعبر».",
        "قال الرئيس المصري إن مصر ستفتح المعبر، شرط أن يسود الهدوء.",
        "قالت إيران إنها ستستأنف التخصيب، إن لم ترفع العقوبات.",
        "وقال الرئيس المصري إنه في حال توقف القصف، ستفتح مصر المعبر.",
        "قالت إيران إنها لن توقع الاتفاق إلا بعد رفع العقوبات.",
        "وقد تتعثر المحادثات، وإذا رفعت العقوبات ستعود إيران إلى الاتفاق.",
        "وقد تتعثر المحادثات، وإذا انتهت سياسة العقوبات ستعود إيران إلى الاتفاق.",
        "قال روحاني إن إيران غاضبة، وفي حال رفعت العقوبات، فإنها ستعود إلى الاتفاق.",
        "وفي حال وافق البرلمان، من المقرر أن تنهي القوات الأميركية عملياتها في العراق.",
    ],
)
def test_condition_in_the_same_sentence_makes_it_conditional(text: str) -> None:
    assert only(text).modality == "conditional"


@pytest.mark.parametrize(
    "text",
    [
        "قال ترامب إنه سيقرر ما إذا كانت واشنطن ستنسحب من الاتفاق.",
        "وقال لافروف إن روسيا ستبحث موعد الانسحاب وما إذا كانت ستشارك في القمة.",
        "وقال ترامب إن بلاده ستسحب قواتها حتى إن لم تنجح القمة.",
        "وقد تتعثر المحادثات، وإذا رفعت العقوبات ستعود إيران إلى الاتفاق، لكن إسرائيل ستغلق المعبر.",
    ],
)
def test_question_concession_and_what_follows_an_answer_are_not_conditional(text: str) -> None:
    assert commitments(text)[-1].modality != "conditional"


def test_passages_that_share_most_of_their_words_tell_of_one_undertaking() -> None:
    text = "تعهدت فرنسا بنظام ضريبي عادل للعائلات الفقيرة. وقال ماكرون: «نتعهد بنظام ضريبي عادل للعائلات الفقيرة»."
    assert len(only(text).mentions) == 2


@pytest.mark.parametrize(
    "text",
    [
        "ووافقت الحكومة الفرنسية على أن الخطة ناجحة.",
        "ووجه القضاء الفرنسي تهما إلى رجلين بتشكيل عصابة.",
        "وستستأنف فرنسا المحادثات على الأرجح في باريس.",
        "صوتت روسيا ضد مشروع قرار فرنسي بوقف القصف.",
    ],
)
def test_opinion_charge_likelihood_or_draft_binds_nobody(text: str) -> None:
    assert commitments(text) == []


def test_agreement_that_something_be_done_binds() -> None:
    assert only("واتفقت مصر والسودان على أن يلتقي الوزيران الأحد.").deadline == "2021-08-01"


@pytest.mark.parametrize("text", ["قال ماكرون إنه لن يترشح مجددا.", "وأعلن ماكرون أنه سيستقيل من منصبه."])
def test_who_stands_for_an_office_or_leaves_it_binds_himself(text: str) -> None:
    assert only(text).committers == ("إيمانويل ماكرون",)


@pytest.mark.parametrize(
    "text, committers",
    [
        ("وينص اتفاق وقعته روسيا وتركيا على سحب المقاتلين بحلول 15 أكتوبر.", ("روسيا", "تركيا")),
        ("وينص الاتفاق الروسي التركي على سحب المقاتلين بحلول 15 أكتوبر.", ("روسيا", "تركيا")),
        ("وتنص الهدنة على أن تسحب فرنسا قواتها قبل 15 أكتوبر.", ("فرنسا",)),
    ],
)
def test_accord_binds_its_parties_else_who_is_to_do_what_it_lays_down(text: str, committers: tuple[str, ...]) -> None:
    found = commitments(text)[-1]
    assert (found.committers, found.deadline) == (committers, "2021-10-15")


@pytest.mark.parametrize(
    "text",
    [
        "وينص الدستور الفرنسي على حرية المعتقد.",
        "وينص اتفاق باريس على ميزانية كبيرة.",
        "نفت تونس وجود اتفاق مع فرنسا ينص على إنشاء قاعدة.",
    ],
)
def test_law_sum_or_what_is_denied_lays_down_nothing(text: str) -> None:
    assert commitments(text) == []


def test_body_called_by_a_masculine_name_announces_its_own_intention() -> None:
    assert only("أعلن البيت الأبيض، الاثنين، عزمه على سحب القوات.").committers == ("الولايات المتحدة",)


def test_time_before_another_clause_is_not_its_own() -> None:
    assert only("هاجمت روسيا المدينة بحلول الربيع وتعهدت بسحب قواتها.").deadline is None


def test_passage_that_is_like_any_of_those_joined_is_joined_too() -> None:
    text = (
        "هددت فرنسا بفرض مزيد من العقوبات على تركيا إذا لم تفرج سريعا عن الصحفي المعتقل. "
        "وقال ماكرون إن فرنسا ستفرض عقوبات إضافية على أنقرة ما لم تفرج سريعا عن الصحفي. "
        "وأضاف: «ننوي اتخاذ تدابير إضافية إذا لم يفرجوا عنه سريعا»."
    )
    assert len(only(text).mentions) == 3
