"""A noun that binds -> by what else it is told whom: who affirms it, what stands behind it, an adjective near it."""

from __future__ import annotations

from kg.attested import is_verbal_noun
from kg.cues import CueHit
from kg.inflection import Form
from kg.lexicon import Gender
from kg.records import replace
from kg.setting import COMMAS, QUOTES, Content, Setting
from kg.undertakings import Trigger

# How far before a noun the verb may stand that affirms it, and the one that gives it.
AFFIRMED, GIVEN = 16, 8
# How far behind somebody's word what he will do may stand.
TOLD = 4
# How far before a noun whoever it is may be named, and what of him its suffix tells.
NAMED = 40
OWNERS = {"ه": ("m", "s"), "ها": ("f", "s"), "هم": (None, "p"), "هما": (None, "d")}
# How the names of a people end.
PLURALS = ("ون", "ين")
# What somebody says by these acts of what is his, he wills.
OWN_WILL = frozenset(("affirm", "announce", "express", "promise"))


class UndertakingNouns:
    """Tells of the nouns of one document whose they are."""

    def __init__(self, setting: Setting) -> None:
        self.document, self.lexicon, self.cast = setting.document, setting.lexicon, setting.cast
        self.word = self.document.by_token.__getitem__
        self._hits, self._agents, self._agents_at = setting.speakers.hits, setting.placed, setting.starts

    def is_ready(self, trigger: Trigger) -> bool:
        """على استعداد: a noun that says of somebody that he is so."""
        return (
            trigger.plain
            and trigger.modality == "conditional"
            and self.lexicon.is_a("ready", self.word(trigger.token - 1))
        )

    def given(self, trigger: Trigger) -> Trigger | None:
        """The verb by which somebody gives his word: قطع كيم التزاما بنزع السلاح."""
        if not trigger.plain or trigger.row is None or not trigger.row.strong or trigger.row.impersonal:
            return None
        floor = max(self.document.sentence_at[trigger.token].start, trigger.token - GIVEN)
        verb = next((i for i in range(trigger.token - 1, floor - 1, -1) if self._gives(i)), None)
        if verb is None:
            return None
        gender: Gender = "f" if self.word(verb).endswith("ت") else "m"
        return replace(trigger, token=verb, kind="verb", form=Form(self.word(verb), "perfect", gender, "s"))

    def _gives(self, index: int) -> bool:
        return self.lexicon.is_a("word-giving", self.word(index).removeprefix("و"))

    def affirmer(self, trigger: Trigger) -> CueHit | None:
        """The verb of affirming before a noun, its subject between them: أبدت الشركات العاملة في الإقليم حرصها على."""
        floor = max(self.document.sentence_at[trigger.token].start, trigger.token - AFFIRMED)
        for index in range(trigger.token - 1, floor - 1, -1):
            hit = self._hits.get(index)
            if hit and any(candidate.cue.act in OWN_WILL for candidate in hit.candidates):
                return hit
            if hit or self.lexicon.is_a("complementizer", self.word(index).removeprefix("و")):
                return None
        return None

    def is_told(self, trigger: Trigger) -> bool:
        """Whether it is somebody's word, which others tell of or hold him to: عقب تعهده بوقف التجارب."""
        strong = trigger.row is not None and trigger.row.strong and bool(trigger.owned) and not trigger.first_person
        words = (self.word(index) for index in range(trigger.token + 1, trigger.token + TOLD))
        behind = [word for word in words if word not in QUOTES][:2]
        return strong and any(self._is_deed(word, trigger) for word in behind)

    def _is_deed(self, word: str, trigger: Trigger) -> bool:
        """Whether a word is a deed or leads to what he will do: قراره بالعفو, not قراره باستقلالية."""
        by = word[:1] == "ب" and len(word) > 3 and not self.lexicon.is_any(("lookalike", "means"), word)
        loose = trigger.row is None or not trigger.row.impersonal or word[1:].startswith("ال")
        bare = word.removeprefix("ب")
        deed = self.lexicon.is_a("deed", word) or self.lexicon.is_a("deed", bare) or is_verbal_noun(bare)
        return deed or (by and loose)

    def is_decided(self, trigger: Trigger) -> bool:
        """Whether a decision is told with what is decided: قرار الحكومة الأخير بسحب, not قرار ترامب أصابها بالإحباط.

        Any other noun needs no more than what leads on.
        """
        if trigger.row is None or not trigger.row.impersonal:
            return True
        index, limit = trigger.token + 1, self.document.sentence_at[trigger.token].end
        while index < limit and (end := self._behind_attribute(index, trigger)) > index:
            index = end
        word = self.word(index)
        deed = self._is_deed(word, trigger) or self._is_deed(word.removeprefix("ال"), trigger)
        opinion = self.lexicon.is_a("complementizer", word) or self.lexicon.is_any(("lookalike", "means"), word)
        return deed or word == "عدم" or (word[:1] == "ب" and word[1:].isalpha() and not opinion)

    def _behind_attribute(self, index: int, trigger: Trigger) -> int:
        """Where an agent, adjective, day or mark ends that may part a decision from the deed, if one begins here."""
        word, agent = self.word(index), self._agents_at.get(index)
        if agent and not agent.phrase.clitic:
            return agent.end
        plain = self.lexicon.is_definite(word) and not self.lexicon.is_relative(word)
        adjective = plain and not self._is_deed(word.removeprefix("ال"), trigger)
        timed = self.lexicon.is_any(("day", "dated"), word) or word in (*COMMAS, *QUOTES) or word.isdigit()
        return index + 1 if adjective or timed or word in self.lexicon.demonyms else index

    def is_agreed(self, trigger: Trigger) -> bool:
        """Whether somebody's agreement is told as given: أبلغه موافقة تركيا على فتح القاعدة، الإعلان عن موافقتها."""
        hit = self._hits.get(trigger.token - 1)
        told = hit is not None and any(candidate.cue.act == "say" for candidate in hit.candidates)
        return trigger.modality == "firm" and (told or self.word(trigger.token - 1) == "عن")

    def owner_before(self, trigger: Trigger, start: int = 0) -> tuple[str, ...]:
        """The last one named before somebody's word, from `start` on, whom its suffix fits; nobody if it has none."""
        if trigger.owned not in OWNERS:
            return ()
        gender, number = OWNERS[trigger.owned]
        floor = max(self.document.sentence_at[trigger.token].start, trigger.token - NAMED, start)
        near = reversed(self._agents.between(floor, trigger.token))
        fitting = (
            a.keys for a in near if a.keys and gender in (None, a.gender) and (number == "s") == (a.number == "s")
        )
        return next(fitting, ()) or (self._nation(floor, trigger.token) if number == "p" else ())

    def _nation(self, floor: int, end: int) -> tuple[str, ...]:
        """The state whose people were named last: القطريون."""
        words = (self.word(index) for index in range(end - 1, floor - 1, -1))
        states = (self.lexicon.demonyms.get(word) for word in words if word.endswith(PLURALS))
        key = self.cast.enter_first(filter(None, states))
        return (key,) if key else ()

    def is_affirmed(self, trigger: Trigger, content: Content | None) -> bool:
        """Whether a definite noun is all that is affirmed: أكد الرئيس الحرص على استقرار لبنان, not أن الحرص واجب."""
        definite = not trigger.plain and not trigger.owned
        told = content.statement if definite and content else None
        return told is not None and told.act in OWN_WILL and told.rule.startswith(("object", "preposition"))

    def is_own_deed(self, trigger: Trigger) -> bool:
        """Whether what stands behind a noun is a deed, or something of the speaker's: خطة لبناء، مواصلة عملياتها."""
        word = self.word(trigger.token + 1)
        return self.lexicon.is_a("deed", word.removeprefix("ل")) or (word.endswith(("ها", "هم")) and len(word) > 4)

    def adjective(self, trigger: Trigger) -> str | None:
        """The state whose adjective stands near: قرارات بإنهاء المهمة الأميركية، الدعم الأميركي يتضمن التزاما بـ."""
        behind = self.word(trigger.token + 1)
        if not behind.startswith("ب") or self.lexicon.is_a("lookalike", behind):
            return None
        sentence = self.document.sentence_at[trigger.token]
        near = range(max(sentence.start, trigger.token - 10), min(sentence.end, trigger.token + 12))
        states = (self.lexicon.demonyms.get(self.word(index)) for index in near)
        return self.cast.enter_first(filter(None, states))
