"""Passages that tell of one undertaking -> one commitment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from kg.deeds import differ, share_deed, words_in
from kg.frames import Commitment
from kg.places import Cover
from kg.records import replace
from kg.span import Span

# What a commitment is about, in words.
About = Callable[[Commitment], frozenset[str]]
# Whom it binds: states and bodies, and ANYBODY if it names no more than an office.
Sides = Callable[[Commitment], frozenset[str]]
ANYBODY = "*"
# How many words two passages must share: on two topics (and more than half of the shorter one), on one that says
# little by itself or is not known, and on the others.
SHARED_IF_APART = 3
VAGUE, SHARED_IF_VAGUE, SHARED = frozenset(("diplomacy", "economic", "security-support")), 2, 1
# How many of the passages before that bind the same are compared.
RECENT = 12
# With how many of the passages of one that were joined last.
FEW = 4


def join(commitments: Iterable[Commitment], about: About, sides: Sides) -> tuple[Commitment, ...]:
    """Passages that express one undertaking, made one: a shared side, words in common, and no two different deadlines.
    Whom all of them bind is bound.
    """
    joined: list[Commitment] = []
    # Kept apart: to begin a growing tuple anew with each passage would take ever longer.
    mentions: list[dict[Span, None]] = []
    members: list[list[Commitment]] = []
    passages: Cover[int] = Cover()
    alike: dict[str, list[int]] = defaultdict(list)
    for commitment in commitments:
        places = {i for mention in commitment.mentions for i in passages.meeting(mention.start, mention.end)}
        bound = sides(commitment)
        near = {i for side in (*bound, ANYBODY) for i in alike[side][-RECENT:]}
        near |= set(range(max(len(joined) - RECENT, 0), len(joined))) if ANYBODY in bound else set()
        places |= {i for i in near if any(_same(commitment, one, about, joined[i]) for one in members[i][-FEW:])}
        place = min(places, default=len(joined))
        for mention in commitment.mentions:
            passages.add(mention.start, mention.end, place)
        if place == len(joined):
            joined.append(commitment)
            mentions.append({})
            members.append([])
            for side in bound:
                alike[side].append(place)
        else:
            joined[place] = _both(joined[place], commitment)
        mentions[place].update(dict.fromkeys(commitment.mentions))
        members[place].append(commitment)
    spans = map(tuple, mentions)
    return tuple(
        one if one.mentions == all_ else replace(one, mentions=all_) for one, all_ in zip(joined, spans, strict=True)
    )


def _both(first: Commitment, other: Commitment) -> Commitment:
    """The first of two that are one, with what the other adds; the passages apart."""
    both = tuple(key for key in first.committers if key in other.committers) or first.committers
    return replace(first, committers=both, deadline=first.deadline or other.deadline)


def _same(one: Commitment, other: Commitment, about: About, whole: Commitment) -> bool:
    """Whether a passage tells of the undertaking that another belongs to, which is joined to the `whole` so far."""
    if one.modality == other.modality == "reaffirmed" and set(one.committers) != set(other.committers):
        return False  # each reaffirms his own
    due = {c.deadline.date for c in (one, other, whole) if c.deadline}
    if len(due) > 1:
        return False
    mine, others = about(one), about(other)
    if mine.isdisjoint(others) or differ(mine, others):
        return False
    if share_deed(mine, others) or (mine and mine == others):
        return True
    mine, others = words_in(mine), words_in(others)
    if one.topic == other.topic != "other":
        needed = SHARED_IF_VAGUE if one.topic in VAGUE else SHARED
        return len(mine & others) >= max(min(needed, len(mine), len(others)), SHARED)
    unknown = "other" in (one.topic, other.topic) and "reaffirmed" not in (one.modality, other.modality)
    needed = SHARED_IF_VAGUE if unknown else SHARED_IF_APART
    return len(mine & others) >= needed and 2 * len(mine & others) > min(len(mine), len(others))
