"""Spans point at the raw text: code points, 0-based, end exclusive."""

from __future__ import annotations

import pytest

from kg.span import Span, trim

TEXT = "قال بايدن إن القوات ستغادر."


def test_span_is_the_words_it_covers() -> None:
    assert Span(4, 9).of(TEXT) == "بايدن"


def test_length_is_in_code_points() -> None:
    assert len(Span(0, len("😀قال"))) == 4


@pytest.mark.parametrize(
    "outer, inner, covers",
    [
        (Span(2, 8), Span(2, 8), True),
        (Span(2, 8), Span(3, 5), True),
        (Span(2, 8), Span(1, 5), False),
        (Span(2, 8), Span(5, 9), False),
        (Span(2, 8), Span(8, 8), True),
    ],
)
def test_span_covers_what_lies_inside_it(outer: Span, inner: Span, covers: bool) -> None:
    assert outer.covers(inner) is covers


@pytest.mark.parametrize(
    "one, other, overlap",
    [
        (Span(2, 5), Span(4, 8), True),
        (Span(2, 5), Span(5, 8), False),
        (Span(2, 9), Span(4, 5), True),
        (Span(2, 5), Span(6, 8), False),
    ],
)
def test_spans_overlap_if_they_share_a_code_point(one: Span, other: Span, overlap: bool) -> None:
    assert one.overlaps(other) is other.overlaps(one) is overlap


@pytest.mark.parametrize(
    "text, words",
    [
        ("  القوات ستغادر ", "القوات ستغادر"),
        ("\u200fالقوات\u200f\n", "القوات"),
        ("\u00a0القوات\t", "القوات"),
        ("القوات", "القوات"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_trim_takes_spaces_and_direction_marks_off_both_ends(text: str, words: str) -> None:
    assert trim(text, 0, len(text)).of(text) == words


def test_trim_of_nothing_but_spaces_stays_where_it_is() -> None:
    assert trim("ab   cd", 2, 5) in (Span(5, 5), Span(2, 2))


def test_trim_takes_other_marks_where_told() -> None:
    assert trim("«القوات».", 0, 9, "«».").of("«القوات».") == "القوات"


def test_spans_sort_in_text_order() -> None:
    assert sorted([Span(5, 6), Span(1, 9), Span(1, 3)]) == [Span(1, 3), Span(1, 9), Span(5, 6)]
