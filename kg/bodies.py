"""Tokens -> the names of bodies: how far one reads on behind its head noun (وزارة + الخارجية الأميركية)."""

from __future__ import annotations

from kg.folding import fold
from kg.lexicon import Body
from kg.names import NameReader
from kg.trie import Match

# Bodies that bear a name of their own behind their noun.
_NAMED = frozenset(["MediaOutlet", "Company", "PoliticalParty", "ThinkTank"])


class BodyReader(NameReader):
    """Reads the names of bodies in one document."""

    def complement(self, head: Match[list[tuple[Body, bool]]], limit: int) -> tuple[int, tuple[str, ...]]:
        """The words that name a body behind its head noun: definite nouns and adjectives, demonyms, known
        names, ل + noun.
        """
        end = first = head.end
        body, definite = head.value[0]
        of: tuple[str, ...] = ()
        while end < limit:
            adjectival = (definite and end == first) or (end > first and self._is_adjective(self.word(end - 1)))
            step = self._complement_step(end, body, first=end == first, definite=definite, closed=bool(of))
            if step is None or (adjectival and self._is_noun(end, step)):
                break
            # Behind a head inside the name one reads on as behind the first (أمانة محافظة الطائف).
            first = step[0] if self._is_head(end, step) else first
            end, key = step
            of += (key,) if key else ()
        return end, of

    def _is_head(self, index: int, step: tuple[int, str | None]) -> bool:
        nested = self.lexicon.bodies.longest(self.forms, index)
        return nested is not None and step == (nested[0], None) and not self.word(index).startswith("ال")

    def _is_adjective(self, word: str) -> bool:
        """Whether a definite word reads as an adjective: it ends in ي or ية, or is listed."""
        nisba = word.startswith("ال") and word.endswith(("ي", "يه"))
        return nisba or self.lexicon.is_a("body-adjective", word) or word in self.lexicon.demonyms

    def _is_noun(self, index: int, step: tuple[int, str | None]) -> bool:
        """Behind an adjective a definite noun begins something else: أدانت الحكومة الغارة."""
        word = self.word(index)
        return step == (index + 1, None) and word.startswith("ال") and not self._is_adjective(word)

    def _complement_step(
        self, index: int, body: Body, *, first: bool, definite: bool, closed: bool
    ) -> tuple[int, str | None] | None:
        """One more word of a body's name: (end, key of the country or body it names), or None where the name ends."""
        word = self.word(index)
        if word in self.lexicon.demonyms:
            return index + 1, self.lexicon.demonyms[word]
        if first and (quote := self.document.quote_at(index)):
            end = min(quote.closing + 1, self.sentence_end(index))
            return (end, None) if quote.closing - index <= 5 else None
        match = self.lexicon.names.match(self.forms, index)
        if match and match.clitic in ("", "ل"):
            country = match.value[0].actor.type == "Country"
            stop = (definite or closed) and (not match.clitic or country)
            return None if stop else (match.end, match.value[0].actor.key)
        if word == "عن" and self.word(index - 1).endswith("دفاع") and self.word(index + 1) in self.lexicon.common:
            construct = not self.word(index + 1).startswith("ال")
            return index + (3 if construct else 2), None
        if word.startswith("لل") and not body.purpose and not self.lexicon.is_a("siding", self.word(index - 1)):
            return None
        if self._goes_on(word, first=first, definite=definite, closed=closed):
            return index + 1, None
        if definite or not first:
            return None
        nested = self.lexicon.bodies.longest(self.forms, index)
        return (nested[0], None) if nested else self._proper_name(index)

    def _proper_name(self, index: int) -> tuple[int, None] | None:
        """An outlet's, firm's, party's or region's own name behind its noun: مجلة فوغ، شركة أوبر، ولاية صفاقس."""
        head = self.lexicon.bodies.match(self.forms, index - 1)
        body = head.value[0][0] if head else None
        named = body is not None and (body.type in _NAMED or self.lexicon.is_a("region", fold(body.noun)))
        word = self.word(index)
        proper = word.isalpha() and len(word) > 2 and word not in self.lexicon.common and word not in self.lexicon.cues
        return (index + 1, None) if named and proper and word[0] not in "وبلي" else None

    def _goes_on(self, word: str, *, first: bool, definite: bool, closed: bool) -> bool:
        """Whether a common word belongs to the name; `closed` once its country has been named."""
        if self.is_particle(word) or self.lexicon.is_a("day", word) or self.lexicon.is_a("press", word):
            return False
        if word.startswith("لل"):
            return "ال" + word[2:] in self.lexicon.common or word in self.lexicon.common
        if word.startswith("ال"):
            more = not closed or word.endswith(("ي", "يه"))
            return more and (word in self.lexicon.common or first)
        joined = not first and not definite and not closed and word.startswith("وال")
        return joined and word[1:] in self.lexicon.common

    def indefinite(self, index: int, limit: int) -> tuple[int, tuple[str, ...]]:
        """لجنة عليا للتنسيق: adjectives, then what it is for."""
        end = index
        while (
            end < min(limit, index + 2)
            and self.word(end) in self.lexicon.common
            and not self.is_particle(self.word(end))
        ):
            end += 1
        return (end + 1, ()) if end > index and self.word(end).startswith("لل") else (index, ())
