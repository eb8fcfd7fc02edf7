"""Time expressions beside a cue -> the day on which something was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kg.dates import TimeExpression, as_said_on
from kg.document import Document


@dataclass
class DaysOfSpeaking:
    """The days of speaking of one article. A speaker goes on speaking on the day last given for him.

    `persons` maps a token to the persons named there.
    """

    document: Document
    times: tuple[TimeExpression, ...]
    persons: dict[int, tuple[str, ...]] = field(default_factory=dict)
    relatives: frozenset[str] = frozenset()
    _met: int = 0
    _last: dict[str, date] = field(default_factory=dict)

    def of(self, cue: int, first: int, end: int, voices: tuple[str, ...], *, nested: bool) -> date | None:
        """The day for a statement with this cue and content in tokens[first:end] by these actors."""
        day = self.spoken(cue, first, end)
        self._meet(self.document.sentence_of(cue).start)
        if nested:
            return day
        if day is None:
            return next((self._last[voice] for voice in voices if voice in self._last), None)
        self._last |= dict.fromkeys(voices, day)
        return day

    def spoken(self, cue: int, first: int, end: int) -> date | None:
        """The day that the sentence names outside the content: before it, or behind it up to the next clause."""
        sentence = self.document.sentence_of(cue)
        for time in self.times:
            token = self.document.token_at(time.core.start)
            beside = (
                sentence.start <= token < sentence.end
                and not first <= token < end
                and token <= max(first, cue, end + 1)
            )
            if beside and not self._relative(cue, token):
                day = as_said_on(time, published=self.document.article.published)
                if day:
                    return day
        return None

    def end_without_day(self, first: int, end: int) -> int:
        """The end of tokens[first:end] without a full date of an earlier year that stands last in it."""
        published = self.document.article.published
        for time in self.times:
            start, behind = self.document.token_at(time.span.start), self.document.token_at(time.span.end)
            day = as_said_on(time, published=published) if time.kind == "absolute" else None
            if day and published and day.year < published.year and first + 1 < start and behind in (end, end - 1):
                return start
        return end

    def _relative(self, cue: int, token: int) -> bool:
        """Whether a time stands in a relative clause of its own: الانتخابات التي ستجرى في 29 يوليو."""
        between = self.document.words(min(cue, token), max(cue, token))
        return any(word in self.relatives for word in between)

    def _meet(self, until: int) -> None:
        """Whoever a sentence names beside a day (وقع الرئيسان الاثنين اتفاقا) speaks on that day in what follows."""
        for time in self.times:
            token = self.document.token_at(time.core.start)
            if not self._met <= token < until:
                continue
            day = as_said_on(time, published=self.document.article.published)
            sentence = self.document.sentence_of(token)
            if day and time.kind in ("weekday", "absolute") and token - sentence.start < LEAD:
                named = (
                    key
                    for place, keys in self.persons.items()
                    if sentence.start <= place < sentence.end
                    for key in keys
                )
                self._last |= dict.fromkeys(named, day)
        self._met = max(self._met, until)


# How far into a sentence a day still dates its main clause.
LEAD = 24
