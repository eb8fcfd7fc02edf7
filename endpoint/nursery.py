"""Where the query workers of a version come from: over its files at once, over a copy in memory once it is there.

A zygote that holds nothing forks workers that open the files. Where the store fits into memory, a second zygote loads
it meanwhile; from then on workers share that one copy. Should either die, another takes its place, and the workers that
there are serve on.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from endpoint.ends import CrashError, PoolError, RetiredError
from endpoint.processes import START_SECONDS, QueryProcess, Zygote
from endpoint.wire import WorkerSettings

# How long to wait after a store could not be loaded: at first, and at most.
FIRST_RETRY_SECONDS, RETRY_SECONDS = 0.05, 5.0
LOOK_SECONDS = 0.1
log = logging.getLogger("mithaq.endpoint")


class Root:
    """The zygote that holds no store, and is started again when it has died. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._zygote: Zygote | None = None
        self._closed = False

    def zygote(self) -> Zygote:
        """One that lives; raises CrashError when none can be started, RetiredError after `close`."""
        with self._lock:
            if self._closed:
                raise RetiredError
            if self._zygote is None or not self._zygote.alive:
                self._end()
                try:
                    self._zygote = Zygote.start()
                except OSError as error:
                    raise CrashError("no worker process can be started") from error
            return self._zygote

    def close(self) -> None:
        """End it for good; its workers go on."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        if self._zygote:
            self._zygote.close()
        self._zygote = None


class Nursery:
    """Starts the workers of one store version. Thread-safe.

    With `in_memory`, the number of quads that make the whole store, it is loaded; `renewed` is called whenever workers
    have come to be of a better kind than those before: the `generation` of a worker tells which.
    """

    def __init__(self, root: Root, settings: WorkerSettings, in_memory: int = 0) -> None:
        self._root = root
        self._settings = settings
        self._in_memory = in_memory
        self._loaded: Zygote | None = None
        self._closed = threading.Event()
        self.generation = 0

    def start_loading(self, renewed: Callable[[], None]) -> None:
        """Begin to load the store into memory, if it is to be there."""
        if self._in_memory:
            threading.Thread(target=self._keep_loaded, args=(renewed,), name="mithaq-load", daemon=True).start()

    @property
    def loaded(self) -> bool:
        """Whether workers share a copy in memory."""
        return self._loaded is not None

    def hatch(self) -> QueryProcess:
        """A new worker, not yet ready; raises CrashError or RetiredError."""
        loaded = self._loaded
        if loaded and loaded.alive:
            try:
                return loaded.hatch(self._settings, self.generation)
            except CrashError as error:
                if not self._closed.is_set():
                    log.warning("the store in memory is lost, and loaded again: %s", error)
        try:
            return self._root.zygote().hatch(self._settings, 0)
        except CrashError:
            # It may have died unseen; the next one is new.
            return self._root.zygote().hatch(self._settings, 0)

    def hatch_ready(self) -> QueryProcess:
        """A new worker that has opened the store; raises PoolError."""
        process = self.hatch()
        give_up = time.monotonic() + START_SECONDS
        try:
            process.await_ready(lambda: _until(give_up))
        except BaseException:
            process.kill()
            raise
        return process

    def close(self) -> None:
        """End the zygote that holds this version."""
        self._closed.set()
        if loaded := self._loaded:
            loaded.close()

    def _keep_loaded(self, renewed: Callable[[], None]) -> None:
        retry = FIRST_RETRY_SECONDS
        while not self._closed.is_set():
            try:
                loaded = self._root.zygote().load(self._settings, self._in_memory, self._watch)
            except PoolError as error:
                if not self._closed.is_set():
                    log.warning("the store is read from disk: %s", error)
                self._closed.wait(retry)
                retry = min(4 * retry, RETRY_SECONDS)
                continue
            retry = FIRST_RETRY_SECONDS
            self._serve_from(loaded, renewed)

    def _serve_from(self, loaded: Zygote, renewed: Callable[[], None]) -> None:
        self.generation += 1
        self._loaded = loaded
        renewed()
        try:
            loaded.await_death(self._watch)
        except RetiredError:
            pass
        finally:
            self._loaded = None
            loaded.close()

    def _watch(self) -> float:
        if self._closed.is_set():
            raise RetiredError
        return LOOK_SECONDS


def _until(give_up: float) -> float:
    left = give_up - time.monotonic()
    if left <= 0:
        raise CrashError("the worker did not become ready")
    return left
