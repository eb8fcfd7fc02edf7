"""What is told as settled, without a word that binds -> plans: what is scheduled, agreed on, set for a day to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.agents import Agent
from kg.committers import Bound
from kg.concerns import concern
from kg.dates import TimeExpression
from kg.inflection import Form
from kg.lexicon import load_lexicon
from kg.officials import OFFICIAL
from kg.places import Cover, Placed
from kg.records import dataclass
from kg.setting import COMMAS, Setting, givers
from kg.undertakings import Modality, Trigger

SCHEDULED = concern(lambda word: load_lexicon().phrases["scheduled"].may_start(word))
ACCORD = concern(lambda word: load_lexicon().is_a("accord", word))
# How far behind the word for an accord stands what is agreed on, and how far back its parties may have been named.
REACH, BACK = 24, 120
# How far behind its verb the day of a plan may stand.
AHEAD = 24
# Who agrees on something, and who sets a day for what he will do.
PARTIES = OFFICIAL | {"Person", "PoliticalParty", "ArmedGroup", "Group"}
PLANNERS = OFFICIAL | {"Person"}


@dataclass(frozen=True, slots=True)
class Plan:
    """An undertaking's verb, whom it binds (None: nobody is found), and the token where it is told."""

    trigger: Trigger
    bound: Bound | None
    token: int
    rule: str
    modality: Modality | None = None


