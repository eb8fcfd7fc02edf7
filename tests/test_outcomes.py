"""What an article tells of what became of undertakings: kept, broken, delayed, softened, withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
from reading_support import BEFORE, examples, read

from kg.frames import Outcome
from kg.ontology import concepts
from kg.outcome_words import Verb, table

ROWS = table().verbs


def outcomes(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    """Kind, actors and first passage of each outcome."""
    reading = read(text)
    return [(one.kind, one.actors, one.mentions[0].of(reading.article.text)) for one in reading.outcomes]


def outcome(text: str) -> Outcome:
    (one,) = read(text).outcomes
    return one


@pytest.mark.parametrize("row", examples(ROWS, lambda row: row.word, {}), ids=lambda row: f"{row.word} {row.lead}")
def test_example_of_an_outcome_is_told_of_who_undertook_it(row: Verb) -> None:
    ((kind, actors, _),) = outcomes(BEFORE + row.example)
    assert kind == (row.refused if row.example.startswith("ولم") else row.kind)
    assert actors == ("france",)


def test_every_kind_of_outcome_is_a_concept_and_a_status() -> None:
    kinds = {row.kind for row in ROWS} | {row.refused for row in ROWS if row.refused}
    assert kinds == concepts("outcome") == concepts("status") - {"not-yet-rated"}


def test_what_did_not_come_about_is_broken_or_late() -> None:
    assert outcomes("ولم تف إيران بالتزاماتها بموجب الاتفاق.") == [
        ("broken", ("iran",), "ولم تف إيران بالتزاماتها بموجب الاتفاق")
    ]
    assert [kind for kind, _, _ in outcomes("ولم تكمل روسيا سحب قواتها.")] == ["delayed"]


@pytest.mark.parametrize(
    "text",
    [
        "وإذا أخلفت إيران وعودها فستعود العقوبات.",
        "هل أوفت إيران بوعودها؟",
        "وستنهي فرنسا مهمتها القتالية في مالي.",
        "ودعت فرنسا إلى سحب القوات الروسية.",
        "وتفاوضت إيران من أجل تنفيذ الاتفاق.",
        "ونفذت إسرائيل غارات بعد الاتفاق.",
        "ونفت إيران أنها خرقت الاتفاق.",
    ],
)
def test_what_is_conditional_asked_planned_or_denied_is_no_outcome(text: str) -> None:
    assert outcomes(text) == []


def test_what_others_are_accused_of_is_no_outcome() -> None:
    assert outcomes("واتهم ترامب إيران بأنها انتهكت الاتفاق النووي.") == []


def test_who_speaks_of_himself_kept_it_himself() -> None:
    text = "وقالت كوريا الشمالية إنها نفذت وعدها بتفكيك الأنفاق."
    assert [(kind, actors) for kind, actors, _ in outcomes(text)] == [("kept", ("north-korea",))]
    assert outcome(text).made_in == 0


def test_an_outcome_is_about_the_undertaking_that_its_own_words_name() -> None:
    text = "وتراجعت فرنسا عن قرار الحكومة الفرنسية بسحب القوات من مالي."
    reading = read(text)
    (about,) = {commitment.mentions[0] for commitment in reading.commitments}
    assert outcome(text).about == about


def test_an_outcome_has_the_day_that_it_names() -> None:
    assert outcome("وأنهت فرنسا الاثنين مهمتها القتالية في مالي.").day == date(2021, 7, 26)


def test_what_is_told_twice_is_one_outcome_with_two_passages() -> None:
    text = "ألغت فرنسا القمة.\nوجاء في الخبر تفصيل. وألغت فرنسا القمة مع مصر في باريس."
    assert len(outcome(text).mentions) == 2
