"""Who is who in an article: known actors and new ones, second mentions by family name, office, head noun or pronoun."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import PUBLISHED, agents, commitments, document, read, statements, unread

from kg.frames import Actor


def people(text: str) -> list[str]:
    """The labels of the persons in a text."""
    return [actor.label for actor in read(text).actors.values() if actor.type == "Person"]


def actor(text: str, label: str) -> Actor:
    """The one actor of this label."""
    (found,) = (found for found in read(text).actors.values() if found.label == label)
    return found


def labels(text: str) -> list[str]:
    """Who says the statements of a text, by label, one after the other."""
    reading = read(text)
    return [reading.actors[key].label for said in reading.statements for key in said.speakers]


def speakers(text: str, published: date | None = PUBLISHED) -> list[str]:
    """Who speaks, statement by statement."""
    return [" + ".join(said.speakers) for said in statements(text, published)]


@pytest.mark.parametrize(
    "text, label",
    [
        ("قال وزير النقل اللبناني سامي فرحات إن الطريق مفتوح. وأضاف فرحات أن العمل مستمر.", "سامي فرحات"),
        ("قالت وزيرة التعليم لمياء البستاني إن المدارس مفتوحة. وقالت البستاني إن العمل مستمر.", "لمياء البستاني"),
        ("قال المحامي طارق الزيداني إن الحكم جائر. وقال الزيداني إن العمل مستمر.", "طارق الزيداني"),
        ("قال العقيد طارق بن زيدان إن الطريق مفتوح. وقال بن زيدان إن العمل مستمر.", "طارق بن زيدان"),
        ("قال مصطفى الكاظمي إن الطريق مفتوح. وأكد الكاظمي أن العمل مستمر.", "مصطفى الكاظمي"),
        # Fathers' names that mean something, or look as if a letter were joined to them.
        ("قال الدكتور عادل كريم الشمري إن الأمر صعب. وأكد الشمري أن العمل مستمر.", "عادل كريم الشمري"),
        ("وصرح الشيخ عبد الخالق فايز بشر: «نحن هنا». وأضاف بشر: «سنبقى».", "عبد الخالق فايز بشر"),
    ],
)
def test_person_named_again_by_family_name_is_the_same(text: str, label: str) -> None:
    assert people(text) == [label]
    assert speakers(text) == [label, label]


@pytest.mark.parametrize("family_name", ["بيسوف", "بسيكوف", "بيسكوفف"])
def test_one_wrong_letter_makes_nobody_else_of_a_family_name(family_name: str) -> None:
    text = f"نفى ديميتري بيسكوف وجود اتفاق. وأكد {family_name} أن المحادثات انتهت."
    assert [said.speakers for said in statements(text)] == [("دميتري بيسكوف",)] * 2


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("قال ميشال كرامي إن الحل قريب. وأكد السيد كريمي أن المحادثات انتهت.", "كريمي"),
        ("أعلنت شركة نوردالي موعد القمة. وأكد السيد نورالي أن المحادثات انتهت.", "نورالي"),
    ],
)
def test_a_short_name_or_a_companys_is_not_what_another_misspells(text: str, speaker: str) -> None:
    assert statements(text)[-1].speakers == (speaker,)


def test_family_name_of_one_in_the_article_is_no_other_known_one() -> None:
    text = "قال العقيد طارق الصبيحي إن المعركة انتهت. وأضاف العقيد الصبيحي أن الطريق مفتوح."
    assert people(text) == ["طارق الصبيحي"]


def test_preposition_is_nobody_named_again() -> None:
    text = "زار الرئيس زين العابدين بن علي مصر. وحث على مراجعة القانون."
    assert [agent.start for agent in agents(text)] == [1, 6]


def test_family_name_that_two_share_is_neither() -> None:
    text = "التقى الوزير سامي فرحات النائب طارق فرحات. وقال فرحات إن الحل قريب."
    assert "سامي فرحات" not in speakers(text)
    assert "طارق فرحات" not in speakers(text)


@pytest.mark.parametrize(
    "published, president",
    [(date(2018, 5, 8), "دونالد ترامب"), (date(2021, 7, 27), "جو بايدن"), (date(2015, 3, 1), "باراك أوباما")],
)
def test_office_means_its_holder_at_the_time(published: date, president: str) -> None:
    assert speakers("قال الرئيس الأميركي إن الاتفاق سيئ.", published) == [president]


@pytest.mark.parametrize(
    "published, premier", [(date(2019, 6, 1), "عادل عبد المهدي"), (date(2021, 7, 27), "مصطفى الكاظمي")]
)
def test_premier_means_the_one_at_the_time(published: date, premier: str) -> None:
    assert speakers("قال رئيس الوزراء العراقي إن الاتفاق سيئ.", published) == [premier]


def test_office_without_a_date_is_nobody_known() -> None:
    assert speakers("قال الرئيس الأميركي إن الاتفاق سيئ.", None) == ["الرئيس الأميركي"]


def test_article_decides_who_holds_an_office() -> None:
    text = "وصل الرئيس اللبناني سامي فرحات إلى القاهرة. وقال الرئيس اللبناني إن الزيارة مهمة."
    assert speakers(text) == ["سامي فرحات"]


@pytest.mark.parametrize(
    "text, label",
    [
        ("وصل وزير النقل اللبناني سامي فرحات. وقال الوزير إن الزيارة مهمة.", "سامي فرحات"),
        ("قال المتحدث باسم الجيش طارق زيدان إن المعركة انتهت. وأضاف المتحدث أن الطريق مفتوح.", "طارق زيدان"),
        ("قالت وزارة الصحة اليمنية إن الوباء تراجع. وأضافت الوزارة أن اللقاح متوفر.", "وزارة الصحة اليمنية"),
        ("قالت منظمة الصحة العالمية إن الوباء تراجع. وأضافت المنظمة أن اللقاح متوفر.", "منظمة الصحة العالمية"),
        ("قال مصدر أمني إن الهجوم فشل. وأضاف المصدر أن الطريق مفتوح.", "مصدر أمني"),
    ],
)
def test_head_noun_alone_means_the_one_named_before(text: str, label: str) -> None:
    assert set(speakers(text)) == {label}


@pytest.mark.parametrize(
    "text, label",
    [
        ("قال ماكرون إن بلاده باقية. وأكدت حكومته أن الحدود آمنة.", "الحكومة الفرنسية"),
        ("قال وزير النقل التونسي سامي فرحات إن الطريق مفتوح. وأكدت بلاده أن الحدود آمنة.", "تونس"),
        ("قال وزير النقل اللبناني سامي فرحات إن الطريق مفتوح. وأكدت بلاده أن الحدود آمنة.", "لبنان"),
    ],
)
def test_possessive_means_the_state_of_whoever_was_named_last(text: str, label: str) -> None:
    assert speakers(text)[-1] == label


@pytest.mark.parametrize(
    "text, expected",
    [
        ("أعلنت واشنطن أن العقوبات باقية.", ["الولايات المتحدة"]),
        ("أكدت طهران أن العقوبات ظالمة.", ["إيران"]),
        ("قالت الرياض والقاهرة إن الممر مفتوح.", ["السعودية + مصر"]),
        ("قال السيسي في واشنطن إن الممر مفتوح.", ["عبد الفتاح السيسي"]),
        ("قال في واشنطن إن الممر مفتوح.", []),
    ],
)
def test_capital_speaks_for_its_state_but_not_as_a_place(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    "text, label, type_",
    [
        ("قال السيسي إن الممر مفتوح.", "عبد الفتاح السيسي", "Person"),
        ("قال وزير النقل سامي فرحات إن الطريق مفتوح.", "سامي فرحات", "Person"),
        ("قالت مصادر أمنية عراقية إن الهجوم فشل.", "مصادر أمنية عراقية", "AnonymousSource"),
        ("قال مصدر دبلوماسي رفيع إن الهجوم فشل.", "مصدر دبلوماسي رفيع", "AnonymousSource"),
        ("وقال شهود عيان إن الهجوم فشل.", "شهود عيان", "AnonymousSource"),
        ("قال سكان محليون إن الهجوم فشل.", "سكان محليون", "Group"),
        ("قالت وزارة الصحة اليمنية إن الوباء تراجع.", "وزارة الصحة اليمنية", "GovernmentBody"),
        ("قال حزب الخضر الألماني إن المناخ أولا.", "حزب الخضر الألماني", "PoliticalParty"),
        ("ذكرت صحيفة الزمان العراقية أن الوباء تراجع.", "صحيفة الزمان العراقية", "MediaOutlet"),
        ("قال مسؤول كبير في الإدارة الأميركية إن الهجوم فشل.", "مسؤول كبير في الإدارة الأميركية", "AnonymousSource"),
    ],
)
def test_actor_has_the_type_of_its_words(text: str, label: str, type_: str) -> None:
    assert actor(text, label).type == type_


@pytest.mark.parametrize(
    "text, label, role",
    [
        ("قال وزير النقل اللبناني سامي فرحات إن الطريق مفتوح.", "سامي فرحات", "وزير النقل اللبناني"),
        ("قال المتحدث باسم البنتاغون جون كيربي إن الطريق مفتوح.", "جون كيربي", "المتحدث باسم البنتاغون"),
        ("قال سامي فرحات، رئيس بلدية صيدا، إن الطريق مفتوح.", "سامي فرحات", "رئيس بلدية صيدا"),
        ("وأكدت ميركل أن الطريق مفتوح.", "أنغيلا ميركل", None),
        unread(
            "قال ولي العهد السعودي الأمير محمد بن سلمان إن الطريق مفتوح.",
            "محمد بن سلمان",
            "ولي العهد السعودي",
            why="the form of address goes into the role",
        ),
    ],
)
def test_role_is_as_printed(text: str, label: str, role: str | None) -> None:
    assert actor(text, label).role == role


@pytest.mark.parametrize(
    "text, label, of",
    [
        ("قالت وزارة الصحة اليمنية إن الوباء تراجع.", "وزارة الصحة اليمنية", ("yemen",)),
        ("قالت مصادر أمنية عراقية إن الهجوم فشل.", "مصادر أمنية عراقية", ("iraq",)),
        ("قال وزير النقل اللبناني سامي فرحات إن الطريق مفتوح.", "سامي فرحات", ("lebanon",)),
    ],
)
def test_new_actor_knows_what_it_belongs_to(text: str, label: str, of: tuple[str, ...]) -> None:
    assert actor(text, label).of == of


def test_known_actor_keeps_the_other_names_seen() -> None:
    found = actor("قالت أميركا إن العقوبات باقية. وأكدت الولايات المتحدة الأميركية ذلك.", "الولايات المتحدة")
    assert {"أميركا", "الولايات المتحدة الأميركية"} <= set(found.names)


@pytest.mark.parametrize(
    "text, other",
    [
        ("قالت وزارة النقل الأمريكية إن الطريق مفتوح.", "قالت وزارة النقل الأميركية إن الطريق مفتوح."),
        ("قال القاضي سامي فرحات إن الحكم عادل.", "قال المحامي سامي فرحات إن الحكم جائر."),
    ],
)
def test_same_name_has_the_same_key_in_every_article(text: str, other: str) -> None:
    (one,), (two,) = (said.speakers for said in read(text).statements), (s.speakers for s in read(other).statements)
    assert one == two


def test_anonymous_source_belongs_to_its_article() -> None:
    (said,) = read("قال مصدر أمني إن الهجوم فشل.").statements
    found = read("قال مصدر أمني إن الهجوم فشل.").actors[said.speakers[0]]
    assert found.local
    assert found.key.startswith("article/")


def test_label_has_no_quote_marks() -> None:
    labels = [actor.label for actor in read("ذكرت صحيفة «البرق» أن الوباء تراجع.").actors.values()]
    assert not any(set(label) & set('«»"“”') for label in labels)


def test_mentions_cover_the_words_that_name_the_actor() -> None:
    text = "قال وزير النقل اللبناني سامي فرحات إن الطريق مفتوح. وأضاف فرحات أن العمل مستمر."
    doc = document(text)
    assert [doc.text(agent.start, agent.end) for agent in agents(text)] == ["وزير النقل اللبناني سامي فرحات", "فرحات"]


def test_bare_office_of_nobody_is_no_agent() -> None:
    assert agents("انتخاب الرئيس صعب.") == ()


@pytest.mark.parametrize(
    "text, second",
    [
        ("قال محافظ مدينة زنجبار سامي فرحات إن الطريق مفتوح. وأوضح المحافظ أن العمل مستمر.", "سامي فرحات"),
        ("قال وزير التكوين، سامي فرحات، إن البرنامج جاهز. وأوضح الوزير أن العمل مستمر.", "سامي فرحات"),
        ("قال سامي فرحات، مدير المستشفى، إن البرنامج جاهز. وأوضح مدير المستشفى أن العمل مستمر.", "سامي فرحات"),
        ("قال وزير الصحة سامي فرحات إن الوباء تراجع. وقال وزير النقل إن الطريق مفتوح.", "وزير النقل"),
        ("قال بيل غيتس إن البرنامج جاهز. وأوضح غيتس أن العمل مستمر.", "بيل غيتس"),
    ],
)
def test_second_mention_means_who_bears_the_title_or_name(text: str, second: str) -> None:
    assert labels(text)[1] == second


@pytest.mark.parametrize(
    ("title", "holder"),
    [
        ("وزير الخارجية القطري محمد بن عبدالرحمن", "محمد بن عبد الرحمن آل ثاني"),
        ("الرئيس الروسي فلاديمر بوتن", "فلاديمير بوتين"),
        ("الرئيس الروسي جون كوبر", "جون كوبر"),
        ("الرئيس الأميركي ترومان", "ترومان"),
        ("رئيس الوزراء البريطاني تشرشل", "تشرشل"),
        ("وزير الخارجية القطري حمد بن عبدالرحمن", "حمد بن عبدالرحمن"),
    ],
)
def test_a_name_behind_an_office_is_its_holders_however_written(title: str, holder: str) -> None:
    assert speakers(f"وقال {title} إن الحل قريب.", published=date(2018, 8, 1)) == [holder]


def test_a_known_name_behind_a_comma_bears_no_title_of_another_land() -> None:
    text = "وصف زعيم كوريا الشمالية، ترامب بأنه مختل."
    assert speakers(text, published=date(2018, 8, 1)) == ["كيم جونغ أون"]


def test_a_korean_is_named_again_by_the_first_word_of_the_name() -> None:
    text = "قال سونغ يونغ مو إن الحل قريب. وأضاف الوزير سونغ أن الطريق مفتوح."
    assert speakers(text) == ["سونغ يونغ مو"] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "وزير النقل الفنلندي يعلن أن الميناء مفتوح\n\nقال وزير النقل الفنلندي سامي فرحات إن الميناء مفتوح.",
            "سامي فرحات",
        ),
        (
            "وزير النقل الفنلندي يعلن أن الميناء مفتوح\n\nقال وزير الدفاع الفنلندي سامي فرحات إن الميناء مفتوح.",
            "وزير النقل الفنلندي",
        ),
    ],
)
def test_a_title_means_who_is_named_with_it_later(text: str, expected: str) -> None:
    assert speakers(text)[0] == expected


def test_title_of_many_means_who_was_named_more() -> None:
    text = (
        "قال وزير النقل سامي فرحات إن الطريق مفتوح. وأوضح فرحات، في لقاء حضره منير اللومي، الوزير المكلف بالبيئة، "
        "أن العمل مستمر. وقال الوزير إن الميزانية كافية."
    )
    assert set(labels(text)) == {"سامي فرحات"}


@pytest.mark.parametrize(
    "text, label",
    [
        ("قدمت فرنسا مساعدات للبنان.", "لبنان"),
        ("قدمت فرنسا مساعدات لليبيا.", "ليبيا"),
        ("سلمت فرنسا المساعدات للاجئين.", "اللاجئين"),
        ("قدمت فرنسا مساعدات للجنة الطوارئ الحكومية.", "لجنة الطوارئ الحكومية"),
        ("قدمت فرنسا مساعدات للجنة المركزية.", "اللجنة المركزية"),
        ("قدمت فرنسا مساعدات للبلدية.", "البلدية"),
    ],
)
def test_name_behind_a_preposition_is_written_out(text: str, label: str) -> None:
    names = {name for actor in read(text).actors.values() for name in (actor.label, *actor.names)}
    assert names == {"فرنسا", label}


def test_people_named_again_without_their_country_are_the_same() -> None:
    reading = read("وصل اللاجئون السوريون إلى الأردن. وتسلم اللاجئون في المخيم مساعدات.")
    assert {mention.actor for mention in reading.mentions} == {"syrian-refugees", "jordan"}


def test_a_body_is_known_without_whose_it_is() -> None:
    reading = read("قالت اللجنة العليا للإغاثة التابعة للحكومة اليمنية إن الطريق مفتوح.")
    labels = {actor.label: actor.names for actor in reading.actors.values()}
    assert labels["اللجنة العليا للإغاثة"] == ("اللجنة العليا للإغاثة التابعة للحكومة اليمنية",)


@pytest.mark.parametrize(
    "title",
    ["رئيس الجمعية العراقية للنزل", "نائب رئيس لجنة التحكيم بالاتحاد العراقي", "رئيسة المجلس العراقي", "أمير الجماعة"],
)
def test_who_heads_a_body_is_not_the_ruler_of_its_land(title: str) -> None:
    assert speakers(f"قال {title} إن الطريق مفتوح.") == [title]


def test_who_heads_a_body_does_not_bind_its_land() -> None:
    text = "قال رئيس الجمعية العراقية للنزل سامي فرحات إن الجمعية ستقدم الدعم للسياح."
    assert "العراق" not in [label for bound in commitments(text) for label in bound.committers]


@pytest.mark.parametrize("title", ["الرئيس العراقي", "رئيس جمهورية العراق", "رئيس العراق", "رئيس الدولة العراقية"])
def test_a_ruler_is_known_by_his_land(title: str) -> None:
    assert speakers(f"قال {title} إن الطريق مفتوح.") == ["برهم صالح"]


def test_an_adjective_is_no_ruler() -> None:
    assert "برهم صالح" not in people("زار العراق وفد. وتغير الدور الرئيس للقوات الأميركية في العراق.")


@pytest.mark.parametrize(
    "body, named", [("حزبه", "حزب الأقحوان"), ("حكومته", "الحكومة اللبنانية"), ("شعبه", "الشعب اللبناني")]
)
def test_what_belongs_to_somebody_is_what_was_named_before_or_his_states(body: str, named: str) -> None:
    text = f"فاز حزب الأقحوان. وقال وزير النقل اللبناني سامي فرحات إن {body} باق."
    assert named in [actor.label for actor in read(text).actors.values()]
    assert "الحزب اللبناني" not in [actor.label for actor in read(text).actors.values()]


@pytest.mark.parametrize(
    "text, label",
    [
        ("قال الزعيم الكوري الشمالي إن الحوار مستمر.", "كيم جونغ أون"),
        ("قال الرئيس الكوري الجنوبي إن الحوار مستمر.", "مون جاي إن"),
        ("قالت وزارة الدفاع الكورية الجنوبية إن الحوار مستمر.", "وزارة الدفاع الكورية الجنوبية"),
    ],
)
def test_a_land_may_have_two_adjectives(text: str, label: str) -> None:
    assert speakers(text) == [label]


def test_a_name_of_two_letters_means_nobody_who_was_not_named() -> None:
    assert people("لا نعرف عليه شي.") == []


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("قالت الكونغو إن الطريق مفتوح. وقدمت جمهورية الكونغو 20 مليون دولار لليبيا.", "جمهورية الكونغو"),
        ("قالت الكونغو إن الطريق مفتوح. وتقاتل الكونغو الديمقراطية المتمردين.", "جمهورية الكونغو الديمقراطية"),
        ("قالت الكونغو إن الطريق مفتوح.", "جمهورية الكونغو الديمقراطية"),
        ("قال التحالف إن الطريق مفتوح. وقصف التحالف العربي مواقع في صعدة.", "تحالف دعم الشرعية في اليمن"),
    ],
)
def test_full_name_anywhere_decides_between_lands_of_one_short_form(text: str, speaker: str) -> None:
    assert labels(text)[0] == speaker


def test_envoy_belongs_to_the_state_that_sends_him() -> None:
    text = "أكد المبعوث الأميركي الخاص لإيران برايان هوك دعم بلاده للمحادثات."
    assert commitments(text, date(2018, 10, 1))[0].committers == ("الولايات المتحدة",)