class PlanFinder:
    """Finds the plans of one document."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.document, self.lexicon, self.cast = setting, setting.document, setting.lexicon, setting.cast
        self.word = self.document.word
        named = [agent for agent in setting.agents if agent.keys]
        self._agents = Placed(named, lambda agent: agent.start)
        self._contents = Cover((content.start, content.end, content) for content in setting.contents())
        self._last: tuple[int, tuple[str, ...]] | None = None

    def plans(self) -> Iterator[Plan]:
        """All plans, each shape in text order."""
        yield from self._scheduled()
        yield from self._agreed()
        yield from self._dated()

    def _scheduled(self) -> Iterator[Plan]:
        """من المقرر أن تنهي القوات عملياتها: planned, with the subject behind the verb."""
        scheduled = self.lexicon.phrases["scheduled"]
        for index in self.document.places(SCHEDULED):
            match = scheduled.longest(self.document.forms, index)
            if match is None or self.word(index - 1) in ("من", "ومن") or self._is_unreal(index):
                continue
            trigger = self._present(match[0])
            subject = self.setting.speakers.behind(trigger)
            bound = Bound(subject.speakers, index) if subject and subject.speakers else None
            yield Plan(trigger, bound, index, "undertaking-scheduled", "planned")

    def _present(self, token: int, gender: str | None = None) -> Trigger:
        return Trigger(token, "", Form(self.word(token), "imperfect", gender, None), None, "future")  # type: ignore[arg-type]

    def _is_unreal(self, index: int) -> bool:
        """القمة التي كان من المقرر أن: what was scheduled once need not be any more."""
        return self.lexicon.is_a("was", self.word(index - 1).removeprefix("و"))

    # --- what is agreed on -------------------------------------------------------------------------------------------

    def _agreed(self) -> Iterator[Plan]:
        """تم الاتفاق بين مصر والسودان على فتح المعبر."""
        for accord in self.document.places(ACCORD):
            effected = self.word(accord - 1).removeprefix("و")
            if effected not in ("تم", "جري") or self._is_told_beside(accord - 2):
                continue
            on = self._object(accord)
            if on is None:
                continue
            parties = self._parties(accord, on)
            start = accord - 1
            form = Form(self.word(start), "perfect", "m", "s")
            trigger = Trigger(start, "", form, None, "verb", leads_at=on)
            self._last = (accord, parties) if parties else self._last
            yield Plan(trigger, Bound(parties, start) if parties else None, start, "undertaking-agreed", "firm")

    def _is_told_beside(self, before: int) -> bool:
        """Whether an accord is denied, asked about or only told in passing: لم يتم، إذا تم، حين تم، الذي تم."""
        word = self.word(before - (self.word(before) == "ان")).removeprefix("و")
        kinds = ("undone", "once", "relative", "moment")
        return any(self.lexicon.is_a(kind, word) for kind in kinds) or self._is_condition(before)

    def _is_condition(self, index: int) -> bool:
        condition = self.lexicon.phrases["condition"]
        return any(condition.longest(self.document.forms, place) for place in range(max(index - 2, 0), index + 1))

    def _object(self, accord: int) -> int | None:
        """The place of على before what is agreed on, if that is a deed or a sentence."""
        end = min(self.document.sentence_of(accord).end, accord + REACH)
        for index in range(accord + 1, end):
            if self.word(index) == "علي":
                return None if self.lexicon.is_a("wished", self.word(index + 1)) else index
            if self.lexicon.is_a("complementizer", self.word(index)) or self.word(index).startswith("علي"):
                return None
        return None

    def _parties(self, accord: int, on: int) -> tuple[str, ...]:
        """Who agrees: those named with the accord, who tells of it with them, or the parties of the accord before."""
        content = min(self._contents.over(accord), key=lambda content: content.end - content.start, default=None)
        partners = self._named(accord, on)
        between = "بين" in self.document.words(accord, on)
        teller = () if between or content is None else self._able(givers(content.statement.speakers, self.cast))
        here = () if partners or teller else self._free(self.document.sentence_of(accord).start, accord - 1)
        last = self._last[1] if self._last and accord - self._last[0] < BACK else ()
        return tuple(dict.fromkeys((*teller, *partners))) or here or last

    def _named(self, start: int, end: int) -> tuple[str, ...]:
        return self._bodies(self._agents.between(start, end))

    def _free(self, start: int, end: int) -> tuple[str, ...]:
        """Whom a clause names otherwise than as where or to whom: خلال زيارة الرئيس المصري إلى السودان."""
        agents = self._agents.between(start, end)
        return self._bodies(a for a in agents if not self.lexicon.is_a("preposition", self.word(a.start - 1)))

    def _bodies(self, agents: Iterable[Agent]) -> tuple[str, ...]:
        keys = (key for agent in agents for key in givers(agent.keys, self.cast))
        return self._able(tuple(dict.fromkeys(keys)))

    def _able(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in keys if self.cast.actors[key].type in PARTIES)

    # --- what is set for a day to come -------------------------------------------------------------------------------

    def _dated(self) -> Iterator[Plan]:
        """يزور الرئيس الفرنسي القاهرة الأسبوع المقبل: a present with a day to come, of what is arranged ahead."""
        done: set[int] = set()
        for time in self.setting.times:
            opening = self._opening(time)
            if opening is None or opening in done:
                continue
            done.add(opening)
            word = self.word(opening).removeprefix("و")
            trigger = self._present(opening, "f" if word.startswith("ت") else "m")
            subject = self.setting.speakers.behind(trigger, near=True)
            if subject and subject.speakers and self._plan_themselves(subject.speakers):
                yield Plan(trigger, Bound(subject.speakers, opening), opening, "undertaking-dated", "planned")

    def _opening(self, time: TimeExpression) -> int | None:
        """The verb with which the clause opens that a time to come stands in; None if it is no such verb."""
        if time.direction != "future":
            return None
        at = self.document.token_at(time.span.start)
        opening = self.document.sentence_of(at).start
        word = self.word(opening).removeprefix("و")
        near = at - opening < AHEAD and not any(word in COMMAS for word in self.document.words(opening, at)[:-1])
        return opening if near and word[:1] in ("ي", "ت") and self.lexicon.is_a("arranged", word[1:]) else None

    def _plan_themselves(self, keys: tuple[str, ...]) -> bool:
        return all(self.cast.actors[key].type in PLANNERS for key in keys)
