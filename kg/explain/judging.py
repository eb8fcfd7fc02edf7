"""A reading and its annotation -> which frames are right, what the others should have been, and what was missed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.agreement import Found, Gold, Pairing, key, overlap, passages, same_date
from kg.explain.telling import Fact, Row, Value, Verdict, concept, day, facts, number
from kg.frames import Commitment, Pledge, Statement
from kg.gold import GoldCommitment, GoldPledge, GoldStatement, Role
from kg.span import Span
from kg.trials import Trial


@dataclass(frozen=True, slots=True)
class Finding:
    """What is said of one frame that was found; see `Row`."""

    verdict: Verdict
    annotated: tuple[Fact, ...] = ()
    beside: Span | None = None
    faults: frozenset[str] = frozenset()


@dataclass(slots=True)
class Judgement:
    """What is said of frames that were found, by the ids of their rows; and rows for those that were missed."""

    findings: dict[str, Finding] = field(default_factory=dict)
    missed: list[Row] = field(default_factory=list)

    def judged(self, row: Row) -> Row:
        """A row with what is said of it."""
        if (said := self.findings.get(row.id)) is None:
            return row
        return replace(row, verdict=said.verdict, annotated=said.annotated, beside=said.beside, faults=said.faults)


def judge(trial: Trial, labels: Mapping[str, str]) -> Judgement:
    """Hold a reading against its annotation; rows are s1…, c1…, p1… in order of the reading, missed ones m1…"""
    judge = _Judge(trial, labels)
    judge.frames("s", "statement", trial.statements, judge.statement, judge.statement_faults)
    judge.frames("c", "commitment", trial.commitments, judge.commitment, judge.commitment_faults)
    judge.frames("p", "pledge", trial.pledges, judge.pledge, judge.pledge_faults)
    return judge.judgement


class _Judge:
    """Judges the frames of one article, kind by kind."""

    def __init__(self, trial: Trial, labels: Mapping[str, str]) -> None:
        self.gold, self.identity, self.labels = trial.gold, trial.identity, labels
        self.judgement = Judgement()

    def frames(
        self,
        letter: str,
        kind: str,
        pairing: Pairing[Gold, Found],
        tell: Callable[[Gold], tuple[Fact, ...]],
        faults: Callable[[Gold, Found], set[str]],
    ) -> None:
        """Judge what was found of one kind, and add what was missed. `faults` names the facts that are wrong."""
        strange = set(pairing.strange)
        for f in range(len(pairing.found)):
            self.judgement.findings[f"{letter}{f + 1}"] = Finding("strange" if f in strange else "neutral")
        for g, f in pairing.pairs:
            annotated = pairing.annotated[g]
            wrong = frozenset(faults(annotated, pairing.found[f]))
            verdict: Verdict = "neutral" if annotated.optional else "partly" if wrong else "right"
            beside = _nearest(annotated.spans, passages(pairing.found[f])[0])
            self.judgement.findings[f"{letter}{f + 1}"] = Finding(verdict, tell(annotated), beside, wrong)
        for g in pairing.missed:
            self.judgement.missed.append(self.missed(kind, pairing.annotated[g], tell))

    def missed(self, kind: str, annotated: Gold, tell: Callable[[Gold], tuple[Fact, ...]]) -> Row:
        told = tuple(fact for fact in tell(annotated) if fact.values != _NONE)
        cue = annotated.cue if isinstance(annotated, GoldStatement) else None
        number = len(self.judgement.missed) + 1
        return Row(f"m{number}", kind, annotated.spans[0], told, verdict="missed", cue=cue, beside=annotated.spans[0])

    # --- what is annotated ------------------------------------------------------------------------------------------

    def statement(self, frame: GoldStatement) -> tuple[Fact, ...]:
        return facts(
            who=self.people(frame.speaker),
            act=[self.concept("act", act) for act in sorted(frame.acts)],
            via=self.people(frame.via),
            date=[day(frame.said_on)] if frame.said_on else _NONE,
            content=[Value(" ".join(frame.content.of(self.gold.article.text).split()))],
        )

    def commitment(self, frame: GoldCommitment) -> tuple[Fact, ...]:
        return facts(
            who=self.people(frame.committer),
            modality=[self.concept("modality", frame.modality)],
            topic=[self.concept("topic", frame.topic)],
            deadline=[day(frame.deadline)] if frame.deadline else _NONE,
        )

    def pledge(self, frame: GoldPledge) -> tuple[Fact, ...]:
        return facts(
            who=self.people(frame.donor),
            recipient=self.people(frame.recipient),
            amount=[number(frame.amount)] if frame.amount is not None else _NONE,
            unit=[self.concept("unit", unit) for unit in sorted(frame.units)],
        )

    def people(self, role: Role) -> list[Value]:
        """Who must be named, by the first name of each."""
        actors = (self.gold.actors[key] for key in role.named)
        return [Value(actor.names[0], actor.key, actor.wikidata) for actor in actors] or list(_NONE)

    def concept(self, scheme: str, name: str) -> Value:
        return concept(self.labels, scheme, name)

    def words(self, span: Span) -> str:
        """Words without the marks around and between them, which are nobody's."""
        return key(span.of(self.gold.article.text))

    # --- what is wrong ----------------------------------------------------------------------------------------------

    def statement_faults(self, wanted: GoldStatement, found: Statement) -> set[str]:
        return _named(
            who=self.identity.agree(wanted.speaker, found.speakers, every=True),
            act=found.act in wanted.acts,
            via=self.identity.agree(wanted.via, [found.via] if found.via else []),
            date=same_date(wanted.said_on, found.said_on.isoformat() if found.said_on else None),
            content=self.words(wanted.content) == self.words(found.content),
        )

    def commitment_faults(self, wanted: GoldCommitment, found: Commitment) -> set[str]:
        return _named(
            who=self.identity.agree(wanted.committer, found.committers),
            modality=found.modality == wanted.modality,
            topic=found.topic == wanted.topic,
            deadline=same_date(wanted.deadline, found.deadline.date.text if found.deadline else None),
        )

    def pledge_faults(self, wanted: GoldPledge, found: Pledge) -> set[str]:
        return _named(
            who=self.identity.agree(wanted.donor, found.donors),
            recipient=self.identity.agree(wanted.recipient, found.recipients),
            amount=found.amount == wanted.amount,
            unit=found.unit in wanted.units if wanted.units else found.unit is None,
        )


# What is shown where nothing is annotated.
_NONE = (Value("", "—"),)


def _nearest(spans: Sequence[Span], place: Span) -> Span:
    """The span that has most in common with a place; the first where none has anything."""
    return max(spans, key=lambda span: overlap(span, place))


def _named(**right: bool) -> set[str]:
    """The names of what is not right."""
    return {name for name, holds in right.items() if not holds}
