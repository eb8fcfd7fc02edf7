"""`?x mq:search "words"` in a query -> the resources that the full-text index finds, bound before evaluation.

The triple is replaced, where it stands, by VALUES with the best hits: the join that the group makes of its patterns is
the same, so the meaning is that of a triple pattern over an invisible graph of hits, wherever a pattern may stand.

    ?x mq:search "words"                                    the resources
    (?x ?score ?text ?property ?kind) mq:search "words"     as many of these as are wanted, in this order
    ?x mq:search ("words" 20 mq:Statement)                  the best 20 of a class; by default the best 1000 of all

It must be a triple of its own: not behind a semicolon or a comma, not in a path, not in the template of CONSTRUCT.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from endpoint.scan import TOKEN
from kg.namespaces import PREFIXES
from kg.namespaces import expand as iri_of
from kg.search_index import Hit

PROPERTY = iri_of("mq:search")
HITS, MOST_HITS = 1000, 10_000
COLUMNS = ("iri", "score", "text", "property", "kind")
_STARTS, _ENDS_WRONG, _NO_SUBJECT = frozenset("{}.)"), frozenset(";,^/|*+?"), frozenset(";,^/|!([")
ALONE = 'mq:search must be a triple of its own: ?x mq:search "words" .'
Find = Callable[[str, int, str], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One triple of search: where it stands in the query, its variables, words, limit and class."""

    start: int
    end: int
    variables: tuple[str, ...]
    words: str
    limit: int
    kind: str


def bind_searches(query: str, prefixes: Mapping[str, str], find: Find) -> str:
    """The query with its searches made; raises SyntaxError as the engine does, ValueError for a misplaced search."""
    if "search" not in query:
        return query
    tokens = [token for token in TOKEN.finditer(query) if token.lastgroup != "skip"]
    names = {**prefixes, **dict(_declared(tokens))}
    places = [place for place, token in enumerate(tokens) if _iri(token, names) == PROPERTY]
    if not places:
        return query
    # Only of a well-formed query do the neighbours of a token say what it is.
    ox.Store().query(query, prefixes=dict(prefixes))
    asked = [_Reader(tokens, names).read(place) for place in places]
    for one in reversed(asked):
        query = query[: one.start] + _values(one, find(one.words, one.limit, one.kind)) + query[one.end :]
    return query


def _declared(tokens: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.group().upper() == "PREFIX" and iri.lastgroup == "iri":
            yield name.group().removesuffix(":"), iri.group()[1:-1]


def _iri(token: re.Match[str], names: Mapping[str, str]) -> str | None:
    text = token.group()
    if token.lastgroup == "iri":
        return text[1:-1]
    prefix, colon, local = text.partition(":")
    return names[prefix] + local if token.lastgroup == "name" and colon and prefix in names else None


class _Reader:
    """Reads the triple around a token of the search property."""

    def __init__(self, tokens: Sequence[re.Match[str]], names: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._names = names
        self._template = _template(tokens)

    def read(self, place: int) -> _Asked:
        """The search at a place; raises ValueError."""
        if place in self._template or self._text(place - 1) in _NO_SUBJECT or self._text(place + 1) in _ENDS_WRONG:
            raise ValueError(ALONE)
        first, variables = self._subject(place)
        last, words, limit, kind = self._object(place)
        if self._text(first - 1) not in _STARTS or self._text(last + 1) in _ENDS_WRONG:
            raise ValueError(ALONE)
        return _Asked(self._tokens[first].start(), self._tokens[last].end(), variables, words, limit, kind)

    def _text(self, place: int) -> str:
        return self._tokens[place].group() if 0 <= place < len(self._tokens) else ""

    def _subject(self, place: int) -> tuple[int, tuple[str, ...]]:
        if self._text(place - 1)[:1] in ("?", "$"):
            return place - 1, (self._text(place - 1),)
        first = place - 2
        while self._text(first)[:1] in ("?", "$"):
            first -= 1
        variables = tuple(self._text(at) for at in range(first + 1, place - 1))
        listed = self._text(place - 1) == ")" and self._text(first) == "("
        if not listed or not 1 <= len(variables) <= len(COLUMNS) or len(set(variables)) < len(variables):
            raise ValueError("what mq:search finds must be a variable, or up to five different ones: (?x ?score)")
        return first, variables

    def _object(self, place: int) -> tuple[int, str, int, str]:
        if self._tokens[place + 1].lastgroup == "string":
            return self._words(place + 1), _string(self._tokens[place + 1]), HITS, ""
        if self._text(place + 1) != "(" or self._tokens[place + 2].lastgroup != "string":
            raise ValueError('mq:search takes words in quotes: "words", or ("words" 20 mq:Statement)')
        at, limit, kind = self._words(place + 2) + 1, HITS, ""
        if self._tokens[at].lastgroup == "number":
            # Python reads no number of thousands of digits.
            limit, at = int(self._text(at)[:9]), at + 1
        if iri := _iri(self._tokens[at], self._names):
            kind, at = _shortened(iri), at + 1
        if self._text(at) != ")" or not 0 < limit <= MOST_HITS:
            raise ValueError(f"behind its words, mq:search takes a number up to {MOST_HITS} and a class of ours")
        return at, _string(self._tokens[place + 2]), limit, kind

    def _words(self, place: int) -> int:
        """Where the string ends: a language tag belongs to it."""
        return place + 1 if self._text(place + 1).startswith("@") else place


def _template(tokens: Sequence[re.Match[str]]) -> range:
    """The places of the template of a CONSTRUCT query."""
    start = next((at for at, token in enumerate(tokens) if token.group().upper() == "CONSTRUCT"), None)
    if start is None or start + 1 >= len(tokens) or tokens[start + 1].group() != "{":
        return range(0)
    depth = 0
    for at in range(start + 1, len(tokens)):
        depth += (tokens[at].group() == "{") - (tokens[at].group() == "}")
        if not depth:
            return range(start, at)
    return range(start, len(tokens))


def _shortened(iri: str) -> str:
    return f"mq:{iri.removeprefix(PREFIXES['mq'])}"


def _string(token: re.Match[str]) -> str:
    """The value of a string as SPARQL writes it."""
    quad = next(iter(ox.parse(f"<x:> <x:> {token.group()} .", format=ox.RdfFormat.TURTLE)))
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def _values(asked: _Asked, hits: Iterable[Hit]) -> str:
    columns = COLUMNS[: len(asked.variables)]
    rows = " ".join(f"({' '.join(_term(hit, column) for column in columns)})" for hit in hits)
    return f" VALUES ({' '.join(asked.variables)}) {{ {rows} }} "


def _term(hit: Hit, column: str) -> str:
    """A column of a hit as SPARQL writes it."""
    if column == "iri":
        return str(ox.NamedNode(hit.iri))
    if column == "score":
        return str(ox.Literal(hit.score))
    if column == "text":
        return str(ox.Literal(hit.text, language=hit.language or None))
    names = (hit.property,) if column == "property" else hit.kinds[:1]
    return str(ox.NamedNode(iri_of(names[0]))) if names else "UNDEF"
