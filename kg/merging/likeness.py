"""Two sketches -> how alike they are, or in what they differ so that they cannot be the same.

The numbers stand in `lexicon/merging.yaml`, each with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from math import sqrt
from typing import Literal, NamedTuple

from kg.merging.objects import general
from kg.merging.sketch import Kind, Sketch
from kg.merging.table import number
from kg.stems import bulk, weight

Difference = Literal["object", "other", "amount", "deadline", "date"]


class Likeness(NamedTuple):
    """From 0 (nothing in common) to 1; what differs makes two frames two, however alike."""

    score: float
    differs: Difference | None = None


class Wording(NamedTuple):
    """The stems of a passage, and how much they tell together."""

    stems: frozenset[str]
    bulk: float


class Traits(NamedTuple):
    """A sketch made ready to be compared many times."""

    kind: Kind
    sources: frozenset[str]
    others: frozenset[str]
    objects: frozenset[str]
    whole: Wording
    passages: tuple[Wording, ...]
    clauses: tuple[Wording, ...]
    said: int | None
    published: int | None
    deadline: str | None
    amount: tuple[Decimal, str | None] | None
    topic: str


def traits(sketch: Sketch) -> Traits:
    """What of a sketch is compared."""
    whole = _wording(sketch.stems)
    return Traits(
        kind=sketch.kind,
        sources=frozenset(sketch.sources),
        others=frozenset(sketch.others),
        objects=frozenset(sketch.objects),
        whole=whole,
        passages=tuple(map(_wording, sketch.passages)),
        clauses=tuple(map(_wording, sketch.clauses)) or (whole,),
        said=_ordinal(sketch.date),
        published=_ordinal(sketch.published),
        deadline=sketch.deadline,
        amount=None if sketch.amount is None else (sketch.amount, sketch.unit),
        topic=sketch.topic,
    )


def likeness(first: Sketch, second: Sketch) -> Likeness:
    """How alike two frames are; the order of the two makes no difference."""
    return compare(traits(first), traits(second))


def compare(first: Traits, second: Traits) -> Likeness:
    """The same of traits."""
    if first.kind != second.kind or first.sources.isdisjoint(second.sources):
        return STRANGERS
    return _MEASURES[first.kind](first, second)


STRANGERS = Likeness(0.0)


def tells(sketch: Sketch) -> bool:
    """Whether a frame tells enough that another like it to the letter is the same; "yes" is said every day."""
    if bulk(sketch.stems) >= number("least-words"):
        return True
    itself = traits(sketch)
    return compare(itself, itself).score >= enough(sketch.kind)


def enough(kind: Kind) -> float:
    """The likeness from which two frames of a kind are one."""
    return number("same-utterance" if kind == "utterance" else "same")


def repeated(first: Traits, second: Traits) -> bool:
    """Whether one says the other again in the same words, as a headline does."""
    return _shared(first.whole, second.whole) >= number("word-for-word")


# --- what is said


def _same_words(first: Traits, second: Traits) -> Likeness:
    """Utterances are told by their words: those of a quotation beside another, or of the whole content."""
    score = max(_shared(first.whole, second.whole), _quoted(first, second), _in_part(first, second))
    if not score:
        return STRANGERS
    if _set_apart(first.others, second.others):
        return Likeness(score, "other")
    return Likeness(score, None if _said_together(first, second, score) else "date")


def _quoted(first: Traits, second: Traits) -> float:
    """How alike the quotations are that fit best; also with what the other article renders without quoting it."""
    alike = (_shared(a, b) for a, b in product(first.passages, second.passages))
    held = (
        _held(quotation, content)
        for one, other in ((first, second), (second, first))
        for quotation, content in product(one.passages, (other.whole, *other.passages))
    )
    return max(*alike, *held, 0.0, 0.0)


def _in_part(first: Traits, second: Traits) -> float:
    """How alike the clauses are that fit best, where one of the two says more besides."""
    clauses = product(first.clauses, second.clauses)
    return number("clause") * max(_shared(a, b, "least-clause") for a, b in clauses)


def _said_together(first: Traits, second: Traits, score: float) -> bool:
    if first.said and second.said:
        apart = abs(first.said - second.said)
        return apart == 0 or (apart == 1 and score >= number("word-for-word"))
    if first.published and second.published:
        # Nobody says a long sentence again to the letter: an article that has it weeks later is an old one again.
        long = repeated(first, second) and first.whole.bulk >= number("long")
        within = number("undertaking-days" if long else "utterance-days")
        return abs(first.published - second.published) <= within
    return True


def contested(first: Traits, second: Traits) -> bool:
    """Whether two articles give different days, not far apart, to the same words."""
    if not (first.said and second.said):
        return False
    return repeated(first, second) and abs(first.said - second.said) <= number("contested-days")


# --- what is undertaken


def _same_deed(first: Traits, second: Traits) -> Likeness:
    """Undertakings are told by what they are about, for whom and by when, and by their words."""
    words = _best(first, second)
    if words < number("least-wording"):
        return STRANGERS
    return Likeness(_in_all(words, first, second), _difference(first, second, words))


def _in_all(words: float, first: Traits, second: Traits, more: float = 0.0) -> float:
    score = words * number("words") + _about(first, second) + _agreeing(first, second) + more
    return max(0.0, min(score, 1.0))


def _about(first: Traits, second: Traits) -> float:
    """What it counts that both name the same objects."""
    one, other = first.objects, second.objects
    if shared := (one & other) - general():
        return number("object") * sqrt(len(shared) / len((one | other) - general()))
    return number("general-object") if one & other else 0.0


def _agreeing(first: Traits, second: Traits) -> float:
    """What it counts that both are for the same, by the same day, in the same field."""
    score = number("other") * len(first.others & second.others) / (len(first.others | second.others) or 1)
    if first.deadline and second.deadline and _agree(first.deadline, second.deadline):
        score += number("deadline")
    if first.said and first.said == second.said:
        score += number("same-day")
    return score + (number("topic") if first.topic == second.topic != "other" else 0.0) - _elapsed(first, second)


def _elapsed(first: Traits, second: Traits) -> float:
    """What it takes away that time went by between the two, unless both have the deadline by which one is known."""
    days = 0 if first.deadline and second.deadline else _days_between(first, second) or 0
    return number("day") * max(0.0, days - number("soon"))


def _difference(first: Traits, second: Traits, words: float) -> Difference | None:
    if _set_apart(first.others, second.others):
        return "other"
    if first.deadline and second.deadline and not _agree(first.deadline, second.deadline):
        return "deadline"
    if _set_apart(first.objects, second.objects) and words < number("word-for-word"):
        return "object"
    return None if _in_time(first, second) else "date"


def _in_time(first: Traits, second: Traits) -> bool:
    """Whether two articles can tell of one undertaking: it has one deadline, or they appeared at about one time."""
    days = _days_between(first, second)
    return days is None or bool(first.deadline and second.deadline) or days <= number("undertaking-days")


def _days_between(first: Traits, second: Traits) -> int | None:
    one, other = first.said or first.published, second.said or second.published
    return abs(one - other) if one and other else None


# --- what is given


def _same_amount(first: Traits, second: Traits) -> Likeness:
    """Pledges are told by the amount; those without one, as other undertakings are."""
    if first.amount != second.amount:
        return Likeness(_same_deed(first, second).score, "amount")
    if first.amount is None:
        return _same_deed(first, second)
    score = _in_all(_best(first, second), first, second, number("amount"))
    return Likeness(score, _difference(first, second, number("word-for-word")))


_MEASURES: dict[Kind, Callable[[Traits, Traits], Likeness]] = {
    "utterance": _same_words,
    "commitment": _same_deed,
    "pledge": _same_amount,
}


# --- measures


def _wording(stems: tuple[str, ...]) -> Wording:
    return Wording(frozenset(stems), bulk(stems))


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None


def _best(first: Traits, second: Traits) -> float:
    """How alike the passages are that fit best."""
    passages = product((first.whole, *first.passages), (second.whole, *second.passages))
    return max(_shared(a, b) for a, b in passages)


def _set_apart(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether both name some and none in common."""
    return bool(first and second) and first.isdisjoint(second)


def _shared(first: Wording, second: Wording, least: str = "least-words") -> float:
    """The weight of the stems in common, by that of all (Dice)."""
    common = _common(first, second)
    return 2 * common / (first.bulk + second.bulk) if common >= number(least) else 0.0


def _held(quotation: Wording, content: Wording) -> float:
    """How much of a quotation stands in what another article renders."""
    common = _common(quotation, content)
    return number("held") * common / quotation.bulk if common >= number("least-quotation") else 0.0


def _common(first: Wording, second: Wording) -> float:
    # Sums of sets depend on the order in the last digit, and sets have none.
    common = first.stems & second.stems
    return round(sum(map(weight, common)), 6) if common else 0.0


def _agree(first: str, second: str) -> bool:
    """Whether two dates are the same as far as both are known."""
    known = min(len(first), len(second))
    return first[:known] == second[:known]
