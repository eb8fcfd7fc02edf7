"""Cue -> a speaker that no table knows, by the noun phrase behind the verb: تقول عائلات الضحايا إن."""

from __future__ import annotations

from collections.abc import Container, Mapping

from kg.afar import AfarFinder
from kg.agents import Agent
from kg.carried import CarriedFinder
from kg.cast import Cast
from kg.concord import Concord
from kg.cues import CueHit, happened
from kg.document import COMMA, Document
from kg.doers import DoerFinder
from kg.foreigners import ForeignerFinder
from kg.forerunners import ForerunnerFinder
from kg.kin import KIN, kin_noun
from kg.lexicon import Gender, Lexicon
from kg.names import owned
from kg.newcomers import Newcomers
from kg.objects import is_oblique
from kg.occasions import listed
from kg.records import replace
from kg.relatives import Relatives
from kg.subject_nouns import NounReader
from kg.subjects import Subject, VerbAt
from kg.titles import begins_title

# How many words such a subject may have.
LONGEST = 6
# What verbs of saying govern.
_SAID = frozenset(("that", "quote"))
# The kinds of known phrases that a noun may belong to: حملة كلينتون, محامو الشركة.
_OWNERS = ("known", "body", "possessive", "people")


class StrangerFinder:
    """Finds speakers by description in one document. `agents` and `hits` are the tokens of known ones and of cues."""

    def __init__(
        self, document: Document, lexicon: Lexicon, cast: Cast, agents: Mapping[int, Agent], hits: Container[int]
    ) -> None:
        self.document, self.lexicon, self.cast = document, lexicon, cast
        self.word = document.by_token.__getitem__
        self.agents, self.hits = agents, hits
        self.newcomers = Newcomers(document, lexicon, cast, agents, Relatives(document, lexicon, cast, agents))
        self.nouns = NounReader(document, lexicon, agents, hits)
        self.forerunners = ForerunnerFinder(
            document, lexicon, agents, self.newcomers, self.nouns, Concord(document, lexicon, cast).agrees
        )
        self.carried = CarriedFinder(document, lexicon, cast, agents, self.newcomers, self.nouns)
        self.afar = AfarFinder(document, lexicon, cast, agents, hits)
        self.doers = DoerFinder(document, lexicon)
        self.foreigners = ForeignerFinder(document, lexicon, agents, hits, self.afar, self.newcomers)

    def find(self, hit: VerbAt) -> Subject | None:
        """The noun phrase behind a cue, as a subject without speakers; `enter` makes it an actor once it has spoken."""
        first = self._first(hit)
        # A verb in the plural has its subject before it or in itself: أعلنوا توبتهم.
        wished = self.lexicon.is_a("complementizer", self.word(hit.token - 1))
        if (wished and not happened(self.document, self.lexicon, hit.token)) or hit.form.number in ("d", "p"):
            return None
        if self._is_antecedents(hit, first) or self._is_done(first):
            return None
        quote = self.document.quote_at(first)
        if quote:
            named = (
                quote.closing - first <= LONGEST
                and self.word(first + 1)[:1].isalnum()
                and not self.word(first + 1).startswith("لل")
                and self._leads_on(quote.closing + 1)
            )
            return Subject((), quote.closing + 1, "described") if named else None
        end = self._end(first, min(self.document.sentence_at[hit.token].end, first + LONGEST))
        if several := self._several_bearers(first, end):
            keys = tuple(key for agent in several for key in agent.keys)
            return Subject(keys, self._behind_title(several[-1].end), "described")
        bearer = self._bearer(first, end) or self._joined_bearer(first, end)
        if bearer:
            return Subject(bearer.keys, self._behind_title(bearer.end), "described")
        return Subject((), self._behind_title(end), "described") if self._is_somebody(first, end) else None

    def _is_done(self, first: int) -> bool:
        """Whether a noun tells what is done, so that it is rather the object of a verb: رفضت مغادرة القاعة."""
        word = self.word(first)
        return any(self.lexicon.is_a("deed", noun) for noun in (word, word.removeprefix("ال"), owned(word)))

    def distant(self, hit: CueHit) -> int | None:
        """Where that begins which an unknown noun behind a cue says, if more words part them; `described` tells who."""
        first = self._first(hit)
        return self.afar.opener(hit, first) if self._begins_subject(hit, first) else None

    def far_named(self, hit: CueHit) -> int | None:
        """Where that begins which somebody named at the end of long titles right behind a cue may say."""
        first = hit.token + 1
        return self.afar.titled(hit, first) if self._begins_subject(hit, first) else None

    def _begins_subject(self, hit: CueHit, first: int) -> bool:
        """Whether a noun behind a cue may begin its subject."""
        relative = self._is_antecedents(hit, first) or self.lexicon.is_a("complementizer", self.word(hit.token - 1))
        return not relative and hit.form.number not in ("d", "p") and self.nouns.is_noun(first, first=True)

    def described(self, hit: CueHit, opened: int) -> Subject:
        """The subject that a noun behind a cue begins, far before what it says."""
        return self.afar.subject(self._first(hit), opened)

    def again(self, hit: VerbAt) -> Subject | None:
        """The person named before whose family name alone stands right behind a cue, as a subject."""
        first = hit.token + 1
        many = hit.form.number in ("d", "p") or first in self.agents or self._is_antecedents(hit, first)
        described = self.lexicon.says[self.word(hit.token)] and self._is_noun_of(first)
        key = None if many or described else self.newcomers.again(first)
        clashes = key is None or self.cast.gender.get(key, hit.form.gender) not in (None, hit.form.gender)
        return None if key is None or clashes else Subject((key,), first + 1, "behind")

    def _is_noun_of(self, index: int) -> bool:
        """Whether a word without the article is a noun with whose it is, or where: حارس | المبنى, جندي | في القوات; not
        خان | في المقابلة.
        """
        if self.lexicon.is_definite(self.word(index)):
            return False
        led = self.lexicon.is_a("preposition", self.word(index + 1))
        behind = self.word(index + 1 + led)
        told = led and self.lexicon.is_any(("utterance", "occasion"), behind.removeprefix("ال"))
        return behind.startswith("ال") and not told

    def _leads_on(self, index: int) -> bool:
        """Whether إن or إلى أن begins at a token."""
        return self.lexicon.is_a("opener", self.word(index + (self.word(index) in ("الي", "علي"))))

    def called(self, hit: CueHit) -> Subject | None:
        """One word behind a verb of saying that can only be who says what follows, though it looks otherwise:
        وقال سيستروم إن, وقال مسعود: «نبارك».
        """
        first, cue = self._first(hit), hit.candidates[0].cue
        many = hit.form.number in ("d", "p")
        if many or first + 1 >= len(self.document.forms) or not _SAID.intersection(cue.content):
            return None
        word = self.word(first)
        plain = word in self.lexicon.common and word not in self.lexicon.given
        noun = plain and (cue.strict or "object" in cue.content) and not self._is_clause(first + 1)
        sure = self._is_parted(first) and not noun and self._may_speak(first)
        return Subject((), first + 1, "described") if sure else None

    def _may_speak(self, index: int) -> bool:
        """Whether a word may be somebody: no function word, no title of somebody named, no verb, nothing that tells
        when, how or what is said (وقتها، مازحا، حديثه).
        """
        word, agent, common = self.word(index), self.agents.get(index), self.lexicon.common
        raw = self.document.text(index, index + 1)
        if agent and (agent.phrase.kind != "known" or agent.phrase.clitic or agent.end > index + 1):
            return False
        told = raw.endswith(("ا", "ً")) and (word[:-1] in common or word in common or self.nouns.is_manner(word))
        bare = owned(word)
        theirs = (word.endswith(("ها", "هم")) or raw.endswith("ه")) and (word not in common or bare.endswith("ات"))
        led = word[:1] in "بلكو" and word[1:] in common and not self.lexicon.is_a("lookalike", word)
        joined = led and word not in self.lexicon.given
        other = (
            self._is_titled(index) or told or theirs or joined or word in self.lexicon.cues or self.nouns.is_other(word)
        )
        return word.isalpha() and len(word) > 1 and not other and word not in listed("before")

    def _is_clause(self, index: int) -> bool:
        """Whether إن begins a clause at a token, no letters as in إن.بي.سي."""
        opens = self.lexicon.is_a("opener", self.word(index)) and self.word(index + 1) != "."
        return opens and self.document.text(index, index + 1)[:1] == "إ"

    def _is_parted(self, index: int) -> bool:
        """Whether the words behind one who speaks lead on to what he says: it, a comma, where or when it was said."""
        behind = self.word(index + 1)
        set_apart = behind in COMMA or self.lexicon.is_a("setting", behind)
        told = self._is_clause(index + 1) or behind in (":", '"')
        return told or (set_apart and self.word(index)[0] != "ي")

    def _is_antecedents(self, hit: VerbAt, first: int) -> bool:
        """Whether a relative clause has its subject before it (الذي يؤيد المشروع), or a noun behind فيه may be what is
        told of (بيانا أوضحت فيه تسجيل حالات).
        """
        before = self.word(hit.token - 1).removeprefix("و")
        own = before == "الذي" if hit.form.gender == "m" else before == "التي"
        inside = self.lexicon.is_a("within", self.word(first - 1)) and not self.lexicon.is_definite(self.word(first))
        return (own or inside) and not self._is_nominative(first)

    def _is_nominative(self, index: int) -> bool:
        """ممثلو الكتلة, محتجون: the endings of the nominative."""
        word = self.word(index)
        return len(word) > 4 and word.endswith(("و", "ون"))

    def is_subject(self, hit: VerbAt, end: int) -> bool:
        """Whether the noun phrase behind a cue can be no object of it, whatever the cue governs."""
        first = self._first(hit)
        titled = self.lexicon.offices.longest(self.document.forms, first) is not None
        counted = self._counted(first) > first  # عدد من الأهالي
        bearer = self._bearer(first, end) or self._bearer(first, self._end(first, end))
        several = self.word(first).endswith("ات") and not self.lexicon.is_definite(self.word(first))
        bodies = hit.form.gender == "f" and several  # حذرت منظمات دولية من الجوع
        return self._is_nominative(first) or titled or counted or bodies or bearer is not None

    def does(self, hit: CueHit, end: int) -> bool:
        """Whether a noun phrase up to a token is who does what a verb tells, by its noun or as an object follows it."""
        first = self._first(hit)
        if self.doers.speaks(hit, first):
            return True
        judged = self.agents.get(end)
        whole = judged is not None and bool(judged.keys) and not judged.phrase.clitic and self.doers.is_whole(end)
        return self.doers.is_doer(hit, first) and (whole or self.doers.is_parted(end))

    def is_whole(self, end: int) -> bool:
        """Whether a noun phrase may end at a token, as nothing more belongs to it: الصحيفة |, محاموها |."""
        last = self.word(end - 1)
        return self.lexicon.is_definite(last) or last.endswith(("ها", "هم", "ه"))

    def _bearer(self, first: int, end: int) -> Agent | None:
        """The person whom unknown nouns only describe: المغرد محمد صلاح, محاميها خالد الكريشي; not محامو سامي."""
        owner = self.agents.get(self._behind_owner(end))
        kin = self.lexicon.is_any(KIN, self.word(first))
        if owner is None or kin or first == end or len(owner.keys) != 1 or owner.phrase.clitic:
            return None
        address = self.lexicon.titles.longest(self.document.forms, owner.start)
        named = owner.phrase.name_start in (owner.start, address[0] if address else owner.start)
        person = self.cast.actors[owner.keys[0]].type == "Person" and named
        last = self.word(end - 1)
        definite = self.lexicon.is_definite(last) or self._is_theirs(end - 1)
        return owner if person and definite else None

    def _several_bearers(self, first: int, end: int) -> list[Agent]:
        """The persons whom an unknown noun in the dual or plural describes together: المحللان السياسيان الدكتور عبدالله
        القباع والدكتور محمد السعيد.
        """
        named: list[Agent] = []
        if not (self.lexicon.is_definite(self.word(first)) and self.word(first).endswith(("ان", "ون"))):
            return []
        while (agent := self.agents.get(named[-1].end if named else end)) and len(agent.keys) == 1:
            if agent.phrase.clitic != ("و" if named else "") or self.cast.actors[agent.keys[0]].type != "Person":
                break
            named.append(agent)
        return named if len(named) > 1 else []

    def _joined_bearer(self, first: int, end: int) -> Agent | None:
        """The person whose further title follows an unknown one: الكاتب والباحث اليمني عبدالملك اليوسفي."""
        owner = self.agents.get(end)
        titled = owner is not None and owner.phrase.clitic == "و" and owner.phrase.name_start > owner.start
        if owner is None or not titled or owner.phrase.kind not in ("known", "person") or len(owner.keys) != 1:
            return None
        one = self.lexicon.is_definite(self.word(first)) and not self.word(first).endswith(("ون", "ين", "ات", "ه"))
        return owner if one and self.cast.actors[owner.keys[0]].type == "Person" else None

    def _behind_owner(self, end: int) -> int:
        """Where a name set off by a comma follows a title: المدعية العامة للمحكمة، فاتو بنسودا."""
        owner = self.agents.get(end)
        behind = owner.end if owner and owner.phrase.clitic == "ل" else end
        return behind + 1 if self.word(behind) in COMMA else end

    def _first(self, hit: VerbAt) -> int:
        """Where the subject may begin: behind the adverbs and days that follow the verb."""
        index = hit.token + 1
        while self.lexicon.is_any(("day", "press", "of-it"), self.word(index)):
            index += 1
        return index

    def _end(self, first: int, limit: int) -> int:
        """The end of the noun phrase that begins at a token; a known one may stand in it (حملة كلينتون)."""
        counted = max(self._counted(first), self.doers.counted(first))
        if counted > first and (agent := self.agents.get(counted)):
            return agent.end
        end = first = counted
        while (
            end < limit and self.nouns.is_noun(end, first=end == first) and (end == first or not self._is_closed(end))
        ):
            end += 1
        owner = self.agents.get(end)
        bare = end > first and not self.lexicon.is_definite(self.word(end - 1))
        construct = bare and not (end == first + 1 and self._is_theirs(first))
        if owner and construct and owner.keys and not owner.phrase.clitic and owner.phrase.kind in _OWNERS:
            end = owner.end
            while end < limit and self.nouns.is_noun(end, first=False) and self._is_relational(self.word(end)):
                end += 1
        return end

    def _is_closed(self, index: int) -> bool:
        """Whether the noun before a token takes no further one: الانفصاليون | مهاجمة القرية, أسرته | صحة ذلك, الوزير |
        جميع المواطنين, الوزير | المواطنين.
        """
        before, word = self.word(index - 1), self.word(index)
        if self.lexicon.is_definite(before) and (self.lexicon.is_a("every", word) or is_oblique(self.lexicon, word)):
            return True
        if before.startswith("ال") and before.endswith(("ون", "ين")):
            return not self.lexicon.is_definite(self.word(index))
        if self.lexicon.is_definite(before):
            return self.doers.is_done(self.word(index))
        return self._is_theirs(index - 1) and self.doers.is_apart(index)

    def _is_theirs(self, index: int) -> bool:
        """Whether a noun has a possessive behind it: رئيسها, محاميه; not محامية."""
        word = self.word(index)
        his = self.document.text(index, index + 1).endswith(("ه", "ها", "هم", "هما"))
        return his and owned(word) != word

    def _counted(self, first: int) -> int:
        """Where the noun stands of which there are some: عدد من | الضحايا."""
        noun = self.word(first + 1)
        if self.word(first).isdigit() and noun in self.lexicon.common and not self.lexicon.is_function(noun):
            return first + 1  # 12 دولة
        some = self.lexicon.is_a("some", self.word(first)) and self.word(first + 1) == "من"
        return first + 2 if some and self.lexicon.is_definite(self.word(first + 2)) else first

    def _is_relational(self, word: str) -> bool:
        """Whether a word is an adjective of belonging, with the article: الانتخابية, الدولي."""
        return self.lexicon.is_definite(word) and word.endswith(("ي", "يه", "يون", "يين"))

    def _behind_title(self, end: int) -> int:
        """Pass over a title set off by commas: انتقدت آمنة القلالي، مديرة المكتب، القرار."""
        beside = self.agents.get(end)
        if beside and beside.phrase.kind == "office" and not beside.phrase.clitic:
            return beside.end
        title = self.agents.get(end + 1) if self.word(end) in ("،", ",", "(") else None
        if title is None:
            return end
        return title.end + 1 if self.word(title.end) in ("،", ",", ")") else title.end

    def _is_somebody(self, first: int, end: int) -> bool:
        """Several words, a definite one, a plural of persons, or a name; a title alone means one named before."""
        word = self.word(first)
        if end - first != 1:
            # بانفعال شديد is how it was said, بومبيو أحمد a name.
            described = word[:1] in ("ب", "ل") and self.word(first + 1) in self.lexicon.common
            return end > first and (word in self.lexicon.common or not described)
        if kin_noun(self.document, self.lexicon, first):
            return True
        if self._is_theirs(first) and self.lexicon.offices.longest([owned(word)], 0):
            return True
        if self._is_titled(first):
            return False
        if self.doers.is_one(first):
            return True
        return self.lexicon.is_definite(word) or word.endswith(("ون", "ين")) or word not in self.lexicon.common

    def _is_titled(self, index: int) -> bool:
        return begins_title(self.document, self.lexicon, index)

    def titled(self, hit: CueHit) -> Subject | None:
        """Somebody with a title and no more, where nobody was named before whom it could mean: قال السفير إن."""
        first = hit.token + 1
        office = self.lexicon.offices.longest(self.document.forms, first)
        if hit.tense == "participle" or office is None or not self.lexicon.is_definite(self.word(first)):
            return None
        gender: Gender = "f" if self.word(first).endswith("ه") else "m"
        key = self.cast.add_described(first, office[0], type_="Person", gender=gender)
        return Subject((key,), office[0], "described")

    def enter(self, subject: Subject, hit: VerbAt, whole: int = 0) -> Subject:
        """The subject as an actor: a person whom one unknown word names, else a group of this article, described up to
        the token `whole` if that is behind its nouns.
        """
        if subject.speakers:
            return subject
        first = self._first(hit)
        if self.document.quote_at(first):
            return replace(subject, speakers=(self.newcomers.outlet(first + 1, subject.after - 1, hit),))
        key = self.newcomers.entered(first, max(self._end(first, subject.after), first + 1), whole)
        if hit.form.gender == "f" and self.cast.actors[key].type == "Person" and not self.cast.actors[key].curated:
            self.cast.gender[key] = "f"
        return replace(subject, speakers=(key,))

    def several(self, first: int, end: int) -> str | None:
        """The people that the words before a verb in the plural describe, as an actor of this article; None if they
        describe none: ممثلين عن المؤسسات الدائنة.
        """
        words = self.document.words(first, end)
        plural = bool(words) and words[0].endswith(("ين", "ون", "ات")) and words[0] in self.lexicon.common
        plain = all(word.isalpha() and word not in self.lexicon.cues for word in words)
        if not (plural and plain) or len(words) > LONGEST or self.nouns.is_other(words[0]):
            return None
        return self.cast.add_described(first, end)
