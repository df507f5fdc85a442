"""Does a template that is rendered once for many mails say what it would say to each?"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from eclt_partners.notifications import shapes
from eclt_partners.notifications.shapes import apart, filled
from eclt_partners.notifications.writing import Button, Fact, Row, Section, Sheet

LESS = Sheet(
    subject="Tom & Jerry <3",
    preview="",
    greeting="Dear 1,",
    opening=["<script>"],
    button=Button("Go", "https://x.example/?a=1&b=2"),
    shown_url="0",
    facts=[],
    sections=[],
    closing=[],
    footer=["Why"],
    standing_in=[],
    foot_links=[],
    foundation="",
)
MORE = LESS._replace(
    facts=[Fact("What", "'It'"), Fact("When", "")],
    sections=[Section("Late", [Row("one", "u1"), Row("two", "u2")])],
    foot_links=[Row("Other", "https://x.example/o"), Row("Not me", "mailto:a@b.c?x&y")],
    standing_in=("For Amina", "For Brian"),
    opening=("One", "Two"),
)


def other_words(thing):
    """The same shape with other words."""
    if isinstance(thing, str):
        return f"({thing}) & more" if thing else ""
    members = [other_words(member) for member in thing]
    return thing._make(members) if hasattr(thing, "_make") else members


@pytest.mark.parametrize("sheet", [LESS, other_words(LESS), MORE, other_words(MORE)])
@pytest.mark.parametrize("language", ["en-gb", "fr"])
@pytest.mark.parametrize(
    ("template", "escaped"),
    [("mail/letter.html", escape), ("mail/letter.txt", str)],
)
def test_it_says_what_the_template_says(sheet, language, template, escaped):
    with translation.override(language):
        said = filled(template, apart(sheet), language=language, escape=escaped)
        expected = render_to_string(template, {**sheet._asdict(), "language": language})
    assert said == expected


class Page(NamedTuple):
    words: Sequence[str]


def test_a_shape_is_rendered_once(monkeypatch):
    rendered = []

    def render(template, context):
        rendered.append(template)
        return "|".join(context["words"])

    monkeypatch.setattr(shapes, "render_to_string", render)
    shapes._skeleton.cache_clear()
    pages = [Page(["a", "b"]), Page(("1", "0")), Page(["c"]), Page([])]
    said = [filled("t", apart(page), language="en", escape=str) for page in pages]
    shapes._skeleton.cache_clear()
    assert said == ["a|b", "1|0", "c", ""]
    assert len(rendered) == 3
