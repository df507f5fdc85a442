"""What do all forms have in common?

No asterisks, no browser bubbles, plain words in every error, and the same page
with all answers kept when something is missing (docs/look.md).
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.utils import pretty_name
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from eclt_partners.common.forms.fields import PlainDateField, PlainDecimalField
from eclt_partners.common.forms.messages import plain_messages
from eclt_partners.common.forms.seen import SeenMixin
from eclt_partners.common.forms.typed import TypedField
from eclt_partners.common.judging import judged_here


class _PlainMixin(forms.BaseForm):
    """Behaviour of both plain forms.

    Attributes:
        missing: field name -> sentence to show when it was left empty.
        marks_optional: whether labels of optional fields say "(optional)".
    """

    missing: ClassVar[Mapping[str, str | Promise]] = {}
    marks_optional: ClassVar[bool] = True
    use_required_attribute = False
    bound_field_class = TypedField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _speak_plainly(name, field)
            if name in self.missing:
                field.error_messages["required"] = str(self.missing[name])
            _count_characters(field)
            _ask_to_choose(field)

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form: fields only, the page writes the form tag."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = self.crispy_layout()
        return helper

    def crispy_layout(self) -> Layout | None:
        """The order and grouping of fields; None shows them as declared."""
        return None

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Show the problems of an InvalidInput ("" is the whole form)."""
        for name, text in problems.items():
            self.add_error(name if name in self.fields else None, text)


class PlainForm(_PlainMixin, forms.Form):
    """Base of every form that is not tied to one model."""


class PlainFilterForm(PlainForm):
    """A GET form above a list: nothing is required, nothing is marked optional."""

    marks_optional = False


class PlainRowForm(SeenMixin, PlainForm):
    """Base of a form that changes one row and is more than its model."""


class PlainModelForm(SeenMixin, _PlainMixin, forms.ModelForm):  # type: ignore[type-arg]
    """Base of every model form; dates and decimals are read the plain way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._of_row = tuple(self.fields)
        self.remember(self.instance)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        meta = getattr(cls, "Meta", None)
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(plain_formfield)

    def values_of(self, row: Any) -> dict[str, Any]:
        """Return what stands in a row, by name of the field."""
        return forms.model_to_dict(row, fields=self._of_row)

    def _post_clean(self) -> None:
        with judged_here(self.instance):
            super()._post_clean()


class SendOnceMixin(forms.Form):
    """Adds the key that makes sending the form twice harmless.

    The service stores the key in a unique column and answers a repeat with the
    row that exists.
    """

    idempotency_key = forms.UUIDField(
        required=False, widget=forms.HiddenInput, initial=uuid.uuid4
    )

    def clean_idempotency_key(self) -> uuid.UUID:
        """The key of the page, or a new one for a client that sent none."""
        key: uuid.UUID | None = self.cleaned_data.get("idempotency_key")
        return key or uuid.uuid4()


def plain_formfield(
    db_field: "models.Field[Any, Any]", **kwargs: Any
) -> forms.Field | None:
    """The form field of a model field, with dates and decimals read the plain way."""
    if isinstance(db_field, models.DateField) and not isinstance(
        db_field, models.DateTimeField
    ):
        kwargs.setdefault("form_class", PlainDateField)
    elif isinstance(db_field, models.DecimalField):
        kwargs.setdefault("form_class", PlainDecimalField)
    return db_field.formfield(**kwargs)


def _speak_plainly(name: str, field: forms.Field) -> None:
    label = str(field.label or pretty_name(name))
    field.error_messages = {**field.error_messages, **plain_messages(field, label)}


def _ask_to_choose(field: forms.Field) -> None:
    """Begin a list with "Choose" where Django begins it with dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == BLANK_CHOICE_DASH[0][1]:
            field.empty_label = _("Choose")
    elif isinstance(field, forms.ChoiceField):
        choices = list(cast("Iterable[Any]", field.choices))
        if choices[:1] == BLANK_CHOICE_DASH:
            field.choices = [("", _("Choose")), *choices[1:]]


def _count_characters(field: forms.Field) -> None:
    """Let a long text run over its limit and be told, instead of being cut off."""
    limit = getattr(field, "max_length", None)
    if not limit or not isinstance(field.widget, forms.Textarea):
        return
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs.update(
        {
            "data-limit": limit,
            "data-left": _("You have {n} characters left"),
            "data-over": _("You have {n} characters too many"),
        }
    )
