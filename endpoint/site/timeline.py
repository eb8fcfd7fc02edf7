"""/timeline: what was said and what falls due, day by day, a month at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

import pyoxigraph as ox
from flask import Blueprint, Response, request

from endpoint.problems import ProblemError
from endpoint.site import facts
from endpoint.site.asking import named_rows, question, rows
from endpoint.site.facts import Fact
from endpoint.site.links import base
from endpoint.site.page import kept, shown

timeline = Blueprint("timeline", __name__)
# How many facts of a month one page shows.
SHOWN = 60
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_KEY = re.compile(r"[A-Za-z0-9_/-]{1,200}")


@dataclass(slots=True)
class Day:
    """One day: what was said on it, and what falls due."""

    day: str
    said: list[Fact] = field(default_factory=list)
    due: list[Fact] = field(default_factory=list)


@timeline.route("/timeline")
@kept
def index() -> Response:
    """A month, the last that anything was said in unless one is asked for; of one actor if one is."""
    who = _actor()
    terms = {"actor": who} if who else {}
    months = {row["month"]: int(row["times"]) for row in named_rows(_query("months", who), **terms)}
    month = _month() or max(months, default="")
    query = question(_query("month", who), month=ox.Literal(month), limit=SHOWN, **terms)
    found = rows(query) if month else []
    days = _days([(row["day"], row["fact"], row["kind"]) for row in found])
    return shown(
        "timeline.html",
        months=months,
        busiest=max(months.values(), default=0),
        month=month,
        earlier=max((name for name in months if name < month), default=""),
        later=min((name for name in months if name > month), default=""),
        days=days,
        cut=len(found) == SHOWN,
        actor=who.value if who else "",
        query=query,
    )


def _query(name: str, who: ox.NamedNode | None) -> str:
    return f"timeline-{name}-of" if who else f"timeline-{name}"


def _days(found: list[tuple[str, str, str]]) -> list[Day]:
    said = [iri for _, iri, kind in found if kind == "said"]
    due = [iri for _, iri, kind in found if kind == "due"]
    gathered = facts.gathered(said, due)
    cards = [*gathered.statements(said), *gathered.commitments(due)]
    by_iri: dict[str, Fact] = {fact.iri: fact for fact in cards}
    days: defaultdict[str, Day] = defaultdict(lambda: Day(""))
    for day, iri, kind in found:
        days[day].day = day
        if iri in by_iri:
            (days[day].said if kind == "said" else days[day].due).append(by_iri[iri])
    return list(days.values())


def _month() -> str:
    text = request.args.get("month", "")
    if text and not _MONTH.fullmatch(text):
        raise ProblemError("bad-request", f'The parameter "month" is one such as 2021-07; not {text[:20]!r}.')
    return text


def _actor() -> ox.NamedNode | None:
    key = request.args.get("actor", "")
    if key and not _KEY.fullmatch(key):
        raise ProblemError("bad-request", f'The parameter "actor" is a key such as joe-biden; not {key[:40]!r}.')
    return ox.NamedNode(f"{base()}actor/{key}") if key else None
