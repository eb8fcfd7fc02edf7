"""/quality: how well the facts were read, measured; what is missing, and why; which rules found what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from flask import Blueprint, Response

from endpoint.site.asking import asked, question
from endpoint.site.page import kept, shown
from kg.tables import read_table

quality = Blueprint("quality", __name__)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure, from 0 to 1, on each set of annotated articles where there were cases enough."""

    measure: str
    seeds: Decimal
    read: Decimal | None = None
    partly: Decimal | None = None
    later: Decimal | None = None
    never: Decimal | None = None


@cache
def figures() -> tuple[Figure, ...]:
    """The measured figures; raises TableError."""
    return read_table(Path(__file__).parent.parent / "quality.yaml", Figure)


@quality.route("/quality")
@kept
def index() -> Response:
    """The figures, the corpus, and the rules with what each has found here."""
    query = question("rules-here")
    corpus, rules = asked(question("corpus"), query)
    return shown("quality.html", figures=figures(), corpus=corpus[0], rules=rules, query=query)
