"""Which noun near a verb of saying is its subject, and which only looks like it."""

from __future__ import annotations

import pytest
from reading_support import statements

Said = list[tuple[tuple[str, ...], str]]


def said(text: str) -> Said:
    """Who says what."""
    return [(one.speakers, one.content) for one in statements(text)]


@pytest.mark.parametrize(
    "text, who, content",
    [
        ("وفي وقت قالت فيه ميركل إن القمة ناجحة، غاب ماكرون.", "أنغيلا ميركل", "القمة ناجحة، غاب ماكرون"),
        ("عقد اجتماع شدد فيه السيسي على أهمية الحوار.", "عبد الفتاح السيسي", "أهمية الحوار"),
        ("في الوقت الذي قال فيه مهندسون إن السد آمن.", "مهندسون", "السد آمن"),
    ],
)
def test_subject_stands_behind_what_it_was_said_in(text: str, who: str, content: str) -> None:
    assert said(text) == [((who,), content)]


@pytest.mark.parametrize(
    "text, who",
    [
        ("التقى السيسي الحكومة وحث القوات العراقية على الصبر.", "عبد الفتاح السيسي"),
        ("قال السيسي إن مصر باقية. وطالب الحكومة بخفض الأسعار.", "عبد الفتاح السيسي"),
        ("قال السيسي إن مصر باقية. وأعلن عن عزم الحكومة خفض الأسعار.", "عبد الفتاح السيسي"),
    ],
)
def test_feminine_noun_is_no_subject_of_a_masculine_verb(text: str, who: str) -> None:
    assert said(text)[-1][0] == (who,)


@pytest.mark.parametrize(
    "text, who",
    [
        ("التقى السيسي جان إيف لودريان، والذي أكد أن الحوار مفيد.", "جان إيف لودريان"),
        ("انتقد السيسي تصريحات ماكرون، التي قال فيها إن القمة فشلت.", "إيمانويل ماكرون"),
        ("انتقد السيسي هجمات الحوثيين، والتي قال إنها فشلت.", "عبد الفتاح السيسي"),
    ],
)
def test_relative_clause_is_its_antecedents_if_they_agree(text: str, who: str) -> None:
    assert said(text)[-1][0] == (who,)


@pytest.mark.parametrize(
    "text, who, content",
    [
        ("نفت كل من روسيا وسوريا وقوع هجوم.", ("روسيا", "سوريا"), "وقوع هجوم"),
        ("قال زعيم «حزب الله» اللبناني حسن نصر الله أمس إن الحل قريب.", ("حسن نصر الله",), "الحل قريب"),
        ("واتهم فيلق الرحمن، أحد فصائل المعارضة، روسيا بالتصعيد.", ("فيلق الرحمن",), "روسيا بالتصعيد"),
        ("وكشف ماكرون الاثنين في أول خطاب كبير عن خطة جديدة.", ("إيمانويل ماكرون",), "خطة جديدة"),
        ("وأضاف ماكرون، متحدثا بالإنجليزية، إن الحوار مفيد.", ("إيمانويل ماكرون",), "الحوار مفيد"),
        ("وأعلن ماكرون، ومقره باريس، أن الحوار مفيد.", ("إيمانويل ماكرون",), "الحوار مفيد"),
        ("ويقول نقاد إن الخطة فاشلة.", ("نقاد",), "الخطة فاشلة"),
        ("دبي (CNN)— قالت المحللة نورا فرحات إن الخطة فاشلة.", ("نورا فرحات",), "الخطة فاشلة"),
    ],
)
def test_subject_may_be_parted_from_what_it_says(text: str, who: tuple[str, ...], content: str) -> None:
    assert said(text) == [(who, content)]


def test_title_of_one_word_means_the_last_speaker_who_bears_it() -> None:
    text = "قال الرئيس الفلسطيني محمود عباس إنه يرفض خطة الرئيس الأميركي دونالد ترامب.\nوأكد الرئيس أن القدس عاصمة."
    assert said(text)[-1] == (("محمود عباس",), "القدس عاصمة")


