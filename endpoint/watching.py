"""For those who watch over the service: whether it is well, and what it has counted."""

from __future__ import annotations

import ipaddress

from flask import Blueprint, Response, make_response, request
from prometheus_client import CONTENT_TYPE_LATEST

import kg
from endpoint.problems import ProblemError
from endpoint.service import require_bearer, service

watching = Blueprint("watching", __name__)
# What proxies add to a request that they pass on.
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


@watching.route("/health")
def health() -> Response:
    """Whether the service answers, over which version, and how busy it is."""
    running = service()
    version = running.engine.version
    waiting = sum(query.state == "queued" for query in running.engine.running())
    state = {
        "status": "ok",
        "ready": _ready(waiting),
        "program": kg.__version__,
        "version": version.path.name if version else None,
        "in_memory": running.engine.in_memory,
        "workers": running.config.workers,
        "idle": running.engine.idle,
        "waiting": waiting,
    }
    return _fresh(make_response(state))


@watching.route("/health/live")
def live() -> Response:
    """Whether the service answers at all: it does."""
    return _fresh(make_response({"status": "ok"}))


@watching.route("/health/ready")
def ready() -> Response:
    """Whether one more query would be taken; a balancer sends it elsewhere if not."""
    if _ready(sum(query.state == "queued" for query in service().engine.running())):
        return live()
    raise ProblemError("busy", headers={"Retry-After": "2"})


@watching.route("/metrics")
def metrics() -> Response:
    """What has been counted, for Prometheus."""
    allowed = service().config.metrics_for
    if allowed == "token":
        require_bearer()
    elif allowed == "local" and not _asked_here():
        raise ProblemError("not-found", "This page is for this machine alone; the setting metrics_for says for whom.")
    return _fresh(Response(service().metrics.exposition(), content_type=CONTENT_TYPE_LATEST))


def _ready(waiting: int) -> bool:
    return bool(service().engine.idle) or waiting < service().config.queue_length


def _asked_here() -> bool:
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback and not any(
            name in request.headers for name in PASSED_ON
        )
    except ValueError:
        return False


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
