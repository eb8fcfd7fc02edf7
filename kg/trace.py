"""What a reader looked at and did not take: kept for whoever asks why something was not found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.span import Span

# unreal      what is negated, asked or wished for, nobody said: لم يعلن
# nominal     the letters are a noun's here: بناء على طلب
# no-content  nothing follows that the cue could report
# no-speaker  nobody is found who could have said it
# yields      a verbal noun behind it reports what was said: نقلت الصحيفة عن الوزير قوله
# inside      it stands inside what somebody else says, and names no speaker of its own
Reason = Literal["unreal", "nominal", "no-content", "no-speaker", "yields", "inside"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Words that might have made a frame of a kind ("statement"), and why they did not."""

    span: Span
    kind: str
    reason: Reason


@dataclass(slots=True)
class Trace:
    """Collects what readers reject; of one place the first reason counts."""

    _found: dict[tuple[Span, str], Rejection] = field(default_factory=dict)

    def rejected(self, span: Span, kind: str, reason: Reason) -> None:
        """These words make no frame of that kind."""
        self._found.setdefault((span, kind), Rejection(span, kind, reason))

    @property
    def rejections(self) -> tuple[Rejection, ...]:
        """All of them in order of the text."""
        return tuple(sorted(self._found.values(), key=lambda rejection: (rejection.span, rejection.kind)))
