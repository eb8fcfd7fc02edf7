"""Undertaking words and their arguments -> commitments: who binds himself to what, by when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg.agents import Agent, tokens_of
from kg.attributions import attributions
from kg.bound import Bound
from kg.committers import CommitterFinder
from kg.concerns import concern
from kg.dates import TimeExpression
from kg.deadlines import DeadlineFinder
from kg.frames import Commitment
from kg.inflection import Form
from kg.joining import ANYBODY, join
from kg.leads import leads_on
from kg.lexicon import load_lexicon
from kg.matters import matter
from kg.modalities import modality
from kg.officials import by_office
from kg.plans import PlanFinder
from kg.records import replace
from kg.setting import COMMAS, Content, Setting, bind
from kg.span import Span
from kg.subjects import is_document
from kg.topics import topic_of
from kg.trace import OfCommitment
from kg.trie import stripped
from kg.undertakings import UNDERTAKING, Trigger, find_triggers, names_deed, particle_at

# Speech acts in which what somebody says of himself binds him.
AFFIRMING = frozenset(("affirm", "announce", "say", "express", "promise"))
# How far from its content's beginning a passage may open, and under how many tokens it says too little by itself.
NEAR, SHORT = 12, 5
# What ends a sentence among quoted ones, too.
STOPS = frozenset((".", "؟", "!"))
# How far behind a verb the office may stand that somebody leaves or stands for.
OFFICE = 4
# How far behind its word the next of several deeds may stand.
PARTED = 5
# How many words a passage has at the most.
LONGEST = 120
# How far around it the words may stand that tell the topic of a passage that does not.
AROUND = 40


def _may_end(word: str) -> bool:
    """Whether the clause of an undertaking may end before a folded word."""
    parting = word in STOPS or word in COMMAS or word[0] == "و" or word == "في"
    return parting or load_lexicon().is_a("contrast", word) or attributions().may_start(word)


_ENDING = concern(_may_end)


def find_commitments(setting: Setting) -> tuple[Commitment, ...]:
    """All commitments of an article, passages of one undertaking joined; what the headline says comes last."""
    found = list(CommitmentReader(setting).read())
    document = setting.document
    headline = document.paragraphs[0].end if len(document.paragraphs) > 1 else 0
    found.sort(key=lambda commitment: document.token_at(commitment.mentions[0].start) < headline)

    silent = set(tokens_of(agent for agent in setting.agents if not is_document(agent)))
    silent |= {index for index in document.places(UNDERTAKING) if not names_deed(document.forms[index])}

    @cache
    def about(commitment: Commitment) -> frozenset[str]:
        return matter(setting, commitment, silent)

    @cache
    def sides(commitment: Commitment) -> frozenset[str]:
        return _sides(setting, commitment)

    return join(found, about, sides)


def _sides(setting: Setting, commitment: Commitment) -> frozenset[str]:
    """Whom a commitment binds, as states where they are known; whoever is called by an office only may be anybody."""
    cast = setting.cast
    named_by_office = (by_office(key, setting) for key in commitment.committers)
    public = (key for key in commitment.committers if cast.actors[key].type == "GovernmentBody")
    states = (*commitment.committers, *(cast.state_of(key) or key for key in public))
    return frozenset((*states, *((ANYBODY,) if any(named_by_office) else ())))


class CommitmentReader:
    """Reads the commitments of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.document, self.lexicon = setting, setting.document, setting.lexicon
        self.word = self.document.by_token.__getitem__
        self._agents = setting.placed
        self._deadlines = DeadlineFinder(setting)
        self.starts = setting.starts
        self.committers = CommitterFinder(setting)
        self._plans = PlanFinder(setting)
        self._ends = {agent.end for agent in setting.agents}

    def read(self) -> Iterator[Commitment]:
        """One commitment for each passage that expresses one."""
        for trigger in find_triggers(self.document, self.lexicon, self.setting.named_tokens, self._reject):
            content = self.setting.content_at(trigger.token)
            if trigger.row and not trigger.row.strong and not self._affirmed(trigger, content):
                self._reject(trigger.token, "unaffirmed")
                continue
            bound = self.committers.bound(trigger, content)
            found = self._commitment(trigger, content, bound) if bound else None
            if bound and found and (found.deadline or not bound.dated):
                yield from self._parts(found, trigger, content)
            else:
                others = self.committers.is_others_will(trigger, content)
                self._reject(trigger.token, "others-will" if others else "nobody")
        yield from self._planned()
        yield from self._announced()

    def _reject(self, token: int, reason: OfCommitment) -> None:
        if self.setting.trace:
            self.setting.trace.rejected(self.document.span(token, token + 1), "commitment", reason)

    def _affirmed(self, trigger: Trigger, content: Content | None) -> bool:
        """Whether it is what somebody affirms, or amid his words of his own state: ودعم بلاده لانسحاب البعثة."""
        owner = self.starts.get(trigger.token + 1)
        named = trigger.kind == "noun" and (trigger.owned or (owner and owner.keys and not owner.phrase.clitic))
        if named and (self.committers.nouns.affirmer(trigger) or self.committers.nouns.is_agreed(trigger)):
            return True
        if content is None or content.statement.act not in AFFIRMING or self._is_attribute(trigger):
            return False
        before = self.document.words(content.start, trigger.token)
        if trigger.kind == "noun" and any(word.startswith("ي") for word in before):
            return False  # الحزب يثق في الدعم الإيراني
        own = owner is not None and set(owner.keys) & set(bind(content.statement.speakers, self.setting.cast))
        return (
            self.committers.nouns.is_ready(trigger)
            or trigger.token - content.start <= 3
            or (trigger.kind == "noun" and bool(own))
        )

    def _is_attribute(self, trigger: Trigger) -> bool:
        """Whether a verb only tells which one is meant: النظام الذي نسعى لبنائه."""
        return trigger.kind == "verb" and self.lexicon.is_relative(self.word(trigger.token - 1))

    # --- what and by when -------------------------------------------------------------------------------------------

    def _commitment(self, trigger: Trigger, content: Content | None, bound: Bound) -> Commitment:
        end = self._clause_end(trigger, bound, content)
        start = self._opening(self._with_particle(bound.start, trigger.token), end, content)
        span = self.document.span(start, end)
        if self.setting.trace:
            self.setting.trace.took(span, "cue", self.document.bare(trigger.token, trigger.clitic))
        return Commitment(
            mentions=(span,),
            committers=bound.keys if self._is_personal(trigger, end) else bind(bound.keys, self.setting.cast),
            beneficiaries=self._beneficiaries(trigger.token, end, bound.keys),
            deadline=self._deadlines.deadline(trigger, content, start, end),
            modality=modality(self.setting, trigger, replace(bound, start=start), content, end),
            topic=self._topic(trigger, content, start, end),
            made_in=content.index if content else None,
            rule=f"undertaking-{trigger.kind}",
        )

    def _parts(self, found: Commitment, trigger: Trigger, content: Content | None) -> Iterator[Commitment]:
        """An undertaking of several deeds, each with its time, is as many: سحب السلاح في مايو، وسحب الجنود في يوليو."""
        span = found.mentions[0]
        start, end = self.document.token_at(span.start), self.document.token_at(span.end)
        cuts = [i for i in range(trigger.token + PARTED, end) if self._opens_deed(i)]
        cuts = [i for i in cuts if self._is_timed(start, i) and self._is_timed(i, end)]
        if not cuts:
            yield found
            return
        for first, last in pairwise((start, *cuts, end)):
            at = trigger if first == start else self._deed_at(first)
            due = self._deadlines.deadline(at, content, first, last)
            topic = self._topic(at, content, first, last)
            yield replace(found, mentions=(self.document.span(first, last),), deadline=due, topic=topic)

    def _deed_at(self, index: int) -> Trigger:
        return Trigger(index, "و", Form(self.word(index), "masdar", None, None), None, "noun", leads_at=index)

    def _opens_deed(self, index: int) -> bool:
        """Whether another deed is joined at a token: ، وسحب المقاتلين."""
        word = self.word(index)
        return word[:1] == "و" and self.word(index - 1) in COMMAS and self.lexicon.is_a("deed", word[1:])

    def _is_timed(self, start: int, end: int) -> bool:
        return bool(self._deadlines.times_in(self.document.span(start, end)))

    def _is_personal(self, trigger: Trigger, end: int) -> bool:
        """Whether what is undertaken concerns an office and not the state: سيستقيل، لن يترشح، أعلن تنحيه."""
        words = self.document.words(trigger.token, min(trigger.token + OFFICE, end))
        return any(self.lexicon.is_a("personal", word) for word in (trigger.stem, *words))

    def _topic(self, trigger: Trigger, content: Content | None, start: int, end: int) -> str:
        """What the words behind an undertaking's verb are about, else those of the whole passage, else those around."""
        deed = self.document.words(max(trigger.token, trigger.leads_at), end)
        return topic_of((*deed, *self.document.words(start, trigger.token)), "topic", self._around(trigger, content))

    def _around(self, trigger: Trigger, content: Content | None) -> list[str]:
        """The words of the clauses around a passage: its statement's, else its sentence's."""
        sentence = self.document.sentence_at[trigger.token]
        start, end = (content.start, content.end) if content else (sentence.start, sentence.end)
        return self.document.words(max(start, trigger.token - AROUND), min(end, trigger.token + AROUND))

    def _with_particle(self, start: int, verb: int) -> int:
        """سوف and لن belong to the passage that begins with their verb."""
        particle = particle_at(self.document, verb)
        return start if particle is None else min(start, particle)

    def _opening(self, start: int, end: int, content: Content | None) -> int:
        """The passage takes in what its content opens with (تعاوننا سيستمر), and all of it if else too short."""
        if content is None or start - content.start > NEAR:
            return start
        between = self.document.words(content.start, start)
        parted = any(word in COMMAS or word in STOPS or self._is_and_that(word) for word in between)
        short = end - start < SHORT and not self.committers.opens_clause(start)
        return content.start if short or not parted else start

    def _clause_end(self, trigger: Trigger, bound: Bound, content: Content | None) -> int:
        """The end of the clause: the content's or the sentence's, or a comma behind which no complement goes on."""
        end = content.end if content else self.document.sentence_at[trigger.token].end
        end = min(end, max(trigger.token, trigger.leads_at) + LONGEST)
        for index in self.document.places_between(_ENDING, max(trigger.token, trigger.leads_at) + 3, end):
            if self._breaks(index) and not self._waits(trigger, bound, index):
                return index
            joined = self._is_and_verb(self.word(index)) and index not in self.starts  # والكويت
            if joined or self._is_attributed(index) or self._is_and_that(self.word(index)) or self._turns(index):
                return index
        return end

    def _is_attributed(self, index: int) -> bool:
        """بحسب وكالة رويترز: who is told to have said so is no part of it."""
        if not attributions().match(self.document.forms, index):
            return False
        told = self.word(index + 1) in ("ما", "لما") and self.lexicon.reports[self.word(index + 2)]
        return index + 1 in self.starts or told

    def _turns(self, index: int) -> bool:
        """فيما، في حين أن: another clause, of what is so meanwhile."""
        word = self.word(index)
        meanwhile = word == "في" and self._is_moment(index + 1)
        contrast = self.lexicon.is_a("contrast", word) and (word != "وقت" or self._is_moment(index))
        return word != "حين" and (meanwhile or contrast)

    def _is_moment(self, index: int) -> bool:
        """Whether a word tells a time at which something else is so: في وقت تستعد فيه باريس, not في وقت لاحق."""
        return self.lexicon.is_a("moment", self.word(index)) and not self.lexicon.is_a("timely", self.word(index + 1))

    def _is_and_that(self, word: str) -> bool:
        """وأن الهيئة لن تدخر وسعا: another clause of the content."""
        return word.startswith("و") and self.lexicon.is_a("complementizer", word[1:])

    def _is_and_verb(self, word: str) -> bool:
        """و + a past verb in the feminine (وناقشت), or one whose present is known (واستقبل), begins another clause."""
        bare, common = word[1:], self.lexicon.common
        known = len(bare) > 4 and bare[0] == "ا" and "ي" + bare[1:] in common
        feminine = word.endswith("ت") and len(word) > 5 and not word.endswith("ات")
        return word.startswith("و") and (feminine or known)

    def _waits(self, trigger: Trigger, bound: Bound, comma: int) -> bool:
        """قرار الرئيس، المفاجئ في يناير، بتجميد المساعدات: before the comma nothing has been undertaken yet."""
        between = self._agents.between(trigger.token, comma)
        if between and between[-1].end > comma:
            return True
        named = sum(agent.end - agent.start for agent in between)
        only_subject = trigger.token + 1 + named >= comma
        if trigger.row is None:
            return only_subject and len(between) == 1 and between[0].keys == bound.keys
        if only_subject or (trigger.row.needs and not self._is_there(trigger.row.needs, trigger.token, comma)):
            return True
        if "object" in trigger.row.leads and self._is_deed_or_that(comma + 1):
            return not any(self._is_deed_or_that(index) for index in range(trigger.token + 1, comma))
        return not leads_on(self.document, self.lexicon, trigger.row, trigger.token, comma)

    def _is_there(self, kind: str, start: int, end: int) -> bool:
        return any(self.lexicon.is_a(kind, word) for word in self.document.words(start + 1, end))

    def _is_deed_or_that(self, index: int) -> bool:
        return self.lexicon.is_a("deed", self.word(index)) or self.word(index) in ("ان", "عدم")

    def _breaks(self, index: int) -> bool:
        """Whether a stop or comma ends the clause: no list goes on behind it, and it sets off no time."""
        if self.word(index) in STOPS:
            return len(self.word(index - 1)) > 1
        if self.word(index) not in COMMAS or self.committers.clauses.is_aside(index):
            return False
        provided = self.document.words(index + 1, index + 3) == ["علي", "ان"]  # ، على أن ينتهي العمل في مايو
        if provided or self.lexicon.phrases["condition"].match(self.document.forms, index + 1):
            return False
        word = self.word(index + 1)
        bare = word.removeprefix("و")
        if bare != word and index + 1 in self.starts and index in self._ends:
            return False  # بين فرنسا، وبريطانيا، وألمانيا
        listing = (
            bare != word
            and bare in self.lexicon.common
            and not self._is_and_verb(word)
            and not bare.startswith(("ال", "ان", "س"))
        )
        if self.lexicon.is_a("wished", bare):
            return True
        told = any(form.form.tense == "perfect" for form in self.lexicon.cues.get(bare, ()))  # ، وشدد على أن
        return told or (not listing and not self.lexicon.is_a("deed", word) and not self.lexicon.is_a("deed", bare))

    def _beneficiaries(self, start: int, end: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        bound = set(bind(keys, self.setting.cast)) | set(keys)
        inside = [a for a in self._agents.between(start + 1, end) if not self._is_opposed(a.start)]
        for agent in inside:
            other = agent.keys and not set(agent.keys) & bound
            if other and (agent.phrase.clitic == "ل" or self._is_toward(agent)):
                return agent.keys
        others = (key for agent in inside for key in agent.keys)
        lands = (key for key in others if key not in bound and self.setting.cast.actors[key].type == "Country")
        return tuple(lands)[:1]

    def _is_toward(self, agent: Agent) -> bool:
        """Whether what is undertaken is for an agent, or with him: مع العراق، دعم الجيش."""
        before = list(stripped(self.word(agent.start - 1)))[-1][1]
        return before in ("مع", "في", "ل", "من") or (not agent.phrase.clitic and self.lexicon.is_a("helped", before))

    def _is_opposed(self, index: int) -> bool:
        """التصدي لتنظيم الدولة: what is fought does not benefit."""
        return any(self.lexicon.is_a("against", stem) for _, stem in stripped(self.word(index - 1)))

    # --- further shapes ----------------------------------------------------------------------------------------------

    def _planned(self) -> Iterator[Commitment]:
        """What is scheduled, agreed on, or told in the present of days to come."""
        for plan in self._plans.plans():
            if plan.bound is None or not plan.bound.keys:
                self._reject(plan.token, "nobody")
                continue
            content = self.setting.content_at(plan.token)
            found = self._commitment(plan.trigger, content, plan.bound)
            due = self._deadlines.on(plan.due, content) if plan.due else found.deadline
            if due or not (plan.due or plan.bound.dated):
                told = None if found.modality == "conditional" else plan.modality
                whole = replace(found, modality=told or found.modality, deadline=due, rule=plan.rule)
                yield from self._parts(whole, plan.trigger, content)

    def _announced(self) -> Iterator[Commitment]:
        """أعلنت السعودية وقف جميع البرامج: what is announced as a deed to come."""
        for content in self.setting.contents:
            first = content.start + (self.word(content.start) == "عدم")  # أعلنت عدم زيادة الرسوم
            listed = self.lexicon.is_a("deed", self.word(first))
            dated = self.lexicon.is_a("proclaimed", self.word(first)) and not self._is_told_by_media(content)
            if content.statement.act != "announce" or not (listed or dated):
                continue
            trigger = Trigger(content.start, "", Form(self.word(content.start), "masdar", None, None), None, "noun")
            found = self._commitment(trigger, content, Bound(content.statement.speakers, content.start))
            over = any(self._is_over(time) for time in self._deadlines.times_in(self._deed(found.mentions[0])))
            if not over and (listed or found.deadline):
                yield replace(found, rule="undertaking-announced")

    def _is_told_by_media(self, content: Content) -> bool:
        return any(self.setting.cast.actors[key].type == "MediaOutlet" for key in content.statement.speakers)

    def _deed(self, span: Span) -> Span:
        """A passage up to what is told of one of its words: التحقيق في القصف | الذي وقع أمس."""
        first, end = self.document.token_at(span.start), self.document.token_at(span.end)
        relatives = (i for i in range(first, end) if self.lexicon.is_relative(self.word(i)))
        return self.document.span(first, next(relatives, end))

    def _is_over(self, time: TimeExpression) -> bool:
        """Whether a time lies behind: يوم أمس، في عام 2014."""
        today = self.document.today
        dated = today is not None and time.end is not None and time.time is not None and time.end < today
        return time.direction == "past" or (dated and time.granularity != "day")
