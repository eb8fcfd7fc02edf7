"""How a response leaves: its head and the beginning of its body in one packet, where gunicorn would send two."""

from __future__ import annotations

import socket
import time
from functools import lru_cache
from typing import Any

from gunicorn import util
from gunicorn.http import wsgi

# What is longer goes by itself, for to put it behind the head is to copy it.
TOGETHER_BYTES = 64 << 10


class _Held:
    """A socket to write to that sends nothing."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def sendall(self, piece: bytes) -> None:
        """Part of the socket protocol."""
        self.pieces.append(piece)


# Fields that say how the response is framed, and so are gunicorn's affair.
FRAMING = frozenset(["content-length", "upgrade", *util.hop_headers])


def send_whole(link: socket.socket, fields: str, body: bytes, *, last: bool) -> None:
    """Send a successful response whose `fields`, each on its line, end with an empty one; raises OSError."""
    head = f"{_first_lines(int(time.time()), 'close' if last else 'keep-alive')}{fields}".encode("latin-1")
    if len(body) > TOGETHER_BYTES:
        link.sendall(head)
        link.sendall(body)
    else:
        link.sendall(head + body)


class Response(wsgi.Response):  # type: ignore[misc]
    """gunicorn's, sent together; what many responses say is looked at once."""

    def process_headers(self, headers: list[tuple[str, str]]) -> None:
        """Take the fields of the head; raises what gunicorn raises for one that cannot be sent."""
        for field in headers:
            if _is_plain(field):
                self.headers.append(field)
            else:
                super().process_headers([field])

    def default_headers(self) -> list[str]:
        """The first lines of the head, as gunicorn has them."""
        major, minor = self.req.version
        lines = [
            f"HTTP/{major}.{minor} {self.status}\r\n",
            f"Server: {self.version}\r\nDate: {_date(int(time.time()))}\r\n",
            f"Connection: {'close' if self.should_close() else 'keep-alive'}\r\n",
        ]
        return [*lines, "Transfer-Encoding: chunked\r\n"] if self.chunked else lines

    def write(self, arg: bytes) -> None:
        """Send a piece of the body; the first brings the head with it."""
        if self.headers_sent or len(arg) > TOGETHER_BYTES:
            super().write(arg)
            return
        link, held = self.sock, _Held()
        self.sock: Any = held
        try:
            super().write(arg)
        finally:
            self.sock = link
        link.sendall(b"".join(held.pieces))


@lru_cache(maxsize=4)
def _first_lines(second: int, connection: str) -> str:
    return f"HTTP/1.1 200 OK\r\nServer: {wsgi.SERVER}\r\nDate: {_date(second)}\r\nConnection: {connection}\r\n"


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    return str(util.http_date(second))


@lru_cache(maxsize=1024)
def _is_plain(field: tuple[str, str]) -> bool:
    """Whether a field can be sent as it is."""
    name, value = field
    if not isinstance(name, str) or not isinstance(value, str) or name.lower() in FRAMING:
        return False
    sound = wsgi.TOKEN_RE.fullmatch(name) and wsgi.HEADER_VALUE_RE.fullmatch(value)
    return bool(sound) and value == value.strip(" \t")
