"""Pledges told one behind the other -> which one is part of another: 500 مليون دولار، منها 200 مليون لليمن."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.document import Document
from kg.frames import Pledge
from kg.places import Cover
from kg.records import dataclass, replace
from kg.tables import curated, read_table
from kg.trie import PhraseIndex, phrase_index

Before = Literal["whole", "part", "another"]
# How many words may stand between two sums that are joined by a part word, or by و to the part before.
REACH = 16


@dataclass(frozen=True, slots=True)
class Parting:
    """A row of `parts.yaml`: see its head for the fields."""

    before: Before
    words: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A pledge with the tokens of its amount."""

    pledge: Pledge
    first: int
    last: int


@cache
def partings() -> PhraseIndex[Before]:
    """The phrases of the table."""
    rows = read_table(curated("lexicon", "parts.yaml"), Parting)
    return phrase_index((words, row.before) for row in rows for words in row.words)


def with_parts(sums: Sequence[Sum], document: Document) -> tuple[Pledge, ...]:
    """The pledges in their order, each part with its whole."""
    found = list(sums)
    for place in range(1, len(found)):
        before = _parting(found[place - 1], found[place], document)
        if before == "whole":
            _take_parts(found, place, document)
        elif before == "part" and _fits(found[place - 1].pledge, found[place].pledge):
            found[place - 1] = _part(found[place - 1], found[place].pledge)
    return tuple(one.pledge for one in found)


def _parting(one: Sum, other: Sum, document: Document) -> Before | None:
    """What the words between two sums of one sentence make of the first, or of the second."""
    between = range(one.last, other.first) if _near(one, other, document) else ()
    found = (partings().longest(document.forms, index) for index in between)
    return next((kinds[0] for _, kinds in filter(None, found)), None)


def _near(one: Sum, other: Sum, document: Document) -> bool:
    together = document.sentence_of(one.first) == document.sentence_of(other.first)
    return together and 0 <= other.first - one.last <= REACH


def _take_parts(sums: list[Sum], place: int, document: Document) -> None:
    """Make parts of the sums from a place on, as long as they go on and are together no more than the whole.

    What is counted in another unit is passed over: 3540 طنا، شملت 100 ألف سلة و450 طنا من التمور.
    """
    whole, rest = sums[place - 1].pledge, sums[place - 1].pledge.amount or Decimal(0)
    for index in range(place, len(sums)):
        part = sums[index].pledge
        if index > place and not _goes_on(sums[index - 1], sums[index], document):
            return
        if part.unit == whole.unit:
            if not _fits(part, whole) or (part.amount or rest) > rest:
                return
            rest -= part.amount or Decimal(0)
            sums[index] = _part(sums[index], whole)


def _goes_on(one: Sum, other: Sum, document: Document) -> bool:
    """Whether a sum is joined to the part before it: 200 مليون لليمن و100 مليون للسودان، إضافة إلى 50 مليونا."""
    joined = any(word.startswith("و") for word in document.words(one.last, other.first + 1))
    return _parting(one, other, document) == "another" or (joined and _near(one, other, document))


def _fits(part: Pledge, whole: Pledge) -> bool:
    """Whether an amount can be counted in another: less of the same."""
    sized = part.amount is not None and whole.amount is not None and part.amount < whole.amount
    return sized and part.unit == whole.unit and not part.part_of


def _part(one: Sum, whole: Pledge) -> Sum:
    """A part with its whole, whose parties it shares where it would have them the wrong way round."""
    part = replace(one.pledge, part_of=whole.mentions[0])
    if set(part.donors) & set(whole.recipients) or set(part.recipients) & set(whole.donors):
        part = replace(part, donors=whole.donors, recipients=whole.recipients)
    return replace(one, pledge=part)


def settled(pledges: Iterable[Pledge]) -> Iterator[Pledge]:
    """The pledges, each part with the first passage of its whole, which may have been told before; none of itself."""
    listed = list(pledges)
    wholes = Cover(sorted((span.start, span.end, p.mentions) for p in listed for span in p.mentions))
    for pledge in listed:
        part_of = pledge.part_of
        over = wholes.meeting(part_of.start, part_of.end) if part_of else ()
        whole = next((mentions[0] for mentions in over if part_of in mentions), None)
        yield replace(pledge, part_of=whole if whole != pledge.mentions[0] else None)
