"""Errors as the client sees them: problem details, one table of types. RFC 9457: https://www.rfc-editor.org/rfc/rfc9457"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.tables import read_table

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One entry of `problems.yaml`: a name, the HTTP status it always has, title and remedy in both languages."""

    name: str
    status: int
    en: str
    ar: str
    remedy_en: str
    remedy_ar: str

    def title(self, language: str) -> str:
        """What it is, in one of the pages' languages."""
        return self.ar if language == "ar" else self.en

    def remedy(self, language: str) -> str:
        """What to do about it, in one of the pages' languages."""
        return self.remedy_ar if language == "ar" else self.remedy_en


@cache
def problem_types() -> dict[str, ProblemType]:
    """The table of problems by name; raises TableError."""
    return {entry.name: entry for entry in read_table(Path(__file__).with_name("problems.yaml"), ProblemType)}


class ProblemError(Exception):
    """A request that gets no answer. `name` is one of the table's; `members` are further facts for programs."""

    def __init__(
        self, name: str, detail: str = "", *, headers: Mapping[str, str] | None = None, **members: object
    ) -> None:
        self.type = problem_types()[name]
        self.detail = detail or self.type.remedy_en
        self.headers = dict(headers or {})
        self.members = members
        super().__init__(self.detail)

    def document(self, documentation: str) -> dict[str, object]:
        """The JSON members; `documentation` is the IRI of the page that describes the types."""
        return {
            "type": f"{documentation}#{self.type.name}",
            "title": self.type.en,
            "status": self.type.status,
            "detail": self.detail,
            **self.members,
        }

    def text(self) -> str:
        """The same for a reader of plain text."""
        return f"{self.type.en}\n{self.detail}\n"
