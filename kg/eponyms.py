"""A person's name -> whether it is only what a place or a prize is called after: جسر الملك فهد, مطار حامد كرزاي."""

from __future__ import annotations

from kg.document import Document
from kg.lexicon import Lexicon
from kg.phrase import Phrase
from kg.trie import stripped


def is_eponym(document: Document, lexicon: Lexicon, phrase: Phrase) -> bool:
    """Whether a person's name belongs to the noun of a place before it; behind most nouns only with the title of a king
    or prince (مدينة الملك عبدالعزيز, but مدينة ترامب), and never behind عن طريق.
    """
    if phrase.clitic or phrase.kind not in ("known", "person"):
        return False
    crowned = lexicon.is_a("namesake", document.word(phrase.start).removeprefix("ال"))
    if (phrase.office and not crowned) or (phrase.known and phrase.known[0].actor.type != "Person"):
        return False
    kind = "namesake" if crowned else "eponymous"
    named = any(lexicon.is_a(kind, bare) for _, bare in stripped(document.word(phrase.start - 1)))
    return named and document.word(phrase.start - 2) != "عن"
