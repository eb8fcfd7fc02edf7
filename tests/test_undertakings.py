"""Which words bind somebody, and which only look as if they did."""

from __future__ import annotations

import pytest
from reading_support import commitments


def bound(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Who undertakes what, by the best passage."""
    return [(one.committers, one.mentions[0]) for one in commitments(text)]


@pytest.mark.parametrize(
    "text, who, passage",
    [
        (
            "ومن المقرر أن يزور ماكرون قطر والكويت والعراق الأحد.",
            "فرنسا",
            "ومن المقرر أن يزور ماكرون قطر والكويت والعراق الأحد",
        ),
        ("وقال ماكرون: «سنشن حملة على المهربين».", "فرنسا", "سنشن حملة على المهربين"),
        ("وتحدث ماكرون عن عزم الحكومة خفض الأسعار.", "الحكومة", "عزم الحكومة خفض الأسعار"),
    ],
)
def test_passage_that_binds(text: str, who: str, passage: str) -> None:
    assert bound(text) == [((who,), passage)]


@pytest.mark.parametrize("text", ["وقال ماكرون إن فرنسا ستتمكن من الفوز."])
def test_what_comes_about_binds_nobody(text: str) -> None:
    assert bound(text) == []
