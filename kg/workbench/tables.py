"""Trials -> tables: how often each rule is right, and how well each article or outlet is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.agreement import key
from kg.lexicon import load_lexicon
from kg.rules import Kind, confidence
from kg.score import Scores, score_trials
from kg.trials import Trial
from kg.workbench.cases import Case

# The measures that a table by article or outlet shows.
MEASURES = (
    "statement span",
    "statement + speaker",
    "commitment + committer",
    "pledge (any) + donor + recipient",
    "Wikidata link",
)
By = Literal["rule", "article", "outlet"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their titles; the first cells of a row, `names` of them, are words, the others figures."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: int

    def text(self) -> str:
        """Its lines for a terminal; the words come last, so that Arabic moves no figure."""
        widths = [max(map(len, column)) for column in zip(self.titles, *self.rows, strict=True)]
        return "\n".join(self._line(row, widths) for row in (self.titles, *self.rows))

    def _line(self, row: tuple[str, ...], widths: list[int]) -> str:
        cells = [*zip(row, widths, strict=True)]
        figures = [f"{cell:>{width}}" for cell, width in cells[self.names :]]
        return "  ".join([*figures, *(f"{cell:{width}}" for cell, width in cells[: self.names])]).rstrip()


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


def by_rule(trials: Iterable[Trial]) -> Table:
    """How often each rule is right here, beside the confidence that the graph gives what it finds."""
    rows = [
        (
            one.kind,
            "all" if one.rule == one.kind else one.rule,
            *(f"{one.precision:.3f}", str(one.right), str(one.of), str(confidence(one.kind, one.rule))),
        )
        for one in measure_rules(trials)
    ]
    return Table(("", "rule", "P", "right", "found", "confidence"), tuple(rows), names=2)


def article_of(trial: Trial) -> str:
    """The article's id."""
    return trial.gold.article.id


def outlet_of(trial: Trial) -> str:
    """Who published it, as far as is known: the outlet's own name, however it is written here."""
    publisher = trial.gold.article.publisher or "—"
    return _outlets().get(key(publisher), publisher)


@cache
def _outlets() -> dict[str, str]:
    """The name of each curated outlet by all that it is called, unless another one is called so too."""
    called: defaultdict[str, set[str]] = defaultdict(set)
    for actor in load_lexicon().actors.by_key.values():
        if actor.type == "MediaOutlet":
            for name in (actor.key, actor.label.ar, actor.label.en or actor.key, *actor.names, *actor.short):
                called[key(name)].add(actor.label.ar)
    return {name: next(iter(meant)) for name, meant in called.items() if len(meant) == 1}


def grouped(trials: Iterable[Trial], of: Callable[[Trial], str]) -> dict[str, Scores]:
    """The scores of the articles of each group, by its name."""
    groups: defaultdict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[of(trial)].append(trial)
    return {name: score_trials(group) for name, group in sorted(groups.items())}


def by_group(trials: Iterable[Trial], of: Callable[[Trial], str]) -> Table:
    """F1 of the articles of each group, with how many are annotated in brackets."""
    rows = [
        (name, str(scores.articles), *(_f1(scores, measure) for measure in MEASURES))
        for name, scores in grouped(trials, of).items()
    ]
    return Table(("", "articles", *MEASURES), tuple(rows), names=1)


def _f1(scores: Scores, measure: str) -> str:
    tally = scores.tallies[measure]
    return f"{tally.f1:.3f} ({tally.gold})" if tally.gold or tally.found else "–"


def table_by(by: By, trials: Iterable[Trial]) -> Table:
    """The table by rule, article or outlet."""
    return by_rule(trials) if by == "rule" else by_group(trials, outlet_of if by == "outlet" else article_of)


def name_by(by: By, trials: Iterable[Trial]) -> Callable[[Case], str]:
    """What a case is listed under: its rule (of what was missed, the reason), its article or its outlet."""
    if by == "rule":
        return lambda case: case.group[2]
    names = {article_of(trial): outlet_of(trial) if by == "outlet" else article_of(trial) for trial in trials}
    return lambda case: names[case.article.id]
