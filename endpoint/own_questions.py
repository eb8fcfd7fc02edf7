"""Questions that the service asks on the way to an answer, in the name and the turn of the client that waits for it."""

from __future__ import annotations

from endpoint.asking import problem_of
from endpoint.departure import helper
from endpoint.ends import PoolError, QueryError
from endpoint.lookups import Row, look_up
from endpoint.problems import ProblemError
from endpoint.service import service


def own_rows(query: str) -> list[Row]:
    """The rows of a SELECT; raises ProblemError."""
    seconds = service().config.query_seconds
    try:
        return look_up(helper(), query, seconds)
    except QueryError as error:
        raise ProblemError("unavailable", error.failure.message) from error
    except PoolError as error:
        raise problem_of(error, seconds) from error
