"""How does a form read what was typed into one of its fields?"""

from typing import Any

from django import forms

from eclt_partners.common.rules.plain_texts import plain_line, plain_lines


class TypedField(forms.BoundField):
    """A field of one form; signs that nobody sees are left out of what was typed.

    So a page that is shown again, the checks and the service all have the same text.
    A password is taken as it is: only its owner reads it.
    """

    @property
    def data(self) -> Any:
        """What was sent for this field, None for nothing."""
        sent, widget = super().data, self.field.widget
        if not isinstance(sent, str) or isinstance(widget, forms.PasswordInput):
            return sent
        has_one_line = isinstance(widget, forms.TextInput)
        return plain_line(sent) if has_one_line else plain_lines(sent)
