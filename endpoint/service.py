"""What every view needs: the settings, the engine, and the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request

from endpoint.cache import AnswerCache
from endpoint.config import Config
from endpoint.engine import Engine
from endpoint.negotiation import preferred_language
from endpoint.statistics import Counter
from endpoint.words import LANGUAGES

EXTENSION = "mithaq"


@dataclass(frozen=True, slots=True)
class Service:
    """One running endpoint."""

    config: Config
    engine: Engine
    counter: Counter
    cache: AnswerCache


def service() -> Service:
    """The endpoint that handles this request."""
    found: Service = current_app.extensions[EXTENSION]
    return found


def language() -> str:
    """The language of this request's pages: ?lang=, else by Accept-Language, else Arabic."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else preferred_language(LANGUAGES, request.headers.get("Accept-Language", ""))
