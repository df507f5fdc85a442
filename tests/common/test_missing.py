"""Does every form say in a whole sentence what was left empty?"""

from collections.abc import Iterator
from importlib import import_module

from django import forms

from eclt_partners.common.forms import PlainForm, PlainModelForm

OURS = {"agreements", "eclt_partners", "partners", "reviews"}
# The page of samples shows what is said when a form brings no words of its own.
SAMPLES = {"SampleForm"}
# What is chosen, hidden or asked has words of its own.
CHOSEN = (forms.ChoiceField, forms.BooleanField, forms.FileField)


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _without_words() -> Iterator[str]:
    for form in {*_below(PlainForm), *_below(PlainModelForm)}:
        for name, field in form.base_fields.items():
            label = str(field.label or "")
            if (
                form.__module__.partition(".")[0] in OURS
                and form.__name__ not in SAMPLES
                and not form.__subclasses__()
                and field.required
                and label
                and not isinstance(field, CHOSEN)
                and not field.widget.is_hidden
                and name not in form.missing
                and not label.startswith("Your ")
                and not label.endswith("?")
                and field.error_messages["required"]
                == forms.Field.default_error_messages["required"]
            ):
                yield f"{form.__name__}.{name}: {label}"


def test_no_form_says_enter_name_of_something() -> None:
    import_module("eclt_partners.urls")
    assert list(_without_words()) == []
