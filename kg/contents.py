"""Cue -> content: where what is attributed begins."""

from __future__ import annotations

from kg.agents import Agent
from kg.attributions import attributions
from kg.cues import CueHit
from kg.dates import TimeExpression
from kg.document import COMMA, Document, Quote
from kg.folding import fold
from kg.governed import GovernedFinder
from kg.interludes import Interludes
from kg.judgements import JUDGING, JudgementFinder
from kg.lexicon import Complement, CueForm, Lexicon
from kg.names import owned
from kg.nouns import is_noun
from kg.objects import is_oblique
from kg.openings import ContentStart, has_clitic
from kg.places import Placed
from kg.records import replace
from kg.trie import stripped

PREPOSITIONS = {"الي": "إلى", "علي": "على", "عن": "عن", "من": "من", "في": "في", "ب": "ب", "ل": "ل"}
# The prepositions that lead to what is said, with a pronoun for it.
_LEADS = (("عن", "عن"), ("الي", "إلى"), ("علي", "على"), ("ب", "ب"))
_RESUMING = {word + pronoun: lead for word, lead in _LEADS for pronoun in ("ه", "ها")}
WINDOW, COMMAS = 45, 5
# How many words a quotation may have that is rather a name, and a title that stands behind its bearer.
NAME = 6
_PARTING = frozenset(("،", ",", '"', ")", "-"))


