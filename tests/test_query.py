"""The command line asks the union of the graphs, safely, and shows Arabic in columns that hold."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
from rdflib import RDF, Literal, URIRef
from rdflib.query import ResultRow
from sample_reading import CURATED, PLEDGE, PROMISE, READING

import kg
from kg.graph import article_quads
from kg.graph_world import curated_quads
from kg.namespaces import BASE, PREFIXES
from kg.query import Format, QueryError, QuerySyntaxError, run, table
from kg.store import Manifest, StoreError, publish

CHECKOUT = Path(kg.__file__).parent.parent
ARTICLE = f"{BASE}article/mqal-1-0ddc327fcc"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    publish(out, [*article_quads(READING), *curated_quads(CURATED)], Manifest(BASE))
    return out


def ask(store: Path, text: str, format: Format = "csv") -> str:
    output = io.BytesIO()
    run(store, text, format, output)
    return output.getvalue().decode()


def test_prefixes_need_no_declaration(store: Path) -> None:
    assert ask(store, "SELECT ?x { ?x owl:sameAs wd:Q6279 }") == f"x\r\n{BASE}actor/biden\r\n"


def test_a_query_may_declare_prefixes_of_its_own(store: Path) -> None:
    assert ask(store, "PREFIX mq: <http://www.w3.org/2002/07/owl#> ASK { ?x mq:sameAs wd:Q6279 }") == "true\n"


def test_the_union_holds_a_triple_of_several_graphs_once(store: Path) -> None:
    assert ask(store, "SELECT (COUNT(*) AS ?n) { ?x a mq:Country }") == "n\r\n3\r\n"
    assert ask(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?x a mq:Country } }") == "n\r\n5\r\n"


def test_a_query_may_name_its_graphs(store: Path) -> None:
    assert ask(store, f"SELECT (COUNT(*) AS ?n) FROM <{ARTICLE}> {{ ?x a mq:Country }}") == "n\r\n2\r\n"


def test_json_is_what_the_standard_says(store: Path) -> None:
    answer = json.loads(ask(store, "SELECT ?c { ?s mq:cue 'قال'@ar ; mq:content ?c ; mq:quotation ?q }", "json"))
    assert answer["results"]["bindings"] == [{"c": {"type": "literal", "value": PROMISE, "xml:lang": "ar"}}]


def test_tsv_writes_terms_as_turtle_does(store: Path) -> None:
    assert (
        ask(store, "SELECT ?n { ?p mq:amount ?n }", "tsv") == f'?n\n"{PLEDGE.amount:.0f}"^^<{PREFIXES["xsd"]}decimal>\n'
    )


def test_a_graph_is_written_as_turtle_or_json_ld(store: Path) -> None:
    query = "CONSTRUCT { ?x rdfs:label ?name } { ?x a mq:Person ; rdfs:label ?name FILTER(LANG(?name) = 'ar') }"
    assert ask(store, query, "table") == (
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://w3id.org/mithaq/id/actor/biden> rdfs:label "جو بايدن"@ar .\n'
    )
    assert json.loads(ask(store, query, "json"))[0]["@id"] == f"{BASE}actor/biden"
    with pytest.raises(QueryError, match="the answer is a graph, which csv cannot hold: choose table"):
        ask(store, query)


# --- tables --------------------------------------------------------------------------------------------------------


def test_a_table_shows_short_names_and_bare_words(store: Path) -> None:
    query = "SELECT ?act ?name ?none { ?s mq:speechAct ?act ; mq:speaker ?x . ?x rdfs:label ?name } ORDER BY ?name"
    assert ask(store, query, "table").replace("\u2068", "").replace("\u2069", "").splitlines() == [
        "act      name                             none",
        "-------  -------------------------------  ----",
        "act:say  Joe Biden",
        "act:say  جو بايدن",
        "act:say  مسؤول كبير في الإدارة الأميركية",
        "(3 rows)",
    ]


@pytest.mark.parametrize("answer, shown", [("ASK {}", "true\n"), ("ASK { ?x mq:nothing ?y }", "false\n")])
def test_yes_or_no_is_one_word(store: Path, answer: str, shown: str) -> None:
    assert ask(store, answer, "table") == shown


def test_arabic_cells_are_isolated_and_others_are_not() -> None:
    assert table(["a", "b"], [["بغداد", "Baghdad"]]).splitlines()[2] == "\u2068بغداد\u2069  Baghdad"


def test_vowel_signs_and_format_characters_take_no_column() -> None:
    rule = table(["x"], [["مُهِمَّة\u200c"]]).splitlines()[1]
    assert rule == "----"


def test_wide_letters_take_two_columns() -> None:
    assert table(["x"], [["日本"]]).splitlines()[1] == "----"


def test_a_long_cell_is_cut_and_says_so() -> None:
    line = table(["x"], [["م" * 100]]).splitlines()[2]
    assert line == f"\u2068{'م' * 59}…\u2069"


def test_a_cell_cannot_command_the_terminal() -> None:
    line = table(["x"], [["a\nb\x1b[2J\u202ec\u2069"]]).splitlines()[2]
    assert line == "a b [2Jc"


def test_a_table_without_rows_has_its_names() -> None:
    assert table(["name"], []) == "name\n----\n(0 rows)\n"


# --- what goes wrong -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, line, column, message",
    [
        ("SELECT * {", 1, 11, "the query ends too early"),
        ("", 1, 1, "the query ends too early"),
        ("SELECT * { ?s ?p ?o }\nFOO", 2, 4, "not understood at 'FOO'"),
        ("SELECT ?s\nWHER { ?s ?p ?o }", 2, 1, "not understood at 'WHER'; expected WHERE"),
        ("SELECT *\n{ ?s\n'بغداد' ?o }", 3, 6, "not understood at \"'بغداد'\""),
        ("SELECT ?x { ?x foo:bar ?y }", 1, 23, "the prefix of 'foo:bar' is not declared"),
        ("SELECT ?x { ?y ?z ?x } GROUP BY ?y", 1, 35, "The SELECT contains a variable that is unbound"),
    ],
)
def test_a_syntax_error_tells_where_and_what(store: Path, text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(QuerySyntaxError, match=f"^line {line}, column {column}: {re.escape(message)}") as caught:
        ask(store, text)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "ASK { ?s ?p 1SERVICE <http://127.0.0.1:9/> {} }",
        "ASK { FILTER(?a<?b) SERVICE#here\n<http://127.0.0.1:9/> {} FILTER(?c>?d) }",
    ],
)
def test_asking_another_server_is_refused(store: Path, text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        ask(store, text)


@pytest.mark.parametrize(
    "text", ["ASK { ?service ?p 'SERVICE' } # SERVICE", "ASK { <x:SERVICE> mq:SERVICE '''a'SERVICE''' }"]
)
def test_the_word_service_elsewhere_is_no_harm(store: Path, text: str) -> None:
    assert ask(store, text) == "false\n"


@pytest.mark.parametrize("service", ["wikidata", "https://", "ftp://example.org/sparql", "http://[x"])
def test_a_service_is_the_address_of_an_endpoint(store: Path, service: str) -> None:
    with pytest.raises(QueryError, match=r"^--service .* is no address; write it as https://"):
        run(store, "ASK { ?s ?p ?o }", "table", io.BytesIO(), services=[service])


def test_an_update_is_refused(store: Path) -> None:
    with pytest.raises(QueryError, match="a published graph can be asked, not changed"):
        ask(store, "DELETE WHERE { ?s ?p ?o }")


def test_a_query_beyond_64_kilobytes_is_refused(store: Path) -> None:
    with pytest.raises(QueryError, match="the query has 65537 bytes; at most 65536 are taken"):
        ask(store, "ASK {} #".ljust(65537))


def test_a_query_that_is_no_text_is_refused(store: Path) -> None:
    with pytest.raises(QueryError, match=r"not UTF-8 text \(character 8\)"):
        ask(store, "ASK {} \udcff")


@pytest.mark.parametrize(
    "text", ["ASK { FILTER(" + "STR(" * 3000 + "1" + ")" * 3001 + " }", "ASK " + "{" * 9000 + "}" * 9000]
)
def test_deep_nesting_does_not_end_the_program(store: Path, text: str) -> None:
    """Such a query ends a process with an ordinary stack."""
    program = f"""
