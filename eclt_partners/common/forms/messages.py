"""What does a form say when an answer is missing or cannot be used?

Every message tells what to do or what must be true, and names the field.
`{label}` is the field's label, `{start}` the same at the start of a sentence;
`%(...)s` are filled by Django when the error is shown.
"""

from collections.abc import Mapping

from django import forms
from django.forms.models import ModelMultipleChoiceField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CHOOSE = _("Choose {label}")
_FROM_LIST = _("Choose {label} from the list")
_ONE_OF_THESE = _("Choose one of these answers")
_SIZE = {
    "max_value": _("{start} must be %(limit_value)s or less"),
    "min_value": _("{start} must be %(limit_value)s or more"),
    "step_size": _("{start} must be a multiple of %(limit_value)s"),
}
_LENGTH = {
    "max_length": _("{start} must be %(limit_value)s characters or less"),
    "min_length": _("{start} must be %(limit_value)s characters or more"),
    "null_characters_not_allowed": _("{start} has a character that cannot be stored"),
}
_ANY = {
    "required": _("Enter {label}"),
    "invalid": _("Enter {label} in another way"),
    "unique": _("{start} is used already. Enter another one"),
}

# Later rows are more exact: a field takes the messages of every row it belongs to.
PLAIN_MESSAGES: Mapping[type[forms.Field], Mapping[str, str | Promise]] = {
    forms.Field: _ANY,
    forms.CharField: _LENGTH,
    forms.IntegerField: {
        **_SIZE,
        "invalid": _("{start} must be a whole number, like 12"),
    },
    forms.FloatField: {"invalid": _("{start} must be a number, like 12.5")},
    forms.DecimalField: {
        "invalid": _("{start} must be a number, like 1234.50"),
        "max_digits": _("{start} must have %(max)s digits or less"),
        "max_decimal_places": _(
            "{start} must have %(max)s digits or less after the decimal sign"
        ),
        "max_whole_digits": _(
            "{start} must have %(max)s digits or less before the decimal sign"
        ),
    },
    forms.DateField: {"invalid": _("{start} must be a real date, like 27 3 2026")},
    forms.TimeField: {"invalid": _("{start} must be a time, like 14:30")},
    forms.DateTimeField: {
        "invalid": _("{start} must be a date and a time, like 27 3 2026 14:30")
    },
    forms.SplitDateTimeField: {
        "invalid_date": _("{start} must be a real date, like 27 3 2026"),
        "invalid_time": _("{start} must be a time, like 14:30"),
    },
    forms.DurationField: {
        "invalid": _("{start} must be a length of time, like 1:30:00"),
        "overflow": _("{start} must be between {min_days} and {max_days} days"),
    },
    forms.EmailField: {
        "invalid": _("Enter an e-mail address in the form name@example.org")
    },
    forms.URLField: {
        "invalid": _("Enter a full web address, like https://example.org")
    },
    forms.SlugField: {
        "invalid": _("{start} may have letters, numbers, hyphens and underscores only")
    },
    forms.GenericIPAddressField: {
        "invalid": _("Enter a network address, like 192.0.2.1")
    },
    forms.UUIDField: {"invalid": _("Open the page again and send the form once more")},
    forms.JSONField: {"invalid": _("{start} must be written as JSON")},
    forms.BooleanField: {"required": _("Tick the box: {label}")},
    forms.ChoiceField: {"required": _CHOOSE, "invalid_choice": _FROM_LIST},
    forms.MultipleChoiceField: {
        "required": _("Choose at least one answer for {label}"),
        "invalid_list": _FROM_LIST,
    },
    forms.ModelChoiceField: {"required": _CHOOSE, "invalid_choice": _FROM_LIST},
    ModelMultipleChoiceField: {
        "required": _("Choose at least one answer for {label}"),
        "invalid_list": _FROM_LIST,
        "invalid_pk_value": _FROM_LIST,
    },
    forms.FileField: {
        "required": _("Choose a file for {label}"),
        "invalid": _("The file for {label} did not arrive. Choose it again"),
        "missing": _("The file for {label} did not arrive. Choose it again"),
        "empty": _("The file for {label} is empty. Choose another file"),
        "max_length": _("The file name must be %(max)s characters or less"),
        "contradiction": _("Choose a new file or tick the box to remove it, not both"),
    },
    forms.ImageField: {"invalid_image": _("{start} must be a picture (PNG or JPEG)")},
    forms.MultiValueField: {"incomplete": _("Fill in every part of {label}")},
}


def plain_messages(field: forms.Field, label: str) -> dict[str, str]:
    """The messages of one field, with its label put in.

    A label that asks is quoted. Messages that the field's author wrote are not
    replaced.
    """
    asks = label.endswith("?")
    name = str(_("“%(question)s”")) % {"question": label} if asks else label
    defaults = _defaults_of(type(field))
    chosen = {
        code: text
        for kind, messages in PLAIN_MESSAGES.items()
        if isinstance(field, kind)
        for code, text in messages.items()
    }
    return {
        code: _put_label(
            str(_ONE_OF_THESE if asks and text is _FROM_LIST else text), name
        )
        for code, text in chosen.items()
        if str(field.error_messages.get(code, "")) in ("", defaults.get(code, ""))
    }


def _defaults_of(kind: type[forms.Field]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for parent in reversed(kind.__mro__):
        for code, text in getattr(parent, "default_error_messages", {}).items():
            merged[code] = str(text)
    return merged


def _put_label(text: str, label: str) -> str:
    shown = label.replace("%", "%%") if "%(" in text else label
    is_short_form = shown[1:2].isupper()
    inside = shown if is_short_form else shown[:1].lower() + shown[1:]
    return text.replace("{label}", inside).replace(
        "{start}", shown[:1].upper() + shown[1:]
    )
