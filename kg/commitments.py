"""Undertaking words and their arguments -> commitments: who binds himself to what, by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from kg.agents import Agent
from kg.cast import Cast
from kg.concerns import concern
from kg.dates import TimeExpression, as_deadline
from kg.document import Document
from kg.frames import Commitment, Deadline, Statement
from kg.inflection import Form
from kg.lexicon import Lexicon, load_lexicon
from kg.places import Cover, Placed
from kg.records import dataclass, replace
from kg.span import Span
from kg.speakers import SpeakerFinder
from kg.trie import stripped
from kg.undertakings import Modality, Trigger, find_triggers, leads_on, topic_of

# Speech acts in which what somebody says of himself binds him.
AFFIRMING = frozenset(("affirm", "announce", "say", "express", "promise"))
SCHEDULED = concern(lambda word: load_lexicon().phrases["scheduled"].may_start(word))
COMMAS = ("،", ",", "؛")
# How far from its content's beginning a passage may open, and under how many tokens it says too little by itself.
NEAR, SHORT = 12, 5


@dataclass(frozen=True, slots=True)
class Content:
    """A statement's content in tokens."""

    start: int
    end: int
    index: int
    statement: Statement


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reading of undertakings needs to know of an article."""

    document: Document
    lexicon: Lexicon
    cast: Cast
    agents: tuple[Agent, ...]
    speakers: SpeakerFinder
    statements: tuple[Statement, ...]
    times: tuple[TimeExpression, ...]

    def contents(self) -> tuple[Content, ...]:
        """The statements' contents in tokens."""
        at = self.document.token_at
        return tuple(Content(at(s.content.start), at(s.content.end), i, s) for i, s in enumerate(self.statements))


def find_commitments(setting: Setting) -> tuple[Commitment, ...]:
    """All commitments of an article, passages of one undertaking joined."""
    reader = CommitmentReader(setting)
    return join(reader.read())


