"""An actor as articles show it -> the Wikidata item it is, may be, or none: candidates, scores, reasons, a verdict.

A candidate's score is its share of the odds: `exp(its weights)` over those of all candidates and of somebody unknown.
So two who fit alike have less than a half each, and neither is linked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.curation import NONE, Curation, Link, Unlink
from kg.frames import ActorType
from kg.lexicon import Lexicon
from kg.linking.candidate import Candidate, World
from kg.linking.names import FITS, Fit, core_of, fit, spellings, without
from kg.linking.scoring import Clue, ClueReader, Signals, case, standing
from kg.linking.sighting import Scene, Sighting
from kg.linking.weights import limit, together, weight
from kg.wikidata.entity import Entity, Source

# same: owl:sameAs; close: skos:closeMatch; split: one name, and articles mean different bearers of it; ambiguous:
# several fit, or one not well enough; none: nobody does; local: known within its article only; curated, linked,
# unlinked: settled by a table or by a decision.
Verdict = Literal["same", "close", "split", "ambiguous", "none", "local", "curated", "linked", "unlinked"]
MOST_CHOICES, MOST_SIGHTINGS = 5, 64
# Only people are certain.
_SUREST = Decimal("0.999")
_ITEM = re.compile(r"Q[1-9]\d*")
_PARTIAL: tuple[Fit, ...] = ("like", "short", "family")
_CONTEXT = ("office-held", "office-undated", "office-former", "country-same", "state-named", "company", "in-office")
_TELLING = ("office-held", "office-former", "office-undated")
# What tells, of those of a name with more in it or less, which is meant: عبد الله بن حمد is one of many of that name.
_PLACING = (*_TELLING, "office-like", "country-same", "state-named", "company", "home")


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate judged: its score from 0 to 1, the signals with their weights, the articles that it suits best."""

    item: str
    label: str
    description: str
    fit: Fit
    score: Decimal
    signals: tuple[tuple[str, float], ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an actor: the verdict, the item if it is linked, the candidates from the best to the worst.

    `decision` is the one of a person that settled it.
    """

    actor: str
    verdict: Verdict
    item: str | None = None
    choices: tuple[Choice, ...] = ()
    decision: Link | Unlink | None = None


@dataclass(frozen=True, slots=True)
class _Fitting:
    candidate: Candidate
    fit: Fit


class Linker:
    """Links actors to curated ones and to the entities of a source, if there is one; decisions of people win."""

    def __init__(self, lexicon: Lexicon, source: Source | None = None, curation: Curation = NONE) -> None:
        self.world = World(lexicon)
        self._source, self._clues = source, ClueReader(self.world)
        self._links = {link.actor: link for link in curation.link}
        self._denied: dict[str, list[Unlink]] = {}
        for unlink in curation.unlink:
            self._denied.setdefault(unlink.actor, []).append(unlink)

    @property
    def source(self) -> str:
        """Which Wikidata is asked; empty if none is."""
        return self._source.version if self._source else ""

    @property
    def decisions(self) -> list[Link | Unlink]:
        """What people have decided about links."""
        return [*self._links.values(), *(unlink for each in self._denied.values() for unlink in each)]

    def wants(self, sighting: Sighting) -> bool:
        """Whether an actor is to be judged, or somebody has decided about it."""
        curated = self.world.by_key.get(sighting.actor)
        judged = not sighting.local and not (curated and curated.wikidata)
        return judged or sighting.actor in self._links or sighting.actor in self._denied

    def link(self, actor: str, seen: Sequence[tuple[Scene, Sighting]]) -> Outcome:
        """Judge an actor by the articles that show it; of very many, the first ones."""
        settled = self._settled(actor, seen)
        if settled:
            return settled
        sightings = [sighting for _, sighting in seen[:MOST_SIGHTINGS]]
        fitting = self.fitting(sightings)
        clues = [self._clues.clue(scene, sighting) for scene, sighting in seen[:MOST_SIGHTINGS]]
        clues += self._clues.curated(actor)
        return self._judge(actor, sightings[0], fitting, clues)

    def _settled(self, actor: str, seen: Sequence[tuple[Scene, Sighting]]) -> Outcome | None:
        """What people have decided, and what needs no judgement."""
        if actor in self._links:
            return Outcome(actor, "linked", self._links[actor].wikidata, decision=self._links[actor])
        whole = [unlink for unlink in self._denied.get(actor, ()) if unlink.wikidata is None]
        curated = self.world.by_key.get(actor)
        denied = [unlink for unlink in self._denied.get(actor, ()) if curated and unlink.wikidata == curated.wikidata]
        if whole or denied:
            return Outcome(actor, "unlinked", decision=(whole or denied)[0])
        if curated and curated.wikidata:
            return Outcome(actor, "curated", curated.wikidata)
        if any(sighting.local or sighting.type == "AnonymousSource" for _, sighting in seen):
            return Outcome(actor, "local")
        return None

    # --- candidates ------------------------------------------------------------------------------------------------

    def fitting(self, sightings: Sequence[Sighting]) -> list[_Fitting]:
        """Who may be meant by the names under which an actor is seen."""
        person = sightings[0].type == "Person"
        names = self._names(sightings)
        refused = {unlink.wikidata for unlink in self._denied.get(sightings[0].actor, ())}
        found = {
            candidate.item: _Fitting(candidate, how)
            for candidate in self._candidates(names, person=person)
            if candidate.item not in refused
            and candidate.item != sightings[0].actor
            and _may_be(candidate, sightings[0].type)
            and (how := self._fit(names, candidate, person=person))
        }
        return sorted(found.values(), key=lambda one: (FITS.index(one.fit), -one.candidate.renown, one.candidate.item))

    def _candidates(self, names: Sequence[str], *, person: bool) -> Iterable[Candidate]:
        """Entities of the source, then curated actors: what is curated counts more."""
        for entity in self._entities(names, person=person):
            yield self.world.of_entity(entity)
        for name in names:
            for actor in self.world.named(name, person=person):
                yield self.world.of_curated(actor)

    def _names(self, sightings: Sequence[Sighting]) -> list[str]:
        """All names of an actor; of a curated one the label, since others may mean it here alone (حكومة الكاظمي)."""
        curated = self.world.by_key.get(sightings[0].actor)
        if curated:
            return [name for name in (curated.label.ar, curated.label.en) if name]
        return list(dict.fromkeys(name for s in sightings for name in (s.label, *s.names) if name))

    def _entities(self, names: Sequence[str], *, person: bool) -> list[Entity]:
        """Those who bear one of the names; only where nobody does, those who bear one like it."""
        source = self._source
        if source is None:
            return []
        whole = [name for name in names if len(core_of(name)) > 1] or names if person else names
        found = {entity.id: entity for name in whole for entity in source.named(name)}
        likely = (other for name in whole for other in self._others(name, person=person))
        if not found:
            found = {entity.id: entity for other in dict.fromkeys(likely) for entity in source.named(other)}
        return list(found.values())

    def _others(self, name: str, *, person: bool) -> Iterable[str]:
        """Names under which a source may know somebody: without the country, without middle names, otherwise spelt."""
        core = core_of(name)
        if not person:
            return [without(name, self.world.lexicon.demonyms)]
        shorter = [f"{core[0]} {core[-1]}", f"{core[0]} ال{core[-1]}"] if len(core) > 2 else []
        return [*shorter, *(spellings(name) if len(core) > 1 else ())]

    def _fit(self, names: Sequence[str], candidate: Candidate, *, person: bool) -> Fit | None:
        found = fit(names, candidate.label, candidate.names, candidate.short, person=person)
        if found or person:
            return found
        reduced = [without(name, self.world.lexicon.demonyms) for name in names]
        return "bare" if fit(reduced, candidate.label, candidate.names, (), person=False) else None

    # --- judging ---------------------------------------------------------------------------------------------------

    def _judge(self, actor: str, first: Sighting, fitting: Sequence[_Fitting], clues: Sequence[Clue]) -> Outcome:
        if not fitting:
            return Outcome(actor, "none")
        nobody = self._nobody(first, fitting)
        fixed = [standing(one.candidate, one.fit, first.type) for one in fitting]
        cases = [[case(clue, one.candidate) for one in fitting] for clue in clues]
        signals = [base | together(row[n] for row in cases) for n, base in enumerate(fixed)]
        winners = [_winner(fixed, row, nobody) for row in cases]
        suited = [(clue.article, best) for clue, (best, _) in zip(clues, winners, strict=True) if clue.article]
        choices = [
            _choice(one, score, told, [article for article, best in suited if best == n])
            for n, (one, score, told) in enumerate(zip(fitting, shares(signals, nobody), signals, strict=True))
        ]
        ranked = sorted(choices, key=lambda choice: -choice.score)
        verdict = _verdict(ranked, {best for best, score in winners if score >= limit("same")})
        if verdict in ("same", "close") and not _ITEM.fullmatch(ranked[0].item):
            verdict = "none"  # it is a curated actor of whom no item is known
        told = [choice for choice in ranked if choice.score >= Decimal(str(limit("worth-telling")))][:MOST_CHOICES]
        item = ranked[0].item if verdict in ("same", "close") else None
        return Outcome(actor, verdict, item, tuple(told or ranked[:1]))

    def _nobody(self, sighting: Sighting, fitting: Sequence[_Fitting]) -> float:
        """The odds that somebody is meant who is not among the candidates."""
        core = core_of(sighting.label)
        given = self.world.lexicon.given
        common = sighting.type == "Person" and len(core) == 2 and all(word in given for word in core)
        namesakes = sum(one.fit in ("label", "alias") for one in fitting)
        more = weight("nobody-namesakes") * math.log(max(1, namesakes))
        return weight("nobody") + (weight("nobody-common") if common else 0.0) + more


def _may_be(candidate: Candidate, type_: ActorType) -> bool:
    """A person is no body and a body no state, nor the other way round."""
    return all((candidate.kind == kind) == (type_ == kind) for kind in ("Person", "Country"))


def shares(signals: Sequence[Signals], nobody: float) -> list[float]:
    """The scores of candidates from their signals."""
    odds = [math.exp(sum(one.values())) for one in signals]
    whole = math.exp(nobody) + sum(odds)
    return [one / whole for one in odds]


def _winner(fixed: Sequence[Signals], row: Sequence[Signals], nobody: float) -> tuple[int, float]:
    """Whom one article alone speaks for, and how clearly."""
    scores = shares([base | told for base, told in zip(fixed, row, strict=True)], nobody)
    return max(enumerate(scores), key=lambda pair: pair[1])


def _choice(one: _Fitting, score: float, signals: Signals, articles: Sequence[str]) -> Choice:
    return Choice(
        one.candidate.item,
        one.candidate.label,
        one.candidate.description,
        one.fit,
        min(Decimal(str(round(score, 3))), _SUREST),
        tuple((name, round(value, 2)) for name, value in signals.items() if value),
        tuple(articles),
    )


def _verdict(ranked: Sequence[Choice], winners: set[int]) -> Verdict:
    """What follows from the scores; see docs/linking.md."""
    best = ranked[0]
    if len(winners) > 1:
        return "split"
    names = dict(best.signals)
    partial = best.fit in _PARTIAL
    if partial and not any(name in names for name in _TELLING):
        # A family name alone links nobody, however well known; nor does one like it.
        return "ambiguous"
    if best.fit == "part" and not any(name in names for name in _PLACING):
        return "ambiguous"
    if best.fit == "bare" and "country-same" not in names:
        return "ambiguous"
    rivals = partial and len(ranked) > 1
    if best.score >= limit("same") and not rivals and _supported(best, names):
        return "same"
    if best.score >= limit("close"):
        return "close"
    return "ambiguous" if best.score >= limit("worth-telling") else "none"


def _supported(best: Choice, names: dict[str, float]) -> bool:
    """Whether more than the name speaks for a candidate: the kind of a body will do."""
    return "kind-other" not in names and ("kind-same" in names or any(name in names for name in _CONTEXT))
