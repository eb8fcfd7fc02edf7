"""Every kind of page in Chromium, in both languages, on a desk and on a phone, light and dark: nothing bars a reader,
nothing is asked of anyone else, nothing fails, nothing is wider than the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESKTOP, PHONE, Visit, chromium, first_of, serving, visit, with_axe
from conftest import SEEDS

# A page of each kind: its address, or the class whose first resource it shows.
PAGES = {
    "home": "/",
    "articles": "/articles",
    "article": "/article/001_42df4bdc5be6c26b",
    "actors": "/actors",
    "actor": "/actor/joe-biden",
    "country": "/actor/iraq",
    "statements": "/statements",
    "statements of one": "/statements?speaker=joe-biden&order=oldest",
    "statement": "mq:Statement",
    "utterance": "mq:Utterance",
    "commitments": "/commitments?as_of=2021-12-31&due=overdue",
    "commitment": "mq:Commitment",
    "pledges": "/pledges",
    "pledge": "mq:AidPledge",
    "disagreements": "/disagreements",
    "timeline": "/timeline",
    "timeline of one": "/timeline?actor=joe-biden",
    "search": "/search?q=العراق",
    "search for nothing": "/search",
    "query": "/sparql",
    "query answered": "/sparql?query=SELECT * { ?s mq:speaker ?who ; mq:content ?words } LIMIT 9",
    "query in bars": "/sparql?view=bars&query=SELECT ?who (COUNT(*) AS ?n) { ?s mq:speaker ?who } GROUP BY ?who",
    "query wrong": "/sparql?query=SELECT * {%0A ?s mq:speaker }",
    "quality": "/quality",
    "ontology": "/ontology",
    "concept": "/act/say",
    "tenure": "mq:Tenure",
    "problems": "/problems",
    "not found": "/actor/nobody",
}


@pytest.fixture(scope="module")
def origin(seeds_store: Path) -> Iterator[str]:
    with serving(seeds_store, SEEDS) as address:
        yield address


@pytest.fixture(scope="module")
def window(origin: str) -> Iterator[Visit]:
    with chromium() as browser:
        yield visit(with_axe(browser.new_context()), origin)


@pytest.fixture
def seen(window: Visit) -> Visit:
    window.forget()
    return window


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_bars_nobody_fits_the_screen_and_asks_nobody_else(seen: Visit, name: str, language: str) -> None:
    address = PAGES[name] if PAGES[name].startswith("/") else first_of(seen.origin, PAGES[name])
    seen.look(DESKTOP, "light")
    seen.open(f"{address}{'&' if '?' in address else '?'}lang={language}")
    found = {"desktop": seen.wider() + seen.barriers(), "desktop, light": seen.faint()}
    seen.look(DESKTOP, "dark")
    found["desktop, dark"] = seen.faint()
    seen.look(PHONE, "dark")
    found |= {"phone": seen.wider() + seen.barriers(), "phone, dark": seen.faint()}
    seen.look(PHONE, "light")
    found["phone, light"] = seen.faint()
    assert {where: what for where, what in found.items() if what} == {}
    assert (seen.elsewhere, seen.complaints) == ([], [])


@pytest.mark.parametrize(("colours", "faint"), [("light", "#aaa"), ("dark", "#444")])
def test_faint_words_and_nameless_pictures_would_be_noticed(seen: Visit, colours: str, faint: str) -> None:
    seen.look(PHONE, colours)
    page = seen.open("/ontology?lang=ar")
    assert (seen.faint(), seen.barriers()) == ([], [])
    page.locator("p.lead").evaluate("(p, colour) => p.attributeStyleMap.set('color', colour)", faint)
    page.evaluate("document.querySelector('main').append(new Image())")
    assert [what[:15] for what in seen.faint()] == ['<p class="lead"'] and "image-alt" in seen.barriers()[0]
