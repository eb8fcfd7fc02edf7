"""The words of the pages, in Arabic and English, from `words.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from kg.tables import read_table

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of the table."""

    key: str
    ar: str
    en: str


@cache
def words(language: str) -> dict[str, str]:
    """The words of the pages in one of LANGUAGES, by key; raises TableError."""
    table = read_table(Path(__file__).with_name("words.yaml"), Word)
    return {word.key: getattr(word, language) for word in table}


def counted(key: str, count: int, language: str) -> str:
    """A count with its noun in the plural form that the language wants: نتيجتان، ٣ نتائج، ١١ نتيجة."""
    # English has no form of its own for none, but a sentence for it.
    form = "zero" if count == 0 else Locale(language).plural_form(count)
    return words(language)[f"{key}.{form}"].format(count=count)
