"""Folded text -> words with one-letter classes -> chunks found by a grammar over the classes.

Chunking by tag patterns (https://www.nltk.org/howto/chunk.html): a lexicon gives every word one class, and a rule is a
regular expression in which `<month>` stands for one word of that class. One pass over the letters finds everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Generic, Literal, TypeVar

from kg.concerns import WORD, Known, look_up, memo
from kg.folding import fold
from kg.records import dataclass

Row = TypeVar("Row")
Clitics = Literal["all", "conjunction", "none"]

# Between digits a comma is part of the number, and so is ر, which some agencies write for it.
_WORD = re.compile(r"[0-9]+(?:[.,،ر][0-9]+)*|[^\W\d_]+|.", re.DOTALL)
_CLASS = re.compile(r"<([^<>]+)>")
OTHER = "other"
# Where the letters of classes begin, and those of words of a class that may begin a phrase, too.
_LETTERS, _HEADS = 0xE000, 0xF000
_HEAD = re.compile("[\uf000-\uf8ff]")
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
                yield conjunction + joined, Entry(entry.category, entry.row, conjunction, preposition, definite)


@dataclass(frozen=True, slots=True)
class Words:
    """The words, numbers and punctuation marks of a folded text, and the offsets at which they start and end.

    A phrase taken as one word may be longer than it is listed.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]

    def start(self, index: int) -> int:
        """The folded offset at which a word begins."""
        return self.starts[index]

    def end(self, index: int) -> int:
        """The folded offset behind a word."""
        return self.ends[index]


@lru_cache(maxsize=4)
def split(text: str) -> tuple[Words, list[Known]]:
    """Cut a folded text into words, each with what is known of it; the finders that read an article share the cut."""
    known: list[Known] = []
    ends: list[int] = []
    begin = 0
    # With a space on both sides a break of lines is a run of its own.
    for those, behind, length in map(_runs.__getitem__, text.replace("\n", " \n ").split(" ")):
        known += those
        for end in behind:
            ends.append(begin + end)
        begin += length
    words = [word[WORD] for word in known]
    return Words(words, [ends[place] - len(word) for place, word in enumerate(words)], ends), known


def _run(letters: str) -> tuple[list[Known], list[int], int]:
    """What is between two spaces: what is known of its words, where they end in it, and how far on the next one is."""
    if letters == "\n":
        return look_up((letters,)), [0], 0  # without the two spaces it ends where it seems to begin
    found = list(_WORD.finditer(letters))
    return look_up(word[0] for word in found), [word.end() for word in found], len(letters) + 1


_runs = memo(_run)


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


