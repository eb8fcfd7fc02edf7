"""Entities of Wikidata: their names in whatever spelling, and a source of them."""

from __future__ import annotations

import pytest

from kg.wikidata.entity import Entity, Known, Source
from kg.wikidata.names import key_of_name

SAME = [
    ("جو بايدن", "جُو بايدن"),
    ("أمريكا", "أميركا"),
    ("Émile Zola", "emile zola"),
    ("Barham Ṣāliḥ", "Barham Salih"),
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("İstanbul", "Istanbul"),
    ("Lech Wałęsa", "LECH WALESA"),
    ("Sana'a", "Sanaa"),
    ("Qaʿida", "Qaida"),
    ("Mustafa Al-Kadhimi", "Mustafa al Kadhimi"),
    ("Jens Stoltenberg", "JENS STOLTENBERG"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key_of_name(one) == key_of_name(other)


@pytest.mark.parametrize(("one", "other"), [("حسن", "حسين"), ("Ali", "Alia"), ("مصر", "المصري")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert key_of_name(one) != key_of_name(other)


IRAQ = Entity("Q796", {"ar": "العراق", "en": "Iraq"}, {"ar": ("جمهورية العراق",)}, kind="Country", sitelinks=300)
GEORGIA = Entity("Q230", {"ar": "جورجيا", "en": "Georgia"}, kind="Country", sitelinks=290)
STATE = Entity("Q1428", {"ar": "جورجيا", "en": "Georgia"}, kind="GovernmentBody", sitelinks=200)


@pytest.fixture
def source() -> Source:
    return Known([STATE, IRAQ, GEORGIA], version="three of them")


def test_an_entity_is_found_by_label_and_alias_in_any_spelling(source: Source) -> None:
    assert source.named("جمهوريّة العراق") == source.named("IRAQ") == [IRAQ]


def test_the_best_known_of_one_name_comes_first(source: Source) -> None:
    assert [entity.id for entity in source.named("جورجيا")] == ["Q230", "Q1428"]
    assert source.named("جورجيا", limit=1) == [GEORGIA]


def test_an_entity_is_got_by_its_id(source: Source) -> None:
    assert source.get("Q796") == IRAQ
    assert source.get("Q1") is None
    assert source.version == "three of them"


def test_names_are_told_once() -> None:
    entity = Entity("Q1", {"en": "Reuters", "fr": "Reuters"}, {"ar": ("وكالة رويترز", "رويترز")})
    assert entity.names == ("Reuters", "وكالة رويترز", "رويترز")
