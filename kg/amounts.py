"""Folded text -> amounts: money, goods and counted things, each with its value and its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TypedDict, cast

from kg.chunking import Chunk, Grammar, Word
from kg.concerns import column
from kg.folding import Folded, fold_name
from kg.numerals import SCALES, Kind, Part, figures, value
from kg.records import dataclass, replace
from kg.span import Span
from kg.units import AmountWord, Bound, Quantifier, Unit, amount_lexicon, currencies, currency_of, units

_FIGURES = "(?:<number|year>|<open><number|year><close>)"
# خمسة ملايين و200 ألف: each further part multiplies the one before, or is added with و.
_NUMBER = (
    f"(?:(?:{_FIGURES}|<cardinal|and-cardinal><cardinal>?|<hundred|and-hundred|scale|and-scale|dual|and-dual|fraction|and-fraction>)"
    "(?:<scale|scales|hundred|dual>|<and-cardinal><cardinal|hundred>?|<and-hundred|and-scale|and-dual|and-fraction>"
    f"|(?<=<scale|scales|dual|and-scale|and-dual>)<and>{_FIGURES})*)"
)
_UNIT = "(?:<of>?<unit><adjective>?<adjective>?|<sign>)"
_RANGE = "(?:<between><number|year|cardinal><and>|<number|year|cardinal>(?:<to>|<dash>|<or>))"

# At each place the first rule that fits wins; those without a reader keep other numbers from being read as amounts.
RULES = {
    "share": f"<about>?{_NUMBER}<percent>|<percent><number>",
    "named": "<dated><year>|<ordinal><cardinal|and-cardinal>"
    "|<label><dash>?<number|year>(?!<scale|scales|hundred|unit|sign>)",
    "vague": "<vague><of>?<scale|scales>*",
    "amount": f"<about>?{_RANGE}?{_NUMBER}{_UNIT}<about-after>?",
    "signed": f"<about>?<sign>{_NUMBER}<about-after>?",
    "two": "<two><adjective>?",
    "counted": f"<about>?{_NUMBER}(?=<other>)",
    "bare": f"<about>?{_NUMBER}(?!<adjective|other>)",
}
# The classes of the words that begin one of them: every sixth word that is listed at all.
OPENING = (
    "about|between|vague|two|sign|percent|dated|ordinal|label|open|number|year|cardinal|and-cardinal|hundred|and-hundred"
    "|scale|and-scale|dual|and-dual|fraction|and-fraction"
)
# What follows a number without being counted by it: words with the article, some forms of verbs.
_UNCOUNTED = re.compile(r"و?[بكل]?(?:ال|لل)|و?س?[يت]\w+ون$|\w+وا$|و?تت|و?ست[تي]|و?سي")
_GLUE = re.compile(r"[:/.+#a-z-]")
_NUMERALS = frozenset({"number", "year", "cardinal", "hundred", "scale", "scales", "dual", "fraction"})
# How far behind a sum its equal in another currency may stand, and one that leaves its currency out, in characters.
_NEAR, _FAR = 60, 160
# From what scale on a number that counts nothing may be money whose currency was named before.
_MONEY = 1_000_000


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts.

    `span` is number and unit without the approximator before it (نحو); `unit` an ISO 4217 code or a key of goods,
    `unit_span` its words. A bare دينار has no `unit` but a `currency_stem`, which the country in context decides
    (`resolve_currency`). `noun` is the counted word where it is no listed unit (2500 جندي). `alternative` is the span
    of the sum that this one only repeats in another currency: 400 مليون يوان (58.5 مليون دولار). A sum that leaves its
    currency out has that of the sum before: 500 مليون دولار، دفع منها 200 مليون.
    """

    span: Span
    value: Decimal
    unit: str | None = None
    unit_span: Span | None = None
    approximate: bool = False
    bound: Bound | None = None
    noun: Span | None = None
    currency_stem: str | None = None
    alternative: Span | None = None


LETTERS = column(lambda word: amount_lexicon().letter(word))


@cache
def _grammar() -> Grammar[AmountWord]:
    return Grammar(amount_lexicon(), RULES, column=LETTERS, opening=OPENING)


def find_amounts(folded: Folded) -> tuple[Amount, ...]:
    """The amounts in a text, in order, none overlapping another.

    Shares, dates, durations and vague numbers (عشرات الملايين) are none.
    """
    found = [amount for chunk in _grammar().chunks(folded.text) if (amount := _amount(chunk, folded))]
    return tuple(_alternatives_linked(list(_currencies_shared(found, folded.text)), folded.text))


AmountToken = Word[AmountWord]
AmountChunk = Chunk[AmountWord]


@dataclass(frozen=True, slots=True)
class _Found:
    """An amount and where its number and unit stand in the folded text."""

    amount: Amount
    start: int
    end: int


