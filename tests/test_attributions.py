"""Words that attribute without a verb: according to, quoting, as."""

from __future__ import annotations

import pytest
from reading_support import examples, plain, statements

from kg.attributions import Attribution
from kg.tables import curated, read_table

ROWS = read_table(curated("lexicon", "attributions.yaml"), Attribution)


@pytest.mark.parametrize(
    "text, speaker, content",
    [
        ("ارتفع عدد القتلى إلى عشرين، بحسب وزارة الصحة اليمنية.", "وزارة الصحة اليمنية", "ارتفع عدد القتلى إلى عشرين"),
        ("ارتفع عدد القتلى، وفقا لوزارة الصحة اليمنية.", "وزارة الصحة اليمنية", "ارتفع عدد القتلى"),
        ("ارتفع عدد القتلى، وفق البنك الدولي.", "البنك الدولي", "ارتفع عدد القتلى"),
        ("ارتفع عدد القتلى، طبقا لما أعلنته وزارة الصحة اليمنية.", "وزارة الصحة اليمنية", "ارتفع عدد القتلى"),
        ("ارتفع عدد القتلى، نقلا عن رويترز.", "رويترز", "ارتفع عدد القتلى"),
        ("ارتفع عدد القتلى، حسبما أفادت رويترز.", "رويترز", "ارتفع عدد القتلى"),
        ("وفقا لوزارة الصحة التونسية، بلغ عدد الإصابات ألف حالة.", "وزارة الصحة التونسية", "بلغ عدد الإصابات ألف حالة"),
        ("وبحسب صحيفة الغارديان، فإن العملية انتهت.", "الغارديان", "العملية انتهت"),
        ("وبحسب «الألمانية»، فإن العملية انتهت.", "وكالة الأنباء الألمانية", "العملية انتهت"),
        ("انتهت العملية، وفق رويترز والبنك الدولي.", "رويترز + البنك الدولي", "انتهت العملية"),
        ("بحسب مصادر محلية، العملية انتهت.", "مصادر محلية", "العملية انتهت"),
        ("عادت القوات، وفق ما أفادت به مصادر عسكرية أمس.", "مصادر عسكرية", "عادت القوات"),
        ("ارتفع العدد، حسب ما صرح به لرويترز وزير الصحة العراقي.", "وزير الصحة العراقي", "ارتفع العدد"),
        ("فبحسب رويترز، فإنها عادت.", "رويترز", "عادت"),
        ("وبحسب مصادر محلية نفسها، فإن العملية انتهت.", "مصادر محلية", "العملية انتهت"),
        ("وحسب مصدر في مجال النفط مقره المملكة فإن الأسعار سترتفع.", "مصدر في مجال النفط", "الأسعار سترتفع"),
        ("عادت القوات، حسب بيان لوزارة الداخلية المصرية.", "وزارة الداخلية المصرية", "عادت القوات"),
        ("ووفق تقرير نشرته منظمة الصحة العالمية، فإن الوباء انتشر.", "منظمة الصحة العالمية", "الوباء انتشر"),
        ("عادت القوات، بحسب حصيلة لوزارة الداخلية المصرية.", "وزارة الداخلية المصرية", "عادت القوات"),
        ("عادت القوات، وفق آخر تقديرات الأمم المتحدة.", "الأمم المتحدة", "عادت القوات"),
        ("عادت القوات، وذلك بحسب ما أوردته «رويترز».", "رويترز", "عادت القوات"),
        ("هرب الأسد من الحديقة حسبما قال رودريجيز.", "رودريجيز", "هرب الأسد من الحديقة"),
        ("تراجعت الأسعار، وبحسب البنك الدولي، فإن العجز تضاعف.", "البنك الدولي", "العجز تضاعف"),
        ("يذكر أن العجز تضاعف، وفق البنك الدولي.", "البنك الدولي", "العجز تضاعف"),
        ("القاهرة، مصر (رويترز)-- تضاعف العجز، وفق البنك الدولي.", "البنك الدولي", "تضاعف العجز"),
        ("تعلق العجز، وفق البنك الدولي، بضعف التصدير.", "البنك الدولي", "تعلق العجز، وفق البنك الدولي، بضعف التصدير"),
        (
            "تعلق العجز، وفق البنك الدولي، الأربعاء، بضعف التصدير.",
            "البنك الدولي",
            "تعلق العجز، وفق البنك الدولي، الأربعاء، بضعف التصدير",
        ),
        ("تضاعف العجز، وفق البنك الدولي، الأربعاء.", "البنك الدولي", "تضاعف العجز"),
        ("تضاعف العجز، وفق البنك الدولي، في بيان أمس.", "البنك الدولي", "تضاعف العجز"),
        ("تضاعف العجز، وفق البنك الدولي، في صفحته على فيسبوك.", "البنك الدولي", "تضاعف العجز"),
        ("قتل ثلاثة، وفق البنك الدولي، في انفجار.", "البنك الدولي", "قتل ثلاثة، وفق البنك الدولي، في انفجار"),
        ("شرع مجلس النواب، وفق رويترز، في النقاش.", "رويترز", "شرع مجلس النواب، وفق رويترز، في النقاش"),
        (
            "تعلق العجز، وفق رويترز، بضعف التصدير، مشيرة إلى هامش الخطأ.",
            "رويترز",
            "تعلق العجز، وفق رويترز، بضعف التصدير",
        ),
        ("عادت القوات – بحسب رويترز - إلى عدن.", "رويترز", "عادت القوات – بحسب رويترز - إلى عدن"),
        ("ارتفع عدد القتلى، بحسب رويترز، فيما فر الجرحى.", "رويترز", "ارتفع عدد القتلى"),
    ],
)
def test_source_stands_behind_the_phrase(text: str, speaker: str, content: str) -> None:
    assert [(" + ".join(said.speakers), said.content) for said in statements(text)] == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "تحرك الوفد بحسب الخطة.",
        "جرت الانتخابات وفق القانون.",
        "سارت العملية وفقا للجدول الزمني.",
        "عادت القوات وفق القرار.",
        "حسب.",
    ],
)
def test_plan_or_law_is_no_source(text: str) -> None:
    assert statements(text) == []


