"""What the server itself refuses, before the application sees it: a request that cannot be read.

It is told as problem details like any other (RFC 9457), in JSON, since what the client reads is not known.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from gunicorn.http import errors

from endpoint.problems import MEDIA_TYPE, ProblemError

# By the class of gunicorn's error; every other of its errors is a bad request.
NAMES: dict[type[Exception], str] = {
    errors.LimitRequestLine: "uri-too-long",
    errors.LimitRequestHeaders: "headers-too-large",
    errors.ExpectationFailed: "expectation-failed",
    errors.UnsupportedTransferCoding: "transfer-coding",
}
# Errors of the answer, not of the request.
OURS = (errors.ConfigurationProblem, errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)


def problem_of_request(error: Exception) -> ProblemError:
    """What to tell a client whose request raised an error outside of the application."""
    if isinstance(error, OURS) or not isinstance(error, errors.ParseException):
        return ProblemError("internal")
    name = next((name for kind, name in NAMES.items() if isinstance(error, kind)), "bad-request")
    return ProblemError(name, f"The request cannot be read: {error}." if name == "bad-request" else "")


def as_bytes(problem: ProblemError, documentation: str, allow_origin: str) -> bytes:
    """The whole response; `documentation` is the address of the page that describes the types."""
    body = json.dumps(problem.document(documentation), ensure_ascii=False).encode()
    status = problem.type.status
    lines = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "Connection: close",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        f"Access-Control-Allow-Origin: {allow_origin}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
    )
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
