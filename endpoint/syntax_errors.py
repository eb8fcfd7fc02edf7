"""A refused query and the parser's message -> line, column and a sentence that a person can act on.

The parser names the farthest place that any of its attempts reached, which is often the end. So the query's words are
looked through first: an undeclared prefix, a misspelt word, an open string or bracket is named where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from endpoint.scan import TOKEN

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_SHOWN = 8
_TOKEN_SHOWN = 80


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """What is wrong and where: line and column count from 1, in code points; `token` stands there ("" at the end)."""

    line: int
    column: int
    reason: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class _Suspect:
    start: int
    reason: str


def find_fault(query: str, message: str, prefixes: Collection[str]) -> SyntaxFault:
    """The fault of a query that the parser refused with `message`; `prefixes` need no declaration."""
    suspects = list(_words(query, prefixes)) or list(_brackets(query))
    if not suspects:
        fault = _as_parsed(message)
        return replace(fault, token=_token_at(query, fault.line, fault.column))
    first = min(suspects, key=lambda suspect: suspect.start)
    before = query[: first.start]
    line, column = before.count("\n") + 1, first.start - (before.rfind("\n") + 1) + 1
    return SyntaxFault(line, column, first.reason, _token_at(query, line, column))


def _token_at(query: str, line: int, column: int) -> str:
    """The token that stands at a place or follows it, cut at a sensible length."""
    lines = query.split("\n")
    start = sum(len(text) + 1 for text in lines[: line - 1]) + column - 1
    found = (token for token in TOKEN.finditer(query, min(start, len(query))) if token.lastgroup != "skip")
    token = next(found, None)
    return token.group()[:_TOKEN_SHOWN] if token else ""


@cache
def _sparql_words() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("sparql_words.txt").read_text("ascii").split())


def _words(query: str, prefixes: Collection[str]) -> Iterator[_Suspect]:
    """Undeclared prefixes, words that SPARQL does not have, and strings without an end."""
    declared, previous = set(prefixes) | {"_"}, ""
    for token in TOKEN.finditer(query):
        kind, text = token.lastgroup, token.group()
        if kind == "skip":
            continue
        if kind == "name" and previous == "PREFIX":
            declared.add(text.rstrip(":"))
        elif reason := _reason(kind, text, declared, previous):
            yield _Suspect(token.start(), reason)
        previous = text.upper()


def _reason(kind: str | None, text: str, declared: Collection[str], previous: str) -> str:
    prefix = text.partition(":")[0]
    if kind == "name" and text[0] not in "?$@" and prefix not in declared and previous != "_":
        return f'the prefix "{prefix}:" is not declared'
    # After a digit, a letter is the exponent of a number.
    if kind == "word" and text.split(".")[0].upper() not in _sparql_words() and not previous.isdigit():
        return f'"{text}" is not a word of SPARQL'
    if kind == "string" and (len(text) < 2 or not text.endswith(text[0])):
        return "this string is not closed"
    return ""


def _brackets(query: str) -> Iterator[_Suspect]:
    """The first bracket that closes nothing, or the innermost one left open."""
    opened: list[re.Match[str]] = []
    for token in TOKEN.finditer(query):
        if token.lastgroup == "open":
            opened.append(token)
        elif token.lastgroup == "close" and (not opened or _CLOSING[opened.pop().group()] != token.group()):
            yield _Suspect(token.start(), f'this "{token.group()}" closes nothing')
            return
    if opened:
        yield _Suspect(opened[-1].start(), f'this "{opened[-1].group()}" is never closed')


def _as_parsed(message: str) -> SyntaxFault:
    found = _POSITION.match(message)
    if not found:
        return SyntaxFault(1, 1, message)
    items = [item for item in found[3].removeprefix("one of ").split(", ") if not item.startswith("[")]
    sentences = [item for item in items if " " in item.strip('"')]
    if sentences:
        return SyntaxFault(int(found[1]), int(found[2]), sentences[0])
    if not items or "\n" in found[3]:
        return SyntaxFault(int(found[1]), int(found[2]), "something is missing or misplaced here or before")
    shown = ", ".join(items[:_SHOWN]) + (", …" if len(items) > _SHOWN else "")
    return SyntaxFault(int(found[1]), int(found[2]), f"expected {'one of ' if len(items) > 1 else ''}{shown}")
