import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from babel.core import get_global
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.namespaces import PREFIXES, ROOT, expand
from kg.ontology import ONTOLOGY, concepts, ontology_quads
from kg.tables import curated

CLASSES = """
Article Actor Person Country GovernmentBody PoliticalParty ArmedGroup Coalition InternationalOrganization MediaOutlet
ThinkTank Company Group AnonymousSource Statement Utterance Commitment AidPledge
Tenure Rule Extraction Evidence Selector Merge Decision Disagreement Position Outcome
"""
PROPERTIES = """
mentions renders speaker speechAct content quotation statedOn via addressee committer beneficiary deadline modality
topic madeIn donor recipient channel amount unit purpose aidStatus sector evidence confidence
cue deadlineText approximate role affiliation holder office officeOf since until publishedBasis publishedNote
score verdict corroboration copyOf concerns onProperty position heldIn
status outcomeOf outcomeKind undertakenBy occurredOn toldIn partOf
"""
CONCEPTS = {
    "act": "say announce affirm deny describe demand promise accuse express support oppose warn",
    "modality": "firm planned conditional reaffirmed",
    "topic": "withdrawal training counterterrorism protection elections health security-support economic energy "
    "culture accountability diplomacy other",
    "sector": "health humanitarian elections energy culture education military food shelter other",
    "aid-status": "pledged committed disbursed",
    "outcome": "kept broken delayed softened withdrawn",
    "status": "not-yet-rated kept broken delayed softened withdrawn",
    "office": "president vice-president prime-minister deputy-prime-minister king emir sultan crown-prince "
    "deputy-crown-prince chancellor supreme-leader foreign-minister defence-minister interior-minister "
    "finance-minister speaker-of-parliament secretary-general high-representative special-envoy ambassador "
    "spokesperson minister director army-chief national-security-adviser party-leader member other",
}
GOODS = """
dose ton kilogram litre barrel truck aircraft helicopter vehicle ship package food-basket tent blanket bed ambulance
person scholarship megawatt piece
"""
MQ = PREFIXES["mq"]
TERM_TYPES = {"owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "rdfs:Datatype"}


def facts() -> dict[str, dict[str, list[NamedNode | Literal]]]:
    known: defaultdict[str, defaultdict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in ontology_quads():
        assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
        known[quad.subject.value][quad.predicate.value].append(quad.object)
    return {subject: dict(said) for subject, said in known.items()}


FACTS = facts()


def values(subject: str, name: str) -> list[NamedNode | Literal]:
    return FACTS.get(subject, {}).get(expand(name), [])


def types(subject: str) -> set[str]:
    return {node.value for node in values(subject, "rdf:type")}


def texts(subject: str, name: str) -> dict[str | None, str]:
    return {text.language: text.value for text in values(subject, name) if isinstance(text, Literal)}


def described(*kinds: str) -> list[str]:
    wanted = {expand(kind) for kind in kinds}
    return sorted(subject for subject in FACTS if types(subject) & wanted)


@pytest.mark.parametrize("name", CLASSES.split())
def test_class_of_the_contract_is_declared(name: str) -> None:
    assert expand("owl:Class") in types(MQ + name)


@pytest.mark.parametrize("name", PROPERTIES.split())
def test_property_of_the_contract_is_declared(name: str) -> None:
    assert types(MQ + name) & {expand("owl:ObjectProperty"), expand("owl:DatatypeProperty")}


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_scheme_has_exactly_the_concepts_of_the_contract(scheme: str) -> None:
    assert concepts(scheme) == set(CONCEPTS[scheme].split())


def test_units_hold_every_currency_that_is_legal_tender_now() -> None:
    rows = [row for territory in get_global("territory_currencies").values() for row in territory]
    assert {code for code, _, end, tender in rows if tender and end is None} <= concepts("unit")


def test_units_are_currencies_by_iso_code_and_the_goods_of_the_contract() -> None:
    currencies = {iri.removeprefix(PREFIXES["unit"]) for iri in described("mq:Currency")}
    assert concepts("unit") - currencies >= set(GOODS.split())
    assert all(re.fullmatch("[A-Z]{3}", code) for code in currencies)


@pytest.mark.parametrize("term", described(*TERM_TYPES), ids=lambda iri: iri.removeprefix(MQ))
def test_term_is_named_and_defined_in_both_languages(term: str) -> None:
    for name in ("rdfs:label", "skos:definition"):
        assert set(texts(term, name)) == {"ar", "en"}
        assert len(values(term, name)) == 2
    assert values(term, "rdfs:isDefinedBy") == [ONTOLOGY]


@pytest.mark.parametrize("scheme", [*CONCEPTS, "unit"])
def test_concepts_are_named_defined_and_noted(scheme: str) -> None:
    home = NamedNode(ROOT + scheme)
    assert set(texts(home.value, "rdfs:label")) == set(texts(home.value, "skos:definition")) == {"ar", "en"}
    for name in concepts(scheme):
        iri = f"{home.value}/{name}"
        assert set(texts(iri, "skos:prefLabel")) == set(texts(iri, "skos:definition")) == {"ar", "en"}, iri
        assert values(iri, "skos:inScheme") == values(iri, "skos:topConceptOf") == [home], iri
        assert Literal(name) in values(iri, "skos:notation"), iri


def test_arabic_texts_are_in_arabic_and_no_two_concepts_of_a_scheme_share_a_name() -> None:
    for scheme in (*CONCEPTS, "unit"):
        for language in ("ar", "en"):
            names = [texts(f"{ROOT}{scheme}/{name}", "skos:prefLabel")[language] for name in concepts(scheme)]
            assert len(names) == len(set(names)), scheme
            assert all(bool(re.search("[\u0621-\u064a]", name)) == (language == "ar") for name in names), scheme


@pytest.mark.parametrize("name, code", [("pledged", "12"), ("committed", "2"), ("disbursed", "3")])
def test_aid_statuses_bear_the_codes_of_iati(name: str, code: str) -> None:
    typed = Literal(code, datatype=NamedNode(MQ + "IATITransactionType"))
    assert typed in values(PREFIXES["aid-status"] + name, "skos:notation")


@pytest.mark.parametrize(
    "term, relation, other",
    [
        ("Article", "subClassOf", "schema:NewsArticle"),
        ("AidPledge", "subClassOf", "mq:Commitment"),
        ("Person", "subClassOf", "foaf:Person"),
        ("GovernmentBody", "subClassOf", "schema:GovernmentOrganization"),
        ("Coalition", "subClassOf", "org:OrganizationalCollaboration"),
        ("Rule", "subClassOf", "prov:Plan"),
        ("Extraction", "subClassOf", "prov:Activity"),
        ("Evidence", "subClassOf", "oa:SpecificResource"),
        ("Tenure", "subClassOf", "org:Membership"),
        ("donor", "subPropertyOf", "mq:committer"),
        ("recipient", "subPropertyOf", "mq:beneficiary"),
        ("mentions", "subPropertyOf", "schema:mentions"),
    ],
)
def test_term_is_mapped_to_what_the_world_uses(term: str, relation: str, other: str) -> None:
    assert NamedNode(expand(other)) in values(MQ + term, f"rdfs:{relation}")


def test_every_kind_of_actor_is_a_subclass_of_actor() -> None:
    for name in CLASSES.split()[2:14]:
        assert NamedNode(MQ + "Actor") in values(MQ + name, "rdfs:subClassOf"), name


@pytest.mark.parametrize("file", ["mithaq.ttl", "merging.ttl", "units.ttl", "shapes.ttl"])
def test_files_use_no_term_that_is_not_declared(file: str) -> None:
    used = {
        term.value
        for quad in parse(path=curated(file), format=RdfFormat.TURTLE)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(MQ)
    }
    assert used - set(described(*TERM_TYPES)) == set()


def test_valid_graph_says_all_that_a_reasoner_would_infer_in_our_own_terms() -> None:
    path = Path(__file__).with_name("shapes") / "valid.trig"
    said = {(quad.subject, quad.predicate, quad.object) for quad in parse(path=path, format=RdfFormat.TRIG)}
    kind = NamedNode(expand("rdf:type"))
    inferred: set[tuple[Any, Any, Any]] = set()
    for subject, predicate, value in said:
        inferred |= {(subject, kind, domain) for domain in values(predicate.value, "rdfs:domain")}
        inferred |= {(subject, wider, value) for wider in values(predicate.value, "rdfs:subPropertyOf")}
        if isinstance(value, NamedNode):
            inferred |= {(value, kind, range_) for range_ in values(predicate.value, "rdfs:range")}
        if predicate == kind:
            inferred |= {(subject, kind, wider) for wider in values(value.value, "rdfs:subClassOf")}
    ours = {triple for triple in inferred if MQ in triple[1].value or (triple[1] == kind and MQ in triple[2].value)}
    assert len(ours) >= 30
    assert ours - said == set()


def test_ontology_says_its_version_and_licence() -> None:
    assert [text.value for text in values(ONTOLOGY.value, "owl:versionInfo")] == ["0.1.0"]
    assert values(ONTOLOGY.value, "dcterms:license") == [NamedNode("https://creativecommons.org/licenses/by/4.0/")]


def test_quads_stand_in_the_graph_of_the_ontology() -> None:
    assert {quad.graph_name for quad in ontology_quads()} == {ONTOLOGY}


def test_unknown_scheme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no concept scheme 'acts'; known schemes: act, aid-status, modality"):
        concepts("acts")