class ContentFinder:
    """Finds contents in one document, given its agents and cues."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        agents: Placed[Agent],
        hits: tuple[CueHit, ...],
        times: tuple[TimeExpression, ...] = (),
    ) -> None:
        self.document, self.lexicon = document, lexicon
        self.word = document.by_token.__getitem__
        self.agents = {agent.start: agent for agent in agents}
        self._ends = frozenset(agent.end for agent in agents)
        self._placed = agents
        self.hits = {hit.token: hit for hit in hits}
        at = document.token_at
        self.times = {
            document.token_over(t.span.start): at(t.span.end) for t in times if t.kind not in ("duration", "frequency")
        }
        self.interludes = Interludes(document, lexicon, self.agents, self.times, self.hits)
        self._governed = GovernedFinder(document, lexicon, self.agents, self.times, self.hits, self.interludes)
        self._judgements = JudgementFinder(document, lexicon, self.agents, self.times, self.interludes.another_verb)

    # --- the beginning ---------------------------------------------------------------------------------------------

    def start(self, hit: CueHit, after: int, *, subject: bool) -> ContentStart | None:
        """The first content that one of the cue's verbs governs from a token on; `subject` if one stands before it."""
        limit = min(self.document.sentence_at[hit.token].end, hit.token + WINDOW)
        for form in hit.candidates:
            found = self._start(form, hit, after, limit, subject=subject)
            if found and not self._answers(hit, found):
                return self._with_asked(found, after, subject=subject or hit.tense == "participle")
        return None

    def _is_told_to(self, after: int) -> bool:
        """Whether it may be told from a token on to whom something is said, behind who says it: أبلغ ترامب | مسلحي
        المعارضة أن, أبلغ | الوزير جميع النواب أن.
        """
        behind = self.word(after + 1)
        titled = self.lexicon.is_definite(self.word(after)) and not is_oblique(self.lexicon, self.word(after))
        addressed = self.lexicon.is_a("every", behind) or is_oblique(self.lexicon, behind)
        return after in self._ends or (titled and addressed)

    def _answers(self, hit: CueHit, found: ContentStart) -> bool:
        """Whether فإن answers something else than the verb: رغم ما طلبه الرئيس، فإن; unlike كما قال الرئيس، فإن."""
        as_told = self.word(hit.token - 1).removeprefix("و") in ("كما", "ما")
        return found.opening == "that" and self.word(found.token - 1).startswith("فان") and not as_told

    def is_charge(self, index: int) -> bool:
        """Whether ب leads at a token to what somebody is accused of."""
        return self._judgements.led_by_b(index)

    def _start(self, form: CueForm, hit: CueHit, after: int, limit: int, *, subject: bool) -> ContentStart | None:
        content = form.cue.content
        if not JUDGING.isdisjoint(content):
            return self._judgements.start(form, after, limit)
        speech = after + (self.word(after) in COMMA)
        if self.lexicon.is_a("speech", self.word(speech)) and self._is_spoken(form, speech):
            return ContentStart(speech, "colon", form=form)
        index, commas, direct, fresh = after, 0, True, True
        told = form.cue.suffixed and form.form.tense == "perfect" and self._is_told_to(after)
        strict = form.cue.strict and not (told or self._is_described(after))
        filled = self._is_filled(form, hit)
        while index < limit and commas < COMMAS and not self.interludes.is_withheld(form, index):
            found = self._opens(form, index, direct=direct, fresh=fresh and subject)
            found = None if found and filled and found.opening in ("object", "preposition") else found
            apart = self._clause_apart(form, index, limit) if found and not (fresh or found.cut) else None
            if found and (apart or not self._bettered(found, index, limit, fresh=fresh)):
                return apart or found
            fresh = fresh and self.interludes.light(index)
            step, direct = self.interludes.skip(index, direct=direct)
            commas += self.word(index) in COMMA
            if step == 0 or (index != hit.token and self.interludes.another_verb(index) and not self._quotes(index)):
                return None
            if self._turns(hit, index) or self._breaks_off(hit, index):
                return None
            if strict and step == 1 and not self.interludes.transparent(index):
                return self._far(form, hit, range(index, limit), after) if subject and self._begins(hit) else None
            index += self._step(content, index, step)
        return None

    def _far(self, form: CueForm, hit: CueHit, words: range, after: int) -> ContentStart | None:
        """What a verb that has other senses leads to behind words that none of them governs: a clause that is set apart
        (وأفاد البنك، في بيان نشره بعد اجتماع إدارته، أن), or what is said behind where or before whom (وتابع شي | أمام
        المشاركين في المنتدى الذي عقد في بكين أن).
        """
        told = self.lexicon.is_a("setting", self.word(after + (self.word(after) in COMMA)))
        clause = "that" in form.cue.content
        for later in words:
            if clause and self.interludes.opens_clause(later):
                own = told and not self.lexicon.is_any(("preposition", "wished"), self.word(later - 1))
                return ContentStart(later + 1, "that", form=form) if own or self.interludes.is_apart(later) else None
            if told and "quote" in form.cue.content and self._is_speech(later):
                return ContentStart(later, "quote", form=form)
            if later in self.hits and self.hits[later].tense == "masdar":
                told = False  # ونشرت الصحيفة على لسان متحدث | قوله: «...»
            if self.interludes.another_verb(later) or self._turns(hit, later) or self._breaks_off(hit, later):
                return None
        return None

    def _is_speech(self, index: int) -> bool:
        """Whether a quotation too long for a name begins at a token."""
        quote = self.document.quote_at(index)
        return quote is not None and quote.closing - quote.opening > NAME and self.speaks(quote)

    def _begins(self, hit: CueHit) -> bool:
        """Whether a verb begins its sentence, and is none of coming about: وجاء في البيان, but not جاء ذلك."""
        first = hit.tense == "perfect" and hit.token == self.document.sentence_at[hit.token].start
        return first and (hit.candidates[0].cue.source != "document" or self.word(hit.token + 1) == "في")

    def _is_spoken(self, form: CueForm, index: int) -> bool:
        """Whether words with which only who speaks begins stand right behind قال without a mark: وقال | نحن."""
        says = form.cue.act == "say" and not form.cue.strict and {"that", "quote"}.issubset(form.cue.content)
        return says and not self.interludes.clause_follows(index, index + NAME)

    def _is_filled(self, form: CueForm, hit: CueHit) -> bool:
        """Whether a pronoun right behind a verb means what is said: الهدنة التي أعلن | عنها الملك."""
        led = _RESUMING.get(self.word(hit.token + 1))
        return led is not None and led in form.cue.content

    def _quotes(self, index: int) -> bool:
        """Whether نقلا عن leads at a token to nobody known."""
        quoting = attributions().match(self.document.forms, index) is not None
        return quoting and not any(place in self.agents for place in range(index + 1, index + 3))

    def _step(self, content: tuple[Complement, ...], index: int, step: int) -> int:
        """How far to pass over what stands at a token: not over what ل leads to, if the verb governs it."""
        known = self.agents[index].end if index in self.agents else index + 1
        led = range(known, index + step) if {"ل", "إلى"}.issubset(content) else range(0)
        return next((place - index for place in led if self._is_called(place)), step)

    def _is_described(self, index: int) -> bool:
        """Whether a clause about the one who speaks begins at a token: وذكر المصدر الذي طلب عدم ذكر اسمه أن."""
        comma = self.word(index) in COMMA
        word = self.word(index + comma)
        clause = word.startswith("ال") and self.lexicon.is_relative(word)
        called = self.lexicon.is_definite(word) and self._is_said(index + 1)  # وتابع البيان | المشترك «هذا دليل»
        return index in self._ends and (clause or called or (comma and word in ("وهو", "وهي")))

    def _is_said(self, index: int) -> bool:
        """Whether words said begin at a token: إن, a colon or a quotation."""
        quoted = self.word(index) == ":" or self.document.quote_at(index) is not None
        return quoted or self.interludes.opens_clause(index)

    def _with_asked(self, found: ContentStart, after: int, *, subject: bool) -> ContentStart:
        """A demand with those of whom it is made: دعا الأطراف إلى الهدوء."""
        demand = found.form is not None and found.form.cue.act == "demand" and found.opening == "preposition"
        between = range(after, found.token) if demand else range(0)
        asked = self._first_asked(between)
        named = asked is not None and (subject or asked in self.agents) and self._is_somebody(asked)
        return replace(found, token=asked, cut=0) if asked is not None and named else found

    def _first_asked(self, between: range) -> int | None:
        """The first token of those whom something is demanded of, behind where and when it is."""
        index, place = between.start, 0
        while index in between and not self.interludes.issues(self.word(index)):
            place = self.interludes.led_length(index) if self.word(index) == "في" else 0
            if not place and not self.interludes.light(index):
                known = self.agents.get(index)
                sure = known is not None or self.lexicon.is_definite(self.word(index))
                behind = "في" in self.document.words(between.start, index)
                led = known is not None and known.phrase.clitic in ("ل", "ب")
                return index if (sure or not behind) and not led else None
            index += place or 1
        return None

    def _is_somebody(self, index: int) -> bool:
        """Whether a token may begin the name of those of whom something is demanded."""
        word = self.word(index)
        noun = self.lexicon.is_definite(word) or is_noun(self.lexicon, word)
        return index in self.agents or (noun and not self.lexicon.is_function(word))

    def _bettered(self, found: ContentStart, index: int, limit: int, *, fresh: bool) -> bool:
        """Whether what seems to be the content only describes who speaks or where, and the content comes later."""
        form = found.form
        if form and found.opening == "object" and self.interludes.apposed(index, limit):
            return True
        if form and found.opening == "object":
            later = self._described_subject(index, limit) if fresh else self.interludes.clause_follows(index, limit)
            return later and "that" in form.cue.content
        if form and "that" in form.cue.content and self._is_unsure(form, found, self.word(index)):
            noun = self.word(index)[found.cut :]
            if self.lexicon.is_a("deed", noun) or self.lexicon.is_a("wished", noun):
                return False  # وأقر بعدم التحقيق في ما قيل من أن
            return self.interludes.clause_follows(index, limit)
        quote = self.document.quote_at(found.token)
        if form is None or found.opening != "quote" or quote is None or self.word(index) == ":":
            return False
        longest = NAME - 2 if index in self._ends else NAME + 2
        name = quote.closing - quote.opening <= longest and self.word(index - 1).isalpha()
        return self._quoted_later(form, quote.closing + 1, limit, name=name and index - 1 not in self.hits)

    def _is_unsure(self, form: CueForm, found: ContentStart, word: str) -> bool:
        """Whether a preposition before a noun may lead to another than what is said: the verb has other senses, or ل
        leads to whom it is said (أشار في تصريحات | لرويترز إلى أن, unlike دعا | لعبور الخط).
        """
        addressed = form.cue.act != "demand" and (word == "ل" or (found.cut > 0 and word[:1] == "ل"))
        return addressed or (form.cue.strict and found.cut > 0)

    def _quoted_later(self, form: CueForm, index: int, limit: int, *, name: bool) -> bool:
        """Whether, before the next verb of saying, words behind a colon follow, or behind a short quotation
        (في مقر حزب «النهضة» إن) a clause.
        """
        if name and self._quoted_again(index):
            return True
        for later in range(index, limit):
            if later in self.hits and self.hits[later].tense != "masdar":
                return False
            if self.word(later) == ":" and self.document.quote_at(later + 1):
                return True
            if name and "that" in form.cue.content and self.lexicon.is_a("opener", self.word(later)):
                return True
        return False

    def _quoted_again(self, index: int) -> bool:
        """Whether an adjective and the words said follow a name in quotes: لراديو «أوروبا» الفرنسي «…»."""
        adjective = self.lexicon.is_definite(self.word(index))
        quote = self.document.quote_at(index + 1) if adjective else None
        return quote is not None and self.speaks(quote)

    def _described_subject(self, index: int, limit: int) -> bool:
        """Whether what stands behind the subject only describes it, as the clause still comes: الكويت العضو غير الدائم
        أنها, البنيان، نائب رئيس المجلس، أنه; but not ضرورة أن, الاتهامات بأنها.
        """
        nearest = 1 if self.lexicon.is_definite(self.word(index)) else 3
        for later in range(index + 1, min(limit, index + NAME * 3)):
            if self.interludes.opens_clause(later) and not self.word(later).startswith("ب"):
                before = self.word(later - 1).removeprefix("و")
                noun = self.lexicon.is_any(("preposition", "wished"), before)
                return later - index >= nearest and not noun
            if self.interludes.another_verb(later) or self.word(later) in self.lexicon.particles["relative"]:
                return False
        return False

    def _turns(self, hit: CueHit, index: int) -> bool:
        """Whether a participle takes over: behind another one, or behind a comma (نوه بالدعم، مبينا أن)."""
        other = self.hits.get(index)
        if other is None or index == hit.token or other.tense == "masdar":
            return False  # مضيفا قوله إن
        if all(form.cue.strict for form in other.candidates) and not self.interludes.opens_clause(index + 1):
            return False  # متحدثا بالفرنسية
        return hit.tense == "participle" or (other.tense == "participle" and self.word(index - 1) in COMMA)

    def _breaks_off(self, hit: CueHit, index: int) -> bool:
        """Whether a sentence of a quotation ends, or a reason is given: «نسمعه يقول هذا. رأينا أن», يقول قريبا لأنه."""
        if self.word(index) == ".":
            return self.document.quote_around(hit.token) is not None
        return self.word(index).startswith("لان") and self.lexicon.is_a("complementizer", self.word(index))

    def _clause_apart(self, form: CueForm, index: int, limit: int) -> ContentStart | None:
        """The clause behind a comma, a day or a quotation, where a preposition before it only tells where it was said:
        في رده على الأسئلة، أن / في مداخلة على «المحور» اليوم أن.
        """
        if "that" not in form.cue.content or PREPOSITIONS.get(self.word(index)) not in form.cue.content:
            return None
        for later in range(index + 1, limit):
            if self.interludes.opens_clause(later):
                parted = self.word(later - 1) in _PARTING and self.document.quote_at(later - 1) is None
                parted = parted or later in self.times.values()
                return ContentStart(later + 1, "that", form=form) if parted else None
            if self.interludes.another_verb(later):
                return None
        return None

    def _opens(self, form: CueForm, index: int, *, direct: bool, fresh: bool) -> ContentStart | None:
        """Whether a content begins at this token."""
        content, word = form.cue.content, self.word(index)
        if word in self.lexicon.particles["complementizer"] and "that" in content and self._reports(form, index):
            return ContentStart(index + 1, "that", form=form)
        if word == ":" and self.lexicon.is_a("opener", self.word(index + 1)) and "that" in content:
            return ContentStart(index + 2, "that", form=form)
        if word == ":" and "quote" in content:
            quoted = self.document.quote_at(index + 1)
            return ContentStart(index + 1, "quote" if quoted else "colon", form=form)
        quote = self.document.quote_at(index)
        named = quote is not None and self._goes_on(quote.closing + 1)
        if quote and not named and self.speaks(quote):
            if "quote" in content or "object" in content:
                return ContentStart(index, "quote", form=form)
            if led := self._preposition(form, content, index + 1, direct=direct):  # طالب "برفع القيود"
                return led
        return self._preposition(form, content, index, direct=direct) or self._governed.start(
            form, index, direct=direct, fresh=fresh
        )

    def _goes_on(self, index: int) -> bool:
        """Whether the clause that is said follows a quotation that ends before a token, so that it is a name: «الحق في
        الصحة»، | إن.
        """
        return self.lexicon.is_a("complementizer", self.word(index)) or (
            self.word(index) in COMMA and self.lexicon.is_a("opener", self.word(index + 1))
        )

    def _reports(self, form: CueForm, index: int) -> bool:
        """Whether إن reports: it neither concedes (وإن كانت الغارات محدودة), nor gives a reason (لأنه بعيد), nor goes
        with what is to come (المحادثات المقرر أن يجريها) or another word (إلا أنه).
        """
        conceded = self.word(index) == "وان" and self.word(index + 1).startswith("كان")
        reason = self.word(index).startswith("لان") and "ل" not in form.cue.content
        other = self.lexicon.is_a("set", self.word(index - 1)) or self.interludes.is_own_clause(index)
        return not (conceded or reason or other)

    def _preposition(
        self, form: CueForm, content: tuple[Complement, ...], index: int, *, direct: bool
    ) -> ContentStart | None:
        word = self.word(index)
        governs = PREPOSITIONS.get(word) in content
        if (
            word in PREPOSITIONS
            and len(word) > 1
            and "that" in content
            and self.word(index + 1) in self.lexicon.particles["complementizer"]
        ):
            return ContentStart(index + 2, "that", form=form)
        direct = direct or (word == "عن" and form.cue.act == "express" and self._is_felt(form, index + 1))
        if (
            governs
            and not (self._adverbial(index) or self.word(index + 1) == "القول")
            and (direct or word in ("الي", "علي") or self._is_warned(form, index))
        ):
            return ContentStart(index + 1, "preposition", form=form)
        called = self._is_called(index)
        if self.lexicon.is_a("under", word):
            return None
        if (direct or called) and word[:1] in ("ب", "ل") and word[:1] in content and has_clitic(self.lexicon, word):
            return ContentStart(index, "preposition", cut=1, form=form)
        return None

    def _is_called(self, index: int) -> bool:
        """Whether ل leads at a token to what somebody is called to: دعا الأطراف | للحوار."""
        return self.word(index).startswith("لل") and index not in self.agents

    def _is_warned(self, form: CueForm, index: int) -> bool:
        """Whether من leads to what somebody is warned of, behind whom: حذر المعارضين من."""
        return form.cue.act == "warn" and not self.lexicon.is_a("by", self.word(index + 1))

    def _is_felt(self, form: CueForm, index: int) -> bool:
        """Whether a noun tells what one feels or holds: وأعرب خلال لقائه وفدا عن | تقديره; عبر may be a preposition."""
        noun = owned(self.word(index))
        sure = not self.lexicon.is_a("preposition", fold(form.form.text))
        return sure and noun != self.word(index) and noun in self.lexicon.common

    def _adverbial(self, index: int) -> bool:
        """Whether the phrase tells where it was said: في بيان، من مؤتمر، على هامش الزيارة."""
        word, noun = self.word(index), self.word(index + 1)
        if self.lexicon.is_a("informed", self.word(index - 1)):
            return True  # مسؤول مطلع على القضية
        return self.lexicon.is_a("occasion" if word == "علي" else "utterance", noun) and word in ("في", "من", "علي")

    def speaks(self, quote: Quote) -> bool:
        """Whether a quotation is speech rather than a name in quotes: صحيفة "الحياة"."""
        agent = self.agents.get(quote.opening + 1)
        named = agent is not None and agent.end >= quote.closing
        before = self._placed.before(quote.opening)
        inside = before is not None and before.end > quote.opening and before.end >= quote.closing
        return not named and not inside and not self._is_title(quote)

    def _is_title(self, quote: Quote) -> bool:
        """Whether a short quotation is the name of what the noun before it tells: قناة "بي.إف.إم", بفيلم "كهرمان"."""
        if quote.closing - quote.opening > NAME or not quote.opening:
            return False
        noun = self.lexicon.bodies.match(self.document.forms, quote.opening - 1)
        body = noun is not None and noun.end == quote.opening and not noun.value[0][1]
        return body or any(self.lexicon.is_a("naming", word) for _, word in stripped(self.word(quote.opening - 1)))
