"""The whole graph as files: /dump.ttl and so on, and their compressed twins /dump.ttl.gz, from the current version.

A build makes them all; a version that people wrote has none until somebody asks: then it is made while it is sent.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, request, send_file

from endpoint.formats import GRAPH_FORMATS
from endpoint.growing import CutError
from endpoint.problems import ProblemError
from endpoint.processes import IMPORT_ROOT
from endpoint.service import local_version
from kg.dump import FORMATS, packed_dump
from kg.store import Version

dumps = Blueprint("dumps", __name__)
CONTENT_TYPES = {form.extension: form.media_types[0] for form in GRAPH_FORMATS}
BLOCK_BYTES = 64 << 10
GZIP_FORMAT = 31
# So many dumps are made at once; others wait.
MAKING = threading.BoundedSemaphore(2)


@dumps.route("/dump.<extension>.gz")
def packed(extension: str) -> Response:
    """A dump as a compressed file."""
    version = local_version("Dumps")
    path, tag = _path(version, extension), f"{version.path.name}-{extension}-gz"
    return _sent(path, "application/gzip", tag) if path.is_file() else _made(path, "application/gzip", tag)


@dumps.route("/dump.<extension>")
def plain(extension: str) -> Response:
    """A dump in its format, compressed on the way where the client takes that."""
    version = local_version("Dumps")
    path, media_type = _path(version, extension), CONTENT_TYPES[extension]
    if request.accept_encodings.quality("gzip") > 0:
        tag = f"{version.path.name}-{extension}-gzip"
        response = (_sent if path.is_file() else _made)(path, media_type, tag)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = _unpacked(path, media_type, f"{version.path.name}-{extension}")
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _path(version: Version, extension: str) -> Path:
    paths: dict[str, Path] = {name: packed_dump(version.path, name) for name in FORMATS}
    if extension not in paths:
        raise ProblemError("not-found", f"The graph is offered as {', '.join(f'dump.{name}' for name in FORMATS)}.")
    return paths[extension]


def _sent(path: Path, media_type: str, tag: str) -> Response:
    response = send_file(path, mimetype=media_type, etag=tag, conditional=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _unpacked(path: Path, media_type: str, tag: str) -> Response:
    if path.is_file():
        return _streamed(_blocks(path), media_type, tag)
    return _streamed(_plain_blocks(_begun(path)), media_type, tag)


def _made(path: Path, media_type: str, tag: str) -> Response:
    return _streamed(_begun(path), media_type, tag)


def _streamed(blocks: Iterator[bytes], media_type: str, tag: str) -> Response:
    # Not by make_conditional, which would read all of it to tell its length.
    known = request.if_none_match
    unchanged = known.star_tag or known.contains_weak(tag)
    response = Response(status=304) if unchanged else Response(blocks, mimetype=media_type)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _blocks(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        while block := file.read(BLOCK_BYTES):
            yield block


def _begun(path: Path) -> Iterator[bytes]:
    """The compressed bytes of a dump as they are made; the file is there when all of them have come."""
    command = [sys.executable, "-m", "kg.dump", str(path.parent), path.suffixes[0].removeprefix(".")]
    with MAKING, subprocess.Popen(command, stdout=subprocess.PIPE, cwd=IMPORT_ROOT) as process:
        assert process.stdout
        while block := os.read(process.stdout.fileno(), BLOCK_BYTES):
            yield block
        if process.wait():
            raise CutError(f"{path} could not be made")


def _plain_blocks(packed: Iterator[bytes]) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(GZIP_FORMAT)
    for block in packed:
        yield unpacking.decompress(block)
