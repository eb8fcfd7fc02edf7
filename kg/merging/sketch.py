"""A frame of one article -> a sketch of it: the little that tells whether a frame of another article is the same.

Sketches hold no RDF and no text, so that they travel between processes and fill no memory.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from kg.curated import Actors
from kg.frames import ActorType, Commitment, Outcome, Pledge, Reading
from kg.iris import segment
from kg.merging.objects import objects_of
from kg.merging.table import number
from kg.records import dataclass, replace
from kg.span import Span
from kg.stems import bulk, clauses_of, stems_of

Kind = Literal["utterance", "commitment", "pledge"]
NOBODY = Actors(())
# What acts for the state it belongs to.
_FOR_STATES: frozenset[ActorType] = frozenset({"Person", "GovernmentBody", "AnonymousSource"})


@dataclass(frozen=True, slots=True)
class Sketch:
    """What there is to know of a frame when frames are compared.

    `node` is the frame's own IRI without the base (utterance/ARTICLE/10-60); for a statement, that of its utterance.
    `sources` are the keys of who speaks, undertakes or gives, sorted; in undertakings a person in office and a body of
    a state stand for the state. `others` are the states and persons provided for or named in the passages beside
    them. Dates are ISO 8601 as far as known. `objects` are what it is about (see `kg.merging.objects`), `stems` the
    stems of its words, in order, and `passages` those of each quotation, or of each further passage of an undertaking,
    `clauses` those of each sentence and clause of what is said.
    """

    node: str
    article: str
    kind: Kind
    sources: tuple[str, ...]
    others: tuple[str, ...] = ()
    date: str | None = None
    published: str | None = None
    deadline: str | None = None
    amount: Decimal | None = None
    unit: str | None = None
    topic: str = ""
    act: str = ""
    modality: str = ""
    objects: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    passages: tuple[tuple[str, ...], ...] = ()
    clauses: tuple[tuple[str, ...], ...] = ()


def sketches(reading: Reading, actors: Actors = NOBODY) -> tuple[Sketch, ...]:
    """Sketches of all frames of an article, in the order of its graph; `actors` tell who holds which office."""
    page = _Page(reading, actors)
    return (*page.utterances(), *page.commitments(), *page.pledges())


def outcome_sketches(reading: Reading, actors: Actors = NOBODY) -> Iterator[tuple[Outcome, Sketch, str | None]]:
    """The outcomes of an article, each with a sketch and, where it has one, the frame of the article it is about."""
    return _Page(reading, actors).outcomes()


class _Page:
    """One article's frames on their way to sketches."""

    def __init__(self, reading: Reading, actors: Actors) -> None:
        self.reading, self.actors = reading, actors
        self.text = reading.article.text
        published = reading.article.published
        self.published = published.isoformat() if published else None
        self.named = sorted(reading.mentions, key=lambda mention: mention.span)
        self.starts = [mention.span.start for mention in self.named]
        self._taken: Counter[tuple[str, Span]] = Counter()

    def utterances(self) -> Iterator[Sketch]:
        for frame in self.reading.statements:
            content = frame.content.of(self.text)
            yield Sketch(
                node=self.node("utterance", frame.content),
                article=self.reading.article.id,
                kind="utterance",
                sources=tuple(sorted(set(frame.speakers))),
                others=self.states(self.inside([frame.content]), frame.said_on),
                date=frame.said_on.isoformat() if frame.said_on else None,
                published=self.published,
                act=frame.act,
                objects=objects_of(content),
                stems=stems_of(content),
                passages=tuple(stems_of(quotation.of(self.text)) for quotation in frame.quotations),
                clauses=clauses_of(content),
            )

    def commitments(self) -> Iterator[Sketch]:
        for frame in self.reading.commitments:
            yield self.undertaking("commitment", frame, frame.committers, frame.beneficiaries)

    def pledges(self) -> Iterator[Sketch]:
        for frame in self.reading.pledges:
            made = self.undertaking("pledge", frame, frame.donors, frame.recipients)
            yield replace(made, amount=frame.amount, unit=frame.unit)

    def outcomes(self) -> Iterator[tuple[Outcome, Sketch, str | None]]:
        """Each outcome with a sketch of it as if it were an undertaking, and the frame that it is about."""
        undertakings: tuple[Commitment | Pledge, ...] = (*self.reading.commitments, *self.reading.pledges)
        frames: dict[Span, str] = {}
        for undertaking, made in zip(undertakings, (*self.commitments(), *self.pledges()), strict=True):
            frames.setdefault(undertaking.mentions[0], made.node)
        for frame in self.reading.outcomes:
            words, day = frame.mentions[0].of(self.text), frame.day
            sources = self.states(frame.actors, day or self.reading.article.published)
            others = self.states(self.inside(frame.mentions[:1]), day)
            sketch = Sketch(
                node=self.node("outcome", frame.mentions[0]),
                article=self.reading.article.id,
                kind="commitment",
                sources=sources,
                others=tuple(other for other in others if other not in sources),
                date=day.isoformat() if day else None,
                published=self.published,
                objects=objects_of(words),
                stems=stems_of(words),
                passages=tuple(stems_of(passage.of(self.text)) for passage in frame.mentions[1:]),
            )
            yield frame, sketch, frames.get(frame.about) if frame.about else None

    def undertaking(
        self, kind: Literal["commitment", "pledge"], frame: Commitment | Pledge, by: Iterable[str], to: Iterable[str]
    ) -> Sketch:
        first, *more = (passage.of(self.text) for passage in frame.mentions)
        telling = self.telling(first, frame)
        said_on = self.said_on(frame)
        on = said_on or self.reading.article.published
        sources = self.states(by, on)
        others = self.states([*to, *self.inside(frame.mentions[:1])], on)
        return Sketch(
            node=self.node(kind, frame.mentions[0]),
            article=self.reading.article.id,
            kind=kind,
            sources=sources,
            others=tuple(other for other in others if other not in sources),
            date=said_on.isoformat() if said_on else None,
            published=self.published,
            deadline=frame.deadline.date.text if frame.deadline else None,
            topic=frame.topic,
            modality=frame.modality,
            objects=objects_of(telling),
            stems=stems_of(telling),
            passages=tuple(map(stems_of, more)),
        )

    def telling(self, passage: str, frame: Commitment | Pledge) -> str:
        """The passage, or all that is said around it where it tells too little by itself: وإدارتي ملتزمة بها."""
        if frame.made_in is None or bulk(stems_of(passage)) >= number("least-passage"):
            return passage
        return self.reading.statements[frame.made_in].content.of(self.text)

    def said_on(self, frame: Commitment | Pledge) -> date | None:
        made_in = None if frame.made_in is None else self.reading.statements[frame.made_in]
        return made_in.said_on if made_in else None

    def inside(self, spans: Iterable[Span]) -> Iterator[str]:
        """The actors that are named in passages."""
        for span in spans:
            for mention in self.named[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]:
                if mention.span.end <= span.end:
                    yield mention.actor

    def states(self, keys: Iterable[str], on: date | None) -> tuple[str, ...]:
        """Those on whose behalf the actors act, sorted."""
        return tuple(sorted({behalf for key in keys for behalf in self.behalf(key, on)}))

    def behalf(self, key: str, on: date | None, steps: int = 3) -> Iterable[str]:
        """The state of a person in office then and of a body, through the bodies between; else the actor itself."""
        above = self.above(key, on) if steps else ()
        return {top for body in above for top in self.behalf(body, on, steps - 1)} or (key,)

    def above(self, key: str, on: date | None) -> Iterable[str]:
        actor = self.actors.by_key.get(key)
        if actor is None:
            named = self.reading.actors.get(key)
            return named.of if named and named.type in _FOR_STATES else ()
        if actor.type == "Person":
            return [tenure.of for tenure in actor.offices if tenure.of and (on is None or tenure.covers(on))]
        return actor.of if actor.type in _FOR_STATES else ()

    def node(self, kind: str, span: Span) -> str:
        """The path that `kg.iris.Minter.passage` mints, with the same count of frames on one passage."""
        self._taken[kind, span] += 1
        nth = self._taken[kind, span]
        suffix = f"-{nth}" if nth > 1 else ""
        return f"{kind}/{segment(self.reading.article.id)}/{span.start}-{span.end}{suffix}"
