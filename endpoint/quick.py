"""The plainest questions, answered before the web framework: what it adds costs more than a look-up in the graph.

Such a question is one query, by GET in the address or by POST as it is, whose answer is a table, a truth value or a
graph in some format; no token, no condition, no page. It is read and answered by the functions that the view uses. All
else is the application's: every other request, and every failure, which the view then tells as it tells any.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from werkzeug.sansio.utils import get_host

from endpoint.answering import inquire, reply_to, valid
from endpoint.asking import Streaming, choose_formats
from endpoint.compression import accepted_coding
from endpoint.delivery import delivery
from endpoint.departure import departure_from
from endpoint.ends import DepartureError
from endpoint.growing import Growing
from endpoint.headers import answer_headers, common_headers
from endpoint.journal import note
from endpoint.negotiation import preferred_language
from endpoint.problems import ProblemError
from endpoint.protocol import QUERY, Parameter, Question, decoded, parameters, question_of
from endpoint.rdf_versions import OLD
from endpoint.service import FAILURE, QUERY_ID, Service
from endpoint.words import LANGUAGES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/sparql"
# RFC 9110 section 4.1 asks for 8000 at least.
ADDRESS_BYTES = 8 << 10
# What changes who asks, or how the request is read or answered.
_NOT_PLAIN = frozenset(
    ["HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_CONTENT_ENCODING", "HTTP_TRANSFER_ENCODING", "HTTP_EXPECT"]
)
_NAMES = frozenset(["query", "format", "timeout", "default-graph-uri", "named-graph-uri"])


class Quick:
    """A WSGI application before another, which answers the plainest questions itself."""

    def __init__(self, application: WSGIApplication, running: Service) -> None:
        self._application = application
        self._running = running
        self._common = common_headers(running.config.allow_origin)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a plain question, or have it answered."""
        question = self._plain(environ) if environ["PATH_INFO"] == PATH else None
        if question is None:
            return self._application(environ, start_response)
        note(route=PATH, query=question.query)
        try:
            return self._answered(question, environ, start_response)
        except (ProblemError, DepartureError) as failure:
            environ[FAILURE] = failure
        return self._application(environ, start_response)

    def _plain(self, environ: WSGIEnvironment) -> Question | None:
        """The question of a request, if it is a plain one."""
        if environ["SERVER_PROTOCOL"] != "HTTP/1.1" or not _NOT_PLAIN.isdisjoint(environ):
            return None
        if len(environ.get("RAW_URI", "")) > ADDRESS_BYTES or not _host(environ):
            return None
        try:
            question = self._question(environ)
            formats = question and choose_formats(question, environ.get("HTTP_ACCEPT", ""))
        except ProblemError:
            # The view finds it again, and tells.
            return None
        return question if formats and not formats.shows_page else None

    def _question(self, environ: WSGIEnvironment) -> Question | None:
        limit, method, address = self._running.config.max_query_bytes, environ["REQUEST_METHOD"], _parameters(environ)
        if address is None or method not in ("GET", "POST"):
            return None
        if method == "GET":
            return question_of(None, address, limit)
        length = environ.get("CONTENT_LENGTH", "")
        if environ.get("CONTENT_TYPE") != QUERY or not length.isdecimal() or int(length) > limit:
            return None
        body = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)
        # Who has left in the midst of it has not asked.
        return question_of(decoded(body), address, limit) if len(body) == int(length) else None

    def _answered(self, question: Question, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        running, accept = self._running, environ.get("HTTP_ACCEPT", "")
        language = preferred_language(LANGUAGES, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        base = f"{environ['wsgi.url_scheme']}://{_host(environ)}{PATH}"
        inquiry = inquire(question, running, accept=accept, language=language, base=base)
        if inquiry.job.rdf_version != OLD:
            return self._application(environ, start_response)
        id = environ[QUERY_ID] = secrets.token_hex(8)
        note(query_id=id)
        departed = departure_from(environ.get("gunicorn.socket"))
        client = environ.get("REMOTE_ADDR", "")
        reply = reply_to(inquiry, running, partial(running.engine.ask, departed=departed, client=client, id=id))
        tag = valid(inquiry.key)
        ready = delivery(reply, accepted_coding(environ.get("HTTP_ACCEPT_ENCODING", "")), tag, running.cache)
        headers = {"Content-Type": ready.content_type, **answer_headers(tag), **self._common, "Query-Id": id}
        if ready.coding:
            headers["Content-Encoding"] = ready.coding
        if isinstance(reply, Streaming):
            body: Iterable[bytes] = _Stream(ready.pieces, reply.growing)
        else:
            body = ready.pieces
            headers["Content-Length"] = str(ready.length)
        start_response("200 OK", list(headers.items()))
        return body


class _Stream:
    """The body of an answer that is on its way; whoever sends it closes it."""

    def __init__(self, blocks: Iterable[bytes], growing: Growing) -> None:
        self._blocks = blocks
        self.close = growing.close

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._blocks)


def _parameters(environ: WSGIEnvironment) -> Sequence[Parameter] | None:
    """Those of the address; None if there are any that a plain question has not. Raises ProblemError."""
    encoded = environ.get("QUERY_STRING", "")
    name, _, value = encoded.partition("=")
    if name == "query" and "&" not in value and encoded.isascii():
        return [("query", decoded(unquote_to_bytes(value.replace("+", " "))))]
    given = parameters(encoded.encode("latin-1"))
    return given if all(name in _NAMES for name, _ in given) else None


def _host(environ: WSGIEnvironment) -> str:
    """The name of this service as the client has it; empty if it is none."""
    return _checked_host(environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""))


@lru_cache(maxsize=256)
def _checked_host(scheme: str, host: str) -> str:
    return get_host(scheme, host)
