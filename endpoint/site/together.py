"""Several things done at the same time for one page: whoever needs them does them, and others help where they can.

So a page never waits for the helpers of another one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from typing import Generic, TypeVar

Result = TypeVar("Result")
# How many threads help all pages together; they wait for workers most of the time.
HELPERS = 16


def together(tasks: Sequence[Callable[[], Result]], at_once: int) -> list[Result]:
    """The results of tasks, in order; raises what one of them raised, and then begins no more of them."""
    work = _Work(tasks)
    helpers = [_threads().submit(work.do) for _ in range(min(len(tasks), at_once) - 1)]
    try:
        work.do()
    finally:
        begun = [helper for helper in helpers if not helper.cancel()]
        wait(begun)
    for helper in begun:
        helper.result()
    return [work.results[number] for number in range(len(tasks))]


class _Work(Generic[Result]):
    """Tasks that are taken one after the other, by whoever is free."""

    def __init__(self, tasks: Sequence[Callable[[], Result]]) -> None:
        self._left = deque(enumerate(tasks))
        self.results: dict[int, Result] = {}

    def do(self) -> None:
        """Do what is left, beside others."""
        while True:
            try:
                number, task = self._left.popleft()
            except IndexError:
                return
            try:
                self.results[number] = task()
            except BaseException:
                self._left.clear()
                raise


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(HELPERS, "mithaq-page")
