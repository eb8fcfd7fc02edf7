"""The tables of months, weekdays and other words of time -> one lexicon for the grammar of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from babel import Locale

from kg.calendar import Edge, Unit
from kg.chunking import Clitics, Entry, Lexicon, spellings
from kg.folding import fold
from kg.numerals import numeral_spellings
from kg.tables import curated, read_table

Relation = Literal["by", "from", "since", "after"]
Counts = Literal["back", "forth", "within", "since", "lasting"]
PeriodKind = (
    Unit
    | Literal["modifier", "last", "this", "era", "edge", "quarter", "season", "decade-name", "first-of-month"]
    | Literal["today", "day-part", "lead", "about", "vague", "term", "every", "frequency", "namely"]
    | Literal["hijri-sign", "gregorian-sign", "the", "from-event", "now", "event"]
)
_UNITS = ("minute", "hour", "day", "week", "month", "year", "decade", "century")
# Month names as the Arab countries have them (https://cldr.unicode.org).
_LOCALES = ("ar", "ar_IQ", "ar_MA", "ar_DZ", "ar_MR")
_WITH_ARTICLE = frozenset({"season", "era", "vague", *_UNITS})
_MARKS = {"/": "slash", "-": "dash", "(": "open", ")": "close", "،": "comma", ",": "comma", "و": "and", "او": "or"}


@dataclass(frozen=True, slots=True)
class MonthName:
    """A row of `months.yaml`."""

    month: int
    forms: tuple[str, ...]
    example: str
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    needs: Literal["nothing", "preposition", "date"] = "nothing"
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekdayName:
    """A row of `weekdays.yaml`."""

    day: int
    forms: tuple[str, ...]
    example: str
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodWord:
    """A row of `periods.yaml`; `kind` is checked against `PeriodKind`."""

    kind: str
    forms: tuple[str, ...]
    example: str
    name: str = ""
    number: int = 0
    dual: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    relation: Relation | None = None
    counts: Counts | None = None
    clitics: Clitics = "all"
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What the grammar knows of a word: `name` is its unit, edge or direction, `number` its month, day or count."""

    name: str = ""
    number: Decimal = Decimal(0)
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()

    @property
    def unit(self) -> Unit:
        """The unit of time that the word names."""
        return cast(Unit, self.name)

    @property
    def edge(self) -> Edge:
        """The part of a period that the word names."""
        return cast(Edge, self.name)


Spelled = Iterator[tuple[str, Entry[TimeWord]]]


@cache
def period_words() -> tuple[PeriodWord, ...]:
    """The table of other words of time; raises TableError."""
    return read_table(curated("lexicon", "periods.yaml"), PeriodWord)


@cache
def lead_ins() -> dict[str, PeriodWord]:
    """Folded lead-in (في غضون) -> its row."""
    return {fold(form): row for row in period_words() if row.kind == "lead" for form in row.forms}


@cache
def words_of_kind(kind: str) -> frozenset[str]:
    """Every spelling of the words of one kind of the table, for kinds that are contexts and not parts of a time."""
    return _with_clitics(form for row in period_words() if row.kind == kind for form in row.forms)


@cache
def time_lexicon() -> Lexicon[TimeWord]:
    """Every spelling of every word of time, and number words."""
    entries = [*_marks(), *_months(), *_weekdays(), *_leads(), *_periods(), *_numerals()]
    return Lexicon(entries, shape=number_shape)


def number_shape(word: str) -> str:
    """The class of a number in figures: `dd` (1-31), `yyyy` (1700-2199), `dmy` (27.7.2021), `int` or `decimal`."""
    if not word.isdigit():
        return "dmy" if re.fullmatch(r"\d\d?\.\d\d?\.(?:1[789]|2[01])\d\d", word) else "decimal"
    if len(word) <= 2 and 1 <= int(word) <= 31:
        return "dd"
    return "yyyy" if len(word) == 4 and 1700 <= int(word) < 2200 else "int"


def _with_clitics(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(s for form in forms for s, _ in spellings(form, Entry("context", None)))


def _marks() -> Spelled:
    return ((mark, Entry(category, TimeWord())) for mark, category in _MARKS.items())


def _months() -> Spelled:
    suffix = {"nothing": "", "preposition": "-after-preposition", "date": "-in-date"}
    rows = read_table(curated("lexicon", "months.yaml"), MonthName)
    listed = {fold(form) for row in rows for form in row.forms}
    for row in rows:
        word = TimeWord(row.calendar, Decimal(row.month), _with_clitics(row.not_after))
        for form in row.forms:
            clitics: Clitics = "conjunction" if row.needs == "date" else "all"
            yield from spellings(form, Entry("month" + suffix[row.needs], word), clitics=clitics)
    for locale in _LOCALES:
        for number, name in Locale.parse(locale).months["format"]["wide"].items():
            if fold(name) not in listed:  # of آب the table tells when it is one: باب is a door
                yield from spellings(name, Entry("month", TimeWord("gregorian", Decimal(number))))


def _weekdays() -> Spelled:
    for row in read_table(curated("lexicon", "weekdays.yaml"), WeekdayName):
        word = TimeWord("", Decimal(row.day), _with_clitics(row.not_after), _with_clitics(row.not_before))
        for form in row.forms:
            yield from spellings(form, Entry("weekday", word))


def _leads() -> Spelled:
    category = {"من": "of", "الي": "to", "حتي": "to"}
    for phrase in lead_ins():
        for word in phrase.split():
            yield from spellings(word, Entry(category.get(word, "lead"), TimeWord()), clitics="conjunction")


def _periods() -> Spelled:
    for row in period_words():
        if row.kind in ("lead", "from-event", "now", "event"):
            continue
        unit = row.kind in _UNITS
        word = TimeWord(
            row.kind if unit else row.name,
            Decimal(row.number),
            _with_clitics(row.not_after),
            _with_clitics(row.not_before),
        )
        named = f"{row.kind}-noun" if row.kind in ("day", "month", "year") else "unit" if unit else row.kind
        for category, forms in ((named, row.forms), ("dual-unit", row.dual), ("units", row.plural)):
            for form in forms:
                article = row.kind in _WITH_ARTICLE
                yield from spellings(form, Entry(category, word), clitics=row.clitics, article=article)


def _numerals() -> Spelled:
    for spelling, entry in numeral_spellings():
        word = TimeWord(entry.row.kind, entry.row.value)
        yield spelling, Entry(entry.category, word, entry.conjunction, entry.preposition, entry.definite)
