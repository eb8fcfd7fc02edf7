"""Numbers in figures and in words -> their value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.chunking import Clitics, Entry, spellings
from kg.records import dataclass
from kg.tables import curated, read_table

Kind = Literal["cardinal", "hundred", "scale", "scales", "dual", "fraction", "ordinal", "vague"]
SCALES = frozenset({"scale", "scales", "dual"})
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,،])[0-9]{3})(?:\1[0-9]{3})*")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A row of the table of number words (`ontology/lexicon/numerals.yaml`)."""

    kind: Kind
    value: Decimal
    forms: tuple[str, ...]
    example: str
    clitics: Clitics = "all"


@dataclass(frozen=True, slots=True)
class Part:
    """One word or figure of a number, and whether و joins it to what stands before."""

    kind: Literal["figures"] | Kind
    value: Decimal
    joined: bool = False


@cache
def numerals() -> tuple[Numeral, ...]:
    """The table of number words; raises TableError."""
    return read_table(curated("lexicon", "numerals.yaml"), Numeral)


def numeral_spellings() -> Iterator[tuple[str, Entry[Numeral]]]:
    """Every spelling of every number word. With و before it, its class is named `and-…`."""
    for row in numerals():
        for form in row.forms:
            for spelling, entry in spellings(
                form, Entry(row.kind, row), clitics=row.clitics, article=row.kind != "ordinal"
            ):
                if entry.conjunction and row.kind not in ("ordinal", "vague"):
                    yield spelling, Entry(f"and-{row.kind}", row, entry.conjunction, entry.preposition, entry.definite)
                else:
                    yield spelling, entry


def figures(word: str, *, scaled: bool = False) -> Decimal:
    """The value of a number in figures: 5.2, 3,2, 1.500.000, 500,000, 42ر2.

    A single point before three digits groups thousands (20.000), unless a scale follows (1.836 مليون). With ر for the
    comma the groups stand in reverse, so that they look right between Arabic letters: 84ر3 is 3.84.
    """
    if "ر" in word:
        word = ".".join(reversed(word.split("ر")))
    grouped = _GROUPED.fullmatch(word)
    if grouped and not (scaled and word.count(".") == 1 and "," not in word):
        return Decimal(re.sub("[.,،]", "", word))
    *whole, fraction = re.split("[.,،]", word)
    return Decimal(f"{''.join(whole)}.{fraction}") if whole else Decimal(word)


class _Sum:
    """A number phrase being added up: finished terms, and the group that waits for a scale."""

    def __init__(self) -> None:
        self.terms: list[Decimal] = []
        self.group: Decimal | None = None

    def add(self, part: Part) -> None:
        """Take in the next part; fractions are the caller's."""
        if part.kind in SCALES:
            self._scale(part)
        elif part.kind == "hundred" and self.group and not part.joined:
            self.group *= part.value
        else:
            self.group = (self.group or 0) + part.value

    def _scale(self, part: Part) -> None:
        if self.group is None and self.terms and not part.joined and part.kind != "dual":
            # ألف مليون: a scale of a scale.
            self.terms[-1] *= part.value
            return
        count = Decimal(2 if part.kind == "dual" else 1) if self.group is None else self.group
        self.terms.append(count * part.value)
        self.group = None

    @property
    def total(self) -> Decimal:
        exact = sum(self.terms, Decimal(0)) + (self.group or 0)
        whole = exact.to_integral_value()
        return whole if whole == exact else exact


def value(parts: Sequence[Part]) -> Decimal:
    """The value of a whole number phrase: خمسة ملايين و200 ألف, مليارين ونصف المليار, ثلاثمئة وخمسة عشر."""
    sums = _Sum()
    last_scale, i = Decimal(1), 0
    while i < len(parts):
        part = parts[i]
        if part.kind != "fraction":
            sums.add(part)
            last_scale = part.value if part.kind in SCALES else last_scale
        elif i + 1 < len(parts) and parts[i + 1].kind in SCALES:
            # نصف مليون, ونصف المليار: the scale behind is used up.
            i += 1
            sums.terms.append(part.value * parts[i].value)
        else:
            sums.terms.append(part.value * last_scale)
        i += 1
    return sums.total
