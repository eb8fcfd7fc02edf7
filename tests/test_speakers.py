"""Who speaks: by the grammar of the verb, or as a reader supplies it."""

from __future__ import annotations

import pytest
from reading_support import read, statements, unread


def speaker(text: str) -> str:
    """Who makes the last statement of a text."""
    return " + ".join(statements(text)[-1].speakers)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال في مؤتمر صحفي السيسي إن مصر باقية.", "عبد الفتاح السيسي"),
        ("أعلن البيت الأبيض أن مصر باقية.", "الولايات المتحدة"),
        ("البيت الأبيض قال إن مصر باقية.", "الولايات المتحدة"),
        ("قال أمس السيسي إن مصر باقية.", "عبد الفتاح السيسي"),
        ("قال للصحفيين السيسي إن مصر باقية.", "عبد الفتاح السيسي"),
        ("قال خلال الاجتماع السيسي إن مصر باقية.", "عبد الفتاح السيسي"),
        ("السيسي الذي زار باريس قال إن مصر باقية.", "عبد الفتاح السيسي"),
        ("وكان السيسي قد أكد أن مصر باقية.", "عبد الفتاح السيسي"),
        ("أفاد مراسل لوكالة فرانس برس أن مصر باقية.", "مراسل لوكالة فرانس برس"),
        ("قال مسؤول إسرائيلي لوكالة فرانس برس للأنباء إن مصر باقية.", "مسؤول إسرائيلي"),
    ],
)
def test_subject_may_stand_apart_from_its_verb(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("التقى السيسي ميركل. وقالت إن القمة ناجحة.", "أنغيلا ميركل"),
        (
            "وصل السيسي إلى روما بعد رحلة طويلة.\nواستقبلته حشود في المطار القديم وسط المدينة.\nوقال إن الرحلة شاقة.",
            "عبد الفتاح السيسي",
        ),
        ("قالت ميركل إن القمة ناجحة. وقال ماكرون إن الحوار مفيد. وأضافت أن القمة مهمة.", "أنغيلا ميركل"),
        ("قالت ميركل إن القمة ناجحة. وقال ماكرون إن الحوار مفيد. وأضاف أن القمة مهمة.", "إيمانويل ماكرون"),
        ("قالت الحكومة العراقية إن القمة ناجحة. وأضافت أن الحوار مفيد.", "الحكومة العراقية"),
        # Of people in the plural no verb goes on in the singular, nor does a document speak for those it demands of.
        ("قال السيسي إن مصر باقية. ورأى خبراء أن الأزمة طويلة. وأضاف أن الحل قريب.", "عبد الفتاح السيسي"),
        (
            "وقالت وزارة الصحة المصرية في بيان إن الوباء انتشر. وطالب البيان المجتمع الدولي بالدعم.",
            "وزارة الصحة المصرية",
        ),
    ],
)
def test_elided_subject_agrees_with_its_verb(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال السيسي، الرئيس المصري، إن مصر باقية.", "عبد الفتاح السيسي"),
        ("قال القاضي سامي فرحات، رئيس المحكمة العليا، إن الحكم عادل.", "سامي فرحات"),
        ("قالت المتحدثة باسم الخارجية الروسية، ماريا زاخاروفا، إن الحوار مفيد.", "ماريا زاخاروفا"),
        ("قال وزير الخارجية الروسي (سيرغي لافروف) إن الحوار مفيد.", "سيرغي لافروف"),
    ],
)
def test_apposition_is_the_same_person(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال السيسي بعد لقائه ماكرون إن مصر باقية.", "عبد الفتاح السيسي"),
        ("قال السيسي خلال اجتماع مع ميركل إن مصر باقية.", "عبد الفتاح السيسي"),
        ("قال السيسي في مقابلة مع قناة العربية إن مصر باقية.", "عبد الفتاح السيسي"),
        ("وفي باريس قال السيسي إن مصر باقية.", "عبد الفتاح السيسي"),
        ("من جهته أكد السيسي أن مصر باقية.", "عبد الفتاح السيسي"),
        ("من جانبها، قالت ميركل إن القمة ناجحة.", "أنغيلا ميركل"),
        ("بدوره، قال السيسي إن مصر باقية.", "عبد الفتاح السيسي"),
    ],
)
def test_those_named_beside_the_speaker_do_not_speak(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, via",
    [
        ("نقلت رويترز عن مصدر أمني قوله إن الهجوم فشل. وأضاف المصدر أن المهاجم فر.", "رويترز"),
        ("قال مصدر أمني إن الهجوم فشل، بحسب رويترز.", "رويترز"),
        ("نقلت رويترز عن مصدر أمني قوله إن الهجوم فشل. وقال السيسي إن مصر باقية.", None),
    ],
)
def test_outlet_goes_on_with_its_source_only(text: str, via: str | None) -> None:
    assert statements(text)[-1].via == via


