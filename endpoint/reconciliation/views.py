"""/reconcile: the service of version 0.2, as OpenRefine speaks it; /reconcile/v1: that of the draft of 1.0.

All that both have is at both. JSONP is refused: scripts of any site may read the answers as they are (CORS).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from endpoint.problems import ProblemError
from endpoint.protocol import FORM, Parameter, body, parameters, single, values
from endpoint.reconciliation.batches import (
    Query,
    parse,
    read_batch,
    read_conditional_batch,
    read_extension,
)
from endpoint.reconciliation.candidates import Candidate, Matcher
from endpoint.reconciliation.conditions import candidates_by_conditions
from endpoint.reconciliation.documents import Document, Version, Writer, described
from endpoint.reconciliation.facts import Facts, facts_of
from endpoint.reconciliation.judging import Judged, judge
from endpoint.reconciliation.manifest import draft_manifest, manifest
from endpoint.reconciliation.schema import Property, properties, property_of, type_of, types
from endpoint.service import language, local_version, service
from endpoint.site.links import here
from kg.folding import fold
from kg.name_index import Named, NameIndex
from kg.name_words import begun_words

reconciliation = Blueprint("reconciliation", __name__)
ROOT, DRAFT = "/reconcile", "/reconcile/v1"
JSON = "application/json"
BODY_BYTES = 1 << 20
SUGGESTED = 20
_MOST_SKIPPED = 10_000
# Names are compared by one thread at a time: more would not be faster, and queries of others would wait for them.
_COMPARING = threading.Lock()
FRAMED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
DESCRIBED = ("role", "affiliation")


# The service itself


@reconciliation.route(ROOT, methods=["GET", "POST"])
@reconciliation.route(f"{ROOT}/", methods=["GET", "POST"])
def root() -> Response:
    """The manifest; the answer to a batch of queries, or to a data extension query, given as a parameter or in a form.

    JSON is taken as the draft of 1.0 has it.
    """
    if request.method == "POST" and request.mimetype == JSON:
        return match()
    given = _given()
    queries, extend = (single(name, values(given, name)) for name in ("queries", "extend"))
    if values(given, "callback"):
        raise ProblemError("bad-request", "JSONP is not offered; any site's scripts may read the answer without it.")
    if queries is not None and extend is None:
        batch = read_batch(parse(queries, 'The parameter "queries"'))
        results = _results([*batch.values()], _writer("0.2"))
        return _sent({key: {"result": found} for key, found in zip(batch, results, strict=True)})
    if extend is not None and queries is None:
        return _extended(extend, "0.2")
    if queries is not None or request.method == "POST":
        raise ProblemError("bad-request", 'Give a batch as the parameter "queries", or what to fetch as "extend".')
    return _manifested(manifest, "0.2", ROOT)


@reconciliation.route(DRAFT)
@reconciliation.route(f"{DRAFT}/")
def draft_root() -> Response:
    """The manifest of the draft of 1.0."""
    return _manifested(draft_manifest, "1.0-draft", DRAFT)


@reconciliation.route(f"{ROOT}/match", methods=["POST"])
@reconciliation.route(f"{ROOT}/reconcile", methods=["POST"])
@reconciliation.route(f"{DRAFT}/match", methods=["POST"])
@reconciliation.route(f"{DRAFT}/reconcile", methods=["POST"])
def match() -> Response:
    """The answer to a batch of queries of the draft of 1.0, in JSON."""
    batch = read_conditional_batch(_document())
    return _sent({"results": [{"candidates": found} for found in _results(batch, _writer("1.0-draft"))]})


@reconciliation.route(f"{ROOT}/extend", methods=["POST"])
@reconciliation.route(f"{DRAFT}/extend", methods=["POST"])
def extend() -> Response:
    """The answer to a data extension query of the draft of 1.0, in JSON."""
    return _extended(body(request, BODY_BYTES, (JSON,)), "1.0-draft")


@reconciliation.route(f"{ROOT}/extend/propose")
@reconciliation.route(f"{DRAFT}/extend/propose")
def propose() -> Response:
    """The properties that can be fetched of a type."""
    given, writer = _given(), _writer()
    kind, limit = single("type", values(given, "type")), _number(given, "limit", 0)
    if kind:
        type_of(kind)
    proposed = [writer.property(property) for property in properties().values()]
    answer: Document = {"properties": proposed[: limit or None]}
    return _sent(answer | ({"type": kind} if kind else {}) | ({"limit": limit} if limit else {}))


# Suggestions


@reconciliation.route(f"{ROOT}/suggest/<any(entity, type, property):what>")
@reconciliation.route(f"{DRAFT}/suggest/<any(entity, type, property):what>")
def suggest(what: str) -> Response:
    """The entities, types or properties whose names begin so, or that have this id."""
    given, writer = _given(), _writer()
    prefix, skip = (single("prefix", values(given, "prefix")) or "").strip(), _number(given, "cursor", 0)
    if what == "entity":
        return _sent({"result": _suggested(prefix, skip, writer)})
    named: list[tuple[Sequence[str], Document]] = (
        [((kind.id, *kind.names.values()), writer.type(kind)) for kind in types().values()]
        if what == "type"
        else [((row.id, row.ar, row.en), writer.property(row)) for row in properties().values()]
    )
    begun = [document for names, document in named if any(_begins(name, prefix) for name in names)]
    return _sent({"result": begun[skip : skip + SUGGESTED]})


@reconciliation.route(f"{ROOT}/flyout/<any(entity, type, property):what>")
def flyout(what: str) -> Response:
    """A few words about an entity, type or property, as HTML in JSON."""
    writer, id = _writer(), _id()
    if what == "entity":
        actor = _actor(id, writer.matcher)
        told = (writer.name(actor), writer.description(actor, facts_of([actor.iri], _described(), posts=True)))
    elif what == "type":
        told = (type_of(id).name(writer.language), type_of(id).definitions.get(writer.language, ""))
    else:
        told = (property_of(id).name(writer.language), "")
    return _sent({"id": id, "html": render_template("flyout.html", name=told[0], description=told[1])})


@reconciliation.route(f"{ROOT}/view")
@reconciliation.route(f"{DRAFT}/view")
def view() -> Response:
    """The way to the page of an entity: its id is no path, so that clients may encode it."""
    actor = _actor(_id(), _writer().matcher)
    if not here(actor.iri):
        raise ProblemError("not-found", f"The IRI {actor.iri} is no address.")
    return redirect(here(actor.iri), 303)  # type: ignore[return-value]


@reconciliation.route(f"{ROOT}/preview")
@reconciliation.route(f"{DRAFT}/preview")
def preview() -> Response:
    """A small page about an entity, to be shown in a frame of another page."""
    writer = _writer()
    actor = _actor(_id(), writer.matcher)
    facts = facts_of([actor.iri], [*properties().values()], posts=True)
    rows = [
        (row.name(writer.language), [fact.name(writer.language) for fact in facts[actor.iri][row.id]])
        for row in properties().values()
        if row.kind not in ("class", "elsewhere") and facts[actor.iri].get(row.id)
    ]
    page = render_template(
        "preview.html",
        name=writer.name(actor),
        about=writer.description(actor, facts),
        rows=rows,
        iri=actor.iri,
        page=here(actor.iri),
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = FRAMED
    return _varying(response)


# Work


def _results(batch: Sequence[Query], writer: Writer) -> list[list[Document]]:
    """The candidates of each query of a batch, by one reading of the index and one query of the workers, or two."""
    with _comparing():
        found = [writer.matcher.candidates(query) for query in batch]
    unnamed = {number: query for number, query in enumerate(batch) if query.conditions and not query.names}
    for number, candidates in (candidates_by_conditions(unnamed, writer.matcher) if unnamed else {}).items():
        found[number] = candidates
    judged = _judged(batch, found, writer.matcher)
    facts = facts_of(described(one.candidate.actor for result in judged for one in result), _described(), posts=True)
    return [[writer.candidate(one, facts) for one in result] for result in judged]


def _judged(batch: Sequence[Query], found: Sequence[Sequence[Candidate]], matcher: Matcher) -> list[list[Judged]]:
    """What is judged of the candidates of each query, by what the graph says of those that have conditions."""
    asked = {condition.property.id: condition.property for query in batch for condition in query.conditions}
    conditional = [candidates for query, candidates in zip(batch, found, strict=True) if query.conditions]
    actors = described(candidate.actor for candidates in conditional for candidate in candidates)
    facts: Facts = facts_of(actors, [*asked.values()]) if asked else {}
    with _comparing():
        return [judge(query, candidates, facts, matcher) for query, candidates in zip(batch, found, strict=True)]


def _extended(text: str | bytes, version: Version) -> Response:
    asked, writer = read_extension(parse(text, "The data extension query")), _writer(version)
    with _comparing():
        iris = {id: known[0].iri for id in asked.ids if (known := writer.matcher.known(id))}
    facts = facts_of([*iris.values()], [property for property, _ in asked.properties])
    return _sent(writer.extension(asked, iris, facts))


def _suggested(prefix: str, skip: int, writer: Writer) -> list[Document]:
    with _comparing():
        index = writer.matcher.index
        words = begun_words(prefix)
        known = writer.matcher.known(prefix) if prefix and not skip else []
        begun = index.begin(words, SUGGESTED, skip) if words or not prefix else []
    actors = list(dict.fromkeys((*known, *begun)))[:SUGGESTED]
    facts = facts_of(described(actors), _described(), posts=True)
    return [writer.suggested(actor, facts) for actor in actors]


def _described() -> list[Property]:
    return [property_of(name) for name in DESCRIBED]


@contextmanager
def _comparing() -> Iterator[None]:
    """The turn to compare names; raises ProblemError when it does not come in time."""
    if not _COMPARING.acquire(timeout=service().config.queue_seconds):
        raise ProblemError("busy", headers={"Retry-After": "2"})
    try:
        yield
    finally:
        _COMPARING.release()


# Requests and answers


def _writer(version: Version = "0.2") -> Writer:
    """For this request; what is the same in both versions is written as its address asks."""
    draft = request.path.startswith(f"{DRAFT}/")
    found = local_version("Reconciliation")
    try:
        matcher = _matcher(found.path, found.manifest.base)
    except ValueError as error:
        raise ProblemError("unavailable", str(error)) from error
    return Writer(language(), "1.0-draft" if draft else version, matcher)


@lru_cache(maxsize=2)
def _matcher(version: Path, base: str) -> Matcher:
    return Matcher(NameIndex.beside(version), base)


def _given() -> list[Parameter]:
    """The parameters of this request's address, and of its form."""
    given = [parameter for parameter in parameters(request.query_string) if parameter[0] != "lang"]
    return given + (parameters(body(request, BODY_BYTES, (FORM, JSON))) if request.method == "POST" else [])