import sys; from pathlib import Path; from kg.query import run
run(Path({str(store)!r}), sys.stdin.read(), "csv", sys.stdout.buffer)
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=CHECKOUT)
    assert done.stdout in ("true\n", "false\n")


def test_an_output_that_closes_ends_the_query(store: Path) -> None:
    class Closed(io.BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run(store, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "csv", Closed())


def test_without_a_graph_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="build one there first"):
        ask(tmp_path, "ASK {}")


# --- from Python ---------------------------------------------------------------------------------------------------


def test_importing_the_program_imports_no_rdf_library() -> None:
    program = "import kg, sys; assert not {'rdflib', 'pyoxigraph'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=CHECKOUT)


def test_rdflib_asks_the_union(store: Path) -> None:
    graph = kg.open_graph(store)
    rows = graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?x a mq:Country }")
    assert [tuple(cast("ResultRow", row)) for row in rows] == [(Literal(3),)]
    assert len(list(graph.query("SELECT ?g { GRAPH ?g { ?x a mq:Country } }"))) == 5


def test_rdflib_walks_the_union(store: Path) -> None:
    graph = kg.open_graph(str(store))
    biden = URIRef(f"{BASE}actor/biden")
    assert Literal("جو بايدن", lang="ar") in set(graph.objects(biden, URIRef(PREFIXES["rdfs"] + "label")))
    assert len(list(graph.triples((biden, RDF.type, None)))) == 2


def test_rdflib_walks_one_article(store: Path) -> None:
    article = kg.open_graph(store).graph(URIRef(ARTICLE))
    assert len(article) == len(set(article_quads(READING)))


def test_rdflib_knows_the_prefixes(store: Path) -> None:
    assert kg.open_graph(store).qname(URIRef(PREFIXES["mq"] + "speaker")) == "mq:speaker"


def test_a_name_that_the_program_does_not_have_is_an_error() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nothing'"):
        kg.nothing  # type: ignore[attr-defined]  # noqa: B018
