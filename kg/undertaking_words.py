"""The table `lexicon/undertakings.yaml`: the words by which somebody binds himself, in all their forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from kg.folding import fold
from kg.inflection import Form, adjective, imperfect, perfect
from kg.records import dataclass
from kg.tables import curated, read_table

Modality = Literal["firm", "planned", "conditional", "reaffirmed"]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A row of `undertakings.yaml`: see its head for the fields."""

    word: str
    kind: Literal["verb", "adjective", "noun"]
    modality: Modality
    leads: tuple[Literal["ب", "ل", "على", "عن", "في", "إلى", "أن", "object", "deed"], ...]
    example: str
    imperfect: tuple[str, ...] = ()
    strong: bool = True
    needs: str | None = None
    unless: str | None = None
    without: tuple[str, ...] = ()
    impersonal: bool = False
    invariable: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a form may be: a row's form; whether it speaks in the first person; of a noun whose it is (its suffix), and
    whether it is neither owned nor definite.
    """

    row: Undertaking
    form: Form
    first_person: bool = False
    owned: str = ""
    plain: bool = False


@cache
def undertaking_forms() -> dict[str, list[Meaning]]:
    """Folded form -> what it may be."""
    index: dict[str, list[Meaning]] = {}
    for row in read_table(curated("lexicon", "undertakings.yaml"), Undertaking):
        without = set(map(fold, row.without))
        for meaning in _meanings(row):
            if fold(meaning.form.text) not in without:
                index.setdefault(fold(meaning.form.text), []).append(meaning)
    return index


def _meanings(row: Undertaking) -> Iterator[Meaning]:
    if row.kind == "verb":
        for form in (*perfect(row.word), *(f for stem in row.imperfect for f in imperfect(stem))):
            yield Meaning(row, form)
        own = [Form("ن" + stem, "imperfect", None, "p") for stem in row.imperfect]
        own += [Form(row.word + "نا", "perfect", None, "p")] if row.word[-1] not in "ىا" else []
        yield from (Meaning(row, form, first_person=True) for form in own)
    elif row.kind == "adjective":
        forms = [Form(row.word, "participle", None, None)] if row.invariable else adjective(row.word)
        yield from (Meaning(row, form) for form in forms)
    else:
        yield from _of_noun(row)


def _of_noun(row: Undertaking) -> Iterator[Meaning]:
    """التزام، التزاما، الالتزام، التزامه؛ نية، نيته."""
    stem = row.word[:-1] + "ت" if row.word.endswith("ة") else row.word
    for ending in ("ه", "ها", "هم", "هما", "نا", "ي"):
        yield Meaning(row, Form(stem + ending, "masdar", None, None), ending in ("نا", "ي"), owned=ending)
    yield Meaning(row, Form(row.word, "masdar", None, None), plain=True)
    if stem == row.word:
        yield Meaning(row, Form(stem + "ا", "masdar", None, None), plain=True)
    yield Meaning(row, Form("ال" + row.word, "masdar", None, None))
