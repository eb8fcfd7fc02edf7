"""Tokens -> known names with the noun of what they are before them: حركة حماس, صحيفة "وول ستريت جورنال"."""

from __future__ import annotations

from kg.document import Quote
from kg.folding import fold_name
from kg.lexicon import Known
from kg.names import NAME_LIMIT, NameReader
from kg.phrase import Phrase


class HeadedReader(NameReader):
    """Reads such names in one document."""

    def known(self, start: int, index: int, clitic: str) -> Phrase | None:
        """The known body that is named at a token behind the noun that starts the phrase. Countries, persons and groups
        of lands only own the body.
        """
        quote = self.document.quote_at(index)
        if quote and (whole := self._whole(start, quote, clitic)):
            return whole
        first = index + 1 if quote else index
        match = self.lexicon.names.longest(self.forms, first) if first < self.sentence_end(start) else None
        if quote and (match is None or match[0] != quote.closing):  # صحيفة "الشرق الأوسط"
            match, quote, first = self.lexicon.names.longest(self.forms, index), None, index
        bodies = tuple(k for k in match[1] if self._is_body(k, self._noun(start, clitic))) if match else ()
        if match is None or not bodies or (quote and match[0] != quote.closing) or is_begun(self, first, match[0]):
            return None
        end = self._behind(min(match[0] + 1, self.sentence_end(start)) if quote else match[0])
        return Phrase(start, end, "known", clitic, first, match[0], bodies, definite=True)

    def _whole(self, start: int, quote: Quote, clitic: str) -> Phrase | None:
        """A known name that is printed partly in quote marks: حزب "الجمهوريون"."""
        before, quoted = range(start + 1, quote.opening), range(quote.opening + 1, quote.closing)
        words = [self._noun(start, clitic), *map(self.word, (*before, *quoted))]
        match = self.lexicon.names.longest(words, 0) if len(words) <= NAME_LIMIT else None
        if match is None or match[0] != len(words):
            return None
        closed = min(quote.closing + 1, self.sentence_end(start))
        return Phrase(start, self._behind(closed), "known", clitic, start, closed, tuple(match[1]), definite=True)

    def _noun(self, start: int, clitic: str) -> str:
        return self.word(start).removeprefix(clitic)

    def _is_body(self, known: Known, noun: str) -> bool:
        """Whether a known name is a body's that such a noun may head: no land's, no group's that is not called so, nor
        that of a body of the world which has many of them (وكالة الأمم المتحدة).
        """
        called, many = fold_name(known.actor.label.ar), known.actor.type == "Group"
        if known.actor.type == "InternationalOrganization" and called.startswith("ال"):
            many = self.lexicon.is_a("branch", noun)
        return known.actor.type not in ("Country", "Person") and not (many and not called.startswith(noun))

    def _behind(self, end: int) -> int:
        """The end with the adjective of a land behind a name: شركة غوغل | الأميركية."""
        return end + (self.word(end).startswith("ال") and self.word(end) in self.lexicon.demonyms)


def is_begun(reader: NameReader, first: int, end: int) -> bool:
    """Whether a noun that means a known body alone begins another's name: كتلة التحالف | المدني الديمقراطي."""
    lexicon, word = reader.lexicon, reader.word(end)
    told = word in lexicon.demonyms or lexicon.is_relative(word)
    return (
        end == first + 1
        and reader.is_second(end)
        and not told
        and lexicon.bodies.longest(reader.forms, first) is not None
    )
