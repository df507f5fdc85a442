"""How does WeasyPrint draw a page of ours? The only module that imports it.

Nothing comes from the network: a template can load what lies among our own static
files, and nothing else.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from eclt_partners.common.rules.plain_dates import cut_at_dates

SITE = f"{settings.SITE_URL}/"
STATIC = urljoin(SITE, settings.STATIC_URL)
STYLE = urljoin(STATIC, "css/pdf.css")
CHART_STYLE = urljoin(STATIC, "css/pdf-charts.css")
SVG = "{http://www.w3.org/2000/svg}"
# Where WeasyPrint tells each step and each page that it begins.
PROGRESS = logging.getLogger("weasyprint.progress")


class OwnFiles(URLFetcher):  # type: ignore[misc]
    """Opens our static files from the disk and refuses every other address."""

    def fetch(
        self, url: str, headers: dict[str, str] | None = None
    ) -> URLFetcherResponse:
        """Return a static file.

        Raises:
            ValueError: the address is no static file of ours. WeasyPrint leaves the
                place empty and goes on.
        """
        found = _static_file(url)
        if found is None:
            raise ValueError("only our own static files may be loaded")
        kind = {"Content-Type": "text/css"} if found.suffix == ".css" else None
        return URLFetcherResponse(url, found.read_bytes(), kind)


def _static_file(url: str) -> Path | None:
    """Return where the static file of an address lies, or None."""
    if not url.startswith(STATIC):
        return None
    try:
        found = finders.find(unquote(url.removeprefix(STATIC)))
    except SuspiciousFileOperation:
        return None
    return Path(found) if isinstance(found, str) else None


def draw(html: str, *, go_on: Callable[[], None] = lambda: None) -> bytes:
    """Return the PDF of a page; one thread at a time.

    Args:
        html: the whole page.
        go_on: is called before each step and each page; raises where it is to stop.
    """
    style, fonts = _style()
    with _asked(go_on):
        page = HTML(string=html, base_url=SITE, url_fetcher=OwnFiles())
        _dress_drawings(page.etree_element)
        _hold_dates(page.etree_element)
        made = page.write_pdf(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
        )
    return bytes(made)


@contextmanager
def _asked(go_on: Callable[[], None]) -> Iterator[None]:
    """Let WeasyPrint ask before each step; it tells its steps to a logger alone."""

    def ask(_line: logging.LogRecord) -> bool:
        go_on()
        return False

    level = PROGRESS.level
    PROGRESS.addFilter(ask)
    PROGRESS.setLevel(logging.INFO)
    try:
        yield
    finally:
        PROGRESS.setLevel(level)
        PROGRESS.removeFilter(ask)


def _dress_drawings(root: Any) -> None:
    """Put the style sheet of charts into each drawing: no other reaches into it.

    So a chart is drawn from the same template for a page and for a PDF.
    """
    for drawing in root.iter(f"{SVG}svg"):
        style = drawing.makeelement(f"{SVG}style", {})
        style.text = _chart_style()
        drawing.append(style)


def _hold_dates(root: Any) -> None:
    """Keep each date on one line, as static/js/whole.js does on pages.

    What is copied from the PDF has the blanks that a spreadsheet understands.
    """
    for parent in list(root.find("body").iter()):
        if not isinstance(parent.tag, str) or parent.tag.startswith("{"):
            continue
        parts = list(parent)
        parent.text, kids = _around_dates(root, parent.text)
        for part in parts:
            part.tail, held = _around_dates(root, part.tail)
            kids += [part, *held]
        parent[:] = kids


def _around_dates(root: Any, text: str | None) -> tuple[str | None, list[Any]]:
    """Return what is before the first date, and each date with what follows it."""
    before, *others = cut_at_dates(text or "")
    held = []
    for day, after in zip(others[::2], others[1::2], strict=True):
        span = root.makeelement("span", {"class": "nowrap"})
        span.text, span.tail = day, after
        held.append(span)
    return before, held


@cache
def _chart_style() -> str:
    return str(OwnFiles().fetch(CHART_STYLE).read(), "utf-8")


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """Return the style sheet and its fonts, read and unpacked once per process."""
    fonts = FontConfiguration()
    return CSS(url=STYLE, url_fetcher=OwnFiles(), font_config=fonts), fonts
