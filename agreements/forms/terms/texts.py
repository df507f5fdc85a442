"""How are words of a deal typed in: as plain text of a sane length?"""

from typing import Any

from django import forms


class WordsField(forms.CharField):
    """Words of one or more lines."""

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        if rows > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
