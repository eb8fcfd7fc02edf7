"""The competency questions: query and answer agree with the annotation by hand, and the program answers them.

`questions_open.yaml` lists the questions that the program does not answer rightly yet, with the reason; a question that
it has learnt to answer must be struck off.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import yaml
from goldgraph import Reader, gold_store
from pyoxigraph import NamedNode
from questions import HEADER, Answer, Question, f1, questions

from kg.graph_terms import term
from kg.namespaces import BASE, PREFIXES, ROOT
from kg.store import current_version

ONTOLOGY = Path(__file__).parent.parent / "ontology"
OPEN: dict[str, str] = yaml.safe_load((Path(__file__).parent / "questions_open.yaml").read_text("utf-8")) or {}

each_question = pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)


# --- the files --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def vocabulary() -> set[str]:
    """Every term that the ontology defines."""
    store = pyoxigraph.Store()
    for path in ONTOLOGY.glob("*.ttl"):
        store.load(path=str(path))
    return {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}


@each_question
def test_header_tells_the_question_in_both_languages(question: Question) -> None:
    assert tuple(question.header) == HEADER
    assert all(re.search("[\u0620-\u064a]", question.header[key]) for key in ("title-ar", "description-ar"))
    assert question.name.startswith(f"{int(question.header['question']):02d}-")


@each_question
def test_answer_has_the_columns_of_the_query(question: Question) -> None:
    assert question.answer.columns == question.columns()


@each_question
def test_query_uses_only_terms_of_the_ontology(question: Question, vocabulary: set[str]) -> None:
    names = re.findall(r"\b([a-z-]+):([A-Za-z]\w*(?:-\w+)*)", question.query)
    used = {PREFIXES[prefix] + name for prefix, name in names if prefix in PREFIXES}
    assert {iri for iri in used if iri.startswith(ROOT)} <= vocabulary


@each_question
def test_query_names_no_node_of_the_data(question: Question) -> None:
    assert BASE not in question.query


def test_every_question_is_asked_once() -> None:
    numbers = [question.header["question"] for question in questions()]
    assert len(numbers) == len(set(numbers)) == 44


# --- query and answer against the annotation --------------------------------------------------------------------------


@pytest.fixture(scope="session")
def gold() -> dict[Reader, pyoxigraph.Store]:
    return {reader: gold_store(reader) for reader in Reader}


@each_question
@pytest.mark.parametrize("reader", Reader, ids=lambda reader: reader.value)
def test_annotation_gives_the_answer(question: Question, reader: Reader, gold: dict[Reader, pyoxigraph.Store]) -> None:
    assert question.answer.complaints(question.ask(gold[reader])) == []


@each_question
def test_an_empty_graph_gives_no_answer(question: Question) -> None:
    assert question.answer.complaints(question.ask(pyoxigraph.Store()))


def test_one_node_stands_for_the_vaccines(gold: dict[Reader, pyoxigraph.Store]) -> None:
    in_doses = gold[Reader.STRICT].quads_for_pattern(None, term("mq:unit"), term("unit:dose"), None)
    assert len({quad.subject for quad in in_doses}) == 1


# --- the program's own graph ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def seeds(seeds_store: Path) -> pyoxigraph.Store:
    """The graph that the program makes of the seed articles."""
    store = pyoxigraph.Store()
    store.bulk_load(path=str(current_version(seeds_store).path / "graph.nq"))
    return store


def _unless_open(question: Question) -> pytest.MarkDecorator:
    return pytest.mark.xfail(question.name in OPEN, raises=AssertionError, reason=OPEN.get(question.name, ""))


@pytest.mark.parametrize("question", [pytest.param(q, id=q.name, marks=_unless_open(q)) for q in questions()])
def test_program_gives_the_answer(question: Question, seeds: pyoxigraph.Store) -> None:
    assert question.answer.complaints(question.ask(seeds)) == []


def test_every_open_question_is_one() -> None:
    assert set(OPEN) <= {question.name for question in questions()}


# --- how a result is held against an answer ---------------------------------------------------------------------------

TWO = Answer(
    columns=("article", "content_text"),
    rows=(("yes", ("000", "القوات الأميركية ستغادر العراق")), ("no", ("001", "لن نبقى"))),
)


@pytest.mark.parametrize(
    "words",
    [
        "القوات الأميركية ستغادر العراق",
        "القوّات الاميركيه ستغادر العراق.",
        "إن القوات الأميركية ستغادر العراق",
    ],
)
def test_passage_may_be_cut_or_spelt_a_little_otherwise(words: str) -> None:
    assert TWO.complaints([("000", words)]) == []


def test_other_words_do_not_do() -> None:
    assert TWO.complaints([("000", "القوات الأميركية ستبقى في العراق عاما")]) == [
        "missing: ('000', 'القوات الأميركية ستغادر العراق')",
        "does not belong: ('000', 'القوات الأميركية ستبقى في العراق عاما')",
    ]


def test_other_columns_must_be_equal() -> None:
    assert len(TWO.complaints([("0000", "القوات الأميركية ستغادر العراق")])) == 2


def test_row_that_may_be_there_need_not() -> None:
    right = ("000", "القوات الأميركية ستغادر العراق")
    assert TWO.complaints([right]) == TWO.complaints([("001", "لن نبقى"), right]) == []


def test_same_row_twice_does_not_belong() -> None:
    right = ("000", "القوات الأميركية ستغادر العراق")
    assert TWO.complaints([right, right]) == [f"does not belong: {right}"]


def test_one_of_a_group_is_enough_and_needed() -> None:
    answer = Answer(("speaker_text",), (("either", ("بايدن",)), ("either", ("الولايات المتحدة",))))
    assert answer.complaints([("بايدن",)]) == []
    assert answer.complaints([]) == ["none of the rows 'either'"]


def test_any_of_several_wordings_will_do() -> None:
    answer = Answer(("speaker_text",), (("yes", ("الإعلام الأمني | خلية الإعلام الأمني",)),))
    assert answer.complaints([("خلية الإعلام الأمني",)]) == []


def test_required_row_is_not_lost_to_one_that_may_be_there() -> None:
    near, far = "ا ب ج د ه ز", "ا ب ج د ه ح"  # each of them is like the required row
    answer = Answer(("content_text",), (("no", (near,)), ("yes", ("ا ب ج د ه",))))
    assert answer.complaints([(near,), (far,)]) == []
    assert answer.complaints([(near,)]) == []


def test_overlap_of_words() -> None:
    assert f1("أحد المسؤولين الأميركيين", "المسؤولين الأميركيين") == pytest.approx(0.8)
    assert f1("", "") == 1.0
