"""A published graph -> what there is to say of every actor's link: who names it, who may be meant, what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.frames import ActorType
from kg.linking.gathering import Gathered, Gathering
from kg.linking.linker import Linker, Outcome, Verdict
from kg.linking.standing import scenes
from kg.linking.weights import signals
from kg.store import Version

# In this order they are told: first what waits for a decision.
VERDICTS: tuple[Verdict, ...] = (
    *("split", "ambiguous", "close", "none", "same"),
    *("linked", "unlinked", "curated", "local"),
)
# So many articles are told by name.
_MOST_ARTICLES = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One actor: its key, type and name, the first articles that name it and how many do, what became of it.

    `sharing` are other actors that are linked to the same item.
    """

    actor: str
    type: ActorType
    label: str
    articles: tuple[str, ...]
    number: int
    outcome: Outcome
    sharing: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        """The row as JSON has it."""
        outcome = self.outcome
        told: dict[str, Any] = {"actor": self.actor, "type": self.type, "label": self.label}
        told |= {"articles": list(self.articles), "number": self.number}
        told |= {"verdict": outcome.verdict, "wikidata": outcome.item, "sharing": list(self.sharing)}
        told["candidates"] = [
            {
                "wikidata": choice.item,
                "label": choice.label,
                "description": choice.description,
                "score": float(choice.score),
                "articles": list(choice.articles),
                "reasons": {signals()[name].en: weight for name, weight in choice.signals},
            }
            for choice in outcome.choices
        ]
        if outcome.decision:
            told["decision"] = {"author": outcome.decision.author, "reason": outcome.decision.reason}
        return told


def report(version: Version, linker: Linker) -> list[Row]:
    """Every actor of a published graph, those that wait for a decision first; raises StoreError."""
    store = version.open()
    with TemporaryDirectory() as folder:
        gathering = Gathering(Path(folder))
        for scene in scenes(store, version.manifest.base):
            gathering.add(scene)
        rows = [_row(one, linker) for one in gathering.actors()]
        gathering.close()
    return sorted(_shared(rows), key=lambda row: (VERDICTS.index(row.outcome.verdict), -row.number, row.actor))


def _row(one: Gathered, linker: Linker) -> Row:
    first = one.seen[0][1]
    curated = linker.world.by_key.get(one.actor)
    label = curated.label.ar if curated else first.label
    articles = tuple(scene.article for scene, _ in one.seen[:_MOST_ARTICLES])
    return Row(one.actor, first.type, label, articles, one.articles, linker.link(one.actor, one.seen))


def _shared(rows: Sequence[Row]) -> Iterable[Row]:
    """The rows, each with the other actors of its item."""
    actors: defaultdict[str | None, list[str]] = defaultdict(list)
    for row in rows:
        if row.outcome.verdict != "close":
            actors[row.outcome.item].append(row.actor)
    for row in rows:
        same = actors[row.outcome.item] if row.outcome.item and row.outcome.verdict != "close" else []
        yield replace(row, sharing=tuple(other for other in same if other != row.actor))