@pytest.mark.parametrize(
    "text, content",
    [
        ("ورفض الاتهامات في هذا الشأن.", "الاتهامات في هذا الشأن"),
        ("وأدان العملية في باريس.", "العملية في باريس"),
    ],
)
def test_noun_that_cannot_speak_is_what_is_told_of(text: str, content: str) -> None:
    assert said("قال السيسي إن مصر باقية. " + text)[-1] == (("عبد الفتاح السيسي",), content)


def test_who_published_a_paper_does_not_speak_in_it() -> None:
    text = "وفي بيان نشرته وكالة رويترز انتقدت ميركل العقوبات الأميركية."
    assert said(text) == [(("أنغيلا ميركل",), "العقوبات الأميركية")]


def test_what_somebody_renews_does_not_speak() -> None:
    assert said("قال السيسي إن مصر باقية. وجدد التأكيد على أن الحل سياسي.")[-1] == (
        ("عبد الفتاح السيسي",),
        "الحل سياسي",
    )


@pytest.mark.parametrize(
    "text",
    [
        "قال السيسي إن مصر باقية. ويعد السد مشروعا كبيرا لأن النيل طويل.",
        "قال السيسي إن مصر باقية. وكان السعر متوقعا في السوق.",
        "قال السيسي إن مصر باقية. واحتجزت الشرطة طالبا مصريا في المطار.",
        "قال السيسي إن مصر باقية. وردا على سؤال عن أن النيل طويل، صمت الوزير.",
        "قال السيسي إن مصر باقية. وقال 39 في المئة إن الأسعار عالية.",
        "قال السيسي إن مصر باقية. وسجن الرجل بعد اتهامه بالتجسس.",
    ],
)
def test_words_that_only_look_like_saying_report_nothing(text: str) -> None:
    assert len(said(text)) == 1


@pytest.mark.parametrize(
    "text, content",
    [
        ("وأكد السيسي في باريس عدم وجود خلافات.", "عدم وجود خلافات"),
        ("وأقر السيسي بعدم التحقيق في تحذير من أن الخطر قريب.", "عدم التحقيق في تحذير من أن الخطر قريب"),
        ("قال السيسي إن مصر باقية، وفق ما أفاد به حارس القصر.", "مصر باقية"),
        ("قال السيسي إن مصر باقية، ولم يعط تفاصيل أخرى.", "مصر باقية"),
        ("قال السيسي لقناة «بي.بي.سي» إن مكتب إف.بي.آي أخطأ.", "مكتب إف.بي.آي أخطأ"),
    ],
)
def test_content_is_whole(text: str, content: str) -> None:
    assert said(text) == [(("عبد الفتاح السيسي",), content)]


def test_who_stands_behind_a_verb_of_accusing_may_be_the_accused() -> None:
    text = "كتب ترامب: «الأمر محزن على الجميع».\nواتهم الحكومة العراقية بأنها أخفقت."
    assert said(text)[-1] == (("دونالد ترامب",), "الحكومة العراقية بأنها أخفقت")


def test_the_accused_may_be_joined_to_a_verb_in_the_present() -> None:
    text = "وتشدد إيران على أن برنامجها سلمي، في حين تتهمها ألمانيا بالسعي إلى السلاح."
    assert said(text) == [(("إيران",), "برنامجها سلمي"), (("ألمانيا",), "بالسعي إلى السلاح")]


def test_quotation_that_is_never_closed_ends_with_its_sentence() -> None:
    text = 'قال السيسي "نحن ماضون في العمل. وأشار إلى أن مصر باقية في منظمة "الكوميسا" الأفريقية.'
    assert [content for _, content in said(text)] == [
        "نحن ماضون في العمل",
        'مصر باقية في منظمة "الكوميسا" الأفريقية',
    ]


