"""What people have decided about the graph: which nodes are one, which are not, which Wikidata item an actor is.

Decisions stand in `ontology/curation.yaml` and in files that a user adds. Each has a reason, an author and a day, and
is told in the graph as an activity (https://www.w3.org/TR/prov-o/#Activity). The program never overrules one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import ClassVar, TypeVar

from kg.disjoint import Disjoint
from kg.tables import TableError, curated, read_sections

_NODE = re.compile(r"(commitment|pledge|utterance)/[A-Za-z0-9_-]+/\d+-\d+(-\d+)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
FILE = "curation.yaml"


@dataclass(frozen=True, slots=True)
class Decision:
    """What every decision says: why, who took it, when; `place` is the file and line where it stands."""

    verb: ClassVar[str] = ""
    reason: str
    author: str
    on: date
    place: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """Ten hex digits that stand for the decision in its IRI, wherever it is written."""
        told = [f"{part.name}={getattr(self, part.name)}" for part in fields(self) if part.compare]
        return hashlib.sha256("\n".join([self.verb, *told]).encode()).hexdigest()[:10]

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.author.strip():
            raise ValueError("expected a reason and an author")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeDecision(Decision):
    """About two or more frames, each named by its own IRI without the base: commitment/ARTICLE/120-180."""

    nodes: tuple[str, ...]

    def __post_init__(self) -> None:
        Decision.__post_init__(self)
        for node in self.nodes:
            if not _NODE.fullmatch(node):
                raise ValueError(
                    f"nodes: expected IRIs without their base, as commitment/ARTICLE/120-180, found {node!r}"
                )
        if len(set(self.nodes)) < max(2, len(self.nodes)):
            raise ValueError("nodes: expected two or more, each once")
        if len({node.partition("/")[0] for node in self.nodes}) > 1:
            raise ValueError("nodes: expected frames of one kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(NodeDecision):
    """The frames are one node."""

    verb: ClassVar[str] = "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart(NodeDecision):
    """No two of the frames are one node."""

    verb: ClassVar[str] = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Decision):
    """The actor of that key is that Wikidata item."""

    verb: ClassVar[str] = "link"
    actor: str
    wikidata: str

    def __post_init__(self) -> None:
        Decision.__post_init__(self)
        _check_item(self.wikidata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlink(Decision):
    """The actor of that key is not that Wikidata item; without one, it is none."""

    verb: ClassVar[str] = "unlink"
    actor: str
    wikidata: str | None = None

    def __post_init__(self) -> None:
        Decision.__post_init__(self)
        if self.wikidata is not None:
            _check_item(self.wikidata)


def _check_item(wikidata: str) -> None:
    if not _WIKIDATA.fullmatch(wikidata):
        raise ValueError(f"wikidata: expected an item's id such as Q796, found {wikidata!r}")


@dataclass(frozen=True, slots=True)
class Curation:
    """All decisions, in the order in which they are written."""

    merge: tuple[Merge, ...] = ()
    apart: tuple[Apart, ...] = ()
    link: tuple[Link, ...] = ()
    unlink: tuple[Unlink, ...] = ()


NONE = Curation()
_SECTIONS: dict[str, type[Decision]] = {kind.verb: kind for kind in (Merge, Apart, Link, Unlink)}


def load_curation(*more: Path) -> Curation:
    """The decisions that come with the program, then those of the given files.

    Raises TableError, with file, line and remedy, for what cannot be read and for decisions that contradict each other.
    """
    return read_curation(curated(FILE), *more)


def read_curation(*paths: Path) -> Curation:
    """The decisions of these files alone; raises as `load_curation` does."""
    taken: dict[str, dict[Decision, None]] = {verb: {} for verb in _SECTIONS}
    for path in paths:
        for verb, entries in read_sections(path, _SECTIONS).items():
            # Two files may hold one decision; it is told once.
            taken[verb] |= {
                replace(entry, place=f"{path}:{line}"): None for line, entry in entries if entry not in taken[verb]
            }
    curation = Curation(*(_of(kind, taken[verb]) for verb, kind in _SECTIONS.items()))  # type: ignore[arg-type]
    for complaint in (*_torn(curation), *_linked_at_odds(curation)):
        raise TableError(complaint)
    return curation


Kind = TypeVar("Kind", bound=Decision)


def _of(kind: type[Kind], entries: Iterable[Decision]) -> tuple[Kind, ...]:
    return tuple(entry for entry in entries if isinstance(entry, kind))


def _torn(curation: Curation) -> Iterator[str]:
    """Frames that some decisions make one and another keeps apart."""
    one = Disjoint[str]()
    for merge in curation.merge:
        one.join(merge.nodes)
    for apart in curation.apart:
        for first, second in combinations(apart.nodes, 2):
            if one.top(first) == one.top(second):
                other = next(m.place for m in curation.merge if one.top(m.nodes[0]) == one.top(first))
                yield f"{apart.place}: {first} and {second} are kept apart, yet {other} makes them one; remove one"


def _linked_at_odds(curation: Curation) -> Iterator[str]:
    """Actors with two items, or with one that is denied them."""
    links: dict[str, Link] = {}
    for link in curation.link:
        other = links.setdefault(link.actor, link)
        if other.wikidata != link.wikidata:
            yield f"{link.place}: {link.actor} is {link.wikidata}, yet {other.place} says {other.wikidata}; remove one"
    for unlink in curation.unlink:
        there = links.get(unlink.actor)
        if there and unlink.wikidata in (None, there.wikidata):
            yield f"{unlink.place}: {unlink.actor} is denied {there.wikidata}, which {there.place} gives it; remove one"
