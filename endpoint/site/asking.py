"""What a page asks of the graph: a query of `queries/`, its variables filled with terms -> rows.

A query is an ordinary .rq file that runs as it stands in any editor; to fill it, `$actor` is replaced by the term as
the engine itself writes it, so that nothing a reader sent is ever pasted into a query as text.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox
from flask import g

from endpoint.asking import Formats, answer
from endpoint.cache import Complete
from endpoint.departure import helper
from endpoint.examples import Example, read_example
from endpoint.formats import GRAPH_FORMATS, RESULT_FORMATS, Choice, choose
from endpoint.service import service
from endpoint.site.together import together
from endpoint.wire import Job

QUERIES = Path(__file__).with_name("queries")
_FILLED = re.compile(r"\$([a-z_]+)\b")
# A number goes in as it is, for LIMIT and OFFSET.
Filling = int | ox.NamedNode | ox.Literal | Sequence[ox.NamedNode | ox.Literal]


class Value(str):
    """A term of a row: its lexical form, and what else there is to know of it."""

    __slots__ = ("datatype", "is_iri", "language")

    language: str
    datatype: str
    is_iri: bool

    @classmethod
    def of(cls, term: dict[str, str]) -> Value:
        """The value of a term in the SPARQL results format: https://www.w3.org/TR/sparql11-results-json/"""
        value = cls(term["value"])
        value.is_iri = term["type"] == "uri"
        value.language = term.get("xml:lang", "")
        value.datatype = term.get("datatype", "")
        return value

    @property
    def term(self) -> ox.NamedNode | ox.Literal:
        """The term again, for another query."""
        if self.is_iri:
            return ox.NamedNode(self)
        if self.language:
            return ox.Literal(str(self), language=self.language)
        return ox.Literal(str(self), datatype=ox.NamedNode(self.datatype)) if self.datatype else ox.Literal(str(self))


Row = dict[str, Value]


@cache
def query_file(name: str) -> Example:
    """A query of the pages, with its titles; raises OSError if there is none of that name."""
    return read_example(QUERIES / f"{name}.rq")


def filled(text: str, **terms: Filling) -> str:
    """A query with terms, or lists of them for VALUES, in place of its `$variables`; others stay variables."""

    def written(found: re.Match[str]) -> str:
        term = terms.get(found[1])
        if term is None:
            return found[0]
        return " ".join(map(str, term)) if isinstance(term, Sequence) else str(term)

    return _FILLED.sub(written, text)


def question(name: str, **terms: Filling) -> str:
    """A query of the pages, filled."""
    return filled(query_file(name).query, **terms)


def asked(*queries: str) -> list[list[Row]]:
    """The rows of each SELECT; they are asked at the same time. Unbound variables are left out. Raises ProblemError.

    The IRIs in them are remembered, so that their names can be looked up together.
    """
    fetch = _fetcher("srj")
    found = together([partial(_rows, fetch, query) for query in queries], service().config.workers)
    seen().update(dict.fromkeys(value for table in found for row in table for value in row.values() if value.is_iri))
    return found


def rows(query: str) -> list[Row]:
    """The rows of one SELECT, the same way."""
    return asked(query)[0]


def _rows(fetch: Callable[[str], bytes], query: str) -> list[Row]:
    bindings = json.loads(fetch(query))["results"]["bindings"]
    return [{name: Value.of(term) for name, term in row.items()} for row in bindings]


def seen() -> dict[str, None]:
    """The IRIs that the rows of this request hold."""
    if "seen" not in g:
        g.seen = {}
    known: dict[str, None] = g.seen
    return known


def named_rows(name: str, **terms: Filling) -> list[Row]:
    """The rows of a query of the pages, filled."""
    return rows(question(name, **terms))


def triples(query: str, extension: str) -> bytes:
    """The answer to a CONSTRUCT or DESCRIBE in the format of a file name extension. Raises ProblemError."""
    return _fetcher(extension)(query)


def _fetcher(extension: str) -> Callable[[str], bytes]:
    """Asks for whole answers in the name of this request, in any thread; those that stand in the cache come from it."""
    running, ask, choice = service(), helper(), _choice(extension)
    formats = Formats(choice, choice)

    def fetch(query: str) -> bytes:
        version = running.engine.version
        key = _key(version.path.name, query, extension) if version else ""
        if key and (kept := running.cache.get(key)):
            return kept.body
        job = Job(query, running.config.query_seconds, result_format=extension, graph_format=extension, for_page=True)
        reply = answer(ask, job, formats, running.config.answer_bytes, None)
        assert isinstance(reply, Complete), "without a spool answers come whole"
        if key:
            running.cache.put(key, Complete(reply.kind, choice, reply.body))
        return reply.body

    return fetch


def _key(version: str, query: str, extension: str) -> str:
    return hashlib.blake2b(repr((version, query, extension)).encode(), digest_size=16).hexdigest()


@cache
def _choice(extension: str) -> Choice:
    choice = choose((*RESULT_FORMATS, *GRAPH_FORMATS), "", extension)
    assert choice is not None, f"there is no format {extension}"
    return choice
