"""A family name alone -> whether it means the known person whom the article has not named in full.

Many family names are words (الصدر, ريفي), places (أوستن) or others' names (الوكيل رامي عباس); a wrong link is worse
than none.
"""

from __future__ import annotations

from kg.aliases import is_spelling
from kg.document import Document
from kg.inflection import FUTURES, is_no_name
from kg.lexicon import Known, Lexicon
from kg.nouns import is_noun
from kg.phrase import Phrase
from kg.posts import LEADERS

# From how many letters on a name without the article is hardly a word of the language.
RARE = 6


class FamilyNames:
    """Judges the family names of one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon = document, lexicon
        self.word = document.by_token.__getitem__

    def is_his(self, known: Known, phrase: Phrase) -> bool:
        """Whether a title or a verb of saying announces the person, or he led a state, or bears a rare name; and no
        other given name stands before it.
        """
        if phrase.office or phrase.start < phrase.name_start:
            return True
        before, word = self.word(phrase.start - 1), self.word(phrase.name_start)
        if self.lexicon.is_a("family-first", word) and self._is_unknown(self.word(phrase.name_end)):
            return False  # كيم | كوانغ هيون
        given = before in self.lexicon.given and not (self.lexicon.reports[before] or self.lexicon.is_function(before))
        if any(tenure.office in LEADERS for tenure in known.actor.offices):
            named = given or self._is_foreign(phrase.start - 1)
            other = named and not phrase.clitic and not is_spelling(before, known.actor)
            return not (other or (phrase.clitic and is_noun(self.lexicon, word)))  # خرقت بنودا
        if before.startswith("ال") and before in self.lexicon.demonyms:
            return True  # السويسري بلاتر
        if (given or self._is_unknown(before)) and not phrase.clitic:
            return is_spelling(before, known.actor)
        if phrase.clitic or self._is_surname(self.word(phrase.name_end)):
            return False
        return self.lexicon.reports[before] or (len(word) >= RARE and not word.startswith("ال"))

    def _is_foreign(self, index: int) -> bool:
        """Whether a word of the same sentence is a given name that no table knows: اغا روحاني, but neither برحيل الأسد
        nor وستزور ميركل.
        """
        word = self.word(index)
        apart = self.document.sentence_of(index).end <= index + 1
        if apart or not self._is_unknown(word) or word[0] in "وفبلكيتن" or word.startswith(FUTURES):
            return False
        return not is_no_name(word) and not self.lexicon.names.may_start(word)  # التقى أردوغان | ماكرون

    def _is_surname(self, word: str) -> bool:
        """Whether a definite word is none that is known: مقداد | السهيلي."""
        return word.startswith("ال") and word not in self.lexicon.common and word not in self.lexicon.demonyms

    def _is_unknown(self, word: str) -> bool:
        """Whether a word is none that is known, so that it may be a given name."""
        lexicon = self.lexicon
        known = word in lexicon.common or lexicon.is_function(word) or word in lexicon.demonyms or lexicon.reports[word]
        return word.isalpha() and len(word) > 2 and not word.startswith("ال") and not known
