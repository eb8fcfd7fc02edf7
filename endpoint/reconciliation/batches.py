"""The JSON of a batch of reconciliation queries, in either version of the protocol -> typed queries.

https://reconciliation-api.github.io/specs/0.2/#structure-of-a-reconciliation-query
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from endpoint.problems import ProblemError
from endpoint.reconciliation.schema import Property, property_of, type_of

# What the manifest announces; larger batches are refused.
BATCH_QUERIES = 50
EXTENDED_IDS, EXTENDED_PROPERTIES = 200, 20
CANDIDATES, MOST_CANDIDATES = 5, 50
_MOST_CONDITIONS, _MOST_VALUES = 10, 20
Kind = TypeVar("Kind")
Quantifier = Literal["any", "all", "none"]
Strictness = Literal["any", "all", "should"]


@dataclass(frozen=True, slots=True)
class Value:
    """What a property should be: a text, or an entity by its id (then `text` is its name, if one is given)."""

    text: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What should hold of a candidate beyond its name."""

    property: Property
    values: tuple[Value, ...]
    required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """One reconciliation query: names, any of which may be meant; types and conditions; how many candidates."""

    names: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    strictness: Strictness = "any"
    limit: int = CANDIDATES
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """What to fetch of which entities: each property with how many of its values at most, 0 for all."""

    ids: tuple[str, ...]
    properties: tuple[tuple[Property, int], ...]


