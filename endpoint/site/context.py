"""What every template may use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import current_app, request

from endpoint.service import language
from endpoint.site.dates import shown_date, shown_months, shown_number, shown_weekday
from endpoint.site.drawing import bar
from endpoint.site.links import concept_addresses, data_addresses, fact_target, here, this_page, to
from endpoint.site.marking import quoted
from endpoint.site.names import name_of
from endpoint.words import words
from kg.namespaces import expand

# The sections of the site in the order of the menu: name of the words, name of the view.
LABEL = expand("rdfs:label")
WORDINGS = {expand("mq:deadlineText"), expand("mq:purpose")}
SECTIONS = (
    ("section.actors", "actors.index"),
    ("section.statements", "statements.index"),
    ("section.commitments", "commitments.index"),
    ("section.pledges", "pledges.index"),
    ("section.disagreements", "disagreements.index"),
    ("section.timeline", "timeline.index"),
    ("section.articles", "articles.index"),
    ("section.quality", "quality.index"),
    ("query", "sparql.ask"),
)


def site_context() -> dict[str, object]:
    """Names of functions and values for the templates."""
    addresses = (concept_addresses, data_addresses, fact_target, here, list_data, this_page, to)
    texts = (bar, differs, facet_value, has_view, name_of, quoted, sections)
    functions = (*addresses, *texts, shown_date, shown_months, shown_number, shown_weekday)
    return {function.__name__: function for function in functions}


def list_data(name: str) -> dict[str, str]:
    """Where the data of a list are with its present choices, by the names of their formats."""
    chosen = request.args.to_dict() | {"lang": None}
    formats = {"CSV": "csv", "JSON": "json", "Turtle": "ttl", "JSON-LD": "jsonld"}
    return {form: to(f"{name}.data", extension=extension, **chosen) for form, extension in formats.items()}


def facet_value(value: str) -> str:
    """What a value of a facet is called: a month by its name, a resource by its own."""
    if value == LABEL:
        return words(language())["differ.thing"]
    return name_of(value).text if "://" in value else shown_date(value)


def has_view(view: str) -> bool:
    """Whether the site has that page."""
    return view in current_app.view_functions


def differs(rows: Sequence[Mapping[str, str]], property: str, articles: Sequence[str]) -> bool:
    """Whether two articles that give values of a property give different ones; of their words nothing else is to be
    expected.
    """
    if property in WORDINGS:
        return False
    given = [{row["value"] for row in rows if row["property"] == property and row["article"] == a} for a in articles]
    return len({frozenset(values) for values in given if values}) > 1


def sections() -> list[tuple[str, str]]:
    """The sections that there are, with their addresses."""
    return [(name, to(view)) for name, view in SECTIONS if view in current_app.view_functions]
