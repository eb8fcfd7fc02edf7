"""RDF 1.2 or 1.1: what a client reads, and whether an answer keeps to it.

A client that does not ask for version 1.2, by a parameter of the media type or of the request, is taken to read RDF 1.1
(https://www.w3.org/TR/rdf12-concepts/#section-version-announcement): no triple terms, no base direction. CSV has
neither, whatever the terms are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

OLD, NEW = "1.1", "1.2"
_ASKED = re.compile(r';\s*version\s*=\s*"?1\.2"?\s*(?:[;,]|$)', re.IGNORECASE)
# In JSON and XML, what stands within a text is escaped, so that these are never part of one.
_IN_JSON = (b'"type":"triple"', b'"its:dir":"')
_IN_XML = re.compile(rb"<triple>|<[^<>]*\b(?:its:dir|rdf:version)=")
# Everywhere else texts stand between quotes, on one line.
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*+"')
_HINT = re.compile(rb"<<\(|--(?:ltr|rtl)\b")
_KINDS: dict[str, Callable[[bytes], bool]] = {
    # To look for two words is much faster than to look for either.
    "srj": lambda held: _IN_JSON[0] in held or _IN_JSON[1] in held,
    "srx": lambda held: _IN_XML.search(held) is not None,
    "rdf": lambda held: _IN_XML.search(held) is not None,
}
UNCHECKED = frozenset({"csv", "page", "jsonld"})
_WITHOUT_VERSIONS = frozenset({"text/csv", "text/html", "application/ld+json"})
# The longest mark is shorter; a tag or a line may be cut anywhere between two pieces.
_KEPT_BYTES = 4 << 10


class NewerError(Exception):
    """The answer has terms that RDF 1.1 has not."""


def asked_version(accept: str, parameter: str | None) -> str:
    """The version that a client reads; raises ValueError for one that does not exist."""
    if parameter is not None:
        if parameter not in (OLD, NEW):
            raise ValueError(f'the parameter "version" is {parameter!r}: RDF has 1.1 and 1.2')
        return parameter
    return NEW if _ASKED.search(accept[:2000]) else OLD


def announced(version: str, media_type: str) -> str:
    """The parameter that tells of version 1.2 in a Content-Type; empty for 1.1, and for formats without versions."""
    return "" if version == OLD or media_type in _WITHOUT_VERSIONS else f"; version={version}"


class PlainCheck:
    """Reads an answer in a format, piece by piece; raises NewerError at the first term that RDF 1.1 has not."""

    def __init__(self, extension: str) -> None:
        self._marked = _KINDS.get(extension)
        self._checked = extension not in UNCHECKED
        self._rest = b""

    def read(self, piece: bytes) -> None:
        """Look at the next piece."""
        if not self._checked:
            return
        held = self._rest + piece
        if self._marked:
            found = self._marked(held)
            self._rest = held[-_KEPT_BYTES:]
        else:
            whole, _, self._rest = held.rpartition(b"\n")
            found = _has_newer_term(whole)
        if found:
            raise NewerError

    def end(self) -> None:
        """Look at what is left."""
        if self._checked and not self._marked and _has_newer_term(self._rest):
            raise NewerError


def _has_newer_term(lines: bytes) -> bool:
    # Most answers have none of the marks, not even within a text.
    if not _HINT.search(lines):
        return False
    return any(_line_has(line) for line in lines.split(b"\n"))


def _line_has(line: bytes) -> bool:
    return _HINT.search(_TEXT.sub(b'""', line)) is not None