@pytest.mark.parametrize(
    "text",
    [
        "قال مصدر في التحالف الدولي إن الغارة فشلت.",
        "قال متحدث باسم التحالف الدولي إن الغارة فشلت.",
        "أكد سياسيون يمنيون أن الغارة فشلت.",
        unread("قال المصدر إن الهجوم فشل.", why="a source that nobody introduced"),
    ],
)
def test_unnamed_speaker_is_anonymous(text: str) -> None:
    reading = read(text)
    (said,) = reading.statements
    assert [reading.actors[key].type for key in said.speakers] == ["AnonymousSource"]


@pytest.mark.parametrize(
    "text",
    [
        "أفادت تقارير صحفية بأن الهدنة صامدة.",
        "كشفت دراسة جديدة أن الهدنة صامدة.",
        "ذكرت تقارير بريطانية أن الهدنة صامدة.",
    ],
)
def test_report_that_nobody_issued_is_a_source_of_its_own(text: str) -> None:
    reading = read("قال السيسي إن مصر باقية. " + text)
    assert [reading.actors[key].type for key in reading.statements[-1].speakers] == ["AnonymousSource"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("أكدت «ماركا» أن الهدنة صامدة.", "ماركا"),
        ("أفادت «رويترز» بأن الهدنة صامدة.", "رويترز"),
        ("قالت حملة كلينتون الانتخابية إن الهدنة صامدة.", "حملة كلينتون الانتخابية"),
    ],
)
def test_name_in_quotes_or_noun_with_an_owner_speaks(text: str, expected: str) -> None:
    assert speaker("قال السيسي إن مصر باقية. " + text) == expected


