"""The tables name only concepts that the ontology defines."""

import pytest

from kg.lexicon import load_lexicon
from kg.ontology import concepts
from kg.topics import topics
from kg.units import units


def test_every_unit_of_goods_is_a_concept() -> None:
    goods = {unit.key for unit in units() if not unit.currency}
    assert goods - concepts("unit") == set()


def test_every_currency_is_a_concept() -> None:
    assert {unit.code for unit in units() if unit.code} - concepts("unit") == set()


@pytest.mark.parametrize("scheme", ["topic", "sector"])
def test_every_topic_and_sector_is_a_concept(scheme: str) -> None:
    assert {row.key for row in topics(scheme)} - concepts(scheme) == set()


def test_every_speech_act_is_a_concept() -> None:
    acts = {form.cue.act for forms in load_lexicon().cues.values() for form in forms}
    assert acts - concepts("act") == set()
