"""How are fields of a form grouped under a heading that anybody may have typed?"""

from typing import Any

from crispy_forms import layout
from django.utils.functional import Promise


class Fieldset(layout.Fieldset):  # type: ignore[misc]
    """A group of fields whose heading is a text.

    The library takes its legend for a template: names that people gave to things would
    be run, and would stand unescaped in the page.
    """

    def __init__(self, heading: str | Promise, *fields: Any, **kwargs: Any) -> None:
        super().__init__("", *fields, **kwargs)
        self.heading = heading
