"""Tokens behind a verb -> whether they are the rest of a person's name, though some are words of the language, too:
محمد | خير الزبير إن, رئيس الكتلة | مثال الألوسي:
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.document import COMMA, Document
from kg.lexicon import Lexicon
from kg.names import owned

# How many words a name goes on behind its first one.
REST = 3


@dataclass(frozen=True)
class FullNames:
    """Tells such words in one document. `starts` are the agents by their first tokens, `hits` the tokens of cues."""

    document: Document
    lexicon: Lexicon
    starts: Mapping[int, Agent]
    hits: Container[int]

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def whole(self, first: int) -> int:
        """The end of the name whose first word stands at a token."""
        for end in range(first + 2, first + 2 + REST):
            if not self._goes_on(end - 1):
                break
            said = self._is_said(end)
            if said or self.is_stop(end):
                plain = self.word(first) in self.lexicon.given and said
                rare = all(self._is_rare(place) for place in range(first + 1, end))
                return end if plain or rare else first + 1
        return first + 1

    def is_name(self, start: int, end: int) -> bool:
        """Whether tokens[start:end], behind a title, are a name: the first a given one, or any behind a form of address
        (الدكتور | فارس البيل), or the last a family name (مثال | الألوسي).
        """
        if not all(self._goes_on(place) for place in range(start + 1, end)):
            return False
        given = self.word(start) in self.lexicon.given and not self.lexicon.is_function(self.word(start))
        two = end == start + 2 and (self._is_family(end - 1) or self._is_given_last(end - 1))
        named = given or self._is_addressed(start) or two
        rare = all(self._is_rare(place) for place in range(start + 1, end))
        return named and (rare or self._is_said(end)) and (given or self._goes_on(start))

    def stops(self, first: int, end: int) -> Iterator[int]:
        """Where among some tokens a name may end."""
        yield from filter(self.is_stop, range(first, end))

    def is_stop(self, index: int) -> bool:
        """Whether a name ends before a token: at a mark, or where it is told when, where or to whom it is said."""
        word = self.word(index)
        agent = self.starts.get(index)
        told = agent is not None and agent.phrase.clitic == "ل"
        kinds = ("setting", "preposition", "day", "press", "adverb")
        if self._is_ali(index):
            return False
        titled = self.lexicon.offices.longest(self.document.forms, index) is not None
        apart = titled or self.lexicon.is_relative(word) or self.lexicon.is_any(kinds, word)
        return not word.isalnum() or told or word == "ل" or apart

    def _is_said(self, index: int) -> bool:
        """Whether what somebody says, or the verb that tells it, begins at a token, a comma before it or not."""
        index += self.word(index) in COMMA
        return self.word(index) == ":" or self.lexicon.is_a("opener", self.word(index)) or index in self.hits

    def _is_ali(self, index: int) -> bool:
        """Whether a word is written as the name علي rather than على."""
        return self.word(index) == "علي" and self.document.text(index, index + 1) == "علي"

    def _is_rare(self, index: int) -> bool:
        word = self.word(index)
        return word not in self.lexicon.common or word in self.lexicon.given

    def _is_given_last(self, index: int) -> bool:
        """Whether a given name ends a name of two words: حكمة | سليمان."""
        return self.word(index) in self.lexicon.given and not self.lexicon.is_definite(self.word(index - 1))

    def _is_family(self, index: int) -> bool:
        """Whether a word can only be a family name: الألوسي."""
        word = self.word(index)
        known = word in self.lexicon.common or word in self.lexicon.demonyms
        return word.startswith("ال") and word.endswith("ي") and len(word) > 4 and not known

    def _is_addressed(self, start: int) -> bool:
        """Whether a form of address stands before a token, and not in the name of a place: جامع الإمام | تركي."""
        before = self.word(start - 2)
        placed = before in self.lexicon.common and not self.lexicon.is_definite(before)
        titles = self.lexicon.titles.longest(self.document.forms, start - 1)
        return titles is not None and titles[0] == start and titles[1][0].kind == "honorific" and not placed

    def _goes_on(self, index: int) -> bool:
        """Whether a token may be a further word of a name: no function word, no title, nobody known, no verb."""
        word, forms = self.word(index), self.document.forms
        if len(word) < 2 or not word.isalpha() or index in self.starts or index in self.hits:
            return False
        if word in self.lexicon.given:
            return self._is_ali(index) or not self.lexicon.is_function(word)
        kinds = ("day", "press", "adverb", "adjective", "former", "latter", "same", "itself", "dated", "setting")
        other = self.lexicon.is_function(word) or self.lexicon.is_any(kinds, word) or word in self.lexicon.demonyms
        titled = self.lexicon.offices.longest(forms, index) or self.lexicon.bodies.longest(forms, index)
        theirs = owned(word) != word and owned(word) in self.lexicon.common
        return not (other or titled or theirs or self._is_shaped(word))

    def _is_shaped(self, word: str) -> bool:
        """Whether a word looks like no name: with and-, a preposition or the ending of an adverb."""
        common = self.lexicon.common
        joined = word[0] in "بلكو" and len(word) > 4 and (word[1:] in common or owned(word[1:]) in common)
        accusative = word.endswith("ا") and word[:-1] in common
        return joined or accusative or word.startswith(("وال", "بال", "لل", "سي", "ست"))
