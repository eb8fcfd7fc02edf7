"""The page of the query form: question, answer as table, bars or timeline, or the problem at its place."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from flask import Response, g, make_response, render_template, request, url_for

from endpoint.examples import competency_questions, federated_questions, first_questions
from endpoint.formats import PAGE, Format
from endpoint.headers import VARY
from endpoint.problems import ProblemError
from endpoint.result_table import ResultTable
from endpoint.service import language
from endpoint.site.answers import bars, moments, recipes
from endpoint.site.asking import seen
from endpoint.site.completions import completions
from endpoint.words import counted, words

EDITOR = Path(__file__).with_name("static") / "editor.js"
# The words that the editor shows itself.
_OF_THE_EDITOR = ("running", "stop", "stopped", "failed", "copy_link", "copied", "format_hint")


def query_page(
    query: str,
    *,
    status: int = 200,
    table: ResultTable | None = None,
    formats: Sequence[Format] = (),
    problem: ProblemError | None = None,
) -> Response:
    """The page for a query, with its answer or what is wrong with it if it has been asked."""
    page = render_template(
        "sparql.html",
        query=query,
        table=table,
        formats=[form for form in formats if form is not PAGE],
        problem=problem,
        questions=[*first_questions(), *competency_questions()],
        federated=federated_questions(),
        editor=has_editor(),
        completions=completions(language()) | {"words": {key: words(language())[key] for key in _OF_THE_EDITOR}},
        **(_answer(query, table) if table else {}),
    )
    response = make_response(page, status, problem.headers if problem else {})
    response.headers["Vary"] = VARY
    response.headers["Cache-Control"] = "no-store" if problem else "no-cache"
    return response


@cache
def has_editor() -> bool:
    """Whether the editor has been built; without it the form has a plain field for text."""
    return EDITOR.is_file()


def _answer(query: str, table: ResultTable) -> dict[str, object]:
    """What the template shows of an answer."""
    seen().update(dict.fromkeys(cell.iri for row in table.rows for cell in row if cell.iri))
    as_bars, as_moments = bars(table), moments(table)
    wanted = request.args.get("view")
    there = {"bars": bool(as_bars), "timeline": bool(as_moments)}
    return {
        "counted": counted("rows", len(table.rows), language()),
        "bars": as_bars,
        "largest": max((bar.value for bar in as_bars), default=0),
        "moments": as_moments,
        "chosen_view": wanted if wanted and there.get(wanted) else "table",
        "recipes": recipes(query, url_for("sparql.ask", _external=True)),
        "took": f"{time.monotonic() - g.began:.2f}" if "began" in g else "",
    }
