"""The tables of units, currencies and the words around amounts -> one lexicon for the grammar of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from kg.chunking import Clitics, Entry, Lexicon, spellings
from kg.folding import fold
from kg.numerals import numeral_spellings
from kg.tables import curated, read_table
from kg.timewords import time_lexicon

Bound = Literal["min", "max"]
Use = Literal["freely", "relief", "aid", "never"]
# What ends a masculine adjective in its other forms: سعوديا, سعودية, سعوديان, سعوديين, سعوديتين.
_ADJECTIVE_ENDINGS = ("", "ا", "ة", "ان", "ين", "تان", "تين", "ات")
# In what money others than its own states give, too.
WORLDWIDE = frozenset(("USD", "EUR"))
_MARKS = {"(": "open", ")": "close", "و": "and", "-": "dash"}
_TIMES = ("unit", "units", "dual-unit", "year-noun", "month-noun", "day-noun", "weekday", "today", "day-part")
_MONTHS = ("month", "month-after-preposition", "month-in-date")


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of `units.yaml`."""

    key: str
    forms: tuple[str, ...]
    example: str
    currency: bool = False
    code: str | None = None
    dual: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    given: Use = "freely"
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Currency:
    """A row of `currencies.yaml`."""

    code: str
    stem: str
    adjectives: tuple[str, ...]
    countries: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A row of `quantifiers.yaml`."""

    kind: Literal[
        "about", "about-after", "equals", "number-of", "percent", "label", "of", "to", "or", "between", "function"
    ]
    forms: tuple[str, ...]
    example: str
    bound: Bound | None = None
    rough: bool = True
    clitics: Clitics = "all"


@dataclass(frozen=True, slots=True)
class AmountWord:
    """What the grammar knows of a word: its number, its unit, its adjective or the quantifier it is."""

    number: Decimal = Decimal(0)
    unit: Unit | None = None
    adjective: str = ""
    quantifier: Quantifier | None = None


Spelled = Iterator[tuple[str, Entry[AmountWord]]]


@cache
def units() -> tuple[Unit, ...]:
    """The table of units; raises TableError."""
    return read_table(curated("lexicon", "units.yaml"), Unit)


@cache
def currencies() -> tuple[Currency, ...]:
    """The table of currencies that share a word; raises TableError."""
    return read_table(curated("lexicon", "currencies.yaml"), Currency)


@cache
def _codes() -> dict[tuple[str, str], str]:
    """Stem and folded adjective, or stem and country's key -> ISO 4217 code."""
    by_adjective = {(row.stem, fold(adjective)): row.code for row in currencies() for adjective in row.adjectives}
    return by_adjective | {(row.stem, country): row.code for row in currencies() for country in row.countries}


def unit_use(key: str | None) -> Use:
    """Whether what a unit (its key, or a currency's code) counts is given: freely, by its nature (food baskets), only
    as aid (ships), or never.
    """
    return _uses().get(key or "", "freely")


def homes_of(unit: str | None) -> frozenset[str]:
    """The keys of the countries whose own money a currency is by its code; none for goods and for the money of the
    world.
    """
    return _homes().get(unit or "", frozenset())


@cache
def _homes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for code, countries in (*((row.code, row.countries) for row in currencies()), *_coded()):
        found[code] = found.get(code, frozenset()) | frozenset(countries)
    return {code: countries for code, countries in found.items() if code not in WORLDWIDE}


def _coded() -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((row.code, row.countries) for row in units() if row.code)


@cache
def _uses() -> dict[str, Use]:
    return {row.key: row.given for row in units()}


def resolve_currency(stem: str, country_key: str) -> str | None:
    """The ISO 4217 code that a currency word (dinar…) stands for in the country of that key; None if none does."""
    return _codes().get((stem, country_key))


def currency_of(unit: Unit, adjective: str) -> str | None:
    """The ISO 4217 code of a currency word with an adjective (folded, masculine, or empty); None if open."""
    return _codes().get((unit.key, adjective)) if adjective else unit.code


@cache
def amount_lexicon() -> Lexicon[AmountWord]:
    """Every spelling of every unit, number word and word around amounts, and the words of time."""
    # بين is "between" before it is "in yen", الاثنين Monday before it is "the two".
    entries = [*_marks(), *_quantifiers(), *_times(), *_numerals(), *_units(), *_adjectives()]
    return Lexicon(entries, shape=_shape)


def _shape(word: str) -> str:
    return "year" if re.fullmatch(r"(?:19|20)\d\d", word) else "number"


def _marks() -> Spelled:
    return ((mark, Entry(category, AmountWord())) for mark, category in _MARKS.items())


def _numerals() -> Spelled:
    for spelling, entry in numeral_spellings():
        word = AmountWord(entry.row.value)
        yield spelling, Entry(entry.category, word, entry.conjunction, entry.preposition, entry.definite)


def _units() -> Spelled:
    for row in units():
        word = AmountWord(unit=row)
        for form in row.forms:
            if form[0].isalpha():
                yield from spellings(form, Entry("unit", word), clitics="none", article=True)
            else:
                yield form, Entry("sign", word)
        for form in row.dual:
            yield from spellings(form, Entry("two", word), article=True)


def _adjectives() -> Spelled:
    for row in currencies():
        for adjective in row.adjectives:
            word = AmountWord(adjective=fold(adjective))
            for ending in _ADJECTIVE_ENDINGS:
                yield from spellings(adjective + ending, Entry("adjective", word), clitics="none", article=True)


def _quantifiers() -> Spelled:
    for row in read_table(curated("lexicon", "quantifiers.yaml"), Quantifier):
        for form in row.forms:
            yield from spellings(form, Entry(row.kind, AmountWord(quantifier=row)), clitics=row.clitics)


def _times() -> Spelled:
    for spelling, entry in time_lexicon().entries.items():
        if entry.category in (*_TIMES, *_MONTHS):
            yield spelling, Entry("dated" if entry.category in (*_MONTHS, "year-noun") else "time", AmountWord())
