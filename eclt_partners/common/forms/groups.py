"""What do layouts hold beside fields: headings and marks, never run as templates?"""

from dataclasses import dataclass
from typing import Any

from crispy_forms import layout
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Fieldset(layout.Fieldset):  # type: ignore[misc]
    """A group of fields whose heading is a text.

    The library takes its legend for a template: names that people gave to things would
    be run, and would stand unescaped in the page.
    """

    def __init__(self, heading: str | Promise, *fields: Any, **kwargs: Any) -> None:
        super().__init__("", *fields, **kwargs)
        self.heading = heading


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the page carries for its form, and nobody sees."""

    name: str
    value: str

    def render(self, *_form: Any, **_more: Any) -> SafeString:
        """Return the hidden input."""
        text = '<input type="hidden" name="{}" value="{}">'
        return format_html(text, self.name, self.value)
