"""Every facet and every order of every list: what is offered can be chosen, and leaves as many as it said."""

from __future__ import annotations

from itertools import count

import pytest
from flask.testing import FlaskClient

from endpoint.site.articles import ARTICLES
from endpoint.site.asking import rows
from endpoint.site.dates import within
from endpoint.site.disagreements import DISAGREEMENTS
from endpoint.site.listing import Found, Listing, find
from endpoint.site.lists import ACTORS, COMMITMENTS, PLEDGES, STATEMENTS

LISTS = {
    "statements": STATEMENTS,
    "commitments": COMMITMENTS,
    "pledges": PLEDGES,
    "actors": ACTORS,
    "articles": ARTICLES,
    "disagreements": DISAGREEMENTS,
}
FACETS = [(name, facet.name) for name, listing in LISTS.items() for facet in listing.facets]
ORDERS = [(name, order) for name, listing in LISTS.items() for order in listing.orders]


def found(site: FlaskClient, listing: Listing, **parameters: object) -> Found:
    """A page of a list."""
    with site.application.test_request_context():
        return find(listing, {name: str(value) for name, value in parameters.items()})


def all_items(site: FlaskClient, listing: Listing, **parameters: str) -> list[str]:
    """The items of all its pages."""
    items = list[str]()
    for page in count(1):
        if not (more := found(site, listing, page=page, **parameters).items):
            return items
        items += more
    raise AssertionError


@pytest.mark.parametrize(("name", "facet"), FACETS)
def test_value_that_is_chosen_leaves_as_many_as_its_facet_said(site: FlaskClient, name: str, facet: str) -> None:
    for option in found(site, LISTS[name]).options[facet][:3]:
        left = found(site, LISTS[name], **{facet: option.short})
        assert left.count == len(all_items(site, LISTS[name], **{facet: option.short})) == option.count


@pytest.mark.parametrize(("name", "order"), ORDERS)
def test_order_has_every_item_once(site: FlaskClient, name: str, order: str) -> None:
    items = all_items(site, LISTS[name], order=order)
    with site.application.test_request_context():
        there = {str(row["item"]) for row in rows(f"SELECT ?item {{ {LISTS[name].items} }}")}
    assert len(items) == len(there) == found(site, LISTS[name]).count
    assert set(items) == there


@pytest.mark.parametrize(
    ("name", "order", "key", "downwards"),
    [
        ("statements", "newest", "mq:statedOn", True),
        ("statements", "oldest", "mq:statedOn", False),
        ("statements", "surest", "mq:confidence", True),
        ("commitments", "deadline", "mq:deadline", False),
        ("pledges", "amount", "mq:amount", True),
        ("articles", "newest", "schema:datePublished", True),
    ],
)
def test_keys_run_one_way_and_addresses_where_they_are_the_same(
    site: FlaskClient, name: str, order: str, key: str, downwards: bool
) -> None:
    best = "MAX" if downwards else "MIN"
    query = f"SELECT ?item ({best}(?key) AS ?at) {{ {LISTS[name].items} ?item {key} ?key }} GROUP BY ?item"
    way = "DESC" if downwards else "ASC"
    with site.application.test_request_context():
        keyed = [str(row["item"]) for row in rows(f"{query} ORDER BY {way}(?at) ?item")]
    items = all_items(site, LISTS[name], order=order)
    assert keyed and items[: len(keyed)] == keyed
    assert items[len(keyed) :] == sorted(items[len(keyed) :])


def test_page_beyond_the_last_is_empty(site: FlaskClient) -> None:
    assert found(site, STATEMENTS, page=400).items == []


def test_outlet_is_the_one_whose_article_tells_it(site: FlaskClient) -> None:
    path = "?item mq:evidence/oa:hasSource/schema:publisher ?outlet"
    query = f"SELECT ?outlet (COUNT(DISTINCT ?item) AS ?n) {{ {STATEMENTS.items} {path} }} GROUP BY ?outlet"
    with site.application.test_request_context():
        told = {str(row["outlet"]): int(row["n"]) for row in rows(query)}
    assert told and told == {str(o.value): o.count for o in found(site, STATEMENTS).options["publisher"]}


def test_month_has_its_days_and_itself_and_a_year_its_months() -> None:
    assert [term.value for term in within("2024-02")] == [*(f"2024-02-{day:02}" for day in range(1, 30)), "2024-02"]
    assert len(within("2023")) == 365 + 12 + 1


@pytest.mark.parametrize("text", ["2023-13", "يوليو", "23", "2023-07-26", "9999"])
def test_what_is_no_month_or_year_has_no_days(text: str) -> None:
    assert within(text) == []


def test_query_that_a_reader_takes_away_stays_short() -> None:
    assert len(COMMITMENTS.data_query({"year": "2021"})) < 2000
