"""Imports run one way, and no function or file outgrows a reader's memory."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(file for package in ("kg", "endpoint") for file in (ROOT / package).rglob("*.py"))

# What every part may use: the values that parts exchange, and curated tables. No RDF, no Arabic.
GROUND = {"kg.article", "kg.frames", "kg.records", "kg.span", "kg.tables", "kg.folding", "kg.curated", "kg.namespaces"}
GROUND |= {"kg.wordmemo"}
GROUND |= {"kg.search_words", "kg.curation", "kg.disjoint", "kg.skeletons", "kg.name_words", "kg.stems"}
# Frames -> quads -> a served store. Knows no Arabic, and nothing of how the frames were found.
GRAPH = {
    *("kg.graph", "kg.graph_check", "kg.graph_terms", "kg.graph_world", "kg.iris", "kg.nquads"),
    *("kg.ontology", "kg.validation", "kg.store", "kg.query", "kg.dump", "kg.resources", "kg.search_index"),
    *("kg.indexed", "kg.layer", "kg.revision", "kg.name_index"),
}
# What runs the parts for a user.
TOP = {
    *(
        "kg.reading",
        "kg.workers",
        "kg.draft",
        "kg.together",
        "kg.build",
        "kg.fingerprint",
        "kg.progress",
        "kg.checking",
        "kg.sifting",
        "kg.trials",
    ),
    *("kg.score", "kg.explain", "kg.notebook", "kg.cli", "kg.cli_commands", "kg.cli_linking", "kg.cli_wikidata"),
    *("kg.cli_giving", "kg.cli_source", "kg.__main__", "kg.compiling", "kg.compilable"),
}
# The packages themselves: they hold the version, and lend on demand what users ask them for.
DOORS = {"kg", "endpoint"}
RDF = {"pyoxigraph", "rdflib", "oxrdflib", "pyshacl"}


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports_of(file: Path) -> frozenset[str]:
    """The modules that a file imports, anywhere in it; `from kg import span` counts as kg.span."""
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(name for node in ast.walk(tree) for name in imported(node))


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield node.module or ""
        yield from (name for alias in node.names if (name := f"{node.module}.{alias.name}") in MODULES)


MODULES = {name_of(file): file for file in FILES}
GRAPH |= {name for name in MODULES if name.startswith("kg.across")}
TOP |= {name for name in MODULES if name.startswith(("kg.explain.", "kg.workbench"))}
# What the graph gives to others.
TOP |= {name for name in MODULES if name.startswith("kg.giving")}
# What Wikidata knows, whatever the articles say: no RDF, nothing of how articles are read.
WIKIDATA = {name for name in MODULES if name.startswith("kg.wikidata")}
# Which frames of different articles are the same: frames -> groups of their names. No RDF.
MERGING = {name for name in MODULES if name.startswith("kg.merging")}
# Which Wikidata item an actor is: judged by the language's tables; only what tells it in the graph knows RDF.
LINKING = {name for name in MODULES if name.startswith("kg.linking")}
TELLING_OF_LINKS = {f"kg.linking.{name}" for name in ("quads", "building", "standing", "report", "terminal", "page")}
EXTRACTOR = {name for name in MODULES if name.startswith("kg.")} - GROUND - GRAPH - TOP - WIKIDATA - MERGING - LINKING


def reached_from(module: str) -> set[str]:
    """All modules of the project that a module imports, directly or not, and what they import from elsewhere."""
    reached: set[str] = set()
    ahead = [module]
    while ahead:
        for name in imports_of(MODULES[ahead.pop()]) - reached - DOORS:
            reached.add(name)
            if name in MODULES:
                ahead.append(name)
    return reached


def roots(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("module", sorted(set(MODULES) - DOORS))
def test_no_module_imports_itself_by_a_detour(module: str) -> None:
    assert module not in reached_from(module)


@pytest.mark.parametrize("module", sorted(GROUND & set(MODULES)))
def test_the_ground_rests_on_itself(module: str) -> None:
    reached = reached_from(module)
    assert {name for name in reached if name in MODULES} <= GROUND
    assert not roots(reached) & RDF


@pytest.mark.parametrize("module", sorted(EXTRACTOR))
def test_the_extractor_knows_no_graph(module: str) -> None:
    reached = reached_from(module)
    assert not reached & (GRAPH - {"kg.iris"} | TOP)
    assert not roots(reached) & {"rdflib", "oxrdflib", "pyshacl", "endpoint", "flask"}


@pytest.mark.parametrize("module", sorted(WIKIDATA))
def test_wikidata_is_known_without_articles(module: str) -> None:
    reached = reached_from(module)
    assert {name for name in reached if name in MODULES} <= GROUND | WIKIDATA
    assert not roots(reached) & RDF


@pytest.mark.parametrize("module", sorted(MERGING))
def test_merging_knows_frames_alone(module: str) -> None:
    assert {name for name in reached_from(module) if name in MODULES} <= GROUND | MERGING | {"kg.iris"}


@pytest.mark.parametrize("module", sorted(LINKING - TELLING_OF_LINKS))
def test_links_are_judged_without_a_graph(module: str) -> None:
    reached = reached_from(module)
    assert not reached & (GRAPH - {"kg.iris"} | TOP)
    assert not roots(reached) & {"rdflib", "oxrdflib", "pyshacl", "endpoint", "flask"}


@pytest.mark.parametrize("module", sorted(GRAPH & set(MODULES)))
def test_the_graph_knows_no_extractor(module: str) -> None:
    assert not reached_from(module) & (EXTRACTOR | MERGING | TOP)


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.startswith("endpoint")))
def test_the_endpoint_reads_only_what_was_built(module: str) -> None:
    assert not reached_from(module) & (EXTRACTOR | MERGING | TOP | {"kg.graph"})


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"kg.cli", "kg.cli_commands"}))
def test_only_the_command_line_starts_the_endpoint(module: str) -> None:
    if not module.startswith("endpoint"):
        assert "endpoint" not in roots(set(imports_of(MODULES[module])))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_and_functions_stay_short(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.count("\n") <= 400
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40] == []
