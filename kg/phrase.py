"""An agent noun phrase: its words, and what they tell of whom they name."""

from __future__ import annotations

from typing import Literal

from kg.curated import Office
from kg.lexicon import Body, Known, SourceNoun
from kg.records import dataclass

Kind = Literal["known", "person", "office", "body", "source", "possessive", "people"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """An agent noun phrase over tokens[start:end].

    `clitic` is what is written before its first word; tokens[name_start:name_end] is the name alone; `of` the
    curated keys it refers to; `within` whose people they are: مفتشو | الوكالة; `alias` the tokens of what a body is
    called besides: منظمة الدول المصدرة للنفط | (أوبك).
    """

    start: int
    end: int
    kind: Kind
    clitic: str = ""
    name_start: int = 0
    name_end: int = 0
    known: tuple[Known, ...] = ()
    office: Office | None = None
    body: Body | None = None
    source: SourceNoun | None = None
    of: tuple[str, ...] = ()
    definite: bool = False
    former: bool = False
    bare: bool = False
    unnamed: bool = False
    alone: bool = False
    within: Phrase | None = None
    alias: tuple[int, int] | None = None
