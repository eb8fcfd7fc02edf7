"""When two passages are alike, and when two actors are the same."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.agreement import Identity, Known, cover, key, likeness, overlap
from kg.gold import GoldActor, Role
from kg.span import Span


def test_overlap_and_cover_are_shares_of_both_and_of_the_shorter() -> None:
    assert overlap(Span(0, 10), Span(5, 15)) == pytest.approx(5 / 15)
    assert cover(Span(0, 10), Span(5, 9)) == 1
    assert overlap(Span(0, 5), Span(5, 9)) == cover(Span(0, 5), Span(5, 9)) == 0


def test_a_whole_page_is_no_passage_of_an_undertaking() -> None:
    assert likeness([Span(100, 120)], [Span(0, 2000)]) == 0
    assert likeness([Span(100, 120)], [Span(90, 130)]) > 1


def test_of_two_undertakings_that_share_a_passage_the_one_alike_in_all_is_taken() -> None:
    annotated = [Span(0, 10), Span(50, 60)]
    assert likeness(annotated, [Span(0, 10), Span(50, 60)]) > likeness(annotated, [Span(0, 10)])


def identity(known: Mapping[str, Known]) -> Identity:
    actors = {
        "biden": GoldActor("biden", ("جو بايدن", "بايدن"), wikidata="Q6279"),
        "son": GoldActor("son", ("هنتر بايدن", "بايدن")),
        "iraq": GoldActor("iraq", ("العراق",)),
        "official": GoldActor("official", ("مسؤول كبير بالإدارة الأميركية",), anonymous=True),
    }
    return Identity(actors, known)


def known(*names: str, wikidata: str | None = None) -> dict[str, Known]:
    return {"found": Known(frozenset(map(key, names)), wikidata)}


def test_actors_are_the_same_by_a_common_name_however_spelt() -> None:
    assert identity(known("هنتر بَايدن")).same("son", "found")
    assert not identity(known("العراق")).same("son", "found")


def test_actors_with_different_wikidata_ids_are_two() -> None:
    assert not identity(known("جو بايدن", wikidata="Q1")).same("biden", "found")
    assert identity(known("الرئيس", wikidata="Q6279")).same("biden", "found")


def test_what_goes_by_the_names_of_three_actors_is_none_of_them() -> None:
    assert identity(known("بايدن")).same("son", "found")
    assert not identity(known("بايدن", "العراق")).same("son", "found")


def test_an_unnamed_source_is_known_by_half_the_words_of_its_description() -> None:
    assert identity(known("المسؤول الكبير بالإدارة")).same("official", "found")
    assert not identity(known("مسؤول عراقي")).same("official", "found")


def test_an_empty_role_is_filled_by_nobody() -> None:
    assert identity({}).agree(Role((), ()), [])
    assert not identity(known("العراق")).agree(Role((), ()), ["found"])
    assert identity(known("العراق")).agree(Role((), ("iraq",)), ["found"])
