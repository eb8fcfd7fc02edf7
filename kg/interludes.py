"""What may stand between a verb of saying and what is said: days, adverbs, phrases that tell where or to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.agents import Agent
from kg.attributions import attributions
from kg.cues import CueHit
from kg.document import COMMA, Document
from kg.lexicon import CueForm, Lexicon
from kg.nouns import is_clitic_phrase, is_function
from kg.openings import has_clitic

# How many words an attribution amid may have more than two, and how far the comma behind it may stand.
NAME, WINDOW = 6, 45
# How many words before a clause may seem to be an object, and how many if it is set apart.
NEAR, REACH = 12, 22
# The prepositions that may lead to what is said.
_LEADS = frozenset(("عن", "الي", "علي", "من", "ب", "ل"))
_LIGHT = ("day", "idle", "issuing", "pronoun", "within")


@dataclass
class Interludes:
    """Passes over such words in one document; `agents`, `times` and `hits` are known by their first tokens."""

    document: Document
    lexicon: Lexicon
    agents: Mapping[int, Agent]
    times: Mapping[int, int]
    hits: Mapping[int, CueHit]

    def __post_init__(self) -> None:
        self.word = self.document.by_token.__getitem__

    def light(self, index: int) -> bool:
        """Whether a token between verb and object is only an adverb, a time or a comma."""
        adverb = self.lexicon.phrases["adverb"].match(self.document.forms, index) is not None
        return (
            adverb
            or index in self.times
            or self.lexicon.is_a("day", self.word(index))
            or self.lexicon.is_a("honoured", self.word(index))
            or self.issues(self.word(index))
            or self.word(index) in COMMA
        )

    def skip(self, index: int, *, direct: bool) -> tuple[int, bool]:
        """How many tokens to pass over, and whether what follows still stands next to the verb."""
        phrase = self._phrase_length(index)
        if phrase:
            return phrase, direct
        word = self.word(index)
        if word in COMMA:
            return 1, True
        light = self.lexicon.is_any(_LIGHT, word) or word in ("-", "(", ")", "/")
        return 1, direct and (light or word.isdigit())

    def _phrase_length(self, index: int) -> int:
        """The length of an agent, quotation, adverb or prepositional phrase at a token; 0 where there is none."""
        if index in self.agents:
            return self._prepositional(index)
        if index in self.times:
            return max(self.times[index] - index, 1)
        if attributions().match(self.document.forms, index):
            return self._attribution(index)
        if quote := self.document.quote_at(index):
            return quote.closing + 1 - index
        if adverb := self.lexicon.phrases["adverb"].match(self.document.forms, index):
            return adverb.end - index
        return self.led_length(index)

    def led_length(self, index: int) -> int:
        """The length of what a preposition, من بينهم, نشرتها or a word of manner leads to; 0 where there is none."""
        word = self.word(index)
        if self.issues(word):
            return self._to_comma(index)
        if self.lexicon.is_a("manner", word):
            return 2
        if word in self.lexicon.particles["preposition"]:
            return self._titled(index + 1) or self._prepositional(index + 1) + 1
        if self.lexicon.is_a("among", word):
            return self._prepositional(index)
        clitic = is_clitic_phrase(word) or (word[:1] in "بل" and has_clitic(self.lexicon, word))
        return self._prepositional(index) if clitic else 0

    def _titled(self, index: int) -> int:
        """The length of a preposition with the title that stands in quotes at the token behind it, however long: حول |
        «إصلاح الحماية الاجتماعية: من الإحاطة إلى الحقوق»; not of عن, ب and others that lead to what is said.
        """
        quote = self.document.quote_at(index) if self.word(index - 1) not in _LEADS else None
        closed = quote is not None and self.word(quote.closing) == '"' and self.word(quote.closing - 1) != ":"
        return quote.closing + 2 - index if quote and closed else 0

    def issues(self, word: str) -> bool:
        """Whether a word tells who issued what stands before it: مقابلة | نشرتها الصحيفة."""
        return self.lexicon.is_a("issuing", word) and word.endswith(("ه", "ها"))

    def _to_comma(self, index: int) -> int:
        """The length of what tells where something was issued, to its comma: نشرتها الصحيفة الخميس، ; 1 without one."""
        for end in range(index + 1, index + WINDOW):
            if self.word(end) in COMMA:
                return end - index
            stops = self.opens_clause(end) or self.another_verb(end) or self.word(end) in (":", ".", "")
            if stops or self.document.quote_at(end):
                break
        return 1

    def _attribution(self, index: int) -> int:
        """The length of a phrase that tells through whom something is known: وشددت، وفقا لما نقلته رويترز، على."""
        end = index + 1
        while end < index + NAME + 2 and not self._ends_attribution(end):
            end += 1
        return end - index

    def _ends_attribution(self, index: int) -> bool:
        relative = self.lexicon.is_a("relative", self.word(index - 1)) and self.is_verb(index)  # التي قالت
        return self.word(index) in ("،", ",", ":") or self.opens_clause(index) or relative

    def opens_clause(self, index: int) -> bool:
        """Whether إن or أن stands at a token, and no other word before it makes it a clause of its own (إلا أنه)."""
        return self.lexicon.is_a("opener", self.word(index)) and not self.is_own_clause(index)

    def is_own_clause(self, index: int) -> bool:
        """Whether the word before أن at a token makes its clause none that a verb of saying leads to: إلا | أنه."""
        return self.lexicon.is_a("own-clause", self.word(index - 1))

    def _prepositional(self, index: int) -> int:
        """The length of the noun phrase behind a preposition: an agent, or a noun with its definite company."""
        if index in self.times:
            return self.times[index] - index
        counted = self.lexicon.is_a("counting", self.word(index)) and index + 1 not in self.agents  # أول خطاب كبير
        end = self.agents[index].end if index in self.agents else index + 1 + counted
        end += self.lexicon.is_a("occasion", self.word(index)) and end not in self.agents  # على هامش زيارة
        if self.lexicon.is_a("among", self.word(index)) and end in self.agents:
            return self.agents[end].end - index
        if self.lexicon.is_a("bound", self.word(index)):  # بعد انتهاء اجتماع، لمشاريع وزارة البلديات
            end = self.agents[end].end if end in self.agents else end + 1
        while end not in self.agents and end not in self.times and self._belongs(self.word(end)):
            end += 1
        return end - index

    def _belongs(self, word: str) -> bool:
        """Whether a word goes on with the noun before it: a definite noun or adjective, or an indefinite
        adjective (تصريح صحفي).
        """
        if word.startswith(("ال", "لل")) and len(word) > 3:
            return not is_function(self.lexicon, word) or word.startswith("لل")
        return self.lexicon.is_a("adjective", word) or self.lexicon.is_a("companion", word)

    def transparent(self, index: int) -> bool:
        """Whether a token may stand even between a verb that has other senses and what is said."""
        word = self.word(index)
        light = self.lexicon.is_any(("day", "idle", "press", "some", "issuing", "adjective"), word)
        return index in self.agents or is_function(self.lexicon, word) or light or not word.isalpha()

    def apposed(self, index: int, limit: int) -> bool:
        """Whether commas set off who somebody is, before what he opposes: انتقد صلاح، نجم فريق ليفربول، الاتحاد."""
        word, definite = self.word(index), self.lexicon.is_definite
        post = word in ("وهو", "وهي") or self.lexicon.is_any(("private", "observer"), word)
        titled = post or self.lexicon.offices.longest(self.document.forms, index) is not None
        if self.word(index - 1) not in COMMA or not titled or index in self.agents:
            return False
        comma = next((end for end in range(index + 1, min(limit, index + NAME + 2)) if self.word(end) == "،"), None)
        if comma is None or any(map(self.another_verb, range(index, comma))):
            return False
        behind = self.times.get(comma + 1, comma + 1)
        behind += behind > comma + 1 and self.word(behind) == "،"
        return definite(self.word(behind)) and not self.lexicon.is_relative(self.word(behind))

    def is_withheld(self, form: CueForm, index: int) -> bool:
        """Whether somebody only declines to speak or to be named: رفض الكشف عن اسمه, رفضت أن تعلق."""
        first = index + 1 if self.word(index) in ("عدم", "ان") else index
        return form.cue.act in ("oppose", "demand") and self.lexicon.is_a("withheld", self.word(first))

    def is_verb(self, index: int) -> bool:
        """Whether a verb of saying stands at a token."""
        return index in self.hits and self.hits[index].tense != "masdar"

    def another_verb(self, index: int) -> bool:
        """Whether a verb stands at a token that says something for sure."""
        hit = self.hits.get(index)
        if hit is None or hit.tense == "masdar" or self.is_withheld(hit.candidates[0], index + 1):
            return False
        return not all(form.cue.strict for form in hit.candidates)

    def clause_follows(self, index: int, limit: int) -> bool:
        """Whether إن or أن still comes before the next verb of saying, set apart if far: what is before is no object
        (وأوضح عقب استعراض أهم مؤشرات النصف الأول من العام المالي الجاري، أن).
        """
        for later in range(index, min(limit, index + REACH)):
            led = self.word(later) in self.lexicon.particles["complementizer"] and not self.is_own_clause(later)
            if (led and later < index + NEAR) or (self.opens_clause(later) and self.is_apart(later)):
                return True
            if self.another_verb(later):
                return False
        return False

    def is_apart(self, index: int) -> bool:
        """Whether a comma, a bracket or a day stands right before a token."""
        before = self.word(index - 1)
        return before in COMMA or before == ")" or self.lexicon.is_a("day", before)
