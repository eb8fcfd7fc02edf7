"""Several questions of one page at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from endpoint.site.together import together


def test_results_come_in_the_order_of_the_tasks() -> None:
    def slow() -> str:
        time.sleep(0.05)
        return "slow"

    assert together([slow, lambda: "quick", lambda: "last"], 2) == ["slow", "quick", "last"]


def test_so_many_are_done_at_the_same_time() -> None:
    meeting = threading.Barrier(3, timeout=5)
    assert len({*together([meeting.wait] * 3, 3)}) == 3


def test_alone_they_are_done_by_whoever_asks() -> None:
    assert together([threading.get_ident] * 3, 1) == [threading.get_ident()] * 3


def test_nothing_is_done_of_nothing() -> None:
    assert together([], 4) == []


@pytest.mark.parametrize("at_once", [1, 2])
def test_failure_is_raised_and_ends_the_rest(at_once: int) -> None:
    done = list[int]()

    def failing() -> None:
        raise ValueError

    def noting(number: int) -> Callable[[], None]:
        def note() -> None:
            time.sleep(0.001)
            done.append(number)

        return note

    with pytest.raises(ValueError):
        together([failing, *(noting(number) for number in range(1000))], at_once)
    assert len(done) < 1000


def test_page_goes_on_while_all_helpers_are_kept_by_others() -> None:
    leave = threading.Event()
    others = [threading.Thread(target=together, args=([leave.wait] * 9, 9)) for _ in range(3)]
    for other in others:
        other.start()
    try:
        assert together([lambda: 1, lambda: 2], 2) == [1, 2]
    finally:
        leave.set()
        for other in others:
            other.join()
