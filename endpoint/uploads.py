"""The body of a PUT or POST -> the RDF documents in it, unread: parsing is for the process of the write."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from werkzeug.datastructures import Headers
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

from endpoint.formats import GRAPH_FORMATS, PAGE
from endpoint.orders import Part
from endpoint.problems import ProblemError
from endpoint.protocol import content, is_coded

if TYPE_CHECKING:
    from collections.abc import Iterator

MULTIPART = "multipart/form-data"
TYPES = {name: form.extension for form in reversed(GRAPH_FORMATS) if form is not PAGE for name in form.media_types}
EXTENSIONS = {form.extension: form.extension for form in GRAPH_FORMATS if form is not PAGE} | {"xml": "rdf"}
UTF_8 = ("utf-8", "utf8", "us-ascii", "ascii")
OTHER_CHARSETS = ("utf-16", "utf-16le", "utf-16be", "iso-8859-1", "windows-1252", "windows-1256")
MAX_PARTS = 1000


@dataclass(frozen=True, slots=True)
class Upload:
    """Documents one after another, and what each is."""

    content: bytes
    parts: tuple[Part, ...]


def read_upload(limit: int) -> Upload:
    """The documents of this request; raises ProblemError."""
    if is_coded(request):
        raise _unsupported()
    if "Content-Range" in request.headers:
        # Taken for the whole, a part would replace it: https://www.rfc-editor.org/rfc/rfc9110#section-14.5
        raise ProblemError("bad-request", "A graph is sent whole: leave out Content-Range.")
    if request.mimetype == MULTIPART:
        documents = list(_parts(content(request, limit), request.mimetype_params.get("boundary", "")))
    else:
        documents = [_document(request.headers.get("Content-Type", ""), "", content(request, limit))]
    parts = tuple(Part(form, len(document)) for form, document in documents)
    return Upload(b"".join(document for _, document in documents), parts)


def _document(content_type: str, name: str, document: bytes) -> tuple[str | None, bytes]:
    """The format of a document, None if nobody says it, and the document in UTF-8."""
    if not content_type:
        return EXTENSIONS.get(name.rpartition(".")[2].lower()), document
    media_type, options = parse_options_header(content_type)
    if media_type.lower() not in TYPES:
        raise _unsupported()
    charset = options.get("charset", "utf-8").lower()
    if charset not in UTF_8:
        document = _recoded(document, charset)
    return TYPES[media_type.lower()], document.removeprefix(BOM_UTF8)


def _recoded(document: bytes, charset: str) -> bytes:
    if charset not in OTHER_CHARSETS:
        raise _unsupported()
    try:
        return document.decode(charset).encode()
    except UnicodeDecodeError as error:
        raise ProblemError("malformed-graph", f"Byte {error.start} is not {charset}.") from error


def _parts(body: bytes, boundary: str) -> Iterator[tuple[str | None, bytes]]:
    """The parts of a form: https://www.rfc-editor.org/rfc/rfc7578"""
    if not boundary:
        raise ProblemError("bad-request", "The form does not say its boundary.")
    decoder = MultipartDecoder(boundary.encode(), max_parts=MAX_PARTS)
    decoder.receive_data(body)
    decoder.receive_data(None)
    headers, name, held = Headers(), "", b""
    try:
        while not isinstance(event := decoder.next_event(), Epilogue):
            if isinstance(event, Field | File):
                headers, name, held = event.headers, event.filename if isinstance(event, File) else event.name, b""
            elif isinstance(event, Data):
                held += event.data
                if not event.more_data:
                    yield _document(headers.get("Content-Type", ""), name or "", held)
    except ValueError as error:
        raise ProblemError("bad-request", f"The form cannot be read: {error}.") from error


def _unsupported() -> ProblemError:
    return ProblemError("unsupported-graph-type", headers={"Accept-Post": ", ".join([*TYPES, MULTIPART])})
