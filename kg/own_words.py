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
# How many words before such a phrase another may be told of whom its pronoun means.
NEAR = 40
# The nouns of persons.
_PERSONS = ("human", "private", "observer", "doer", "affected", "relation", "son")


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
            if not sentence.start < begun < sentence.end or self._is_of_another(begun, noun, sentence.start):
                continue
            if found := self._backed(begun, noun, sentence):
                yield found

    def _is_of_another(self, begun: int, noun: int, start: int) -> bool:
        """Whether the pronoun on a noun may mean somebody of whom its sentence tells shortly before it: وعاد الصحفي …،
        على حد قوله, وأسقط الحوثيون …، على حد قولهم.
        """
        word, speakers, near = self.document.word(noun), self._last(start), max(start, begun - NEAR)
        agents = (agent for agent in self.verbless.speakers.between(near, begun) if agent.keys)
        named = any(agent.keys != speakers and self.recall.may_be(word, agent.keys) for agent in agents)
        return named or any(self._is_somebody(place, word) for place in range(near, begun))

    def _is_somebody(self, index: int, noun: str) -> bool:
        """Whether a word is a definite noun of a person, or of people, whom the pronoun on a noun may mean."""
        word, lexicon = self.document.word(index), self.verbless.lexicon
        if not lexicon.is_definite(word):
            return False
        bare = word.removeprefix("ال")
        if noun.endswith("هم"):
            return word.endswith(("ون", "ين")) or lexicon.is_a("folk", bare)
        return lexicon.is_any(_PERSONS, bare) and bare.endswith("ه") == noun.endswith("ها")

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
