"""An HTTP request -> the question it asks. SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/#query-operation

Text is decoded strictly here, from the bytes: the web framework would put U+FFFD for what is not UTF-8, and take the
first of two values.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Iterable, Sequence
from math import inf
from urllib.parse import parse_qsl, unquote_to_bytes

from flask import Request
from msgspec import Struct
from werkzeug.exceptions import RequestEntityTooLarge

from endpoint.problems import ProblemError

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
# QUERY is a GET with a body: https://datatracker.ietf.org/doc/draft-ietf-httpbis-safe-method-w-body/
WITH_BODY = frozenset(["POST", "QUERY"])
MAX_PARAMETERS = 100
# No character takes more.
UTF8_BYTES = 4
# Percent-encoding triples the bytes of a form; the other parameters of a form are small.
FORM_GROWTH, FORM_EXTRA = 3, 16 << 10
# What stands for itself, since it is no encoding of anything.
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# A name and its value.
Parameter = tuple[str, str]


class Question(Struct, frozen=True):
    """A query, the dataset that the protocol names for it, the format asked for by name, the seconds it may take,
    the version of RDF that the client reads, if it is given as a parameter."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    seconds: float | None = None
    version: str | None = None


def read_question(request: Request, address: Sequence[Parameter], max_query_bytes: int) -> Question | None:
    """The question of a GET, POST or QUERY; None where there is no query at all. Raises ProblemError.

    `address` holds the parameters of the request's address.
    """
    given, direct = [*address], None
    if request.method in WITH_BODY and request.mimetype == QUERY:
        direct = decoded(body(request, max_query_bytes))
    elif request.method in WITH_BODY:
        given += parameters(body(request, FORM_GROWTH * max_query_bytes + FORM_EXTRA))
    return question_of(direct, given, max_query_bytes)


def question_of(direct: str | None, given: Sequence[Parameter], max_query_bytes: int) -> Question | None:
    """The question of a text sent by itself, if there is one, and of parameters; raises ProblemError."""
    queries = [*([direct] if direct is not None else []), *values(given, "query")]
    if not queries and values(given, "update"):
        raise ProblemError("updates-refused")
    query = single("query", queries)
    if query is not None and len(query) * UTF8_BYTES > max_query_bytes and len(query.encode()) > max_query_bytes:
        raise _too_large(max_query_bytes)
    if query is None:
        return None
    alone = len(queries) == len(given) + (direct is not None)
    return Question(query) if alone else _question(query, given)


def _question(query: str, given: Sequence[Parameter]) -> Question:
    return Question(
        query,
        tuple(values(given, "default-graph-uri")),
        tuple(values(given, "named-graph-uri")),
        single("format", values(given, "format")),
        seconds_of(single("timeout", values(given, "timeout"))),
        single("version", values(given, "version")),
    )


def seconds_of(value: str | None) -> float | None:
    """A time as a parameter gives it; raises ProblemError."""
    try:
        seconds = None if value is None else float(value)
    except ValueError:
        seconds = 0
    if seconds is not None and not 0 < seconds < inf:
        raise ProblemError("bad-request", f'The parameter "timeout" is {value!r}: write seconds, such as 2.5.')
    return seconds


def body(request: Request, limit: int, accepted: tuple[str, ...] = (QUERY, FORM)) -> bytes:
    """The body of a request, if its type is accepted and it is not longer; raises ProblemError."""
    offer = {"Accept-Post": ", ".join(accepted)}
    if request.mimetype not in accepted or is_coded(request):
        raise ProblemError("unsupported-media-type", headers=offer)
    if request.mimetype_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise ProblemError("unsupported-media-type", "The charset must be UTF-8.", headers=offer)
    return content(request, limit)


def is_coded(request: Request) -> bool:
    """Whether the body is compressed, or in another content coding."""
    return request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity")


def content(request: Request, limit: int) -> bytes:
    """The body of a request of any type; raises ProblemError."""
    # One more, for of a body that does not say its length just so much is read, without a word.
    request.max_content_length = limit + 1
    try:
        whole = request.get_data()
    except RequestEntityTooLarge as error:
        raise _too_large(limit) from error
    if len(whole) > limit:
        raise _too_large(limit)
    if len(whole) < (request.content_length or 0):
        # Half of a question, or of a graph, may look like another one.
        raise ProblemError("bad-request", "The body ends before its length.")
    return whole


def _too_large(limit: int) -> ProblemError:
    return ProblemError("too-large", f"What is sent here may have {limit} bytes.", limit=limit)


def decoded(content: bytes) -> str:
    """Text in UTF-8; raises ProblemError."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError("not-utf-8", f"Byte {error.start} of the query is not UTF-8.") from error


def parameters(encoded: bytes) -> list[Parameter]:
    """The names and values of a query string or form; raises ProblemError."""
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS
        )
    except UnicodeDecodeError as error:
        raise ProblemError("not-utf-8") from error
    except ValueError as error:
        raise ProblemError("bad-request", f"There are more than {MAX_PARAMETERS} parameters.") from error


def unquoted(value: str) -> bytes:
    """A value of ASCII in a query string or form, without its percent-encoding."""
    if _NO_ESCAPE.search(value):
        return unquote_to_bytes(value.replace("+", " "))
    # The same with another sign for what is encoded, which the standard library decodes in C.
    return a2b_qp(value.replace("+", " ").replace("=", "=3D").replace("%", "="))


def values(given: Iterable[Parameter], name: str) -> list[str]:
    """All values of a name."""
    return [value for key, value in given if key == name]


def single(name: str, found: list[str]) -> str | None:
    """The one value of a name, if there is one; raises ProblemError."""
    if len(found) > 1:
        raise ProblemError("repeated-parameter", f'The parameter "{name}" is given {len(found)} times.')
    return found[0] if found else None
