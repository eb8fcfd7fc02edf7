"""Whose query runs now: the light lane, the heavy lane, and turns among clients."""

from __future__ import annotations

from itertools import count

import pytest

from endpoint.admission import (
    LIGHT_SECONDS,
    LOW_SECONDS,
    PAGE_LIGHT_SECONDS,
    PAGE_LOW_SECONDS,
    SLICE_SECONDS,
    Lanes,
    State,
    Ticket,
)
from endpoint.ends import BusyError

numbers = count()


def lanes(light: int = 2, heavy: int = 1, queue_length: int = 3) -> Lanes:
    return Lanes(light, heavy, queue_length, pause_seconds=10)


def entered(lanes: Lanes, client: str, now: float = 0, key: int | None = None) -> Ticket:
    number = next(numbers)
    ticket = Ticket(str(number), client, "ASK {}", number if key is None else key)
    lanes.enter(ticket, now)
    return ticket


def heavy(lanes: Lanes, client: str, now: float = 0) -> Ticket:
    """A query that has been light for too long."""
    ticket = entered(lanes, client, now)
    lanes.look(ticket, now + LIGHT_SECONDS)
    return ticket


def entered_having_worked(lanes: Lanes, client: str, seconds: float) -> tuple[Ticket, list[str]]:
    """A query that has used so much of a processor, and what has been done to it."""
    ticket, deeds = entered(lanes, client), list[str]()
    ticket.worked, ticket.lower = lambda: seconds, lambda: deeds.append("lower")
    return ticket, deeds


def states(*tickets: Ticket) -> list[str]:
    return [ticket.state.value for ticket in tickets]


def test_first_queries_run_at_once_and_the_next_waits() -> None:
    row = lanes(light=2)
    assert states(*(entered(row, "a") for _ in range(3))) == ["running", "running", "queued"]


def test_place_that_gets_free_goes_to_the_one_that_waits() -> None:
    row = lanes(light=1)
    first, second = entered(row, "a"), entered(row, "a")
    row.leave(first, 1)
    assert states(second) == ["running"] and second.turn and second.turn.is_set()


def test_query_that_goes_on_makes_way_in_the_light_lane() -> None:
    row = lanes(light=1)
    slow, quick = entered(row, "a"), entered(row, "a")
    row.look(slow, LIGHT_SECONDS / 2)
    assert states(slow, quick) == ["running", "queued"]
    row.look(slow, LIGHT_SECONDS)
    assert states(slow, quick) == ["running", "running"] and slow.heavy


def test_query_that_waits_for_a_processor_stays_light_for_a_while() -> None:
    row = lanes(light=1)
    starved, _ = entered_having_worked(row, "a", seconds=0.003)
    row.look(starved, 3 * LIGHT_SECONDS)
    assert not starved.heavy
    row.look(starved, 11 * LIGHT_SECONDS)
    assert starved.heavy


def test_light_query_that_has_used_most_makes_way_for_one_that_waits() -> None:
    row = lanes(light=2)
    (quick, _), (slow, deeds) = entered_having_worked(row, "a", 0.003), entered_having_worked(row, "a", LOW_SECONDS)
    newcomer = entered(row, "a", 0.05)
    assert (quick.heavy, slow.heavy) == (False, True)
    assert states(quick, slow, newcomer) == ["running"] * 3 and deeds == ["lower"]


def test_light_queries_that_have_used_little_keep_their_places() -> None:
    row = lanes(light=2)
    first, second = (entered_having_worked(row, "a", 0.003)[0] for _ in range(2))
    newcomer = entered(row, "a", 0.1)
    assert states(first, second, newcomer) == ["running", "running", "queued"]


def test_priority_is_lowered_only_beside_others() -> None:
    row = lanes(light=3)
    slow, deeds = entered_having_worked(row, "a", LOW_SECONDS)
    row.look(slow, 0.05)
    assert deeds == []
    row.leave(entered(row, "b", 0.06), 0.07)
    row.look(slow, 0.08)
    assert deeds == ["lower"]


def test_heavy_queries_beyond_the_places_are_paused_and_go_on_in_turn() -> None:
    row, deeds = lanes(heavy=1), []
    first, second = heavy(row, "a"), entered(row, "a")
    second.pause, second.resume = lambda: deeds.append("pause"), lambda: deeds.append("resume")
    row.look(second, LIGHT_SECONDS)
    assert states(first, second) == ["running", "paused"]
    row.leave(first, 1)
    assert states(second) == ["running"] and deeds == ["pause", "resume"]


def test_pause_does_not_count_as_run_time() -> None:
    row = lanes(heavy=1)
    first, second = heavy(row, "a"), heavy(row, "a")
    row.leave(first, 3)
    assert second.run_time(4) == pytest.approx(LIGHT_SECONDS + 1)
    assert second.standing_time(4) == pytest.approx(3 - LIGHT_SECONDS)


def test_query_known_to_be_heavy_waits_for_a_heavy_place_and_leaves_the_light_ones() -> None:
    row = lanes(light=1, heavy=1)
    first = entered(row, "a", key=7)
    row.look(first, LIGHT_SECONDS)
    again, other = entered(row, "a", 1, key=7), entered(row, "a", 1)
    assert states(again, other) == ["queued", "running"]
    row.leave(first, 2)
    assert states(again) == ["running"]


