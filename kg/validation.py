"""Quads -> what in them is not as `ontology/shapes.ttl` wants it (SHACL Core, https://www.w3.org/TR/shacl/).

The shapes look at a node's own properties and, of the nodes that it points at, only at their types and concept schemes.
So one article's graph can be checked on its own, with those few facts about other nodes borrowed from a context.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pyoxigraph
import pyshacl
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import SH, XSD

from kg.namespaces import PREFIXES, expand
from kg.ontology import ontology_quads
from kg.tables import curated

_SHAPES = "https://w3id.org/mithaq/shapes#"
_KINDS = {expand("rdf:type"), expand("skos:inScheme")}
_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)

# A value that is no date or number is a violation already; rdflib would log a traceback about it besides.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is not as it should be.

    `focus` is the node at fault, `path` the property and `value` the offending value, where there is one (full IRIs).
    `shape` is the local name of the shape in `ontology/shapes.ttl`, `constraint` the SHACL parameter that is broken
    (minCount, class…).
    """

    focus: str
    path: str
    value: str
    message_ar: str
    message_en: str
    shape: str
    constraint: str = ""

    def __str__(self) -> str:
        place = ", ".join(filter(None, (f"<{self.focus}>", _short(self.path))))
        found = f" Found: {_short(self.value)}." if self.value else ""
        return f"{place}: {self.message_en}{found} {self.message_ar} (shape {self.shape}, {self.constraint})"


class Context:
    """Quads from elsewhere that a graph may lean on: curated actors, the program. Index them once for many graphs."""

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self._about: defaultdict[Node, list[Quad]] = defaultdict(list)
        for quad in quads:
            self._about[quad.subject].append(quad)

    def about(self, node: Node) -> list[Quad]:
        """All that is said of a node."""
        return self._about.get(node, [])

    def kinds(self, node: Node) -> list[Quad]:
        """The types of a node, and the schemes that it is a concept of."""
        found = [*self.about(node), *_concepts().get(node, ())]
        return [quad for quad in found if quad.predicate.value in _KINDS]


def validate(quads: Iterable[Quad], context: Context | Iterable[Quad] = ()) -> list[Violation]:
    """Check a graph against the shapes; what is wrong with it, sorted, or an empty list.

    `quads` are those of one article, of the curated actors or of the program (their graph names do not matter);
    `context` holds the quads of the other two. The concepts of the ontology are known without being given.
    Only nodes that `quads` speak of are reported on.
    """
    own = list(quads)
    known = context if isinstance(context, Context) else Context(context)
    subjects = {quad.subject for quad in own}
    own += [quad for node in subjects for quad in known.about(node)]
    borrowed = [quad for node in _resources(own) - subjects for quad in known.kinds(node)]
    _, report, _ = pyshacl.validate(_graph([*own, *borrowed]), shacl_graph=_shapes(), inference="none", advanced=False)
    # A borrowed node comes with its types alone; what else it needs is checked where it stands.
    elsewhere = {quad.subject.value for quad in borrowed if isinstance(quad.subject, pyoxigraph.NamedNode)}
    return sorted(found for found in _violations(report) if found.focus not in elsewhere)


def _resources(quads: Iterable[Quad]) -> set[Node]:
    return {quad.object for quad in quads if not isinstance(quad.object, pyoxigraph.Literal)}


def _violations(report: rdflib.Graph) -> Iterator[Violation]:
    for result in report.objects(None, SH.result):
        texts = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, rdflib.Literal)]
        messages = {text.language: str(text) for text in texts}
        focus, path, value, shape, component = (
            str(report.value(result, name) or "")
            for name in (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape, SH.sourceConstraintComponent)
        )
        yield Violation(
            focus=focus,
            path=path,
            value=value,
            message_ar=messages["ar"],
            message_en=messages["en"],
            shape=shape.removeprefix(_SHAPES),
            constraint=_parameter(component),
        )


def _parameter(component: str) -> str:
    """sh:MinCountConstraintComponent -> minCount."""
    name = component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
    return name[:1].lower() + name[1:]


@cache
def _concepts() -> dict[Node, tuple[Quad, ...]]:
    in_scheme = expand("skos:inScheme")
    return {quad.subject: (quad,) for quad in ontology_quads() if quad.predicate.value == in_scheme}


@cache
def _shapes() -> rdflib.Graph:
    return spread_targets(rdflib.Graph().parse(curated("shapes.ttl"), format="turtle"))


def spread_targets(shapes: rdflib.Graph) -> rdflib.Graph:
    """The same shapes with each property shape aimed at its node shape's targets instead of hanging from it.

    pySHACL then checks a property of all its nodes in one go, not node by node: half the time for the same answers.
    """
    spread = rdflib.Graph() + shapes
    for target in _TARGETS:
        for node_shape, aim in shapes.subject_objects(target):
            for property_shape in shapes.objects(node_shape, SH.property):
                spread.add((property_shape, target, aim))
                spread.remove((node_shape, SH.property, property_shape))
    return spread


def _graph(quads: Iterable[Quad]) -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(term: Node | pyoxigraph.Literal) -> rdflib.term.Node:
    """The same term for rdflib, where "ar" and "ar"^^xsd:string differ; the shapes say the former."""
    if isinstance(term, pyoxigraph.NamedNode):
        return _iri(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, pyoxigraph.Triple):
        raise TypeError(f"a triple term cannot be checked: {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = _iri(term.datatype.value)
    return rdflib.Literal(term.value, datatype=None if datatype == XSD.string else datatype)


@lru_cache(maxsize=1 << 16)
def _iri(iri: str) -> rdflib.URIRef:
    """An IRI for rdflib, which looks at every letter of a new one."""
    return rdflib.URIRef(iri)


def _short(iri: str) -> str:
    """An IRI with its prefix, where it has one of ours; anything else as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
