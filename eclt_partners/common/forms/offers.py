"""Which answers does a field offer, when the page decides that?"""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise

Choice = tuple[str, "str | Promise"]


class _ReadOnce(ModelChoiceIterator):
    """The choices of a field, of rows that its question keeps."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from map(self.choice, self.queryset)


class FewRowsField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among few rows: they are asked for once, to show and to find them."""

    iterator = _ReadOnce

    def _get_queryset(self) -> Any:
        return self._queryset

    def _set_queryset(self, rows: Any) -> None:
        self._queryset = rows
        self.widget.choices = self.choices

    queryset = property(_get_queryset, _set_queryset)

    def to_python(self, value: Any) -> Any:
        """Find the row that was chosen among those that are offered."""
        if value in self.empty_values:
            return None
        for row in self.queryset:
            if str(row.pk) == str(getattr(value, "pk", value)):
                return row
        wrong = self.error_messages["invalid_choice"]
        raise ValidationError(wrong, code="invalid_choice", params={"value": value})


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
