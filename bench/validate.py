"""How long it takes to check one article against the shapes, and whether another SHACL engine finds the same.

python bench/validate.py            an article of about 1,500 quads through `kg.validation`
python bench/validate.py --turbo    beside pyshacl-turbo (install it first), on every graph of tests/shapes too
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

START = time.perf_counter()
ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import rdflib  # noqa: E402
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize  # noqa: E402
from rdflib.namespace import SH  # noqa: E402

from kg.ontology import ontology_quads  # noqa: E402
from kg.tables import curated  # noqa: E402
from kg.validation import Context, validate  # noqa: E402

Finding = tuple[str, str, str, str]
PASSAGES = ("statement", "utterance", "commitment", "pledge", "evidence", "selector")
COPIES = 13


def article(quads: list[Quad]) -> list[Quad]:
    """The article 001 of the valid graph with all that it says said many times, at other places."""

    def moved(term: Any, nth: int) -> Any:
        copied = isinstance(term, NamedNode) and any(f"/id/{kind}/" in term.value for kind in PASSAGES)
        return NamedNode(f"{term.value}-{nth}") if copied else term

    own = [quad for quad in quads if str(quad.graph_name).endswith("article/001>")]
    return list(
        dict.fromkeys(Quad(moved(q.subject, n), q.predicate, moved(q.object, n)) for n in range(COPIES) for q in own)
    )


def milliseconds(task: Callable[[], object], times: int = 9) -> str:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        task()
        taken.append((time.perf_counter() - start) * 1000)
    return f"{median(taken):7.1f} ms (first {taken[0]:.1f})"


def turbo() -> Callable[[list[Quad]], list[Finding]]:
    """pyshacl-turbo over the same shapes, given all quads that it needs."""
    engine = importlib.import_module("pyshacl_turbo")
    program = engine.compile_shapes(curated("shapes.ttl").read_text("utf-8"), shacl_graph_format="turtle")
    parts = (SH.focusNode, SH.resultPath, SH.sourceShape, SH.sourceConstraintComponent)

    def check(quads: list[Quad]) -> list[Finding]:
        triples = (Triple(q.subject, q.predicate, q.object) for q in quads)
        data = serialize(triples, format=RdfFormat.N_TRIPLES)
        report: rdflib.Graph = program.validate(data, data_graph_format="nt")[1]
        return [
            finding(*(str(report.value(one, part) or "") for part in parts)) for one in report.objects(None, SH.result)
        ]

    return check


def finding(focus: str, path: str, shape: str, component: str) -> Finding:
    """What two engines must agree on; they may name a nameless node differently."""
    constraint = component.removeprefix(str(SH)).removesuffix("ConstraintComponent").lower()
    return (focus if ":" in focus else "_:", path, shape.rpartition("#")[2], constraint)


def disagreements(check: Callable[[list[Quad]], list[Finding]], schemes: list[Quad]) -> int:
    """Print the broken graphs on which the two engines differ; returns how many."""
    cases = importlib.import_module("test_validation")
    differing = 0
    for case in cases.CASES:
        quads = cases.changed(case)
        ours = [finding(found.focus, found.path, found.shape, found.constraint) for found in validate(quads)]
        theirs = check([*quads, *schemes])
        if sorted(ours) != sorted(theirs):
            differing += 1
            print(case, *(set(ours) ^ set(theirs)), sep="\n  ")
    print(f"{len(cases.CASES)} broken graphs, {differing} on which the engines differ")
    return differing


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--turbo", action="store_true", help="compare with pyshacl-turbo")
    chosen = options.parse_args()
    print(f"imports: {(time.perf_counter() - START) * 1000:.0f} ms")
    quads = list(parse(path=ROOT / "tests" / "shapes" / "valid.trig", format=RdfFormat.TRIG))
    beside = [quad for quad in quads if "/id/graph/" in str(quad.graph_name)]
    one, context = article(quads), Context(beside)
    print(f"kg.validation, {len(one)} quads: {milliseconds(lambda: validate(one, context))}")
    if not chosen.turbo:
        return 0
    schemes = [quad for quad in ontology_quads() if quad.predicate.value.endswith("#inScheme")]
    check = turbo()
    print(f"pyshacl-turbo, {len(one)} quads: {milliseconds(lambda: check([*one, *beside, *schemes]))}")
    return min(1, disagreements(check, schemes))


if __name__ == "__main__":
    sys.exit(main())
