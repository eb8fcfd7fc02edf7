"""Frames that are one, and what they were called before -> the one IRI of each node.

A node is called what the graph that stands calls it; else by the frame of its first article. So articles that come and
go change no other IRI, and what an IRI once stood for can be found for ever (dcterms:isReplacedBy).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

Place = tuple[str, tuple[int, ...], str]


class Standing(Protocol):
    """What the nodes of the graph that stands are called."""

    @property
    def replaced(self) -> Mapping[str, str]:
        """Every IRI that was given up, and the one that stands for it."""

    def holds(self, iri: str) -> bool:
        """Whether there is a node of that IRI."""


class _Nothing:
    """No graph stands."""

    replaced: Mapping[str, str] = {}

    def holds(self, iri: str) -> bool:
        return False


NOTHING: Standing = _Nothing()


@dataclass(frozen=True, slots=True)
class Node:
    """Some frames by their own IRIs, in order of place, and the IRI that they share."""

    iri: str
    members: tuple[str, ...]

    @property
    def label(self) -> str:
        """The frame whose words the node is labelled by."""
        return self.iri if self.iri in self.members else self.members[0]


@dataclass(frozen=True, slots=True)
class Naming:
    """The nodes that are not simply one frame under its own IRI.

    `names` holds, for every frame of theirs, the IRI of its node; `replaced` every IRI that is or was replaced.
    """

    nodes: tuple[Node, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)


def place(iri: str) -> Place:
    """Where the frame of an IRI stands: the article, then the passage (…/commitment/ARTICLE/120-180)."""
    rest, _, passage = iri.rpartition("/")
    numbers = passage.split("-")
    span = tuple(map(int, numbers)) if all(number.isdigit() for number in numbers) else ()
    return article_of(iri), span, rest


def article_of(iri: str) -> str:
    """The article of a frame, as its IRI names it."""
    return iri.rsplit("/", 2)[-2]


def name_nodes(clusters: Iterable[Collection[str]], frames: Iterable[str], standing: Standing = NOTHING) -> Naming:
    """Name the node of each cluster of frames; `frames` are the own IRIs of all frames there are, clustered or not."""
    return _Names(clusters, frames, standing).naming()


class _Names:
    """The naming in the making."""

    def __init__(self, clusters: Iterable[Collection[str]], frames: Iterable[str], standing: Standing) -> None:
        self._before = standing.replaced
        self._standing = standing
        groups = [tuple(sorted(members, key=place)) for members in clusters]
        clustered = {member for members in groups for member in members}
        called = set(self._before.values())
        # The names that frames here would have by themselves, as far as somebody might claim them.
        self._own: set[str] = set(clustered)
        for frame in frames:
            if frame in called:
                self._own.add(frame)
            if frame in self._before and frame not in clustered:
                self._own.add(frame)
                groups.append((frame,))
        self._groups = sorted(groups, key=lambda members: (-len(members), place(members[0])))
        self._taken: dict[str, tuple[str, ...]] = {}

    def naming(self) -> Naming:
        wishes = [(members, list(self._wishes(members))) for members in self._groups]
        nodes = [Node(self._take(members, wished), members) for members, wished in wishes]
        names = {member: node.iri for node in nodes for member in node.members}
        replaced = {member: iri for member, iri in names.items() if member != iri}
        for node, (_, wished) in zip(nodes, wishes, strict=True):
            for iri in wished:
                if iri not in self._taken and iri not in self._own:
                    replaced.setdefault(iri, node.iri)
        kept = tuple(node for node in nodes if node.members != (node.iri,))
        return Naming(kept, _of(kept), dict(sorted(self._resolved(replaced).items())))

    def _wishes(self, members: tuple[str, ...]) -> Iterator[str]:
        """The names that a node has, the one that most of its frames go by first, and at last that of its first."""
        called = (self._before.get(member) or (member if self._standing.holds(member) else None) for member in members)
        votes = Counter(iri for iri in called if iri)
        yield from sorted(votes, key=lambda iri: (-votes[iri], place(iri)))
        yield members[0]

    def _take(self, members: tuple[str, ...], wished: list[str]) -> str:
        """The first of the names that is nobody else's."""
        iri = next(iri for iri in wished if iri in members or (iri not in self._taken and iri not in self._own))
        self._taken[iri] = members
        return iri

    def _resolved(self, replaced: dict[str, str]) -> dict[str, str]:
        """What is replaced now, and what was: by what stands for it now."""
        before = {
            iri: replaced.get(now, now)
            for iri, now in self._before.items()
            if iri not in self._taken and iri not in self._own
        }
        return before | replaced


def _of(nodes: Iterable[Node]) -> dict[str, str]:
    return {member: node.iri for node in nodes for member in node.members}