@pytest.mark.parametrize(
    "text", ["رد الوزير على منتقديه الذين اعتبروا أنه أخفق.", "قال السيسي إن رؤية الوزارة تنص على الحوار."]
)
def test_who_is_no_known_agent_does_not_speak_for_the_last_speaker(text: str) -> None:
    assert len(statements("قال السيسي إن مصر باقية. " + text)) == 1 + text.startswith("قال")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقال سيستروم إن الهدنة صامدة.", "سيستروم"),
        ("وقال مسعود: «الهدنة صامدة».", "مسعود"),
        ("وقال كير أمام مؤيديه إن الهدنة صامدة.", "كير"),
        ("وقالت زوجته إن الهدنة صامدة.", "زوجته"),
        ("وقالت العبدة إن الهدنة صامدة.", "العبدة"),
        ("وقال والدا الفتاة إن الهدنة صامدة.", "والدا الفتاة"),
        ("وقال مازحا إن الهدنة صامدة.", "عبد الفتاح السيسي"),
        ("وقال وقتها إن الهدنة صامدة.", "عبد الفتاح السيسي"),
        ("وقال لأنصاره إن الهدنة صامدة.", "عبد الفتاح السيسي"),
    ],
)
def test_one_word_behind_a_verb_of_saying_is_who_speaks(text: str, expected: str) -> None:
    assert speaker("قال السيسي إن مصر باقية. " + text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقالت #نورا_زيتوني_عمار إن الهدنة صامدة.", "نورا زيتوني عمار"),
        ("وقالت الدكتورة #ليلى_زيتوني إن الهدنة صامدة.", "ليلى زيتوني"),
        ("وقال د. آل عمرو إن الهدنة صامدة.", "آل عمرو"),
        ("وشدد الدكتور أمير نبيل، رئيس جهاز حماية المنافسة المصري، على أن الهدنة صامدة.", "أمير نبيل"),
        ("وأكد معالي محافظ الطائف سامي فرحات أن الهدنة صامدة.", "سامي فرحات"),
        ("وقالت مصادر إن مصر باقية. وأكد نفس المصدر أن الهدنة صامدة.", "مصادر"),
        ("ولكن منتقديه يقولون إن الهدنة فاشلة.", "منتقديه"),
        ("لكن خبراء الأرصاد توقعوا أن تهطل الأمطار.", "خبراء الأرصاد"),
        ("وعن قدرة الجيش على القتال أكد أن الأمر صعب.", "عبد الفتاح السيسي"),
        ("وأضاف للصحفيين بعد اجتماع وزراء مالية مجموعة السبع أن الهدنة صامدة.", "عبد الفتاح السيسي"),
        (
            "وقال كل من سامي فرحات عضو مجلس التجارة الدولي، والدكتور صالح عمار إن الهدنة صامدة.",
            "سامي فرحات + صالح عمار",
        ),
        ("وقال علي الحسيني، رئيس بلدية طوز خورماتو، ومصدران بالشرطة، إن الهدنة صامدة.", "علي الحسيني + مصدران"),
        ("وقال نائب الرئيس اليمني، #علي_محسن_الأحمر، إن الهدنة صامدة.", "علي محسن الأحمر"),
        ("لكن ماكرون، الذي اتصلت به رويترز، أكد أن الهدنة صامدة.", "إيمانويل ماكرون"),
        ("وكانت روسيا قد أبلغت الأمم المتحدة أن الهدنة صامدة.", "روسيا"),
    ],
)
def test_speaker_stands_behind_signs_and_forms_of_address(text: str, expected: str) -> None:
    assert speaker("قال السيسي إن مصر باقية. " + text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "قال وزير الخارجية عادل فرحات إنه التقى وزير الخارجية الألماني هايكو ماس. ورأى وزير الخارجية أن الحل قريب.",
            "عادل فرحات",
        ),
        ("قالت وزارة الصحة إن الطلاب يراجعون وزارة التعليم. وأضافت الوزارة أن الحل قريب.", "وزارة الصحة"),
        ("وجه سامي فرحات وزير الشؤون البلدية بفتح الطرق. وأكد وزير الشؤون البلدية أن الحل قريب.", "سامي فرحات"),
    ],
)
def test_title_or_noun_alone_means_who_spoke_last(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "وزُعم أن الهدنة صامدة.",
        "وتبين أن الهدنة صامدة.",
        "ووُصفت الهدنة بأنها صامدة.",
        "ويتوقع أن تصمد الهدنة.",
        "ووقع هجوم يرجح أن دوافعه سياسية.",
        "ومر شخص يُعتقد أنه غريب.",
        "وأغلق المعبر لأسباب وصفت بالأمنية.",
        "هل أعلن الجيش أن الهدنة صامدة؟",
        "وعرض الوفد أدلة تؤكد أن الهدنة صامدة.",
        "ورفع المارة لافتات تطالب بوقف القتال.",
        "والكثير من المارة قالوا إن الهدنة صامدة.",
        "وقال 19,6% إن الهدنة صامدة.",
    ],
)
def test_passive_and_what_comes_to_light_have_no_speaker(text: str) -> None:
    assert len(statements("قال السيسي إن مصر باقية. " + text)) == 1


def test_verb_in_the_plural_goes_on_with_several() -> None:
    assert speaker("شكا متظاهرون من الغلاء. وقال السيسي إن مصر باقية. وطالبوا بخفض الأسعار.") == "متظاهرون"


def test_what_somebody_calls_so_is_his() -> None:
    said = statements("أوقفت الشرطة التركية محمد صلاح استنادا إلى ما قالت إنها أدلة جديدة.")
    assert [(one.speakers, one.content) for one in said] == [(("الشرطة التركية",), "أدلة جديدة")]


@pytest.mark.parametrize(
    "who",
    ["عدد من الأهالي", "عدد من الضحايا", "ثلاثة مسؤولين أميركيين", "معظم سكان الجزيرة", "عديد من الشركات النفطية"],
)
def test_some_of_a_kind_speak(who: str) -> None:
    assert [said.speakers for said in statements(f"وأكد {who} أن الطريق مفتوح.")] == [(who,)]


@pytest.mark.parametrize(
    "text, who",
    [
        ("ونقلت رويترز عن روب جويس منسق أمن الاتصالات قوله إن الطريق مفتوح.", "روب جويس"),
        ("ونقلت رويترز عن سامي فرحات قوله إن الطريق مفتوح.", "سامي فرحات"),
        ('قال مراسل "سكاي نيوز عربية"، الاثنين، إن الطريق مفتوح.', "مراسل سكاي نيوز عربية"),
    ],
)
def test_whose_words_are_carried_speaks(text: str, who: str) -> None:
    assert [said.speakers for said in statements(text)] == [(who,)]


