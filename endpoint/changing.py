"""An order -> its change to the copy of the store that it is made on. Runs in the process of the write alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from endpoint.orders import Order, Part
from endpoint.scan import scan
from endpoint.syntax_errors import find_fault
from endpoint.update_text import Operation, TextError, operations, settled
from kg.layer import DEFAULT
from kg.revision import ReadOnlyError, Revision, state_of


class RefusedError(Exception):
    """A write that cannot be done: `problem` is a row of the table of problems."""

    def __init__(self, problem: str, detail: str = "", **members: object) -> None:
        super().__init__(detail)
        self.problem = problem
        self.detail = detail
        self.members = members


def check(revision: Revision, order: Order) -> None:
    """Refuse the order if the graph, or the version, is not in the state that the client knows."""
    if order.act == "update":
        exists, state = True, revision.base.path.name
    else:
        exists, state = revision.exists(order.graph), state_of(revision.base, revision.layer, order.graph)
    if order.if_match is not None and not (exists and _matches(order.if_match, state)):
        raise RefusedError("precondition-failed")
    if order.if_none_match is not None and exists and _matches(order.if_none_match, state):
        raise RefusedError("precondition-failed")


def _matches(tags: tuple[str, ...], state: str) -> bool:
    # A tag may go on after the state, to tell formats from each other.
    return any(tag == "*" or tag == state or tag.startswith(f"{state}.") for tag in tags)


# Graphs as a whole


def put(revision: Revision, order: Order, body: bytes) -> bool:
    """Replace a graph; whether it is new."""
    quads = _quads(order, body)
    revision.claim([order.graph])
    created = not revision.exists(order.graph)
    _remove(revision, order.graph)
    _add(revision, order.graph, quads)
    return created


def post(revision: Revision, order: Order, body: bytes) -> bool:
    """Add to a graph; whether it is new."""
    quads = _quads(order, body)
    if not any(part.length for part in order.parts):
        return False
    revision.claim([order.graph])
    created = not revision.exists(order.graph)
    _add(revision, order.graph, quads)
    return created


def delete(revision: Revision, order: Order) -> None:
    """Remove a graph."""
    if not revision.exists(order.graph):
        raise RefusedError("no-such-graph", f"There is no graph <{order.graph}>.")
    revision.claim([order.graph])
    _remove(revision, order.graph)


def _remove(revision: Revision, graph: str) -> None:
    if graph == DEFAULT:
        revision.store.clear_graph(ox.DefaultGraph())
    elif revision.exists(graph):
        revision.store.remove_graph(ox.NamedNode(graph))


def _add(revision: Revision, graph: str, quads: list[ox.Quad]) -> None:
    revision.store.extend(quads)
    if graph != DEFAULT:
        revision.store.add_graph(ox.NamedNode(graph))


def _quads(order: Order, body: bytes) -> list[ox.Quad]:
    """What was uploaded, as quads of the graph that it is for; blank nodes are like no others."""
    name = ox.NamedNode(order.graph) if order.graph else ox.DefaultGraph()
    quads, start = [], 0
    for part in order.parts:
        document = body[start : start + part.length]
        quads += [
            ox.Quad(triple.subject, triple.predicate, triple.object, name)
            for triple in _triples(part, document, order.base)
        ]
        start += part.length
    return quads


def _triples(part: Part, document: bytes, base: str) -> list[ox.Triple]:
    written = ox.RdfFormat.from_extension(part.format or "rdf")
    options: dict[str, Any] = {"base_iri": base, "without_named_graphs": True, "rename_blank_nodes": True}
    try:
        return [_triple(quad) for quad in ox.parse(document, format=written, **options)]
    except SyntaxError as error:
        if part.format is None:
            raise RefusedError("unsupported-graph-type") from error
        line, column = error.lineno, error.offset
        where = {"line": line, "column": column} if line else {}
        raise RefusedError("malformed-graph", error.msg, **where) from error


def _triple(quad: object) -> ox.Triple:
    assert isinstance(quad, ox.Quad)
    return quad.triple


# SPARQL Update


def update(revision: Revision, order: Order, text: str, prefixes: Mapping[str, str]) -> None:
    """Run an update."""
    findings = scan(text)
    if findings.calls_out or "LOAD" in findings.keywords:
        raise RefusedError("federation-refused")
    if findings.too_deep:
        raise RefusedError("too-deep")
    _Update(revision, order, text, dict(prefixes)).run()


class _Update:
    def __init__(self, revision: Revision, order: Order, text: str, prefixes: dict[str, str]) -> None:
        self._revision = revision
        self._order = order
        self._text = text
        self._prefixes = prefixes

    def run(self) -> None:
        try:
            self._run()
        except SyntaxError as error:
            self._check_syntax()
            raise RefusedError("syntax", str(error)) from error
        except (RuntimeError, OSError) as error:
            raise RefusedError("update-failed", str(error)) from error

    def _run(self) -> None:
        try:
            text = settled(self._text)
            found = operations(text)
        except TextError:
            return self._run_unread()
        if self._order.using or self._order.using_named:
            self._check_syntax()
            found = [self._with_using(operation) for operation in found]
        elif not any(operation.variables for operation in found):
            self._revision.claim({name for operation in found for name in self._targets(operation)})
            return self._execute(text)
        self._check_syntax()
        for operation in found:
            self._revision.claim(self._targets(operation))
            self._execute(operation.prologue + operation.text)
        return None

    def _run_unread(self) -> None:
        """Run what cannot be read: it may change anything."""
        self._check_syntax()
        if not self._revision.plain:
            raise RefusedError("bad-request", "It cannot be told which graphs this update changes: write it otherwise.")
        self._revision.claim([DEFAULT, *self._revision.names()])
        self._execute(self._text)
        self._revision.claim(self._revision.names())

    def _execute(self, text: str) -> None:
        self._revision.store.update(text, base_iri=self._order.base, prefixes=self._prefixes)

    def _check_syntax(self) -> None:
        """Have the engine read the text as it was sent; raises RefusedError."""
        try:
            ox.Store().update(self._text, base_iri=self._order.base, prefixes=self._prefixes)
        except SyntaxError as error:
            fault = find_fault(self._text, str(error), self._prefixes)
            detail = f"Line {fault.line}, column {fault.column}: {fault.reason}."
            place = {"line": fault.line, "column": fault.column, "token": fault.token}
            raise RefusedError("syntax", detail, **place, parser=str(error)) from error
        except (RuntimeError, OSError):
            # Nothing is there that it could be applied to.
            pass

    # Which graphs

    def _targets(self, operation: Operation) -> set[str]:
        names = set(self._resolved(operation, operation.graphs))
        if operation.default:
            names.add(DEFAULT)
        if operation.named:
            names.update(self._revision.names())
        return names | self._bound(operation) if operation.variables else names

    def _resolved(self, operation: Operation, written: frozenset[str] | tuple[str, ...]) -> list[str]:
        """The IRIs that names in the text stand for, as the engine reads them."""
        if not written:
            return []
        query = f"{operation.prologue} SELECT ?g {{ VALUES ?g {{ {' '.join(written)} }} }}"
        solutions = ox.Store().query(query, base_iri=self._order.base, prefixes=self._prefixes)
        assert isinstance(solutions, ox.QuerySolutions)
        return [solution["g"].value for solution in solutions]

    def _bound(self, operation: Operation) -> set[str]:
        """What the variables that name graphs stand for, in the store as it is now."""
        names = set()
        for variable in operation.variables:
            query = f"{operation.prologue} SELECT DISTINCT ?{variable} {operation.pattern}"
            solutions = self._revision.store.query(
                query, base_iri=self._order.base, prefixes=self._prefixes, **self._dataset(operation)
            )
            assert isinstance(solutions, ox.QuerySolutions)
            found = [solution[variable] for solution in solutions]
            names |= {term.value for term in found if isinstance(term, ox.NamedNode)}
        return names

    def _dataset(self, operation: Operation) -> dict[str, Any]:
        if self._order.using or self._order.using_named:
            default, named = list(self._order.using), list(self._order.using_named)
        elif operation.using or operation.using_named:
            default = self._resolved(operation, operation.using)
            named = self._resolved(operation, operation.using_named)
        elif operation.within:
            within = self._resolved(operation, (operation.within,))
            return {"default_graph": [ox.NamedNode(name) for name in within]}
        else:
            return {}
        return {
            "default_graph": [ox.NamedNode(name) for name in default],
            "named_graphs": [ox.NamedNode(name) for name in named],
        }

    def _with_using(self, operation: Operation) -> Operation:
        """The operation over the dataset that the protocol names; raises RefusedError if it names one itself.

        Raises ValueError for a name that is no IRI.
        """
        if operation.has_dataset:
            raise RefusedError("dataset-conflict")
        # As the engine writes them: what is no IRI must not become part of the text.
        clauses = [f"USING {ox.NamedNode(name)}" for name in self._order.using]
        clauses += [f"USING NAMED {ox.NamedNode(name)}" for name in self._order.using_named]
        return operation.with_using(" ".join(clauses) + " ")


def as_refusal(error: ReadOnlyError) -> RefusedError:
    """The same for the client."""
    graph = {"graph": error.graph} if error.graph else {}
    return RefusedError("graph-read-only", f"{str(error)[0].upper()}{str(error)[1:]}.", **graph)
