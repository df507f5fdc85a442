"""What stands in a PDF? Helpers for tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

POINTS = 72 / 25.4
FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def leave_undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each PDF be the page that would be drawn, for tests of what it may say.

    Words are easy to find there, and a second is saved for each.
    """
    monkeypatch.setattr(
        "eclt_partners.common.pdf._engine", lambda: lambda html, go_on: html.encode()
    )


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


@dataclass(frozen=True)
class Placed:
    """A text with its place: millimetres from the left edge and from the lower one."""

    text: str
    left: float
    bottom: float


def texts(pdf: bytes) -> list[Placed]:
    """Return what is written, each with the place where it begins."""
    found = []

    def see(text: str, place: list[float], matrix: list[float], *_font: Any) -> None:
        if text.strip():
            left, bottom = matrix[4] * place[0] + place[4], _height(matrix, place)
            found.append(Placed(text.strip(), left / POINTS, bottom / POINTS))

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=see)
    return found


def _height(matrix: list[float], place: list[float]) -> float:
    return matrix[5] * place[3] + place[5]


def beyond(pdf: bytes, *, millimetres: float) -> list[str]:
    """Return the words that begin right of a place, counted from the left edge."""
    return [each.text for each in texts(pdf) if each.left > millimetres]
