"""Passages that tell of one undertaking -> one commitment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from kg.frames import Commitment
from kg.places import Cover
from kg.records import replace
from kg.span import Span

# What a commitment is about, in words.
About = Callable[[Commitment], frozenset[str]]
# How many words two passages must share: on a topic that says little by itself, and on the others.
VAGUE, SHARED_IF_VAGUE, SHARED = frozenset(("diplomacy", "economic", "security-support")), 2, 1


def join(commitments: Iterable[Commitment], about: About) -> tuple[Commitment, ...]:
    """Passages that express one undertaking, made one: a shared committer, the same topic, words in common, and no two
    different deadlines. Whom all of them bind is bound.
    """
    joined: list[Commitment] = []
    # Kept apart: to begin a growing tuple anew with each passage would take ever longer.
    mentions: list[dict[Span, None]] = []
    passages: Cover[int] = Cover()
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for commitment in commitments:
        places = {i for mention in commitment.mentions for i in passages.meeting(mention.start, mention.end)}
        places |= {i for key in _keys(commitment) for i in alike[key] if _same(commitment, joined[i], about)}
        place = min(places, default=len(joined))
        for mention in commitment.mentions:
            passages.add(mention.start, mention.end, place)
        if place == len(joined):
            joined.append(commitment)
            mentions.append({})
            for key in _keys(commitment):
                alike[key].append(place)
        else:
            joined[place] = _both(joined[place], commitment)
        mentions[place].update(dict.fromkeys(commitment.mentions))
    return tuple(replace(one, mentions=tuple(spans)) for one, spans in zip(joined, mentions, strict=True))


def _both(first: Commitment, other: Commitment) -> Commitment:
    """The first of two that are one, with what the other adds; the passages apart."""
    both = tuple(key for key in first.committers if key in other.committers) or first.committers
    return replace(first, committers=both, deadline=first.deadline or other.deadline)


def _keys(commitment: Commitment) -> list[tuple[str, str]]:
    """What two passages in different places must have in common to tell of one undertaking: a topic and a committer."""
    return [(commitment.topic, key) for key in commitment.committers] if commitment.topic != "other" else []


def _same(one: Commitment, other: Commitment, about: About) -> bool:
    if one.modality == other.modality == "reaffirmed" and set(one.committers) != set(other.committers):
        return False  # each reaffirms his own
    due = {c.deadline.date for c in (one, other) if c.deadline}
    shared = set(one.committers) & set(other.committers)
    enough = SHARED_IF_VAGUE if one.topic in VAGUE else SHARED
    return bool(shared) and len(due) < 2 and len(about(one) & about(other)) >= enough
