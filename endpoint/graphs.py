"""The graph store at /gsp: graphs as a whole. SPARQL 1.1 Graph Store HTTP Protocol: https://www.w3.org/TR/sparql11-http-rdf-update/

A graph is named by ?graph= and an IRI, by ?default, or by the address of the request itself, anything under /gsp/.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pyoxigraph as ox
from flask import Blueprint, Response, request

from endpoint.answering import Inquiry, Key, valid
from endpoint.asking import Formats, problem_of
from endpoint.compression import chosen_coding
from endpoint.delivery import deliver
from endpoint.departure import helper
from endpoint.ends import PoolError
from endpoint.formats import GRAPH_FORMATS, PAGE, Choice, choose, media_types
from endpoint.lookups import ask_whether
from endpoint.orders import Act, Order
from endpoint.problems import ProblemError
from endpoint.protocol import parameters, single, values
from endpoint.rdf_versions import announced, asked_version
from endpoint.service import service
from endpoint.sparql import reply
from endpoint.updating import authorised, tags, weak_tags
from endpoint.uploads import read_upload
from endpoint.wire import Job
from kg.layer import DEFAULT, Layer, read_layer
from kg.revision import state_of
from kg.store import Version

graphs = Blueprint("graphs", __name__)
METHODS = ["GET", "PUT", "POST", "DELETE"]
OFFERED = tuple(form for form in GRAPH_FORMATS if form is not PAGE)
# These say how a graph is to be sent, and are no part of its name.
MANNER = frozenset(["format", "version"])
VARY = "Accept, Accept-Encoding"


@graphs.route("/gsp", methods=METHODS, strict_slashes=False)
def indirect() -> Response:
    """A graph named by a parameter; by POST without one, a new graph."""
    given = parameters(request.query_string)
    named = single("graph", values(given, "graph"))
    default = single("default", values(given, "default")) is not None
    if named is not None and default:
        raise ProblemError("no-graph-named", "The request names the default graph and another one.")
    if named is None and not default:
        if request.method != "POST":
            raise ProblemError("no-graph-named")
        return _write(f"{request.host_url}gsp/{uuid4().hex}", tell_location=True)
    return _handled(DEFAULT if named is None else _checked(named))


@graphs.route("/gsp/<path:_rest>", methods=METHODS, merge_slashes=False)
def direct(_rest: str) -> Response:
    """A graph named by the address of the request."""
    given = parameters(request.query_string)
    if values(given, "graph") or values(given, "default"):
        raise ProblemError("no-graph-named", "The address names one graph and its parameters name another.")
    address = _address()
    return _handled(_checked(address.partition("?")[0] if MANNER.issuperset(name for name, _ in given) else address))


def _address() -> str:
    """The address as it was sent: `%31` and `1` are two names."""
    sent = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or ""
    path = re.sub(r"^[a-zA-Z][a-zA-Z0-9+.\-]*://[^/]*", "", sent) or quote(request.path)
    return request.host_url.rstrip("/") + path


def _checked(name: str) -> str:
    """A name that the engine takes for an absolute IRI, and which so can stand in a query; raises ProblemError."""
    try:
        return ox.NamedNode(name).value
    except ValueError as error:
        detail = f"A graph is named by an absolute IRI, and {name!r} is none: {error}."
        raise ProblemError("bad-request", detail) from error


def _handled(graph: str) -> Response:
    return _read(graph) if request.method in ("GET", "HEAD") else _write(graph)


# Reading


def _read(graph: str) -> Response:
    choice, rdf_version = _wanted()
    version = service().engine.version
    if version is None:
        return _read_elsewhere(graph, choice, rdf_version)
    _await_graph(graph, version)
    state = f"{state_of(version, _layer(version.path), graph)}.{choice.format.extension}.{rdf_version}"
    # Graphs may be in the same state.
    key = Key(f"{graph} {state} {choice.media_type}", version, service().engine)
    response = _conditional(state) or _content(graph, choice, rdf_version, key)
    if response.content_type:
        response.content_type += announced(rdf_version, response.mimetype or "")
    response.headers["Vary"] = VARY
    if not key.holds:
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(_known(state) if response.status_code == 304 else _coded(state, response))
    return response


def _coded(state: str, response: Response) -> str:
    """The tag of a graph in its state, in a content coding."""
    coding = response.headers.get("Content-Encoding")
    return f"{state}.{coding}" if coding else state


def _known(state: str) -> str:
    """The tag by which the client knows the state: of two, that of the coding it would get."""
    named = [tag for tag in weak_tags() if _names(tag, state) and tag != "*"]
    wanted = f"{state}.{chosen_coding(request.accept_encodings)}"
    return wanted if wanted in named or not named else named[0]


def _read_elsewhere(graph: str, choice: Choice, rdf_version: str) -> Response:
    """A graph of another engine, whose states have no names."""
    if "If-Match" in request.headers:
        raise ProblemError("not-offered", "Another engine answers here, and what it holds has no ETag to match.")
    # Engines differ in whether the empty pattern fits a graph that is not there.
    _await_known(graph, "?s ?p ?o")
    response = _content(graph, choice, rdf_version, None)
    response.content_type = f"{response.content_type}{announced(rdf_version, response.mimetype or '')}"
    response.headers["Vary"] = VARY
    response.headers["Cache-Control"] = "no-store"
    return response


def _wanted() -> tuple[Choice, str]:
    """The format and the version of RDF that the client reads; raises ProblemError."""
    given, accept = parameters(request.query_string), request.headers.get("Accept", "")
    choice = choose(OFFERED, accept, single("format", values(given, "format")))
    if choice is None:
        raise ProblemError("not-acceptable", available=media_types(OFFERED))
    try:
        return choice, asked_version(accept, single("version", values(given, "version")))
    except ValueError as error:
        raise ProblemError("bad-request", str(error)) from error


@lru_cache(maxsize=4)
def _layer(version: Path) -> Layer:
    return read_layer(version)


def _await_graph(graph: str, version: Version) -> None:
    """Refuse a graph that is not there."""
    if graph not in _layer(version.path).entries:
        _await_known(graph)


def _await_known(graph: str, pattern: str = "") -> None:
    """Refuse a graph that the pattern does not fit; the default graph is always there."""
    if graph == DEFAULT:
        return
    config = service().config
    try:
        found = ask_whether(helper(), f"ASK {{ GRAPH <{graph}> {{ {pattern} }} }}", config.query_seconds)
    except PoolError as error:
        raise problem_of(error, config.query_seconds) from error
    if not found:
        raise ProblemError("no-such-graph", f"There is no graph <{graph}>.")


def _conditional(state: str) -> Response | None:
    """What the client's conditions come to before the graph is read."""
    match = tags(request.if_match)
    if "If-Match" in request.headers and not any(_names(tag, state) for tag in match):
        raise ProblemError("precondition-failed")
    if "If-None-Match" in request.headers and any(_names(tag, state) for tag in weak_tags()):
        return Response(status=304)
    return None


