"""The words of the pages, in Arabic and English, from the tables of `wording/`, one for each part of the site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from kg.tables import TableError, read_lines

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of the table."""

    key: str
    ar: str
    en: str


@cache
def words(language: str) -> dict[str, str]:
    """The words of the pages in one of LANGUAGES, by key; raises TableError, also where a key has two entries."""
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).with_name("wording").glob("*.yaml")):
        for line, word in read_lines(path, Word):
            if word.key in found:
                raise TableError(f"{path}:{line}: the key {word.key!r} has an entry already; choose another key")
            found[word.key] = getattr(word, language)
    return found


def counted(key: str, count: int, language: str) -> str:
    """A count with its noun in the plural form that the language wants: نتيجتان، ٣ نتائج، ١١ نتيجة."""
    # English has no form of its own for none, but a sentence for it.
    form = "zero" if count == 0 else Locale(language).plural_form(count)
    return words(language)[f"{key}.{form}"].format(count=f"{count:,}")
