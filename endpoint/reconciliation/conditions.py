"""Queries that name nobody, only conditions -> candidates for whom one of them holds, by one query of the workers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from endpoint.own_questions import own_rows
from endpoint.problems import ProblemError
from endpoint.reconciliation.batches import Condition, Query, Value
from endpoint.reconciliation.candidates import Candidate, Matcher
from endpoint.reconciliation.facts import WIKIDATA, iris
from endpoint.reconciliation.judging import MATCHING
from endpoint.reconciliation.schema import OWN, concepts_called, type_of

# So many actors are looked at for each condition.
_ACTORS = 100


def candidates_by_conditions(queries: Mapping[int, Query], matcher: Matcher) -> dict[int, list[Candidate]]:
    """The candidates of each query by its number; raises ProblemError."""
    branches = [branch for number, query in queries.items() for branch in _branches(number, query, matcher)]
    found: dict[int, dict[str, Candidate]] = defaultdict(dict)
    for row in own_rows(f"SELECT DISTINCT ?query ?actor {{ {' UNION '.join(branches)} }}") if branches else []:
        for actor in matcher.index.known_as(row["actor"]):
            found[int(row["query"])][actor.iri] = Candidate(actor, 0.0)
    return {number: [*candidates.values()] for number, candidates in found.items()}


def _branches(number: int, query: Query, matcher: Matcher) -> Iterator[str]:
    for condition in query.conditions:
        for value in condition.values if condition.quantifier != "none" else ():
            test = _test(condition, value, matcher)
            kinds = " ".join(f"mq:{kind}" for kind in query.kinds) or "mq:Actor"
            if test:
                pattern = f"{test} {condition.property.pattern} VALUES ?kind {{ {kinds} }} ?actor a ?kind"
                yield f'{{ SELECT DISTINCT ("{number}" AS ?query) ?actor {{ {pattern} }} LIMIT {_ACTORS} }}'


def _test(condition: Condition, value: Value, matcher: Matcher) -> str:
    """What binds or tests ?value; empty where nothing can have the value."""
    kind, text = condition.property.kind, value.id if value.id is not None else value.text.strip()
    if kind == "count":
        raise ProblemError("bad-request", f"The property {condition.property.id} cannot be asked for without a name.")
    if kind in ("item", "elsewhere"):
        return _bound([WIKIDATA + text.removeprefix("wd:")])
    if kind == "class":
        return _bound([OWN + type_of(text).id])
    if kind == "concept":
        return _bound(concepts_called(text))
    if kind == "entity":
        return _bound(_actors(value, text, matcher))
    return f"FILTER(mq:fold(STR(?value)) = mq:fold({ox.Literal(text)}))"


def _actors(value: Value, text: str, matcher: Matcher) -> list[str]:
    """The actors that a value means."""
    if value.id is not None:
        return [actor.iri for actor in matcher.known(text)]
    return [found.actor.iri for found in matcher.candidates(Query((text,))) if found.score >= MATCHING]


def _bound(values: list[str]) -> str:
    known = iris(values)
    return f"VALUES ?value {{ {' '.join(f'<{iri}>' for iri in known)} }}" if known else ""
