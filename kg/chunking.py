"""Folded text -> words with one-letter classes -> chunks found by a grammar over the classes.

Chunking by tag patterns (https://www.nltk.org/howto/chunk.html): a lexicon gives every word one class, and a rule is a
regular expression in which `<month>` stands for one word of that class. One pass over the letters finds everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, compress, count, repeat
from typing import Generic, Literal, TypeVar

from kg.folding import fold
from kg.records import dataclass, replace

Row = TypeVar("Row")
Clitics = Literal["all", "conjunction", "none"]

# With the spaces before it every character belongs to a word, so that lengths add up to offsets. Arabic and Latin
# letters stand first because ranges are read faster than classes. Between digits a comma is part of the number, and so
# is ر, which some agencies write for it.
_WORD = re.compile(r" *(?:[ء-يa-z]+[^\W\d_]*|[0-9]+(?:[.,،ر][0-9]+)*|[^\W\d_]+|[^ ])")
_CLASS = re.compile(r"<([^<>]+)>")
OTHER = "other"
# Words kept with their letter: the common ones come early, and a corpus has no end of rare ones.
_REMEMBERED = 60_000
_PREPOSITIONS = ("", "ب", "ل")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Row]):
    """A spelling in the lexicon: its class, the table row it comes from, and the clitics before the word proper.

    `conjunction` and `preposition` are those of the spelling (وبنهاية: و, ب), `definite` whether it has the article.
    """

    category: str
    row: Row
    conjunction: str = ""
    preposition: str = ""
    definite: bool = False


def spellings(
    form: str, entry: Entry[Row], *, clitics: Clitics = "all", article: bool = False
) -> Iterator[tuple[str, Entry[Row]]]:
    """Every folded spelling of a form with the clitics that may precede it, the bare form first."""
    bare = fold(form)
    stems = [bare, "ال" + bare] if article and not bare.startswith("ال") else [bare]
    for conjunction in ("", "و", "ف") if clitics != "none" else ("",):
        for preposition in _PREPOSITIONS if clitics == "all" else ("",):
            for stem in stems:
                definite = stem.startswith("ال")
                # ل swallows the alif of the article: للعام.
                joined = "لل" + stem[2:] if definite and preposition == "ل" else preposition + stem
                yield (
                    conjunction + joined,
                    replace(entry, conjunction=conjunction, preposition=preposition, definite=definite),
                )


@dataclass(frozen=True, slots=True)
class Words:
    """The words, numbers and punctuation marks of a folded text, how long each is there and at which offset it ends.

    A phrase taken as one word may be longer in the text than it is written in the lexicon.
    """

    words: list[str]
    lengths: list[int]
    ends: list[int]

    def start(self, index: int) -> int:
        """The folded offset at which a word begins."""
        return self.ends[index] - self.lengths[index]

    def end(self, index: int) -> int:
        """The folded offset behind a word."""
        return self.ends[index]


@lru_cache(maxsize=4)
def split(text: str) -> Words:
    """Cut a folded text into words; the finders that read the same article share the cut."""
    pieces = _WORD.findall(text)
    words = list(map(str.lstrip, pieces, repeat(" ")))
    return Words(words, list(map(len, words)), list(accumulate(map(len, pieces))))


@dataclass(frozen=True, slots=True)
class Word(Generic[Row]):
    """A classified word: its place among the text's words, its spelling, class, and entry if it is listed."""

    index: int
    text: str
    category: str
    entry: Entry[Row] | None

    @property
    def row(self) -> Row | None:
        """What the tables say of it; None for a number in figures."""
        return self.entry.row if self.entry else None


@dataclass(frozen=True, slots=True)
class Chunk(Generic[Row]):
    """A stretch of a text that matches a rule: its words, and the text's words as its context."""

    rule: str
    words: tuple[Word[Row], ...]
    text: Words
    lexicon: Lexicon[Row]

    def word_at(self, offset: int) -> str:
        """The text's word so many places behind the chunk's last, empty beyond the end of the text."""
        index = self.words[-1].index + offset
        return self.text.words[index] if index < len(self.text.words) else ""

    def word_before(self, word: Word[Row]) -> str:
        """The text's word before one of the chunk's, empty at the start of the text."""
        return self.text.words[word.index - 1] if word.index else ""

    def start(self, word: Word[Row], *, with_preposition: bool = False) -> int:
        """The folded offset at which a word begins behind its conjunction, and behind its preposition if not told."""
        entry = word.entry
        clitics = len(entry.conjunction) + (0 if with_preposition else len(entry.preposition)) if entry else 0
        return self.text.start(word.index) + clitics

    def end(self, word: Word[Row]) -> int:
        """The folded offset behind a word."""
        return self.text.end(word.index)


