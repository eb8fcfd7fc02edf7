"""What this graph gives to Wikidata: names and references that it lacks, and the links themselves."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import Run
from published_actors import publish_actors

from endpoint.examples import Example, federated_questions
from kg.dump import DumpError
from kg.folding import fold
from kg.giving.linksets import dump_links
from kg.giving.quickstatements import Withheld, clean, commands, judging
from kg.namespaces import BASE, PREFIXES, expand
from kg.query import QueryError, run
from kg.store import Version
from kg.tables import curated, read_table
from kg.wikidata.entity import Entity, Known, Office

DAY = date(2022, 1, 31)
SOMEONE = """
<{base}graph/actors> {{
  actor:someone a mq:Person, mq:Actor ; owl:sameAs wd:Q5 ; rdfs:label "سلمى العراقي"@ar, "Salma al-Iraqi"@en ;
    skos:altLabel "العراقي"@ar, "سلمي العراقى"@ar, "سلمى محمد العراقي"@ar .
  tenure:t a mq:Tenure ; mq:holder actor:someone ; mq:office office:prime-minister ;
    mq:since "2020-05"^^xsd:gYearMonth ; mq:until "2021"^^xsd:gYear .
  actor:twice a mq:Actor ; owl:sameAs wd:Q6, wd:Q7 ; rdfs:label "اثنان"@ar .
  actor:unlinked a mq:Actor ; rdfs:label "وحيد"@ar .
}}
<{base}article/a1> {{
  <{base}article/a1> schema:url <https://news.example/1> ; schema:datePublished "2021-07-27"^^xsd:date .
  actor:someone mq:role "رئيس الوزراء العراقية"@ar .
}}
<{base}article/a2> {{
  <{base}article/a2> schema:url <https://news.example/2> ; schema:datePublished "2023-01-01"^^xsd:date .
  actor:someone mq:role "رئيسة الوزراء"@ar .
}}
"""


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    prefixes = {**PREFIXES, "actor": f"{BASE}actor/", "tenure": f"{BASE}tenure/"}
    head = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in prefixes.items())
    quads = [*ox.parse((head + SOMEONE.format(base=BASE)).encode(), format=ox.RdfFormat.TRIG)]
    store = ox.Store()
    store.bulk_extend([*quads, *(ox.Quad(*quad.triple) for quad in quads)])
    return store


def lines(graph: ox.Store, entity: Entity | None) -> list[list[str]]:
    source = Known([entity] if entity else [])
    return [line.split("\t") for line in commands(graph, source, DAY)]


def item(*, ar: str = "", en: str = "", also: tuple[str, ...] = (), offices: tuple[Office, ...] = ()) -> Entity:
    labels = {language: label for language, label in (("ar", ar), ("en", en)) if label}
    return Entity("Q5", labels, {"ar": also}, kind="Person", offices=offices)


# QuickStatements


def test_item_without_names_gets_labels_and_other_names(graph: ox.Store) -> None:
    assert lines(graph, item()) == [
        ["Q5", "Lar", '"سلمى العراقي"'],
        ["Q5", "Aar", '"سلمى محمد العراقي"'],
        ["Q5", "Len", '"Salma al-Iraqi"'],
    ]


def test_what_is_there_is_not_proposed_however_it_is_spelt(graph: ox.Store) -> None:
    there = item(ar="سلمي العراقي", en="salma Al-Iraqi", also=("سَلمى محمّد العراقي",))
    assert lines(graph, there) == []


def test_label_that_is_another_stays(graph: ox.Store) -> None:
    there = item(ar="سلمى", en="Salma")
    assert lines(graph, there) == [
        ["Q5", "Aar", '"سلمى العراقي"'],
        ["Q5", "Aar", '"سلمى محمد العراقي"'],
        ["Q5", "Aen", '"Salma al-Iraqi"'],
    ]


def test_part_of_a_persons_name_is_no_name(graph: ox.Store) -> None:
    assert ["Q5", "Aar", '"العراقي"'] not in lines(graph, item())


def test_what_an_article_calls_somebody_for_short_is_no_name(graph: ox.Store) -> None:
    store = ox.Store()
    store.bulk_extend([*graph])
    called = ox.Literal("رئيسة الحكومة المنتهية ولايتها", language="ar")
    someone, alias = ox.NamedNode(f"{BASE}actor/someone"), ox.NamedNode(expand("skos:altLabel"))
    for where in (ox.NamedNode(f"{BASE}article/a1"), ox.DefaultGraph()):
        store.add(ox.Quad(someone, alias, called, where))
    assert lines(store, item()) == lines(graph, item())


def test_capitals_and_short_forms_are_not_given_as_names(actors: Version) -> None:
    given = {tuple(line.split("\t")) for line in commands(actors.open(), None, DAY)}
    assert ("Q796", "Aar", '"جمهورية العراق"') in given
    assert ("Q2429253", "Aar", '"داعش"') in given
    assert not {("Q796", "Aar", '"بغداد"'), ("Q2429253", "Aar", '"الدولة الإسلامية"')} & given


def test_names_that_judge_are_not_given(actors: Version) -> None:
    rows = read_table(curated("wikidata", "withheld.yaml"), Withheld)
    assert [row.begins for row in rows if fold(row.begins) not in judging(row.example)] == []
    given = [line for line in commands(actors.open(), None, DAY) if line.startswith("Q2429253")]
    assert given
    assert not any("الإرهابي" in line or "يسمى" in line for line in given)


def test_a_word_of_the_label_judges_nobody() -> None:
    assert judging("مكافحة الإرهاب") == frozenset()
    assert judging("عصائب أهل الحق") == frozenset()


def test_position_gets_the_article_of_its_time_that_prints_it(graph: ox.Store) -> None:
    held = item(
        ar="سلمى العراقي",
        en="Salma al-Iraqi",
        also=("سلمى محمد العراقي",),
        offices=(Office("Q9", key="prime-minister"),),
    )
    read = "+2022-01-31T00:00:00Z/11"
    assert lines(graph, held) == [["Q5", "P39", "Q9", "S854", '"https://news.example/1"', "S813", read]]


@pytest.mark.parametrize("office", [Office("Q9", key="president"), Office("Q9")])
def test_position_that_no_article_prints_gets_none(graph: ox.Store, office: Office) -> None:
    assert not [line for line in lines(graph, item(offices=(office,))) if line[1] == "P39"]


def test_only_actors_that_are_one_known_item_are_given(graph: ox.Store) -> None:
    assert lines(graph, None) == []
    assert {line.split("\t")[0] for line in commands(graph, None, DAY)} == {"Q5"}


def test_without_an_index_no_label_can_be_replaced(graph: ox.Store) -> None:
    kinds = {line.split("\t")[1] for line in commands(graph, None, DAY)}
    assert kinds == {"Aar", "Aen"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("مجموعة\tفاغنر\n", "مجموعة فاغنر"),
        ('مجموعة "فاغنر"', "مجموعة “فاغنر”"),
        ('مجموعة "فاغنر', ""),
        ("a|b", ""),
        ("a /* b", ""),
        ("\u200fاسم\u202b آخر\u202c", "اسم آخر"),
        ("س" * 251, ""),
    ],
)
def test_name_is_said_on_one_line_or_not_at_all(name: str, said: str) -> None:
    assert clean(name) == said


def test_commands_come_from_the_command_line(mithaq: Run, actors: Version, tmp_path: Path) -> None:
    done = mithaq(
        "wikidata", "quickstatements", "--store", actors.path.parent, "--all-lacking", "--out", tmp_path / "c"
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    given = (tmp_path / "c").read_text("utf-8").splitlines()
    assert 'Q85317569\tAar\t"مصطفى الكاظمي"' in given
    assert f"{len(given)} commands" in done.stderr
    assert mithaq("wikidata", "quickstatements", "--store", actors.path.parent).returncode == 2
    wrong = mithaq("wikidata", "quickstatements", "--store", actors.path.parent, "--all-lacking", "--retrieved", "أمس")
    assert (wrong.returncode, "expected a day as 2021-07-26" in wrong.stderr) == (2, True)


# Links


@pytest.fixture(scope="module")
def actors(tmp_path_factory: pytest.TempPathFactory) -> Version:
    return publish_actors(tmp_path_factory.mktemp("actors"))


@pytest.mark.parametrize("format", ["ttl", "nt"])
def test_links_are_a_described_linkset(actors: Version, format: str) -> None:
    output = io.BytesIO()
    count = dump_links(actors, format, output)  # type: ignore[arg-type]
    written = ox.Store()
    written.load(output.getvalue(), format=ox.RdfFormat.from_extension(format))
    query = """PREFIX void: <http://rdfs.org/ns/void#> SELECT ?predicate ?target ?space ?triples {
      ?set a void:Linkset ; void:linkPredicate ?predicate ; void:objectsTarget ?target ; void:triples ?triples .
      ?target void:uriSpace ?space }"""
    [row] = list(written.query(query))  # type: ignore[arg-type]
    links = [*written.quads_for_pattern(None, ox.NamedNode(expand("owl:sameAs")), None, None)]
    assert (row["predicate"].value, row["space"].value) == (expand("owl:sameAs"), PREFIXES["wd"])
    assert count == len(links) == int(row["triples"].value) > 10
    iraq = ox.Quad(
        ox.NamedNode(f"{BASE}actor/iraq"), ox.NamedNode(expand("owl:sameAs")), ox.NamedNode(expand("wd:Q796"))
    )
    assert iraq in written


def test_equal_graphs_give_equal_links(actors: Version, mithaq: Run, tmp_path: Path) -> None:
    output = io.BytesIO()
    dump_links(actors, "nt", output)
    done = mithaq("dump", "--store", actors.path.parent, "--links", "--format", "nt", "--out", tmp_path / "links.nt")
    assert (done.returncode, (tmp_path / "links.nt").read_bytes()) == (0, output.getvalue())


def test_links_have_no_named_graphs(actors: Version, mithaq: Run) -> None:
    with pytest.raises(DumpError, match="ttl or nt"):
        dump_links(actors, "trig", io.BytesIO())  # type: ignore[arg-type]
    refused = mithaq("dump", "--store", actors.path.parent, "--links", "--format", "trig", "--out", "-")
    assert (refused.returncode, "ttl or nt" in refused.stderr) == (1, True)


# Questions that ask Wikidata too


class Wikidata(BaseHTTPRequestHandler):
    """Knows of one item whatever it is asked."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        item = {"type": "uri", "value": expand("wd:Q85317569")}
        text = {"type": "literal", "value": "1967-07-05"}
        bound = {"item": item, "born": text, "population": text, "picture": text}
        answer = {"head": {"vars": [*bound]}, "results": {"bindings": [bound]}}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Wikidata)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


def answer(actors: Version, query: str, *services: str) -> list[str]:
    output = io.BytesIO()
    run(actors.path.parent, query, "csv", output, services=services)
    return output.getvalue().decode().splitlines()[1:]


@pytest.mark.parametrize("example", federated_questions(), ids=lambda example: example.name)
def test_example_joins_what_both_know(actors: Version, elsewhere: str, example: Example) -> None:
    assert example.title("ar") != example.title("en")
    found = answer(actors, example.query.replace(example.notes["service"], elsewhere), elsewhere)
    assert found == [] if "AidPledge" in example.query else "1967-07-05" in found[0]


@pytest.mark.parametrize(
    "named", ["<http://other.example/sparql>", "?where", "SILENT <http://other.example/>", "wd:Q1", "{"]
)
def test_only_endpoints_that_were_named_are_asked(actors: Version, elsewhere: str, named: str) -> None:
    query = f"SELECT * {{ # SERVICE <{elsewhere}>\n SERVICE {named} {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryError, match="it may ask http://127"):
        answer(actors, query, elsewhere)
    with pytest.raises(QueryError, match="only the graph at hand"):
        answer(actors, query)
