"""Blocks of a dump -> rows of the items in them that may be agents, classes or positions; and the bad lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kg.wikidata.classes import apart
from kg.wikidata.dumpfile import Syntax
from kg.wikidata.items import Item, encode_item, read_item
from kg.wikidata.ntriples import read_items

# What stands around the entities: the brackets of the whole.
_NO_ENTITY = (b"", b"[", b"]")


class Parsed(msgspec.Struct, array_like=True, gc=False):
    """What a block holds: rows for what is worth keeping, how many `entities` there are in all, and what is `bad`.

    A row is the number of an item's id, its classes with a space between them, and the item as JSON. `edges` are the
    numbers of a class and of one right above it. A bad line has its number and what is wrong with it. `closed` tells
    that the end of the whole is in it.
    """

    rows: list[tuple[int, str, bytes]] = []
    edges: list[tuple[int, int]] = []
    entities: int = 0
    bad: list[tuple[int, str]] = []
    closed: bool = False


def parse(text: bytes, line: int, syntax: Syntax) -> Parsed:
    """Read a block whose first line has that number."""
    parsed = Parsed()
    for item in _in_json(text, line, parsed) if syntax == "json" else _in_triples(text, parsed):
        number = int(item.id[1:])
        parsed.edges += [(number, int(parent[1:])) for parent in item.parents]
        if item.named and (item.classes or item.parents):
            parsed.rows.append((number, " ".join(item.classes), encode_item(item)))
    return parsed


def _in_json(text: bytes, first: int, parsed: Parsed) -> Iterator[Item]:
    put_aside = apart()
    for number, line in enumerate(text.split(b"\n"), first):
        entity = line.rstrip(b", \t\r")
        if entity in _NO_ENTITY:
            parsed.closed = parsed.closed or entity == b"]"
            continue
        parsed.entities += 1
        try:
            item = read_item(entity, put_aside)
        except (msgspec.DecodeError, RecursionError) as error:
            parsed.bad.append((number, f"{error}; it begins with {entity[:40].decode('utf-8', 'replace')!r}"))
            continue
        if item:
            yield item


def _in_triples(text: bytes, parsed: Parsed) -> Iterable[Item]:
    put_aside = apart()
    for item in read_items(text):
        parsed.entities += 1
        if item.parents or not put_aside.issuperset(item.classes):
            yield item
