"""The competency questions (`ontology/queries/*.rq`), their answers (`.csv`), and what makes a result right.

An answer has the columns of its query and, first, `required`:

- `yes`: the row must be in the result;
- `no`: the row may be in it (a careful reader could see it so, or not);
- any other word names a group of rows of which at least one must be in it.

A result with a row that the answer does not have is wrong. Rows are compared as sets, each with one row of the other
side. Cells must be equal: IRIs in full, literals by their lexical form, nothing for unbound. But in a column whose name
ends in `_text` words are compared as a reader would, for two careful readers rarely cut a passage at the same letter:
the words of both, folded (spelling, vowel signs, punctuation), must overlap with F1 >= 0.8. Such a cell may list
several wordings, any of which will do, set apart by ` | `.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph

from kg.folding import fold

QUERIES = Path(__file__).parent.parent / "ontology" / "queries"
HEADER = ("title-en", "title-ar", "description-en", "description-ar", "question")
ALIKE = 0.8
OR = " | "

Row = tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The columns of an answer and its rows, each with the word in its column `required`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, Row], ...]

    def complaints(self, result: Sequence[Row]) -> list[str]:
        """What is wrong with a result: rows that are missing, rows that do not belong; nothing if it is right."""
        # Required rows choose first among the rows of the result.
        wanted = sorted(self.rows, key=lambda entry: entry[0] != "yes")
        met = _pairs([row for _, row in wanted], result, self.alike)
        missing = [row for index, (need, row) in enumerate(wanted) if need == "yes" and index not in met]
        groups = {need for need, _ in wanted} - {"yes", "no"} - {wanted[index][0] for index in met}
        extra = [row for index, row in enumerate(result) if index not in met.values()]
        return [
            *(f"missing: {row}" for row in missing),
            *(f"none of the rows {group!r}" for group in sorted(groups)),
            *(f"does not belong: {row}" for row in extra),
        ]

    def alike(self, wanted: Row, found: Row) -> bool:
        """Whether two rows say the same."""
        return all(
            any(f1(wording, cell) >= ALIKE for wording in want.split(OR)) if column.endswith("_text") else want == cell
            for column, want, cell in zip(self.columns, wanted, found, strict=True)
        )


@dataclass(frozen=True)
class Question:
    """One query file with its answer; `header` holds the comment lines `# key: value` at its head."""

    name: str
    header: Mapping[str, str]
    query: str
    answer: Answer

    def ask(self, store: pyoxigraph.Store) -> list[Row]:
        """The rows that the query gives on the union of the store's graphs."""
        solutions = store.query(self.query, use_default_graph_as_union=True)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return [tuple("" if term is None else _cell(term) for term in solution) for solution in solutions]

    def columns(self) -> tuple[str, ...]:
        """The variables that the query selects, in order."""
        solutions = pyoxigraph.Store().query(self.query)
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        return tuple(variable.value for variable in solutions.variables)


@cache
def questions(folder: Path = QUERIES) -> tuple[Question, ...]:
    """All questions of a folder, in order of name."""
    return tuple(_question(path) for path in sorted(folder.glob("*.rq")))


def f1(one: str, other: str) -> float:
    """How far the folded words of two texts are the same, from 0 to 1; two empty texts are."""
    words, others = Counter(_words(one)), Counter(_words(other))
    return 2 * (words & others).total() / (words.total() + others.total()) if words or others else 1.0


def _question(path: Path) -> Question:
    query = path.read_text("utf-8")
    header = dict(re.findall(r"^# ([a-z-]+): (.+)$", query, re.MULTILINE))
    return Question(path.stem, header, query, _answer(path.with_suffix(".csv")))


def _answer(path: Path) -> Answer:
    with path.open(encoding="utf-8", newline="") as file:
        (required, *columns), *rows = csv.reader(file)
    if required != "required" or any(len(row) != len(columns) + 1 for row in rows):
        raise ValueError(f"{path}: expected the column 'required' first and as many cells in each row as columns")
    return Answer(tuple(columns), tuple((need, tuple(cells)) for need, *cells in rows))


def _cell(term: object) -> str:
    """A term as the SPARQL CSV format writes it (https://www.w3.org/TR/sparql11-results-csv-tsv/#csv-terms)."""
    assert isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal)
    return term.value


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _pairs(wanted: Sequence[Row], found: Sequence[Row], alike: Callable[[Row, Row], bool]) -> dict[int, int]:
    """As many pairs (index of a wanted row -> index of a found one) as can be; earlier wanted rows come first.

    Augmenting paths in a bipartite graph: a row that has its partner keeps one, though perhaps another.
    """
    edges = [[there for there, row in enumerate(found) if alike(want, row)] for want in wanted]
    taken: dict[int, int] = {}

    def place(here: int, tried: set[int]) -> bool:
        for there in edges[here]:
            if there not in tried:
                tried.add(there)
                if there not in taken or place(taken[there], tried):
                    taken[there] = here
                    return True
        return False

    for here in range(len(wanted)):
        place(here, set())
    return {here: there for there, here in taken.items()}
