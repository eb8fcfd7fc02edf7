"""What one article tells of how an undertaking came out that another one reported, and how that stands then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from kg.build import BuildReport, build
from kg.checking import check, open_any
from kg.namespaces import BASE, PREFIXES

MISSION = "وقال الرئيس الأميركي جو بايدن إن الولايات المتحدة ستنهي مهمتها القتالية في العراق بحلول نهاية العام."
ENDED = "وأنهت الولايات المتحدة مهمتها القتالية في العراق."
MALI = "وأعلنت فرنسا أنها ستسحب قواتها من مالي."
Texts = dict[str, tuple[str, str]]
Build = Callable[[Texts], BuildReport]


@pytest.fixture
def made(tmp_path: Path) -> Build:
    """Builds texts by article, each with its day."""

    def run(texts: Texts) -> BuildReport:
        file = tmp_path / "news.jsonl"
        lines = ({"id": name, "published": day, "text": text} for name, (day, text) in texts.items())
        file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        return build([file], tmp_path / "store")

    return run


def rows(report: BuildReport, query: str) -> set[tuple[str, ...]]:
    """The answers to a query; IRIs of data without their base."""
    found = report.version.open().query(f"SELECT DISTINCT {query}", prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return {tuple(str(getattr(term, "value", "")).removeprefix(BASE) for term in row) for row in found}


def statuses(report: BuildReport) -> dict[str, str]:
    """Commitment -> status, by the words of its label."""
    found = rows(report, "?g ?words ?status { GRAPH ?g { ?c mq:status ?status } ?c rdfs:label ?words }")
    assert {row[0] for row in found} == {"graph/status"}
    return {words: status.rpartition("/")[2] for _, words, status in found}


def test_a_commitment_of_which_nobody_tells_more_is_not_yet_rated(made: Build) -> None:
    assert set(statuses(made({"a": ("2021-07-27", MISSION)})).values()) == {"not-yet-rated"}


def test_an_outcome_is_linked_to_the_commitment_of_another_article_and_rates_it(made: Build) -> None:
    report = made({"a": ("2021-07-27", MISSION), "b": ("2021-12-10", ENDED), "c": ("2021-07-27", MALI)})
    ((graph, outcome, commitment),) = rows(report, "?g ?o ?c { GRAPH ?g { ?o mq:outcomeOf ?c } }")
    assert (graph, outcome.split("/")[:2], commitment.split("/")[:2]) == (
        "graph/status",
        ["outcome", "b"],
        ["commitment", "a"],
    )
    assert sorted(statuses(report).values()) == ["kept", "not-yet-rated"]
    assert list(check(open_any(report.version.path.parent))) == []


def test_what_was_undertaken_later_is_not_what_came_out(made: Build) -> None:
    report = made({"a": ("2021-12-27", MISSION), "b": ("2021-07-10", ENDED)})
    assert rows(report, "?o ?c { ?o mq:outcomeOf ?c }") == set()


def test_an_outcome_that_fits_two_commitments_is_told_of_neither(made: Build) -> None:
    other = "وقال الرئيس الأميركي جو بايدن إن الولايات المتحدة ستنهي مهمتها القتالية في العراق بحلول نهاية عام 2023."
    report = made({"a": ("2021-07-27", MISSION), "b": ("2021-07-28", other), "c": ("2021-12-10", ENDED)})
    assert len(statuses(report)) == 2
    assert rows(report, "?o ?c { ?o mq:outcomeOf ?c }") == set()


def test_the_latest_outcome_counts(made: Build) -> None:
    late = "وأجلت الولايات المتحدة إنهاء مهمتها القتالية في العراق."
    report = made({"a": ("2021-07-27", MISSION), "b": ("2021-09-10", late), "c": ("2021-12-10", ENDED)})
    assert set(statuses(report).values()) == {"kept"}


def test_an_outcome_about_an_undertaking_that_its_article_names_is_linked_there(made: Build) -> None:
    text = "وتراجعت فرنسا عن قرار الحكومة الفرنسية بسحب القوات من مالي."
    report = made({"a": ("2021-07-27", text)})
    ((graph, _, _),) = rows(report, "?g ?o ?c { GRAPH ?g { ?o mq:outcomeOf ?c } }")
    assert graph == "article/a"
    assert set(statuses(report).values()) == {"withdrawn"}
