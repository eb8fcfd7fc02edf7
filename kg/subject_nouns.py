"""Tokens -> whether they may be nouns of an unknown subject, or tell something else of what is said."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from kg.attributions import attributions
from kg.document import Document
from kg.lexicon import Lexicon


@dataclass(frozen=True)
class NounReader:
    """Tells such nouns in one document. `agents` and `hits` are the tokens of known ones and of cues."""

    document: Document
    lexicon: Lexicon
    agents: Container[int]
    hits: Container[int]

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def is_noun(self, index: int, *, first: bool) -> bool:
        """Whether a token goes on with the subject: a noun, then its company of nouns and adjectives."""
        word = self.word(index)
        if self.lexicon.is_a("this", word):
            return not first and self._points(index)
        if not word.isalpha() or len(word) < 3 or self.is_other(word) or index in self.agents or index in self.hits:
            return False
        if word[0] in "بلك" and word.endswith(("ه", "ها", "هم")) and len(word) > 4 and word not in self.lexicon.common:
            return False  # بتواجده
        native = self.lexicon.is_a("lookalike", word) or self.lexicon.is_a("adjective", word)
        if word[0] in "بلك" and word[1:] in self.lexicon.common and not native:
            return False
        if first:
            hal = word[0] == "م" and word[-1] == "ا" and word[-2] != "ه"  # وأضاف مقدما التعازي
            behind = self.word(index + 1)  # ملوحا بسيف
            led = self.is_manner(word) and behind[:1] == "ب" and behind[1:] in self.lexicon.common
            accusative = hal and (led or word[:-1] in self.lexicon.common or behind.startswith("ال"))
            dated = self.lexicon.is_a("dated", self.word(index + 1))  # وأعلن الشهر الماضي أنه
            return not (accusative or dated or word[0] == "ي" or word[:2] in ("سي", "ست", "تم"))
        return not (self.is_manner(word) or self._begins_another(word, self.word(index - 1)))

    def _points(self, index: int) -> bool:
        """Whether a pronoun points at what the one noun between it and a verb belongs to: قال أصحاب | هذه المبادرة; not
        المتحدث | هذه المرة.
        """
        whose = index - 2 in self.hits and not self.lexicon.is_definite(self.word(index - 1))
        return whose and self.lexicon.is_definite(self.word(index + 1))

    def is_other(self, word: str) -> bool:
        """Whether a word is none that a subject is made of: a function word, a day, معاليه, وفقا."""
        kinds = ("day", "honoured", "idle", "restating", "adverb")
        known = self.lexicon.is_function(word) or self.lexicon.is_any(kinds, word)
        joined = word.startswith(("بال", "لل", "وال")) and not self.lexicon.is_a("parent", word)
        joined = joined or (word[:1] == "و" and self.lexicon.is_function(word[1:]))  # عهد كلكوش | وهو
        return known or joined or attributions().may_start(word)

    def is_manner(self, word: str) -> bool:
        """How something is said: مخاطبا، متوجها."""
        return word.startswith("م") and word.endswith("ا") and len(word) > 4 and word not in self.lexicon.common

    def is_linked(self, word: str) -> bool:
        """Whether a word leads to a clause of its own: لكن, بينما."""
        return self.lexicon.is_any(("connector", "contrast", "opener"), word)

    def _begins_another(self, word: str, before: str) -> bool:
        """Whether a word is no part of the noun before it: الأهالي | لكاميرا, ترامب | خطوته."""
        named = before not in self.lexicon.common and not before.startswith("ال")
        if named:
            stem = word[:-2] + "ه" if word.endswith("ته") else word[:-1]
            return word.endswith("ه") and word not in self.lexicon.common and stem in self.lexicon.common
        return word[0] in "بل" and word not in self.lexicon.common
