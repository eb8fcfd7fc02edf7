"""Wikidata itself as a source of entities, for whoever asks for it: nothing is fetched otherwise.

Names are looked up by wbsearchentities, entities by wbgetentities (https://www.wikidata.org/w/api.php?action=help), 50
at a time; what they answer is kept for a month.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from kg.wikidata.api import Api, Manners
from kg.wikidata.cache import DAY, Cache, default_path
from kg.wikidata.classes import Ladder, agent_classes, office_classes
from kg.wikidata.entity import DEFAULT_LANGUAGE, LANGUAGES, Entity, WikidataError, by_renown
from kg.wikidata.items import Item, decode_item, encode_item, entity_of, read_item
from kg.wikidata.names import key_of_name

_AT_ONCE = 50
KEEP = 30 * DAY
_NO_ITEM = b""


class Online:
    """The live Wikidata, or another Wikibase with its items; use it from one thread at a time."""

    def __init__(
        self, manners: Manners, *, cache: Path | None = None, keep: float = KEEP, api: Api | None = None
    ) -> None:
        self._address = manners.address
        self._api = api or Api(manners)
        self._cache = Cache(cache or default_path(), keep)
        self._agents = Ladder(agent_classes(), self._parents)
        self._offices = Ladder(office_classes(), self._parents)

    def close(self) -> None:
        """Let the cache go."""
        self._cache.close()

    @property
    def version(self) -> str:
        """The address asked."""
        return self._address

    def named(self, name: str, *, limit: int = 50) -> list[Entity]:
        """Who bears the name as label or alias, whatever its spelling: the best known first, equals by id."""
        key = key_of_name(name)
        if not key:
            return []
        found = self._items(self._search(name.strip()))
        bearers = [item for item in found.values() if key in _keys(item)]
        self._items(held.position for item in bearers for held in item.held)
        entities = [entity for item in bearers if (entity := self._entity(item))]
        return sorted(entities, key=by_renown)[:limit]

    def get(self, id: str) -> Entity | None:
        """The entity of an id such as Q796; of an id that was merged into another, that one."""
        if not (id[:1] == "Q" and id[1:].isdecimal()):
            return None
        item = self._items([id]).get(id)
        if item:
            self._items(held.position for held in item.held)
        return self._entity(item) if item else None

    def _entity(self, item: Item) -> Entity | None:
        kind = self._agents.nearest(item.classes)
        if kind is None or kind.apart or not item.named:
            return None
        positions = self._items(held.position for held in item.held)
        return entity_of(item, kind.type, [(held, *self._position(held.position, positions)) for held in item.held])

    def _position(self, id: str, known: Mapping[str, Item]) -> tuple[str | None, Item]:
        item = known.get(id, Item(id))
        office = self._offices.nearest((id, *item.classes))
        return (office.office if office else None), item

    def _parents(self, classes: Iterable[str]) -> Mapping[str, Sequence[str]]:
        return {id: item.parents for id, item in self._items(classes).items()}

    def _search(self, name: str) -> list[str]:
        """The ids of items that may bear a name, by the language its letters are of."""
        language = "en" if name.isascii() else "fr" if any("\u00c0" <= letter <= "\u024f" for letter in name) else "ar"
        key = f"{self._address} search {language} {name}"
        known = self._cache.get(key)
        if known is None:
            answer = self._api.ask(
                action="wbsearchentities",
                search=name,
                language=language,
                uselang=language,
                type="item",
                limit=str(_AT_ONCE),
            )
            known = json.dumps([hit["id"] for hit in _listed(answer.get("search")) if "id" in hit]).encode()
            self._cache.put(key, known)
        return [str(id) for id in json.loads(known)]

    def _items(self, ids: Iterable[str]) -> dict[str, Item]:
        """The items of some ids, those that there are, each under the id asked for."""
        wanted = list(dict.fromkeys(ids))
        known = {id: found for id in wanted if (found := self._cache.get(self._key(id))) is not None}
        missing = iter([id for id in wanted if id not in known])
        while batch := list(islice(missing, _AT_ONCE)):
            for id, item in self._fetch(batch):
                known[id] = encode_item(item) if item else _NO_ITEM
                self._cache.put(self._key(id), known[id])
        return {id: decode_item(known[id]) for id in wanted if known.get(id)}

    def _key(self, id: str) -> str:
        return f"{self._address} item {id}"

    def _fetch(self, ids: list[str]) -> Iterator[tuple[str, Item | None]]:
        answer = self._api.ask(
            action="wbgetentities",
            ids="|".join(ids),
            props="labels|aliases|descriptions|claims|sitelinks",
            languages="|".join((*LANGUAGES, DEFAULT_LANGUAGE)),
        )
        entities = answer.get("entities")
        if not isinstance(entities, dict):
            raise WikidataError(f"{self._address}: an answer without entities")
        # An item that was merged into another stands under that one's id, and says where it comes from.
        told = {_asked_for(id, entity): entity for id, entity in entities.items()} | entities
        for id in ids:
            yield id, self._read(told.get(id))

    def _read(self, entity: object) -> Item | None:
        if entity is None:
            return None
        try:
            return read_item(json.dumps(entity).encode())
        except msgspec.DecodeError as error:
            raise WikidataError(f"{self._address}: an entity that cannot be read: {error}") from error


def _asked_for(id: str, entity: Any) -> str:
    redirects = entity.get("redirects") if isinstance(entity, dict) else None
    return str(redirects.get("from", id)) if isinstance(redirects, dict) else id


def _listed(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _keys(item: Item) -> set[str]:
    return {key_of_name(name) for name in {*item.labels}.union(*item.aliases) if name}
