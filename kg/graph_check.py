"""The last look at a graph: does every passage that it cites stand in the text, to the letter?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph_terms import term

_NEEDED = ("oa:start", "oa:end", "oa:exact")
_WATCHED = {
    term(name): name
    for name in ("dcterms:identifier", "oa:hasSource", "oa:hasSelector", "oa:prefix", "oa:suffix", *_NEEDED)
}


class EvidenceError(ValueError):
    """A piece of evidence that does not agree with the text it cites."""


def check_evidence(quads: Iterable[Quad], texts: Mapping[str, str]) -> int:
    """Cut every selector out of its article's raw text anew and compare; returns how many agree.

    `texts` maps an article's id to its text. Raises EvidenceError on the first passage that differs by as much as one
    character, lacks a part, or belongs to no article among the texts.
    """
    facts = _facts(quads)
    checked = 0
    for node, known in facts.items():
        for selector in known.get("oa:hasSelector", ()):
            article = _article(node, known, facts)
            if article not in texts:
                raise EvidenceError(f"{node} cites the article {article!r}, whose text is not at hand")
            _compare(selector, facts.get(selector, {}), article, texts[article])
            checked += 1
    return checked


def _facts(quads: Iterable[Quad]) -> dict[str, dict[str, list[str]]]:
    """Subject -> property -> values, of the properties that matter here."""
    facts: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        name = _WATCHED.get(quad.predicate)
        if name and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            facts.setdefault(quad.subject.value, {}).setdefault(name, []).append(quad.object.value)
    return facts


def _article(node: str, known: Mapping[str, list[str]], facts: Mapping[str, Mapping[str, list[str]]]) -> str:
    """The id of the article that a piece of evidence cites."""
    ids = [
        value
        for source in known.get("oa:hasSource", ())
        for value in facts.get(source, {}).get("dcterms:identifier", ())
    ]
    if len(set(ids)) != 1:
        raise EvidenceError(f"{node} must cite one article with a dcterms:identifier; it cites {len(set(ids))}")
    return ids[0]


def _compare(selector: str, parts: Mapping[str, list[str]], article: str, text: str) -> None:
    for name in _NEEDED:
        if len(set(parts.get(name, ()))) != 1:
            raise EvidenceError(f"{selector} must have one {name}; it has {len(set(parts.get(name, ())))}")
    start, end = int(parts["oa:start"][0]), int(parts["oa:end"][0])
    prefix, suffix = (parts.get(name, [""])[0] for name in ("oa:prefix", "oa:suffix"))
    _agree(article, "quotes", start, end, text, parts["oa:exact"][0])
    _agree(article, "has before it", start - len(prefix), start, text, prefix)
    _agree(article, "has after it", end, end + len(suffix), text, suffix)


def _agree(article: str, what: str, start: int, end: int, text: str, said: str) -> None:
    there = text[start:end] if 0 <= start <= end <= len(text) else None
    if there != said:
        found = "lies outside the text" if there is None else f"the text reads {there!r}"
        raise EvidenceError(f"article {article}: the evidence {what} {said!r}, but at {start}-{end} {found}")
