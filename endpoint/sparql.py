"""The SPARQL endpoint: /sparql by GET, POST and QUERY. SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/"""

from __future__ import annotations

import time

from flask import Blueprint, Response, g, request
from msgspec.structs import replace

from endpoint.answering import Inquiry, Key, inquire, reply_to, valid
from endpoint.asking import Reply
from endpoint.cache import Complete
from endpoint.delivery import deliver
from endpoint.departure import asker
from endpoint.describing import OFFERED as DESCRIPTION_FORMATS
from endpoint.describing import service_description
from endpoint.examples import first_questions
from endpoint.formats import GRAPH_FORMATS, HTML, PAGE, RESULT_FORMATS, media_types
from endpoint.headers import answer_headers
from endpoint.journal import note
from endpoint.negotiation import preferred
from endpoint.problems import ProblemError
from endpoint.protocol import FORM, QUERY, WITH_BODY, Question, parameters, read_question
from endpoint.query_page import query_page
from endpoint.rdf_versions import announced
from endpoint.result_table import read_page
from endpoint.service import FAILURE, language, query_id, service
from endpoint.updating import ACCEPTED as UPDATE_TYPES
from endpoint.updating import read_update, run_update

sparql = Blueprint("sparql", __name__)
METHODS = ["GET", "POST", "QUERY"]


@sparql.route("/update", methods=["POST"], strict_slashes=False)
def change() -> Response:
    """Run an update: https://www.w3.org/TR/sparql11-protocol/#update-operation"""
    update = read_update(parameters(request.query_string))
    if update is None and request.mimetype not in UPDATE_TYPES:
        raise ProblemError("unsupported-media-type", headers={"Accept-Post": ", ".join(UPDATE_TYPES)})
    if update is None:
        raise ProblemError("missing-update")
    return run_update(update)


@sparql.route("/sparql", methods=METHODS, strict_slashes=False)
@sparql.route("/sparql.<extension>", methods=METHODS)
def ask(extension: str | None = None) -> Response:
    """Answer a query, in the format of the extension if one is given; without a query, say what the service is."""
    query_id()
    g.began = time.monotonic()
    address = parameters(request.query_string)
    if update := read_update(address):
        return run_update(update)
    question = read_question(request, address, service().config.max_query_bytes)
    if question is None:
        return _without_query()
    if extension and question.format is None:
        question = replace(question, format=extension)
    note(query=question.query)
    try:
        if failure := request.environ.get(FAILURE):
            raise failure
        return _answered(question)
    except ProblemError as problem:
        note(problem=problem.type.name)
        if not _reads_html(question):
            raise
        return query_page(question.query, status=problem.type.status, problem=problem)


def _answered(question: Question) -> Response:
    running = service()
    accept = request.headers.get("Accept", "")
    inquiry = inquire(question, running, accept=accept, language=language(), base=_address())
    known = inquiry.key is not None and _has_it(inquiry.key.tag)
    response = Response(status=304) if known else _shown(reply(inquiry), question, inquiry.key)
    if response.content_type and (parameter := announced(inquiry.job.rdf_version, response.mimetype or "")):
        response.content_type += parameter
    response.headers.update(answer_headers(valid(inquiry.key)))
    return response


def reply(inquiry: Inquiry) -> Reply:
    """The reply to this request; raises ProblemError, DepartureError."""
    # An answer of unknown length that breaks off would look complete to a client of HTTP/1.0.
    whole = request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0"
    return reply_to(inquiry, service(), asker(), whole=whole)


def _shown(given: Reply, question: Question, key: Key | None) -> Response:
    if given.choice.format is PAGE and isinstance(given, Complete):
        formats = GRAPH_FORMATS if given.kind == "graph" else RESULT_FORMATS
        return query_page(question.query, table=read_page(given.body), formats=formats)
    return deliver(given, valid(key), service().cache)


def _address() -> str:
    """The URL of this request without its query, by which relative IRIs are resolved."""
    return f"{request.scheme}://{request.host}{request.path}"


def _has_it(tag: str) -> bool:
    known = request.if_none_match
    return request.method in ("GET", "HEAD", "QUERY") and not known.star_tag and known.contains_weak(tag)


def _reads_html(question: Question | None = None) -> bool:
    if question and question.format:
        return question.format in (HTML, *PAGE.short)
    return preferred(["application/problem+json", HTML], request.headers.get("Accept", "")) == HTML


def _without_query() -> Response:
    """A form for a browser, the service description for a program."""
    if request.method in WITH_BODY:
        raise ProblemError("missing-query")
    offered = [*media_types(DESCRIPTION_FORMATS), HTML]
    wanted = request.args.get("format") or preferred(offered, request.headers.get("Accept", ""))
    response = query_page(first_questions()[0].query) if wanted in (HTML, *PAGE.short) else service_description()
    response.headers["Accept-Query"] = f'"{QUERY}", "{FORM}"'
    return response
