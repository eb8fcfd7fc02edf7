"""Annotated articles -> trials: what is annotated in each, what was read out of it, and which is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from kg.agreement import (
    Identity,
    Known,
    Pairing,
    key,
    known_actors,
    pair_amounts,
    pair_commitments,
    pair_pledges,
    pair_statements,
)
from kg.curated import CuratedActor
from kg.frames import Commitment, Pledge, Reading, Statement
from kg.gold import GoldArticle, GoldCommitment, GoldPledge, GoldStatement, gold_files
from kg.pipeline import Pipeline, load
from kg.reading import Problem, read_inputs
from kg.rules import Kind
from kg.trace import Trace


class TrialError(ValueError):
    """A text that was annotated cannot be read; the message says which and why."""


@dataclass(frozen=True)
class Trial:
    """One article twice: as annotated, and as read. `known` are the actors of all readings that are looked at together.

    `trace` is what the reader looked at.
    """

    gold: GoldArticle
    reading: Reading
    known: Mapping[str, Known]
    trace: Trace = field(default_factory=Trace)

    @cached_property
    def identity(self) -> Identity:
        """Which actor is which."""
        return Identity(self.gold.actors, self.known)

    @cached_property
    def statements(self) -> Pairing[GoldStatement, Statement]:
        """Statements, right with their speakers."""
        return pair_statements(self.gold, self.reading, self.identity)

    @cached_property
    def commitments(self) -> Pairing[GoldCommitment, Commitment]:
        """Commitments, right with their committers."""
        return pair_commitments(self.gold, self.reading, self.identity)

    @cached_property
    def pledges(self) -> Pairing[GoldPledge, Pledge]:
        """Pledges, right with both parties."""
        return pair_pledges(self.gold, self.reading, self.identity)

    @cached_property
    def amounts(self) -> Pairing[GoldPledge, Pledge]:
        """Pledges of an amount, right with parties, amount and unit."""
        return pair_amounts(self.gold, self.reading, self.identity)

    def pairings(self) -> dict[Kind, Pairing[Any, Any]]:
        """What is told of each kind of frame."""
        return {"statement": self.statements, "commitment": self.commitments, "pledge": self.pledges}

    # --- links ------------------------------------------------------------------------------------------------------

    @property
    def mentioned(self) -> list[str]:
        """The actors named in the text, by key."""
        return list(dict.fromkeys(mention.actor for mention in self.reading.mentions))

    def links(self) -> dict[str, str]:
        """The Wikidata ids of those who are named, by key."""
        return {actor: item for actor in self.mentioned if (item := self.known[actor].wikidata)}

    def strange_links(self) -> dict[str, str]:
        """Those of them that no annotation has or allows."""
        expected = {actor.wikidata for actor in self.gold.actors.values()}
        return {
            actor: item for actor, item in self.links().items() if item not in expected and not self._is_neutral(actor)
        }

    def _is_neutral(self, found: str) -> bool:
        """Whether a link may stand: of an actor annotated without one, or of a country that the text names."""
        unlinked = [actor.key for actor in self.gold.actors.values() if not actor.wikidata]
        if any(self.identity.names_meet(annotated, found) for annotated in unlinked):
            return True
        text = f" {key(self.gold.article.text)} "
        return self.known[found].country and any(f" {name} " in text for name in self.known[found].names)


def trials(
    readings: Iterable[Reading],
    golds: Iterable[GoldArticle],
    curated: Mapping[str, CuratedActor],
    traces: Mapping[str, Trace] | None = None,
) -> list[Trial]:
    """Readings beside the annotations of the same articles; an article that was not read counts as read in vain.

    `curated` are the actors whose names and Wikidata ids are known beforehand, by key; `traces` go by article.
    """
    by_id = {reading.article.id: reading for reading in readings}
    known = known_actors(by_id.values(), curated)
    traces = traces or {}
    return [
        Trial(gold, by_id.get(gold.article.id) or Reading(gold.article), known, traces.get(gold.article.id) or Trace())
        for gold in golds
    ]


def read_trials(gold: Path, text: Path, pipeline: Pipeline | None = None) -> list[Trial]:
    """Read the annotated texts of a folder; `articles.yaml` beside them is heeded.

    Raises GoldError, TrialError, InputError for a text that is missing, or TableError.
    """
    files = {file.doc: file for file in gold_files(gold)}
    articles = list(read_inputs([text / f"{doc}.txt" for doc in files], report=_refuse))
    pipeline = pipeline or load()
    traces = {article.id: Trace() for article in articles}
    readings = [pipeline.read(article, traces[article.id]) for article in articles]
    golds = [files[article.id].on(article) for article in articles]
    return trials(readings, golds, pipeline.lexicon.actors.by_key, traces)


def _refuse(problem: Problem) -> NoReturn:
    raise TrialError(str(problem))
