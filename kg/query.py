"""SPARQL from the command line: a query and a built graph -> a table, CSV, TSV or JSON.

The engine cannot be cancelled and recurses deeply, so it runs on a thread of its own with a large stack; interrupting
the program ends it. Queries of strangers belong in the worker processes of the endpoint, which have limits that hold.
"""

from __future__ import annotations

import re
import threading
import traceback
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Literal
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.store import current_version

Format = Literal["table", "csv", "tsv", "json"]
LONGEST_QUERY = 64 * 1024
# At worst the engine takes 2 KB of stack for each byte of a query.
_STACK = 512 << 20
_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
}
# IRIs, strings, comments, variables and prefixed names of SPARQL, then what is left of words: its keywords.
_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*+>
      | \"{3}(?:[^"\\]|\\.|"{1,2}+(?!"))*+\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}+(?!'))*+'{3}
      | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+'
      | \#[^\r\n]*+ | [?$@]\w++ | (?:[^\W\d_][\w.\-]*+)?+:(?:[\w.:\-]|%[0-9A-Fa-f]{2}|\\.)*+
      | (?P<word>[^\W\d_]++)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE"}
_FAULT = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_WORD_START = re.compile(r"(?<!\S)[A-Za-z]")
_WIDEST = 60
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_BIDI_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


class QueryError(ValueError):
    """A query that is not asked or has no answer; the message says why."""


class QuerySyntaxError(QueryError):
    """A query that breaks the grammar, at `line` and `column` (from 1, in characters)."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line, self.column, self.message = line, column, message


def run(store: Path, text: str, format: Format, output: BinaryIO, *, services: Collection[str] = ()) -> None:
    """Ask the graph built in a folder, and write the answer as UTF-8.

    The default graph is the union of all graphs unless the query names its own (FROM); the prefixes of
    `kg.namespaces` need no declaration. A graph as answer (CONSTRUCT, DESCRIBE) is written as Turtle for `table`, as
    JSON-LD for `json`. Of other endpoints it may ask those named as `services`. Raises QueryError, QuerySyntaxError,
    StoreError, and OSError from the output.
    """
    for service in services:
        _check_address(service)
    _check(text, services)
    graph = current_version(store).open()
    _on_large_stack(lambda: _answer(graph, text, format, output))


def _check_address(service: str) -> None:
    """Raise QueryError for what is no address of an endpoint."""
    try:
        parts = urlsplit(service)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError(f"--service {service} is no address; write it as https://query.wikidata.org/sparql")


def _check(text: str, services: Collection[str]) -> None:
    """Raise QueryError for a query that must not be asked."""
    try:
        length = len(text.encode())
    except UnicodeEncodeError as error:
        raise QueryError(f"the query is not UTF-8 text (character {error.start + 1})") from error
    if length > LONGEST_QUERY:
        raise QueryError(f"the query has {length} bytes; at most {LONGEST_QUERY} are taken")
    keywords = {token["word"].upper() for token in _TOKEN.finditer(text) if token["word"]}
    if "SERVICE" in keywords:
        _check_services(text, services)
    if keywords & _UPDATES:
        raise QueryError("this is an update; a published graph can be asked, not changed")


def _check_services(text: str, services: Collection[str]) -> None:
    """Raise QueryError unless every SERVICE names one of the endpoints that may be asked, by its IRI in brackets."""
    tokens = (token[0] for token in _TOKEN.finditer(text) if not token[0].startswith("#"))
    for token in tokens:
        if token.upper() == "SERVICE":
            named = next(tokens, "")
            named = next(tokens, "") if named.upper() == "SILENT" else named
            if not services:
                raise QueryError(
                    "the query asks another server (SERVICE); only the graph at hand is asked but for --service"
                )
            if named[:1] != "<" or named[1:-1] not in services:
                raise QueryError(f"the query asks {named or 'nobody'}; it may ask {', '.join(services)}, named in <>")


def _on_large_stack(work: Callable[[], None]) -> None:
    """Run to the end on a thread with room for deep recursion; its exception is raised here."""
    raised: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:
            _let_go(error)
            raised.append(error)

    before = threading.stack_size(_STACK)
    try:
        # A daemon, so that an interrupted program need not wait for the engine.
        thread = threading.Thread(target=guarded, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if raised:
        raise raised[0]


def _let_go(error: BaseException | None) -> None:
    """Drop what the frames of an error hold: results may not outlive their thread."""
    while error:
        traceback.clear_frames(error.__traceback__)
        error = error.__context__


def _answer(graph: ox.Store, text: str, format: Format, output: BinaryIO) -> None:
    """Results cannot leave their thread, so they are written where they are found."""
    try:
        _write(graph.query(text, prefixes=PREFIXES), format, output)
    except SyntaxError as error:
        raise _fault(str(error), text) from None
    except (RuntimeError, ValueError) as error:
        raise error if isinstance(error, QueryError) else QueryError(f"the query failed: {error}") from error


def _write(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, format: Format, output: BinaryIO) -> None:
    if isinstance(results, ox.QueryTriples):
        _write_graph(list(results), format, output)
    elif format != "table":
        results.serialize(output, format=_RESULTS[format])
        if format == "json" or isinstance(results, ox.QueryBoolean):
            output.write(b"\n")
    elif isinstance(results, ox.QueryBoolean):
        output.write(b"true\n" if results else b"false\n")
    else:
        names = [variable.value for variable in results.variables]
        output.write(table(names, [[_cell(term) for term in row] for row in results]).encode())


def _write_graph(triples: list[ox.Triple], format: Format, output: BinaryIO) -> None:
    if format not in ("table", "json"):
        raise QueryError(f"the answer is a graph, which {format} cannot hold: choose table (Turtle) or json (JSON-LD)")
    written = "\n".join(str(triple) for triple in triples)
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in written}
    syntax = ox.RdfFormat.TURTLE if format == "table" else ox.RdfFormat.JSON_LD
    ox.serialize(triples, output, format=syntax, prefixes=used)


# --- syntax errors -------------------------------------------------------------------------------------------------


def _fault(report: str, text: str) -> QuerySyntaxError:
    """The parser's report as a sentence."""
    found = _FAULT.match(report)
    if not found:
        return QuerySyntaxError(1, 1, report)
    lines = text.split("\n")[: int(found[1]) - 1]
    offset = sum(len(line) + 1 for line in lines) + int(found[2]) - 1
    # The parser lists all that it would have taken; classes of characters, in brackets, tell nobody anything.
    expected = [item for item in found[3].split(", ") if item[0] not in "[\n"]
    keyword = _missed_keyword(expected, text, offset)
    if keyword:
        return _fault_at(text, offset - len(keyword), f"{_place(text, offset - len(keyword))}; expected {keyword}")
    return _fault_at(text, offset, _reason(expected, text, offset) or _place(text, offset))


def _fault_at(text: str, offset: int, message: str) -> QuerySyntaxError:
    return QuerySyntaxError(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), message)


