"""Trials -> tables: how often each rule is right, and how well each article or outlet is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.rules import Kind, confidence
from kg.score import Scores, score_trials
from kg.trials import Trial

# The measures that a table by article or outlet shows.
MEASURES = (
    "statement span",
    "statement + speaker",
    "commitment + committer",
    "pledge (any) + donor + recipient",
    "Wikidata link",
)
By = Callable[[Trial], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """Of `of` frames that a rule made and that count, `right` are right; the rule named as its kind is all of them."""

    kind: Kind
    rule: str
    right: int
    of: int

    @property
    def precision(self) -> float:
        """The share that is right."""
        return self.right / self.of


def measure_rules(trials: Iterable[Trial]) -> list[Measured]:
    """The average of each kind, and every rule of it that found something."""
    right: Counter[tuple[Kind, str]] = Counter()
    every: Counter[tuple[Kind, str]] = Counter()
    for trial in trials:
        for kind, pairing in trial.pairings().items():
            good = {found for _, found in pairing.right}
            for found in pairing.counted:
                for name in (pairing.found[found].rule, kind):
                    every[kind, name] += 1
                    right[kind, name] += found in good
    rows = sorted(every.items(), key=lambda row: (row[0][0], row[0][1] != row[0][0], row[0][1]))
    return [Measured(kind, rule, right[kind, rule], count) for (kind, rule), count in rows]


def by_rule(trials: Iterable[Trial]) -> str:
    """How often each rule is right here, beside the confidence that the graph gives what it finds."""
    lines = [f"{'':10} {'rule':24} {'P':>6} {'right':>6} {'found':>6} {'confidence':>11}"]
    for one in measure_rules(trials):
        rule = "all" if one.rule == one.kind else one.rule
        told = f"{one.kind:10} {rule:24} {one.precision:6.3f} {one.right:6} {one.of:6}"
        lines.append(f"{told} {confidence(one.kind, one.rule):11}")
    return "\n".join(lines)


def article_of(trial: Trial) -> str:
    """The article's id."""
    return trial.gold.article.id


def outlet_of(trial: Trial) -> str:
    """Who published it, as far as is known."""
    return trial.gold.article.publisher or "—"


def grouped(trials: Iterable[Trial], by: By) -> dict[str, Scores]:
    """The scores of the articles of each group, by its name."""
    groups: defaultdict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[by(trial)].append(trial)
    return {name: score_trials(group) for name, group in sorted(groups.items())}


def by_group(trials: Iterable[Trial], by: By) -> str:
    """F1 of the articles of each group, with how many are annotated in brackets, and the names at the end."""
    lines = ["articles  " + "  ".join(f"{name:>{len(name)}}" for name in MEASURES)]
    for name, scores in grouped(trials, by).items():
        figures = (f"{_f1(scores, measure):>{len(measure)}}" for measure in MEASURES)
        lines.append(f"{scores.articles:8}  {'  '.join(figures)}  {name}")
    return "\n".join(lines)


def _f1(scores: Scores, measure: str) -> str:
    tally = scores.tallies[measure]
    return f"{tally.f1:.3f} ({tally.gold})" if tally.gold or tally.found else "–"
