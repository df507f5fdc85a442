"""Which answers does a field offer, when the page decides that?"""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db import models
from django.utils.functional import Promise

Choice = tuple[str, "str | Promise"]


def offer(
    form: forms.BaseForm,
    name: str,
    rows: models.QuerySet[Any],
    *,
    nothing: str | Promise = "",
) -> None:
    """Let a field choose among rows; `nothing` is the text of the empty answer."""
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset = rows
    if nothing:
        field.empty_label = str(nothing)


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable[Choice]) -> None:
    """Let a field choose among texts."""
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = list(choices)


def chosen_text(form: forms.Form, name: str) -> str:
    """The text of the answer that was chosen, or "" without one."""
    field, value = form.fields.get(name), form.cleaned_data.get(name)
    if not value or not isinstance(field, forms.ChoiceField):
        return ""
    texts = dict(cast("list[Choice]", field.choices))
    return str(texts[value])