class Lexicon(Generic[Row]):
    """Spelling -> entry; of two for one spelling the first counts. `shape` says the class of a number in figures."""

    def __init__(self, entries: Iterable[tuple[str, Entry[Row]]], *, shape: Callable[[str], str]) -> None:
        self.entries: dict[str, Entry[Row]] = {}
        self.shape = shape
        # The phrases by their first and second words, longer ones before shorter.
        self._phrases: dict[str, dict[str, list[list[str]]]] = {}
        self._codes: dict[str, str] = {}
        for spelling, entry in entries:
            if self.entries.setdefault(spelling, entry) is entry and " " in spelling:
                first, second, *_ = phrase = spelling.split(" ")
                self._phrases.setdefault(first, {}).setdefault(second, []).append(phrase)
        for phrases in chain.from_iterable(begun.values() for begun in self._phrases.values()):
            phrases.sort(key=len, reverse=True)

    def code(self, category: str) -> str:
        """The letter that stands for a class."""
        return self._codes.setdefault(category, chr(_LETTERS + len(self._codes)))

    def codes(self, category: str) -> str:
        """The letters of the words of a class: of those that may begin a phrase, and of the others."""
        code = self.code(category)
        return code + self._as_head(code)

    def _as_head(self, code: str) -> str:
        return chr(ord(code) - _LETTERS + _HEADS)

    def compile(self, rule: str) -> str:
        """A rule with `<class>` or `<one|another>` for a word -> a regular expression over letters."""
        return _CLASS.sub(lambda m: "[" + "".join(map(self.codes, m[1].split("|"))) + "]", rule)

    def read(self, text: str, column: int) -> tuple[Words, str]:
        """The words of a folded text, phrases taken together, and a string with the letter of each.

        The column is where the letter of a word stands in what is known of it.
        """
        words, known = split(text)
        letters = "".join([word[column] for word in known])
        heads = (head.start() for head in _HEAD.finditer(letters))
        phrases = [(i, length) for i in heads if (length := self._phrase_at(words.words, i))]
        return self._joined(words, letters, phrases) if phrases else (words, letters)

    def letter(self, word: str) -> str:
        """The letter of a word's class."""
        code = self.code(self.word(0, word).category)
        return self._as_head(code) if word in self._phrases else code

    def word(self, index: int, text: str) -> Word[Row]:
        """A word of a text with its class and entry."""
        entry = self.entries.get(text)
        if entry:
            return Word(index, text, entry.category, entry)
        return Word(index, text, self.shape(text) if "0" <= text[0] <= "9" else OTHER, None)

    def _joined(self, text: Words, letters: str, phrases: Iterable[tuple[int, int]]) -> tuple[Words, str]:
        """The same words and letters with each listed phrase (كانون الثاني), given by place and length, as one."""
        joined = Words([], [], [])
        classes: list[str] = []
        done = 0
        for i, length in phrases:
            if i < done:
                continue
            phrase = " ".join(text.words[i : i + length])
            joined.words.extend([*text.words[done:i], phrase])
            joined.starts.extend(text.starts[done : i + 1])
            joined.ends.extend([*text.ends[done:i], text.end(i + length - 1)])
            classes += letters[done:i], self.letter(phrase)
            done = i + length
        joined.words.extend(text.words[done:])
        joined.starts.extend(text.starts[done:])
        joined.ends.extend(text.ends[done:])
        return joined, "".join(classes) + letters[done:]

    def _phrase_at(self, words: list[str], i: int) -> int:
        """How many words the longest phrase that starts there has; 0 if none does."""
        second = words[i + 1] if i + 1 < len(words) else ""
        for phrase in self._phrases[words[i]].get(second, ()):
            if words[i : i + len(phrase)] == phrase:
                return len(phrase)
        return 0


class Grammar(Generic[Row]):
    """Named rules over a lexicon's classes, each after any words of the classes that `lead` to it.

    At each place the first rule that fits wins; chunks do not overlap. Most words are of no class and cost one look,
    which all grammars share: the letters of this one stand in a `column` of what is known of every word. `opening`: the
    classes with which a chunk begins behind what leads to it; the rules are tried at their words alone.
    """

    def __init__(
        self, lexicon: Lexicon[Row], rules: Mapping[str, str], *, column: int, lead: str = "", opening: str = ""
    ) -> None:
        self.lexicon, self._column = lexicon, column
        self._leading = "".join(map(lexicon.codes, filter(None, lead.split("|"))))
        # The name behind a rule rather than around it: what begins with a letter is passed over at one look.
        either = "|".join(f"(?:{lexicon.compile(rule)})(?P<{name}>)" for name, rule in rules.items())
        self._pattern = re.compile((lexicon.compile(f"<{lead}>*") if lead else "") + f"(?:{either})")
        self._opening = re.compile(lexicon.compile(f"<{opening}>") if opening else f"[^{lexicon.codes(OTHER)}]")

    def chunks(self, text: str) -> Iterator[Chunk[Row]]:
        """The chunks of a folded text, in order."""
        words, letters = self.lexicon.read(text, self._column)
        word, done = self.lexicon.word, 0
        for opening in self._opening.finditer(letters):
            begin = opening.start()
            while begin > done and letters[begin - 1] in self._leading:
                begin -= 1
            match = self._pattern.match(letters, begin) if begin >= done else None
            if match:
                done = match.end()
                named = tuple(word(i, words.words[i]) for i in range(begin, done))
                yield Chunk(str(match.lastgroup), named, words, self.lexicon)