def _names(tag: str, state: str) -> bool:
    return tag in ("*", state) or tag.startswith(f"{state}.")


def _content(graph: str, choice: Choice, rdf_version: str, key: Key | None) -> Response:
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    job = Job(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}",
        service().config.query_seconds,
        result_format=None,
        graph_format=choice.format.extension,
        rdf_version=rdf_version,
    )
    return deliver(reply(Inquiry(job, Formats(None, choice), key)), valid(key), service().cache)


# Writing


def _write(graph: str, *, tell_location: bool = False) -> Response:
    writer, config = authorised(), service().config
    act: Act = {"PUT": "put", "POST": "post", "DELETE": "delete"}[request.method]  # type: ignore[assignment]
    upload = read_upload(config.write_bytes) if act != "delete" else None
    order = Order(
        act,
        graph or request.base_url,
        config.write_wait_seconds,
        config.write_seconds,
        graph,
        upload.parts if upload else (),
        if_match=tags(request.if_match) if "If-Match" in request.headers else None,
        if_none_match=weak_tags() if "If-None-Match" in request.headers else None,
    )
    done = writer.write(order, upload.content if upload else b"")
    response = Response(status=201 if done.created else 204)
    response.headers.remove("Content-Type")
    if done.created and tell_location:
        response.headers["Location"] = graph
    response.headers["Cache-Control"] = "no-store"
    return response
