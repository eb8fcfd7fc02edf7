"""Content codings: which one the client takes, and bytes in it. RFC 9110 section 8.4.1, RFC 8878 for Zstandard."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

# In order of preference among what the client likes equally: Zstandard is the faster at the same size.
CODINGS = ("zstd", "gzip")
# Shorter answers travel in one packet anyway.
SMALLEST = 1000
# Beyond these levels, time grows faster than size shrinks.
ZSTD_LEVEL, GZIP_LEVEL = 3, 4
GZIP_FORMAT = 31


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self, mode: int = ..., /) -> bytes: ...


def chosen_coding(accepted: Accept) -> str | None:
    """The content coding for a client that sent this Accept-Encoding; None is the identity."""
    best = max(CODINGS, key=accepted.quality)
    return best if accepted.quality(best) > 0 else None


@lru_cache(maxsize=256)
def accepted_coding(header: str) -> str | None:
    """The same for the text of the header; none is taken to accept the identity alone."""
    return chosen_coding(parse_accept_header(header, Accept))


def compressed(content: bytes, coding: str) -> bytes:
    """Bytes in a content coding of CODINGS."""
    return b"".join(compressed_blocks([content], coding))


def compressed_blocks(blocks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The same block by block; the first leaves at once, so that the client sees the answer begin."""
    compressor, end_of_block = _compressor(coding)
    first = True
    for block in blocks:
        packed = compressor.compress(block)
        if first:
            packed += compressor.flush(end_of_block)
            first = False
        if packed:
            yield packed
    yield compressor.flush()


def _compressor(coding: str) -> tuple[_Compressor, int]:
    if coding == "zstd":
        return zstandard.ZstdCompressor(ZSTD_LEVEL).compressobj(), zstandard.COMPRESSOBJ_FLUSH_BLOCK
    return zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_FORMAT), zlib.Z_SYNC_FLUSH