def test_query_that_only_waited_for_a_processor_is_light_again() -> None:
    row = lanes(light=2)
    starved = entered(row, "a", key=7)
    starved.worked = lambda: 0.003
    row.look(starved, 11 * LIGHT_SECONDS)
    row.leave(starved, 12 * LIGHT_SECONDS)
    assert starved.heavy and not entered(row, "a", 13 * LIGHT_SECONDS, key=7).heavy


def test_query_that_was_quick_after_all_is_light_again() -> None:
    row = lanes(heavy=1)
    first = entered(row, "a", key=7)
    row.look(first, LIGHT_SECONDS)
    row.leave(first, 1)
    second = entered(row, "a", 1, key=7)
    assert second.heavy
    row.leave(second, 1.01)
    assert not entered(row, "a", 2, key=7).heavy


def test_client_that_has_used_less_goes_first() -> None:
    row = lanes(light=1)
    running = entered(row, "a")
    mine, hers = entered(row, "a"), entered(row, "b")
    row.leave(running, 0.05)
    assert states(mine, hers) == ["queued", "running"]


def test_what_was_used_long_ago_counts_little() -> None:
    row = lanes(light=1)
    row.leave(entered(row, "a", 0), 4)
    row.leave(entered(row, "b", 600), 601)
    running = entered(row, "c", 601)
    hers, mine = entered(row, "b", 601), entered(row, "a", 601)
    row.leave(running, 601)
    assert states(hers, mine) == ["queued", "running"]


def test_heavy_query_gives_its_place_to_a_client_that_has_used_less() -> None:
    row = lanes(light=4, heavy=2)
    first, second, hers = heavy(row, "a", 0), heavy(row, "a", 0), heavy(row, "b", 1)
    row.look(first, 1.2)
    assert states(first, second, hers) == ["paused", "running", "running"]


def test_heavy_query_keeps_its_place_for_a_while_and_from_its_own_client() -> None:
    row = lanes(light=4, heavy=1)
    first, another, hers = heavy(row, "a"), heavy(row, "a"), heavy(row, "b")
    row.look(first, SLICE_SECONDS / 2)
    assert states(first, another, hers) == ["running", "paused", "paused"]
    row.leave(hers, SLICE_SECONDS)
    row.look(first, SLICE_SECONDS * 2)
    assert states(first, another) == ["running", "paused"]


def test_full_queue_turns_away_the_newcomer_of_the_client_that_fills_it() -> None:
    row = lanes(light=1, queue_length=2)
    waiting = [entered(row, "a") for _ in range(3)]
    with pytest.raises(BusyError):
        entered(row, "a")
    assert [ticket.end for ticket in waiting] == [None] * 3


def test_full_queue_of_many_clients_turns_away_the_one_that_has_used_most() -> None:
    row = lanes(light=1, queue_length=2)
    row.leave(entered(row, "a", 0), 4)
    entered(row, "b", 4)
    greedy, other = entered(row, "a", 4), entered(row, "c", 4)
    newcomer = entered(row, "d", 4)
    assert isinstance(greedy.end, BusyError)
    assert (other.end, newcomer.end) == (None, None)


def test_full_queue_makes_room_for_another_client() -> None:
    row = lanes(light=1, queue_length=2)
    waiting = [entered(row, "a") for _ in range(3)]
    hers = entered(row, "b")
    assert states(hers) == ["queued"] and hers.end is None
    assert isinstance(waiting[2].end, BusyError) and waiting[2].turn and waiting[2].turn.is_set()


def test_one_that_must_end_is_given_no_place() -> None:
    row = lanes(light=1)
    running, cancelled = entered(row, "a"), entered(row, "a")
    cancelled.finish(BusyError())
    row.leave(running, 1)
    assert cancelled.state is State.QUEUED
    row.leave(cancelled, 1)
    assert row.tickets == []


def test_question_of_a_page_stays_light_for_longer() -> None:
    row = lanes(light=2)
    asked, page = entered(row, "a"), entered(row, "b")
    page.for_page = True
    for ticket in (asked, page):
        row.look(ticket, 3 * LIGHT_SECONDS)
    assert (asked.heavy, page.heavy) == (True, False)
    row.look(page, PAGE_LIGHT_SECONDS)
    assert page.heavy


@pytest.mark.parametrize(("seconds", "deeds"), [(LOW_SECONDS, []), (PAGE_LOW_SECONDS, ["lower"])])
def test_question_of_a_page_goes_first_for_longer(seconds: float, deeds: list[str]) -> None:
    row = lanes()
    ticket, done = entered_having_worked(row, "a", seconds)
    ticket.for_page = True
    entered(row, "b")
    row.look(ticket, seconds)
    assert done == deeds


def test_question_of_a_page_makes_way_where_light_ones_find_no_place() -> None:
    row = lanes(light=1, heavy=0)
    page, _ = entered_having_worked(row, "a", LOW_SECONDS)
    page.for_page = True
    quick = entered(row, "b")
    row.press(0)
    assert states(page, quick) == ["paused", "running"]
