"""The query workers of the store's current version. A newly published version is taken up between two queries."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass

from endpoint.config import Config
from endpoint.pool import Answer, Departed, Pool, PoolError, RetiredError, nobody_leaves
from endpoint.wire import Job, WorkerSettings
from kg.namespaces import PREFIXES
from kg.store import StoreError, Version, current_version

# How long a version that cannot be opened is left alone before the next attempt.
RETRY_SECONDS = 5.0
log = logging.getLogger("mithaq.endpoint")


@dataclass(frozen=True, slots=True)
class _Serving:
    version: Version
    pool: Pool


class Engine:
    """Answers queries over the current version of a store. Thread-safe; `close` ends its processes."""

    def __init__(self, config: Config) -> None:
        """Start the workers; raises StoreError if there is no store."""
        self._config = config
        self._switching = threading.Lock()
        self._retry_at = 0.0
        self._serving = self._start(current_version(config.store))

    @property
    def version(self) -> Version:
        """The version that the next query will be asked of."""
        return self._up_to_date().version

    @property
    def idle(self) -> int:
        """How many workers are free."""
        return self._serving.pool.idle

    def ask(self, job: Job, departed: Departed = nobody_leaves) -> Answer:
        """Begin to answer a query; raises PoolError."""
        while True:
            serving = self._up_to_date()
            try:
                return serving.pool.ask(job, departed)
            except RetiredError:
                # Retired for a newer version, or for good.
                if serving is self._serving:
                    raise

    def close(self) -> None:
        """End every worker that is idle now, and the others when their answer is complete."""
        self._serving.pool.close()

    def _up_to_date(self) -> _Serving:
        """What serves now, after changing to a newly published version; one thread changes, the others do not wait."""
        if self._outdated() and self._switching.acquire(blocking=False):
            try:
                self._switch()
            finally:
                self._switching.release()
        return self._serving

    def _outdated(self) -> bool:
        """Asked at every query, so by one system call."""
        try:
            return (self._config.store / "current").readlink().name != self._serving.version.path.name
        except OSError:
            return False

    def _switch(self) -> None:
        if not self._outdated() or time.monotonic() < self._retry_at:
            return
        try:
            newer = self._start(current_version(self._config.store))
        except (StoreError, PoolError, OSError) as error:
            self._retry_at = time.monotonic() + RETRY_SECONDS
            log.error("still serving %s: %s", self._serving.version.path.name, error)
            return
        older, self._serving = self._serving, newer
        older.pool.close()

    def _start(self, version: Version) -> _Serving:
        config = self._config
        settings = WorkerSettings(str(version.database), config.memory_bytes, config.page_rows, PREFIXES)
        pool = Pool(settings, config.workers, config.queue_length, config.queue_seconds)
        try:
            pool.await_ready()
        except PoolError as error:
            pool.close()
            raise StoreError(f"{version.database} cannot be opened: build it again") from error
        return _Serving(version, pool)
