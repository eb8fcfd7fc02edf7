"""Articles -> checked pages of quads, one article at a time, in this process or in several.

A page is all that one article adds to the graph. Pages come out in the order of the articles whatever the number of
processes, so that one input gives one output; only a few articles are in flight at a time, so memory stays flat.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path
from typing import Protocol

from pyoxigraph import Quad, Triple

from kg.across.copies import Printed, signature
from kg.article import Article
from kg.curated import Actors, load_actors
from kg.frames import Reading
from kg.graph import actor_keys, article_quads, rule_names
from kg.graph_check import check_evidence
from kg.graph_world import curated_closure, curated_quads, program_quads
from kg.iris import segment
from kg.linking.sighting import scene
from kg.merging.endings import Ending, endings
from kg.merging.sketch import sketches
from kg.nquads import serialise
from kg.validation import Violation, validate


class Extractor(Protocol):
    """Whatever reads an article: the rules of `kg.pipeline`, or another one behind the same interface."""

    def read(self, article: Article) -> Reading:
        """All that the extractor finds in the article."""


Loader = Callable[[], Extractor]
_BATCH = 16


class WorkerError(RuntimeError):
    """A worker process died; the message says what to try."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one article adds to the graph: its quads (https://www.w3.org/TR/n-quads/), and which actors and rules occur.

    `sketches` are what its frames are compared with others by (pickled), `printed` what tells its text from others,
    `scene` what its actors are linked by (pickled), `endings` what it tells of how undertakings came out.
    `violations` are what the shapes object to; `failure` is why there is nothing: the extractor or the graph raised.
    """

    article: str
    quads: bytes = b""
    actors: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    sketches: bytes = b""
    printed: Printed | None = None
    scene: bytes = b""
    endings: tuple[Ending, ...] = ()
    violations: tuple[Violation, ...] = ()
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What stands beside the articles: the curated actors, and the program with its rules."""

    base: str
    actors: Actors

    def quads(self, actors: Iterable[str], rules: Iterable[str]) -> list[Quad]:
        """What there is to say of those actors, of what they refer to, and of those rules."""
        curated = curated_closure(actors, self.actors.by_key)
        return curated_quads(curated, self.base) + program_quads(rules, base=self.base)


@cache
def backdrop(base: str) -> Backdrop:
    """The backdrop of this process; raises TableError."""
    return Backdrop(base, load_actors())


def load_rules() -> Extractor:
    """The extractor by rules."""
    from kg.pipeline import load

    return load()


def pages(articles: Iterable[Article], load: Loader, *, base: str, workers: int = 1) -> Generator[Page, None, None]:
    """A page for every article, in order. Raises WorkerError when a worker process is killed.

    `load` is called once per process; with several it must be importable by name.
    """
    # Loaded here first: processes that are forked get it for nothing, and what is wrong with it is told once.
    _extractor(load)
    if workers == 1:
        return (page for batch in _batches(articles) for page in _pages(batch, load, base))
    return _in_parallel(_batches(articles), load, base, workers)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    remaining = iter(articles)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


@cache
def _extractor(load: Loader) -> Extractor:
    """The extractor of this process."""
    return load()


def _pages(batch: list[Article], load: Loader, base: str) -> list[Page]:
    """The pages of a few articles, checked against the shapes together: that takes half the time of one by one."""
    made = [_page(article, load, base) for article in batch]
    pages = [page for page, _ in made]
    actors = {key for page in pages for key in page.actors}
    rules = {rule for page in pages for rule in page.rules}
    found = validate([quad for _, quads in made for quad in quads], backdrop(base).quads(actors, rules))
    if not found:
        return pages
    suspects = {violation.focus for violation in found}
    return [replace(page, violations=_violations(page, quads, suspects, base)) for page, quads in made]


def _violations(page: Page, quads: list[Quad], suspects: set[str], base: str) -> tuple[Violation, ...]:
    """What the shapes object to in one page taken by itself: two pages may call somebody unknown two names."""
    spoken_of = (term for quad in quads for term in (quad.subject, quad.object))
    if suspects.isdisjoint(term.value for term in spoken_of if not isinstance(term, Triple)):
        return ()
    return tuple(validate(quads, backdrop(base).quads(page.actors, page.rules)))


def _page(article: Article, load: Loader, base: str) -> tuple[Page, list[Quad]]:
    """The page of one article as yet unchecked, with its quads."""
    # Nothing is hidden: what goes wrong with one article is reported under its name, and the others are still read.
    try:
        reading = _extractor(load).read(article)
        quads = article_quads(reading, base=base)
        check_evidence(quads, {article.id: article.text})
    except Exception as error:
        return Page(article.id, failure=_told(error)), []
    page = Page(
        article.id,
        serialise(quads),
        frozenset(actor_keys([reading])),
        frozenset(rule_names([reading])),
        pickle.dumps(sketches(reading, backdrop(base).actors)),
        Printed(segment(article.id), signature(article.text), article.published),
        pickle.dumps(scene(reading)),
        endings(reading, backdrop(base).actors),
    )
    return page, quads


def _told(error: Exception) -> str:
    """An exception in one line, with the place it comes from."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    kind, message = type(error).__qualname__, " ".join(str(error).split())
    return f"{kind}: {message} ({Path(frame.filename).name}:{frame.lineno})"


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


def _in_parallel(
    batches: Iterable[list[Article]], load: Loader, base: str, workers: int
) -> Generator[Page, None, None]:
    pool = ProcessPoolExecutor(workers, initializer=_start, initargs=(load,))
    waiting: deque[Future[list[Page]]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(_pages, batch, load, base))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerError("a worker process died, perhaps for want of memory; try fewer --workers") from error
    finally:
        pool.shutdown(cancel_futures=True)
