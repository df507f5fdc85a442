"""Can everybody use a page? Looks at pages of the running product, one by one.

Each page is looked at on a desktop in English and on the smallest phone of WCAG 1.4.10
in French, whose words are longer, with axe-core and with what axe does not ask: that it
is a page at all and no refusal, one main heading, a title, a language, no sideways
scroll. Forms are looked at again after they were sent empty, and with wrong contents.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from tests.flows.contrast import ASK_AXE, PAIRS
from tests.flows.product import Product

DESKTOP, PHONE = (1366, 900), (320, 640)
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
    # WCAG 2.5.3; axe-core counts it as an experiment until 4.13.
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}
# axe parses the text of a colour anew for each element and each layer behind it: a
# quarter of its time. A page has a dozen colours; they mean the same each time.
REMEMBER_COLOURS = """(() => {
  const kind = axe.commons.color.Color.prototype;
  const parse = kind.parseString, known = new Map();
  kind.parseString = function (text) {
    if (!known.has(text)) {
      parse.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    [this.r, this.g, this.b, this.alpha] = known.get(text);
    return this;
  };
})();"""
SCRIPTS = f"{AXE_SCRIPT};{REMEMBER_COLOURS};{PAIRS}"
# Codes such as GT-01, dates such as 3 Nov 2026, and “e-mail” that stand on two lines,
# read from where their letters stand.
BROKEN = """() => {
  const found = [];
  const code = "\\\\b[A-Z]{2}-\\\\d{2,}", day = "\\\\b\\\\d{1,2}(?:er)? \\\\p{L}+ 20\\\\d\\\\d\\\\b";
  const whole = new RegExp(`${code}|${day}|\\\\b[Ee]-mails?\\\\b`, "gu");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    for (const hit of walk.currentNode.data.matchAll(whole)) {
      const range = document.createRange();
      range.setStart(walk.currentNode, hit.index);
      range.setEnd(walk.currentNode, hit.index + hit[0].length);
      const lines = [...range.getClientRects()].filter(each => each.width);
      if (new Set(lines.map(each => Math.round(each.top))).size > 1) found.push(hit[0]);
    }
  }
  return found;
}"""
# Parts of a cell that stand in the column of labels, where a table is cards on a phone.
FALLEN = """() => [...document.querySelectorAll(".table-stack td[data-label]")].filter(
  cell => getComputedStyle(cell).display === "grid" && [...cell.childNodes].filter(
    part => part.nodeType === Node.TEXT_NODE ? part.data.trim() : part.nodeType === 1 &&
      getComputedStyle(part).position !== "absolute"
  ).length > 1
).map(cell => cell.dataset.label)"""
ASK_PAGE = """() => ({
  status: performance.getEntriesByType("navigation")[0].responseStatus,
  headings: document.querySelectorAll("h1").length,
  title: document.title.trim(),
  language: document.documentElement.lang,
  width: document.documentElement.scrollWidth,
})"""
# Makes the form of a page empty, or puts things in that no field takes, and sends it as
# a browser without scripts does.
SPOIL = """isEmpty => {
  const form = document.querySelector("main form[method=post]");
  for (const field of form.elements) {
    if (["hidden", "file"].includes(field.type)) continue;
    if (field.tagName === "BUTTON") continue;
    if (["radio", "checkbox"].includes(field.type)) {
      field.checked = !isEmpty;
      field.value = "no such value";
    } else if (field.tagName === "SELECT") {
      field.add(new Option("", isEmpty ? "" : "no such value", true, true));
    } else {
      field.value = isEmpty ? "" : "x".repeat(6000);
    }
  }
  HTMLFormElement.prototype.submit.call(form);
}"""

# Takes what was typed out of the store of the device (static/js/kept.js).
FORGET = """async () => {
  const all = await indexedDB.databases();
  if (!all.some(each => each.name === "kept")) return;
  await new Promise((done, failed) => {
    const ask = indexedDB.open("kept");
    ask.onerror = failed;
    ask.onsuccess = () => {
      const change = ask.result.transaction("drafts", "readwrite");
      change.objectStore("drafts").clear();
      change.oncomplete = () => { ask.result.close(); done(); };
    };
  });
}"""


class LinksOf(HTMLParser):
    """Reads where the links of a page lead; the browser need not draw it for that."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (where := dict(attrs).get("href")):
            self.found.append(where)


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
        left_out: names of addresses that no walk opens: files, mostly.
        visited: how many pages of each name were looked at.
        findings: one line for each problem: page, size, rule, place.
    """

    product: Product
    browser: Browser
    left_out: Collection[str] = ()
    visited: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    _twins: dict[Page, Page] = field(default_factory=dict)
    _readable: set[str] = field(default_factory=set)

    def tab(self) -> Page:
        """Open a browser of its own, with axe in every page."""
        context = self.browser.new_context(
            locale="en-GB", bypass_csp=True, reduced_motion="reduce"
        )
        context.set_default_timeout(LIMIT)
        context.add_init_script(SCRIPTS)
        return context.new_page()

    def go(self, page: Page, address: str, *, who: str, status: int = 200) -> None:
        """Open an address of the product, which answers so, and look at it."""
        page.goto(urljoin(self.product.address, address))
        self.look(page, who=who, status=status)

    def look(
        self, page: Page, *, who: str, opens_again: bool = True, status: int = 200
    ) -> None:
        """Look at the page that is open, and beside it in French on a phone.

        Args:
            page: the tab; it stays as it is.
            who: named in the findings.
            opens_again: False for the answer to a form, which has no address of its
                own; it is looked at in English in both sizes.
            status: what the page answers with.
        """
        self.visited[name_of(urlsplit(page.url).path)] += 1
        self._judge(page, DESKTOP, who=who, status=status)
        if not opens_again:
            self._judge(page, PHONE, who=who)
            return
        twin = self._twin(page)
        with _in_french(twin, page.url):
            twin.goto(page.url)
            self._judge(twin, PHONE, who=f"{who} in French", status=status)

    def refuse(
        self, page: Page, address: str, *, who: str, may_be_empty: bool = False
    ) -> None:
        """Send a form empty and then with wrong contents; look at what it says.

        Afterwards the form is open as it was: what the device kept is forgotten.
        """
        address = urljoin(self.product.address, address)
        if not may_be_empty:
            self._send_spoilt(page, address, is_empty=True)
            self._judge(page, DESKTOP, who=f"{who}, sent empty")
        with _in_french(page, address):
            self._send_spoilt(page, address, is_empty=False)
            self._judge(page, PHONE, who=f"{who}, sent wrong, in French")
        # A page without a form: the one that is left may keep what stands in it.
        page.goto(urljoin(self.product.address, "/help/"))
        page.evaluate(FORGET)
        page.goto(address)

    def _send_spoilt(self, page: Page, address: str, *, is_empty: bool) -> None:
        page.goto(address)
        assert page.locator("main form[method=post]").count(), f"no form: {address}"
        with page.expect_navigation():
            page.evaluate(SPOIL, is_empty)
        if not page.locator(".error-summary").count():
            how = "empty" if is_empty else "wrong"
            self.findings.append(f"{address} took a form that was {how}")

    def _judge(
        self, page: Page, size: tuple[int, int], *, who: str, status: int = 200
    ) -> None:
        # A press answers when the next page has begun: then it has no contents yet.
        page.wait_for_load_state()
        width, height = size
        page.set_viewport_size({"width": width, "height": height})
        path = urlsplit(page.url).path
        problems = [*_plain_problems(page, width, status), *self._ask_axe(page)]
        self.findings += [f"{path} ({who}, {width} px) {each}" for each in problems]

    def _ask_axe(self, page: Page) -> list[str]:
        """Ask for everything but the contrasts that were found good before."""
        answer = page.evaluate(ASK_AXE, [RULES, sorted(self._readable)])
        self._readable |= set(answer["learnt"])
        return list(answer["problems"])

    def _twin(self, page: Page) -> Page:
        """A second tab of the same browser, made once."""
        if page not in self._twins:
            self._twins[page] = page.context.new_page()
        return self._twins[page]

    def walk(
        self, page: Page, *, who: str, again: Collection[str] = (), start: str = "/"
    ) -> None:
        """Follow links and look at one page of each name that nobody looked at yet.

        Args:
            page: a tab of somebody who is signed in.
            who: named in the findings.
            again: names of pages to look at even if somebody else did.
            start: the first page; its links are followed in any case.
        """
        queue, known, own = [start], {start}, set[str]()
        while queue:
            path = queue.pop(0)
            name = name_of(path)
            is_old = self.visited[name] and name not in again
            if name in own or name in self.left_out or (is_old and path != start):
                continue
            own.add(name)
            if is_old:
                address = urljoin(self.product.address, path)
                text = page.request.get(address, fail_on_status_code=True).text()
            else:
                self.go(page, path, who=who)
                text = page.content()
            found = [link for link in _links(text) if link not in known]
            queue.extend(found)
            known.update(found)


@contextmanager
def _in_french(page: Page, address: str) -> Iterator[None]:
    """Let somebody who chose French look, then forget the choice."""
    context, chosen = page.context, settings.LANGUAGE_COOKIE_NAME
    context.add_cookies([{"name": chosen, "value": "fr", "url": address}])
    yield
    context.clear_cookies(name=chosen)


def _links(text: str) -> Iterator[str]:
    for link in LinksOf(text).found:
        path = link.partition("#")[0]
        if path.startswith("/") and name_of(path):
            yield path


def _plain_problems(page: Page, width: int, status: int) -> Iterator[str]:
    facts = page.evaluate(ASK_PAGE)
    for code in page.evaluate(BROKEN):
        yield f"breaks {code}"
    for label in page.evaluate(FALLEN):
        yield f"lets a part of “{label}” fall into the column of labels"
    if facts["status"] != status:
        yield f"answers {facts['status']}"
    if facts["headings"] != 1:
        yield f"has {facts['headings']} headings of the first level"
    if not facts["title"]:
        yield "has no title"
    if not facts["language"]:
        yield "does not say its language"
    if facts["width"] > width:
        yield f"is {facts['width']} px wide"
