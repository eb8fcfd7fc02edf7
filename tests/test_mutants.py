"""No damage breaks the reading: real articles mutated, read, built and explained. `bench/fuzz.py` tries many more."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_all, check_shapes
from mutants import MUTATIONS, NAMES, mutate
from reading_support import pipeline

from kg.article import Article
from kg.graph import article_quads
from kg.graph_check import check_evidence
from kg.reading import Problem, read_inputs

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLES = list(read_inputs([SEEDS], strict=True, report=print))
bounded = partial(settings, deadline=None, derandomize=True)

steps = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 2**32)), min_size=1, max_size=5)
mutants = st.builds(
    lambda article, steps: replace(article, text=mutate(article.text, steps)), st.sampled_from(ARTICLES), steps
)


@pytest.mark.parametrize("name", NAMES)
def test_no_kind_of_damage_breaks_the_reading(name: str) -> None:
    for seed in range(2):
        article = ARTICLES[seed]
        check_all(replace(article, text=mutate(article.text, [(name, seed)])), pipeline())


@bounded(max_examples=25)
@given(mutants)
def test_no_mixture_of_damages_breaks_the_reading(article: Article) -> None:
    check_all(article, pipeline())


@bounded(max_examples=2)
@given(st.lists(mutants, min_size=6, max_size=6))
def test_the_graph_of_damaged_articles_is_as_the_shapes_want_it(articles: list[Article]) -> None:
    check_shapes([replace(article, id=f"a{number}") for number, article in enumerate(articles)])


@bounded(max_examples=6)
@given(st.lists(mutants, min_size=3, max_size=3))
def test_evidence_of_an_article_stands_in_that_article(articles: list[Article]) -> None:
    apart = [replace(article, id=f"a{number}") for number, article in enumerate(articles)]
    quads = [quad for article in apart for quad in article_quads(pipeline().read(article))]
    check_evidence(quads, {article.id: article.text for article in apart})


def test_a_mutation_is_the_same_every_time() -> None:
    text = ARTICLES[0].text
    for name in MUTATIONS:
        assert mutate(text, [(name, 3)]) == mutate(text, [(name, 3)])


# --- what is no text --------------------------------------------------------------------------------------------------


def complaints(tmp_path: Path, line: str) -> list[str]:
    """What is said of a line of JSON beside a sound one."""
    sound = json.dumps({"id": "sound", "text": ARTICLES[0].text})
    (tmp_path / "news.jsonl").write_text(f"{sound}\n{line}\n", "utf-8")
    problems: list[Problem] = []
    assert [article.id for article in read_inputs([tmp_path], report=problems.append)] == ["sound"]
    return [problem.text for problem in problems]


@pytest.mark.parametrize("field", ["id", "text", "title", "publisher"])
@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\ude00\ud83d", r"\u0000", r"\u0008", r"\uffff"])
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, field: str, escape: str) -> None:
    record = {"id": "a1", "text": "قال الوزير إن العمل مستمر.", field: "قال X"}
    (complaint,) = complaints(tmp_path, json.dumps(record, ensure_ascii=False).replace("X", escape))
    code = escape[2:6].upper()
    assert complaint == f"the field {field!r} holds U+{code} (at character 4), which is no text; remove it"


def test_a_pair_of_surrogates_is_one_character(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(r'{"id": "a1", "text": "قال \ud83d\ude00 الوزير"}', "utf-8")
    (article,) = read_inputs([tmp_path], report=print)
    assert article.text == "قال 😀 الوزير"


@pytest.mark.parametrize("escape", [r"\0", r"\ud800", r"\x08"])
def test_what_is_no_text_is_refused_in_the_details_too(tmp_path: Path, escape: str) -> None:
    (tmp_path / "a1.txt").write_text(ARTICLES[0].text, "utf-8")
    (tmp_path / "articles.yaml").write_text(f'a1: {{publisher: "قال {escape}"}}', "utf-8")
    with pytest.raises(ValueError, match=r"articles\.yaml:1"):
        list(read_inputs([tmp_path], report=print))