def test_outlet_behind_a_quoted_speaker_is_the_medium() -> None:
    said = statements("قال السيسي إن مصر باقية، بحسب رويترز.")
    assert [(one.speakers, one.content, one.via) for one in said] == [(("عبد الفتاح السيسي",), "مصر باقية", "رويترز")]


def test_phrase_behind_the_verb_gives_the_medium() -> None:
    said = statements("وأكد السيسي، بحسب ما نقلت عنه رويترز، أن مصر باقية.")
    assert [(one.speakers, one.content, one.via) for one in said] == [(("عبد الفتاح السيسي",), "مصر باقية", "رويترز")]


def test_a_verb_within_the_content_leaves_it_to_the_source_in_front() -> None:
    said = statements("وبحسب محافظ عدن سامي محروس، فإن السيول غمرت المنازل القديمة التي قال إنها قريبة من الوادي.")
    assert [(one.speakers, one.content.split()[0]) for one in said] == [
        (("سامي محروس",), "السيول"),
        (("سامي محروس",), "قريبة"),
    ]


def test_what_may_come_about_is_attributed_to_a_source_that_says_more() -> None:
    text = "قد ينسحب الجيش من المدينة، وفق صحيفة حرييت التي قالت إن الخطة جاهزة."
    assert [one.content for one in statements(text)] == ["قد ينسحب الجيش من المدينة", "الخطة جاهزة"]


def test_source_may_back_a_sentence_in_which_another_speaks() -> None:
    said = statements(
        "استدعت أنقرة القائم بالأعمال الهولندي بعد تصويت البرلمان في لاهاي وأعربت عن أسفها، حسبما أفاد مسؤول تركي."
    )
    assert [one.speakers for one in said] == [("مسؤول تركي",), ("تركيا",)]


@pytest.mark.parametrize(
    "text, cue",
    [
        ("ارتفع عدد القتلى، بحسب رويترز.", "بحسب"),
        ("ارتفع عدد القتلى، نقلا عن رويترز.", "نقلا عن"),
        ("وبحسب رويترز، ارتفع عدد القتلى.", "بحسب"),
    ],
)
def test_cue_is_the_bare_phrase(text: str, cue: str) -> None:
    assert [said.cue for said in statements(text)] == [cue]


OPEN = {"وفقا لما": "a spokesman of whom nothing is said"}


@pytest.mark.parametrize("row", examples(ROWS, lambda row: row.phrase, OPEN), ids=lambda row: row.phrase)
def test_example_of_the_table_attributes(row: Attribution) -> None:
    reading = plain(row.example)
    assert [(said.act, bool(said.content)) for said in reading.statements()] == [(row.act, True)]


@pytest.mark.parametrize(
    "text, speaker, content",
    [
        ("فر ثلاثة سجناء من المدينة، كما قال المحافظ سامي محروس.", "سامي محروس", "فر ثلاثة سجناء من المدينة"),
        ("قتل ثلاثة جنود في الانفجار، على ما أفاد مصدر أمني.", "مصدر أمني", "قتل ثلاثة جنود في الانفجار"),
        ("المدينة سجن كبير، على حد تعبير المحافظ سامي محروس.", "سامي محروس", "المدينة سجن كبير"),
    ],
)
def test_closing_words_tell_whose_the_sentence_is(text: str, speaker: str, content: str) -> None:
    assert [(" + ".join(said.speakers), said.content) for said in statements(text)] == [(speaker, content)]


