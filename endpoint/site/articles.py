"""The articles: /articles lists them, newest first."""

from __future__ import annotations

from flask import Blueprint, Response

from endpoint.site.asking import named_rows, query_file
from endpoint.site.page import kept, shown

articles = Blueprint("articles", __name__)


@articles.route("/articles")
@kept
def index() -> Response:
    """All articles with what was found in each."""
    return shown("articles.html", rows=named_rows("articles"), query=query_file("articles").query)
