"""An article -> how it is read: its text with every find marked, what was found in full, and which rule found it."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from pyoxigraph import Literal, NamedNode

from kg.article import Article
from kg.explain.explanation import Explanation, explain_reading
from kg.gold import GoldFile
from kg.graph_terms import term
from kg.namespaces import ROOT
from kg.ontology import ontology_quads
from kg.pipeline import load
from kg.reading import Problem, read_inputs
from kg.trace import Trace


class ExplainError(ValueError):
    """The article cannot be read; the message says why."""


def explain(path: Path, *, gold: Path | None = None, why: bool = False) -> Explanation:
    """Explain the article of a text file, beside the annotations of the file `gold`, if given.

    With `why` also what was not taken for a frame is told.

    Raises ExplainError, GoldError, InputError or TableError, or OSError for annotations that cannot be opened.
    """
    article = _only_article(path)
    annotated = GoldFile(gold).on(article) if gold else None
    pipeline = load()
    trace = Trace()
    reading = pipeline.read(article, trace)
    return explain_reading(
        reading,
        curated=pipeline.lexicon.actors.by_key,
        labels=concept_names(),
        gold=annotated,
        trace=trace,
        why=why,
    )


def _only_article(path: Path) -> Article:
    articles = list(read_inputs([path], report=_refuse))
    if len(articles) != 1:
        raise ExplainError(f"{path}: one article is explained at a time, and here are {len(articles)}; choose one file")
    return articles[0]


def _refuse(problem: Problem) -> NoReturn:
    raise ExplainError(str(problem))


def concept_names() -> dict[str, str]:
    """The Arabic name of each concept of the ontology, by scheme and key: act/say."""
    names = (quad for quad in ontology_quads() if quad.predicate == term("skos:prefLabel"))
    return {
        quad.subject.value.removeprefix(ROOT): quad.object.value
        for quad in names
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.object.language == "ar"
    }
