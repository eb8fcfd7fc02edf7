"""How often each rule is right, measured on annotated articles: the figures of ontology/lexicon/rules.yaml.

python bench/rules.py tests/gold:seeds GOLD:TEXTS …    # folders of annotations and of their texts
"""

import sys
from pathlib import Path

from kg.trials import read_trials
from kg.workbench.tables import measure_rules


def main() -> None:
    folders = (map(Path, pair.split(":")) for pair in sys.argv[1:])
    for one in measure_rules(trial for gold, texts in folders for trial in read_trials(gold, texts)):
        print(f"- {{rule: {one.rule}, kind: {one.kind}, precision: {one.precision:.2f}, of: {one.of}}}")


if __name__ == "__main__":
    main()
