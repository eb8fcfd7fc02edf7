"""HTTP to one SPARQL engine elsewhere: connections that are kept, and that end at once when nobody waits any more.

Only the address that was configured is ever asked: no redirects, no proxies from the environment.
"""

from __future__ import annotations

import base64
import http.client
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import kg
from endpoint.address import Address, Secret
from endpoint.ends import PoolError

CONNECT_SECONDS = 5.0
KEPT_CONNECTIONS = 16
# A kept connection is not used again after this time; the other side may be about to close it.
KEPT_SECONDS = 4.0
# Says how long to wait until it wants to be asked again; raises PoolError when the wait is over.
Watch = Callable[[], float]


class _Watched:
    """A socket that looks, while it waits for the other side, whether anybody waits for it."""

    watch: Watch | None = None

    def recv_into(self, *arguments: Any, **options: Any) -> int:
        """As a socket's; raises what `watch` raises."""
        while True:
            self.settimeout(self.watch() if self.watch else None)  # type: ignore[attr-defined]
            with suppress(TimeoutError):
                received: int = super().recv_into(*arguments, **options)  # type: ignore[misc]
                return received


class _Plain(_Watched, socket.socket):
    pass


class _Secure(_Watched, ssl.SSLSocket):
    pass


class Connection(http.client.HTTPConnection):
    """A connection to the engine; one request at a time."""

    def __init__(self, address: Address, secure: ssl.SSLContext | None) -> None:
        super().__init__(address.host, address.port)
        self._secure = secure
        self.idle_since = 0.0
        self.fresh = True

    def connect(self) -> None:
        """Connect; raises OSError."""
        plain = socket.create_connection((self.host, self.port), CONNECT_SECONDS)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = plain
        if self._secure:
            self.sock = self._secure.wrap_socket(plain, server_hostname=self.host)
        else:
            self.sock = _Plain(plain.family, plain.type, plain.proto, fileno=plain.detach())

    def watch(self, watch: Watch | None) -> None:
        """Look, while waiting, whether to go on."""
        if isinstance(self.sock, _Watched):
            self.sock.watch = watch

    @property
    def usable(self) -> bool:
        """Whether it may carry one more request: nothing has come since the last answer, not even its end."""
        if not self.sock or time.monotonic() > self.idle_since + KEPT_SECONDS:
            return False
        ear = select.poll()
        ear.register(self.sock, select.POLLIN)
        return not ear.poll(0)

    def cut(self) -> None:
        """Break it off, from any thread: whoever reads from it is woken."""
        with suppress(OSError):
            if self.sock:
                self.sock.shutdown(socket.SHUT_RDWR)


class Line:
    """The way to one engine. Thread-safe."""

    def __init__(self, address: Address, user: Secret | None) -> None:
        self._address = address
        self._secure = _context() if address.scheme == "https" else None
        self._guard = threading.Lock()
        self._kept: list[Connection] = []
        self._headers = {
            "User-Agent": f"mithaq/{kg.__version__}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if user := user or address.user:
            self._headers["Authorization"] = f"Basic {base64.b64encode(user.encode()).decode()}"

    def connection(self) -> Connection:
        """One that was kept, else a new one that is not connected yet."""
        while True:
            with self._guard:
                kept = self._kept.pop() if self._kept else None
            if kept is None:
                return Connection(self._address, self._secure)
            if kept.usable:
                kept.fresh = False
                return kept
            kept.close()

    def post(
        self, connection: Connection, form: list[tuple[str, str]], accept: str, watch: Watch
    ) -> http.client.HTTPResponse:
        """Send a form and get the head of the answer; raises OSError, http.client.HTTPException, PoolError."""
        if not connection.sock:
            connection.connect()
        connection.watch(None)
        connection.sock.settimeout(CONNECT_SECONDS)
        body = urlencode(form).encode()
        connection.request("POST", self._address.target, body, {**self._headers, "Accept": accept})
        connection.watch(watch)
        return connection.getresponse()

    def keep(self, connection: Connection) -> None:
        """Have it wait for the next request."""
        connection.watch(None)
        connection.idle_since = time.monotonic()
        with self._guard:
            if connection.sock and len(self._kept) < KEPT_CONNECTIONS:
                self._kept.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """End the connections that wait."""
        with self._guard:
            kept, self._kept = self._kept, []
        for connection in kept:
            connection.close()


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.sslsocket_class = _Secure
    return context


class Body:
    """The body of an answer as a file; an end before its time is a failure."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self._response = response

    def read(self, size: int = -1) -> bytes:
        """Some bytes, none at the end; raises http.client.IncompleteRead, OSError, or what the watch raises."""
        piece = self._response.read(size if size >= 0 else None)
        if not piece and self._response.length:
            raise http.client.IncompleteRead(b"", self._response.length)
        return piece


FAILURES = (OSError, http.client.HTTPException, PoolError)
