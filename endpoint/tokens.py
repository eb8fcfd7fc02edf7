"""Bearer tokens: who may write and look at what runs, read from a file. RFC 6750: https://www.rfc-editor.org/rfc/rfc6750

The file holds one token a line, or `name: token`; blank lines and lines that begin with # are skipped. Tokens are kept
and compared as digests, so that neither memory nor the time of an answer tells one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import stat
from dataclasses import dataclass
from pathlib import Path

# The characters of a bearer token (RFC 6750, section 2.1).
TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+=*")
SHORTEST = 16
LINE = re.compile(r"(?:(?P<name>[^:]*):)?(?P<token>[^:]*)")


class TokenError(Exception):
    """A token file that cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Whom the service knows: a name for each token's digest."""

    names: tuple[tuple[bytes, str], ...]

    def bearer(self, authorization: str | None) -> str | None:
        """Whose token an Authorization header carries; None if nobody's."""
        scheme, _, token = (authorization or "").strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        given, found = _digest(token.strip()), None
        # Every token is compared, whether or not one has been found.
        for digest, name in self.names:
            if hmac.compare_digest(digest, given):
                found = name
        return found


NOBODY = Tokens(())


def read_tokens(path: Path) -> Tokens:
    """The tokens of a file; raises TokenError."""
    try:
        mode, text = path.stat().st_mode, path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TokenError(
            f"the token file {path} cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise TokenError(f"others may read the token file {path}: run `chmod 600 {path}`")
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    names = tuple(_entry(path, number, line) for number, line in lines if line and not line.startswith("#"))
    if not names:
        raise TokenError(f"the token file {path} holds no token: write one a line, as `name: token`")
    return Tokens(names)


def _entry(path: Path, number: int, line: str) -> tuple[bytes, str]:
    parts = LINE.fullmatch(line)
    token = parts["token"].strip() if parts else ""
    if not TOKEN.fullmatch(token) or len(token) < SHORTEST:
        raise TokenError(
            f"{path}, line {number}: not a token; it has at least {SHORTEST} letters, digits or signs of -._~+/"
        )
    name = (parts["name"] or "").strip() if parts else ""
    return _digest(token), name or f"token {number}"


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
