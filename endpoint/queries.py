"""What runs now, for those who look after the service: list the queries, and stop one. Both need a token."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from flask import Blueprint, Response, make_response

from endpoint.problems import ProblemError
from endpoint.service import require_bearer, service
from endpoint.turns import Running

queries = Blueprint("queries", __name__)


@queries.route("/queries")
def running() -> Response:
    """The queries that wait or run, oldest first."""
    require_bearer()
    response = make_response({"queries": [_entry(query) for query in service().engine.running()]})
    response.headers["Cache-Control"] = "no-store"
    return response


@queries.route("/queries/<id>", methods=["DELETE"])
def cancel(id: str) -> Response:
    """Stop a query; whoever asked it is told so."""
    require_bearer()
    if not service().engine.cancel(id):
        raise ProblemError("not-found", f"No query {id} waits or runs; it may have ended by itself.")
    return Response(status=204)


def _entry(query: Running) -> dict[str, object]:
    started = datetime.fromtimestamp(query.started, UTC).isoformat(timespec="milliseconds")
    return {**asdict(query), "started": started, "seconds": round(query.seconds, 3)}