def parse(text: str | bytes, what: str) -> Any:
    """A JSON document; raises ProblemError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(f"{what} is not JSON: {error}") from error


def read_batch(document: Any) -> dict[str, Query]:
    """A batch of version 0.2, by key; raises ProblemError."""
    queries = _object(document, "The batch")
    _bounded(len(queries), BATCH_QUERIES, "A batch", "queries")
    return {key: _query(_object(query, f"Query {key}"), f"Query {key}") for key, query in queries.items()}


def read_conditional_batch(document: Any) -> list[Query]:
    """A batch of the draft of 1.0, in order; raises ProblemError."""
    queries = _array(_object(document, "The batch").get("queries"), "The member queries")
    _bounded(len(queries), BATCH_QUERIES, "A batch", "queries")
    return [_conditional(_object(query, f"Query {n}"), f"Query {n}") for n, query in enumerate(queries)]


def read_extension(document: Any) -> Extension:
    """A data extension query, the same in both versions; raises ProblemError."""
    asked = _object(document, "The data extension query")
    ids, wanted = _array(asked.get("ids"), "The member ids"), _array(asked.get("properties"), "The member properties")
    _bounded(len(ids), EXTENDED_IDS, "A data extension query", "ids")
    _bounded(len(wanted), EXTENDED_PROPERTIES, "A data extension query", "properties")
    return Extension(tuple(_text(id, "An id") for id in ids), tuple(_wanted(entry) for entry in wanted))


def _wanted(entry: Any) -> tuple[Property, int]:
    asked = _object(entry, "A property")
    settings = _object(asked.get("settings") or {}, "The settings of a property")
    # OpenRefine sends what a person typed as a text.
    limit = str(settings.get("limit") or 0)
    if not limit.isascii() or not limit.isdigit() or len(limit) > 9:
        raise _wrong(f"The setting limit must be a number; it is {limit!r}")
    return property_of(_text(asked.get("id"), "The id of a property")), int(limit)


def _query(asked: Mapping[str, Any], where: str) -> Query:
    """One query of version 0.2; an empty cell of a table asks for nobody, and the others are answered."""
    text, kinds = asked.get("query"), asked.get("type") or []
    conditions = [_property(entry, where) for entry in _few(asked.get("properties") or [], f"{where}: properties")]
    if not isinstance(text, str | None):
        raise _wrong(f"{where}: query must be a text")
    if text is None and not conditions:
        raise _wrong(f"{where} has neither a query nor properties")
    return Query(
        (text,) if text and text.strip() else (),
        tuple(
            type_of(_text(kind, f"{where}: type")).id
            for kind in (_few(kinds, where) if isinstance(kinds, list) else [kinds])
        ),
        _one_of(asked.get("type_strict", "any"), Strictness, f"{where}: type_strict"),
        _limit(asked.get("limit"), where),
        tuple(conditions),
    )


def _property(entry: Any, where: str) -> Condition:
    asked = _object(entry, f"{where}: a property")
    return Condition(property_of(_text(asked.get("pid"), f"{where}: pid")), _values(asked.get("v"), where))


def _conditional(asked: Mapping[str, Any], where: str) -> Query:
    """One query of the draft of 1.0."""
    names: list[str] = []
    conditions: list[Condition] = []
    entries = [
        _object(entry, f"{where}: a condition") for entry in _few(asked.get("conditions"), f"{where}: conditions")
    ]
    for entry in entries:
        matched = _one_of(entry.get("matchType"), Literal["name", "property"], f"{where}: matchType")
        if matched == "name":
            names += [
                value.text for value in _values(_either(entry, "v", "propertyValue"), where) if value.text.strip()
            ]
        else:
            conditions.append(_condition(entry, where))
    if not entries:
        raise _wrong(f"{where} has no conditions")
    kind = asked.get("type")
    kinds = () if kind is None else (type_of(_text(kind, f"{where}: type")).id,)
    return Query(tuple(names), kinds, "any", _limit(asked.get("limit"), where), tuple(conditions))


def _condition(entry: Mapping[str, Any], where: str) -> Condition:
    return Condition(
        property_of(_text(_either(entry, "pid", "propertyId"), f"{where}: pid")),
        _values(_either(entry, "v", "propertyValue"), where),
        entry.get("required") is True,
        _one_of(entry.get("matchQuantifier", "any"), Quantifier, f"{where}: matchQuantifier"),
    )


def _either(entry: Mapping[str, Any], name: str, other: str) -> Any:
    """A member that drafts of 1.0 call one way or the other."""
    return entry.get(name, entry.get(other))


def _values(given: Any, where: str) -> tuple[Value, ...]:
    entries = given if isinstance(given, list) else [given]
    if not entries or len(entries) > _MOST_VALUES:
        raise _wrong(f"{where}: v must hold 1 to {_MOST_VALUES} values")
    return tuple(_value(entry, where) for entry in entries)


def _value(entry: Any, where: str) -> Value:
    if isinstance(entry, bool):
        return Value(str(entry).lower())
    if isinstance(entry, str | int | float):
        return Value(str(entry))
    if isinstance(entry, Mapping) and isinstance(entry.get("id"), str):
        return Value(str(entry.get("name") or ""), entry["id"])
    raise _wrong(f"{where}: v must be a text, a number, true, false or an object with an id")


def _limit(given: Any, where: str) -> int:
    if given is None:
        return CANDIDATES
    if isinstance(given, bool) or not isinstance(given, int | float) or not 1 <= given < 1e9:
        raise _wrong(f"{where}: limit must be a positive number")
    return min(int(given), MOST_CANDIDATES)


def _few(given: Any, what: str) -> list[Any]:
    entries = _array(given, what)
    _bounded(len(entries), _MOST_CONDITIONS, what, "entries")
    return entries


def _one_of(given: Any, allowed: Any, what: str) -> Any:
    if given not in get_args(allowed):
        raise _wrong(f"{what} must be one of {', '.join(get_args(allowed))}; it is {given!r}")
    return given


def _object(given: Any, what: str) -> Mapping[str, Any]:
    return _checked(given, dict[str, Any], what, "an object")


def _array(given: Any, what: str) -> list[Any]:
    return _checked(given, list[Any], what, "an array")


def _text(given: Any, what: str) -> str:
    return _checked(given, str, what, "a text")


def _checked(given: Any, kind: type[Kind], what: str, called: str) -> Kind:
    if not isinstance(given, get_origin(kind) or kind):
        raise _wrong(f"{what} must be {called}")
    return cast("Kind", given)


def _bounded(count: int, most: int, what: str, of: str) -> None:
    if count > most:
        raise ProblemError("too-large", f"{what} may have {most} {of}; this one has {count}.", limit=most)


def _wrong(detail: str) -> ProblemError:
    return ProblemError("bad-request", f"{detail}.")
