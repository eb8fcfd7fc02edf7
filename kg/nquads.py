"""Quads -> canonical N-Quads (https://www.w3.org/TR/n-quads/#canonical-quads): each once, sorted by code point.

The graph has no blank nodes, so this is all that RDF canonicalisation asks for: equal graphs are equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, serialize


def serialise(quads: Iterable[Quad]) -> bytes:
    """The document of the quads; the same quads give the same bytes, in whatever order they come."""
    # Bytes of UTF-8 sort as code points do, and line breaks inside literals are escaped.
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(written.splitlines(keepends=True))))
