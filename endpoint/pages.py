"""The pages on the service itself: the ontology and the types of problems."""

from __future__ import annotations

import itertools
from functools import cache

import pyoxigraph as ox
from flask import Blueprint, Response, make_response, render_template, request

from endpoint.describing import offered_choice
from endpoint.formats import GRAPH_FORMATS, HTML, media_types
from endpoint.negotiation import preferred
from endpoint.problems import problem_types
from endpoint.service import language
from endpoint.site.asking import seen
from endpoint.site.vocabulary import vocabulary
from kg.namespaces import PREFIXES
from kg.tables import curated

pages = Blueprint("pages", __name__)
# A schema is triples alone, so the formats of triples suffice.
ONTOLOGY_FILES = ("mithaq.ttl", "merging.ttl")
ONTOLOGY_FORMATS = tuple(form for form in GRAPH_FORMATS if form.extension in ("ttl", "nt", "rdf", "jsonld"))


@pages.route("/problems")
def problems() -> Response:
    """What each type of problem means and what to do about it."""
    return _in_language(render_template("problems.html", types=problem_types().values()))


@pages.route("/ontology")
@pages.route("/ontology.<extension>")
def ontology(extension: str | None = None) -> Response:
    """The ontology in the format of the extension or the one that the client asks for; documented for a browser."""
    if not extension and preferred([*media_types(ONTOLOGY_FORMATS), HTML], request.headers.get("Accept", "")) == HTML:
        parts = vocabulary()
        # What they refer to is then named by one question.
        seen().update(dict.fromkeys(iri for term in parts.terms for iri in itertools.chain(*term.relations.values())))
        return _in_language(render_template("ontology.html", parts=parts))
    choice = offered_choice(ONTOLOGY_FORMATS, extension)
    response = Response(_ontology_as(choice.format.extension), content_type=choice.content_type)
    response.headers["Vary"] = "Accept"
    response.add_etag()
    response.make_conditional(request)
    return response


@cache
def _ontology_as(extension: str) -> bytes:
    source = b"\n".join(curated(name).read_bytes() for name in ONTOLOGY_FILES)
    if extension == "ttl":
        return source
    triples = (quad.triple for quad in ox.parse(source, format=ox.RdfFormat.TURTLE))
    return ox.serialize(triples, format=ox.RdfFormat.from_extension(extension), prefixes=PREFIXES) or b""


def _in_language(page: str) -> Response:
    response = make_response(page)
    response.headers["Vary"] = "Accept, Accept-Language"
    response.headers["Content-Language"] = language()
    return response
