"""What a search has found -> a page; the words that were asked for stand out in each hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Response
from markupsafe import Markup, escape

from endpoint.lookups import Row
from endpoint.site import facts
from endpoint.site.asking import seen
from endpoint.site.page import shown
from kg.namespaces import PREFIXES
from kg.search_words import spans_of, terms_of
from kg.span import Span

KINDS = ("", "Actor", "Statement", "Commitment")
_CARDS = {"Statement": "statement", "Commitment": "commitment", "AidPledge": "pledge"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit as the page shows it."""

    iri: str
    kind: str
    label: str
    text: str
    language: str
    marked: Markup

    @property
    def css(self) -> str:
        """The class of its card."""
        return _CARDS.get(self.kind.removeprefix(PREFIXES["mq"]), "")


def search_page(words: str, kind: str, rows: Sequence[Row], offset: int, limit: int) -> Response:
    """The page of the hits from an offset on; `rows` may hold one more than are shown."""
    hits = [_hit(words, row) for row in rows[:limit]]
    seen().update(dict.fromkeys(hit.kind for hit in hits))
    iris = [hit.iri for hit in hits if hit.css]
    known = {fact.iri: fact for fact in (*facts.statements(iris), *facts.commitments(iris))}
    more = len(rows) > limit
    page = {"kinds": KINDS, "kind": kind, "hits": hits, "facts": known, "offset": offset, "limit": limit, "more": more}
    response = shown("search.html", question_asked=words, **page)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _hit(words: str, row: Row) -> Hit:
    marked = _marked(row["text"], spans_of(terms_of(words), row["text"]))
    return Hit(row["iri"], row["kind"], row.get("label", ""), row["text"], row.get("language", ""), marked)


def _marked(text: str, spans: Iterable[Span]) -> Markup:
    """The text with stretches of it marked, all escaped."""
    pieces, end = [], 0
    for span in spans:
        pieces += [escape(text[end : span.start]), Markup("<mark>{}</mark>").format(span.of(text))]
        end = span.end
    return Markup("").join([*pieces, escape(text[end:])])
