"""The table of aid words -> what a word has to do with giving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.folding import fold
from kg.inflection import Form, imperfect, perfect
from kg.tables import curated, read_table

Kind = Literal["give", "receive", "gift", "giving", "against"]
Status = Literal["pledged", "committed", "disbursed"]


@dataclass(frozen=True, slots=True)
class AidRow:
    """A row of `aid.yaml`: see its head for the fields."""

    word: str
    kind: Kind
    example: str
    imperfect: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    to: Literal["object"] | None = None
    status: Status = "pledged"
    strong: bool = True


@dataclass(frozen=True, slots=True)
class AidWord:
    """An aid word's row with the verb form it has, if it is a verb; `future`: the giving is still to come."""

    row: AidRow
    form: Form | None = None
    future: bool = False


@cache
def aid_words() -> dict[str, list[AidWord]]:
    """Folded form -> what it may be."""
    index: dict[str, list[AidWord]] = {}
    for row in read_table(curated("lexicon", "aid.yaml"), AidRow):
        for text, word in _forms(row):
            index.setdefault(fold(text), []).append(word)
    return index


def _forms(row: AidRow) -> Iterator[tuple[str, AidWord]]:
    if row.kind not in ("give", "receive"):
        for text in (row.word, *row.forms):
            yield text, AidWord(row)
        return
    for form in perfect(row.word):
        yield form.text, AidWord(row, form)
    for stem in row.imperfect:
        for form in (*imperfect(stem), Form("ن" + stem, "imperfect", None, "p")):
            yield form.text, AidWord(row, form)
            yield "س" + form.text, AidWord(row, form, future=True)


def aid_at(word: str) -> tuple[str, list[AidWord]]:
    """What a folded word may be, with the و or ف before it."""
    found = aid_words().get(word)
    if found is None and word[:1] in ("و", "ف"):
        return word[0], aid_words().get(word[1:], [])
    return "", found or []
