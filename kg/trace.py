"""What a reader looked at: what it did not take and why, and by which words it took what it did, for whoever asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.span import Span

# unreal      what is negated, asked or wished for, nobody said: لم يعلن
# nominal     the letters are a noun's here: بناء على طلب
# no-content  nothing follows that the cue could report
# no-speaker  nobody is found who could have said it
# yields      a verbal noun behind it reports what was said: نقلت الصحيفة عن الوزير قوله
# inside      it stands inside what somebody else says, and names no speaker of its own
OfStatement = Literal["unreal", "nominal", "no-content", "no-speaker", "yields", "inside"]
# undone      the words before deny it, wish for it or ask for it: عدم الالتزام
# hanging     the future is told in passing, asked or thought away: التي ستغادر
# no-deed     nothing follows that could be undertaken: حريصة بشأن
# befalls     the future tells what comes about, not what somebody will do: ستشهد
# unknown     the letters look like a future's, but no such verb is known: ستوكهولم
# unaffirmed  it binds only in what somebody affirms, and here nobody does
# others-will it is what somebody denies, demands, foresees…, not his own will
# nobody      nobody is found whom it could bind
OfCommitment = Literal["undone", "hanging", "others-will", "no-deed", "befalls", "unknown", "unaffirmed", "nobody"]
# no-giving     no word of aid stands beside the sum
# other         the words beside the sum ask for it, cut it, pay it back or make it something else: عجز بقيمة
# taken-back    the article tells that this sum is cut or held back
# no-donor      nobody is found who gives
# no-recipient  nobody is found who gets it
# no-aid        neither who gets it nor the words beside it make it aid
# no-currency   it is not known whose currency is meant: مليون دينار
# no-unit       what is counted stands in no table
# at-home       who gives and who gets are of one state
# no-gift       no noun of aid stands close behind the verb: قدمت الوزارة تقريرا
# retold        a pledge with a sum tells of the same giving
OfPledge = Literal[
    "no-giving",
    "other",
    "taken-back",
    "no-donor",
    "no-recipient",
    "no-aid",
    "no-currency",
    "no-unit",
    "at-home",
    "no-gift",
    "retold",
]
Kind = Literal["statement", "commitment", "pledge"]
Reason = OfStatement | OfCommitment | OfPledge
REASONS: dict[Kind, tuple[Reason, ...]] = {
    "statement": get_args(OfStatement),
    "commitment": get_args(OfCommitment),
    "pledge": get_args(OfPledge),
}
# cue   the words that make a passage an undertaking
# sum   the words of its amount
Piece = Literal["cue", "sum"]
Pieces = Mapping[Span, Mapping[Piece, tuple[Span, ...]]]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Words that might have made a frame of a kind, and why they did not."""

    span: Span
    kind: Kind
    reason: Reason


@dataclass(slots=True)
class Trace:
    """Collects what readers reject (of one place the first reason counts), and the pieces of what they take."""

    _rejected: dict[tuple[Span, Kind], Rejection] = field(default_factory=dict)
    _pieces: defaultdict[Span, dict[Piece, tuple[Span, ...]]] = field(default_factory=lambda: defaultdict(dict))

    def rejected(self, span: Span, kind: Kind, reason: Reason) -> None:
        """These words make no frame of that kind."""
        self._rejected.setdefault((span, kind), Rejection(span, kind, reason))

    def took(self, passage: Span, piece: Piece, *spans: Span) -> None:
        """A passage was taken for an undertaking by these words."""
        found = self._pieces[passage]
        found[piece] = tuple(sorted({*found.get(piece, ()), *spans}))

    @property
    def rejections(self) -> tuple[Rejection, ...]:
        """All that was rejected, in order of the text."""
        return tuple(sorted(self._rejected.values(), key=lambda rejection: (rejection.span, rejection.kind)))

    @property
    def pieces(self) -> Pieces:
        """The pieces of each passage that was taken for an undertaking."""
        return self._pieces
