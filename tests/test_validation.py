"""The shapes, each constraint broken by one change to one valid graph (tests/shapes/)."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib.namespace import RDF, SH

from kg.article import Article
from kg.frames import Actor, Deadline, Mention, PartialDate, Pledge, Reading, Statement
from kg.graph import article_quads
from kg.graph_world import program_quads
from kg.ontology import ontology_quads
from kg.span import Span
from kg.tables import curated
from kg.validation import Context, Violation, spread_targets, validate

FIXTURES = Path(__file__).with_name("shapes")
VALID = (FIXTURES / "valid.trig").read_text("utf-8")
PREFIXES = "".join(re.findall(r"^@prefix .*\n", VALID, re.MULTILINE))
ID = "https://w3id.org/mithaq/id/"
NOT_CONSTRAINTS = {
    "path",
    "message",
    "property",
    "targetClass",
    "targetSubjectsOf",
    "targetObjectsOf",
    "qualifiedValueShape",
}


class Case(NamedTuple):
    shape: str
    constraint: str
    change: str
    triple: str


def cases() -> Iterator[Case]:
    for line in (FIXTURES / "broken.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            shape, constraint, change, triple = line.split(maxsplit=3)
            yield Case(shape, constraint, change, triple)


CASES = list(cases())


@cache
def valid() -> tuple[Quad, ...]:
    """The valid graph; a triple that several of its graphs hold stands once."""
    quads = parse(input=VALID, format=RdfFormat.TRIG)
    return tuple(dict.fromkeys(Quad(q.subject, q.predicate, q.object) for q in quads))


def graph(name: str) -> list[Quad]:
    return [q for q in parse(input=VALID, format=RdfFormat.TRIG) if q.graph_name == NamedNode(ID + name)]


def quad(triple: str) -> Quad:
    only: Quad
    (only,) = parse(input=f"{PREFIXES}{triple} .", format=RdfFormat.TURTLE)
    return only


def changed(case: Case) -> list[Quad]:
    """The valid graph after one change."""
    if case.change == "+":
        return [*valid(), quad(case.triple)]
    whole = case.change == "-" and len(case.triple.split(maxsplit=2)) == 3
    given = quad(case.triple if whole or case.change == "~" else f"{case.triple} 0")
    same = [q for q in valid() if (q.subject, q.predicate) == (given.subject, given.predicate)]
    hit = [q for q in same if q == given] if whole else same
    assert len(hit) == 1, f"{case.triple}: expected one such triple in valid.trig, found {len(hit)}"
    rest = [q for q in valid() if q != hit[0]]
    return [*rest, given] if case.change == "~" else rest


def test_valid_graph_has_no_violation() -> None:
    assert validate(valid()) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.shape} {case.constraint} {case.change}{case.triple}")
def test_one_change_breaks_the_constraint(case: Case) -> None:
    assert (case.shape, case.constraint) in {(found.shape, found.constraint) for found in validate(changed(case))}


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(curated("shapes.ttl"))


def constraints() -> set[tuple[str, str]]:
    """Every constraint of every named shape; the shapes of concepts report through the sh:node that uses them."""
    return {
        (str(shape).partition("#")[2], str(parameter).partition("#")[2])
        for shape, parameter in shapes().subject_predicates()
        if isinstance(shape, rdflib.URIRef) and str(parameter).startswith(str(SH)) and "#in-" not in shape
    }


def test_every_constraint_has_a_graph_that_breaks_it() -> None:
    wanted = {(shape, name) for shape, name in constraints() if name not in NOT_CONSTRAINTS}
    assert {(case.shape, case.constraint) for case in CASES} == wanted


def test_every_shape_that_constrains_speaks_arabic_and_english() -> None:
    for shape in {shape for shape, name in constraints() if name not in NOT_CONSTRAINTS}:
        messages = shapes().objects(rdflib.URIRef(f"https://w3id.org/mithaq/shapes#{shape}"), SH.message)
        assert sorted(str(text.language) for text in messages if isinstance(text, rdflib.Literal)) == ["ar", "en"], (
            shape
        )


def test_shapes_are_shapes_by_the_shapes_of_shacl() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_spread_targets_find_what_the_shapes_as_written_find() -> None:
    added = [quad(case.triple) for case in CASES if case.change != "-" and not case.triple.startswith("_:")]
    triples = [Triple(q.subject, q.predicate, q.object) for q in (*valid(), *added)]
    data = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")

    def results(form: rdflib.Graph) -> list[tuple[str, ...]]:
        report = pyshacl.validate(data, shacl_graph=form, inference="none")[1]
        parts = (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape, SH.sourceConstraintComponent)
        found = report.subjects(RDF.type, SH.ValidationResult)
        return sorted(tuple(str(report.value(result, part)) for part in parts) for result in found)

    assert len(results(shapes())) > 100
    assert results(spread_targets(shapes())) == results(shapes())


# --- an article on its own, leaning on a context ------------------------------------------------------------------


def test_article_needs_the_actors_and_the_program_beside_it() -> None:
    found = {(v.path.partition("#")[2], v.value.removeprefix(ID)) for v in validate(graph("article/003"))}
    assert ("speaker", "actor/fuad-hussein") not in found
    assert {("via", "actor/wall-street-journal"), ("wasGeneratedBy", "extraction/verb-subject-content")} <= found


def test_article_is_valid_in_its_context() -> None:
    assert validate(graph("article/003"), [*graph("graph/actors"), *graph("graph/program")]) == []


def test_context_indexed_once_serves_many_articles() -> None:
    context = Context([*graph("graph/actors"), *graph("graph/program")])
    assert [validate(graph(name), context) for name in ("article/001", "article/003")] == [[], []]


def test_curated_label_stands_in_the_context_and_is_not_asked_of_the_article() -> None:
    nameless = [q for q in graph("graph/actors") if not q.predicate.value.endswith("#label")]
    found = validate(graph("article/003"), [*nameless, *graph("graph/program")])
    assert {(v.focus, v.shape) for v in found} == {(f"{ID}actor/fuad-hussein", "Actor-arabicLabel")}


@pytest.mark.parametrize("name", ["graph/actors", "graph/program"])
def test_what_stands_beside_the_articles_is_valid_on_its_own(name: str) -> None:
    assert validate(graph(name)) == []


def test_the_ontology_itself_breaks_no_shape() -> None:
    assert validate(ontology_quads()) == []


def test_violation_reads_as_a_sentence_in_both_languages() -> None:
    case = Case("", "", "~", 'statement:mission mq:content "The goal is the lasting defeat of IS"@en')
    (found,) = validate(changed(case))
    assert found == Violation(
        focus=f"{ID}statement/mission",
        path="https://w3id.org/mithaq/ontology#content",
        value="The goal is the lasting defeat of IS",
        message_ar="للتصريح مضمون واحد بالعربية (mq:content).",
        message_en="A statement has one mq:content, in Arabic.",
        shape="Statement-content",
        constraint="languageIn",
    )
    assert str(found) == (
        f"<{ID}statement/mission>, mq:content: A statement has one mq:content, in Arabic. "
        "Found: The goal is the lasting defeat of IS. للتصريح مضمون واحد بالعربية (mq:content). "
        "(shape Statement-content, languageIn)"
    )


def test_value_that_is_no_date_is_told_as_a_violation_alone(caplog: pytest.LogCaptureFixture) -> None:
    case = Case("", "", "~", 'article:001 schema:datePublished "2021-02-30"^^xsd:date')
    assert [found.value for found in validate(changed(case))] == ["2021-02-30"]
    assert caplog.records == []


# --- what the program builds --------------------------------------------------------------------------------------

TEXT = "وستقدم الولايات المتحدة 5.2 مليون دولار للعراق في أكتوبر.\nقال بايدن إن الشراكة مستمرة."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def reading() -> Reading:
    actors = (
        Actor("us", "Country", "الولايات المتحدة"),
        Actor("iraq", "Country", "العراق"),
        Actor("biden", "Person", "بايدن", role="الرئيس الأميركي", of=("us",)),
    )
    return Reading(
        Article("a1", TEXT, date(2021, 7, 27), "stated", "the date line", "us-press", "https://example.org/خبر 1"),
        {actor.key: actor for actor in actors},
        (Mention(span("الولايات المتحدة"), "us"), Mention(span("بايدن"), "biden")),
        (Statement(span("الشراكة مستمرة"), span("قال"), ("biden",), "say", (), date(2021, 7, 26), rule="cue"),),
        (),
        (
            Pledge(
                (span("وستقدم الولايات المتحدة 5.2 مليون دولار للعراق في أكتوبر"),),
                ("us",),
                ("iraq",),
                amount=Decimal("5200000"),
                unit="USD",
                deadline=Deadline(PartialDate(date(2021, 10, 1), "month"), span("في أكتوبر")),
                made_in=0,
                rule="cue",
            ),
        ),
    )


def test_graph_that_the_program_builds_is_valid() -> None:
    assert validate(article_quads(reading()), program_quads(["cue"])) == []
