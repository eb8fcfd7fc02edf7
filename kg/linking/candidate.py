"""Who a name may mean: curated actors and Wikidata's entities, told in the same terms.

Actors are told by their Wikidata ids; a curated one without an id by its key, so that it can still be compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.curated import CuratedActor
from kg.frames import ActorType
from kg.lexicon import Lexicon
from kg.linking.duties import VAGUE, Duty, DutyReader, joined
from kg.linking.names import core_of, sound_of, words_of
from kg.wikidata.entity import Entity, Office

# As well known as an entity of so many wikis.
_CURATED_RENOWN = 20


@dataclass(frozen=True, slots=True)
class Post:
    """An office held: what it is, of whom, and when (ISO 8601 as far as known)."""

    duty: Duty
    of: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be meant. `kin` are the actors it belongs to or had an office of; `renown` is a number of wikis."""

    item: str
    label: str
    names: tuple[str, ...]
    kind: ActorType | None
    short: tuple[str, ...] = ()
    description: str = ""
    countries: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    posts: tuple[Post, ...] = ()
    born: str | None = None
    died: str | None = None
    renown: int = 0
    curated: bool = False


class World:
    """All that is known beforehand: curated actors by key, name, sound and family name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.reader = DutyReader(lexicon)
        self.by_key = lexicon.actors.by_key
        self._by_name: defaultdict[tuple[str, str], list[CuratedActor]] = defaultdict(list)
        for actor in self.by_key.values():
            self._index(actor)

    def _index(self, actor: CuratedActor) -> None:
        keys: dict[tuple[str, str], None] = {}
        for name in (actor.label.ar, *actor.names):
            keys["name", " ".join(words_of(name))] = None
            keys["sound", sound_of(name)] = None
            if actor.type == "Person":
                keys["family", core_of(name)[-1]] = None
                keys["like", sound_of(name, loosely=True)] = None
        for name in actor.short:
            keys["name", " ".join(words_of(name))] = None
        for key in keys:
            self._by_name[key].append(actor)

    def item(self, key: str) -> str:
        """How an actor is told: by its Wikidata id, else by its key."""
        actor = self.by_key.get(key)
        return actor.wikidata if actor and actor.wikidata else key

    def country_of(self, key: str) -> frozenset[str]:
        """The states that an actor is or belongs to."""
        actor = self.by_key.get(key)
        if actor is None:
            return frozenset()
        states = [key] if actor.type == "Country" else [k for k in actor.of if self._is_country(k)]
        return frozenset(map(self.item, states))

    def _is_country(self, key: str) -> bool:
        return key in self.by_key and self.by_key[key].type == "Country"

    def named(self, name: str, *, person: bool) -> list[CuratedActor]:
        """The curated actors that a name may mean: by the whole name, by its sound, by the family name alone."""
        words = core_of(name)
        keys = [("name", " ".join(words_of(name))), ("sound", sound_of(name))]
        if person:
            keys.append(("family", words[0]) if len(words) == 1 else ("like", sound_of(name, loosely=True)))
        return list({actor.key: actor for key in keys for actor in self._by_name.get(key, ())}.values())

    def of_curated(self, actor: CuratedActor) -> Candidate:
        """A curated actor as a candidate."""
        posts = tuple(
            Post(
                joined([Duty(frozenset([tenure.office])), self.reader.arabic(tenure.title or "")]),
                self._owners([tenure.of] if tenure.of else []),
                tenure.since,
                tenure.until,
            )
            for tenure in actor.offices
        )
        homes = _homes(actor)
        return Candidate(
            actor.wikidata or actor.key,
            actor.label.ar,
            tuple(filter(None, (*actor.names, actor.label.en))),
            actor.type,
            actor.short,
            countries=self.homes_of(actor.key),
            kin=self._owners(homes),
            posts=posts,
            renown=_CURATED_RENOWN,
            curated=True,
        )

    def homes_of(self, key: str) -> frozenset[str]:
        """The states that a curated actor belongs to or had an office of."""
        actor = self.by_key.get(key)
        return self.country_of(key).union(*map(self.country_of, _homes(actor))) if actor else frozenset()

    def tenures(self, key: str) -> Iterable[tuple[str, frozenset[str], str | None]]:
        """The offices of a curated actor: key of the office, whose it is, from when."""
        actor = self.by_key.get(key)
        for tenure in actor.offices if actor else ():
            yield tenure.office, self._owners([tenure.of] if tenure.of else []), tenure.since

    def _owners(self, keys: Iterable[str]) -> frozenset[str]:
        """Actors by key with the states they belong to, as items."""
        known = list(keys)
        return frozenset(map(self.item, known)).union(*map(self.country_of, known))

    def of_entity(self, entity: Entity) -> Candidate:
        """An entity of Wikidata as a candidate."""
        label = entity.labels.get("ar") or next(iter(entity.labels.values()), entity.id)
        posts = tuple(map(self._post, entity.offices))
        return Candidate(
            entity.id,
            label,
            tuple(name for name in entity.names if name != label),
            entity.kind,
            description=entity.descriptions.get("ar") or entity.descriptions.get("en") or "",
            countries=frozenset(entity.countries),
            kin=frozenset((*entity.of, *entity.countries)).union(*(post.of for post in posts)),
            posts=posts,
            born=entity.born or entity.founded,
            died=entity.died or entity.dissolved,
            renown=entity.sitelinks,
        )

    def _post(self, office: Office) -> Post:
        duties = [
            self.reader.arabic(label) if language == "ar" else self.reader.english(label)
            for language, label in office.labels.items()
            if language in ("ar", "en")
        ]
        duty = joined(duties)
        if office.key and office.key not in VAGUE:
            duty = replace(duty, offices=frozenset([office.key]))
        return Post(duty, frozenset((*office.of, *map(self.item, duty.places))), office.since, office.until)


def _homes(actor: CuratedActor) -> list[str]:
    return [*actor.of, *(tenure.of for tenure in actor.offices if tenure.of)]
