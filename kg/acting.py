"""Frames -> who acts in them or is acted for, as against whom an article only names."""

from __future__ import annotations

from collections.abc import Iterable

from kg.frames import Commitment, Outcome, Pledge, Statement


def acting(
    statements: Iterable[Statement],
    commitments: Iterable[Commitment],
    pledges: Iterable[Pledge],
    outcomes: Iterable[Outcome],
) -> frozenset[str]:
    """The keys of all actors that have a part in a frame."""
    said = (key for s in statements for key in (*s.speakers, s.via, s.addressee) if key)
    undertaken = (key for c in commitments for key in (*c.committers, *c.beneficiaries))
    given = (key for p in pledges for key in (*p.donors, *p.recipients, *p.channels))
    done = (key for o in outcomes for key in o.actors)
    return frozenset((*said, *undertaken, *given, *done))
