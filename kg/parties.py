"""The words of a gift -> its parties: who gives, to whom, through whom."""

from __future__ import annotations

from collections.abc import Iterable

from kg.agents import Agent
from kg.aid import Giving, aid_at
from kg.parts import partings
from kg.passages import Passage
from kg.records import dataclass
from kg.setting import QUOTES, Content, givers
from kg.takers import Takers

# How many words may stand between a noun and its adjective or owner, before a noun whose suffix means him, and in a
# description.
OWNED, OWNER_BEFORE, LONGEST = 3, 8, 6


@dataclass
class Parties(Takers):
    """Finds the parties of gifts in one document."""

    # --- who gives -------------------------------------------------------------------------------------------------

    def donors(self, passage: Passage, content: Content | None) -> tuple[str, ...]:
        """Who gives, by the passage itself: its words' owners, origins and subjects, nearest first; else who announces
        it. Empty if nobody is named.
        """
        if thanked := self.thanks.for_gift(passage):
            return self._able(givers(thanked.giver.keys, self.cast))
        if found := self._himself(passage, content) or self._belonging(passage.tail, passage.end):
            return found
        strong = [g for g in passage.words if g.kind == "give" and g.strong and g.token < passage.heart]
        for giving in (*strong, *passage.words):
            found = self._giver(giving, passage)
            if found:
                return found
        found = self._origin(passage.tail, passage)
        return found or (self._announcer(passage, content) if content else ())

    def _himself(self, passage: Passage, content: Content | None) -> tuple[str, ...]:
        """The speaker, where a pronoun before the verb that opens what he says means him: قالت واشنطن إنها ستمنح
        أوكرانيا 150 مليون دولار.
        """
        opening = content.start if content else -1
        verbs = (g for g in passage.words if g.kind == "give" and g.token == opening)
        if content is None or not any(verbs) or not self.lexicon.is_a("called", self.word(opening - 1)):
            return ()
        return self._able(givers(content.statement.speakers, self.cast))

    def _belonging(self, start: int, end: int) -> tuple[str, ...]:
        """Whose something is said to be, close to a token: قوافل إنسانية تابعة للأمم المتحدة."""
        for index in range(start, min(start + OWNED, end)):
            if self.lexicon.is_a("belonging", self.word(index)):
                body = self.starts.get(index + 1)
                return self._able(givers(body.keys, self.cast)) if body and body.phrase.clitic == "ل" else ()
            if index in self.starts:
                return ()
        return ()

    def speaker(self, passage: Passage, content: Content | None) -> tuple[str, ...]:
        """The speaker where nobody else is named who could give."""
        active = any(g.kind in ("giving", "give") and g.token < passage.heart for g in passage.words)
        if content is None or not active or self.stranger(passage):
            return ()
        return self._able(givers(content.statement.speakers, self.cast))

    def lender(self, passage: Passage) -> tuple[str, ...]:
        """Of a loan nobody is said to give the bank or fund that the sentence names before it: اتفقت مصر مع صندوق النقد
        الدولي من أجل قرض.
        """
        if not any(giving.word.row.trade for giving in passage.words):
            return ()
        start = self.document.sentence_of(passage.heart).start
        banks = (agent for agent in reversed(self.between(start, passage.heart)) if self._is_bank(agent))
        return next((agent.keys for agent in banks), ())

    def _is_bank(self, agent: Agent) -> bool:
        return all(self.cast.actors[key].curated and self.signers.is_bank(key) for key in agent.keys)

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
        if giving.kind == "share":
            return self._able(givers(self.shares.payers(giving), self.cast))
        if giving.kind in ("sign", "signing"):
            return self.signers.of(giving, passage.end)[0]
        near = self._origin(giving.token, passage) if giving.kind in ("given", "receive") else ()
        return near or (self._source(giving, passage) if giving.kind == "receive" else ())

    def _doer(self, giving: Giving) -> tuple[str, ...]:
        """Who is named right before what he does: بدأت تركيا توزيع 500 طن."""
        agent = self.ends.get(giving.token)
        return self._able(givers(agent.keys, self.cast)) if agent and self.is_free(agent) else ()

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

    def _subject(self, verb: Giving, passage: Passage) -> tuple[str, ...]:
        """The subject of a verb of giving; one right behind the sum without a suffix is passive (خصص لأنشطتها)."""
        if partings().longest(self.document.forms, verb.token + 1):  # دفع منها 20 مليونا
            return ()
        if verb.token >= passage.heart and not verb.word.back and not self._leads_back(verb, passage):
            return ()
        beside = self._relative(verb) or self._beside(verb)
        if beside:
            return self._able(givers(beside.keys, self.cast))
        subject = self.setting.speakers.subject(verb)
        one = subject is None or len(subject.speakers) == 1
        if one and verb.form.number == "d":  # أعلنا: rather "we"
            return ()
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
        floor = self.document.sentence_at[verb.token].start
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
        # برنامج المساعدة للعراق والذي يقدم: not what stands beside it.
        clause = self.lexicon.is_relative(self.word(verb.token - 1)) and not self.word(verb.token - 1).startswith("و")
        return self.ends.get(verb.token - 1) if clause else None

    def _beside(self, verb: Giving) -> Agent | None:
        """The agent behind a verb with only a pronoun or his office between them: قدمت له مصر، وعد أميرها تميم."""
        agent, between = self.starts.get(verb.token + 2), self.word(verb.token + 1)
        if agent is None or agent.phrase.clitic or verb.token + 1 in self.starts:
            return None
        titled = between.endswith(("ها", "هم")) or self.lexicon.is_a("private", between.removeprefix("ال"))
        called = titled and all(self.cast.actors[key].type == "Person" for key in agent.keys)
        return agent if called or (self._is_pointing(between) and verb.form.gender in (None, agent.gender)) else None

    def _is_pointing(self, word: str) -> bool:
        return self.lexicon.is_a("pointing", word)

    def _group(self, index: int) -> tuple[str, ...]:
        """A group of givers by description, with its adjectives and its place: الدول المشاركة، دول في أنحاء العالم."""
        if index in self.starts or not self._is_party(index):
            return ()
        end, limit = index + 1, min(index + LONGEST, self.document.sentence_of(index).end)
        while end < limit and self._describes(end, index):
            end += 1
        return (self.cast.add_described(index, end),)

    def _describes(self, index: int, noun: int) -> bool:
        """Whether a word belongs to the description of a group that begins at a noun."""
        word = self.word(index)
        if index in self.starts or aid_at(word)[1] or not word.isalpha():
            return False
        placed = "في" in self.document.words(noun, index)
        adjective = word.startswith("ال") or self.lexicon.is_a("adjective", word)
        return word == "في" or adjective or (placed and not self._leads_on(index))

    def _owner(self, noun: Giving) -> tuple[str, ...]:
        """منحة سعودية / تقديم بلاده منحة / مساعدات الاتحاد الأوروبي."""
        if noun.word.back or (noun.kind == "giving" and self._has_pronoun(noun.token)):
            return self._named_before(noun.token)
        owner = self.starts.get(noun.token + (2 if self.word(noun.token + 1) in QUOTES else 1))
        if owner and owner.phrase.clitic == "" and not self._may_grant(noun):
            return self._able(givers(owner.keys, self.cast))
        if body := self._belonging(noun.token + 1, len(self.document.forms)):
            return body
        for index in range(noun.token + 1, noun.token + 1 + OWNED):
            if self._leads_on(index) or index in self.starts:
                return ()
            state = self.lexicon.demonyms.get(self.word(index))
            if state and self._belongs_behind(noun, index):
                return ()
            if state and (key := self.cast.enter_key(state)):
                return (key, *self._second(index + 1))
        return ()

    def _has_pronoun(self, token: int) -> bool:
        """Whether a noun is written with a pronoun, which folding makes like the ending ة: تقديمها; unlike زيادة."""
        return self.document.text(token, token + 1).endswith(("ها", "ه"))

    def _second(self, index: int) -> tuple[str, ...]:
        """Who is joined by another adjective: طائرات سعودية | وإماراتية."""
        word = self.word(index)
        state = self.lexicon.demonyms.get(word[1:]) if word.startswith("و") else None
        key = self.cast.enter_key(state) if state else None
        return (key,) if key else ()

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
                named = self._able(self._joined(agent)) if agent and self._is_source(agent) else ()
                return named or self._group(start)
            if index in self.starts or self._leads_on(index):
                return ()
        return ()

    def _is_source(self, agent: Agent) -> bool:
        """Whether an agent behind من may give; a family name alone may be a thing: طن من السلال."""
        personal = any(self.cast.actors[key].type == "Person" for key in agent.keys)
        return agent.phrase.clitic == "" and not (personal and agent.end - agent.start == 1)

    def _source(self, verb: Giving, passage: Passage) -> tuple[str, ...]:
        """Of whom somebody receives, anywhere behind what he does: تلقت ودائع بلغت مليار دولار في أبريل من قطر."""
        for index in (*range(passage.tail, passage.end), *range(verb.token, passage.heart)):
            agent = self.starts.get(index + 1) if self.word(index) == "من" else None
            if agent and agent.phrase.clitic == "" and not agent.weak and (found := self._able(self._joined(agent))):
                return found
        return ()

    def _named_before(self, token: int) -> tuple[str, ...]:
        """Whom a possessive suffix means: the nearest agent before, close by, that nothing governs."""
        reach = self.between(token - OWNER_BEFORE - LONGEST, token)
        near = (a for a in reversed(reach) if token - OWNER_BEFORE <= a.end <= token and self.is_free(a))
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

    def channels(self, passage: Passage, parties: Iterable[str]) -> tuple[str, ...]:
        """Through whom: an international body that the passage names beside donor and recipient."""
        known = set(parties)
        named = (key for agent in self.between(passage.start, passage.end) for key in agent.keys)
        bodies = (key for key in named if self.cast.actors[key].type == "InternationalOrganization")
        return tuple(dict.fromkeys(key for key in bodies if key not in known))

    def concerned(self, others: tuple[str, ...], *, often: bool = False) -> tuple[str, ...]:
        """The country that the article speaks of most beside the others; with `often` only one that it names again or
        in its headline.
        """
        own, counts = self.own(others), self.prominence.of(("Country",))
        most = next((key for key in counts if not self.own((key,)) & own), None)
        return (most,) if most and (not often or counts[most] > 1 or self._opens_with(most)) else ()

    def _opens_with(self, key: str) -> bool:
        """Whether the first sentence names an actor."""
        return any(key in agent.keys for agent in self.between(*self.document.sentence_of(0)))
