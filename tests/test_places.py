from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.places import Cover, Placed

STRETCHES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda s: (s[0], s[0] + s[1])), max_size=12)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(0, 10, ["a", "bb", "cccc"]), (2, 4, ["bb"]), (1, 4, ["a", "bb"]), (5, 9, []), (4, 2, [])],
)
def test_things_between_two_places_are_found_in_order(start: int, end: int, found: list[str]) -> None:
    assert Placed(["cccc", "a", "bb"], len).between(start, end) == found


def test_the_thing_before_a_place_is_the_nearest() -> None:
    words = Placed(["a", "bb", "cccc"], len)
    assert (words.before(1), words.before(4), words.before(9)) == (None, "bb", "cccc")


def test_a_place_inside_two_stretches_is_held_by_both() -> None:
    cover = Cover([(0, 9, "sentence"), (2, 5, "quotation"), (6, 8, "name")])
    assert sorted(cover.over(3)) == ["quotation", "sentence"]


def test_stretches_that_only_touch_share_nothing() -> None:
    assert list(Cover([(0, 3, "before"), (5, 8, "behind")]).meeting(3, 5)) == []


@given(STRETCHES, st.integers(0, 50), st.integers(0, 12))
def test_in_whatever_order_stretches_come_none_is_missed(
    stretches: Sequence[tuple[int, int]], start: int, length: int
) -> None:
    cover = Cover((*stretch, stretch) for stretch in stretches)
    end = start + length
    assert sorted(cover.meeting(start, end)) == sorted(s for s in stretches if s[0] < end and start < s[1])
