"""Readings against annotations -> precision, recall and F1 of every kind of fact, over all articles together."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.agreement import Found, Gold, Pairing, key, same_date
from kg.curated import CuratedActor
from kg.frames import Reading, Statement
from kg.gold import GoldArticle, GoldStatement
from kg.trials import Trial, read_trials, trials


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


@dataclass(slots=True)
class Scores:
    """Figures by name: `tallies` where what is found too much counts, `shares` (right of all) where nothing can be."""

    articles: int = 0
    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shares: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

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

    Raises GoldError, TrialError, InputError for a text that is missing, or TableError.
    """
    return score_trials(read_trials(gold, text))


def score(readings: Iterable[Reading], golds: Iterable[GoldArticle], curated: Mapping[str, CuratedActor]) -> Scores:
    """Score readings against the annotations of the same articles; see `kg.trials.trials`."""
    return score_trials(trials(readings, golds, curated))


def score_trials(judged: Iterable[Trial]) -> Scores:
    """Score articles that were read, over all of them together."""
    scores = Scores()
    for trial in judged:
        scores.articles += 1
        _Article(trial, scores).score()
    return scores


def _rounded(tally: Tally) -> dict[str, float | int]:
    shares = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {name: round(value, 3) for name, value in shares.items()} | {"gold": tally.gold, "predicted": tally.found}


class _Article:
    """One article's part in the figures."""

    def __init__(self, trial: Trial, scores: Scores) -> None:
        self.trial, self.scores = trial, scores
        self.gold, self.identity = trial.gold, trial.identity

    def score(self) -> None:
        """Count all that is annotated and found in it."""
        self.pairs("statement span", "statement + speaker", self.trial.statements)
        self.statements()
        self.pairs("commitment span", "commitment + committer", self.trial.commitments)
        self.commitments()
        self.pairs("pledge (any) span", "pledge (any) + donor + recipient", self.trial.pledges)
        self.count("pledge: donor, recipient, amount, unit", self.trial.amounts, right=True)
        self.actors()

    # --- frames ---------------------------------------------------------------------------------------------------

    def pairs(self, span: str, whole: str, pairing: Pairing[Gold, Found]) -> None:
        """Count a kind of frame twice: by passage alone, and with its actors."""
        self.count(span, pairing, right=False)
        self.count(whole, pairing, right=True)

    def count(self, name: str, pairing: Pairing[Gold, Found], *, right: bool) -> None:
        hits = pairing.right.intersection(pairing.kept) if right else pairing.kept
        self.scores.tallies[name].add(len(hits), len(pairing.wanted), len(pairing.counted))

    def statements(self) -> None:
        tallies, shares = self.scores.tallies, self.scores.shares
        for wanted, found in self.trial.statements.met():
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

    def commitments(self) -> None:
        shares = self.scores.shares
        for wanted, found in self.trial.commitments.met():
            due = found.deadline.date.text if found and found.deadline else None
            self.scores.tallies["deadline"].add(*_dates(wanted.deadline, due))
            if found:
                shares["topic"].add(found.topic == wanted.topic, 1, 0)
                shares["modality"].add(found.modality == wanted.modality, 1, 0)

    # --- actors ---------------------------------------------------------------------------------------------------

    def actors(self) -> None:
        for annotated in self.gold.actors:
            found = any(self.is_meant(annotated, actor) for actor in self.trial.mentioned)
            self.scores.shares["actors found"].add(found, 1, 0)
        expected = {actor.wikidata for actor in self.gold.actors.values() if actor.wikidata}
        right = len(expected.intersection(self.trial.links().values()))
        self.scores.tallies["Wikidata link"].add(right, len(expected), right + len(self.trial.strange_links()))

    def is_meant(self, annotated: str, found: str) -> bool:
        """Whether an actor is found, be it with the wrong link."""
        return self.identity.same(annotated, found) or self.identity.names_meet(annotated, found)


def _dates(wanted: str | None, found: str | None) -> tuple[int, int, int]:
    """One date as right, annotated, found."""
    return int(wanted is not None and same_date(wanted, found)), int(wanted is not None), int(found is not None)