@pytest.mark.parametrize(
    "text, speaker, content",
    [
        ("طالب أهالي الضحايا الحكومة بالتحقيق.", "أهالي الضحايا", "الحكومة بالتحقيق"),
        ("وحث السفير المجتمع الدولي على التحرك.", "السفير", "التحرك"),
        ("وحث نائب الرئيس العراقي قطر على التحرك.", "نائب الرئيس العراقي", "قطر على التحرك"),
        ("ودعا الوزير الدول المانحة إلى الوفاء بوعودها.", "الوزير", "الوفاء بوعودها"),
    ],
)
def test_what_begins_behind_a_definite_subject_is_no_part_of_it(text: str, speaker: str, content: str) -> None:
    assert said(text) == [((speaker,), content)]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "وفيما قالت باريس إن السد آمن، كشف ماكرون عن خطة جديدة.",
            [(("فرنسا",), "السد آمن"), (("إيمانويل ماكرون",), "خطة جديدة")],
        ),
        (
            "وفي الوقت الذي أعلنت فيه باريس أن السد آمن، اتهم السيسي روسيا بالكذب.",
            [(("فرنسا",), "السد آمن"), (("عبد الفتاح السيسي",), "روسيا بالكذب")],
        ),
        # The verb of the sentence ends the clause before it, though it reports nothing.
        ("بينما أفادت مصادر بأن السد آمن، نفى السيسي ذلك.", [(("مصادر",), "السد آمن")]),
        # What stands behind a verb that has its subject before it is still told by the first.
        (
            "وفيما قالت باريس إن السيسي، الذي زار موسكو، أكد أن السد آمن.",
            [(("فرنسا",), "السيسي، الذي زار موسكو، أكد أن السد آمن"), (("عبد الفتاح السيسي",), "السد آمن")],
        ),
    ],
)
def test_a_clause_that_opens_a_sentence_ends_before_its_verb(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text, who",
    [
        ("وأعلن ممثلو هذه الكتلة التوصل إلى اتفاق.", "ممثلو هذه الكتلة"),
        ("وقال أصحاب هذه المبادرة إنها ناجحة.", "أصحاب هذه المبادرة"),
        ("وأعربت الجمهورية اليمنية عن قلقها.", "اليمن"),
        ("ووصف مستشار الأمن القومي الأمريكي، جون بولتون، المحكمة بأنها مسيسة.", "جون بولتون"),
        ("وانتقد ماكرون سجل الرئيسة. فقد صرح بأن الحكومة فاشلة.", "إيمانويل ماكرون"),
        # A pronoun behind an object or before a time points at no subject.
        ("وأعلن هذا العام أنه باق.", "عبد الفتاح السيسي"),
        ("وأكد أسباب هذا الانخفاض.", "عبد الفتاح السيسي"),
    ],
)
def test_who_is_pointed_at_or_told_of_beside_the_verb_speaks(text: str, who: str) -> None:
    assert said("قال السيسي إن مصر باقية. " + text)[-1][0] == (who,)


@pytest.mark.parametrize(
    "text, who",
    [
        ("ونقل موقع شانا الإخباري عن محسن قمصري مدير الشؤون الدولية قوله إن السد آمن.", "محسن قمصري"),
        ("ونقل التلفزيون الإيراني عن رجل الدين البارز، أحمد خاتمي، قوله الجمعة إن السد آمن.", "أحمد خاتمي"),
        ("ونقلت صحيفة عكاظ عن «مسؤول رفيع»، قوله إن السد آمن.", "مسؤول رفيع"),
        ("ونقلت رويترز عن الناجين قولهم إن السد آمن.", "الناجين"),
        # Nothing is carried.
        ("ودافع عن السد بقوله إن السد آمن.", "عبد الفتاح السيسي"),
    ],
)
def test_whose_words_are_carried_speaks_though_nobody_knows_him(text: str, who: str) -> None:
    assert said("قال السيسي إن مصر باقية. " + text)[-1] == ((who,), "السد آمن")
