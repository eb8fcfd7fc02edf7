"""The truthy N-Triples of Wikidata -> items: names, and the best statements without qualifiers and precision.

https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format#Truthy_statements; the syntax is
https://www.w3.org/TR/n-triples/. Only lines that tell what is kept are taken apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from kg.wikidata.entity import DEFAULT_LANGUAGE, LANGUAGES
from kg.wikidata.items import Held, Item
from kg.wikidata.times import from_rdf

_NAMES = {
    b"http://www.w3.org/2000/01/rdf-schema#label": "label",
    b"http://www.w3.org/2004/02/skos/core#altLabel": "alias",
    b"http://schema.org/description": "description",
}
_PROPERTIES = ("P31", "P279", "P17", "P27", "P1001", "P2389", "P39", "P102", "P108", "P361", "P749")
_TIMES = ("P569", "P570", "P571", "P576")
_PARTS = {
    b"names": b"|".join(map(re.escape, _NAMES)),
    b"languages": "|".join((*LANGUAGES, DEFAULT_LANGUAGE)).encode(),
    b"direct": re.escape(b"http://www.wikidata.org/prop/direct/"),
    b"wanted": "|".join((*_PROPERTIES, *_TIMES)).encode(),
    b"sitelinks": re.escape(b"http://wikiba.se/ontology#sitelinks"),
}
# What stands first in it is the same for every line: that is what lines are found by, without looking into each.
_LINE = re.compile(
    rb"""
    \n<https?://www\.wikidata\.org/(?:entity|wiki/Special:EntityData)/(Q\d+)>\ <(?:
      (%(names)s)>\ "((?:[^"\\\n]|\\.)*)"@(%(languages)s)
      |%(direct)s(%(wanted)s)>\ (?:<[^>\n]*/entity/(Q\d+)>|"([^"\n]*)"\^\^<[^>\n]*>)
      |%(sitelinks)s>\ "(\d+)"\^\^<[^>\n]*>
    )\ \.(?=\r?\n)
    """
    % _PARTS,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_Told = tuple[bytes, ...]


def read_items(text: bytes) -> Iterator[Item]:
    """The items that whole lines tell of; the lines of one item stand together."""
    for id, lines in groupby(_LINE.findall(b"\n%b\n" % text), key=itemgetter(0)):
        yield _item(id.decode(), lines)


def _item(id: str, lines: Iterable[_Told]) -> Item:
    told: defaultdict[str, list[str]] = defaultdict(list)
    for _, name, value, language, property, target, literal, sitelinks in lines:
        if name:
            told[f"{_NAMES[name]}@{language.decode()}"].append(_unescaped(value))
        elif property:
            told[property.decode()].append((target or literal).decode())
        else:
            told["sitelinks"].append(sitelinks.decode())
    return Item(
        id,
        tuple(_first(_in(told, "label", language)) or "" for language in LANGUAGES),
        tuple(tuple(_in(told, "alias", language)) for language in LANGUAGES),
        tuple(_first(_in(told, "description", language)) or "" for language in LANGUAGES),
        classes=_targets(told, "P31"),
        parents=_targets(told, "P279"),
        countries=_targets(told, "P27") or _targets(told, "P1001", "P17"),
        of=_targets(told, "P2389", "P102", "P108", "P749", "P361"),
        held=tuple(Held(position) for position in _targets(told, "P39")),
        **{
            field: _time(told[name])
            for field, name in zip(("born", "died", "founded", "dissolved"), _TIMES, strict=True)
        },
        sitelinks=int(_first(told["sitelinks"]) or 0),
    )


def _in(told: dict[str, list[str]], what: str, language: str) -> list[str]:
    """What is told in a language; in English also by default."""
    default = told[f"{what}@{DEFAULT_LANGUAGE}"] if language == "en" else []
    return told[f"{what}@{language}"] + default


def _first(values: list[str]) -> str | None:
    return values[0] if values else None


def _targets(told: dict[str, list[str]], *properties: str) -> tuple[str, ...]:
    values = (value for property in properties for value in told.get(property, ()))
    return tuple(dict.fromkeys(value for value in values if value[:1] == "Q"))


def _time(values: list[str]) -> str | None:
    return next((time for time in map(from_rdf, values) if time), None)


def _unescaped(value: bytes) -> str:
    text = value.decode("utf-8", "replace")
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else "\ufffd"
    return _ESCAPED.get(match[3], match[3])
