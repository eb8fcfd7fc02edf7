"""What a reader does on the site, step by step in Chromium: with JavaScript and without, with a mouse and without."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import DESKTOP, PHONE, Visit, chromium, serving, visit
from conftest import SEEDS
from playwright.sync_api import Browser, Locator, Page, expect

EDITOR = Path(__file__).parent.parent / "endpoint" / "static" / "editor.js"
SAID_BY_BIDEN = "SELECT ?words { ?s mq:speaker <https://w3id.org/mithaq/id/actor/joe-biden> ; mq:content ?words }"


@pytest.fixture(scope="module")
def origin(seeds_store: Path) -> Iterator[str]:
    with serving(seeds_store, SEEDS) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as program:
        yield program


@pytest.fixture(params=["with scripts", "without scripts"])
def reader(browser: Browser, origin: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    context = browser.new_context(java_script_enabled=request.param == "with scripts", locale="ar", viewport=DESKTOP)  # type: ignore[arg-type]
    yield visit(context, origin)
    context.close()


@pytest.fixture
def editor(browser: Browser, origin: str) -> Iterator[Page]:
    """The query page with its editor."""
    if not EDITOR.is_file():
        assert os.environ.get("CI") != "true" or not shutil.which("npm"), "the editor is not built: make editor"
        pytest.skip("the editor is not built (make editor)")
    context = browser.new_context(locale="ar", viewport=DESKTOP)  # type: ignore[arg-type]
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    yield visit(context, origin).open("/sparql")
    context.close()


def written(page: Page, query: str) -> None:
    """Write a query in place of the one in the editor."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def focused(page: Page) -> Locator:
    return page.locator("*:focus")


@pytest.mark.parametrize("spelling", ["الكاظمى", "الكَاظِمِيّ", "الكاظمي", "al-kadhimi"])
def test_actor_is_found_in_any_spelling_and_what_he_said_leads_to_its_words(reader: Visit, spelling: str) -> None:
    page = reader.open("/")
    page.get_by_role("searchbox").fill(spelling)
    page.get_by_role("button", name="بحث").click()
    page.locator(".hits .hit a").first.click()
    expect(page.locator("h1")).to_have_text("مصطفى الكاظمي")
    card = page.locator("#said ~ .card", has_text="الشراكة مع الولايات المتحدة استراتيجية").first
    card.locator(".whence a").first.click()
    mark = page.locator(".passage:target")
    expect(mark).to_have_text("الشراكة مع الولايات المتحدة استراتيجية، والعلاقة أقوى من أي وقت مضى")
    expect(mark).to_be_in_viewport()
    expect(mark).to_have_css("outline-style", "solid")
    mark.locator("a").click()
    expect(page.locator(".card:target")).to_be_in_viewport()
    assert (reader.complaints, reader.elsewhere) == ([], [])


def test_commitments_that_were_overdue_on_a_day_are_found(reader: Visit) -> None:
    page = reader.open("/")
    page.get_by_role("navigation").get_by_role("link", name="الالتزامات").click()
    page.get_by_label("كما في تاريخ").fill("2021-12-31")
    page.locator("#due").select_option("overdue")
    page.get_by_role("button", name="اعرض").click()
    assert parse_qs(urlsplit(page.url).query) == {"as_of": ["2021-12-31"], "due": ["overdue"]}
    standings = page.locator(".tracker .standing").all_inner_texts()
    assert standings and set(standings) == {"انقضى موعده"}
    page.locator(".tracker .words").first.click()
    expect(page.locator("dl.facts")).to_contain_text("الموعد النهائي")


def test_month_of_the_calendar_leads_to_what_falls_due_in_it(reader: Visit) -> None:
    page = reader.open("/commitments?as_of=2021-08-15")
    page.get_by_role("link", name="كانون الأول/ديسمبر 2021").click()
    assert parse_qs(urlsplit(page.url).query)["deadline"] == ["2021-12"]
    assert {day[:7] for day in page.locator(".tracker time").evaluate_all("all => all.map((t) => t.dateTime)")} == {
        "2021-12"
    }
    page.locator(".calendar a[aria-current]").click()
    assert "deadline" not in parse_qs(urlsplit(page.url).query)


