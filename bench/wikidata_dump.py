"""Items in the shape of a Wikidata dump: one line of JSON each, with the weight that real items have.

The shape is https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html, the whole file
https://www.wikidata.org/wiki/Wikidata:Database_download: `[`, a line for each entity with a comma, `]`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
GREGORIAN, JULIAN = "Q1985727", "Q1985786"
ENTITY = "http://www.wikidata.org/entity/"
# What fills up a real item: the languages that repeat its name, and properties that hold ids elsewhere.
OTHERS = ("de", "es", "it", "ru", "nl", "pl", "pt", "sv", "ja", "zh", "fa", "tr", "he", "uk", "ca", "arz", "ga", "hr")
WIKIS = ("arwiki", "enwiki", "frwiki", *(f"{language}wiki" for language in OTHERS))


def item(
    id: str,
    labels: Mapping[str, str],
    claims: Iterable[tuple[str, Json]] = (),
    *,
    aliases: Mapping[str, Sequence[str]] | None = None,
    descriptions: Mapping[str, str] | None = None,
    sitelinks: int = 0,
    others: int = 0,
    identifiers: int = 0,
) -> Json:
    """An item; `others` more languages repeat its name, and it has so many identifiers with references."""
    named = {**labels, **dict.fromkeys(OTHERS[:others], next(iter(labels.values()), id))}
    grouped: dict[str, list[Json]] = {}
    for number in range(identifiers):
        claims = [*claims, (f"P{5000 + number}", statement(f"P{5000 + number}", f"{id}-{number}"))]
    for name, claim in claims:
        grouped.setdefault(name, []).append(claim)
    return {
        "type": "item",
        "id": id,
        "labels": _terms(named),
        "descriptions": _terms(descriptions or {}),
        # What is empty is written as an empty list, as PHP does.
        "aliases": _aliases(aliases or {}) or [],
        "claims": grouped or [],
        "sitelinks": {wiki: _page(wiki, named, id) for wiki in WIKIS[:sitelinks]} or [],
        "pageid": 100 + int(id[1:]),
        "ns": 0,
        "title": id,
        "lastrevid": 2_300_000_000 + int(id[1:]),
        "modified": "2026-10-01T12:00:00Z",
    }


def _aliases(given: Mapping[str, Sequence[str]]) -> Json:
    return {language: [{"language": language, "value": alias} for alias in names] for language, names in given.items()}


def _page(wiki: str, named: Mapping[str, str], id: str) -> Json:
    """A link to a wiki's page, which bears the item's name in its language."""
    return {"site": wiki, "title": named.get(wiki.removesuffix("wiki"), id), "badges": []}


def _terms(texts: Mapping[str, str]) -> Json | list[Json]:
    return {language: {"language": language, "value": text} for language, text in texts.items()} or []


def to(property: str, target: str, **more: Any) -> tuple[str, Json]:
    """A claim whose value is an item."""
    return property, statement(property, target, **more)


def at(property: str, when: Json, **more: Any) -> tuple[str, Json]:
    """A claim whose value is a time (see `time`)."""
    return property, statement(property, when, **more)


def statement(
    property: str,
    value: str | Json | None,
    *,
    rank: str = "normal",
    qualifiers: Iterable[tuple[str, str | Json | None]] = (),
) -> Json:
    """A statement with a reference; the value is an item's id, a time, a string, or None for an unknown one."""
    made: Json = {"mainsnak": snak(property, value), "type": "statement"}
    grouped: dict[str, list[Json]] = {}
    for name, given in qualifiers:
        grouped.setdefault(name, []).append(snak(name, given))
    if grouped:
        made |= {"qualifiers": grouped, "qualifiers-order": list(grouped)}
    source = {"hash": _hash("ref", property), "snaks": {"P248": [snak("P248", "Q36578")]}, "snaks-order": ["P248"]}
    return made | {"id": f"Q0${_hash(property, str(value))}", "rank": rank, "references": [source]}


