"""A candidate beside what articles show of an actor -> what speaks for and against it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from kg.frames import ActorType
from kg.linking.candidate import Candidate, Post, World
from kg.linking.duties import NO_DUTY, VAGUE, Duty
from kg.linking.names import Fit
from kg.linking.sighting import Scene, Sighting
from kg.linking.weights import weight

Signals = dict[str, float]
# Offices whose title names a place that need not be the holder's: مبعوث إلى سوريا, السفير في بغداد.
_POSTED = frozenset(["special-envoy", "ambassador", "director", "other", "spokesperson", "high-representative"])
_GROWN = 18
# What articles and Wikidata tell apart differently.
_KINDRED: tuple[frozenset[ActorType], ...] = (
    frozenset(["InternationalOrganization", "Coalition"]),
    frozenset(["ArmedGroup", "PoliticalParty", "Group"]),
    frozenset(["GovernmentBody", "InternationalOrganization", "ThinkTank"]),
    frozenset(["Company", "MediaOutlet"]),
)
_RENOWNED = 4.0


@dataclass(frozen=True, slots=True)
class Clue:
    """What one article shows of an actor beside the name; actors are told as in `kg.linking.candidate`."""

    article: str
    day: str | None = None
    duty: Duty = NO_DUTY
    owners: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()


class ClueReader:
    """Makes clues of sightings."""

    def __init__(self, world: World) -> None:
        self._world = world

    def clue(self, scene: Scene, sighting: Sighting) -> Clue:
        """What the article shows of the actor."""
        item, country_of = self._world.item, self._world.country_of
        duty = self._world.reader.arabic(sighting.role) if sighting.role else NO_DUTY
        owners = (*sighting.of, *duty.places)
        others = [other.actor for other in scene.named if other.actor != sighting.actor]
        states = [other.actor for other in scene.named if other.type == "Country"]
        return Clue(
            scene.article,
            scene.published.isoformat() if scene.published else None,
            duty,
            frozenset(map(item, owners)),
            frozenset().union(*map(country_of, owners)),
            frozenset(map(item, states)),
            frozenset(map(item, others)),
            self._home(scene.publisher),
        )

    def curated(self, actor: str) -> list[Clue]:
        """What is curated of an actor, as if an article had told each of its offices when it began."""
        homes = self._world.homes_of(actor)
        told = [
            Clue("", since, Duty(frozenset([office])), owners, owners & homes or homes)
            for office, owners, since in self._world.tenures(actor)
        ]
        return told or ([Clue("", countries=homes)] if homes else [])

    def _home(self, publisher: str | None) -> frozenset[str]:
        """The country of an article's publisher, given by key or by name."""
        if not publisher:
            return frozenset()
        known = self._world.by_key.get(publisher) or self._world.lexicon.named(publisher)
        return self._world.country_of(known.key) if known else frozenset()


def standing(candidate: Candidate, fit: Fit, type_: ActorType) -> Signals:
    """What is the same in all articles: the name, the kind, how well known."""
    found = {f"name-{fit}": weight(f"name-{fit}")}
    found["renown"] = weight("renown") * min(math.log1p(candidate.renown), _RENOWNED)
    if type_ != "Person":
        kind = _kind(candidate, type_)
        found[kind] = weight(kind)
    return found


def _kind(candidate: Candidate, type_: ActorType) -> str:
    if candidate.kind == type_:
        return "kind-same"
    kindred = any(candidate.kind in kinds and type_ in kinds for kinds in _KINDRED)
    return "kind-like" if kindred else "kind-other"


def case(clue: Clue, candidate: Candidate) -> Signals:
    """What one article says for and against a candidate beside the name."""
    names = [_office(clue, candidate), *_country(clue, candidate), *_time(clue, candidate)]
    if clue.company & (candidate.kin - candidate.countries):
        names.append("company")
    if candidate.countries & clue.home:
        names.append("home")
    held = "office-held" not in names and any(_covers(post, clue.day) for post in candidate.posts)
    if held and clue.day:
        names.append("in-office")
    return {name: weight(name) for name in names if name}


def _office(clue: Clue, candidate: Candidate) -> str | None:
    """What the office printed with the name tells."""
    if clue.duty.offices <= {"other"} or candidate.kind != "Person":
        return None
    posts = [post for post in candidate.posts if post.duty.offices & clue.duty.offices and _of_same(clue, post)]
    vague = clue.duty.offices <= VAGUE
    fields = [post for post in posts if post.duty.fields & clue.duty.fields]
    if vague and clue.duty.fields and not fields:
        return "field-other" if any(post.duty.fields for post in posts) else None
    if vague and not fields:
        return "office-like" if posts else None
    if not posts:
        return "office-none" if any(post.duty.offices for post in candidate.posts) else None
    return _tenure(fields or posts, clue)


def _tenure(posts: Iterable[Post], clue: Clue) -> str:
    """When the office printed was held, seen from the article's day."""
    posts = list(posts)
    if clue.day is None or not any(post.since or post.until for post in posts):
        return "office-undated"
    if clue.duty.former:
        left = any(post.until and not _before(clue.day, post.until) for post in posts)
        return "office-former" if left else "office-past"
    if any(_covers(post, clue.day) for post in posts):
        return "office-held"
    return "office-past" if any(post.until and _before(post.until, clue.day) for post in posts) else "office-later"


def _of_same(clue: Clue, post: Post) -> bool:
    """Whether an office may be of whom the article says, as far as both are known."""
    return not clue.owners or not post.of or bool((clue.owners | clue.countries) & post.of)


def _country(clue: Clue, candidate: Candidate) -> Iterable[str]:
    homes = candidate.countries | candidate.kin
    if clue.countries and candidate.countries:
        if clue.countries & homes:
            yield "country-same"
        else:
            yield "country-elsewhere" if clue.duty.offices & _POSTED else "country-other"
    elif clue.owners & candidate.kin:
        yield "country-same"
    elif candidate.kind == "GovernmentBody":
        yield "country-untold"  # many states have a ministry of that name
    if clue.states & candidate.countries:
        yield "state-named"
    elif clue.states and candidate.countries and not clue.countries:
        yield "state-unnamed"


def _time(clue: Clue, candidate: Candidate) -> Iterable[str]:
    """What the dates of birth and death tell, or those of founding and dissolution."""
    if not clue.day:
        return
    grown = _GROWN if candidate.kind == "Person" else 0
    if candidate.born and _year(clue.day) < _year(candidate.born) + grown:
        yield "too-young"
    if candidate.died and _year(clue.day) > _year(candidate.died) + 1 and not clue.duty.former:
        yield "gone"


def _year(day: str) -> int:
    return int(day[:5] if day.startswith("-") else day[:4])


def _before(first: str, second: str) -> bool:
    """Whether a day lies before another, compared as far as both are known."""
    known = min(len(first), len(second))
    return first[:known] < second[:known]


def _covers(post: Post, day: str | None) -> bool:
    """Whether an office was held on a day, as far as known; one of unknown years covers none."""
    if day is None or not (post.since or post.until):
        return False
    return not (post.since and _before(day, post.since)) and not (post.until and _before(post.until, day))
