"""Whether the client of this request is still there, and questions that are asked in its name."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from functools import partial

from flask import request

from endpoint.answer import Answer, Departed, nobody_leaves
from endpoint.arrival import LOOK
from endpoint.service import client, query_id, service
from endpoint.wire import Job


def asker() -> Callable[[Job], Answer]:
    """Asks the engine for the client of this request, until it leaves: by its turn, under the request's id."""
    return partial(service().engine.ask, departed=departure(), client=client(), id=query_id())


def helper() -> Callable[[Job], Answer]:
    """The same for a question that the service itself has on the way to its answer: it has no id that is told."""
    return partial(service().engine.ask, departed=departure(), client=client())


def departure() -> Departed:
    """Says whether the client has closed its connection, where the server lets us see it."""
    return departure_from(request.environ.get("gunicorn.socket"))


def departure_from(connection: object) -> Departed:
    """The same of a connection, as the server names it."""
    if not isinstance(connection, socket.socket) or isinstance(connection, ssl.SSLSocket):
        return nobody_leaves
    return lambda: _closed(connection)


def _closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, LOOK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
