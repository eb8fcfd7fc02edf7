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
from endpoint.site.asking import Row, asked, question
from endpoint.site.excerpts import Excerpt, quoted_words, whole_text
from endpoint.site.facts import Fact, Passage
from endpoint.site.links import base, fact_target
from endpoint.site.listing import Listing, find
from endpoint.site.ordering import Order
from endpoint.site.page import kept, shown
from endpoint.site.structured import article_thing

articles = Blueprint("articles", __name__)
ARTICLES = Listing(
    items="?item a mq:Article .",
    facets=(),
    orders={"newest": Order("?item schema:datePublished ?key .", single=True)},
    columns="?item ?headline ?published ?publisher",
    details="""OPTIONAL { ?item schema:headline ?headline }
  OPTIONAL { ?item schema:datePublished ?published }
  OPTIONAL { ?item schema:publisher ?publisher }""",
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as HTML; `gap` when words before it are left out."""

    html: Markup
    gap: bool


@articles.route("/articles")
@kept
def index() -> Response:
    """All articles with what was found in each."""
    found = find(ARTICLES, request.args)
    iris = [ox.NamedNode(iri) for iri in found.items]
    cards, counts = asked(question("article-cards", iris=iris), question("article-counts", iris=iris))
    about = {str(row["article"]): row for row in cards}
    return shown(
        "articles.html",
        rows=[about[iri] for iri in found.items if iri in about],
        found=found,
        counts=_counts(counts),
        query=ARTICLES.data_query({}),
    )


def _counts(rows: list[Row]) -> dict[tuple[str, str], int]:
    """How much was found in the articles, by article and class."""
    return {(row["article"], row["kind"].rpartition("#")[2]): int(row["times"]) for row in rows if "article" in row}


@articles.route("/article/<id>")
@kept
def article(id: str) -> Response:
    """One article: its text or the words of it that are evidence, and the facts found in it."""
    iri = ox.NamedNode(f"{base()}article/{id}")
    query = question("article-facts", article=iri)
    about, there = asked(question("article", article=iri), query)
    if not about:
        raise ProblemError("not-found")
    found = _found(there)
    whole, paragraphs = _text(about[0], iri.value, found)
    return shown(
        "article.html",
        iri=iri.value,
        about=about[0],
        structured=article_thing(iri.value, about[0]),
        whole=whole,
        paragraphs=paragraphs,
        facts=found,
        query=query,
    )


def _found(rows: list[Row]) -> dict[str, list[Fact]]:
    """The facts of the rows by kind, as cards."""
    by_kind = {
        kind: [row["fact"] for row in rows if row["kind"] == kind] for kind in ("statement", "commitment", "pledge")
    }
    cards = facts.gathered(*by_kind.values())
    return {
        "statement": cards.statements(by_kind["statement"]),
        "commitment": cards.commitments(by_kind["commitment"]),
        "pledge": cards.pledges(by_kind["pledge"]),
    }


def _text(about: Row, article: str, found: dict[str, list[Fact]]) -> tuple[bool, list[Paragraph]]:
    """Whether the text is whole, and its paragraphs with the facts marked."""
    identifier, headline = about["identifier"], about.get("headline")
    marks = [
        Mark(passage.start, passage.end, kind, fact_target(fact.iri))
        for kind, kind_facts in found.items()
        for fact in kind_facts
        for passage in _here(fact, article)
    ]
    passages = [passage for kind_facts in found.values() for fact in kind_facts for passage in _here(fact, article)]
    whole = whole_text(service().config.texts, identifier, passages)
    annotator = Annotator(marks)
    excerpts = quoted_words(passages) if whole is None else _without_headline(whole, headline, passages)
    return whole is not None, [Paragraph(annotator.html(excerpt), excerpt.gap) for excerpt in excerpts]


def _without_headline(text: list[Excerpt], headline: str | None, passages: list[Passage]) -> list[Excerpt]:
    """The paragraphs but for a first one that says what stands above it already, unless a fact rests on it."""
    first = text[0] if text else None
    if first is None or first.text.strip() != headline or any(passage.start < first.end for passage in passages):
        return text
    return text[1:]


def _here(fact: Fact, article: str) -> list[Passage]:
    return [passage for passage in fact.passages if passage.article == article]
