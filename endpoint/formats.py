"""The formats of answers: their names, media types and file name extensions, and the choice among them.

SPARQL results: https://www.w3.org/TR/sparql11-protocol/#conneg; RDF: https://www.iana.org/assignments/media-types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from endpoint.negotiation import preferred

HTML = "text/html"
W3C = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `extension` is also the name by which a query worker knows it; `media_types` begin with its own.

    `iri` is the format's name in descriptions of services: https://www.w3.org/ns/formats/
    """

    extension: str
    name: str
    short: tuple[str, ...]
    media_types: tuple[str, ...]
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A format and the media type that the client asked for it by."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The Content-Type to answer with; text says its charset."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


PAGE = Format("page", "HTML", ("html",), (HTML,))
RESULT_FORMATS = (
    Format(
        "srj", "JSON", ("json",), ("application/sparql-results+json", "application/json"), W3C + "SPARQL_Results_JSON"
    ),
    Format(
        "srx",
        "XML",
        ("xml",),
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        W3C + "SPARQL_Results_XML",
    ),
    Format("csv", "CSV", (), ("text/csv",), W3C + "SPARQL_Results_CSV"),
    Format("tsv", "TSV", (), ("text/tab-separated-values",), W3C + "SPARQL_Results_TSV"),
    PAGE,
)
GRAPH_FORMATS = (
    Format("ttl", "Turtle", ("turtle",), ("text/turtle",), W3C + "Turtle"),
    Format("nt", "N-Triples", ("ntriples",), ("application/n-triples",), W3C + "N-Triples"),
    Format(
        "rdf", "RDF/XML", ("xml", "rdfxml"), ("application/rdf+xml", "application/xml", "text/xml"), W3C + "RDF_XML"
    ),
    Format("jsonld", "JSON-LD", ("json", "json-ld"), ("application/ld+json", "application/json"), W3C + "JSON-LD"),
    Format("trig", "TriG", (), ("application/trig",), W3C + "TriG"),
    Format("nq", "N-Quads", ("nquads",), ("application/n-quads",), W3C + "N-Quads"),
    Format("n3", "N3", (), ("text/n3",), W3C + "N3"),
    PAGE,
)


@lru_cache(maxsize=512)
def choose(formats: tuple[Format, ...], accept: str, asked: str | None = None) -> Choice | None:
    """The format `asked` for by name or media type, else the one the Accept header wants most; None if none fits."""
    if asked is not None:
        return _named(formats, asked.strip().lower())
    by_type = {other: form for form in formats for other in form.media_types}
    # A wildcard is for a format's own media type, the others are there to be asked for.
    others = [other for other in by_type if other not in media_types(formats)]
    wanted = preferred([*media_types(formats), *others], accept)
    return Choice(by_type[wanted], wanted) if wanted else None


def _named(formats: Sequence[Format], name: str) -> Choice | None:
    for form in formats:
        if name in (form.extension, *form.short):
            return Choice(form, form.media_types[0])
        if name in form.media_types:
            return Choice(form, name)
    return None


def media_types(formats: Sequence[Format]) -> list[str]:
    """The media types to ask for these formats by, one each."""
    return [form.media_types[0] for form in formats]
