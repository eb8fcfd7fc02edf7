"""Items in Wikidata's JSON, its times, and its classes: what is kept of them."""

from __future__ import annotations

import json

import msgspec
import pytest
from wikidata_dump import GREGORIAN, JULIAN, Json, at, day, item, statement, time, to, triples

from kg.curated import Office
from kg.tables import curated, read_table
from kg.wikidata.classes import Ladder, agent_classes, office_classes
from kg.wikidata.items import Held, Item, read_item
from kg.wikidata.ntriples import read_items
from kg.wikidata.times import from_json, from_rdf

TIMES = [
    (time("+2021-01-20T00:00:00Z"), "2021-01-20"),
    (time("+2021-07-00T00:00:00Z", 10), "2021-07"),
    (time("+2021-07-26T00:00:00Z", 10), "2021-07"),
    (time("+1947-00-00T00:00:00Z", 9), "1947"),
    (time("+1947-01-01T00:00:00Z", 9), "1947"),
    (time("+1900-00-00T00:00:00Z", 7), None),
    (time("+2021-00-00T00:00:00Z", 11), "2021"),
    (time("+0570-00-00T00:00:00Z", 9), "0570"),
    # 44 BCE is the year -43 of ISO 8601.
    (time("-0044-00-00T00:00:00Z", 9), "-0043"),
    (time("-0001-00-00T00:00:00Z", 9), "0000"),
    (time("+0000-00-00T00:00:00Z", 9), None),
    # The October revolution and Caesar's death by the Julian calendar, and by ours.
    (time("+1917-10-25T00:00:00Z", 11, JULIAN), "1917-11-07"),
    (time("-0044-03-15T00:00:00Z", 11, JULIAN), "-0043-03-13"),
    (time("+1917-11-07T00:00:00Z", 11, GREGORIAN), "1917-11-07"),
    (time("+1917-00-00T00:00:00Z", 9, JULIAN), "1917"),
    (time("+2021-13-01T00:00:00Z"), None),
    (time("today"), None),
]


@pytest.mark.parametrize(("value", "text"), TIMES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_time_is_told_as_far_as_it_is_known(value: Json, text: str | None) -> None:
    assert from_json(value["time"], value["precision"], value["calendarmodel"]) == text


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ("1942-11-20T00:00:00Z", "1942-11-20"),
        ("1947-01-01T00:00:00Z", "1947"),
        ("-0043-03-13T00:00:00Z", "-0043-03-13"),
        ("http://www.wikidata.org/.well-known/genid/x", None),
    ],
)
def test_in_rdf_the_first_of_january_may_be_the_whole_year(literal: str, text: str | None) -> None:
    assert from_rdf(literal) == text


def read(entity: Json) -> Item:
    found = read_item(json.dumps(entity).encode())
    assert found
    return found


BIDEN = item(
    "Q6279",
    {"ar": "جو بايدن", "en": "Joe Biden", "de": "Joe Biden"},
    [
        to("P31", "Q5"),
        to("P27", "Q30"),
        to("P102", "Q29552"),
        at("P569", day("1942-11-20")),
        to("P39", "Q11696", rank="preferred", qualifiers=[("P580", day("2021-01-20")), ("P582", day("2025-01-20"))]),
        to("P39", "Q4416090", qualifiers=[("P580", day("1973")), ("P642", "Q66096")]),
        to("P39", "Q1", rank="deprecated"),
    ],
    aliases={"en": ["Joseph Biden", "Joseph R. Biden"]},
    descriptions={"ar": "رئيس الولايات المتحدة", "de": "Präsident"},
    sitelinks=3,
)


def test_an_item_is_read() -> None:
    assert read(BIDEN) == Item(
        "Q6279",
        labels=("جو بايدن", "Joe Biden", ""),
        aliases=((), ("Joseph Biden", "Joseph R. Biden"), ()),
        descriptions=("رئيس الولايات المتحدة", "", ""),
        classes=("Q5",),
        countries=("Q30",),
        of=("Q29552",),
        held=(Held("Q11696", (), "2021-01-20", "2025-01-20"), Held("Q4416090", ("Q66096",), "1973", None)),
        born="1942-11-20",
        sitelinks=3,
    )


