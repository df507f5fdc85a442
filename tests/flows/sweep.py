"""Can everybody use a page? Looks at pages of the running product, one by one.

Each page is looked at on a desktop and on the smallest phone of WCAG 1.4.10, with
axe-core and with what axe does not ask: that it is a page at all and no refusal, one
main heading, a title, a language, no sideways scroll.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from tests.flows.product import Product

SIZES = {"desktop": (1366, 900), "phone": (320, 640)}
LIMIT = 20_000  # milliseconds
RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22a",
            "wcag22aa",
            "best-practice",
        ],
    },
    "resultTypes": ["violations"],
}
ASK_AXE = """async rules => (await axe.run(document, rules)).violations.flatMap(
  each => each.nodes.map(node => `${each.id}: ${node.target.join(" ")}`))"""
ASK_PAGE = """() => ({
  status: performance.getEntriesByType("navigation")[0].responseStatus,
  headings: document.querySelectorAll("h1").length,
  title: document.title.trim(),
  language: document.documentElement.lang,
  width: document.documentElement.scrollWidth,
})"""
LINKS = "nodes => nodes.map(node => node.getAttribute('href'))"


def name_of(address: str) -> str:
    """The name of an address in the resolver, or "" for none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


@dataclass
class Sweep:
    """What was looked at so far.

    Attributes:
        product: the running product.
        browser: the Chromium that looks.
        visited: how many pages of each name were looked at.
        findings: one line for each problem: page, size, rule, place.
    """

    product: Product
    browser: Browser
    visited: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    def tab(self) -> Page:
        """Open a browser of its own, with axe in every page."""
        context = self.browser.new_context(
            locale="en-GB", bypass_csp=True, reduced_motion="reduce"
        )
        context.set_default_timeout(LIMIT)
        context.add_init_script(AXE_SCRIPT)
        return context.new_page()

    def go(self, page: Page, address: str, *, who: str) -> None:
        """Open an address of the product and look at it."""
        page.goto(urljoin(self.product.address, address))
        self.look(page, who=who)

    def look(self, page: Page, *, who: str) -> None:
        """Look at the page that is open, in all sizes."""
        path = urlsplit(page.url).path
        self.visited[name_of(path)] += 1
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for problem in (*_plain_problems(page, width), *_axe_problems(page)):
                self.findings.append(f"{path} ({who}, {size}) {problem}")

    def walk(
        self, page: Page, *, who: str, again: Collection[str] = (), start: str = "/"
    ) -> None:
        """Follow links and look at one page of each name that nobody looked at yet.

        Args:
            page: a tab of somebody who is signed in.
            who: named in the findings.
            again: names of pages to look at even if somebody else did.
            start: the first page; it is looked at in any case.
        """
        queue, known, own = [start], {start}, set[str]()
        while queue:
            path = queue.pop(0)
            name = name_of(path)
            is_old = self.visited[name] and name not in again and path != start
            if name in own or is_old:
                continue
            own.add(name)
            self.go(page, path, who=who)
            found = [link for link in _links(page) if link not in known]
            queue.extend(found)
            known.update(found)


def _links(page: Page) -> Iterator[str]:
    for link in page.eval_on_selector_all("a[href]", LINKS):
        path = link.partition("#")[0]
        if path.startswith("/") and name_of(path):
            yield path


def _plain_problems(page: Page, width: int) -> Iterator[str]:
    facts = page.evaluate(ASK_PAGE)
    if facts["status"] != 200:
        yield f"answers {facts['status']}"
    if facts["headings"] != 1:
        yield f"has {facts['headings']} headings of the first level"
    if not facts["title"]:
        yield "has no title"
    if not facts["language"]:
        yield "does not say its language"
    if facts["width"] > width:
        yield f"is {facts['width']} px wide"


def _axe_problems(page: Page) -> list[str]:
    return list(page.evaluate(ASK_AXE, RULES))
