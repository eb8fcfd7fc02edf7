"""A frame of one article -> a sketch of it: the little that tells whether a frame of another article is the same.

Sketches hold no RDF and no text, so that they travel between processes and fill no memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from kg.curated import Actors
from kg.frames import Commitment, Pledge, Reading, Statement
from kg.iris import segment
from kg.merging.objects import objects_of
from kg.merging.wording import stems_of
from kg.records import dataclass, replace
from kg.span import Span

Kind = Literal["utterance", "commitment", "pledge"]
NOBODY = Actors(())


@dataclass(frozen=True, slots=True)
class Sketch:
    """What there is to know of a frame when frames are compared.

    `node` is the frame's own IRI without the base (utterance/ARTICLE/10-60); for a statement, that of its utterance.
    `sources` are the keys of who speaks, undertakes or gives, sorted; in undertakings a person who holds an office
    stands for its state or body. `others` are who is spoken to or provided for. Dates are ISO 8601 as far as known.
    `objects` are what it is about (see `kg.merging.objects`), `stems` its words and `quotations` those of each
    quotation, in their order, light-stemmed.
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


def sketches(reading: Reading, actors: Actors = NOBODY) -> tuple[Sketch, ...]:
    """Sketches of all frames of an article, in the order of its graph; `actors` tell who holds which office."""
    page = _Page(reading, actors)
    return (*page.utterances(), *page.commitments(), *page.pledges())


class _Page:
    """One article's frames on their way to sketches."""

    def __init__(self, reading: Reading, actors: Actors) -> None:
        self.reading, self.actors = reading, actors
        self.text = reading.article.text
        published = reading.article.published
        self.published = published.isoformat() if published else None
        self._taken: Counter[tuple[str, Span]] = Counter()

    def utterances(self) -> Iterator[Sketch]:
        for frame in self.reading.statements:
            yield Sketch(
                node=self.node("utterance", frame.content),
                article=self.reading.article.id,
                kind="utterance",
                sources=tuple(sorted(set(frame.speakers))),
                others=(frame.addressee,) if frame.addressee else (),
                date=frame.said_on.isoformat() if frame.said_on else None,
                published=self.published,
                act=frame.act,
                objects=objects_of(frame.content.of(self.text)),
                stems=stems_of(frame.content.of(self.text)),
                passages=tuple(stems_of(quotation.of(self.text)) for quotation in frame.quotations),
            )

    def commitments(self) -> Iterator[Sketch]:
        for frame in self.reading.commitments:
            yield self.undertaking("commitment", frame, frame.committers, frame.beneficiaries)

    def pledges(self) -> Iterator[Sketch]:
        for frame in self.reading.pledges:
            made = self.undertaking("pledge", frame, frame.donors, frame.recipients)
            yield _quantified(made, frame)

    def undertaking(
        self, kind: Literal["commitment", "pledge"], frame: Commitment | Pledge, by: Iterable[str], to: Iterable[str]
    ) -> Sketch:
        passages = [passage.of(self.text) for passage in frame.mentions]
        said_on = self.said_on(frame)
        return Sketch(
            node=self.node(kind, frame.mentions[0]),
            article=self.reading.article.id,
            kind=kind,
            sources=self.states(by, said_on or self.reading.article.published),
            others=self.states(to, said_on or self.reading.article.published),
            date=said_on.isoformat() if said_on else None,
            published=self.published,
            deadline=frame.deadline.date.text if frame.deadline else None,
            topic=frame.topic,
            modality=frame.modality,
            objects=objects_of(passages[0]),
            stems=stems_of(passages[0]),
            passages=tuple(stems_of(passage) for passage in passages[1:]),
        )

    def said_on(self, frame: Commitment | Pledge) -> date | None:
        made_in: Statement | None = None if frame.made_in is None else self.reading.statements[frame.made_in]
        return made_in.said_on if made_in else None

    def states(self, keys: Iterable[str], on: date | None) -> tuple[str, ...]:
        """Those on whose behalf the actors act: the state or body of an office held then, else themselves."""
        return tuple(sorted({behalf for key in keys for behalf in self.behalf(key, on)}))

    def behalf(self, key: str, on: date | None) -> Iterable[str]:
        actor = self.actors.by_key.get(key)
        if actor is None or actor.type != "Person":
            return (key,)
        held = (tenure for tenure in actor.offices if tenure.of and (on is None or tenure.covers(on)))
        return {tenure.of for tenure in held if tenure.of} or (key,)

    def node(self, kind: str, span: Span) -> str:
        """The path that `kg.iris.Minter.passage` mints, with the same count of frames on one passage."""
        self._taken[kind, span] += 1
        nth = self._taken[kind, span]
        suffix = f"-{nth}" if nth > 1 else ""
        return f"{kind}/{segment(self.reading.article.id)}/{span.start}-{span.end}{suffix}"


def _quantified(sketch: Sketch, frame: Pledge) -> Sketch:
    return replace(sketch, amount=frame.amount, unit=frame.unit)
