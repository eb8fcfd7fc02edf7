"""The front page: what the graph holds, what can be asked of it, how to take it away."""

from __future__ import annotations

from flask import Blueprint, Response

from endpoint.examples import competency_questions, first_questions
from endpoint.formats import GRAPH_FORMATS
from endpoint.problems import ProblemError
from endpoint.service import service
from endpoint.site import facts
from endpoint.site.asking import named_rows
from endpoint.site.page import kept, shown
from kg.dump import FORMATS

home = Blueprint("home", __name__)
COUNTED = ("articles", "actors", "statements", "commitments", "pledges", "triples")
# How much of each kind stands on the front page.
STATEMENTS, SPEAKERS, DEADLINES, PLEDGES = 4, 8, 4, 2


@home.route("/")
@kept
def front() -> Response:
    """The front page."""
    version = service().engine.version
    known = version.manifest.counts if version else {}
    return shown(
        "home.html",
        counts={name: known[name] for name in COUNTED if name in known},
        questions=(*first_questions(), *competency_questions()),
        dumps=[form for form in GRAPH_FORMATS if version and form.extension in FORMATS],
        **_highlights(),
    )


def _highlights() -> dict[str, object]:
    """The latest and largest; nothing while the engine does not answer, for the page tells more than that."""
    try:
        return {
            "latest": facts.statements(_first("latest-statements", STATEMENTS)),
            "speakers": named_rows("top-speakers", limit=SPEAKERS),
            "due": facts.commitments(_first("last-deadlines", DEADLINES)),
            "given": facts.pledges(_first("largest-pledges", PLEDGES)),
        }
    except ProblemError:
        return {}


def _first(query: str, limit: int) -> list[str]:
    return [row["fact"] for row in named_rows(query, limit=limit)]
