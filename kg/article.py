"""An article as received: the text that nothing changes, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    `text` is the file's content as decoded from UTF-8, to the letter (a BOM included): every offset in the program
    points into it. `published_basis` says how the date is known: `stated` in the text or its metadata, or `inferred`
    (then `published_note` says from what).
    """

    id: str
    text: str
    published: date | None = None
    published_basis: str | None = None
    published_note: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
