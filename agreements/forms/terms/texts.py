"""How are words of a deal typed in: as plain text of a sane length?"""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_SEEN_BY_LAYOUT = "\n\r\t"


def no_hidden_signs(text: str) -> None:
    """Refuse control characters: nobody sees them, and they would be hashed.

    Raises:
        ValidationError: there is one.
    """
    if any(
        unicodedata.category(sign) == "Cc" and sign not in _SEEN_BY_LAYOUT
        for sign in text
    ):
        raise ValidationError(
            _(
                "The text has signs that cannot be seen. Paste it as plain text, or "
                "type it anew"
            ),
            code="hidden_signs",
        )


class WordsField(forms.CharField):
    """Words of one or more lines."""

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        if rows > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.validators.append(no_hidden_signs)
