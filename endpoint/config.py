"""How the endpoint runs: every setting in one frozen value."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one endpoint.

    `store` is the directory that holds the published versions and their `current` link. `memory_bytes` bounds the
    address space of one query worker, half a gibibyte of which is the stack that deep queries need. `queue_length`
    requests may wait `queue_seconds` for a worker; more are told to come back. `answer_bytes` bounds one answer,
    `page_rows` the rows of an HTML result table.
    """

    store: Path
    query_seconds: float = 30.0
    workers: int = max(2, os.cpu_count() or 1)
    queue_length: int = 16
    queue_seconds: float = 5.0
    memory_bytes: int = 4 << 30
    max_query_bytes: int = 64 << 10
    answer_bytes: int = 256 << 20
    page_rows: int = 500
    allow_origin: str = "*"
