"""Cue -> source: who speaks. The subject behind the verb, before it, or the one a reader supplies."""

from __future__ import annotations

from kg.agents import Agent
from kg.appositions import AppositionFinder
from kg.bearers import BearerFinder
from kg.carriers import CarrierFinder
from kg.cast import Cast
from kg.concord import Concord
from kg.cues import CueHit
from kg.dates import TimeExpression
from kg.document import COMMA, Document
from kg.issuers import IssuerFinder
from kg.lexicon import Lexicon
from kg.names import QUOTED
from kg.places import Placed
from kg.recall import MANY, PASSING, Recall
from kg.records import replace
from kg.subjects import Discourse, Subject, VerbAt, is_document
from kg.turns import TurnFinder

REACH = 14
# The rules that tell the subject beside its verb, which agrees with it.
_BESIDE = frozenset(("behind", "before", "described"))
# How many words behind the first of several speakers what they say may begin.
FAR = 36


class SpeakerFinder:
    """Finds sources in one document."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        cast: Cast,
        agents: Placed[Agent],
        hits: tuple[CueHit, ...],
        times: tuple[TimeExpression, ...] = (),
    ) -> None:
        self.document, self.lexicon, self.cast = document, lexicon, cast
        at = document.token_at
        self._times = {at(time.span.start): at(time.span.end) for time in times}
        self.word = document.by_token.__getitem__
        self.starts = {agent.start: agent for agent in agents}
        self.ends = {agent.end: agent for agent in agents}
        self.between = agents.between
        self.hits = {hit.token: hit for hit in hits}
        self.discourse = Discourse()
        self.concord = Concord(document, lexicon, cast)
        self.bearers = BearerFinder(document, lexicon, cast, self.starts, self.between, self.hits, self._times)
        self.appositions = AppositionFinder(document, lexicon, cast, self.starts, self.hits)
        self.issuers = IssuerFinder(document, lexicon, cast, agents, self.discourse)
        self.carriers = CarrierFinder(document, lexicon, self.starts, self.between, self.issuers)
        self.turns = TurnFinder(document, cast, self.bearers, self.between)
        self.recall = Recall(document, lexicon, cast, self.between, self.discourse)

    def subject(self, hit: VerbAt, *, near: bool = False) -> Subject | None:
        """The verb's subject: right before it (بايدن قال), else behind it, else before it at some distance."""
        beside = None if self._is_fronted(hit) else self.ends.get(hit.token)
        if beside and not hit.clitic and beside.start >= self.document.sentence_at[hit.token].start:
            if self.issuers.may_speak(beside) and hit.form.number not in ("d", "p"):
                return replace(self.issuers.of(beside), after=hit.token + 1)
            if beside.keys and self._leads(beside, hit) and self.concord.agrees(hit, beside):
                return self._before(beside, hit)
        return self._had(hit) or self.behind(hit, near=near) or self.before(hit)

    def _is_fronted(self, hit: VerbAt) -> bool:
        """Whether words of place or time stand first, the subject right behind: وفي اجتماع بقيادة ترامب قال بومبيو."""
        start, agent = self.document.sentence_at[hit.token].start, self.starts.get(hit.token + 1)
        beside = self.ends.get(hit.token)
        if agent is None or not agent.keys or agent.phrase.clitic or agent.phrase.kind == "possessive":
            return False
        if beside is None or self.lexicon.is_a("connector", self.word(beside.start - 1)):
            return False
        led = hit.token < start + FAR and self.lexicon.is_a("preposition", self.word(start).removeprefix("و"))
        apart = any(self._opens(place) or self._tells(place) for place in range(start, hit.token)) if led else True
        return not apart and self.concord.agrees(hit, agent)

    def _tells(self, index: int) -> bool:
        """Whether a verb of saying stands at a token, though it may be a noun: وفي أول رد فعل."""
        hit = self.hits.get(index)
        return hit is not None and not (hit.candidates[0].cue.strict and not self._opens(index + 1))

    def _had(self, hit: VerbAt) -> Subject | None:
        """Who had said something: وكانت روسيا قد أبلغت الأمم المتحدة."""
        had = self.word(hit.token - 1) == "قد"
        agent = self.ends.get(hit.token - 1) if had else None
        if agent is None or not self.lexicon.is_a("was", self.word(agent.start - 1).removeprefix("و")):
            return self._opened_with_was(hit, hit.token - had)
        return self._before(agent, hit) if agent.keys and self._leads(agent, hit) else None

    def _opened_with_was(self, hit: VerbAt, end: int) -> Subject | None:
        """Who stands right behind the كان that opens a sentence, whatever is told of them before قد or a comma:
        وكان المجلس المكون من 47 عضوا قد أيد.
        """
        start = self.document.sentence_at[hit.token].start
        agent = self.starts.get(start + 1) if self.lexicon.is_a("was", self.word(start).removeprefix("و")) else None
        parted = end < hit.token or self.word(end - 1) in COMMA
        if hit.clitic or not parted or agent is None or not agent.keys or agent.phrase.clitic or end - start > FAR:
            return None
        others = (self.hits.get(place) for place in range(agent.end, hit.token))
        verbs = any(other.tense != "masdar" and not self._relates(other) for other in others if other)
        if verbs or not self.concord.agrees(hit, agent):
            return None
        return replace(self._before(agent, hit), speakers=self._with_joined(agent))

    def _with_joined(self, agent: Agent) -> tuple[str, ...]:
        """An agent with those joined to it behind: وكانت بريطانيا، وفرنسا، وألمانيا قد حثت."""
        keys, last = list(agent.keys), agent
        while (follower := self._follower(last.end)) and follower.phrase.clitic == "و" and follower.keys:
            keys, last = [*keys, *follower.keys], follower
        return tuple(dict.fromkeys(keys))

    def _relates(self, hit: VerbAt) -> bool:
        return self.lexicon.is_relative(self.word(hit.token - 1))

    # --- behind the verb ------------------------------------------------------------------------------------------

    def behind(self, hit: VerbAt, *, near: bool = False) -> Subject | None:
        """The subject behind the verb: قال (للصحفيين / اليوم / في بيان) الوزير."""
        if hit.form.number in ("d", "p"):
            return None  # a verb before its subject is singular: قالوا has it in itself
        index, limit = hit.token + 1, self.document.sentence_of(hit.token).end
        addressee = None
        while index < min(limit, hit.token + REACH):
            agent = self.starts.get(index) or self._quoted(index)
            if agent and not agent.phrase.clitic and self._fits(hit, agent):
                self._learn_gender(agent, hit)
                return self._joined(agent, hit, addressee)
            if agent and agent.phrase.clitic == "ل":
                addressee = addressee or (agent.keys[0] if agent.keys else None)
            step = self._pass(index, agent)
            led = self.lexicon.is_a("preposition", self.word(index)) and index not in self._times
            if step == 0 or (near and led):
                return None
            index += step
        return None

    def _learn_gender(self, agent: Agent, hit: VerbAt) -> None:
        """قالت نورا: whose verb is feminine right before her name is a woman."""
        beside = agent.start == hit.token + 1 and len(agent.keys) == 1 and hit.form.gender == "f"
        if beside and self.cast.actors[agent.keys[0]].type == "Person" and not self.cast.actors[agent.keys[0]].curated:
            self.cast.gender[agent.keys[0]] = "f"

    def _quoted(self, index: int) -> Agent | None:
        """The agent whose name fills the quotation at a token: أفادت "رويترز"."""
        quote = self.document.quote_at(index)
        agent = self.starts.get(index + 1) if quote else None
        filled = quote and agent and agent.end == quote.closing and agent.keys
        return replace(agent, start=index, end=agent.end + 1) if filled and agent else None

    def _pass(self, index: int, agent: Agent | None) -> int:
        """How many tokens between verb and subject may be passed over; 0 where the subject must have come."""
        if agent:
            told = agent.phrase.clitic in ("ل", "ب") or self.word(index - 1) == "ل"
            return agent.end - index if told else 0
        if index in self._times:  # سيجتمع يوم 17 مارس 2017 الوزير
            return self._times[index] - index
        if adverb := self.lexicon.phrases["adverb"].match(self.document.forms, index):
            return adverb.end - index
        word = self.word(index)
        quote = self.document.quote_at(index)
        if quote and self.word(index - 1) == "ل" and quote.closing - index < 6:
            return quote.closing + 1 - index
        if self.lexicon.is_any(("day", "press", "of-it"), word) or self._describes(index) or word in (*COMMA, "-", "ل"):
            return 1
        if word == "كل" and self.word(index + 1) == "من":
            return 2
        if self.lexicon.is_a("setting", word):
            told = self.lexicon.is_a("complementizer", self.word(index + 1))  # أعلن عن أن
            return 0 if told else self._place(index + 1) + 1 - index
        return self._address(index)

    def _address(self, index: int) -> int:
        """The length of a form of address before an agent, or a word like it: معالي | وزير الخارجية, نفس | المصدر."""
        if self.lexicon.is_a("same", self.word(index)) and index + 1 in self.starts:
            return 1
        if self.lexicon.is_a("some", self.word(index)) and self.word(index + 1) == "من" and index + 2 in self.starts:
            return 2  # كثير من دول الخليج
        address = self.lexicon.titles.longest(self.document.forms, index)
        named = address is not None and address[1][0].kind == "honorific" and address[0] in self.starts
        return address[0] - index if address and named else 0

    def _describes(self, index: int) -> bool:
        """Whether a demonym tells of what land somebody is, or a pronoun points at him: السويسري بلاتر, تلك الدول."""
        word, named = self.word(index), self.starts.get(index + 1)
        definite = word.startswith("ال") and word in self.lexicon.demonyms
        if not (definite or self.lexicon.is_a("this", word)) or named is None or named.phrase.clitic:
            return False
        return named.phrase.kind in ("known", "person") if definite else word != "ذلك"

    def _place(self, index: int) -> int:
        """The last token of the noun phrase behind a preposition."""
        if index in self.starts and self.starts[index].phrase.source is None:
            return self.starts[index].end - 1
        quote = self.document.quote_at(index)
        if quote and quote.closing <= index + QUOTED + 1:
            return quote.closing  # في مقابلة مع "بي بي سي"
        end = index + 1
        bound = self._is_bound(index)
        while bound and (whose := self.starts.get(end)) and not whose.phrase.clitic:
            end = whose.end  # بعد اجتماع | وزراء مالية | مجموعة السبع
        while self.word(end) not in ("", "،", ",", '"', ":") and end not in self.starts and self._definite_or_time(end):
            end += 1
        return end - 1

    def _is_bound(self, index: int) -> bool:
        """Whether a noun may belong to the one behind it: اجتماع; unlike الاجتماع, and what is issued (بيان)."""
        word = self.word(index)
        plain = word in self.lexicon.common and not self.lexicon.is_definite(word)
        return plain and not self.lexicon.is_a("utterance", word) and self.lexicon.is_a("setting", self.word(index - 1))

    def _definite_or_time(self, index: int) -> bool:
        word = self.word(index)
        if word in self.lexicon.particles["complementizer"] or word in self.lexicon.particles["relative"]:
            return False
        return word.startswith("ال") or self.lexicon.is_any(("day", "adverb", "adjective", "companion"), word)

    def _fits(self, hit: VerbAt, agent: Agent) -> bool:
        """A capital spoken of as a place, or a person given as somebody's post, is no subject."""
        before = self.word(agent.start - 1)
        if not self.concord.agrees(hit, agent) or self._is_peer_met(agent) or self.concord.is_paper_judged(hit, agent):
            return False
        counted = self.word(agent.start - 2)
        each = before == "من" and (counted == "كل" or self.lexicon.is_a("some", counted))  # كل من روسيا وسوريا
        beside = agent.start == hit.token + 1 or each
        return beside or not (self._is_network(agent) or self.lexicon.is_a("preposition", before))

    def _is_peer_met(self, agent: Agent) -> bool:
        """Whether one is only named behind what he is to who speaks: قال خلال محادثات مع نظيره الروسي لافروف."""
        peer = self.ends.get(agent.start)
        source = peer.phrase.source if peer else None
        met = source is not None and source.source.kind == "counterpart"
        return met and peer is not None and self.lexicon.is_a("preposition", self.word(peer.start - 1))

    def _is_network(self, agent: Agent) -> bool:
        """Whether an agent is where people write: في موقع «فيسبوك», على تطبيق واتساب."""
        return self.lexicon.is_a("network", self.word(agent.phrase.name_end - 1))

    def _joined(self, agent: Agent, hit: VerbAt, addressee: str | None) -> Subject | None:
        """The subject with those joined to it by و, and behind its apposition."""
        keys, end = list(agent.keys), agent.end
        if is_document(agent):
            return self.issuers.of(agent)
        if bearer := self.bearers.of(agent):
            keys, end = [bearer[0]], bearer[1]
        end = self.appositions.end(agent, end)
        while (follower := self._follower(end)) and follower.phrase.clitic == "و" and follower.keys:
            keys = [*([] if self._is_title_of(agent, follower) else keys), *follower.keys]
            end = self.appositions.end(follower, follower.end)
        if self.word(agent.start - 2) == "كل":
            keys += self._others(end)
        addressee, end = self._addressee(end, addressee)
        return Subject(tuple(dict.fromkeys(keys)), end, "behind", addressee) if keys else None

    def _is_title_of(self, agent: Agent, named: Agent) -> bool:
        """Whether one has his first title before the second and his name: الخبير العسكري وعضو المجلس محمود منير."""
        title, name = agent.phrase, named.phrase
        unnamed = title.kind in ("office", "source") and title.definite and not title.of and agent.number == "s"
        titled = name.kind in ("known", "person") and name.name_start > name.start
        person = self.cast.actors[named.keys[0]].type == "Person"
        return unnamed and titled and person and all(self.cast.actors[key].local for key in agent.keys)

    def _others(self, end: int) -> list[str]:
        """Further persons who speak each with his titles: قال كل من سامي فرحات عضو المجلس وصالح عمار رئيس الغرفة."""
        opened = next((place for place in range(end, end + FAR) if self._opens(place)), end)
        others = (agent for agent in self.between(end, opened) if agent.phrase.clitic == "و")
        return [key for agent in others if agent.phrase.kind in ("known", "person") for key in agent.keys]

    def _opens(self, index: int) -> bool:
        return self.lexicon.is_a("opener", self.word(index)) or self.word(index) in (":", '"')

    def _follower(self, end: int) -> Agent | None:
        """The agent that comes next, a comma between them or not: السعودية، والإمارات."""
        return self.starts.get(end) or (self.starts.get(end + 1) if self.word(end) in COMMA else None)

    def _addressee(self, end: int, addressee: str | None) -> tuple[str | None, int]:
        """Whom it is said to: لرويترز، لنظيره العراقي، للصحفيين."""
        follower = self.starts.get(end)
        if follower and follower.phrase.clitic == "ل" and follower.keys:
            return addressee or follower.keys[0], follower.end
        return addressee, end

    def before(self, hit: VerbAt) -> Subject | None:
        """The subject before the verb: بايدن قال / الوزير الذي قال / وكان الكاظمي قال."""
        index, floor = hit.token, max(self.document.sentence_at[hit.token].start, hit.token - 24)
        if hit.clitic:
            return None
        steps = 0
        while index > floor and steps < 6:
            agent = self.ends.get(index)
            if agent and agent.start >= floor:
                return self._before(agent, hit) if self._leads(agent, hit) else None
            aside = self._aside(index, floor)
            if aside is not None:
                index, steps = aside, steps + 1
                continue
            if not self._between(self.word(index - 1)):
                return None
            index, steps = index - 1, steps + 1
        return None

    def _aside(self, index: int, floor: int) -> int | None:
        """Where the commas open that close at a token, with who did not want to be named between them:
        مسؤول، طلب عدم ذكر اسمه، قال.
        """
        if self.word(index - 1) not in COMMA:
            return None
        opening = next((i for i in range(index - 2, floor, -1) if self.word(i) in COMMA), None)
        hit = self.hits.get(opening + 1) if opening is not None else None
        if opening is not None and self.lexicon.is_relative(self.word(opening + 1)):
            return opening  # سجلات التداول، التي اطلعت عليها رويترز، أظهرت
        return opening if hit and hit.candidates[0].cue.act in ("oppose", "demand") else None

    def _between(self, word: str) -> bool:
        """Whether a word may stand between a subject and the verb behind it."""
        between = self.lexicon.is_any(("between", "adverb", "day"), word)
        return between or word in ("،", ",", "-", ")", "(")

    def _leads(self, agent: Agent, hit: VerbAt) -> bool:
        related = self.word(hit.token - 1) in ("الذي", "التي") and agent.end == hit.token - 1  # لبلاتر الذي ينفي
        if not agent.keys or (agent.phrase.clitic in ("ل", "ب") and not related):
            return False
        before = self.word(agent.start - 1)
        if self.lexicon.is_any(("product", "whereabouts"), before) and self._is_network(agent):
            return False
        led = ("preposition", "direction")
        preposed = any(self.lexicon.is_any(led, word) for word in (before, before.removeprefix("و")))
        words = (self.word(i).removeprefix("و") for i in range(agent.end, hit.token))
        relatives = [word for word in words if self.lexicon.is_relative(word)]
        relative, form = bool(relatives), hit.form
        if before == "(" and self.word(agent.end) == ")" and self.cast.actors[agent.keys[0]].type == "MediaOutlet":
            return False  # دبي (CNN)— قالت المحللة
        issued = self.lexicon.is_a("issuing", before) and not preposed  # بيان نشرته رويترز انتقد
        if relative and self._has_object(form.text):
            return False  # البنك الذي اتهمه بالتمويل
        if issued or self._is_told_of(relatives, agent, hit):
            return False
        agrees = form.gender in (None, agent.gender) or form.number in ("p", "d") or agent.number != "s"
        agrees = agrees or self.concord.stands_for(agent)
        person = self.cast.actors[agent.keys[0]].type == "Person" and not agent.phrase.clitic
        if agent.number == {"s": "d", "d": "s" if person else "", "p": "s" if person else ""}.get(form.number or ""):
            return False  # حل الدولتين سينهي, موعد لقائه وترامب سيعلنان, مستشارو ترامب يرجحون
        return agrees and (relative or not preposed)

    def _has_object(self, verb: str) -> bool:
        """Whether a verb ends in a pronoun for whom it is done to: اتهمه, وصفتها."""
        endings = (ending for ending in ("ه", "ها", "هم") if verb.endswith(ending))
        return any(verb.removesuffix(ending) in self.lexicon.cues for ending in endings)

    def _is_told_of(self, relatives: list[str], agent: Agent, hit: VerbAt) -> bool:
        """Whether a relative clause is no agent's own: الجرائم التي أشار إليها, الجمهوريون في الكونغرس الذين حذروا."""
        if self.lexicon.is_a("within", self.word(hit.token + 1)):
            return False  # تصريحات الرئيس التي قال فيها
        many = agent.number == "p" or self.cast.actors[agent.keys[0]].type in MANY
        own = hit.form.gender == "f" if "التي" in relatives else many and hit.form.number == "p"
        return not own and ("التي" in relatives or "الذين" in relatives)

    def _before(self, agent: Agent, hit: VerbAt) -> Subject:
        keys, start = list(agent.keys), agent.start
        first = agent
        while first.phrase.clitic == "و" and (earlier := self.ends.get(start)) and earlier.keys:
            keys[:0] = earlier.keys
            first, start = earlier, earlier.start
        addressee, after = self._addressee(hit.token + 1, None)
        return Subject(tuple(dict.fromkeys(keys)), after, "before", addressee)

    def recalled(self, hit: CueHit, subject: Subject) -> Subject:
        """A subject that a title names, as the last speaker who bears it."""
        first, end = (hit.token + 1, subject.after) if subject.rule == "behind" else (hit.token - REACH, hit.token)
        title = next((agent for agent in self.between(first, end) if agent.keys == subject.speakers), None)
        called = self.recall.called(title) if title else ()
        return replace(subject, speakers=called) if called else subject

    def elided(self, hit: CueHit) -> Subject | None:
        """The speaker that a reader supplies, as the verb's subject."""
        supplied = self.bearers.bearing(self.recall.speakers(hit), hit.token)
        addressee, after = self._addressee(hit.token + 1, None)
        return Subject(supplied, after, "elided", addressee) if supplied else None

    def note(self, hit: CueHit, content: int, subject: Subject) -> None:
        """Keep a statement's speakers in mind, and as a document's issuers if they spoke through one (قالت في بيان)."""
        speakers, sentence = subject.speakers, self.document.sentence_at[hit.token].start
        alone = len(speakers) == 1 and hit.form.number == "s"
        if subject.rule in _BESIDE and alone and hit.form.gender:
            self.discourse.genders[speakers[0]] = hit.form.gender
        if subject.rule != "elided":
            self.discourse.paper = hit.form.gender if subject.rule == "document" and alone else None
        for paper in filter(is_document, self.between(hit.token + 1, content)):
            self.discourse.issue(speakers, content)
            self.issuers.spoke(paper, speakers)
        # تلقى الوزير تقارير تفيد بأن: what a report says in passing is not gone on with
        passing = hit.token > sentence + PASSING and self.cast.actors[speakers[0]].type == "AnonymousSource"
        if self.recall.is_in_passing(hit, supplied=subject.rule == "elided"):
            return
        if not (passing and self.ends.get(hit.token) is not None and is_document(self.ends[hit.token])):
            self.discourse.by_sentence[sentence] = speakers
            self.discourse.hear(speakers)
