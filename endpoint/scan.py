"""A query's text, read once from left to right before a worker sees it: is it fit to be asked, and what does it use?

A lexer for the terminals of SPARQL (https://www.w3.org/TR/sparql11-query/#sparqlGrammar) that knows just enough to tell
keywords from names, IRIs, strings and comments. Every alternative is possessive, so that time grows with length only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_DEPTH = 200
MAX_OPERATOR_RUN = 64
UPDATE_FORMS = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
# Two evaluations of these may differ although store and query are the same.
VOLATILE = frozenset(["NOW", "RAND", "UUID", "STRUUID", "BNODE"])

TOKEN = re.compile(
    r"""
    (?P<skip>   \s++ | \#[^\r\n]*+ )
  | (?P<string> \"{3}(?:[^"\\]++|\\.|"{1,2}+(?!"))*+(?:\"{3}|\Z) | '{3}(?:[^'\\]++|\\.|'{1,2}+(?!'))*+(?:'{3}|\Z)
              | "(?:[^"\\\r\n]++|\\.)*+(?:"|(?=[\r\n])|\Z) | '(?:[^'\\\r\n]++|\\.)*+(?:'|(?=[\r\n])|\Z) )
  | (?P<iri>    <[^<>"{}|^`\\\x00-\x20]*+> )
  | (?P<name>   [?$]\w++ | @[A-Za-z][\w\-]*+ | (?:[^\W\d_][\w.\-]*+)?+:(?:[\w.:\-]++|%[0-9A-Fa-f]{2}|\\.)*+ )
  | (?P<word>   [^\W\d_][\w.\-]*+ )
  | (?P<number> \d++ )
  | (?P<open>   [({\[] )
  | (?P<close>  [)}\]] )
  | (?P<sign>   [!\-+^] )
  | (?P<other>  . )
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS = re.compile(r"[.\-]")
# What a query is refused for, or its answer not kept: whose text has none of these, within whatever it stands, has none
# as a keyword.
_TELLING = re.compile("|".join(sorted(UPDATE_FORMS | VOLATILE | {"SERVICE"})))


@dataclass(frozen=True, slots=True)
class Findings:
    """What a query is made of: its keywords in capitals, its form, and how deep and how long its nests and runs are."""

    keywords: frozenset[str]
    form: str
    depth: int
    operator_run: int

    @property
    def calls_out(self) -> bool:
        """Whether the query asks another endpoint."""
        return "SERVICE" in self.keywords

    @property
    def volatile(self) -> bool:
        """Whether asking twice may give two answers."""
        return not VOLATILE.isdisjoint(self.keywords)

    @property
    def updates(self) -> bool:
        """Whether this is a SPARQL update and no query."""
        return self.form in UPDATE_FORMS

    @property
    def too_deep(self) -> bool:
        """Whether the nesting is beyond any sensible query."""
        return self.depth > MAX_DEPTH or self.operator_run > MAX_OPERATOR_RUN


def is_plain(query: str) -> bool:
    """Whether a glance shows that `scan` would find nothing to refuse and nothing volatile; it may say no too often."""
    # Letters beyond ASCII may become others in capitals.
    return (
        query.isascii()
        and _TELLING.search(query.upper()) is None
        and sum(map(query.count, "({[")) <= MAX_DEPTH
        and sum(map(query.count, "!-+^")) <= MAX_OPERATOR_RUN
    )


def scan(query: str) -> Findings:
    """Read a query's tokens; any text is accepted, for errors of syntax are the parser's to report."""
    keywords: set[str] = set()
    form, depth, deepest, run, longest = "", 0, 0, 0, 0
    for token in TOKEN.finditer(query):
        kind = token.lastgroup
        if kind == "skip":
            continue
        run = run + 1 if kind == "sign" else 0
        if kind == "word":
            words = _WORDS.split(token.group().upper())
            keywords.update(words)
            form = form or _form(words[0])
        elif kind == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif kind == "close":
            depth -= 1
        else:
            longest = max(longest, run)
    return Findings(frozenset(keywords), form, deepest, longest)


def _form(word: str) -> str:
    return "" if word in ("PREFIX", "BASE", "VERSION") else word
