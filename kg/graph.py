"""What was read out of an article -> the quads of that article's named graph.

The shape is that of `ontology/mithaq.ttl`: attribution frames, evidence as Web Annotation selectors
(https://www.w3.org/TR/annotation-model/#selectors), provenance in PROV-O (https://www.w3.org/TR/prov-o/). Types and
super-properties are written out, so that no query needs a reasoner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

import kg
from kg.folding import fold
from kg.frames import Actor, Commitment, Deadline, Outcome, Pledge, Reading, Statement
from kg.graph_terms import Sheet, arabic, boolean, day, decimal, english, given, integer, moment, plain, term
from kg.iris import Minter, actor_key, concept
from kg.namespaces import BASE
from kg.span import Span

_CONTEXT = 24  # characters before and after a passage, to find it again in a text that was edited since
_NO_RULE = "unspecified"


class GraphError(ValueError):
    """A reading that contradicts itself: it names an actor, a statement or a passage that it does not hold."""


def article_quads(reading: Reading, *, base: str = BASE, version: str = kg.__version__) -> list[Quad]:
    """All quads of one article, in the graph that bears its IRI; raises GraphError, or IriError for a wrong base."""
    return _Page(reading, Minter(base), version).quads()


def actor_keys(readings: Iterable[Reading]) -> set[str]:
    """The keys of all actors that the readings name or that their actors belong to."""
    actors = [actor for reading in readings for actor in reading.actors.values()]
    return {key for actor in actors for key in (actor.key, *actor.of)}


def rule_names(readings: Iterable[Reading]) -> set[str]:
    """The rules that made the frames of the readings."""
    return {
        frame.rule or _NO_RULE
        for r in readings
        for frames in (r.statements, r.commitments, r.pledges, r.outcomes)
        for frame in frames
    }


class _Page:
    """One article on its way into the graph."""

    def __init__(self, reading: Reading, mint: Minter, version: str) -> None:
        self.reading, self.mint, self.version = reading, mint, version
        self.id, self.text = reading.article.id, reading.article.text
        self.iri = mint.article(self.id)
        self.sheet = Sheet(self.iri)
        self._taken: Counter[tuple[str, Span]] = Counter()
        # The first passage of an undertaking -> its IRI.
        self._undertakings: dict[Span, str] = {}

    def quads(self) -> list[Quad]:
        self.article()
        for actor in self.reading.actors.values():
            self.actor(actor)
        self.publisher()
        statements = [self.statement(statement) for statement in self.reading.statements]
        for commitment in self.reading.commitments:
            self.commitment(commitment, statements)
        for pledge in self.reading.pledges:
            self.pledge(pledge, statements)
        for pledge in self.reading.pledges:
            self.part(pledge)
        for outcome in self.reading.outcomes:
            self.outcome(outcome, statements)
        return self.sheet.quads()

    # --- the article and who is in it ---------------------------------------------------------------------------

    def article(self) -> None:
        article, say = self.reading.article, self.sheet.say
        self.sheet.type(self.iri, "mq:Article", "schema:NewsArticle")
        say(self.iri, "dcterms:identifier", plain(article.id))
        say(self.iri, "schema:headline", _headline(article.title, article.text))
        say(self.iri, "schema:inLanguage", plain("ar"))
        say(self.iri, "schema:datePublished", given(day, article.published))
        say(self.iri, "mq:publishedBasis", given(plain, article.published_basis))
        say(self.iri, "mq:publishedNote", given(english, article.published_note))
        say(self.iri, "schema:url", _link(article.url))
        say(self.iri, "mq:mentions", *self.actors(dict.fromkeys(m.actor for m in self.reading.mentions)))

    def actor(self, actor: Actor) -> None:
        iri, say = self.mint.actor(actor.key), self.sheet.say
        self.sheet.type(iri, "mq:Actor", f"mq:{actor.type}")
        say(iri, "skos:altLabel", *(arabic(name) for name in actor.names if name != actor.label))
        say(iri, "mq:role", given(arabic, actor.role))
        # What is known of a curated actor beyond this article stands in the graph of curated actors.
        if not actor.curated:
            say(iri, "rdfs:label", arabic(actor.label))
            say(iri, "mq:affiliation", *map(self.mint.actor, actor.of))

    def publisher(self) -> None:
        name = self.reading.article.publisher
        if not name:
            return
        actor = _publisher(name, self.reading.actors)
        if actor is None:
            actor = Actor(actor_key(name), "MediaOutlet", name)
            self.actor(actor)
        self.sheet.say(self.iri, "schema:publisher", self.mint.actor(actor.key))

    def actors(self, keys: Iterable[str]) -> list[str]:
        """The IRIs of actors, who must be among those of the reading."""
        keys = tuple(keys)
        for key in keys:
            if key not in self.reading.actors:
                raise GraphError(f"article {self.id}: the reading names the actor {key!r}, who is not among its actors")
        return [self.mint.actor(key) for key in keys]

    # --- what it says -------------------------------------------------------------------------------------------

    def statement(self, frame: Statement) -> str:
        iri, nth = self.node("statement", frame.content)
        say = self.sheet.say
        self.sheet.type(iri, "mq:Statement")
        say(iri, "mq:speaker", *self.actors(frame.speakers))
        say(iri, "mq:speechAct", concept("act", frame.act))
        say(iri, "mq:content", self.words(frame.content))
        say(iri, "mq:cue", given(self.words, frame.cue))
        say(iri, "mq:quotation", *map(self.words, frame.quotations))
        say(iri, "mq:statedOn", given(day, frame.said_on))
        say(iri, "mq:via", *self.actors([frame.via] if frame.via else []))
        say(iri, "mq:addressee", *self.actors([frame.addressee] if frame.addressee else []))
        self.utterance(iri, frame.content, nth)
        self.evidence(iri, [frame.content])
        self.provenance(iri, frame)
        return iri

    def utterance(self, statement: str, content: Span, nth: int) -> None:
        iri = self.mint.passage("utterance", self.id, content, nth)
        self.sheet.say(statement, "mq:renders", iri)
        self.sheet.type(iri, "mq:Utterance")
        self.sheet.say(iri, "rdfs:label", self.words(content))

    def commitment(self, frame: Commitment, statements: list[str]) -> None:
        iri = self.undertaking("commitment", frame, statements)
        self.sheet.say(iri, "mq:committer", *self.actors(frame.committers))
        self.sheet.say(iri, "mq:beneficiary", *self.actors(frame.beneficiaries))

    def pledge(self, frame: Pledge, statements: list[str]) -> None:
        iri = self.undertaking("pledge", frame, statements)
        say = self.sheet.say
        self.sheet.type(iri, "mq:AidPledge")
        for role in ("mq:donor", "mq:committer"):
            say(iri, role, *self.actors(frame.donors))
        for role in ("mq:recipient", "mq:beneficiary"):
            say(iri, role, *self.actors(frame.recipients))
        say(iri, "mq:channel", *self.actors(frame.channels))
        if frame.amount is not None:
            say(iri, "mq:amount", decimal(frame.amount))
            say(iri, "mq:approximate", boolean(frame.approximate))
        say(iri, "mq:unit", concept("unit", frame.unit) if frame.unit else None)
        say(iri, "mq:purpose", given(self.words, frame.purpose))
        say(iri, "mq:sector", concept("sector", frame.sector))
        say(iri, "mq:aidStatus", concept("aid-status", frame.status))

    def undertaking(self, kind: str, frame: Commitment | Pledge, statements: list[str]) -> str:
        """What commitments and pledges have in common."""
        if not frame.mentions:
            raise GraphError(
                f"article {self.id}: a {kind} made by rule {frame.rule!r} has no passage that expresses it"
            )
        iri, _ = self.node(kind, frame.mentions[0])
        self._undertakings.setdefault(frame.mentions[0], iri)
        say = self.sheet.say
        self.sheet.type(iri, "mq:Commitment")
        say(iri, "rdfs:label", self.words(frame.mentions[0]))
        say(iri, "mq:modality", concept("modality", frame.modality))
        say(iri, "mq:topic", concept("topic", frame.topic))
        self.deadline(iri, frame.deadline)
        self.made_in(iri, frame.made_in, statements)
        self.evidence(iri, frame.mentions)
        self.provenance(iri, frame)
        return iri

    def deadline(self, iri: str, deadline: Deadline | None) -> None:
        if deadline:
            self.sheet.say(iri, "mq:deadline", moment(deadline.date.text))
            self.sheet.say(iri, "mq:deadlineText", self.words(deadline.span))

    def part(self, frame: Pledge) -> None:
        """The pledge in whose amount another is counted, as far as it is among those that are sure enough."""
        part, whole = (self._undertakings.get(span) for span in (frame.mentions[0], frame.part_of or frame.mentions[0]))
        if part and whole != part:
            self.sheet.say(part, "mq:partOf", whole)

    def outcome(self, frame: Outcome, statements: list[str]) -> None:
        iri, _ = self.node("outcome", frame.mentions[0])
        say = self.sheet.say
        self.sheet.type(iri, "mq:Outcome")
        say(iri, "rdfs:label", self.words(frame.mentions[0]))
        say(iri, "mq:outcomeKind", concept("outcome", frame.kind))
        say(iri, "mq:undertakenBy", *self.actors(frame.actors))
        say(iri, "mq:occurredOn", given(day, frame.day))
        say(iri, "mq:outcomeOf", self._undertakings.get(frame.about) if frame.about else None)
        self.made_in(iri, frame.made_in, statements, "mq:toldIn")
        self.evidence(iri, frame.mentions)
        self.provenance(iri, frame)

    def made_in(self, iri: str, index: int | None, statements: list[str], relation: str = "mq:madeIn") -> None:
        if index is None:
            return
        if not 0 <= index < len(statements):
            raise GraphError(f"article {self.id}: {iri} is made in statement {index}; there are {len(statements)}")
        self.sheet.say(iri, relation, statements[index])

    # --- where it stands, and what made it ----------------------------------------------------------------------

    def words(self, span: Span) -> Literal:
        """The words of a passage."""
        return arabic(self.cut(span))

    def cut(self, span: Span) -> str:
        if not 0 <= span.start < span.end <= len(self.text):
            place = f"{span.start}-{span.end}"
            raise GraphError(f"article {self.id}: {place} is empty or outside the text ({len(self.text)} characters)")
        return span.of(self.text)

    def node(self, kind: str, span: Span) -> tuple[str, int]:
        """The IRI of a frame by its passage, and which one of that kind it is there."""
        self._taken[kind, span] += 1
        nth = self._taken[kind, span]
        return self.mint.passage(kind, self.id, span, nth), nth

    def evidence(self, iri: str, spans: Iterable[Span]) -> None:
        for span in spans:
            node = self.mint.passage("evidence", self.id, span)
            self.sheet.say(iri, "mq:evidence", node)
            self.sheet.type(node, "mq:Evidence", "oa:SpecificResource")
            self.sheet.say(node, "oa:hasSource", self.iri)
            self.sheet.say(node, "oa:hasSelector", self.selector(span))

    def selector(self, span: Span) -> str:
        node, say = self.mint.passage("selector", self.id, span), self.sheet.say
        exact = self.cut(span)
        before, after = self.text[max(0, span.start - _CONTEXT) : span.start], self.text[span.end : span.end + _CONTEXT]
        self.sheet.type(node, "mq:Selector", "oa:TextPositionSelector", "oa:TextQuoteSelector")
        say(node, "oa:start", integer(span.start))
        say(node, "oa:end", integer(span.end))
        say(node, "oa:exact", plain(exact))
        say(node, "oa:prefix", plain(before) if before else None)
        say(node, "oa:suffix", plain(after) if after else None)
        return node

    def provenance(self, iri: str, frame: Statement | Commitment | Pledge | Outcome) -> None:
        self.sheet.say(iri, "mq:confidence", decimal(frame.confidence))
        self.sheet.say(iri, "prov:wasGeneratedBy", self.mint.extraction(self.version, frame.rule or _NO_RULE))


def _headline(title: str | None, text: str) -> Literal | None:
    """The title if the article came with one, else its first line with words on it."""
    lines = (line.strip(" \t\r\ufeff\u00a0\u200e\u200f") for line in text.splitlines())
    return given(arabic, title or next(filter(None, lines), None))


def _link(url: str | None) -> Literal | str | None:
    """The article's address as a node, or as a literal when it is no valid IRI, as is common on the web."""
    if not url:
        return None
    try:
        return NamedNode(url).value
    except ValueError:
        return Literal(url, datatype=term("xsd:anyURI"))


def _publisher(name: str, actors: Mapping[str, Actor]) -> Actor | None:
    """The actor that a publisher's key or printed name means, outlets first."""
    if name in actors:
        return actors[name]
    wanted = fold(name)
    meant = [actor for actor in actors.values() if wanted in map(fold, (actor.label, *actor.names))]
    return min(meant, key=lambda actor: actor.type != "MediaOutlet", default=None)
