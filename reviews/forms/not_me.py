"""How does somebody say who the right person is?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm


class NotMeForm(PlainForm):
    """Whom to ask instead, if the reader knows."""

    named = forms.CharField(
        label=_("Name of the right person"), max_length=120, required=False
    )
    named_address = forms.EmailField(
        label=_("E-mail address of the right person"),
        max_length=254,
        required=False,
        help_text=_(
            "We write to nobody at once: a person of the foundation looks at it first"
        ),
    )
