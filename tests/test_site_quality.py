"""The page on quality says what was measured, as docs/quality.md does."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from endpoint.site.quality import figures

DOCUMENT = (Path(__file__).parent.parent / "docs" / "quality.md").read_text("utf-8")
ROWS = {
    "span": "statement span",
    "speaker": "statement + speaker",
    "quotes": "direct quotes",
    "date": "statement date",
    "commitment": "commitment + committer",
    "pledge": "pledge: donor, recipient, amount, unit",
    "link": "Wikidata link",
    "actors": "actors found (share)",
}


def test_figures_are_those_of_the_document() -> None:
    table = dict(
        line.strip("| ").split(" | ", 1) for line in DOCUMENT.splitlines() if line.count("|") == 7 and "---" not in line
    )
    for figure in figures():
        if figure.measure in ROWS:
            numbers = [cell.split()[0] for cell in table[ROWS[figure.measure]].split(" | ")]
            measured = [figure.seeds, figure.read, figure.partly, figure.later, figure.never]
            assert [float(number) for number in numbers] == [float(value or 0) for value in measured], figure.measure


def test_page_says_how_well_it_reads_and_what_is_missing(site: FlaskClient) -> None:
    page = site.get("/quality?lang=ar").text
    assert "0.97" in page and "ما لا تجده هنا" in page and "من 23 تموز/يوليو 2021 إلى 27 تموز/يوليو 2021" in page


def test_page_lists_the_rules_with_what_they_found(site: FlaskClient) -> None:
    page = site.get("/quality?lang=en").text
    assert "pledge-verb" in page and "/doc/rule/pledge-verb.html" in page
