"""The curated persons: who held which office when, and names that mean one person only."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache

import pytest
from reading_support import statements

from kg.curated import Actors, CuratedActor, load_actors
from kg.folding import fold
from kg.tables import curated, read_table

TABLES = sorted(curated("actors").glob("persons-*.yaml"))
# Offices that one person fills at a time.
SEATS = (
    "president",
    "prime-minister",
    "chancellor",
    "king",
    "emir",
    "sultan",
    "crown-prince",
    "supreme-leader",
    "foreign-minister",
    "defence-minister",
    "interior-minister",
    "finance-minister",
    "speaker-of-parliament",
    "secretary-general",
    "high-representative",
)
# The three members of its presidency take turns.
COLLECTIVE = {("president", "bosnia-and-herzegovina")}
OFFICES = {
    *SEATS,
    "vice-president",
    "deputy-prime-minister",
    "deputy-crown-prince",
    "special-envoy",
    "ambassador",
    "spokesperson",
    "minister",
    "director",
    "army-chief",
    "national-security-adviser",
    "party-leader",
    "member",
    "other",
}


@cache
def actors() -> Actors:
    return load_actors()


@cache
def persons() -> tuple[CuratedActor, ...]:
    return tuple(row for table in TABLES for row in read_table(table, CuratedActor))


def holder(office: str, of: str, on: str) -> list[str]:
    return [actor.key for actor in actors().holders(office, of, date.fromisoformat(on))]


@pytest.mark.parametrize(
    ("office", "of", "on", "who"),
    [
        ("foreign-minister", "us", "2014-01-01", "john-kerry"),
        ("foreign-minister", "us", "2018-02-01", "rex-tillerson"),
        ("foreign-minister", "us", "2018-05-08", "mike-pompeo"),
        ("foreign-minister", "us", "2021-07-26", "antony-blinken"),
        ("national-security-adviser", "us", "2018-05-08", "john-bolton"),
        ("defence-minister", "us", "2021-07-23", "lloyd-austin"),
        ("foreign-minister", "saudi-arabia", "2015-04-01", "saud-al-faisal"),
        ("foreign-minister", "saudi-arabia", "2015-08-01", "adel-al-jubeir"),
        ("crown-prince", "saudi-arabia", "2016-01-01", "mohammed-bin-nayef"),
        ("crown-prince", "saudi-arabia", "2018-08-14", "mohammed-bin-salman"),
        ("emir", "kuwait", "2018-07-10", "sabah-al-ahmad-al-sabah"),
        ("emir", "qatar", "2012-05-01", "hamad-bin-khalifa-al-thani"),
        ("prime-minister", "iraq", "2013-01-01", "nouri-al-maliki"),
        ("prime-minister", "iraq", "2018-02-12", "haider-al-abadi"),
        ("prime-minister", "iraq", "2021-07-26", "mustafa-al-kadhimi"),
        ("president", "iraq", "2021-07-26", "barham-salih"),
        ("national-security-adviser", "iraq", "2021-07-23", "qasim-al-araji"),
        ("prime-minister", "krg", "2021-07-23", "masrour-barzani"),
        ("president", "egypt", "2013-01-01", "mohamed-morsi"),
        ("president", "egypt", "2013-08-01", "adly-mansour"),
        ("prime-minister", "tunisia", "2016-04-13", "habib-essid"),
        ("prime-minister", "tunisia", "2018-03-24", "youssef-chahed"),
        ("defence-minister", "lebanon", "2018-03-08", "yacoub-sarraf"),
        ("defence-minister", "israel", "2016-04-13", "moshe-yaalon"),
        ("president", "sudan", "2015-08-03", "omar-al-bashir"),
        ("foreign-minister", "iran", "2015-07-27", "mohammad-javad-zarif"),
        ("prime-minister", "turkey", "2015-07-27", "ahmet-davutoglu"),
        ("prime-minister", "uk", "2018-09-12", "theresa-may"),
        ("defence-minister", "france", "2018-03-08", "florence-parly"),
        ("chancellor", "germany", "2021-07-26", "angela-merkel"),
        ("foreign-minister", "canada", "2018-08-08", "chrystia-freeland"),
        ("president", "south-korea", "2018-05-13", "moon-jae-in"),
        ("president", "mali", "2018-06-03", "ibrahim-boubacar-keita"),
        ("secretary-general", "un", "2016-03-28", "ban-ki-moon"),
        ("secretary-general", "un", "2018-06-03", "antonio-guterres"),
        ("special-envoy", "un-envoy-yemen", "2015-07-27", "ismail-ould-cheikh-ahmed"),
        ("special-envoy", "un-envoy-syria", "2018-05-01", "staffan-de-mistura"),
        ("secretary-general", "arab-league", "2018-07-10", "ahmed-aboul-gheit"),
        ("high-representative", "eu", "2015-07-31", "federica-mogherini"),
        ("director", "world-bank", "2016-03-28", "jim-yong-kim"),
        ("prime-minister", "libya", "2011-02-17", "baghdadi-mahmudi"),
        ("foreign-minister", "libya", "2012-12-10", "ali-aujali"),
        ("defence-minister", "libya", "2013-03-01", "mohammed-al-barghathi"),
        ("prime-minister", "somalia", "2012-02-20", "abdiweli-mohamed-ali"),
        ("foreign-minister", "somalia", "2013-06-01", "fawzia-yusuf-adam"),
        ("defence-minister", "afghanistan", "2012-03-01", "abdul-rahim-wardak"),
        ("defence-minister", "nigeria", "2018-03-01", "mansur-dan-ali"),
        ("defence-minister", "ethiopia", "2015-03-01", "siraj-fegessa"),
        ("prime-minister", "ukraine", "2013-11-30", "mykola-azarov"),
        ("defence-minister", "ukraine", "2014-08-01", "valeriy-heletey"),
        ("foreign-minister", "japan", "2012-03-01", "koichiro-genba"),
        ("prime-minister", "south-korea", "2014-03-01", "jung-hong-won"),
        ("defence-minister", "indonesia", "2018-03-01", "ryamizard-ryacudu"),
        ("foreign-minister", "thailand", "2018-03-01", "don-pramudwinai"),
        ("foreign-minister", "pakistan", "2018-07-01", "abdullah-hussain-haroon"),
        ("foreign-minister", "sweden", "2012-03-01", "carl-bildt"),
        ("foreign-minister", "brazil", "2018-03-01", "aloysio-nunes"),
        ("president", "un-general-assembly", "2013-01-01", "vuk-jeremic"),
        ("director", "unifil", "2018-03-01", "michael-beary"),
        ("director", "unamid", "2018-03-01", "jeremiah-mamabolo"),
        ("director", "minurso", "2018-03-01", "colin-stewart"),
        ("special-envoy", "unsom", "2018-03-01", "michael-keating"),
        ("special-envoy", "minusca", "2018-03-01", "parfait-onanga-anyanga"),
        ("special-envoy", "monusco", "2018-03-01", "leila-zerrougui"),
        ("special-envoy", "unama", "2013-03-01", "jan-kubis"),
        ("defence-minister", "colombia", "2018-03-01", "luis-carlos-villegas"),
        ("foreign-minister", "cyprus", "2018-08-01", "nikos-christodoulides"),
    ],
)
def test_an_article_finds_the_holder_of_its_day(office: str, of: str, on: str, who: str) -> None:
    assert holder(office, of, on) == [who]


@pytest.mark.parametrize(
    ("title", "on", "who"),
    [
        ("وزير الدفاع الأفغاني", date(2012, 3, 1), "عبد الرحيم وردك"),
        ("رئيس الوزراء الليبي", date(2015, 8, 1), "عبد الله الثني"),
        ("وزير الدفاع النيجيري", date(2018, 3, 1), "منصور دان علي"),
        ("رئيس الوزراء الصومالي", date(2012, 2, 20), "عبد الولي محمد علي"),
        ("وزير الخارجية السويدي", date(2012, 3, 1), "كارل بيلت"),
        ("وزير الدفاع البلجيكي", date(2018, 3, 1), "ستيفن فاندبوت"),
        ("وزير الدفاع السويدي", date(2018, 8, 1), "بيتر هولتكفيست"),
        ("وزير الدفاع الأرميني", date(2018, 8, 1), "دافيد تونويان"),
        ("وزير الدفاع الأذربيجاني", date(2018, 8, 1), "ذاكر حسنوف"),
        ("وزير الدفاع البرازيلي", date(2014, 8, 1), "سيلسو أموريم"),
        ("قائد قوات اليونيفيل", date(2018, 3, 1), "مايكل بيري"),
        ("رئيس بعثة المينورسو", date(2018, 3, 1), "كولين ستيوارت"),
        ("وزير الدفاع السوري علي حبيب", date(2011, 5, 1), "علي حبيب محمود"),
        ("المغني علي حبيب", date(2011, 5, 1), "علي حبيب"),
    ],
)
def test_an_office_alone_means_its_holder_of_the_day(title: str, on: date, who: str) -> None:
    assert [said.speakers for said in statements(f"قال {title} إن الحل قريب.", on)] == [(who,)]


@pytest.mark.parametrize("year", range(2012, 2023))
def test_a_seat_has_one_holder_at_a_time(year: int) -> None:
    seats = {(t.office, t.of or "") for person in persons() for t in person.offices if t.office in SEATS} - COLLECTIVE
    shared = {seat: who for seat in seats if len(who := holder(*seat, f"{year}-02-20")) > 1}
    assert not shared


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_a_table_holds_persons_only(table: object) -> None:
    rows = read_table(table, CuratedActor)  # type: ignore[arg-type]
    assert rows and {row.type for row in rows} == {"Person"}


def test_offices_are_of_the_known_kinds() -> None:
    assert {tenure.office for person in persons() for tenure in person.offices} <= OFFICES


def test_every_person_says_where_the_facts_are_from() -> None:
    assert [person.key for person in persons() if not person.source] == []


def test_a_full_name_means_one_person() -> None:
    meant = defaultdict(set)
    for person in persons():
        for name in (person.label.ar, *person.names):
            meant[fold(name)].add(person.key)
    assert {name: keys for name, keys in meant.items() if len(keys) > 1} == {}


def test_a_label_is_a_name_in_arabic_and_in_latin_letters() -> None:
    odd = [p.key for p in persons() if not re.fullmatch(r"[\u0621-\u0652 -]+", p.label.ar) or not p.label.en]
    assert odd == []


def test_a_spelling_that_folding_levels_is_not_repeated() -> None:
    repeated = []
    for person in persons():
        forms = [fold(name) for name in (person.label.ar, *person.names)]
        repeated += [person.key for form in set(forms) if forms.count(form) > 1]
    assert repeated == []


@pytest.mark.parametrize("word", ["المهندس", "الأحمر", "السوداني", "التركي", "صالح", "حسين", "ماي", "عون", "شريف"])
def test_an_everyday_word_is_no_short_form(word: str) -> None:
    assert [person.key for person in persons() if fold(word) in map(fold, person.short)] == []


def test_a_demonym_is_no_short_form() -> None:
    demonyms = {
        fold(article + form) for actor in actors().by_key.values() for form in actor.demonyms for article in ("", "ال")
    }
    assert {short for person in persons() for short in person.short if fold(short) in demonyms} == set()


def test_women_are_feminine() -> None:
    women = {person.key for person in persons() if person.gender == "f"}
    assert {"angela-merkel", "chrystia-freeland", "federica-mogherini", "reem-al-hashimy"} <= women


def test_a_name_is_known_in_the_spellings_of_the_press() -> None:
    guterres = actors().by_key["antonio-guterres"]
    assert {"أنطونيو غوتيريس", "أنطونيو جوتيريش"} <= set(guterres.names) and "غوتيريس" in guterres.short
