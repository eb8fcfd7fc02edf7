"""The story of a commitment on its page: when it was told, told again, softened, and what became of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from test_site_details import address_of

import endpoint
from endpoint.app import create_app
from endpoint.config import Config
from kg.build import build

ARTICLES = {
    "a": (
        "2021-07-27",
        "وقال الرئيس الأميركي جو بايدن إن الولايات المتحدة ستنهي مهمتها القتالية في العراق بحلول نهاية العام.",
    ),
    "b": (
        "2021-07-28",
        "وأعلن الرئيس جو بايدن أن الولايات المتحدة تعتزم إنهاء مهمتها القتالية في العراق مع نهاية العام.",
    ),
    "c": ("2021-12-10", "وأنهت الولايات المتحدة مهمتها القتالية في العراق."),
    "d": ("2021-07-27", "وأعلنت فرنسا أنها ستسحب قواتها من مالي خلال عام 2022."),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of the site over articles that tell one story, and of another undertaking."""
    folder = tmp_path_factory.mktemp("story")
    lines = ({"id": name, "published": day, "text": text} for name, (day, text) in ARTICLES.items())
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    build([folder / "news.jsonl"], folder / "store")
    app = create_app(Config(Path(folder / "store"), workers=1))
    yield app.test_client()
    app.extensions["mithaq"].close()


def turns(page: str) -> list[tuple[str, str]]:
    """Day and what happened on it, in the order of the page."""
    found = re.findall(r'<li><time datetime="([^"]+)">[^<]*</time>: <strong>([^<]+)</strong>', page)
    return [(day, what) for day, what in found]


def test_page_tells_the_story_in_order_of_days(told: FlaskClient) -> None:
    page = told.get(f"{address_of(told, '?fact mq:status status:kept')}?lang=en").text
    assert turns(page) == [("2021-07-27", "announced"), ("2021-07-28", "softened"), ("2021-12-10", "kept")]


def test_page_says_what_became_of_it(told: FlaskClient) -> None:
    assert "موفى به" in told.get(f"{address_of(told, '?fact mq:status status:kept')}?lang=ar").text


def test_what_nobody_tells_more_of_is_not_yet_rated_and_has_no_story(told: FlaskClient) -> None:
    page = told.get(f"{address_of(told, '?fact mq:status status:not-yet-rated')}?lang=en").text
    assert "not yet rated" in page
    assert turns(page) == []


def test_a_deadline_is_held_against_the_day_asked_for(told: FlaskClient) -> None:
    where = address_of(told, "?fact mq:status status:kept")
    assert "overdue" not in told.get(f"{where}?lang=en&as_of=2021-12-31").text
    assert "overdue" in told.get(f"{where}?lang=en&as_of=2022-01-01").text
    assert told.get(f"{where}?as_of=soon").status_code == 400


def answer(client: FlaskClient, example: str) -> list[str]:
    """The rows, without their head, of an example query."""
    (file,) = (Path(endpoint.__file__).parent / "examples").glob(f"{example}*.rq")
    answer = client.get("/sparql.csv", query_string={"query": file.read_text("utf-8")})
    return answer.text.splitlines()[1:]


def test_an_example_tells_due_from_overdue_on_its_day(told: FlaskClient) -> None:
    rows = answer(told, "7")
    assert [row.split(",")[0] for row in rows] == ["due"] * len(rows)
    assert any("2021-12-31" in row and "موفى به" in row for row in rows)


def test_an_example_tells_the_stories_in_order(told: FlaskClient) -> None:
    kinds = [row.split(",")[2].rpartition("/")[2] for row in answer(told, "8")]
    assert kinds == ["firm", "planned", "kept"]
