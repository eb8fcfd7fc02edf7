"""Article -> Document: tokens, sentences and quotations over the untouched text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date
from functools import cached_property
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

from kg.article import Article
from kg.boilerplate import BREAKS, written_lines
from kg.chunking import split
from kg.concerns import READERS, WORD, Concern, Known, column, concern, look_up, none_concerned
from kg.folding import Folded, fold_with_offsets
from kg.places import any_between
from kg.records import dataclass
from kg.span import Span, trim

# Words (hashtags are read word by word, as if # and underscore were spaces), numbers with their decimal marks,
# single marks. Arabic and Latin letters stand first because ranges are read faster than classes.
TOKEN = re.compile(r"[ء-يa-z]+[^\W\d_]*|[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s#]")
_STOPS = frozenset(".!?؟")
# How long the name of a foreign letter is: آي، بي، إيه.
LETTERS = 3
# The words that are no token, or several; no line holds what ends one.
_OTHERWISE = column(lambda word: TOKEN.findall(word) != [word] and word not in BREAKS)
# How many marks are looked at for those of a quotation inside another.
NESTED = 12
_MARKING = concern((_STOPS | {'"'}).__contains__)
_OPENING, _CLOSING = frozenset("“„«〝"), frozenset("”»〞")
COMMA = frozenset("،,")
# What a content or a name never begins or ends with.
MARKS = " \t\r\n\u00a0\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069.,،؛;:-–—ـ"


class Stretch(NamedTuple):
    """A run of tokens, `tokens[start:end]`."""

    start: int
    end: int


class Quote(NamedTuple):
    """A quotation: the token indices of its opening and closing mark (closing may stand one behind the last token)."""

    opening: int
    closing: int


class Cut(NamedTuple):
    """A folded text cut up: its words, what is known of each, and where it starts and ends."""

    words: list[str]
    known: list[Known]
    starts: list[int]
    ends: list[int]


class _Words(dict[int, str]):
    """The words of a document by token: what is asked for most, without a call of Python's."""

    def __missing__(self, index: int) -> str:
        return ""