class CommitmentReader:
    """Reads the commitments of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.document, self.lexicon = setting, setting.document, setting.lexicon
        self.word = self.document.word
        self.contents = setting.contents()
        self._cover = Cover((content.start, content.end, content) for content in self.contents)
        self._agents = Placed(setting.agents, lambda agent: agent.start)
        self._times = Cover((time.span.start, time.span.end, time) for time in setting.times)
        self.starts = {agent.start: agent for agent in setting.agents}
        self.asides = frozenset(self._asides())

    def _asides(self) -> Iterator[int]:
        """The commas about a time: لن نكون ، بحلول نهاية العام ، في مهمة قتالية."""
        for time in self.setting.times:
            before, behind = self.document.token_at(time.span.start) - 1, self.document.token_at(time.span.end)
            if self.word(before) in COMMAS and self.word(behind) in COMMAS:
                yield from (before, behind)

    def read(self) -> Iterator[Commitment]:
        """One commitment for each passage that expresses one."""
        named = (agent for agent in self.setting.agents if agent.keys)
        taken = frozenset(index for agent in named for index in range(agent.start, agent.end))
        for trigger in find_triggers(self.document, self.lexicon, taken):
            content = self._content(trigger.token)
            if trigger.row and not trigger.row.strong and not self._affirmed(trigger, content):
                continue
            bound = self._bound(trigger, content)
            if bound and bound[0]:
                yield self._commitment(trigger, content, *bound)
        yield from self._scheduled()
        yield from self._announced()

    def _content(self, token: int) -> Content | None:
        return min(
            self._cover.over(token), key=lambda content: (content.end - content.start, content.index), default=None
        )

    def _affirmed(self, trigger: Trigger, content: Content | None) -> bool:
        """Whether it is what somebody affirms, or amid his words of his own state: ودعم بلاده لانسحاب البعثة."""
        if content is None or content.statement.act not in AFFIRMING:
            return False
        owner = self.starts.get(trigger.token + 1)
        own = owner is not None and set(owner.keys) & set(bind(content.statement.speakers, self.setting.cast))
        return trigger.token - content.start <= 3 or (trigger.kind == "noun" and bool(own))

    # --- who is bound ------------------------------------------------------------------------------------------------

    def _bound(self, trigger: Trigger, content: Content | None) -> tuple[tuple[str, ...], int] | None:
        """The committers and the token where the passage begins."""
        if trigger.first_person:
            return (content.statement.speakers, trigger.token) if content else None
        if trigger.kind == "noun":
            return self._of_noun(trigger, content)
        subject = None
        if trigger.kind != "adjective":
            subject = self.setting.speakers.subject(trigger, near=True)
        else:
            subject = self.setting.speakers.before(trigger)
        if subject:
            return subject.speakers, self._passage_start(trigger, subject.speakers)
        topic = self._topic(trigger, content)
        if topic:
            start = (
                content.start if content and trigger.kind == "adjective" and topic.end == trigger.token else topic.start
            )
            return topic.keys, start
        return (content.statement.speakers, trigger.token) if content else None

    def _passage_start(self, trigger: Trigger, keys: tuple[str, ...]) -> int:
        floor = self.document.sentence_of(trigger.token).start
        near = self._agents.between(max(floor, trigger.token - 8), trigger.token)
        return next((agent.start for agent in near if set(agent.keys) & set(keys)), trigger.token)

    def _topic(self, trigger: Trigger, content: Content | None) -> Agent | None:
        """The agent that the clause is about: the nearest one before the verb that nothing governs."""
        floor = content.start if content else self.document.sentence_of(trigger.token).start
        for agent in reversed(self._agents.between(floor, trigger.token)):
            if trigger.token - agent.end >= 8:
                return None
            governed = self.word(agent.start - 1) in self.lexicon.particles["preposition"]
            if agent.keys and agent.phrase.clitic in ("", "و") and not governed:
                return agent
        return None

    def _of_noun(self, trigger: Trigger, content: Content | None) -> tuple[tuple[str, ...], int] | None:
        """التزام الولايات المتحدة بـ / التزامه بـ / أكد التزامها بـ."""
        owner = self.starts.get(trigger.token + 1)
        if owner and owner.keys and owner.phrase.clitic == "":
            return owner.keys, trigger.token
        if not self._leads_on(trigger):
            return None
        owner_state = self._adjective(trigger) if trigger.row and trigger.row.strong else None
        if content is None or (owner_state and trigger.row and trigger.row.word.startswith("قرار")):
            return ((owner_state,), trigger.token) if owner_state else None
        return content.statement.speakers, trigger.token

    def _adjective(self, trigger: Trigger) -> str | None:
        """The state whose adjective stands in the clause: قرارات بإنهاء المهمة الأميركية."""
        sentence = self.document.sentence_of(trigger.token)
        near = range(max(sentence.start, trigger.token - 10), min(sentence.end, trigger.token + 12))
        states = (self.lexicon.demonyms.get(self.word(index)) for index in near)
        return next((key for state in states if state and (key := self.setting.cast.enter_key(state))), None)

    def _leads_on(self, trigger: Trigger) -> bool:
        following = [self.word(trigger.token + step) for step in (1, 2, 3)]
        leads = trigger.row.leads if trigger.row else ()
        letters = tuple(lead for lead in leads if len(lead) == 1)
        return any(word.startswith(letters) or word in ("علي", "في") for word in following if word) if letters else True

    # --- what and by when
    # ----------------------------------------------------------------------------------------------

    def _commitment(self, trigger: Trigger, content: Content | None, keys: tuple[str, ...], start: int) -> Commitment:
        end = self._clause_end(trigger, content)
        start = self._opening(self._with_particle(start, trigger.token), end, content)
        words = self.document.words(start, end)
        span = self.document.span(start, end)
        return Commitment(
            mentions=(span,),
            committers=bind(keys, self.setting.cast),
            beneficiaries=self._beneficiaries(trigger.token, end, keys),
            deadline=self._deadline(span, trigger, content),
            modality=self._modality(trigger, start, end),
            topic=topic_of(words, "topic"),
            made_in=content.index if content else None,
            rule=f"undertaking-{trigger.kind}",
        )

    def _modality(self, trigger: Trigger, start: int, end: int) -> Modality:
        """How firmly the passage binds: a condition tells, else its word; مستعدة لمواصلة reaffirms what is done."""
        if self._is_conditional(start, end):
            return "conditional"
        lasting = self.lexicon.is_a("lasting", self.word(trigger.token + 1))
        return "reaffirmed" if trigger.modality == "conditional" and lasting else trigger.modality

    def _is_conditional(self, start: int, end: int) -> bool:
        """Whether a condition stands in the passage (not غير مشروط), or opens its sentence: إذا رفعت العقوبات ستعود."""
        opening = self.document.sentence_of(start).start
        if self.lexicon.is_a("condition", self.word(opening).removeprefix("و")):
            return True
        return any(
            self.lexicon.is_a("condition", self.word(index)) and not self.lexicon.is_a("negation", self.word(index - 1))
            for index in range(start, end)
        )

    def _with_particle(self, start: int, verb: int) -> int:
        """سوف and لن belong to the passage that begins with their verb."""
        particle = self.word(verb - 1).removeprefix("و") in ("سوف", "لن")
        return min(start, verb - 1) if particle else start

    def _opening(self, start: int, end: int, content: Content | None) -> int:
        """The passage takes in what its content opens with (تعاوننا سيستمر), and all of it if else too short."""
        if content is None or start - content.start > NEAR:
            return start
        between = self.document.words(content.start, start)
        parted = any(word in COMMAS or self._is_and_that(word) for word in between)
        return content.start if end - start < SHORT or not parted else start

    def _clause_end(self, trigger: Trigger, content: Content | None) -> int:
        """The end of the clause: the content's or the sentence's, or a comma behind which no complement goes on."""
        end = content.end if content else self.document.sentence_of(trigger.token).end
        for index in range(trigger.token + 3, end):
            if self._breaks(index) and not self._waits(trigger, index):
                return index
            if self._is_and_verb(self.word(index)) or self._is_and_that(self.word(index)):
                return index
        return end

    def _is_and_that(self, word: str) -> bool:
        """وأن الهيئة لن تدخر وسعا: another clause of the content."""
        return word.startswith("و") and self.lexicon.is_a("complementizer", word[1:])

    def _is_and_verb(self, word: str) -> bool:
        """و + a past verb in the feminine (وناقشت) begins another clause."""
        return word.startswith("و") and word.endswith("ت") and len(word) > 5 and not word.endswith("ات")

    def _waits(self, trigger: Trigger, comma: int) -> bool:
        """قرار الرئيس، المفاجئ في يناير، بتجميد المساعدات: before the comma nothing has been undertaken yet."""
        return trigger.row is not None and not leads_on(self.document, self.lexicon, trigger.row, trigger.token, comma)

    def _breaks(self, index: int) -> bool:
        """Whether a comma ends the clause: no list goes on behind it, and it sets off no time."""
        if self.word(index) not in COMMAS or index in self.asides:
            return False
        word = self.word(index + 1)
        bare = word.removeprefix("و")
        listing = bare != word and bare in self.lexicon.common and not bare.startswith(("ال", "ان", "س"))
        told = any(form.form.tense == "perfect" for form in self.lexicon.cues.get(bare, ()))  # ، وشدد على أن
        return told or (not listing and not self.lexicon.is_a("deed", word))

    def _beneficiaries(self, start: int, end: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        bound = set(bind(keys, self.setting.cast)) | set(keys)
        inside = [a for a in self._agents.between(start + 1, end) if not self._is_opposed(a.start)]
        for agent in inside:
            other = agent.keys and not set(agent.keys) & bound
            if other and (agent.phrase.clitic == "ل" or self.word(agent.start - 1) in ("مع", "في", "ل", "من")):
                return agent.keys
        others = (key for agent in inside for key in agent.keys)
        lands = (key for key in others if key not in bound and self.setting.cast.actors[key].type == "Country")
        return tuple(lands)[:1]

    def _is_opposed(self, index: int) -> bool:
        """التصدي لتنظيم الدولة: what is fought does not benefit."""
        return any(self.lexicon.is_a("against", stem) for _, stem in stripped(self.word(index - 1)))

    def _deadline(self, span: Span, trigger: Trigger, content: Content | None) -> Deadline | None:
        said_on = content.statement.said_on if content else None
        near = self._times.meeting(span.start, span.end)
        times = sorted((time for time in near if self._dates_the_deed(time, trigger)), key=lambda time: time.span)
        return deadline_in(span, times, said_on, self.document.article.published)

    def _dates_the_deed(self, time: TimeExpression, trigger: Trigger) -> bool:
        """Whether a time is that of the deed, not of its undertaking: تعهد الثلاثاء is no deadline."""
        if time.kind != "weekday" or time.direction or time.relation or trigger.form.tense == "imperfect":
            return True
        between = self.document.words(trigger.token, self.document.token_at(time.span.start))
        return trigger.kind == "future" or "ان" in between

    # --- two further shapes -------------------------------------------------------------------------------------------

    def _scheduled(self) -> Iterator[Commitment]:
        """من المقرر أن تنهي القوات عملياتها: planned, with the subject behind the verb."""
        scheduled = self.lexicon.phrases["scheduled"]
        for index in self.document.places(SCHEDULED):
            match = scheduled.longest(self.document.forms, index)
            if match is None or self.word(index - 1) in ("من", "ومن"):
                continue
            form = Form(self.word(match[0]), "imperfect", None, None)
            trigger = Trigger(match[0], "", form, None, "future")
            subject = self.setting.speakers.behind(trigger)
            content = self._content(index)
            if subject and subject.speakers:
                found = self._commitment(trigger, content, subject.speakers, index)
                yield replace(found, modality="planned", rule="undertaking-scheduled")

    def _announced(self) -> Iterator[Commitment]:
        """أعلنت السعودية وقف جميع البرامج: what is announced as a deed to come."""
        for content in self.contents:
            if content.statement.act != "announce" or self.word(content.start) not in self.lexicon.particles["deed"]:
                continue
            trigger = Trigger(content.start, "", Form(self.word(content.start), "masdar", None, None), None, "noun")
            found = self._commitment(trigger, content, content.statement.speakers, content.start)
            yield replace(found, rule="undertaking-announced")


def deadline_in(
    span: Span, times: Iterable[TimeExpression], said_on: date | None, published: date | None
) -> Deadline | None:
    """The first date by which something is due inside a passage."""
    inside = [time for time in times if span.overlaps(time.span) and time.kind not in ("duration", "frequency")]
    for time in sorted(inside, key=_bounds, reverse=True):
        due = as_deadline(time, said_on=said_on, published=published)
        if due and not _past(due.day, said_on or published):
            return Deadline(due, time.span)
    return None


def _bounds(time: TimeExpression) -> bool:
    """Whether the words themselves set a limit: بحلول، في غضون، نهاية العام."""
    return time.relation == "by" or time.within or time.edge is not None


def _past(day: date, on: date | None) -> bool:
    return on is not None and day < on


def bind(keys: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
    """Whom an undertaking binds: the state of a leader or of its forces, else the actor himself."""
    bound = []
    for key in keys:
        state = cast.state_of(key) if cast.speaks_for_state(key) else None
        bound.append(state or key)
    return tuple(dict.fromkeys(bound))


def givers(keys: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
    """Who gives when somebody speaks of a gift: the state or body that a person speaks for, else the actor himself."""
    found = []
    for key in bind(keys, cast):
        person = cast.actors[key].type in ("Person", "AnonymousSource")
        found.append((cast.owner_of(key) if person else None) or key)
    return tuple(dict.fromkeys(found))


def join(commitments: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Passages that express one undertaking, made one: a shared committer, the same topic, and no two different
    deadlines. Whom all of them bind is bound.
    """
    joined: list[Commitment] = []
    passages: Cover[int] = Cover()
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for commitment in commitments:
        places = {i for mention in commitment.mentions for i in passages.meeting(mention.start, mention.end)}
        places |= {i for key in _keys(commitment) for i in alike[key] if _same(commitment, joined[i])}
        place = min(places, default=len(joined))
        for mention in commitment.mentions:
            passages.add(mention.start, mention.end, place)
        if place == len(joined):
            joined.append(commitment)
            for key in _keys(commitment):
                alike[key].append(place)
        else:
            first = joined[place]
            mentions = tuple(dict.fromkeys((*first.mentions, *commitment.mentions)))
            both = tuple(key for key in first.committers if key in commitment.committers) or first.committers
            due = first.deadline or commitment.deadline
            joined[place] = replace(first, mentions=mentions, committers=both, deadline=due)
    return tuple(joined)


def _keys(commitment: Commitment) -> list[tuple[str, str]]:
    """What two passages in different places must have in common to tell of one undertaking: a topic and a committer."""
    return [(commitment.topic, key) for key in commitment.committers] if commitment.topic != "other" else []


def _same(one: Commitment, other: Commitment) -> bool:
    if one.beneficiaries and other.beneficiaries and not set(one.beneficiaries) & set(other.beneficiaries):
        return False
    due = {c.deadline.date for c in (one, other) if c.deadline}
    shared = set(one.committers) & set(other.committers)
    return bool(shared) and len(due) < 2
