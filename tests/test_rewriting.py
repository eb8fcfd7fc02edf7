"""Frames of one node are written under its IRI, each article's with what holds once per article said once."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.across.disagreements import Holdings
from kg.across.naming import name_nodes
from kg.across.rewriting import Rewriting, affiliations
from kg.curated import load_actors
from kg.graph_terms import term
from kg.namespaces import BASE, PREFIXES

MQ = PREFIXES["mq"]


def line(node: str, property: str, value: str, article: str) -> bytes:
    name = term(property).value
    return f"<{BASE}{node}> <{name}> {value} <{BASE}article/{article}> .\n".encode()


def iri(node: str) -> str:
    return f"<{BASE}{node}>"


ONE = line("commitment/a/1-9", "rdfs:label", '"أ"@ar', "a") + line("commitment/a/1-9", "mq:confidence", '"0.9"', "a")
TWO = line("commitment/b/1-9", "rdfs:label", '"ب"@ar', "b") + line("commitment/b/1-9", "mq:confidence", '"0.8"', "b")


def rewriting(*cluster: str) -> Rewriting:
    return Rewriting(name_nodes([cluster], cluster), BASE)


def test_another_articles_frame_gets_the_name_and_keeps_its_words_as_another_wording() -> None:
    rewritten = rewriting("commitment/a/1-9", "commitment/b/1-9").rewrite("b", TWO)
    assert rewritten == line("commitment/a/1-9", "skos:altLabel", '"ب"@ar', "b") + line(
        "commitment/a/1-9", "mq:confidence", '"0.8"', "b"
    )


def test_the_frame_that_names_the_node_stays_as_it_is() -> None:
    assert rewriting("commitment/a/1-9", "commitment/b/1-9").rewrite("a", ONE) == ONE


def test_statements_render_the_utterance_under_its_name() -> None:
    renders = line("statement/b/1-9", "mq:renders", iri("utterance/b/1-9"), "b")
    rewritten = rewriting("utterance/a/1-9", "utterance/b/1-9").rewrite("b", renders)
    assert rewritten == line("statement/b/1-9", "mq:renders", iri("utterance/a/1-9"), "b")


def test_of_two_frames_in_one_article_the_first_that_knows_says_what_holds_once() -> None:
    here, there = "commitment/a/1-9", "commitment/a/20-30"
    page = line(here, "mq:confidence", '"0.9"', "a") + line(there, "mq:confidence", '"0.8"', "a")
    page += line(there, "mq:deadline", '"2021"', "a") + line(there, "mq:evidence", iri("evidence/a/20-30"), "a")
    assert rewriting(here, there).rewrite("a", page) == (
        line(here, "mq:confidence", '"0.9"', "a")
        + line(here, "mq:deadline", '"2021"', "a")
        + line(here, "mq:evidence", iri("evidence/a/20-30"), "a")
    )


def test_words_that_look_like_an_iri_are_left_alone() -> None:
    odd = line("commitment/b/1-9", "rdfs:label", f'"{iri("commitment/b/1-9")} عنوان"@ar', "b")
    rewritten = rewriting("commitment/a/1-9", "commitment/b/1-9").rewrite("b", odd)
    assert rewritten == line("commitment/a/1-9", "skos:altLabel", f'"{iri("commitment/b/1-9")} عنوان"@ar', "b")


def test_a_page_tells_who_belongs_to_whom() -> None:
    page = line("actor/army", "mq:affiliation", iri("actor/iraq"), "a") + ONE
    assert list(affiliations(page)) == [(f"{BASE}actor/army", f"{BASE}actor/iraq")]


# --- where they differ


def holdings(property: str, *values: str, held: Holdings | None = None) -> Holdings:
    """What articles 1, 2, … say of a node: literals, actors, or concepts."""
    held = held or Holdings()
    for number, value in enumerate(values, 1):
        iri = f"{BASE}{value}" if value.startswith("actor/") else value
        said = NamedNode(iri) if iri.startswith("http") else Literal(value)
        held.add("n", Quad(NamedNode("x:n"), term(property), said, NamedNode(f"{BASE}article/{number}")))
    return held


@pytest.mark.parametrize(
    ("property", "values"),
    [
        ("mq:deadline", ("2021-12-31", "2021-12-31")),
        ("mq:deadline", ("2021-12", "2021-12-31", "2021")),
        ("mq:amount", ("500000",)),
        ("mq:recipient", ("actor/army", "actor/iraq")),
        ("mq:speaker", ("actor/a/a-source", "actor/b/a-source")),
        ("mq:topic", ("security", "other")),
        ("mq:beneficiary", ("actor/iraq", "actor/lebanon")),
        ("mq:statedOn", ("2021-07-25", "2021-07-26")),
        ("mq:modality", (f"{PREFIXES['modality']}firm", f"{PREFIXES['modality']}reaffirmed")),
    ],
)
def test_articles_agree(property: str, values: tuple[str, ...]) -> None:
    held = holdings(property, *values)
    held.belongs(f"{BASE}actor/army", f"{BASE}actor/iraq")
    assert list(held.disagreements()) == []


@pytest.mark.parametrize(
    ("property", "values"),
    [
        ("mq:deadline", ("2021-12-31", "2022-12-31")),
        ("mq:amount", ("500000", "500000", "520000")),
        ("mq:recipient", ("actor/army", "actor/lebanon")),
        ("mq:speaker", ("actor/army", "actor/iraq")),
        ("mq:statedOn", ("2021-07-25", "2021-07-27")),
        ("mq:statedOn", ("2021-07", "2021-08")),
        ("mq:modality", (f"{PREFIXES['modality']}planned", f"{PREFIXES['modality']}reaffirmed")),
    ],
)
def test_articles_differ(property: str, values: tuple[str, ...]) -> None:
    held = holdings(property, *values)
    held.belongs(f"{BASE}actor/army", f"{BASE}actor/iraq")
    (found,) = held.disagreements()
    assert (found.property, len(found.positions)) == (property, len(set(values)))


def test_who_holds_an_office_undertakes_for_its_body() -> None:
    by_key = load_actors().by_key
    of_it, of_another = (
        holdings("mq:committer", state, "actor/joe-biden", held=Holdings(by_key))
        for state in ("actor/us", "actor/iran")
    )
    assert list(of_it.disagreements()) == []
    assert len(list(of_another.disagreements())) == 1


def test_positions_hold_the_articles() -> None:
    (found,) = holdings("mq:amount", "500000", "520000", "500000").disagreements()
    assert [(position.values[0].value, position.articles) for position in found.positions] == [
        ("500000", (f"{BASE}article/1", f"{BASE}article/3")),
        ("520000", (f"{BASE}article/2",)),
    ]


def test_a_reprint_has_no_position_of_its_own() -> None:
    copied = holdings("mq:statedOn", "2015-08-03", "2015-08-06", held=Holdings(copies={"2": "1"}))
    assert list(copied.disagreements()) == []
    silent = holdings("mq:statedOn", "2015-08-03", "2015-08-06", held=Holdings(copies={"2": "9"}))
    assert len(list(silent.disagreements())) == 1


@pytest.mark.parametrize(
    ("wording", "differ"),
    [("تعويض المؤمن له خلال ثلاثين يوم عمل", False), ("صرف التعويضات حالما تكتمل الطلبات لدى الشركة", True)],
)
def test_how_binding_the_same_words_are_is_no_difference(wording: str, differ: bool) -> None:
    strengths = (f"{PREFIXES['modality']}{strength}" for strength in ("firm", "planned"))
    held = holdings("mq:modality", *strengths)
    holdings("rdfs:label", "تعويض المؤمّن عليه خلال ثلاثين يوم عمل", wording, held=held)
    assert bool(list(held.disagreements())) == differ


@pytest.mark.parametrize(
    ("copies", "day", "differ"),
    [({}, "2015-08-06", True), ({"2": "1"}, "2015-08-06", False), ({}, "2015-08-04", False)],
)
def test_the_same_words_of_two_days_vie(copies: dict[str, str], day: str, differ: bool) -> None:
    held, (one, other) = Holdings(copies=copies), (f"{BASE}utterance/{frame}" for frame in ("1/0-9", "2/0-9"))
    for node, said, article in ((one, "2015-08-03", "1"), (other, day, "2")):
        graph = NamedNode(f"{BASE}article/{article}")
        held.add(node, Quad(NamedNode("x:s"), term("mq:statedOn"), Literal(said), graph))
    assert (held.rivalry(one, other, "date") is not None) == differ
