"""How does a template become a PDF that everybody can read, with a screen reader too?

`pdf_response` is what views call; `render_pdf` is for tasks. A template extends
`pdf/base.html` and gets its whole context from the caller: nothing of the request
reaches it. Load all data first and render outside of transactions.

WeasyPrint needs Pango from the system and a second to load, so it is imported with
the first PDF (docs/adr/0016).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from threading import Lock
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from eclt_partners.common.errors import PdfUnavailable
from eclt_partners.common.system_libraries import missing_for_pdf

__all__ = ["pdf_response", "pdf_works", "render_pdf"]

log = structlog.get_logger(__name__)

# Fonts and styles are kept between two PDFs, which Pango allows one thread at a time.
_ONE_AT_A_TIME = Lock()


def pdf_works() -> bool:
    """Tell whether this server can make PDFs; quick, loads no Python package."""
    return not missing_for_pdf()


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    now: datetime,
    go_on: Callable[[], None] = lambda: None,
) -> bytes:
    """Render a template to a tagged PDF (PDF/UA-1) in the active language.

    Args:
        template: a template that extends `pdf/base.html`.
        context: what it shows, with `title` as text; users' texts are escaped.
        now: the moment that the file and its footer tell.
        go_on: is called before each step and each page; raises where it is to stop.

    Raises:
        PdfUnavailable: Pango is missing on this server.
    """
    html = render_to_string(
        template,
        {
            "foundation_name": settings.FOUNDATION_NAME,
            "demo": settings.DEMO,
            "now": now,
            **context,
        },
    )
    draw = _engine()
    with _ONE_AT_A_TIME:
        return bytes(draw(html, go_on=go_on))


def pdf_response(
    template: str, context: Mapping[str, Any], *, now: datetime, filename: str
) -> HttpResponse:
    """Answer with a PDF to keep; what people wrote is stored nowhere on the way.

    Args:
        template: as for `render_pdf`.
        context: as for `render_pdf`.
        now: as for `render_pdf`.
        filename: without `.pdf`; say nothing private, it stays in a download folder.

    Raises:
        PdfUnavailable: Pango is missing on this server.
    """
    answer = HttpResponse(
        render_pdf(template, context, now=now), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="{filename}.pdf"'
    answer["Cache-Control"] = "no-store, private"
    return answer


def _engine() -> Any:
    """Return the function that draws; the first call imports WeasyPrint.

    Raises:
        PdfUnavailable: Pango is missing on this server.
    """
    missing = missing_for_pdf()
    if missing:
        log.error("pdf.unavailable", packages=missing)
        raise PdfUnavailable(f"PDFs need packages: apt-get install {' '.join(missing)}")
    return import_module("eclt_partners.common.pdf.engine").draw
