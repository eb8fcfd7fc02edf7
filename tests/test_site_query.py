"""The query page: an answer as table, bars or timeline; what is wrong at its place; the same from elsewhere."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from endpoint.site.answers import recipes
from endpoint.site.completions import completions

BROWSER = {"Accept": "text/html"}
SPEAKERS = "SELECT ?who (COUNT(*) AS ?n) { ?s mq:speaker ?who } GROUP BY ?who ORDER BY DESC(?n)"
DAYS = "SELECT ?day ?words { ?s mq:statedOn ?day ; mq:content ?words }"


def ask(site: FlaskClient, query: str, **more: Any) -> str:
    return site.get("/sparql", query_string={"query": query, "lang": "ar", **more}, headers=BROWSER).text


def test_names_stand_beside_iris_and_lead_into_the_site(site: FlaskClient) -> None:
    page = ask(site, SPEAKERS)
    assert '<a href="/actor/joe-biden?lang=ar"><bdi lang="ar">جو بايدن</bdi></a>' in page
    assert 'href="/actor/joe-biden?lang=ar">actor/joe-biden</a>' in page


def test_numbers_can_be_seen_as_bars(site: FlaskClient) -> None:
    assert "view=bars" in ask(site, SPEAKERS)
    assert '<svg class="bar"' in ask(site, SPEAKERS, view="bars")


def test_days_can_be_seen_on_a_line_of_time(site: FlaskClient) -> None:
    page = ask(site, DAYS, view="timeline")
    days = [piece[:10] for piece in page.partition('class="timeline"')[2].split('datetime="')[1:]]
    assert days and days == sorted(days)


def test_answer_without_numbers_or_days_is_a_table_alone(site: FlaskClient) -> None:
    assert "view=" not in ask(site, "SELECT ?who { ?s mq:speaker ?who }").partition('id="answer"')[2]


def test_what_is_wrong_is_shown_at_its_place(site: FlaskClient) -> None:
    page = ask(site, "SELECT ?x\nWHERE { ?x a mq:Actor ;; } LIMIT")
    assert 'data-line="2"' in page and "data-column=" in page


def test_python_recipe_is_python_whatever_the_query() -> None:
    query = 'SELECT ?s { ?s rdfs:label "القاهرة \\"x\\""@ar } # \'quoted\'\n'
    compile(recipes(query, "http://127.0.0.1:8000/sparql")["Python"], "recipe", "exec")


def test_curl_recipe_gives_the_query_to_the_shell_whole(tmp_path: Path) -> None:
    query = "SELECT ?s { ?s rdfs:label 'x'@ar } # $(touch harm) `touch harm`"
    show = f"curl() {{ {sys.executable} -c 'import sys; print(sys.argv)' \"$@\"; }}\n"
    script = show + recipes(query, "http://127.0.0.1:8000/sparql")["curl"]
    shown = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert "$(touch harm)" in io.StringIO(shown).read() and not list(tmp_path.iterdir())


def test_editor_completes_the_ontology_in_the_readers_language() -> None:
    options: Any = completions("ar")["options"]
    speaker = next(option for option in options if option["label"] == "mq:speaker")
    assert speaker["detail"] == "القائل" and speaker["type"] == "property"


def test_page_is_whole_without_the_editor(site: FlaskClient) -> None:
    page = site.get("/sparql?lang=ar", headers=BROWSER).text
    assert '<textarea id="query" name="query"' in page and "<button>" in page
