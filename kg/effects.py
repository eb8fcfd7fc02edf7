"""What is told of a thing -> whose doing it is: what is done to it, what goes on, who does it."""

from __future__ import annotations

from kg.bound import Bound
from kg.officials import Officials
from kg.owners import Owners
from kg.records import replace
from kg.setting import COMMAS, Content, Setting
from kg.undertakings import Trigger

# How far behind a verb who does it may be named, and before it what is done.
BEHIND = 24
# How far behind بين the last one may be named who meets another.
PARTIES = 8
# How far behind a measure who imposes it may be named.
IMPOSED = 8
# How a present or future begins.
PRESENT = ("ي", "ت", "سي", "ست")
# How far before a sentence the last word of the one before may stand.
STOPPED = 4
# How those speak who know what will be done; no more do who foretell it.
ANNOUNCING = frozenset(("announce", "affirm", "say"))


class Effects:
    """Tells who is bound by what things of one document will undergo."""

    def __init__(self, setting: Setting, officials: Officials) -> None:
        self.document, self.lexicon, self.cast = setting.document, setting.lexicon, setting.cast
        self.word = self.document.by_token.__getitem__
        self.starts = setting.starts
        self._officials, self._setting, self._owners = officials, setting, Owners(setting)
        self._owner = self._owners.owner

    def of_thing(self, trigger: Trigger, head: int, content: Content | None) -> Bound | None:
        """A clause about a thing: what a body sets up, what is done to it, whose it is."""
        if trigger.kind == "future" and self.lexicon.is_a("scheme", self.word(head)) and content:
            return self.of_official(trigger, content)
        effect = self.of_effect(trigger, content)
        if effect and (not effect.dated or self._is_upheld(trigger, head)):
            return replace(effect, dated=False)
        return self._of_what_is_his(trigger, head, content) or effect

    def _is_upheld(self, trigger: Trigger, head: int) -> bool:
        """العقوبات ستبقى قائمة: a measure goes on because somebody upholds it."""
        return self._remains(trigger) and self.lexicon.is_a("measure", self.word(head))

    def of_event(self, trigger: Trigger, head: int, content: Content | None) -> Bound | None:
        """Who is bound where a deed or talks are told to begin or end: نقل السفارة سيبدأ غدا."""
        stem = trigger.stem.removesuffix("ان")
        if trigger.kind != "future" or not self.lexicon.is_any(("effected", "occurring"), stem):
            return None
        head = head if trigger.token - head <= BEHIND else trigger.token
        imposed = self._of_measure(trigger, head, content)
        if imposed:
            return imposed
        talks = self._of_talks(trigger, head)
        if talks or not self.lexicon.is_any(("deed", "appointment"), self.word(head)):
            return talks
        found = self.of_official(trigger, content)
        return replace(found, start=head, dated=True) if found else None

    def _of_measure(self, trigger: Trigger, head: int, content: Content | None) -> Bound | None:
        """العقوبات الأميركية ستسري غدا، وستدخل الرسوم حيز التنفيذ: who imposes what takes effect, by name, else by its
        adjective or whose it is, else the official who tells of it.
        """
        if not self.lexicon.is_a("in-force", trigger.stem):
            return None
        place = next((i for i in (head, trigger.token + 1) if self._is_measure(i)), None)
        if place is None:
            return None
        start, owner = min(place, trigger.token), self._imposer(place) or self._owner(place + 1)
        told = None if owner else self.of_official(trigger, content) or self._of_last(trigger, content)
        if told:
            return replace(told, start=start)
        return Bound(owner, start) if owner or place == head else None  # العقوبات التي رفضتها روسيا: not she

    def _imposer(self, measure: int) -> tuple[str, ...]:
        """Who imposes a measure by words behind it: العقوبات المفروضة من قبل واشنطن، القانون الذي أقره البرلمان, not
        القانون الذي يستهدف إيران، القانون الذي انتقدته فرنسا.
        """
        near = range(measure + 2, min(measure + IMPOSED, self.document.sentence_of(measure).end))
        acting = (i for i in near if self._is_by(i - 2) or self._is_imposing(self.word(i - 1)))
        found = (self.starts.get(i) for i in acting)
        return next((agent.keys for agent in found if agent and agent.keys and not agent.phrase.clitic), ())

    def _is_imposing(self, word: str) -> bool:
        """Whether a verb with a pronoun tells who imposes what it means: فرضتها، أقره، ستفرضها."""
        verb = word.removesuffix("ه").removesuffix("ها")
        stem = verb.removeprefix("س")[1:] if verb.startswith(PRESENT) else verb.removesuffix("ت")
        return verb != word and self.lexicon.is_a("imposing", stem)

    def _is_measure(self, index: int) -> bool:
        word = self.word(index).removeprefix("و")
        return self.lexicon.is_a("measure", word) or self.lexicon.is_a("enacted", word.removeprefix("ال"))

    def _of_talks(self, trigger: Trigger, head: int) -> Bound | None:
        """المحادثات بين مصر وتركيا ستبدأ الثلاثاء: who will meet; nobody if بين does not tell."""
        talks = next((i for i in (head, trigger.token + 1) if self.lexicon.is_a("talks", self.word(i))), None)
        if talks is None:
            return None
        limit = self.document.sentence_at[trigger.token].end
        between = next((i for i in range(talks + 1, min(limit, talks + BEHIND)) if self.word(i) == "بين"), None)
        if between is None:
            return None
        return Bound(self._joined(between + 1, limit), min(talks, trigger.token), dated=True)

    def _joined(self, index: int, limit: int) -> tuple[str, ...]:
        """Whom و joins in tokens[index:limit], by name or by an adjective: مصر وتركيا، الوزيرين المصري والتركي."""
        keys: list[str] = []
        end = min(index + PARTIES, limit)
        place = index
        while place < end and (place == index or not self.lexicon.is_a("preposition", self.word(place))):
            agent = self.starts.get(place)
            keys += agent.keys if agent else self._owners.land(self.word(place).removeprefix("و"))
            place = agent.end if agent else place + 1
        return tuple(dict.fromkeys(keys))

    def _of_what_is_his(self, trigger: Trigger, head: int, content: Content | None) -> Bound | None:
        """Somebody's team or what of his goes on: فريق من الهيئة، الدور الأميركي."""
        crew = self.lexicon.is_a("crew", self.word(head).removesuffix("ا"))
        if not crew and not self._remains(trigger):
            return None
        if self.word(head).endswith("نا") and len(self.word(head)) > 4 and content:
            return Bound(content.statement.speakers, head)
        owner = self._owner(head + 1) or (self._owner(head + 2) if self.word(head + 1) == "من" else ())
        speakers = content.statement.speakers if crew and content else ()
        return Bound(owner or speakers, head, by_crew=crew) if owner or speakers else None

    def of_thing_behind(self, trigger: Trigger, last: Bound | None) -> Bound | None:
        """سيستمر الدعم الأميركي، وسيقتصر دورها: what of his goes on; `last`: who was bound last in the sentence."""
        if not self._remains(trigger):
            return None
        if last and self.word(trigger.token + 1).endswith(("ها", "ه", "هم")):
            return Bound(last.keys, trigger.token)
        owner = self._owner(trigger.token + 2)
        return Bound(owner, trigger.token) if owner else None

    def of_impersonal(self, trigger: Trigger, front: int, content: Content | None) -> Bound | None:
        """Who does what will be done: who is named behind it, whoever announces it or spoke just before."""
        found = self._of_doer(trigger) or self.of_official(trigger, content)
        return found or self._of_announcer(trigger, front, content) or self._of_last(trigger, content)

    def _of_doer(self, trigger: Trigger) -> Bound | None:
        """سيتم التصدي لها من قبل قوات التحالف: who does what will be done."""
        end = min(self.document.sentence_at[trigger.token].end, trigger.token + BEHIND)
        behind = (self.starts.get(i + 2) for i in range(trigger.token, end) if self._is_by(i))
        return next((Bound(agent.keys, trigger.token) for agent in behind if agent and agent.keys), None)

    def _is_by(self, index: int) -> bool:
        return self.word(index) == "من" and self.lexicon.is_a("by", self.word(index + 1))

    def of_effect(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """البيان سينشر، سيبدأ العمل به غدا: what is done to a thing; if it only begins or ends, a day must be told."""
        stem = trigger.stem.removesuffix("ان")
        done = self.lexicon.is_a("effected", stem)
        if not done and not self._remains(trigger) and not self.lexicon.is_a("occurring", stem):
            return None
        found = self.of_official(trigger, content)
        return found if done or found is None else replace(found, dated=True)

    def _of_announcer(self, trigger: Trigger, front: int, content: Content | None) -> Bound | None:
        """What somebody says will be done, he or his body does, if no more is known of him: قال مدني إنه سيتم فتحه."""
        if content is None or content.statement.act not in ANNOUNCING or not self._opens(trigger, front, content):
            return None
        keys = self._officials.announcers(content)
        return Bound(keys, trigger.token, by_crew=True) if keys else None

    def _of_last(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """قال الوزير إن الخطة جاهزة. وسيتم نشرها: what a sentence adds to what an official said in the one before."""
        start = self.document.sentence_at[trigger.token].start
        if content or trigger.clitic != "و" or trigger.token != start:
            return None
        ends = (self._setting.content_at(i) for i in range(max(start - STOPPED, 0), start))
        last = next((found for found in ends if found), None)
        return self.of_official(trigger, last)

    def _opens(self, trigger: Trigger, front: int, content: Content) -> bool:
        """Whether a verb begins a content or another clause of it; not one told of by others: أنباء تفيد بأنه سيتم."""
        if front < content.start or trigger.clitic == "و" or self.word(front) in COMMAS:
            return True
        return self.lexicon.is_a("connector", self.word(front)) or self.word(front).startswith("وان")

    def of_official(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """What an official says will be done, his state or body does."""
        keys = self._officials.doers(content) if content else ()
        return Bound(keys, trigger.token, by_crew=True) if keys else None

    def _remains(self, trigger: Trigger) -> bool:
        return trigger.kind == "future" and self.lexicon.is_a("remaining", trigger.stem)
