"""How far a request has arrived in its socket, where it stays until a thread takes it."""

from __future__ import annotations

import re
import select
import socket
from contextlib import suppress
from typing import Any

from endpoint.incoming import Plain

# How much of a request is waited for before a thread takes it: its head, and a body as long as queries are.
HEAD_BYTES, BODY_BYTES = 16 << 10, 64 << 10
# How much is looked at first: most requests are shorter.
SHORT_BYTES = 2 << 10
LOOK = int(socket.MSG_PEEK | socket.MSG_DONTWAIT)
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
# Who says so waits to be told to go on.
EXPECT = re.compile(rb"\r\nexpect:", re.IGNORECASE)


def receive(conn: Any, request: Plain) -> None:
    """Take a plain request out of the socket, which from here on waits for the client to take its answer."""
    conn.init()
    if conn.sock.gettimeout() is not None:
        conn.sock.setblocking(True)
    if getattr(conn, "missing", None):
        conn.missing = conn.arriving_since = None
        arrived_at(conn.sock)
    conn.sock.recv(request.length)


def seen_in(connection: socket.socket) -> bytes | None:
    """What lies in the socket; None while that is nothing, empty when there will be no more."""
    try:
        seen = connection.recv(SHORT_BYTES, LOOK)
        return seen if len(seen) < SHORT_BYTES else connection.recv(HEAD_BYTES, LOOK)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def missing_in(connection: socket.socket, seen: bytes | None) -> int | None:
    """None if a request has arrived as far as it is waited for; else how many bytes there must be to look again."""
    if seen is None:
        return 1
    end = seen.find(b"\r\n\r\n")
    if not seen or (end < 0 and len(seen) >= HEAD_BYTES) or _says_no_more(connection):
        arrived_at(connection)
        return None
    if end < 0:
        return len(seen) + 1
    wanted = end + 4 + _body_length(seen[: end + 4])
    if wanted > len(seen) and wanted > HEAD_BYTES:
        seen = connection.recv(wanted, LOOK)
    if len(seen) < wanted:
        return wanted
    arrived_at(connection)
    return None


def _says_no_more(connection: socket.socket) -> bool:
    """Whether nothing follows what is there, so that waiting for it would be in vain."""
    poll = select.poll()
    poll.register(connection, select.POLLRDHUP)
    return bool(poll.poll(0))


def arrived_at(connection: socket.socket) -> None:
    """From here on the socket is read as any other."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)


def _body_length(head: bytes) -> int:
    """How much of the body is waited for."""
    length = LENGTH.search(head)
    return 0 if length is None or EXPECT.search(head) else min(int(length[1]), BODY_BYTES)
