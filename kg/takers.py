"""The words of a gift -> to whom it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property
from operator import attrgetter

from kg.agents import Agent
from kg.aid import Giving, aid_at
from kg.folding import fold, fold_name
from kg.passages import Passage
from kg.places import Placed
from kg.prominence import Prominence
from kg.records import dataclass
from kg.setting import Setting, givers
from kg.shares import Shares
from kg.signers import Signers
from kg.thanks import Thanks
from kg.towns import Towns

# What can give, and what can be given to: no outlets that only tell of it, no unnamed sources.
GIVERS = frozenset(
    ("Country", "GovernmentBody", "InternationalOrganization", "Coalition", "Company", "Group", "Person")
)
TAKERS = GIVERS - {"Person"} | {"PoliticalParty", "ArmedGroup"}
# How many words may stand between a noun and whose it is, between a verb of granting and its object.
OWNED, GRANTED = 3, 6
# How many words before a passage the place may stand where its carrier arrives.
ARRIVAL = 16
# How many words before a gift it may have been told who is to be helped.
IN_MIND = 60

# What makes a bank a state's own.
CENTRAL = fold("المركزي")


@dataclass
class Takers:
    """Finds who receives gifts in one document."""

    setting: Setting
    starts: Mapping[int, Agent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document, self.cast, self.lexicon = self.setting.document, self.setting.cast, self.setting.lexicon
        self.word = self.document.by_token.__getitem__
        self.starts = self.setting.named
        self.ends, self.named = self.setting.named_ends, self.setting.named_tokens
        self.between = self.setting.placed_named.between
        self.signers = Signers(self.setting, self.between, TAKERS)
        self.prominence = Prominence(self.setting)
        self.towns = Towns(self.setting, self.named)
        self.shares = Shares(self.setting, self.ends)
        self.thanks = Thanks(self.setting, self.ends)

    # --- to whom ---------------------------------------------------------------------------------------------------

    def recipients(self, passage: Passage, donors: tuple[str, ...], *, sure: bool = False) -> tuple[str, ...]:
        """To whom, by the passage itself: the subject of receiving, the object of granting, ل or إلى + agent, the land
        or the people it is for (not with `sure`). Empty if nobody is named.
        """
        if told := self._told(passage, donors):
            return told
        behind = [a for a in self._candidates(passage, donors) if a.start >= passage.heart]
        before = [a for a in self._candidates(passage, donors) if a.start < passage.heart]
        near = (*behind, *reversed(before))
        granted = next((a.keys for a in (*reversed(before), *behind) if self._is_granted(a, passage)), ())
        toward = next(
            (self.towns.land(a) or self._both(a, passage.end) for a in near if self._is_toward(a, passage)), ()
        )
        found = granted or toward or self._reached(passage, donors, sent=True) or self._arrived(passage, donors)
        found = found or self._thanking(passage, donors) or self._told(passage, donors, welcomes=True)
        if found or sure:
            return found
        tests = (self._is_benefiting, self._is_through, self._is_place)
        fitting = (self.towns.land(a) or a.keys for test in tests for a in near if test(a, passage))
        found = next((keys for keys in fitting if all(map(self.is_known, keys))), ())
        found = found or self._reached(passage, donors, sent=False) or self._adjective(passage, donors)
        return found or self._met(passage, donors)

    def _met(self, passage: Passage, donors: tuple[str, ...]) -> tuple[str, ...]:
        """The state of whom a promise is made to: وعد خلال اجتماع مع أردوغان بـ15 مليار دولار."""
        met = (agent for agent in self.between(passage.start, passage.heart) if self.word(agent.start - 1) == "مع")
        states = (
            givers(agent.keys, self.cast)
            for agent in met
            if any("investment" in g.word.row.gives for g in passage.words)
        )
        return next((keys for keys in states if not set(keys) & self.own(donors) and all(map(self.is_known, keys))), ())

    def _told(self, passage: Passage, donors: tuple[str, ...], *, welcomes: bool = False) -> tuple[str, ...]:
        """Who receives or signs, or who welcomes what is given."""
        for word in (giving for giving in passage.words if giving.word.row.welcomes == welcomes):
            found: tuple[str, ...] = ()
            if word.kind == "receive":
                found = self._taker(word)
            elif word.kind in ("sign", "signing"):
                found = self.signers.of(word, passage.end)[1]
            if found and not set(found) & set(donors):
                return found
        return ()

    def _reached(self, passage: Passage, donors: tuple[str, ...], *, sent: bool) -> tuple[str, ...]:
        """The land of a town that what is given goes to, or is in."""
        state = self.towns.reached(passage, self.own(donors), sent=sent)
        key = self.cast.enter_key(state) if state else None
        return (key,) if key else ()

    def _both(self, agent: Agent, limit: int) -> tuple[str, ...]:
        """An agent with those joined to it by و before a limit: للأردن ولبنان."""
        keys, end = list(agent.keys), agent.end
        while end < limit and (other := self.starts.get(end)) and self._is_joined(other):
            keys += other.keys
            end = other.end
        return tuple(dict.fromkeys(keys))

    def _is_joined(self, agent: Agent) -> bool:
        return agent.phrase.clitic in ("و", "ول") and self._takes(agent)

    def _arrived(self, passage: Passage, donors: tuple[str, ...]) -> tuple[str, ...]:
        """The land at whose port or airport arrives what carries the goods: وصلت إلى مطار الخرطوم طائرة تحمل 30 طنا."""
        if not any(giving.kind == "carrier" or giving.word.row.sends for giving in passage.words):
            return ()
        if onward := self._carried_on(passage):
            return onward
        start = max(self.document.sentence_of(passage.heart).start, passage.start - ARRIVAL)
        own = self.own(donors)
        for agent in self.between(start, passage.end):
            landed = self.lexicon.is_a("port", self.word(agent.start - 1).removeprefix("ل").removeprefix("ب"))
            if landed and not set(agent.keys) & own and self._takes(agent):
                return agent.keys
        state = self.towns.landed(start, passage.end, own)
        key = self.cast.enter_key(state) if state else None
        return (key,) if key else ()

    def _carried_on(self, passage: Passage) -> tuple[str, ...]:
        """To whom what has landed is carried on: تمهيدا لنقلها إلى الشعب الفلسطيني."""
        end = self.document.sentence_of(passage.heart).end
        onward = (i for i in range(passage.tail, end) if self.lexicon.is_a("onward", self.word(i)))
        start = next(onward, end)
        return next((a.keys for a in self.between(start, min(start + ARRIVAL, end)) if self._takes(a)), ())

    def _takes(self, agent: Agent) -> bool:
        return all(self.cast.actors[key].type in TAKERS for key in agent.keys)

    def _thanking(self, passage: Passage, donors: tuple[str, ...]) -> tuple[str, ...]:
        """Who thanks for what is given."""
        thanked = self.thanks.for_gift(passage)
        keys = givers(thanked.taker.keys, self.cast) if thanked and thanked.taker else ()
        return () if set(keys) & self.own(donors) else self._able(keys)

    def _taker(self, verb: Giving) -> tuple[str, ...]:
        subject = self.setting.speakers.subject(verb)
        topic = None if subject else self.topic(verb)
        keys = subject.speakers if subject else topic.keys if topic else ()
        return tuple(key for key in givers(keys, self.cast) if self.cast.actors[key].type in TAKERS)

    def _candidates(self, passage: Passage, donors: tuple[str, ...]) -> Iterator[Agent]:
        """The agents of a passage that can be given to and are not its donors or theirs."""
        own = self.own(donors)
        for agent in self.between(passage.start, passage.end):
            if not set(agent.keys) & own and self._takes(agent) and not self._is_in_need(agent):
                yield agent

    def _is_in_need(self, agent: Agent) -> bool:
        """Whether an agent is only told to be in need: of whom aid is for the land is asked, النازحين في شمال سوريا."""
        alone = agent.end == agent.start + 1 and agent.phrase.source is not None
        return alone and self.lexicon.is_a("needy", self.word(agent.start))

    def own(self, donors: tuple[str, ...]) -> set[str]:
        """The donors with the states and bodies they belong to."""
        states = (self.cast.state_of(key) for key in donors)
        bodies = (owner for key in donors for owner in self.cast.actors[key].of)
        return {*donors, *bodies, *(state for state in states if state)}

    def is_known(self, key: str) -> bool:
        """Whether an actor is curated or of a known state."""
        return self.cast.actors[key].curated or self.cast.state_of(key) is not None

    def is_firm(self, key: str) -> bool:
        """Whether what an actor gets is rather a price or a loan than aid: a firm, a club, banks."""
        actor = self.cast.actors[key]
        if CENTRAL in fold_name(actor.label).split():
            return False
        called = (not actor.curated or actor.type == "Group") and self.cast.is_called("firm", key)
        return actor.type == "Company" or called

    def _is_granted(self, agent: Agent, passage: Passage) -> bool:
        """Whether an agent is the object of a word of granting: منحت لبنان، لتزويد العراق بـ."""
        if agent.phrase.clitic:
            return False
        words = [giving for giving in passage.words if giving.word.row.to == "object"]
        for giving in words:
            between = range(giving.token + 1, agent.start)
            if giving.token < agent.start <= giving.token + GRANTED and not any(map(self._is_preposition, between)):
                return giving.is_verb or agent.start <= giving.token + OWNED
        return False

    def _is_preposition(self, index: int) -> bool:
        return self.lexicon.is_a("preposition", self.word(index))

    def _is_toward(self, agent: Agent, passage: Passage) -> bool:
        """Whether ل or إلى leads to an agent: لليمن، إلى اليمن; of what is handed out على does, too."""
        before = self.word(agent.start - 1)
        among = before == fold_name("على") and any(giving.word.row.to == "على" for giving in passage.words)
        among = among or (before == "من" and self.word(agent.start - 2) == "لكل") or self._owes(agent, passage)
        if self.lexicon.is_a("purse", before) and agent.phrase.clitic == "":  # إلى حساب وزارة المالية
            before = self.word(agent.start - 2)
        among = among or (self.lexicon.is_a("place", before) and self._is_people(self.word(agent.start - 2)))
        return among or agent.phrase.clitic in ("ل", "ول") or self.lexicon.is_a("toward", before)

    def _owes(self, agent: Agent, passage: Passage) -> bool:
        """Whether debts that are given up are an agent's: ديون مصر، الديون المستحقة على مصر."""
        if not any("debt" in giving.word.row.gives for giving in passage.words):
            return False
        behind = any(g.word.row.thing == "debt" and g.token + 1 == agent.start for g in passage.words)
        return behind or self.word(agent.start - 1) == fold_name("على")

    def _is_people(self, word: str) -> bool:
        """للأشقاء في السودان: ل leads to people of a land."""
        return word.startswith("ل") and self.lexicon.is_a("needy", word)

    def _is_through(self, agent: Agent, passage: Passage) -> bool:
        """Whether ل leads to an agent through a noun of its own: لعمليات البرنامج، لاقتصاد اليمن."""
        before = self.word(agent.start - 1)
        through = before.startswith("ل") and len(before) > 4 and agent.phrase.clitic == ""
        opposed = any(self.cast.actors[key].type == "ArmedGroup" for key in agent.keys)
        return through and agent.start > passage.start and not opposed and not self.lexicon.is_a("lookalike", before)

    def _is_benefiting(self, agent: Agent, passage: Passage) -> bool:
        words = [self.word(index) for index in range(max(passage.start, agent.start - 3), agent.start)]
        return self._is_helped(agent) or any(self.lexicon.is_a("benefiting", word) for word in words)

    def _is_helped(self, agent: Agent, *, led: bool = False) -> bool:
        """Whether a noun of help governs an agent; with `led` ل or ب may lead to it: لدعم لبنان."""
        before = self.word(agent.start - 1)
        sided = led and self.lexicon.is_a("beside", before)  # تقف إلى جانب تركيا
        led = led and before[:1] in ("ل", "ب")
        helped = sided or self.lexicon.is_a("helped", before) or (led and self.lexicon.is_a("helped", before[1:]))
        return agent.phrase.clitic == "" and helped

    def _is_place(self, agent: Agent, passage: Passage) -> bool:
        if agent.weak:  # صادق البنك في واشنطن
            return False
        side = self.lexicon.is_a("side", self.word(agent.start - 1))  # في شمال سوريا
        before = self.word(agent.start - 2 if side else agent.start - 1)
        return self.lexicon.is_a("place", before) or (agent.phrase.clitic == "ب" and agent.start >= passage.heart)

    @cached_property
    def _helped(self) -> Placed[Agent]:
        """Those who are helped."""
        helped = (a for a in self.starts.values() if self._is_helped(a, led=True) and self._takes(a))
        return Placed(helped, attrgetter("start"))

    def helped(self, token: int, own: set[str], *, since: int = 0) -> tuple[str, ...]:
        """Whom the article between two tokens tells to be helped: مؤتمر لإعادة إعمار العراق."""
        before = self._helped.before(token)
        near = before is not None and token - before.start <= IN_MIND and before.start >= since
        return before.keys if before and near and not set(before.keys) & own else ()

    def _adjective(self, passage: Passage, donors: tuple[str, ...]) -> tuple[str, ...]:
        """الاقتصاد التركي، الشعب اليمني: the land whose adjective stands with the article behind what is given, or
        behind a noun of help.
        """
        own = self.own(donors)
        helped = next(
            (g.token for g in passage.words if passage.start <= g.token and self._may_grant(g)), passage.heart
        )
        for index in (*range(passage.heart, passage.end), *range(helped + 2, passage.heart)):
            state = self.lexicon.demonyms.get(self.word(index)) if self._is_of_land(index) else None
            if state and state not in own and (key := self.cast.enter_key(state)):
                return (key,)
        return ()

    def _is_of_land(self, index: int) -> bool:
        """Whether an adjective, of no name, stands with the article or behind a noun that is led to: إلى قرى يمنية."""
        if index in self.named or index - 1 in self.named:  # not الإمارات العربية
            return False
        before = self.word(index - 1)
        led = before.startswith("ل") or any(
            self.lexicon.is_a(kind, self.word(index - 2)) for kind in ("toward", "place")
        )
        return self.word(index).startswith("ال") or (led and not self.lexicon.is_a("lookalike", before))

    def topic(self, verb: Giving) -> Agent | None:
        """The agent that the sentence is about: the nearest one before the verb that nothing governs and that the
        verb agrees with.
        """
        floor = self.document.sentence_at[verb.token].start
        for agent in reversed(self.between(floor, verb.token)):
            if self.is_free(agent):
                gender = verb.form.gender
                if gender is None or agent.gender == gender:
                    return agent
        return None

    def is_free(self, agent: Agent) -> bool:
        """Whether nothing governs an agent."""
        governed = self.word(agent.start - 1) in self.lexicon.particles["preposition"]
        return not governed and agent.phrase.clitic in ("", "و")

    def _may_grant(self, noun: Giving) -> bool:
        """Whether what stands behind a noun may be whom it is given to: منح أوكرانيا مساعدات."""
        return any(word.row.to == "object" for word in aid_at(self.word(noun.token))[1])

    def _able(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those who can give; nobody if one of them cannot."""
        found = tuple(keys)
        return found if all(self.cast.actors[key].type in GIVERS for key in found) else ()
