"""An answer -> an HTTP response: its length where it is known, its content coding, its end if it breaks off."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, request

from endpoint.asking import Reply, Streaming
from endpoint.cache import AnswerCache, Complete
from endpoint.compression import SMALLEST, chosen_coding, compressed, compressed_blocks


def deliver(reply: Reply, tag: str | None, cache: AnswerCache) -> Response:
    """The response to a GET, POST, QUERY or HEAD; `tag` is the key under which `cache` may keep its compressed form."""
    coding = chosen_coding(request.accept_encodings)
    if isinstance(reply, Streaming):
        return _streamed(reply, coding)
    if coding and len(reply.body) >= SMALLEST:
        reply = _coded(reply, coding, tag, cache)
    response = Response(reply.body, content_type=reply.choice.content_type)
    if reply.coding:
        response.headers["Content-Encoding"] = reply.coding
    return response


def _coded(reply: Complete, coding: str, tag: str | None, cache: AnswerCache) -> Complete:
    key = f"{tag} {coding}"
    if tag and (kept := cache.get(key)):
        return kept
    coded = replace(reply, body=compressed(reply.body, coding), coding=coding)
    if tag:
        cache.put(key, coded)
    return coded


def _streamed(reply: Streaming, coding: str | None) -> Response:
    response = Response(content_type=reply.choice.content_type)
    if coding:
        response.headers["Content-Encoding"] = coding
    if request.method == "HEAD":
        reply.growing.close()
        return response
    response.response = compressed_blocks(reply.growing, coding) if coding else iter(reply.growing)
    response.call_on_close(reply.growing.close)
    return response
