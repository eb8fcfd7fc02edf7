"""The articles: /articles lists them, newest first; /article/<id> shows one with what was found in it marked."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from flask import Blueprint, Response, request
from markupsafe import Markup

from endpoint.problems import ProblemError
from endpoint.service import service
from endpoint.site import facts
from endpoint.site.annotated import Annotator, Mark
from endpoint.site.asking import Row, filled, named_rows, query_file
from endpoint.site.excerpts import quoted_words, whole_text
from endpoint.site.facts import Fact, Passage
from endpoint.site.links import base, fact_target
from endpoint.site.listing import PAGE_LENGTH, Found, page_number
from endpoint.site.page import kept, shown
from endpoint.site.structured import article_thing

articles = Blueprint("articles", __name__)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as HTML; `gap` when words before it are left out."""

    html: Markup
    gap: bool


@articles.route("/articles")
@kept
def index() -> Response:
    """All articles with what was found in each."""
    page = page_number(request.args.get("page"))
    window = {"limit": PAGE_LENGTH, "offset": (page - 1) * PAGE_LENGTH}
    rows = named_rows("articles", **window)
    query = filled(query_file("articles").query, **window)
    count = int(named_rows("corpus")[0]["articles"])
    return shown("articles.html", rows=rows, found=Found([], count, page), counts=_counts(rows), query=query)


def _counts(rows: list[Row]) -> dict[tuple[str, str], int]:
    """How much was found in the articles, by article and class."""
    iris = [ox.NamedNode(row["article"]) for row in rows]
    found = named_rows("article-counts", iris=iris) if iris else []
    return {(row["article"], row["kind"].rpartition("#")[2]): int(row["times"]) for row in found}


@articles.route("/article/<id>")
@kept
def article(id: str) -> Response:
    """One article: its text or the words of it that are evidence, and the facts found in it."""
    iri = ox.NamedNode(f"{base()}article/{id}")
    about = named_rows("article", article=iri)
    if not about:
        raise ProblemError("not-found")
    found = _found(named_rows("article-facts", article=iri))
    whole, paragraphs = _text(about[0]["identifier"], iri.value, found)
    return shown(
        "article.html",
        iri=iri.value,
        about=about[0],
        structured=article_thing(iri.value, about[0]),
        whole=whole,
        paragraphs=paragraphs,
        facts=found,
        query=filled(query_file("article-facts").query, article=iri),
    )


def _found(rows: list[Row]) -> dict[str, list[Fact]]:
    """The facts of the rows by kind, as cards."""
    by_kind = {
        kind: [row["fact"] for row in rows if row["kind"] == kind] for kind in ("statement", "commitment", "pledge")
    }
    return {
        "statement": facts.statements(by_kind["statement"]),
        "commitment": facts.commitments(by_kind["commitment"]),
        "pledge": facts.pledges(by_kind["pledge"]),
    }


def _text(identifier: str, article: str, found: dict[str, list[Fact]]) -> tuple[bool, list[Paragraph]]:
    """Whether the text is whole, and its paragraphs with the facts marked."""
    marks = [
        Mark(passage.start, passage.end, kind, fact_target(fact.iri))
        for kind, kind_facts in found.items()
        for fact in kind_facts
        for passage in _here(fact, article)
    ]
    passages = [passage for kind_facts in found.values() for fact in kind_facts for passage in _here(fact, article)]
    whole = whole_text(service().config.texts, identifier, passages)
    annotator = Annotator(marks)
    excerpts = quoted_words(passages) if whole is None else whole
    return whole is not None, [Paragraph(annotator.html(excerpt), excerpt.gap) for excerpt in excerpts]


def _here(fact: Fact, article: str) -> list[Passage]:
    return [passage for passage in fact.passages if passage.article == article]
