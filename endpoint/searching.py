"""Full-text search over names, contents and quotations: /search?q=words, as JSON or as a page."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pyoxigraph as ox
from flask import Blueprint, Response, request

from endpoint.formats import HTML
from endpoint.lookups import Row
from endpoint.negotiation import preferred
from endpoint.own_questions import own_rows
from endpoint.problems import ProblemError
from endpoint.protocol import parameters, single, values
from endpoint.result_table import shortened
from endpoint.service import local_version
from endpoint.site.search_page import search_page
from kg.namespaces import PREFIXES
from kg.search_words import spans_of, terms_of

searching = Blueprint("searching", __name__)
LIMIT, MOST = 20, 1000
ASKED = ("q", "kind", "limit", "offset", "lang")
_NUMBER = re.compile(r"[0-9]{1,9}")
_KIND = re.compile(r"(?:(?:mq:)?[A-Za-z]+)?")
# The words go into the query as the engine itself writes a literal; nothing else is the reader's.
QUERY = """
SELECT ?iri ?score ?text (LANG(?text) AS ?language) ?property ?kind (MIN(?name) AS ?label) {{
  (?iri ?score ?text ?property ?kind) mq:search ({words} {limit} {kind})
  OPTIONAL {{ ?iri rdfs:label ?name FILTER(LANG(?name) = "ar") }}
}} GROUP BY ?iri ?score ?text ?property ?kind ORDER BY DESC(?score) ?iri
"""


@searching.route("/search")
def search() -> Response:
    """The best hits for ?q=, the words, "words in a row" and beginnings* that are asked for; ?kind= takes one class.

    `marks` says where in the text they stand: pairs of offsets in code points, the second behind the last character.
    """
    version = local_version("Full-text search")
    given = {name: single(name, found) for name in ASKED if (found := values(parameters(request.query_string), name))}
    words, kind = (given.get("q") or "").strip(), given.get("kind") or ""
    limit, offset = _number("limit", given.get("limit"), LIMIT), _number("offset", given.get("offset"), 0)
    page = preferred(["application/json", HTML], request.headers.get("Accept", "")) == HTML
    if page and not words:
        return search_page("", kind, [], 0, limit)
    if not terms_of(words):
        raise ProblemError("bad-request", 'Give the words to search for as the parameter "q".')
    if not _KIND.fullmatch(kind):
        raise ProblemError("bad-request", f'The parameter "kind" must name a class, such as Statement; not {kind!r}.')
    if page:
        return search_page(words, kind.removeprefix("mq:"), _to_read(words, kind, offset, limit), offset, limit)
    rows = _found(words, kind, offset + limit + 1)
    document = _document(words, rows[offset : offset + limit], more=len(rows) > offset + limit)
    # Arabic stands as it is written, for those who look at it in a terminal.
    response = Response(json.dumps(document, ensure_ascii=False) + "\n", content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept"
    if local_version("Full-text search").path != version.path:
        # It is not known which of the two versions was searched.
        return response
    tag = repr((version.path.name, request.query_string))
    response.set_etag(hashlib.blake2b(tag.encode(), digest_size=16).hexdigest(), weak=True)
    response.make_conditional(request)
    return response


def _number(name: str, text: str | None, default: int) -> int:
    if text is None:
        return default
    if not _NUMBER.fullmatch(text) or int(text) > MOST:
        raise ProblemError("bad-request", f'The parameter "{name}" must be a number up to {MOST}.')
    return int(text)


def _found(words: str, kind: str, limit: int) -> list[Row]:
    asked = f"mq:{kind.removeprefix('mq:')}" if kind else ""
    return own_rows(QUERY.format(words=ox.Literal(words), limit=limit, kind=asked))


def _to_read(words: str, kind: str, offset: int, limit: int) -> list[Row]:
    """The hits of a page and one more. What was said once stands there as the statements that render it."""
    if kind:
        return _found(words, kind, offset + limit + 1)[offset:]
    # Each utterance has the words of a statement: there are no more of them than of those.
    found = _found(words, kind, 2 * (offset + limit + 1))
    return [row for row in found if row["kind"] != f"{PREFIXES['mq']}Utterance"][offset : offset + limit + 1]


def _document(words: str, rows: list[Row], *, more: bool) -> dict[str, Any]:
    terms = terms_of(words)
    hits = [
        {
            **{name: row[name] for name in ("iri", "label", "text", "language") if name in row},
            **{name: shortened(row[name]) for name in ("kind", "property") if name in row},
            "score": round(float(row["score"]), 4),
            "marks": [[span.start, span.end] for span in spans_of(terms, row["text"])],
        }
        for row in rows
    ]
    return {"query": words, "hits": hits, "more": more}
