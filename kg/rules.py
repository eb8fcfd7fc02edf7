"""The rules' measured precision (`ontology/lexicon/rules.yaml`) -> the confidence of what they find."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Literal, TypeVar, get_args

from kg.frames import Commitment, Outcome, Pledge, Statement
from kg.records import dataclass, replace
from kg.tables import TableError, curated, read_table

Kind = Literal["statement", "commitment", "pledge", "outcome"]
Frame = TypeVar("Frame", Statement, Commitment, Pledge, Outcome)
# So many cases of the kind's average stand beside a rule's own: with few of its own a rule is as good as its kind.
LEANING = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `rules.yaml`: of `of` frames that the rule made, `precision` were right."""

    rule: str
    kind: Kind
    precision: Decimal
    of: int


@cache
def rules() -> dict[tuple[str, str], Rule]:
    """The rules by kind and name; raises TableError when the average of a kind is missing."""
    path = curated("lexicon", "rules.yaml")
    table: dict[tuple[str, str], Rule] = {(row.kind, row.rule): row for row in read_table(path, Rule)}
    for kind in get_args(Kind):
        if (kind, kind) not in table:
            raise TableError(f"{path}: the row of the average of every {kind} (rule: {kind}) is missing")
    return table


@cache
def confidence(kind: Kind, rule: str) -> Decimal:
    """How sure what a rule of the kind found is: 0 to 1, two decimals."""
    average = rules()[kind, kind]
    own = rules().get((kind, rule), replace(average, of=0))
    right = own.precision * own.of + average.precision * LEANING
    return (right / (own.of + LEANING)).quantize(Decimal("0.01"))


def with_confidence(kind: Kind, frames: Iterable[Frame]) -> tuple[Frame, ...]:
    """The frames, each with the confidence of its rule."""
    return tuple(replace(frame, confidence=confidence(kind, frame.rule)) for frame in frames)
