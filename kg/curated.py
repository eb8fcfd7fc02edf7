"""The curated actors (`ontology/actors/*.yaml`) -> typed entries, checked, with who held which office when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from kg.frames import ActorType
from kg.tables import TableError, curated, read_lines, read_table

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Label:
    """The name of an actor alone, as the Arabic press writes it, and in English."""

    ar: str
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """One office over time: `office` is a key (president, foreign-minister…), `of` the key of the body or country.

    `since` and `until` are ISO 8601, as far as known: 2021-01-20, 2021-01 or 2021. Without `until` it lasts.
    """

    office: str
    of: str | None = None
    since: str | None = None
    until: str | None = None
    title: str | None = None
    source: str | None = None

    def covers(self, on: date) -> bool:
        """Whether the office was held then, as far as the dates tell: both ends count, a missing one sets no limit."""
        day = on.isoformat()
        return (self.since or "") <= day[: len(self.since or "")] and (
            self.until is None or day[: len(self.until)] <= self.until
        )


@dataclass(frozen=True, slots=True)
class Spelling:
    """Stretches of letters that the press writes one way or another: أميرك، أمريك. Names are known in all of them."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office and how the news writes it.

    `state`: its holder's undertakings bind the state; `single`: one person holds it at a time; `realm`: its title goes
    on with a land and nothing else; `otherwise`: the office that the title means where it names no land.
    """

    office: str
    forms: tuple[str, ...]
    example: str
    state: bool = False
    single: bool = False
    realm: bool = False
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A word before or behind a name that is no office; `full`: it stands before a full name alone, for it means
    something else, too.
    """

    form: str
    kind: Literal["honorific", "rank", "attribute"]
    example: str
    full: bool = False


@dataclass(frozen=True, slots=True)
class CuratedActor:
    """One entry.

    `names` (and the label) always mean this actor; `short` forms mean it when nothing else fits better; `metonyms` are
    places that stand for the state when it acts (its capital, its palace); `demonyms` are masculine singular indefinite
    adjectives and irregular plurals; `of` holds the keys of what it belongs to; `wikidata` is an item's id, `source`
    where it was found.
    """

    key: str
    type: ActorType
    label: Label
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    gender: Literal["m", "f"] = "m"
    wikidata: str | None = None
    source: str | None = None
    offices: tuple[Tenure, ...] = ()


class Actors:
    """All curated actors: `by_key`, and who held an office when."""

    def __init__(self, entries: Iterable[CuratedActor]) -> None:
        self.by_key: dict[str, CuratedActor] = {entry.key: entry for entry in entries}

    @cached_property
    def _tenures(self) -> dict[tuple[str, str | None], list[tuple[Tenure, CuratedActor]]]:
        tenures = defaultdict(list)
        for actor in self.by_key.values():
            for tenure in actor.offices:
                tenures[tenure.office, tenure.of].append((tenure, actor))
        return dict(tenures)

    def holders(self, office: str, of: str, on: date | None) -> list[CuratedActor]:
        """Who held the office then; nobody without a date, for an article of any year may be without one.

        On the day of a handover it is the successor alone.
        """
        if on is None:
            return []
        tenures = self._tenures.get((office, of), [])
        then = [(tenure, actor) for tenure, actor in tenures if tenure.covers(on)]
        staying = [(tenure, actor) for tenure, actor in then if tenure.until != on.isoformat()]
        return _unique(actor for _, actor in staying or then)


def load_actors(folder: Path | None = None) -> Actors:
    """Read every table of the folder (default: the curated one); raises TableError naming file, line and remedy.

    Names come back in every spelling that `lexicon/spellings.yaml` knows.
    """
    entries = [
        (f"{path}:{line}", actor)
        for path in sorted((folder or curated("actors")).glob("*.yaml"))
        for line, actor in read_lines(path, CuratedActor)
    ]
    known = {actor.key for _, actor in entries}
    keys: dict[str, str] = {}
    items: dict[str, str] = {}
    for place, actor in entries:
        for complaint in _complaints(actor, known):
            raise TableError(f"{place}: {complaint}")
        _claim(keys, actor.key, place, "key")
        _claim(items, actor.wikidata, place, "Wikidata id")
    spellings = read_table(curated("lexicon", "spellings.yaml"), Spelling)
    return Actors(_respelled(actor, spellings) for _, actor in entries)


def _respelled(actor: CuratedActor, spellings: tuple[Spelling, ...]) -> CuratedActor:
    names = _variants((actor.label.ar, *actor.names), spellings)
    return replace(actor, names=names[1:], short=_variants(actor.short, spellings))


def _variants(names: tuple[str, ...], spellings: tuple[Spelling, ...]) -> tuple[str, ...]:
    """The names in their order, then their other spellings."""
    together = "\n".join(names)
    known = dict.fromkeys(names)
    for spelling in spellings:
        for form in spelling.forms:
            if form in together:
                found = [name for name in known if form in name]
                known |= dict.fromkeys(name.replace(form, other) for name in found for other in spelling.forms)
    return tuple(known)


def _unique(actors: Iterable[CuratedActor]) -> list[CuratedActor]:
    return list({actor.key: actor for actor in actors}.values())


def _claim(taken: dict[str, str], value: str | None, place: str, what: str) -> None:
    """Note where a value is used; a second use is refused."""
    if value is None:
        return
    if value in taken:
        raise TableError(f"{place}: the {what} {value!r} is taken by the entry at {taken[value]}; each is used once")
    taken[value] = place


def _complaints(actor: CuratedActor, known: set[str]) -> Iterator[str]:
    """What is wrong with an entry, taken by itself."""
    if not _KEY.fullmatch(actor.key):
        yield f"key: expected small ASCII letters, digits and single hyphens, found {actor.key!r}"
    if actor.wikidata and not _WIKIDATA.fullmatch(actor.wikidata):
        yield f"wikidata: expected an item's id such as Q796, found {actor.wikidata!r}"
    if actor.wikidata and not actor.source:
        yield f"source: say where the Wikidata id {actor.wikidata} was found"
    yield from (f"of: there is no actor with the key {key!r}" for key in actor.of if key not in known)
    for tenure in actor.offices:
        yield from _tenure_complaints(tenure, known)


def _tenure_complaints(tenure: Tenure, known: set[str]) -> Iterator[str]:
    if not _KEY.fullmatch(tenure.office):
        yield f"office: expected a key such as prime-minister, found {tenure.office!r}"
    if tenure.of is not None and tenure.of not in known:
        yield f"offices: there is no actor with the key {tenure.of!r}"
    bad = [day for day in (tenure.since, tenure.until) if day is not None and not _is_date(day)]
    if bad:
        yield f"offices: expected a date as 2021-01-20, 2021-01 or 2021, found {bad[0]!r}"
    elif tenure.since and tenure.until and _after(tenure.since, tenure.until):
        yield f"offices: {tenure.office} ends ({tenure.until}) before it begins ({tenure.since})"


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def _after(first: str, second: str) -> bool:
    """Whether the first date lies after the second, compared as far as both are known."""
    known = min(len(first), len(second))
    return first[:known] > second[:known]
