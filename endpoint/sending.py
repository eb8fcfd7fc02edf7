"""How a response leaves: its head and the beginning of its body in one packet, where gunicorn would send two."""

from __future__ import annotations

from typing import Any

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


class Response(wsgi.Response):  # type: ignore[misc]
    """gunicorn's, sent together."""

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
