"""The words of a gift -> its parties: who gives, to whom, through whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from operator import attrgetter

from kg.agents import Agent
from kg.aid import Giving, aid_at
from kg.folding import fold
from kg.iris import actor_key
from kg.passages import Passage
from kg.places import Placed
from kg.prominence import named_in
from kg.records import dataclass
from kg.setting import Content, Setting, givers
from kg.signers import Signers
from kg.thanks import Thanks
from kg.towns import Towns

# What can give, and what can be given to: no outlets that only tell of it, no unnamed sources.
GIVERS = frozenset(
    ("Country", "GovernmentBody", "InternationalOrganization", "Coalition", "Company", "Group", "Person")
)
TAKERS = GIVERS - {"Person"} | {"PoliticalParty", "ArmedGroup"}
# How many words may stand between a noun and its adjective or owner, between a verb of granting and its object.
OWNED, GRANTED, OWNER_BEFORE, LONGEST = 3, 6, 8, 6


@dataclass
class Parties:
    """Finds the parties of gifts in one document; remembers those named last."""

    setting: Setting
    starts: dict[int, Agent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document, self.cast, self.lexicon = self.setting.document, self.setting.cast, self.setting.lexicon
        self.word = self.document.word
        self.starts = {agent.start: agent for agent in self.setting.agents if agent.keys}
        self.ends = {agent.end: agent for agent in self.starts.values()}
        self.named = frozenset(index for agent in self.starts.values() for index in range(agent.start, agent.end))
        self.between = Placed(self.starts.values(), attrgetter("start")).between
        self.signers = Signers(self.setting, self.between, TAKERS).of
        self.towns = Towns(self.setting, self.named)
        self.thanks = Thanks(self.setting, self.ends)

    # --- who gives -------------------------------------------------------------------------------------------------

    def donors(self, passage: Passage, content: Content | None) -> tuple[str, ...]:
        """Who gives, by the passage itself: its words' owners, origins and subjects, nearest first; else who announces
        it. Empty if nobody is named.
        """
        if thanked := self.thanks.for_gift(passage):
            return self._able(givers(thanked.giver.keys, self.cast))
        strong = [g for g in passage.words if g.kind == "give" and g.strong and g.token < passage.heart]
        for giving in (*strong, *passage.words):
            found = self._giver(giving, passage)
            if found:
                return found
        found = self._origin(passage.tail, passage)
        return found or (self._announcer(passage, content) if content else ())

    def speaker(self, passage: Passage, content: Content | None) -> tuple[str, ...]:
        """The speaker where nobody else is named who could give."""
        active = any(g.kind in ("giving", "give") and g.token < passage.heart for g in passage.words)
        if content is None or not active or self.stranger(passage):
            return ()
        return self._able(givers(content.statement.speakers, self.cast))

    def _announcer(self, passage: Passage, content: Content) -> tuple[str, ...]:
        """The speaker, where he announces the giving or speaks of it as his own (سنقدم)."""
        active = [g for g in passage.words if self._is_told(g, passage, content)]
        own = any(g.is_verb and g.form.gender is None and g.form.number == "p" for g in active)
        announced = content.statement.act in ("announce", "promise") and active and not self.stranger(passage)
        if own or (announced and not any(g.kind == "receive" for g in passage.words)):
            return self._able(givers(content.statement.speakers, self.cast))
        return ()

    def _is_told(self, giving: Giving, passage: Passage, content: Content) -> bool:
        """Whether a word tells of giving, or opens what is announced: كشف السفير عن منحة."""
        opens = giving.kind == "gift" and giving.strong and giving.token - content.start < OWNED
        return (opens or giving.kind in ("giving", "give")) and giving.token < passage.heart

    def _giver(self, giving: Giving, passage: Passage) -> tuple[str, ...]:
        if giving.kind == "give":
            return self._subject(giving, passage)
        if giving.kind in ("gift", "giving", "carrier"):
            found = self._owner(giving) or self._origin(giving.token + 1, passage)
            return found or (self._doer(giving) if giving.kind == "giving" else ())
        if giving.kind == "giver":
            topic = self.topic(giving)
            return self._able(givers(topic.keys, self.cast)) if topic else ()
        if giving.kind == "sign":
            return self.signers(giving, passage.end)[0]
        near = self._origin(giving.token, passage) if giving.kind in ("given", "receive") else ()
        return near or (self._source(passage) if giving.kind == "receive" else ())

    def _doer(self, giving: Giving) -> tuple[str, ...]:
        """Who is named right before what he does: بدأت تركيا توزيع 500 طن."""
        agent = self.ends.get(giving.token)
        return self._able(givers(agent.keys, self.cast)) if agent and self._is_free(agent) else ()

    def stranger(self, passage: Passage) -> bool:
        """Whether a verb of giving has a subject that is no known agent: تعهدت الدول المشاركة بتقديم."""
        verbs = (g for g in passage.words if g.kind == "give" and g.token < passage.heart)
        return any(self._names_stranger(verb) for verb in verbs)

    def _names_stranger(self, verb: Giving) -> bool:
        index = self._behind(verb)
        subject = None if index in self.starts else self.setting.speakers.subject(verb, near=True)
        if index in self.starts or subject:
            return subject is not None and not self._able(givers(subject.speakers, self.cast))
        return self._is_party(index)

    def _behind(self, verb: Giving) -> int:
        """The place behind a verb and a pronoun: تعهدت فيه الدول."""
        return verb.token + 2 if self.lexicon.is_a("pointing", self.word(verb.token + 1)) else verb.token + 1

    def _is_party(self, index: int) -> bool:
        return any(word.row.kind == "party" for word in aid_at(self.word(index))[1])

    def _able(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those who can give; nobody if one of them cannot."""
        found = tuple(keys)
        return found if all(self.cast.actors[key].type in GIVERS for key in found) else ()

    def _subject(self, verb: Giving, passage: Passage) -> tuple[str, ...]:
        """The subject of a verb of giving; one right behind the sum without a suffix is passive (خصص لأنشطتها)."""
        if verb.token >= passage.heart and not verb.word.back and not self._leads_back(verb, passage):
            return ()
        beside = self._relative(verb) or self._beside(verb)
        if beside:
            return self._able(givers(beside.keys, self.cast))
        subject = self.setting.speakers.subject(verb)
        if subject:
            return self._able(givers(subject.speakers, self.cast))
        if self._names_stranger(verb):
            return self._group(self._behind(verb))
        behind = self.starts.get(verb.token + 1)
        # A capital or a house agrees with its verb by itself: أعلن البيت الأبيض.
        agent = behind if behind and behind.weak and not behind.phrase.clitic else self.topic(verb)
        return self._able(givers(agent.keys, self.cast)) if agent else self._carrier(verb)

    def _carrier(self, verb: Giving) -> tuple[str, ...]:
        """Whose ship or aircraft the sentence is about: حطت طائرة سعودية في عدن حيث أوصلت 25 طنا."""
        if not verb.word.row.sends:
            return ()
        floor = self.document.sentence_of(verb.token).start
        for index in range(verb.token - 1, floor - 1, -1):
            if any(word.row.kind == "carrier" for word in aid_at(self.word(index))[1]):
                return self._owner(Giving(index, "", aid_at(self.word(index))[1][0]))
        return ()

    def _leads_back(self, verb: Giving, passage: Passage) -> bool:
        """Whether a verb behind what is given leads to a noun that takes it up: 20 مليون دولار يقوم البنك بتمويلها."""
        suffixed = (g for g in passage.words if g.kind == "giving" and self.word(g.token).endswith(("ها", "ه")))
        return any(giving.token > verb.token for giving in suffixed)

    def _relative(self, verb: Giving) -> Agent | None:
        """The agent right before a relative clause: لبنان والسعودية التي جددت القرض."""
        before = self.word(verb.token - 1)
        if not before.startswith("ال") or not self.lexicon.is_a("relative", before):
            return None
        return self.ends.get(verb.token - 1)

    def _beside(self, verb: Giving) -> Agent | None:
        """The agent behind a verb with only a pronoun between them: أعلنت خلالها برلين، قدمت له مصر."""
        agent = self.starts.get(verb.token + 2)
        pronoun = self.lexicon.is_a("pointing", self.word(verb.token + 1))
        fits = agent is not None and agent.phrase.clitic == "" and verb.form.gender in (None, agent.gender)
        return agent if pronoun and fits and verb.token + 1 not in self.starts else None

    def _group(self, index: int) -> tuple[str, ...]:
        """A group of givers by description, with its adjectives and its place: الدول المشاركة، دول في أنحاء العالم."""
        if index in self.starts or not self._is_party(index):
            return ()
        end, limit = index + 1, min(index + LONGEST, self.document.sentence_of(index).end)
        while end < limit and self._describes(end, index):
            end += 1
        label = self.document.text(index, end)
        key = actor_key(label, article=self.document.article.id)
        self.cast.add(key, "Group", label, local=True)
        return (self.cast.sight(index, end, key),)

    def _describes(self, index: int, noun: int) -> bool:
        """Whether a word belongs to the description of a group that begins at a noun."""
        word = self.word(index)
        if index in self.starts or aid_at(word)[1] or not word.isalpha():
            return False
        placed = "في" in self.document.words(noun, index)
        adjective = word.startswith("ال") or self.lexicon.is_a("adjective", word)
        return word == "في" or adjective or (placed and not self._leads_on(index))

    def topic(self, verb: Giving) -> Agent | None:
        """The agent that the sentence is about: the nearest one before the verb that nothing governs and that the
        verb agrees with.
        """
        floor = self.document.sentence_of(verb.token).start
        for agent in reversed(self.between(floor, verb.token)):
            if self._is_free(agent):
                gender = verb.form.gender
                if gender is None or agent.gender == gender:
                    return agent
        return None

    def _is_free(self, agent: Agent) -> bool:
        governed = self.word(agent.start - 1) in self.lexicon.particles["preposition"]
        return not governed and agent.phrase.clitic in ("", "و")

    def _owner(self, noun: Giving) -> tuple[str, ...]:
        """منحة سعودية / تقديم بلاده منحة / مساعدات الاتحاد الأوروبي."""
        if noun.word.back:
            return self._named_before(noun.token)
        owner = self.starts.get(noun.token + 1)
        if owner and owner.phrase.clitic == "" and not self._may_grant(noun):
            return self._able(givers(owner.keys, self.cast))
        if self.lexicon.is_a("belonging", self.word(noun.token + 1)):
            body = self.starts.get(noun.token + 2)
            return self._able(givers(body.keys, self.cast)) if body and body.phrase.clitic == "ل" else ()
        for index in range(noun.token + 1, noun.token + 1 + OWNED):
            if self._leads_on(index) or index in self.starts:
                return ()
            state = self.lexicon.demonyms.get(self.word(index))
            if state and self._belongs_behind(noun, index):
                return ()
            if state and (key := self.cast.enter_key(state)):
                return (key,)
        return ()

    def _belongs_behind(self, noun: Giving, index: int) -> bool:
        """Whether an adjective is that of a further noun: دعم الاقتصاد التركي."""
        helped = noun.kind == "gift" and self._may_grant(noun) and index > noun.token + 1
        return helped and self.word(noun.token + 1).startswith("ال") and not self.word(noun.token).startswith("ال")

    def _origin(self, token: int, passage: Passage) -> tuple[str, ...]:
        """Behind من, close to a token: قرض من البنك الدولي، مليون دولار من الولايات المتحدة، ممولة من قبل فرنسا."""
        for index in range(token, min(token + OWNED + 1, passage.end)):
            if self.word(index) == "من":
                led = self.lexicon.is_a("by", self.word(index + 1)) or self.lexicon.is_a("land", self.word(index + 1))
                start = index + 2 if led and index + 1 not in self.starts else index + 1
                agent = self.starts.get(start)
                named = self._able(self._joined(agent)) if agent and agent.phrase.clitic == "" else ()
                return named or self._group(start)
            if index in self.starts or self._leads_on(index):
                return ()
        return ()

    def _source(self, passage: Passage) -> tuple[str, ...]:
        """Of whom somebody receives, anywhere behind what he does: تلقت ودائع بلغت مليار دولار في أبريل من قطر."""
        for index in range(passage.tail, passage.end):
            agent = self.starts.get(index + 1) if self.word(index) == "من" else None
            if agent and agent.phrase.clitic == "" and not agent.weak and (found := self._able(self._joined(agent))):
                return found
        return ()

    def _may_grant(self, noun: Giving) -> bool:
        """Whether what stands behind a noun may be whom it is given to: منح أوكرانيا مساعدات."""
        return any(word.row.to == "object" for word in aid_at(self.word(noun.token))[1])

    def _named_before(self, token: int) -> tuple[str, ...]:
        """Whom a possessive suffix means: the nearest agent before, close by."""
        near = (a for a in reversed(self.setting.agents) if token - OWNER_BEFORE <= a.end <= token and a.keys)
        return next((self._able(givers(agent.keys, self.cast)) for agent in near), ())

    def origin(self, passage: Passage) -> tuple[str, ...]:
        """Whom what is given comes from, named right behind it."""
        return self._origin(passage.tail, passage) if self.word(passage.tail) == "من" else ()

    def _leads_on(self, index: int) -> bool:
        """Whether a word is a preposition or has one before it: what follows belongs to it."""
        return self._is_preposition(index) or self.word(index).startswith(("لل", "بال"))

    def _joined(self, agent: Agent) -> tuple[str, ...]:
        """An agent with those joined to it by و."""
        keys, end = list(givers(agent.keys, self.cast)), agent.end
        while (follower := self.starts.get(end)) and follower.phrase.clitic == "و":
            keys += givers(follower.keys, self.cast)
            end = follower.end
        return tuple(dict.fromkeys(keys))

    # --- to whom ---------------------------------------------------------------------------------------------------

    def recipients(self, passage: Passage, donors: tuple[str, ...], *, sure: bool = False) -> tuple[str, ...]:
        """To whom, by the passage itself: the subject of receiving, the object of granting, ل or إلى + agent, the land
        or the people it is for (not with `sure`). Empty if nobody is named.
        """
        for verb in (giving for giving in passage.words if giving.kind in ("receive", "sign")):
            found = self._taker(verb) if verb.kind == "receive" else self.signers(verb, passage.end)[1]
            if found and not set(found) & set(donors):
                return found
        behind = [a for a in self._candidates(passage, donors) if a.start >= passage.heart]
        before = [a for a in self._candidates(passage, donors) if a.start < passage.heart]
        near = (*behind, *reversed(before))
        granted = next((a.keys for a in (*reversed(before), *behind) if self._is_granted(a, passage)), ())
        toward = next((self.towns.land(a) or a.keys for a in near if self._is_toward(a, passage)), ())
        found = granted or toward or self._reached(passage, donors, sent=True) or self._thanking(passage, donors)
        if found or sure:
            return found
        tests = (self._is_benefiting, self._is_through, self._is_place)
        found = next((agent.keys for test in tests for agent in near if test(agent, passage)), ())
        return found or self._reached(passage, donors, sent=False) or self._adjective(passage, donors)

    def _reached(self, passage: Passage, donors: tuple[str, ...], *, sent: bool) -> tuple[str, ...]:
        """The land of a town that what is given goes to, or is in."""
        state = self.towns.reached(passage, self.own(donors), sent=sent)
        key = self.cast.enter_key(state) if state else None
        return (key,) if key else ()

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
            if not set(agent.keys) & own and all(self.cast.actors[key].type in TAKERS for key in agent.keys):
                yield agent

    def own(self, donors: tuple[str, ...]) -> set[str]:
        """The donors with the states they belong to."""
        states = (self.cast.state_of(key) for key in donors)
        return {*donors, *(state for state in states if state)}

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
        among = before == fold("على") and any(giving.word.row.to == "على" for giving in passage.words)
        return among or agent.phrase.clitic in ("ل", "ول") or self.lexicon.is_a("toward", before)

    def _is_through(self, agent: Agent, passage: Passage) -> bool:
        """Whether ل leads to an agent through a noun of its own: لعمليات البرنامج، لاقتصاد اليمن."""
        before = self.word(agent.start - 1)
        through = before.startswith("ل") and len(before) > 4 and agent.phrase.clitic == ""
        opposed = any(self.cast.actors[key].type == "ArmedGroup" for key in agent.keys)
        return through and agent.start > passage.start and not opposed and not self.lexicon.is_a("lookalike", before)

    def _is_benefiting(self, agent: Agent, passage: Passage) -> bool:
        words = [self.word(index) for index in range(max(passage.start, agent.start - 3), agent.start)]
        helped = any(self.lexicon.is_a("helped", word) for word in words[-1:]) and agent.phrase.clitic == ""
        return helped or any(self.lexicon.is_a("benefiting", word) for word in words)

    def _is_place(self, agent: Agent, passage: Passage) -> bool:
        side = self.lexicon.is_a("side", self.word(agent.start - 1))  # في شمال سوريا
        before = self.word(agent.start - 2 if side else agent.start - 1)
        return self.lexicon.is_a("place", before) or (agent.phrase.clitic == "ب" and agent.start >= passage.heart)

    def _adjective(self, passage: Passage, donors: tuple[str, ...]) -> tuple[str, ...]:
        """الاقتصاد التركي، الشعب اليمني: the land whose adjective stands with the article behind what is given, or
        behind a noun of help.
        """
        own = self.own(donors)
        helped = next(
            (g.token for g in passage.words if passage.start <= g.token and self._may_grant(g)), passage.heart
        )
        for index in (*range(passage.heart, passage.end), *range(helped + 2, passage.heart)):
            word = self.word(index)
            state = self.lexicon.demonyms.get(word) if word.startswith("ال") else None
            apart = index not in self.named and index - 1 not in self.named  # not الإمارات العربية
            if state and state not in own and apart and (key := self.cast.enter_key(state)):
                return (key,)
        return ()

    def channels(self, passage: Passage, parties: Iterable[str]) -> tuple[str, ...]:
        """Through whom: an international body that the passage names beside donor and recipient."""
        known = set(parties)
        named = (key for agent in self.between(passage.start, passage.end) for key in agent.keys)
        bodies = (key for key in named if self.cast.actors[key].type == "InternationalOrganization")
        return tuple(dict.fromkeys(key for key in bodies if key not in known))

    def concerned(self, others: tuple[str, ...], types: Collection[str] = ("Country",)) -> tuple[str, ...]:
        """The country, or actor of the types given, that the article speaks of most beside the others."""
        own = self.own(others)
        listed = named_in(self.setting, types).most_common()
        return next(((key,) for key, _ in listed if not self.own((key,)) & own), ())
