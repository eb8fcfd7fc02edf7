"""The query workers of the store's current version. A newly published version is taken up between two queries."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass

from endpoint.answer import Answer, Departed, nobody_leaves
from endpoint.config import Config
from endpoint.ends import PoolError, RetiredError
from endpoint.nursery import Nursery, Root
from endpoint.pool import Limits, Pool
from endpoint.turns import Running
from endpoint.wire import Job, WorkerSettings
from kg.namespaces import PREFIXES
from kg.store import StoreError, Version, current_version

# How long a version that cannot be opened is left alone before the next attempt.
RETRY_SECONDS = 5.0
# What a stored quad takes in memory, with something to spare; the union of the named graphs is stored beside them.
QUAD_BYTES = 450
log = logging.getLogger("mithaq.endpoint")


@dataclass(frozen=True, slots=True)
class _Serving:
    version: Version
    pool: Pool
    name: str


class Engine:
    """Answers queries over the current version of a store. Thread-safe; `close` ends its processes."""

    def __init__(self, config: Config) -> None:
        """Start the workers; raises StoreError if there is no store, or one that cannot be opened."""
        self._config = config
        self._switching = threading.Lock()
        self._retry_at = 0.0
        self._link = str(config.store / "current")
        self._root = Root()
        self._draining: list[Pool] = []
        # How queries ended, in a word, over all versions.
        self.ends: Counter[str] = Counter()
        try:
            self._serving = self._start(current_version(config.store))
        except BaseException:
            self._root.close()
            raise

    @property
    def version(self) -> Version:
        """The version that the next query will be asked of."""
        return self._up_to_date().version

    def serves(self, version: Version) -> bool:
        """Whether that version still answers; a newer one, which may be there, is not looked for."""
        return self._serving.version is version

    @property
    def idle(self) -> int:
        """How many workers are free."""
        return self._serving.pool.idle

    @property
    def in_memory(self) -> bool:
        """Whether the workers share a copy of the store in memory."""
        return self._serving.pool.in_memory

    def ask(self, job: Job, departed: Departed = nobody_leaves, client: str = "", id: str = "") -> Answer:
        """Begin to answer a query; raises PoolError.

        `client` is whoever has one turn among others, `id` what the query is known by in `running` and `cancel`.
        """
        while True:
            serving = self._up_to_date()
            try:
                return serving.pool.ask(job, departed, client, id)
            except RetiredError:
                # Retired for a newer version, or for good.
                if serving is self._serving:
                    raise

    def running(self) -> list[Running]:
        """The queries that wait or run, oldest first."""
        return sorted((entry for pool in self._pools() for entry in pool.running()), key=lambda entry: entry.started)

    def cancel(self, id: str) -> bool:
        """Stop a query; whoever asked it gets CancelledError. False if no query of this id waits or runs."""
        return any(pool.cancel(id) for pool in self._pools())

    def switch(self) -> Version:
        """Take up the version published last, and come back when it serves; raises StoreError, and serves on."""
        with self._switching:
            self._retry_at = 0.0
            self._switch()
        return self._serving.version

    def close(self) -> None:
        """End every worker that is idle now, and the others when their answer is complete."""
        self._serving.pool.close()
        self._root.close()

    def _pools(self) -> list[Pool]:
        return [self._serving.pool, *self._draining]

    def _up_to_date(self) -> _Serving:
        """What serves now, after changing to a newly published version; one thread changes, the others do not wait."""
        if self._outdated() and time.monotonic() >= self._retry_at and self._switching.acquire(blocking=False):
            try:
                self._switch()
            except StoreError as error:
                self._retry_at = time.monotonic() + RETRY_SECONDS
                log.error("still serving %s: %s", self._serving.version.path.name, error)
            finally:
                self._switching.release()
        return self._serving

    def _outdated(self) -> bool:
        """Asked at every query, so by one system call."""
        try:
            return os.readlink(self._link).rpartition("/")[2] != self._serving.name  # noqa: PTH115 twice as fast
        except OSError:
            return False

    def _switch(self) -> None:
        if not self._outdated():
            return
        newer = self._start(current_version(self._config.store))
        older, self._serving = self._serving, newer
        self._draining = [pool for pool in (*self._draining, older.pool) if not pool.drained]
        older.pool.close()

    def _start(self, version: Version) -> _Serving:
        config, settings = self._config, worker_settings(version, self._config)
        nursery = Nursery(self._root, settings, _quads_in_memory(version, config.memory_store_bytes))
        pool = Pool(nursery, Limits(config.workers, config.queue_length, config.queue_seconds), self.ends)
        try:
            pool.start()
        except (PoolError, OSError) as error:
            pool.close()
            raise _unopened(version, error) from error
        return _Serving(version, pool, version.path.name)


def check(config: Config) -> None:
    """See whether the store can be served, by one worker; raises StoreError. Leaves neither thread nor process."""
    version, root = current_version(config.store), Root()
    try:
        Nursery(root, worker_settings(version, config)).hatch_ready().kill()
    except PoolError as error:
        raise _unopened(version, error) from error
    finally:
        root.close()


def worker_settings(version: Version, config: Config) -> WorkerSettings:
    """What the workers of a version are told."""
    return WorkerSettings(
        database=str(version.database),
        memory_bytes=config.memory_bytes,
        page_rows=config.page_rows,
        prefixes=PREFIXES,
        document=str(version.path / "graph.nq"),
        union=version.manifest.union,
        pause_seconds=config.queue_seconds,
    )


def _unopened(version: Version, error: Exception) -> StoreError:
    return StoreError(f"{version.database} cannot be opened ({error}): build it again")


def _quads_in_memory(version: Version, limit: int) -> int:
    """How many quads a copy in memory would hold; 0 if it would not fit there."""
    stored = version.stored
    return stored if stored * QUAD_BYTES <= min(limit, _machine_bytes() // 2) else 0


def _machine_bytes() -> int:
    """The memory of this machine, as far as it says so."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 1 << 62
