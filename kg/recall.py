"""A verb without a subject -> the speaker that a reader supplies from what came before: وأضاف أن، وقالت."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from kg.agents import Agent
from kg.cast import Cast
from kg.cues import WHAT, CueHit
from kg.document import COMMA, Document
from kg.folding import fold_name
from kg.frames import Actor
from kg.labels import bare
from kg.lexicon import Gender, Lexicon
from kg.names import owned
from kg.objects import PRONOUNS
from kg.occasions import listed
from kg.subjects import Discourse
from kg.trie import words_of
from kg.turns import turn_end

# How many words back the last ones named are looked for.
REACH = 14
# How many words of a sentence may stand between who is named in it and a verb that goes on with him.
LONG = 150
# How many of the last speakers a title of one word may mean.
RECENT = 20
# Those that a verb in the plural may go on with.
VOICES = ("Person", "GovernmentBody", "PoliticalParty", "InternationalOrganization", "ThinkTank", "Company")
MANY = ("Group", "AnonymousSource", "PoliticalParty", "ArmedGroup", "Coalition")
# How many words into a sentence its own verb stands.
PASSING = 4
# What leads to what somebody calls so: ما قال إنه.
CALLING = (*WHAT, "فيما")
# What stands before a verb of what has come about.
_HAS = ("قد", "وقد", "فقد", "لقد")
# How many words into an article the first person is looked for.
FIRST = 300
# How many words into a sentence its dateline may go on.
DATELINE = 8


class Recall:
    """Supplies the speakers of verbs without a subject in one document. `between` gives the agents that begin in a
    range of tokens.
    """

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        cast: Cast,
        between: Callable[[int, int], list[Agent]],
        discourse: Discourse,
    ) -> None:
        self.document, self.lexicon, self.cast, self.between = document, lexicon, cast, between
        self.word = document.by_token.__getitem__
        self.discourse = discourse

    def speakers(self, hit: CueHit) -> tuple[str, ...]:
        """The speakers a reader supplies: the last ones, or the last that agree with the verb's gender; () if none."""
        if self._describes_others(hit) or self._is_supposed(hit):
            return ()
        if called := self._caller(hit) or self._named_again(hit) or self._told_of(hit):
            return called
        sentence = self.document.sentence_at[hit.token].start
        here = self._said_here(hit, sentence) or self._nearest(hit) or self._opening(hit) or self._acting(hit)
        chosen = here or self._agreeing_last(hit) or self._person_before(hit) or self._agent_before(hit)
        chosen = chosen or self._agreeing_here(hit) or self.discourse.speakers
        chosen = chosen or self._topic(hit) or self._first_person(hit)
        return () if self._is_one_for_many(hit, chosen) or self._is_other_gender(hit, chosen) else chosen

    def _agreeing_here(self, hit: CueHit) -> tuple[str, ...]:
        """Who was named last in the sentence of those who agree with a verb; one whom a preposition governs only where
        a relative clause tells of what is theirs: برنامج إيران الذي | تصر على أنه سلمي.
        """
        if hit.form.number != "s":
            return ()
        theirs = self.lexicon.is_relative(self.word(hit.token - 1))
        near = (agent for agent in reversed(self._before(hit)) if agent.keys and (theirs or self._is_ungoverned(agent)))
        return next((agent.keys for agent in near if not self._is_network(agent) and self._goes_on(agent, hit)), ())

    def _is_other_gender(self, hit: CueHit, speakers: tuple[str, ...]) -> bool:
        """Whether a verb is of another gender than the one person who might go on speaking, as far as it is known."""
        actor = self.cast.actors[speakers[0]] if len(speakers) == 1 else None
        person = actor is not None and actor.curated and actor.type == "Person"
        return person and not self._agrees(hit.form.gender, hit.form.number, speakers)

    def _is_one_for_many(self, hit: CueHit, speakers: tuple[str, ...]) -> bool:
        """Whether a verb tells of several, whoever they are, and but one is named: وتعهدوا is not said of the minister,
        but may be of متعاملون, which only looks like a name.
        """
        if hit.form.number not in ("d", "p") or len(speakers) != 1:
            return False
        actor = self.cast.actors[speakers[0]]
        named = actor.curated or len(words_of(actor.label)) > 1
        return actor.type == "Person" and named and not actor.local

    def is_in_passing(self, hit: CueHit, *, supplied: bool) -> bool:
        """Whether what a verb tells is said by the way, so that nobody goes on with it: كما يقول البعض, and where its
        speaker is `supplied`, الذي تصر على أنه سلمي, قبل أن تعلن.
        """
        before = self.word(hit.token - 1)
        led = self.lexicon.is_a("complementizer", before) or self.lexicon.is_relative(before)
        return hit.tense == "imperfect" and (before == "كما" or (supplied and led and not hit.clitic))

    def _caller(self, hit: CueHit) -> tuple[str, ...]:
        """Who calls something so: the last one named before in the sentence who agrees with the verb, and is no
        complement (أدانت المجموعة ما قالت إنه هجوم).
        """
        named = self.word(hit.token - 1) in CALLING and self.lexicon.is_a("called", self.word(hit.token + 1))
        if hit.clitic or not named:
            return ()
        form = hit.form
        free = filter(self._is_ungoverned, reversed(self._before(hit)))
        return next((agent.keys for agent in free if self._agrees(form.gender, form.number, agent.keys)), ())

    def _before(self, hit: CueHit) -> list[Agent]:
        """The agents that stand in the sentence of a verb not too far before it, in text order."""
        return self.between(max(self.document.sentence_at[hit.token].start, hit.token - LONG), hit.token)

    def _named_again(self, hit: CueHit) -> tuple[str, ...]:
        """The last speaker whom a noun with the article right behind the verb calls by what he is: وقال المحامي."""
        noun, behind = self.word(hit.token + 1), self.word(hit.token + 2)
        described = behind.startswith("ال") and not self.lexicon.is_a("preposition", behind)  # المحامي الشاب, not إلى
        if hit.tense == "participle" or not self.lexicon.is_definite(noun) or described:
            return ()
        people = (keys for keys in islice(reversed(self.discourse.heard), RECENT) if len(keys) == 1)
        return next((keys for keys in people if self._is_person_called(keys[0], bare(noun))), ())

    def _is_person_called(self, key: str, noun: str) -> bool:
        """Whether somebody is described, or has a title that begins with a noun, with or without whose he is."""
        actor = self.cast.actors[key]
        told = actor.role if actor.type == "Person" and not actor.local else actor.label
        first = bare(fold_name(told or "").split()[0]) if told else ""
        return actor.type in ("Person", "AnonymousSource", "Group") and noun in (first, owned(first))

    def _told_of(self, hit: CueHit) -> tuple[str, ...]:
        """Of whom the sentence before tells, if nobody speaks in it: بدا الأمين العام مستاء. وقال إن."""
        sentence = self.document.sentence_at[hit.token]
        begins = hit.token - (self.word(hit.token - 1) in _HAS)  # انتقد حداد سجل الرئيسة. فقد | صرح
        if not (hit.clitic or begins < hit.token) or begins > sentence.start or not sentence.start:
            return ()
        before = self.document.sentence_at[sentence.start - 1].start
        turned = turn_end(self.document, before)  # من جهته، | بدا الوزير
        goes_on = fold_name(hit.candidates[0].cue.verb) in listed("continuing") and turned == before
        if before in self.discourse.by_sentence or goes_on:
            return ()
        aside = next((place + 1 for place in range(turned, turned + PASSING) if self.word(place) in COMMA), turned)
        near = self.between(before, min(aside + PASSING, hit.token))
        # ونقل المبعوث – حسب الوكالة – تهانيه, unlike سامي فرحات - عدن
        free = (a for a in near if self._is_ungoverned(a) and not (a.start == before and self._is_dateline(a)))
        return next((agent.keys for agent in free if self._is_person(agent, hit)), ())

    def _is_person(self, agent: Agent, hit: CueHit) -> bool:
        """Whether an agent is one person, with whom a verb agrees."""
        person = len(agent.keys) == 1 and self.cast.actors[agent.keys[0]].type == "Person"
        return person and self._agrees(hit.form.gender, hit.form.number, agent.keys)

    def called(self, title: Agent) -> tuple[str, ...]:
        """الوزير, وزير الخارجية, الوزارة: the last speaker who bears a title, or is called so, where it would mean
        somebody who has not spoken.
        """
        if title.keys in self.discourse.heard:
            return ()
        if title.phrase.kind in ("office", "source") and self.lexicon.is_a("general", bare(self.word(title.start))):
            return self._official(title)
        if title.phrase.kind not in ("office", "body"):
            return ()
        words = [bare(word) for word in self.document.words(title.start, title.end)]
        words[0] = bare(self.word(title.start).removeprefix(title.phrase.clitic))
        if title.phrase.kind == "body":
            alone = title.phrase.bare or (self._is_described(title) and not words[0].endswith("ات"))
            last = self.discourse.speakers if alone else ()
            return last if len(last) == 1 and self._is_body(last[0], words[0]) else ()
        people = (keys for keys in islice(reversed(self.discourse.heard), RECENT) if len(keys) == 1)
        held = list(people)
        loose = words[:1] if len(words) > 1 and self._is_described(title) else words
        return next((k for w in (words, loose) for k in held if self._bears(k[0], w)), ())

    def _is_described(self, title: Agent) -> bool:
        """Whether a title with the article is followed by adjectives of no land: الوزير اليميني المتشدد."""
        words = self.document.words(title.start, title.end)
        return all(map(self.lexicon.is_definite, words)) and not (title.phrase.clitic or title.phrase.of)

    def _official(self, title: Agent) -> tuple[str, ...]:
        """المسؤول الأميركي, الدبلوماسي: the last speaker whom so general a title may mean, of its land if any."""
        if title.number != "s" or not self.lexicon.is_definite(self.word(title.start)):
            return ()
        people = (keys for keys in islice(reversed(self.discourse.heard), RECENT) if len(keys) == 1)
        gender = "f" if self.word(title.start).endswith("ه") else "m"
        fitting = (keys for keys in people if self._agrees(gender, "s", keys))
        return next((keys for keys in fitting if self._is_official(keys[0], title.phrase.of)), ())

    def _is_official(self, key: str, lands: tuple[str, ...]) -> bool:
        person = self.cast.actors[key].type in ("Person", "AnonymousSource")
        return person and (not lands or self.cast.state_of(key) in lands)

    def _is_body(self, key: str, noun: str) -> bool:
        """Whether a body's name begins with a noun: الوزارة for وزارة الصحة."""
        actor = self.cast.actors[key]
        called = (words_of(name) for name in (actor.label, *actor.names))
        return actor.type != "Person" and any(bare(words[0]) == noun for words in called if words)

    def _bears(self, key: str, title: list[str]) -> bool:
        """Whether a person's first title is a noun, or begins with all of a title's words: الرئيس الفلسطيني."""
        held = [bare(word) for word in fold_name(self.cast.actors[key].role or "").split()]
        return held[: len(title)] == title

    def _describes_others(self, hit: CueHit) -> bool:
        """Whether a relative clause tells what others say who are no known agent: منتقدوه الذين اعتبروا أنه أخفق."""
        words = self.document.words(max(hit.token - 2, 0), hit.token)
        return hit.form.number == "p" and any(map(self.lexicon.is_relative, words))

    def _is_supposed(self, hit: CueHit) -> bool:
        """Whether nobody in particular thinks so: ويرجح أن, هجوم يعتقد أنه; or a fact tells it: مما يؤكد."""
        if self.lexicon.is_a("impersonal", self.word(hit.token)):
            return True
        before = self.word(hit.token - 1)
        calls = hit.form.text.endswith(PRONOUNS) or self.lexicon.is_a("called", self.word(hit.token + 1))
        fact = self.lexicon.is_a("evident", before) and not calls  # مما يؤكد أن, not ما يقول إنه
        fact = fact or (before == "الذي" and self.word(hit.token - 2) == "الامر")
        noun = before.isalpha() and not self.lexicon.is_function(before) and not self.lexicon.is_a("helping", before)
        noun = noun or (before == "التي" and hit.form.gender == "m")  # الخطة التي يعتقد أنها
        nobody = noun or self.lexicon.is_a("impartial", before)
        return (fact and hit.tense == "imperfect") or (nobody and self.lexicon.is_a("supposed", self.word(hit.token)))

    def _agreeing_last(self, hit: CueHit) -> tuple[str, ...]:
        """The last speakers that agree with the verb."""
        heard = islice(reversed(self.discourse.heard), RECENT)
        return next((keys for keys in heard if self._agrees(hit.form.gender, hit.form.number, keys)), ())

    def _person_before(self, hit: CueHit) -> tuple[str, ...]:
        """التقى السيسي ميركل. وقالت: while nobody has spoken that agrees, the last person named who does."""
        start = max(self.document.sentence_at[hit.token].start - REACH * 2, hit.token - LONG)
        near = reversed(self.between(start, hit.token))
        return next((agent.keys for agent in near if self._is_person(agent, hit)), ())

    def _first_person(self, hit: CueHit) -> tuple[str, ...]:
        """The first person named in an article in which nobody has spoken yet."""
        first = self.between(0, min(hit.token, FIRST))
        return next((agent.keys for agent in first if self._is_person(agent, hit)), ())

    def _said_here(self, hit: CueHit, sentence: int) -> tuple[str, ...]:
        """Who spoke last in this sentence, if the verb agrees."""
        speakers = self.discourse.by_sentence.get(sentence, ())
        # A body's gender is that of one of its names, a stranger's is guessed.
        known = any(self.cast.actors[key].type == "Person" and self.cast.actors[key].curated for key in speakers)
        doubt = hit.form.number != "p" and not known and not (speakers and self._are_men(speakers[0]))
        return speakers if doubt or self.may_speak(hit, speakers) else ()

    def may_speak(self, hit: CueHit, speakers: tuple[str, ...]) -> bool:
        """Whether there are speakers and the verb agrees with them."""
        return bool(speakers) and self._agrees(hit.form.gender, hit.form.number, speakers)

    def _agent_before(self, hit: CueHit) -> tuple[str, ...]:
        """While nobody has spoken that agrees: the last one named nearby, and governed by nothing, who does."""
        for agent in reversed(self.between(hit.token - REACH * 4, hit.token)):
            leads = agent.start - self.document.sentence_of(agent.start).start < PASSING
            known = agent.keys and (hit.form.number == "p" or self.cast.actors[agent.keys[0]].type in VOICES)
            if leads and known and self._is_free(agent) and self._agrees(hit.form.gender, hit.form.number, agent.keys):
                return agent.keys
        return ()

    def _nearest(self, hit: CueHit) -> tuple[str, ...]:
        """ألقى بوش خطابا أعلن فيه: behind an indefinite noun, and before فيه, the verb goes on speaking of the nearest
        agent.
        """
        before = self.word(hit.token - 1)
        related = self.lexicon.is_relative(before)
        if not (hit.clitic or related) and self.lexicon.is_a("within", self.word(hit.token + 1)):
            return self._within(hit)
        noun = before.endswith("ا") and len(before) > 3 and not self.lexicon.is_function(before)  # unlike لكنها
        if hit.clitic or hit.tense != "perfect" or not noun:
            return ()
        near = self._before(hit)
        if near and near[-1].end == hit.token:
            return ()  # في هولندا قال
        return next((agent.keys for agent in reversed(near) if agent.keys and agent.phrase.clitic in ("", "و")), ())

    def _within(self, hit: CueHit) -> tuple[str, ...]:
        """Who gave, before in the sentence, what a verb tells the words of: نشرت الحركة شريطا على تويتر أعلنت فيه."""
        free = filter(self._is_free, reversed(self._before(hit)))
        return next((agent.keys for agent in free if not self._is_network(agent) and self._goes_on(agent, hit)), ())

    def _is_network(self, agent: Agent) -> bool:
        """Whether an agent is where people write: تويتر."""
        return self.lexicon.is_a("network", self.word(agent.phrase.name_end - 1))

    def _opening(self, hit: CueHit) -> tuple[str, ...]:
        """امتنع الكاظمي عن التكهن، وقال إن: the subject with which the sentence begins goes on, if it agrees
        with the verb.
        """
        sentence = self.document.sentence_at[hit.token]
        if hit.token - sentence.start < 3 or self._is_about(sentence.start):
            return ()
        for agent in self.between(sentence.start, min(hit.token, sentence.start + 5)):
            if self._is_free(agent) and self._goes_on(agent, hit):
                return agent.keys
        return self._topic(hit, agrees=True) if hit.tense == "participle" else ()

    def _acting(self, hit: CueHit) -> tuple[str, ...]:
        """The subject of the verb before in the sentence, with which one that is joined goes on: والاتفاق هش، وقد
        حاول الرئيس ماكرون إنقاذه، وأضاف أن.
        """
        if hit.clitic not in ("و", "ف"):
            return ()
        acting = filter(self._is_acting, reversed(self._before(hit)))
        return next((agent.keys for agent in acting if self._goes_on(agent, hit)), ())

    def _is_acting(self, agent: Agent) -> bool:
        """Whether what stands before an agent has come about, so that it is a verb: وقد حاول | الرئيس."""
        return self.word(agent.start - 2) in _HAS and self._is_free(agent)

    def _is_about(self, start: int) -> bool:
        """Whether a sentence begins with what is spoken about: وعن قدرة الجيش على القتال أكد أن."""
        return self.lexicon.is_a("about", self.word(start).removeprefix("و"))

    def may_be(self, noun: str, keys: tuple[str, ...]) -> bool:
        """Whether the pronoun on a noun may mean these: قوله, قولها, قولهم."""
        if noun.endswith("هم"):
            return self._agrees(None, "p", keys)
        return len(keys) == 1 and self._agrees("f" if noun.endswith("ها") else "m", "s", keys)

    def _agrees(self, gender: str | None, number: str | None, keys: tuple[str, ...]) -> bool:
        actor = self.cast.actors[keys[0]]
        if number == "p" and len(keys) == 1:
            return actor.type in MANY
        if number in ("p", "d") or len(keys) > 1:
            return True
        if gender == "m" and number == "s" and self._are_men(keys[0]):
            return False
        return gender is None or self._gender(actor) in (None, gender)

    def _gender(self, actor: Actor) -> Gender | None:
        """The gender that verbs take behind an actor: a known person's own, else that of the verb before it was last
        the subject of (قال البنتاغون); None if it may be either.
        """
        own = self.cast.gender.get(actor.key)
        if actor.type == "Person" and actor.curated:
            return own
        paper = self.discourse.paper if (actor.key,) == self.discourse.speakers else None
        return paper or self.discourse.genders.get(actor.key) or (None if actor.local and own == "m" else own)

    def _goes_on(self, agent: Agent, hit: CueHit) -> bool:
        """Whether a verb agrees with an agent before it, of whom several never take it in the masculine singular."""
        form = hit.form
        alone = form.gender == "m" and form.number == "s"
        return self._agrees(form.gender, form.number, agent.keys) and not (alone and agent.number == "p")

    def _are_men(self, key: str) -> bool:
        """Whether an actor is people in the masculine plural, of whom no verb goes on in the singular: خبراء. وأضاف."""
        label = self.cast.actors[key].label
        people = self.lexicon.sources.longest([*words_of(label)], 0) if self.cast.actors[key].type in MANY else None
        return people is not None and people[1][0].number == "p" and people[1][0].gender == "m"

    def _topic(self, hit: CueHit, *, agrees: bool = False) -> tuple[str, ...]:
        """The first agent of the sentence that is no mere place or complement, and `agrees` with the verb if asked."""
        start = self.document.sentence_at[hit.token].start
        free = filter(self._is_free, self.between(start, min(hit.token, start + LONG)))
        return next((agent.keys for agent in free if not agrees or self._goes_on(agent, hit)), ())

    def _is_free(self, agent: Agent) -> bool:
        """Whether an agent is named and nothing governs it."""
        return self._is_ungoverned(agent) and not self._is_dateline(agent)

    def _is_ungoverned(self, agent: Agent) -> bool:
        """Whether an agent is named and no preposition governs it."""
        led = self.word(agent.start - 1) in self.lexicon.particles["preposition"]
        return bool(agent.keys) and agent.phrase.clitic in ("", "و", "ف") and not led

    def _is_dateline(self, agent: Agent) -> bool:
        """Whether an agent only tells where the news comes from: دبي، الإمارات العربية المتحدة (CNN)—."""
        if agent.start - self.document.sentence_of(agent.start).start > DATELINE:
            return False
        behind = agent.end + {"(": 3, ")": 1}.get(self.word(agent.end), 0)
        return self.word(behind) == "-"
