"""An answer -> an HTTP response: its length where it is known, its content coding, its end if it breaks off."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, request
from msgspec import Struct
from msgspec.structs import replace

from endpoint.asking import Reply, Streaming
from endpoint.cache import AnswerCache, Complete
from endpoint.compression import SMALLEST, accepted_coding, compressed, compressed_blocks


class Delivery(Struct, frozen=True):
    """An answer ready to go: its type, the content coding it is in, its bytes, how many they are if that is known."""

    content_type: str
    coding: str | None
    pieces: Iterable[bytes]
    length: int | None = None


def delivery(reply: Reply, coding: str | None, tag: str | None, cache: AnswerCache) -> Delivery:
    """The answer in a content coding, where that pays; `tag` is the key under which `cache` may keep it so."""
    kind = reply.choice.content_type
    if isinstance(reply, Streaming):
        return Delivery(kind, coding, compressed_blocks(reply.growing, coding) if coding else iter(reply.growing))
    if coding and len(reply.body) >= SMALLEST:
        reply = _coded(reply, coding, tag, cache)
    return Delivery(kind, reply.coding, [reply.body], len(reply.body))


def deliver(reply: Reply, tag: str | None, cache: AnswerCache) -> Response:
    """The response to a GET, POST, QUERY or HEAD; `tag` is the key under which `cache` may keep its compressed form."""
    ready = delivery(reply, accepted_coding(request.headers.get("Accept-Encoding", "")), tag, cache)
    response = Response(content_type=ready.content_type)
    if ready.coding:
        response.headers["Content-Encoding"] = ready.coding
    if not isinstance(reply, Streaming):
        response.response = ready.pieces
        response.content_length = ready.length  # type: ignore[assignment]
    elif request.method == "HEAD":
        reply.growing.close()
    else:
        response.response = ready.pieces
        response.call_on_close(reply.growing.close)
    return response


def _coded(reply: Complete, coding: str, tag: str | None, cache: AnswerCache) -> Complete:
    key = f"{tag} {coding}"
    if tag and (kept := cache.get(key)):
        return kept
    coded = replace(reply, body=compressed(reply.body, coding), coding=coding)
    if tag:
        cache.put(key, coded)
    return coded