@dataclass(frozen=True)
class Document:
    """An article made ready for reading: the folded form and folded offsets of every token, and what they make up.

    `today` is the day that its relative dates count from: its date until its words tell another.
    """

    article: Article
    folded: Folded
    forms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Stretch] = field(default_factory=list)
    paragraphs: list[Stretch] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    # For every token the raw offsets of its start and end, and the sentence that it stands in.
    raw_starts: list[int] = field(default_factory=list)
    raw_ends: list[int] = field(default_factory=list)
    sentence_at: list[Stretch] = field(default_factory=list)
    # The tokens at which quotations open, and the places of the words that concern each reader.
    openings: list[int] = field(default_factory=list)
    concerned: list[list[int]] = field(default_factory=none_concerned)
    today: date | None = None

    def places(self, reader: Concern) -> list[int]:
        """The tokens whose words concern a reader."""
        try:
            return self.concerned[reader]
        except IndexError:  # of a module that was loaded when the document had been read
            return self._take_late(reader)

    def _take_late(self, reader: Concern) -> list[int]:
        """The same for a reader that was entered behind those known when the document was read."""
        known = look_up(self.forms)
        for later in range(len(self.concerned), reader + 1):
            self.concerned.append([place for place, word in enumerate(known) if later in word[READERS]])
        return self.concerned[reader]

    def places_between(self, reader: Concern, start: int, end: int) -> list[int]:
        """Those of tokens[start:end] whose words concern a reader."""
        places = self.places(reader)
        return places[bisect_left(places, start) : bisect_left(places, end)]

    def concerns(self, reader: Concern, start: int, end: int) -> bool:
        """Whether a word in tokens[start:end] concerns a reader."""
        try:
            return any_between(self.concerned[reader], start, end)
        except IndexError:
            return any_between(self._take_late(reader), start, end)

    def span(self, start: int, end: int) -> Span:
        """The raw span of tokens[start:end], marks and spaces trimmed off both ends."""
        first, text = self.raw_starts[start], self.article.text
        if start >= end:
            return Span(first, first)
        last = self.raw_ends[end - 1]
        bare = text[first] not in MARKS and text[last - 1] not in MARKS
        return Span(first, last) if bare else trim(text, first, last, MARKS)

    def bare(self, token: int, clitic: str) -> Span:
        """The raw span of a word without the letters written before it: قال of وقال."""
        raw = self.folded.raw(self.starts[token] + len(clitic), self.ends[token])
        return trim(self.article.text, raw.start, raw.end)

    def token_at(self, raw_offset: int) -> int:
        """The index of the first token that starts at or after a raw offset."""
        return bisect_left(self.raw_starts, raw_offset)

    def token_over(self, raw_offset: int) -> int:
        """The index of the token that a raw offset lies in (the day of والأربعاء), else of the first one behind it."""
        return bisect_right(self.raw_ends, raw_offset)

    def holds(self, span: Span) -> bool:
        """Whether a raw span begins in what is read, not in boilerplate."""
        token = self.token_over(span.start)
        return token < len(self.raw_starts) and self.raw_starts[token] < span.end

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The words that stand at more than one token."""
        return frozenset(word for word, times in Counter(self.forms).items() if times > 1)

    @cached_property
    def by_token(self) -> dict[int, str]:
        """The folded words by token; empty outside the document."""
        words = _Words()
        for token, word in enumerate(self.forms):
            words[token] = word
        return words

    @cached_property
    def word(self) -> Callable[[int], str]:
        """Token -> its folded word, empty outside the document.

        What asks for many takes `by_token.__getitem__` instead, which compiled code calls without a method between.
        """
        return self.by_token.__getitem__

    def words(self, start: int, end: int) -> list[str]:
        """The folded words of tokens[start:end]."""
        return self.forms[start:end]

    def text(self, start: int, end: int) -> str:
        """The raw words of tokens[start:end]."""
        return self.article.text[self.raw_starts[start] : self.raw_ends[end - 1]].strip(MARKS) if start < end else ""

    def sentence_of(self, token: int) -> Stretch:
        """The sentence that a token stands in."""
        if 0 <= token < len(self.sentence_at):
            return self.sentence_at[token]
        return self.sentences[self.sentence_number(token)]

    def quote_around(self, token: int) -> Quote | None:
        """The quotation whose inside holds a token."""
        place = bisect_left(self.openings, token) - 1
        if place >= 0 and token < self.quotes[place].closing:
            return self.quotes[place]
        return None

    def quotes_between(self, start: int, end: int) -> list[Quote]:
        """The quotations that open in tokens[start:end]."""
        return self.quotes[bisect_left(self.openings, start) : bisect_left(self.openings, end)]

    def sentence_number(self, token: int) -> int:
        """How many sentences stand before the one that a token stands in."""
        return max(bisect_right(self._begun, token) - 1, 0)

    @cached_property
    def _begun(self) -> list[int]:
        """The tokens with which the sentences begin."""
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def quote_at(self) -> Callable[[int], Quote | None]:
        """Token -> the quotation that opens at it."""
        return {quote.opening: quote for quote in self.quotes}.get


def read_document(article: Article) -> Document:
    """Tokenise, find paragraphs, quotations and sentences. The text is not changed; boilerplate has no tokens."""
    document = Document(article, fold_with_offsets(article.text), [], [], [], today=article.published)
    cut = _tokens(document.folded.text)
    for start, end in written_lines(document.folded.text):
        paragraph = _take_tokens(document, cut, start, end)
        if paragraph.end > paragraph.start:
            marks = document.places(_MARKING)
            marks = marks[bisect_left(marks, paragraph.start) :]
            quotes = list(_quotes(document, paragraph, marks))
            document.paragraphs.append(paragraph)
            document.quotes.extend(quotes)
            for sentence in _sentences(document, paragraph, marks, quotes):
                document.sentence_at.extend(repeat(sentence, sentence.end - sentence.start))
                document.sentences.append(sentence)
    document.raw_starts.extend(document.folded.raw_starts(document.starts))
    document.raw_ends.extend(document.folded.raw_ends(document.ends))
    document.openings.extend(quote.opening for quote in document.quotes)
    return document


def _take_tokens(document: Document, cut: Cut, start: int, end: int) -> Stretch:
    """Take the tokens of a stretch of the folded text; which ones they are."""
    line = slice(bisect_right(cut.ends, start), bisect_right(cut.ends, end))
    known, begin = cut.known[line], len(document.forms)
    document.forms.extend(cut.words[line])
    document.starts.extend(cut.starts[line])
    document.ends.extend(cut.ends[line])
    place, concerned = begin, document.concerned
    for word in known:
        readers: tuple[Concern, ...] = word[READERS]
        for reader in readers:
            concerned[reader].append(place)
        place += 1
    return Stretch(begin, place)


def _tokens(text: str) -> Cut:
    """The tokens of a folded text: its words, but those that hold something else (5،3) are cut, and breaks of lines
    are left where they are.
    """
    words, known = split(text)
    if not any(map(itemgetter(_OTHERWISE), known)):
        return Cut(words.words, known, words.starts, words.ends)
    pairs = zip(words.starts, words.words, strict=True)
    found = [(start, token) for start, word in pairs for token in TOKEN.finditer(word)]
    starts, ends = ([start + token.start() for start, token in found], [start + token.end() for start, token in found])
    known = look_up(token[0] for _, token in found)
    return Cut(list(map(itemgetter(WORD), known)), known, starts, ends)


def _quotes(document: Document, paragraph: Stretch, marks: list[int]) -> Iterator[Quote]:
    """Pair the quote marks of a paragraph; one left open lasts to the paragraph's end (a quotation over
    several paragraphs).
    """
    opening: int | None = None
    quoting = [index for index in marks if document.forms[index] == '"']
    unpaired = _is_unpaired(document, quoting)
    for index in quoting if unpaired else _outermost(document, quoting):
        mark = _mark(document, index)
        if opening is not None and unpaired and _leads(document, index, mark):
            # An odd mark that opens, though one is open: that one was never closed, and lasts to its full stop.
            yield Quote(opening, min(next(_stops(document, marks, opening), index), index))
            opening, unpaired = index, False
            continue
        if opening is None:
            opening = index if _begins(document, index) else None
        elif index > opening + 1:
            yield Quote(opening, index)
            opening = index if _reopens(document, index) else None
    if opening is not None and opening + 1 < paragraph.end:
        yield Quote(opening, paragraph.end)


def _outermost(document: Document, quoting: list[int]) -> Iterator[int]:
    """The quote marks of a paragraph without those of a quotation inside another: "صحيفة "الرياض" الغراء"."""
    place, is_open = 0, False
    while place < len(quoting):
        place = (_outer_end(document, quoting, place) or place) if is_open else place
        yield (index := quoting[place])
        place, is_open = place + 1, _reopens(document, index) if is_open else _begins(document, index)


def _outer_end(document: Document, quoting: list[int], place: int) -> int:
    """Which mark closes the quotation that one stands in, if this one begins another inside it; 0 if it does not."""
    depth = 0
    for later in range(place, min(place + NESTED, len(quoting))):
        depth += 1 if _begins_inside(document, quoting[later]) else -1
        if depth < 0:
            return later if later > place else 0
    return 0


def _begins_inside(document: Document, index: int) -> bool:
    """Whether a mark begins a quotation in the midst of a sentence."""
    begins = _mark(document, index) not in _CLOSING and _opens(document, index) and _is_word(document, index + 1)
    return begins and document.forms[index - 1] not in _STOPS


def _is_word(document: Document, index: int) -> bool:
    return index < len(document.forms) and document.forms[index][:1].isalnum()


def _begins(document: Document, index: int) -> bool:
    """Whether a mark outside quotations opens one: some sites set the marks the wrong way round (”…“)."""
    return _mark(document, index) not in _CLOSING or _opens(document, index)


def _reopens(document: Document, index: int) -> bool:
    """Whether a mark that ends a quotation is written as if it opened one: “لن نرحل. “سنبقى”."""
    return _mark(document, index) in _OPENING and _opens(document, index)


def _leads(document: Document, index: int, mark: str) -> bool:
    """Whether a straight mark is written against the word behind it, and apart from the one before."""
    return mark == '"' and _is_word(document, index + 1) and _opens(document, index)


def _mark(document: Document, index: int) -> str:
    """A quotation mark as written."""
    return document.article.text[document.folded.origin[document.starts[index]]]


def _is_unpaired(document: Document, quoting: list[int]) -> bool:
    """Whether a paragraph has an odd number of straight quotation marks, so that one is missing."""
    straight = sum(_mark(document, index) == '"' for index in quoting)
    return straight > 1 and straight % 2 == 1


def _stops(document: Document, marks: list[int], start: int) -> Iterator[int]:
    """The marks behind a token that end a sentence."""
    return (
        index
        for index in marks
        if index > start and document.forms[index] in _STOPS and not is_abbreviation(document, index)
    )


def _opens(document: Document, index: int) -> bool:
    """Whether a mark is written against the next word and apart from the one before."""
    starts, ends = document.starts, document.ends
    if index + 1 >= len(starts) or starts[index + 1] != ends[index]:
        return False
    return index == 0 or ends[index - 1] < starts[index] or len(document.forms[index - 1]) == 1


def _sentences(document: Document, paragraph: Stretch, marks: list[int], quotes: list[Quote]) -> Iterator[Stretch]:
    """Cut a paragraph at full stops, question and exclamation marks outside quotations."""
    begin, current = paragraph.start, 0
    for index in marks:
        while current < len(quotes) and quotes[current].closing <= index:
            current += 1
        quoted = current < len(quotes) and quotes[current].opening < index
        if document.forms[index] in _STOPS and not quoted and not is_abbreviation(document, index):
            yield Stretch(begin, index + 1)
            begin = index + 1
    if begin < paragraph.end:
        yield Stretch(begin, paragraph.end)


def _is_letters(document: Document, index: int) -> bool:
    """Whether a full stop stands between the names of foreign letters: إف.بي.آي."""
    starts, ends, forms = document.starts, document.ends, document.forms
    joined = ends[index - 1] == starts[index] and index + 1 < len(forms) and ends[index] == starts[index + 1]
    return joined and len(forms[index - 1]) <= LETTERS and len(forms[index + 1]) <= LETTERS


def is_abbreviation(document: Document, index: int) -> bool:
    """Whether a full stop only shortens a word: د. محمد, أ. ف. ب."""
    if document.forms[index] != "." or index == 0:
        return False
    before = document.forms[index - 1]
    if _is_letters(document, index):
        return True
    return len(before) == 1 and before.isalpha() and document.ends[index - 1] == document.starts[index]
