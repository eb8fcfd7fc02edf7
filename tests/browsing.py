"""Pages in a real Chromium: how it is started, and what the tests ask of a page."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).parent.parent
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#axe-core-tags
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]
_BARRIERS = """async (options) => {
  const {violations} = await axe.run(document, {...options, rules: {"color-contrast": {enabled: false}}});
  return violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
}"""
# Contrast takes axe-core longer than all else, and depends on what the key has: one element of each look is measured.
_FAINT = """() => {
  const looks = new Map(), behind = new Map(), {color} = axe.commons;
  const under = (element) => {
    if (!element) return "";
    if (!behind.has(element)) {
      const {backgroundColor, backgroundImage, opacity, filter} = getComputedStyle(element);
      behind.set(element, [backgroundColor, backgroundImage, opacity, filter, under(element.parentElement)].join());
    }
    return behind.get(element);
  };
  for (const element of document.body.querySelectorAll("*:not(svg *)")) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const {color, fontSize, fontWeight} = getComputedStyle(element);
    const key = [color, fontSize, fontWeight, under(element)].join();
    if (!looks.has(key)) looks.set(key, {element, size: parseFloat(fontSize), bold: fontWeight >= 700});
  }
  axe.setup(document.documentElement);
  const faint = [...looks.values()].filter(({element, size, bold}) => {
    const paper = color.getBackgroundColor(element), ink = paper && color.getForegroundColor(element, false, paper);
    return ink && !color.hasValidContrastRatio(paper, ink, size, bold).isValid;
  });
  axe.teardown();
  return faint.map(({element}) => element.outerHTML.slice(0, 200));
}"""
_WIDER = """() => {
  const wide = document.scrollingElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= wide) return [];
  const reaching = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > wide + 1 || box.left < -1) && !element.closest(".scroll, .skip, pre");
  });
  return ["page", ...reaching.map((element) => element.outerHTML.slice(0, 150))];
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; skips the test where it is missing, but not in continuous integration."""
    program = shutil.which("chromium")
    if program is None:
        assert os.environ.get("CI") != "true", "chromium is missing: install Debian's"
        pytest.skip("chromium is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def serving(store: Path, texts: Path) -> Iterator[str]:
    """The address of a server of that store, as `mithaq serve` starts it."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", "--texts", str(texts)]
    with subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        yield process.stdout.readline().split()[-1].rstrip("/")
        process.terminate()
        assert process.wait(timeout=15) == 0


def first_of(origin: str, kind: str) -> str:
    """The page of the first resource of a class."""
    query = quote(f"SELECT ?one {{ ?one a {kind} }} ORDER BY ?one LIMIT 1")
    with urlopen(f"{origin}/sparql?format=csv&query={query}", timeout=10) as answer:
        iri = list(csv.reader(answer.read().decode().splitlines()))[1][0]
    # The names begin with another host; this server shows what they name.
    with urlopen(Request(origin + urlsplit(iri).path.removeprefix("/mithaq"), headers={"Accept": "text/html"})) as page:
        return str(urlsplit(page.url).path)


@dataclass
class Visit:
    """A page in a browser, and all that it has asked for and complained of."""

    page: Page
    origin: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(f"{self.origin}{path}", wait_until="load")
        return self.page

    @property
    def elsewhere(self) -> list[str]:
        """What was asked of others than this server."""
        return [address for address in self.asked if not address.startswith((f"{self.origin}/", "data:", "blob:"))]

    def look(self, size: dict[str, int], colours: str) -> None:
        """See the page on another screen."""
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]

    def barriers(self) -> list[str]:
        """What axe-core finds wrong beside contrast, which depends on colours."""
        options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
        return self.page.evaluate(_BARRIERS, options)  # type: ignore[no-any-return]

    def faint(self) -> list[str]:
        """What axe-core finds hard to read, for want of contrast."""
        return self.page.evaluate(_FAINT)  # type: ignore[no-any-return]

    def forget(self) -> None:
        """As if it had asked for nothing and complained of nothing."""
        self.asked.clear()
        self.complaints.clear()

    def wider(self) -> list[str]:
        """What makes the page wider than the screen."""
        return self.page.evaluate(_WIDER)  # type: ignore[no-any-return]


def with_axe(context: BrowserContext) -> BrowserContext:
    """The same browser; in each of its pages stands axe-core."""
    context.add_init_script(script=Axe().axe_script)
    return context


def visit(context: BrowserContext, origin: str) -> Visit:
    """A new page of the browser that remembers what it does."""
    page = context.new_page()
    seen = Visit(page, origin)
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("console", lambda message: seen.complaints.extend(_complaint(message, page.url)))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    return seen


def _complaint(message: ConsoleMessage, address: str) -> list[str]:
    # A page that says what is wrong has the status that says so; Chromium notes that.
    expected = message.text.startswith("Failed to load resource") and message.location["url"] == address
    # On a busy machine the first words are drawn late.
    expected |= "preloaded using link preload but not used within a few seconds" in message.text
    return [f"{message.text} {message.location}"] if message.type in ("error", "warning") and not expected else []
