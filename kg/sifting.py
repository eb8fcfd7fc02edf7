"""A reading -> what of it is sure enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol, TypeVar

from kg.article import Article
from kg.frames import Commitment, Outcome, Pledge, Reading

Undertaking = TypeVar("Undertaking", Commitment, Pledge, Outcome)


class Extractor(Protocol):
    """Whatever reads an article."""

    def read(self, article: Article) -> Reading:
        """All that the extractor finds in the article."""


@dataclass(frozen=True, slots=True)
class Sifting:
    """Loads an extractor whose readings hold no frame of a confidence under the given one."""

    load: Callable[[], Extractor]
    least: float

    def __call__(self) -> Extractor:
        """The extractor, its readings sifted."""
        return _Sifted(self.load(), self.least)


@dataclass(frozen=True, slots=True)
class _Sifted:
    extractor: Extractor
    least: float

    def read(self, article: Article) -> Reading:
        return sift(self.extractor.read(article), self.least)


def sift(reading: Reading, least: float) -> Reading:
    """The reading without frames under that confidence.

    What was undertaken in a statement that goes stays, if it is sure enough itself, and is made in no statement then.
    """
    # By its digits: 0.9 as a float is a little more than the 0.90 of a rule.
    bound = Decimal(str(least))
    kept = [index for index, statement in enumerate(reading.statements) if statement.confidence >= bound]
    places = {old: new for new, old in enumerate(kept)}

    def sure(frames: tuple[Undertaking, ...]) -> tuple[Undertaking, ...]:
        standing = (frame for frame in frames if frame.confidence >= bound)
        return tuple(
            frame if frame.made_in is None else replace(frame, made_in=places.get(frame.made_in)) for frame in standing
        )

    return replace(
        reading,
        statements=tuple(reading.statements[index] for index in kept),
        commitments=sure(reading.commitments),
        pledges=sure(reading.pledges),
        outcomes=sure(reading.outcomes),
    )
