"""A question and how it was put -> its answer, kept or from a worker. The web framework has no part in this."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from endpoint.answer import Answer
from endpoint.asking import Formats, Reply, answer, choose_formats, examine, make_job
from endpoint.cache import Complete
from endpoint.engines import AnyEngine
from endpoint.journal import note
from endpoint.protocol import Question
from endpoint.service import Service
from endpoint.wire import Job
from kg.store import Version


class Key(Struct, frozen=True):
    """What an answer is kept and known by, if it is one over that version of what the engine serves."""

    tag: str
    version: Version
    engine: AnyEngine

    @property
    def holds(self) -> bool:
        """Whether what has been answered since was answered over that version: another may have been taken up."""
        return self.engine.serves(self.version)


class Inquiry(Struct, frozen=True):
    """A question ready to be asked: a worker's order, the formats it may be answered in, its key if it has one."""

    job: Job
    formats: Formats
    key: Key | None


def inquire(question: Question, running: Service, *, accept: str, language: str, base: str) -> Inquiry:
    """Make a question ready; `base` resolves its relative IRIs. Raises ProblemError for what no worker should see."""
    volatile = examine(question)
    formats = choose_formats(question, accept)
    job = make_job(question, formats, running.config, base, accept)
    version = running.engine.version
    if version is None or volatile:
        return Inquiry(job, formats, None)
    return Inquiry(job, formats, Key(_entity_tag(job, formats, version, language), version, running.engine))


def valid(key: Key | None) -> str | None:
    """The tag of an answer that is there, if there is one and it holds."""
    return key.tag if key and key.holds else None


def reply_to(inquiry: Inquiry, running: Service, ask: Callable[[Job], Answer], *, whole: bool = False) -> Reply:
    """From the cache, else from a worker; `whole` if it must not be streamed. Raises ProblemError, DepartureError."""
    key = inquiry.key
    if key and (kept := running.cache.get(key.tag)):
        note(cached=True)
        return kept
    spool = None if whole or inquiry.formats.shows_page else running.spool
    reply = answer(ask, inquiry.job, inquiry.formats, running.config.answer_bytes, spool)
    if isinstance(reply, Complete) and (tag := valid(key)):
        running.cache.put(tag, reply)
    return reply


def _entity_tag(job: Job, formats: Formats, version: Version, language: str) -> str:
    """Names the answer before it is computed: one version, one question, one answer."""
    # Some formats have several types.
    types = [choice and choice.media_type for choice in (formats.result, formats.graph)]
    dataset = job.default_graphs, job.named_graphs, job.base
    hashed = _hash_of(version.path, language, *types, job.rdf_version, *dataset).copy()
    hashed.update(job.query.encode())
    return hashed.hexdigest()


@lru_cache(maxsize=256)
def _hash_of(version: Path, *others: object) -> hashlib.blake2b:
    """The beginning of what a tag is a hash of, which many questions have in common; it is never changed."""
    return hashlib.blake2b(f"{(version.name, *others)!r}\n".encode(), digest_size=16)
