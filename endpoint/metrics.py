"""What is counted about a running service, in the text format of Prometheus.

Every instrument is defined here; who has something to count calls one of the small functions. What can be read off the
running service (queues, workers, cache, version) is read when it is asked for.
https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric

if TYPE_CHECKING:
    from endpoint.cache import AnswerCache
    from endpoint.engines import AnyEngine

# From a look-up in memory to the longest that a query may run by default.
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The instruments of one service. Thread-safe."""

    def __init__(self, engine: AnyEngine, cache: AnswerCache, workers: int) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "mithaq_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._sent = Counter("mithaq_sent_bytes", "Bytes of answers sent.", ("route",), registry=self.registry)
        self._seconds = Histogram(
            "mithaq_request_seconds",
            "From the request to the last byte of its answer.",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._queries = Histogram(
            "mithaq_query_seconds",
            "From the question to its answer, or the beginning of one that is streamed; by how it ended.",
            ("outcome",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._cpu = Counter("mithaq_query_cpu_seconds", "Processor time of query workers.", registry=self.registry)
        self._writes = Counter("mithaq_writes", "Writes, by how they ended.", ("outcome",), registry=self.registry)
        ProcessCollector(registry=self.registry)
        # To find an instrument by its labels takes longer than to count.
        self._of_request = lru_cache(self._instruments)
        self._of_outcome = lru_cache(self._queries.labels)
        self.registry.register(_State(engine, cache, workers))

    def request_answered(self, method: str, route: str, status: int, sent: int, seconds: float) -> None:
        """A request has been answered; `route` is a rule of the application, never what a client made up."""
        requests, bytes_sent, took = self._of_request(method, route, status)
        requests.inc()
        bytes_sent.inc(sent)
        took.observe(seconds)

    def _instruments(self, method: str, route: str, status: int) -> tuple[Counter, Counter, Histogram]:
        requests = self._requests.labels(method, route, str(status))
        return requests, self._sent.labels(route), self._seconds.labels(route)

    def query_ended(self, outcome: str, seconds: float) -> None:
        """A query was answered ("complete", "cached") or not (the name of a problem)."""
        self._of_outcome(outcome).observe(seconds)

    def cpu_spent(self, seconds: float) -> None:
        """A worker has taken so much processor time for one query."""
        self._cpu.inc(seconds)

    def write_ended(self, outcome: str) -> None:
        """A write became a version ("complete"), or did not (the name of a problem)."""
        self._writes.labels(outcome).inc()

    def exposition(self) -> bytes:
        """All of it as text."""
        return generate_latest(self.registry)


class _State:
    """What is read off the service when somebody asks."""

    def __init__(self, engine: AnyEngine, cache: AnswerCache, workers: int) -> None:
        self._engine = engine
        self._cache = cache
        self._workers = workers

    def describe(self) -> list[Metric]:
        """Nothing is read before somebody asks."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The metrics as of now."""
        yield from self._queue()
        yield from self._kept()
        yield from self._version()

    def _queue(self) -> Iterator[Metric]:
        states = GaugeMetricFamily("mithaq_queries", "Queries that wait or run, by state.", labels=["state"])
        running = [query.state for query in self._engine.running()]
        for state in ("queued", *sorted(set(running) - {"queued"})):
            states.add_metric([state], running.count(state))
        yield states
        yield GaugeMetricFamily("mithaq_workers", "Heavy queries that may run at once.", value=self._workers)
        yield GaugeMetricFamily("mithaq_workers_idle", "How many more could run now.", value=self._engine.idle)
        ends = CounterMetricFamily(
            "mithaq_worker_loans", "How workers were given back; all but complete ones are replaced.", labels=["end"]
        )
        for end, count in sorted(self._engine.ends.items()):
            ends.add_metric([end], count)
        yield ends

    def _kept(self) -> Iterator[Metric]:
        cache = self._cache
        yield CounterMetricFamily("mithaq_cache_hits", "Answers given again.", value=cache.hits)
        yield CounterMetricFamily("mithaq_cache_misses", "Answers that were not there.", value=cache.misses)
        yield GaugeMetricFamily("mithaq_cache_bytes", "Memory taken by answers kept.", value=cache.used_bytes)

    def _version(self) -> Iterator[Metric]:
        version = self._engine.version
        if version is None:
            return
        yield InfoMetricFamily("mithaq_store", "The version that is served.", value={"version": version.path.name})
        yield GaugeMetricFamily("mithaq_store_quads", "Its quads.", value=version.manifest.counts.get("quads", 0))
        in_memory = float(self._engine.in_memory)
        yield GaugeMetricFamily("mithaq_store_in_memory", "1 if workers share a copy in memory.", value=in_memory)
