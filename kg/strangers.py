"""Cue -> a speaker that no table knows, by the noun phrase behind the verb: تقول عائلات الضحايا إن."""

from __future__ import annotations

from collections.abc import Container, Mapping

from kg.agents import Agent
from kg.cast import Cast
from kg.cues import CueHit
from kg.document import Document
from kg.folding import fold
from kg.iris import actor_key
from kg.labels import clean
from kg.lexicon import Gender, Lexicon
from kg.records import replace
from kg.subjects import Subject

# How many words such a subject may have.
LONGEST = 5


class StrangerFinder:
    """Finds speakers by description in one document. `agents` and `hits` are the tokens of known ones and of cues."""

    def __init__(
        self, document: Document, lexicon: Lexicon, cast: Cast, agents: Mapping[int, Agent], hits: Container[int]
    ) -> None:
        self.document, self.lexicon, self.cast = document, lexicon, cast
        self.word = document.word
        self.agents, self.hits = agents, hits

    def find(self, hit: CueHit) -> Subject | None:
        """The noun phrase behind a cue, as a subject without speakers; `enter` makes it an actor once it has spoken."""
        first = end = hit.token + 1
        if self.lexicon.is_a("complementizer", self.word(hit.token - 1)):
            return None
        limit = min(self.document.sentence_of(hit.token).end, first + LONGEST)
        while end < limit and self._is_noun(end, first=end == first):
            end += 1
        return Subject((), self._behind_title(end), "described") if self._is_somebody(first, end) else None

    def _behind_title(self, end: int) -> int:
        """Pass over a title set off by commas: انتقدت آمنة القلالي، مديرة المكتب، القرار."""
        title = self.agents.get(end + 1) if self.word(end) in ("،", ",", "(") else None
        if title is None:
            return end
        return title.end + 1 if self.word(title.end) in ("،", ",", ")") else title.end

    def _is_noun(self, index: int, *, first: bool) -> bool:
        """Whether a token goes on with the subject: a noun, then its company of nouns and adjectives."""
        word = self.word(index)
        if not word.isalpha() or len(word) < 3 or self.lexicon.is_function(word) or self.lexicon.is_a("day", word):
            return False
        if index in self.agents or index in self.hits or word.startswith(("بال", "لل", "وال")):
            return False
        prefixed = word[0] in "بلك" and word[1:] in self.lexicon.common and not self.lexicon.is_a("lookalike", word)
        verb = word[0] == "ي" or word[:2] in ("سي", "ست", "تم")
        return not prefixed and not (first and verb)

    def _is_somebody(self, first: int, end: int) -> bool:
        """Several words, a definite one, a plural of persons, or a name; a title alone means one named before."""
        if end - first != 1:
            return end > first
        word = self.word(first)
        if self.lexicon.offices.longest(self.document.forms, first) or self.lexicon.titles.longest(
            self.document.forms, first
        ):
            return False
        return self.lexicon.is_definite(word) or word.endswith(("ون", "ين")) or word not in self.lexicon.common

    def _given(self, word: str) -> str | None:
        """The one person of this article whose name begins with a word: تشانغ for تشانغ مينغ."""
        people = (actor for actor in self.cast.actors.values() if actor.type == "Person")
        fitting = [actor.key for actor in people if fold(actor.label).split()[0] == word]
        return fitting[0] if len(fitting) == 1 else None

    def titled(self, hit: CueHit) -> Subject | None:
        """Somebody with a title and no more, where nobody was named before whom it could mean: قال السفير إن."""
        first = hit.token + 1
        office = self.lexicon.offices.longest(self.document.forms, first)
        if hit.tense == "participle" or office is None or not self.lexicon.is_definite(self.word(first)):
            return None
        label = clean(self.document.text(first, office[0]))
        key = actor_key(label, article=self.document.article.id)
        self.cast.add(key, "Person", label, gender="f" if self.word(first).endswith("ه") else "m", local=True)
        return Subject((key,), office[0], "described")

    def enter(self, subject: Subject, hit: CueHit) -> Subject:
        """The subject as an actor: a person whom one unknown word names, else a group of this article."""
        end = hit.token + 1
        while end < subject.after and self._is_noun(end, first=False):
            end += 1
        label = clean(self.document.text(hit.token + 1, end))
        word = self.word(hit.token + 1)
        gender: Gender = "f" if word.endswith(("ه", "ات")) else "m"
        if end - hit.token == 2 and word not in self.lexicon.common:
            key = self.cast.named(label) or self._given(word) or self.cast.add(actor_key(label), "Person", label)
        else:
            key = actor_key(label, article=self.document.article.id)
            self.cast.add(key, "Group", label, gender=gender, local=True)
        return replace(subject, speakers=(key,))
