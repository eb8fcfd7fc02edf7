"""What an engine elsewhere answers, read strictly, and written in the format that the client wants.

Whatever the engine can write, it is asked for SPARQL's JSON and for N-Triples, which can be read as they come.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any, cast

import pyoxigraph as ox

from endpoint.ends import BackendError
from endpoint.page_rows import as_page
from endpoint.pipe import Pipe
from endpoint.rdf_versions import OLD, PlainCheck
from endpoint.remote_line import Body
from endpoint.wire import PIECE_BYTES, Job
from kg.namespaces import PREFIXES

RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"
# Virtuoso answers an ASK in JSON as if it were a SELECT of this variable; no row, or 0, is false.
_ASK_VARIABLE = "__ASK_RETVAL"
Results = ox.QuerySolutions | ox.QueryBoolean


def accepted(kind: str) -> str:
    """The media type to ask for."""
    return TRIPLES if kind == "graph" else RESULTS


def write_answer(body: Body, kind: str, job: Job, page_rows: int, out: Pipe) -> None:
    """Read all of an answer and write it; raises BackendError where it is not what its kind says, NewerError."""
    file = cast("IO[bytes]", _Buffered(body))
    try:
        if kind == "graph":
            _write_graph(file, job, page_rows, _checked(out, job.graph_format, job))
        else:
            _write_results(file, kind, job, page_rows, _checked(out, job.result_format, job))
    except (SyntaxError, ValueError) as error:
        raise BackendError(f"its answer cannot be read: {error}") from error


def _write_results(file: IO[bytes], kind: str, job: Job, page_rows: int, out: _Checked) -> None:
    found = _of_kind(kind, ox.parse_query_results(file, format=ox.QueryResultsFormat.JSON))
    if job.result_format == "page":
        out.write(json.dumps(_page(found, page_rows)).encode())
    else:
        written = ox.QueryResultsFormat.from_extension(job.result_format or "srj")
        found.serialize(cast("IO[bytes]", out), written)
    _read_to_end(file)
    out.end()


def _of_kind(kind: str, found: Results) -> Results:
    """Solutions or a truth value, as the query has it."""
    if kind == "boolean" and isinstance(found, ox.QuerySolutions):
        if [variable.value for variable in found.variables] != [_ASK_VARIABLE]:
            raise BackendError("its answer to ASK is a table")
        truth = any(row[0] is not None and row[0].value not in ("0", "false") for row in found)
        document = json.dumps({"head": {}, "boolean": truth})
        return ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON)
    if kind == "solutions" and isinstance(found, ox.QueryBoolean):
        raise BackendError("its answer to SELECT is a truth value")
    return found


def _write_graph(file: IO[bytes], job: Job, page_rows: int, out: _Checked) -> None:
    triples = (quad.triple for quad in ox.parse(file, format=ox.RdfFormat.N_TRIPLES))
    if job.graph_format == "page":
        out.write(json.dumps(as_page(["subject", "predicate", "object"], triples, page_rows)).encode())
    else:
        written = ox.RdfFormat.from_extension(job.graph_format or "ttl")
        ox.serialize(_once_in_a_row(triples), cast("IO[bytes]", out), written, prefixes=PREFIXES)
    _read_to_end(file)
    out.end()


def _once_in_a_row(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    before = None
    for triple in triples:
        if triple != before:
            yield triple
        before = triple


def _page(found: Results, limit: int) -> dict[str, Any]:
    if isinstance(found, ox.QueryBoolean):
        return {"boolean": bool(found)}
    return as_page([variable.value for variable in found.variables], found, limit)


def _read_to_end(file: IO[bytes]) -> None:
    """A page shows the first rows only, but the connection carries the next answer behind the last."""
    while file.read(PIECE_BYTES):
        pass


class _Buffered:
    """A body read in large pieces, whatever little is asked for."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._held = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """Part of the file protocol."""
        if not self._held:
            self._held = memoryview(self._body.read(PIECE_BYTES))
        size = len(self._held) if size < 0 else size
        piece, self._held = self._held[:size], self._held[size:]
        return bytes(piece)


class _Checked:
    """A file that passes on what it is given, after a look whether the client's version of RDF has it."""

    def __init__(self, out: Pipe, check: PlainCheck | None) -> None:
        self._out = out
        self._check = check

    def write(self, piece: bytes) -> int:
        """Part of the file protocol; raises NewerError."""
        if self._check:
            self._check.read(piece)
        return self._out.write(piece)

    def flush(self) -> None:
        """Part of the file protocol."""

    def end(self) -> None:
        """Look at what is left."""
        if self._check:
            self._check.end()


def _checked(out: Pipe, extension: str | None, job: Job) -> _Checked:
    return _Checked(out, PlainCheck(extension) if extension and job.rdf_version == OLD else None)
