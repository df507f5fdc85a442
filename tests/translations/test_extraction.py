"""Does every string that the code can say stand in the catalogues?"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.architecture.source import ROOT

FOLDERS = ("eclt_partners", "partners", "agreements", "reviews")
WORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
Message = tuple[str | None, str]


def _messages(text: str) -> Iterator[Message]:
    """The strings of a Python source that are marked to be translated."""
    source = BytesIO(text.encode())
    for _line, words, _comments, context in extract("python", source, WORDS):
        yield context, words if isinstance(words, str) else words[0]


def _of_python(path: Path) -> Iterator[Message]:
    text = path.read_text("utf-8")
    return _messages(text) if "gettext" in text else iter(())


def _of_template(path: Path) -> Iterator[Message]:
    """As makemessages reads a template: all that is not to be translated is x."""
    lines = templatize(path.read_text("utf-8"), origin=str(path)).splitlines()
    return _messages("\n".join(line.strip() for line in lines))


def test_the_catalogues_have_every_string_of_the_code() -> None:
    """The three hold the same strings, as a test beside this one says."""
    catalogue = polib.pofile(
        str(ROOT / "eclt_partners/locale/fr/LC_MESSAGES/django.po")
    )
    known = {(each.msgctxt, each.msgid) for each in catalogue}
    sources = [path for each in FOLDERS for path in (ROOT / each).rglob("*.py")]
    templates = [
        path for path in (ROOT / "templates").rglob("*.*") if path.suffix != ".svg"
    ]
    said = {message for path in sources for message in _of_python(path)}
    said |= {message for path in templates for message in _of_template(path)}
    assert len(said) > 4000
    assert said - known == set()
