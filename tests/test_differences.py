"""Where the five seed articles differ, as the graph tells it: the annotated one, and the program's own.

What the ontology cannot express is not asked for: by which instrument it is undertaken (a statement, an agreement),
how many soldiers stay and what they do now, how many attacks there were, whether vaccines arrive or set off, what an
article's headline has against its text.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from goldgraph import Reader, gold_store

from kg.namespaces import PREFIXES
from kg.store import current_version

BOTH = pytest.mark.parametrize("store", ["gold", "program"], indirect=True)
PROGRAM = pytest.mark.parametrize("store", ["program"], indirect=True)
Found = dict[str, set[str]]


@pytest.fixture(scope="module")
def store(request: pytest.FixtureRequest, seeds_store: Path) -> pyoxigraph.Store:
    """The graph of the annotation, or the program's."""
    if request.param == "gold":
        return gold_store(Reader.STRICT)
    graph = pyoxigraph.Store()
    graph.bulk_load(path=str(current_version(seeds_store).path / "graph.nq"))
    return graph


def ask(store: pyoxigraph.Store, select: str) -> Found:
    """What is found in the first column, with the articles of the second (000 … 004)."""
    found: Found = {}
    solutions = store.query(select, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    for value, article in solutions:
        assert isinstance(value, pyoxigraph.NamedNode | pyoxigraph.Literal)
        assert isinstance(article, pyoxigraph.Literal)
        found.setdefault(value.value, set()).add(article.value[:3])
    return found


def positions(store: pyoxigraph.Store, property: str, about: str) -> Found:
    """The values of a property that articles differ on, of nodes of which something holds, with the articles."""
    return ask(
        store,
        f"""SELECT ?value ?article {{
          ?d a mq:Disagreement ; mq:onProperty {property} ; mq:position ?position ; mq:concerns ?node .
          ?position rdf:value ?value ; mq:heldIn/dcterms:identifier ?article .
          {about}
        }}""",
    )


@BOTH
def test_some_say_the_combat_role_ends_and_one_that_the_forces_leave(store: pyoxigraph.Store) -> None:
    found = positions(store, "rdfs:label", "?node mq:topic topic:withdrawal")
    assert {frozenset(articles) for articles in found.values()} == {
        frozenset({"000", "001", "002", "004"}),
        frozenset({"003"}),
    }
    ends = next(label for label, articles in found.items() if "000" in articles)
    assert "دور قتالي" in ends


@BOTH
def test_support_goes_on_as_planned_or_as_affirmed_anew(store: pyoxigraph.Store) -> None:
    found = positions(store, "mq:modality", "?node mq:topic topic:security-support")
    assert found == {PREFIXES["modality"] + "planned": {"000"}, PREFIXES["modality"] + "reaffirmed": {"002"}}


@PROGRAM
def test_the_end_of_the_mission_is_said_by_one_or_by_both(store: pyoxigraph.Store) -> None:
    found = positions(
        store, "mq:speaker", "?s mq:renders ?node ; mq:content ?content FILTER(CONTAINS(?content, 'القتالي'))"
    )
    names = {iri.rpartition("/")[2]: articles for iri, articles in found.items()}
    assert names["mustafa-al-kadhimi"] == {"000"}
    assert names["joe-biden"] >= {"000", "002", "004"}


@PROGRAM
def test_half_a_million_doses_or_about_so_many(store: pyoxigraph.Store) -> None:
    found = positions(store, "mq:approximate", "?node mq:unit unit:dose")
    assert found == {"false": {"001"}, "true": {"002"}}


@PROGRAM
def test_vaccines_are_planned_or_promised(store: pyoxigraph.Store) -> None:
    found = positions(store, "mq:modality", "?node mq:unit unit:dose")
    assert found[PREFIXES["modality"] + "planned"] == {"001"}


@BOTH
def test_what_one_article_alone_says_is_no_difference(store: pyoxigraph.Store) -> None:
    # The doses come through COVAX in one article; the other is silent.
    assert positions(store, "mq:channel", "?node a mq:Commitment") == {}


@BOTH
def test_meetings_of_two_days_are_two(store: pyoxigraph.Store) -> None:
    said = """SELECT ?node ?article {
      ?s mq:renders ?node ; mq:statedOn ?day ; mq:evidence/oa:hasSource/dcterms:identifier ?article
      FILTER(?day IN ("2021-07-22"^^xsd:date, "2021-07-23"^^xsd:date))
    }"""
    assert all(len(articles) == 1 for articles in ask(store, said).values())


@BOTH
def test_bush_is_one_whatever_they_call_him(store: pyoxigraph.Store) -> None:
    roles = """SELECT ?role ?article {
      GRAPH ?g { ?article_ dcterms:identifier ?article . ?bush mq:role ?role } ?bush owl:sameAs wd:Q207
    }"""
    assert ask(store, roles) == {"الرئيس الأسبق": {"001"}, "الرئيس السابق": {"004"}}


@BOTH
def test_islamic_state_is_one_by_each_articles_names(store: pyoxigraph.Store) -> None:
    names = """SELECT ?name ?article {
      GRAPH ?g { ?article_ dcterms:identifier ?article . ?group skos:altLabel ?name } ?group owl:sameAs wd:Q2429253
    }"""
    found = ask(store, names)
    assert found["داعش"] >= {"001", "002"}
    assert found["تنظيم الدولة"] == {"000"}
