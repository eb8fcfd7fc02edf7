"""Speakers -> for whom they speak: the bodies they have posts in, the states they stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property, lru_cache
from itertools import product

from kg.cast import Cast
from kg.labels import bare
from kg.occasions import listed
from kg.records import dataclass
from kg.trie import words_of
from kg.wordmemo import REMEMBERED

# Those whose names are no bodies' names.
_VAGUE = frozenset(("Person", "AnonymousSource", "Group", "Country"))
_OFFICIAL = ("Country", "GovernmentBody", "AnonymousSource")
Name = tuple[str, ...]  # the folded words of a name, without articles
MANY = 64  # how many who are called alike are looked at: a list of more ministers tells of none


@dataclass(frozen=True)
class Voices:
    """Who speaks for whom in one article."""

    cast: Cast
    _found: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)

    def spoken_for(self, speakers: tuple[str, ...]) -> tuple[str, ...]:
        """Whose day is given with a speaker's: the state of a body and of an unnamed official."""
        actors = [self.cast.actors[key] for key in speakers]
        bodies = (actor.key for actor in actors if actor.type in _OFFICIAL or actor.local)
        return tuple(state for key in bodies if (state := self.cast.state_of(key)))

    def governed(self, keys: Iterable[str]) -> list[str]:
        """The states whose governments are among some actors: what a cabinet decides on a day its ministers tell."""
        cabinets = (key for key in keys if bare(words_of(self.cast.actors[key].label)[0]) in listed("cabinet"))
        return [state for key in cabinets if (state := self.cast.state_of(key))]

    def owners(self, speakers: tuple[str, ...], others: Mapping[str, object]) -> tuple[str, ...]:
        """Whose day a speaker shares: that of the body he has a post in, and of the state that he or it speaks for;
        `others` are the actors whose days are known.
        """
        employers = tuple(owner for key in speakers for owner in self._employers(key))
        looked_up = [self._alike(key) for key in speakers if others or self._is_own_body(key)]
        bodies = (owner for namesakes, _ in looked_up for owner in namesakes if owner in others)
        same = (other for _, called_shorter in looked_up for other in called_shorter if other in others)
        return (*employers, *bodies, *same, *self.spoken_for((*speakers, *employers)))

    def _is_own_body(self, key: str) -> bool:
        """Whether the article alone names a body, whose state becomes an actor as soon as it is looked up."""
        actor = self.cast.actors[key]
        return actor.type != "Person" and not actor.curated

    def _alike(self, key: str) -> tuple[list[str], list[str]]:
        """The bodies that an actor's title names again, and who is called as he is; looked up once for each."""
        if key not in self._found:
            self._found[key] = self._namesakes(key), self._called_shorter(key)
        return self._found[key]

    def _called_shorter(self, key: str) -> list[str]:
        """Who is called by more or fewer words of one name (شركة النفط, شركة النفط المصرية) or title (المحافظ,
        محافظ البنك المركزي).
        """
        called = self._called(key)
        shorter = (other for end in range(1, len(called)) for other in self._by_name.get(called[:end], [])[:MANY])
        longer = self._begun(called)
        alike = (other for other in self._in_order((*shorter, *longer)) if other != key)
        return [other for other in alike if self._is_one_named(key, other)]

    @cached_property
    def _by_name(self) -> dict[Name, list[str]]:
        """The actors that are called by just these words, bodies also by what the article calls them."""
        found: dict[Name, list[str]] = defaultdict(list)
        for key, actor in self.cast.actors.items():
            names = actor.names if actor.type not in _VAGUE else ()
            for called in dict.fromkeys((self._called(key), *map(_bare_words, names))):
                found[called].append(key)
        return found

    @cached_property
    def _by_beginning(self) -> dict[Name, list[str]]:
        """The actors with whose names these words begin."""
        found: dict[Name, list[str]] = defaultdict(list)
        for called, keys in self._by_name.items():
            for end in range(1, len(called) + 1):
                found[called[:end]] += keys
        return found

    def _begun(self, words: Name) -> list[str]:
        return self._by_beginning.get(words, [])[:MANY]

    @cached_property
    def _places(self) -> dict[str, int]:
        """How many actors of the article come before each."""
        return {key: place for place, key in enumerate(self.cast.actors)}

    def _in_order(self, keys: Iterable[str]) -> list[str]:
        return sorted(set(keys), key=self._places.__getitem__)

    def _is_one_named(self, one: str, other: str) -> bool:
        """Whether two actors are bodies both, or a person with a name and one with a title alone."""
        first, second = self.cast.actors[one], self.cast.actors[other]
        if first.type == second.type == "Person":
            return first.local != second.local
        return _VAGUE.isdisjoint((first.type, second.type))

    def _called(self, key: str) -> tuple[str, ...]:
        """The words of a body's name, of a person's title."""
        actor = self.cast.actors[key]
        titled = actor.type == "Person"
        return _bare_words(actor.role or (actor.label if actor.local else "") if titled else actor.label)

    def bodies(self, speakers: tuple[str, ...]) -> list[str]:
        """The bodies that speakers have posts in, states apart."""
        bodies = (body for key in speakers for body in self._employers(key))
        return [body for body in bodies if self.cast.actors[body].type != "Country"]

    def states(self, speakers: tuple[str, ...], issued: bool) -> list[str]:
        """The states that speakers stand for: officials and ministers always, who leads a state in what is `issued`."""
        voices = (key for key in speakers if self.cast.actors[key].type in (*_OFFICIAL, "Person"))
        spoken = (key for key in voices if issued or not self._leads(key))
        return [state for key in spoken if (state := self.cast.state_of(key))]

    def _employers(self, key: str) -> Iterator[str]:
        """The body that a person's post is in; his state unless he leads it, as leaders speak for themselves."""
        owner = self.cast.owner_of(key) if self.cast.actors[key].type == "Person" else None
        if owner and not (self.cast.actors[owner].type == "Country" and self._leads(key)):
            yield owner

    def _leads(self, person: str) -> bool:
        """Whether a person heads a state or one of its powers; ministers and officials speak for it."""
        first = words_of(self.cast.actors[person].role or "")[:1]
        return bool(first) and bare(first[0]) in listed("head")

    def _namesakes(self, key: str) -> list[str]:
        """The bodies whose head noun a title or a bare noun names again: أمين عام الهيئة, النادي, الوكالة الأميركية."""
        actor = self.cast.actors[key]
        person = actor.type == "Person"
        words = words_of(actor.role or (actor.label if actor.local else "")) if person else words_of(actor.label)
        state = self.cast.state_of(key) if not (person or actor.curated) and len(words) == 2 else None
        if not person and len(words) > 1 and state is None:
            return []
        words = words[:1] if state else words
        definite, every = {bare(word) for word in words if word.startswith("ال")}, {bare(word) for word in words}
        named = {(word,) for word in definite}
        # وزارة الخارجية of المتحدثة باسم وزارة الخارجية is وزارة الخارجية الأميركية
        begun = (other for pair in product(every, every) for other in self._begun(pair))
        told = (other for other in begun if every.issuperset(self._called(other)[2:-1]))
        found = self._in_order((*told, *(other for name in named for other in self._begun(name))))
        bodies = (other for other in found if self.cast.actors[other].type not in ("Person", "Country"))
        alike = (other for other in bodies if not state or self.cast.state_of(other) in (None, state))
        return [other for other in alike if other != key]


@lru_cache(maxsize=REMEMBERED)
def _bare_words(label: str) -> tuple[str, ...]:
    """The folded words of a label without their articles."""
    return tuple(map(bare, words_of(label)))
