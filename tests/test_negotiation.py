"""Which format a request gets, by its Accept header or by name."""

from __future__ import annotations

import pytest

from endpoint.formats import GRAPH_FORMATS, RESULT_FORMATS, choose
from endpoint.negotiation import preferred, preferred_language

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "results", "graph"),
    [
        ("", "srj", "ttl"),
        ("*/*", "srj", "ttl"),
        (BROWSER, "page", "page"),
        ("application/sparql-results+json", "srj", None),
        ("application/json", "srj", "jsonld"),
        ("application/sparql-results+xml", "srx", None),
        ("application/xml", "srx", "rdf"),
        ("text/csv", "csv", None),
        ("TEXT/CSV", "csv", None),
        ("text/tab-separated-values", "tsv", None),
        ("text/*", "csv", "ttl"),
        ("text/html", "page", "page"),
        ("application/sparql-results+xml, text/turtle", "srx", "ttl"),
        ("text/turtle", None, "ttl"),
        ("application/n-triples", None, "nt"),
        ("application/n-quads", None, "nq"),
        ("application/trig", None, "trig"),
        ("application/rdf+xml", None, "rdf"),
        ("application/ld+json", None, "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', None, "jsonld"),
        ("text/n3", None, "n3"),
        ("text/csv;q=0.5, application/sparql-results+json;q=0.4", "csv", None),
        ("text/csv;q=0, */*", "srj", "ttl"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "srx", "ttl"),
        ("application/*;q=0.2, text/csv;q=0.1", "srj", "nt"),
        ("text/csv;charset=utf-8", "csv", None),
        ("text/csv ; q=0.9 , text/tab-separated-values ; q=1.0", "tsv", None),
        ("image/png", None, None),
        ("image/png, */*;q=0.01", "srj", "ttl"),
        ("text/csv;q=2", None, None),
        ("nonsense, text/csv", "csv", None),
        ("*/csv", None, None),
        ("text/csv;q=0", None, None),
    ],
)
def test_accept_header_chooses_the_format(accept: str, results: str | None, graph: str | None) -> None:
    chosen = (choose(RESULT_FORMATS, accept), choose(GRAPH_FORMATS, accept))
    assert tuple(choice and choice.format.extension for choice in chosen) == (results, graph)


@pytest.mark.parametrize(
    ("name", "results", "graph"),
    [
        ("json", "srj", "jsonld"),
        ("xml", "srx", "rdf"),
        ("csv", "csv", None),
        ("TSV", "tsv", None),
        ("turtle", None, "ttl"),
        ("nt", None, "nt"),
        ("text/turtle", None, "ttl"),
        ("html", "page", "page"),
        ("pdf", None, None),
        ("", None, None),
    ],
)
def test_format_parameter_wins_over_the_accept_header(name: str, results: str | None, graph: str | None) -> None:
    chosen = (choose(RESULT_FORMATS, "image/png", name), choose(GRAPH_FORMATS, "image/png", name))
    assert tuple(choice and choice.format.extension for choice in chosen) == (results, graph)


def test_content_type_is_the_one_asked_for_and_text_names_its_charset() -> None:
    as_json, as_csv = choose(RESULT_FORMATS, "application/json"), choose(RESULT_FORMATS, "text/csv")
    assert as_json and as_json.content_type == "application/json"
    assert as_csv and as_csv.content_type == "text/csv; charset=utf-8"


def test_first_offer_wins_among_equals() -> None:
    assert preferred(("text/plain", "text/html"), "text/html, text/plain") == "text/plain"


def test_quoted_comma_does_not_end_a_range() -> None:
    assert preferred(("text/csv",), 'text/plain;note="a,text/csv,b"') is None


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "ar"),
        ("en-GB,en;q=0.9", "en"),
        ("ar-IQ, en;q=0.5", "ar"),
        ("fr, en;q=0.3", "en"),
        ("fr", "ar"),
        ("en;q=0.2, ar;q=0.8", "ar"),
        ("*", "ar"),
    ],
)
def test_language_is_negotiated_and_arabic_without_a_wish(header: str, language: str) -> None:
    assert preferred_language(("ar", "en"), header) == language