def _amount(chunk: AmountChunk, folded: Folded) -> _Found | None:
    readers = {"amount": _measured, "signed": _measured, "two": _two, "counted": _counted, "bare": _bare}
    reader = readers.get(chunk.rule)
    return reader(chunk, folded) if reader else None


def _measured(chunk: AmountChunk, folded: Folded) -> _Found | None:
    unit = next(word for word in chunk.words if _row(word).unit)
    adjectives = [word for word in chunk.words if word.category == "adjective"]
    words = [word for word in chunk.words if _is_numeral(word)]
    if words[0].entry and words[0].entry.definite:
        # سعر الواحد إلى 2,86 مليون يورو
        words = words[1:] or words
    if _means_something_else(unit, chunk) or _is_glued(chunk, words[0], folded.text):
        return None
    last = max([unit, words[-1], *adjectives], key=lambda word: word.index)
    first = min(unit, _opening(chunk, words[0]), key=lambda word: word.index)
    start, end = chunk.start(first), chunk.end(last)
    amount = Amount(
        folded.raw(start, end),
        _value(chunk),
        **_unit(unit, adjectives),
        unit_span=folded.raw(chunk.start(unit), chunk.end(adjectives[-1] if adjectives else unit)),
        approximate=_is_rough(chunk),
        bound=_bound(chunk),
    )
    return _Found(amount, start, end)


def _two(chunk: AmountChunk, folded: Folded) -> _Found | None:
    unit, *adjectives = chunk.words
    if unit.entry and unit.entry.definite:
        # الطائرتين: the two spoken of before.
        return None
    start, end = chunk.start(unit), chunk.end(chunk.words[-1])
    span = folded.raw(start, end)
    return _Found(Amount(span, Decimal(2), **_unit(unit, adjectives), unit_span=span), start, end)


def _counted(chunk: AmountChunk, folded: Folded) -> _Found | None:
    """A number before a word that is no listed unit; None if it is more likely a year, a name or a part of one."""
    words = [word for word in chunk.words if _is_numeral(word)]
    noun, worth = chunk.word_at(1), _value(chunk)
    if not _may_be_counted(noun) or _is_absolute(words):
        return _bare(chunk, folded)
    if _is_glued(chunk, words[0], folded.text) or _is_no_count(words, worth):
        return None
    if words[0].category == "year" and len(words) == 1 and worth % 100 and not _is_rough(chunk):
        return None
    place = chunk.words[-1].index + 1
    start, end = chunk.start(_opening(chunk, words[0])), chunk.text.end(place)
    amount = Amount(
        folded.raw(start, end),
        worth,
        approximate=_is_rough(chunk),
        bound=_bound(chunk),
        noun=folded.raw(chunk.text.start(place), end),
    )
    return _Found(amount, start, end)


def _bare(chunk: AmountChunk, folded: Folded) -> _Found | None:
    """A number that counts nothing; None if it is too small to be a sum of money."""
    words = [word for word in chunk.words if _is_numeral(word)]
    last = words[-1]
    scaled = last.category.removeprefix("and-") in SCALES and _row(last).number >= _MONEY
    if not scaled or _is_glued(chunk, words[0], folded.text) or (words[0].entry and words[0].entry.definite):
        return None
    start, end = chunk.start(_opening(chunk, words[0])), chunk.end(last)
    amount = Amount(folded.raw(start, end), _value(chunk), approximate=_is_rough(chunk), bound=_bound(chunk))
    return _Found(amount, start, end)


def _is_absolute(words: Sequence[AmountToken]) -> bool:
    """Whether the form of a number says that what it counts is left out: 20 مليونا، مليونين."""
    last = words[-1]
    kind = last.category.removeprefix("and-")
    return (kind == "scale" and len(words) > 1 and last.text.endswith("ا")) or (
        kind == "dual" and last.text.endswith(("ان", "ين"))
    )


def _row(word: AmountToken) -> AmountWord:
    return word.row or AmountWord()


def _is_numeral(word: AmountToken) -> bool:
    return word.category.removeprefix("and-") in _NUMERALS


def _means_something_else(unit: AmountToken, chunk: AmountChunk) -> bool:
    """ريال مدريد."""
    row = _row(unit).unit
    return row is not None and chunk.word_at(1) in map(fold_name, row.not_before)


def _may_be_counted(noun: str) -> bool:
    """A counted noun has no article; and it is no verb, as far as its shape tells."""
    return len(noun) > 1 and noun.isalpha() and not _UNCOUNTED.match(noun)


def _is_no_count(words: Sequence[AmountToken], worth: Decimal) -> bool:
    """الدول الخمس, نصف العالم, and one and two as words, which Arabic does not put before what it counts."""
    entry = words[0].entry
    alone = len(words) == 1 and (words[0].category.endswith("fraction") or worth <= 2)
    return entry is not None and (entry.definite or alone)


