"""What the views ask, whichever engine it is: workers over a store (`engine`), or a server elsewhere (`remote`)."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from endpoint.answer import Answer, Departed, nobody_leaves
from endpoint.turns import Running
from endpoint.wire import Job
from kg.store import Version


class AnyEngine(Protocol):
    """Answers queries; thread-safe. What the members are, the engines say."""

    ends: Counter[str]

    @property
    def version(self) -> Version | None:
        """The version that the next query will be asked of; None if the store is not here."""

    def serves(self, version: Version) -> bool:
        """Whether that version, the engine's not long ago, still answers: all it has answered since was by it."""

    @property
    def idle(self) -> int:
        """How many more queries could run."""

    @property
    def in_memory(self) -> bool:
        """Whether the workers share a copy of the store in memory."""

    def ask(self, job: Job, departed: Departed = nobody_leaves, client: str = "", id: str = "") -> Answer:
        """Begin to answer a query; raises PoolError."""

    def running(self) -> list[Running]:
        """The queries that wait or run, oldest first."""

    def cancel(self, id: str) -> bool:
        """Stop a query; False if no query of this id waits or runs."""

    def close(self) -> None:
        """End what is idle."""
