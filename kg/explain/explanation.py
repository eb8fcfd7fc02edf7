"""A reading -> what a person who improves the rules wants to see: the text with its marks, and each frame told in full.

With annotations at hand each frame is judged, what it should have been stands beside it, and what was missed is added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.agreement import known_actors
from kg.article import Article
from kg.curated import CuratedActor
from kg.explain.judging import Judgement, judge
from kg.explain.marking import Mark, Piece, nest, paragraphs
from kg.explain.telling import Fact, Row, Value, concept, day, facts, number
from kg.frames import Commitment, Deadline, Pledge, Reading, Statement
from kg.gold import GoldArticle
from kg.places import Cover
from kg.span import Span
from kg.trace import Piece as PieceName
from kg.trace import Pieces, Reason, Rejection, Trace
from kg.trials import Trial


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Words that might have made a frame of that kind and did not, and why."""

    id: str
    words: str
    place: Span
    kind: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's words with the marks on them, the frames that begin in it, and what was not taken for one."""

    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...]
    rejected: tuple[NotTaken, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the article, and how often it is named."""

    actor: Value
    type: str
    times: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article explained; `judged` says whether annotations were at hand."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    actors: tuple[ActorRow, ...]
    judged: bool = False

    @property
    def rows(self) -> list[Row]:
        """All frames, in order of the text."""
        return [row for paragraph in self.paragraphs for row in paragraph.rows]

    @property
    def rejected(self) -> list[NotTaken]:
        """All that was not taken for a frame, in order of the text."""
        return [one for paragraph in self.paragraphs for one in paragraph.rejected]


Placed = TypeVar("Placed", Row, NotTaken)


def explain_reading(
    reading: Reading,
    *,
    curated: Mapping[str, CuratedActor],
    labels: Mapping[str, str],
    gold: GoldArticle | None = None,
    trace: Trace | None = None,
    why: bool = False,
) -> Explanation:
    """Explain a reading. `labels` are the names of concepts, by scheme and key: `labels["act/say"]`.

    The `trace` of the reading tells by which words undertakings were found and, with `why`, what was not taken.
    """
    text, trace = reading.article.text, trace or Trace()
    judgement = judge(Trial(gold, reading, known_actors([reading], curated)), labels) if gold else Judgement()
    teller = _Teller(reading, curated, labels, trace.pieces)
    rows = [judgement.judged(row) for row in teller.rows()] + judgement.missed
    refused = _refused(reading, trace) if why else []
    rejected = [_not_taken(number, one, text) for number, one in enumerate(refused, 1)]
    marks = [
        *teller.marks(),
        *(Mark(row.place, "missed", row.id) for row in judgement.missed),
        *(Mark(one.place, "rejected", one.id, note=one.reason) for one in rejected),
    ]
    places = paragraphs(text)
    told = [
        Paragraph(nest(text, place, marks), _beginning(rows, start, end), _beginning(rejected, start, end))
        for place, start, end in zip(places, *_reaches(places), strict=True)
    ]
    return Explanation(reading.article, tuple(told), tuple(teller.actors()), gold is not None)


def judged_rows(trial: Trial, *, curated: Mapping[str, CuratedActor], labels: Mapping[str, str]) -> list[Row]:
    """Every frame of an annotated article, judged; then those that were missed."""
    judgement = judge(trial, labels)
    return [
        judgement.judged(row) for row in _Teller(trial.reading, curated, labels, trial.trace.pieces).rows()
    ] + judgement.missed


def _refused(reading: Reading, trace: Trace) -> list[Rejection]:
    """What was rejected, without the words that might have bound somebody in a passage that binds somebody anyway."""
    undertakings: list[Commitment | Pledge] = [*reading.commitments, *reading.pledges]
    taken = Cover((span.start, span.end, span) for one in undertakings for span in one.mentions)
    return [one for one in trace.rejections if one.kind != "commitment" or not any(taken.over(one.span.start))]


def _not_taken(number: int, rejection: Rejection, text: str) -> NotTaken:
    words = " ".join(rejection.span.of(text).split())
    return NotTaken(f"x{number}", words, rejection.span, rejection.kind, rejection.reason)


def _reaches(places: list[Span]) -> tuple[list[int], list[int]]:
    """From where to where each paragraph takes in what begins: they leave no gap."""
    starts = [0, *(place.start for place in places[1:])][: len(places)]
    return starts, [*starts[1:], places[-1].end + 1] if places else []


def _beginning(rows: Iterable[Placed], start: int, end: int) -> tuple[Placed, ...]:
    here = (row for row in rows if start <= row.place.start < end)
    return tuple(sorted(here, key=lambda row: (row.place.start, -row.place.end)))


class _Teller:
    """Tells the frames of a reading, each under an id: s1, s2… for statements, c1… for commitments, p1… for pledges."""

    def __init__(
        self, reading: Reading, curated: Mapping[str, CuratedActor], labels: Mapping[str, str], pieces: Pieces
    ) -> None:
        self.reading, self.curated, self.labels, self.found = reading, curated, labels, pieces
        self.text = reading.article.text
        self.statements = {f"s{number}": frame for number, frame in enumerate(reading.statements, 1)}
        self.commitments = {f"c{number}": frame for number, frame in enumerate(reading.commitments, 1)}
        self.pledges = {f"p{number}": frame for number, frame in enumerate(reading.pledges, 1)}

    # --- frames -----------------------------------------------------------------------------------------------------

    def rows(self) -> Iterator[Row]:
        for name, statement in self.statements.items():
            yield self.row(name, "statement", statement.content, statement, self.statement(statement))
        for name, commitment in self.commitments.items():
            yield self.row(name, "commitment", commitment.mentions[0], commitment, self.commitment(commitment))
        for name, pledge in self.pledges.items():
            yield self.row(name, "pledge", pledge.mentions[0], pledge, self.pledge(pledge))

    def row(
        self, name: str, kind: str, place: Span, frame: Statement | Commitment | Pledge, told: tuple[Fact, ...]
    ) -> Row:
        cue = frame.cue if isinstance(frame, Statement) else next(iter(self.pieces(frame, "cue")), None)
        return Row(name, kind, place, told, frame.rule, frame.confidence, cue=cue)

    def statement(self, frame: Statement) -> tuple[Fact, ...]:
        return facts(
            who=self.people(frame.speakers),
            act=[self.concept("act", frame.act)],
            cue=[self.words(frame.cue)] if frame.cue else [],
            via=self.people([frame.via] if frame.via else []),
            addressee=self.people([frame.addressee] if frame.addressee else []),
            date=[day(frame.said_on.isoformat())] if frame.said_on else [],
        )

    def commitment(self, frame: Commitment) -> tuple[Fact, ...]:
        return facts(
            who=self.people(frame.committers),
            cue=map(self.words, self.pieces(frame, "cue")),
            beneficiary=self.people(frame.beneficiaries),
            modality=[self.concept("modality", frame.modality)],
            topic=[self.concept("topic", frame.topic)],
            deadline=self.deadline(frame.deadline),
            made_in=self.made_in(frame.made_in),
        )

    def pledge(self, frame: Pledge) -> tuple[Fact, ...]:
        amount = [number(frame.amount, approximate=frame.approximate)] if frame.amount is not None else []
        return facts(
            who=self.people(frame.donors),
            cue=map(self.words, self.pieces(frame, "cue")),
            recipient=self.people(frame.recipients),
            channel=self.people(frame.channels),
            amount=[*amount, *map(self.words, self.pieces(frame, "sum"))],
            unit=[self.concept("unit", frame.unit)] if frame.unit else [],
            purpose=[self.words(frame.purpose)] if frame.purpose else [],
            sector=[self.concept("sector", frame.sector)],
            status=[self.concept("aid-status", frame.status)],
            modality=[self.concept("modality", frame.modality)],
            deadline=self.deadline(frame.deadline),
            made_in=self.made_in(frame.made_in),
        )

    # --- values -----------------------------------------------------------------------------------------------------

    def people(self, keys: Iterable[str]) -> list[Value]:
        return [self.actor(key) for key in keys]

    def actor(self, key: str) -> Value:
        actor, entry = self.reading.actors.get(key), self.curated.get(key)
        return Value(actor.label if actor else key, key, entry.wikidata if entry else None)

    def concept(self, scheme: str, name: str) -> Value:
        return concept(self.labels, scheme, name)

    def words(self, span: Span) -> Value:
        return Value(" ".join(span.of(self.text).split()))

    def pieces(self, frame: Commitment | Pledge, name: PieceName) -> list[Span]:
        """By which words the passages of an undertaking were found."""
        return [span for passage in frame.mentions for span in self.found.get(passage, {}).get(name, ())]

    def deadline(self, deadline: Deadline | None) -> list[Value]:
        return [day(deadline.date.text), self.words(deadline.span)] if deadline else []

    def made_in(self, index: int | None) -> list[Value]:
        return [] if index is None else [Value("", f"s{index + 1}")]

    # --- on the text ------------------------------------------------------------------------------------------------

    def marks(self) -> Iterator[Mark]:
        for name, statement in self.statements.items():
            yield Mark(statement.content, "content", name)
            yield from (Mark(span, "quotation", name) for span in statement.quotations)
            yield from [Mark(statement.cue, "cue", name)] if statement.cue else []
        for name, commitment in self.commitments.items():
            yield from self.undertaking(name, "commitment", commitment)
        for name, pledge in self.pledges.items():
            yield from self.undertaking(name, "pledge", pledge)
        yield from self.mentions()

    def undertaking(self, name: str, kind: str, frame: Commitment | Pledge) -> Iterator[Mark]:
        yield from (Mark(span, kind, name) for span in frame.mentions)
        yield from (Mark(span, "cue", name) for span in self.pieces(frame, "cue"))
        yield from [Mark(frame.deadline.span, "deadline", name)] if frame.deadline else []

    def mentions(self) -> Iterator[Mark]:
        """One mark for each place, whoever is named there."""
        named: dict[Span, list[Value]] = {}
        for mention in self.reading.mentions:
            named.setdefault(mention.span, []).append(self.actor(mention.actor))
        for span, actors in named.items():
            note = "، ".join(f"{actor.text} ({actor.code})" for actor in actors)
            yield Mark(span, "mention", keys=",".join(actor.code for actor in actors), note=note)

    def actors(self) -> list[ActorRow]:
        """The actors, those named most often first."""
        times = Counter(mention.actor for mention in self.reading.mentions)
        rows = [ActorRow(self.actor(key), actor.type, times[key]) for key, actor in self.reading.actors.items()]
        return sorted(rows, key=lambda row: (-row.times, row.actor.text))