def test_rows_of_an_answer_are_lists_with_names_on_a_phone(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ar", viewport=PHONE)  # type: ignore[arg-type]
    page = visit(context, origin).open("/sparql?query=SELECT ?who ?words { ?s mq:speaker ?who ; mq:content ?words }")
    cell = page.get_by_role("row").nth(1).get_by_role("cell").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"who"'
    assert page.locator(".scroll").evaluate("table => table.scrollWidth - table.clientWidth") == 0
    context.close()


def test_query_is_asked_shared_and_taken_away_without_scripts(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ar")
    page = visit(context, origin).open("/sparql")
    page.get_by_label("نص الاستعلام").fill(SAID_BY_BIDEN)
    page.get_by_role("button", name="نفّذ").click()
    expect(page.locator("#answer tbody tr")).to_have_count(24)
    assert parse_qs(urlsplit(page.url).query)["query"] == [SAID_BY_BIDEN]
    assert_csv_has(page, 24)
    context.close()


def assert_csv_has(page: Page, count: int) -> None:
    """The answer comes as a file with so many rows."""
    with page.expect_download() as waiting:
        page.locator("#answer").get_by_role("link", name="CSV").click()
    assert waiting.value.suggested_filename == "mithaq.csv"
    rows = list(csv.reader(Path(waiting.value.path()).read_text("utf-8").splitlines()))
    assert rows[0] == ["words"] and len(rows) == count + 1


def test_query_is_edited_run_shared_and_taken_away(editor: Page) -> None:
    written(editor, SAID_BY_BIDEN)
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("#answer tbody tr")).to_have_count(24)
    editor.get_by_role("button", name="انسخ الرابط").click()
    expect(editor.get_by_role("button", name="نُسخ")).to_be_visible()
    shared = editor.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlsplit(shared).query)["query"] == parse_qs(urlsplit(editor.url).query)["query"] == [SAID_BY_BIDEN]
    assert_csv_has(editor, 24)
    editor.goto(shared)
    expect(editor.locator("#answer tbody tr")).to_have_count(24)


def test_wrong_query_shows_what_is_wrong_at_its_place(editor: Page) -> None:
    written(editor, "SELECT * {\n ?s mq:speaker }")
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("#answer pre.place")).to_have_text(" ?s mq:speaker }\n               ^")
    expect(editor.locator(".cm-lintRange-error")).to_have_text("}")


def test_wrong_query_shows_what_is_wrong_without_scripts(browser: Browser, origin: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = visit(context, origin).open("/sparql?query=SELECT * {%0A ?s mq:speaker }")
    expect(page.get_by_role("alert")).to_contain_text("Line 2, column 16")
    expect(page.locator("textarea")).to_have_value("SELECT * {\n ?s mq:speaker }")
    context.close()


def test_editor_offers_terms_by_their_arabic_names(editor: Page) -> None:
    written(editor, "SELECT * { ?s mq:sp")
    editor.keyboard.press("Control+Space")
    offered = editor.locator(".cm-tooltip-autocomplete li", has_text="mq:speaker").first
    expect(offered).to_contain_text("القائل")
    editor.keyboard.press("Control+A")
    editor.keyboard.insert_text("SELECT * { ?s القائل")
    editor.keyboard.press("Control+Space")
    expect(editor.locator(".cm-tooltip-autocomplete li").first).to_contain_text("mq:speaker")


def test_keyboard_gets_into_the_editor_and_out_again(editor: Page) -> None:
    editor.get_by_role("link", name="استعلام", exact=True).focus()
    editor.keyboard.press("Tab")
    expect(editor.locator(".cm-editor.cm-focused")).to_have_count(1)
    editor.keyboard.press("Tab")
    expect(focused(editor).last).to_have_text("نفّذ")


def test_keyboard_skips_what_stands_on_every_page(reader: Visit) -> None:
    page = reader.open("/actor/joe-biden")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a:focus")).to_have_count(1)


def test_keyboard_goes_through_the_head_in_the_order_in_which_it_is_read(reader: Visit) -> None:
    page = reader.open("/")
    stops = ["a.skip", "a.site", "#q", ".search button", "a.language", "nav a >> nth=0", "nav a >> nth=1"]
    for stop in stops:
        page.keyboard.press("Tab")
        expect(page.locator(f"header {stop}" if stop != "a.skip" else stop)).to_be_focused()
