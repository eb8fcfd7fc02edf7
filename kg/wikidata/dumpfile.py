"""A dump as a file -> blocks of whole lines, unpacked, each with the place where it ends.

Packed files are read stream by stream (gzip members, https://www.rfc-editor.org/rfc/rfc1952#section-2.2, and bzip2
streams): reading can begin anew where a stream begins, and nowhere else. Of a file that is one stream all that lies
before a place is unpacked again, then, without being looked at.
"""

from __future__ import annotations

import bz2
import hashlib
import re
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, cast

from kg.wikidata.entity import WikidataError

Syntax = Literal["json", "nt"]
STANDARD_INPUT = "-"
_READ_AT_ONCE = 1 << 17
_BLOCK = 1 << 21
# The longest entity there is takes some 20 MB; a file without lines is none of ours.
_LONGEST_LINE = 1 << 28
_HEAD = 1 << 20
# Of what item a line of N-Triples speaks: of itself, or of the page of its data.
_SUBJECT = re.compile(rb"<[^>]*/(Q\d+)>")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a dump: behind so many bytes of its content and so many lines.

    The stream that it lies in begins `packed` bytes into the file and `unpacked` bytes into the content.
    """

    at: int = 0
    lines: int = 0
    packed: int = 0
    unpacked: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines, the first of which has the number `line`; `end` is the place behind them.

    So many bytes of the file were `read` up to then.
    """

    text: bytes
    line: int
    end: Place
    read: int


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that begins as a dump does.

    `size` is None where it cannot be known; `mark` tells it from others; `bracketed` is whether a bracket closes it.
    """

    path: str
    syntax: Syntax
    size: int | None
    mark: str
    bracketed: bool

    @property
    def packing(self) -> str:
        """The first bytes, which tell how it is packed."""
        return self.mark.partition("-")[0]


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class _Plain:
    """What is not packed, in the manner of an unpacker."""

    eof = False
    unused_data = b""

    def decompress(self, data: bytes, /) -> bytes:
        return data


def _gunzip() -> _Unpacker:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)


_UNPACKERS: dict[str, Callable[[], _Unpacker]] = {"plain": _Plain, "gzip": _gunzip, "bzip2": bz2.BZ2Decompressor}
_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bzip2"}


def look_at(path: str) -> Dump:
    """What a file is by its beginning, which is not consumed; raises WikidataError if that is no dump's."""
    if path == STANDARD_INPUT:
        head = cast(BufferedReader, sys.stdin.buffer).peek(_HEAD)[:_HEAD]
    else:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
    size = None if path == STANDARD_INPUT else Path(path).stat().st_size
    packing = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "plain")
    try:
        start = _UNPACKERS[packing]().decompress(head)
    except (OSError, zlib.error, EOFError) as error:
        raise WikidataError(f"{path}: damaged near its beginning: {error}; fetch it anew") from error
    mark = f"{packing}-{hashlib.sha256(head).hexdigest()[:16]}-{'' if size is None else size}"
    # Of what is packed and not a file, less may be at hand than tells anything.
    unclear = not start and head and path == STANDARD_INPUT
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    return Dump(path, "json" if unclear else _syntax(path, start), size, mark, start[:1] == b"[")


def _syntax(path: str, start: bytes) -> Syntax:
    if (start[:1] == b"[" and start[1:2] in (b"", b"\n", b"\r")) or re.match(rb'{"(type|id|pageid)"', start):
        return "json"
    if start[:1] == b"<" or start[:2] in (b"_:", b"# "):
        return "nt"
    why = "it is empty" if not start else f"it begins with {start[:24].decode('utf-8', 'replace')!r}"
    raise WikidataError(
        f"{path}: no Wikidata dump (JSON with '[' on a line of its own and one entity a line, or N-Triples; plain, .gz "
        f"or .bz2): {why}"
    )


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == STANDARD_INPUT else Path(path).open("rb")


def blocks(dump: Dump, start: Place) -> Iterator[Block]:
    """The content of a dump from a place on; raises WikidataError where it is damaged or breaks off.

    A block ends where a line does, in N-Triples where what is said of an item does.
    """
    with _opened(dump.path) as file:
        unpacking = _Unpacking(dump, file, start)
        rest, line, at = b"", start.lines + 1, start.at
        for piece in _gathered(unpacking):
            text = rest + piece
            cut = _cut(text, dump.syntax)
            if cut == 0 and len(text) > _LONGEST_LINE:
                raise WikidataError(f"{dump.path}: line {line} is longer than any entity; is this a Wikidata dump?")
            block, rest = text[:cut], text[cut:]
            if block:
                at += cut
                count = block.count(b"\n")
                yield Block(block, line, unpacking.place(at, line + count - 1), unpacking.read)
                line += count
        if rest:
            yield Block(rest, line, unpacking.place(at + len(rest), line + rest.count(b"\n")), unpacking.read)


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces put together to such as are worth sending about."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _cut(text: bytes, syntax: Syntax) -> int:
    """Where the last whole line ends; in N-Triples, where the last item of which lines may still come begins."""
    end = text.rfind(b"\n") + 1
    if syntax == "json":
        return end
    subject: bytes | None = None
    while end:
        start = text.rfind(b"\n", 0, end - 1) + 1
        found = _SUBJECT.match(text, start)
        here = found[1] if found else b""
        if subject is not None and here != subject:
            return end
        subject, end = here, start
    return 0


class _Unpacking:
    """The content of a file from a place on, piece by piece, with the streams it comes from."""

    def __init__(self, dump: Dump, file: BinaryIO, start: Place) -> None:
        self._dump, self._file, self._make = dump, file, _UNPACKERS[dump.packing]
        self._plain = dump.packing == "plain"
        if dump.path == STANDARD_INPUT:
            start = Place(start.at)
        else:
            file.seek(start.packed)
        self.read = start.packed
        self._unpacked = start.unpacked
        self._passed = start.at - start.unpacked
        self._streams = deque([(start.packed, start.unpacked)])
        self._pieces = self._read()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._pieces)

    def place(self, at: int, lines: int) -> Place:
        """A place by the bytes of content and lines before it; places are asked for in order."""
        if self._plain:
            return Place(at, lines, at, at)
        while len(self._streams) > 1 and self._streams[1][1] <= at:
            self._streams.popleft()
        return Place(at, lines, *self._streams[0])

    def _read(self) -> Iterator[bytes]:
        unpacker, begun = self._make(), False
        while data := self._file.read(_READ_AT_ONCE):
            self.read += len(data)
            # What fills up a file behind its last stream.
            while data if begun else data.strip(b"\0"):
                text = self._unpack(unpacker, data)
                self._unpacked += len(text)
                begun, data = not unpacker.eof, unpacker.unused_data
                yield self._pass(text)
                if not begun:
                    unpacker = self._make()
                    self._streams.append((self.read - len(data), self._unpacked))
        if begun and not self._plain:
            raise WikidataError(
                f"{self._dump.path}: cut off: the {self._dump.packing} stream does not end; fetch it whole"
            )

    def _unpack(self, unpacker: _Unpacker, data: bytes) -> bytes:
        try:
            return unpacker.decompress(data)
        except (OSError, zlib.error, EOFError) as error:
            where = f"near byte {self.read} of the file"
            raise WikidataError(f"{self._dump.path}: damaged {where}: {error}; fetch it anew") from error

    def _pass(self, text: bytes) -> bytes:
        """What of a text lies behind the place that reading begins at."""
        passed = min(self._passed, len(text))
        self._passed -= passed
        return text[passed:]