@pytest.mark.parametrize(
    "text, speaker, content",
    [
        ("ووفق تقارير صحافية، فإن المنطقة آمنة.", "تقارير صحافية", "المنطقة آمنة"),
        ("ونشر البنك الدولي دراسة عن اليمن. وبحسب الدراسة، فإن الفقر تفاقم.", "البنك الدولي", "الفقر تفاقم"),
    ],
)
def test_document_is_cited_for_its_issuer_or_for_itself(text: str, speaker: str, content: str) -> None:
    assert [(" + ".join(said.speakers), said.content) for said in statements(text)] == [(speaker, content)]


def test_statement_of_those_who_spoke_last_is_theirs() -> None:
    said = statements("قالت مصر إن الحدود آمنة. وستعود القوات غدا، بحسب البيان.")
    assert [one.speakers for one in said] == [("مصر",), ("مصر",)]


def test_verb_behind_kama_that_says_more_is_no_source_of_what_stands_before() -> None:
    text = "فر ثلاثة سجناء من المدينة، كما قال المحافظ سامي محروس إن الشرطة تبحث عنهم."
    assert [said.content for said in statements(text)] == ["الشرطة تبحث عنهم"]


def test_content_ends_before_another_source_at_the_end_of_the_sentence() -> None:
    text = "وقال السيسي إن الهدنة صامدة في كل المدن، كما قال المحافظ سامي محروس."
    assert [said.content for said in statements(text)] == ["الهدنة صامدة في كل المدن"]


def test_pronoun_stands_between_the_verb_and_its_source() -> None:
    said = statements("عادت القوات إلى المدينة، حسب ما أفادت به تقارير صحافية.")
    assert [(one.speakers, one.content) for one in said] == [(("تقارير صحافية",), "عادت القوات إلى المدينة")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("شرعت الحكومة، حسب قوله، في تنفيذ الإصلاح.", ("يوسف الشاهد", "شرعت الحكومة، حسب قوله، في تنفيذ الإصلاح")),
        ("وتراجعت الأسعار، على حد تعبيره.", ("يوسف الشاهد", "وتراجعت الأسعار")),
        ("وستشهد السنة، وفق ما أكده الشاهد، إصلاحا.", ("يوسف الشاهد", "وستشهد السنة، وفق ما أكده الشاهد، إصلاحا")),
        ("وستشهد السنة، وفق الشاهد، إصلاحا.", ("يوسف الشاهد", "وستشهد السنة، وفق الشاهد، إصلاحا")),
        ("وستشهد السنة، وفق الشاهد الذي رأى الحادثة، إصلاحا.", None),
        # Not hers, and nothing that another one did.
        ("وتراجعت الأسعار، حسب قولها.", None),
        ("والتقى سامح شكري الوزير، على حد تعبيره.", None),
        ("وعاد الصحفي إلى بلده بعد أن تعرض، على حد قوله، للتعذيب.", None),
        ("وقتل الأب ابنته لأنها، حسب قوله، خرجت دون إذنه.", None),
        ("انتقل اللاعب إلى ريال مدريد لأنه، حسب قوله، يحب النادي.", None),
        ("نجا الطفل من الحريق، وكان على حد قوله خائفا.", None),
        ("وفي تطور آخر في القاهرة أمس، التقى السيسي ميركل، وعرض عليها، حسب قوله، خطة السلام.", None),
        (
            "وتراجعت الأسعار بعد أيام من الأزمة لأنها، حسب قوله، كانت مرتفعة.",
            ("يوسف الشاهد", "وتراجعت الأسعار بعد أيام من الأزمة لأنها، حسب قوله، كانت مرتفعة"),
        ),
    ],
)
def test_a_pronoun_names_who_spoke_last_as_the_source(text: str, said: tuple[str, str] | None) -> None:
    found = statements(f"قال رئيس الحكومة يوسف الشاهد إن الوضع صعب. {text}")[1:]
    assert [(one.speakers[0], one.content) for one in found] == ([said] if said else [])


def test_a_pronoun_of_many_means_those_told_of_before_it() -> None:
    said = statements("قال مسؤولون أميركيون إن الوضع خطير. وأسقط الحوثيون طائرة مسيرة، على حد قولهم.")
    assert [one.content for one in said] == ["الوضع خطير"]
