"""A trial -> the cases in it: what was missed, what nobody annotated, and what was found with something wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from kg.article import Article
from kg.curated import CuratedActor
from kg.document import Document, read_document
from kg.explain.explanation import judged_rows
from kg.explain.marking import Mark, Piece, nest
from kg.explain.telling import Row, Value, facts
from kg.span import Span
from kg.trace import Reason
from kg.trials import Trial

# What is wrong, the gravest first: nothing found, nothing to find, then the facts that are wrong.
Fault = Literal[
    "missed",
    "strange",
    "who",
    "recipient",
    "amount",
    "unit",
    "deadline",
    "date",
    "via",
    "content",
    "act",
    "modality",
    "topic",
]
FAULTS: tuple[Fault, ...] = get_args(Fault)
KINDS = ("statement", "commitment", "pledge", "link")
# Why an annotated frame was missed: what the reader says of its cue or of words in its passage, or that the cue opens
# another statement, or that no table has it.
Why = Reason | Literal["read-otherwise", "no-cue", ""]


@dataclass(frozen=True, slots=True)
class Case:
    """One difference between annotation and reading; `why` is told of what was missed."""

    document: Document
    row: Row
    why: Why = ""

    @property
    def article(self) -> Article:
        """The article it is in."""
        return self.document.article

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong, the gravest first."""
        return tuple(fault for fault in FAULTS if fault == self.row.verdict or fault in self.row.faults)

    @property
    def group(self) -> tuple[str, Fault, str]:
        """What it is counted under: the kind of frame, the gravest fault, and the rule, or why it was missed."""
        return self.row.kind, self.faults[0], self.row.rule or self.why

    @property
    def order(self) -> tuple[int, int, str]:
        """Its group's place among groups."""
        kind, fault, rule = self.group
        return KINDS.index(kind), FAULTS.index(fault), rule

    @property
    def together(self) -> bool:
        """Whether annotated and found words are the same, so that they are shown once."""
        return self.row.beside == self.row.place or self.row.verdict == "strange"

    def annotated(self) -> tuple[Piece, ...]:
        """What is annotated, marked on its sentence; nothing where nothing is."""
        return self._marked(self.row.beside) if self.row.beside else ()

    def found(self) -> tuple[Piece, ...]:
        """What was found, marked on its sentence; nothing where nothing was."""
        return () if self.row.verdict == "missed" else self._marked(self.row.place)

    def _marked(self, place: Span) -> tuple[Piece, ...]:
        places = [place, *([self.row.cue] if self.row.cue else [])]
        marks = [Mark(span, kind, self.row.id) for span, kind in zip(places, ("content", "cue"), strict=False)]
        return nest(self.article.text, sentences(self.document, places), marks)


def cases(trial: Trial, *, curated: Mapping[str, CuratedActor], labels: Mapping[str, str]) -> list[Case]:
    """The cases of one article in order of its text. What is annotated as optional makes none."""
    document = read_document(trial.gold.article)
    rows = judged_rows(trial, curated=curated, labels=labels)
    odd = [row for row in rows if row.verdict in ("missed", "strange", "partly")] + list(_links(trial))
    return [Case(document, row, _why(row, rows, trial)) for row in sorted(odd, key=lambda row: (row.place, row.id))]


def _links(trial: Trial) -> Iterator[Row]:
    """Wikidata links that nobody annotated, where the actor is first named."""
    for number, (actor, item) in enumerate(trial.strange_links().items(), 1):
        place = min(mention.span for mention in trial.reading.mentions if mention.actor == actor)
        name = Value(trial.reading.actors[actor].label, actor, item)
        yield Row(f"l{number}", "link", place, facts(who=[name]), verdict="strange")


def _why(row: Row, rows: Sequence[Row], trial: Trial) -> Why:
    """What became of the cue of a statement that was missed, or of the words of an undertaking."""
    place = row.cue if _is_said(row) else row.place
    if row.verdict != "missed" or place is None:
        return ""
    reasons = (one.reason for one in trial.trace.rejections if one.kind == row.kind and one.span.overlaps(place))
    rivals = (other for other in rows if other.verdict != "missed" and _is_said(other) == _is_said(row))
    taken = any(other.cue and other.cue.overlaps(place) for other in rivals)
    return next(reasons, "read-otherwise" if taken else "no-cue")


def _is_said(row: Row) -> bool:
    return row.kind == "statement"


def sentences(document: Document, places: Sequence[Span]) -> Span:
    """From the beginning of the first to the end of the last sentence in which the places stand."""
    start, end = min(place.start for place in places), max(place.end for place in places)
    around = [_sentence(document, start), _sentence(document, end - 1)]
    return Span(min(start, *(one.start for one in around)), max(end, *(one.end for one in around)))


def _sentence(document: Document, offset: int) -> Span:
    """The sentence at an offset; where nothing is read, in boilerplate, the nearest one or nothing."""
    if not document.forms:
        return Span(offset, offset + 1)
    token = max(0, document.token_at(offset + 1) - 1)
    sentence = document.sentence_of(token)
    raw = document.folded.raw(document.starts[sentence.start], document.ends[sentence.end - 1])
    return raw if raw.start <= offset < raw.end else Span(offset, offset + 1)
