"""What is not sure enough goes, and what is said of the rest stays true."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sample_reading import COMMITMENT, PLEDGE, READING, STATEMENTS

from kg.sifting import sift


def sure(value: str) -> Decimal:
    return Decimal(value)


FIRST, SECOND = STATEMENTS


def test_frames_of_every_kind_go() -> None:
    reading = replace(
        READING,
        statements=(replace(FIRST, confidence=sure("0.90")), replace(SECOND, confidence=sure("0.89"))),
        commitments=(replace(COMMITMENT, confidence=sure("0.5")),),
        pledges=(replace(PLEDGE, confidence=sure("0.5")),),
    )
    left = sift(reading, 0.9)
    assert [statement.content for statement in left.statements] == [FIRST.content]
    assert (left.commitments, left.pledges) == ((), ())


def test_an_undertaking_still_names_the_statement_it_is_made_in() -> None:
    statements = (replace(FIRST, confidence=sure("0.4")), replace(SECOND, confidence=sure("0.9")))
    made = replace(COMMITMENT, made_in=1, confidence=sure("0.9"))
    left = sift(replace(READING, statements=statements, commitments=(made,)), 0.8)
    assert [left.statements[c.made_in] for c in left.commitments if c.made_in is not None] == [statements[1]]


def test_an_undertaking_outlives_the_statement_it_is_made_in() -> None:
    statements = (replace(FIRST, confidence=sure("0.4")), replace(SECOND, confidence=sure("0.9")))
    made = replace(COMMITMENT, made_in=0, confidence=sure("0.9"))
    left = sift(replace(READING, statements=statements, commitments=(made,)), 0.8)
    assert [commitment.made_in for commitment in left.commitments] == [None]


def test_nothing_goes_where_all_is_sure_enough() -> None:
    assert sift(READING, 0) == READING
