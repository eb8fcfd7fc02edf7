"""Verbs of saying -> the nouns they govern as what is said: أعلنت السعودية وقف البرامج، نفت روسيا هذه الاتهامات."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.cues import CueHit
from kg.document import COMMA, Document
from kg.inflection import FUTURES
from kg.interludes import Interludes
from kg.lexicon import CueForm, Lexicon
from kg.names import owned
from kg.nouns import is_function, is_noun, is_prefixed, is_verbal_noun
from kg.openings import ContentStart

# How many words behind a noun a clause may follow that is what is said.
FAR = 12
# What is said, announced or denied is a fact, never a person.
_OF_FACTS = frozenset(("say", "announce", "affirm", "deny", "express"))
# What is denied, opposed or supported may be told in a clause: نفى ما تردد.
_AGAINST = frozenset(("deny", "oppose", "support"))


@dataclass
class GovernedFinder:
    """Finds such nouns in one document; `agents`, `times` and `hits` are known by their first tokens."""

    document: Document
    lexicon: Lexicon
    agents: Mapping[int, Agent]
    times: Mapping[int, int]
    hits: Mapping[int, CueHit]
    interludes: Interludes

    def __post_init__(self) -> None:
        self.word = self.document.by_token.__getitem__

    def start(self, form: CueForm, index: int, *, direct: bool, fresh: bool) -> ContentStart | None:
        """What a verb governs at a token: `direct` if it still stands next to the verb, `fresh` if right behind its
        subject.
        """
        if self._is_clause(form, index, fresh=fresh):
            return ContentStart(index, "object", form=form)
        noun = self._pointed_at(index)
        if form.form.tense == "masdar" or self._is_barred(form, noun) or (noun > index and self._asks(form, index)):
            return None
        word = self.word(noun)
        committed = self.lexicon.is_a("al-root", word.removesuffix("هما").removesuffix("ها").removesuffix("ه"))
        if not (self._governs(form, word) and (direct or committed)) or self._is_other(noun):
            return None
        definite = self.lexicon.is_definite(word)
        unsure = definite and not (fresh or self._resumes(noun)) and form.form.tense != "participle"
        if (unsure and not self._clashes(form, noun)) or is_prefixed(self.lexicon, word):
            return None
        return ContentStart(index, "object", form=form) if self._is_known(noun, fresh=fresh) else None

    def _pointed_at(self, index: int) -> int:
        """The definite noun behind what points at it, as a token (هذه | الاتهامات, مثل هذه | المزاعم), or the same."""
        noun = index + (self.word(index) == "مثل")
        if not self.lexicon.is_a("this", self.word(noun)):
            return index
        return noun + 1 if self.lexicon.is_definite(self.word(noun + 1)) else index

    def _asks(self, form: CueForm, index: int) -> bool:
        """Whether what is pointed at is rather a day (أعلن هذا الأسبوع) or what something needs (تتطلب هذه الأموال)."""
        return index in self.times or form.cue.act == "demand"

    def _is_clause(self, form: CueForm, index: int, *, fresh: bool) -> bool:
        """Whether ما leads at a token to what is denied or opposed, or what somebody calls so: أدانت | ما وصفته بـ."""
        if self.word(index) != "ما" or "object" not in form.cue.content:
            return False
        return self._is_judged(index + 1) or (fresh and form.cue.act in _AGAINST and self.word(index + 1) != "اذا")

    def _governs(self, form: CueForm, word: str) -> bool:
        bare = word.removeprefix("ال")
        claim = self.lexicon.is_a("claim", bare) or self.lexicon.is_a("claim", owned(bare))
        return "object" in form.cue.content or ("claim" in form.cue.content and claim)

    def _is_barred(self, form: CueForm, index: int) -> bool:
        """Whether nothing of the kind is said: a person who announces, what a relative clause goes on with."""
        word = self.word(index)
        somebody = index in self.agents and self.agents[index].phrase.kind == "person" and form.cue.act in _OF_FACTS
        relative = self.lexicon.is_relative(self.word(index - 1))
        barred = self.lexicon.is_any(("honoured", "idle", "manner", "under"), word)
        return somebody or relative or barred or self.interludes.issues(word)

    def _is_other(self, index: int) -> bool:
        """Whether the word at a token is rather a verb, a day or a function word."""
        word = self.word(index)
        if word.endswith("ت") and len(word) > 4 and not word.endswith(("ات", "يت", "وت")):
            return True  # اجتمعت
        if word.startswith("ي") or (word.startswith(FUTURES) and len(word) > 4) or not word.isalpha():
            return True
        dated = index in self.times or self.lexicon.is_a("day", word)
        function = is_function(self.lexicon, word) and not self.lexicon.is_a("wished", word)
        return dated or function or self.interludes.is_verb(index)

    def _is_known(self, index: int, *, fresh: bool) -> bool:
        """Whether the word at a token is a noun for sure."""
        word, behind = self.word(index), self.word(index + 1)
        # فقدان أثرهم: a noun that no list knows, with another right behind
        bound = fresh and is_noun(self.lexicon, behind) and word[0] not in "وبلك"
        bound = (
            bound and not is_prefixed(self.lexicon, behind) and not self.interludes.clause_follows(index, index + FAR)
        )
        listed = self.lexicon.is_definite(word) or index in self.agents or is_noun(self.lexicon, word)
        return listed or bound or is_verbal_noun(word) or self.lexicon.is_a("wished", word)

    def _is_judged(self, index: int) -> bool:
        """Whether a verb tells at a token what somebody calls so: أدانت ما | وصفته بـ."""
        hit = self.hits.get(index)
        return hit is not None and "describe" in hit.candidates[0].cue.content

    def _resumes(self, index: int) -> bool:
        """Whether a definite noun behind a comma is the object, no title: استنكر الوزير في مقابلة، العقوبات."""
        agent = self.agents.get(index)
        titled = agent is not None and agent.phrase.kind in ("office", "source")
        titled = titled or self.lexicon.offices.longest(self.document.forms, index) is not None
        return self.word(index - 1) in COMMA and not titled and not self.lexicon.is_relative(self.word(index + 1))

    def _clashes(self, form: CueForm, index: int) -> bool:
        """Whether a definite noun right behind a verb cannot be its subject: ورفض الاتهامات."""
        word = self.word(index)
        feminine = word.endswith(("ه", "ات")) and word in self.lexicon.common
        deed = self.lexicon.is_a("deed", word.removeprefix("ال"))
        masculine = form.form.gender == "m" and form.form.number == "s" and form.form.tense == "perfect"
        told = self.hits.get(index - 1)
        opens = told is not None and (told.clitic or self.lexicon.is_a("connector", self.word(index - 2)))
        sure = not form.cue.strict or "claim" in form.cue.content
        return bool(opens) and masculine and sure and (deed or feminine)
