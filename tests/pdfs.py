"""What stands in a PDF? Helpers for tests."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def leave_undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each PDF be the page that would be drawn, for tests of what it may say.

    Words are easy to find there, and a second is saved for each.
    """
    monkeypatch.setattr("eclt_partners.common.pdf._engine", lambda: str.encode)


def text_of(pdf: bytes) -> str:
    """Return all text, page after page."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def words_of(pdf: bytes) -> str:
    """Return all text with one blank between words, whatever the line breaks."""
    return " ".join(text_of(pdf).split())


def kinds_of_tags(pdf: bytes) -> list[str]:
    """Return the kinds of all tags in the order of reading."""
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    return list(_kinds(root))


def _kinds(node: Any) -> Iterator[str]:
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _kinds(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from _kinds(node["/K"])


def fonts_outside(pdf: bytes) -> list[str]:
    """Return the fonts whose letters do not lie in the file."""
    found = []
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            kids = font.get_object().get("/DescendantFonts", [font])
            described = kids[0].get_object().get("/FontDescriptor", {})
            if not any(name in described for name in FILES):
                found.append(str(font.get_object()["/BaseFont"]))
    return found


def beyond(pdf: bytes, *, millimetres: float) -> list[str]:
    """Return the words that begin right of a place, counted from the left edge."""
    found = []

    def see(text: str, place: list[float], matrix: list[float], *_font: Any) -> None:
        points = matrix[4] * place[0] + place[4]
        if text.strip() and points > millimetres / 25.4 * 72:
            found.append(text.strip())

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=see)
    return found
