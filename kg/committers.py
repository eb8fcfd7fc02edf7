"""An undertaking word -> who is bound by it, and where the passage that says so begins.

The verb's subject is bound, wherever it stands; a pronoun stands for whoever speaks; a noun binds its owner.
"""

from __future__ import annotations

from kg.bound import Bound
from kg.clauses import Clauses
from kg.effects import Effects
from kg.goers import Goers
from kg.mandates import Mandates
from kg.officials import Officials
from kg.owners import Owners
from kg.places import Placed
from kg.pronouns import Pronouns
from kg.records import replace
from kg.setting import Content, Setting
from kg.strangers import StrangerFinder
from kg.undertaken import UndertakingNouns
from kg.undertaking_words import Undertaking
from kg.undertakings import GOVERNED, GOVERNING, Trigger, has_pronoun

# How much may stand between a subject and its verb, and between whom a relative clause tells of and its pronoun.
BETWEEN, NEAR = 9, 1
# How far behind its beginning the subject of a sentence may stand: لم تكن تركيا ضالعة.
OPENING = 4
# How far behind the beginning of a clause a future may stand that goes on with it.
JOINED = 80
# What of a statement with these acts is not the speaker's own will.
OTHERS_WILL = frozenset(("deny", "demand", "oppose", "accuse", "describe"))
HELD_TO = frozenset(("deny",))
FORESEEN = OTHERS_WILL | {"express", "support"}


