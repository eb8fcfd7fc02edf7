"""The plainest questions, answered before the web framework: what it adds costs more than a look-up in the graph.

Such a question is one query, by GET in the address or by POST as it is, whose answer is a table, a truth value or a
graph in some format; no token, no condition, no page. It is read and answered by the functions that the view uses. All
else is the application's: every other request, and every failure, which the view then tells as it tells any.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct
from werkzeug.sansio.utils import get_host

from endpoint.answering import Inquiry, inquire, reply_to, valid
from endpoint.asking import Reply, Streaming, choose_formats
from endpoint.compression import accepted_coding
from endpoint.delivery import delivery
from endpoint.departure import departure_from
from endpoint.ends import DepartureError
from endpoint.growing import Growing
from endpoint.headers import answer_headers, common_headers
from endpoint.journal import note
from endpoint.negotiation import preferred_language
from endpoint.problems import ProblemError
from endpoint.protocol import QUERY, Parameter, Question, decoded, parameters, question_of, unquoted
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
# In a request's environment: the reply that was given to it before the application was asked, None if there is none.
_REPLY = "mithaq.reply"


class Ready(Struct, frozen=True):
    """A reply ready to go: fields of its head beside those that all have, its body, closed by whoever sends it."""

    fields: list[tuple[str, str]]
    body: Iterable[bytes]
    whole: bytes | None


class Quick:
    """A WSGI application before another, which answers the plainest questions itself."""

    def __init__(self, application: WSGIApplication, running: Service) -> None:
        self._application = application
        self._running = running
        self.common = list(common_headers(running.config.allow_origin).items())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a plain question, or have it answered."""
        ready: Ready | None = environ[_REPLY] if _REPLY in environ else self.reply(environ)
        if ready is None:
            return self._application(environ, start_response)
        start_response("200 OK", ready.fields + self.common)
        return ready.body

    def reply(self, environ: WSGIEnvironment) -> Ready | None:
        """The reply to a plain question, for which nobody is asked twice; None if it is the application's."""
        ready = environ[_REPLY] = self._reply(environ) if environ["PATH_INFO"] == PATH else None
        return ready

    def _reply(self, environ: WSGIEnvironment) -> Ready | None:
        question = self._plain(environ)
        if question is None:
            return None
        note(route=PATH, query=question.query)
        try:
            return self._answered(question, environ)
        except (ProblemError, DepartureError) as failure:
            environ[FAILURE] = failure
        return None

    def _plain(self, environ: WSGIEnvironment) -> Question | None:
        """The question of a request, if it is a plain one."""
        if environ["SERVER_PROTOCOL"] != "HTTP/1.1" or not environ.keys().isdisjoint(_NOT_PLAIN):
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

    def _answered(self, question: Question, environ: WSGIEnvironment) -> Ready | None:
        running, accept = self._running, environ.get("HTTP_ACCEPT", "")
        language = preferred_language(LANGUAGES, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        base = f"{environ['wsgi.url_scheme']}://{_host(environ)}{PATH}"
        inquiry = inquire(question, running, accept=accept, language=language, base=base)
        if inquiry.job.rdf_version != OLD:
            return None
        id = environ[QUERY_ID] = os.urandom(8).hex()
        note(query_id=id)
        departed = departure_from(environ.get("gunicorn.socket"))
        client = environ.get("REMOTE_ADDR", "")
        reply = reply_to(inquiry, running, partial(running.engine.ask, departed=departed, client=client, id=id))
        return self._ready(inquiry, reply, id, accepted_coding(environ.get("HTTP_ACCEPT_ENCODING", "")))

    def _ready(self, inquiry: Inquiry, reply: Reply, id: str, coding: str | None) -> Ready:
        tag = valid(inquiry.key)
        ready = delivery(reply, coding, tag, self._running.cache)
        fields = [("Content-Type", ready.content_type), *answer_headers(tag).items(), ("Query-Id", id)]
        if ready.coding:
            fields.append(("Content-Encoding", ready.coding))
        if isinstance(reply, Streaming):
            return Ready(fields, _Stream(ready.pieces, reply.growing), None)
        fields.append(("Content-Length", str(ready.length)))
        return Ready(fields, ready.pieces, b"".join(ready.pieces))


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
        return [("query", decoded(unquoted(value)))]
    given = parameters(encoded.encode("latin-1"))
    return given if all(name in _NAMES for name, _ in given) else None


def _host(environ: WSGIEnvironment) -> str:
    """The name of this service as the client has it; empty if it is none."""
    return _checked_host(environ["wsgi.url_scheme"], environ.get("HTTP_HOST", ""))


@lru_cache(maxsize=256)
def _checked_host(scheme: str, host: str) -> str:
    return get_host(scheme, host)
