"""The status and the text of an engine that did not answer a query -> the way in which the query ended.

SPARQL 1.1 Protocol says 400 for a malformed query and 500 for one refused
(https://www.w3.org/TR/sparql11-protocol/#query-failure); engines differ in the rest.
"""

from __future__ import annotations

import re
from email.message import Message

from endpoint.ends import BackendDownError, BackendError, DeadlineError, PoolError, QueryError
from endpoint.remote_query import told_of_original
from endpoint.wire import Failure

MESSAGE_BYTES = 16 << 10
_SHOWN = 1000
# Virtuoso: S1T00 is a transaction timed out, S1TAT an answer broken off in time, 42000 with an estimate a refusal.
_LATE = re.compile(r"\bS1TAT\b|\bS1T00\b|estimated execution time|time-?d? ?out", re.IGNORECASE)
# Virtuoso answers 400 to most failures; those of its compiler are about the query's text.
_VIRTUOSO = re.compile(r"Virtuoso (\w{5}) Error (?:(\w+): )?")
_QUERY_QUOTED = re.compile(r"\s*\bSPARQL query:.*", re.DOTALL)


def refusal(status: int, headers: Message, content: bytes) -> PoolError:
    """Why there is no answer, as an error to raise."""
    message = _QUERY_QUOTED.sub("", content.decode("utf-8", "replace")).strip()[:_SHOWN]
    if status in (408, 504) or (status >= 400 and _LATE.search(message)):
        return DeadlineError()
    if status in (429, 503):
        return BackendDownError("it is too busy", headers.get("Retry-After"))
    if 300 <= status < 400:
        return BackendError("it answers with a redirect, and redirects are not followed")
    if status in (401, 403, 407):
        return BackendError("it refuses this service: see the setting sparql_user")
    if status not in (400, 500):
        return BackendError(f"it answers with status {status}")
    return QueryError(Failure("syntax" if _is_syntax(status, message) else "evaluation", told_of_original(message)))


def incomplete(headers: Message) -> PoolError | None:
    """Why an answer with status 200 is not all of it, where the engine says so."""
    if _LATE.search(headers.get("X-SQL-State", "")):
        return DeadlineError()
    if rows := headers.get("X-SPARQL-MaxRows"):
        return BackendError(f"it gives {rows[:20]} rows at most, so that more may be missing: ask for fewer with LIMIT")
    return None


def _is_syntax(status: int, message: str) -> bool:
    virtuoso = _VIRTUOSO.match(message)
    return bool("SPARQL compiler, line" in message) if virtuoso else status == 400
