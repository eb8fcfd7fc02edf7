"""A published graph -> one file in any RDF syntax, streamed.

Formats that carry named graphs (N-Quads, TriG, JSON-LD) keep them: which article supports a triple is which graph holds
it. The others (N-Triples, Turtle, RDF/XML) hold each triple of the union once.
"""

from __future__ import annotations

import gzip
import heapq
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO, BinaryIO, Literal, cast, get_args

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse, serialize

from kg.layer import DEFAULT, quads_of, read_layer
from kg.namespaces import PREFIXES

Format = Literal["ttl", "trig", "nt", "nq", "jsonld", "rdf"]
LinkFormat = Literal["ttl", "nt"]
FORMATS: tuple[Format, ...] = get_args(Format)

_SYNTAX: dict[Format, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
_CHUNK = 1 << 18
# XML 1.0 cannot hold these (https://www.w3.org/TR/xml/#charsets), and reads a bare carriage return as a line feed.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class DumpError(ValueError):
    """A dump that cannot be made; the message says why."""


def dump(version: Path, format: Format, target: Path | BinaryIO, *, gzip: bool = False) -> None:
    """Write the graph of a published version (its folder) to a file or an open binary stream.

    A file is replaced only when it is complete. Raises DumpError for an unknown format, a version without its files,
    and whatever keeps the target from being written.
    """
    if format not in FORMATS:
        raise DumpError(f"there is no dump format {format!r}; choose one of {', '.join(FORMATS)}")
    with _opened(target) as stream:
        _copy(version, format, stream, packed=gzip)


def write_triples(
    triples: Iterable[Triple],
    format: LinkFormat,
    target: Path | BinaryIO,
    *,
    gzip: bool = False,
    prefixes: dict[str, str] = PREFIXES,
) -> None:
    """Write some triples as `dump` writes a graph; raises DumpError."""
    with _opened(target) as stream, ExitStack() as stack:
        output = stack.enter_context(_gzip(stream)) if gzip else stream
        serialize(triples, cast("IO[bytes]", output), format=_SYNTAX[format], prefixes=prefixes)


@contextmanager
def _opened(target: Path | BinaryIO) -> Iterator[BinaryIO]:
    """Where to write: a stream as it is, a file that is replaced when it is complete; raises DumpError."""
    if not isinstance(target, Path):
        yield target
        return
    try:
        with _complete(target) as stream:
            yield stream
    except OSError as error:
        raise DumpError(f"{target} cannot be written: {error.strerror or error}") from error


def write_dumps(version: Path, formats: Iterable[Format] = FORMATS) -> None:
    """Write `dump.<format>.gz` of every format into the folder of a version, each in one step."""
    for format in formats:
        with _complete(packed_dump(version, format)) as file:
            write_packed(version, format, file)


def write_packed(version: Path, format: Format, file: BinaryIO) -> None:
    """Write the compressed dump to an open file."""
    with _gzip(file) as packed:
        _render(version, format, cast("IO[bytes]", packed))


def packed_dump(version: Path, format: Format) -> Path:
    """Where a version keeps the compressed dump."""
    return version / f"dump.{format}.gz"


def _copy(version: Path, format: Format, stream: BinaryIO, *, packed: bool) -> None:
    opened: Callable[[Path, str], IO[bytes]] = Path.open if packed else cast("Callable[..., IO[bytes]]", gzip.open)
    try:
        source = opened(packed_dump(version, format), "rb")
    except FileNotFoundError:
        _make(version, format, stream, packed=packed)
        return
    with source:
        shutil.copyfileobj(source, stream, _CHUNK)


def _make(version: Path, format: Format, stream: BinaryIO, *, packed: bool) -> None:
    """Write what is not there yet: a version that people wrote has no dumps until somebody asks for one."""
    if not (version / "graph.nq").exists():
        raise DumpError(f"{version} has no dump in the format {format}; build it again")
    if packed:
        write_packed(version, format, stream)
    else:
        _render(version, format, stream)


@contextmanager
def _complete(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the target's place when the block ends, and leaves nothing behind when it fails."""
    target = target.resolve()
    if target.exists() and not target.is_file():
        # A pipe or a device is written to, never replaced.
        with target.open("wb") as stream:
            yield stream
        return
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _gzip(file: BinaryIO) -> gzip.GzipFile:
    """A compressor whose output depends on its input alone: no name, no time."""
    return gzip.GzipFile("", "wb", 6, file, mtime=0)


def _render(version: Path, format: Format, stream: IO[bytes]) -> None:
    syntax = _SYNTAX[format]
    if format == "nq":
        stream.writelines(_lines(version))
    elif syntax.supports_datasets:
        serialize(_by_graph(version), stream, format=syntax, prefixes=PREFIXES)
    else:
        output = cast("IO[bytes]", _XmlText(stream)) if format == "rdf" else stream
        serialize(union(version), output, format=syntax, prefixes=PREFIXES)


def union(version: Path) -> Iterator[Triple]:
    """Each triple of a version once, in order."""
    if read_layer(version).entries:
        quads = parse(cast("IO[bytes]", _Reader(_lines(version))), format=RdfFormat.N_QUADS)
    else:
        quads = parse(path=version / "graph.nq", format=RdfFormat.N_QUADS)
    # The copies of a triple stand together, since the graph comes last.
    return (triple for triple, _ in groupby(cast("Iterable[Quad]", quads), key=lambda quad: quad.triple))


def _lines(version: Path) -> Iterator[bytes]:
    """The graph of a version as sorted N-Quads, line by line, each once."""
    with ExitStack() as stack:
        documents = [version / "graph.nq", *read_layer(version).files]
        lines = heapq.merge(*(stack.enter_context(path.open("rb", _CHUNK)) for path in documents))
        yield from lines if len(documents) == 1 else (line for line, _ in groupby(lines))


def _by_graph(version: Path) -> Iterator[Quad]:
    """All quads, graph after graph, so that a syntax with graph blocks writes each block once."""
    yield from quads_of(sorted(read_layer(version).lines(DEFAULT)))
    store = Store.read_only(str(version / "db"))
    for graph in sorted(store.named_graphs(), key=str):
        yield from sorted(store.quads_for_pattern(None, None, None, graph), key=str)


class _Reader:
    """Lines as a file to read from."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer only at the end."""
        pieces, length = [self._held], len(self._held)
        while size < 0 or length < size:
            if not (line := next(self._lines, b"")):
                break
            pieces.append(line)
            length += len(line)
        together = b"".join(pieces)
        self._held = together[size:] if size >= 0 else b""
        return together[:size] if size >= 0 else together


class _XmlText:
    """Passes bytes on to a stream, characters that XML cannot carry replaced or escaped."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        self._stream.write(_NOT_XML.sub("\ufffd".encode(), data).replace(b"\r", b"&#xD;"))
        return len(data)

    def flush(self) -> None:
        self._stream.flush()


class _Both:
    """Passes bytes on to a file and, while somebody reads there, to standard output."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._read = True

    def write(self, data: bytes) -> int:
        self._file.write(data)
        try:
            if self._read:
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
        except OSError:
            self._read = False
        return len(data)

    def flush(self) -> None:
        self._file.flush()


def main() -> None:
    """Make the compressed dump of the version and format that are given, in its place and on standard output."""
    version, format = Path(sys.argv[1]), cast("Format", sys.argv[2])
    with _complete(packed_dump(version, format)) as file:
        write_packed(version, format, cast("BinaryIO", _Both(file)))
    os._exit(0)


if __name__ == "__main__":
    main()
