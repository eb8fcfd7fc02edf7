"""A template -> the page in the reader's language, which a browser that has it need not fetch again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from flask import Response, make_response, render_template, request

import kg
from endpoint.service import language, service
from endpoint.site.links import concept_addresses

View = Callable[..., Response]


def shown(template: str, **context: object) -> Response:
    """The page as HTML."""
    response = make_response(render_template(template, **context))
    response.headers["Content-Language"] = language()
    if isinstance(iri := context.get("iri"), str):
        # https://www.rfc-editor.org/rfc/rfc8288
        types = {"ttl": "text/turtle", "jsonld": "application/ld+json"}
        addresses = {address.rpartition(".")[2]: address for address in concept_addresses(iri).values()}
        links = [f'<{addresses[extension]}>; rel="alternate"; type="{kind}"' for extension, kind in types.items()]
        response.headers["Link"] = ", ".join([*links, f'<{iri}>; rel="describes"'])
    return response


def kept(view: View) -> View:
    """Answer 304 to a reader who has the page of this version of the graph, before anything is asked of it."""

    @wraps(view)
    def answer(*arguments: object, **named: object) -> Response:
        tag = _tag()
        if tag and request.method in ("GET", "HEAD") and request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            response = view(*arguments, **named)
        response.headers.add("Vary", "Accept, Accept-Language, Accept-Encoding")
        if tag and tag == _tag() and response.status_code in (200, 304):
            response.set_etag(tag, weak=True)
            response.headers["Cache-Control"] = "no-cache"
        return response

    return answer


def _tag() -> str | None:
    """Names the page of this address over the version that stands now; none where no version is known."""
    version = service().engine.version
    if version is None:
        return None
    parts = version.path.name, kg.__version__, language(), request.full_path, request.headers.get("Accept", "")
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
