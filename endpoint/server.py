"""Serves the application over HTTP: gunicorn with threads, started from the program, kept by a keeper."""

from __future__ import annotations

import ipaddress
import logging
import math
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from endpoint.app import create_app
from endpoint.config import Config, ConfigError
from endpoint.engine import check
from endpoint.front import Front, Server
from endpoint.journal import check_log
from endpoint.keeper import Keeper
from endpoint.problems import ProblemError
from endpoint.processes import IMPORT_ROOT
from endpoint.refusal import as_bytes
from endpoint.roster import Roster
from endpoint.service import EXTENSION
from endpoint.tokens import TokenError, read_tokens
from kg.store import StoreError

# Addresses of 8 KB are taken, longer ones told so by the application; what is far longer is not read to its end.
REQUEST_LINE_BYTES = 16 << 10
message.MAX_REQUEST_LINE = REQUEST_LINE_BYTES
# More than the workers and the queue hold: pages and dumps are served while queries wait, and some read slowly.
SPARE_THREADS = 200
# Connections, files of answers on their way and channels to workers: as many as the system lets us have, up to this.
MOST_FILES = 65536


# What an answer may take to be sent, when a front that waits for its last requests has computed it.
SENDING_SECONDS = 5
# Where systemd hands over the socket that it listens on (sd_listen_fds(3)).
FIRST_HANDED_OVER = 3
# Where the types of problems are described, from the root of the service, whose name is in a request that was read.
PROBLEMS = "/problems"
log = logging.getLogger("mithaq.endpoint")


class ServeError(Exception):
    """The server cannot start; the message says why and what to do."""


def serve(store: Path, host: str = "127.0.0.1", port: int = 8000, **settings: Any) -> None:
    """`run` with fields of Config, each by its name; raises ServeError."""
    run(Config(store=store.absolute(), host=host, port=port, **settings))


def run(config: Config, reread: Callable[[], Config] | None = None) -> None:
    """Serve a store until interrupted. Prints one line with the URL when it is ready to answer.

    `reread` gives the settings as they are now, for SIGHUP; it may raise ConfigError. Raises ServeError where the
    address cannot be had or the store cannot be served, KeeperError where the service fails to start.
    """
    listener = _handed_over() or _listen(config.host, config.port)
    try:
        # What cannot be served is told before anything is promised.
        _check_files(config)
        if not config.sparql_url:
            _check_store(config)
    except (StoreError, ConfigError, ServeError, OSError) as error:
        listener.close()
        raise ServeError(str(error)) from error
    _raise_file_limit()
    settings = _Settings(config, reread)

    def serve_kept(keeper: Keeper) -> None:
        Server(_Application(settings, listener, keeper.roster), keeper).run()

    Keeper(serve_kept, Roster(), config.stop_seconds).run()


def _raise_file_limit() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _handed_over() -> socket.socket | None:
    """The socket that a service manager listens on for us."""
    if os.environ.pop("LISTEN_PID", "") != str(os.getpid()) or os.environ.pop("LISTEN_FDS", "") != "1":
        return None
    return socket.socket(fileno=FIRST_HANDED_OVER)


def _check_store(config: Config) -> None:
    if config.token_file:
        _create(config.store)
    check(config)


def _create(store: Path) -> None:
    """Have an empty dataset where nothing is yet; raises ServeError."""
    if store.exists() and any(store.iterdir()):
        return
    # Not here: what the engine starts when it writes does not live on in the server's processes.
    command = [sys.executable, "-m", "kg.revision", str(store)]
    done = subprocess.run(command, cwd=IMPORT_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServeError(done.stderr.strip().rpartition("\n")[2])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=512)
        # Connections inherit it: the head of an answer must not wait 40 ms for the client to acknowledge the last one.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
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


class _Settings:
    """The settings that hold, and how to read them anew."""

    def __init__(self, config: Config, reread: Callable[[], Config] | None) -> None:
        self.config = config
        self._reread = reread or (lambda: config)

    def reread(self) -> bool:
        """Read them again; False, and the old ones stay, if they cannot be used."""
        try:
            # The socket is open already.
            config = replace(self._reread(), host=self.config.host, port=self.config.port)
            _check_files(config)
        except ConfigError as error:
            log.error("the settings stay as they were: %s", error)
            return False
        self.config = config
        return True


def _check_files(config: Config) -> None:
    """See whether what the settings name can be used; raises ConfigError."""
    check_log(config.access_log)
    try:
        if config.token_file:
            read_tokens(config.token_file)
    except TokenError as error:
        raise ConfigError(str(error)) from error


class _Application(BaseApplication):  # type: ignore[misc]
    """The application as gunicorn wants it, with gunicorn's settings."""

    def __init__(self, settings: _Settings, listener: socket.socket, roster: Roster) -> None:
        self._settings = settings
        self._url = _url(listener)
        # The keeper's stays open, for the next server.
        self._handle = os.dup(listener.fileno())
        self._roster = roster
        super().__init__()

    def load_config(self) -> None:
        config = self._settings.config
        for name, value in {
            "bind": f"fd://{self._handle}",
            "workers": 1,
            "worker_class": Front,
            "threads": config.workers + config.queue_length + SPARE_THREADS,
            "limit_request_line": REQUEST_LINE_BYTES,
            "graceful_timeout": math.ceil(config.query_seconds + config.queue_seconds) + SENDING_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "pre_fork": lambda _server, front: front.enter(self._roster),
            "worker_exit": lambda _server, front: self.end(front),
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(self._settings.config)

    def refusal(self, problem: ProblemError) -> bytes:
        """The response to what the application does not see."""
        return as_bytes(problem, PROBLEMS, self._settings.config.allow_origin)

    def reread(self) -> bool:
        """Take the settings as they are now; False if they cannot be used."""
        usable = self._settings.reread()
        if usable:
            self.do_load_config()
        return usable

    def announce(self) -> None:
        """Say that the service is ready."""
        print(f"Mithaq is at {self._url}", flush=True)

    def end(self, front: Any) -> None:
        """End the query workers, and this process, whatever its threads still wait for."""
        application = getattr(front, "wsgi", None)
        if isinstance(application, Flask):
            application.extensions[EXTENSION].close()
            os._exit(0)
