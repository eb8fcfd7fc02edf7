"""Reporting cues and their arguments -> statements.

Terms follow attribution corpora (PARC 3, https://aclanthology.org/L16-1619/): a *cue* links a *source* to a
*content* span.
"""

from __future__ import annotations

from operator import attrgetter

from kg.agents import Agent, tokens_of
from kg.attributions import attributions
from kg.backing import Backing, Draft
from kg.cast import Cast
from kg.clause_cues import ClauseCues, is_bare, is_deed
from kg.content_ends import ContentEnds, Siblings
from kg.contents import ContentFinder
from kg.cues import CueHit, find_cues, happened
from kg.dates import TimeExpression
from kg.days import DaysOfSpeaking
from kg.document import MARKS, Document
from kg.folding import fold_name
from kg.frames import Statement
from kg.lexicon import Lexicon
from kg.media import MediumFinder
from kg.objects import ADDRESSING, PRONOUNS, TRANSITIVE, ObjectFinder
from kg.occasions import listed
from kg.openings import ContentStart
from kg.places import Cover, Placed
from kg.quotations import QuotationFinder
from kg.records import replace
from kg.span import Span, trim
from kg.speakers import SpeakerFinder
from kg.speaking_nouns import SpeakingNounFinder
from kg.strangers import StrangerFinder
from kg.subjects import Subject
from kg.trace import Reason, Trace
from kg.utterances import Utterance
from kg.verbless import AttributionFinder

# What shows that the unknown words before it were the subject.
CLAUSES = ("that", "quote", "colon")
# How many words two verbs may have between them of which one goes on with the other: رد عليه روحاني قائلا.
FAR = 16


