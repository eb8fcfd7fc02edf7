"""Article -> Document: tokens, sentences and quotations over the untouched text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.article import Article
from kg.boilerplate import written_lines
from kg.concerns import Concern, concerned
from kg.folding import Folded, fold_with_offsets
from kg.span import Span, trim

# Words (an underscore or # joins hashtags, which are read word by word), numbers with their decimal marks,
# single marks, line ends.
TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]")
_STOPS = frozenset(".!?؟")
_TELLING = _STOPS | {'"'}
_OPENING, _CLOSING = frozenset("“„«〝"), frozenset("”»〞")
# What a content or a name never begins or ends with.
MARKS = " \t\r\n\u00a0\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069.,،؛;:-–—ـ"


class Token(NamedTuple):
    """One word or mark: its folded form and its folded offsets."""

    word: str
    start: int
    end: int


class Stretch(NamedTuple):
    """A run of tokens, `tokens[start:end]`."""

    start: int
    end: int


class Quote(NamedTuple):
    """A quotation: the token indices of its opening and closing mark (closing may stand one behind the last token)."""

    opening: int
    closing: int


@dataclass(frozen=True)
class Document:
    """An article made ready for reading. `headline` is the index of the first sentence that is not part of the
    headline paragraph.
    """

    article: Article
    folded: Folded
    tokens: tuple[Token, ...]
    sentences: tuple[Stretch, ...]
    paragraphs: tuple[Stretch, ...]
    quotes: tuple[Quote, ...]

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The folded word of every token."""
        return tuple(token.word for token in self.tokens)

    def places(self, reader: Concern) -> list[int]:
        """The tokens whose words concern a reader."""
        return [place for place, readers in self._concerned if readers & reader]

    @cached_property
    def _concerned(self) -> list[tuple[int, Concern]]:
        return concerned(self.forms)

    @cached_property
    def sentence_ends(self) -> list[int]:
        """For every token the end of the sentence that it stands in."""
        return [sentence.end for sentence in self.sentences for _ in range(*sentence)]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _quote_at(self) -> dict[int, Quote]:
        return {quote.opening: quote for quote in self.quotes}

    @cached_property
    def _openings(self) -> list[int]:
        return [quote.opening for quote in self.quotes]

    def span(self, start: int, end: int) -> Span:
        """The raw span of tokens[start:end], marks and spaces trimmed off both ends."""
        if start >= end:
            return self.folded.raw(self.tokens[start].start, self.tokens[start].start)
        raw = self.folded.raw(self.tokens[start].start, self.tokens[end - 1].end)
        return trim(self.article.text, raw.start, raw.end, MARKS)

    def token_at(self, raw_offset: int) -> int:
        """The index of the first token that starts at or after a raw offset."""
        return bisect_left(self._token_starts, self.folded.place(raw_offset))

    def holds(self, span: Span) -> bool:
        """Whether a raw span begins in what is read, not in boilerplate."""
        token = self.token_at(span.start)
        return token < len(self.tokens) and self.folded.origin[self.tokens[token].start] < span.end

    def word(self, index: int) -> str:
        """The folded word at a token, empty outside the document."""
        return self.forms[index] if 0 <= index < len(self.forms) else ""

    def words(self, start: int, end: int) -> list[str]:
        """The folded words of tokens[start:end]."""
        return list(self.forms[start:end])

    def text(self, start: int, end: int) -> str:
        """The raw words of tokens[start:end]."""
        return self.span(start, end).of(self.article.text)

    def sentence_of(self, token: int) -> Stretch:
        """The sentence that a token stands in."""
        return self.sentences[self.sentence_number(token)]

    def quote_around(self, token: int) -> Quote | None:
        """The quotation whose inside holds a token."""
        place = bisect_left(self._openings, token) - 1
        if place >= 0 and token < self.quotes[place].closing:
            return self.quotes[place]
        return None

    def quotes_between(self, start: int, end: int) -> tuple[Quote, ...]:
        """The quotations that open in tokens[start:end]."""
        return self.quotes[bisect_left(self._openings, start) : bisect_left(self._openings, end)]

    def sentence_number(self, token: int) -> int:
        """How many sentences stand before the one that a token stands in."""
        return max(bisect_right(self._sentence_starts, token) - 1, 0)

    def quote_at(self, token: int) -> Quote | None:
        """The quotation that opens at a token."""
        return self._quote_at.get(token)


def read_document(article: Article) -> Document:
    """Tokenise, find paragraphs, quotations and sentences. The text is not changed; boilerplate has no tokens."""
    folded = fold_with_offsets(article.text)
    tokens: list[Token] = []
    paragraphs: list[Stretch] = []
    sentences: list[Stretch] = []
    quotes: list[Quote] = []
    for start, end in written_lines(folded.text):
        begin = len(tokens)
        tokens += [Token(m[0], *m.span()) for m in TOKEN.finditer(folded.text, start, end)]
        if len(tokens) > begin:
            paragraph = Stretch(begin, len(tokens))
            marks = [index for index in range(*paragraph) if tokens[index].word in _TELLING]
            own = list(_quotes(paragraph, marks, tokens, folded, article.text))
            paragraphs.append(paragraph)
            quotes += own
            sentences += _sentences(paragraph, marks, tokens, own)
    return Document(article, folded, tuple(tokens), tuple(sentences), tuple(paragraphs), tuple(quotes))


def _quotes(paragraph: Stretch, marks: list[int], tokens: list[Token], folded: Folded, text: str) -> Iterator[Quote]:
    """Pair the quote marks of a paragraph; one left open lasts to the paragraph's end (a quotation over
    several paragraphs).
    """
    opening: int | None = None
    for index in marks:
        if tokens[index].word != '"':
            continue
        mark = text[folded.origin[tokens[index].start]]
        if opening is None:
            # Some sites set the marks the wrong way round (”…“): the first one opens whatever it looks like.
            if mark not in _CLOSING or _opens(tokens, index):
                opening = index
        elif index > opening + 1:
            yield Quote(opening, index)
            opening = index if mark in _OPENING and _opens(tokens, index) else None
    if opening is not None and opening + 1 < paragraph.end:
        yield Quote(opening, paragraph.end)


def _opens(tokens: list[Token], index: int) -> bool:
    """Whether a mark is written against the next word and apart from the one before."""
    if index + 1 >= len(tokens) or tokens[index + 1].start != tokens[index].end:
        return False
    return index == 0 or tokens[index - 1].end < tokens[index].start or len(tokens[index - 1].word) == 1


def _sentences(paragraph: Stretch, marks: list[int], tokens: list[Token], quotes: list[Quote]) -> Iterator[Stretch]:
    """Cut a paragraph at full stops, question and exclamation marks outside quotations."""
    begin, current = paragraph.start, 0
    for index in marks:
        while current < len(quotes) and quotes[current].closing <= index:
            current += 1
        quoted = current < len(quotes) and quotes[current].opening < index
        if tokens[index].word in _STOPS and not quoted and not _abbreviation(tokens, index):
            yield Stretch(begin, index + 1)
            begin = index + 1
    if begin < paragraph.end:
        yield Stretch(begin, paragraph.end)


def _abbreviation(tokens: list[Token], index: int) -> bool:
    """Whether a full stop only shortens a word: د. محمد, أ. ف. ب."""
    if tokens[index].word != "." or index == 0:
        return False
    before = tokens[index - 1]
    return len(before.word) == 1 and before.word.isalpha() and before.end == tokens[index].start