class _Letters(dict[str, str]):
    """Word -> the letter of its class; numbers by their shape."""

    def __init__(self, known: Mapping[str, str], shape: Callable[[str], str], other: str) -> None:
        super().__init__(known)
        self._shape, self._other = shape, other

    def __missing__(self, word: str) -> str:
        letter = self._shape(word) if "0" <= word[0] <= "9" else self._other
        if len(self) < _REMEMBERED:
            self[word] = letter
        return letter


class Lexicon(Generic[Row]):
    """Spelling -> entry; of two for one spelling the first counts. `shape` says the class of a number in figures."""

    def __init__(self, entries: Iterable[tuple[str, Entry[Row]]], *, shape: Callable[[str], str]) -> None:
        self.entries: dict[str, Entry[Row]] = {}
        self.shape = shape
        self._phrases: dict[str, list[list[str]]] = {}
        self._codes: dict[str, str] = {OTHER: "."}
        for spelling, entry in entries:
            if self.entries.setdefault(spelling, entry) is entry and " " in spelling:
                self._phrases.setdefault(spelling.split(" ")[0], []).append(spelling.split(" "))
        for phrases in self._phrases.values():
            phrases.sort(key=len, reverse=True)
        known = {spelling: self.code(entry.category) for spelling, entry in self.entries.items()}
        self._letters = _Letters(known, lambda word: self.code(shape(word)), self.code(OTHER))

    def code(self, category: str) -> str:
        """The letter that stands for a class."""
        return self._codes.setdefault(category, chr(0xE000 + len(self._codes)))

    def compile(self, rule: str) -> str:
        """A rule with `<class>` or `<one|another>` for a word -> a regular expression over letters."""
        return _CLASS.sub(lambda m: "[" + "".join(map(self.code, m[1].split("|"))) + "]", rule)

    def read(self, text: str) -> tuple[Words, str]:
        """The words of a folded text, phrases taken together, and a string with the letter of each."""
        words = self._joined(split(text))
        return words, "".join(map(self._letters.__getitem__, words.words))

    def word(self, index: int, text: str) -> Word[Row]:
        """A word of a text with its class and entry."""
        entry = self.entries.get(text)
        if entry:
            return Word(index, text, entry.category, entry)
        return Word(index, text, self.shape(text) if "0" <= text[0] <= "9" else OTHER, None)

    def _joined(self, text: Words) -> Words:
        """The same words with each listed phrase (كانون الثاني) as one."""
        heads = compress(count(), map(self._phrases.__contains__, text.words))
        found = [(i, length) for i in heads if (length := self._phrase_at(text.words, i))]
        if not found:
            return text
        joined = Words([], [], [])
        done = 0
        for i, length in found:
            if i < done:
                continue
            joined.words.extend([*text.words[done:i], " ".join(text.words[i : i + length])])
            joined.lengths.extend([*text.lengths[done:i], text.end(i + length - 1) - text.start(i)])
            joined.ends.extend([*text.ends[done:i], text.end(i + length - 1)])
            done = i + length
        joined.words.extend(text.words[done:])
        joined.lengths.extend(text.lengths[done:])
        joined.ends.extend(text.ends[done:])
        return joined

    def _phrase_at(self, words: list[str], i: int) -> int:
        """How many words the longest phrase that starts there has; 0 if none does."""
        for phrase in self._phrases[words[i]]:
            if words[i : i + len(phrase)] == phrase:
                return len(phrase)
        return 0


class Grammar(Generic[Row]):
    """Named rules over a lexicon's classes, each after an optional lead-in that they share.

    At each place the first rule that fits wins; chunks do not overlap. Most words are of no class and cost one look.
    """

    def __init__(self, lexicon: Lexicon[Row], rules: Mapping[str, str], *, lead: str = "") -> None:
        self.lexicon = lexicon
        either = "|".join(f"(?P<{name}>{lexicon.compile(rule)})" for name, rule in rules.items())
        known = f"(?=[^{re.escape(lexicon.code(OTHER))}])"
        self._pattern = re.compile(f"{known}{lexicon.compile(lead)}{known}(?:{either})")

    def chunks(self, text: str) -> Iterator[Chunk[Row]]:
        """The chunks of a folded text, in order."""
        words, letters = self.lexicon.read(text)
        word = self.lexicon.word
        for match in self._pattern.finditer(letters):
            span = range(match.start(), match.end())
            yield Chunk(str(match.lastgroup), tuple(word(i, words.words[i]) for i in span), words, self.lexicon)
