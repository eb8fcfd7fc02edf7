"""The WSGI application: views by concern, one form for all errors, the same headers on every response."""

from __future__ import annotations

from flask import Flask, Response, g, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from endpoint.at_once import EXTENSION as AT_ONCE
from endpoint.at_once import AtOnce
from endpoint.cache import AnswerCache
from endpoint.config import Config
from endpoint.describing import describing
from endpoint.dumps import dumps
from endpoint.ends import DepartureError
from endpoint.engine import Engine
from endpoint.engines import AnyEngine
from endpoint.formats import HTML
from endpoint.graphs import graphs
from endpoint.growing import Spool
from endpoint.headers import common_headers
from endpoint.journal import LEFT, Journal, note
from endpoint.metrics import Metrics
from endpoint.negotiation import preferred
from endpoint.pages import pages
from endpoint.problems import MEDIA_TYPE, ProblemError, problem_types
from endpoint.queries import queries
from endpoint.quick import ADDRESS_BYTES, Quick
from endpoint.reconciliation.views import reconciliation
from endpoint.remote import RemoteEngine
from endpoint.searching import searching
from endpoint.service import EXTENSION, Service, language
from endpoint.site.context import site_context
from endpoint.site.routes import SITE
from endpoint.sparql import sparql
from endpoint.statistics import Counter
from endpoint.tokens import NOBODY, read_tokens
from endpoint.watching import watching
from endpoint.words import counted, words
from endpoint.writing import Writer
from kg.namespaces import PREFIXES


def create_app(config: Config) -> Flask:
    """The application over a store; its query workers start at once.

    `app.extensions["mithaq"].close()` ends the workers; they also end with this process. Raises kg.store.StoreError if
    there is no store, endpoint.tokens.TokenError.
    """
    app = Flask("endpoint")
    tokens = read_tokens(config.token_file) if config.token_file else NOBODY
    engine, cache = start_engine(config), AnswerCache(config.cache_bytes)
    metrics = Metrics(engine, cache, config.workers)
    counter = Counter(engine, config.query_seconds)
    writer = Writer(config, engine) if config.token_file and isinstance(engine, Engine) else None
    running = Service(config, engine, counter, cache, metrics, Spool(config.spool_bytes), tokens, writer)
    app.extensions[EXTENSION] = running
    for views in (sparql, graphs, dumps, describing, queries, searching, reconciliation, watching, pages, *SITE):
        app.register_blueprint(views)
    app.before_request(_note_route)
    app.before_request(_check_address)
    app.before_request(_speak_for_all)
    app.register_error_handler(ProblemError, _show)
    # Reverse proxies write 499 for a client that has left; nobody reads the answer.
    app.register_error_handler(DepartureError, lambda _: Response(status=LEFT))
    app.register_error_handler(HTTPException, _show_http_error)
    app.context_processor(_page_context)
    common = common_headers(config.allow_origin)
    app.after_request(lambda response: _with_headers(response, common))
    quick = Quick(app.wsgi_app, running)
    app.wsgi_app = journal = Journal(quick, metrics, config)  # type: ignore[method-assign]
    app.extensions[AT_ONCE] = AtOnce(quick, journal)
    return app


def start_engine(config: Config) -> AnyEngine:
    """The engine that the settings name; raises kg.store.StoreError."""
    return RemoteEngine(config, config.sparql_url) if config.sparql_url else Engine(config)


def _note_route() -> None:
    if request.url_rule:
        note(route=request.url_rule.rule)


def _check_address() -> None:
    """Refuse an address that is longer than any server between here and the client need take, or names no host."""
    if len(request.environ.get("RAW_URI", "")) > ADDRESS_BYTES:
        raise ProblemError("uri-too-long", limit=ADDRESS_BYTES)
    if not request.host:
        # https://www.rfc-editor.org/rfc/rfc9112#section-3.2
        raise ProblemError("bad-request", "The header Host is no name of a host.")


def _speak_for_all() -> Response | None:
    """The answer to `OPTIONS *`: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.7"""
    if request.method != "OPTIONS" or request.environ.get("RAW_URI") != "*":
        return None
    return Response(headers={"Allow": "GET, HEAD, OPTIONS, POST, PUT, DELETE, QUERY"})


def _page_context() -> dict[str, object]:
    return {
        "language": language(),
        "other_language": "en" if language() == "ar" else "ar",
        "direction": "rtl" if language() == "ar" else "ltr",
        "words": words(language()),
        "counted": counted,
        "prefixes": PREFIXES,
        **site_context(),
    }


def _show(problem: ProblemError) -> Response:
    """A problem in the form that the client reads best."""
    note(problem=problem.type.name)
    wanted = preferred([MEDIA_TYPE, "application/json", HTML, "text/plain"], request.headers.get("Accept", ""))
    if wanted == HTML:
        response = make_response(render_template("problem.html", problem=problem))
    elif wanted == "text/plain":
        response = Response(problem.text(), content_type="text/plain; charset=utf-8")
    else:
        response = make_response(problem.document(url_for("pages.problems", _external=True)))
        response.content_type = MEDIA_TYPE
    response.status_code = problem.type.status
    response.headers.update(problem.headers)
    response.headers["Vary"] = "Accept, Accept-Language"
    response.headers["Cache-Control"] = "no-store"
    return response


def _show_http_error(error: HTTPException) -> Response:
    """What the framework refuses, as a problem; redirects pass."""
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    same_status = (entry.name for entry in problem_types().values() if entry.status == error.code)
    name = {400: "bad-request", 500: "internal"}.get(error.code) or next(same_status, "bad-request")
    headers = {key: value for key, value in error.get_headers() if key in ("Allow", "Content-Range")}
    return _show(ProblemError(name, headers=headers))


def _with_headers(response: Response, common: dict[str, str]) -> Response:
    """What every response says of itself."""
    policy = response.headers.get("Content-Security-Policy")
    response.headers.update(common)
    if policy:
        response.headers["Content-Security-Policy"] = policy
    if "query_id" in g:
        response.headers["Query-Id"] = g.query_id
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
        response.headers["Access-Control-Allow-Headers"] = (
            "Accept, Accept-Language, Authorization, Content-Type, If-Match, If-None-Match"
        )
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
