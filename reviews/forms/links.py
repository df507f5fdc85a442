"""How does somebody ask for a new link?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm


class NewLinkForm(PlainForm):
    """The address at which we know the person."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
