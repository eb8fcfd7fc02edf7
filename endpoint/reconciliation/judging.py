"""Candidates and what the graph says of them -> results: scores with conditions, and which one is the match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from endpoint.reconciliation.batches import Condition, Query, Value
from endpoint.reconciliation.candidates import Candidate, Matcher
from endpoint.reconciliation.facts import Fact, Facts
from endpoint.reconciliation.likeness import same_name
from kg.folding import fold

# A match is a name that differs in spelling alone, of nobody else who comes near.
MATCHING, NEAR = 85.0, 10.0
# What part of the score conditions are, and how much one holds of which nothing is known.
_CONDITIONS, _UNKNOWN = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its score, the part of the conditions that hold (None without any), and the decision."""

    candidate: Candidate
    score: float
    holding: float | None = None
    match: bool = False


def judge(query: Query, candidates: Sequence[Candidate], facts: Facts, matcher: Matcher) -> list[Judged]:
    """The results of a query, best first, as many as it wants."""
    judged = [one for candidate in candidates if (one := _judge(query, candidate, facts, matcher))]
    judged.sort(key=lambda one: (-one.score, -one.candidate.actor.mentions, one.candidate.actor.iri))
    if judged and _is_match(query, judged):
        judged[0] = replace(judged[0], match=True)
    return judged[: query.limit]


def _judge(query: Query, candidate: Candidate, facts: Facts, matcher: Matcher) -> Judged | None:
    """A candidate under the conditions; none if it lacks what is required."""
    if not query.conditions:
        return Judged(candidate, candidate.score)
    known = facts.get(candidate.actor.iri, {})
    held = [_holds(condition, known.get(condition.property.id, []), matcher) for condition in query.conditions]
    if any(condition.required and part < 1 for condition, part in zip(query.conditions, held, strict=True)):
        return None
    holding = sum(held) / len(held)
    if not query.names:
        return Judged(candidate, 100 * holding, holding)
    return Judged(candidate, candidate.score * (1 - _CONDITIONS) + 100 * _CONDITIONS * holding, holding)


def _is_match(query: Query, judged: Sequence[Judged]) -> bool:
    """Whether the first is surely meant."""
    first, *others = judged
    if first.score < MATCHING or not first.candidate.fits or (query.conditions and first.holding != 1):
        # Of a namesake in another country the name is as good.
        return False
    if any(other.score > first.score - NEAR for other in others):
        return False
    meant = first.candidate
    if not query.names or meant.exact or (meant.words > 1 and meant.sure):
        return True
    return meant.same and not any(_shares(other.candidate, meant) for other in others)


def _shares(other: Candidate, meant: Candidate) -> bool:
    """Whether the name by which one person is meant is a part of another's, too."""
    return other.covered and "mq:Person" in meant.actor.kinds and "mq:Person" in other.actor.kinds


def _holds(condition: Condition, facts: Sequence[Fact], matcher: Matcher) -> float:
    """How far a condition holds: 0 to 1."""
    if not facts and condition.quantifier != "none":
        return _UNKNOWN
    found = [any(_is(value, fact, matcher) for fact in facts) for value in condition.values]
    if condition.quantifier == "none":
        return float(not any(found))
    return float(all(found)) if condition.quantifier == "all" else float(any(found))


def _is(value: Value, fact: Fact, matcher: Matcher) -> bool:
    """Whether a fact's value is what is asked for, by id or by name."""
    if value.id is not None:
        return fact.value in ids_of(value.id, matcher.base)
    text = value.text.strip()
    if fact.value in ids_of(text, matcher.base) or fold(text) == fold(fact.value):
        return True
    return any(same_name(text, name) for name in (fact.names.values() or [fact.value]))


def ids_of(text: str, base: str) -> Iterable[str]:
    """What an id may stand for among the values of facts."""
    return (text, base + text, text.removeprefix("wd:"), text.removeprefix("mq:"))
