"""Aid that goes to a town, a camp or a region reaches the state it lies in."""

from __future__ import annotations

import pytest
from reading_support import examples, pledges, read

from kg.curated import load_actors
from kg.tables import curated, read_table
from kg.town_names import TownRow

ROWS = read_table(curated("lexicon", "towns.yaml"), TownRow)


@pytest.mark.parametrize("row", examples(ROWS, lambda row: row.state, {}), ids=lambda row: row.state)
def test_example_of_a_town_goes_to_its_state(row: TownRow) -> None:
    (found,) = read(row.example + ".").pledges
    assert found.recipients == (row.state,)


def test_every_state_of_the_table_is_a_curated_country() -> None:
    known = load_actors().by_key
    assert {known[row.state].type for row in ROWS} == {"Country"}


def test_no_town_lies_in_two_states() -> None:
    named = [place for row in ROWS for place in row.places]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    "text",
    [
        "وزعت تركيا 3000 سلة غذائية في محافظة تعز.",
        "وزعت تركيا 3000 سلة غذائية على أهالي مديرية المخا.",
        "قدمت تركيا 20 طنا من الأدوية لمدينة عدن.",
        "أوصلت تركيا إلى مأرب 20 طنا من الأدوية.",
    ],
)
def test_noun_of_the_place_may_stand_before_it(text: str) -> None:
    assert [(found.donors, found.recipients) for found in pledges(text)] == [(("تركيا",), ("اليمن",))]


def test_what_a_state_sends_to_its_own_town_is_no_aid() -> None:
    assert pledges("أرسلت الحكومة التركية 20 طنا من الأدوية إلى غازي عنتاب.") == []
