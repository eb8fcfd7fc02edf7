"""Which commitment an outcome is told of, and what has become of each commitment -> quads, in `{base}graph/status`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from pyoxigraph import Quad

from kg.graph_terms import Sheet
from kg.iris import Minter, concept
from kg.namespaces import BASE

GRAPH = "status"
_RATED, _UNRATED = ("commitment/", "pledge/"), ("not-yet-rated",)


def outcome_quads(told: Iterable[tuple[str, str]], base: str = BASE) -> list[Quad]:
    """Outcomes with the commitments that they are told of; both without the base."""
    sheet = Sheet(Minter(base).graph(GRAPH))
    for outcome, commitment in told:
        sheet.say(base + outcome, "mq:outcomeOf", base + commitment)
    return sheet.quads()


def statuses(
    frames: Iterable[str], names: Mapping[str, str], rated: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Each commitment once, with its status; `names` maps frames that share a node to its name.

    `rated` are the statuses of those of which articles tell what became of them.
    """
    nodes = chain((frame for frame in frames if frame not in names), dict.fromkeys(names.values()))
    yield from ((node, rated.get(node, _UNRATED)) for node in nodes if node.startswith(_RATED))


def status_quads(rated: Iterable[tuple[str, Sequence[str]]], base: str = BASE) -> list[Quad]:
    """The statuses of commitments."""
    sheet = Sheet(Minter(base).graph(GRAPH))
    for commitment, kinds in rated:
        sheet.say(base + commitment, "mq:status", *(concept("status", kind) for kind in kinds))
    return sheet.quads()
