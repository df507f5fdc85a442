"""A language in which every translated word stands between two brackets.

What a page shows outside of them was written into the code without a translation.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest.mock import patch

from django.utils.translation import trans_real

from eclt_partners.common import words
from eclt_partners.notifications import shapes

OPEN, CLOSE = "\u27e6", "\u27e7"
STAND_IN = "fr"  # its dates and numbers, not its words
SPOKEN = ("alt", "aria-label", "placeholder", "title")
SILENT = ("script", "style")


def _marked(message: str) -> str:
    text = message.rpartition("\x04")[2]
    return f"{OPEN}{text}{CLOSE}" if text.strip() else text


@contextmanager
def pseudo_language() -> Iterator[str]:
    """Speak the pseudo-language instead of French; gives the code to ask for."""
    catalogue = trans_real.translation(STAND_IN)
    with (
        patch.object(catalogue, "gettext", _marked),
        patch.object(
            catalogue,
            "ngettext",
            lambda one, many, count: _marked(one if count == 1 else many),
        ),
        # What is remembered of French is not asked for again, and not spoilt.
        patch.object(words, "_short_months", words._short_months.__wrapped__),
        patch.object(shapes, "_skeleton", shapes._skeleton.__wrapped__),
    ):
        yield STAND_IN


class _Words(HTMLParser):
    """Collects what people see or hear, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.said += [f" {value} " for name, value in attrs if name in SPOKEN and value]
        self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        self.said.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def untranslated(html: str) -> str:
    """Return what a page says outside of all brackets."""
    heard = _Words()
    heard.feed(html)
    depth, outside = 0, []
    for letter in "".join(heard.said):
        depth += (letter == OPEN) - (letter == CLOSE)
        outside.append(letter if depth == 0 and letter != CLOSE else " ")
    return " ".join("".join(outside).split())
