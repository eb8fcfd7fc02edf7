"""The front page: what the graph holds, what can be asked of it, how to take it away."""

from __future__ import annotations

from flask import Blueprint, Response

from endpoint.examples import competency_questions, first_questions
from endpoint.formats import GRAPH_FORMATS
from endpoint.problems import ProblemError
from endpoint.service import service
from endpoint.site import facts
from endpoint.site.asking import asked, question
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
        questions=first_questions(),
        of_questions=len(first_questions()) + len(competency_questions()),
        dumps=[form for form in GRAPH_FORMATS if version and form.extension in FORMATS],
        **_highlights(),
    )


def _highlights() -> dict[str, object]:
    """The latest and largest; nothing while the engine does not answer, for the page tells more than that."""
    try:
        latest, speakers, due, given = asked(
            question("latest-statements", limit=STATEMENTS),
            question("top-speakers", limit=SPEAKERS),
            question("last-deadlines", limit=DEADLINES),
            question("largest-pledges", limit=PLEDGES),
        )
        said, owed, promised = ([row["fact"] for row in found] for found in (latest, due, given))
        cards = facts.gathered(said, owed, promised)
    except ProblemError:
        return {}
    return {
        "latest": cards.statements(said),
        "speakers": speakers,
        "due": cards.commitments(owed),
        "given": cards.pledges(promised),
    }
