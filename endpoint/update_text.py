"""The text of a SPARQL update -> its operations, and the graphs that each may change.

SPARQL 1.1 Update: https://www.w3.org/TR/sparql11-update/. The parser that counts is the engine's; this one reads just
enough, and gives up (TextError) on what it does not recognise, so that nothing it says is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from endpoint.scan import TOKEN

Tokens = Sequence["re.Match[str]"]


class TextError(Exception):
    """An update whose graphs cannot be told."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its text with all declarations before it, and what it may change.

    `graphs` are names as written, `variables` stand for names that only the data tell; `default`: the default graph;
    `named`: all named graphs. Where an operation has a pattern, `pattern` is its text; `using`, `using_named` and
    `within` are the graphs, as written, of its own dataset. `place` is where a USING clause may be put into the text.
    """

    prologue: str
    text: str
    graphs: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    default: bool = False
    named: bool = False
    pattern: str = ""
    within: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    place: int | None = None

    @property
    def has_dataset(self) -> bool:
        """Whether the text says what the pattern is matched against."""
        return bool(self.within or self.using or self.using_named)

    def with_using(self, clause: str) -> Operation:
        """The same, with a clause that says what the pattern is matched against."""
        if self.place is None:
            return self
        return replace(self, text=self.text[: self.place] + clause + self.text[self.place :])


def operations(update: str) -> list[Operation]:
    """The operations of an update as `settled` leaves it; raises TextError."""
    return _Reader(update).operations()


def settled(update: str) -> str:
    """The same update, so that nobody can read more as a comment or string than was read here.

    In `?a <?b#> …` the sign may open an IRI or compare, and then the rest of the line is a comment: so the line ends.
    """
    pieces = []
    for token in TOKEN.finditer(update):
        pieces.append(token.group())
        if token.lastgroup == "iri" and ("#" in token.group() or "'" in token.group()):
            if "'''" in token.group():
                raise TextError
            pieces.append("\n")
    return "".join(pieces)


@dataclass(slots=True)
class _Targets:
    graphs: set[str] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    default: bool = False
    named: bool = False

    def add(self, token: re.Match[str]) -> None:
        """A graph as written after GRAPH."""
        text = token.group()
        if text[0] in "?$":
            self.variables.add(text[1:])
        elif token.lastgroup in ("iri", "name"):
            self.graphs.add(text)
        else:
            raise TextError


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [token for token in TOKEN.finditer(text) if token.lastgroup != "skip"]
        self._at = 0
        self._prologue = ""

    def operations(self) -> list[Operation]:
        """All of them."""
        found = []
        while self._declarations():
            found.append(self._operation())
            if self._at < len(self._tokens):
                self._expect(";")
        return found

    # Tokens

    def _peek(self, ahead: int = 0) -> str:
        place = self._at + ahead
        if place >= len(self._tokens):
            return ""
        token = self._tokens[place]
        return token.group().upper() if token.lastgroup == "word" else token.group()

    def _take(self) -> re.Match[str]:
        if self._at >= len(self._tokens):
            raise TextError
        self._at += 1
        return self._tokens[self._at - 1]

    def _found(self, *words: str) -> bool:
        """Take these words if they come next."""
        if all(self._peek(place) == word for place, word in enumerate(words)):
            self._at += len(words)
            return True
        return False

    def _expect(self, *words: str) -> None:
        if not self._found(*words):
            raise TextError

    def _name(self) -> str:
        token = self._take()
        if token.lastgroup not in ("iri", "name") or token.group()[0] in "?$@":
            raise TextError
        return token.group()

    # The grammar

    def _declarations(self) -> bool:
        """Take the prologue; whether an operation follows."""
        start = self._at
        while self._peek() in ("PREFIX", "BASE", "VERSION"):
            self._at += 3 if self._peek() == "PREFIX" else 2
        if self._at > start:
            self._prologue += self._text[self._tokens[start].start() : self._place()] + "\n"
        return self._at < len(self._tokens)

    def _place(self) -> int:
        return self._tokens[self._at].start() if self._at < len(self._tokens) else len(self._text)

    def _operation(self) -> Operation:
        word = self._peek()
        if word in ("CLEAR", "DROP", "CREATE"):
            return self._simple(self._whole_graphs)
        if word in ("ADD", "MOVE", "COPY"):
            return self._simple(self._transfer)
        if self._peek(1) == "DATA" and word in ("INSERT", "DELETE"):
            return self._simple(self._data)
        if self._peek(1) == "WHERE" and word == "DELETE":
            return self._delete_where()
        if word in ("WITH", "INSERT", "DELETE"):
            return self._modify()
        raise TextError

    def _simple(self, read: Callable[[_Targets], None]) -> Operation:
        start, targets = self._place(), _Targets()
        read(targets)
        return self._made(start, targets)

    def _made(self, start: int, targets: _Targets, **more: object) -> Operation:
        end = self._tokens[self._at - 1].end()
        return Operation(
            self._prologue,
            self._text[start:end],
            frozenset(targets.graphs),
            frozenset(targets.variables),
            targets.default,
            targets.named,
            **more,  # type: ignore[arg-type]
        )

    def _whole_graphs(self, targets: _Targets) -> None:
        creates = self._take().group().upper() == "CREATE"
        self._found("SILENT")
        if self._found("GRAPH"):
            targets.graphs.add(self._name())
        elif creates:
            raise TextError
        else:
            what = self._take().group().upper()
            if what not in ("DEFAULT", "NAMED", "ALL"):
                raise TextError
            targets.default |= what in ("DEFAULT", "ALL")
            targets.named |= what in ("NAMED", "ALL")

    def _transfer(self, targets: _Targets) -> None:
        moves = self._take().group().upper() == "MOVE"
        self._found("SILENT")
        source = self._graph_or_default()
        self._expect("TO")
        target = self._graph_or_default()
        for name in (source, target) if moves else (target,):
            targets.default |= not name
            targets.graphs |= {name} - {""}

    def _graph_or_default(self) -> str:
        if self._found("DEFAULT"):
            return ""
        self._found("GRAPH")
        return self._name()

    def _data(self, targets: _Targets) -> None:
        self._at += 2
        self._quads(targets)

    def _delete_where(self) -> Operation:
        start, targets = self._place(), _Targets()
        self._at += 2
        pattern = self._quads(targets)
        # In full: DELETE with the pattern as its template, too.
        made = self._made(start, targets, pattern=pattern)
        text = f"DELETE {pattern} WHERE {pattern}"
        return Operation(
            made.prologue,
            text,
            made.graphs,
            made.variables,
            made.default,
            pattern=pattern,
            place=len(f"DELETE {pattern} "),
        )

    def _modify(self) -> Operation:
        start, targets = self._place(), _Targets()
        within = self._name() if self._found("WITH") else ""
        for word in ("DELETE", "INSERT"):
            if self._found(word):
                self._quads(targets)
        using: list[str] = []
        using_named: list[str] = []
        while self._found("USING"):
            (using_named if self._found("NAMED") else using).append(self._name())
        place = self._place() - start
        self._expect("WHERE")
        pattern = self._block()
        if within and targets.default:
            targets.default = False
            targets.graphs.add(within)
        return self._made(
            start,
            targets,
            pattern=pattern,
            within=within,
            using=tuple(using),
            using_named=tuple(using_named),
            place=place,
        )

    def _quads(self, targets: _Targets) -> str:
        """A block of triples and GRAPH blocks; its text."""
        start = self._place()
        self._expect("{")
        while not self._found("}"):
            if self._found("GRAPH"):
                targets.add(self._take())
                self._block()
            elif self._peek() == "{":
                # Only an annotation of a triple may open here.
                if self._peek(1) != "|":
                    raise TextError
                self._block()
            else:
                targets.default |= self._take().group() != "."
        return self._text[start : self._tokens[self._at - 1].end()]

    def _block(self) -> str:
        """Everything between two braces; its text."""
        start, depth = self._place(), 0
        if self._peek() != "{":
            raise TextError
        while True:
            token = self._take()
            depth += (token.group() == "{") - (token.group() == "}")
            if not depth:
                return self._text[start : token.end()]
