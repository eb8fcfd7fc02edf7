"""Sums of which one is part of another, so that nobody adds a total to its own parts."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode
from reading_support import BEFORE, examples, read

from kg.graph import article_quads
from kg.namespaces import expand
from kg.parts import Parting
from kg.tables import curated, read_table

ROWS = read_table(curated("lexicon", "parts.yaml"), Parting)


def parts(text: str) -> dict[int, int | None]:
    """Amounts in millions, each with that of which it is a part."""
    pledges = read(text).pledges
    amounts = {pledge.mentions[0]: int((pledge.amount or 0) / 1_000_000) for pledge in pledges}
    return {amounts[one.mentions[0]]: amounts[one.part_of] if one.part_of else None for one in pledges}


@pytest.mark.parametrize("row", examples(ROWS, lambda row: row.words[0], {}), ids=lambda row: row.words[0])
def test_example_of_a_part_is_part_of_its_whole(row: Parting) -> None:
    found = parts(BEFORE + row.example)
    part, whole = (20, 50) if row.before == "part" else (5, 20)
    assert found[part] == whole
    assert found[whole] is None


def test_all_parts_that_are_joined_are_parts() -> None:
    text = "وستقدم ألمانيا إلى لبنان 500 مليون يورو، منها 200 مليون يورو للتعليم و100 مليون يورو للصحة."
    assert parts(text) == {500: None, 200: 500, 100: 500}


def test_what_would_be_more_than_the_whole_is_no_part() -> None:
    text = "وستقدم ألمانيا إلى لبنان 50 مليون يورو، منها 40 مليون يورو للتعليم و30 مليون يورو للصحة."
    assert parts(text) == {50: None, 40: 50, 30: None}


def test_what_is_counted_otherwise_is_passed_over() -> None:
    text = "وقدمت الإمارات لليمن 3540 طنا من الغذاء، شملت 100 ألف سلة غذائية بوزن 3000 طن، إضافة إلى 450 طنا من التمور."
    wholes = {str(pledge.amount): pledge.part_of for pledge in read(text).pledges}
    assert wholes["450"] == wholes["3000"] is not None
    assert wholes["100000"] is wholes["3540"] is None


def test_another_currency_is_no_part() -> None:
    text = "وستقدم ألمانيا إلى لبنان 500 مليون يورو، منها 200 مليون دولار للتعليم."
    assert parts(text) == {500: None, 200: None}


def test_a_sum_that_only_follows_is_no_part() -> None:
    text = "وستقدم ألمانيا إلى لبنان 500 مليون يورو و200 مليون يورو إلى الأردن."
    assert parts(text) == {500: None, 200: None}


def test_a_part_has_the_parties_of_its_whole_where_it_names_none() -> None:
    text = "وقدمت الإمارات لليمن 3540 طنا من المواد الغذائية والطبية، شملت 3000 طن من السلال."
    assert [(pledge.donors, pledge.recipients) for pledge in read(text).pledges] == [(("uae",), ("yemen",))] * 2


def test_a_part_is_part_of_the_whole_in_the_graph() -> None:
    text = "وستقدم ألمانيا إلى لبنان 500 مليون يورو، منها 200 مليون يورو للتعليم."
    pairs = [(q.subject, q.object) for q in article_quads(read(text)) if q.predicate.value == expand("mq:partOf")]
    ((part, whole),) = pairs
    assert isinstance(part, NamedNode) and isinstance(whole, NamedNode)
    assert part != whole
    assert "/pledge/" in part.value and "/pledge/" in whole.value
