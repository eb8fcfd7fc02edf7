"""Articles -> checked pages of quads, one article at a time, in this process or in several.

A page is all that one article adds to the graph. Pages come out in the order of the articles whatever the number of
processes, so that one input gives one output; only a few articles are in flight at a time, so memory stays flat.
"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import parent_process
from pathlib import Path
from typing import Protocol

from kg.article import Article
from kg.frames import Reading
from kg.graph import actor_keys, article_quads, rule_names
from kg.graph_check import check_evidence
from kg.nquads import serialise


class Extractor(Protocol):
    """Whatever reads an article: the rules of `kg.pipeline`, or another one behind the same interface."""

    def read(self, article: Article) -> Reading:
        """All that the extractor finds in the article."""


Loader = Callable[[], Extractor]


class WorkerError(RuntimeError):
    """A worker process died; the message says what to try."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one article adds to the graph: its quads (https://www.w3.org/TR/n-quads/), and which actors and rules occur.

    `failure` says why there is nothing, when the extractor or the graph raised.
    """

    article: str
    quads: bytes = b""
    actors: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    failure: str | None = None


def load_rules() -> Extractor:
    """The extractor by rules."""
    from kg.pipeline import load

    return load()


def pages(articles: Iterable[Article], load: Loader, *, base: str, workers: int = 1) -> Iterator[Page]:
    """A page for every article, in order. Raises WorkerError when a worker process is killed.

    `load` is called once per process; with several it must be importable by name.
    """
    # Loaded here first: processes that are forked get it for nothing, and what is wrong with it is told once.
    _extractor(load)
    if workers == 1:
        return (_page(article, load, base) for article in articles)
    return _in_parallel(articles, load, base, workers)


@cache
def _extractor(load: Loader) -> Extractor:
    """The extractor of this process."""
    return load()


def _page(article: Article, load: Loader, base: str) -> Page:
    # Nothing is hidden: what goes wrong with one article is reported under its name, and the others are still read.
    try:
        reading = _extractor(load).read(article)
        quads = article_quads(reading, base=base)
        check_evidence(quads, {article.id: article.text})
    except Exception as error:
        return Page(article.id, failure=_told(error))
    return Page(
        article.id,
        quads=serialise(quads),
        actors=frozenset(actor_keys([reading])),
        rules=frozenset(rule_names([reading])),
    )


def _told(error: Exception) -> str:
    """An exception in one line, with the place it comes from."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"


# --- several processes


def _start(load: Loader) -> None:
    """Make a process ready: the main one alone answers Ctrl-C, and no worker outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _extractor(load)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _in_parallel(articles: Iterable[Article], load: Loader, base: str, workers: int) -> Iterator[Page]:
    pool = ProcessPoolExecutor(workers, initializer=_start, initargs=(load,))
    waiting: deque[Future[Page]] = deque()
    try:
        for article in articles:
            waiting.append(pool.submit(_page, article, load, base))
            if len(waiting) >= 4 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerError("a worker process died, perhaps for want of memory; try fewer --workers") from error
    finally:
        pool.shutdown(cancel_futures=True)
