"""A commitment's story: told first, told again, reaffirmed, softened, and what became of it, in order of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from endpoint.site.asking import Row, Value, named_rows
from kg.namespaces import expand

# From the least binding to the most.
_FIRMNESS = (expand("modality:conditional"), expand("modality:planned"), expand("modality:firm"))
_REAFFIRMED = expand("modality:reaffirmed")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the story: the day if it is known, the words, the article that has them.

    `what` is announced, repeated, reaffirmed or softened; of an outcome its kind: kept, broken…
    """

    what: str
    words: Value
    article: Value
    when: Value | None = None
    deadline: Value | None = None
    outcome: Value | None = None


def story(commitment: ox.NamedNode) -> list[Turn]:
    """The turns in order of days, those of unknown days last."""
    return list(_turns(named_rows("commitment-story", fact=commitment)))


def _turns(rows: Iterable[Row]) -> Iterator[Turn]:
    told: list[Row] = []
    for row in rows:
        if "kind" in row:
            what = row["kind"].rpartition("/")[2]
        else:
            what = _rendering(row, told)
            told.append(row)
        yield Turn(what, row["words"], row["article"], row.get("when"), row.get("deadline"), row.get("outcome"))


def _rendering(row: Row, before: list[Row]) -> str:
    """What an article that tells of the commitment adds to those before it."""
    if row["modality"] == _REAFFIRMED:
        return "reaffirmed"
    # What no day is known of cannot be told to come later.
    earlier = [one for one in before if "when" in one and "when" in row and one["when"] < row["when"]]
    if any(_softer(row, one) for one in earlier):
        return "softened"
    return "repeated" if before else "announced"


def _softer(row: Row, before: Row) -> bool:
    """Whether it binds less than it did, or later."""
    both = (row["modality"], before["modality"])
    weaker = all(one in _FIRMNESS for one in both) and _FIRMNESS.index(both[0]) < _FIRMNESS.index(both[1])
    due, was_due = row.get("deadline"), before.get("deadline")
    return weaker or bool(due and was_due and due[: len(was_due)] > was_due[: len(due)])