def _document() -> Any:
    return parse(body(request, BODY_BYTES, (JSON,)), "The batch")


def _number(given: Sequence[Parameter], name: str, default: int) -> int:
    text = single(name, values(given, name))
    if text is None or text == "":
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= _MOST_SKIPPED):
        raise ProblemError("bad-request", f'The parameter "{name}" must be a number up to {_MOST_SKIPPED}.')
    return int(text)


def _id() -> str:
    id = single("id", values(_given(), "id"))
    if not id:
        raise ProblemError("bad-request", 'Name what is meant by the parameter "id".')
    return id


def _actor(id: str, matcher: Matcher) -> Named:
    with _comparing():
        known = matcher.known(id)
    if not known:
        raise ProblemError("not-found", f"There is no actor {id!r} here.")
    return known[0]


def _begins(name: str, prefix: str) -> bool:
    """Whether a word of a name begins so."""
    return f" {fold(name).lower()}".find(f" {fold(prefix).lower()}") >= 0


def _manifested(describe: Callable[[Writer, str, str], Document], version: Version, root: str) -> Response:
    home = request.url_root
    return _sent(describe(_writer(version), home.rstrip("/") + root, home))


def _sent(document: Document) -> Response:
    """JSON in the reader's language, Arabic as it is written."""
    return _varying(Response(json.dumps(document, ensure_ascii=False) + "\n", content_type=JSON))


def _varying(response: Response) -> Response:
    response.headers["Vary"] = "Accept-Language"
    response.headers["Content-Language"] = language()
    response.headers["Cache-Control"] = "no-cache"
    return response
