"""Which sentences does Django say by itself in the active language?

No page of ours may show one of them: they blame, or say "this field".
"""

from django import forms
from django.db import models

KINDS = (
    forms.CharField,
    forms.IntegerField,
    forms.DecimalField,
    forms.DateField,
    forms.EmailField,
    forms.URLField,
    forms.ChoiceField,
    forms.MultipleChoiceField,
    forms.ModelChoiceField,
    forms.BooleanField,
)
MODEL_KINDS = (models.Field, models.DateField, models.IntegerField)


def default_messages() -> set[str]:
    """Every default message without a placeholder, and the start of the others."""
    texts = {
        str(text)
        for kind in KINDS
        for parent in kind.__mro__
        for text in getattr(parent, "default_error_messages", {}).values()
    }
    texts |= {
        str(text)
        for kind in MODEL_KINDS
        for text in kind.default_error_messages.values()
    }
    return texts


def messages_of(form: forms.BaseForm) -> set[str]:
    """All sentences that a form answers with."""
    return {str(text) for texts in form.errors.values() for text in texts}
