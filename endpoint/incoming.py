"""A request that lies complete in the socket -> what the application is given, read in one go where it is plain.

gunicorn reads every request with all that HTTP allows. Nearly all of them are plainer: a request line, fields that
everybody sends, each once, a body of known length. Those are read here, at a tenth of the price, to the very same
environment (https://peps.python.org/pep-3333/); about any other nothing is said, and gunicorn reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from msgspec import Struct

# Printable ASCII only, a path that begins with one slash, no fragment; each field on one line.
PLAIN = re.compile(
    rb"(?P<method>GET|HEAD|POST|QUERY) (?P<target>/(?!/)[!\"$-~]*+) HTTP/1\.1\r\n(?P<fields>(?:[!-~][ -~]*+\r\n)+)\r\n"
)
# A field may be longer for gunicorn; these are shorter all together.
FIELDS_BYTES = 8000
_ASKED = ("Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "If-Match", "If-None-Match")
_TOLD = ("Host", "User-Agent", "Origin", "Referer", "Pragma", "DNT", "Priority", "Content-Type", "Content-Length")
_BY_BROWSERS = ("Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Upgrade-Insecure-Requests")
_UNPREFIXED = ("Content-Type", "Content-Length")
# The fields that mean nothing to HTTP itself, or as much as is done here, by the ways in which they are written.
NAMES: Mapping[str, str] = {
    written: name.upper().replace("-", "_") if name in _UNPREFIXED else "HTTP_" + name.upper().replace("-", "_")
    for name in (*_ASKED, *_TOLD, *_BY_BROWSERS, "Connection")
    for written in (name, name.lower())
}
_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")


class Plain(Struct, frozen=True):
    """A plain request: its bytes in the socket, and of its environment what the request itself says.

    The other attributes are those that gunicorn's response asks of a request.
    """

    length: int
    environ: dict[str, Any]
    method: str
    last: bool
    version: tuple[int, int] = (1, 1)

    def should_close(self) -> bool:
        """Whether the client wants no other answer on this connection."""
        return self.last


def read_plain(seen: bytes) -> Plain | None:
    """The first request of what has arrived; None if it is not plain, or not all there."""
    head = PLAIN.match(seen)
    if head is None or head.end("fields") - head.start("fields") > FIELDS_BYTES:
        return None
    fields = _fields(head["fields"])
    if fields is None:
        return None
    length, connection = fields.get("CONTENT_LENGTH", "0"), fields.get("HTTP_CONNECTION", "keep-alive").lower()
    end = head.end() + (int(length) if length.isdecimal() and len(length) < 10 else len(seen))
    if end > len(seen) or connection not in ("keep-alive", "close"):
        return None
    method, target = head["method"].decode("ascii"), head["target"].decode("ascii")
    path, _, query = target.partition("?")
    environ = fields | {
        "REQUEST_METHOD": method,
        "RAW_URI": target,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1") if "%" in path else path,
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": BytesIO(seen[head.end() : end]),
    }
    return Plain(end, environ, method, connection == "close")


@lru_cache(maxsize=256)
def _fields(lines: bytes) -> dict[str, Any] | None:
    """The variables for the fields of a head; None if one is none, is unknown or comes twice, or no host is named.

    A client sends the same with each request. The dictionary is for reading only.
    """
    found: dict[str, Any] = {}
    for line in lines.decode("ascii").split("\r\n")[:-1]:
        name, colon, value = line.partition(":")
        variable = NAMES.get(name) if colon else None
        if variable is None or variable in found:
            return None
        found[variable] = value.strip(" ")
    return found if _HOST.fullmatch(found.get("HTTP_HOST", "")) else None
