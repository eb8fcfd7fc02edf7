"""Agent noun phrases are found by their form: known names, offices with names, bodies, unnamed sources."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reading_support import document, examples, phrases, unread

from kg.curated import Office, Title
from kg.lexicon import Body, Source
from kg.phrase import Phrase
from kg.tables import curated, read_table


def found(text: str) -> list[tuple[str, str]]:
    """The phrases of a text with their kinds."""
    doc = document(text)
    return [(doc.text(phrase.start, phrase.end), phrase.kind) for phrase in phrases(text)]


def name(text: str) -> str:
    """The name within the first phrase of a text."""
    phrase = phrases(text)[0]
    return document(text).text(phrase.name_start, phrase.name_end)


@pytest.mark.parametrize(
    "text, phrase, kind",
    [
        ("العراق", "العراق", "known"),
        ("الولايات المتحدة", "الولايات المتحدة", "known"),
        ("كتائب حزب الله", "كتائب حزب الله", "known"),
        ("المتحدث باسم البنتاغون جون كيربي", "المتحدث باسم البنتاغون جون كيربي", "known"),
        ("وزير النقل اللبناني سامي فرحات", "وزير النقل اللبناني سامي فرحات", "person"),
        ("الرئيس الفنلندي", "الرئيس الفنلندي", "office"),
        ("وزارة الزراعة التشيلية", "وزارة الزراعة التشيلية", "body"),
        ("لجنة الانتخابات في كينيا", "لجنة الانتخابات", "body"),
        ("مصادر أمنية عراقية", "مصادر أمنية عراقية", "source"),
        ("أحد كبار المسؤولين الأميركيين", "أحد كبار المسؤولين الأميركيين", "source"),
        ("عدد من النواب العراقيين", "عدد من النواب العراقيين", "source"),
        ("ولاية صفاقس", "ولاية صفاقس", "body"),
        ("حكومة الرئيس الفنلندي ماركو لاينن", "حكومة الرئيس الفنلندي ماركو لاينن", "body"),
        ("المنظمات الدولية للدفاع عن حقوق الإنسان", "المنظمات الدولية للدفاع عن حقوق الإنسان", "body"),
        ("أمانة محافظة الطائف", "أمانة محافظة الطائف", "body"),
        ("القناة «الجزيرة»", "القناة «الجزيرة»", "known"),
        ("بلاده", "بلاده", "possessive"),
        ("وحكومته", "وحكومته", "possessive"),
        unread("مسؤول كبير في الإدارة الأميركية", "مسؤول كبير في الإدارة الأميركية", "source", why="read as an office"),
        ("مكتب رئيس الوزراء", "مكتب رئيس الوزراء", "body"),
    ],
)
def test_phrase_is_found_whole(text: str, phrase: str, kind: str) -> None:
    assert found(text)[0] == (phrase, kind)


@pytest.mark.parametrize(
    "text, person",
    [
        ("وزير النقل اللبناني سامي فرحات", "سامي فرحات"),
        ("وزيرة التعليم الفنلندية لمياء البستاني", "لمياء البستاني"),
        ("محافظ مدينة زنجبار سامي فرحات", "سامي فرحات"),
        ("محافظ أوكيناوا تاكيشي أوناغا", "تاكيشي أوناغا"),
        ("والي صفاقس، سامي فرحات،", "سامي فرحات"),
        ("بوالي صفاقس، سامي فرحات.", "سامي فرحات"),
        ("رئيس بلدية صفاقس منير اللومي", "منير اللومي"),
        ("حاكم ولاية نيو مكسيكو", ""),
        ("رئيس اللجنة العربية، الدكتور هادي اليامي، أن", "هادي اليامي"),
        ("الدكتور عبدالعزيز بن طالب إن", "عبدالعزيز بن طالب"),
        ("الصحافي الهادي محمد الأمين إن", "الهادي محمد الأمين"),
        ("الأمين العام لمجلس الضمان الصحي التعاوني محمد الفرحاتي، أن", "محمد الفرحاتي"),
        ("المتحدث باسم حاكم ولاية هيرات جيلاني فرهد إن", "جيلاني فرهد"),
        ("وزير النقل ليو تيونج إن", "ليو تيونج"),
        ("رئيس شركة كازينو كلود ريزاك إن", "كلود ريزاك"),
        ("مدير الاتصالات بشركة كازينو إن", ""),
        ("مساعد مدرب المنتخب خالد حمدان أن", "خالد حمدان"),
        ("مدير الأصول والمشاريع بمكة المكرمة المهندس سعيد العمري أن", "سعيد العمري"),
        ("رئيسة النادي السعودي في جامعة بوسطن الدكتورة ليلى أبو الجدايل إن", "ليلى أبو الجدايل"),
        ("نائب حزب الشعب عن مدينة إسطنبول، محمود تانال، إن", "محمود تانال"),
        ("رئيس الغرفة الجهوية بصفاقس، نور الدين قديش، أن", "نور الدين قديش"),
        ("رئيس الغرفة الجهوية بإقالة الوزير، نور الدين قديش، أن", ""),
        ("رئيس حزب آفاق تونس كريم الفرحاتي أن", "كريم الفرحاتي"),
        ("الدكتور ألكسندر بانتليات، أستاذ مساعد", "ألكسندر بانتليات"),
        ("مدير المعهد، سامي فرحات تعقيبا على", "سامي فرحات"),
        ("الناطق باسم حركة النهضة بوجمعة الفرحاتي", "بوجمعة الفرحاتي"),
        ("وزير التكوين المهني والتشغيل، سامي فرحات، مساء الجمعة", "سامي فرحات"),
        ("مؤسس شركة مايكروسوفت، سامي فرحات، إن", "سامي فرحات"),
        ('الرئيس الفخري لشركة "نور لودر" لمنتجات التجميل، سامي فرحات، إن', "سامي فرحات"),
        ("وزير النقل اللبناني «سامي فرحات»", "سامي فرحات"),
        ("وزير العدل اللبناني سامي فرحات", "سامي فرحات"),
        ("المتحدث باسم الجيش اللبناني طارق زيدان", "طارق زيدان"),
        ("الرئيس الفنلندي السابق ماركو لاينن", "ماركو لاينن"),
        ("المبعوث الأممي إلى ليبيا بيتر هانسن", "بيتر هانسن"),
        ("العقيد طارق زيدان", "طارق زيدان"),
        ("السيد فرحات", "فرحات"),
        ("السفير طارق بن زيدان", "طارق بن زيدان"),
        ("وزير النقل، سامي فرحات، أن", "سامي فرحات"),
        ("رئيس جمعية المزارعين عبد الرحمن زيدان", "عبد الرحمن زيدان"),
        ("الخبير محمد علي", "محمد علي"),
        ("الوزير إلياس فرحات", "إلياس فرحات"),
        ("الوزير الحبيب زيداني", "الحبيب زيداني"),
        ("رجل الأعمال السعودي، الأمير الوليد بن طلال،", "الوليد بن طلال"),
    ],
)
def test_name_behind_a_title_is_the_name_alone(text: str, person: str) -> None:
    assert name(text) == person


@pytest.mark.parametrize(
    "text",
    [
        "أكد وقوفها التام إلى جانب السودان",
        "نفى ورفضها التام للهجوم",
        "قال وعشرات الشباب في الساحة",
        "أعلن يفتتح المعرض",
        "أكد توبتهم ظاهريا",
        "قال اتساع الهوة بين الطرفين",
    ],
)
def test_a_word_of_the_language_begins_no_name(text: str) -> None:
    assert "person" not in [kind for _, kind in found(text)]


@pytest.mark.parametrize(
    "text, person",
    [
        ("وزير خارجيته جون كوبر", "جون كوبر"),
        ("وزير دفاعها طارق زيدان", "طارق زيدان"),
        ("رئيس مجلسها سامي فرحات", "سامي فرحات"),
    ],
)
def test_a_title_may_be_somebodys(text: str, person: str) -> None:
    assert name(text) == person


@pytest.mark.parametrize(
    "text, stop",
    [
        ("وزير النقل اللبناني سامي فرحات إن الطريق مفتوح", "وزير النقل اللبناني سامي فرحات"),
        ("وزير النقل اللبناني سامي فرحات في بيروت", "وزير النقل اللبناني سامي فرحات"),
        ("وزير النقل اللبناني سامي فرحات اليوم", "وزير النقل اللبناني سامي فرحات"),
        ("وزير النقل اللبناني سامي فرحات أمس الاثنين", "وزير النقل اللبناني سامي فرحات"),
        ("وزير النقل اللبناني سامي فرحات قال", "وزير النقل اللبناني سامي فرحات"),
        ("وزير النقل اللبناني. سامي فرحات", "وزير النقل اللبناني"),
        ("القوات الأميركية في العراق", "القوات الأميركية"),
        ("مجلس الأمن الدولي الهجوم", "مجلس الأمن الدولي"),
        ("الرئيس الفنلندي الأطراف على الحوار", "الرئيس الفنلندي"),
        ("الاتحاد الأوروبي روسيا إلى الهدوء", "الاتحاد الأوروبي"),
        ("الرئيس الفنلندي في القصر الأبيض", "الرئيس الفنلندي"),
        ("رئيس الجمهورية للتوصل إلى حل", "رئيس الجمهورية"),
        ("رئيس الحكومة والوفد المرافق له", "رئيس الحكومة"),
        ("محافظ عدن إلى الهدوء", "محافظ عدن"),
        ("المبعوث الأممي إلى سوريا أمس", "المبعوث الأممي إلى سوريا"),
        ("السفير الأميركي تعازيه إلى الضحايا", "السفير الأميركي"),
        ("الملك سلمان غضبه", "الملك سلمان"),
        ("بقيادة السعودية", "السعودية"),
        ("برئاسة وزير النقل اللبناني سامي فرحات", "وزير النقل اللبناني سامي فرحات"),
        ("صندوق النقد الدولي للحصول على قرض", "صندوق النقد الدولي"),
        ("الاتحاد الأوروبي لليمن", "الاتحاد الأوروبي"),
        ("البحرية الإسبانية للمساعدة", "البحرية الإسبانية"),
        ("القوات الموالية للحكومة أمس", "القوات الموالية للحكومة"),
        ("الصحف إدارة الرئيس باراك أوباما", "الصحف"),
    ],
)
def test_phrase_stops_where_the_sentence_goes_on(text: str, stop: str) -> None:
    assert found(text)[0][0] == stop


@pytest.mark.parametrize(
    "text, clitic",
    [("العراق", ""), ("والعراق", "و"), ("بالعراق", "ب"), ("للعراق", "ل"), ("وللولايات المتحدة", "ول"), ("وبلاده", "و")],
)
def test_phrase_tells_what_is_written_onto_it(text: str, clitic: str) -> None:
    assert phrases(text)[0].clitic == clitic


@pytest.mark.parametrize(
    "text, of",
    [
        ("وزير النقل اللبناني سامي فرحات", ("lebanon",)),
        ("وزارة الزراعة التونسية", ("tunisia",)),
        ("مصادر أمنية عراقية", ("iraq",)),
        ("سفير قطر في بيروت", ("qatar", "lebanon")),
        ("القاضي سامي فرحات", ()),
    ],
)
def test_phrase_tells_what_it_belongs_to(text: str, of: tuple[str, ...]) -> None:
    assert phrases(text)[0].of == of


@pytest.mark.parametrize(
    "text", ["وصلت القافلة أمس.", "كالعراق", "الطقس بارد", "«»", "2021", "ارتفعت الأسعار في الأسواق المحلية."]
)
def test_other_words_are_no_agents(text: str) -> None:
    assert phrases(text) == ()


def test_title_behind_a_name_leads_to_the_name() -> None:
    doc = document("ويرى سامي فرحات، الخبير في معهد واشنطن، أن الحل بعيد.")
    names = [doc.text(phrase.name_start, phrase.name_end) for phrase in phrases(doc.article.text)]
    assert "سامي فرحات" in names


def test_phrases_do_not_overlap() -> None:
    found = phrases("قال وزير الخارجية العراقي فؤاد حسين ووزيرة الدفاع الفرنسية فلورانس بارلي إن التحالف الدولي باق.")
    assert all(one.end <= other.start for one, other in pairwise(found))


# --- the tables -------------------------------------------------------------------------------------------------------

OFFICES = read_table(curated("lexicon", "offices.yaml"), Office)
TITLES = read_table(curated("lexicon", "titles.yaml"), Title)
BODIES = read_table(curated("lexicon", "bodies.yaml"), Body)
SOURCES = read_table(curated("lexicon", "sources.yaml"), Source)


def office_of(phrase: Phrase) -> str | None:
    return phrase.office.office if phrase.office else None


NAMELESS = [
    "الأستاذة",
    "سماحة",
    "فضيلة",
    "سمو",
    "صاحب السمو الأمير",
    "اللواء الركن",
    "اللواء ركن",
    "العميد ركن",
    "الملازم",
]
NAMELESS += ["الميجر", "البريغادير جنرال", "الميجور جنرال"]
OPEN_TITLES = dict.fromkeys(NAMELESS, "the example names nobody")
OPEN_BODIES = {"هلال": "one indefinite word", "مدرسة": "one indefinite word", "لواء": "a name that no table knows"}


@pytest.mark.parametrize("row", OFFICES, ids=lambda row: row.office)
def test_example_of_an_office_holds_a_phrase_of_it(row: Office) -> None:
    assert row.office in {office_of(phrase) for phrase in phrases(row.example)}


@pytest.mark.parametrize("row", examples(TITLES, lambda row: row.form, OPEN_TITLES), ids=lambda row: row.form)
def test_example_of_a_title_holds_a_phrase(row: Title) -> None:
    assert phrases(row.example)


@pytest.mark.parametrize("row", examples(BODIES, lambda row: row.noun, OPEN_BODIES), ids=lambda row: row.noun)
def test_example_of_a_body_holds_a_phrase(row: Body) -> None:
    assert phrases(row.example)


@pytest.mark.parametrize("row", SOURCES, ids=lambda row: row.noun)
def test_example_of_a_source_holds_a_phrase(row: Source) -> None:
    assert phrases(row.example)


@pytest.mark.parametrize("text", ["قناة السويس الجديدة", "التيار الكهربائي", "وجهات النظر", "موقع الحادث"])
def test_a_thing_is_no_body(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text, body",
    [
        ("أعلنت الهيئة الوطنية لمكافحة الفساد النتائج.", "الهيئة الوطنية لمكافحة الفساد"),
        ("دعت لجنة الحكام لكرة القدم المحاضر إلى السفر.", "لجنة الحكام لكرة القدم"),
        ("أعلن معهد الملك فهد لأبحاث الحج والعمرة النتائج.", "معهد الملك فهد لأبحاث الحج والعمرة"),
        ("قالت جامعة الملك سعود إن الطريق مفتوح.", "جامعة الملك سعود"),
        ("فاز التحالف من أجل الديمقراطية والعدالة.", "التحالف من أجل الديمقراطية والعدالة"),
        ("دعت وكالات الأمم المتحدة إلى الهدنة.", "وكالات الأمم المتحدة"),
        ("أكد الائتلاف العالمي لهزيمة داعش ذلك.", "الائتلاف العالمي لهزيمة داعش"),
        ("قال المعهد العالي للدراسات التكنولوجية إن الحل قريب.", "المعهد العالي للدراسات التكنولوجية"),
        ("قالت وزارة العمل والتأمينات الاجتماعية إن الطريق مفتوح.", "وزارة العمل والتأمينات الاجتماعية"),
        ("وقعت شركة نوردال إنرجي الاتفاق.", "شركة نوردال إنرجي"),
        ("كرمت جامعة الطائف الدكتور سامي فرحات.", "جامعة الطائف"),
        ("زار صندوق النقد الدولي والمفوضية الأوروبية أثينا.", "صندوق النقد الدولي"),
    ],
)
def test_the_name_of_a_body_ends_where_it_ends(text: str, body: str) -> None:
    assert (body, "body") in found(text) or (body, "known") in found(text)
