"""The SPARQL endpoint: /sparql by GET, POST and QUERY. SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace

from flask import Blueprint, Response, g, request

from endpoint.asking import Formats, Reply, answer, choose_formats, examine, make_job
from endpoint.cache import Complete
from endpoint.delivery import deliver
from endpoint.departure import asker
from endpoint.describing import OFFERED as DESCRIPTION_FORMATS
from endpoint.describing import service_description
from endpoint.examples import first_questions
from endpoint.formats import GRAPH_FORMATS, HTML, PAGE, RESULT_FORMATS, media_types
from endpoint.journal import note
from endpoint.negotiation import preferred
from endpoint.problems import ProblemError
from endpoint.protocol import FORM, QUERY, WITH_BODY, Question, parameters, read_question
from endpoint.query_page import VARY, query_page
from endpoint.rdf_versions import announced
from endpoint.result_table import read_page
from endpoint.service import language, query_id, service
from endpoint.updating import ACCEPTED as UPDATE_TYPES
from endpoint.updating import read_update, run_update
from endpoint.wire import Job
from kg.store import Version

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
        return _answered(question)
    except ProblemError as problem:
        note(problem=problem.type.name)
        if not _reads_html(question):
            raise
        return query_page(question.query, status=problem.type.status, problem=problem)


def _answered(question: Question) -> Response:
    findings = examine(question)
    accept = request.headers.get("Accept", "")
    formats = choose_formats(question, accept)
    job = make_job(question, formats, service().config, _address(), accept)
    version = service().engine.version
    key = Key(_entity_tag(job, formats, version), version) if version and not findings.volatile else None
    known = key is not None and _has_it(key.tag)
    response = Response(status=304) if known else _shown(reply_to(job, formats, key), question, key)
    tag = valid(key)
    if response.content_type and (parameter := announced(job.rdf_version, response.mimetype or "")):
        response.content_type += parameter
    response.headers["Vary"] = VARY
    response.headers["Cache-Control"] = "no-cache" if tag else "no-store"
    if tag:
        response.set_etag(tag, weak=True)
    return response


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer is kept and known by, if it is one over that version."""

    tag: str
    version: Version

    @property
    def holds(self) -> bool:
        """Whether what has been answered since was answered over that version: another may have been taken up."""
        now = service().engine.version
        return now is not None and now.path == self.version.path


def valid(key: Key | None) -> str | None:
    """The tag of an answer that is there, if there is one and it holds."""
    return key.tag if key and key.holds else None


def reply_to(job: Job, formats: Formats, key: Key | None) -> Reply:
    """From the cache, else from a worker."""
    running = service()
    if key and (kept := running.cache.get(key.tag)):
        note(cached=True)
        return kept
    # An answer of unknown length that breaks off would look complete to a client of HTTP/1.0.
    whole = formats.shows_page or request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0"
    reply = answer(asker(), job, formats, running.config.answer_bytes, None if whole else running.spool)
    if isinstance(reply, Complete) and (tag := valid(key)):
        running.cache.put(tag, reply)
    return reply


def _shown(reply: Reply, question: Question, key: Key | None) -> Response:
    if reply.choice.format is PAGE and isinstance(reply, Complete):
        formats = GRAPH_FORMATS if reply.kind == "graph" else RESULT_FORMATS
        return query_page(question.query, table=read_page(reply.body), formats=formats)
    return deliver(reply, valid(key), service().cache)


def _address() -> str:
    """The URL of this request without its query, by which relative IRIs are resolved."""
    return f"{request.scheme}://{request.host}{request.path}"


def _entity_tag(job: Job, formats: Formats, version: Version) -> str:
    """Names the answer before it is computed: one version, one question, one answer."""
    dataset = job.default_graphs, job.named_graphs, job.base
    # Some formats have several.
    types = [choice and choice.media_type for choice in (formats.result, formats.graph)]
    parts = (
        version.path.name,
        language(),
        job.query,
        types,
        job.rdf_version,
        dataset,
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


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
