"""Contents -> the words of them that are quoted, and quotations that go on in the next paragraph."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable
from dataclasses import dataclass

from kg.document import Document, Quote
from kg.frames import Statement
from kg.records import replace
from kg.span import Span


@dataclass(frozen=True)
class QuotationFinder:
    """Finds quoted speech in one document; `speaks` tells of a quotation whether it is speech rather than a name."""

    document: Document
    speaks: Callable[[Quote], bool]

    def of(self, first: int, end: int, content: Span) -> tuple[Span, ...]:
        """The quotations of a content in tokens[first:end], or the content itself if it is one."""
        drawn_in = first > 1 and self.document.word(first - 1).startswith("ان")  # وأضاف "أن | القوات باقية"
        whole = self.document.quote_at(first - 1 - drawn_in) if first else None
        if whole and whole.closing == end:
            return (content,)
        return tuple(span for span in self.within(first, end) if content.covers(span))

    def within(self, first: int, end: int) -> tuple[Span, ...]:
        """The words in quote marks within tokens[first:end] that are speech rather than names."""
        inner = (quote for quote in self.document.quotes_between(first, end) if quote.closing <= end)
        spans = (self._inside(quote) for quote in inner if self.speaks(quote) and not self._is_scare(quote))
        return tuple(span for span in spans if len(span))

    def _is_scare(self, quote: Quote) -> bool:
        """One definite word in marks is the house's distance from it ("الإرهاب"), not speech."""
        word = self.document.forms[quote.opening + 1]
        return quote.closing - quote.opening == 2 and word.startswith("ال")

    def _inside(self, quote: Quote) -> Span:
        return self.document.span(quote.opening + 1, quote.closing)

    def continued(self, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """A quotation that goes on in the next paragraph without a cue belongs to the statement it continues."""
        done = list(statements)
        ends = sorted((s.content.end, -i) for i, s in enumerate(done))
        starts = {self.document.starts[paragraph.start]: paragraph for paragraph in self.document.paragraphs}
        for paragraph in starts.values():
            quote = self.document.quote_at(paragraph.start)
            if quote is None or quote.closing < paragraph.end - 2:
                continue
            begin, inside = self.document.span(paragraph.start, paragraph.end).start, self._inside(quote)
            last = bisect_right(ends, (begin, 0)) - 1
            place = -ends[last][1] if last >= 0 else None
            if len(inside) and place is not None and self._adjoins(done[place], begin) and done[place].quotations:
                content = Span(done[place].content.start, inside.end)
                done[place] = replace(done[place], content=content, quotations=(*done[place].quotations, inside))
                del ends[last]
                insort(ends, (inside.end, -place))
        return tuple(done)

    def _adjoins(self, statement: Statement, begin: int) -> bool:
        between = self.document.article.text[statement.content.end : begin]
        return not any(character.isalnum() for character in between)