def test_truthy_triples_tell_the_same_but_for_qualifiers_and_lesser_ranks() -> None:
    (found,) = read_items(b"".join(triples(BIDEN)))
    assert found == msgspec.structs.replace(read(BIDEN), held=(Held("Q11696"),))


def test_a_name_for_all_languages_is_taken_for_english() -> None:
    entity = item("Q42", {"mul": "Douglas Adams"}, aliases={"en": ["Adams"], "mul": ["D. N. Adams"]})
    found = read(entity)
    assert (found.labels, found.aliases[1]) == (("", "Douglas Adams", ""), ("Adams", "D. N. Adams"))
    assert list(read_items(b"".join(triples(entity)))) == [found]
    assert read(item("Q42", {"mul": "Adams", "en": "Douglas Adams"})).labels[1] == "Douglas Adams"


def test_the_preferred_rank_counts_and_the_deprecated_does_not() -> None:
    claims = [to("P17", "Q15180", rank="deprecated"), to("P17", "Q159"), to("P17", "Q212", rank="preferred")]
    assert read(item("Q1", {"en": "x"}, claims)).countries == ("Q212",)
    assert read(item("Q1", {"en": "x"}, claims[:2])).countries == ("Q159",)
    assert read(item("Q1", {"en": "x"}, claims[:1])).countries == ()


def test_unknown_values_are_passed_over() -> None:
    claims = [("P569", statement("P569", None)), ("P27", statement("P27", None)), to("P31", "Q5")]
    found = read(item("Q1", {"en": "x"}, claims))
    assert (found.born, found.countries, found.classes) == (None, (), ("Q5",))


def test_what_is_empty_may_be_a_list() -> None:
    assert read(item("Q1", {})) == Item("Q1")
    assert read({**item("Q1", {"en": "x"}), "claims": {}, "aliases": {}}).labels == ("", "x", "")


@pytest.mark.parametrize(
    "line",
    [
        {"type": "property", "id": "P31", "datatype": "wikibase-item", "labels": {}, "claims": {}},
        {"type": "lexeme", "id": "L1", "lemmas": {}},
        {"id": "Q2", "missing": ""},
        {"type": "item", "id": "Q2", "redirect": "Q1"},
    ],
)
def test_what_is_no_item_is_none(line: Json) -> None:
    assert read_item(json.dumps(line).encode()) is None


@pytest.mark.parametrize("line", [b'{"type":"item","id":"Q1"', b'{"type":"item","id":"Q1x"}', b"[1]", b'{"id":1}'])
def test_what_is_no_entity_is_refused(line: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        read_item(line)


ABOVE = {
    "Q910252": ("Q192350",),
    "Q192350": ("Q327333",),
    "Q1": ("Q2",),
    "Q2": ("Q1",),
    "Q3": ("Q7278", "Q17149090"),
    "Q4": ("Q5084", "Q43229"),
}


@pytest.mark.parametrize(
    ("classes", "label"),
    [
        (["Q5"], "human"),
        (["Q910252"], "ministry"),
        (["Q43229", "Q910252"], "organization"),
        (["Q3"], "political party"),
        (["Q4"], "organization"),
        (["Q1"], None),
        ([], None),
    ],
)
def test_an_item_is_what_the_nearest_class_above_it_is(classes: list[str], label: str | None) -> None:
    ladder = Ladder(agent_classes(), lambda level: {one: ABOVE[one] for one in level if one in ABOVE})
    found = ladder.nearest(classes)
    assert (found and found.label) == label


def test_each_class_stands_in_its_table_once() -> None:
    for table in (agent_classes(), office_classes()):
        items = [row.item for row in table]
        assert sorted(set(items)) == sorted(items)


def test_every_office_of_the_table_is_one_of_the_lexicon() -> None:
    known = {row.office for row in read_table(curated("lexicon", "offices.yaml"), Office)}
    assert {row.office for row in office_classes()} <= known
