"""The URL of another SPARQL engine, as a setting gives it. What it says of a user and a password is never shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PORTS = {"http": 80, "https": 443}


class Secret(str):
    """A text that is not to be seen in logs, messages or listings."""

    def __repr__(self) -> str:
        return "Secret()"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an engine listens: `target` is path and query as a request names them; `user` is name:password."""

    scheme: str
    host: str
    port: int
    target: str
    user: Secret | None = field(default=None, repr=False)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def read_address(text: str) -> Address:
    """The address that a URL names; raises ValueError, whose message leaves out what may be a password."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("this is no URL: write http://host:port/path") from None
    if parts.scheme not in PORTS or not parts.hostname or not text.isascii() or text != "".join(text.split()):
        raise ValueError("this is no URL of a SPARQL engine: write http://host:port/path, or https")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    user = Secret(f"{unquote(parts.username)}:{unquote(parts.password or '')}") if parts.username else None
    return Address(parts.scheme, parts.hostname, port or PORTS[parts.scheme], target, user)


def read_secret(text: str) -> Secret:
    """Any text, kept from view."""
    return Secret(text)