def test_a_title_right_behind_the_name_of_who_speaks_is_his() -> None:
    text = "أوضح جلال قادري مدرب فريق الخليج أن الفريق فاز. وأكد المدرب أن الموسم طويل."
    assert [said.speakers for said in statements(text)] == [("جلال قادري",)] * 2


def test_where_somebody_writes_does_not_speak() -> None:
    text = "تبنى تنظيم داعش الهجوم، وقال في تدوينة له على موقع «فيس بوك» إن الهجوم نجح."
    assert [said.speakers for said in statements(text)] == [("تنظيم الدولة الإسلامية",)]
    assert [said.speakers for said in statements("وعلى تطبيق واتساب قالت طالبان إن الهجوم نجح.")] == [("طالبان",)]


def test_a_document_named_before_speaks_for_those_who_issued_it() -> None:
    text = "فكك الجيش المغربي خلية، وفقا لبيان صادر عن وزارة الداخلية المغربية. وأوضح البيان أن العملية نجحت."
    assert statements(text)[-1].speakers == ("وزارة الداخلية المغربية",)


def test_unnamed_spokesman_is_not_the_one_who_holds_the_post() -> None:
    assert speaker("قال متحدث باسم التحالف الدولي إن الغارة فشلت.") == "متحدث باسم التحالف الدولي"


def test_every_speaker_is_in_the_cast() -> None:
    reading = read("قال السيسي إن مصر باقية. وأضاف البيان أن الحدود آمنة. وقالت مصادر إن الجيش عاد.")
    assert all(key in reading.actors for said in reading.statements for key in said.speakers)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("أعلن قادة حزب البعث أن الحدود آمنة.", "قادة حزب البعث"),
        ("أعلن قادة حلف شمال الأطلسي الناتو أن الحدود آمنة.", "قادة حلف شمال الأطلسي"),
        ("قال وزير التكوين المهني والتشغيل، عماد الحمامي، إن الحدود آمنة.", "عماد الحمامي"),
        ("قال محافظ مدينة عدن نايف البكري إن الحدود آمنة.", "نايف البكري"),
        ("وخلال المؤتمر الصحفي أشار يوري بويتشينكو إلى أن الحدود آمنة.", "يوري بويتشينكو"),
        ("قالت ممثلة المنظمة الدولية لمناهضة التعذيب كاميل هنري إن الحدود آمنة.", "كاميل هنري"),
        ("قال عضو الجمعية العلمية للعقيدة بالجامعة الإسلامية الشيخ خالد الزهراني إن الحدود آمنة.", "خالد الزهراني"),
        ("وأعرب كثير من دول الخليج عن القلق من القتال.", "دول الخليج"),
    ],
)
def test_title_reads_on_up_to_the_name(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "قال رئيس الوزراء البريطاني ديفيد كاميرون إنه سيحادث الرئيس هولاند. وقال رئيس الوزراء إن الحدود آمنة.",
            "ديفيد كاميرون",
        ),
        ("قال السيسي إن الأمر صعب كما يقول البعض إنه معقد. وأضاف أن الحدود آمنة.", "عبد الفتاح السيسي"),
        ("قالت تيريزا ماي إن الحدود آمنة. وأكدت ماي أن المعبر مفتوح.", "تيريزا ماي"),
        ("وصل ترامب إلى بروكسل حيث التقى الحلفاء. وطالبهم برفع الإنفاق.", "دونالد ترامب"),
        ("قالت نهى عمار إن مصر باقية. وقال السيسي إن النيل باق. وأضافت أن الحدود آمنة.", "نهى عمار"),
    ],
)
def test_who_goes_on_speaking(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        ("قال المنسق الخاص لعملية السلام بالشرق، جون كيري، إن الحل قريب.", "جون كيري", "الحل قريب"),
        ("قال وزير شؤون الإعلام، الناطق باسم الحكومة سامي الخلف: «الأمر واضح».", "سامي الخلف", "الأمر واضح"),
        ("أعلنت #تيريزا_ماي أن الاتفاق قريب.", "تيريزا ماي", "الاتفاق قريب"),
        ("لم تنشر الحكومة أسماء المتظاهرين لكنها أكدت أن عددهم قليل.", "الحكومة", "عددهم قليل"),
        ("أصدرت وزارة الصحة بيانا في فرنسا أوضحت فيه أن اللقاح آمن.", "وزارة الصحة", "اللقاح آمن"),
    ],
)
def test_speaker_stands_behind_titles_marks_and_asides(text: str, who: str, content: str) -> None:
    assert [(said.speakers, said.content) for said in statements(text)] == [((who,), content)]


