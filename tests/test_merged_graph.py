"""What several articles tell alike is one node of the graph that is built, with what each says in its own graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.build import BuildReport, build
from kg.checking import check, open_any
from kg.namespaces import BASE, PREFIXES
from kg.reading import Problem
from kg.store import current_version

PLEDGE = "أعلنت ألمانيا أنها ستقدم للأردن 20 مليون يورو لدعم مدارس اللاجئين."
AGAIN = "وقالت ألمانيا إنها ستقدم للأردن نحو 20 مليون يورو دعما لمدارس اللاجئين."
OTHER = "وقال رئيس الوزراء العراقي مصطفى الكاظمي إن الانتخابات ستجري في موعدها."
Texts = dict[str, str]
Build = Callable[..., BuildReport]


@pytest.fixture
def made(tmp_path: Path) -> Build:
    """Builds texts by article into a store of a given name."""

    def run(texts: Texts, store: str = "store", **options: object) -> BuildReport:
        file = tmp_path / "news.jsonl"
        lines = (json.dumps({"id": name, "text": text, "published": "2021-07-26"}) for name, text in texts.items())
        file.write_text("\n".join(lines), "utf-8")
        return build([file], tmp_path / store, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def curated(tmp_path: Path) -> Callable[[str, list[str]], Path]:
    """A file with one decision about nodes."""

    def write(verb: str, nodes: list[str]) -> Path:
        file = tmp_path / f"{verb}.yaml"
        entry = {"nodes": nodes, "reason": "the ministry speaks of one sum", "author": "Layla", "on": "2021-08-01"}
        file.write_text(json.dumps({verb: [entry]}), "utf-8")
        return file

    return write


def rows(report: BuildReport, query: str) -> list[tuple[str, ...]]:
    """The answers to a query; IRIs of data without their base."""
    found = report.version.open().query(query, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    terms = (tuple(term for term in row if isinstance(term, NamedNode | Literal)) for row in found)
    return sorted(tuple(term.value.removeprefix(BASE) for term in row) for row in terms)


def nodes(report: BuildReport, kind: str = "AidPledge") -> list[str]:
    return [node for (node,) in rows(report, f"SELECT DISTINCT ?n {{ ?n a mq:{kind} }}")]


def articles(report: BuildReport, node: str) -> list[str]:
    query = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ <{BASE}{node}> a mq:Commitment }} }}"
    return [graph.removeprefix("article/") for (graph,) in rows(report, query)]


def faults(report: BuildReport) -> list[str]:
    return [str(fault) for _, fault in check(open_any(report.version.path.parent))]


# --- one node


def test_one_pledge_in_two_articles_is_one_node_with_triples_in_both(made: Build) -> None:
    report = made({"a": PLEDGE, "b": AGAIN, "c": OTHER})
    (node,) = nodes(report)
    assert articles(report, node) == ["a", "b"]
    assert report.version.manifest.counts["pledges"] == 1


def test_the_node_has_one_label_and_other_wordings_stand_in_their_articles(made: Build) -> None:
    report = made({"a": PLEDGE, "b": AGAIN})
    wordings = "SELECT ?g ?p ?text { GRAPH ?g { ?n a mq:AidPledge ; ?p ?text VALUES ?p { rdfs:label skos:altLabel } } }"
    (first, second) = rows(report, wordings)
    assert first[:2] == ("article/a", PREFIXES["rdfs"] + "label")
    assert second[:2] == ("article/b", PREFIXES["skos"] + "altLabel")


def test_what_made_it_one_is_told(made: Build) -> None:
    report = made({"a": PLEDGE, "b": AGAIN})
    told = "SELECT ?used { ?m a mq:Merge ; prov:generated ?n ; prov:used ?used ; mq:score ?s . ?n a mq:AidPledge }"
    used = [frame for (frame,) in rows(report, told)]
    assert [frame.split("/")[:2] for frame in used] == [["pledge", "a"], ["pledge", "b"]]
    assert rows(report, f"SELECT ?new {{ <{BASE}{used[1]}> dcterms:isReplacedBy ?new }}") == [(used[0],)]


def test_a_merged_graph_is_well_formed(made: Build) -> None:
    assert faults(made({"a": PLEDGE, "b": AGAIN, "c": OTHER, "d": f"{PLEDGE}\n{AGAIN}"})) == []


def test_what_is_told_stands_in_graphs_of_the_programs_own(made: Build) -> None:
    report = made({"a": PLEDGE, "b": AGAIN})
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?x ?p ?y } VALUES ?p { mq:score mq:corroboration dcterms:isReplacedBy } }"
    assert rows(report, graphs) == [("graph/merging",)]


# --- names


def test_an_earlier_article_that_comes_changes_no_name(made: Build) -> None:
    before = nodes(made({"b": PLEDGE, "c": OTHER}))
    after = made({"a": AGAIN, "b": PLEDGE, "c": OTHER})
    assert nodes(after) == before
    assert articles(after, before[0]) == ["a", "b"]


def test_the_first_article_that_goes_takes_no_name_away(made: Build) -> None:
    before = made({"a": PLEDGE, "b": AGAIN, "c": OTHER})
    after = made({"b": AGAIN, "c": OTHER})
    assert nodes(after) == nodes(before)
    assert articles(after, nodes(after)[0]) == ["b"]
    assert set(nodes(before, "Utterance")) >= set(nodes(after, "Utterance"))
    assert faults(after) == []


def test_a_name_given_up_is_found_for_ever(made: Build) -> None:
    before = made({"b": AGAIN})
    elsewhere = made({"a": PLEDGE, "b": AGAIN}, "elsewhere")
    assert rows(elsewhere, f"SELECT ?new {{ <{BASE}{nodes(before)[0]}> dcterms:isReplacedBy ?new }}") == [
        (nodes(elsewhere)[0],)
    ]
    still = made({"c": OTHER}, "elsewhere")
    assert rows(still, f"SELECT ?new {{ <{BASE}{nodes(before)[0]}> dcterms:isReplacedBy ?new }}") == [
        (nodes(elsewhere)[0],)
    ]


def test_a_build_again_makes_the_same_bytes(made: Build) -> None:
    texts = {"a": PLEDGE, "b": AGAIN, "c": OTHER}
    made({"b": AGAIN, "c": OTHER})
    report = made(texts)
    again = made(texts, force=True)
    assert (again.version.path, again.up_to_date) == (report.version.path, False)
    assert made(texts).up_to_date


# --- decisions of people


def frames(report: BuildReport) -> list[str]:
    """The pledges by their own names."""
    return [frame for (frame,) in rows(report, "SELECT ?u { ?m prov:used ?u ; prov:generated/rdf:type mq:AidPledge }")]


def test_a_merge_undone_shows_in_the_graph_with_author_and_reason(
    made: Build, curated: Callable[[str, list[str]], Path]
) -> None:
    texts = {"a": PLEDGE, "b": AGAIN}
    one = made(texts)
    two = made(texts, curation=[curated("apart", frames(one))])
    assert nodes(two) == frames(one)
    told = "?d a mq:Decision ; mq:verdict 'apart' ; mq:concerns ?n ; dcterms:description ?why"
    author = "prov:wasAssociatedWith/rdfs:label ?author"
    assert rows(two, f"SELECT ?author ?why ?n {{ {told} ; {author} }}") == [
        ("Layla", "the ministry speaks of one sum", node) for node in nodes(two)
    ]
    assert rows(two, "SELECT ?old { ?old dcterms:isReplacedBy ?new . ?old a mq:AidPledge }") == []
    assert faults(two) == []


def test_a_merge_forced_shows_in_the_graph(made: Build, curated: Callable[[str, list[str]], Path]) -> None:
    texts = {"a": PLEDGE, "b": "وأعلنت فرنسا أنها ستقدم للبنان 5 ملايين يورو."}
    apart = nodes(made(texts))
    assert len(apart) == 2
    one = made(texts, curation=[curated("merge", apart)])
    assert nodes(one) == apart[:1]
    why = "SELECT ?why { ?m a mq:Merge ; prov:wasInformedBy/dcterms:description ?why }"
    assert rows(one, why) == [("the ministry speaks of one sum",)]
    assert faults(one) == []


def test_a_decision_about_what_is_not_there_is_reported(made: Build, curated: Callable[[str, list[str]], Path]) -> None:
    problems: list[Problem] = []
    file = curated("merge", ["pledge/a/1-2", "pledge/z/3-4"])
    made({"a": PLEDGE}, curation=[file], report=problems.append)
    assert [problem.place.partition(".yaml")[0] for problem in problems] == [str(file.with_suffix(""))]
    assert "pledge/a/1-2, pledge/z/3-4" in problems[0].text


def test_a_decision_to_keep_apart_what_is_not_there_is_not_told(
    made: Build, curated: Callable[[str, list[str]], Path]
) -> None:
    gone = made({"a": PLEDGE}, curation=[curated("apart", ["pledge/a/1-2", "pledge/z/3-4"])])
    assert rows(gone, "SELECT ?d { ?d a mq:Decision }") == []


def test_new_decisions_are_reason_to_build_again(made: Build, curated: Callable[[str, list[str]], Path]) -> None:
    texts = {"a": PLEDGE, "b": AGAIN}
    file = curated("apart", frames(made(texts)))
    assert not made(texts, curation=[file]).up_to_date
    assert made(texts, curation=[file]).up_to_date
    assert not made(texts).up_to_date


# --- how many say so


def corroboration(report: BuildReport) -> list[str]:
    return [count for (count,) in rows(report, "SELECT ?count { ?n a mq:AidPledge ; mq:corroboration ?count }")]


LEAD = (
    "وقال متحدث باسم الحكومة إن المبلغ سيصرف على مراحل بدءا من الخريف المقبل، وإن لجنة من الجانبين ستشرف على توزيعه "
    "على المدارس الأكثر حاجة في المحافظات الشمالية. وتستضيف المملكة مئات آلاف اللاجئين منذ سنوات، ويتلقى كثير من "
    "أبنائهم تعليمهم في فترات مسائية أضيفت إلى الدوام المعتاد، وهو ما أثقل كاهل المعلمين واستنزف موازنة الوزارة."
)


def test_articles_that_tell_it_in_their_own_words_count_each(made: Build) -> None:
    assert corroboration(made({"a": PLEDGE, "b": AGAIN})) == ["2"]
    assert corroboration(made({"a": PLEDGE}, "alone")) == ["1"]


def test_an_agencys_text_counts_once_however_many_print_it(made: Build) -> None:
    wire = f"{PLEDGE}\n{LEAD}"
    report = made({"a": wire, "b": f"عمان - وكالات\n{wire}", "c": wire.replace("كثير من", "عدد كبير من"), "d": AGAIN})
    assert rows(report, "SELECT ?copy ?of { ?copy mq:copyOf ?of }") == [
        ("article/b", "article/a"),
        ("article/c", "article/a"),
    ]
    assert corroboration(report) == ["2"]


# --- where they differ

FIND = """
SELECT ?property ?value ?article {
  ?d a mq:Disagreement ; mq:onProperty ?property ; mq:position ?position .
  ?position rdf:value ?value ; mq:heldIn ?article
}
"""


def differences(report: BuildReport, property: str) -> Iterator[tuple[str, str]]:
    """The values of a property that articles differ on, with the article."""
    for found, value, article in rows(report, FIND):
        if found == PREFIXES["mq"] + property:
            yield value, article.removeprefix("article/")


def test_about_twenty_million_and_twenty_million_differ(made: Build) -> None:
    report = made({"a": PLEDGE, "b": AGAIN})
    assert list(differences(report, "approximate")) == [("false", "a"), ("true", "b")]


def test_what_only_one_article_says_is_no_disagreement(made: Build) -> None:
    report = made({"a": PLEDGE, "b": PLEDGE.replace(" 20 مليون", " قبل نهاية 2021 20 مليون")})
    assert list(differences(report, "deadline")) == []


def test_up_to_date_is_the_version_that_stands(made: Build, tmp_path: Path) -> None:
    report = made({"a": PLEDGE})
    assert current_version(tmp_path / "store").path == report.version.path
