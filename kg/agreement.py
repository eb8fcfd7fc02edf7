"""When what was found is what a careful reader annotated: passages, actors, and whole frames paired one to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.curated import CuratedActor
from kg.folding import fold
from kg.frames import Commitment, Pledge, Reading, Statement
from kg.gold import GoldActor, GoldArticle, GoldCommitment, GoldPledge, GoldStatement, Role
from kg.span import Span

Gold = TypeVar("Gold", GoldStatement, GoldCommitment, GoldPledge)
Found = TypeVar("Found", Statement, Commitment, Pledge)

# How much of the two contents of a statement must be common to both.
_CONTENT = 0.5
# A passage of an undertaking may be wider or narrower than the annotated one, but must not be a whole page.
_PASSAGE_COVER, _PASSAGE = 0.6, 0.25
# An unnamed source is described in other words by the next reader.
_DESCRIPTION = 0.5
# Passages decide what is paired with what; actors and amounts only where several passages are alike.
_SAME_ACTOR, _SAME_VALUE = 0.001, 0.1
_MARKS = re.compile(r"[^\w\s]")


def key(name: str) -> str:
    """A name without the marks and spaces that writers leave out or put in."""
    return " ".join(_MARKS.sub(" ", fold(name)).split())


# --- passages -------------------------------------------------------------------------------------------------------


def overlap(a: Span, b: Span) -> float:
    """What two passages share, as a part of what they cover together (Jaccard index)."""
    shared = _shared(a, b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def cover(a: Span, b: Span) -> float:
    """What two passages share, as a part of the shorter one."""
    shared = _shared(a, b)
    return shared / min(len(a), len(b)) if shared else 0.0


def likeness(annotated: Sequence[Span], found: Sequence[Span]) -> float:
    """How well two undertakings agree in their best passages and, far less, in all of them; 0 if in none."""
    table = [[(cover(a, b), overlap(a, b)) for b in found] for a in annotated]
    alike = [c + 0.01 * o for row in table for c, o in row if c >= _PASSAGE_COVER and o >= _PASSAGE]
    if not alike:
        return 0.0
    best: list[float] = [max(o for _, o in line) for line in [*table, *zip(*table, strict=True)]]
    return max(alike) + 0.01 * sum(best) / len(best)


def same_date(annotated: str | None, found: str | None) -> bool:
    """Whether two dates in ISO 8601 agree as far as the annotated one is known; none agrees with none."""
    return found is None if annotated is None else (found or "")[: len(annotated)] == annotated


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


# --- actors ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """An actor as the graph shows it: every name it goes by anywhere (as `key` writes them), its Wikidata id."""

    names: frozenset[str]
    wikidata: str | None = None
    country: bool = False


def known_actors(readings: Iterable[Reading], curated: Mapping[str, CuratedActor]) -> dict[str, Known]:
    """Every actor of the readings, by key, with what is curated about it."""
    names: dict[str, set[str]] = {}
    countries: set[str] = set()
    for reading in readings:
        for actor in reading.actors.values():
            names.setdefault(actor.key, set()).update(map(key, (actor.label, *actor.names)))
            if actor.type == "Country":
                countries.add(actor.key)
    return {
        actor: Known(
            frozenset(called | _curated_names(curated.get(actor))), _wikidata(curated.get(actor)), actor in countries
        )
        for actor, called in names.items()
    }


def _curated_names(entry: CuratedActor | None) -> set[str]:
    if entry is None:
        return set()
    names = (entry.label.ar, entry.label.en, *entry.names, *entry.short)
    return {key(name) for name in names if name}


def _wikidata(entry: CuratedActor | None) -> str | None:
    return entry.wikidata if entry else None


class Identity:
    """Which actor that was found is which annotated one, within one article."""

    def __init__(self, annotated: Mapping[str, GoldActor], known: Mapping[str, Known]) -> None:
        self._annotated, self._known = annotated, known
        self._names = {actor.key: frozenset(map(key, actor.names)) for actor in annotated.values()}
        self._same: dict[tuple[str, str], bool] = {}

    def same(self, annotated: str, found: str) -> bool:
        """Whether the two are one: by Wikidata id where both have one, else by name."""
        pair = annotated, found
        if pair not in self._same:
            self._same[pair] = self._is_same(annotated, found)
        return self._same[pair]

    def _is_same(self, annotated: str, found: str) -> bool:
        wanted, linked = self._annotated[annotated].wikidata, self._known[found].wikidata
        if wanted and linked:
            return wanted == linked
        called = [other for other in self._annotated if self.names_meet(other, found)]
        # What goes by the names of three different actors is a bag of names, not an actor.
        return annotated in called and len(called) <= 2

    def names_meet(self, annotated: str, found: str) -> bool:
        """Whether they share a name, or an unnamed source is described in much the same words."""
        mine, theirs = self._names[annotated], self._known[found].names
        if mine & theirs:
            return True
        return self._annotated[annotated].anonymous and any(_described_alike(a, b) for a in mine for b in theirs)

    def agree(self, role: Role, found: Iterable[str], *, every: bool = False) -> bool:
        """Whether nobody found is a stranger to the role and one at least is found (`every`: as many as are named)."""
        found = tuple(found)
        possible = role.named + role.also
        if not all(any(self.same(actor, one) for actor in possible) for one in found):
            return False
        met = sum(any(self.same(actor, one) for one in found) for actor in possible)
        return met >= (len(role.named) if every else min(1, len(role.named)))


def _described_alike(a: str, b: str) -> bool:
    mine, theirs = _bare_words(a), _bare_words(b)
    return bool(mine & theirs) and len(mine & theirs) / len(mine | theirs) >= _DESCRIPTION


def _bare_words(description: str) -> set[str]:
    return {word.removeprefix("ال") for word in description.split()}


# --- frames ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pairing(Generic[Gold, Found]):
    """Annotated and found frames of one kind and article, by index.

    `pairs` have the same passage, those in `right` what else is asked for too. Whether `neutral` ones were found or not
    makes no difference, nor whether an annotation marked optional, or what is paired with it, was.
    """

    annotated: tuple[Gold, ...]
    found: tuple[Found, ...]
    pairs: tuple[tuple[int, int], ...]
    right: frozenset[tuple[int, int]]
    neutral: frozenset[int] = frozenset()

    @property
    def kept(self) -> list[tuple[int, int]]:
        """The pairs that count."""
        return [(g, f) for g, f in self.pairs if not self.annotated[g].optional]

    @property
    def wanted(self) -> list[int]:
        """The annotations that count."""
        return [g for g, annotated in enumerate(self.annotated) if not annotated.optional]

    @property
    def counted(self) -> list[int]:
        """What was found and counts."""
        spent = {f for g, f in self.pairs if self.annotated[g].optional} | self.neutral
        return [f for f in range(len(self.found)) if f not in spent]

    @property
    def missed(self) -> list[int]:
        """The annotations that count and have no pair."""
        paired = {g for g, _ in self.pairs}
        return [g for g in self.wanted if g not in paired]

    @property
    def wrong(self) -> list[tuple[int, int]]:
        """The pairs that count and are not right."""
        return sorted(set(self.kept) - self.right)

    @property
    def strange(self) -> list[int]:
        """What was found and nobody annotated."""
        paired = {f for _, f in self.pairs}
        return [f for f in self.counted if f not in paired]

    def met(self) -> list[tuple[Gold, Found | None]]:
        """Each annotation that counts, with what was found for it."""
        paired = dict(self.kept)
        return [(self.annotated[g], self.found[paired[g]] if g in paired else None) for g in self.wanted]


def pair_statements(gold: GoldArticle, reading: Reading, identity: Identity) -> Pairing[GoldStatement, Statement]:
    """Statements whose contents overlap; right with all speakers."""

    def alike(annotated: GoldStatement, found: Statement) -> float:
        common = overlap(annotated.content, found.content)
        return common + _SAME_ACTOR * identity.agree(annotated.speaker, found.speakers) if common >= _CONTENT else 0.0

    def right(annotated: GoldStatement, found: Statement) -> bool:
        return identity.agree(annotated.speaker, found.speakers, every=True)

    return _paired(gold.statements, reading.statements, alike, right)


def pair_commitments(gold: GoldArticle, reading: Reading, identity: Identity) -> Pairing[GoldCommitment, Commitment]:
    """Commitments with a passage in common; right with the committer. What is annotated as a pledge is neutral."""

    def alike(annotated: GoldCommitment, found: Commitment) -> float:
        common = likeness(annotated.spans, found.mentions)
        return common and common + _SAME_ACTOR * right(annotated, found)

    def right(annotated: GoldCommitment, found: Commitment) -> bool:
        return identity.agree(annotated.committer, found.committers)

    return _paired(gold.commitments, reading.commitments, alike, right, gold.pledges)


def pair_pledges(gold: GoldArticle, reading: Reading, identity: Identity) -> Pairing[GoldPledge, Pledge]:
    """Pledges with a passage in common; right with both parties. What is annotated as a commitment is neutral."""

    def right(annotated: GoldPledge, found: Pledge) -> bool:
        return _same_parties(annotated, found, identity)

    return _paired(gold.pledges, reading.pledges, _pledges_alike, right, gold.commitments)


def pair_amounts(gold: GoldArticle, reading: Reading, identity: Identity) -> Pairing[GoldPledge, Pledge]:
    """Pledges that give an amount; right with donor, recipient, amount and unit."""

    def right(annotated: GoldPledge, found: Pledge) -> bool:
        same_sum = found.amount == annotated.amount and found.unit in annotated.units
        return same_sum and _same_parties(annotated, found, identity)

    annotated = tuple(pledge for pledge in gold.pledges if pledge.amount is not None)
    found = tuple(pledge for pledge in reading.pledges if pledge.amount is not None)
    return _paired(annotated, found, _pledges_alike, right)


def _pledges_alike(annotated: GoldPledge, found: Pledge) -> float:
    common = likeness(annotated.spans, found.mentions)
    if not common or annotated.amount is None:
        return common
    return common + _SAME_VALUE * (found.amount == annotated.amount) + _SAME_VALUE * (found.unit in annotated.units)


def _same_parties(annotated: GoldPledge, found: Pledge, identity: Identity) -> bool:
    return identity.agree(annotated.donor, found.donors) and identity.agree(annotated.recipient, found.recipients)


def _paired(
    annotated: tuple[Gold, ...],
    found: tuple[Found, ...],
    alike: Callable[[Gold, Found], float],
    right: Callable[[Gold, Found], bool],
    elsewhere: Sequence[GoldCommitment] | Sequence[GoldPledge] = (),
) -> Pairing[Gold, Found]:
    """Pair what is alike; what is left over and has a passage of the annotations `elsewhere` is neutral."""
    pairs = _greedy([[alike(a, f) for f in found] for a in annotated])
    spare = set(range(len(found))) - {f for _, f in pairs}
    return Pairing(
        annotated,
        found,
        pairs,
        frozenset((a, f) for a, f in pairs if right(annotated[a], found[f])),
        frozenset(f for f in spare if any(likeness(other.spans, passages(found[f])) for other in elsewhere)),
    )


def _greedy(likenesses: list[list[float]]) -> tuple[tuple[int, int], ...]:
    """Pairs of row and column, the most alike first, each row and column at most once; 0 is not alike at all."""
    ranked = sorted(((value, a, f) for a, row in enumerate(likenesses) for f, value in enumerate(row)), reverse=True)
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for value, a, f in ranked:
        if value > 0 and a not in rows and f not in columns:
            rows.add(a)
            columns.add(f)
            pairs.append((a, f))
    return tuple(pairs)


def passages(frame: Statement | Commitment | Pledge) -> tuple[Span, ...]:
    """Where a frame stands, best place first."""
    return (frame.content,) if isinstance(frame, Statement) else frame.mentions
