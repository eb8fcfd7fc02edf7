"""What Wikidata knows of an agent, as far as it tells one actor from another; and where such knowledge comes from.

Dates are ISO 8601 as far as they are known: 2021-01-20, 2021-01 or 2021; a year before ours has a sign and counts from
a year 0, as in XML Schema 1.1 (https://www.w3.org/TR/xmlschema11-2/#dateTime): 44 BCE is -0043.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kg.frames import ActorType
from kg.wikidata.names import key_of_name

# The languages whose names are kept.
LANGUAGES = ("ar", "en", "fr")
# That of names which hold in any language whose own is wanting; what stands in it is taken for English.
# https://www.wikidata.org/wiki/Help:Default_values_for_labels_and_aliases
DEFAULT_LANGUAGE = "mul"


class WikidataError(ValueError):
    """What was given as Wikidata's cannot be read as such; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Office:
    """A position held (P39): its item, its names by language, of what body or country it is, and from when till when.

    `key` is the office it is of ours (`lexicon/offices.yaml`), as far as its classes tell: Q11696 is a president. `of`
    is what the statement says (of P642, jurisdiction P1001, represents P1268, employer P108), else what the position's
    own item says: its jurisdiction, country, and the body it directs.
    """

    position: str
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    of: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An item that is an agent.

    `labels`, `descriptions` and `aliases` are by language (LANGUAGES). `kind` is None where no type of ours fits.
    `countries` are of citizenship (P27), or those an organisation belongs to or works for (P17, P1001); `of` is what it
    is part of: its party, employer, parent body. `born` and `died` are of persons, `founded` and `dissolved` of all
    others. `sitelinks` tells how many wikis have a page on it.
    """

    id: str
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    descriptions: Mapping[str, str] = field(default_factory=dict, hash=False)
    kind: ActorType | None = None
    countries: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    born: str | None = None
    died: str | None = None
    founded: str | None = None
    dissolved: str | None = None
    sitelinks: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Labels, then aliases, each once."""
        others = (alias for aliases in self.aliases.values() for alias in aliases)
        return tuple(dict.fromkeys((*self.labels.values(), *others)))

    @property
    def number(self) -> int:
        """The number of its id, by which ids are put in order."""
        return int(self.id[1:])


class Source(Protocol):
    """Where entities are looked up: an index of a dump, or Wikidata itself."""

    def named(self, name: str, *, limit: int = 50) -> list[Entity]:
        """Who bears the name as label or alias, whatever its spelling: the best known first, equals by id."""

    def get(self, id: str) -> Entity | None:
        """The entity of an id such as Q796; None where the source has none."""

    @property
    def version(self) -> str:
        """What the source is, for whoever asks where a link comes from: the dump and its day, or the address."""


class Known:
    """A source of given entities."""

    def __init__(self, entities: Iterable[Entity], version: str = "given entities") -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._version = version
        self._by_name: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in self._entities.values():
            for key in {key_of_name(name) for name in entity.names}:
                self._by_name[key].append(entity)

    def named(self, name: str, *, limit: int = 50) -> list[Entity]:
        """Who bears the name, the best known first."""
        return sorted(self._by_name.get(key_of_name(name), ()), key=by_renown)[:limit]

    def get(self, id: str) -> Entity | None:
        """The entity of that id, if it is given."""
        return self._entities.get(id)

    @property
    def version(self) -> str:
        """What was said of the entities when they were given."""
        return self._version


def by_renown(entity: Entity) -> tuple[int, int]:
    """The order of entities that a name may mean: the more wikis have a page on one the earlier, equals by id."""
    return -entity.sitelinks, entity.number
