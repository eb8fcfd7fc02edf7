"""Readings against annotations -> precision, recall and F1 of every kind of fact, over all articles together."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from kg.agreement import (
    Found,
    Gold,
    Identity,
    Known,
    Pairing,
    key,
    known_actors,
    pair_amounts,
    pair_commitments,
    pair_pledges,
    pair_statements,
    passages,
    same_date,
)
from kg.curated import CuratedActor
from kg.frames import Commitment, Reading, Statement
from kg.gold import GoldArticle, GoldCommitment, GoldStatement, gold_files
from kg.pipeline import load
from kg.reading import Problem, read_inputs
from kg.span import Span


class ScoreError(ValueError):
    """A text that was annotated cannot be read; the message says which and why."""


@dataclass(slots=True)
class Tally:
    """How many are annotated, how many were found, and how many of those are right."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, right: int, gold: int, found: int) -> None:
        """Count some more."""
        self.right += right
        self.gold += gold
        self.found += found

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is annotated that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two (https://en.wikipedia.org/wiki/F-score)."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a reading departs from the annotation: what kind of fact, what is wrong with it, and its words."""

    article: str
    kind: str
    fault: str
    words: str

    def __str__(self) -> str:
        return f"{self.article}  {self.kind} {self.fault}: {self.words}"


@dataclass(slots=True)
class Scores:
    """Figures by name: `tallies` where what is found too much counts, `shares` (right of all) where nothing can be."""

    articles: int = 0
    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shares: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    differences: list[Difference] = field(default_factory=list)

    def figures(self) -> dict[str, dict[str, float | int]]:
        """Every figure, to three digits."""
        return {name: _rounded(tally) for name, tally in self.tallies.items()} | {
            name: {"accuracy": round(share.recall, 3), "of": share.gold} for name, share in self.shares.items()
        }

    def json(self) -> str:
        """The figures as JSON."""
        return json.dumps(self.figures(), ensure_ascii=False, indent=1)

    def table(self) -> str:
        """The figures as lines to read."""
        lines = [
            f"{self.articles} article{'s' * (self.articles != 1)}",
            f"{'':38} {'P':>6} {'R':>6} {'F1':>6} {'right':>7} {'gold':>6} {'found':>6}",
        ]
        for name, one in self.tallies.items():
            shares = f"{one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f}"
            lines.append(f"{name:38} {shares} {one.right:7} {one.gold:6} {one.found:6}")
        lines.append(f"{'':38} {'share':>6} {'':13} {'right':>7} {'of':>6}")
        lines += [
            f"{name:38} {one.recall:6.3f} {'':13} {one.right:7} {one.gold:6}" for name, one in self.shares.items()
        ]
        return "\n".join(lines)


def score_folders(gold: Path, text: Path) -> Scores:
    """Read the annotated texts of a folder (`articles.yaml` beside them is heeded) and score what is found in them.

    Raises GoldError, ScoreError, InputError for a text that is missing, or TableError.
    """
    files = {file.doc: file for file in gold_files(gold)}
    articles = read_inputs([text / f"{doc}.txt" for doc in files], report=_refuse)
    pipeline = load()
    readings = [pipeline.read(article) for article in articles]
    return score(readings, [files[r.article.id].on(r.article) for r in readings], pipeline.lexicon.actors.by_key)


def score(readings: Iterable[Reading], golds: Iterable[GoldArticle], curated: Mapping[str, CuratedActor]) -> Scores:
    """Score readings against the annotations of the same articles; an article that was not read counts as read in vain.

    `curated` are the actors whose names and Wikidata ids are known beforehand, by key.
    """
    by_id = {reading.article.id: reading for reading in readings}
    known = known_actors(by_id.values(), curated)
    scores = Scores()
    for gold in golds:
        scores.articles += 1
        _Article(gold, by_id.get(gold.article.id) or Reading(gold.article), known, scores).score()
    return scores


def _refuse(problem: Problem) -> NoReturn:
    raise ScoreError(str(problem))


def _rounded(tally: Tally) -> dict[str, float | int]:
    shares = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {name: round(value, 3) for name, value in shares.items()} | {"gold": tally.gold, "predicted": tally.found}


class _Article:
    """One article's part in the figures."""

    def __init__(self, gold: GoldArticle, reading: Reading, known: Mapping[str, Known], scores: Scores) -> None:
        self.gold, self.reading, self.known, self.scores = gold, reading, known, scores
        self.identity = Identity(gold.actors, known)

    def score(self) -> None:
        """Count all that is annotated and found in it."""
        statements = pair_statements(self.gold, self.reading, self.identity)
        self.pairs("statement span", "statement + speaker", statements)
        self.statements(statements)
        commitments = pair_commitments(self.gold, self.reading, self.identity)
        self.pairs("commitment span", "commitment + committer", commitments)
        self.commitments(commitments)
        pledges = pair_pledges(self.gold, self.reading, self.identity)
        self.pairs("pledge (any) span", "pledge (any) + donor + recipient", pledges)
        amounts = pair_amounts(self.gold, self.reading, self.identity)
        self.count("pledge: donor, recipient, amount, unit", amounts, right=True)
        self.differences("statement", statements)
        self.differences("commitment", commitments)
        self.differences("pledge", pledges)
        self.differences("amount pledged", amounts)
        self.actors()

    # --- frames ---------------------------------------------------------------------------------------------------

    def pairs(self, span: str, whole: str, pairing: Pairing[Gold, Found]) -> None:
        """Count a kind of frame twice: by passage alone, and with its actors."""
        self.count(span, pairing, right=False)
        self.count(whole, pairing, right=True)

    def count(self, name: str, pairing: Pairing[Gold, Found], *, right: bool) -> None:
        hits = pairing.right.intersection(pairing.kept) if right else pairing.kept
        self.scores.tallies[name].add(len(hits), len(pairing.wanted), len(pairing.counted))

    def statements(self, pairing: Pairing[GoldStatement, Statement]) -> None:
        tallies, shares = self.scores.tallies, self.scores.shares
        for wanted, found in pairing.met():
            tallies["direct quotes"].add(*self.quotes(wanted, found))
            said = found.said_on.isoformat() if found and found.said_on else None
            tallies["statement date"].add(*_dates(wanted.said_on, said))
            if found:
                shares["speech act"].add(found.act in wanted.acts, 1, 0)
            if found and wanted.via.named:
                shares["via"].add(self.identity.agree(wanted.via, filter(None, [found.via])), 1, 0)

    def quotes(self, wanted: GoldStatement, found: Statement | None) -> tuple[int, int, int]:
        """How many quotations are found word by word, annotated, found."""
        words = {span.of(self.gold.article.text) for span in found.quotations} if found else set()
        annotated, given = Counter(map(key, wanted.quotes)), Counter(map(key, words))
        return (annotated & given).total(), annotated.total(), given.total()

    def commitments(self, pairing: Pairing[GoldCommitment, Commitment]) -> None:
        shares = self.scores.shares
        for wanted, found in pairing.met():
            due = found.deadline.date.text if found and found.deadline else None
            self.scores.tallies["deadline"].add(*_dates(wanted.deadline, due))
            if found:
                shares["topic"].add(found.topic == wanted.topic, 1, 0)
                shares["modality"].add(found.modality == wanted.modality, 1, 0)

    # --- actors ---------------------------------------------------------------------------------------------------

    def actors(self) -> None:
        mentioned = dict.fromkeys(mention.actor for mention in self.reading.mentions)
        for annotated in self.gold.actors:
            found = any(self.is_meant(annotated, actor) for actor in mentioned)
            self.scores.shares["actors found"].add(found, 1, 0)
        linked = {actor: item for actor in mentioned if (item := self.known[actor].wikidata)}
        expected = {actor.wikidata for actor in self.gold.actors.values() if actor.wikidata}
        strange = {actor: item for actor, item in linked.items() if item not in expected and not self.is_neutral(actor)}
        right = len(expected.intersection(linked.values()))
        self.scores.tallies["Wikidata link"].add(right, len(expected), right + len(strange))
        for actor, item in strange.items():
            words = f"{item} {', '.join(sorted(self.known[actor].names)[:3])}"
            self.scores.differences.append(Difference(self.gold.article.id, "link", "not annotated", words))

    def is_meant(self, annotated: str, found: str) -> bool:
        """Whether an actor is found, be it with the wrong link."""
        return self.identity.same(annotated, found) or self.identity.names_meet(annotated, found)

    def is_neutral(self, found: str) -> bool:
        """Whether a link may stand: of an actor annotated without one, or of a country that the text names."""
        unlinked = [actor.key for actor in self.gold.actors.values() if not actor.wikidata]
        if any(self.identity.names_meet(annotated, found) for annotated in unlinked):
            return True
        text = f" {key(self.gold.article.text)} "
        return self.known[found].country and any(f" {name} " in text for name in self.known[found].names)

    # --- what differs ---------------------------------------------------------------------------------------------

    def differences(self, kind: str, pairing: Pairing[Gold, Found]) -> None:
        """Note annotations that were missed or met wrongly, and what is not annotated."""
        for g in pairing.missed:
            self.differ(kind, "missed", pairing.annotated[g].spans[0])
        for g, _ in pairing.wrong:
            self.differ(kind, "with another actor or value", pairing.annotated[g].spans[0])
        for f in pairing.strange:
            self.differ(kind, "not annotated", passages(pairing.found[f])[0])

    def differ(self, kind: str, fault: str, span: Span) -> None:
        words = " ".join(span.of(self.gold.article.text).split())
        self.scores.differences.append(Difference(self.gold.article.id, kind, fault, words))


def _dates(wanted: str | None, found: str | None) -> tuple[int, int, int]:
    """One date as right, annotated, found."""
    return int(wanted is not None and same_date(wanted, found)), int(wanted is not None), int(found is not None)