class CommitterFinder:
    """Finds who is bound in one document; remembers the verb before, with which another may share its subject."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.document, self.lexicon, self.cast = setting, setting.document, setting.lexicon, setting.cast
        self.word = self.document.by_token.__getitem__
        self._agents = setting.placed
        self.starts = setting.starts
        self._mandates = Mandates(setting.lexicon, setting.cast)
        self._officials = Officials(setting, self._mandates)
        self._effects = Effects(setting, self._officials)
        self.clauses = Clauses(setting)
        self._goers, self._owners = Goers(setting), Owners(setting)
        self.pronouns = Pronouns(setting, self.clauses)
        self.nouns = UndertakingNouns(setting)
        self._strangers = StrangerFinder(self.document, self.lexicon, self.cast, setting.named, setting.speakers.hits)
        at = self.document.token_at
        self._ahead = Placed((t for t in setting.times if t.direction == "future"), lambda time: at(time.span.start))
        self._said = {self.document.token_over(s.cue.start): s.speakers for s in setting.statements if s.cue}
        self._last: tuple[int, str | None, Bound] | None = None

    def is_others_will(self, trigger: Trigger, content: Content | None) -> bool:
        """Whether it is what somebody denies, demands, foresees…, not what he wills himself."""
        acts = FORESEEN if trigger.kind == "future" else HELD_TO if self.nouns.is_told(trigger) else OTHERS_WILL
        return content is not None and content.statement.act in acts

    def opens_clause(self, token: int) -> bool:
        """Whether a token joins another clause to the one before it: وستواصل."""
        return self.word(token).startswith("و") and self.clauses.parts(token - 1)

    def bound(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """Who is bound by an undertaking word in a statement's content or, without one, in the article's own words."""
        if self.is_others_will(trigger, content):
            return None
        found = self._of_noun(trigger, content) if trigger.kind == "noun" else self._of_verb(trigger, content)
        found = found or self._of_else(trigger, content)
        if found is None or not found.keys:
            return None
        found = replace(found, keys=self.pronouns.own_land(trigger, found, content) or found.keys)
        if not self._mandates.cover(found.keys, trigger, content):
            return None
        arriving = self.lexicon.is_a("outcome", trigger.stem) and self.lexicon.is_a("encounter", trigger.stem)
        if arriving or self._mandates.foretell(found.keys, trigger, content):
            found = replace(found, dated=True)
        if trigger.kind == "future":
            self._last = (trigger.token, trigger.form.gender, found)
        return found

    def _of_else(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """Who is bound where no subject is found: whoever says it by the same word, is described, told of before, or
        speaks for those who decided.
        """
        if trigger.kind not in ("verb", "adjective"):
            return self._of_joined(trigger, content) if trigger.kind == "future" and self._is_joined(trigger) else None
        if self.lexicon.is_a("resolved", self.word(trigger.token).removeprefix(trigger.clitic)):
            return self._effects.of_official(trigger, content)
        if trigger.form.number == "d":
            pair = self.pronouns.pair(self.document.sentence_of(trigger.token).start, trigger.token)
            return Bound(pair, trigger.token) if pair else None
        stranger = self._of_stranger(trigger) if trigger.kind == "verb" else None
        return self._of_cue(trigger) or stranger or self._of_topic(trigger, content)

    def _is_joined(self, trigger: Trigger) -> bool:
        """Whether a verb goes on with what the verb before it tells: ستزور باريس وستلتقي الرئيس، كما ستلقي كلمة."""
        return trigger.clitic == "و" or self.word(trigger.token - 1) == "كما"

    def _of_joined(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """Whom the clause before a future is about: لم تكن تركيا ضالعة ولن تشارك، ستقدم فرنسا مساعدات وسيتم توزيعها."""
        floor = self.clauses.floor(trigger, content)
        if not self.lexicon.is_a("effecting", trigger.future):
            if trigger.token - floor > JOINED:
                return None
            first = next(iter(self._agents.between(floor, trigger.token)), None)
            plain = not any(self.lexicon.is_relative(w) for w in self.document.words(floor, trigger.token))
            return self._of_topic(trigger, content) if first and first.start <= floor + OPENING and plain else None
        last = self._last if self._last and self._last[0] >= floor else None
        return replace(last[2], start=trigger.token, by_crew=True) if last else None

    def _of_cue(self, trigger: Trigger) -> Bound | None:
        """What somebody says by the same word he binds himself to: التقى الوزير السفير، وتعهد بالمساعدة."""
        speakers = self._said.get(trigger.token)
        return Bound(speakers, trigger.token) if speakers else None

    def _of_stranger(self, trigger: Trigger) -> Bound | None:
        """Whom the noun phrase behind a verb describes: اتفقت الأطراف الليبية على."""
        subject = self._strangers.find(trigger) if self._opens(trigger.token) else None
        # قرر العدول عن رأيه: behind such a verb may stand what is undertaken.
        loose = trigger.row is not None and "object" in trigger.row.leads
        if subject is None or (loose and not self._is_subject(trigger, subject.after)):
            return None
        return Bound(self._strangers.enter(subject, trigger).speakers, trigger.token)

    def _opens(self, token: int) -> bool:
        """Whether a clause or sentence begins at a token, words that lead on before it or not: إلى ذلك قرر."""
        start = self.document.sentence_of(token).start
        led = self.lexicon.phrases["tail"].longest(self.document.forms, start)
        return start == token or self.clauses.parts(token - 1) or (led is not None and led[0] == token)

    def _is_subject(self, trigger: Trigger, end: int) -> bool:
        """Whether what is undertaken stands behind a noun phrase, which then is the subject: قررت شركات كبرى مقاطعة."""
        return self._is_led(trigger, end) or self._strangers.is_subject(trigger, end)

    def _is_led(self, trigger: Trigger, index: int) -> bool:
        """Whether what is undertaken begins at a token: بخفض، أن تخفض، خفض."""
        word, row = self.word(index), trigger.row
        leads = tuple(lead for lead in row.leads if len(lead) == 1) if row else ()
        led = word.startswith(leads) and not self.lexicon.is_a("lookalike", word) if leads else False
        on = word == "علي" and row is not None and "على" in row.leads
        return led or on or word == "ان" or self.lexicon.is_a("deed", word)

    def _of_topic(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """Whom the clause is about to which another verb is joined: باعت مصر سندات، كما تستعد لطرح أخرى."""
        if not self._goes_on(trigger) or trigger.first_person or trigger.form.number not in ("s", None):
            return None
        floor = self.clauses.floor(trigger, content)
        led = trigger.token + 1 + self.lexicon.is_a("adverb", self.word(trigger.token + 1))
        if content is None and 0 < floor >= trigger.token - 1 and self._is_led(trigger, led):
            floor = self.document.sentence_of(floor - 1).start  # وتعتزم أيضا خفض العجز
        agents = self._agents.between(floor, trigger.token)
        first = next((agent for agent in agents if agent.keys), None)
        if first is None or first.phrase.clitic or self.lexicon.is_a("preposition", self.word(first.start - 1)):
            return None
        return Bound(first.keys, trigger.token) if trigger.form.gender in (None, first.gender) else None

    def _goes_on(self, trigger: Trigger) -> bool:
        """Whether a verb has the subject of the clause before it: وتستعد، كما تستعد، وهي تستعد، غادر متعهدا."""
        before = self.word(trigger.token - 1).removeprefix("و").removeprefix("ف")
        how = trigger.kind == "adjective" and self.word(trigger.token).endswith(("ا", "ه", "ين"))
        return how or trigger.clitic == "و" or before in ("كما", "ثم", "هو", "هي")

    # --- verbs and adjectives ----------------------------------------------------------------------------------------

    def _of_verb(self, trigger: Trigger, content: Content | None) -> Bound | None:
        front = self.clauses.front(trigger.token)
        held = self._effects.of_event(trigger, self.clauses.head(self.clauses.floor(trigger, content), front), content)
        if held:
            return held
        if self._is_impersonal(trigger, front):
            return self._effects.of_impersonal(trigger, front, content)
        if trigger.first_person or self.pronouns.is_we(trigger, front):
            return Bound(content.statement.speakers, trigger.token) if content else self._of_headline(trigger, front)
        if has_pronoun(self.word(front), self.lexicon):
            return self._of_himself(trigger, front, content)
        if self.clauses.is_relative(front):
            return self._of_antecedent(trigger) or self._behind(trigger)
        if goes := self._goers.bound(trigger, front, self.clauses.floor(trigger, content), self._behind):
            return goes
        head = self.clauses.head(self.clauses.floor(trigger, content), front)
        behind = None if head <= front and self._is_thing(head) else self._behind(trigger)
        parted = behind if self.word(trigger.token - 1) == "وقد" else None  # ، وقد هددت تركيا
        found = parted or self._before(trigger, head, front) or behind or self._of_peer_behind(trigger, content)
        return found or self._of_head(trigger, head, front, content)

    def _of_headline(self, trigger: Trigger, front: int) -> Bound | None:
        """ماكرون: سنغادر العراق, where no statement is read."""
        agent = self.starts.get(self.document.sentence_of(trigger.token).start) if self.word(front) == ":" else None
        return Bound(agent.keys, trigger.token) if agent and agent.keys else None

    def _is_impersonal(self, trigger: Trigger, front: int) -> bool:
        """سيتم, and سيجري without one who does it: سيجري بناء السد, not سيجري ماكرون محادثات."""
        if not self.lexicon.is_a("effecting", trigger.future):
            return False
        near = self._agents.between(front - BETWEEN, front + 1)
        named = trigger.token + 1 in self.starts or any(agent.end == front + 1 for agent in near)
        return trigger.stem != "جري" or not named

    def _of_antecedent(self, trigger: Trigger) -> Bound | None:
        """Whom a relative clause tells of: الشركة التي قررت المغادرة."""
        subject = self.setting.speakers.before(trigger)
        front = self.clauses.front(trigger.token)
        ends = (agent.end for agent in self._agents.between(front - BETWEEN, front) if subject and agent.keys)
        told = any(end >= front - NEAR for end in ends)  # not الشركة بشأن الفضيحة التي تهدد بالإضرار
        return Bound(subject.speakers, trigger.token) if subject and told else None

    def _is_thing(self, head: int) -> bool:
        """Whether a clause begins with what is no agent: الخطوة ستقدم فرنسا; there the agent behind is no subject."""
        word = self.word(head).removeprefix("و")
        if self.lexicon.is_a("this", word):  # هذه الصفقة ستدعم الأسطول
            return self.clauses.agent_at(head) is None and self._is_thing(head + 1)
        timely = self.lexicon.is_a("day", word) or self.lexicon.is_a("adverb", word)
        return self.lexicon.is_definite(word) and not timely and self.clauses.agent_at(head) is None

    def _before(self, trigger: Trigger, head: int, front: int) -> Bound | None:
        """The subject right before the verb, else the agent that the clause begins with."""
        subject = self.setting.speakers.before(trigger)
        if subject:
            return Bound(subject.speakers, self._passage_start(trigger, subject.speakers))
        agent = self.clauses.agent_at(head) if head <= front else None
        if agent and agent.keys and front + 1 - agent.end < BETWEEN and self.pronouns.fits(trigger.form, agent):
            return Bound(agent.keys, agent.start)
        return None

    def _behind(self, trigger: Trigger) -> Bound | None:
        subject = None if trigger.kind == "adjective" else self.setting.speakers.behind(trigger, near=True)
        other = subject and trigger.form.number == "s" and not self._agrees_with(trigger, subject.speakers)
        return Bound(subject.speakers, trigger.token) if subject and not other else None

    def _agrees_with(self, trigger: Trigger, keys: tuple[str, ...]) -> bool:
        """Whether a person may be the subject: of خطوة ستقدم اللاعب he is the object."""
        agent = self.starts.get(trigger.token + 1)
        one = agent is not None and len(agent.keys) == 1 and self.cast.actors[agent.keys[0]].type == "Person"
        return not one or agent is None or trigger.form.gender in (None, agent.gender)

    def _of_himself(self, trigger: Trigger, front: int, content: Content | None) -> Bound | None:
        """أنه سيزور، لكنها ستواصل: whom the clause before was about, else whoever speaks; but a verb that does not
        agree has its subject behind it.
        """
        pronoun, form = self.word(front), trigger.form
        if trigger.kind != "adjective" and pronoun.endswith("ه") and form.gender == "f":
            return self._behind(trigger)
        last = self._last
        if last and last[0] >= self.clauses.floor(trigger, content) and self.pronouns.agree(pronoun, last[2].keys):
            return Bound(last[2].keys, trigger.token)
        theme = self.pronouns.theme(pronoun, front, content)
        if theme:
            return Bound(theme, trigger.token)
        if content is None:
            nearest = self.pronouns.nearest(pronoun, front)
            return Bound(nearest, trigger.token) if nearest else None
        keys = content.statement.speakers
        if not self.pronouns.agree(pronoun, keys) or self.pronouns.is_anothers(front, content):
            keys = self.pronouns.pair(content.start, front) if pronoun.endswith("هما") else ()
        return Bound(keys, trigger.token) if keys else None

    def _passage_start(self, trigger: Trigger, keys: tuple[str, ...]) -> int:
        floor = self.document.sentence_at[trigger.token].start
        near = self._agents.between(max(floor, trigger.token - 8), trigger.token)
        return next((agent.start for agent in near if set(agent.keys) & set(keys)), trigger.token)

    # --- the noun phrase that the clause begins with -----------------------------------------------------------------

    def _of_head(self, trigger: Trigger, head: int, front: int, content: Content | None) -> Bound | None:
        """The clause's subject where words stand between it and the verb, or what the verb before it had."""
        if head > front:
            floor = self.clauses.floor(trigger, content)
            last = self._last[2] if self._last and self._last[0] >= floor else None
            found = self._effects.of_thing_behind(trigger, last) or self._shared(trigger, floor)
            return found or self._effects.of_effect(trigger, content) or self._of_teller(trigger, content)
        if trigger.clitic == "و" and has_pronoun(self.word(head - 1), self.lexicon):  # أنها رفضت التنازل وستقوم
            return self._of_himself(trigger, head - 1, content)
        thing = self._effects.of_thing(trigger, head, content)
        if self.lexicon.offices.longest(self.document.forms, head):
            return thing or self._of_peer(head, content)  # رئيس الحكومة تعهد: another than the speaker
        found = thing or self._of_own_body(head, front, content) or self._of_body(trigger, content)
        return found or self._of_several(trigger, head, front)

    def _of_several(self, trigger: Trigger, head: int, front: int) -> Bound | None:
        """ممثلون عن الدائنين سيلتقون غدا: people whom nothing else names, by what they will do on a day to come."""
        if not trigger.stem.endswith("ون") or not self._ahead.between(head, self.document.sentence_of(head).end):
            return None
        key = self._strangers.several(head, front + 1)
        return Bound((key,), head, dated=True) if key else None

    def _of_own_body(self, head: int, front: int, content: Content | None) -> Bound | None:
        """حزبه سيعقد، الشركة ستطلق: a body that nothing else names is the speaker's."""
        word = self.word(head)
        plain = self.lexicon.bodies.longest(self.document.forms, head) if word.startswith("ال") else None
        body = self.lexicon.possessives.get(word) or (plain[1][0][0] if plain else None)
        if content is None or head + 1 < front or body is None:
            return None
        keys = content.statement.speakers
        owner = self.cast.party_of if body.type == "PoliticalParty" else self.cast.owner_of  # حزبه
        owners = tuple(owner(key) or key for key in keys)
        return None if any(self._mandates.observes(key) for key in keys) else Bound(owners, head)

    def _of_body(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """Only somebody can be determined or plan: where the words do not name whom, it is the speaker's own body."""
        if trigger.row is None or not trigger.row.strong or content is None:
            return None
        speakers = content.statement.speakers
        people = all(self.cast.actors[key].type == "Person" for key in speakers)
        known = people and not any(self._mandates.observes(key) for key in speakers)
        return Bound(speakers, trigger.token) if known else None

    def _of_teller(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """اعتبرت روسيا النص ناقصا، وتعتزم تقديم آخر: nobody is named who could plan but the state that speaks."""
        joined = trigger.row is not None and trigger.row.strong and trigger.clitic == "و" and trigger.kind == "verb"
        if not joined or content is None or self._agents.between(content.start, trigger.token):
            return None
        keys = content.statement.speakers
        land = len(keys) == 1 and self.cast.actors[keys[0]].type == "Country"
        fits = land and trigger.form.gender in (None, self.cast.gender.get(keys[0]))
        return Bound(keys, trigger.token) if fits else None

    def _of_peer_behind(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """قرر رئيس الجمهورية: who is called by a title alone behind a verb of which he is no object."""
        met = self.lexicon.is_a("encounter", trigger.stem)
        return None if met or trigger.kind == "adjective" else self._of_peer(trigger.token + 1, content)

    def _of_peer(self, token: int, content: Content | None) -> Bound | None:
        keys = self._officials.peers(token, content)
        return Bound(keys, token) if keys else None

    def _shared(self, trigger: Trigger, floor: int) -> Bound | None:
        """A verb joined by و to the one before it has its subject: ستزور باريس وستلتقي الرئيس."""
        last = self._last
        shared = self._is_joined(trigger) and last and floor <= last[0]
        return Bound(last[2].keys, trigger.token) if shared and last and last[1] == trigger.form.gender else None

    # --- nouns -------------------------------------------------------------------------------------------------------

    def _of_noun(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """التزام الولايات المتحدة بـ / الالتزام الأميركي بـ / أكد التزامه بـ."""
        if trigger.row is None or self.lexicon.is_a("wished", self.word(trigger.token - 1)):
            return None
        owner = self._owners.owner(trigger.token + 1)
        if owner:
            return Bound(owner, trigger.token) if self.nouns.is_decided(trigger) else None
        if own := self._of_own_body(trigger.token + 1, trigger.token + 1, content):  # حرص حركته على
            return replace(own, start=trigger.token)
        if self.lexicon.is_a("valuing", self.word(trigger.token - 1).removeprefix("و")):
            return self._of_his_word(trigger)
        given = self.nouns.given(trigger)
        if given:
            return self._of_verb(given, content)
        if self.nouns.is_ready(trigger):
            return self._of_verb(replace(trigger, token=trigger.token - 1, kind="adjective"), content)
        return self._of_owned(trigger, content) if trigger.owned else self._of_bare(trigger, trigger.row, content)

    def _of_owned(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """Whose a noun with a possessive is: أكد التزامه، دعت بيونغ يانغ إلى الوفاء بتعهدها."""
        if content is None or content.statement.act in OTHERS_WILL:
            return self._of_affirmer(trigger, content) or self._of_his_word(trigger)
        if trigger.row is not None and trigger.row.impersonal:
            return self._of_his_word(trigger)
        governed = trigger.clitic in GOVERNED or self.word(trigger.token - 1) in GOVERNING
        held = self._of_his_word(trigger, content.start) if governed else None
        found = held or self._of_affirmer(trigger, content) or self._of_possessive(trigger, content)
        return found or self._of_his_word(trigger)

    def _of_bare(self, trigger: Trigger, row: Undertaking, content: Content | None) -> Bound | None:
        """Whose a noun without one is: the state's whose adjective stands near, or who announces or affirms it."""
        if row.impersonal or (content is None and row.strong):
            state = self.nouns.adjective(trigger) if trigger.plain else None
            return Bound((state,), trigger.token) if state else None
        near = content is not None and trigger.token - content.start <= (1 if row.strong else 0)
        announced = content is not None and content.statement.act == "announce"  # أعلن خطة للحفاظ على
        sure = row.strong or announced or self.nouns.is_own_deed(trigger) or self.nouns.is_affirmed(trigger, content)
        return Bound(content.statement.speakers, trigger.token) if content and near and sure else None

    def _of_his_word(self, trigger: Trigger, start: int = 0) -> Bound | None:
        """Whom others hold to his word: دعت بيونغ يانغ إلى الوفاء بتعهدها بالتخلي عن أسلحتها."""
        keys = self.nouns.owner_before(trigger, start) if self.nouns.is_told(trigger) else ()
        return Bound(keys, trigger.token) if keys else None

    def _of_affirmer(self, trigger: Trigger, content: Content | None) -> Bound | None:
        """Whoever affirms it, unless the statement whose content it stands in tells."""
        hit = self.nouns.affirmer(trigger)
        if hit is None or (content and hit.token < content.start):
            return None
        subject = self.setting.speakers.subject(hit) or self._strangers.find(hit)
        if subject and subject.after > trigger.token:  # تؤكد تصميمه على
            return None
        entered = self._strangers.enter(subject, hit) if subject else None
        return Bound(entered.speakers, trigger.token) if entered else None

    def _of_possessive(self, trigger: Trigger, content: Content) -> Bound | None:
        """التزامه، التزامها: whom the clause before it is about, else whoever speaks."""
        head = self.clauses.head(content.start, trigger.token - 1)
        agent = self.clauses.agent_at(head) if head < trigger.token - 1 else None
        mine = trigger.first_person or agent is None or not agent.keys
        keys = content.statement.speakers if mine or agent is None else agent.keys
        all_he_says = content.start == trigger.token  # أعلن الجيش الروسي عزمه
        fits = mine is False or all_he_says or self.pronouns.agree(trigger.owned, keys)
        return Bound(keys, trigger.token) if fits else None
