"""The SPARQL endpoint: /sparql by GET, POST and QUERY. SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/"""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import IO

from flask import Blueprint, Response, make_response, render_template, request

from endpoint.asking import Formats, StoredAnswer, answer, choose_formats, examine, make_job
from endpoint.describing import OFFERED as DESCRIPTION_FORMATS
from endpoint.describing import service_description
from endpoint.examples import competency_questions, first_questions
from endpoint.formats import GRAPH_FORMATS, HTML, PAGE, RESULT_FORMATS, Format, media_types
from endpoint.negotiation import preferred
from endpoint.pool import Departed, DepartureError, nobody_leaves
from endpoint.problems import ProblemError
from endpoint.protocol import FORM, QUERY, WITH_BODY, Question, read_question
from endpoint.result_table import ResultTable, read_page
from endpoint.scan import Findings
from endpoint.service import language, service
from endpoint.wire import Job
from endpoint.words import counted

sparql = Blueprint("sparql", __name__)
METHODS = ["GET", "POST", "QUERY"]
BLOCK_BYTES = 64 << 10
# What a browser shows of an answer depends on the reader's language, too.
VARY = "Accept, Accept-Language"
# Reverse proxies write 499 for a client that has left; nobody reads the answer.
CLIENT_LEFT = 499


@sparql.route("/sparql", methods=METHODS, strict_slashes=False)
@sparql.route("/sparql.<extension>", methods=METHODS)
def ask(extension: str | None = None) -> Response:
    """Answer a query, in the format of the extension if one is given; without a query, say what the service is."""
    question = read_question(request, service().config.max_query_bytes)
    if question is None:
        return _without_query()
    if extension and question.format is None:
        question = replace(question, format=extension)
    try:
        return _answered(question)
    except DepartureError:
        return Response(status=CLIENT_LEFT)
    except ProblemError as problem:
        if not _reads_html(question):
            raise
        return _page(question.query, status=problem.type.status, problem=problem)


def _answered(question: Question) -> Response:
    findings = examine(question)
    formats = choose_formats(question, request.headers.get("Accept", ""))
    job = make_job(question, formats, service().config, request.base_url)
    tag = _entity_tag(job, findings)
    response = Response(status=304) if tag and _has_it(tag) else _complete(job, formats)
    response.headers["Vary"] = VARY
    response.headers["Cache-Control"] = "no-cache" if tag else "no-store"
    if tag:
        response.set_etag(tag, weak=True)
    return response


def _complete(job: Job, formats: Formats) -> Response:
    stored = answer(service().engine, job, formats, service().config, _departure())
    if stored.choice.format is PAGE:
        return _result_page(job.query, stored)
    response = Response(content_type=stored.choice.content_type)
    if request.method == "HEAD":
        stored.file.close()
    else:
        response.response = _blocks(stored.file)
        response.call_on_close(stored.file.close)
    response.content_length = stored.length
    return response


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(BLOCK_BYTES):
            yield block


def _result_page(query: str, stored: StoredAnswer) -> Response:
    with stored.file as file:
        table = read_page(file.read())
    formats = GRAPH_FORMATS if stored.kind == "graph" else RESULT_FORMATS
    return _page(query, table=table, formats=formats)


def _entity_tag(job: Job, findings: Findings) -> str | None:
    """Names the answer before it is computed: one version, one question, one answer. None if chance or clock decide."""
    if findings.volatile:
        return None
    parts = [service().engine.version.path.name, language(), asdict(job)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _has_it(tag: str) -> bool:
    known = request.if_none_match
    return request.method in ("GET", "HEAD", "QUERY") and not known.star_tag and known.contains_weak(tag)


def _departure() -> Departed:
    """Says whether the client has closed its connection, where the server lets us see it."""
    connection = request.environ.get("gunicorn.socket")
    if not isinstance(connection, socket.socket) or isinstance(connection, ssl.SSLSocket):
        return nobody_leaves
    return lambda: _closed(connection)


def _closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


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
    response = _page(first_questions()[0].query) if wanted in (HTML, *PAGE.short) else service_description()
    response.headers["Accept-Query"] = f'"{QUERY}", "{FORM}"'
    return response


def _page(
    query: str,
    *,
    status: int = 200,
    table: ResultTable | None = None,
    formats: Sequence[Format] = (),
    problem: ProblemError | None = None,
) -> Response:
    page = render_template(
        "sparql.html",
        query=query,
        table=table,
        counted=counted("rows", len(table.rows), language()) if table else "",
        formats=[form for form in formats if form is not PAGE],
        problem=problem,
        questions=[*first_questions(), *competency_questions()],
    )
    response = make_response(page, status, problem.headers if problem else {})
    response.headers["Vary"] = VARY
    return response
