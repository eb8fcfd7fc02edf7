"""The tables of docs/quality.md: how often each rule is right, and how well each outlet is read.

python bench/tables.py tests/gold:seeds GOLD:TEXTS …    # folders of annotations and of their texts
"""

import sys
from pathlib import Path

from kg.score import Scores
from kg.trials import Trial, read_trials
from kg.workbench.tables import grouped, measure_rules, outlet_of

# Of fewer finds no share can be told.
LEAST = 5
MEASURES = ("statement span", "statement + speaker", "commitment + committer", "pledge (any) + donor + recipient")


def rules(trials: list[Trial]) -> None:
    print("| kind | rule | right | found | precision |\n|---|---|---|---|---|")
    for one in (one for one in measure_rules(trials) if one.of >= LEAST):
        rule = "**all**" if one.rule == one.kind else f"`{one.rule}`"
        print(f"| {one.kind} | {rule} | {one.right} | {one.of} | {one.precision:.2f} |")


def outlets(trials: list[Trial]) -> None:
    print(f"| outlet | articles | {' | '.join(MEASURES)} |\n|{'---|' * (2 + len(MEASURES))}")
    for outlet, scores in sorted(grouped(trials, outlet_of).items(), key=lambda one: (-one[1].articles, one[0])):
        print(f"| {outlet} | {scores.articles} | {' | '.join(f1(scores, measure) for measure in MEASURES)} |")


def f1(scores: Scores, measure: str) -> str:
    tally = scores.tallies[measure]
    return f"{tally.f1:.2f} ({tally.gold})" if tally.gold else "–"


def main() -> None:
    folders = (map(Path, pair.split(":")) for pair in sys.argv[1:])
    trials = [trial for gold, texts in folders for trial in read_trials(gold, texts)]
    rules(trials)
    print()
    outlets(trials)


if __name__ == "__main__":
    main()