@pytest.mark.parametrize("text", ["اتهم العميد سامي الخلف بالرشوة.", "وما زال ظريف يتهم بالرشوة."])
def test_nobody_accuses_in_the_passive(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال متحدث باسم الرئيس الأفغاني أشرف غني إن الحل قريب.", "متحدث باسم الرئيس الأفغاني أشرف غني"),
        ("قال مسؤول في مكتب الرئيس بشار الأسد إن الحل قريب.", "مسؤول في مكتب الرئيس بشار الأسد"),
        ("قالت زوجة الرئيس الأميركي دونالد ترامب، ميلانيا ترامب، إن الحل قريب.", "ميلانيا ترامب"),
        ("قال مستشار الرئيس الأميركي جون بولتون إن الحل قريب.", "جون بولتون"),
        ("قال ولي العهد وزير الدفاع الأمير محمد بن سلمان إن الحل قريب.", "محمد بن سلمان"),
    ],
)
def test_name_behind_two_titles_belongs_to_who_holds_the_last(text: str, expected: str) -> None:
    assert [said.speakers for said in statements(text)] == [(expected,)]


def test_whom_an_unnamed_speaker_serves_is_named_too() -> None:
    reading = read("قال مسؤول في مكتب الرئيس بشار الأسد إن الحل قريب.")

    assert "بشار الأسد" in [reading.actors[mention.actor].label for mention in reading.mentions]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وقال الكاتب والباحث السياسي اليمني سامي فرحات إن الهدنة صامدة.", "سامي فرحات"),
        ("وقال الخبير العسكري وعضو مجلس الأمن القومي اللواء سامي فرحات إن الهدنة صامدة.", "سامي فرحات"),
        ("أكد المحللان السياسيان الدكتور سامي فرحات والدكتور خالد منصور أن الهدنة صامدة.", "سامي فرحات + خالد منصور"),
    ],
)
def test_titles_joined_before_names_are_those_persons(text: str, expected: str) -> None:
    assert speaker("قال متظاهرون إن الأسعار مرتفعة. " + text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("قال متحدث باسم رئيس كوريا الجنوبية، مون جاي إن، إن الهدنة صامدة.", "متحدث باسم رئيس كوريا الجنوبية"),
        ("وقال محامي ترامب إن الهدنة صامدة.", "محامي ترامب"),
        ("وقال محامي ترامب سامي فرحات إن الهدنة صامدة.", "سامي فرحات"),
    ],
)
def test_who_speaks_for_somebody_is_not_he(text: str, expected: str) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("وأضاف المسؤول الأميركي أن المهلة قصيرة.", "جون كيري"),
        ("وأضاف الدبلوماسي أن المهلة قصيرة.", "فلاديمير بوتين"),
        ("وأضافت هذه المصادر أن المهلة قصيرة.", "مصادر"),
        ("والتقى أردوغان ماكرون، بعدما أكد الأخير أن المهلة قصيرة.", "إيمانويل ماكرون"),
    ],
)
def test_general_title_means_the_last_speaker_it_fits(text: str, expected: str) -> None:
    before = "ذكرت مصادر أن الهدنة صامدة. وقال جون كيري إن الحوار مفيد. وقال بوتين إن القمة ناجحة. "
    assert speaker(before + text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("دبي، الإمارات العربية المتحدة (CNN)— ردت سفارة السعودية في موسكو، نافية صدور التصريحات.", "سفارة السعودية"),
        ("وفي حديث لقناة العربية، تحدث السيسي، قائلا: «إن مصر باقية».", "عبد الفتاح السيسي"),
        ("وفي اجتماع بقيادة الرئيس ماكرون قال السيسي إن مصر باقية.", "عبد الفتاح السيسي"),
        ("وكانت مالكة المطعم قد طلبت من ميركل مغادرة المكان.", "مالكة المطعم"),
        ("وأشارت «إسرائيل بالعربية» إلى أن الهدنة صامدة.", "إسرائيل بالعربية"),
        ("وانتقد وزير الخارجية الإيرانية محمد جواد ظريف المصرف الذي اتهمه بتمويل الإرهاب.", "محمد جواد ظريف"),
    ],
)
def test_subject_is_neither_dateline_nor_outlet_nor_the_accused(text: str, expected: str) -> None:
    assert speaker(text) == expected
