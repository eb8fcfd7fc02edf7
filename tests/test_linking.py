"""Which Wikidata item an actor is: names decide with offices, countries, days and company, or nothing does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.curation import Curation, Link, Unlink
from kg.iris import actor_key
from kg.lexicon import load_lexicon
from kg.linking.duties import DutyReader, Field, Position
from kg.linking.gathering import Gathering
from kg.linking.linker import Linker, Outcome
from kg.linking.names import Fit, fit
from kg.linking.sighting import Scene, Sighting
from kg.tables import curated, read_table
from kg.wikidata.entity import Entity, Known, Office

IRAQ, EGYPT, SYRIA, JORDAN, SAUDI, US, IRAN = "Q796", "Q79", "Q858", "Q810", "Q851", "Q30", "Q794"
FOREIGN, KING, HEALTH = "وزير خارجية العراق", "ملك", "وزير الصحة"


def person(id: str, name: str, country: str, *offices: Office, aliases: tuple[str, ...] = (), **facts: Any) -> Entity:
    """A person of Wikidata."""
    return Entity(id, {"ar": name}, {"ar": aliases}, {}, "Person", (country,), offices=offices, **facts)


def office(name: str, of: str, since: str | None = None, until: str | None = None, *, language: str = "ar") -> Office:
    """A position held."""
    return Office("Q1", {language: name}, (of,), since, until)


def article(name: str, day: str | None = None, publisher: str | None = None, *beside: str, **seen: Any) -> Scene:
    """An article that names somebody, and curated countries and others beside."""
    sighting = Sighting(actor_key(name), seen.pop("type", "Person"), name, **seen)
    others = tuple(Sighting(key, load_lexicon().actors.by_key[key].type, key) for key in beside)
    id = f"{day}-{'-'.join(beside)}-{sighting.role}"
    return Scene(id, date.fromisoformat(day) if day else None, publisher, (sighting, *others))


def link(source: list[Entity], *articles: Scene, curation: Curation | None = None) -> Outcome:
    """What becomes of the first actor of the articles."""
    linker = Linker(load_lexicon(), Known(source), curation or Curation())
    return linker.link(articles[0].named[0].actor, [(one, one.named[0]) for one in articles])


def test_a_whole_name_with_the_office_held_that_day_is_sure() -> None:
    fits = person("Q101", "كريم الدليمي", IRAQ, office(FOREIGN, IRAQ, "2003", "2014"))
    found = link([fits], article("كريم الدليمي", "2005-03-01", role="وزير الخارجية العراقي"))
    assert (found.verdict, found.item) == ("same", "Q101")
    assert "office-held" in dict(found.choices[0].signals)


@pytest.mark.parametrize(("day", "item"), [("2005-03-01", "Q101"), ("2021-07-26", "Q102")])
def test_of_two_foreign_ministers_of_one_name_the_year_decides(day: str, item: str) -> None:
    source = [
        person("Q101", "محمد حسين", IRAQ, office(FOREIGN, IRAQ, "2003-09", "2008-06")),
        person("Q102", "محمد حسين", IRAQ, office(FOREIGN, IRAQ, "2020-06")),
    ]
    found = link(source, article("محمد حسين", day, role="وزير الخارجية العراقي"))
    assert (found.verdict, found.item) == ("same", item)


def test_a_name_that_many_bear_is_linked_to_none_of_them_without_more() -> None:
    source = [person(f"Q10{n}", "محمد حسين", home) for n, home in enumerate([IRAQ, EGYPT, SYRIA], start=1)]
    found = link(source, article("محمد حسين", "2021-07-26"))
    assert (found.verdict, found.item, len(found.choices)) == ("ambiguous", None, 3)


def test_of_many_of_one_name_the_country_decides() -> None:
    source = [person(f"Q10{n}", "محمد حسين", home) for n, home in enumerate([IRAQ, EGYPT, SYRIA], start=1)]
    found = link(source, article("محمد حسين", "2021-07-26", None, "egypt", role="الخبير المصري", of=("egypt",)))
    assert found.item == "Q102"


def test_an_adjective_of_the_title_tells_the_country() -> None:
    source = [person("Q101", "سالم الحمداني", IRAQ), person("Q102", "سالم الحمداني", SYRIA)]
    found = link(source, article("سالم الحمداني", "2021-07-26", role="المحلل السوري"))
    assert found.item == "Q102"


def test_one_name_borne_by_two_in_different_articles_is_split() -> None:
    source = [
        person("Q101", "محمد حسين", IRAQ, office(FOREIGN, IRAQ, "2003-09", "2008-06")),
        person("Q102", "محمد حسين", EGYPT, office(HEALTH, EGYPT, "2019", "2022")),
    ]
    first = article("محمد حسين", "2005-03-01", role="وزير الخارجية العراقي")
    second = article("محمد حسين", "2020-03-01", role="وزير الصحة المصري")
    found = link(source, first, second)
    assert (found.verdict, found.item) == ("split", None)
    assert {choice.item: choice.articles for choice in found.choices} == {
        "Q101": (first.article,),
        "Q102": (second.article,),
    }


BUSHES = [
    person("Q207", "جورج دبليو بوش", US, office("رئيس الولايات المتحدة", US, "2001-01-20", "2009-01-20"),
           aliases=("جورج بوش", "بوش")),
    person("Q23505", "جورج بوش الأب", US, office("رئيس الولايات المتحدة", US, "1989-01-20", "1993-01-20"),
           aliases=("جورج بوش", "بوش"), died="2018-11-30"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "item"), [("1990-08-02", "Q23505"), ("2003-05-01", "Q207")])
def test_of_two_presidents_bush_the_one_in_office_is_meant(day: str, item: str) -> None:
    linker = Linker(_nobody_curated(), Known(BUSHES))
    shown = article("جورج بوش", day, role="الرئيس الأميركي")
    assert linker.link(shown.named[0].actor, [(shown, shown.named[0])]).item == item


def test_a_former_president_bush_may_be_either() -> None:
    linker = Linker(_nobody_curated(), Known(BUSHES))
    shown = article("جورج بوش", "2012-05-01", role="الرئيس الأميركي السابق")
    assert linker.link(shown.named[0].actor, [(shown, shown.named[0])]).verdict == "ambiguous"


@pytest.mark.parametrize("name", ["الصدر", "السيستاني"])
def test_a_family_name_alone_links_nobody_when_two_fit(name: str) -> None:
    source = [
        person("Q101", f"مقتدى {name}", IRAQ, aliases=(name,), sitelinks=60),
        person("Q102", f"موسى {name}", IRAN, aliases=(name,), sitelinks=40),
    ]
    found = link(source, article(name, "2021-07-26", None, "iraq"))
    assert (found.verdict, found.item) == ("ambiguous", None)


def test_a_family_name_is_not_enough_even_when_one_fits() -> None:
    source = [person("Q101", "مقتدى الحمداني", IRAQ, aliases=("الحمداني",), sitelinks=60)]
    assert link(source, article("الحمداني", "2021-07-26")).item is None


def test_a_family_name_of_two_with_an_office_is_no_more_than_likely() -> None:
    source = [
        person("Q101", "سالم الحمداني", IRAQ, office(FOREIGN, IRAQ, "2020"), aliases=("الحمداني",)),
        person("Q102", "نادر الحمداني", IRAQ, aliases=("الحمداني",)),
    ]
    found = link(source, article("الحمداني", "2021-07-26", role="وزير الخارجية العراقي"))
    assert (found.verdict, found.item) == ("close", "Q101")


def test_a_name_like_another_needs_the_office() -> None:
    source = [person("Q101", "جون بولتون", US, office("National Security Advisor", US, "2018", "2019", language="en"))]
    assert link(source, article("جون بلتون", "2018-09-11", None, "us")).item is None
    titled = article("جون بلتون", "2018-09-11", None, "us", role="مستشار الأمن القومي الأميركي")
    assert (found := link([], titled)).verdict == "same" and found.choices[0].fit == "like"


ABDULLAHS = [
    person("Q57464", "عبد الله الثاني", JORDAN, office("ملك الأردن", JORDAN, "1999-02-07"), aliases=("عبد الله",)),
    person("Q57298", "عبد الله بن عبد العزيز آل سعود", SAUDI,
           office("ملك السعودية", SAUDI, "2005-08-01", "2015-01-23"), aliases=("عبد الله",), died="2015-01-23"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "role", "item"),
    [
        ("2010-05-01", "العاهل الأردني الملك", "Q57464"),
        ("2010-05-01", "العاهل السعودي الملك", "Q57298"),
        ("2002-05-01", "الملك", "Q57464"),
        ("2019-05-01", "الملك", "Q57464"),
    ],
)
def test_of_two_kings_abdullah_country_or_day_decides(day: str, role: str, item: str) -> None:
    linker = Linker(_nobody_curated(), Known(ABDULLAHS))
    shown = article("عبد الله", day, role=role)
    assert linker.link(shown.named[0].actor, [(shown, shown.named[0])]).item == item


def test_a_king_abdullah_of_a_year_when_there_were_two_is_none() -> None:
    linker = Linker(_nobody_curated(), Known(ABDULLAHS))
    shown = article("عبد الله", "2010-05-01", role="الملك")
    assert linker.link(shown.named[0].actor, [(shown, shown.named[0])]).item is None


def test_a_publisher_and_the_countries_named_help() -> None:
    source = [person("Q101", "سالم الحمداني", IRAQ), person("Q102", "سالم الحمداني", SYRIA)]
    found = link(source, article("سالم الحمداني", "2021-07-26", None, "iraq", "us"))
    assert found.item == "Q101"


def test_a_name_with_parts_left_out_needs_something_that_speaks_for_it() -> None:
    king = person("Q101", "عبد الله الثاني", IRAQ, office("ملك العراق", IRAQ, "1999"))
    name = "عبد الله بن حمد آل ثاني"
    assert link([king], article(name, "2015-08-04")).verdict == "ambiguous"
    assert link([king], article(name, "2015-08-04", None, "iraq")).item == "Q101"


def test_a_child_is_not_meant() -> None:
    source = [person("Q101", "سالم الحمداني", IRAQ, born="2001-05-02")]
    assert link(source, article("سالم الحمداني", "2008-07-26", None, "iraq")).item is None


def test_the_party_named_beside_somebody_speaks_for_its_member() -> None:
    party = load_lexicon().actors.by_key["hezbollah"].wikidata
    assert party
    source = [person("Q101", "سالم الحمداني", "Q822", of=(party,)), person("Q102", "سالم الحمداني", "Q822")]
    found = link(source, article("سالم الحمداني", "2021-07-26", None, "hezbollah"))
    assert found.item == "Q101"


def test_a_spelling_that_no_table_has_leads_to_the_curated_person() -> None:
    found = link([], article("جيب بوتش", "2016-02-01", None, "us", role="المرشح الجمهوري"))
    assert found.item is None
    found = link([], article("أنطونيو غوطيريش", "2021-07-26", None, "un", role="الأمين العام للأمم المتحدة"))
    assert (found.verdict, found.item, found.choices[0].fit) == ("same", "Q311440", "variant")


def test_a_body_is_known_by_its_kind_and_country() -> None:
    ministries = [
        Entity(f"Q10{n}", {"ar": "وزارة الهجرة"}, kind="GovernmentBody", countries=(home,))
        for n, home in enumerate([IRAQ, EGYPT], start=1)
    ]
    shown = article("وزارة الهجرة المصرية", "2021-07-26", None, "egypt", type="GovernmentBody", of=("egypt",))
    found = link(ministries, shown)
    assert (found.verdict, found.item, found.choices[0].fit) == ("same", "Q102", "bare")


def test_of_a_ministry_whose_state_is_not_told_it_is_not_sure() -> None:
    source = [Entity("Q101", {"ar": "وزارة الهجرة"}, kind="GovernmentBody", countries=(IRAQ,))]
    assert link(source, article("وزارة الهجرة", "2021-07-26", type="GovernmentBody")).verdict == "close"


def test_a_body_of_another_country_is_not_meant() -> None:
    source = [Entity("Q101", {"ar": "وزارة الهجرة"}, kind="GovernmentBody", countries=(IRAQ,))]
    shown = article("وزارة الهجرة المصرية", "2021-07-26", None, "egypt", type="GovernmentBody", of=("egypt",))
    assert link(source, shown).item is None


def test_words_of_like_sound_make_no_body() -> None:
    source = [Entity("Q8901", {"ar": "المركزي الأوروبي"}, kind="InternationalOrganization")]
    assert link(source, article("المركز الأوروبي", "2021-07-26", type="Group")).item is None


def test_no_person_is_a_body() -> None:
    source = [Entity("Q101", {"ar": "سالم الحمداني"}, kind="Company", countries=(IRAQ,))]
    assert link(source, article("سالم الحمداني", "2021-07-26", None, "iraq")).verdict == "none"


def test_an_unnamed_source_is_nobody() -> None:
    shown = article("مسؤول كبير", "2021-07-26", type="AnonymousSource", local=True)
    assert link([person("Q101", "مسؤول كبير", IRAQ)], shown).verdict == "local"


def test_an_actor_known_without_an_item_keeps_others_from_theirs() -> None:
    # The elder Bush is curated without an item: a namesake in the index is not taken for him.
    shown = article("جورج هربرت ووكر بوش الأب", "1990-08-02", role="الرئيس الأميركي")
    assert link([], shown).item is None


# --- decisions of people -------------------------------------------------------------------------------------------

TOLD: dict[str, Any] = {"reason": "seen on his page", "author": "Layla", "on": date(2026, 1, 2)}


def test_a_decision_to_link_wins() -> None:
    shown = article("سالم الحمداني", "2021-07-26")
    decided = Curation(link=(Link(actor=shown.named[0].actor, wikidata="Q77", **TOLD),))
    found = link([person("Q101", "سالم الحمداني", IRAQ)], shown, curation=decided)
    assert (found.verdict, found.item, found.decision) == ("linked", "Q77", decided.link[0])


def test_a_decision_against_an_item_leaves_the_others() -> None:
    source = [person("Q101", "سالم الحمداني", IRAQ), person("Q102", "سالم الحمداني", IRAQ)]
    shown = article("سالم الحمداني", "2021-07-26", None, "iraq", role="المحلل العراقي")
    decided = Curation(unlink=(Unlink(actor=shown.named[0].actor, wikidata="Q101", **TOLD),))
    assert link(source, shown).item is None
    assert link(source, shown, curation=decided).item == "Q102"


def test_a_decision_against_any_item_is_final() -> None:
    shown = article("سالم الحمداني", "2021-07-26", None, "iraq", role="المحلل العراقي")
    decided = Curation(unlink=(Unlink(actor=shown.named[0].actor, **TOLD),))
    assert link([person("Q101", "سالم الحمداني", IRAQ)], shown, curation=decided).verdict == "unlinked"


# --- names and titles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "name", "how"),
    [
        ("أنطونيو جوتيريش", "أنطونيو غوتيريش", "label"),
        ("سيرجي لافروف", "سيرغي لافروف", "variant"),
        ("محمد بن سلمان", "محمد بن سلمان آل سعود", "part"),
        ("عبدالله بن زايد", "عبد الله بن زايد آل نهيان", "part"),
        ("جون بولتن", "جون بولتون", "like"),
        ("محمد حجازي", "محمود حجازي", "like"),
        ("محمد حسن", "محمد حسين", "like"),
        ("سعد الحريري", "سعيد الحريري", "like"),
        ("بهاء الحريري", "سعد الحريري", None),
        ("الحريري", "سعد الحريري", "family"),
        ("عبد العزيز", "سلمان بن عبد العزيز", None),
        ("سعود", "سلمان بن عبد العزيز آل سعود", None),
        ("جون كيري", "جون كيربي", None),
    ],
)
def test_a_name_fits_as_far_as_the_press_would_write_it_so(seen: str, name: str, how: Fit | None) -> None:
    assert fit([seen], name, (), (), person=True) == how


def test_a_whole_name_is_not_judged_by_the_family_name() -> None:
    assert fit(["محمد حسين الصدر", "الصدر"], "مقتدى الصدر", (), ("الصدر",), person=True) is None


@pytest.mark.parametrize(
    ("title", "offices", "places"),
    [
        ("رئيس الوزراء العراقي", {"prime-minister"}, {"iraq"}),
        ("مستشار رئيس الوزراء العراقي", {"other"}, {"iraq"}),
        ("العاهل الأردني", {"king"}, {"jordan"}),
        ("زعيم التيار الصدري", {"party-leader"}, {"sadr-movement"}),
        ("السفير الأميركي في بغداد", {"ambassador"}, {"us", "iraq"}),
    ],
)
def test_a_title_tells_office_and_country(title: str, offices: set[str], places: set[str]) -> None:
    duty = DutyReader(load_lexicon()).arabic(title)
    assert (set(duty.offices), set(duty.places)) == (offices, places)


@pytest.mark.parametrize(
    ("position", "offices", "fields"),
    [
        ("Minister of Foreign Affairs of Iraq", {"foreign-minister"}, set()),
        ("United States Secretary of State", {"foreign-minister"}, set()),
        ("Secretary of State for Health and Social Care", {"minister"}, {"health", "social"}),
        ("First Deputy Prime Minister", {"deputy-prime-minister"}, set()),
        ("Minister of Oil", {"minister"}, {"oil"}),
        ("monarch of Bahrain", {"king"}, set()),
    ],
)
def test_the_name_of_a_position_tells_office_and_field(position: str, offices: set[str], fields: set[str]) -> None:
    duty = DutyReader(load_lexicon()).english(position)
    assert (set(duty.offices), set(duty.fields)) == (offices, fields)


@pytest.mark.parametrize("row", read_table(curated("linking", "positions.yaml"), Position), ids=lambda row: row.office)
def test_every_row_of_positions_reads_its_example(row: Position) -> None:
    assert set(DutyReader(load_lexicon()).english(row.example).offices) == {row.office}


@pytest.mark.parametrize("row", read_table(curated("linking", "fields.yaml"), Field), ids=lambda row: row.field)
def test_every_row_of_fields_reads_its_example(row: Field) -> None:
    assert row.field in DutyReader(load_lexicon()).arabic(row.example).fields


def test_what_an_office_is_in_charge_of_is_no_part_of_another_word() -> None:
    assert not DutyReader(load_lexicon()).arabic("رئيس الأمناء").fields


# --- gathering -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stored", [False, True])
def test_scenes_come_back_by_actor_in_one_order(tmp_path: Path, stored: bool) -> None:
    scenes = [article("سالم الحمداني", day, None, "iraq") for day in ("2021-07-26", "2021-07-27")]
    orders = []
    for given in (scenes, scenes[::-1]):
        gathering = Gathering(tmp_path if stored else None)
        for one in given:
            gathering.add(one)
        orders.append(list(gathering.actors()))
        gathering.close()
    assert orders[0] == orders[1]
    assert [(one.actor, one.articles) for one in orders[0]] == [("iraq", 2), (actor_key("سالم الحمداني"), 2)]
    assert list(tmp_path.iterdir()) == []


def _nobody_curated() -> Any:
    """The lexicon with persons known by Wikidata alone."""
    from dataclasses import replace

    from kg.curated import Actors

    lexicon = load_lexicon()
    bodies = Actors(actor for actor in lexicon.actors.by_key.values() if actor.type != "Person")
    return replace(lexicon, actors=bodies)
