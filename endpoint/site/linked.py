"""Linked data: every IRI of the graph leads to what is known about it, as a page or as data.

/id/…            303 to the page or to /doc/…, as the client prefers (https://www.w3.org/TR/cooluris/#r303gendocument)
/doc/….ttl       the data in one format; /doc/… negotiates
/doc/….html      the page that any resource has
/act/say         a concept: its page, or with .ttl its data
"""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, request

from endpoint.describing import offered_choice
from endpoint.formats import GRAPH_FORMATS, HTML, PAGE, Choice, Format, media_types
from endpoint.negotiation import preferred
from endpoint.problems import ProblemError
from endpoint.site.asking import asked, question, triples
from endpoint.site.links import base, here, local_path
from endpoint.site.page import kept, shown
from kg.namespaces import PREFIXES, ROOT, SCHEMES

linked = Blueprint("linked", __name__)
OFFERED: tuple[Format, ...] = tuple(
    form for form in GRAPH_FORMATS if form.extension in ("ttl", "nt", "rdf", "jsonld", "n3")
)
EXTENSIONS = {form.extension for form in OFFERED}
# A resource that much refers to is shown with so many of them; a query finds the others.
SHOWN = 200


@linked.route("/id/<path:path>")
def resource(path: str) -> Response:
    """The way from a name to what is known about what it names."""
    node = _node(f"{base()}{path}")
    response = redirect(here(node.value) if _reads_html() else f"/doc/{path}", 303)
    response.headers["Vary"] = "Accept"
    return response  # type: ignore[return-value]


@linked.route("/doc/<path:path>")
@kept
def document(path: str) -> Response:
    """What is known about a resource: in the format of the extension, else in the one that the client prefers."""
    name, extension = _split(path)
    node = _node(f"{base()}{name}")
    if extension == "html" or (not extension and _reads_html()):
        page = local_path(node.value) or ""
        return _page(node) if page.startswith("/doc/") else redirect(here(node.value), 303)  # type: ignore[return-value]
    return _data(node, extension)


@linked.route(f"/<any({', '.join(map(repr, SCHEMES))}):scheme>/<name>")
@kept
def concept(scheme: str, name: str) -> Response:
    """A concept of one of the schemes: what it means, and how often it is used."""
    name, extension = _split(name)
    node = _node(f"{ROOT}{scheme}/{name}")
    return _data(node, extension) if extension not in (None, "html") or not _reads_html() else _page(node)


def _page(node: ox.NamedNode) -> Response:
    """The page that any resource has: its properties, and what refers to it."""
    query = question("about", resource=node, limit=SHOWN)
    about, referring = asked(query, question("referring", resource=node, limit=SHOWN))
    if not about and not referring:
        raise ProblemError("not-found")
    return shown("resource.html", iri=node.value, about=about, referring=referring, most=SHOWN, query=query)


def _data(node: ox.NamedNode, extension: str | None) -> Response:
    """The description as data; raises ProblemError where there is none."""
    choice: Choice = offered_choice(OFFERED, extension)
    name = "describe-article" if node.value.startswith(f"{base()}article/") else "describe"
    described = list(ox.parse(triples(question(name, resource=node), "nt"), format=ox.RdfFormat.N_TRIPLES))
    if not described:
        raise ProblemError("not-found")
    written = ox.RdfFormat.from_extension(choice.format.extension)
    body = ox.serialize([quad.triple for quad in described], format=written, prefixes=PREFIXES)
    response = Response(body, content_type=choice.content_type)
    response.headers["Link"] = f'<{node.value}>; rel="describes"'
    return response


def _split(path: str) -> tuple[str, str | None]:
    """A path without its extension, and that; a dot before anything else belongs to the name."""
    name, dot, extension = path.rpartition(".")
    return (name, extension) if dot and extension in (*EXTENSIONS, "html") else (path, None)


def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise ProblemError("not-found") from error


def _reads_html() -> bool:
    """Whether the client would rather have a page than data."""
    return preferred([*media_types(OFFERED), HTML], request.headers.get("Accept", "")) == HTML or (
        request.args.get("format") in PAGE.short
    )
