"""Head nouns and names without their land -> whom they meant last: الوزارة, الخارجية, وزارة الخارجية."""

from __future__ import annotations

from collections.abc import Callable

from kg.document import Document
from kg.folding import fold_name
from kg.labels import bare, source_noun, unowned
from kg.lexicon import Lexicon
from kg.phrase import Phrase


class Heads(dict[str, tuple[str, ...]]):
    """The actors by the words that mean them again in one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        super().__init__()
        self.document, self.lexicon = document, lexicon

    def remember(self, first: str, phrase: Phrase, label: str, keys: tuple[str, ...]) -> None:
        """Note whom a head noun means, and a name without its land; a ministry's field alone means it, too."""
        self[first] = keys
        if name := unowned(label, self.lexicon.demonyms):
            self[name] = keys
        if phrase.body and phrase.body.full:
            self[fold_name(phrase.body.full)] = keys
        field = self.lexicon.bodies.longest(self.document.forms, phrase.start + 1)
        if field and field[1][0][0].full and self.lexicon.is_a("ministry", first):
            self[bare(self.document.word(phrase.start + 1))] = keys

    def see(self, phrase: Phrase, label: Callable[[Phrase], str], called: str, keys: tuple[str, ...]) -> None:
        """Note whom the head noun of a known name means: a body's, told or of what it is `called`, or that of a group
        of people.
        """
        forms, word = self.document.forms, self.document.forms[phrase.start]
        kinds, first = self.lexicon.opens[word], word.removeprefix(phrase.clitic)
        if "body" in kinds and self.lexicon.bodies.longest(forms, phrase.start, first):
            self.remember(bare(first), phrase, label(phrase), keys)
        elif noun := self.lexicon.body_noun(called):  # الأونروا is a وكالة
            self[bare(noun)] = keys
        people = self.lexicon.sources.match(forms, phrase.start) if "source" in kinds else None
        if people and people.value[0].source.kind == "group":
            self[source_noun(people.value[0])] = keys
