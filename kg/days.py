"""Time expressions beside a cue -> the day on which something was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kg.dates import TimeExpression, as_said_on
from kg.document import Document


@dataclass
class DaysOfSpeaking:
    """The days of speaking of one article. A speaker goes on speaking on the day last given for him."""

    document: Document
    times: tuple[TimeExpression, ...]
    _last: dict[tuple[str, ...], date] = field(default_factory=dict)

    def of(self, cue: int, first: int, end: int, speakers: tuple[str, ...], nested: bool) -> date | None:
        """The day for a statement with this cue and content in tokens[first:end]."""
        day = self.spoken(cue, first, end)
        if nested:
            return day
        if day is None:
            return self._last.get(speakers)
        self._last[speakers] = day
        return day

    def spoken(self, cue: int, first: int, end: int) -> date | None:
        """The day that the sentence names outside the content: before it, or behind it up to the next clause."""
        sentence = self.document.sentence_of(cue)
        for time in self.times:
            token = self.document.token_at(time.core.start)
            if sentence.start <= token < sentence.end and not first <= token < end and token < max(first, cue):
                day = as_said_on(time, published=self.document.article.published)
                if day:
                    return day
        return None
