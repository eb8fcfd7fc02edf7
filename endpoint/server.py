"""Serves the application over HTTP: gunicorn with threads, started from the program."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from endpoint.app import create_app
from endpoint.config import Config
from endpoint.engine import Engine
from endpoint.service import EXTENSION
from kg.store import StoreError

# As long as gunicorn takes; longer queries go by POST.
REQUEST_LINE_BYTES = 8190
# More than the workers and the queue hold, so that pages and dumps are served while queries wait.
SPARE_THREADS = 16


class ServeError(Exception):
    """The server cannot start; the message says why and what to do."""


def serve(store: Path, host: str = "127.0.0.1", port: int = 8000, **settings: Any) -> None:
    """`run` with fields of Config, each by its name; raises ServeError."""
    run(Config(store=store.absolute(), host=host, port=port, **settings))


def run(config: Config) -> None:
    """Serve a store until interrupted. Prints one line with the URL when listening.

    Raises ServeError where the address cannot be had or the store cannot be served.
    """
    listener = _listen(config.host, config.port)
    try:
        # One worker opens the store now, so that a store that cannot be served is told before anything is promised.
        Engine(replace(config, workers=1)).close()
    except StoreError as error:
        listener.close()
        raise ServeError(str(error)) from error
    _Server(config, listener).run()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise ServeError(
            f"cannot listen on {host} port {port} ({error.strerror}): choose another --port or --host"
        ) from error
    except OverflowError as error:
        raise ServeError(f"there is no port {port}: choose one from 0 to 65535") from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    return f"http://{'localhost' if ipaddress.ip_address(host).is_unspecified else name}:{port}/"


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, config: Config, listener: socket.socket) -> None:
        self._config = config
        self._url = _url(listener)
        self._settings: Mapping[str, Any] = {
            "bind": f"fd://{listener.detach()}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": config.workers + config.queue_length + SPARE_THREADS,
            "limit_request_line": REQUEST_LINE_BYTES,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self._announce,
            "worker_exit": _end_workers,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(self._config)

    def _announce(self, _arbiter: object) -> None:
        print(f"Mithaq is at {self._url}", flush=True)


def _end_workers(_arbiter: object, worker: Any) -> None:
    application = getattr(worker, "wsgi", None)
    if isinstance(application, Flask):
        application.extensions[EXTENSION].engine.close()
