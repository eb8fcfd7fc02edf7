"""What every view needs: the settings, the engine, and the language of the reader."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import current_app, g, request

from endpoint.cache import AnswerCache
from endpoint.config import Config
from endpoint.engines import AnyEngine
from endpoint.growing import Spool
from endpoint.journal import note
from endpoint.metrics import Metrics
from endpoint.negotiation import preferred_language
from endpoint.problems import ProblemError
from endpoint.statistics import Counter
from endpoint.tokens import NOBODY, Tokens
from endpoint.words import LANGUAGES
from endpoint.writing import Writer
from kg.store import Version

EXTENSION = "mithaq"
# What is known of a request before the application sees it: the id of its query, and why that has failed.
QUERY_ID, FAILURE = "mithaq.query_id", "mithaq.failure"


@dataclass(frozen=True, slots=True)
class Service:
    """One running endpoint."""

    config: Config
    engine: AnyEngine
    counter: Counter
    cache: AnswerCache
    metrics: Metrics
    spool: Spool
    tokens: Tokens = NOBODY
    writer: Writer | None = None

    def close(self) -> None:
        """End all processes."""
        if self.writer:
            self.writer.close()
        self.engine.close()


def service() -> Service:
    """The endpoint that handles this request."""
    found: Service = current_app.extensions[EXTENSION]
    return found


def local_version(what: str) -> Version:
    """The version of the store; raises ProblemError where another engine answers, which has not what is asked for."""
    version = service().engine.version
    if version is None:
        raise ProblemError("not-offered", f"{what}: this needs a store here, and another engine answers instead.")
    return version


def language() -> str:
    """The language of this request's pages: ?lang=, else by Accept-Language, else Arabic."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else preferred_language(LANGUAGES, request.headers.get("Accept-Language", ""))


def query_id() -> str:
    """What this request's query is known by; once asked for, it stands in the header Query-Id."""
    if "query_id" not in g:
        g.query_id = request.environ.get(QUERY_ID) or secrets.token_hex(8)
        note(query_id=g.query_id)
    return str(g.query_id)


def client() -> str:
    """Who asks, as far as turns go: the bearer of a token, else an address."""
    return bearer() or request.remote_addr or ""


def bearer() -> str | None:
    """Whose token came with this request."""
    name = service().tokens.bearer(request.headers.get("Authorization"))
    note(bearer=name)
    return name


def require_bearer() -> str:
    """Whose token came with this request; raises ProblemError when nobody's."""
    name = bearer()
    if name is None:
        detail = "" if service().tokens.names else "No tokens are known here: the service runs without --token-file."
        invalid = ', error="invalid_token"' if "Authorization" in request.headers else ""
        raise ProblemError("unauthorized", detail, headers={"WWW-Authenticate": f'Bearer realm="Mithaq"{invalid}'})
    return name
