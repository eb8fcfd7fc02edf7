"""Verbs of keeping and breaking and their arguments -> outcomes: whose undertaking was kept, broken, put off…"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from kg.committers import CommitterFinder
from kg.concerns import concern
from kg.dates import as_said_on
from kg.frames import Commitment, Outcome, OutcomeKind, Pledge
from kg.outcome_words import Meaning, Verb, matters, outcome_forms, passing, telling_forms
from kg.owners import Owners
from kg.places import Cover
from kg.records import dataclass, replace
from kg.setting import COMMAS, Content, Setting, bind
from kg.span import Span
from kg.undertakings import Trigger, has_pronoun

# How far behind a verb its matter may begin, and before a verbal noun the verb that tells it.
REACH, BACK = 12, 6
# Within how many words behind the matter its owner stands: الدفعة الأولى من المساعدات الفرنسية.
NEAR = 5
# How many words behind the matter still tell what it is, and how far back a condition makes it unreal.
LONGEST, CONDITION = 24, 4
_CONDITIONS = ("اذا", "لو", "لولا", "حال", "هل", "متي", "كلما", "ربما")


def _may_tell(word: str) -> bool:
    return word in outcome_forms() or (word[0] in "وف" and word[1:] in outcome_forms())


TELLING = concern(_may_tell)


@dataclass(frozen=True, slots=True)
class Told:
    """A verb that tells an outcome, with the place of its matter; the passage begins at `start`."""

    trigger: Trigger
    row: Verb
    kind: OutcomeKind
    start: int
    matter: int


class OutcomeReader:
    """Reads the outcomes of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.document, self.lexicon = setting, setting.document, setting.lexicon
        self.word = self.document.by_token.__getitem__
        self._times = setting.told

    @cached_property
    def _committers(self) -> CommitterFinder:
        return CommitterFinder(self.setting)

    def read(self, undertakings: Iterable[Commitment | Pledge]) -> tuple[Outcome, ...]:
        """All outcomes, those told several times once; `undertakings` are those of the article."""
        spans = sorted((span, frame.mentions[0]) for frame in undertakings for span in frame.mentions)
        passages = Cover((span.start, span.end, first) for span, first in spans)
        return tuple(_joined(self._outcomes(passages)))

    def _outcomes(self, passages: Cover[Span]) -> Iterator[tuple[str, Outcome]]:
        for token in self.document.places(TELLING):
            content = self.setting.content_at(token)
            readings = ((told, self._actors(told, content)) for told in self._told(token))
            told, actors = next((reading for reading in readings if reading[1]), (None, ()))
            if told and not self._committers.is_others_will(told.trigger, content):
                yield self.word(told.matter), self._outcome(told, content, actors, passages)

    def _outcome(self, told: Told, content: Content | None, actors: tuple[str, ...], passages: Cover[Span]) -> Outcome:
        end = self._end(told, content)
        span = self.document.span(told.start, end)
        within = self.document.span(told.matter, end)
        return Outcome(
            mentions=(span,),
            actors=actors,
            kind=told.kind,
            day=self._day(span),
            about=min(passages.meeting(within.start, within.end), default=None),
            made_in=content.index if content else None,
            rule=f"outcome-{told.trigger.form.tense}",
        )

    # --- the verb and its matter ------------------------------------------------------------------------------------

    def _told(self, token: int) -> Iterator[Told]:
        """What a word may tell, its plain form first."""
        word = self.word(token)
        for clitic in ("", word[0] if word[0] in "وف" else "-"):
            for meaning in outcome_forms().get(word[len(clitic) :], ()) if word.startswith(clitic) else ():
                if told := self._as_told(token, clitic, meaning):
                    yield told

    def _as_told(self, token: int, clitic: str, meaning: Meaning) -> Told | None:
        row, form = meaning
        kind = self._kind(token, meaning)
        matter = self._matter(token, row) if kind else None
        verb = self._teller(token) if form.tense == "masdar" else token
        if kind is None or matter is None or verb is None or self._is_unreal(verb):
            return None
        start = verb - (form.tense == "imperfect")
        joined = clitic if start == token else "و" if self.word(start).startswith("و") else ""
        return Told(Trigger(verb, joined, form, None, "verb"), row, kind, start, matter)

    def _kind(self, token: int, meaning: Meaning) -> OutcomeKind | None:
        """What is told: the verb's kind, or what it means that it did not come about."""
        if self.word(token - 1) == "من" or self._is_noun(token, meaning):  # من أجل
            return None
        if meaning.form.tense == "imperfect":
            return meaning.row.refused if self.word(token - 1).removeprefix("و") == "لم" else None
        return meaning.row.kind

    def _is_noun(self, token: int, meaning: Meaning) -> bool:
        """Whether a form may as well be a verbal noun: بعد سحب القوات, but قد سحب القوات."""
        nominal = meaning.row.nominal and meaning.form.tense == "perfect" and meaning.form[2:] == ("m", "s")
        return nominal and self.word(token - 1) != "قد"

    def _teller(self, token: int) -> int | None:
        """The verb before a verbal noun that tells it, with no more than its subject between."""
        for index in range(token - 1, max(token - BACK, self.document.sentence_of(token).start) - 1, -1):
            if self.word(index).removeprefix("و") in telling_forms():
                return index
            word = self.word(index)
            if word in COMMAS or self.lexicon.is_any(("preposition", "complementizer"), word):
                return None
        return None

    def _is_unreal(self, token: int) -> bool:
        """Whether it is asked or made a condition: إذا أخلفت إيران وعودها."""
        sentence = self.document.sentence_of(token)
        before = self.document.words(max(token - CONDITION, sentence.start), token)
        asked = "؟" in self.document.words(max(token, sentence.end - 2), sentence.end)
        return asked or any(word.removeprefix("و") in _CONDITIONS for word in before)

    def _matter(self, token: int, row: Verb) -> int | None:
        """The place of what the verb is about, behind its subject."""
        index, end, led = token + 1, min(token + REACH, self.document.sentence_of(token).end), False
        while index < end:
            led = led or self.word(index - 1) == row.lead
            if self._is_matter(index, row, led=led):
                return index
            agent = self._committers.starts.get(index) if row.subject == "actor" else None
            passed = agent or self.word(index) in passing() or self.word(index) == row.lead
            if not passed and not self.lexicon.is_a("day", self.word(index)):
                return None
            index = agent.end if agent else index + 1
        return None

    def _is_matter(self, index: int, row: Verb, *, led: bool) -> bool:
        named, before = matters().get(self.word(index)), self.word(index - 1)
        if named is None or named.keys.isdisjoint(row.of):
            return False
        if named.clitic:  # أخلت بتعهداتها، علقت العمل بالاتفاق
            return row.lead == named.clitic or (before in passing() and before.startswith("ال"))
        return led or row.lead == "object"

    # --- whose, where and when ---------------------------------------------------------------------------------------

    def _actors(self, told: Told, content: Content | None) -> tuple[str, ...]:
        """Who had undertaken it: the verb's subject, or whose the matter is."""
        if told.row.subject == "matter":
            keys = self._owner(told.matter)
        elif content and has_pronoun(self.word(told.start - 1), self.lexicon):
            keys = content.statement.speakers
        else:
            speakers, trigger = self.setting.speakers, told.trigger
            subject = speakers.before(replace(trigger, token=told.start)) or speakers.behind(trigger, near=True)
            keys = subject.speakers if subject else ()
        return bind(keys, self.setting.cast)

    def _owner(self, matter: int) -> tuple[str, ...]:
        """الانسحاب الأميركي، سحب القوات الأميركية."""
        owners = Owners(self.setting)
        found = (owners.owner(matter + step) for step in range(1, NEAR))
        return next(filter(None, found), ())

    def _end(self, told: Told, content: Content | None) -> int:
        sentence = self.document.sentence_of(told.matter).end
        limit = min(content.end if content else sentence, sentence, told.matter + LONGEST)
        stops = (index for index in range(told.matter + 1, limit) if self._stops(index))
        return next(stops, limit)

    def _stops(self, index: int) -> bool:
        word = self.word(index)
        if word in COMMAS:
            return not self._committers.clauses.is_aside(index)
        return word == "." or self.lexicon.is_a("contrast", word)

    def _day(self, span: Span) -> date | None:
        """The day on which it came about, if one is named that is not to come."""
        published = self.document.today
        times = sorted(self._times.meeting(span.start, span.end), key=lambda time: time.span)
        return next(filter(None, (as_said_on(time, published=published) for time in times)), None)


def _joined(found: Iterable[tuple[str, Outcome]]) -> Iterator[Outcome]:
    """One outcome for each kind, matter and actors; the passages that repeat it are joined."""
    kept: dict[tuple[object, ...], Outcome] = {}
    for matter, outcome in found:
        key = (outcome.kind, matter.removeprefix("ب").removeprefix("ال")[:4], outcome.actors)
        first = kept.get(key)
        if first is None:
            kept[key] = outcome
        else:
            mentions, about = (*first.mentions, *outcome.mentions), first.about or outcome.about
            kept[key] = replace(first, mentions=mentions, day=first.day or outcome.day, about=about)
    return iter(kept.values())
