"""Cue -> a speaker that no table knows, by the words before the verb: لكن منتقديه يقولون إن."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.cues import CueHit
from kg.document import COMMA, Document
from kg.kin import KIN, kin_noun
from kg.lexicon import Lexicon
from kg.names import owned
from kg.newcomers import Newcomers
from kg.objects import PRONOUNS
from kg.setting import COMMAS
from kg.subject_nouns import NounReader
from kg.subjects import Subject, is_document
from kg.titles import begins_title

# How many words such a subject may have right before the verb, and where something leads to it.
LONGEST, FAR = 6, 12


@dataclass(frozen=True)
class ForerunnerFinder:
    """Finds such speakers in one document. `agents` are the known ones by their first tokens."""

    document: Document
    lexicon: Lexicon
    agents: Mapping[int, Agent]
    newcomers: Newcomers
    nouns: NounReader
    agrees: Callable[[CueHit, Agent], bool]

    def word(self, index: int) -> str:
        """The folded word at a token."""
        return self.document.word(index)

    def ahead(self, hit: CueHit) -> Subject | None:
        """The unknown words with which a clause begins before its verb: لكن منتقديه يقولون إن."""
        within = self.lexicon.is_a("within", self.word(hit.token + 1))  # ألقى كلمة قال فيها
        return None if within else self._beside(hit) or self._led(hit)

    def _beside(self, hit: CueHit) -> Subject | None:
        """Nouns right before the verb."""
        had = self.word(hit.token - 1) == "قد" or self._is_named_before(hit)
        start, end = self.document.sentence_at[hit.token].start, hit.token - had
        first = end
        while first > max(start, hit.token - LONGEST) and self._may_precede(first - 1):
            if first < end and self.nouns.is_linked(self.word(first - 1)):
                break
            first -= 1
        before = self.word(first - 1)
        led = first == start or self.nouns.is_linked(before) or self.lexicon.is_a("auxiliary", before.removeprefix("و"))
        cue = hit.candidates[0].cue
        known = self.lexicon.is_definite(self.word(end - 1)) or self._is_named_before(hit)
        had = had and self.lexicon.is_a("was", before.removeprefix("و")) and known
        strict = cue.strict and not (hit.form.number == "p" and self.nouns.is_linked(before))
        if first == end or not (led and (self._are_people(hit, first) or had)) or (strict and not had):
            return None
        if begins_title(self.document, self.lexicon, first) and not self._is_kin(first):
            return None
        return self._entered(hit, first, end)

    def _led(self, hit: CueHit) -> Subject | None:
        """All words between what leads to a clause and its verb: لكن صاحب أحد المتاجر قرب المحطة قال, وكان محامون
        وأقارب للصحافيين، قالوا.
        """
        end = hit.token - (self.word(hit.token - 1) in (*COMMAS, "قد"))
        first = self._led_from(hit, end)
        if first is None or end - first < 2 or hit.candidates[0].cue.strict:
            return None
        agent = self.agents.get(first)
        if agent:
            free = agent.keys and not agent.phrase.clitic and agent.end <= end
            return Subject(agent.keys, hit.token + 1, "before") if free and self.agrees(hit, agent) else None
        plain = self.nouns.is_noun(first, first=True) and not self.lexicon.is_a("deed", self.word(first))
        several = hit.form.number in ("d", "p") and not self.word(first).endswith(("ون", "ين", "ات", "اء"))
        had = self.lexicon.is_a("was", self.word(first - 1).removeprefix("و"))
        fits = plain and not several and (had or self._are_people(hit, first) or self._is_construct(hit, first))
        return self._entered(hit, first, end) if fits else None

    def _led_from(self, hit: CueHit, end: int) -> int | None:
        """Where the words begin that a connective parts from a verb; None if another clause stands between."""
        start = self.document.sentence_at[hit.token].start
        for index in range(end - 1, max(start, hit.token - FAR) - 1, -1):
            word = self.word(index)
            if self.nouns.is_linked(word) or (index == start and self.lexicon.is_a("was", word.removeprefix("و"))):
                return index + 1
            if not word.isalpha() or word == "قد" or index in self.nouns.hits or self.lexicon.is_relative(word):
                return None
        return None

    def _entered(self, hit: CueHit, first: int, end: int) -> Subject:
        return Subject((self.newcomers.entered(first, end),), hit.token + 1, "described")

    def _are_people(self, hit: CueHit, first: int) -> bool:
        """Whether the noun at a token may speak by its form, or because its verb is in the plural."""
        bodies = hit.form.gender == "f" and self.word(first).endswith("ات")  # لكن منظمات حقوقية تحذر
        definite = self.lexicon.is_definite(self.word(first))
        return hit.form.number == "p" or definite or bodies or self._is_kin(first)

    def _is_construct(self, hit: CueHit, first: int) -> bool:
        """Whether a noun belongs to a definite one: صاحب المتجر, مكتبها."""
        word = self.word(first)
        his = owned(word) != word and owned(word) in self.lexicon.common
        agrees = hit.form.gender != "f" or word.endswith(("ه", "ها"))
        behind = self.word(first + 1)
        owned_by = self.lexicon.is_definite(behind) or self.lexicon.is_a("some", behind) or first + 1 in self.agents
        return agrees and (his or owned_by)

    def _is_kin(self, first: int) -> bool:
        return self.lexicon.is_any(KIN, self.word(first)) or bool(kin_noun(self.document, self.lexicon, first))

    def is_related(self, hit: CueHit) -> bool:
        """Whether a verb tells what the noun before its relative pronoun says, rather than what somebody says of it:
        الأنباء التي تتحدث عن, unlike الهجوم الذي وصفه بأنه.
        """
        before, behind = self.word(hit.token - 1), self.word(hit.token + 1)
        own = before == {"m": "الذي", "f": "التي"}.get(hit.form.gender or "") and hit.form.number == "s"
        of_it = self.lexicon.is_a("within", behind) or self.lexicon.is_any(("called", "of-it"), behind)
        suffixed = hit.form.text.endswith(PRONOUNS)
        near = (self.agents.get(place) for place in range(hit.token - LONGEST, hit.token))
        paper = any(agent and is_document(agent) and agent.number == "s" for agent in near)  # القرار رقم 10 الذي رحب
        tells = hit.tense in ("perfect", "imperfect") and own and not paper
        return tells and not (of_it or suffixed or hit.token + 1 in self.agents)

    def related(self, hit: CueHit) -> Subject | None:
        """The person of an unknown name that a relative clause tells the words of: مساعده غي ستيفان الذي قال."""
        end = hit.token - 1 - (self.word(hit.token - 2) in COMMAS)
        named = self.newcomers.name_before(end)
        return Subject((named,), hit.token + 1, "described") if named else None

    def _is_named_before(self, hit: CueHit) -> bool:
        """Whether a comma ends a word that no list knows behind the كان that opens a sentence: وكان كانغ، أعلن."""
        start = self.document.sentence_at[hit.token].start
        was = hit.token == start + 3 and self.lexicon.is_a("was", self.word(start).removeprefix("و"))
        return was and self.word(start + 2) in COMMA and self.word(start + 1) not in self.lexicon.common

    def _may_precede(self, index: int) -> bool:
        """Whether a word may belong to the subject of a verb behind it: a noun, or one of people (خبراء)."""
        agent = self.agents.get(index)
        people = agent is not None and agent.phrase.kind == "source" and agent.end == index + 1
        particle = self.lexicon.is_function(self.word(index).removeprefix("و"))
        begins = self.nouns.is_linked(self.word(index - 1))
        return people or (self.nouns.is_noun(index, first=begins) and not particle)

    def is_antecedents(self, hit: CueHit) -> bool:
        """Whether a verb only describes the indefinite noun before it, or tells what unknown people say:
        عرض الوزير أدلة تؤكد ضلوع الجماعة, الكثير من المسلمين قالوا.
        """
        start = self.document.sentence_at[hit.token].start
        word, opening = self.word(hit.token - 1), self.word(start).removeprefix("و")
        if hit.token - 1 <= start or word not in self.lexicon.common or not self._is_free(hit.token - 1):
            return False
        kinds = ("preposition", "setting", "about", "day")
        apart = self.lexicon.is_any(kinds, opening)
        told = self.lexicon.is_a("within", self.word(hit.token + 1)) or word.endswith("ا")
        clashes = hit.form.gender == "m" and word.endswith("ه")
        led = word[0] in "لب" and word[1:] in self.lexicon.common and not self.lexicon.is_a("lookalike", word)
        if hit.form.number == "p" or (led and not self.lexicon.is_definite(word)):
            return True  # لدعم رفض الاتفاق
        return not (self.lexicon.is_definite(word) or apart or told or clashes)

    def _is_free(self, index: int) -> bool:
        """Whether a word is a noun that belongs to no known name: no particle, with and- or so- before it or not."""
        word = self.word(index)
        bare = word[1:] if word[:1] in ("و", "ف") else word
        named = any(
            place in self.agents and self.agents[place].end > index for place in range(index - LONGEST, index + 1)
        )
        kinds = ("helping", "network", "was")
        particle = any(self.nouns.is_other(form) or self.nouns.is_linked(form) for form in (word, bare))
        helping = any(self.lexicon.is_a(kind, form) for kind in kinds for form in (word, bare))
        return not (named or particle or helping)
