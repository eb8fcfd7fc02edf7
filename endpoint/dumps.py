"""The whole graph as files: /dump.ttl and so on, and their compressed twins /dump.ttl.gz, from the current version."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, request, send_file

from endpoint.formats import GRAPH_FORMATS
from endpoint.problems import ProblemError
from endpoint.service import service
from kg.dump import FORMATS, packed_dump
from kg.store import Version

dumps = Blueprint("dumps", __name__)
CONTENT_TYPES = {form.extension: form.media_types[0] for form in GRAPH_FORMATS}
BLOCK_BYTES = 64 << 10


@dumps.route("/dump.<extension>.gz")
def packed(extension: str) -> Response:
    """A dump as a compressed file."""
    version = service().engine.version
    return _sent(_path(version, extension), "application/gzip", f"{version.path.name}-{extension}-gz")


@dumps.route("/dump.<extension>")
def plain(extension: str) -> Response:
    """A dump in its format, compressed on the way where the client takes that."""
    version = service().engine.version
    path = _path(version, extension)
    if request.accept_encodings.quality("gzip") > 0:
        response = _sent(path, CONTENT_TYPES[extension], f"{version.path.name}-{extension}-gzip")
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = _unpacked(path, CONTENT_TYPES[extension], f"{version.path.name}-{extension}")
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _path(version: Version, extension: str) -> Path:
    paths: dict[str, Path] = {name: packed_dump(version.path, name) for name in FORMATS}
    if extension not in paths or not paths[extension].is_file():
        raise ProblemError("not-found", f"The graph is offered as {', '.join(f'dump.{name}' for name in FORMATS)}.")
    return paths[extension]


def _sent(path: Path, media_type: str, tag: str) -> Response:
    response = send_file(path, mimetype=media_type, etag=tag, conditional=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _unpacked(path: Path, media_type: str, tag: str) -> Response:
    response = Response(_blocks(path), mimetype=media_type)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


def _blocks(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        while block := file.read(BLOCK_BYTES):
            yield block
