"""A reading becomes the quads of its article's graph, each fact with the words that support it."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store
from sample_reading import ACTORS, AID, CURATED, PLEDGE, PROMISE, READING, STATEMENTS, TEXT, reading_of, span

from kg.article import Article
from kg.frames import Actor, Reading
from kg.graph import GraphError, actor_keys, article_quads, rule_names
from kg.graph_check import EvidenceError, check_evidence
from kg.graph_terms import decimal
from kg.graph_world import curated_closure, curated_quads, program_quads
from kg.namespaces import BASE, PREFIXES
from kg.nquads import serialise
from kg.span import Span

ARTICLE = f"{BASE}article/mqal-1-0ddc327fcc"


def ask(quads: Iterable[Quad], pattern: str) -> bool:
    store = Store()
    store.extend(quads)
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES | {"id": BASE}, use_default_graph_as_union=True))


def values(quads: Iterable[Quad], pattern: str) -> list[str]:
    store = Store()
    store.extend(quads)
    found = store.query(f"SELECT ?x {{ {pattern} }}", prefixes=PREFIXES | {"id": BASE}, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return sorted(solution["x"].value for solution in found)


QUADS = article_quads(READING)
WORLD = [*QUADS, *curated_quads(CURATED), *program_quads(rule_names([READING]))]


@pytest.mark.parametrize(
    "fact",
    [
        f"<{ARTICLE}> a mq:Article, schema:NewsArticle ; dcterms:identifier 'مقال 1' ; schema:inLanguage 'ar'",
        "?a schema:headline 'بايدن يعلن نهاية \"المهمّة القتالية\" في العراق'@ar",
        "?a schema:datePublished '2021-07-27'^^xsd:date ; mq:publishedBasis 'inferred' ; schema:url <https://example.org/1>",
        "?a mq:publishedNote 'from the quotation'@en ; mq:mentions ?official . ?official a mq:AnonymousSource",
        "?a schema:publisher ?outlet . ?outlet a mq:MediaOutlet, mq:Actor ; rdfs:label 'الجزيرة'@ar",
        "?biden a mq:Person, mq:Actor ; mq:role 'الرئيس الأميركي'@ar ; skos:altLabel 'بايدن'@ar",
        "?official rdfs:label 'مسؤول كبير في الإدارة الأميركية'@ar ; mq:affiliation ?us . ?us a mq:Country",
        "?s a mq:Statement ; mq:speechAct act:say ; mq:cue 'قال'@ar ; mq:statedOn '2021-07-26'^^xsd:date",
        f"?s mq:content '''{PROMISE}'''@ar ; mq:confidence 0.9",
        "?s mq:quotation 'لن نكون مع نهاية العام في مهمّة قتاليّة'@ar",
        f"?s mq:renders ?u . ?u a mq:Utterance ; rdfs:label '''{PROMISE}'''@ar",
        "?c a mq:Commitment ; mq:committer ?us ; mq:beneficiary ?iraq ; mq:madeIn ?s",
        "?c mq:topic topic:withdrawal ; mq:deadline '2021-12-31'^^xsd:date",
        "?c mq:deadlineText 'مع نهاية العام'@ar ; mq:modality modality:firm ; mq:topic topic:withdrawal",
        "?p a mq:AidPledge, mq:Commitment ; mq:amount 5200000.0 ; mq:unit unit:USD ; mq:approximate false",
        "?p mq:donor ?us ; mq:committer ?us ; mq:recipient ?iraq ; mq:beneficiary ?iraq ; mq:channel ?un",
        "?p mq:deadline '2021-10'^^xsd:gYearMonth ; mq:sector sector:elections ; mq:aidStatus aid-status:pledged",
        f"?p mq:purpose 'تمويل بعثة للأمم المتحدة لمراقبة الانتخابات'@ar ; rdfs:label '{AID}'@ar",
        "?p mq:evidence ?e . ?e a mq:Evidence, oa:SpecificResource ; oa:hasSource ?a ; oa:hasSelector ?selector",
        "?selector a oa:TextPositionSelector, oa:TextQuoteSelector ; oa:start 0 ; oa:end ?end",
    ],
)
def test_the_article_graph_states(fact: str) -> None:
    fact = fact.replace("oa:start 0", f"oa:start {TEXT.index(AID)}")
    assert ask(QUADS, f"GRAPH <{ARTICLE}> {{ {fact} }}")


def test_all_stands_in_the_graph_named_by_the_article() -> None:
    assert {quad.graph_name for quad in QUADS} == {NamedNode(ARTICLE)}


def test_there_are_no_blank_nodes() -> None:
    assert all(isinstance(node, NamedNode | Literal) for quad in WORLD for node in quad)


def test_a_curated_actor_is_named_in_its_own_graph_only() -> None:
    assert not ask(QUADS, "id:actor\\/biden rdfs:label ?name")
    assert values(WORLD, "id:actor\\/biden rdfs:label ?x") == ["Joe Biden", "جو بايدن"]


def test_only_mentioned_actors_are_mentioned() -> None:
    assert len(values(QUADS, f"<{ARTICLE}> mq:mentions ?x")) == len(ACTORS)


def test_every_passage_of_a_commitment_is_evidence() -> None:
    assert len(values(QUADS, "?c mq:topic topic:withdrawal ; mq:evidence ?x")) == 2


def test_the_selector_holds_the_words_and_what_surrounds_them() -> None:
    where = "?p a mq:AidPledge ; mq:evidence/oa:hasSelector ?s . ?s"
    assert values(QUADS, f"{where} oa:exact ?x") == [AID]
    assert values(QUADS, f"{where} oa:prefix ?x") == [TEXT[TEXT.index(AID) - 24 : TEXT.index(AID)]]
    assert values(QUADS, f"{where} oa:suffix ?x") == [" للمساعدة في تمويل بعثة "]


def test_two_statements_on_one_passage_are_two_nodes() -> None:
    twice = article_quads(replace(READING, statements=(STATEMENTS[0], replace(STATEMENTS[0], act="affirm"))))
    assert len(values(twice, "?x a mq:Statement")) == 2
    assert len(values(twice, "?x a mq:Utterance")) == 2


def test_a_publisher_among_the_actors_is_linked() -> None:
    outlet = Actor("aljazeera", "MediaOutlet", "قناة الجزيرة", ("الجزيره",), curated=True)
    quads = article_quads(replace(READING, actors={**READING.actors, "aljazeera": outlet}))
    assert values(quads, "?a schema:publisher ?x") == [f"{BASE}actor/aljazeera"]


def test_an_address_that_is_no_iri_is_kept_as_text() -> None:
    article = replace(READING.article, url="https://example.org/a b")
    assert ask(article_quads(replace(READING, article=article)), "?a schema:url 'https://example.org/a b'^^xsd:anyURI")


@pytest.mark.parametrize(
    "wrong, complaint",
    [
        ({"actors": {}}, "'biden', who is not among its actors"),
        ({"pledges": (replace(PLEDGE, mentions=()),)}, "no passage"),
        ({"pledges": (replace(PLEDGE, made_in=2),)}, "statement 2; there are 2"),
        ({"statements": (replace(STATEMENTS[0], content=Span(5, 9999)),)}, "5-9999 is empty or outside the text"),
        ({"statements": (replace(STATEMENTS[0], content=Span(7, 7)),)}, "7-7 is empty or outside the text"),
    ],
)
def test_a_reading_that_contradicts_itself_is_refused(wrong: dict[str, Any], complaint: str) -> None:
    with pytest.raises(GraphError, match=f"article مقال 1: .*{complaint}"):
        article_quads(replace(READING, mentions=(), commitments=(), **{"pledges": (), **wrong}))


# --- actors and program --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fact",
    [
        "id:actor\\/biden a mq:Person, mq:Actor ; owl:sameAs wd:Q6279 ; mq:affiliation id:actor\\/us",
        "id:actor\\/us skos:altLabel 'أميركا'@ar",
        "?t a mq:Tenure ; mq:holder id:actor\\/biden ; mq:office office:president ; mq:officeOf id:actor\\/us",
        "?t mq:since '2021-01-20'^^xsd:date ; mq:until '2025-01-20'^^xsd:date",
        "?t mq:office office:vice-president ; mq:since '2009'^^xsd:gYear",
    ],
)
def test_the_graph_of_curated_actors_states(fact: str) -> None:
    assert ask(curated_quads(CURATED), f"GRAPH id:graph\\/actors {{ {fact} }}")


def test_a_capital_is_no_name_of_its_country() -> None:
    assert not ask(curated_quads(CURATED), "?a ?p 'واشنطن'@ar")


def test_curated_actors_bring_along_what_they_refer_to() -> None:
    by_key = {actor.key: actor for actor in CURATED}
    assert [actor.key for actor in curated_closure(["biden", "new-1a2b3c"], by_key)] == ["biden", "us"]


def test_the_keys_of_a_reading_include_what_its_actors_belong_to() -> None:
    assert actor_keys([replace(READING, actors={"x": Actor("x", "AnonymousSource", "مصدر", of=("iran",))})]) == {
        "x",
        "iran",
    }


def test_what_made_a_fact_leads_to_rule_and_program() -> None:
    path = "?p a mq:AidPledge ; prov:wasGeneratedBy ?e . ?e"
    assert ask(WORLD, f"{path} prov:used ?r . ?r a mq:Rule ; rdfs:label 'give-amount'")
    assert ask(WORLD, f"{path} a prov:Activity ; prov:wasAssociatedWith ?m . ?m a prov:SoftwareAgent")


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\x85"])
def test_without_a_title_the_first_line_is_the_headline(end: str) -> None:
    quads = article_quads(Reading(Article("a1", f"{end}بايدن يعلن نهاية المهمة{end}قال بايدن إن العمل انتهى.")))
    assert ask(quads, "GRAPH ?g { ?a schema:headline 'بايدن يعلن نهاية المهمة'@ar }")


# --- literals, order and evidence ----------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_store_keeps_decimals_to_the_letter(number: Decimal) -> None:
    store = Store()
    store.add(Quad(NamedNode("x:s"), NamedNode("x:p"), decimal(number)))
    assert next(iter(store)).object == decimal(number)
    assert Decimal(decimal(number).value) == number


def test_a_store_keeps_the_whole_graph_to_the_letter() -> None:
    store = Store()
    store.bulk_extend(WORLD)
    assert serialise(store) == serialise(WORLD)


def test_the_document_does_not_depend_on_order_or_repetition() -> None:
    assert serialise(reversed([*WORLD, *QUADS])) == serialise(WORLD)


def test_the_document_does_not_depend_on_the_hash_seed() -> None:
    program = "import sys; from test_graph import WORLD, serialise; sys.stdout.buffer.write(serialise(WORLD))"
    command = [sys.executable, "-c", program]
    first, second = (
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second == serialise(WORLD)


def test_evidence_agrees_with_the_text_to_the_letter() -> None:
    assert check_evidence(WORLD, {READING.article.id: TEXT}) == 4


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_evidence_agrees_whatever_the_text_is(text: str) -> None:
    store = Store()
    store.bulk_extend(article_quads(reading_of(text, 1)))
    assert check_evidence(store, {"a1": text}) == 1


@pytest.mark.parametrize(
    "text, complaint",
    [
        (TEXT.replace("قتاليّة", "قتالية"), "the text reads"),
        (TEXT.removeprefix("\ufeff"), "the text reads"),
        (TEXT.replace(f"{AID} ل", f"{AID} ب"), "has after it"),
        (TEXT[:60], "lies outside the text"),
    ],
)
def test_evidence_that_differs_by_one_letter_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(EvidenceError, match=f"article مقال 1: .*{complaint}"):
        check_evidence(WORLD, {READING.article.id: text})


def test_evidence_without_its_text_is_refused() -> None:
    with pytest.raises(EvidenceError, match="whose text is not at hand"):
        check_evidence(WORLD, {})


@pytest.mark.parametrize("lost", ["end", "hasSource"])
def test_evidence_that_lacks_a_part_is_refused(lost: str) -> None:
    with pytest.raises(EvidenceError, match="must"):
        check_evidence([quad for quad in WORLD if not quad.predicate.value.endswith(lost)], {READING.article.id: TEXT})


def test_the_words_are_where_the_reading_says() -> None:
    assert span(AID).of(TEXT) == AID
