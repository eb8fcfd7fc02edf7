"""A query as clients of this service write it -> as an engine elsewhere needs it: with base and prefixes declared.

The declarations stand on a line of their own before the query, so that a message's line is one too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urljoin

from endpoint.scan import TOKEN
from kg.namespaces import PREFIXES, expand

# What this service has beyond SPARQL; it needs the store here.
EXTENSIONS = frozenset(map(expand, ("mq:fold", "mq:matches", "mq:search")))
_OXIGRAPH_PLACE = re.compile(r"error at (\d+):(\d+)")
_VIRTUOSO_PLACE = re.compile(r"\A.*?SPARQL compiler, line (\d+): ", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prologue:
    """What a query's text says: prefixes used and not declared, extensions of this service used, its dataset."""

    missing: tuple[str, ...]
    extensions: tuple[str, ...]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def read_prologue(query: str, base: str | None) -> Prologue:
    """Look a query's tokens through."""
    tokens = [token for token in TOKEN.finditer(query) if token.lastgroup in ("word", "name", "iri")]
    declared = dict(_declared(tokens))
    names = [token.group() for token in tokens if token.lastgroup == "name" and token.group()[0] not in "?$@"]
    used = {name.partition(":")[0] for name in names}
    known = {**PREFIXES, **declared}
    graphs = list(_graphs(tokens, known, _base(tokens) or base or ""))
    return Prologue(
        missing=tuple(sorted(used & PREFIXES.keys() - declared.keys())),
        extensions=tuple(sorted(EXTENSIONS & {_iri(token, known) for token in tokens})),
        default_graphs=tuple(name for named, name in graphs if not named),
        named_graphs=tuple(name for named, name in graphs if named),
    )


def _declared(tokens: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.group().upper() == "PREFIX" and iri.lastgroup == "iri":
            yield name.group().removesuffix(":"), iri.group()[1:-1]


def _base(tokens: Sequence[re.Match[str]]) -> str | None:
    return next(
        (iri.group()[1:-1] for word, iri in pairwise(tokens) if _word(word) == "BASE" and iri.lastgroup == "iri"), None
    )


def _graphs(tokens: Sequence[re.Match[str]], names: dict[str, str], base: str) -> Iterator[tuple[bool, str]]:
    """The graphs of FROM (False) and FROM NAMED (True)."""
    for before, word, token in zip(["", *map(_word, tokens)], map(_word, tokens), tokens[1:], strict=False):
        named = word == "NAMED" and before == "FROM"
        if (named or word == "FROM") and (name := _iri(token, names)) is not None:
            yield named, urljoin(base, name)


def _word(token: re.Match[str]) -> str:
    return token.group().upper() if token.lastgroup == "word" else ""


def _iri(token: re.Match[str], names: dict[str, str]) -> str | None:
    prefix, colon, local = token.group().partition(":")
    if token.lastgroup == "iri":
        return token.group()[1:-1]
    return names[prefix] + local if token.lastgroup == "name" and colon and prefix in names else None


def with_declarations(query: str, prologue: Prologue, base: str | None) -> str:
    """The query with what it takes for granted."""
    lines = [f"BASE <{base}>"] if base else []
    lines += [f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in prologue.missing]
    return " ".join(lines) + "\n" + query


def told_of_original(message: str) -> str:
    """A message about the query with declarations, in the form "error at line:column: …" about the one without."""
    message = _VIRTUOSO_PLACE.sub(r"error at \1:1: ", message, count=1)
    return _OXIGRAPH_PLACE.sub(lambda place: f"error at {max(1, int(place[1]) - 1)}:{place[2]}", message, count=1)