def snak(property: str, value: str | Json | None) -> Json:
    """A property with its value."""
    made: Json = {"snaktype": "somevalue" if value is None else "value", "property": property}
    made["hash"] = _hash(property, str(value))
    if isinstance(value, dict):
        return made | {"datavalue": {"value": value, "type": "time"}, "datatype": "time"}
    if value is not None and value[:1] == "Q" and value[1:].isdigit():
        target = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
        return made | {"datavalue": {"value": target, "type": "wikibase-entityid"}, "datatype": "wikibase-item"}
    if value is not None:
        return made | {"datavalue": {"value": value, "type": "string"}, "datatype": "external-id"}
    return made | {"datatype": "wikibase-item"}


def time(text: str, precision: int = 11, calendar: str = GREGORIAN) -> Json:
    """A time such as +2021-01-20T00:00:00Z; precision 11 is a day, 10 a month, 9 a year."""
    return {
        "time": text,
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision,
        "calendarmodel": f"{ENTITY}{calendar}",
    }


def day(iso: str) -> Json:
    """A time from ISO 8601, as exact as that is: 2021-01-20, 2021-01, 2021."""
    return time(f"+{iso}{'-00-00'[len(iso) - 4 :]}T00:00:00Z", {10: 11, 7: 10, 4: 9}[len(iso)])


def dump(entities: Iterable[Json], *, ascii: bool = True) -> Iterator[bytes]:
    """The lines of a dump file; with `ascii` as Wikidata writes them, all other letters escaped."""
    yield b"[\n"
    before = b""
    for entity in entities:
        yield before + json.dumps(entity, ensure_ascii=ascii, separators=(",", ":")).encode()
        before = b",\n"
    yield b"\n]\n"


def _hash(*parts: str) -> str:
    return hashlib.sha1("|".join(parts).encode(), usedforsecurity=False).hexdigest()


def triples(entity: Json) -> Iterator[bytes]:
    """An item as the truthy N-Triples tell it: names, and the best statements without qualifiers."""
    subject = f"<{ENTITY}{entity['id']}>"
    page = f"<https://www.wikidata.org/wiki/Special:EntityData/{entity['id']}>"
    yield _triple(page, "http://schema.org/about", subject)
    yield _triple(page, "http://wikiba.se/ontology#sitelinks", f'"{len(entity["sitelinks"])}"^^<{_XSD}integer>')
    for field, predicate in _PREDICATES:
        for language, terms in (entity[field] or {}).items():
            for term in terms if isinstance(terms, list) else [terms]:
                yield _triple(subject, predicate, f"{_quoted(term['value'])}@{language}")
    for name, claims in (entity["claims"] or {}).items():
        ranks = {claim["rank"] for claim in claims}
        best = "preferred" if "preferred" in ranks else "normal"
        for claim in claims:
            if claim["rank"] == best and "datavalue" in claim["mainsnak"]:
                yield _triple(subject, f"http://www.wikidata.org/prop/direct/{name}", _object(claim["mainsnak"]))


_XSD = "http://www.w3.org/2001/XMLSchema#"
_PREDICATES = (
    ("labels", "http://www.w3.org/2000/01/rdf-schema#label"),
    ("labels", "http://www.w3.org/2004/02/skos/core#prefLabel"),
    ("labels", "http://schema.org/name"),
    ("descriptions", "http://schema.org/description"),
    ("aliases", "http://www.w3.org/2004/02/skos/core#altLabel"),
)


def _triple(subject: str, predicate: str, target: str) -> bytes:
    return f"{subject} <{predicate}> {target} .\n".encode()


def _quoted(text: str) -> str:
    """A literal as Wikidata writes it, all but ASCII escaped."""
    return json.dumps(text)


def _object(value: Json) -> str:
    given = value["datavalue"]["value"]
    if isinstance(given, str):
        return _quoted(given)
    if "id" in given:
        return f"<{ENTITY}{given['id']}>"
    # In RDF a month or day that is not known is the first.
    return f'"{given["time"].lstrip("+").replace("-00", "-01")}"^^<{_XSD}dateTime>'
