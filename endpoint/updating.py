"""SPARQL Update by HTTP: https://www.w3.org/TR/sparql11-protocol/#update-operation; and who may write at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, request
from werkzeug.datastructures import ETags

from endpoint.orders import Order
from endpoint.problems import ProblemError
from endpoint.protocol import (
    FORM,
    FORM_EXTRA,
    FORM_GROWTH,
    Parameter,
    body,
    decoded,
    parameters,
    seconds_of,
    single,
    values,
)
from endpoint.service import bearer, require_bearer, service
from endpoint.writing import Writer

UPDATE = "application/sparql-update"
ACCEPTED = (UPDATE, FORM)


@dataclass(frozen=True, slots=True)
class Update:
    """An update, the dataset that the protocol names for it, the seconds it may take."""

    text: str
    using: tuple[str, ...]
    using_named: tuple[str, ...]
    seconds: float | None


def authorised() -> Writer:
    """What carries out the writes of this client; raises ProblemError when it may not write."""
    running = service()
    if running.writer is None:
        raise ProblemError("updates-refused")
    require_bearer()
    return running.writer


def read_update(address: Sequence[Parameter]) -> Update | None:
    """The update of this request, if it is one; raises ProblemError, also when the client may not write.

    `address` holds the parameters of the request's address.
    """
    if service().writer and values(address, "update"):
        raise ProblemError("bad-request", "An update is sent in the body of a POST, never in the address.")
    if request.method != "POST":
        return None
    given, limit, texts = [*address], service().config.write_bytes, []
    if request.mimetype == UPDATE:
        authorised()
        texts = [decoded(body(request, limit, ACCEPTED))]
    elif request.mimetype == FORM:
        growing = limit if bearer() else service().config.max_query_bytes
        given += parameters(body(request, FORM_GROWTH * growing + FORM_EXTRA, ACCEPTED))
    texts += values(given, "update")
    return _update(texts, given) if texts else None


def _update(texts: list[str], given: list[Parameter]) -> Update:
    authorised()
    if values(given, "query"):
        raise ProblemError("bad-request", 'The request has a "query" and an "update": send one.')
    text, limit = single("update", texts) or "", service().config.write_bytes
    if len(text.encode()) > limit:
        raise ProblemError("too-large", f"An update may have {limit} bytes.", limit=limit)
    return Update(
        text,
        tuple(values(given, "using-graph-uri")),
        tuple(values(given, "using-named-graph-uri")),
        seconds_of(single("timeout", values(given, "timeout"))),
    )


def run_update(update: Update) -> Response:
    """Carry it out; raises ProblemError. The ETag of the answer names the version that holds it, for If-Match."""
    config = service().config
    order = Order(
        "update",
        request.base_url,
        config.write_wait_seconds,
        min(update.seconds or config.write_seconds, config.write_seconds),
        using=update.using,
        using_named=update.using_named,
        if_match=tags(request.if_match) if "If-Match" in request.headers else None,
        if_none_match=weak_tags() if "If-None-Match" in request.headers else None,
    )
    done = authorised().write(order, update.text.encode())
    response = Response(status=204)
    response.headers.remove("Content-Type")
    response.set_etag(done.version)
    response.headers["Cache-Control"] = "no-store"
    return response


def tags(given: ETags) -> tuple[str, ...]:
    """The entity tags of If-Match; weak ones match nothing (RFC 9110, section 13.1.1)."""
    return ("*",) if given.star_tag else tuple(sorted(given.as_set()))


def weak_tags() -> tuple[str, ...]:
    """The entity tags of If-None-Match, weak ones too."""
    given = request.if_none_match
    return ("*",) if given.star_tag else tuple(sorted(given.as_set(include_weak=True)))
