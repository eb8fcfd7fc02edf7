"""Documents that speak -> their issuers: أضاف البيان، جاء في تقرير للوزارة، بيان صادر عن الرئاسة."""

from __future__ import annotations

from operator import attrgetter

from kg.agents import Agent
from kg.cast import Cast
from kg.cues import CueHit
from kg.document import Document
from kg.lexicon import Gender, Lexicon
from kg.places import Placed
from kg.records import replace
from kg.subjects import Discourse, Subject, VerbAt, is_document

# How many words behind a verb the document is named that speaks, or who is told of.
NEAR, FAR = 7, 9
# How many sentences back who speaks is still meant by his document.
RECENT = 2
# How many words before, a document that is only called so was named.
AGAIN = 300
# How many words of a sentence are looked through for who gave a document, or is the subject where one is named.
LONG = 150


class IssuerFinder:
    """Finds who speaks through the documents of one article."""

    def __init__(
        self, document: Document, lexicon: Lexicon, cast: Cast, agents: Placed[Agent], discourse: Discourse
    ) -> None:
        self.document, self.lexicon, self.cast, self.discourse = document, lexicon, cast, discourse
        self.word = document.by_token.__getitem__
        self._agents = agents
        documents = list(filter(is_document, agents))
        self._documents = Placed(documents, attrgetter("start"))
        self._ended = Placed(documents, attrgetter("end"))
        self.starts = {agent.start: agent for agent in agents}

    def may_speak(self, agent: Agent) -> bool:
        """Whether an agent is a document, not only a decision that somebody makes: دوائر صنع | القرار."""
        return is_document(agent) and not self.lexicon.is_a("deciding", self.word(agent.start - 1))

    def of(self, agent: Agent) -> Subject:
        """A document that speaks: its issuers are named behind it (صادر عن، ل) or by its demonyms; else nobody yet."""
        named = self._issuer(agent)
        issuers = tuple(key for key in map(self.cast.enter_key, agent.phrase.of) if key)
        source = agent.phrase.source
        own = source is not None and source.source.unissued and not source.definite
        if own and all(self.cast.actors[key].type == "Country" for key in issuers):
            issuers = ()  # تقارير بريطانية
        return Subject(named.keys if named else issuers, named.end if named else agent.end, "document")

    def cited(self, agent: Agent) -> Subject | None:
        """Whom a phrase names by his document: بحسب بيان للوزارة، بحسب البيان، وفق تقارير صحافية; nobody where it is a
        law or a treaty.
        """
        found = self.of(agent)
        source = agent.phrase.source
        if found.speakers or source is None or source.source.binding:
            return found if found.speakers else None
        own = self._own(agent)
        again = self._named_from(agent.start - AGAIN, agent) if source.definite else ()
        before = again or (self._published_before(agent.start) or self._heard(agent.start) if source.definite else ())
        return replace(found, speakers=own or before) if own or before else None

    def _heard(self, token: int) -> tuple[str, ...]:
        """Who spoke in the sentence before the one of a token, or in the one before that."""
        start = self.document.sentence_of(token).start
        for _ in range(RECENT):
            if start == 0:
                break
            start = self.document.sentence_of(start - 1).start
            if speakers := self.discourse.by_sentence.get(start):
                return speakers
        return ()

    def _issuer(self, agent: Agent) -> Agent | None:
        """Who issued a document, named behind it: بيان صادر عن الوزارة، بيان لوزارة الدفاع، تقرير نشرته الوكالة."""
        limit = min(self.document.sentence_of(agent.start).end, agent.end + 10)
        named = agent.phrase.source is not None and agent.phrase.source.definite  # وطالب البيان | المجتمع الدولي
        for index in range(agent.end, limit):
            if self.word(index) in self.lexicon.particles["complementizer"] or self.word(index) in ('"', ":", "،"):
                return None
            issuer = self.starts.get(index)
            if index == agent.end + 1 and self.word(agent.end) == "عن" and self._is_report(agent):
                continue  # تقرير عن اليمن
            if (
                issuer
                and issuer.keys
                and (
                    issuer.phrase.clitic == "ل"
                    or (index == agent.end and not named)
                    or self.lexicon.is_a("issuing", self.word(index - 1))
                )
            ):
                return issuer
        return None

    def _is_report(self, agent: Agent) -> bool:
        return agent.phrase.source is not None and agent.phrase.source.source.unissued

    def at(self, token: int) -> Subject | None:
        """The document that begins at a token, as a subject."""
        agent = self.starts.get(token)
        return self.of(agent) if agent and is_document(agent) else None

    def in_document(self, hit: CueHit) -> Subject | None:
        """جاء في بيان للوزارة / بيان مشترك جاء فيه: the document before or behind speaks."""
        sentence = self.document.sentence_at[hit.token]
        reach = min(sentence.end, hit.token + (FAR if self._tells_of(hit.token) else NEAR))
        limit = next((i for i in range(hit.token + 1, reach) if self._opens_content(i)), reach)
        behind = (self.starts.get(index) for index in range(hit.token + 1, limit))
        before = self._documents.before(hit.token)
        if before and before.start < sentence.start and not hit.clitic:
            before = None
        for agent in (*behind, before):
            if agent and is_document(agent):
                found = self.of(agent)
                return replace(found, after=max(found.after, hit.token + 1))
            if agent and agent.keys and self._is_told_in(hit.token, agent):
                return Subject(agent.keys, agent.end, "document")
        return None

    def _is_told_in(self, token: int, agent: Agent) -> bool:
        """Whether an agent behind a verb may be who is told of: جاء على لسان الوزير, unlike جاء مقتل الزعيم."""
        if agent.start < token or not self._tells_of(token):
            return agent.start > token
        leads = ("preposition", "telling")
        return any(self.lexicon.is_any(leads, self.word(index)) for index in range(token + 1, agent.start))

    def _tells_of(self, token: int) -> bool:
        return self.lexicon.is_a("told-in", self.word(token).removeprefix("و"))

    def _opens_content(self, index: int) -> bool:
        return self.lexicon.is_a("complementizer", self.word(index)) or self.word(index) in (":", '"')

    def speaking(self, hit: CueHit, subject: Subject) -> Subject | None:
        """A document's subject with its issuers, or with the makers of a law or treaty: ينص الاتفاق على."""
        cue = hit.candidates[0].cue
        enacted = cue.source == "document" and "that" not in cue.content
        return self._enacted(hit, subject) if enacted else self.issued(hit, subject)

    def issued(self, hit: VerbAt, subject: Subject) -> Subject | None:
        """A document's subject with its issuers: those named with it, else those of the document named last,
        else the last speakers.
        """
        sentence = self.document.sentence_at[hit.token]
        paper = self._speaks(hit, subject)
        speakers = (
            subject.speakers
            or self._unissued(hit)
            or (
                self._given(hit, paper) or self._again(paper) or self._recent(paper) or self._general(paper)
                if paper
                else ()
            )
            or self.discourse.issuers
            or self._published(hit)
            or self.discourse.speakers
            or self._agents_of(sentence.start, hit.token)
        )
        if not speakers:
            return None
        self.discourse.issue(speakers, hit.token)
        if paper:
            self.spoke(paper, speakers)
        return replace(subject, speakers=speakers)

    def spoke(self, paper: Agent, speakers: tuple[str, ...]) -> None:
        """Keep in mind who spoke through a document of a noun."""
        if paper.phrase.source:
            self.discourse.papers[paper.phrase.source.source.noun] = (speakers, paper.start)

    def _again(self, paper: Agent) -> tuple[str, ...]:
        """Who spoke through a document of the same noun, if no other was told of since: ونقل التقرير عن الوزير تأكيده.
        وأشار التقرير.
        """
        source = paper.phrase.source
        if source is None or not source.definite or source.number != "s":
            return ()
        speakers, token = self.discourse.papers.get(source.source.noun, ((), 0))
        since = (other for other in self._documents.between(token + 1, paper.start) if _is_same(other, paper))
        return () if any(map(self._is_new, since)) else speakers

    def _is_new(self, paper: Agent) -> bool:
        """Whether a document is named that was not before: without the article, or with who issued it."""
        source = paper.phrase.source
        return bool(paper.phrase.of) or (source is not None and not source.definite) or self._issuer(paper) is not None

    def _general(self, paper: Agent) -> tuple[str, ...]:
        """Reports at large are a source of their own: وتقول التقارير إن."""
        source = paper.phrase.source
        many = source is not None and source.number == "p" and source.definite and source.source.unissued
        return self._described(paper, "f") if many else ()

    def _speaks(self, hit: VerbAt, subject: Subject) -> Agent | None:
        """The document that is the subject of a verb: behind it, else right before it."""
        behind = self._documents.between(hit.token, max(subject.after, hit.token + 1))
        before = self._ended.before(hit.token + 1)
        return behind[0] if behind else before if before and before.end == hit.token else None

    def _given(self, hit: VerbAt, paper: Agent) -> tuple[str, ...]:
        """Who gave, in the same sentence, a document that was not named before: أصدرت الوزارة بيانا قالت فيه."""
        if paper.start > hit.token or paper.phrase.source is None or paper.phrase.source.definite:
            return ()
        start = max(self.document.sentence_at[hit.token].start, paper.start - LONG)
        near = reversed(self._agents.between(start, paper.start))
        return next((agent.keys for agent in near if self._gives(agent)), ())

    def _gives(self, agent: Agent) -> bool:
        """Whether an agent may be the subject of what gives out a document: nothing governs it."""
        free = bool(agent.keys) and agent.phrase.clitic in ("", "و")
        return free and not self._is_governed(self.word(agent.start - 1))

    def _is_governed(self, before: str) -> bool:
        """Whether a preposition or the noun of a deed stands before an agent: إقناع | المجلس, بحياة | الوزير."""
        led = before[:1] in ("ب", "ل") and before[1:] in self.lexicon.common
        return led or self.lexicon.is_any(("preposition", "deed"), before)

    def _recent(self, paper: Agent) -> tuple[str, ...]:
        """The issuers of a document that was named again since one spoke last: الذي قال، وفقا لبيان. وجاء في البيان."""
        return self._named_from(max(self.discourse.issued_at, paper.start - AGAIN), paper)

    def _named_from(self, start: int, paper: Agent) -> tuple[str, ...]:
        """The issuers of the last document of the same noun between a token and a document."""
        earlier = self._documents.between(start, paper.start)
        named = next((other for other in reversed(earlier) if _is_same(other, paper)), None)
        if named is None:
            return ()
        sentence = self.document.sentence_of(named.start).start
        return self.of(named).speakers or self.discourse.by_sentence.get(sentence, ())

    def _enacted(self, hit: CueHit, subject: Subject) -> Subject | None:
        """A law or treaty with who made it, unless he only speaks of it: قال كيري إن الاتفاق ينص على."""
        makers = subject.speakers or self._published(hit)
        spoke = self.discourse.by_sentence.get(self.document.sentence_at[hit.token].start)
        return replace(subject, speakers=makers) if makers and makers != spoke else None

    def _unissued(self, hit: VerbAt) -> tuple[str, ...]:
        """A report that nobody is said to have issued is a source of its own: ذكرت تقارير أن."""
        agent = self.starts.get(hit.token + 1) or self._ended.before(hit.token + 1)
        beside = agent is not None and (agent.start == hit.token + 1 or agent.end == hit.token)
        return self._own(agent) or self._data(agent) if agent and beside else ()

    def _data(self, agent: Agent) -> tuple[str, ...]:
        """What several documents without an article and an issuer tell: كشفت بيانات رسمية أن."""
        source = agent.phrase.source
        many = source is not None and source.number == "p" and not (source.definite or source.source.binding)
        one = self.word(agent.start).endswith("ا")  # بيانا
        return self._described(agent, "f") if many and not one else ()

    def _own(self, agent: Agent) -> tuple[str, ...]:
        """The source that a report is itself."""
        source = agent.phrase.source
        if source is None or not source.source.unissued or source.definite:
            return ()
        return self._described(agent, source.gender if source.number == "s" else "f")

    def _described(self, agent: Agent, gender: Gender) -> tuple[str, ...]:
        """A document as an actor."""
        of = agent.phrase.of
        return (self.cast.add_described(agent.start, agent.end, type_="AnonymousSource", of=of, gender=gender),)

    def _published(self, hit: VerbAt) -> tuple[str, ...]:
        """أصدرت الوزارة بيانا. وأضاف البيان: who is the subject where the document was last named."""
        return self._published_before(hit.token)

    def _published_before(self, token: int) -> tuple[str, ...]:
        named = self._ended.before(token)
        if named is None:
            return ()
        if issuer := self._issuer(named):
            return issuer.keys  # وفقا لبيان صادر عن الوزارة. وأوضح البيان
        sentence = self.document.sentence_of(named.start)
        return self._agents_of(sentence.start, named.start)

    def _agents_of(self, start: int, end: int) -> tuple[str, ...]:
        """The first agents named among tokens[start:end], not far into them."""
        return next((agent.keys for agent in self._agents.between(start, min(end, start + LONG)) if agent.keys), ())


def _is_same(one: Agent, other: Agent) -> bool:
    """Whether two documents are called by the same noun."""
    return bool(one.phrase.source and other.phrase.source and one.phrase.source.source == other.phrase.source.source)
