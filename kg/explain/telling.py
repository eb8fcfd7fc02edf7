"""Facts of a frame put into words: names that people know, beside the codes that rules and tables know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.span import Span

Verdict = Literal["", "right", "partly", "strange", "neutral", "missed"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its words, the key or code that the rules and tables know it by, its Wikidata id."""

    text: str
    code: str = ""
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A property of a frame, with its values."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A frame told in full, at its place, with the cue that opens it.

    Beside it what is `annotated`, `beside` being the annotated place; `faults` names the facts that are wrong.
    """

    id: str
    kind: str
    place: Span
    facts: tuple[Fact, ...]
    rule: str = ""
    confidence: Decimal | None = None
    verdict: Verdict = ""
    cue: Span | None = None
    annotated: tuple[Fact, ...] = ()
    beside: Span | None = None
    faults: frozenset[str] = frozenset()

    @property
    def expected(self) -> tuple[Fact, ...]:
        """What the annotation has instead of what was found."""
        return tuple(fact for fact in self.annotated if fact.name in self.faults)


def facts(**values: Iterable[Value]) -> tuple[Fact, ...]:
    """The properties that have values."""
    told = (Fact(name, tuple(given)) for name, given in values.items())
    return tuple(fact for fact in told if fact.values)


def concept(labels: Mapping[str, str], scheme: str, name: str) -> Value:
    """A concept by its name among `labels` (`act/say`)."""
    return Value(labels.get(f"{scheme}/{name}", ""), name)


def day(date: str) -> Value:
    """A date in ISO 8601, which is read from left to right."""
    return Value("", date)


def number(amount: Decimal, *, approximate: bool = False) -> Value:
    """An amount with its thousands set off."""
    return Value("", f"{'≈ ' * approximate}{amount.normalize():,f}")
