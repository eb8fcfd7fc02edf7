"""Whose words a sentence without a verb of saying is, by a pronoun: شرعت الحكومة، حسب قوله، في تنفيذ الإصلاح."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kg.attributions import OWN, attributions, own_words
from kg.document import Document, Stretch
from kg.names import owned
from kg.recall import Recall
from kg.records import dataclass
from kg.subjects import Subject
from kg.trie import Match
from kg.verbless import Attributed, AttributionFinder

# How many sentences back the one may have spoken whom the pronoun means.
BACK = 3
# How many words into a sentence who does what it tells may stand.
HEAD = 5


@dataclass(frozen=True)
class OwnWordsFinder:
    """Finds such sentences in one document, once it is known who speaks in which."""

    document: Document
    verbless: AttributionFinder
    recall: Recall

    def find(self, told: Container[int]) -> Iterator[Attributed]:
        """What those who spoke last are named as the source of, but in the sentences, by their starts, that are `told`
        already.
        """
        around, anothers = Stretch(-1, -1), False
        for noun in self.document.places(OWN):
            sentence = self.document.sentence_of(noun)
            if sentence.start in told:
                continue
            if sentence != around:  # asked once of a sentence, however often it says حسب قوله
                around, anothers = sentence, self._is_anothers(sentence)
            if anothers:
                continue
            begun = next(own_words(self.document, noun), sentence.end)
            found = self._backed(begun, noun, sentence) if sentence.start < begun < sentence.end else None
            if found:
                yield found

    def _is_anothers(self, sentence: Stretch) -> bool:
        """Whether a sentence is a quotation's, reports by itself, or tells first what somebody did: امتنع حمدون عن."""
        speakers = self.verbless.speakers
        hits = (speakers.hits.get(place) for place in range(*sentence))
        said = any(hit is not None and hit.tense != "masdar" for hit in hits)
        people = (agent for agent in speakers.between(sentence.start, sentence.start + HEAD) if agent.keys)
        acts = any(self.recall.cast.actors[agent.keys[0]].type == "Person" for agent in people)
        return said or acts or self.document.quote_around(sentence.start) is not None

    def _backed(self, begun: int, noun: int, sentence: Stretch) -> Attributed | None:
        """What of a sentence a phrase backs that begins at a token and ends with a pronoun."""
        speakers = self._last(sentence.start)
        if not speakers or not self.recall.may_be(self.document.word(noun), speakers):
            return None
        row = attributions().match([*self.document.words(begun, noun), owned(self.document.word(noun))], 0)
        if row is None:
            return None
        match = Match(begun, noun + 1, "", row.value)
        return self.verbless.backed_by(Subject(speakers, noun + 1, "attribution"), match, *sentence)

    def _last(self, start: int) -> tuple[str, ...]:
        """Who spoke last in the sentences right before a token."""
        number = self.document.sentence_number(start)
        near = (self.document.sentences[place].start for place in range(number - 1, max(number - 1 - BACK, -1), -1))
        spoken = self.recall.discourse.by_sentence
        return next((spoken[first] for first in near if first in spoken), ())
