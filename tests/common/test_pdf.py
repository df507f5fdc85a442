"""Can everybody read a PDF, and does it load nothing from elsewhere?"""

import logging
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation
from pypdf import PdfReader

from eclt_partners.common import system_libraries
from eclt_partners.common.errors import PdfUnavailable
from eclt_partners.common.pdf import engine, pdf_response, pdf_works, render_pdf
from eclt_partners.common.refusals import RefusalMiddleware
from tests.pdfs import fonts_outside, kinds_of_tags, text_of, words_of

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
TITLE = "A sheet \N{EN DASH} Ñandú, ŋ, Ж"
NASTY = '<img src="file:///etc/passwd"><script>alert(1)</script>'


def made(language="en-gb", **more) -> bytes:
    context = {"title": "A sheet", "subtitle": "Ñandú, ŋ, Ж", **more}
    with translation.override(language):
        return render_pdf("pdf/base.html", context, now=NOW)


def test_a_pdf_tells_its_title_author_and_moment() -> None:
    found = PdfReader(BytesIO(made())).metadata
    assert (found.title, found.author) == (TITLE, "ECLT Foundation")
    assert found.creation_date == NOW


@pytest.mark.parametrize("language", ["en-gb", "fr", "es", "pt"])
def test_a_pdf_speaks_the_language_of_its_reader(language: str) -> None:
    assert PdfReader(BytesIO(made(language))).trailer["/Root"]["/Lang"] == language


def test_each_page_has_its_number() -> None:
    assert "Page 1 of 1" in text_of(made())


def test_the_foot_says_the_moment_with_its_zone() -> None:
    with timezone.override("Africa/Blantyre"):
        assert "23 Nov 2026, 11:05 (Blantyre time)" in words_of(made())


def test_no_date_is_broken_at_the_end_of_a_line() -> None:
    words = " ".join(f"{'on ' * n}3 Nov 2026" for n in range(1, 20))
    html = f"<html lang=en><title>T</title><body><h1>T</h1><p>{words}</p></body></html>"
    assert text_of(engine.draw(html)).count("3 Nov 2026") == 19


def test_drawing_asks_at_each_step_and_page_and_logs_none_of_them(caplog) -> None:
    asked = []

    def go_on() -> None:
        asked.append(1)
        if len(asked) == 8:
            raise InterruptedError

    head, page = "<html lang=en><title>T</title>", "<p style='break-before: page'>A</p>"
    with caplog.at_level(logging.INFO), pytest.raises(InterruptedError):
        engine.draw(head + page * 9, go_on=go_on)
    engine.draw(head + page)
    assert (len(asked), caplog.records) == (8, [])
    assert not engine.PROGRESS.filters


def test_a_pdf_is_tagged_for_screen_readers() -> None:
    pdf = made()
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert "/H1" in kinds_of_tags(pdf)


def test_all_letters_lie_in_the_file() -> None:
    pdf = made()
    assert fonts_outside(pdf) == []
    assert "Ñandú, ŋ, Ж" in text_of(pdf)


def test_the_page_is_a4() -> None:
    box = PdfReader(BytesIO(made())).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_what_people_wrote_stays_text() -> None:
    assert NASTY.split(">")[0] in text_of(made(title=NASTY)).replace("\n", "")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "https://example.org/a.png",
        "http://169.254.169.254/",
        "data:text/plain,a",
        f"{engine.STATIC}../manage.py",
        f"{engine.STATIC}%2e%2e/manage.py",
        f"{engine.STATIC}css/nothing.css",
        f"{engine.SITE}health",
    ],
)
def test_no_template_can_load_anything_but_static_files(address: str) -> None:
    with pytest.raises(ValueError, match="own static files"):
        engine.OwnFiles().fetch(address)


def test_own_style_sheets_are_found() -> None:
    assert b"@font-face" in engine.OwnFiles().fetch(engine.STYLE).read()


def test_the_style_sheet_says_nothing_that_is_not_understood(caplog) -> None:
    engine._style.cache_clear()
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        made()
    assert caplog.messages == []


def test_a_file_is_kept_by_no_browser_and_named() -> None:
    answer = pdf_response("pdf/base.html", {"title": "A"}, now=NOW, filename="sheet")
    assert answer["Content-Disposition"] == 'attachment; filename="sheet.pdf"'
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.content.startswith(b"%PDF-1.7")


def test_without_pango_a_pdf_is_refused_in_plain_words(monkeypatch) -> None:
    monkeypatch.setattr(system_libraries, "can_load", lambda file: False)
    assert not pdf_works()
    with pytest.raises(PdfUnavailable, match="install libpango") as found:
        made()
    middleware = RefusalMiddleware(lambda request: None)
    page = middleware.process_exception(RequestFactory().get("/"), found.value)
    assert page.status_code == 503
    assert "print the page instead" in page.content.decode()