def _missed_keyword(expected: Iterable[str], text: str, offset: int) -> str | None:
    """The keyword that stands misspelt before the offset: the parser reports where a keyword would have ended."""
    for keyword in expected:
        start = offset - len(keyword)
        if keyword.isalpha() and keyword.isupper() and start >= 0 and _WORD_START.match(text, start):
            return keyword
    return None


def _reason(expected: Sequence[str], text: str, offset: int) -> str | None:
    """What the parser says in words, if it does."""
    if "Prefix not found" in expected:
        return f"the prefix of {_word(text, offset)!r} is not declared"
    return next((item for item in expected if re.search("[a-z] [a-z]", item)), None)


def _place(text: str, offset: int) -> str:
    word = _word(text, offset)
    at_end = not text[offset:].strip() and not re.search(r"\w$", word)
    return "the query ends too early" if at_end else f"not understood at {word!r}"


def _word(text: str, offset: int) -> str:
    """What stands between spaces around an offset, or follows it."""
    start = offset - len(re.split(r"\s", text[:offset])[-1])
    return (text[start:].split() or [""])[0]


# --- tables --------------------------------------------------------------------------------------------------------


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Names and rows as aligned columns for a terminal; cells wider than 60 columns are cut, which is shown by `…`.

    Right-to-left cells are isolated (https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), so that a
    terminal which reorders them leaves the columns where they are.
    """
    cells = [[_fitted(cell) for cell in row] for row in (names, *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*lines, f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})"]) + "\n"


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    """A term as people read it: literals bare, IRIs of known namespaces with their prefix."""
    if isinstance(term, ox.NamedNode):
        return _shortened(term.value)
    if isinstance(term, ox.Literal):
        return term.value
    return "" if term is None else str(term)


def _shortened(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _fitted(text: str) -> str:
    """One line of at most 60 columns that cannot command the terminal."""
    text = _BIDI_CONTROLS.sub("", text)
    text = "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
    if _width(text) <= _WIDEST:
        return text
    end, width = 0, 0
    while width + _width(text[end]) < _WIDEST:
        width += _width(text[end])
        end += 1
    return text[:end] + "…"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: none for marks and format characters, two for wide letters."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(text: str, width: int) -> str:
    shown = f"{_ISOLATE}{text}{_END_ISOLATE}" if _is_right_to_left(text) else text
    return shown + " " * (width - _width(text))


def _is_right_to_left(text: Iterable[str]) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)