class StatementReader:
    """Reads the statements of one document."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        cast: Cast,
        agents: tuple[Agent, ...],
        times: tuple[TimeExpression, ...] = (),
        trace: Trace | None = None,
    ) -> None:
        self.trace = trace
        self.document, self.lexicon, self.cast, self.agents = document, lexicon, cast, agents
        placed = Placed(agents, attrgetter("start"))
        self.days = DaysOfSpeaking(document, times, placed, cast, lexicon)
        self.hits = find_cues(document, lexicon, tokens_of(agents), self.trace)
        self._hits = Placed(self.hits, lambda hit: hit.token)
        self.contents = ContentFinder(document, lexicon, placed, self.hits, times)
        self.quotations = QuotationFinder(document, self.contents.speaks)
        self.ends = ContentEnds(document, lexicon, agents)
        self.speakers = SpeakerFinder(document, lexicon, cast, placed, self.hits, times)
        self.objects = ObjectFinder(document, lexicon, self.speakers.starts, self.contents.is_charge)
        named = {agent.start: agent for agent in agents}
        self.strangers = StrangerFinder(document, lexicon, cast, named, {hit.token for hit in self.hits})
        self.verbless = AttributionFinder(document, lexicon, self.speakers, self.strangers, attributions())
        self.nouns = SpeakingNounFinder(document, lexicon, self.contents, self.ends)
        self.backing = Backing(document, lexicon, cast, self.verbless, self.quotations)
        self.media = MediumFinder(document, lexicon, cast, placed.between)

    def read(self) -> tuple[Statement, ...]:
        """Cue by cue: subject, content, and whether it stands inside the content before."""
        opened = [(hit, *found) for hit in self.hits if (found := self._opened(hit))]
        self._speaking = {hit.token for hit, *_ in opened}
        self._reject_unopened()
        siblings = ClauseCues(self.document, self.lexicon, self.speakers.hits).beside(self._speaking)
        drafts: list[Draft] = []
        self._outer: Cover[Draft] = Cover()
        described = 0
        for hit, start, subject in opened:
            if hit.token < described:
                continue  # وصف التقارير التي تفيد بذلك بأنها
            nested = self._is_told(hit)
            begins = self.document.sentence_at[hit.token].start
            untold = (nested and is_deed(hit, start, subject)) or is_bare(hit, start, subject, begins)
            settled = None if untold else self._settle(hit, subject, nested=nested)
            first, end = self.ends.end(start, Siblings(siblings, hit.token))
            if settled and end > first and len(self.document.span(first, end)) and not _told(settled, first, drafts):
                drafts.append(Draft(hit, start, settled, first, end, nested))
                described = start.token if start.opening == "describe" else described
                if not nested:
                    self._outer.add(first, end, drafts[-1])
                    if not self._is_past(hit):
                        self.speakers.note(hit, start.token, settled)
            else:
                self._reject(hit, "no-content" if settled else "inside" if nested else "no-speaker")
        verbless = list(self.backing.attributions(drafts, self._speaking))
        nouns = list(self.nouns.find(siblings))
        begun = {draft.first for draft in nouns}  # جاءت التصريحات بعد تأكيد ترامب أن
        drafts = [*self.media.through(draft for draft in drafts if draft.first not in begun), *nouns]
        backed = (self.backing.statement(found) for found in verbless)
        told = sorted((*map(self._statement, drafts), *backed), key=lambda pair: pair[0].cue)
        days = self.days.of([utterance for utterance, _ in told])
        pairs = zip(told, days, strict=True)
        dated = (replace(statement, said_on=day) if day else statement for (_, statement), day in pairs)
        statements = sorted(dated, key=lambda s: (s.content.start, -s.content.end))
        return self.quotations.continued(tuple(s for s in statements if self._says(s.content)))

    def _says(self, content: Span) -> bool:
        """Whether a content has words, not marks alone."""
        return any(character.isalnum() for character in content.of(self.document.article.text))

    def _is_past(self, hit: CueHit) -> bool:
        """Whether a cue only tells what had been said before: بعد أن أعلن."""
        return happened(self.document, self.lexicon, hit.token)

    def _opened(self, hit: CueHit) -> tuple[ContentStart, Subject | None] | None:
        """The content a cue opens, with the subject as far as grammar tells it; None where the cue reports nothing."""
        if hit.tense == "masdar":
            start = self.contents.start(hit, hit.token + 1, subject=False)
            return (start, self._reported(hit)) if start else None
        subject = self._subject(hit) if hit.tense != "participle" else None
        if hit.tense == "participle" or self._is_told_to(hit, subject):
            start = self.contents.start(hit, hit.token + 1, subject=False)
            return (start, None) if start else None
        if subject is None and hit.candidates[0].cue.source != "subject":
            self._reject(hit, "no-speaker")
            return None
        if subject is None:
            found, settled = self._by_stranger(hit)
            if found or settled:
                return found
        start = self.contents.start(hit, subject.after if subject else hit.token + 1, subject=subject is not None)
        if subject and self.objects.is_behind(hit, subject, opened=start is not None):
            start, subject = self.contents.start(hit, hit.token + 1, subject=False), None
        if start and subject and subject.rule == "behind" and start.token < subject.after:
            return None
        return (start, self._named(hit, subject, start)) if start else None

    def _reported(self, hit: CueHit) -> Subject | None:
        """Whose words are carried: نقلت الصحيفة عن فلان | قوله."""
        return self.speakers.carriers.reported_by(hit) or self.strangers.carried.reported(hit)

    def _is_told_to(self, hit: CueHit, subject: Subject | None) -> bool:
        """Whether who stands behind a verb is whom it is said to: وأبلغ الأمم المتحدة أن."""
        return (subject is None or subject.rule == "behind") and self.objects.is_addressed(hit)

    def _by_stranger(self, hit: CueHit) -> tuple[tuple[ContentStart, Subject | None] | None, bool]:
        """What nobody known says behind a cue, if anything, and whether nobody else can have said it."""
        stranger = self._stranger(hit)
        told = self.contents.start(hit, stranger.after, subject=True) if stranger else None
        if stranger and told and self._is_told_by(stranger, hit, told):
            return (told, self._named(hit, self.strangers.enter(stranger, hit, self._whole(hit, told)), told)), True
        if afar := self._afar(hit):
            return afar, True
        if stranger and not stranger.speakers and self.strangers.does(hit, stranger.after):
            return self._told_later(hit, stranger), True
        return None, False

    def _stranger(self, hit: CueHit) -> Subject | None:
        """Who is nobody known, behind a cue."""
        known = self.strangers.again(hit) or self.strangers.find(hit) or self.strangers.called(hit)
        return known or self.strangers.foreigners.find(hit)

    def _whole(self, hit: CueHit, told: ContentStart) -> int:
        """Where the words that describe who says a clause end (قال موظف في الإدارة إن); 0 of other contents."""
        return self.speakers.bearers.described_to(hit.token + 1, told.token) if told.opening in CLAUSES else 0

    def _named(self, hit: CueHit, subject: Subject | None, told: ContentStart) -> Subject | None:
        """The subject, or the person whose name ends the words between it and the clause it says; where there is none,
        whom words before the verb bring on (من جهته).
        """
        if subject is None:
            return self.speakers.turns.brought_on(hit, told.token)
        behind = subject.rule in ("behind", "described") and bool(subject.speakers)
        return self.speakers.bearers.in_full(hit, subject, told.token) if behind else subject

    def _afar(self, hit: CueHit) -> tuple[ContentStart, Subject] | None:
        """What an unknown noun behind a cue says, with who it is, where more words stand between them."""
        far = self.strangers.distant(hit)
        opened = far or self.strangers.far_named(hit)
        told = self.contents.start(hit, opened, subject=True) if opened else None
        if opened is None or told is None or told.opening not in CLAUSES:
            return None
        if far:
            return told, self.strangers.described(hit, far)
        bearer = self.speakers.bearers.before_speech(hit.token + 1, opened)
        return (told, Subject((bearer,), opened, "described")) if bearer else None

    def _told_later(self, hit: CueHit, stranger: Subject) -> tuple[ContentStart, Subject | None] | None:
        """The clause that a noun of people or of a body says behind further words; nothing else is what somebody named
        before said: أعلنت شركة بورش، المصنعة للسيارات، أنها.
        """
        told = self.contents.start(hit, stranger.after, subject=False)
        if told is None or told.opening not in CLAUSES:
            return None
        return told, self._named(hit, self.strangers.enter(stranger, hit, self._whole(hit, told)), told)

    def _is_told_by(self, stranger: Subject, hit: CueHit, told: ContentStart) -> bool:
        """Whether unknown words behind a cue are its subject: a clause follows, or they can be no object of it
        (رحبت الأوساط الثقافية بالقرار).
        """
        if told.opening in CLAUSES or self.strangers.is_subject(hit, stranger.after):
            return True
        if self.strangers.does(hit, stranger.after):
            return True
        if told.opening in ("accuse", "describe") and self._has_object(hit, stranger.after):
            return True
        cue = hit.candidates[0].cue
        alone = not cue.strict and not TRANSITIVE.intersection(cue.content) and cue.act not in ADDRESSING
        return told.opening == "preposition" and alone

    def _has_object(self, hit: CueHit, end: int) -> bool:
        """Whether who is judged is written on a verb, or known behind unknown words that may be its subject: اتهم
        محاموها فرنسا بالظلم, وصفه البعض بالتشدد.
        """
        judged = self.speakers.starts.get(end)
        known = judged is not None and bool(judged.keys) and not judged.phrase.clitic
        return hit.form.text.endswith(PRONOUNS) or (known and self.strangers.is_whole(end))

    def _reject_unopened(self) -> None:
        for hit in self.hits if self.trace else ():
            if hit.token not in self._speaking:
                self._reject(hit, "no-content")

    def _reject(self, hit: CueHit, reason: Reason) -> None:
        """Note that a cue makes no statement."""
        if self.trace:
            self.trace.rejected(self._cue(hit), "statement", reason)

    def _subject(self, hit: CueHit) -> Subject | None:
        """The subject that the verb's grammar points at."""
        source = hit.candidates[0].cue.source
        if source == "document":
            return self.speakers.issuers.in_document(hit)
        if source != "subject":
            later = any(other.tense == "masdar" for other in self._hits.between(hit.token + 1, hit.token + 30))
            if later:
                self._reject(hit, "yields")
                return None
            return self.speakers.carriers.carried(hit, fold_name(source), self.speakers.appositions.end)
        within = self.lexicon.is_a("within", self.document.word(hit.token + 1)) and not hit.clitic
        relative = self.lexicon.is_relative(self.document.word(hit.token - 1))
        if within and not relative and hit.candidates[0].cue.act == "demand":
            return self.speakers.before(hit)  # نداء دعا فيه الأطباء إلى التطوع
        if relative and self.objects.is_follower(hit):
            return self.speakers.before(hit)
        return self.speakers.subject(hit)

    def _settle(self, hit: CueHit, subject: Subject | None, *, nested: bool) -> Subject | None:
        """The subject, or the one a reader supplies; first-person and subjectless cues inside a content report
        nothing new.
        """
        if subject and subject.rule == "document":
            return self.speakers.issuers.speaking(hit, subject)
        if subject and subject.speakers:
            return self.speakers.recalled(hit, subject)
        if hit.tense != "participle" and self.document.word(hit.token + 1)[:1].isdigit():
            return None  # قال 39 في المئة إن
        if hit.tense != "participle" and self.document.quote_around(hit.token):
            return None  # within quoted words a verb without subject is the speaker's own: أعتقد
        if nested and self.objects.is_own(hit):
            return self._own(hit)
        if nested and hit.tense != "participle" and not hit.clitic and hit.candidates[0].cue.act != "describe":
            return self.strangers.forerunners.ahead(hit) if hit.form.number == "p" else None
        return self._supplied(hit, nested=nested)

    def _own(self, hit: CueHit) -> Subject | None:
        """Who tells of himself that he said something to somebody: قال ترودو إنه أبلغ ترامب أن."""
        word = self.document.word(hit.token - 1)
        begun = (draft.subject for draft in self._outer.over(hit.token) if draft.first == hit.token)
        subject = next((own for own in begun if self.speakers.recall.may_be(word, own.speakers)), None)
        return replace(subject, after=hit.token + 1, rule="elided") if subject else None

    def _supplied(self, hit: CueHit, *, nested: bool) -> Subject | None:
        """Who speaks where grammar points at nobody known: unknown words before the verb, else the one a reader
        supplies.
        """
        if self.lexicon.is_relative(self.document.word(hit.token - 1)) and self.objects.is_follower(hit):
            return None  # المرأة التي اتهمت الوزير بالكذب
        if (hit.tense == "participle" or hit.clitic == "و") and (begun := self._begun(hit)):
            return begun
        if hit.tense == "participle" and (backed := self._backed(hit)):
            return backed
        if self.strangers.forerunners.is_related(hit):
            named = self.strangers.forerunners.related(hit)
            if named or "quote" not in hit.candidates[0].cue.content or "object" in hit.candidates[0].cue.content:
                return named
        verb = hit.tense in ("perfect", "imperfect") and not hit.clitic and not nested
        ahead = self.strangers.forerunners.ahead(hit) if verb else None
        if ahead or (verb and self.strangers.forerunners.is_antecedents(hit)):
            return ahead
        return self.speakers.elided(hit) or self.strangers.titled(hit)

    def _begun(self, hit: CueHit) -> Subject | None:
        """Whose verb of saying without a content of its own a participle or another verb goes on with: رد عليه روحاني
        قائلا, لكن تركيا رفضت ذلك، واتهمته.
        """
        verb = self._hits.before(hit.token)
        here = verb is not None and verb.token >= max(self.document.sentence_at[hit.token].start, hit.token - FAR)
        if verb is None or not here or verb.token in self._speaking or verb.tense not in ("perfect", "imperfect"):
            return None
        before = self.document.word(verb.token - 1)
        told = self._is_told(verb) or (before.startswith("ال") and self.lexicon.is_relative(before))
        own = verb.candidates[0].cue.source == "subject" and not told
        subject = self.speakers.subject(verb) if own else None
        if subject is None or subject.after > hit.token or not self.speakers.recall.may_speak(hit, subject.speakers):
            return None
        return replace(self.speakers.recalled(verb, subject), after=hit.token + 1, rule="elided")

    def _backed(self, hit: CueHit) -> Subject | None:
        """Who is named as the source of what a participle goes on with: بحسب مصادر في البلدة، مضيفة أن."""
        found = self.verbless.right_before(hit.token)
        start = self.document.sentence_at[hit.token].start
        spoken = any(before.token in self._speaking for before in self._hits.between(start, hit.token))
        # Who speaks before in the sentence goes on, unless a person is the source: وفق ما صرح به الوزير، مؤكدا.
        if found is None or (spoken and self.cast.actors[found.speakers[0]].type != "Person"):
            return None
        return Subject(found.speakers, hit.token + 1, "elided")

    def _is_told(self, hit: CueHit) -> bool:
        """Whether a cue stands in what somebody says."""
        return next(self._outer.over(hit.token), None) is not None

    # --- from tokens to spans -----------------------------------------------------------------------------------

    def _utterance(self, draft: Draft) -> Utterance:
        end = self._dated_end(draft)
        continues = fold_name(draft.hit.candidates[0].cue.verb) in listed("continuing")
        back = self._is_past(draft.hit)
        return Utterance(
            *(draft.hit.token, draft.first, end, draft.subject.speakers, draft.nested or back, continues),
            begins=draft.hit.token if back else 0,
            nominal=draft.start.opening not in CLAUSES,
            standing=draft.hit.tense == "imperfect" and not (continues or self._is_amid(draft.hit)),
        )

    def _is_amid(self, hit: CueHit) -> bool:
        """Whether a verb tells what is said on an occasion: ألقت منشورات أمس تحذر فيها, not الذي تهدد فيه."""
        within = self.lexicon.is_a("within", self.document.word(hit.token + 1))
        return within and not self.lexicon.is_relative(self.document.word(hit.token - 1))

    def _statement(self, draft: Draft) -> tuple[Utterance, Statement]:
        form = draft.start.form or draft.hit.candidates[0]
        content = self._content(draft)
        return self._utterance(draft), Statement(
            content=content,
            cue=self._cue(draft.hit),
            speakers=draft.subject.speakers,
            act=form.cue.act,
            quotations=self.quotations.of(draft.first, draft.end, content),
            via=draft.via,
            addressee=draft.subject.addressee,
            rule=self._rule(draft),
        )

    def _rule(self, draft: Draft) -> str:
        """The rule's name: how the content is opened, and how the speaker was found."""
        found = "participle" if draft.hit.tense == "participle" else draft.subject.rule
        return f"{draft.start.opening}-{found}"

    def _content(self, draft: Draft) -> Span:
        span = self.document.span(draft.first, self._dated_end(draft))
        if draft.start.cut and draft.start.token == draft.first:
            span = Span(span.start + draft.start.cut, span.end)
        return trim(self.document.article.text, span.start, span.end, MARKS)

    def _dated_end(self, draft: Draft) -> int:
        """The content's end without the day that dates the saying: أعلن انتهاء العمليات في الأول من مايو 2003."""
        nominal = draft.start.opening in ("object", "preposition") and draft.hit.tense == "perfect"
        return self.days.named.end_without_day(draft.first, draft.end) if nominal else draft.end

    def _cue(self, hit: CueHit) -> Span:
        return self.document.bare(hit.token, hit.clitic)


def _told(subject: Subject, first: int, drafts: list[Draft]) -> bool:
    """وأضاف في مقابلة نشرت أمس «نحن نرحب»: a verb without a subject tells nothing that the one before it has not."""
    return subject.rule == "elided" and bool(drafts) and drafts[-1].first == first
