"""The table of aid words -> what a word may say about giving: forms of verbs, nouns of gifts, words that make a sum
no gift.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from kg.concerns import concern
from kg.folding import fold, folded_words
from kg.inflection import Form, imperfect, perfect
from kg.records import dataclass
from kg.tables import curated, read_table
from kg.wordmemo import REMEMBERED

Kind = Literal[
    "give",
    "receive",
    "sign",
    "signing",
    "gift",
    "giving",
    "given",
    "giver",
    "share",
    "carrier",
    "party",
    "against",
    "undone",
    "asked",
]
Thing = Literal["investment", "debt"]
Status = Literal["pledged", "committed", "disbursed"]
VERBS = ("give", "receive", "sign")
# What a verb of giving carries when what is given stands before it: مليون دولار قدمتها الصين.
_OBJECTS = ("ها", "ه")
# A noun of so few letters has no suffix: خطه is rather خطة.
SHORT = 2


@dataclass(frozen=True, slots=True)
class AidRow:
    """A row of `aid.yaml`: see its head for the fields."""

    word: str
    kind: Kind
    example: str
    imperfect: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    to: Literal["object", "على"] | None = None
    status: Status = "pledged"
    strong: bool = True
    sends: bool = False
    finances: bool = False
    pays: bool = False
    trade: bool = False
    welcomes: bool = False
    not_before: tuple[str, ...] = ()
    aid_before: tuple[str, ...] = ()
    vessel: bool = False
    gives: tuple[Thing, ...] = ()
    thing: Thing | None = None


@dataclass(frozen=True, slots=True)
class AidWord:
    """An aid word's row with the verb form it has, if it is a verb.

    `future`: the giving is still to come; `back`: a suffix takes up what stands before: what is given (قدمتها), or
    whose it is (مساعداتها).
    """

    row: AidRow
    form: Form | None = None
    future: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True)
class Giving:
    """An aid word at a token, usable as a verb that asks for its subject; `called`: the word behind it calls it aid."""

    token: int
    clitic: str
    word: AidWord
    called: bool = False

    @property
    def form(self) -> Form:
        """The verb's form."""
        return self.word.form or Form("", "masdar", None, None)

    @property
    def kind(self) -> Kind:
        """What the word says about giving."""
        return self.word.row.kind

    @property
    def is_verb(self) -> bool:
        """Whether it is a finite verb of giving or receiving."""
        return self.kind in VERBS

    @property
    def strong(self) -> bool:
        """Whether it tells of aid by itself, or with the word behind it."""
        return self.word.row.strong or self.called


@cache
def aid_words() -> dict[str, list[AidWord]]:
    """Folded form -> what it may be."""
    index: dict[str, list[AidWord]] = {}
    for row in read_table(curated("lexicon", "aid.yaml"), AidRow):
        for text, word in _forms(row):
            index.setdefault(fold(text), []).append(word)
    return index


def _forms(row: AidRow) -> Iterator[tuple[str, AidWord]]:
    if row.kind not in VERBS and not row.imperfect:
        yield from _nouns(row)
        return
    for form in perfect(row.word):
        yield form.text, AidWord(row, form)
    for stem in row.imperfect:
        for form in (*imperfect(stem), Form("ن" + stem, "imperfect", None, "p")):
            yield form.text, AidWord(row, form)
            yield "س" + form.text, AidWord(row, form, future=True)
    for text in row.forms:
        yield text, AidWord(row, Form(text, "perfect", None, None))
    if row.kind in ("give", "undone"):
        yield from _with_object(row)


def _nouns(row: AidRow) -> Iterator[tuple[str, AidWord]]:
    """A noun as it stands, behind ب, ل and ك, and with whose it is: منحة، بمنحة، للمنحة، منحتها."""
    listed = {fold(text) for text in (row.word, *row.forms)}
    for text in (row.word, *row.forms):
        yield text, AidWord(row)
        if row.kind not in ("gift", "giving", "against"):
            continue
        for letter in ("ب",) if row.kind == "against" else ("ب", "ل", "ك"):
            yield ("لل" + text[2:] if text.startswith("ال") and letter == "ل" else letter + text), AidWord(row)
        if row.kind == "gift" and not text.startswith("ال") and text[-1] != "ا" and len(text) > SHORT:
            stem = text[:-1] + "ت" if text.endswith("ة") else text
            owned = (stem + suffix for suffix in (*_OBJECTS, "هم"))
            yield from ((word, AidWord(row, back=True)) for word in owned if fold(word) not in listed)


def _with_object(row: AidRow) -> Iterator[tuple[str, AidWord]]:
    singular = [*perfect(row.word)[:2], *(form for stem in row.imperfect for form in imperfect(stem)[:2])]
    for form in singular:
        for suffix in _OBJECTS:
            yield form.text + suffix, AidWord(row, form, back=True)
            if form.tense == "imperfect":
                yield "س" + form.text + suffix, AidWord(row, form, future=True, back=True)


@lru_cache(maxsize=REMEMBERED)
def aid_at(word: str) -> tuple[str, list[AidWord]]:
    """What a folded word may be, with the و or ف before it."""
    found = aid_words().get(word)
    if found is None and word[:1] in ("و", "ف"):
        return word[0], aid_words().get(word[1:], [])
    return "", found or []


def is_other(row: AidRow, behind: str) -> bool:
    """Whether the folded word behind makes a word one of something else: المساعدة على رفع."""
    return behind in folded_words(row.not_before)


def is_called_aid(row: AidRow, behind: str) -> bool:
    """Whether the folded word behind calls something aid: دعم عسكري."""
    return behind in folded_words(row.aid_before)


# The words of giving.
GIVING = concern(lambda word: aid_at(word)[1])
