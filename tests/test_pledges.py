"""Who gives how much of what to whom, and what for."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import BEFORE, Given, commitments, examples, plain, pledges, read, unread

from kg.aid import AidRow
from kg.amounts import find_amounts
from kg.folding import fold_with_offsets
from kg.tables import curated, read_table

ROWS = read_table(curated("lexicon", "aid.yaml"), AidRow)


def only(text: str, published: date | None = date(2021, 7, 27)) -> Given:
    """The one pledge of a text."""
    (found,) = pledges(text, published)
    return found


@pytest.mark.parametrize(
    "text, donor, recipient, amount, unit",
    [
        ("تعهدت ألمانيا بتقديم 100 مليون يورو إلى اليمن.", "ألمانيا", "اليمن", "100000000", "EUR"),
        ("أعلنت السعودية تقديم منحة بقيمة 58.5 مليون دولار للسودان.", "السعودية", "السودان", "58500000", "USD"),
        ("منحت فرنسا لبنان مساعدة عسكرية بقيمة 14 مليون يورو.", "فرنسا", "لبنان", "14000000", "EUR"),
        ("حصلت تونس على قرض بقيمة 300 مليون يورو من البنك الدولي.", "البنك الدولي", "تونس", "300000000", "EUR"),
        ("تلقت مصر ملياري دولار من صندوق النقد الدولي.", "صندوق النقد الدولي", "مصر", "2000000000", "USD"),
        ("خصصت المفوضية الأوروبية 50 مليون يورو لسوريا.", "المفوضية الأوروبية", "سوريا", "50000000", "EUR"),
        ("قال ماكرون إن فرنسا ستقدم 20 مليون يورو للبنان.", "فرنسا", "لبنان", "20000000", "EUR"),
        ("قدم البنك الدولي قرضا لمصر قيمته ٥٠٠ مليون دولار.", "البنك الدولي", "مصر", "500000000", "USD"),
        ("أرسلت تركيا 20 طنا من المواد الغذائية إلى الصومال.", "تركيا", "الصومال", "20", "ton"),
        ("أرسلت الهند 500 ألف جرعة من اللقاح إلى أفغانستان.", "الهند", "أفغانستان", "500000", "dose"),
        ("سيرت الإمارات 3 طائرات مساعدات إلى السودان.", "الإمارات", "السودان", "3", "aircraft"),
        ("تبرعت قطر بمليون دولار لضحايا الزلزال في هايتي.", "قطر", "هايتي", "1000000", "USD"),
        ("كشف ترامب أن فرنسا قدمت 16 مليون دولار لدعم لبنان.", "فرنسا", "لبنان", "16000000", "USD"),
        ("ستوفر كوريا الجنوبية للأردن مليون كمامة.", "كوريا الجنوبية", "الأردن", "1000000", "mask"),
        ("ستضخ قطر 15 مليار دولار في الاقتصاد التركي.", "قطر", "تركيا", "15000000000", "USD"),
    ],
)
def test_amount_beside_a_word_of_giving_is_a_pledge(
    text: str, donor: str, recipient: str, amount: str, unit: str
) -> None:
    found = only(text)
    assert (found.donors, found.recipients, found.amount, found.unit) == ((donor,), (recipient,), amount, unit)


@pytest.mark.parametrize(
    "text, unit",
    [
        ("منحت الكويت الأردن 10 ملايين دينار.", "KWD"),
        ("منحت تونس ليبيا 10 ملايين دينار.", "TND"),
        ("منحت الكويت الأردن 10 ملايين دينار أردني.", "JOD"),
        ("قدمت السعودية 50 مليون ريال لليمن.", "SAR"),
        ("قدمت قطر 50 مليون ريال لليمن.", "QAR"),
        ("قدمت كندا 50 مليون دولار كندي لليمن.", "CAD"),
        ("قدمت كندا 50 مليون دولار لليمن.", "USD"),
        ("قدمت مصر 50 مليون جنيه للسودان.", "EGP"),
        ("قدمت بريطانيا 50 مليون جنيه إسترليني للسودان.", "GBP"),
    ],
)
def test_bare_currency_is_the_donors(text: str, unit: str) -> None:
    assert only(text).unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "قدمت الكويت 15 مليون دينار (58.5 مليون دولار) للأردن.",
        "قدمت الكويت 15 مليون دينار (نحو 58.5 مليون دولار) للأردن.",
        unread("قدمت الكويت 15 مليون دينار، أي 58.5 مليون دولار، للأردن.", why="the other currency set off by commas"),
    ],
)
def test_same_sum_in_another_currency_is_no_second_pledge(text: str) -> None:
    assert [(found.amount, found.unit) for found in pledges(text)] == [("15000000", "KWD")]


def test_sum_told_twice_is_one_pledge() -> None:
    text = "قدمت الكويت 15 مليون دولار للأردن.\nوقال الوزير الأردني إن الكويت قدمت 15 مليون دولار للأردن."
    assert len(only(text).mentions) == 2


def test_equal_sums_of_two_givers_are_two_pledges() -> None:
    text = "قدمت الكويت 15 مليون دولار لليمن وقطر 15 مليون دولار."
    assert [(found.donors, found.amount) for found in pledges(text)] == [
        (("الكويت",), "15000000"),
        (("قطر",), "15000000"),
    ]


def test_two_sums_are_two_pledges() -> None:
    text = "قدمت الكويت 15 مليون دولار للأردن. وقدمت قطر 20 مليون دولار لليمن."
    assert [(found.donors, found.amount, found.recipients) for found in pledges(text)] == [
        (("الكويت",), "15000000", ("الأردن",)),
        (("قطر",), "20000000", ("اليمن",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "بلغ حجم التبادل التجاري بين مصر وتركيا 5 مليارات دولار.",
        "بلغت صادرات السعودية إلى الصين 20 مليار دولار.",
        "ارتفع عجز الموازنة في مصر إلى 20 مليار دولار.",
        "خسرت تركيا 3 مليارات دولار بسبب العقوبات.",
        "اشترت مصر طائرات من فرنسا بقيمة 5 مليارات يورو.",
        "يحتاج العراق إلى 88 مليار دولار لإعادة الإعمار.",
        "يبلغ سعر البرميل 60 دولارا.",
        "بلغت أرباح أرامكو السعودية 20 مليار دولار.",
        "قتل 20 جنديا في اليمن.",
        "فرضت أميركا رسوما على واردات من الصين قيمتها 200 مليار دولار.",
        "قرر ترامب توجيه 25 مليون دولار كانت مخصصة للفلسطينيين إلى مشاريع أخرى.",
        "حصلت إيران على 5.7 مليار دولار من الأموال المجمدة في الولايات المتحدة.",
        "ستمنح مصر الإقامة لكل سوري في حال وضع وديعة بقيمة 20 مليون دولار.",
        "دعا مسؤول في الأمم المتحدة المانحين مساء الاثنين إلى تقديم 20 مليون دولار لمساعدة السودان.",
        "رصدت واشنطن 25 مليون دولار لمن يحدد مكان الزعيم في سوريا.",
        "سلمت مصر فائزا من فرنسا الجائزة الأولى وقيمتها 20 مليون دولار.",
        "تخصص تونس 600 مليون دينار سنويا لتوريد الحبوب من فرنسا.",
        "تعهدت الحكومة اليابانية بتخصيص أربعة مليارات دولار من أجل إعمار المدن اليابانية.",
        "وفرت السعودية 133 جهازا في مكة.",
        "كشف المصرف البريطاني أنه دفع 290 مليون دولار لوضع حد للتحقيقات في الولايات المتحدة.",
        "يمكن لفرنسا المساعدة على رفع قيمة الشركة إلى ملياري دولار في مصر.",
        "انتهى برنامج التدريب الأميركي في تركيا ومعهم ثلاثون عربة.",
        "دفع الاتحاد الفرنسي مليوني يورو إلى النادي المغربي كبدل تدريب.",
        "تحدثت فرنسا عن مصر وقالت إن الميزانية المخصصة لتوسعة قناة السويس 62 مليار جنيه.",
        "وقعت شركة توتال الفرنسية مع مصر رؤوس اتفاقات بقيمة خمسة مليارات دولار.",
        "أعلنت نيجيريا سحب مليار دولار من الفائض لمساعدة تشاد.",
        "تحدثت فرنسا عن مساعدات لمصر، ثم عبرت القناة سفينة الحاويات الهولندية بحمولة 116 ألف طن.",
        "وصلت إلى ميناء عدن في اليمن مساعدات، وشحنة من 20 ألف طن على متن ناقلة قادمة من الإمارات.",
        "ستدفع رواندا 30 مليون دولار لنادي أرسنال الإنجليزي.",
        "يعتزم البنك المركزي الأوروبي رفع القروض للمصارف اليونانية بمقدار 900 مليون يورو.",
        "أقر مجلس النواب المصري منح الجنسية بعد إيداع مبلغ على ألا يقل عن 20 مليون دولار في مصر.",
        "تعهدت فرنسا بتمويل الجيش اللبناني وتزويده بالسلاح وذلك باستهداف 56 سفينة.",
        "سيدفع النادي إلى موناكو 20 مليون يورو.",
        "رفضت المصارف الأميركية تمكين إيران من الحصول على 5 مليارات دولار من الأموال المجمدة في الخارج.",
        "قررت واشنطن وقف مساعدات بقيمة 25 مليون دولار مخصصة لمستشفيات في اليمن.",
    ],
)
def test_trade_loss_and_need_are_no_pledge(text: str) -> None:
    assert pledges(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "خصصت الحكومة التونسية 20 مليون دينار للبلديات.",
        "تلقى صندوق القوات المسلحة دعما بمبلغ 50 مليون ريال من ولي العهد السعودي الأمير محمد بن سلمان.",
        "ضاعفت السلطات المساعدات في مصر إلى 50 جنيها.",
        "أنقذت الحكومة البريطانية المصرف العقاري وقدمت له 45 مليار جنيه إسترليني.",
    ],
)
def test_money_of_a_land_for_nobody_abroad_stays_at_home(text: str) -> None:
    assert pledges(text) == []


def test_sum_behind_a_second_name_makes_it_a_giver_and_no_receiver() -> None:
    found = pledges("قدمت الكويت 15 مليون دولار لليمن وقطر 20 مليون دولار.")
    assert [(pledge.donors, pledge.recipients) for pledge in found] == [
        (("الكويت",), ("اليمن",)),
        (("قطر",), ("اليمن",)),
    ]


def test_capital_where_a_loan_is_agreed_on_does_not_get_it() -> None:
    found = only("صادق البنك الدولي في واشنطن على قرض بقيمة 100 مليون دولار. وقالت تونس إن القرض سيدعم تونس.")
    assert (found.donors, found.recipients) == (("البنك الدولي",), ("تونس",))


@pytest.mark.parametrize(
    "text, donor, recipient",
    [
        ("ستقدم الإمارات مساعدات غذائية إلى اليمن.", "الإمارات", "اليمن"),
        ("أعلنت تركيا إرسال مساعدات طبية إلى ليبيا.", "تركيا", "ليبيا"),
        ("تعهدت فرنسا بتقديم مساعدات إنسانية للبنان.", "فرنسا", "لبنان"),
        ("ستقدم فرنسا بالتعاون مع إيطاليا مساعدات لرفع معاناة لبنان.", "فرنسا", "لبنان"),
        ("ستقدم فرنسا مساعدات غذائية تصل إلى مدينة تعز.", "فرنسا", "اليمن"),
    ],
)
def test_aid_in_kind_needs_no_sum(text: str, donor: str, recipient: str) -> None:
    found = only(text)
    assert (found.donors, found.recipients, found.amount, found.unit) == ((donor,), (recipient,), None, None)


@pytest.mark.parametrize(
    "text, donor, recipient",
    [
        ("قدمت مصر مساعدات إنسانية عاجلة للسودان.", "مصر", "السودان"),
        ("وأرسلت الكويت مساعدات إغاثية إلى اليمن.", "الكويت", "اليمن"),
        ("منحت الصين السودان قروضا ميسرة.", "الصين", "السودان"),
        ("قال وزير الخارجية المصري سامح شكري إنه سيتم إرسال المزيد من المساعدات إلى اليمن.", "مصر", "اليمن"),
        ("تلقى لبنان مساعدات عسكرية من الولايات المتحدة.", "الولايات المتحدة", "لبنان"),
        ("وستحصل اليونان على قرض قصير المدى من الاتحاد الأوروبي.", "الاتحاد الأوروبي", "اليونان"),
        ("وشهدت تونس إنجاز محطة ممولة من البنك الأفريقي للتنمية.", "البنك الأفريقي للتنمية", "تونس"),
        ("قدمت مصر مساعدات عاجلة للأشقاء في السودان.", "مصر", "السودان"),
        ("وحصل العراق على دعم عسكري أميركي.", "الولايات المتحدة", "العراق"),
        ("وصلت أول طائرة كويتية تحمل مساعدات طبية إلى مطار عدن.", "الكويت", "اليمن"),
        ("انطلقت قوافل «الهلال الأحمر الكويتي» التي تحمل مواد غذائية إلى تعز.", "جمعية الهلال الأحمر الكويتي", "اليمن"),
        ("وصول سفينة مساعدات تابعة للأمم المتحدة إلى ميناء عدن", "الأمم المتحدة", "اليمن"),
        ("بدأت تركيا، بحسب الوزير، توزيع مساعدات غذائية على 340 ألف شخص في محافظة عدن.", "تركيا", "اليمن"),
    ],
)
def test_aid_given_already_is_told_without_a_sum(text: str, donor: str, recipient: str) -> None:
    found = only(text)
    assert (found.donors, found.recipients, found.amount) == ((donor,), (recipient,), None)


@pytest.mark.parametrize(
    "text",
    [
        "لم تقدم مصر مساعدات إلى السودان.",
        "طلب السودان مساعدات إنسانية من مصر.",
        "وقف تقديم مصر مساعدات للسودان.",
        "لم يتلق السودان مساعدات من مصر.",
        "أشاد الوزير بالدور الذي تقوم به السعودية لإغاثة اليمن.",
        "احتجز المسلحون شاحنة تركية تحمل مساعدات وصلت إلى عدن.",
        "شدد الرئيس الفرنسي على أهمية إيصال المساعدات إلى اليمن.",
        "قدمت تونس تعهدات للاتحاد الأوروبي بشأن إصلاح قوانينها.",
        "ساهمت مصر مساهمة فعالة في إغاثة اليمن.",
        "وعدت مصر بإعادة توزيع العبء على الشرائح المجتمعية في السودان.",
    ],
)
def test_what_is_not_given_is_no_aid_in_kind(text: str) -> None:
    assert pledges(text) == []


def test_for_whom_a_body_of_no_state_helps_is_not_guessed() -> None:
    text = "تحدث التحالف الدولي ضد داعش عن الغارة في اليمن. وقال إن اليمن بلد حليف. "
    assert pledges(text + "وأكد التحالف التزامه بتقديم المساعدات اللازمة للضحايا.") == []


def test_aid_told_with_and_without_its_sum_is_one_pledge() -> None:
    text = "مصر ترسل مساعدات إلى السودان\n\nأرسلت مصر مساعدات إنسانية إلى السودان. وقدمت مصر 20 طنا من الأدوية للسودان."
    assert [found.amount for found in pledges(text)] == ["20"]


@pytest.mark.parametrize(
    "text",
    [
        "تعهدت ألمانيا بتقديم 100 مليون يورو إلى اليمن.",
        "ستقدم الإمارات مساعدات غذائية إلى اليمن.",
        "تعتزم الصين تقديم قروض بقيمة 20 مليار دولار للعراق.",
    ],
)
def test_pledge_is_no_commitment_beside_it(text: str) -> None:
    assert len(pledges(text)) == 1
    assert commitments(text) == []


@pytest.mark.parametrize(
    "text, purpose",
    [
        ("تعهدت ألمانيا بتقديم 100 مليون يورو إلى اليمن لتمويل مشاريع المياه.", "تمويل مشاريع المياه"),
        ("خصصت المفوضية الأوروبية 50 مليون يورو لمساعدة النازحين في سوريا.", "مساعدة النازحين في سوريا"),
        ("قدمت أميركا 200 مليون دولار إلى اليمن لإغاثة المنكوبين.", "إغاثة المنكوبين"),
        ("قدمت أميركا 200 مليون دولار إلى اليمن.", None),
        unread("قدم البنك الدولي 500 مليون دولار لدعم قطاع الصحة في مصر.", "دعم قطاع الصحة في مصر", why="لدعم"),
    ],
)
def test_purpose_is_what_it_is_for(text: str, purpose: str | None) -> None:
    assert only(text).purpose == purpose


@pytest.mark.parametrize(
    "text, sector",
    [
        ("قدمت أميركا 200 مليون دولار إلى اليمن لشراء اللقاحات.", "health"),
        ("قدمت أميركا مساعدة عسكرية بقيمة 200 مليون دولار إلى اليمن.", "military"),
        ("أرسلت تركيا 20 طنا من المواد الغذائية إلى الصومال.", "food"),
        ("قدمت أميركا 200 مليون دولار إلى اليمن لبناء المدارس.", "education"),
        ("قدمت أميركا 200 مليون دولار إلى اليمن لمراقبة الانتخابات.", "elections"),
        ("قدمت أميركا مساعدات إنسانية بقيمة 200 مليون دولار إلى اليمن.", "humanitarian"),
        ("قدمت أميركا 200 مليون دولار إلى اليمن.", "other"),
    ],
)
def test_words_tell_the_sector(text: str, sector: str) -> None:
    assert only(text).sector == sector


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("ستقدم اليابان 5 ملايين دولار لليمن.", "firm"),
        ("أعلنت اليابان خطة مساعدة لليمن بقيمة 5 ملايين دولار.", "firm"),
        ("قدمت اليابان دعما سنويا بقيمة 5 ملايين دولار لليمن.", "firm"),  # not نوي
        ("تخطط اليابان لتقديم 5 ملايين دولار لليمن.", "planned"),
        ("وتخطط اليابان لتقديم 5 ملايين دولار لليمن.", "planned"),
        ("ستقدم اليابان 5 ملايين دولار لليمن إذا توقف القتال.", "conditional"),
    ],
)
def test_words_tell_how_firm_a_pledge_is(text: str, modality: str) -> None:
    (found,) = read(text).pledges
    assert found.modality == modality


@pytest.mark.parametrize(
    "text, status",
    [
        ("تعهدت أميركا بتقديم 200 مليون دولار إلى اليمن.", "pledged"),
        ("ستقدم أميركا 200 مليون دولار إلى اليمن.", "pledged"),
        ("خصصت أميركا 200 مليون دولار لليمن.", "committed"),
        ("قدمت أميركا 200 مليون دولار إلى اليمن.", "disbursed"),
    ],
)
def test_verb_tells_how_far_the_giving_has_come(text: str, status: str) -> None:
    assert only(text).status == status


@pytest.mark.parametrize(
    "text, approximate",
    [
        ("قدمت أميركا نحو 200 مليون دولار إلى اليمن.", True),
        ("قدمت أميركا أكثر من 200 مليون دولار إلى اليمن.", True),
        ("قدمت أميركا 200 مليون دولار إلى اليمن.", False),
    ],
)
def test_rough_sum_is_told_as_such(text: str, approximate: bool) -> None:
    assert [pledge.approximate for pledge in read(text).pledges] == [approximate]


def test_body_that_the_aid_goes_through_is_the_channel() -> None:
    reading = plain("قدمت أميركا 200 مليون دولار إلى اليمن عبر الأمم المتحدة.")
    assert [reading.labels(*pledge.channels) for pledge in reading.reading.pledges] == [("الأمم المتحدة",)]


def test_leader_gives_for_his_state() -> None:
    assert only("تعهد ماكرون بتقديم 20 مليون يورو للبنان.").donors == ("فرنسا",)


def test_pledge_knows_the_statement_that_makes_it() -> None:
    (pledge,) = read("قال ماكرون إن فرنسا ستقدم 20 مليون يورو للبنان.").pledges
    assert pledge.made_in == 0


def test_deadline_stands_in_the_pledge() -> None:
    text = "تعهدت ألمانيا بتقديم 100 مليون يورو إلى اليمن قبل نهاية العام."
    assert [p.deadline.date.text for p in read(text).pledges if p.deadline] == ["2021-12-31"]


# --- the table --------------------------------------------------------------------------------------------------------


def has_sum(row: AidRow) -> bool:
    return bool(find_amounts(fold_with_offsets(row.example)))


QUANTIFIED = [row for row in ROWS if row.kind in ("give", "receive", "sign", "given", "giver") and has_sum(row)]
NOT_GIVEN = [row for row in ROWS if row.kind in ("against", "undone", "asked") and has_sum(row)]
NO_DONOR, NO_PARTIES = "the donor is not named", "neither donor nor recipient is named"
OPEN = {
    **dict.fromkeys(["حصل", "تحصل"], NO_DONOR),
    **dict.fromkeys(["دفع", "ساهم", "مول", "دعم", "مخصص"], NO_PARTIES),
    **dict.fromkeys(["سلم", "تسلم"], "armoured vehicles are no unit"),
}


@pytest.mark.parametrize("row", examples(QUANTIFIED, lambda row: row.word, OPEN), ids=lambda row: row.word)
def test_example_of_giving_is_a_pledge(row: AidRow) -> None:
    found = [span for pledge in read(BEFORE + row.example).pledges for span in pledge.mentions]
    assert any(span.end > len(BEFORE) for span in found)


@pytest.mark.parametrize("row", NOT_GIVEN, ids=lambda row: row.word)
def test_example_of_what_is_no_gift_is_no_pledge(row: AidRow) -> None:
    assert [pledge for pledge in read(BEFORE + row.example).pledges if pledge.amount] == []
