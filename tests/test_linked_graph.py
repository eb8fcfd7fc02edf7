"""Links in a built graph: which relation, how sure, why, by which articles, by whose decision."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions

from kg.build import BuildReport, build
from kg.iris import actor_key
from kg.namespaces import BASE, PREFIXES, expand
from kg.reading import Problem
from kg.validation import validate
from kg.wikidata.entity import Entity, Known, Office

IRAQ, SYRIA = "Q796", "Q858"
MINISTER = "قال وزير الخارجية العراقي سالم الحمداني إن بلاده ستساعد السودان."
NAMED = "قال سالم الحمداني إن العراق سيساعد السودان."
SURE = Entity(
    "Q101",
    {"ar": "سالم الحمداني"},
    {},
    {},
    "Person",
    (IRAQ,),
    offices=(Office("Q1", {"ar": "وزير خارجية العراق"}, (IRAQ,), "2020"),),
)
LIKELY = Entity("Q102", {"ar": "سالم الحمداني"}, {}, {}, "Person", (SYRIA,))
KEY = actor_key("سالم الحمداني")


def published(
    folder: Path,
    *texts: str,
    source: list[Entity] | None = None,
    decisions: str = "",
    told: list[Problem] | None = None,
) -> BuildReport:
    """The graph of some articles of one day."""
    lines = [{"id": f"a{n}", "text": text, "published": "2021-07-26"} for n, text in enumerate(texts, start=1)]
    (folder / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    (folder / "mine.yaml").write_text(decisions, "utf-8")
    wikidata = Known(source, "a dump of a day") if source else None
    report = [] if told is None else told
    inputs, curation = [folder / "news.jsonl"], [folder / "mine.yaml"] if decisions else []
    return build(inputs, folder / "store", wikidata=wikidata, curation=curation, report=report.append)


def asked(made: BuildReport, query: str) -> list[tuple[str, ...]]:
    """The answers, IRIs without the base."""
    found = made.version.open().query(query, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return sorted(tuple(str(getattr(term, "value", "")).removeprefix(BASE) for term in row) for row in found)


def test_a_sure_link_is_said_in_the_graph_of_links_with_its_reasons(tmp_path: Path) -> None:
    made = published(tmp_path, MINISTER, source=[SURE])
    links = f"<{BASE}graph/links>"
    assert asked(made, f"SELECT ?a ?w {{ GRAPH {links} {{ ?a owl:sameAs ?w }} }}") == [
        (f"actor/{KEY}", expand("wd:Q101"))
    ]
    facts = "?l a mq:Link ; mq:linked ?a ; mq:candidate wd:Q101 ; mq:relation owl:sameAs ; mq:score ?s"
    assert asked(made, f"SELECT ?l ?a ?s {{ GRAPH {links} {{ {facts} }} }}") == [
        (f"link/{KEY}/Q101", f"actor/{KEY}", "0.999")
    ]
    reasons = {reason for (reason,) in asked(made, "SELECT ?r { ?l mq:reason ?r }")}
    assert {"held the office printed then (+3.2)", "شغل المنصب المذكور يومئذ (+3.2)"} <= reasons
    assert asked(made, "SELECT ?d ?s { ?l a mq:Link ; prov:wasDerivedFrom ?d ; dcterms:source ?s }") == [
        ("article/a1", "a dump of a day")
    ]
    assert made.version.manifest.wikidata == "a dump of a day"


def test_a_likely_link_is_a_close_match(tmp_path: Path) -> None:
    made = published(tmp_path, "قال سالم الحمداني إن الحرب ستنتهي.", source=[LIKELY])
    assert asked(made, "SELECT ?a ?w { ?a a mq:Actor ; skos:closeMatch ?w }") == [(f"actor/{KEY}", expand("wd:Q102"))]
    assert asked(made, f"SELECT ?w {{ <{BASE}actor/{KEY}> owl:sameAs ?w }}") == []


def test_without_an_index_nobody_is_made_up(tmp_path: Path) -> None:
    made = published(tmp_path, MINISTER)
    assert asked(made, "SELECT ?l { ?l a mq:Link }") == []


def test_two_spellings_of_one_man_share_his_item(tmp_path: Path) -> None:
    texts = [f"قال الأمين العام أنطونيو {name} إن الأمم المتحدة ستساعد العراق." for name in ("غوتيريش", "غوطيريش")]
    made = published(tmp_path, *texts)
    assert asked(made, "SELECT ?a { ?a owl:sameAs wd:Q311440 }") == [
        ("actor/antonio-guterres",),
        (f"actor/{actor_key('أنطونيو غوطيريش')}",),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_the_graph_is_the_same_whatever_the_order_of_articles(tmp_path: Path, order: int) -> None:
    made = published(tmp_path, *[MINISTER, NAMED][::order], source=[SURE, LIKELY])
    assert asked(made, "SELECT ?a ?w { ?a owl:sameAs|skos:closeMatch ?w FILTER(?w IN (wd:Q101, wd:Q102)) }") == [
        (f"actor/{KEY}", expand("wd:Q101"))
    ]


# --- decisions of people -------------------------------------------------------------------------------------------

TOLD = "reason: seen on his page, author: Layla, on: 2026-01-02"


def test_a_decision_to_link_is_told_with_its_author(tmp_path: Path) -> None:
    made = published(tmp_path, NAMED, decisions=f"link:\n- {{actor: {KEY}, wikidata: Q77, {TOLD}}}\n")
    assert asked(made, f"SELECT ?w {{ <{BASE}actor/{KEY}> owl:sameAs ?w }}") == [(expand("wd:Q77"),)]
    facts = (
        "?l prov:wasGeneratedBy ?d . ?d mq:verdict ?v ; dcterms:description ?r ; prov:wasAssociatedWith/rdfs:label ?w"
    )
    assert asked(made, f"SELECT ?v ?r ?w {{ {facts} }}") == [("link", "seen on his page", "Layla")]


def test_a_decision_against_the_table_wins(tmp_path: Path) -> None:
    mine = f"unlink:\n- {{actor: iraq, {TOLD}}}\n- {{actor: sudan, wikidata: Q1049, {TOLD}}}\n"
    made = published(tmp_path, MINISTER, decisions=mine)
    assert asked(made, f"SELECT ?w {{ VALUES ?a {{ <{BASE}actor/iraq> <{BASE}actor/sudan> }} ?a owl:sameAs ?w }}") == []
    assert asked(made, "SELECT ?a { ?d mq:verdict 'unlink' ; mq:concerns ?a }") == [("actor/iraq",), ("actor/sudan",)]


def test_another_item_than_the_tables_can_be_decided(tmp_path: Path) -> None:
    made = published(tmp_path, MINISTER, decisions=f"link:\n- {{actor: iraq, wikidata: Q77, {TOLD}}}\n")
    assert asked(made, f"SELECT ?w {{ <{BASE}actor/iraq> owl:sameAs ?w }}") == [(expand("wd:Q77"),)]


def test_a_decision_about_an_actor_that_no_article_names_is_reported(tmp_path: Path) -> None:
    told: list[Problem] = []
    published(tmp_path, NAMED, decisions=f"link:\n- {{actor: nobody-123abc, wikidata: Q77, {TOLD}}}\n", told=told)
    assert [(Path(problem.place).name, problem.text) for problem in told] == [
        ("mine.yaml:2", "no article names the actor nobody-123abc")
    ]


def test_what_is_said_of_links_is_well_formed(tmp_path: Path) -> None:
    mine = f"unlink:\n- {{actor: iraq, {TOLD}}}\n"
    made = published(tmp_path, MINISTER, source=[SURE], decisions=mine)
    quads = made.version.open().quads_for_pattern(None, None, None, NamedNode(f"{BASE}graph/links"))
    assert validate(list(quads)) == []
