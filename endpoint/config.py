"""How the endpoint runs: every setting in one frozen value.

A setting is one line here: its name, its type, its default, what it is. From that line come the flag, the environment
variable, the key of the file, the line of `--help` and the row of the table in docs/serving.md (`endpoint.settings`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from endpoint.address import Address, Secret
from endpoint.quantities import Bytes, Seconds

# The store of a service that asks another engine: there is none.
NO_STORE = Path(os.devnull)


class ConfigError(Exception):
    """A setting that cannot be used; the message names where it stands, and says what to write."""


def setting(default: Any, meaning: str, *, least: float | None = None, shown: str = "") -> Any:
    """One setting: what it is when nobody says otherwise, what it means, the least it may be.

    `shown` describes a default that depends on the machine.
    """
    return field(default=default, metadata={"meaning": meaning, "least": least, "shown": shown})


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one endpoint."""

    store: Path = field(
        metadata={"meaning": "the folder the graph was built in", "shown": "none; it or `sparql_url` must be given"}
    )
    sparql_url: Address | None = setting(
        None, "the SPARQL engine to ask instead of a store: http or https, a query URL"
    )
    sparql_user: Secret | None = setting(
        None, "name:password for that engine (HTTP Basic), best from the environment; it is never shown"
    )
    host: str = setting("127.0.0.1", "the address to listen on")
    port: int = setting(8000, "the port to listen on; 0 takes a free one", least=0)
    workers: int = setting(
        max(2, os.cpu_count() or 1), "how many queries run at once", least=1, shown="one per processor, at least 2"
    )
    query_seconds: Seconds = setting(30.0, "how long a query may run", least=0.1)
    queue_length: int = setting(16, "how many requests may wait for a worker; more are told to come back", least=0)
    queue_seconds: Seconds = setting(5.0, "how long a request may wait for a worker", least=0)
    memory_bytes: Bytes = setting(
        4 << 30, "the address space of one query worker, 512MiB of which are its stack", least=1 << 30
    )
    memory_store_bytes: Bytes = setting(
        2 << 30, "the store is held in memory, once for all workers, while it fits into this; 0 never", least=0
    )
    max_query_bytes: Bytes = setting(64 << 10, "the longest query", least=1)
    answer_bytes: Bytes = setting(256 << 20, "the longest answer", least=1)
    spool_bytes: Bytes = setting(
        4 << 30, "the disk space for answers that clients have yet to take; when it is used up, none begins", least=0
    )
    cache_bytes: Bytes = setting(64 << 20, "the memory for answers kept to be given again; 0 keeps none", least=0)
    write_bytes: Bytes = setting(64 << 20, "the longest update or uploaded graph", least=1)
    write_seconds: Seconds = setting(60.0, "how long a write may take", least=0.1)
    write_queue_length: int = setting(16, "how many writes may wait for another; more are told to come back", least=0)
    write_wait_seconds: Seconds = setting(10.0, "how long a write may wait for others, or for a build", least=0)
    texts: Path | None = setting(
        None,
        "a folder of articles' texts, ID.txt each, that may be shown whole; of others only the words that are evidence",
    )
    page_rows: int = setting(500, "how many rows an HTML table of results shows", least=1)
    stop_seconds: Seconds = setting(10.0, "how long requests may still take when the service is told to stop", least=0)
    token_file: Path | None = setting(
        None,
        "the file of bearer tokens, one a line or `name: token`, for those who may write, and stop what runs",
    )
    metrics_for: Literal["local", "token", "all"] = setting(
        "local", "who may read /metrics: requests from this machine that no proxy passed on, bearers of a token, or all"
    )
    access_log: Path | None = setting(
        None, "the file that tells each request, one line of JSON each; - is standard output", shown="none"
    )
    log_queries: bool = setting(False, "the access log tells the text of queries, too")
    allow_origin: str = setting("*", "the site whose scripts may read answers; * is any")
