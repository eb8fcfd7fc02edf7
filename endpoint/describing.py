"""Where the descriptions are: /void (also /.well-known/void), /catalog, and the service's own at /sparql."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
from flask import Blueprint, Response, request, url_for

from endpoint.asking import problem_of
from endpoint.departure import helper
from endpoint.description import SD, Facts, describe_catalogue, describe_dataset, describe_service
from endpoint.ends import DeadlineError, PoolError, QueryError
from endpoint.formats import GRAPH_FORMATS, PAGE, Choice, Format, choose, media_types
from endpoint.problems import ProblemError
from endpoint.service import service
from endpoint.statistics import Statistics
from kg.dump import FORMATS, packed_dump
from kg.namespaces import PREFIXES
from kg.store import Version

describing = Blueprint("describing", __name__)
OFFERED = tuple(form for form in GRAPH_FORMATS if form is not PAGE)
NAMESPACES = {
    **{name: PREFIXES[name] for name in ("mq", "wd", "dcterms", "foaf", "owl", "rdf", "rdfs", "xsd")},
    **{"sd": SD, "void": "http://rdfs.org/ns/void#", "dcat": "http://www.w3.org/ns/dcat#"},
}
UPLOADED = tuple(sorted(form.iri for form in OFFERED))
Describe = Callable[[Facts], list[ox.Triple]]


@describing.route("/void")
@describing.route("/void.<extension>")
@describing.route("/.well-known/void")
def void(extension: str | None = None) -> Response:
    """The VoID description of the dataset, in the format of the extension if one is given."""
    return described(describe_dataset, extension)


@describing.route("/catalog")
@describing.route("/catalog.<extension>")
def catalogue(extension: str | None = None) -> Response:
    """The DCAT catalogue, in the format of the extension if one is given."""
    return described(describe_catalogue, extension)


def offered_choice(offered: tuple[Format, ...], extension: str | None) -> Choice:
    """The format of an extension, else the one that the client asks for by name or Accept; raises ProblemError."""
    accept = "" if extension else request.headers.get("Accept", "")
    choice = choose(offered, accept, extension or request.args.get("format"))
    if choice is None and extension:
        raise ProblemError("not-found")
    if choice is None:
        raise ProblemError("not-acceptable", available=media_types(offered))
    return choice


def service_description() -> Response:
    """The answer to a request for the endpoint itself: https://www.w3.org/TR/sparql11-service-description/#accessing"""
    return described(describe_service)


def described(describe: Describe, extension: str | None = None) -> Response:
    """A description in the format that the client wants; raises ProblemError."""
    choice = offered_choice(OFFERED, extension)
    body = _serialised(describe(_facts()), choice)
    response = Response(body, content_type=choice.content_type)
    response.headers["Vary"] = "Accept, Host"
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _serialised(triples: list[ox.Triple], choice: Choice) -> bytes:
    written = ox.RdfFormat.from_extension(choice.format.extension)
    # Once each, in an order of their own: equal descriptions are equal bytes.
    return ox.serialize(sorted(set(triples), key=str), format=written, prefixes=NAMESPACES) or b""


def _facts() -> Facts:
    running = service()
    version = running.engine.version
    return Facts(
        root=url_for("home.front", _external=True),
        version=version.path.name if version else None,
        statistics=_statistics(),
        dumps=_dumps(version) if version else {},
        features=(f"{SD}UnionDefaultGraph",) if version and version.manifest.union else (),
        languages=(f"{SD}SPARQL11Update",) if running.writer else (),
        inputs=UPLOADED if running.writer else (),
    )


def _statistics() -> Statistics:
    """The numbers; none of another engine's that takes too long to count."""
    running = service()
    try:
        return running.counter.statistics(helper())
    except PoolError as error:
        if running.engine.version is None and isinstance(error, (DeadlineError, QueryError)):
            return Statistics()
        raise problem_of(error, running.config.query_seconds) from error


def _dumps(version: Version) -> dict[str, int | None]:
    paths = {name: packed_dump(version.path, name) for name in FORMATS}
    return {name: path.stat().st_size if path.is_file() else None for name, path in paths.items()}