def _is_glued(chunk: AmountChunk, word: AmountToken, folded: str) -> bool:
    """Whether the number is the end of something longer: 20:30, F16, -5."""
    start = chunk.text.start(word.index)
    before = folded[start - 1 : start]
    return bool(_GLUE.match(before))


def _opening(chunk: AmountChunk, word: AmountToken) -> AmountToken:
    """The bracket before a number in brackets, else the number."""
    before = next((w for w in chunk.words if w.index == word.index - 1), word)
    return before if before.category == "open" else word


def _value(chunk: AmountChunk) -> Decimal:
    """The number's value; of a range (من 5 إلى 7) the higher end."""
    parts: list[Part] = []
    separators = ("to", "dash", "or", "and") if _has(chunk, "between") else ("to", "dash", "or")
    for before, word, behind in zip([None, *chunk.words], chunk.words, [*chunk.words[1:], None], strict=False):
        if word.category in separators and len(parts) == 1:
            parts = []
        elif word.entry is None:
            scaled = behind is not None and behind.category in SCALES
            joined = before is not None and before.category == "and"
            parts.append(Part("figures", figures(word.text, scaled=scaled), joined))
        elif _is_numeral(word):
            kind = cast(Kind, word.category.removeprefix("and-"))
            parts.append(Part(kind, _row(word).number, joined=word.category.startswith("and-")))
    return value(parts)


def _has(chunk: AmountChunk, *categories: str) -> bool:
    return any(word.category in categories for word in chunk.words)


def _quantifiers(chunk: AmountChunk) -> list[Quantifier]:
    rows = [_row(word).quantifier for word in chunk.words if word.category in ("about", "about-after")]
    return [row for row in rows if row]


def _is_rough(chunk: AmountChunk) -> bool:
    return _has(chunk, "to", "dash", "or", "between") or any(row.rough for row in _quantifiers(chunk))


def _bound(chunk: AmountChunk) -> Bound | None:
    return next((row.bound for row in _quantifiers(chunk) if row.bound), None)


class _UnitFields(TypedDict):
    unit: str | None
    currency_stem: str | None


def _unit(word: AmountToken, adjectives: Sequence[AmountToken]) -> _UnitFields:
    unit = cast(Unit, _row(word).unit)
    if not unit.currency:
        return {"unit": unit.key, "currency_stem": None}
    code = currency_of(unit, _row(adjectives[0]).adjective if adjectives else "")
    return {"unit": code, "currency_stem": None if code else unit.key}


def _currencies_shared(found: Iterable[_Found], text: str) -> Iterator[_Found]:
    """Those found; a bare number has the currency of the sum close before it, and without one it is none."""
    before: _Found | None = None
    for this in found:
        if this.amount.unit is None and this.amount.currency_stem is None and this.amount.noun is None:
            if before is None or not _goes_on(before, this, text):
                continue
            shared = replace(this.amount, unit=before.amount.unit, currency_stem=before.amount.currency_stem)
            this = replace(this, amount=shared)
        before = this
        yield this


def _goes_on(earlier: _Found, later: _Found, text: str) -> bool:
    """Whether a bare number may be money as the sum before it is: close by, and no number of people."""
    gap = text[earlier.end : later.start]
    near = len(gap) <= _FAR and "\n" not in gap
    money = (earlier.amount.unit or earlier.amount.currency_stem) in _money()
    return near and money and not any(word in f" {gap} " for word in _words("number-of"))


def _alternatives_linked(found: Sequence[_Found], text: str) -> Iterator[Amount]:
    """The amounts; one that only repeats the sum before it in another currency is linked to it."""
    for i, this in enumerate(found):
        repeats = i > 0 and _repeats(found[i - 1], this, text)
        yield replace(this.amount, alternative=found[i - 1].amount.span) if repeats else this.amount


def _repeats(earlier: _Found, later: _Found, text: str) -> bool:
    units = [(f.amount.unit or f.amount.currency_stem or "") for f in (earlier, later)]
    gap = text[earlier.end : later.start]
    if not all(unit in _money() for unit in units) or units[0] == units[1] or len(gap) > _NEAR or "\n" in gap:
        return False
    bracketed = gap.count("(") > gap.count(")")
    return bracketed or any(equal in f" {gap} " for equal in _words("equals"))


@cache
def _money() -> frozenset[str]:
    """Codes of currencies, and stems of those that need a country."""
    listed = {name for row in units() if row.currency for name in (row.code, row.key) if name}
    return frozenset({row.code for row in currencies()} | listed)


@cache
def _words(kind: str) -> tuple[str, ...]:
    """The words of a kind between two sums, as whole words."""
    entries = amount_lexicon().entries.items()
    return tuple(f" {spelling} " for spelling, entry in entries if entry.category == kind)
