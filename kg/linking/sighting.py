"""Actors as articles show them: what there is to tell one bearer of a name from another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.frames import ActorType, Reading


@dataclass(frozen=True, slots=True)
class Sighting:
    """An actor as one article shows it; `role` is what the article prints with the name, `of` whom it belongs to.

    A `local` one (an unnamed source, a group by description) is known within its article only.
    """

    actor: str
    type: ActorType
    label: str
    names: tuple[str, ...] = ()
    role: str | None = None
    of: tuple[str, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """One article as far as it tells who is who: its day, its publisher as given, and all actors that it names.

    `beside` are those that stand in its graph without being named: what the others belong to.
    """

    article: str
    published: date | None = None
    publisher: str | None = None
    named: tuple[Sighting, ...] = ()
    beside: tuple[Sighting, ...] = ()


def scene(reading: Reading) -> Scene:
    """The scene of an article that was read."""
    mentioned = {mention.actor for mention in reading.mentions}
    seen = {
        actor.key: Sighting(actor.key, actor.type, actor.label, actor.names, actor.role, actor.of, actor.local)
        for actor in reading.actors.values()
    }
    named = tuple(sighting for key, sighting in seen.items() if key in mentioned)
    beside = tuple(sighting for key, sighting in seen.items() if key not in mentioned)
    return Scene(reading.article.id, reading.article.published, reading.article.publisher, named, beside)
